//! The state machine of a scenario as a drawing: Mermaid, Graphviz, SVG. Must not judge it.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::domain::{Language, Outcome, StateId};
use crate::scenario::{Bounds, Guard, RedLineGuard, Rule, Scenario};
use crate::text::width;

/// A drawing in Mermaid.
#[must_use]
pub fn mermaid(scenario: &Scenario) -> String {
    let mut out = String::from("stateDiagram-v2\n");
    // Mermaid takes a hyphen for an arrow.
    let name = |id: &StateId| id.as_str().replace('-', "_");
    let _ = writeln!(out, "    [*] --> {}", name(&scenario.start));
    for state in &scenario.states {
        let _ = writeln!(
            out,
            "    {} : {} ({})",
            name(&state.id),
            state.id,
            state.moment
        );
        for rule in &state.next {
            let label = guard(rule).replace(':', "").replace(';', ",");
            let _ = writeln!(
                out,
                "    {} --> {} : {label}",
                name(&state.id),
                name(&rule.to)
            );
        }
    }
    for ending in &scenario.endings {
        let _ = writeln!(
            out,
            "    {} : {} [{}]",
            name(&ending.id),
            ending.id,
            ending.outcome
        );
        let _ = writeln!(out, "    {} --> [*]", name(&ending.id));
    }
    out
}

/// A drawing in Graphviz's language.
#[must_use]
pub fn dot(scenario: &Scenario) -> String {
    let mut out = String::from(
        "digraph scenario {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  \
         edge [fontname=\"sans-serif\", fontsize=10];\n",
    );
    for state in &scenario.states {
        let _ = writeln!(
            out,
            "  \"{}\" [label=\"{}\\n{}\"];",
            state.id, state.id, state.moment
        );
    }
    for ending in &scenario.endings {
        let _ = writeln!(
            out,
            "  \"{}\" [shape=doubleoctagon, color=\"{}\"];",
            ending.id,
            colour(ending.outcome)
        );
    }
    for state in &scenario.states {
        for rule in &state.next {
            let _ = writeln!(
                out,
                "  \"{}\" -> \"{}\" [label=\"{}\"];",
                state.id,
                rule.to,
                guard(rule)
            );
        }
    }
    out.push_str("}\n");
    out
}

const fn colour(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Good => "#2e7d32",
        Outcome::Fair => "#b26a00",
        Outcome::Bad => "#b3261e",
    }
}

/// What must hold for a rule, in short.
fn guard(rule: &Rule) -> String {
    let Some(guard) = &rule.when else {
        return "otherwise".to_owned();
    };
    let Guard {
        marks,
        red_line,
        signals,
        facts,
        mood,
        turns,
    } = guard;
    let mut parts: Vec<String> = Vec::new();
    match red_line {
        Some(RedLineGuard::Any) => parts.push("red line".to_owned()),
        Some(RedLineGuard::One(one)) => parts.push(one.to_string()),
        None => {}
    }
    parts.extend(facts.iter().map(|fact| format!("said {fact}")));
    parts.extend(signals.iter().map(ToString::to_string));
    parts.extend(
        marks
            .iter()
            .map(|(principle, bounds)| within(principle.key(), *bounds)),
    );
    parts.extend(
        mood.iter()
            .map(|(feeling, bounds)| within(feeling.key(), *bounds)),
    );
    parts.extend(turns.map(|bounds| within("turns", bounds)));
    parts.join(", ")
}

fn within(what: &str, bounds: Bounds) -> String {
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) => format!("{what} {min}–{max}"),
        (Some(min), None) => format!("{what} ≥ {min}"),
        (None, Some(max)) => format!("{what} ≤ {max}"),
        (None, None) => what.to_owned(),
    }
}

/// The measures of the drawing, in pixels.
const BOX: (f32, f32) = (168.0, 52.0);
const GAP: (f32, f32) = (168.0, 52.0);
const MARGIN: f32 = 32.0;
const HEAD: f32 = 56.0;

/// A drawing that needs no other program: columns by the fewest replies it takes to get there, ways back below.
#[must_use]
pub fn svg(scenario: &Scenario, language: Language) -> String {
    let places = places(scenario);
    let columns = places
        .values()
        .map(|(column, _)| column + 1)
        .max()
        .unwrap_or(1);
    let rows = places.values().map(|(_, row)| row + 1).max().unwrap_or(1);
    let size = |count: usize, one: f32, gap: f32| count as f32 * (one + gap) - gap + 2.0 * MARGIN;
    let (wide, high) = (
        size(columns, BOX.0, GAP.0),
        size(rows, BOX.1, GAP.1) + HEAD + 40.0,
    );
    let corner = |id: &StateId| {
        let (column, row) = places.get(id).copied().unwrap_or_default();
        (
            MARGIN + column as f32 * (BOX.0 + GAP.0),
            MARGIN + HEAD + row as f32 * (BOX.1 + GAP.1),
        )
    };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" font-family=\"Noto Sans CJK SC, Microsoft YaHei, sans-serif\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
         <path d=\"M0 0 8 4 0 8z\" fill=\"#5f6368\"/></marker></defs>\n\
         <text x=\"{MARGIN}\" y=\"{}\" font-size=\"22\" fill=\"#202124\">{}</text>\n",
        MARGIN + 14.0,
        escaped(scenario.title.get(language)),
    );
    for state in &scenario.states {
        let mut to: Vec<(&StateId, Vec<String>)> = Vec::new();
        for rule in &state.next {
            match to.iter_mut().find(|(id, _)| **id == rule.to) {
                Some((_, guards)) => guards.push(guard(rule)),
                None => to.push((&rule.to, vec![guard(rule)])),
            }
        }
        for (number, (id, guards)) in to.into_iter().enumerate() {
            way(&mut out, corner(&state.id), corner(id), number, &guards);
        }
    }
    for state in &scenario.states {
        let start = state.id == scenario.start;
        let stroke = if start { "#1a56c4" } else { "#5f6368" };
        node(
            &mut out,
            corner(&state.id),
            state.id.as_str(),
            state.moment.key(),
            stroke,
            10.0,
        );
    }
    for ending in &scenario.endings {
        let stroke = colour(ending.outcome);
        node(
            &mut out,
            corner(&ending.id),
            ending.id.as_str(),
            ending.outcome.key(),
            stroke,
            26.0,
        );
    }
    out.push_str("</svg>\n");
    out
}

/// For each state and ending its column and row. What no way leads to stands in the first column.
fn places(scenario: &Scenario) -> HashMap<&StateId, (usize, usize)> {
    let mut column: HashMap<&StateId, usize> = HashMap::from([(&scenario.start, 0)]);
    let mut open = vec![&scenario.start];
    let mut next = 0;
    while let Some(id) = open.get(next).copied() {
        next += 1;
        let here = column.get(id).copied().unwrap_or(0);
        for rule in scenario.state(id).into_iter().flat_map(|state| &state.next) {
            if !column.contains_key(&rule.to) {
                column.insert(&rule.to, here + 1);
                open.push(&rule.to);
            }
        }
    }
    let states = scenario.states.iter().map(|state| &state.id);
    let mut filled: HashMap<usize, usize> = HashMap::new();
    states
        .chain(scenario.endings.iter().map(|ending| &ending.id))
        .map(|id| {
            let column = column.get(id).copied().unwrap_or(0);
            let row = filled.entry(column).or_default();
            let place = (column, *row);
            *row += 1;
            (id, place)
        })
        .collect()
}

fn node(out: &mut String, (x, y): (f32, f32), title: &str, below: &str, stroke: &str, round: f32) {
    let middle = x + BOX.0 / 2.0;
    // Long names are drawn smaller, so that they stay in their box.
    let size = (BOX.0 / (width(title).max(1) as f32) * 1.6).clamp(8.0, 14.0);
    let _ = writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"{round}\" fill=\"#f8f9fa\" stroke=\"{stroke}\" stroke-width=\"1.6\"/>\
         <text x=\"{middle}\" y=\"{}\" font-size=\"{size}\" text-anchor=\"middle\" fill=\"#202124\">{}</text>\
         <text x=\"{middle}\" y=\"{}\" font-size=\"11\" text-anchor=\"middle\" fill=\"{stroke}\">{}</text>",
        BOX.0,
        BOX.1,
        y + 23.0,
        escaped(title),
        y + 40.0,
        escaped(below),
    );
}

/// One way with what must hold for it; `number` keeps the labels of one state's ways apart.
fn way(out: &mut String, from: (f32, f32), to: (f32, f32), number: usize, guards: &[String]) {
    let exit = from.1 + 12.0 + (number as f32 * 12.0) % (BOX.1 - 14.0);
    let (path, label) = if from == to {
        let (x, y) = (from.0 + BOX.0 / 2.0, from.1);
        (
            format!("M{} {y} c-14 -26 42 -26 28 0", x - 14.0),
            (x + 20.0, y - 14.0),
        )
    } else if to.0 > from.0 {
        let (x, end) = (from.0 + BOX.0, (to.0, to.1 + BOX.1 / 2.0));
        let bend = (end.0 - x) / 2.0;
        (
            format!(
                "M{x} {exit} C{} {exit} {} {} {} {}",
                x + bend,
                end.0 - bend,
                end.1,
                end.0,
                end.1
            ),
            (x + 6.0, exit - 2.0),
        )
    } else if (to.0 - from.0).abs() < 1.0 {
        let (x, end) = (from.0 + BOX.0, to.1 + BOX.1 / 2.0);
        let out = x + 36.0;
        (
            format!("M{x} {exit} C{out} {exit} {out} {end} {x} {end}"),
            (x + 6.0, exit - 2.0),
        )
    } else {
        let (x, y) = (from.0 + BOX.0 / 2.0, from.1 + BOX.1);
        let end = (to.0 + BOX.0 / 2.0, to.1 + BOX.1);
        let deep = y.max(end.1) + 26.0;
        (
            format!("M{x} {y} C{x} {deep} {} {deep} {} {}", end.0, end.0, end.1),
            (f32::midpoint(x, end.0), deep - 6.0),
        )
    };
    let mut text = guards.join(" / ");
    if text.chars().count() > 36 {
        text = text.chars().take(35).collect::<String>() + "…";
    }
    let _ = writeln!(
        out,
        "<path d=\"{path}\" fill=\"none\" stroke=\"#9aa0a6\" stroke-width=\"1.3\" marker-end=\"url(#tip)\"><title>{}</title></path>\
         <text x=\"{}\" y=\"{}\" font-size=\"8\" fill=\"#5f6368\">{}</text>",
        escaped(&guards.join(" / ")),
        label.0,
        label.1,
        escaped(&text),
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Library;

    #[test]
    fn every_state_ending_and_way_of_the_library_is_drawn() {
        for scenario in Library::embedded().scenarios() {
            let (mermaid, dot) = (mermaid(&scenario), dot(&scenario));
            let ways: usize = scenario.states.iter().map(|state| state.next.len()).sum();
            assert_eq!(dot.matches(" -> ").count(), ways, "{}", scenario.id);
            // One arrow more from the start, and one from each ending.
            assert_eq!(
                mermaid.matches(" --> ").count(),
                ways + 1 + scenario.endings.len(),
                "{}",
                scenario.id
            );
            for language in Language::ALL {
                let svg = svg(&scenario, *language);
                let boxes = scenario.states.len() + scenario.endings.len();
                assert_eq!(svg.matches("<rect x=").count(), boxes, "{}", scenario.id);
                assert!(svg.contains(scenario.title.get(*language)));
            }
        }
    }

    #[test]
    fn what_must_hold_is_said_in_short() {
        let scenario = Library::embedded().scenario("skipped-number").unwrap();
        let guards: Vec<String> = scenario.states[1].next.iter().map(guard).collect();
        assert_eq!(guards[0], "red line");
        assert!(
            guards[1].starts_with("said our_skip, said ticket_counts, "),
            "{}",
            guards[1]
        );
        assert_eq!(guards.last().map(String::as_str), Some("otherwise"));
    }
}
