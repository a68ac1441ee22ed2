//! A central store of ten million attempts from 300 branches in a PostgreSQL as it comes, on this machine: a day more of them,
//! the same day again, every report. Prints what it measured. `cargo bench --features central --bench central`; `DAYS=5` before
//! it makes it smaller.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench that can't go on stops, says what it measured, and reads the clock for it"
)]

#[cfg(unix)]
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../tests/central/cluster.rs"]
mod cluster;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../tests/central/made.rs"]
mod made;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use made::{Did, attempts, source, write};
use teller_coach::domain::{BranchId, PerPrinciple, Principle};
use teller_coach::progress::{Attempt, Part, Ruled};
use teller_coach::report::bundle::{FORMAT, Head};
use teller_coach::store::central::{Arrived, Intent, StoreUrl, open};

const BRANCHES: u32 = 300;
const PEOPLE: u32 = 40;
/// Each of three replies and an end: 20 attempts a person and day.
const ENCOUNTERS: u32 = 5;
/// 240,000 attempts each.
const DAYS: u32 = 41;

fn branch(number: u32) -> String {
    format!("b-{number:03}")
}

/// What one person does on one day.
fn of_person(branch: u32, person: u32, day: u32) -> Vec<Attempt> {
    let place = source(u128::from(branch * 1000 + person));
    let name = person.to_string();
    (0..ENCOUNTERS)
        .flat_map(|encounter| {
            let mark = u8::try_from((branch * 7 + person * 3 + day * 5 + encounter * 11) % 90)
                .expect("a mark");
            let did = Did {
                person: &name,
                day,
                encounter,
                marks: &[mark, mark + 5, mark + 10],
                passed: (day % 7 == 3 && encounter == 0).then_some(!person.is_multiple_of(3)),
            };
            let mut all = attempts(&place, did);
            // A trainer rules on each exam, overall and on a principle.
            let exam = did.passed.is_some();
            for one in all.iter_mut().filter(|_| exam) {
                one.revised = Some(one.at);
                if one.part == Part::Reply {
                    let mut principles = PerPrinciple::default();
                    principles[Principle::Patience] = Some(3);
                    one.ruling = Some(Ruled {
                        rating: Some(2),
                        principles,
                        reason: None,
                    });
                }
            }
            all
        })
        .collect()
}

/// Fills the store with whole days, by the same way that `import` goes.
fn fill(url: &str, days: u32) {
    let url = StoreUrl::read(url).expect("a URL");
    let mut store = open(&url, None, Intent::Add).expect("a store");
    for day in 0..days {
        let begin = Instant::now();
        let bundles: Vec<Arrived> = (0..BRANCHES)
            .map(|number| Arrived {
                head: Head {
                    format: FORMAT,
                    source: source(u128::from(number)).id,
                    branch: BranchId::new(&branch(number)).expect("a branch"),
                    program: "0.1.0".to_owned(),
                    made: made::at(day, 1200),
                    previous: String::new(),
                },
                hash: format!("{:032x}", day * BRANCHES + number),
                count: u64::from(PEOPLE * ENCOUNTERS * 4),
                signed: false,
            })
            .collect();
        let mut feed = (0..BRANCHES).flat_map(|number| {
            (0..PEOPLE).flat_map(move |person| {
                let all = of_person(number, person, day).into_iter();
                all.map(move |attempt| Ok((number as usize, attempt)))
            })
        });
        let appended = store
            .append(&bundles, &mut feed, made::at(day, 1300))
            .expect("a day");
        if day % 10 == 0 {
            println!("day {day}: {} new in {:.1?}", appended.new, begin.elapsed());
        }
    }
}

/// The bundles of a day: one a branch, or one a person.
fn day(folder: &Path, day: u32, of_each: bool) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for number in 0..BRANCHES {
        let people: Vec<_> = (0..PEOPLE)
            .map(|person| of_person(number, person, day))
            .collect();
        let mut put = |name: String, place: u32, all: &[Attempt]| {
            let path = folder.join(name);
            let place = source(u128::from(place));
            write(&path, &branch(number), &place, (day, ""), all);
            paths.push(path);
        };
        if of_each {
            for (person, all) in (0..).zip(&people) {
                put(
                    format!("{number}-{person}.jsonl"),
                    number * 1000 + person,
                    all,
                );
            }
        } else {
            put(format!("{number}.jsonl"), number, &people.concat());
        }
    }
    paths
}

/// Runs the program; what it said and how long it took, start and all.
fn timed(args: &[&str], paths: &[PathBuf]) -> (String, Duration) {
    let begin = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_teller-coach"))
        .args(args)
        .args(paths)
        .env("LANG", "en_GB.UTF-8")
        .output()
        .expect("a run");
    let took = begin.elapsed();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (said, took)
}

#[cfg(unix)]
fn main() {
    let days = std::env::var("DAYS")
        .ok()
        .and_then(|days| days.parse().ok());
    let days = days.unwrap_or(DAYS);
    let Some(mut cluster) = cluster::Cluster::start_with("") else {
        return;
    };
    let url = cluster.database();
    let begin = Instant::now();
    fill(&url, days);
    println!("filled in {:.0?}", begin.elapsed());
    for (number, of_each, what) in [
        (days, false, "a day, a bundle a branch"),
        (days + 1, true, "a day, a bundle a person"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let paths = day(folder.path(), number, of_each);
        for again in ["", ", again"] {
            let (said, took) = timed(&["import", "--store", &url], &paths);
            println!("{what}{again}: {took:.2?}  ({said})");
        }
        if !of_each {
            let file = folder.path().join("central.db").display().to_string();
            let (said, took) = timed(&["import", "--store", &file], &paths);
            println!("{what}, into an empty SQLite file: {took:.2?}  ({said})");
        }
    }
    // The same attempts in other bundles, so that every row is looked at.
    let folder = tempfile::tempdir().expect("a folder");
    let paths = day(folder.path(), days, true);
    let (said, took) = timed(&["import", "--store", &url], &paths);
    println!("the first day's attempts in other bundles: {took:.2?}  ({said})");
    let mut client = cluster.client("coach1");
    let row = client
        .query_one(
            "SELECT count(*), pg_size_pretty(pg_database_size('coach1')) FROM attempt",
            &[],
        )
        .expect("a count");
    let (count, size): (i64, String) = (row.get(0), row.get(1));
    println!("{count} attempts, {size}");
    for args in [
        &["branch"][..],
        &["branch", "--since", "2026-03-20", "--until", "2026-04-05"],
        &["person"],
        &["person", "--per-page", "50", "--page", "240"],
        &["person", "--branch", "b-123"],
        &["principle"],
        &["principle", "--branch", "b-123"],
        &["agreement"],
        &["agreement", "--branch", "b-123"],
        &["due", "--on", "2026-06-01"],
        &["due", "--on", "2026-06-01", "--page", "240"],
        &[
            "due",
            "--for",
            "pass",
            "--on",
            "2026-06-01",
            "--branch",
            "b-123",
        ],
    ] {
        let whole = [&["report"], args, &["--store", &url]].concat();
        let mut times: Vec<Duration> = (0..20).map(|_| timed(&whole, &[]).1).collect();
        times.sort();
        println!(
            "report {}: median {:.0?}, slowest {:.0?}",
            args.join(" "),
            times[10],
            times[19]
        );
    }
}

#[cfg(not(unix))]
fn main() {}
