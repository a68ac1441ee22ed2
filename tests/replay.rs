//! `replay` as authors and pipelines use it: cases that go as expected, cases that do not, files that can't be run.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and may touch files"
)]

use std::fs;
use std::sync::Arc;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use teller_coach::replay::{Document, Lookup, run};
use tempfile::TempDir;

const WHOLE: &str = include_str!("data/scenarios/whole.yaml");
const OK: &str = include_str!("data/replays/ok.replay.yaml");
const FAILED: &str = include_str!("data/replays/failed.replay.yaml");
const BROKEN: &str = include_str!("data/replays/broken.replay.yaml");

/// A folder with the whole scenario and this replay beside it.
fn beside(replay: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("whole.yaml"), WHOLE).expect("written");
    fs::write(folder.path().join("whole.replay.yaml"), replay).expect("written");
    folder
}

fn replay(folder: &TempDir, args: &[&str]) -> Assert {
    Command::cargo_bin("teller-coach")
        .expect("the binary is built")
        .current_dir(folder.path())
        .arg("replay")
        .args(args)
        .assert()
}

fn stdout(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).expect("output is UTF-8")
}

fn stderr(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).expect("output is UTF-8")
}

fn document(text: &str) -> Document {
    let (scenario, problems) = teller_coach::scenario::read("whole.yaml", WHOLE);
    let scenario = scenario.unwrap_or_else(|| panic!("{problems:?}"));
    Document::read("whole.replay.yaml", text, |_| {
        Lookup::Found(Arc::new(scenario))
    })
}

#[test]
fn cases_that_go_as_expected_are_a_line_each() {
    let folder = beside(OK);
    for paths in [&["whole.replay.yaml"][..], &["."]] {
        let assert = replay(&folder, paths).code(0);
        let shown = stdout(&assert);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines.len(), 3, "{shown}");
        assert!(lines[0].starts_with("ok   "), "{shown}");
        assert!(
            lines[0].contains("whole.replay.yaml:4 whole#1 办成了: ends at served (good)"),
            "{shown}"
        );
        assert!(lines[1].contains("nothing said, a nod: still at shows_card"));
        assert_eq!(lines[2], "2 cases replayed: all as expected");
        assert_eq!(stderr(&assert), "");
    }
}

#[test]
fn each_expectation_not_met_is_told_with_its_place() {
    let results = {
        let (file, scenario) = document(FAILED).replay.expect("it can be run");
        run(&scenario, &file)
    };
    let failures: Vec<String> = results
        .iter()
        .flat_map(|case| {
            case.failures.iter().map(move |failure| {
                format!(
                    "{} {:?} {}:{} {} | {} | {}",
                    case.number,
                    failure.turn,
                    failure.place.line,
                    failure.place.column,
                    failure.what,
                    failure.expected,
                    failure.actual
                )
            })
        })
        .collect();
    assert_eq!(
        failures,
        [
            "1 Some(1) 9:25 state | `gives_up` | `shows_card`",
            "1 Some(1) 9:35 mood.worry | at most 10 | 50",
            "1 Some(3) 11:9 turn | the encounter goes on | it ended at `served` before",
            "1 None 12:22 ending | `gives_up` | `served`",
            "1 None 12:41 outcome | bad | good (`served`)",
            "2 None 18:22 ending | `served` | the turns are over and the encounter still stands at `shows_card`",
        ]
    );
    assert!(results[2].passed());
}

#[test]
fn a_failed_case_is_shown_with_its_conversation_and_its_command() {
    let folder = beside(FAILED);
    let assert = replay(&folder, &["whole.replay.yaml"]).code(1);
    let shown = stdout(&assert);
    for piece in [
        "FAIL whole.replay.yaml:4 whole#1 想走另一条路: ends at served (good)",
        "  turn 1: state\n    expected `gives_up`\n    actual   `shows_card`\n    --> whole.replay.yaml:9:25\n",
        "  1. at_counter -> shows_card\n     客户  姑娘，密码我想不起来了。\n     您    您别急，先坐。\n     overall ",
        "  again: teller-coach replay whole.replay.yaml --case whole#1\n",
        "     customer  I can't remember my PIN, dear.\n     you       Do take a seat.\n",
        "ok   whole.replay.yaml:19 whole#3",
    ] {
        assert!(shown.contains(piece), "{piece}\n---\n{shown}");
    }
    assert!(shown.ends_with("3 cases replayed: 2 failed\n"), "{shown}");
}

#[test]
fn parts_of_the_cases_can_be_run_and_the_order_stays() {
    let folder = beside(FAILED);
    let whole = stdout(&replay(&folder, &["."]).code(1));
    for jobs in ["1", "2", "7"] {
        let again = stdout(&replay(&folder, &[".", "--jobs", jobs]).code(1));
        assert_eq!(again, whole, "{jobs} jobs");
    }
    for (args, code, last) in [
        (
            &["--case", "whole#3"][..],
            0,
            "1 case replayed: all as expected",
        ),
        (
            &["--fail-fast"],
            1,
            "1 case replayed: 1 failed; 2 cases not run",
        ),
        (
            &["--fail-fast", "--jobs", "3"],
            1,
            "1 case replayed: 1 failed; 2 cases not run",
        ),
    ] {
        let args: Vec<&str> = ["."].iter().chain(args).copied().collect();
        let shown = stdout(&replay(&folder, &args).code(code));
        assert_eq!(shown.lines().last(), Some(last), "{args:?}");
    }
    // Every case is in one part, and which one does not depend on the others.
    for parts in [2, 5] {
        let mut lines = Vec::new();
        for part in 1..=parts {
            let shown = stdout(&replay(
                &folder,
                &[".", "--shard", &format!("{part}/{parts}")],
            ));
            let heads = shown
                .lines()
                .filter(|line| line.contains("whole#") && !line.starts_with(' '));
            lines.extend(heads.map(str::to_owned));
        }
        lines.sort();
        let heads = whole
            .lines()
            .filter(|line| line.contains("whole#") && !line.starts_with(' '));
        let mut wanted: Vec<String> = heads.map(str::to_owned).collect();
        wanted.sort();
        assert_eq!(lines, wanted);
    }
    let assert = replay(&folder, &[".", "--case", "whole#9"]).code(2);
    assert!(stderr(&assert).contains("no such case"));
}

#[test]
fn a_file_with_errors_is_not_run() {
    let folder = beside(BROKEN);
    let assert = replay(&folder, &["."]).code(3);
    assert_eq!(
        stdout(&assert),
        "nothing was replayed; 1 input could not be read\n"
    );
    assert!(stderr(&assert).contains("error[unsupported-format]"));
    for text in ["cases: [", "", "format: 1\nscenario: no-such\ncases: []\n"] {
        let assert = replay(&beside(text), &["."]).code(3);
        assert!(stderr(&assert).contains("error["), "{text:?}: {assert}");
    }
    let assert = replay(&folder, &["没有.replay.yaml"]).code(3);
    assert!(stderr(&assert).contains("there is no such file"));
}

#[test]
fn check_finds_all_faults_of_a_replay_each_at_its_line() {
    let mut expected: Vec<(u32, &str)> = (1..)
        .zip(BROKEN.lines())
        .filter_map(|(number, line)| Some((number, line.split_once("   #! ")?.1)))
        .flat_map(|(number, rules)| rules.split_whitespace().map(move |rule| (number, rule)))
        .collect();
    expected.sort_unstable();
    assert!(expected.len() > 8, "the file has lost its marks");
    let mut found: Vec<(u32, &str)> = document(BROKEN)
        .problems
        .iter()
        .map(|problem| (problem.line, problem.rule))
        .collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, expected);

    let folder = beside(BROKEN);
    let assert = Command::cargo_bin("teller-coach")
        .expect("the binary is built")
        .current_dir(folder.path())
        .args(["check", "."])
        .assert()
        .code(1);
    assert!(
        stdout(&assert).contains("whole.replay.yaml:7:11"),
        "{assert}"
    );
}

#[test]
fn a_replay_of_a_broken_or_missing_scenario_says_so() {
    for (scenario, rule) in [
        (WHOLE.replace("level: 2", "level: 9"), "broken-scenario"),
        (String::new(), "broken-scenario"),
    ] {
        let folder = beside(OK);
        fs::write(folder.path().join("whole.yaml"), scenario).expect("written");
        let assert = replay(&folder, &["."]).code(3);
        assert!(stderr(&assert).contains(rule), "{assert}");
    }
    let folder = beside(OK);
    fs::remove_file(folder.path().join("whole.yaml")).expect("removed");
    let assert = replay(&folder, &["."]).code(3);
    assert!(stderr(&assert).contains("unknown-scenario"), "{assert}");
}

#[test]
fn reports_are_written_where_asked() {
    let folder = beside(FAILED);
    let assert = replay(
        &folder,
        &[
            ".",
            "--report",
            "junit:结果.xml",
            "--report",
            "json:-",
            "--report",
            "text:log.txt",
        ],
    )
    .code(1);
    let value: serde_json::Value = serde_json::from_str(&stdout(&assert)).expect("JSON");
    assert_eq!(value["summary"]["cases"], 3);
    assert_eq!(value["summary"]["failed"], 2);
    let case = &value["cases"][0];
    assert_eq!(case["scenario"], "whole");
    assert_eq!(case["name"]["zh"], "想走另一条路");
    assert_eq!(case["passed"], false);
    assert_eq!(case["ending"], "served");
    assert_eq!(case["turns"][0]["mood"]["worry"], 50);
    assert_eq!(
        case["turns"][0]["marks"]
            .as_object()
            .map(serde_json::Map::len),
        Some(8)
    );
    assert_eq!(case["failures"][0]["what"], "state");
    assert_eq!(case["failures"][3]["turn"], serde_json::Value::Null);

    let junit = fs::read_to_string(folder.path().join("结果.xml")).expect("written");
    assert!(junit.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "));
    assert!(
        junit.contains("tests=\"3\" failures=\"2\" errors=\"0\""),
        "{junit}"
    );
    assert!(junit.contains("name=\"#1 想走另一条路\""), "{junit}");
    assert!(junit.contains("<failure type=\"expectation\" message=\"state: expected `gives_up`"));
    assert_eq!(junit.matches("<testcase").count(), 3);
    let log = fs::read_to_string(folder.path().join("log.txt")).expect("written");
    assert!(log.ends_with("3 cases replayed: 2 failed\n"), "{log}");

    let assert = replay(&folder, &[".", "--report", "junit:没有这个夹/x.xml"]).code(4);
    assert!(
        stderr(&assert).contains("failed to write the report"),
        "{assert}"
    );
    for report in ["tarp:x", "junit", "junit:"] {
        replay(&folder, &[".", "--report", report]).code(2);
    }
}

#[test]
fn the_embedded_replays_can_all_be_run() {
    let folder = TempDir::new().expect("a folder");
    let assert = replay(&folder, &["--report", "json:-"]);
    let code = assert.get_output().status.code();
    // Whether the marks are as the authors expect is for the scorer's tests to say.
    assert!(matches!(code, Some(0 | 1)), "{assert}");
    let value: serde_json::Value = serde_json::from_str(&stdout(&assert)).expect("JSON");
    assert!(value["summary"]["cases"].as_u64() > Some(10), "{value}");
    assert_eq!(value["summary"]["unreadable"], 0);
}

#[test]
fn the_library_goes_as_its_replays_say() {
    let output = Command::cargo_bin("teller-coach")
        .expect("the binary")
        .args(["replay", "--coverage-min", "100"])
        .output()
        .expect("a run");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
}

#[test]
fn words_advice_and_the_whole_case_can_be_expected() {
    let case = |turn: &str, whole: &str| {
        let text = format!(
            "format: 1\nscenario: whole\ncases:\n  - name: {{zh: 甲, en: a}}\n    seed: 1\n    lang: zh\n    turns:\n      - reply: 对不起，让您久等了，您先坐。\n        expect: {turn}\n    expect: {whole}\n"
        );
        let read = document(&text);
        let (replay, scenario) = read.replay.unwrap_or_else(|| panic!("{:?}", read.problems));
        let results = run(&scenario, &replay);
        let failures = results.iter().flat_map(|result| &result.failures);
        failures
            .map(|one| format!("{}: {} / {}", one.what, one.expected, one.actual))
            .collect::<Vec<_>>()
    };
    let met = case(
        "{words: {apology: 对不起}}",
        "{turns: {min: 1, max: 1}, mood: {anger: {max: 100}}, red_lines: []}",
    );
    assert_eq!(met, [""; 0]);
    let unmet = case(
        "{words: {apology: 抱歉, smile: 笑}, advice: none}",
        "{turns: {min: 2}, mood: {trust: {min: 100}}, red_lines: [arguing]}",
    );
    assert!(
        unmet[0].starts_with("words: `apology` in “抱歉” / `apology` is found in: "),
        "{unmet:?}"
    );
    assert_eq!(
        unmet[1],
        "words: `smile` in “笑” / `smile` is not found in any words"
    );
    assert!(unmet[2].starts_with("advice: `none` / `"), "{unmet:?}");
    assert_eq!(unmet[3], "turns: at least 2 / 1");
    assert!(
        unmet[4].starts_with("mood.trust: at least 100 / "),
        "{unmet:?}"
    );
    assert_eq!(unmet[5], "red_lines: arguing / none");
    assert_eq!(unmet.len(), 6);
    // What was advised is what can be expected.
    let advice = unmet[2].rsplit('`').nth(1).expect("a key");
    assert_eq!(case(&format!("{{advice: {advice}}}"), "{}"), [""; 0]);

    let read = document(
        "format: 1\nscenario: whole\ncases:\n  - name: {zh: 甲, en: a}\n    seed: 1\n    lang: zh\n    turns:\n      - reply: 您好\n        expect: {words: {apolgy: 对不起}}\n",
    );
    let problem = &read.problems[0];
    assert_eq!((problem.line, problem.column), (9, 26), "{problem:?}");
}

#[test]
fn a_case_with_a_table_is_played_once_a_row_and_once_a_seed() {
    let text = "format: 1\nscenario: whole\nvariables: {sit: 您先坐}\ncases:\n  - name: {zh: \"{sorry}也行\", en: \"{sorry} will do\"}\n    seed: 7\n    lang: zh\n    repeat: 2\n    table:\n      - {sorry: 对不起, mood: {worry: {max: 50}}}\n      - {sorry: 抱歉, mood: {worry: {max: 10}}}\n    turns:\n      - reply: \"{sorry}，让您久等了，{sit}。{{真的}}\"\n        expect: {words: {apology: \"{sorry}\"}, mood: \"{mood}\"}\n  - name: {zh: 乙, en: b}\n    seed: 1\n    lang: en\n    turns: [{reply: Hello}]\n";
    let folder = beside(text);
    let said = stdout(&replay(&folder, &["."]).code(1));
    let heads: Vec<&str> = said
        .lines()
        .filter(|line| line.contains(" whole#") && !line.starts_with(' '))
        .map(|line| line.split(": ").next().unwrap_or_default())
        .collect();
    assert_eq!(
        heads,
        [
            "ok   ./whole.replay.yaml:5 whole#1.1 对不起也行",
            "ok   ./whole.replay.yaml:5 whole#1.2 对不起也行",
            "FAIL ./whole.replay.yaml:5 whole#1.3 抱歉也行",
            "FAIL ./whole.replay.yaml:5 whole#1.4 抱歉也行",
            "ok   ./whole.replay.yaml:15 whole#2 b",
        ],
        "{said}"
    );
    assert!(said.contains("抱歉，让您久等了，您先坐。{真的}"), "{said}");
    assert!(said.contains("--case whole#1.3"), "{said}");
    let one = stdout(&replay(&folder, &[".", "--case", "whole#1.4"]).code(1));
    assert!(one.ends_with("1 case replayed: 1 failed\n"), "{one}");
    let all = stdout(&replay(&folder, &[".", "--case", "whole#1"]).code(1));
    assert!(all.ends_with("4 cases replayed: 2 failed\n"), "{all}");

    let results = {
        let (file, scenario) = document(text).replay.expect("it can be run");
        run(&scenario, &file)
    };
    let seeds: Vec<u64> = results.iter().map(|result| result.seed).collect();
    assert_eq!(seeds, [7, 8, 7, 8, 1]);

    let read = document(&text.replace("{sit}", "{sitt}"));
    assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
    let problem = &read.problems[0];
    assert_eq!(
        (problem.rule, problem.line),
        ("unknown-variable", 13),
        "{problem:?}"
    );
    assert!(problem.fix.contains("`sit`"), "{problem:?}");
}

#[test]
fn a_change_that_no_script_notices_is_named_and_a_case_is_suggested_that_does() {
    let text = "format: 1\nscenario: whole\ncases:\n  - name: {zh: 甲, en: a}\n    seed: 1\n    lang: zh\n    turns:\n      - given: {}\n        expect: {state: shows_card}\n";
    let folder = beside(text);
    let said = stdout(&replay(&folder, &["mutants", "."]).code(0));
    let dropped = "whole.yaml:31: rule 1 of `at_counter` is never taken";
    assert!(said.contains(dropped), "{said}");
    // Whatever is said, a reply that crosses no red line has some patience: nobody can tell, and it is not asked for.
    let worst = replay(&folder, &["mutants", ".", "--min", "90"]).code(1);
    assert!(
        stderr(&worst).contains("90% was asked for"),
        "{}",
        stderr(&worst)
    );
    replay(&folder, &["mutants", ".", "--append"]).code(0);
    let now = stdout(&replay(&folder, &["."]).code(0));
    assert!(now.ends_with("all as expected\n"), "{now}");
    let said = stdout(&replay(&folder, &["mutants", ".", "--min", "100"]).code(0));
    assert!(!said.contains("unnoticed"), "{said}");
    let json = stdout(&replay(&folder, &["mutants", ".", "--json"]).code(0));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["percent"], 100);
}

#[test]
fn marks_that_have_moved_wait_for_a_review_and_fail_a_check() {
    let case = |reply: &str| {
        format!(
            "format: 1\nscenario: whole\ncases:\n  - name: {{zh: 甲, en: a}}\n    seed: 1\n    lang: zh\n    turns:\n      - reply: {reply}\n"
        )
    };
    let review = |folder: &TempDir, typed: &str, args: &[&str]| {
        let assert = Command::cargo_bin("teller-coach")
            .expect("the binary is built")
            .current_dir(folder.path())
            .args(["replay", "review"])
            .args(args)
            .write_stdin(typed)
            .assert()
            .code(0);
        stdout(&assert)
    };
    let folder = beside(&case("您好，请坐。"));
    let (accepted, pending) = (
        folder.path().join("whole.marks.json"),
        folder.path().join("whole.marks.json.new"),
    );
    assert!(
        stderr(&replay(&folder, &[".", "--check"]).code(1))
            .contains("new: case 1 turn 1: 您好，请坐。")
    );
    replay(&folder, &[".", "--update"]).code(0);
    assert!(pending.exists() && !accepted.exists());
    assert!(stderr(&replay(&folder, &[".", "--check"]).code(1)).contains("not reviewed yet"));
    // Nothing typed leaves all as it was; what is left for later waits.
    assert!(review(&folder, "", &[]).contains("1 left for later"));
    assert!(review(&folder, "s\n", &[]).contains("1 left for later") && pending.exists());
    assert!(!accepted.exists(), "nothing was accepted");
    review(&folder, "x\na\n", &[]);
    assert!(accepted.exists() && !pending.exists());
    assert_eq!(stderr(&replay(&folder, &[".", "--check"]).code(0)), "");
    assert_eq!(review(&folder, "", &[]), "nothing is pending\n");

    // Marks that were others: shown with old and new, and why.
    let text = fs::read_to_string(&accepted).expect("marks");
    let at = text.find("\"listening\":").expect("a mark") + "\"listening\":".len();
    let end = at + text[at..].find(',').expect("an end");
    fs::write(&accepted, format!("{}1{}", &text[..at], &text[end..])).expect("written");
    let told = stderr(&replay(&folder, &[".", "--check"]).code(1));
    assert!(
        told.contains("moved: case 1 turn 1") && told.contains("listening   1 -> "),
        "{told}"
    );
    assert!(
        told.contains("    new: ") && told.contains("zh: 1 of 1 replies moved"),
        "{told}"
    );
    replay(&folder, &[".", "--update"]).code(0);
    assert!(review(&folder, "r\n", &[]).contains("listening   1 -> "));
    assert!(!pending.exists(), "what is rejected is decided");
    replay(&folder, &[".", "--check"]).code(1);
    replay(&folder, &[".", "--update"]).code(0);
    review(&folder, "", &["--accept"]);
    assert_eq!(fs::read_to_string(&accepted).expect("marks"), text);

    // Another reply: the old one is left over.
    fs::write(folder.path().join("whole.replay.yaml"), case("您好。")).expect("written");
    let told = stderr(&replay(&folder, &[".", "--check"]).code(1));
    assert!(
        told.contains("new: case 1 turn 1: 您好。")
            && told.contains("orphaned: case 1 turn 1: 您好，请坐。"),
        "{told}"
    );
    replay(&folder, &[".", "--update"]).code(0);
    review(&folder, "a\na\n", &[]);
    replay(&folder, &[".", "--check"]).code(0);
    fs::write(folder.path().join("gone.marks.json"), "{}").expect("written");
    assert!(
        stderr(&replay(&folder, &[".", "--check"]).code(1)).contains("gone.marks.json: orphaned")
    );
    fs::write(&accepted, "{}").expect("written");
    assert!(stderr(&replay(&folder, &[".", "--check"]).code(4)).contains("whole.marks.json"));
    replay(&folder, &["--check"]).code(2);
}

/// A change of the lexicon is seen from the other side: the accepted marks are altered, the marks there are now stay.
#[test]
fn a_change_reaches_scripts_and_gold_and_is_told_by_language_and_scale() {
    let folder = beside(
        "format: 1\nscenario: whole\ncases:\n  - name: {zh: 甲, en: a}\n    seed: 1\n    lang: zh\n    turns:\n      - reply: 您好，请坐。\n",
    );
    let gold = folder.path().join("gold");
    fs::create_dir(&gold).expect("a folder");
    let items: String = [
        ("w-1", "zh", "您别急，我陪您去办。"),
        ("w-2", "en", "Not my problem."),
        ("w-3", "mixed", "OK，我帮您 check。"),
        ("w-4", "en", "Nobody rated this one."),
    ]
    .iter()
    .map(|(id, lang, reply)| {
        format!("{{\"id\": \"{id}\", \"lang\": \"{lang}\", \"moment\": \"waiting\", \"reply\": \"{reply}\"}}\n")
    })
    .collect();
    fs::write(gold.join("items.jsonl"), items).expect("written");
    let rated: String = (1..=3)
        .map(|number| {
            format!("{{\"id\": \"w-{number}\", \"r\": [2, 2, 2, 2, 2, 2, 2, 2], \"o\": 2}}\n")
        })
        .collect();
    fs::write(gold.join("ratings_A.jsonl"), rated).expect("written");
    let both = |what: &str, code: i32| {
        stderr(&replay(&folder, &["whole.replay.yaml", what, "--gold", "gold"]).code(code))
    };
    let accept = || {
        let assert = Command::cargo_bin("teller-coach")
            .expect("the binary is built")
            .current_dir(folder.path())
            .args(["replay", "review", "--accept"])
            .assert()
            .code(0);
        stdout(&assert)
    };
    let told = both("--check", 1);
    assert!(
        told.contains("new: w-2: Not my problem.") && !told.contains("w-4"),
        "{told}"
    );
    both("--update", 0);
    let told = accept();
    assert!(
        told.contains("gold, mixed: 0 of 1 replies moved, 0 verdicts, 1 new"),
        "{told}"
    );
    assert_eq!(both("--check", 0), "");
    let accepted = gold.join("gold.marks.json");
    let text = fs::read_to_string(&accepted).expect("marks");
    assert_eq!(text.lines().count(), 5, "a line per rated reply: {text}");

    // w-2 is said to have listened well and to have crossed nothing.
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = lines.get_mut(2).expect("a line");
    let whole: serde_json::Value =
        serde_json::from_str(line.trim_end_matches(',')).expect("a line of JSON");
    let mark = |scale: &str| whole["marks"][scale].as_u64().expect("a mark");
    assert!(mark("listening") < 60 && whole["red_lines"] == serde_json::json!(["brushing_off"]));
    *line = line
        .replace(
            &format!("\"listening\":{}", mark("listening")),
            "\"listening\":100",
        )
        .replace("[\"brushing_off\"]", "[]");
    fs::write(&accepted, lines.join("\n")).expect("written");
    let told = both("--check", 1);
    for part in [
        "gold, en: 1 of 1 replies moved, 2 verdicts\n",
        "gold, zh: 0 of 1 replies moved, 0 verdicts\n",
        "replays, zh: 0 of 1 replies moved, 0 verdicts\n",
        "0 verdicts up, 1 down\n",
        "  red lines differ in 1, the way on in 0\n",
        &format!(
            "furthest:\n  gold/gold.marks.json w-2: listening 100 -> {}: Not my problem.\n    red lines: none -> brushing_off\n    old: ",
            mark("listening")
        ),
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let json = replay(
        &folder,
        &[
            "whole.replay.yaml",
            "--check",
            "--gold",
            "gold/items.jsonl",
            "--report",
            "json:all.json",
        ],
    );
    json.code(1);
    let json = fs::read_to_string(folder.path().join("all.json")).expect("a report");
    let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let reach = &read["reach"];
    assert_eq!(reach["furthest"][0]["place"], "w-2");
    assert_eq!(reach["furthest"][0]["old"], 100);
    let of = |lang: &str| {
        let groups = reach["groups"].as_array().expect("groups");
        let found = groups
            .iter()
            .find(|one| one["of"] == "gold" && one["lang"] == lang);
        found.expect("a group")["verdicts"].clone()
    };
    assert_eq!((of("en"), of("mixed")), (2.into(), 0.into()));
    let merged = Command::cargo_bin("teller-coach")
        .expect("the binary is built")
        .current_dir(folder.path())
        .args(["report", "merge", "all.json", "--report", "json:-"])
        .assert();
    assert_eq!(stdout(&merged), json);

    // Gold alone, without scripts of one's own; gold that can't be read; gold with nothing to compare it for.
    both("--update", 0);
    assert!(accept().contains("gold, en: 1 of 1 replies moved"));
    assert_eq!(fs::read_to_string(&accepted).expect("marks"), text);
    assert_eq!(
        stderr(&replay(&folder, &["--check", "--gold", "gold"]).code(0)),
        ""
    );
    fs::remove_file(gold.join("ratings_A.jsonl")).expect("removed");
    assert!(both("--check", 3).contains("gold holds no ratings"));
    replay(&folder, &[".", "--gold", "gold"]).code(2);
}

#[test]
fn cases_are_selected_by_expressions_and_by_what_has_changed() {
    let folder = beside(FAILED);
    let whole = stdout(&replay(&folder, &["."]).code(1));
    assert!(whole.ends_with("3 cases replayed: 2 failed\n"), "{whole}");
    for (expression, code, last) in [
        ("lang:zh or lang:en", 1, "3 cases replayed: 2 failed\n"),
        ("tag:elderly and not scenario:whole", 2, ""),
        (
            "name:另一条路 and scenario:whole",
            1,
            "1 case replayed: 1 failed\n",
        ),
    ] {
        let assert = replay(&folder, &[".", "--select", expression]).code(code);
        assert!(stdout(&assert).ends_with(last), "{expression}");
    }
    let assert = replay(&folder, &[".", "--select", "colour:red"]).code(2);
    assert!(stderr(&assert).contains("nothing to select by"));

    for (list, cases) in [
        ("whole.yaml\n", 3),
        ("some/where/whole.replay.yaml\r\n", 3),
        ("README.md\nnotwhole.yaml\n\n", 0),
    ] {
        fs::write(folder.path().join("list"), list).expect("written");
        let code = i32::from(cases > 0);
        let assert = replay(&folder, &[".", "--changed", "list"]).code(code);
        let said = stdout(&assert);
        assert_eq!(
            said.contains("3 cases replayed"),
            cases > 0,
            "{list}: {said}"
        );
    }
}

#[test]
fn a_watch_runs_again_when_a_file_is_saved() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};

    let folder = beside(OK);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("teller-coach"))
        .current_dir(folder.path())
        .args(["replay", "whole.replay.yaml", "--watch"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut until_waiting = || {
        let mut said = Vec::new();
        for line in lines.by_ref().map_while(Result::ok) {
            if line.starts_with("-- waiting") {
                break;
            }
            said.push(line);
        }
        said
    };
    let first = until_waiting();
    assert_eq!(
        first.last().map(String::as_str),
        Some("2 cases replayed: all as expected")
    );
    fs::write(folder.path().join("whole.replay.yaml"), FAILED).expect("written");
    let second = until_waiting();
    assert_eq!(
        second.last().map(String::as_str),
        Some("3 cases replayed: 2 failed")
    );
    child.kill().expect("it is stopped");
    child.wait().expect("it has ended");
}
