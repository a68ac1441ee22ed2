//! What trainers rule and trainees say against marks: in any store, from whatever arrives first, and never instead of a mark.

use std::path::Path;

use jiff::Timestamp;
use serde_json::json;
use teller_coach::domain::{BranchId, PerPrinciple, Principle};
use teller_coach::progress::{Attempt, Objection, Part, Ruled, Source};
use teller_coach::report::bundle::{Head, Writer};

use crate::calls::{call, everything, import, imported, report};
use crate::made::{Did, at, attempts, source, write};

/// Part of the suite; `fresh` makes an empty store and says its address.
pub fn hold(fresh: &mut impl FnMut() -> String) {
    rulings_are_compared_with_the_scorer_on_each_scale(&fresh());
    what_was_said_later_counts_whichever_arrives_last(&fresh(), &fresh());
    a_pass_that_was_taken_back_is_none(&fresh());
    nobody_rules_for_another_branch(&fresh());
    a_bundle_of_the_first_format_is_taken(&fresh());
}

/// One exam of one reply on `day`, marked with 40 and 30 for patience: an encounter with its end.
fn exam(source: &Source, person: &str, day: u32, passed: bool) -> Vec<Attempt> {
    let did = Did {
        person,
        day,
        encounter: 0,
        marks: &[40],
        passed: Some(passed),
    };
    attempts(source, did)
}

/// The same with a ruling, made at `revised`, and what it makes of the exam.
fn ruled(
    mut all: Vec<Attempt>,
    rating: Option<u8>,
    patience: Option<u8>,
    (revised, passed): (Timestamp, bool),
) -> Vec<Attempt> {
    for one in &mut all {
        one.revised = Some(revised);
        if one.part == Part::Ending {
            one.passed = Some(passed);
        } else {
            let mut principles = PerPrinciple::default();
            principles[Principle::Patience] = patience;
            one.ruling = Some(Ruled {
                rating,
                principles,
                reason: None,
            });
            one.objection = Some(Objection::default());
        }
    }
    all
}

fn bundle(folder: &Path, name: &str, branch: &str, all: &[Attempt]) -> std::path::PathBuf {
    let path = folder.join(name);
    write(&path, branch, &source(1), (9, ""), all);
    path
}

fn rulings_are_compared_with_the_scorer_on_each_scale(store: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let a = source(1);
    // 40 is a rating of 2, 30 one of 1.
    let all: Vec<Attempt> = (0..5)
        .flat_map(|day| {
            let overall = (day < 2).then_some(4);
            let patience = [1, 2, 2, 3, 1][usize::try_from(day).expect("small")];
            ruled(
                exam(&a, "li", day, false),
                overall,
                Some(patience),
                (at(day, 50), false),
            )
        })
        .collect();
    imported(store, &[&bundle(folder.path(), "1", "b-1", &all)]);
    let agreed = report(store, &["agreement"]);
    assert_eq!(
        agreed["rows"],
        json!([
            {"scale": "overall", "rulings": 2, "same": 0, "near": 0, "difference": null},
            {"scale": "patience", "rulings": 5, "same": 2, "near": 4, "difference": 0.8},
        ])
    );
    // The marks are the scorer's as before.
    assert_eq!(report(store, &["branch"])["rows"][0]["overall"], 40);
    let some = report(store, &["agreement", "--until", "2026-03-01"]);
    assert_eq!(some["rows"][1]["rulings"], 1);
    let none = ["report", "agreement", "--store", store, "--branch", "b-2"];
    assert_eq!(call(&none).out, "No trainer has ruled on anything there.\n");
    let said = call(&["report", "agreement", "--store", store, "--lang", "zh"]).out;
    assert!(said.contains("耐心") && said.contains("+0.8"), "{said}");
    assert!(said.contains("次数太少"), "{said}");
    let said = call(&["report", "agreement", "--store", store, "--format", "csv"]).out;
    assert_eq!(
        said,
        "\u{FEFF}scale,rulings,same,near,difference\r\noverall,2,0,0,\r\npatience,5,2,4,+0.8\r\n"
    );
}

fn what_was_said_later_counts_whichever_arrives_last(one: &str, other: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let a = source(1);
    let silent = exam(&a, "li", 0, false);
    let first = ruled(silent.clone(), None, Some(1), (at(0, 30), false));
    let last = ruled(silent.clone(), Some(3), Some(4), (at(0, 40), true));
    let path = |name: &str, all: &[Attempt]| bundle(folder.path(), name, "b-1", all);
    let mut paths = [path("0", &silent), path("1", &first), path("2", &last)];
    imported(one, &[&paths[0]]);
    assert_eq!(report(one, &["agreement"])["rows"], json!([]));
    let out = imported(one, &[&paths[1]]);
    assert_eq!(
        out,
        "One bundle is in: 0 new attempts, 2 were there already.\nOf what was there: one reply has another ruling or objection \
         now, 0 results are others.\n"
    );
    let out = imported(one, &[&paths[2]]);
    assert!(out.contains("one result is another."), "{out}");
    let row = &report(one, &["branch"])["rows"][0];
    assert_eq!((&row["passed"], &row["failed"]), (&json!(1), &json!(0)));
    assert_eq!(report(one, &["person"])["rows"][0]["passed"], "2026-03-01");
    let agreed = report(one, &["agreement"]);
    assert_eq!(
        agreed["rows"],
        json!([
            {"scale": "overall", "rulings": 1, "same": 0, "near": 1, "difference": null},
            {"scale": "patience", "rulings": 1, "same": 0, "near": 0, "difference": null},
        ])
    );
    // The other way round, and in one call with itself.
    paths.reverse();
    for path in &paths {
        imported(other, &[path]);
    }
    assert_eq!(everything(one), everything(other));
    let [last, first, _] = &paths;
    let twice = std::fs::read_to_string(last).expect("a bundle");
    assert!(
        twice.contains("\"principles\":[null,null,null,null,null,4,null,null]"),
        "{twice}"
    );
    let again = path(
        "3",
        &[
            silent,
            ruled(exam(&a, "li", 0, false), None, Some(1), (at(0, 30), false)),
        ]
        .concat(),
    );
    let out = imported(one, &[&again, first]);
    assert!(!out.contains("Of what was there"), "{out}");
    assert_eq!(everything(one), everything(other));
}

fn a_pass_that_was_taken_back_is_none(store: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let a = source(1);
    let passed = [
        exam(&a, "li", 0, true),
        exam(&a, "li", 4, true),
        exam(&a, "wu", 4, true),
    ]
    .concat();
    imported(store, &[&bundle(folder.path(), "1", "b-1", &passed)]);
    let back = [
        ruled(exam(&a, "li", 4, true), Some(0), None, (at(4, 30), false)),
        ruled(exam(&a, "wu", 4, true), Some(0), None, (at(4, 30), false)),
    ];
    imported(store, &[&bundle(folder.path(), "2", "b-1", &back.concat())]);
    let of = |person: &str| {
        let person = a.person(person).to_string();
        report(store, &["person", &person])["rows"][0]["passed"].clone()
    };
    assert_eq!((of("li"), of("wu")), (json!("2026-03-01"), json!(null)));
    let row = &report(store, &["branch"])["rows"][0];
    assert_eq!((&row["passed"], &row["failed"]), (&json!(1), &json!(2)));
}

fn nobody_rules_for_another_branch(store: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let a = source(1);
    imported(
        store,
        &[&bundle(
            folder.path(),
            "1",
            "b-1",
            &exam(&a, "li", 0, false),
        )],
    );
    let before = everything(store);
    let theirs = ruled(exam(&a, "li", 0, false), Some(4), None, (at(3, 0), true));
    imported(store, &[&bundle(folder.path(), "2", "b-2", &theirs)]);
    assert_eq!(everything(store), before);
    // Nor is a rating that there is none of taken from anybody.
    let beyond = ruled(exam(&a, "li", 0, false), None, Some(5), (at(3, 0), true));
    let said = import(store, &[&bundle(folder.path(), "3", "b-1", &beyond)]);
    assert_eq!(said.code, 3);
    assert!(said.err.contains("a ruling is over 4"), "{}", said.err);
}

fn a_bundle_of_the_first_format_is_taken(store: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let head = Head {
        format: 1,
        source: source(1).id,
        branch: BranchId::new("b-1").expect("a branch"),
        program: "0.1.0".to_owned(),
        made: at(9, 0),
        previous: String::new(),
    };
    let (mut writer, mut text) = Writer::begin(&head);
    for mut one in exam(&source(1), "li", 0, false) {
        one.ruling = (one.part == Part::Reply).then(|| Ruled {
            rating: Some(4),
            principles: PerPrinciple::default(),
            reason: None,
        });
        text.push_str(&writer.attempt(&one));
    }
    text.push_str(&writer.end().0);
    // As it was written: nothing of what is new in the second format.
    assert!(text.contains("\"ruling\":{\"rating\":4}"), "{text}");
    assert!(!text.contains("revised") && !text.contains("objection"));
    let path = folder.path().join("1");
    std::fs::write(&path, text).expect("a bundle");
    imported(store, &[&path]);
    assert_eq!(report(store, &["agreement"])["rows"][0]["rulings"], 1);
}
