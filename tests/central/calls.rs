//! Calls of the program.

use std::path::Path;

use serde_json::Value;

/// What a call came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub out: String,
    pub err: String,
    pub code: i32,
}

/// Runs the program.
pub fn call<S: AsRef<std::ffi::OsStr>>(args: &[S]) -> Said {
    let output = assert_cmd::Command::cargo_bin("teller-coach")
        .expect("the binary")
        .env_remove("PGPASSWORD")
        .env("LANG", "en_GB.UTF-8")
        .env_remove("LC_ALL")
        .args(args)
        .output()
        .expect("a run");
    Said {
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
        code: output.status.code().expect("an exit code"),
    }
}

/// Imports bundles; what was said.
pub fn import(store: &str, bundles: &[&Path]) -> Said {
    let bundles = bundles.iter().map(|path| path.to_str().expect("UTF-8"));
    let args: Vec<&str> = ["import", "--store", store]
        .into_iter()
        .chain(bundles)
        .collect();
    call(&args)
}

/// Imports bundles, which must go well.
pub fn imported(store: &str, bundles: &[&Path]) -> String {
    let said = import(store, bundles);
    assert_eq!((said.err.as_str(), said.code), ("", 0), "{}", said.out);
    said.out
}

/// A report as JSON.
pub fn report(store: &str, args: &[&str]) -> Value {
    let said = call(&[&["report"], args, &["--store", store, "--format", "json"]].concat());
    assert_eq!((said.err.as_str(), said.code), ("", 0), "{args:?}");
    serde_json::from_str(&said.out).expect("JSON")
}

/// Everything the reports say, to compare two stores by.
pub fn everything(store: &str) -> Vec<Value> {
    [
        &["branch"][..],
        &["branch", "--since", "2026-03-03", "--until", "2026-03-04"],
        &["person", "--per-page", "7", "--page", "2"],
        &["person", "--branch", "b-2"],
        &["principle"],
        &["principle", "--branch", "b-1", "--since", "2026-03-04"],
        &["agreement"],
        &["agreement", "--branch", "b-1", "--until", "2026-03-02"],
        &["due", "--on", "2026-03-20", "--days", "14"],
        &[
            "due",
            "--for",
            "pass",
            "--on",
            "2026-03-20",
            "--days",
            "15",
            "--per-page",
            "5",
        ],
    ]
    .iter()
    .map(|args| report(store, args))
    .collect()
}
