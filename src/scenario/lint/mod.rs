//! Rules about scenarios that can be read but are not good: one file per rule, and one list. A rule returns findings by the
//! keys they are about; it must not know lines or print.

mod examples;
mod fact_never_due;
mod good_reply_does_poorly;
mod guard_cannot_hold;
mod guards;
mod hard_reading_for_the_elderly;
mod hint_gives_the_reply_away;
mod lengths_far_apart;
mod looks_like_personal_data;
mod mood_never_moves;
mod names_differ;
mod needed_fact_not_in_good_reply;
mod no_good_end_in_time;
mod no_way_out;
mod numbers_differ;
mod numerals;
mod poor_reply_does_well;
mod red_line_leads_nowhere;
mod review_day_past;
mod same_text_in_both_languages;
mod shadowed_guard;
mod state_without_example;
mod stock_phrase_passes;
mod term_of_art_from_the_customer;
mod text_in_the_other_language;
mod texts;
mod too_few_endings;
mod twin_replies_far_apart;
mod unreachable_ending;
mod unreachable_state;

use std::cell::OnceCell;
use std::rc::Rc;

pub(super) use examples::assessments;

use super::path::Path;
use super::problem::{self, Problem, Severity};
use super::{Document, Proof, Scenario};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which says what it flags.
    pub name: &'static str,
    /// The source of its file, whose opening comment explains it.
    source: &'static str,
    check: fn(&Scenario, &mut Findings<'_>),
}

/// All rules, in the order they are run.
pub const RULES: &[Rule] = &[
    unreachable_state::RULE,
    no_way_out::RULE,
    unreachable_ending::RULE,
    too_few_endings::RULE,
    same_text_in_both_languages::RULE,
    text_in_the_other_language::RULE,
    state_without_example::RULE,
    good_reply_does_poorly::RULE,
    poor_reply_does_well::RULE,
    fact_never_due::RULE,
    needed_fact_not_in_good_reply::RULE,
    guard_cannot_hold::RULE,
    shadowed_guard::RULE,
    no_good_end_in_time::RULE,
    red_line_leads_nowhere::RULE,
    mood_never_moves::RULE,
    stock_phrase_passes::RULE,
    twin_replies_far_apart::RULE,
    lengths_far_apart::RULE,
    numbers_differ::RULE,
    names_differ::RULE,
    hint_gives_the_reply_away::RULE,
    looks_like_personal_data::RULE,
    term_of_art_from_the_customer::RULE,
    hard_reading_for_the_elderly::RULE,
    review_day_past::RULE,
];

/// What a rule finds, and what all rules may ask for.
#[derive(Debug)]
struct Findings<'c> {
    found: Vec<(Severity, Path, String, String)>,
    /// What can happen in the scenario, looked through once for all rules.
    proof: &'c OnceCell<Rc<Proof>>,
    /// The authors' examples assessed, each once for all rules.
    examples: &'c examples::Assessed,
    /// The day of the check; empty where days don't matter.
    today: &'c str,
}

impl Findings<'_> {
    fn proof(&self, scenario: &Scenario) -> Rc<Proof> {
        Rc::clone(self.proof.get_or_init(|| Rc::new(Proof::of(scenario))))
    }

    fn error(&mut self, path: Path, message: impl Into<String>, fix: impl Into<String>) {
        self.found
            .push((Severity::Error, path, message.into(), fix.into()));
    }

    fn warning(&mut self, path: Path, message: impl Into<String>, fix: impl Into<String>) {
        self.found
            .push((Severity::Warning, path, message.into(), fix.into()));
    }
}

impl Rule {
    /// What the rule is about, as its file's opening comment says: what it flags, why, an example, what to write instead.
    #[must_use]
    pub fn explanation(&self) -> String {
        self.source
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The rule called `name`.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// Runs every rule on a scenario file; nothing where it has errors already, since a broken story can't be judged. `today` is
/// the day of the check as `2026-11-26`, by which sources are too old; empty where days don't matter. Warnings that the author
/// allows are left out.
#[must_use]
pub fn lint(document: &Document, today: &str) -> Vec<Problem> {
    let Some(scenario) = &document.scenario else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    let proof = OnceCell::new();
    let examples = examples::Assessed::default();
    for rule in RULES {
        let mut findings = Findings {
            found: Vec::new(),
            proof: &proof,
            examples: &examples,
            today,
        };
        (rule.check)(scenario, &mut findings);
        problems.extend(
            findings
                .found
                .into_iter()
                .map(|(severity, path, message, fix)| {
                    let place = document.place(&path);
                    Problem::new(rule.name, severity, place, path.to_string(), message, fix)
                }),
        );
    }
    allow(document, scenario, &mut problems);
    problem::sort(&mut problems);
    problems
}

/// Leaves out the warnings that the author allows, and says which of these permissions nothing needs.
fn allow(document: &Document, scenario: &Scenario, problems: &mut Vec<Problem>) {
    let mut not_needed = Vec::new();
    for (number, allowed) in scenario.allow.iter().enumerate() {
        let before = problems.len();
        problems.retain(|one| one.rule != allowed.rule || one.severity == Severity::Error);
        if problems.len() == before {
            let path = Path::of(&["allow"]).index(number);
            not_needed.push(Problem::new(
                "allow-not-needed",
                Severity::Warning,
                document.place(&path),
                path.to_string(),
                format!("nothing in this file is flagged by `{}`", allowed.rule),
                "take it out, so that the rule can speak up when it should".to_owned(),
            ));
        }
    }
    problems.extend(not_needed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_explains_itself_under_the_same_headings() {
        for rule in RULES {
            let text = rule.explanation();
            let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
            let title = format!("# {}", rule.name);
            assert_eq!(
                headings,
                [
                    title.as_str(),
                    "## What it flags",
                    "## Why",
                    "## Example",
                    "## Instead"
                ],
                "{}",
                rule.name
            );
        }
    }
}
