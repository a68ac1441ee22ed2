//! Replay results as JSON. The form is stable: fields may be added, none is renamed or taken away.

use serde_json::{Map, Value, json};

use super::json::lines;
use super::replayed::{ReplayedFile, Replays};
use crate::replay::{CaseResult, TurnResult};

/// What `replay --report json:FILE` writes, one object:
///
/// ```json
/// {"version": 1,
///  "cases": [{"file": "a.replay.yaml", "line": 4, "scenario": "a", "number": 1, "name": {"zh": "…", "en": "…"},
///     "seed": 7, "lang": "zh", "passed": false, "ending": "served", "outcome": "good", "overall": 71,
///     "turns": [{"state": "hall", "customer": "…", "reply": "…", "actions": ["smile"], "overall": 71,
///                "marks": {"environment": 82}, "red_lines": ["arguing"], "signals": ["smile"], "facts": ["book_ahead"],
///                "to": "counter", "mood": {"anger": 10, "worry": 0, "confusion": 0, "trust": 50}}],
///     "failures": [{"turn": 1, "line": 9, "column": 18, "what": "state", "expected": "`hall`", "actual": "`counter`"}]}],
///  "summary": {"cases": 1, "failed": 1, "not_run": 0}}
/// ```
///
/// `marks` holds all eight principles. `ending`, `outcome` and `overall` are null where there is none, as is `turn` for an
/// expectation of the whole case. Lines and columns count from 1, columns in Unicode scalar values.
#[must_use]
pub fn replays(replays: &Replays) -> String {
    let cases: Vec<Value> = replays
        .files
        .iter()
        .flat_map(|file| file.cases.iter().map(move |result| case(file, result)))
        .collect();
    lines(&json!({
        "version": 1,
        "summary": {
            "cases": cases.len(),
            "failed": replays.failed(),
            "not_run": replays.not_run,
        },
        "cases": cases,
    }))
}

fn case(file: &ReplayedFile, case: &CaseResult) -> Value {
    let failures: Vec<Value> = case
        .failures
        .iter()
        .map(|failure| {
            json!({
                "turn": failure.turn,
                "line": failure.place.line,
                "column": failure.place.column,
                "what": failure.what,
                "expected": failure.expected,
                "actual": failure.actual,
            })
        })
        .collect();
    json!({
        "file": file.name,
        "line": case.place.line,
        "scenario": file.scenario,
        "number": case.number,
        "name": case.name,
        "seed": case.seed,
        "lang": case.language,
        "passed": case.passed(),
        "ending": case.ending.as_ref().map(|(id, _)| id),
        "outcome": case.ending.as_ref().map(|(_, outcome)| outcome),
        "overall": case.overall,
        "turns": case.turns.iter().map(turn).collect::<Vec<_>>(),
        "failures": failures,
    })
}

fn turn(turn: &TurnResult) -> Value {
    let assessment = &turn.assessment;
    let marks: Map<String, Value> = assessment
        .principles
        .iter()
        .map(|(principle, assessed)| (principle.key().to_owned(), json!(assessed.mark)))
        .collect();
    let red_lines: Vec<&str> = assessment
        .red_lines
        .iter()
        .map(|crossing| crossing.red_line.key())
        .collect();
    json!({
        "state": turn.state,
        "customer": turn.customer,
        "reply": turn.reply.words,
        "actions": turn.reply.actions,
        "overall": assessment.overall,
        "marks": marks,
        "red_lines": red_lines,
        "signals": assessment.signals,
        "facts": assessment.facts_said,
        "to": turn.to,
        "mood": turn.mood,
    })
}
