//! Statements for a learning record store through the commands that people type: what they say, that they keep the rules of
//! xAPI 1.0.3, and that each arrives once whatever happens on the way, at a stand-in and at a real store.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test makes the files it looks at, may fail anywhere, and says when it is skipped"
)]

mod made;
mod real;
mod rules;
mod sending;
mod stand_in;
#[cfg(target_os = "linux")]
mod tls;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The variable with the credentials, and what is in it.
const AUTH: (&str, &str) = ("TELLER_COACH_LRS_AUTH", "ann:a secret");

/// A call of the program that knows the credentials.
fn call(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_teller-coach"));
    command.args(args).env(AUTH.0, AUTH.1);
    command
}

/// What a call prints, what it says, how it ends.
fn run(args: &[&str]) -> (String, String, i32) {
    let output = call(args).output().unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap(),
    )
}

fn fine(args: &[&str]) -> String {
    let (out, err, code) = run(args);
    assert_eq!((err.as_str(), code), ("", 0), "{args:?}");
    out
}

/// The statements that these arguments write, which must begin with `export` or `class report`.
fn statements(args: &[&str]) -> Vec<Value> {
    let lines = fine(&[args, &["--format", "xapi"]].concat());
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The last word of a statement's verb.
fn verb(statement: &Value) -> &str {
    let id = statement["verb"]["id"].as_str().unwrap();
    id.rsplit('/').next().unwrap()
}
