//! What a reply, a step and a start cost. `cargo bench` prints them; nothing here is an assertion.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use teller_coach::domain::{Language, Moment, Reply};
use teller_coach::encounter::Encounter;
use teller_coach::i18n::Texts;
use teller_coach::scenario::{Library, read};
use teller_coach::scoring::{Reading, Situation, assess, next_step};

const ZH: &str =
    "让您等了这么久，是我们没安排好，对不起。您先坐，我给您倒杯水，十分钟内我亲自给您办。";
const EN: &str = "I'm sorry you were kept waiting; that was our mistake. Please have a seat and I'll see to it myself within ten minutes.";

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
        let entry = Library::embedded().entries()[0];
        bencher.iter(|| read(black_box(entry.id), black_box(entry.scenario)));
    });
    group.bench_function("headers of the library", |bencher| {
        bencher.iter(|| Library::embedded().headers());
    });
    group.bench_function("sentences", |bencher| {
        bencher.iter(|| Texts::new(black_box(Language::Zh)))
    });
    group.finish();
}

criterion_group!(benches, scoring, encounter, start);
criterion_main!(benches);
