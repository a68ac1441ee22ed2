//! The reports of `replay`: the same whatever the threads and the parts. What public programs make of them is in `report_readers`.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and may touch files"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const FORMATS: [&str; 7] = ["text", "json", "junit", "tap", "html", "github", "markdown"];
const WHOLE: &str = include_str!("data/scenarios/whole.yaml");
const OK: &str = include_str!("data/replays/ok.replay.yaml");
const FAILED: &str = include_str!("data/replays/failed.replay.yaml");

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_teller-coach"))
        .current_dir(folder)
        .args(args)
        .output()
        .expect("the binary runs")
}

/// Every format of what `args` replay, by name.
fn reports(folder: &Path, label: &str, args: &[&str]) -> Vec<String> {
    let files: Vec<String> = FORMATS
        .iter()
        .map(|format| format!("{format}:{label}.{format}"))
        .collect();
    let mut all = args.to_vec();
    for file in &files {
        all.extend(["--report", file]);
    }
    run(folder, &all);
    FORMATS
        .iter()
        .map(|format| {
            fs::read_to_string(folder.join(format!("{label}.{format}"))).expect("a report")
        })
        .collect()
}

/// Two files, one of them with failures, a case left out, a title that means mischief.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, replay) in [("甲", OK), ("乙", FAILED)] {
        let inner = folder.path().join(name);
        fs::create_dir(&inner).expect("a folder");
        fs::write(inner.join("whole.yaml"), WHOLE).expect("written");
        let replay = replay.replace("stops halfway", "\"<b>没&说完</b> # SKIP | `x` ::error::\"");
        let replay = replay.replace(
            "  - name: {zh: 没错的一个, en: nothing wrong with this one}\n",
            "  - name: {zh: 没错的一个, en: nothing wrong with this one}\n    skip: 等新规定\n    tags: [later]\n",
        );
        fs::write(inner.join("whole.replay.yaml"), replay).expect("written");
    }
    folder
}

#[test]
fn reports_are_the_same_for_any_number_of_threads_and_parts() {
    let folder = folder();
    let folder = folder.path();
    let whole = reports(folder, "whole", &["replay", ".", "--jobs", "1"]);
    assert_eq!(
        reports(folder, "two", &["replay", ".", "--jobs", "2"]),
        whole
    );
    for parts in [1, 2, 3, 7] {
        let mut merge = vec!["report".to_owned(), "merge".to_owned()];
        // The last part first: the order is that of the whole run, not of the parts.
        for part in (1..=parts).rev() {
            let (shard, file) = (format!("{part}/{parts}"), format!("part{part}.json"));
            let report = format!("json:{file}");
            run(
                folder,
                &["replay", ".", "--shard", &shard, "--report", &report],
            );
            merge.push(file);
        }
        let merge: Vec<&str> = merge.iter().map(String::as_str).collect();
        assert_eq!(reports(folder, "merged", &merge), whole, "{parts} parts");
        assert_eq!(run(folder, &merge).status.code(), Some(1));
    }
    for locale in ["C", "zh_CN.UTF-8", "tr_TR.UTF-8"] {
        let output = Command::new(env!("CARGO_BIN_EXE_teller-coach"))
            .current_dir(folder)
            .env("LC_ALL", locale)
            .args(["replay", ".", "--report", "json:-"])
            .output()
            .expect("the binary runs");
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            whole[1],
            "{locale}"
        );
    }
}

#[test]
fn what_is_no_report_is_named_and_nothing_is_joined() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.json"), "{\"version\": 1}").expect("written");
    fs::write(folder.path().join("b.json"), "[").expect("written");
    let output = run(
        folder.path(),
        &["report", "merge", "a.json", "b.json", "none.json"],
    );
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr);
    for name in ["a.json: ", "b.json: ", "none.json: "] {
        assert!(said.contains(name), "{said}");
    }
    assert!(output.stdout.is_empty());
}

#[test]
fn a_case_left_out_says_why_and_only_leaves_the_others_out() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("whole.yaml"), WHOLE).expect("written");
    let only = FAILED.replace(
        "  - name: {zh: 没错的一个, en: nothing wrong with this one}\n",
        "  - name: {zh: 没错的一个, en: nothing wrong with this one}\n    only: 正在改这一个\n",
    );
    fs::write(folder.path().join("whole.replay.yaml"), only).expect("written");
    let output = run(folder.path(), &["replay", "."]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(
        said.matches("left out: only #3 is played: 正在改这一个")
            .count(),
        2
    );
    assert!(
        said.ends_with("1 case replayed: all as expected; 2 cases left out\n"),
        "{said}"
    );
}

#[test]
fn texts_stay_texts_in_every_format() {
    let folder = folder();
    let all = reports(folder.path(), "all", &["replay", "."]);
    let [_, _, junit, tap, html, github, markdown] = all.as_slice() else {
        panic!("a report is missing");
    };
    assert!(junit.contains("&lt;b&gt;没&amp;说完&lt;/b&gt;") && !junit.contains("<b>没"));
    assert!(html.contains("&lt;b&gt;没&amp;说完") && !html.contains("<b>没"));
    assert!(
        tap.contains("＃ SKIP") && tap.contains(" # SKIP 等新规定"),
        "{tap}"
    );
    assert!(
        !github.lines().any(|line| line.starts_with("::error::")),
        "{github}"
    );
    assert!(
        markdown.contains("&lt;b>没") && markdown.contains("\\|"),
        "{markdown}"
    );
    assert!(
        !html.contains("http://") && !html.contains("https://"),
        "the page needs nothing else"
    );
}

#[test]
fn what_no_script_touches_is_named_with_its_line_and_can_be_added() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("whole.yaml"), WHOLE).expect("written");
    fs::write(folder.path().join("whole.replay.yaml"), OK).expect("written");
    let coverage = |args: &[&str]| {
        let mut all = vec!["replay", "whole.replay.yaml", "--coverage"];
        all.extend(args);
        let output = run(folder.path(), &all);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), said)
    };
    let (code, said) = coverage(&["--coverage-min", "100", "--report", "lcov:c.info"]);
    assert_eq!(code, Some(1), "{said}");
    // The line named is where the rule, state or ending stands.
    let untouched: Vec<&str> = said
        .lines()
        .filter_map(|line| line.strip_prefix("untouched whole.yaml:"))
        .collect();
    assert!(!untouched.is_empty(), "{said}");
    for line in &untouched {
        let (number, what) = line.split_once(": ").expect("a line and a name");
        let number: usize = number.parse().expect("a number");
        let words: Vec<&str> = what.split(' ').collect();
        let stands = match words[..] {
            ["way", _, _, to, ..] => to,
            ["state" | "ending" | "fact" | "moment", id, ..] => id,
            ["principle", ..] => "moment:",
            ["red", "line", ..] => "poor:",
            ["hint", ..] => "en:",
            _ => panic!("{line}: nothing that can be touched"),
        };
        let there = WHOLE.lines().nth(number - 1).expect("a line");
        assert!(there.contains(stands), "{line}: {there}");
    }
    // What scoring finds counts where words are said.
    let kinds = ["red line brushing_off", "principle concise broken"];
    for kind in kinds {
        assert!(untouched.iter().any(|line| line.ends_with(kind)), "{said}");
    }
    assert!(
        said.contains(" signals are found in some reply\n"),
        "{said}"
    );
    let info = fs::read_to_string(folder.path().join("c.info")).expect("a tracefile");
    assert!(
        info.starts_with("TN:\nSF:whole.yaml\n") && info.ends_with("end_of_record\n"),
        "{info}"
    );
    let number = |key: &str| {
        let line = info.lines().find_map(|line| line.strip_prefix(key));
        line.and_then(|line| line.parse::<usize>().ok())
            .expect("a number")
    };
    let zero = |line: &&str| line.ends_with(",0") || line.ends_with(",-");
    let branches: Vec<&str> = info
        .lines()
        .filter(|line| line.starts_with("BRDA:"))
        .collect();
    assert_eq!(branches.len(), number("BRF:"));
    assert_eq!(
        branches.iter().filter(|line| !zero(line)).count(),
        number("BRH:")
    );
    let lines: Vec<&str> = info
        .lines()
        .filter(|line| line.starts_with("DA:"))
        .collect();
    assert_eq!(lines.len(), number("LF:"));
    assert_eq!(
        lines.iter().filter(|line| !zero(line)).count(),
        number("LH:")
    );

    let added = run(
        folder.path(),
        &["replay", "suggest", "--append", "whole.replay.yaml"],
    );
    assert_eq!(
        added.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&added.stderr)
    );
    let (code, said) = coverage(&["--coverage-min", "100"]);
    assert_eq!(code, Some(0), "{said}");
    // The scenario's own poor reply crosses it, so a case was written for it.
    assert!(!said.contains("red line brushing_off"), "{said}");
    let again = run(folder.path(), &["replay", "suggest", "whole.replay.yaml"]);
    assert!(again.stdout.is_empty());
}

/// Handing her money has a rule of its own where it breaks the rules besides; no reply of the scenario's own does that.
#[test]
fn a_red_line_that_no_reply_crosses_is_named_with_its_line() {
    const FEE: &str = include_str!("../scenarios/counter/double-fee.yaml");
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("double-fee.yaml"), FEE).expect("written");
    let replay = "format: 1\nscenario: double-fee\ncases:\n  - name: {zh: 甲, en: a}\n    seed: 1\n    lang: zh\n    turns:\n      - reply: 您好。\n";
    fs::write(folder.path().join("double-fee.replay.yaml"), replay).expect("written");
    let output = run(folder.path(), &["replay", "suggest", "."]);
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8_lossy(&output.stderr);
    let line = FEE
        .lines()
        .position(|line| line.contains("red_line: compliance"))
        .expect("a rule");
    assert!(
        told.contains(&format!(
            "double-fee.yaml:{}: red line compliance: ",
            line + 1
        )),
        "{told}"
    );
    let said = String::from_utf8_lossy(&output.stdout);
    let crossings = said
        .split("  - name: ")
        .filter(|case| case.contains("red lines crossed: "));
    for case in crossings {
        let last = case.trim_end().lines().last().expect("a turn");
        assert!(last.contains(", red_lines: ["), "{case}");
    }
    assert!(said.contains("red lines crossed: "), "{said}");
}

#[test]
fn cases_are_chosen_by_tag_and_name_and_go_the_same_twice() {
    let folder = folder();
    let heads = |args: &[&str]| {
        let mut all = vec!["replay", "."];
        all.extend(args);
        let output = run(folder.path(), &all);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let cases = said
            .lines()
            .filter(|line| line.contains("whole#") && !line.starts_with(' '));
        (output.status.code(), cases.count())
    };
    let (_, all) = heads(&[]);
    assert_eq!(heads(&["--tag", "later"]), (Some(0), 1));
    assert_eq!(
        heads(&["--tag", "later", "--tag", "none-such"]),
        (Some(0), 1)
    );
    assert_eq!(heads(&["--name", "没错"]), (Some(0), 1));
    assert_eq!(heads(&["--name", "NOTHING wrong"]), (Some(0), 1));
    assert_eq!(
        heads(&["--name", "没错", "--tag", "none-such"]),
        (Some(2), 0)
    );
    assert_eq!(heads(&["--twice"]), (Some(1), all));
    let whole = run(folder.path(), &["replay", "."]);
    let twice = run(folder.path(), &["replay", ".", "--twice"]);
    assert_eq!(twice.stdout, whole.stdout);
}

#[test]
fn a_trace_is_a_page_for_each_case_and_its_texts_stay_texts() {
    let folder = folder();
    let output = run(folder.path(), &["replay", ".", "--trace", "trace"]);
    assert_eq!(output.status.code(), Some(1));
    let pages: Vec<String> = std::fs::read_dir(folder.path().join("trace"))
        .expect("a folder")
        .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a page"))
        .collect();
    let json = run(folder.path(), &["replay", ".", "--report", "json:-"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let cases = json["cases"].as_array().expect("cases");
    let played = cases.iter().filter(|case| case["skipped"].is_null());
    assert_eq!(pages.len(), played.count());
    for page in &pages {
        let turns = page.matches("<section").count();
        assert!(page.starts_with("<!doctype html>") && turns > 0, "{page}");
        assert_eq!(page.matches("<th>before</th>").count(), turns, "{page}");
        assert_eq!(page.matches("<script").count(), 1, "{page}");
        assert!(!page.contains("http"), "a page fetches nothing: {page}");
    }
    assert!(pages.iter().any(|page| page.contains("data-failed")));
}
