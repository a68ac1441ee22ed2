//! A history whose log was damaged or shortened while nobody looked, at an ordinary start: SQLite would drop what was said last
//! without a word. Here it is told, and nothing that can still be saved is overwritten.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes the files it looks at and may fail anywhere"
)]

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::Command;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use teller_coach::store::{Record, Store, StoreError};

/// A page of the log with its header.
const FRAME: usize = 4096 + 24;

fn run(folder: &Path, args: &[&str], input: &str) -> (String, String, i32) {
    let output = Command::cargo_bin("teller-coach")
        .unwrap()
        .args(args)
        .args(["--lang", "zh", "--data"])
        .arg(folder)
        .env("TZ", "UTC")
        .write_stdin(input)
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap(),
    )
}

type Files = BTreeMap<String, Vec<u8>>;

fn files(folder: &Path) -> Files {
    let read = |file: std::fs::DirEntry| {
        let name = file.file_name().into_string().unwrap();
        (name, std::fs::read(file.path()).unwrap())
    };
    let all = std::fs::read_dir(folder).unwrap();
    all.map(|file| read(file.unwrap())).collect()
}

fn lay(files: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// What a kill leaves: one whole encounter of twelve entries, most of them in the log only.
fn killed() -> Files {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.db");
    let talk = ["您好，请坐。", "让您久等了，我这就查。"];
    let input = talk.map(|line| format!("{line}\n")).concat();
    let (_, err, code) = run(
        folder.path(),
        &["practice", "double-fee", "--plain"],
        &input,
    );
    assert_eq!((err.as_str(), code), ("", 0));
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    let id = store.encounters().unwrap().remove(0);
    for number in 0..10 {
        let at = Timestamp::from_second(1_772_413_200 + number).unwrap();
        let reason = format!("第{number}条");
        let record = Record::Disagreed { turn: 1, reason };
        store.append(&id, at, record).unwrap();
    }
    files(folder.path())
}

fn events(path: &Path) -> i64 {
    let raw = rusqlite::Connection::open(path).unwrap();
    raw.query_row("SELECT count(*) FROM event", [], |row| row.get(0))
        .unwrap()
}

/// How many of the ten entries made last are left.
fn noted(path: &Path) -> i64 {
    let raw = rusqlite::Connection::open(path).unwrap();
    raw.query_row(
        "SELECT count(*) FROM event WHERE kind = 'disagreed'",
        [],
        |row| row.get(0),
    )
    .unwrap()
}

#[test]
fn a_whole_log_is_no_news() {
    let whole = lay(&killed());
    let (_, err, code) = run(whole.path(), &["today"], "");
    assert_eq!((err.as_str(), code), ("", 0));
    // Left while nothing was being written, and with a transaction that was not completed.
    let mut half = killed();
    let log = half.get_mut("practice.db-wal").unwrap();
    let mut frame = log[log.len() - FRAME..].to_vec();
    frame[4..8].fill(0);
    log.extend(&frame[..FRAME / 2]);
    let half = lay(&half);
    let (_, err, code) = run(half.path(), &["today"], "");
    assert_eq!((err.as_str(), code), ("", 0));
}

#[test]
fn a_damaged_log_is_told_kept_and_rescued() {
    let whole = killed();
    let all = events(&lay(&whole).path().join("practice.db"));
    for frame in [0, 3] {
        let mut torn = whole.clone();
        let log = torn.get_mut("practice.db-wal").unwrap();
        log[32 + frame * FRAME + 600..][..200].fill(0x5A);
        let folder = lay(&torn);
        let path = folder.path().join("practice.db");
        let way = "teller-coach history rescue";
        let (_, err, code) = run(folder.path(), &["today"], "");
        assert!(err.contains(way) && code == 4, "{err}");
        let (out, err, code) = run(
            folder.path(),
            &["practice", "double-fee", "--plain"],
            "您好\n",
        );
        assert!(err.contains(way) && err.contains("日志"), "{err}");
        assert!(out.contains("您") && code == 0, "practice goes on: {out}");
        let (out, _, code) = run(folder.path(), &["doctor"], "");
        assert!(out.contains(way) && code == 1, "{out}");
        assert_eq!(
            std::fs::read(folder.path().join("practice.db-wal")).unwrap(),
            torn["practice.db-wal"],
            "nothing was overwritten"
        );
        let (out, _, code) = run(folder.path(), &["history", "rescue"], "");
        assert!(out.contains("救回") && code <= 1, "{out}");
        assert!(events(&path) >= all - 2, "{} of {all}", events(&path));
        let (_, err, _) = run(folder.path(), &["practice", "double-fee", "--plain"], "");
        assert_eq!(err, "");
    }
}

#[test]
fn a_log_without_its_end_is_told_once_and_practice_is_kept_again() {
    let whole = killed();
    assert_eq!(noted(&lay(&whole).path().join("practice.db")), 10);
    let log = &whole["practice.db-wal"];
    let frames = (log.len() - 32) / FRAME;
    let cuts = [
        Some(log[..32 + (frames - 3) * FRAME].to_vec()),
        Some(log[..log.len() - 100].to_vec()),
        Some(Vec::new()),
        None,
    ];
    for cut in cuts {
        let mut short = whole.clone();
        match cut {
            Some(cut) => short.insert("practice.db-wal".to_owned(), cut),
            None => short.remove("practice.db-wal"),
        };
        let folder = lay(&short);
        let path = folder.path().join("practice.db");
        let (_, err, code) = run(folder.path(), &["today"], "");
        assert!(err.contains("are gone") && code == 4, "{err}");
        let rescue = Store::rescue(&path, TimeZone::UTC, Timestamp::UNIX_EPOCH);
        assert!(matches!(rescue, Err(StoreError::CutOff { .. })));
        let (_, err, code) = run(
            folder.path(),
            &["practice", "double-fee", "--plain"],
            "您好，请坐。\n",
        );
        assert!(err.contains("末尾缺了一截") && code == 0, "{err}");
        let left = events(&path);
        assert!(noted(&path) < 10);
        let (_, err, code) = run(
            folder.path(),
            &["practice", "double-fee", "--plain"],
            "您好，请坐。\n",
        );
        assert_eq!((err.as_str(), code), ("", 0), "told once");
        assert!(events(&path) > left, "kept again");
    }
}
