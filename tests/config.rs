//! The config file as a user writes it: what it changes, and what is said where it is wrong.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes the files it looks at and may fail anywhere"
)]

use std::path::Path;

use assert_cmd::Command;
use jiff::tz::TimeZone;
use teller_coach::domain::{Form, Language, ScenarioId};
use teller_coach::store::{Record, Store};

fn run(args: &[&str], config: &Path, lines: &str) -> (String, String, i32) {
    let output = Command::cargo_bin("teller-coach")
        .unwrap()
        .args(args)
        .arg("--config")
        .arg(config)
        .env_remove("NO_COLOR")
        .env_remove("LC_ALL")
        .env("LANG", "en_GB.UTF-8")
        .write_stdin(lines)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        text(output.stdout),
        text(output.stderr),
        output.status.code().unwrap(),
    )
}

#[test]
fn a_file_to_begin_with_is_written_once_and_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new/设置.toml");
    let (out, _, code) = run(&["config"], &file, "");
    assert_eq!(code, 3, "a file that was named must be there: {out}");
    let (_, err, code) = run(&["config", "--init"], &file, "");
    assert_eq!((err.as_str(), code), ("", 0));
    let (out, err, code) = run(&["config"], &file, "");
    assert_eq!((err.as_str(), code), ("", 0));
    assert!(
        out.contains("language = \"en\"") && out.contains("mouse = true"),
        "{out}"
    );
    let (_, err, code) = run(&["config", "--init"], &file, "");
    assert_eq!(code, 1);
    assert!(err.contains("was left as it was"), "{err}");
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_nothing_stops() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    for (text, said) in [
        (
            "mouse = true\nlangauge = \"zh\"\n",
            "config.toml:2: unknown field `langauge`",
        ),
        (
            "theme = \"pink\"\n",
            "config.toml:1: unknown variant `pink`",
        ),
        ("\n\nmouse = \n", "config.toml:3:"),
        (
            "[keys.home]\ndrill = [\"s\"]\n",
            "keys.home.drill: a key of it already means `sparring`",
        ),
    ] {
        std::fs::write(&file, text).unwrap();
        let (_, err, code) = run(&["config"], &file, "");
        assert_eq!(code, 3, "{text}");
        assert!(err.contains(said), "no `{said}` in {err}");
        let (out, _, code) = run(&["practice", "--plain", "--no-store"], &file, "/quit\n");
        assert_eq!(code, 0, "{out}");
    }
}

#[test]
fn the_file_outranks_the_locale_and_a_flag_outranks_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, "language = \"zh\"\n").unwrap();
    let practice = ["practice", "double-fee", "--plain", "--no-store"];
    assert!(
        run(&practice, &file, "/quit\n")
            .0
            .contains("您的岗位：柜员")
    );
    let flagged = [
        "practice",
        "double-fee",
        "--plain",
        "--no-store",
        "--lang",
        "en",
    ];
    assert!(
        run(&flagged, &file, "/quit\n")
            .0
            .contains("You are: teller")
    );
}

#[test]
fn what_is_older_than_one_wants_is_erased_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("practice.db"), TimeZone::UTC).unwrap();
    let started = Record::Started {
        scenario: ScenarioId::new("double-fee").unwrap(),
        scenario_version: String::new(),
        seed: 1,
        language: Language::Zh,
        version: "0.1.0".to_owned(),
        rubric: String::new(),
        form: Form::Encounter,
        round: String::new(),
        began_at: None,
    };
    store
        .append("old", "2020-01-01T00:00:00Z".parse().unwrap(), started)
        .unwrap();
    drop(store);
    let file = folder.path().join("config.toml");
    let data = folder.path().to_str().unwrap();
    let practice = ["practice", "double-fee", "--plain", "--data", data];
    std::fs::write(&file, "").unwrap();
    run(&practice, &file, "/quit\n");
    let kept = || {
        let store = Store::open(&folder.path().join("practice.db"), TimeZone::UTC).unwrap();
        store.encounters().unwrap().contains(&"old".to_owned())
    };
    assert!(kept(), "kept for good unless one says otherwise");
    std::fs::write(&file, "retention_days = 365\n").unwrap();
    run(&practice, &file, "/quit\n");
    assert!(!kept());
}
