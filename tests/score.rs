//! `score` and `agreement` through the command line: the contract of DESIGN 4.2 as a JSON Schema, over all gold and over bad
//! input.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails"
)]

use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::{Value, json};

fn teller_coach() -> Command {
    Command::cargo_bin("teller-coach").expect("the binary")
}

fn gold() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/gold")
}

/// DESIGN 4.2, to the letter.
fn schema() -> Value {
    let evidence = json!({
        "type": "object",
        "required": ["signal", "effect", "start", "end", "text"],
        "additionalProperties": false,
        "properties": {
            "signal": {"type": "string", "minLength": 1},
            "effect": {"enum": ["+", "-", "absent"]},
            "start": {"type": ["integer", "null"], "minimum": 0},
            "end": {"type": ["integer", "null"], "minimum": 0},
            "text": {"type": ["string", "null"]},
        },
        "if": {"properties": {"effect": {"const": "absent"}}},
        "then": {"properties": {"start": {"type": "null"}, "end": {"type": "null"}, "text": {"type": "null"}}},
    });
    let principle = json!({
        "type": "object",
        "required": ["score", "call", "evidence"],
        "additionalProperties": false,
        "properties": {
            "score": {"type": "integer", "minimum": 0, "maximum": 100},
            "call": {"enum": ["lives_by", "helps", "only_breach"]},
            "evidence": {"type": "array", "items": evidence},
        },
    });
    let names = [
        "environment",
        "initiative",
        "competence",
        "listening",
        "demeanour",
        "patience",
        "concise",
        "attitude",
    ];
    let principles: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), principle.clone()))
        .collect();
    json!({
        "type": "object",
        "required": ["id", "overall", "principles", "red_lines"],
        "additionalProperties": false,
        "properties": {
            "id": {},
            "overall": {"type": "integer", "minimum": 0, "maximum": 100},
            "principles": {
                "type": "object", "required": names, "additionalProperties": false, "properties": principles,
            },
            "red_lines": {"type": "array", "items": {
                "type": "object",
                "required": ["id", "start", "end", "text"],
                "additionalProperties": false,
                "properties": {
                    "id": {"enum": ["arguing", "humiliating", "brushing_off", "jargon", "bank_interest", "compliance"]},
                    "start": {"type": "integer", "minimum": 0},
                    "end": {"type": "integer", "minimum": 1},
                    "text": {"type": "string"},
                },
            }},
        },
    })
}

fn rate(lines: &str) -> (Vec<Value>, i32) {
    let output = teller_coach()
        .arg("score")
        .write_stdin(lines)
        .output()
        .expect("a run");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let rated = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    (rated, output.status.code().unwrap_or(-1))
}

fn slice(text: &str, start: &Value, end: &Value) -> String {
    let at = |value: &Value| value.as_u64().expect("a position") as usize;
    text.chars()
        .skip(at(start))
        .take(at(end) - at(start))
        .collect()
}

#[test]
fn every_reply_of_the_gold_is_rated_by_the_contract() {
    let items = std::fs::read_to_string(gold().join("items.jsonl")).expect("the gold");
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let (rated, code) = rate(&items);
    assert_eq!(code, 0);
    assert_eq!(rated.len(), items.lines().count());
    for (line, out) in items.lines().zip(&rated) {
        let item: Value = serde_json::from_str(line).expect("a gold line");
        assert_eq!(out["id"], item["id"], "the same order");
        if let Err(error) = validator.validate(out) {
            panic!("{}: {error}", item["id"]);
        }
        let reply = item["reply"].as_str().expect("a reply");
        for (name, principle) in out["principles"].as_object().expect("principles") {
            for one in principle["evidence"].as_array().expect("evidence") {
                if !one["start"].is_null() {
                    let words = slice(reply, &one["start"], &one["end"]);
                    assert_eq!(one["text"], words, "{} {name}", item["id"]);
                }
            }
        }
        for crossing in out["red_lines"].as_array().expect("red lines") {
            assert_eq!(
                crossing["text"],
                slice(reply, &crossing["start"], &crossing["end"]),
                "{}",
                item["id"]
            );
            assert!(
                out["overall"].as_u64().expect("a mark") <= 25,
                "{}",
                item["id"]
            );
        }
    }
}

#[test]
fn what_cant_be_read_is_answered_in_its_place() {
    let (rated, code) = rate(concat!(
        "{\"id\":\"a\",\"moment\":\"arrival\",\"reply\":\"您好\"}\n",
        "no json\n",
        "{\"id\":\"b\",\"reply\":\"no moment\"}\n",
        "{\"id\":\"c\",\"moment\":\"tea\",\"reply\":\"您好\"}\n",
        "\n",
        "{\"id\":\"d\",\"moment\":\"arrival\",\"reply\":\"您好\",\"lang\":\"fr\"}\n",
        "{\"id\":7,\"moment\":\"arrival\",\"reply\":\"\",\"actions\":[\"smile\"]}",
    ));
    assert_eq!(code, 3);
    assert_eq!(rated.len(), 6);
    assert_eq!(rated[0]["id"], "a");
    for (at, line) in [(1, 2), (2, 3), (3, 4), (4, 6)] {
        assert_eq!(rated[at]["line"], line);
        assert!(
            rated[at]["error"]
                .as_str()
                .is_some_and(|error| !error.is_empty())
        );
    }
    assert_eq!(rated[5]["id"], 7);
}

#[test]
fn the_same_line_gets_the_same_bytes_wherever_it_stands() {
    let a = "{\"id\":\"a\",\"moment\":\"grievance\",\"customer\":\"等了两小时!\",\"reply\":\"让您久等了,对不起,我马上办。\"}\n";
    let b = "{\"id\":\"b\",\"moment\":\"closing\",\"reply\":\"Take care, see you soon.\"}\n";
    let bytes = |lines: String| {
        teller_coach()
            .arg("score")
            .write_stdin(lines)
            .output()
            .expect("a run")
            .stdout
    };
    let (there, back) = (bytes(format!("{a}{b}")), bytes(format!("{b}{a}")));
    let sorted = |bytes: &[u8]| {
        let mut lines: Vec<Vec<u8>> = bytes
            .split(|&byte| byte == b'\n')
            .map(<[u8]>::to_vec)
            .collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&there), sorted(&back));
}

#[test]
fn negation_quotation_and_condition_are_not_the_phrase() {
    for (moment, plain, turned, principle) in [
        (
            "grievance",
            "我马上给您处理。",
            "我不会马上给您处理。",
            "attitude",
        ),
        (
            "grievance",
            "I'm so sorry, that was our mistake.",
            "If you had listened, I would have apologised.",
            "attitude",
        ),
    ] {
        let line = |reply: &str| json!({"id": 1, "moment": moment, "reply": reply}).to_string();
        let (rated, _) = rate(&format!("{}\n{}\n", line(plain), line(turned)));
        let mark = |at: usize| {
            rated[at]["principles"][principle]["score"]
                .as_u64()
                .expect("a mark")
        };
        assert!(mark(0) > mark(1), "{plain} / {turned}");
    }
    let insult = json!({"id": 1, "moment": "grievance", "reply": "你们就是骗子,这么简单都不会?"})
        .to_string();
    let quoted =
        json!({"id": 1, "moment": "grievance", "reply": "您刚才说“这么简单都不会?”,我理解您的心情。"}).to_string();
    let (rated, _) = rate(&format!("{insult}\n{quoted}\n"));
    assert_eq!(rated[0]["red_lines"][0]["id"], "humiliating");
    assert_eq!(rated[1]["red_lines"], json!([]));
}

#[test]
fn files_that_are_not_there_are_named() {
    for wrong in ["no-such-file.jsonl", env!("CARGO_MANIFEST_DIR")] {
        let output = teller_coach()
            .args(["score", wrong])
            .output()
            .expect("a run");
        assert_eq!(output.status.code(), Some(3));
        assert!(String::from_utf8_lossy(&output.stderr).contains(wrong));
    }
}

#[test]
fn agreement_prints_a_table_and_holds_a_floor() {
    let table = teller_coach()
        .arg("agreement")
        .arg(gold())
        .output()
        .expect("a run");
    assert_eq!(table.status.code(), Some(0));
    let text = String::from_utf8(table.stdout).expect("UTF-8");
    for word in ["listening", "overall", "brushing_off", "raters"] {
        assert!(text.contains(word), "{text}");
    }
    let high = teller_coach()
        .arg("agreement")
        .arg(gold())
        .args(["--floor", "0.999"])
        .output()
        .expect("a run");
    assert_eq!(high.status.code(), Some(1));
    let none = teller_coach()
        .args(["agreement", "no-such-folder"])
        .output()
        .expect("a run");
    assert_eq!(none.status.code(), Some(3));
}

/// The items of gold as `score` reads them.
fn gold_lines() -> Vec<String> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gold/items.jsonl");
    let text = std::fs::read_to_string(file).expect("the gold");
    text.lines().map(str::to_owned).collect()
}

fn score_with(arguments: &[&str], input: String) -> String {
    let output = Command::cargo_bin("teller-coach")
        .expect("the program")
        .arg("score")
        .args(arguments)
        .write_stdin(input)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_same_bytes_come_out_on_one_thread_or_many_and_in_any_order() {
    let lines = gold_lines();
    let one = score_with(&["--jobs", "1"], lines.join("\n"));
    assert_eq!(one, score_with(&["--jobs", "3"], lines.join("\n")));
    let backwards: Vec<&str> = lines.iter().rev().map(String::as_str).collect();
    let turned = score_with(&[], backwards.join("\n"));
    let mut turned: Vec<&str> = turned.lines().collect();
    turned.reverse();
    assert_eq!(one.lines().collect::<Vec<_>>(), turned);
}

#[test]
fn who_sends_one_line_and_waits_gets_its_answer() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::Stdio;
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_teller-coach"))
        .arg("score")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut to = child.stdin.take().expect("its input");
    let mut from = BufReader::new(child.stdout.take().expect("its output"));
    for id in ["a", "b"] {
        writeln!(to, r#"{{"id":"{id}","moment":"inquiry","reply":"您好"}}"#).expect("written");
        let mut line = String::new();
        from.read_line(&mut line).expect("an answer");
        assert!(line.starts_with(&format!(r#"{{"id":"{id}""#)), "{line}");
    }
    drop(to);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn against_saved_ratings_only_changed_verdicts_are_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = folder.path().join("old.jsonl");
    let line = |id: &str, reply: &str| {
        format!(
            r#"{{"id":"{id}","moment":"grievance","customer":"等了两小时！","reply":"{reply}"}}"#
        )
    };
    let kind = "让您等了这么久，对不起，您先坐，我这就给您办。";
    let before = [line("a", kind), line("b", "不归我管。"), line("c", kind)].join("\n");
    std::fs::write(&old, score_with(&[], before)).expect("saved");
    let now = [
        line("a", "不归我管。"),
        line("b", "不归我管。"),
        line("d", kind),
    ]
    .join("\n");
    let old = old.to_str().expect("a path");
    let said = score_with(&["--against", old], now);
    let lines: Vec<&str> = said.lines().collect();
    assert!(
        lines[0].starts_with("a: overall ") && lines[0].contains("+brushing_off"),
        "{said}"
    );
    assert_eq!(
        lines[1], "1 of 2 replies changed a verdict; 1 are new, 1 are gone",
        "{said}"
    );
    assert!(said.contains("brushing_off"), "{said}");
}

#[test]
fn marked_replies_are_learned_from_by_file_and_by_folder_alike() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let write = |name: &str, text: &str| std::fs::write(path(name), text).expect("written");
    std::fs::create_dir(path("marked")).expect("a folder");
    std::fs::create_dir(path("gold")).expect("a folder");
    write(
        "gold/items.jsonl",
        r#"{"id": "a", "lang": "en", "moment": "inquiry", "customer": "May I?", "reply": "Of course, please sit down.", "actions": []}"#,
    );
    write(
        "gold/ratings_A.jsonl",
        r#"{"id": "a", "r": [3, 3, 2, 2, 3, 3, 3, 3], "o": 3, "red": []}"#,
    );
    for (name, words) in [("b", "purple"), ("a", "yellow")] {
        let crossing = format!(
            r#"{{"reply": "a {words} thing", "moment": "inquiry", "red_lines": ["jargon"]}}"#
        );
        write(
            &format!("marked/{name}.jsonl"),
            &[&crossing[..]; 3].join("\n"),
        );
    }
    write("marked/README.md", "not a reply");
    let fitted = |marked: &[String]| {
        let mut run = teller_coach();
        run.arg("fit").arg(path("gold"));
        for path in marked {
            run.arg("--marked").arg(path);
        }
        let output = run.arg("--write").arg(path("r.yaml")).output();
        let output = output.expect("a run");
        assert!(output.status.success(), "{output:?}");
        std::fs::read_to_string(path("wording.tsv")).expect("a table")
    };
    let by_folder = fitted(&[path("marked")]);
    assert!(by_folder.contains("purple") && by_folder.contains("yellow"));
    let by_file = fitted(&[path("marked/a.jsonl"), path("marked/b.jsonl")]);
    assert_eq!(by_folder, by_file);
}
