//! What a reply, a step and a start cost. `cargo bench` prints them; nothing here is an assertion.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use teller_coach::domain::{Language, Moment, Reply};
use teller_coach::encounter::Encounter;
use teller_coach::i18n::Texts;
use teller_coach::scenario::{Library, read};
use teller_coach::scoring::signals::Inventory;
use teller_coach::scoring::{Reading, Situation, assess, next_step};

const ZH: &str =
    "让您等了这么久，是我们没安排好，对不起。您先坐，我给您倒杯水，十分钟内我亲自给您办。";
const EN: &str = "I'm sorry you were kept waiting; that was our mistake. Please have a seat and I'll see to it myself within ten minutes.";

/// What the first reply of a process costs: reading the signals and the rubric in. It can be measured once only.
#[expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench says what it found"
)]
fn ready(_: &mut Criterion) {
    let begun = Instant::now();
    black_box(assess(
        &Situation::new(Moment::Grievance, ""),
        &Reply::of_words(ZH),
    ));
    let taken = begun.elapsed();
    println!(
        "ready: the first reply took {:.1} ms",
        taken.as_secs_f64() * 1e3
    );
}

fn scoring(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("reply");
    for (name, words, customer) in [
        ("zh", ZH, "等了快两个小时!"),
        ("en", EN, "I've been waiting two hours!"),
    ] {
        let situation = Situation::new(Moment::Grievance, customer);
        let reply = Reply::of_words(words);
        group.bench_function(format!("read {name}"), |bencher| {
            bencher.iter(|| Reading::of(black_box(words)))
        });
        group.bench_function(format!("assess {name}"), |bencher| {
            bencher.iter(|| assess(black_box(&situation), black_box(&reply)));
        });
        let assessment = assess(&situation, &reply);
        group.bench_function(format!("next step {name}"), |bencher| {
            bencher.iter(|| {
                next_step(
                    black_box(&situation),
                    black_box(&reply),
                    black_box(&assessment),
                )
            });
        });
    }
    group.finish();
}

fn encounter(criterion: &mut Criterion) {
    let Some(scenario) = Library::embedded().scenarios().next() else {
        return;
    };
    let assessment = assess(&Situation::new(Moment::Grievance, ""), &Reply::of_words(ZH));
    criterion.bench_function("encounter/start and one step", |bencher| {
        bencher.iter(|| {
            let (mut encounter, _) =
                Encounter::start(Arc::clone(&scenario), black_box(7), Language::Zh);
            encounter.step(Reply::of_words(ZH), &assessment)
        });
    });
}

fn start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    group.bench_function("parse one scenario", |bencher| {
        let file = &Library::embedded().files()[0];
        bencher.iter(|| read(black_box(file.name()), black_box(file.text())));
    });
    group.bench_function("headers of the library", |bencher| {
        bencher.iter(|| Library::embedded().headers());
    });
    group.bench_function("sentences", |bencher| {
        bencher.iter(|| Texts::new(black_box(Language::Zh)))
    });
    group.finish();
}

/// What a reply of the gold costs, and the ratio to a bare pass of the same text through the automaton of all literals.
#[expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench reads what it measures on and says what it found"
)]
fn gold(_: &mut Criterion) {
    const ROUNDS: usize = 5;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gold/items.jsonl");
    let Ok(text) = std::fs::read_to_string(file) else {
        println!("gold: {file} can't be read");
        return;
    };
    let items: Vec<Item> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let inventory = Inventory::embedded();
    let (mut assessing, mut scanning) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for item in &items {
            let situation = Situation::new(item.moment, &item.customer);
            let reply = Reply::of_words(&item.reply);
            let begun = Instant::now();
            black_box(assess(&situation, &reply));
            assessing.push(begun.elapsed());
            let flat = Reading::of(&item.reply).flat;
            let begun = Instant::now();
            black_box(inventory.scan(&flat));
            scanning.push(begun.elapsed());
        }
    }
    assessing.sort_unstable();
    scanning.sort_unstable();
    let micros = |all: &[Duration], share: usize| {
        let at = (all.len() * share / 100).min(all.len().saturating_sub(1));
        all.get(at).map_or(0.0, |one| one.as_secs_f64() * 1e6)
    };
    let (whole, bare) = (
        assessing.iter().sum::<Duration>().as_secs_f64(),
        scanning.iter().sum::<Duration>().as_secs_f64(),
    );
    println!(
        "gold: {} replies, assess median {:.1} µs, p99 {:.1} µs; bare scan median {:.2} µs; ratio of the sums {:.1}",
        items.len(),
        micros(&assessing, 50),
        micros(&assessing, 99),
        micros(&scanning, 50),
        whole / bare.max(1e-12)
    );
}

#[derive(serde::Deserialize)]
struct Item {
    moment: Moment,
    customer: String,
    reply: String,
}

criterion_group!(benches, ready, scoring, encounter, start, gold);
criterion_main!(benches);
