//! Erasing somebody from a central store: what they did counts and is nobody's, and no bundle brings them back.

use serde_json::{Value, json};
use teller_coach::progress::{Attempt, Part, Ruled, Source};

use crate::calls::{Said, call, everything, imported, report};
use crate::made::{Did, at, attempts, source, write};

/// Part of the suite; `fresh` makes an empty store and says its address.
pub fn holds(fresh: &mut impl FnMut() -> String) {
    what_they_did_counts_and_is_nobodys(&fresh());
    no_bundle_brings_them_back(&fresh(), &fresh());
    who_is_not_there_is_not_erased(&fresh());
}

fn erase(store: &str, more: &[&str]) -> Said {
    call(&[&["erase", "--store", store], more].concat())
}

fn did(person: &str, day: u32) -> Did<'_> {
    Did {
        person,
        day,
        encounter: 0,
        marks: &[40, 60],
        passed: Some(true),
    }
}

/// Everything but what is said of single people.
fn of_branches(store: &str) -> Vec<Value> {
    let whole = [&["branch"][..], &["principle"], &["agreement"]];
    whole.iter().map(|args| report(store, args)).collect()
}

fn what_they_did_counts_and_is_nobodys(store: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let a = source(1);
    let mut all = [
        attempts(&a, did("li", 0)),
        attempts(&a, did("li", 1)),
        attempts(&a, did("wu", 1)),
    ]
    .concat();
    all[0].ruling = Some(Ruled {
        rating: Some(3),
        principles: Default::default(),
        reason: Some("Li was tired".to_owned()),
    });
    all[0].revised = Some(at(0, 9));
    let path = folder.path().join("1");
    write(&path, "b-1", &a, (9, ""), &all);
    imported(store, &[&path]);
    let before = of_branches(store);
    let (li, wu) = (a.person("li").to_string(), a.person("wu").to_string());

    // Without a terminal to ask at it must be told.
    let said = erase(store, &["--person", &li]);
    assert_eq!((said.out.as_str(), said.code), ("", 2));
    assert!(said.err.contains("--yes"), "{}", said.err);
    assert_eq!(report(store, &["person"])["of"], 2);

    let said = erase(store, &["--person", &li, "--yes"]);
    assert_eq!((said.err.as_str(), said.code), ("", 0));
    assert!(
        said.out.contains("6 attempts are nobody's now"),
        "{}",
        said.out
    );
    assert_eq!(of_branches(store), before, "the sums are as they were");
    let left = report(store, &["person"]);
    assert_eq!(
        (&left["of"], &left["rows"][0]["person"]),
        (&json!(1), &json!(wu))
    );
    assert_eq!(report(store, &["person", &li])["of"], 0);
    let due = report(store, &["due", "--on", "2027-01-01"]);
    assert_eq!(due["of"], 1, "nobody is due");
    let again = erase(store, &["--person", &li, "--yes", "--lang", "zh"]);
    assert_eq!(again.code, 0);
    assert!(again.out.contains("早已"), "{}", again.out);
    if let Some(file) = store.strip_prefix("sqlite:") {
        let bytes = std::fs::read(file).expect("the file");
        let there = |text: &str| {
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        assert!(
            !there("Li was tired"),
            "the trainer's words are in the file"
        );
        let held = bytes
            .windows(li.len())
            .filter(|part| *part == li.as_bytes())
            .count();
        assert_eq!(held, 1, "only the note that they were erased names them");
    }
}

/// With the reason that a trainer gave, later than the erasing.
fn ruled(mut all: Vec<Attempt>) -> Vec<Attempt> {
    for one in &mut all {
        one.revised = Some(at(30, 0));
        one.ruling = (one.part == Part::Reply).then(|| Ruled {
            rating: Some(4),
            principles: Default::default(),
            reason: None,
        });
    }
    all
}

fn no_bundle_brings_them_back(store: &str, other: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let a = Source {
        salt: "0123456789abcdef".to_owned(),
        ..source(1)
    };
    let salt = folder.path().join("salt");
    std::fs::write(&salt, &a.salt).expect("a file");
    let path = |name: &str, all: &[Attempt]| {
        let path = folder.path().join(name);
        write(&path, "b-1", &a, (9, ""), all);
        path
    };
    let (first, wu) = (attempts(&a, did("li", 0)), attempts(&a, did("wu", 1)));
    let (one, two) = (path("1", &first), path("2", &wu));
    imported(store, &[&one, &two]);
    // By the name, where the secret is there.
    let salted = [
        "--person",
        " LI ",
        "--salt",
        salt.to_str().expect("UTF-8"),
        "--yes",
    ];
    assert_eq!(erase(store, &salted).code, 0);
    assert_eq!(report(store, &["person"])["of"], 1);
    let before = everything(store);
    imported(store, &[&one]);
    assert_eq!(everything(store), before, "the same bundle");
    // Another bundle with the same and more of what they did until then, and a ruling on it.
    let more = path(
        "3",
        &[ruled(first.clone()), attempts(&a, did("li", 2))].concat(),
    );
    imported(store, &[&more]);
    assert_eq!(report(store, &["person"])["of"], 1);
    let branch = &report(store, &["branch"])["rows"][0];
    assert_eq!(
        (&branch["replies"], &branch["people"]),
        (&json!(6), &json!(2))
    );
    let agreed = report(store, &["agreement"]);
    assert_eq!(agreed["rows"][0]["rulings"], 2);
    // Who comes again long afterwards is somebody new.
    let later = path("4", &attempts(&a, did("li", 36_500)));
    imported(store, &[&later]);
    let back = report(store, &["person", &a.person("li").to_string()]);
    assert_eq!(back["rows"][0]["replies"], 2, "only what they did since");

    // Where nothing of the kind happened everybody is there.
    imported(other, &[&one, &two, &more]);
    assert_eq!(report(other, &["person"])["of"], 2);
}

fn who_is_not_there_is_not_erased(store: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let a = source(1);
    let nobody = a.person("nobody").to_string();
    let said = erase(store, &["--person", &nobody, "--yes"]);
    assert_eq!(
        (said.out.as_str(), said.code),
        ("", 3),
        "there is no store yet"
    );
    let path = folder.path().join("1");
    write(&path, "b-1", &a, (9, ""), &attempts(&a, did("li", 0)));
    imported(store, &[&path]);
    let before = everything(store);
    let said = erase(store, &["--person", &nobody, "--yes"]);
    assert_eq!((said.out.as_str(), said.code), ("", 1));
    assert!(said.err.contains(&nobody), "{}", said.err);
    let said = erase(store, &["--person", "li", "--yes"]);
    assert_eq!((said.out.as_str(), said.code), ("", 2));
    assert!(said.err.contains("--salt"), "{}", said.err);
    let said = erase(store, &["--yes"]);
    assert_eq!(said.code, 2);
    assert_eq!(everything(store), before);
}
