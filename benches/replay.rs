//! A thousand scripted conversations of three turns, as a pipeline runs them: the program started anew, files read, replies
//! scored, junit written; and one case alone, cold.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench that can't go on stops, says what it measured, and writes its own files"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const FILES: usize = 20;
const CASES: usize = 50;
const ROUNDS: u32 = 20;

/// A customer who goes on whatever is said, until the third reply.
const SCENARIO: &str = "format: 1
id: talk
title: {zh: 说话, en: Talk}
role: teller
level: 1
about: {zh: 介绍, en: About}
customer: {name: {zh: 王, en: Wang}, age: 40, mood: {anger: 50, worry: 50, confusion: 10, trust: 20}}
start: goes_on
states:
  goes_on:
    moment: grievance
    says: [{zh: 等了快两个小时！, en: Almost two hours!}, {zh: 怎么这么慢？, en: Why is it so slow?}]
    next:
      - {when: {turns: {min: 3}}, to: done}
      - {to: goes_on, mood: {anger: -5}}
endings:
  done: {outcome: good, text: {zh: 好, en: Good}}
";

/// Writes the scenario and its replays into as many folders as there are files. The replies are the gold's.
fn write(folder: &Path) {
    let gold = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gold/items.jsonl");
    let gold = fs::read_to_string(gold).expect("the gold");
    let items: Vec<serde_json::Value> = gold
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let mut next = items.iter().cycle();
    for file in 0..FILES {
        let inner = folder.join(format!("f{file:02}"));
        fs::create_dir(&inner).expect("a folder");
        fs::write(inner.join("talk.yaml"), SCENARIO).expect("written");
        let mut replay = "format: 1\nscenario: talk\ncases:\n".to_owned();
        for case in 0..CASES {
            let language = if case % 2 == 0 { "zh" } else { "en" };
            let _ = write!(
                replay,
                "  - name: {{zh: 第{case}个, en: case {case}}}\n    seed: {case}\n    lang: {language}\n    turns:\n"
            );
            for _ in 0..3 {
                let words = &next.next().expect("a reply")["reply"];
                // A JSON string is a YAML string.
                let _ = writeln!(
                    replay,
                    "      - reply: {words}\n        expect: {{overall: {{min: 0}}}}"
                );
            }
            replay.push_str("    expect: {ending: done}\n");
        }
        fs::write(inner.join("talk.replay.yaml"), replay).expect("written");
    }
}

/// One run: how long it took and, where the system says, how much memory at most, in kB.
fn run(folder: &Path, args: &[&str]) -> (Duration, Option<u64>) {
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_teller-coach"))
        .current_dir(folder)
        .args(args)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    let exit = loop {
        if let Some(exit) = child.try_wait().expect("an end") {
            break exit;
        }
        let now = fs::read_to_string(&status).unwrap_or_default();
        let peak = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok());
        most = most.max(peak);
        std::thread::sleep(Duration::from_millis(1));
    };
    let took = begin.elapsed();
    assert!(exit.success(), "a case failed");
    (took, most)
}

fn main() {
    // `cargo test --benches` only wants to know that it starts.
    let rounds = if std::env::args().any(|arg| arg == "--bench") {
        ROUNDS
    } else {
        1
    };
    let folder = TempDir::new().expect("a folder");
    write(folder.path());
    for (name, args) in [
        (
            "1,000 cases of 3 turns, junit",
            vec!["replay", ".", "--report", "junit:out.xml"],
        ),
        (
            "the same, one thread",
            vec!["replay", ".", "--report", "junit:out.xml", "--jobs", "1"],
        ),
        ("one case, cold", vec!["replay", "f00", "--case", "talk#1"]),
    ] {
        let mut runs: Vec<Duration> = Vec::new();
        let mut most = None;
        for _ in 0..rounds {
            let (took, peak) = run(folder.path(), &args);
            runs.push(took);
            most = most.max(peak);
        }
        runs.sort();
        let middle = runs.get(runs.len() / 2).copied().unwrap_or_default();
        let memory = most.map_or_else(String::new, |kb: u64| format!(", at most {} MB", kb / 1024));
        println!(
            "{name}: {:.0} ms in the middle of {rounds} runs{memory}",
            middle.as_secs_f64() * 1000.0
        );
    }
}
