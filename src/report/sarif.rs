//! Problems as SARIF 2.1.0, which code-scanning services read. Must not put machine paths in: names are as the user gave them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Checks, Lines, json::lines};

/// One SARIF log with one run.
#[must_use]
pub fn checks(checks: &Checks) -> String {
    let rules: BTreeSet<&str> = checks
        .files
        .iter()
        .flat_map(|file| file.problems.iter().map(|problem| problem.rule))
        .collect();
    let rules: Vec<Value> = rules.into_iter().map(|rule| json!({"id": rule})).collect();
    let results: Vec<Value> = checks.files.iter().flat_map(results).collect();
    let notifications: Vec<Value> = checks
        .unreadable
        .iter()
        .map(|input| {
            json!({
                "level": "error",
                "message": {"text": format!("{}: {}", input.name, input.message)},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&input.name)}}}],
            })
        })
        .collect();
    lines(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "teller-coach",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": checks.unreadable.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    }))
}

fn results(file: &super::CheckedFile) -> Vec<Value> {
    let text = Lines::of(&file.text);
    file.problems
        .iter()
        .map(|problem| {
            let length = text.within(problem.line, problem.column, problem.length);
            json!({
                "ruleId": problem.rule,
                "level": problem.severity.key(),
                "message": {"text": format!("{}. Help: {}.", problem.message, problem.fix)},
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": {"uri": uri(&file.name)},
                        "region": {
                            "startLine": problem.line,
                            "startColumn": problem.column,
                            "endColumn": problem.column.saturating_add(length),
                        },
                    },
                    "logicalLocations": [{"fullyQualifiedName": problem.path}],
                }],
            })
        })
        .collect()
}

/// A file's name as the relative reference that SARIF wants: `/` between folders, everything unusual in percent signs.
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in name.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a String can't fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_become_references() {
        assert_eq!(
            uri("scenarios\\取现 1.yaml"),
            "scenarios/%E5%8F%96%E7%8E%B0%201.yaml"
        );
    }
}
