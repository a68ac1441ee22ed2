//! Values as JSON for other programs. The forms are stable: fields may be added, none is renamed or taken away.

use serde_json::{Value, json};

use super::{Checks, Unreadable};
use crate::scenario::Header;

/// What `check --format json` writes, one object:
///
/// ```json
/// {"version": 1,
///  "files": [{"file": "a.yaml", "problems": [
///     {"rule": "unknown-key", "severity": "error", "line": 3, "column": 5, "length": 6,
///      "path": "states.hall", "message": "…", "fix": "…"}]}],
///  "unreadable": [{"file": "b.yaml", "message": "there is no such file or folder"}],
///  "summary": {"files": 1, "errors": 1, "warnings": 0, "unreadable": 1}}
/// ```
///
/// `line` and `column` count from 1, `column` and `length` in Unicode scalar values; `severity` is `error` or `warning`;
/// `path` is empty for a problem of the file as a whole. Every file read is listed, also one without problems.
#[must_use]
pub fn checks(checks: &Checks) -> String {
    let files: Vec<Value> = checks
        .files
        .iter()
        .map(|file| json!({"file": file.name, "problems": file.problems}))
        .collect();
    lines(&json!({
        "version": 1,
        "files": files,
        "unreadable": unreadable(&checks.unreadable),
        "summary": {
            "files": checks.files.len(),
            "errors": checks.errors(),
            "warnings": checks.warnings(),
            "unreadable": checks.unreadable.len(),
        },
    }))
}

/// What `list --json` writes: a list of objects with `id`, `pack`, `version` (the edition), `title` and `about` (`{zh, en}`), `role`, `level` (1–5), `tags`,
/// `states` and `endings` (how many), sorted by `id`.
#[must_use]
pub fn headers(headers: &[Header]) -> String {
    let all: Vec<Value> = headers
        .iter()
        .map(|header| {
            json!({
                "id": header.id,
                "pack": header.pack,
                "version": header.version,
                "title": header.title,
                "about": header.about,
                "role": header.role,
                "level": header.level,
                "tags": header.tags,
                "states": header.states,
                "endings": header.endings,
            })
        })
        .collect();
    lines(&Value::Array(all))
}

/// Inputs that could not be read, in the form that all reports have.
pub(super) fn unreadable(inputs: &[Unreadable]) -> Value {
    inputs
        .iter()
        .map(|input| json!({"file": input.name, "message": input.message}))
        .collect()
}

/// `value` on several lines, with a line feed at the end.
pub(super) fn lines(value: &Value) -> String {
    format!("{value:#}\n")
}
