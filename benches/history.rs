//! A long history: 100,000 encounters of three replies each over three years. What every start asks of it, and searching it.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that can't go on stops, and says what it measured"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use teller_coach::domain::{
    Form, Language, Mark, Moment, PerPrinciple, RedLine, Reply, ScenarioId, StateId,
};
use teller_coach::progress::reviews;
use teller_coach::scenario::Library;
use teller_coach::store::{Record, Sought, Store};

const ENCOUNTERS: u32 = 100_000;
const REPLIES: u32 = 3;

/// Fills a new history. Events are written in one transaction, which the store itself never does; erasing nothing then makes
/// the summaries from them.
fn filled(path: &Path) {
    drop(Store::open(path, TimeZone::UTC).expect("a new history"));
    let mut raw = rusqlite::Connection::open(path).expect("the file");
    let all = raw.transaction().expect("a transaction");
    let scenarios: Vec<ScenarioId> = Library::embedded()
        .headers()
        .into_iter()
        .map(|header| header.id)
        .collect();
    let begin: Timestamp = "2023-01-01T00:00:00Z".parse().expect("a time");
    let words = [
        "让您久等了，我这就帮您查",
        "您先坐，喝口水慢慢说",
        "五万元以上要提前一天预约",
        "I am sorry you waited",
    ];
    for number in 0..ENCOUNTERS {
        let id = format!("e{number}");
        let at = begin + (i64::from(number) * 15).minutes();
        let scenario = &scenarios[number as usize % scenarios.len()];
        let mut records = vec![Record::Started {
            scenario: scenario.clone(),
            scenario_version: "counter@1.0.0+0".to_owned(),
            seed: number.into(),
            language: Language::Zh,
            version: "0.1.0".to_owned(),
            rubric: String::new(),
            form: Form::Encounter,
            round: String::new(),
            began_at: None,
        }];
        for turn in 0..REPLIES {
            let mark = u8::try_from((number * 7 + turn * 31) % 101).expect("small");
            records.push(Record::Replied {
                reply: Reply::of_words(&format!(
                    "{}，第{number}位",
                    words[((number + turn) % 4) as usize]
                )),
                overall: Mark::new(mark),
                marks: PerPrinciple::from_fn(|_| Mark::new(mark)),
                red_lines: if number % 97 == 0 {
                    vec![RedLine::Arguing]
                } else {
                    Vec::new()
                },
                state: Some(StateId::new("somewhere").expect("an id")),
                moment: Some(Moment::ALL[(number + turn) as usize % Moment::ALL.len()]),
                hints: 0,
            });
        }
        records.push(Record::Finished {
            ending: StateId::new("served").expect("an id"),
            outcome: teller_coach::domain::Outcome::Good,
            overall: Mark::new(60),
        });
        for (seq, record) in (0_i64..).zip(&records) {
            let body = serde_json::to_string(record).expect("JSON");
            all.prepare_cached(
                "INSERT INTO event (encounter, seq, at, kind, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            )
            .expect("SQL")
            .execute(rusqlite::params![
                id,
                seq,
                format!("{at:.3}"),
                record.kind(),
                body
            ])
            .expect("a row");
        }
    }
    all.commit().expect("written");
    drop(raw);
    let mut store = Store::open(path, TimeZone::UTC).expect("the history");
    store.erase(Some(date(1970, 1, 1))).expect("summaries");
}

fn history(criterion: &mut Criterion) {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("history-bench");
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("practice.db");
    if !path.exists() {
        filled(&path);
    }
    let size = std::fs::metadata(&path).expect("a size").len();
    println!("{ENCOUNTERS} encounters, {} MB", size / 1_000_000);
    let today = date(2026, 3, 1);
    let mut group = criterion.benchmark_group("history of 100,000 encounters");
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(5));
    group.bench_function("what the home screen asks", |bench| {
        bench.iter(|| {
            let store = Store::open(&path, TimeZone::UTC).expect("the history");
            let days = store.days().expect("days");
            black_box((
                reviews(&days, today),
                store.past().expect("past"),
                store.lately(40).expect("lately"),
                store.unfinished().expect("unfinished"),
                store.draft().expect("draft"),
            ))
        });
    });
    let days = Store::open(&path, TimeZone::UTC)
        .and_then(|store| store.days())
        .expect("days");
    group.bench_function("what is due, from its days", |bench| {
        bench.iter(|| black_box(reviews(&days, today)));
    });
    let store = Store::open_to_read(&path, TimeZone::UTC).expect("the history");
    for (name, sought) in [
        (
            "common words",
            Sought {
                words: "久等".to_owned(),
                ..Sought::default()
            },
        ),
        (
            "a rare number",
            Sought {
                words: "第4711位".to_owned(),
                ..Sought::default()
            },
        ),
        (
            "two words and a principle",
            Sought {
                words: "提前 预约".to_owned(),
                principle: Some(teller_coach::domain::Principle::Listening),
                ..Sought::default()
            },
        ),
        (
            "a red line",
            Sought {
                red_line: Some(RedLine::Arguing),
                ..Sought::default()
            },
        ),
        (
            "a weak principle",
            Sought {
                principle: Some(teller_coach::domain::Principle::Listening),
                ..Sought::default()
            },
        ),
        ("everything", Sought::default()),
    ] {
        group.bench_function(format!("search: {name}"), |bench| {
            bench.iter(|| {
                let ids = store.search(&sought, 200).expect("found");
                let all: Vec<_> = ids
                    .iter()
                    .map(|id| store.encounter(id).expect("one"))
                    .collect();
                black_box(all)
            });
        });
    }
}

criterion_group!(benches, history);
criterion_main!(benches);
