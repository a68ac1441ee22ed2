//! `check` as authors and pipelines use it: every rule on a file that breaks it, every format, every exit code, hostile input.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and may touch files"
)]

use std::fs::{self, File};
use std::path::Path;

use assert_cmd::Command;
use teller_coach::scenario::{Document, Severity, lint};
use tempfile::TempDir;

const WHOLE: &str = include_str!("data/scenarios/whole.yaml");

fn check(args: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("teller-coach")
        .expect("the binary is built")
        .arg("check")
        .args(args)
        .assert()
}

fn stdout(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).expect("output is UTF-8")
}

fn stderr(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).expect("output is UTF-8")
}

/// The rules that flag each line, as `line rule`, each once.
fn flagged(name: &str, text: &str) -> Vec<String> {
    let document = Document::read(name, text);
    let mut all: Vec<(u32, &str)> = document
        .problems
        .iter()
        .chain(&lint::lint(&document, "2026-11-26"))
        .map(|problem| (problem.line, problem.rule))
        .collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter()
        .map(|(line, rule)| format!("{line} {rule}"))
        .collect()
}

/// The rules that a data file says must flag its lines: `#! rule rule`.
fn marked(text: &str) -> Vec<String> {
    let mut all: Vec<(usize, &str)> = (1..)
        .zip(text.lines())
        .filter_map(|(number, line)| Some((number, line.split_once("   #! ")?.1)))
        .flat_map(|(number, rules)| rules.split_whitespace().map(move |rule| (number, rule)))
        .collect();
    all.sort_unstable();
    all.into_iter()
        .map(|(line, rule)| format!("{line} {rule}"))
        .collect()
}

#[test]
fn all_faults_of_a_file_are_found_in_one_run_each_at_its_line() {
    for (name, text) in [
        (
            "many-faults.yaml",
            include_str!("data/scenarios/many-faults.yaml"),
        ),
        ("smells.yaml", include_str!("data/scenarios/smells.yaml")),
        (
            "unproved.yaml",
            include_str!("data/scenarios/unproved.yaml"),
        ),
    ] {
        let expected = marked(text);
        assert!(expected.len() > 8, "{name} has lost its marks");
        assert_eq!(flagged(name, text), expected, "{name}");
    }
}

#[test]
fn a_whole_scenario_has_no_errors() {
    let document = Document::read("whole.yaml", WHOLE);
    let problems = [
        document.problems.clone(),
        lint::lint(&document, "2026-11-26"),
    ]
    .concat();
    let errors: Vec<_> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(document.scenario.is_some());
}

#[test]
fn a_good_reply_that_crosses_a_red_line_is_an_error() {
    let good = "zh: \"您别急，先坐。带了身份证就能重置，我陪您一步一步来，您看行吗？\"";
    assert!(WHOLE.contains(good), "the good reply has changed");
    let text = WHOLE.replace(good, "zh: \"不归我管，你找别人去。\"");
    let document = Document::read("whole.yaml", &text);
    let problems = lint::lint(&document, "2026-11-26");
    let flagged = problems
        .iter()
        .find(|problem| problem.rule == "good-reply-does-poorly" && problem.path.ends_with("zh"))
        .expect("it is flagged");
    assert_eq!(flagged.severity, Severity::Error, "{flagged:?}");
    assert!(flagged.message.contains("brushing_off"), "{flagged:?}");
}

/// One fault at a time: what is replaced in the whole scenario, by what, which rule must flag the line of the replacement, and
/// a piece of the way to mend it.
fn faults() -> Vec<[String; 4]> {
    let rows = include_str!("data/faults.txt").lines();
    rows.filter(|row| !row.starts_with('#'))
        .map(|row| {
            let cells: Vec<String> = row
                .split(" | ")
                .map(|cell| cell.replace("\\n", "\n"))
                .collect();
            cells
                .try_into()
                .unwrap_or_else(|cells| panic!("not four cells: {cells:?}"))
        })
        .collect()
}

#[test]
fn every_fault_is_flagged_where_it_is_and_can_be_mended() {
    let faults = faults();
    assert!(faults.len() > 40, "the faults were not found");
    for [from, to, rule, fix] in &faults {
        assert!(
            WHOLE.contains(from),
            "{from:?} is not in the whole scenario"
        );
        let text = WHOLE.replacen(from, to, 1);
        let document = Document::read("whole.yaml", &text);
        let found = document
            .problems
            .iter()
            .find(|problem| problem.rule == *rule)
            .unwrap_or_else(|| panic!("{to:?}: no {rule} in {:?}", document.problems));
        let at = WHOLE.find(from).expect("it is there");
        let line = WHOLE[..at].matches('\n').count() as u32 + 1;
        // A list or mapping is shown at its key, a missing or superfluous rule at its neighbour: a line away at most.
        assert!(
            found.line.abs_diff(line) <= 1,
            "{to:?}: {rule} at line {} instead of {line}",
            found.line
        );
        assert!(found.fix.contains(fix), "{to:?}: {:?}", found.fix);
        assert_eq!(
            document.scenario.is_some(),
            found.severity == Severity::Warning,
            "{to:?}"
        );
    }
}

#[test]
fn missing_parts_are_missed() {
    for key in [
        "format", "id", "title", "role", "level", "about", "customer", "start", "states", "endings",
    ] {
        let text = WHOLE.replace(&format!("\n{key}:"), "\nnothing-like-it:");
        let document = Document::read("whole.yaml", &text);
        let missed = document.problems.iter().any(|problem| {
            problem.rule == "missing-key" && problem.message.contains(&format!("`{key}`"))
        });
        assert!(missed, "{key}: {:?}", document.problems);
    }
}

#[test]
fn the_text_shows_the_line_with_a_caret_by_columns() {
    let folder = TempDir::new().expect("a folder");
    let text = WHOLE.replace("to: half_done}", "to: 办一半, mood: {worry: +500}}");
    fs::write(folder.path().join("whole.yaml"), text).expect("written");
    let assert = Command::cargo_bin("teller-coach")
        .expect("the binary is built")
        .current_dir(folder.path())
        .args(["check", "whole.yaml"])
        .assert()
        .code(1);
    let shown = stdout(&assert);
    let first = "\
error[unknown-state]: there is no state or ending `办一半`
  --> whole.yaml:41:39
   |
41 |       - {when: {turns: {min: 2}}, to: 办一半, mood: {worry: +500}}
   |                                       ^^^^^^
   = at: states.shows_card.next[0].to
   = help: known: `at_counter`, `shows_card`, `served`, `half_done`, `gives_up`

error[out-of-range]: `+500` is not a whole number from -100 to 100
  --> whole.yaml:41:58
   |
41 |       - {when: {turns: {min: 2}}, to: 办一半, mood: {worry: +500}}
   |                                                             ^^^^
   = at: states.shows_card.next[0].mood.worry
   = help: write a whole number from -100 to 100
";
    assert!(shown.starts_with(first), "{shown}");
    assert!(
        shown.ends_with("1 file checked: 2 errors, 0 warnings\n"),
        "{shown}"
    );
}

#[test]
fn what_a_terminal_would_obey_is_not_written() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("whole.yaml");
    let text = WHOLE.replace("role: teller", "role: \"\\e[31m红\u{202e}\\a\"");
    fs::write(&path, text).expect("written");
    for format in ["text", "github"] {
        let assert = check(&[&path.to_string_lossy(), "--format", format]).code(1);
        let shown = stdout(&assert);
        assert!(shown.contains('红'), "{shown}");
        assert!(
            !shown.contains(['\u{1b}', '\u{7}', '\u{202e}']),
            "{format}: {shown:?}"
        );
    }
}

#[test]
fn the_embedded_library_has_no_errors() {
    let assert = check(&[]).code(0);
    assert!(stdout(&assert).contains("files checked"), "{assert}");
    assert_eq!(stderr(&assert), "");
}

#[test]
fn the_json_is_what_its_description_says() {
    let path = "tests/data/scenarios/many-faults.yaml";
    let assert = check(&[path, "no-such.yaml", "--format", "json"]).code(3);
    let value: serde_json::Value = serde_json::from_str(&stdout(&assert)).expect("JSON");
    assert_eq!(value["version"], 1);
    assert_eq!(value["unreadable"][0]["file"], "no-such.yaml");
    let file = &value["files"][0];
    assert_eq!(file["file"], path);
    let problems = file["problems"].as_array().expect("a list");
    assert_eq!(
        value["summary"]["errors"].as_u64().expect("a number")
            + value["summary"]["warnings"].as_u64().expect("a number"),
        problems.len() as u64
    );
    let role = problems
        .iter()
        .find(|problem| problem["rule"] == "unknown-role")
        .expect("a problem");
    assert_eq!(role["severity"], "error");
    assert_eq!(
        (
            role["line"].as_u64(),
            role["column"].as_u64(),
            role["length"].as_u64()
        ),
        (Some(5), Some(7), Some(6))
    );
    assert_eq!(role["path"], "role");
}

#[test]
fn github_and_sarif_point_at_the_characters() {
    let path = "tests/data/scenarios/many-faults.yaml";
    let github = stdout(&check(&[path, "--format", "github"]).code(1));
    let line = github
        .lines()
        .find(|line| line.contains("title=unknown-role"))
        .expect("a line");
    assert!(
        line.starts_with(&format!(
            "::error file={path},line=5,col=7,endColumn=13,title=unknown-role::"
        )),
        "{line}"
    );
    assert!(
        github.lines().all(|line| line.starts_with("::")),
        "{github}"
    );

    let sarif = stdout(&check(&[path, "--format", "sarif"]).code(1));
    let value: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
    assert_eq!(value["version"], "2.1.0");
    let run = &value["runs"][0];
    let result = run["results"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|result| result["ruleId"] == "unknown-role")
        .expect("a result");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (
            region["startLine"].as_u64(),
            region["startColumn"].as_u64(),
            region["endColumn"].as_u64()
        ),
        (Some(5), Some(7), Some(13))
    );
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    for result in run["results"].as_array().expect("a list") {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    }
}

#[test]
fn rules_explain_themselves() {
    let assert = check(&["--explain", "no-way-out"]).code(0);
    assert!(stdout(&assert).starts_with("# no-way-out\n\n## What it flags\n"));
    let assert = check(&["--explain", "no-wayout"]).code(2);
    assert!(stderr(&assert).contains("did you mean `no-way-out`"));
}

#[test]
fn old_encodings_are_read_with_a_warning() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("whole.yaml");
    let (bytes, _, _) = encoding_rs::GB18030.encode(WHOLE);
    fs::write(&path, bytes).expect("written");
    let assert = check(&[&path.to_string_lossy()]).code(0);
    let shown = stdout(&assert);
    assert!(shown.contains("warning[not-utf-8]"), "{shown}");
    assert!(shown.contains("忘了密码的老人"), "{shown}");
}

#[test]
fn folders_are_walked() {
    let folder = TempDir::new().expect("a folder");
    let inner = folder.path().join("网点");
    fs::create_dir(&inner).expect("made");
    fs::write(inner.join("whole.yaml"), WHOLE).expect("written");
    fs::write(folder.path().join("notes.txt"), "不是场景").expect("written");
    let assert = check(&[&folder.path().to_string_lossy()]).code(0);
    assert!(stdout(&assert).contains("1 file checked"), "{assert}");
}

/// A file made to do harm, and what `check` must say of it.
fn hostile(folder: &Path) -> Vec<(&'static str, &'static str)> {
    let write = |name: &str, text: &[u8]| fs::write(folder.join(name), text).expect("written");
    let aliases =
        |name: char, of: char| format!("{name}: &{name} [{}]\n", format!("*{of},").repeat(9));
    let bomb: String = ('a'..='y')
        .zip('b'..='z')
        .map(|(of, name)| aliases(name, of))
        .collect();
    write("bomb.yaml", format!("a: &a [您]\n{bomb}").as_bytes());
    write("brackets.yaml", "[".repeat(10_000).as_bytes());
    write("braces.yaml", "{a: ".repeat(10_000).as_bytes());
    let steps: String = (0..2_000)
        .map(|n| format!("{}深:\n", " ".repeat(n)))
        .collect();
    write("steps.yaml", steps.as_bytes());
    write("bytes.yaml", b"id: \xff\xff\x80\xfe");
    write("half.yaml", &"id: 您好".as_bytes()[..8]);
    write("nul.yaml", b"id: a\0b");
    write("unclosed.yaml", "title: {zh: \"等了两小时".as_bytes());
    write("empty.yaml", b"");
    write("other.yaml", "- 不是\n- 场景\n".as_bytes());
    // As large as 100 MB without taking the room.
    File::create(folder.join("long-line.yaml"))
        .and_then(|file| file.set_len(100 * 1024 * 1024))
        .expect("written");
    fs::create_dir(folder.join("folder.yaml")).expect("made");
    vec![
        ("bomb.yaml", "broken-yaml"),
        ("brackets.yaml", "broken-yaml"),
        ("braces.yaml", "broken-yaml"),
        ("steps.yaml", "broken-yaml"),
        ("bytes.yaml", "neither in UTF-8 nor in GB18030"),
        ("half.yaml", "in the middle of a character"),
        ("nul.yaml", "broken-yaml"),
        ("unclosed.yaml", "broken-yaml"),
        ("long-line.yaml", "larger than 4 MB"),
        ("folder.yaml", "there is no file"),
        ("missing.yaml", "there is no such file"),
    ]
}

#[test]
fn hostile_inputs_get_a_message_and_code_3() {
    let folder = TempDir::new().expect("a folder");
    for (name, message) in hostile(folder.path()) {
        let path = folder.path().join(name);
        let assert = check(&[&path.to_string_lossy()]).code(3);
        let said = stdout(&assert) + &stderr(&assert);
        assert!(said.contains(message), "{name}: {said}");
        assert!(said.len() < 4_000, "{name}: {} bytes", said.len());
    }
    for name in ["empty.yaml", "other.yaml"] {
        let path = folder.path().join(name);
        let assert = check(&[&path.to_string_lossy()]).code(1);
        assert!(
            stdout(&assert).contains("error[wrong-type]"),
            "{name}: {assert}"
        );
    }
    // One bad file does not keep the others from being checked.
    let all = check(&[&folder.path().to_string_lossy()]).code(3);
    assert!(stdout(&all).contains("error[wrong-type]"));
}

#[test]
fn a_file_of_nothing_but_faults_is_cut_off() {
    let states: String = (0..2_500)
        .map(|n| format!("  s{n}: {{next: [{{to: 去{n}}}]}}\n"))
        .collect();
    let document = Document::read("a.yaml", &format!("states:\n{states}"));
    assert_eq!(document.problems.len(), 501);
    let last = document.problems.last().expect("a problem");
    assert_eq!(last.rule, "too-many-problems");
    assert!(document.scenario.is_none());
}

#[test]
fn a_command_line_that_makes_no_sense_is_code_2() {
    for args in [&["--format", "xml"][..], &["--no-such-option"]] {
        let assert = check(args).code(2);
        assert_eq!(stdout(&assert), "");
        assert!(stderr(&assert).contains("--help"), "{assert}");
    }
}

#[test]
fn a_new_scenario_is_without_a_fault_and_goes_as_its_replay_says() {
    let folder = TempDir::new().expect("a folder");
    let run = |args: &[&str]| {
        Command::cargo_bin("teller-coach")
            .expect("the binary is built")
            .current_dir(folder.path())
            .args(args)
            .assert()
    };
    run(&["new", "my-case"]).success();
    let checked = stdout(&run(&["check", "."]).success());
    assert_eq!(checked, "2 files checked: nothing wrong\n");
    run(&["replay", "."]).success();
    let by_id = stderr(&run(&["check", "my-case"]).code(3));
    assert!(by_id.contains("did you mean `my-case.yaml`?"), "{by_id}");
    let before = fs::read_to_string(folder.path().join("my-case.yaml")).expect("the scenario");
    let again = stderr(&run(&["new", "my-case"]).code(2));
    assert!(again.contains("is there already"), "{again}");
    let after = fs::read_to_string(folder.path().join("my-case.yaml")).expect("the scenario");
    assert_eq!(before, after);
    let bad = stderr(&run(&["new", "My Case"]).code(2));
    assert!(bad.contains("small letters"), "{bad}");

    let svg = stdout(&run(&["graph", "my-case.yaml", "--format", "svg"]).success());
    assert!(svg.starts_with("<svg ") && svg.contains("钱怎么还没到") && svg.contains("walks_out"));
    let unknown = stderr(&run(&["graph", "no-such"]).code(2));
    assert!(
        unknown.contains("there is no scenario `no-such`"),
        "{unknown}"
    );
    run(&["graph", "no-such.yaml"]).code(3);
}

#[test]
fn an_author_may_allow_a_warning_with_a_reason_and_a_source_grows_old() {
    let flagged_by = |text: &str| -> Vec<&str> {
        let document = Document::read("smells.yaml", text);
        assert!(document.scenario.is_some(), "{:?}", document.problems);
        let problems = lint::lint(&document, "2026-11-26");
        problems
            .iter()
            .filter(|problem| problem.severity == Severity::Warning)
            .map(|problem| problem.rule)
            .collect()
    };
    let smells = include_str!("data/scenarios/smells.yaml");
    assert!(flagged_by(smells).contains(&"mood-never-moves"));
    let allowing = |rule: &str| {
        let allow = format!("allow: [{{rule: {rule}, reason: a test}}]\nstart: waits");
        smells.replacen("start: waits", &allow, 1)
    };
    let rules = flagged_by(&allowing("mood-never-moves"));
    assert!(!rules.contains(&"mood-never-moves") && !rules.contains(&"allow-not-needed"));
    assert!(flagged_by(&allowing("numbers-differ")).contains(&"allow-not-needed"));

    let sourced = |day: &str| {
        let source = format!(
            "said_by: [不收费, free of charge]\n    source: {{reference: a page, review: {day}}}"
        );
        smells.replacen("said_by: [不收费, free of charge]", &source, 1)
    };
    assert!(flagged_by(&sourced("2026-11-25")).contains(&"review-day-past"));
    assert!(!flagged_by(&sourced("2026-11-26")).contains(&"review-day-past"));
}
