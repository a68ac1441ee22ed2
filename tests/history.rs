//! One's own results through the commands that people type: found, shown, exported, erased.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes the files it looks at and may fail anywhere"
)]

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use teller_coach::domain::{
    Action, Form, Language, Mark, Moment, Outcome, PerPrinciple, Principle, RedLine, Reply,
    ScenarioId, StateId,
};
use teller_coach::store::{Record, Store};

/// Numbers that must not be found anywhere: a card, an identity number, a telephone.
const PLANTED: [&str; 3] = ["6222021234567890128", "11010519491231002X", "13800138000"];

fn at(day: i64, minute: i64) -> Timestamp {
    // 2026-03-02T01:00:00Z is a morning in China.
    Timestamp::from_second(1_772_413_200 + day * 86_400 + minute * 60).unwrap()
}

fn started(scenario: &str, form: Form, round: &str) -> Record {
    Record::Started {
        scenario: ScenarioId::new(scenario).unwrap(),
        scenario_version: "counter@1.0.0+3f9a2c1d40be".to_owned(),
        seed: 7,
        language: Language::Zh,
        version: "0.1.0".to_owned(),
        rubric: String::new(),
        form,
        round: round.to_owned(),
        began_at: None,
    }
}

fn replied(words: &str, listening: u8, red_lines: Vec<RedLine>) -> Record {
    Record::Replied {
        reply: Reply {
            words: words.to_owned(),
            actions: vec![Action::OfferWater],
        },
        overall: Mark::new(listening),
        marks: PerPrinciple::from_fn(|principle| {
            Mark::new(if principle == Principle::Listening {
                listening
            } else {
                60
            })
        }),
        red_lines,
        state: Some(StateId::new("storms_up").unwrap()),
        moment: Some(Moment::Grievance),
        hints: 1,
    }
}

/// A history of three encounters on two days: one ended well with a disagreement, one crossed a red line and was left, one is
/// the last moment of an exam.
fn history(folder: &Path) {
    let mut store = Store::open(&folder.join("practice.db"), TimeZone::UTC).unwrap();
    let finished = Record::Finished {
        ending: StateId::new("served").unwrap(),
        outcome: Outcome::Good,
        overall: Mark::new(70),
    };
    let planted = format!(
        "您的卡号{}、身份证{}、电话{}，对吗？",
        PLANTED[0], PLANTED[1], PLANTED[2]
    );
    let events = [
        ("e1", 0, started("double-fee", Form::Encounter, "")),
        ("e1", 1, replied("让您久等了，对不起", 70, Vec::new())),
        ("e1", 2, replied(&planted, 70, Vec::new())),
        (
            "e1",
            3,
            Record::Disagreed {
                turn: 1,
                reason: format!("我先道了歉，电话{}也留了", PLANTED[2]),
            },
        ),
        ("e1", 4, finished),
    ];
    for (id, minute, record) in events {
        store.append(id, at(0, minute), record).unwrap();
    }
    let events = [
        ("e2", 0, started("safe-account", Form::Encounter, "")),
        (
            "e2",
            1,
            replied("=吵什么吵, it's your own fault", 20, vec![RedLine::Arguing]),
        ),
        ("e2", 2, Record::Left),
        ("e3", 3, started("double-fee", Form::Exam, "r1")),
        ("e3", 4, replied("您慢走", 55, Vec::new())),
        ("e3", 5, Record::Answered),
        (
            "e3",
            6,
            Record::Examined {
                passed: false,
                overall: Mark::new(55),
                pass: Mark::new(60),
            },
        ),
    ];
    for (id, minute, record) in events {
        store.append(id, at(3, minute), record).unwrap();
    }
}

fn run(folder: &Path, args: &[&str]) -> (String, String, i32) {
    let output = assert_cmd::Command::cargo_bin("teller-coach")
        .unwrap()
        .args(args)
        .args(["--lang", "zh", "--data"])
        .arg(folder)
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap(),
    )
}

fn fine(folder: &Path, args: &[&str]) -> String {
    let (out, err, code) = run(folder, args);
    assert_eq!((err.as_str(), code), ("", 0), "{args:?}");
    out
}

/// The names in the first column.
fn names(list: &str) -> Vec<&str> {
    list.lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

#[test]
fn past_encounters_are_found_by_words_principle_red_line_and_scenario() {
    let folder = tempfile::tempdir().unwrap();
    history(folder.path());
    for (args, found) in [
        (&[][..], &["e3", "e2", "e1"][..]),
        (&["--limit", "1"], &["e3"]),
        // Any part of a Chinese sentence, the beginning of an English word, all words given.
        (&["--search", "久等"], &["e1"]),
        (&["--search", "等了 对不起"], &["e1"]),
        (&["--search", "對不起"], &["e1"]),
        (&["--search", "fau"], &["e2"]),
        (&["--search", "ault"], &[]),
        (&["--search", "\"吵*"], &["e2"]),
        (&["--red-line", "arguing"], &["e2"]),
        (&["--principle", "listening"], &["e2"]),
        (&["--principle", "listening", "--search", "久等"], &[]),
        (&["--scenario", "double-fee"], &["e3", "e1"]),
    ] {
        let args: Vec<&str> = ["history"].iter().chain(args).copied().collect();
        let out = fine(folder.path(), &args);
        let found: Vec<&str> = if found.is_empty() {
            vec!["没有找到练习记录。"]
        } else {
            found.to_vec()
        };
        assert_eq!(names(&out), found, "{args:?}");
    }
}

#[test]
fn one_encounter_is_shown_whole() {
    let folder = tempfile::tempdir().unwrap();
    history(folder.path());
    let out = fine(folder.path(), &["history", "e1"]);
    for wanted in [
        "让您久等了，对不起",
        "[card]",
        "不同看法：我先道了歉",
        "学会倾听 70",
        "用了 1 级提示",
    ] {
        assert!(out.contains(wanted), "no `{wanted}` in\n{out}");
    }
    let (_, err, code) = run(folder.path(), &["history", "e9"]);
    assert_eq!(code, 2);
    assert!(err.contains("there is no encounter `e9`"), "{err}");
}

#[test]
fn results_are_exported_for_a_table_a_program_a_record_store_and_paper() {
    let folder = tempfile::tempdir().unwrap();
    history(folder.path());
    let table = fine(folder.path(), &["export", "--format", "csv"]);
    assert!(table.starts_with("\u{FEFF}encounter,at,form"));
    assert_eq!(table.matches("\r\n").count(), 5, "{table}");
    assert!(
        table.contains("\"'=吵什么吵, it's your own fault\""),
        "no formulas: {table}"
    );

    let json: Value =
        serde_json::from_str(&fine(folder.path(), &["export", "--format", "json"])).unwrap();
    let all = json.as_array().unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(all[0]["end"], "good");
    assert_eq!(
        all[0]["replies"][0]["disagreements"][0],
        "我先道了歉，电话[phone]也留了"
    );
    assert_eq!(all[2]["exam"]["passed"], false);

    let statements = fine(folder.path(), &["export", "--format", "xapi"]);
    let statements: Vec<Value> = statements
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let verbs: Vec<&str> = statements
        .iter()
        .map(|one| {
            one["verb"]["id"]
                .as_str()
                .unwrap()
                .rsplit('/')
                .next()
                .unwrap()
        })
        .collect();
    assert_eq!(
        verbs,
        [
            "answered",
            "commented",
            "answered",
            "completed",
            "answered",
            "terminated",
            "answered",
            "completed",
            "failed"
        ]
    );

    let page = fine(folder.path(), &["export", "--format", "html"]);
    assert!(
        page.contains("<svg") && page.contains("柜员陪练：学习记录") && page.contains("让您久等了")
    );
    for outside in ["http://", "https://", "src="] {
        assert!(
            !page.contains(outside),
            "the page needs nothing from outside: {outside}"
        );
    }

    let file = folder.path().join("成绩.csv");
    let out = fine(
        folder.path(),
        &[
            "export",
            "--format",
            "csv",
            "--since",
            "2026-03-05",
            "--output",
            file.to_str().unwrap(),
        ],
    );
    assert_eq!(out, "");
    assert_eq!(
        std::fs::read_to_string(file)
            .unwrap()
            .matches("\r\n")
            .count(),
        3
    );
}

#[test]
fn no_planted_number_is_in_any_file_or_export() {
    let folder = tempfile::tempdir().unwrap();
    history(folder.path());
    let mut texts: Vec<Vec<u8>> = ["csv", "json", "xapi", "html"]
        .iter()
        .map(|format| fine(folder.path(), &["export", "--format", format]).into_bytes())
        .collect();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        texts.push(std::fs::read(file.unwrap().path()).unwrap());
    }
    for text in &texts {
        for number in PLANTED {
            assert!(
                !text
                    .windows(number.len())
                    .any(|part| part == number.as_bytes()),
                "{number}"
            );
        }
    }
}

#[test]
fn erasing_asks_and_then_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    history(folder.path());
    let (_, err, code) = run(folder.path(), &["erase", "--all"]);
    assert_eq!(code, 2);
    assert!(err.contains("say `--yes`"), "{err}");
    assert_eq!(
        run(folder.path(), &["erase", "--yes"]).2,
        2,
        "what is to be erased must be said"
    );

    let out = fine(folder.path(), &["erase", "--before", "2026-03-05", "--yes"]);
    assert_eq!(out, "已删除 1 次练习。\n");
    let left = fine(folder.path(), &["history"]);
    assert_eq!(names(&left), ["e3", "e2"]);
    assert_eq!(
        fine(folder.path(), &["history", "--search", "久等"]),
        "没有找到练习记录。\n"
    );
    let bytes = |words: &str| {
        std::fs::read_dir(folder.path()).unwrap().any(|file| {
            let text = std::fs::read(file.unwrap().path()).unwrap();
            text.windows(words.len())
                .any(|part| part == words.as_bytes())
        })
    };
    assert!(!bytes("久等") && bytes("吵什么吵"));

    fine(folder.path(), &["erase", "--all", "--yes"]);
    assert!(!bytes("吵什么吵") && !bytes("double-fee"));
    assert_eq!(fine(folder.path(), &["history"]), "没有找到练习记录。\n");
}

#[test]
fn today_says_what_is_due_and_progress_how_it_went() {
    let folder = tempfile::tempdir().unwrap();
    let out = fine(folder.path(), &["today"]);
    assert!(out.starts_with("第一次来？从这位客户开始："), "{out}");
    history(folder.path());
    // Long past, so whatever was practised is due.
    let out = fine(folder.path(), &["today"]);
    assert!(out.starts_with("快练：「客户有气」时「学会倾听」"), "{out}");
    assert!(out.contains("38 分"), "{out}");
    let json: Value = serde_json::from_str(&fine(folder.path(), &["today", "--json"])).unwrap();
    assert_eq!(
        json["due"].as_array().unwrap().len(),
        4,
        "a grievance lives by four principles"
    );
    let out = fine(folder.path(), &["progress"]);
    assert!(
        out.contains("学会倾听") && out.contains("首次 70  最好 70  最近 38"),
        "{out}"
    );
    let json: Value = serde_json::from_str(&fine(folder.path(), &["progress", "--json"])).unwrap();
    assert_eq!(json["principles"].as_array().unwrap().len(), 8);
}

#[test]
fn a_history_that_cannot_be_read_is_an_error_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("practice.db"),
        "not a database at all, but long enough to be read",
    )
    .unwrap();
    for args in [
        &["history"][..],
        &["today"],
        &["export", "--format", "json"],
    ] {
        let (out, err, code) = run(folder.path(), args);
        assert_eq!((out.as_str(), code), ("", 4), "{args:?}");
        assert!(
            err.contains("damaged") && err.contains("practice.db"),
            "{err}"
        );
    }
}
