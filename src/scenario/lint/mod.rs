//! Rules about scenarios that can be read but are not good: one file per rule, and one list. A rule returns findings by the
//! keys they are about; it must not know lines or print.

mod examples;
mod fact_never_due;
mod good_reply_does_poorly;
mod needed_fact_not_in_good_reply;
mod no_way_out;
mod poor_reply_does_well;
mod same_text_in_both_languages;
mod state_without_example;
mod texts;
mod too_few_endings;
mod unreachable_ending;
mod unreachable_state;

use super::path::Path;
use super::problem::{self, Problem, Severity};
use super::{Document, Scenario};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which says what it flags.
    pub name: &'static str,
    /// The source of its file, whose opening comment explains it.
    source: &'static str,
    check: fn(&Scenario, &mut Findings),
}

/// All rules, in the order they are run.
pub const RULES: &[Rule] = &[
    unreachable_state::RULE,
    no_way_out::RULE,
    unreachable_ending::RULE,
    too_few_endings::RULE,
    same_text_in_both_languages::RULE,
    state_without_example::RULE,
    good_reply_does_poorly::RULE,
    poor_reply_does_well::RULE,
    fact_never_due::RULE,
    needed_fact_not_in_good_reply::RULE,
];

/// What the rules find.
#[derive(Debug, Default)]
struct Findings(Vec<(Severity, Path, String, String)>);

impl Findings {
    fn error(&mut self, path: Path, message: impl Into<String>, fix: impl Into<String>) {
        self.0
            .push((Severity::Error, path, message.into(), fix.into()));
    }

    fn warning(&mut self, path: Path, message: impl Into<String>, fix: impl Into<String>) {
        self.0
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

/// Runs every rule on a scenario file; nothing where it has errors already, since a broken story can't be judged.
#[must_use]
pub fn lint(document: &Document) -> Vec<Problem> {
    let Some(scenario) = &document.scenario else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for rule in RULES {
        let mut findings = Findings::default();
        (rule.check)(scenario, &mut findings);
        problems.extend(
            findings
                .0
                .into_iter()
                .map(|(severity, path, message, fix)| {
                    let place = document.place(&path);
                    Problem::new(rule.name, severity, place, path.to_string(), message, fix)
                }),
        );
    }
    problem::sort(&mut problems);
    problems
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
