//! A real history, damaged in every place it can be damaged in, and what `history rescue` saves of it: everything that does
//! not lie in the damage, byte for byte, and what is lost is counted.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes the files it looks at and may fail anywhere"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use teller_coach::domain::{
    Form, Language, Mark, Moment, Outcome, PerPrinciple, Reply, ScenarioId, StateId,
};
use teller_coach::store::{Record, Rescue, Store, StoreError};

const PAGE: usize = 4096;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_772_413_200 + second).unwrap()
}

fn started() -> Record {
    Record::Started {
        scenario: ScenarioId::new("double-fee").unwrap(),
        scenario_version: "counter@1.0.0+3f9a2c1d40be".to_owned(),
        seed: 7,
        language: Language::Zh,
        version: "0.1.0".to_owned(),
        rubric: String::new(),
        form: Form::Encounter,
        round: String::new(),
        began_at: None,
    }
}

fn replied(words: &str) -> Record {
    Record::Replied {
        reply: Reply {
            words: words.to_owned(),
            actions: Vec::new(),
        },
        overall: Mark::new(60),
        marks: PerPrinciple::from_fn(|_| Mark::new(60)),
        red_lines: Vec::new(),
        state: Some(StateId::new("storms_up").unwrap()),
        moment: Some(Moment::Grievance),
        hints: 0,
    }
}

fn finished() -> Record {
    Record::Finished {
        ending: StateId::new("served").unwrap(),
        outcome: Outcome::Good,
        overall: Mark::new(60),
    }
}

/// Sixty encounters of six events, some with a reply that is longer than a page; the last one is not finished.
fn play(store: &mut Store, numbers: std::ops::Range<i64>) {
    for number in numbers {
        // As the program names them.
        let id = format!("17724132000000{number:05}-4711-1");
        let begin = number * 3600;
        let long = if number % 20 == 3 { 3000 } else { 12 };
        let words = format!("第{number}位客户，{}", "让您久等了，".repeat(long / 6));
        let reason = "我先道了歉".to_owned();
        let events = [
            started(),
            Record::Draft {
                reply: Reply::default(),
            },
            replied(&words),
            Record::Disagreed { turn: 1, reason },
            replied("请您坐，我这就查。"),
        ];
        for (second, record) in (0..).zip(events) {
            store.append(&id, at(begin + second * 20), record).unwrap();
        }
        if number != 59 {
            store.append(&id, at(begin + 100), finished()).unwrap();
        }
    }
}

/// The whole history in one file, all of the log written into it.
fn history(folder: &Path) -> PathBuf {
    let path = folder.join("practice.db");
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    play(&mut store, 0..60);
    store.source().unwrap();
    drop(store);
    assert!(!folder.join("practice.db-wal").exists());
    path
}

type Event = (String, i64, String, String);

/// Every event, by number.
fn events(path: &Path) -> BTreeMap<i64, Event> {
    let raw = Connection::open(path).unwrap();
    let mut statement = raw
        .prepare("SELECT id, encounter, seq, at, body FROM event")
        .unwrap();
    statement
        .query_map([], |row| {
            Ok((
                row.get(0)?,
                (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?),
            ))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

/// What each page holds: the name of its table or index, its kind, how many rows.
fn pages(path: &Path) -> Vec<(usize, String, String, u64)> {
    let raw = Connection::open(path).unwrap();
    let mut statement = raw
        .prepare("SELECT pageno, name, pagetype, ncell FROM dbstat ORDER BY pageno")
        .unwrap();
    statement
        .query_map([], |row| {
            let (page, rows): (i64, i64) = (row.get(0)?, row.get(3)?);
            let page = usize::try_from(page).unwrap();
            Ok((page, row.get(1)?, row.get(2)?, rows.unsigned_abs()))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

/// Saves what can be saved, and looks whether the result is sound, holds nothing but what was there, and leaves the damaged file
/// as it was.
fn rescued(path: &Path, whole: &BTreeMap<i64, Event>) -> Rescue {
    let before = std::fs::read(path).unwrap();
    let rescue = Store::rescue(path, TimeZone::UTC, at(9_000_000))
        .unwrap()
        .unwrap();
    assert_eq!(std::fs::read(&rescue.damaged).unwrap(), before);
    let store = Store::open(path, TimeZone::UTC).unwrap();
    store.verify().unwrap();
    store.past().unwrap();
    store.unfinished().unwrap();
    drop(store);
    let mut there = events(path);
    there.retain(|id, event| whole.contains_key(id) || !event.3.contains("\"left\""));
    assert_eq!(there.len() as u64, rescue.events);
    for (id, event) in &there {
        assert_eq!(whole.get(id), Some(event));
    }
    rescue
}

/// How many events are accounted for as lost.
fn lost(rescue: &Rescue) -> u64 {
    rescue.lost.iter().map(|lost| lost.count).sum()
}

fn aside(rescue: &Rescue) -> u64 {
    rescue.aside.as_ref().map_or(0, |(count, _)| *count)
}

#[test]
fn whichever_page_is_overwritten_only_its_own_events_are_lost_and_they_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = history(folder.path());
    let (whole, pages) = (events(&path), pages(&path));
    let total = whole.len() as u64;
    assert_eq!(total, 359);
    let kinds: BTreeSet<&str> = pages.iter().map(|(_, name, ..)| name.as_str()).collect();
    assert!(kinds.contains("event") && kinds.contains("words_data") && kinds.contains("day_marks"));
    let sound = std::fs::read(&path).unwrap();
    let (mut overflows, mut leaves, mut copied) = (0, 0, 0);
    for (page, name, kind, rows) in pages {
        let mut bytes = sound.clone();
        for (at, byte) in bytes[(page - 1) * PAGE..page * PAGE].iter_mut().enumerate() {
            *byte = u8::try_from(at * 7 % 251).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice.db");
        std::fs::write(&path, bytes).unwrap();
        let rescue = rescued(&path, &whole);
        let gone = total - rescue.events - aside(&rescue);
        let expected = match (name.as_str(), kind.as_str()) {
            ("event", "leaf") => {
                leaves += 1;
                rows
            }
            ("event", "overflow") => {
                overflows += 1;
                1
            }
            _ => 0,
        };
        // Where a table grew its first level, its root keeps a copy of what is on the first leaf.
        copied += usize::from(gone < expected);
        assert!(gone <= expected, "page {page} of {name}, {kind}: {gone}");
        // Without the index the numbers say no more than that.
        if name != "sqlite_autoindex_event_1" {
            assert!(rescue.exact, "page {page} of {name}");
        }
        assert_eq!(lost(&rescue), gone, "page {page} of {name}, {kind}");
    }
    assert!(
        leaves > 10 && overflows >= 3 && copied <= 1,
        "{leaves} {overflows} {copied}"
    );
}

#[test]
fn a_sector_of_a_page_costs_what_lies_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = history(folder.path());
    let (whole, sound) = (events(&path), std::fs::read(&path).unwrap());
    let leaves: Vec<usize> = pages(&path)
        .into_iter()
        .filter(|(_, name, kind, _)| name == "event" && kind == "leaf")
        .map(|(page, ..)| page)
        .collect();
    for page in leaves.iter().step_by(4) {
        for sector in 0..8 {
            let mut bytes = sound.clone();
            let from = (page - 1) * PAGE + sector * 512;
            bytes[from..from + 512].fill(0);
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("practice.db");
            std::fs::write(&path, bytes).unwrap();
            let Ok(Some(rescue)) = Store::rescue(&path, TimeZone::UTC, at(9_000_000)) else {
                // Nothing but free room was hit.
                assert_eq!(events(&path), whole);
                continue;
            };
            let gone = whole.len() as u64 - rescue.events - aside(&rescue);
            assert!(gone <= 7, "page {page}, sector {sector}: {gone}");
            assert_eq!(lost(&rescue), gone, "page {page}, sector {sector}");
        }
    }
}

#[test]
fn a_truncated_file_keeps_what_stands_before_the_cut_and_says_how_much_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = history(folder.path());
    let (whole, sound, pages) = (events(&path), std::fs::read(&path).unwrap(), pages(&path));
    for tenths in [9, 5, 3] {
        let left = sound.len() / PAGE * tenths / 10;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice.db");
        // In the middle of a page.
        std::fs::write(&path, &sound[..left * PAGE - 1000]).unwrap();
        let rescue = rescued(&path, &whole);
        assert_eq!(rescue.missing, (sound.len() / PAGE - left) as u64);
        assert!(!rescue.exact);
        let certain: u64 = pages
            .iter()
            .filter(|(page, name, kind, _)| name == "event" && kind == "leaf" && *page < left)
            .map(|(.., rows)| rows)
            .sum();
        let overflows = 3;
        assert!(
            rescue.events + aside(&rescue) + overflows >= certain,
            "{tenths}"
        );
    }
}

#[test]
fn a_log_that_was_never_written_back_is_read_and_a_broken_frame_costs_no_more_than_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.db");
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    play(&mut store, 0..20);
    // As a kill leaves it.
    let after = tempfile::tempdir().unwrap();
    let log = std::fs::read(folder.path().join("practice.db-wal")).unwrap();
    let file = std::fs::read(&path).unwrap();
    let whole = events(&path);
    drop(store);
    assert!(log.len() > 100 * PAGE);

    let save = |name: &str, file: &[u8], log: Option<&[u8]>| {
        let folder = after.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("practice.db");
        std::fs::write(&path, file).unwrap();
        if let Some(log) = log {
            std::fs::write(folder.join("practice.db-wal"), log).unwrap();
        }
        let rescue = rescued(&path, &whole);
        assert_eq!(
            rescue.damaged.with_extension("db-wal").exists(),
            log.is_some()
        );
        rescue
    };
    // The file's own head is gone: the log has another, and SQLite itself reads it.
    let mut broken = file.clone();
    broken[..100].fill(0xA5);
    // A frame in the middle of which there is a newer one: SQLite would drop all that comes after it, without a word.
    let mut torn = log.clone();
    let middle = 32 + (log.len() / (PAGE + 24) / 2) * (PAGE + 24);
    torn[middle + 500..middle + 600].fill(0x5A);
    let rescue = save("frame", &broken, Some(&torn));
    let gone = whole.len() as u64 - rescue.events - aside(&rescue);
    assert!(gone <= 2, "{rescue:?}");
    assert_eq!(lost(&rescue), gone);
    // The log's head.
    let mut torn = log.clone();
    torn[..32].fill(0);
    let rescue = save("log", &broken, Some(&torn));
    assert_eq!(rescue.events, whole.len() as u64, "{rescue:?}");
    // No log: what was not written back before is gone, and what was is there.
    let rescue = save("none", &broken, None);
    assert!(rescue.events < whole.len() as u64);
}

#[test]
fn an_encounter_without_its_beginning_is_put_aside_and_one_with_a_hole_is_not_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let path = history(folder.path());
    let raw = Connection::open(&path).unwrap();
    // Planted: the beginning of the first, the first reply of the last, which is not finished; and damage elsewhere.
    raw.execute_batch(
        "DELETE FROM event WHERE encounter LIKE '%00000-4711-1' AND seq = 0;
         DELETE FROM event WHERE encounter LIKE '%00059-4711-1' AND seq = 2;
         PRAGMA wal_checkpoint(TRUNCATE);",
    )
    .unwrap();
    drop(raw);
    let day_marks = pages(&path)
        .into_iter()
        .find(|(_, name, ..)| name == "day_marks")
        .unwrap()
        .0;
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[(day_marks - 1) * PAGE..day_marks * PAGE].fill(0xFF);
    std::fs::write(&path, bytes).unwrap();

    let rescue = Store::rescue(&path, TimeZone::UTC, at(9_000_000))
        .unwrap()
        .unwrap();
    assert_eq!(aside(&rescue), 5 + 1, "{rescue:?}");
    assert_eq!(rescue.left, 1);
    let (_, file) = rescue.aside.unwrap();
    let lines = std::fs::read_to_string(file).unwrap();
    assert!(lines.contains("第0位客户") && lines.contains("我先道了歉"));
    let store = Store::open(&path, TimeZone::UTC).unwrap();
    assert_eq!(store.unfinished().unwrap(), None);
    store.verify().unwrap();
}

#[test]
fn who_this_place_is_and_what_was_sent_survive() {
    let folder = tempfile::tempdir().unwrap();
    let path = history(folder.path());
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    let source = store.source().unwrap();
    drop(store);
    let raw = Connection::open(&path).unwrap();
    raw.execute("INSERT INTO sent VALUES ('总行', 120, '')", [])
        .unwrap();
    drop(raw);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[PAGE..2 * PAGE].fill(0xFF);
    std::fs::write(&path, bytes).unwrap();
    Store::rescue(&path, TimeZone::UTC, at(9_000_000))
        .unwrap()
        .unwrap();
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    assert_eq!(store.source().unwrap().id, source.id);
    assert_eq!(store.source().unwrap().salt, source.salt);
    assert_eq!(store.sent("总行").unwrap().event, 120);
}

#[test]
fn what_was_erased_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = history(folder.path());
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    // In the middle of a reader's work, so that the log can't be emptied.
    let reader = Connection::open(&path).unwrap();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM event;")
        .unwrap();
    store.erase(Some("2026-03-03".parse().unwrap())).unwrap();
    let kept = events(&path);
    let after = tempfile::tempdir().unwrap();
    let copy = after.path().join("practice.db");
    for ending in ["", "-wal"] {
        let name = format!("practice.db{ending}");
        std::fs::copy(folder.path().join(&name), after.path().join(&name)).unwrap();
    }
    drop(reader);
    // The log now holds every page anew, and what was erased still stands in the file.
    let log = after.path().join("practice.db-wal");
    let mut bytes = std::fs::read(&log).unwrap();
    let frame = bytes.len() - 6 * (PAGE + 24);
    bytes[frame + 2000..frame + 2600].fill(0xFF);
    std::fs::write(&log, bytes).unwrap();
    let file = std::fs::read(&copy).unwrap();
    let erased = "第3位客户".as_bytes();
    assert!(file.windows(erased.len()).any(|part| part == erased));
    let rescue = rescued(&copy, &kept);
    assert!(rescue.events > 0);
}

#[test]
fn a_sound_a_foreign_a_newer_and_a_used_file_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = history(folder.path());
    let rescue = |path: &Path| Store::rescue(path, TimeZone::UTC, at(9_000_000));
    assert_eq!(rescue(&path).unwrap(), None);

    let raw = Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 9).unwrap();
    drop(raw);
    assert!(matches!(rescue(&path), Err(StoreError::Newer { .. })));

    let foreign = folder.path().join("places.db");
    let raw = Connection::open(&foreign).unwrap();
    raw.execute_batch("CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES ('a')")
        .unwrap();
    drop(raw);
    let before = std::fs::read(&foreign).unwrap();
    assert!(matches!(rescue(&foreign), Err(StoreError::Foreign { .. })));
    assert_eq!(std::fs::read(&foreign).unwrap(), before);

    let other = tempfile::tempdir().unwrap();
    let path = history(other.path());
    let page = pages(&path)
        .into_iter()
        .find(|(_, name, ..)| name == "day_marks");
    let using = Store::open(&path, TimeZone::UTC).unwrap();
    using.past().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let page = page.unwrap().0;
    bytes[(page - 1) * PAGE..page * PAGE].fill(0xFF);
    std::fs::write(&path, bytes).unwrap();
    assert!(matches!(rescue(&path), Err(StoreError::Busy { .. })));
    drop(using);
    assert!(rescue(&path).unwrap().is_some());
}

fn run(folder: &Path, args: &[&str]) -> (String, String, i32) {
    let output = Command::cargo_bin("teller-coach")
        .unwrap()
        .args(args)
        .args(["--lang", "zh", "--data"])
        .arg(folder)
        .env("TZ", "UTC")
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap(),
    )
}

#[test]
fn the_way_is_named_where_damage_is_met_and_leads_back_to_practice() {
    let folder = tempfile::tempdir().unwrap();
    let path = history(folder.path());
    let (out, _, code) = run(folder.path(), &["history", "rescue"]);
    assert!(out.contains("完好") && code == 0, "{out}");

    let leaf = pages(&path)
        .into_iter()
        .find(|(_, name, kind, _)| name == "event" && kind == "leaf");
    let leaf = leaf.unwrap().0;
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[..100].fill(0xFF);
    bytes[(leaf - 1) * PAGE..leaf * PAGE].fill(0xFF);
    std::fs::write(&path, bytes).unwrap();

    let way = format!(
        "teller-coach history rescue --data {}",
        folder.path().display()
    );
    let (out, _, code) = run(folder.path(), &["doctor"]);
    assert!(out.contains(&way) && code == 1, "{out}");
    let (_, err, code) = run(folder.path(), &["history"]);
    assert!(
        err.contains("teller-coach history rescue") && code == 4,
        "{err}"
    );
    let (_, err, _) = run(folder.path(), &["practice", "double-fee", "--plain"]);
    assert!(err.contains(&way), "{err}");

    let (out, err, code) = run(folder.path(), &["history", "rescue"]);
    assert_eq!((err.as_str(), code), ("", 1), "{out}");
    for wanted in ["救回", "丢了", "2026-03-02", "damaged-", "erase --all"] {
        assert!(out.contains(wanted), "no `{wanted}` in\n{out}");
    }
    let (out, _, code) = run(folder.path(), &["history", "--search", "客户"]);
    assert!(out.lines().count() == 20 && code == 0, "{out}");
    let (_, err, code) = run(folder.path(), &["practice", "double-fee", "--plain"]);
    assert_eq!((err.as_str(), code), ("", 0));

    let (_, _, code) = run(folder.path(), &["erase", "--all", "--yes"]);
    assert_eq!(code, 0);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with("practice.db"), "{name} is left");
    }
}

#[test]
fn nothing_readable_makes_a_new_history_and_keeps_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.db");
    let garbage = "这不是数据库。".repeat(2000);
    std::fs::write(&path, &garbage).unwrap();
    let (out, _, code) = run(folder.path(), &["history", "rescue"]);
    assert!(out.contains("什么也读不出来") && code == 1, "{out}");
    let kept = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().path())
        .find(|path| path.to_string_lossy().contains("damaged-"));
    assert_eq!(std::fs::read_to_string(kept.unwrap()).unwrap(), garbage);
    let (out, _, code) = run(folder.path(), &["history"]);
    assert_eq!((out.as_str(), code), ("没有找到练习记录。\n", 0));
}
