//! Changed copies of a scenario and of scripted replies, each wrong in one way that a script should notice. Must not play them.

use crate::domain::StateId;
use crate::scenario::{Bounds, Guard, Rule, Scenario};
use crate::scoring::{Assessment, EvidenceEffect};
use crate::text::Span;

/// By how many points a bound on a mark or a feeling is shifted.
const SHIFT: i16 = 5;

/// A copy of a scenario with one rule changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Mutant {
    /// The state whose rules are changed.
    pub state: StateId,
    /// What is changed, in words.
    pub what: String,
    /// The number of the rule that is changed, from 0.
    pub rule: usize,
    /// The copy.
    pub scenario: Scenario,
}

/// Every copy of `scenario` in which one guard, or a part of it, is dropped, a bound is shifted, a rule never taken, or two
/// neighbouring rules have their targets swapped.
#[must_use]
pub fn mutants(scenario: &Scenario) -> Vec<Mutant> {
    let mut out = Vec::new();
    for (place, state) in scenario.states.iter().enumerate() {
        let mut add = |rule: usize, what: String, next: Vec<Rule>| {
            let mut copy = scenario.clone();
            copy.states[place].next = next;
            out.push(Mutant {
                state: state.id.clone(),
                what,
                rule,
                scenario: copy,
            });
        };
        for (number, rule) in state.next.iter().enumerate() {
            let shown = format!("rule {} of `{}`", number + 1, state.id);
            if let Some(guard) = &rule.when {
                add(
                    number,
                    format!("{shown} without its guard"),
                    with(&state.next, number, None),
                );
                add(
                    number,
                    format!("{shown} is never taken"),
                    without(&state.next, number),
                );
                for (what, changed) in changes(guard) {
                    let next = with(&state.next, number, Some(changed));
                    add(number, format!("{shown}: {what}"), next);
                }
            }
            let after = state.next.get(number + 1);
            if after.is_some_and(|after| after.to != rule.to) {
                let mut next = state.next.clone();
                let (one, other) = (next[number].to.clone(), next[number + 1].to.clone());
                (next[number].to, next[number + 1].to) = (other, one);
                let what = format!("{shown} and the one after it with their targets swapped");
                add(number, what, next);
            }
        }
    }
    out
}

fn with(rules: &[Rule], number: usize, guard: Option<Guard>) -> Vec<Rule> {
    let mut next = rules.to_vec();
    next[number].when = guard;
    next
}

fn without(rules: &[Rule], number: usize) -> Vec<Rule> {
    let mut next = rules.to_vec();
    next.remove(number);
    next
}

/// A guard changed in one part: what in words, and the guard.
fn changes(guard: &Guard) -> Vec<(String, Guard)> {
    let mut out: Vec<(String, Guard)> = Vec::new();
    let mut add = |what: String, change: &dyn Fn(&mut Guard)| {
        let mut changed = guard.clone();
        change(&mut changed);
        if changed != *guard {
            out.push((what, changed));
        }
    };
    for (number, (principle, bounds)) in guard.marks.iter().enumerate() {
        for (what, shifted) in shifts(*bounds, SHIFT, 100) {
            add(format!("{principle} {what}"), &|guard| {
                guard.marks[number].1 = shifted;
            });
        }
    }
    for (number, (feeling, bounds)) in guard.mood.iter().enumerate() {
        for (what, shifted) in shifts(*bounds, SHIFT, 100) {
            add(format!("{feeling} {what}"), &|guard| {
                guard.mood[number].1 = shifted;
            });
        }
    }
    for (what, shifted) in guard
        .turns
        .map_or_else(Vec::new, |turns| shifts(turns, 1, u8::MAX))
    {
        add(format!("turns {what}"), &|guard| {
            guard.turns = Some(shifted)
        });
    }
    if parts(guard) < 2 {
        return out;
    }
    for (number, (principle, _)) in guard.marks.iter().enumerate() {
        add(format!("{principle} not asked for"), &|guard| {
            guard.marks.remove(number);
        });
    }
    for (number, (feeling, _)) in guard.mood.iter().enumerate() {
        add(format!("{feeling} not asked for"), &|guard| {
            guard.mood.remove(number);
        });
    }
    for (number, signal) in guard.signals.iter().enumerate() {
        add(format!("the signal {signal} not asked for"), &|guard| {
            guard.signals.remove(number);
        });
    }
    for (number, fact) in guard.facts.iter().enumerate() {
        add(format!("the fact {fact} not asked for"), &|guard| {
            guard.facts.remove(number);
        });
    }
    add("no red line asked for".to_owned(), &|guard| {
        guard.red_line = None
    });
    add("turns not asked for".to_owned(), &|guard| {
        guard.turns = None
    });
    out
}

fn parts(guard: &Guard) -> usize {
    guard.marks.len()
        + guard.mood.len()
        + guard.signals.len()
        + guard.facts.len()
        + usize::from(guard.red_line.is_some())
        + usize::from(guard.turns.is_some())
}

/// The bounds with each end shifted up and down, where that is still within 0 to `most` and the ends stay in order.
fn shifts(bounds: Bounds, by: i16, most: u8) -> Vec<(String, Bounds)> {
    let shifted = |end: u8, by: i16| {
        let end = u8::try_from(i16::from(end) + by).ok()?;
        (end <= most).then_some(end)
    };
    let mut out = Vec::new();
    for by in [by, -by] {
        if let Some((old, min)) = bounds.min.and_then(|min| Some((min, shifted(min, by)?))) {
            out.push((
                format!("from {min} instead of {old}"),
                Bounds {
                    min: Some(min),
                    ..bounds
                },
            ));
        }
        if let Some((old, max)) = bounds.max.and_then(|max| Some((max, shifted(max, by)?))) {
            out.push((
                format!("up to {max} instead of {old}"),
                Bounds {
                    max: Some(max),
                    ..bounds
                },
            ));
        }
    }
    out.retain(|(_, bounds)| match (bounds.min, bounds.max) {
        (Some(min), Some(max)) => min <= max,
        _ => true,
    });
    out
}

/// What is left of a reply's words where its evidence is cut out: what crossed a red line, or else all that raised a mark.
/// `None` where there is nothing to cut.
#[must_use]
pub fn without_evidence(words: &str, assessment: &Assessment) -> Option<String> {
    let crossed: Vec<Span> = assessment.red_lines.iter().map(|one| one.span).collect();
    let principles = assessment.principles.iter();
    let evidence = principles.flat_map(|(_, assessed)| &assessed.evidence);
    let raising = evidence.filter(|one| one.effect == EvidenceEffect::Raises);
    let cut: Vec<Span> = if crossed.is_empty() {
        raising.filter_map(|one| one.span).collect()
    } else {
        crossed
    };
    let kept = |at: u32| !cut.iter().any(|span| (span.start..span.end).contains(&at));
    let left: String = (0..)
        .zip(words.chars())
        .filter(|(at, _)| kept(*at))
        .map(|(_, c)| c)
        .collect();
    (left != words).then_some(left)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::Principle;
    use crate::scenario::Library;

    #[test]
    fn mutants_differ_from_the_scenario_in_one_state_and_from_each_other() {
        let scenario = Library::embedded().scenario("double-fee").unwrap();
        let all = mutants(&scenario);
        let mut seen = HashSet::new();
        for mutant in &all {
            let changed = scenario.states.iter().zip(&mutant.scenario.states);
            let changed: Vec<&StateId> = changed
                .filter(|(one, other)| one != other)
                .map(|(one, _)| &one.id)
                .collect();
            assert_eq!(changed, [&mutant.state], "{}", mutant.what);
            assert!(seen.insert(&mutant.what), "{}", mutant.what);
        }
        for kind in [
            "without its guard",
            "is never taken",
            "targets swapped",
            "instead of",
        ] {
            assert!(
                all.iter().any(|mutant| mutant.what.contains(kind)),
                "{kind}"
            );
        }
    }

    #[test]
    fn a_bound_is_shifted_both_ways_and_stays_a_bound() {
        let guard = Guard {
            marks: vec![(
                Principle::Listening,
                Bounds {
                    min: Some(98),
                    max: None,
                },
            )],
            turns: Some(Bounds {
                min: Some(2),
                max: Some(2),
            }),
            ..Guard::default()
        };
        let what: Vec<String> = changes(&guard).into_iter().map(|(what, _)| what).collect();
        assert_eq!(
            what,
            [
                "listening from 93 instead of 98",
                "turns up to 3 instead of 2",
                "turns from 1 instead of 2",
                "listening not asked for",
                "turns not asked for",
            ]
        );
    }
}
