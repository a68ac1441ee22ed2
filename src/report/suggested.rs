//! Suggested cases as the lines of a replay file. Must not choose them.

use std::fmt::Write as _;

use crate::replay::{Said, Suggested, SuggestedTurn};
use crate::text::sanitize_line;

/// Cases that take ways which no script takes, as they stand under `cases:`, set in by two columns.
#[must_use]
pub fn ways(all: &[Suggested]) -> String {
    let mut out = String::new();
    for (number, one) in (1..).zip(all) {
        let Some(end) = one.turns.last().map(|turn| &turn.to) else {
            continue;
        };
        let zh = format!("没走过的路（{number}）：到 {end}");
        let en = format!("ways not taken ({number}): to {end}");
        head(&mut out, one, &zh, &en);
        out.push_str("    turns:\n");
        for turn in &one.turns {
            said(&mut out, turn);
        }
        // Writing to a String can't fail.
        let _ = writeln!(out, "    expect: {{ending: {end}}}");
    }
    out
}

/// Cases that cross red lines which no script crosses. They end with the reply that does: what comes after is not what they are about.
#[must_use]
pub fn crossings(all: &[Suggested]) -> String {
    let mut out = String::new();
    for one in all {
        let Some(last) = one.turns.last() else {
            continue;
        };
        let lines: Vec<&str> = last.red_lines.iter().map(|line| line.key()).collect();
        let (zh, en) = (lines.join("、"), lines.join(", "));
        head(
            &mut out,
            one,
            &format!("踩到红线：{zh}"),
            &format!("red lines crossed: {en}"),
        );
        out.push_str("    turns:\n");
        for turn in &one.turns {
            said(&mut out, turn);
        }
    }
    out
}

/// Cases that notice changes which no script notices: those that differ in their last reply alone are the rows of one table.
#[must_use]
pub fn changes(all: &[Suggested]) -> String {
    let mut groups: Vec<(&[SuggestedTurn], Vec<&Suggested>)> = Vec::new();
    for one in all {
        let Some((_, before)) = one.turns.split_last() else {
            continue;
        };
        match groups.iter_mut().find(|(same, _)| *same == before) {
            Some((_, group)) => group.push(one),
            None => groups.push((before, vec![one])),
        }
    }
    let mut out = String::new();
    for (number, (before, group)) in (1..).zip(&groups) {
        let Some(first) = group.first() else {
            continue;
        };
        let (zh, en) = match before.last() {
            Some(turn) => (
                format!("在 {} 怎么走", turn.to),
                format!("where {} leads", turn.to),
            ),
            None => (
                "开头怎么走".to_owned(),
                "where the beginning leads".to_owned(),
            ),
        };
        head(
            &mut out,
            first,
            &format!("{zh}（{number}）"),
            &format!("{en} ({number})"),
        );
        out.push_str("    table:\n");
        for turn in group.iter().filter_map(|one| one.turns.last()) {
            // Writing to a String can't fail.
            let _ = writeln!(out, "      - {}", row(turn));
        }
        out.push_str("    turns:\n");
        for turn in *before {
            said(&mut out, turn);
        }
        out.push_str(
            "      - given: \"{given}\"\n        expect: {state: \"{to}\", mood: \"{mood}\"}\n",
        );
    }
    out
}

fn head(out: &mut String, one: &Suggested, zh: &str, en: &str) {
    // Writing to a String can't fail.
    let _ = writeln!(
        out,
        "  - name: {{zh: \"{zh}\", en: \"{en}\"}}\n    seed: {}\n    lang: {}",
        one.seed, one.language
    );
}

fn said(out: &mut String, turn: &SuggestedTurn) {
    // Writing to a String can't fail.
    match &turn.said {
        Said::Given(given) => {
            let _ = writeln!(out, "      - given: {given}");
        }
        Said::Words(reply) => {
            let _ = writeln!(out, "      - reply: {}", quoted(&reply.words));
            let actions: Vec<&str> = reply.actions.iter().map(|action| action.key()).collect();
            if !actions.is_empty() {
                let _ = writeln!(out, "        actions: [{}]", actions.join(", "));
            }
        }
    }
    let lines: Vec<&str> = turn.red_lines.iter().map(|line| line.key()).collect();
    let lines = if lines.is_empty() {
        String::new()
    } else {
        format!(", red_lines: [{}]", lines.join(", "))
    };
    let _ = writeln!(out, "        expect: {{state: {}{lines}}}", turn.to);
}

fn row(turn: &SuggestedTurn) -> String {
    let feelings = turn.mood.iter();
    let feelings: Vec<String> = feelings
        .map(|(feeling, value)| format!("{feeling}: {value}"))
        .collect();
    let given = match &turn.said {
        Said::Given(given) => given.to_string(),
        // Nothing but what is given tells rules apart.
        Said::Words(_) => "{}".to_owned(),
    };
    format!(
        "{{given: {given}, to: {}, mood: {{{}}}}}",
        turn.to,
        feelings.join(", ")
    )
}

/// A YAML scalar in double quotes.
pub(super) fn quoted(text: &str) -> String {
    let inner = sanitize_line(text)
        .replace('\\', "\\\\")
        .replace('"', "\\\"");
    format!("\"{inner}\"")
}
