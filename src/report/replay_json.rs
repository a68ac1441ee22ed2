//! Replay results as JSON, and back: a divided run's parts are joined from it. The form is stable: fields may be added, none is
//! renamed or taken away.

use serde::{Deserialize, Serialize};

use super::Unreadable;
use super::reach::Reach;
use super::replayed::{ReplayedCase, Replays};
use crate::replay::Touched;

/// What `replay --report json:FILE` writes, one object:
///
/// ```json
/// {"version": 1,
///  "cases": [{"order": 0, "file": "a.replay.yaml", "line": 4, "scenario": "a", "number": 1,
///     "name": {"zh": "…", "en": "…"}, "seed": 7, "lang": "zh", "tags": [], "skipped": null, "passed": false,
///     "ending": "served", "outcome": "good", "overall": 71,
///     "turns": [{"state": "hall", "customer": "…", "reply": "…", "actions": ["smile"], "overall": 71,
///                "marks": {"environment": 82}, "red_lines": ["arguing"], "crossed": ["…"], "signals": ["smile"],
///                "facts": ["book_ahead"], "to": "counter",
///                "mood": {"anger": 10, "worry": 0, "confusion": 0, "trust": 50},
///                "evidence": [{"principle": "environment", "signal": "smile", "points": 12, "text": null}]}],
///     "failures": [{"turn": 1, "line": 9, "column": 18, "what": "state", "expected": "`hall`", "actual": "`counter`"}],
///     "again": "teller-coach replay a.replay.yaml --case a#1"}],
///  "unreadable": [{"file": "b.replay.yaml", "message": "…"}],
///  "coverage": [{"scenario": "a", "file": "a.yaml", "points": [
///     {"kind": "way", "name": "hall -> counter (rule 1)", "line": 12, "hits": 3}]}],
///  "reach": {"groups": [{"of": "gold", "lang": "zh", "replies": 900, "moved": 3, "verdicts": 2, "new": 0, "orphaned": 0,
///      "scales": [{"scale": "listening", "marks": 3, "mean": 12.0, "up": 2, "down": 0}], "red_lines": 0, "ways": 0}],
///    "furthest": [{"file": "gold/gold.marks.json", "place": "d1-001", "lang": "zh", "reply": "…", "scale": "listening",
///      "old": 40, "now": 75, "old_because": "…", "now_because": "…", "old_red_lines": [], "now_red_lines": []}]},
///  "summary": {"cases": 1, "failed": 1, "skipped": 0, "not_run": 0, "unreadable": 1}}
/// ```
///
/// `marks` holds all eight principles, `evidence` the weightiest three of each. `ending`, `outcome` and `overall` are null where
/// there is none, as is `turn` for an expectation of the whole case; `skipped` is the reason a case was left out. `order` counts
/// over all parts of a divided run. `coverage` is there where it was asked for; a `kind` is `state`, `way`, `ending`, `fact`, `moment`,
/// `principle`, `red_line`, `signal` or `hint`. `reach` is there with `--check` and `--update`: `verdicts` counts ratings and red lines that
/// are others, a `scale` is a principle or `overall`. `given` is there, and true, where marks were laid down instead of scored. Lines and columns count from 1, columns in Unicode scalar values.
#[must_use]
pub fn replays(replays: &Replays) -> String {
    let written = Written {
        version: VERSION,
        cases: replays.cases.clone(),
        unreadable: replays.unreadable.clone(),
        coverage: replays.coverage.clone(),
        reach: replays.reach.clone(),
        summary: Summary {
            cases: replays.cases.len(),
            failed: replays.failed(),
            skipped: replays.skipped(),
            not_run: replays.not_run,
            unreadable: replays.unreadable.len(),
        },
    };
    // Strings and numbers alone can always be written.
    let mut out = serde_json::to_string_pretty(&written).unwrap_or_default();
    out.push('\n');
    out
}

/// Reads what [`replays`] has written.
///
/// # Errors
/// A sentence that says where it is not that.
pub fn read(text: &str) -> Result<Replays, String> {
    let written: Written = serde_json::from_str(text)
        .map_err(|error| format!("it is no report of `replay --report json:…`: {error}"))?;
    if written.version != VERSION {
        return Err(format!(
            "it is a report of form {}, and this program reads form {VERSION}",
            written.version
        ));
    }
    Ok(Replays {
        cases: written.cases,
        not_run: written.summary.not_run,
        unreadable: written.unreadable,
        coverage: written.coverage,
        reach: written.reach,
    })
}

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    cases: Vec<ReplayedCase>,
    unreadable: Vec<Unreadable>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    coverage: Vec<Touched>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reach: Option<Reach>,
    summary: Summary,
}

#[derive(Serialize, Deserialize)]
struct Summary {
    cases: usize,
    failed: usize,
    #[serde(default)]
    skipped: usize,
    not_run: usize,
    unreadable: usize,
}
