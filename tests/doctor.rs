//! `doctor`, `completions` and `man` as a user or an administrator runs them.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes the files it looks at and may fail anywhere"
)]

use assert_cmd::Command;
use serde_json::Value;

fn doctor(data: &std::path::Path, locale: &str) -> (Vec<(String, String, String)>, i32) {
    let output = Command::cargo_bin("teller-coach")
        .unwrap()
        .args(["doctor", "--json", "--lang", "zh", "--data"])
        .arg(data)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", locale)
        .output()
        .unwrap();
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let findings = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                text(&one["about"]),
                text(&one["health"]),
                text(&one["text"]),
            )
        })
        .collect();
    (findings, output.status.code().unwrap())
}

#[test]
fn a_sound_place_is_fine_and_each_trouble_is_named_with_its_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("not there/yet");
    let (findings, code) = doctor(&missing, "zh_CN.UTF-8");
    assert_eq!(code, 0, "{findings:?}");
    assert!(!missing.exists(), "looking makes nothing");
    assert_eq!(findings.len(), 8);

    let (findings, code) = doctor(&missing, "zh_CN.GB18030");
    assert_eq!(code, 1);
    assert!(findings.iter().any(|(about, health, text)| {
        about == "locale" && health == "wrong" && text.contains("export LANG=zh_CN.UTF-8")
    }));

    let file = folder.path().join("practice.db");
    std::fs::write(&file, vec![7; 9000]).unwrap();
    let (findings, code) = doctor(folder.path(), "zh_CN.UTF-8");
    assert_eq!(code, 1);
    let history = findings
        .iter()
        .find(|(about, ..)| about == "history")
        .unwrap();
    assert!(
        history.1 == "wrong" && history.2.contains("损坏") && history.2.contains("history rescue")
    );

    let (findings, code) = doctor(&file, "zh_CN.UTF-8");
    assert_eq!(code, 1, "a file is no folder: {findings:?}");
}

#[test]
fn completions_and_the_manual_know_every_command() {
    let run = |args: &[&str]| {
        let output = Command::cargo_bin("teller-coach")
            .unwrap()
            .args(args)
            .output()
            .unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = run(&["completions", shell]);
        for command in ["practice", "history", "doctor", "replay"] {
            assert!(text.contains(command), "{shell}: {command}");
        }
    }
    let page = run(&["man"]);
    for section in [
        ".TH teller-coach 1",
        ".SH PRACTICE",
        ".SH EXPORT",
        "red\\-line",
    ] {
        assert!(page.contains(section), "no {section}");
    }
}
