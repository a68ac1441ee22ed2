//! What every central store must do, whatever is behind it. Each part is given the address of an empty store.

use std::path::Path;

use serde_json::json;

use crate::calls::{call, everything, import, imported, report};
use crate::made::{Did, attempts, branches, source, write};

/// All of it; `fresh` makes an empty store and says its address.
pub fn holds(mut fresh: impl FnMut() -> String) {
    an_empty_store_says_so(&fresh());
    a_bundle_is_in_once_however_often_it_comes(&fresh());
    bundles_that_overlap_add_only_what_is_new(&fresh());
    the_order_of_arrival_does_not_matter(&fresh(), &fresh());
    reports_say_what_was_done(&fresh());
    pages_hold_every_row_once(&fresh());
    a_roster_names_those_who_never_practised(&fresh());
    a_damaged_bundle_changes_nothing_and_keeps_nobody_out(&fresh());
    a_missing_bundle_is_named_until_it_comes(&fresh());
    crate::rulings::hold(&mut fresh);
    crate::erasing::holds(&mut fresh);
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn paths(paths: &[std::path::PathBuf]) -> Vec<&Path> {
    paths.iter().map(AsRef::as_ref).collect()
}

fn an_empty_store_says_so(store: &str) {
    let said = call(&["report", "branch", "--store", store]);
    assert_eq!((said.out.as_str(), said.code), ("", 3));
    assert!(
        said.err.contains("there is no central store"),
        "{}",
        said.err
    );
    assert!(said.err.contains("teller-coach import"), "{}", said.err);
}

fn a_bundle_is_in_once_however_often_it_comes(store: &str) {
    let folder = folder();
    let all = branches(folder.path());
    let out = imported(store, &paths(&all));
    assert_eq!(
        out,
        "3 bundles are in: 216 new attempts, 0 were there already.\n"
    );
    let before = everything(store);
    for _ in 0..2 {
        let out = imported(store, &paths(&all));
        assert_eq!(out, "3 bundles were imported before and changed nothing.\n");
        assert_eq!(everything(store), before);
    }
    let out = imported(store, &[&all[0], &all[0]]);
    assert_eq!(out, "2 bundles were imported before and changed nothing.\n");
}

fn bundles_that_overlap_add_only_what_is_new(store: &str) {
    let folder = folder();
    let source = source(1);
    let did = |day| Did {
        person: "a",
        day,
        encounter: 0,
        marks: &[40, 60],
        passed: None,
    };
    let days: Vec<_> = (0..4).map(|day| attempts(&source, did(day))).collect();
    let (first, second) = (folder.path().join("1"), folder.path().join("2"));
    write(&first, "b-1", &source, (9, ""), &days[..3].concat());
    write(&second, "b-1", &source, (9, ""), &days[1..].concat());
    // In one call, where neither is there yet, and in the next, where one attempt in a bundle comes twice.
    let out = imported(store, &[&first, &second]);
    assert_eq!(
        out,
        "2 bundles are in: 12 new attempts, 6 were there already.\n"
    );
    let third = folder.path().join("3");
    let twice = [&days[0][..], &days[0][..], &attempts(&source, did(4))].concat();
    write(&third, "b-1", &source, (9, ""), &twice);
    let out = imported(store, &[&third]);
    assert_eq!(
        out,
        "One bundle is in: 3 new attempts, 6 were there already.\n"
    );
    let row = &report(store, &["branch"])["rows"][0];
    assert_eq!(row["replies"], 10);
    assert_eq!(row["encounters"], 5);
    assert_eq!(row["overall"], 50);
}

fn the_order_of_arrival_does_not_matter(one: &str, other: &str) {
    let folder = folder();
    let mut all = branches(folder.path());
    imported(one, &paths(&all));
    all.reverse();
    for path in &all {
        imported(other, &[path]);
    }
    assert_eq!(everything(one), everything(other));
}

fn reports_say_what_was_done(store: &str) {
    let folder = folder();
    let a = source(1);
    let did = [
        ("li", 0, &[20_u8, 60][..], None),
        ("li", 3, &[70, 80], Some(true)),
        ("wu", 1, &[90], Some(false)),
    ];
    let all: Vec<_> = did
        .iter()
        .flat_map(|(person, day, marks, passed)| {
            attempts(
                &a,
                Did {
                    person,
                    day: *day,
                    encounter: 0,
                    marks,
                    passed: *passed,
                },
            )
        })
        .collect();
    let b = source(2);
    let other = attempts(
        &b,
        Did {
            person: "ma",
            day: 2,
            encounter: 0,
            marks: &[30],
            passed: None,
        },
    );
    let (first, second) = (folder.path().join("1"), folder.path().join("2"));
    write(&first, "上海-徐汇", &a, (9, ""), &all);
    write(&second, "b-2", &b, (9, ""), &other);
    imported(store, &[&first, &second]);
    let both = report(store, &["branch"]);
    assert_eq!(
        both["rows"][1],
        json!({"branch": "上海-徐汇", "people": 2, "replies": 5, "encounters": 3, "overall": 64, "weakest": "patience",
               "crossed": 1, "passed": 1, "failed": 1, "last": "2026-03-04"})
    );
    assert_eq!(
        (&both["of"], &both["rows"][0]["branch"]),
        (&json!(2), &json!("b-2"))
    );
    let some = report(
        store,
        &["branch", "--since", "2026-03-02", "--until", "2026-03-03"],
    );
    assert_eq!(
        some["rows"][1],
        json!({"branch": "上海-徐汇", "people": 2, "replies": 1, "encounters": 1, "overall": 90, "weakest": "patience",
               "crossed": 0, "passed": 0, "failed": 1, "last": "2026-03-02"})
    );
    let li = a.person("li").to_string();
    let one = report(store, &["person", &li]);
    assert_eq!(
        one["rows"],
        json!([{"branch": "上海-徐汇", "person": li, "replies": 4, "encounters": 2, "overall": 58, "weakest": "patience",
                "crossed": 1, "passed": "2026-03-04", "last": "2026-03-04"}])
    );
    let principles = report(store, &["principle"]);
    let patience = &principles["rows"][5];
    assert_eq!(
        *patience,
        json!({"principle": "patience", "replies": 6, "mean": 48, "badly": 2, "lowest": {"branch": "b-2", "mean": 20}})
    );
    assert_eq!(principles["rows"].as_array().map(Vec::len), Some(8));
    let due = report(store, &["due", "--on", "2026-03-10", "--days", "7"]);
    let person = |name| a.person(name).to_string();
    assert_eq!(
        due["rows"],
        json!([{"branch": "上海-徐汇", "person": person("wu"), "last": "2026-03-02", "passed": null, "days": 8}])
    );
    let unpassed = report(
        store,
        &["due", "--for", "pass", "--on", "2026-03-10", "--days", "7"],
    );
    assert_eq!(unpassed["of"], 2);
    assert_eq!(unpassed["rows"][0]["days"], json!(null));
    let later = report(
        store,
        &[
            "due",
            "--for",
            "pass",
            "--on",
            "2026-04-10",
            "--days",
            "7",
            "--branch",
            "上海-徐汇",
        ],
    );
    assert_eq!(later["rows"][1]["days"], 37);
    // As text in both languages, and for a spreadsheet.
    for (lang, wanted) in [("zh", "网点"), ("en", "weakest")] {
        let said = call(&["report", "branch", "--store", store, "--lang", lang]);
        assert!(
            said.out
                .starts_with(if lang == "zh" { "网点" } else { "branch" }),
            "{}",
            said.out
        );
        assert!(said.out.contains(wanted), "{}", said.out);
    }
    let said = call(&[
        "report",
        "due",
        "--store",
        store,
        "--format",
        "csv",
        "--on",
        "2026-03-10",
        "--days",
        "7",
    ]);
    assert_eq!(
        said.out,
        format!(
            "\u{FEFF}branch,person,days,last,passed_on\r\n上海-徐汇,{},8,2026-03-02,\r\n",
            person("wu")
        )
    );
}

fn a_roster_names_those_who_never_practised(store: &str) {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let a = teller_coach::progress::Source {
        salt: "0123456789abcdef".to_owned(),
        ..source(1)
    };
    let did = |person, day| Did {
        person,
        day,
        encounter: 0,
        marks: &[50],
        passed: None,
    };
    // Ann by her name and her number, Ben long ago.
    let all = [
        attempts(&a, did("Ann", 0)),
        attempts(&a, did("4711", 8)),
        attempts(&a, did("ben", 1)),
        attempts(&a, did("who left", 0)),
    ];
    write(&path("1"), "b-1", &a, (9, ""), &all.concat());
    imported(store, &[&path("1")]);
    let roster = "姓名,工号,网点\nAnn,4711,b-1\nBen,4712,\n\u{1b}[31m王五,4713,b-2\n赵六,4714,\n";
    std::fs::write(path("roster.csv"), roster).expect("a roster");
    std::fs::write(path("salt"), &a.salt).expect("a salt");
    let [roster, salt] = ["roster.csv", "salt"].map(|name| path(name).display().to_string());
    let on = ["--on", "2026-03-10", "--days", "7"];
    let by = ["--roster", roster.as_str(), "--salt", salt.as_str()];
    let asked = |more: &[&str]| report(store, &[&["due"], &on[..], &by, more].concat());
    let due = asked(&[]);
    let rows = due["rows"].as_array().expect("rows");
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row["name"].as_str().expect("a name"), row["days"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            ("赵六", json!(null)),
            ("Ben", json!(8)),
            ("\u{fffd}[31m王五", json!(null))
        ]
    );
    assert_eq!(rows[1]["person"], a.person("Ben").to_string());
    assert_eq!(
        (&rows[1]["branch"], &rows[0]["person"]),
        (&json!("b-1"), &json!(null))
    );
    assert_eq!(
        asked(&["--per-page", "1", "--page", "2"])["rows"][0],
        rows[1]
    );
    assert_eq!(
        asked(&["--branch", "b-2"])["of"],
        2,
        "whose branch nobody knows may be there"
    );
    // Nobody has passed anything.
    assert_eq!(asked(&["--for", "pass"])["of"], 4);
    let text = |lang| {
        let fixed = ["report", "due", "--store", store, "--lang", lang];
        call(&[&fixed, &on[..], &by].concat()).out
    };
    let said = text("en");
    assert!(
        said.contains("3 of 4 on the roster are due; the store has nothing of 2 of them"),
        "{said}"
    );
    assert!(said.contains("赵六") && !said.contains('\u{1b}'), "{said}");
    assert!(text("zh").contains("其中 2 人库里没有任何记录"));
    // Without the secret nobody can be found, and a roster that is none is said.
    let said = call(&["report", "due", "--store", store, "--roster", &roster]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--salt"), "{}", said.err);
    let nowhere = [
        "report",
        "due",
        "--store",
        store,
        "--roster",
        "/nowhere/r.csv",
    ];
    let said = call(&[&nowhere[..], &["--salt", &salt]].concat());
    assert_eq!((said.out.as_str(), said.code), ("", 3));
}

fn pages_hold_every_row_once(store: &str) {
    let folder = folder();
    imported(store, &paths(&branches(folder.path())));
    for what in [
        &["person"][..],
        &["branch"],
        &["due", "--on", "2027-01-01"],
        &["due", "--for", "pass", "--on", "2027-01-01"],
    ] {
        let whole = report(store, &[what, &["--per-page", "1000"]].concat());
        let of = whole["of"].as_u64().expect("a number");
        assert!(of >= 3, "{whole}");
        let mut rows = Vec::new();
        for page in 1..=of.div_ceil(2) {
            let page = page.to_string();
            let part = report(
                store,
                &[what, &["--per-page", "2", "--page", &page]].concat(),
            );
            assert_eq!(part["of"], of);
            rows.extend(part["rows"].as_array().expect("rows").clone());
        }
        assert_eq!(json!(rows), whole["rows"]);
        let behind = report(
            store,
            &[what, &["--per-page", "2", "--page", "99"]].concat(),
        );
        assert_eq!(behind["rows"], json!([]));
    }
}

fn a_damaged_bundle_changes_nothing_and_keeps_nobody_out(store: &str) {
    let folder = folder();
    let all = branches(folder.path());
    let text = std::fs::read_to_string(&all[1]).expect("a bundle");
    let lines: Vec<&str> = text.lines().collect();
    let without = |at: usize| [&lines[..at], &lines[at + 1..]].concat().join("\n");
    let mut swapped = lines.clone();
    swapped.swap(3, 4);
    for (damaged, wanted) in [
        (
            text.replacen("\"overall\":40", "\"overall\":90", 1),
            "line 2 does not follow",
        ),
        (without(7), "line 8 does not follow"),
        (swapped.join("\n"), "line 4 does not follow"),
        (lines[..9].join("\n"), "it is cut off after line 9"),
        (text[..text.len() / 2].to_owned(), "can't be read"),
        (format!("{text}{}\n", lines[1]), "stands behind its end"),
        (without(0), "it is no bundle"),
        (text.replacen("b-2", "b-3", 1), "line 2 does not follow"),
        (
            text.replacen("bundle\":2", "bundle\":3", 1),
            "update teller-coach",
        ),
        ("{\"a\":\u{1b}[31m}".to_owned(), "it is no bundle"),
        (String::new(), "it is no bundle"),
        (
            format!("{}{text}", " ".repeat(1 << 21)),
            "more than a million bytes",
        ),
    ] {
        let bad = folder.path().join("bad.jsonl");
        std::fs::write(&bad, &damaged).expect("a file");
        let said = import(store, &[&bad]);
        assert_eq!(
            (said.out.as_str(), said.code),
            ("", 3),
            "{wanted}: {}",
            said.err
        );
        assert!(
            said.err.contains("bad.jsonl") && said.err.contains(wanted),
            "{wanted}: {}",
            said.err
        );
        assert!(!said.err.contains('\u{1b}'));
    }
    let said = import(
        store,
        &[&folder.path().join("nowhere"), &all[0], folder.path()],
    );
    assert_eq!(said.code, 3);
    assert_eq!(
        said.out,
        "One bundle is in: 54 new attempts, 0 were there already.\n"
    );
    assert_eq!(said.err.lines().count(), 2, "{}", said.err);
    assert_eq!(report(store, &["branch"])["of"], 1);
}

fn a_missing_bundle_is_named_until_it_comes(store: &str) {
    let folder = folder();
    let source = source(1);
    let day = |day| {
        attempts(
            &source,
            Did {
                person: "a",
                day,
                encounter: 0,
                marks: &[50],
                passed: None,
            },
        )
    };
    let path = |name: &str| folder.path().join(name);
    let first = write(&path("1"), "b-1", &source, (1, ""), &day(0));
    let second = write(&path("2"), "b-1", &source, (2, &first), &day(1));
    let third = write(&path("3"), "b-1", &source, (3, &second), &day(2));
    imported(store, &[&path("1")]);
    let said = import(store, &[&path("3")]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(
        said.err.contains(&second) && said.err.contains("b-1"),
        "{}",
        said.err
    );
    // It is in all the same, and in any order nothing is missing.
    assert_eq!(report(store, &["branch"])["rows"][0]["replies"], 2);
    imported(store, &[&path("2")]);
    write(&path("6"), "b-1", &source, (6, &"0".repeat(32)), &day(5));
    assert_eq!(import(store, &[&path("6")]).code, 1);
    // A bundle that is whole by itself fills every gap before it.
    write(
        &path("7"),
        "b-1",
        &source,
        (7, ""),
        &(0..6).flat_map(day).collect::<Vec<_>>(),
    );
    write(&path("5"), "b-1", &source, (5, &"1".repeat(32)), &day(4));
    imported(store, &[&path("5"), &path("7")]);
    write(&path("4"), "b-1", &source, (4, &third), &day(3));
    imported(store, &[&path("4")]);
}
