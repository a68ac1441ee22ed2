//! The store through its door: what is appended is there after a kill, is masked, and a bad file is an error with advice,
//! never a panic and never overwritten.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes the files it looks at and may fail anywhere"
)]

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use teller_coach::domain::{
    Action, Form, Language, Mark, Moment, Outcome, PerPrinciple, Principle, RedLine, Reply,
    ScenarioId, StateId,
};
use teller_coach::store::{Record, Store, StoreError};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_772_000_000 + second).unwrap()
}

fn started(scenario: &str, seed: u64) -> Record {
    Record::Started {
        scenario: ScenarioId::new(scenario).unwrap(),
        scenario_version: "counter@1.0.0+3f9a2c1d40be".to_owned(),
        seed,
        language: Language::Zh,
        version: "0.1.0".to_owned(),
        rubric: String::new(),
        form: Form::Encounter,
        round: String::new(),
        began_at: None,
    }
}

fn said(words: &str) -> Reply {
    Reply {
        words: words.to_owned(),
        actions: vec![Action::OfferWater],
    }
}

fn replied(words: &str) -> Record {
    Record::Replied {
        reply: said(words),
        overall: Mark::new(25),
        marks: PerPrinciple::from_fn(|principle| {
            Mark::new(if principle == Principle::Attitude {
                10
            } else {
                60
            })
        }),
        red_lines: vec![RedLine::Arguing],
        state: Some(StateId::new("storms_up").unwrap()),
        moment: Some(Moment::Grievance),
        hints: 0,
    }
}

fn draft(words: &str) -> Record {
    Record::Draft { reply: said(words) }
}

fn finished(outcome: Outcome, overall: u8) -> Record {
    Record::Finished {
        ending: StateId::new("served").unwrap(),
        outcome,
        overall: Mark::new(overall),
    }
}

/// The replies of the unfinished encounter `id`.
fn replies(store: &Store, id: &str) -> Vec<String> {
    let (encounter, transcript) = store.unfinished().unwrap().unwrap();
    assert_eq!(encounter, id);
    transcript
        .replies
        .into_iter()
        .map(|reply| reply.words)
        .collect()
}

#[test]
fn a_transcript_comes_back_as_it_was_and_masked() {
    let mut store = Store::in_memory().unwrap();
    // Above i64::MAX: the whole range of seeds must survive JSON.
    store
        .append("e1", at(0), started("double-fee", u64::MAX))
        .unwrap();
    store.append("e1", at(1), draft("让您")).unwrap();
    store
        .append(
            "e1",
            at(2),
            replied("让您久等了，卡号4111 1111 1111 1111对吗？"),
        )
        .unwrap();
    store.append("e1", at(3), replied("Thank you.")).unwrap();
    let (encounter, transcript) = store.unfinished().unwrap().unwrap();
    assert_eq!(encounter, "e1");
    assert_eq!(transcript.scenario.as_str(), "double-fee");
    assert_eq!(
        (transcript.seed, transcript.language),
        (u64::MAX, Language::Zh)
    );
    assert_eq!(
        transcript.replies,
        [said("让您久等了，卡号[card]对吗？"), said("Thank you.")]
    );
}

#[test]
fn the_past_is_summed_up_per_scenario() {
    let mut store = Store::in_memory().unwrap();
    assert_eq!(store.past().unwrap(), []);
    let plays = [
        ("a", "double-fee", Some((Outcome::Good, 80))),
        ("b", "safe-account", Some((Outcome::Fair, 55))),
        ("c", "double-fee", Some((Outcome::Bad, 30))),
        ("d", "double-fee", None),
    ];
    for (second, (id, scenario, end)) in (0..).zip(plays) {
        store.append(id, at(second), started(scenario, 1)).unwrap();
        let end = end.map_or(Record::Left, |(outcome, overall)| {
            finished(outcome, overall)
        });
        store.append(id, at(second + 100), end).unwrap();
    }
    let past: Vec<_> = store
        .past()
        .unwrap()
        .into_iter()
        .map(|one| {
            (
                one.scenario.to_string(),
                one.times,
                [one.first, one.best, one.latest].map(Mark::value),
                one.outcome,
            )
        })
        .collect();
    assert_eq!(
        past,
        [
            ("double-fee".to_owned(), 2, [80, 80, 30], Outcome::Bad),
            ("safe-account".to_owned(), 1, [55, 55, 55], Outcome::Fair),
        ]
    );
    assert_eq!(
        store.unfinished().unwrap(),
        None,
        "what was left is not offered again"
    );
}

#[test]
fn the_newest_unfinished_encounter_is_offered_with_its_draft() {
    let mut store = Store::in_memory().unwrap();
    assert_eq!(store.draft().unwrap(), None);
    store
        .append("old", at(9), started("double-fee", 1))
        .unwrap();
    // The clock went back; what was written later is newer all the same.
    store
        .append("new", at(1), started("double-fee", 2))
        .unwrap();
    store.append("new", at(2), draft("您")).unwrap();
    store
        .append("new", at(3), draft("您的电话是13812345678"))
        .unwrap();
    let kept = Some(("new".to_owned(), said("您的电话是[phone]")));
    assert_eq!(store.draft().unwrap(), kept);
    store.append("new", at(4), replied("您好")).unwrap();
    assert_eq!(store.draft().unwrap(), None, "it was sent");
    store.append("new", at(5), draft("请")).unwrap();
    store
        .append(
            "new",
            at(6),
            Record::Draft {
                reply: Reply::default(),
            },
        )
        .unwrap();
    assert_eq!(store.draft().unwrap(), None, "it was emptied");
    store
        .append("new", at(7), finished(Outcome::Good, 70))
        .unwrap();
    assert_eq!(replies(&store, "old"), [""; 0]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut store = Store::in_memory().unwrap();
    let error = store.append("e", at(0), replied("您好")).unwrap_err();
    assert!(matches!(error, StoreError::NotStarted { .. }), "{error}");
    store.append("e", at(0), started("double-fee", 1)).unwrap();
    let error = store
        .append("e", at(0), started("double-fee", 1))
        .unwrap_err();
    assert!(matches!(error, StoreError::Elsewhere { .. }), "{error}");
    store
        .append("e", at(0), finished(Outcome::Good, 70))
        .unwrap();
    let error = store.append("e", at(0), Record::Left).unwrap_err();
    assert!(matches!(error, StoreError::Elsewhere { .. }), "{error}");
    assert_eq!(store.past().unwrap().len(), 1);
}

#[test]
fn a_killed_process_loses_nothing_written() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("new directory/历史.db");
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    store.append("e", at(0), started("double-fee", 7)).unwrap();
    store.append("e", at(1), replied("让您久等了")).unwrap();
    store.append("e", at(2), draft("我这就")).unwrap();

    // The files as a kill would leave them: no checkpoint, no shared memory.
    let after = tempfile::tempdir().unwrap();
    for name in ["历史.db", "历史.db-wal"] {
        std::fs::copy(path.with_file_name(name), after.path().join(name)).unwrap();
    }
    let copy = Store::open(&after.path().join("历史.db"), TimeZone::UTC).unwrap();
    assert_eq!(replies(&copy, "e"), ["让您久等了"]);
    assert_eq!(
        copy.draft().unwrap(),
        Some(("e".to_owned(), said("我这就")))
    );

    // A store that is never closed.
    std::mem::forget(store);
    let mut again = Store::open(&path, TimeZone::UTC).unwrap();
    assert_eq!(replies(&again, "e"), ["让您久等了"]);
    again.append("e", at(3), replied("您请坐")).unwrap();
    assert_eq!(replies(&again, "e"), ["让您久等了", "您请坐"]);
}

#[test]
fn only_masked_words_are_in_the_files() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    store.append("e", at(0), started("double-fee", 7)).unwrap();
    store.append("e", at(1), draft("4111111111111111")).unwrap();
    store
        .append(
            "e",
            at(2),
            replied("身份证11010519491231002X, 4111 1111 1111 1111"),
        )
        .unwrap();
    let mut seen = 0;
    for entry in std::fs::read_dir(directory.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let has = |text: &str| {
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        seen += usize::from(has("[card]"));
        for number in ["4111111111111111", "11010519491231002X", "1111 1111"] {
            assert!(!has(number), "{number}");
        }
    }
    assert!(seen > 0, "the masked words are there");
}

#[test]
fn two_stores_share_a_file_and_never_mix_an_encounter() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    let mut one = Store::open(&path, TimeZone::UTC).unwrap();
    let mut two = Store::open(&path, TimeZone::UTC).unwrap();
    one.append("a", at(0), started("double-fee", 1)).unwrap();
    two.append("b", at(0), started("safe-account", 2)).unwrap();
    two.append("b", at(1), finished(Outcome::Good, 90)).unwrap();
    assert_eq!(one.past().unwrap().len(), 1);
    assert_eq!(replies(&two, "a"), [""; 0]);

    two.append("a", at(2), replied("二")).unwrap();
    let error = one.append("a", at(3), replied("一")).unwrap_err();
    assert!(matches!(error, StoreError::Elsewhere { .. }), "{error}");
    assert_eq!(replies(&one, "a"), ["二"]);
    one.append("a", at(4), replied("三")).unwrap();
    let error = two.append("a", at(5), replied("四")).unwrap_err();
    assert!(matches!(error, StoreError::Elsewhere { .. }), "{error}");
}

#[test]
fn many_processes_may_open_a_new_file_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    std::thread::scope(|scope| {
        for id in 0..8 {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path, TimeZone::UTC).unwrap();
                for number in 0..5 {
                    let encounter = format!("{id}-{number}");
                    store
                        .append(&encounter, at(number), started("double-fee", 1))
                        .unwrap();
                    store
                        .append(&encounter, at(number), finished(Outcome::Good, 50))
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(
        Store::open(&path, TimeZone::UTC).unwrap().past().unwrap()[0].times,
        40
    );
}

/// The error of opening `path`, after which the caller can still go on in memory.
fn refused(path: &Path) -> StoreError {
    let error = Store::open(path, TimeZone::UTC).unwrap_err();
    Store::in_memory()
        .unwrap()
        .append("e", at(0), started("double-fee", 1))
        .unwrap();
    error
}

#[test]
fn a_garbage_file_is_called_damaged_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    let garbage = "这不是数据库。".repeat(500);
    std::fs::write(&path, &garbage).unwrap();
    let error = refused(&path);
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("damaged") && error.to_string().contains("history.db"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), garbage);
}

#[test]
fn a_file_damaged_later_is_an_error_when_it_is_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    for number in 0..200 {
        let id = format!("e{number}");
        store
            .append(&id, at(number), started("double-fee", 1))
            .unwrap();
        store
            .append(&id, at(number), finished(Outcome::Good, 50))
            .unwrap();
    }
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.iter_mut().skip(4096).for_each(|byte| *byte = 0xA5);
    std::fs::write(&path, bytes).unwrap();
    let error = Store::open(&path, TimeZone::UTC)
        .and_then(|store| store.past())
        .unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[test]
fn a_history_from_before_bundles_becomes_a_source_and_loses_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    store.append("e1", at(0), started("double-fee", 1)).unwrap();
    store
        .append("e1", at(1), finished(Outcome::Good, 50))
        .unwrap();
    let past = store.past().unwrap();
    drop(store);
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch("DROP TABLE source; DROP TABLE sent; PRAGMA user_version = 2")
        .unwrap();
    drop(raw);
    assert!(matches!(
        Store::open_to_read(&path, TimeZone::UTC),
        Err(StoreError::Older { .. })
    ));
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    assert_eq!(store.past().unwrap(), past);
    assert_eq!(store.source().unwrap(), store.source().unwrap());
    assert_eq!(store.changed_after(0).unwrap(), (vec!["e1".to_owned()], 2));
    assert_eq!(store.changed_after(2).unwrap(), (Vec::new(), 2));
}

#[test]
fn newer_and_foreign_files_are_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    drop(Store::open(&path, TimeZone::UTC).unwrap());
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    let before = std::fs::read(&path).unwrap();
    let error = refused(&path);
    assert!(
        matches!(
            error,
            StoreError::Newer {
                found: 99,
                known: 3,
                ..
            }
        ),
        "{error}"
    );
    assert!(error.to_string().contains("written by a newer version"));
    assert_eq!(std::fs::read(&path).unwrap(), before);

    let foreign = directory.path().join("places.db");
    let raw = rusqlite::Connection::open(&foreign).unwrap();
    raw.execute_batch("CREATE TABLE bookmark (url TEXT)")
        .unwrap();
    drop(raw);
    let before = std::fs::read(&foreign).unwrap();
    let error = refused(&foreign);
    assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    assert_eq!(std::fs::read(&foreign).unwrap(), before);
}

#[test]
fn an_event_that_cannot_be_understood_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    let mut store = Store::open(&path, TimeZone::UTC).unwrap();
    store.append("e", at(0), started("double-fee", 1)).unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute("UPDATE event SET body = '{\"kind\":\"dreamt\"}'", [])
        .unwrap();
    let error = store.unfinished().unwrap_err();
    assert!(
        matches!(error, StoreError::Unreadable { event: 1, .. }),
        "{error}"
    );
}

#[test]
fn a_place_that_is_no_directory_is_unreachable() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    std::fs::write(&file, "x").unwrap();
    for path in [file.join("history.db"), directory.path().to_owned()] {
        let error = refused(&path);
        assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_directory_is_an_error_that_names_it() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    drop(Store::open(&path, TimeZone::UTC).unwrap());
    set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
    set_permissions(directory.path(), Permissions::from_mode(0o555)).unwrap();
    // The superuser may write there all the same, and then it must work.
    let may_write = std::fs::write(directory.path().join("probe"), "").is_ok();
    let results = [
        Store::open(&path, TimeZone::UTC),
        Store::open(&directory.path().join("new.db"), TimeZone::UTC),
    ];
    set_permissions(directory.path(), Permissions::from_mode(0o755)).unwrap();
    for result in results {
        match result {
            Ok(_) => assert!(may_write),
            Err(error) => {
                assert!(!may_write, "{error}");
                assert!(
                    matches!(
                        error,
                        StoreError::Unreachable { .. } | StoreError::ReadOnly { .. }
                    ),
                    "{error}"
                );
                assert!(
                    error
                        .to_string()
                        .contains(&directory.path().display().to_string())
                );
            }
        }
    }
}

/// What each of two programs writes: 2,500 encounters of four events.
const ENCOUNTERS: i64 = 2_500;

#[test]
#[ignore = "one of the two programs of the test below, which starts it"]
fn one_of_two_programs() {
    let Some(path) = std::env::var_os("TELLER_COACH_TWO_PROGRAMS") else {
        return;
    };
    let mut store = Store::open(Path::new(&path), TimeZone::UTC).unwrap();
    let own = std::process::id();
    for number in 0..ENCOUNTERS {
        let id = format!("{own}-{number}");
        store
            .append(&id, at(number), started("double-fee", 1))
            .unwrap();
        store.append(&id, at(number), draft("让您")).unwrap();
        store
            .append(&id, at(number), replied("让您久等了"))
            .unwrap();
        store
            .append(&id, at(number), finished(Outcome::Good, 50))
            .unwrap();
    }
}

#[test]
fn two_programs_on_one_file_lose_nothing_and_double_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    let programs: Vec<_> = (0..2)
        .map(|_| {
            std::process::Command::new(std::env::current_exe().unwrap())
                .args(["one_of_two_programs", "--exact", "--ignored"])
                .env("TELLER_COACH_TWO_PROGRAMS", &path)
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut program in programs {
        assert!(program.wait().unwrap().success());
    }
    let store = Store::open(&path, TimeZone::UTC).unwrap();
    let ids = store.encounters().unwrap();
    let different: std::collections::HashSet<&String> = ids.iter().collect();
    let all = usize::try_from(2 * ENCOUNTERS).unwrap();
    assert_eq!((ids.len(), different.len()), (all, all));
    for id in &ids {
        let one = store.encounter(id).unwrap().unwrap();
        assert_eq!(one.replies.len(), 1, "{id}");
        assert_eq!(one.end.key(), "good", "{id}");
    }
    assert_eq!(i64::from(store.past().unwrap()[0].times), 2 * ENCOUNTERS);
    let grievances: u32 = store
        .days()
        .unwrap()
        .iter()
        .filter(|day| day.principle == Principle::Attitude)
        .map(|day| day.count)
        .sum();
    assert_eq!(i64::from(grievances), 2 * ENCOUNTERS);
    let raw = rusqlite::Connection::open(&path).unwrap();
    let events: i64 = raw
        .query_row("SELECT count(*) FROM event", [], |row| row.get(0))
        .unwrap();
    assert_eq!(events, 2 * 4 * ENCOUNTERS);
}
