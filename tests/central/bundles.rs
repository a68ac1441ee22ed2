//! Bundles out of a history: what is in them, what is not, and what is new.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use teller_coach::domain::{
    Action, Form, Language, Mark, Moment, Outcome, PerPrinciple, RedLine, Reply, ScenarioId,
    StateId,
};
use teller_coach::store::{Record, Store};

use crate::calls::{Said, call, import, imported, report};

/// A number that must not be found anywhere.
const CARD: &str = "6222021234567890128";

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_772_413_200 + minute * 60).expect("a time")
}

fn started(form: Form) -> Record {
    Record::Started {
        scenario: ScenarioId::new("double-fee").expect("an id"),
        scenario_version: "counter@1.0.0+3f9a2c1d40be".to_owned(),
        seed: 7,
        language: Language::Zh,
        version: "0.1.0".to_owned(),
        rubric: "r1".to_owned(),
        form,
        round: String::new(),
        began_at: None,
    }
}

fn replied(words: &str, overall: u8) -> Record {
    Record::Replied {
        reply: Reply {
            words: words.to_owned(),
            actions: vec![Action::OfferWater],
        },
        overall: Mark::new(overall),
        marks: PerPrinciple::from_fn(|_| Mark::new(overall)),
        red_lines: vec![RedLine::Arguing],
        state: Some(StateId::new("storms_up").expect("an id")),
        moment: Some(Moment::Grievance),
        hints: 1,
    }
}

fn append(folder: &Path, id: &str, minute: i64, records: Vec<Record>) {
    let path = folder.join("practice.db");
    let mut store = Store::open(&path, TimeZone::UTC).expect("a history");
    for (later, record) in (0..).zip(records) {
        store.append(id, at(minute + later), record).expect("kept");
    }
}

/// An encounter of two replies that ended, and an exam of one that was not passed.
fn history(folder: &Path) {
    let finished = Record::Finished {
        ending: StateId::new("served").expect("an id"),
        outcome: Outcome::Good,
        overall: Mark::new(60),
    };
    let words = format!("您的卡号是{CARD}吗？");
    append(
        folder,
        "e1",
        0,
        vec![
            started(Form::Encounter),
            replied(&words, 50),
            replied("对不起", 70),
            finished,
        ],
    );
    let examined = Record::Examined {
        passed: false,
        overall: Mark::new(40),
        pass: Mark::new(60),
    };
    append(
        folder,
        "e2",
        10,
        vec![
            started(Form::Exam),
            replied("您慢走", 40),
            Record::Answered,
            examined,
        ],
    );
}

fn export(folder: &Path, args: &[&str]) -> Said {
    let data = folder.to_str().expect("UTF-8");
    let fixed = ["export", "--format", "bundle", "--data", data];
    call(&[&fixed, args].concat())
}

/// The attempts in a bundle on standard output.
fn attempts(said: &Said) -> Vec<Value> {
    assert_eq!((said.err.as_str(), said.code), ("", 0));
    said.out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .filter_map(|line| line.get("attempt").cloned())
        .collect()
}

#[test]
fn a_bundle_holds_marks_and_no_name_and_words_only_where_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    history(folder.path());
    let said = export(folder.path(), &["--branch", "b-1", "--person", "Li Wei"]);
    let all = attempts(&said);
    let parts: Vec<_> = all
        .iter()
        .map(|one| one["part"].as_str().expect("a part"))
        .collect();
    assert_eq!(parts, ["reply", "reply", "ending", "reply", "ending"]);
    assert_eq!(all[0]["overall"], 50);
    assert_eq!(all[0]["state"], "storms_up");
    assert_eq!(all[2]["ended"], "good");
    assert_eq!(all[2]["overall"], 60);
    assert_eq!(all[4]["kind"], "exam");
    assert_eq!(all[4]["passed"], false);
    assert!(
        !said.out.contains("Li") && !said.out.contains("对不起"),
        "{}",
        said.out
    );
    // The same attempts, word for word, every time.
    assert_eq!(
        all,
        attempts(&export(
            folder.path(),
            &["--branch", "b-1", "--person", " li wei"]
        ))
    );
    let with = export(folder.path(), &["--branch", "b-1", "--words"]);
    assert!(
        with.out.contains("对不起") && with.out.contains("[card]"),
        "{}",
        with.out
    );
    assert!(!with.out.contains(CARD));
    assert_eq!(attempts(&with)[0]["id"], all[0]["id"]);
}

#[test]
fn one_salt_makes_one_person_of_two_machines() {
    let (one, two) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    let salt = one.path().join("salt");
    let salted = salt.to_str().expect("UTF-8");
    let person = |folder: &Path, args: &[&str]| {
        let said = export(
            folder,
            &[&["--branch", "b-1", "--person", "4711"], args].concat(),
        );
        attempts(&said)[0]["person"].clone()
    };
    for folder in [&one, &two] {
        history(folder.path());
    }
    assert_ne!(person(one.path(), &[]), person(two.path(), &[]));
    std::fs::write(&salt, "too short\n").expect("a file");
    let said = export(one.path(), &["--branch", "b-1", "--salt", salted]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("can be guessed"), "{}", said.err);
    std::fs::write(&salt, "0123456789abcdef0123456789abcdef\n").expect("a file");
    let with = ["--salt", salted];
    assert_eq!(person(one.path(), &with), person(two.path(), &with));
    // Two places, and so two encounters.
    let ids = |folder| attempts(&export(folder, &["--branch", "b-1"]))[0]["id"].clone();
    assert_ne!(ids(one.path()), ids(two.path()));
}

#[test]
fn a_destination_is_sent_what_is_new_and_the_bundles_hang_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let store = path("central.db").display().to_string();
    history(folder.path());
    let sent = |name: &str| {
        let output = path(name).display().to_string();
        let said = export(
            folder.path(),
            &["--branch", "b-1", "--to", "head", "--output", &output],
        );
        assert_eq!((said.err.as_str(), said.code), ("", 0));
        said.out
    };
    assert!(sent("1.jsonl").starts_with("5 attempts are in "));
    assert!(sent("2.jsonl.gz").starts_with("0 attempts are in "));
    // An encounter that goes on is sent again; what of it was there already stays.
    append(
        folder.path(),
        "e3",
        20,
        vec![started(Form::Encounter), replied("您好", 80)],
    );
    assert!(sent("3.jsonl.gz").starts_with("One attempt is in "));
    append(
        folder.path(),
        "e3",
        25,
        vec![replied("请坐", 90), Record::Left],
    );
    assert!(sent("4.jsonl").starts_with("3 attempts are in "));
    assert_eq!(
        &std::fs::read(path("3.jsonl.gz")).expect("a file")[..2],
        [0x1F, 0x8B]
    );
    let files = ["1.jsonl", "2.jsonl.gz", "3.jsonl.gz", "4.jsonl"].map(path);
    let files: Vec<&Path> = files.iter().map(AsRef::as_ref).collect();
    let out = imported(&store, &files);
    assert_eq!(
        out,
        "4 bundles are in: 8 new attempts, 1 were there already.\n"
    );
    let row = &report(&store, &["branch"])["rows"][0];
    assert_eq!(
        (&row["replies"], &row["encounters"]),
        (&5.into(), &3.into())
    );
    assert_eq!(row["crossed"], 5);
    // Half of a packed file is no bundle.
    let packed = std::fs::read(path("3.jsonl.gz")).expect("a file");
    std::fs::write(path("half.jsonl.gz"), &packed[..packed.len() / 2]).expect("a file");
    assert_eq!(import(&store, &[&path("half.jsonl.gz")]).code, 3);
    // Another destination was told nothing yet, and everything at once holds what the parts hold.
    let whole = export(folder.path(), &["--branch", "b-1"]);
    assert_eq!(attempts(&whole).len(), 8);
    let all = path("all.jsonl");
    std::fs::write(&all, &whole.out).expect("a file");
    let out = imported(&store, &[&all]);
    assert_eq!(
        out,
        "One bundle is in: 0 new attempts, 8 were there already.\n"
    );
}

#[test]
fn what_comes_after_erasing_is_sent_too() {
    let folder = tempfile::tempdir().expect("a folder");
    history(folder.path());
    let data = folder.path().to_str().expect("UTF-8").to_owned();
    let sent = || attempts(&export(folder.path(), &["--branch", "b-1", "--to", "head"]));
    assert_eq!(sent().len(), 5);
    assert_eq!(call(&["erase", "--all", "--yes", "--data", &data]).code, 0);
    append(
        folder.path(),
        "e9",
        30,
        vec![started(Form::Encounter), replied("您好", 80)],
    );
    assert_eq!(sent().len(), 1);
}

#[test]
fn what_a_bundle_needs_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    for (args, wanted) in [
        (&[][..], "--branch"),
        (&["--branch", "a b"], "no name of a branch"),
        (&["--branch", "b-1", "--sign", "key"], "--output"),
        (
            &["--branch", "b-1", "--salt", "/nowhere/salt"],
            "cannot read the salt",
        ),
    ] {
        let said = export(folder.path(), args);
        assert_eq!((said.out.as_str(), said.code), ("", 2), "{args:?}");
        assert!(said.err.contains(wanted), "{}", said.err);
    }
    // A place where nothing was practised has an empty bundle, which is one.
    let said = export(folder.path(), &["--branch", "b-1"]);
    assert_eq!(attempts(&said).len(), 0);
    assert_eq!(said.out.lines().count(), 2);
}

#[test]
fn a_bundle_goes_through_a_pipe() {
    let folder = tempfile::tempdir().expect("a folder");
    history(folder.path());
    let said = export(folder.path(), &["--branch", "b-1"]);
    let store = folder.path().join("central.db");
    let output = assert_cmd::Command::cargo_bin("teller-coach")
        .expect("the binary")
        .args(["import", "-", "--lang", "zh", "--store"])
        .arg(&store)
        .write_stdin(said.out)
        .output()
        .expect("a run");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "已导入 1 个包：新记录 5 条，0 条原来就有。\n"
    );
}
