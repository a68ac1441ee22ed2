//! What statements say, and the rules of xAPI 1.0.3 that they must keep.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::made::{self, CARD, PHONE};
use super::{fine, run, statements, text, verb};

/// Verbs and types of the registry at adlnet.gov that are used here.
const VERBS: [&str; 7] = [
    "answered",
    "commented",
    "completed",
    "terminated",
    "passed",
    "failed",
    "scored",
];

/// Everything in a value, with the names on the way there.
fn walk(value: &Value, way: &mut Vec<String>, see: &mut impl FnMut(&[String], &Value)) {
    see(way, value);
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(all) => all.iter().map(|(key, one)| (key.clone(), one)).collect(),
        Value::Array(all) => all.iter().map(|one| (String::new(), one)).collect(),
        _ => Vec::new(),
    };
    for (key, one) in inner {
        way.push(key);
        walk(one, way, see);
        way.pop();
    }
}

/// Panics where a statement breaks a rule (xAPI-Data.md, 2.2 to 4).
pub fn keep_the_rules(all: &[Value]) {
    let ids: BTreeSet<&str> = all.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), all.len(), "an id is there twice");
    for one in all {
        let id = one["id"].as_str().unwrap();
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        // Stores know the versions of RFC 4122 alone.
        assert_eq!((&id[14..15], id.is_ascii()), ("5", true), "{id}");
        assert!(VERBS.contains(&verb(one)), "{one}");
        // The specification wants it left out.
        assert!(one["version"].is_null());
        assert!(
            one["timestamp"]
                .as_str()
                .unwrap()
                .parse::<jiff::Timestamp>()
                .is_ok()
        );
        for both in ["zh-CN", "en-US"] {
            assert!(one["verb"]["display"][both].is_string(), "{one}");
        }
        let referring = one["object"]["objectType"] == "StatementRef";
        if referring {
            let about = one["object"]["id"].as_str().unwrap();
            assert!(
                ids.contains(about),
                "it is about a statement that is not there"
            );
            for activity_only in ["revision", "platform"] {
                assert!(one["context"][activity_only].is_null(), "{one}");
            }
        } else {
            assert!(
                one["object"]["id"]
                    .as_str()
                    .unwrap()
                    .starts_with("urn:teller-coach:")
            );
            assert!(one["context"]["platform"].is_string());
        }
        let result = &one["result"];
        if let Some(score) = result["score"].as_object() {
            let number = |key: &str| score[key].as_f64().unwrap();
            assert!((-1.0..=1.0).contains(&number("scaled")), "{one}");
            assert!(
                (number("min")..=number("max")).contains(&number("raw")),
                "{one}"
            );
        }
        if let Some(duration) = result["duration"].as_str() {
            assert!(duration.parse::<jiff::SignedDuration>().is_ok() && duration.starts_with("PT"));
        }
        let registration = one["context"]["registration"].as_str().unwrap();
        assert_eq!((registration.len(), &registration[14..15]), (36, "5"));
        walk(one, &mut Vec::new(), &mut |way, value| {
            let within = way.iter().any(|key| key == "extensions");
            let empty = match value {
                Value::Null => true,
                Value::String(text) => text.is_empty(),
                Value::Object(all) => all.is_empty(),
                _ => false,
            };
            assert!(within || !empty, "{way:?} is empty in {one}");
            if way.last().is_some_and(|key| key == "extensions") {
                for key in value.as_object().unwrap().keys() {
                    assert!(key.starts_with("urn:teller-coach:ext:"), "{key}");
                }
            }
            if way.last().is_some_and(|key| key == "account") {
                assert!(value["homePage"].as_str().unwrap().starts_with("http"));
                assert!(value["name"].is_string());
            }
            if way.last().is_some_and(|key| key == "id") && way.len() > 1 && !referring {
                let id = value.as_str().unwrap();
                let plain = |c: char| c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c);
                assert!(id.contains(':') && id.chars().all(plain), "{id} is no IRI");
            }
        });
    }
}

#[test]
fn an_encounter_is_told_turn_by_turn_with_its_end() {
    let folder = tempfile::tempdir().unwrap();
    made::history(folder.path());
    let data = ["export", "--data", text(folder.path())];
    let all = statements(&data);
    keep_the_rules(&all);
    let verbs: Vec<&str> = all.iter().map(verb).collect();
    assert_eq!(
        verbs,
        [
            "answered",
            "commented",
            "answered",
            "answered",
            "completed",
            "answered",
            "terminated",
            "terminated",
            "answered",
            "completed",
            "failed",
            "answered"
        ]
    );
    let ext = |one: &Value, key: &str| one[format!("urn:teller-coach:ext:{key}")].clone();
    let first = &all[0];
    assert_eq!(first["result"]["response"], "让您久等了，对不起");
    assert_eq!(first["result"]["duration"], "PT41S");
    assert_eq!(first["result"]["score"]["scaled"], 0.7);
    assert_eq!(ext(&first["result"]["extensions"], "listening"), 70);
    assert_eq!(
        ext(&first["context"]["extensions"], "seed"),
        "18446744073709551614"
    );
    assert_eq!(ext(&first["context"]["extensions"], "rubric"), "r-0");
    assert_eq!(first["context"]["revision"], "counter@1.0.0+3f9a2c1d40be");
    assert_eq!(
        first["object"]["definition"]["interactionType"],
        "long-fill-in"
    );
    let name = first["object"]["definition"]["name"]["zh-CN"]
        .as_str()
        .unwrap();
    assert!(
        name.ends_with(" · storms_up") && name.chars().count() > 12,
        "{name}"
    );
    assert_eq!(
        first["context"]["contextActivities"]["parent"][0]["id"],
        "urn:teller-coach:scenario:double-fee"
    );
    assert_eq!(all[1]["object"]["id"], first["id"]);
    assert!(
        all[2]["result"]["response"].is_null(),
        "a glass of water says nothing"
    );
    // A night between two replies is no time that the second took.
    assert!(all[3]["result"]["duration"].is_null() && all[4]["result"]["duration"].is_null());
    assert_eq!(ext(&all[4]["result"]["extensions"], "end"), "good");
    assert!(
        all[7]["result"]["score"].is_null(),
        "who answered nothing has no mark"
    );
    assert_eq!(all[10]["result"]["success"], false);
    assert!(
        all[11]["object"]["definition"]["name"].is_null(),
        "no title is known"
    );

    assert_eq!(all, statements(&data), "the same every time");
    let lines = fine(&["export", "--format", "xapi", "--data", text(folder.path())]);
    assert!(!lines.contains(CARD) && !lines.contains(PHONE));
    // Whoever erases the oldest encounter stays the same person, unless everything is erased.
    let who = |all: &[Value]| all.last().unwrap()["actor"]["account"]["name"].clone();
    fine(&[
        "erase",
        "--before",
        "2026-03-04",
        "--yes",
        "--data",
        text(folder.path()),
    ]);
    assert_eq!(who(&statements(&data)), who(&all));
    fine(&["erase", "--all", "--yes", "--data", text(folder.path())]);
    assert!(!folder.path().join("outbox.db").exists());
}

#[test]
fn words_stay_here_and_an_account_is_named_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    made::history(folder.path());
    let data = text(folder.path());
    let bare = fine(&["export", "--format", "xapi", "--no-words", "--data", data]);
    for typed in ["久等", "吵什么", "道了歉", "慢走"] {
        assert!(!bare.contains(typed), "{typed}");
    }
    let flags = [
        "export",
        "--account",
        "t-4711",
        "--home-page",
        "https://staff.bank.example",
        "--data",
        data,
    ];
    for one in statements(&flags) {
        assert_eq!(one["actor"]["account"]["name"], "t-4711");
        assert_eq!(
            one["actor"]["account"]["homePage"],
            "https://staff.bank.example"
        );
    }
    let (_, err, code) = run(&["export", "--format", "csv", "--no-words", "--data", data]);
    assert_eq!(code, 2);
    assert!(err.contains("`--no-words` is only for statements"), "{err}");
    let (_, _, code) = run(&[
        "export",
        "--format",
        "xapi",
        "--home-page",
        "staff",
        "--data",
        data,
    ]);
    assert_eq!(code, 2);
}

#[test]
fn a_class_is_told_by_seat_with_results_and_as_a_whole_without_names() {
    let folder = tempfile::tempdir().unwrap();
    made::ended_class(folder.path());
    let all = statements(&["class", "report", text(folder.path())]);
    keep_the_rules(&all);
    let verbs: Vec<&str> = all.iter().map(verb).collect();
    assert_eq!(
        verbs,
        [
            "answered",
            "scored",
            "answered",
            "scored",
            "commented",
            "passed",
            "failed",
            "failed",
            "completed"
        ]
    );
    let whole = serde_json::to_string(&all).unwrap();
    for hidden in ["\"安\"", "\"本\"", CARD, PHONE] {
        assert!(!whole.contains(hidden), "{hidden}");
    }
    let ext = |one: &Value, key: &str| one[format!("urn:teller-coach:ext:{key}")].clone();
    let answer = &all[0];
    assert_eq!(answer["result"]["duration"], "PT12S");
    assert_eq!(
        answer["result"]["score"]["raw"], 85,
        "the scorer's; the trainer's stands apart"
    );
    assert_eq!(ext(&answer["context"]["extensions"], "rubric"), "r-1");
    assert_eq!(
        ext(&answer["context"]["extensions"], "customer"),
        "我在这儿坐了一个钟头！"
    );
    assert_eq!(all[1]["object"]["id"], answer["id"]);
    assert_eq!(all[1]["result"]["score"]["raw"], 3);
    let scored = |number: usize, what: &str| ext(&all[number]["result"]["extensions"], what);
    assert_eq!(scored(1, "scorer"), json!({"overall": 3}));
    // On a principle alone: no score of the whole, the scorer's rating beside.
    assert_eq!(all[3]["result"]["score"], Value::Null);
    assert_eq!(scored(3, "ruled"), json!({"demeanour": 2}));
    assert_eq!(scored(3, "scorer"), json!({"demeanour": 1}));
    assert_eq!(all[3]["object"]["id"], all[2]["id"]);
    let times = [0, 1, 4].map(|number| all[number]["timestamp"].as_str().unwrap());
    assert_eq!(
        times,
        [
            "2026-03-07T01:01:00Z",
            "2026-03-07T01:01:20Z",
            "2026-03-07T01:01:10Z"
        ]
    );
    assert_eq!(all[5]["actor"], answer["actor"]);
    assert_eq!(
        all[5]["result"]["score"]["raw"], 75,
        "where the trainer ruled, that mark counts"
    );
    assert_eq!(all[7]["result"]["completion"], false);
    let end = &all[8];
    assert_eq!(end["actor"]["objectType"], "Group");
    assert_eq!(end["actor"]["member"].as_array().unwrap().len(), 3);
    assert_eq!(end["result"]["duration"], "PT600S");
    assert_eq!(ext(&end["result"]["extensions"], "passed"), 1);
    assert_eq!(
        ext(&end["result"]["extensions"], "agreement"),
        json!({"overall": {"rulings": 1, "same": 1, "near": 1}, "demeanour": {"rulings": 1, "same": 0, "near": 1}})
    );

    let named = statements(&["class", "report", text(folder.path()), "--names"]);
    assert_eq!(named[0]["actor"]["account"]["name"], "安");
    assert_eq!(
        named[1]["actor"], all[1]["actor"],
        "nobody knows who the trainer is"
    );
    keep_the_rules(&named);
    let bare = [
        "class",
        "report",
        text(folder.path()),
        "--format",
        "xapi",
        "--no-words",
    ];
    let bare = fine(&bare);
    assert!(
        !bare.contains("喝口水") && !bare.contains("不必念") && !bare.contains("礼数"),
        "{bare}"
    );
    // That somebody saw it otherwise is told all the same.
    assert!(bare.contains("verbs/commented"), "{bare}");
}

#[test]
fn a_class_that_goes_on_has_no_results_yet() {
    let folder = tempfile::tempdir().unwrap();
    let _host = made::class(folder.path());
    let all = statements(&["class", "report", text(folder.path())]);
    let verbs: Vec<&str> = all.iter().map(verb).collect();
    assert_eq!(
        verbs,
        ["answered", "scored", "answered", "scored", "commented"]
    );
}

#[test]
fn what_was_just_practised_names_the_edition_of_what_marked_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = text(folder.path());
    let practice = [
        "practice",
        "double-fee",
        "--plain",
        "--lang",
        "zh",
        "--seed",
        "3",
        "--data",
        data,
    ];
    assert_cmd::Command::cargo_bin("teller-coach")
        .unwrap()
        .args(practice)
        .write_stdin("让您久等了，真对不起，我这就给您查。\n")
        .assert()
        .success();
    let all = statements(&["export", "--data", data]);
    keep_the_rules(&all);
    let first = &all[0];
    assert!(
        first["result"]["response"]
            .as_str()
            .unwrap()
            .contains("久等")
    );
    let rubric = &first["context"]["extensions"]["urn:teller-coach:ext:rubric"];
    assert_eq!(rubric.as_str().unwrap().len(), 12, "{rubric}");
}
