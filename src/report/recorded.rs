//! Encounters as they went, written as the cases of a replay file. Must not know where they were kept.

use std::fmt::Write as _;

use super::suggested::quoted;
use crate::domain::{Language, RedLine, Reply, ScenarioId, StateId};

/// One encounter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The seed.
    pub seed: u64,
    /// The language the customer spoke.
    pub language: Language,
    /// The replies.
    pub turns: Vec<RecordedTurn>,
    /// The ending, where it came to one.
    pub ending: Option<StateId>,
}

/// One reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedTurn {
    /// What was said and done.
    pub reply: Reply,
    /// Where it led; unknown of the last reply of an encounter that was left.
    pub to: Option<StateId>,
    /// The red lines it crossed.
    pub red_lines: Vec<RedLine>,
}

/// The beginning of a replay file of `scenario`.
#[must_use]
pub fn head(scenario: &ScenarioId) -> String {
    format!("format: 1\nscenario: {scenario}\ncases:\n")
}

/// A case, as it stands under `cases:`, set in by two columns; `number` tells recordings of one file apart.
#[must_use]
pub fn case(recorded: &Recorded, number: usize) -> String {
    let mut out = String::new();
    // Writing to a String can't fail.
    let _ = writeln!(
        out,
        "  - name: {{zh: \"录下的对话（{number}）\", en: \"recorded ({number})\"}}\n    seed: {}\n    lang: {}\n    turns:",
        recorded.seed, recorded.language
    );
    for turn in &recorded.turns {
        let _ = writeln!(out, "      - reply: {}", quoted(&turn.reply.words));
        let actions: Vec<&str> = turn
            .reply
            .actions
            .iter()
            .map(|action| action.key())
            .collect();
        if !actions.is_empty() {
            let _ = writeln!(out, "        actions: [{}]", actions.join(", "));
        }
        let state = turn
            .to
            .as_ref()
            .map_or_else(String::new, |to| format!("state: {to}, "));
        let red_lines: Vec<&str> = turn.red_lines.iter().map(|line| line.key()).collect();
        let _ = writeln!(
            out,
            "        expect: {{{state}red_lines: [{}]}}",
            red_lines.join(", ")
        );
    }
    if let Some(ending) = &recorded.ending {
        let _ = writeln!(out, "    expect: {{ending: {ending}}}");
    }
    out
}
