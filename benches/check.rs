//! What checking costs: 2,000 scenarios of about 5 kB as a head office's authors might have them, made of pieces of the library,
//! no two the same; and the proof of the largest scenario and of the whole library. Nothing here is an assertion.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench that can't go on stops, says what it measured, and writes its own files"
)]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use teller_coach::scenario::{Library, LibraryFile, Proof, Scenario};
use tempfile::TempDir;

const FILES: usize = 2_000;
const FOLDERS: usize = 20;
const ROUNDS: usize = 5;

/// What makes the same line another one, in both languages.
const OPENINGS: [(&str, &str); 16] = [
    ("", ""),
    ("唉，", "Well, "),
    ("哎呀，", "Oh dear, "),
    ("那个，", "Look, "),
    ("嗯，", "Now, "),
    ("好吧，", "All right, "),
    ("您看，", "You see, "),
    ("其实，", "Really, "),
    ("这样，", "So, "),
    ("对了，", "By the way, "),
    ("说真的，", "Honestly, "),
    ("不瞒您说，", "I'll be frank, "),
    ("这会儿，", "Just now, "),
    ("我想想，", "Let me think, "),
    ("就是说，", "That is, "),
    ("总之，", "Anyway, "),
];

/// The lines of `text` under the key at its margin, the key's own line included.
fn part<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
    let begin = format!("{key}:");
    let mut lines = text.lines().skip_while(|line| !line.starts_with(&begin));
    let first = lines.next();
    let rest = lines.take_while(|line| line.starts_with(' '));
    first.into_iter().chain(rest).collect()
}

/// The entries of a part, each beginning with a line that `begins`.
fn entries<'t>(part: &[&'t str], begins: impl Fn(&str) -> bool) -> Vec<Vec<&'t str>> {
    let mut out: Vec<Vec<&str>> = Vec::new();
    for line in part.iter().skip(1) {
        match out.last_mut() {
            Some(entry) if !begins(line) => entry.push(line),
            _ => out.push(vec![line]),
        }
    }
    out
}

/// A line of a fact; of the phrases that say it the first few and those that `body` says.
fn phrases_said(line: &str, body: &str) -> String {
    let Some(list) = line.trim().strip_prefix("said_by: [") else {
        return line.to_owned();
    };
    let list = list.trim_end_matches(']').trim_matches('"');
    let kept: Vec<&str> = list
        .split("\", \"")
        .enumerate()
        .filter(|(place, phrase)| *place < 4 || body.contains(phrase))
        .map(|(_, phrase)| phrase)
        .collect();
    format!("    said_by: [\"{}\"]", kept.join("\", \""))
}

/// A state with one wording of the customer's and no hints, as short as authors write them.
fn shortened<'t>(entry: &[&'t str]) -> Vec<&'t str> {
    let mut under = "";
    let mut seen = 0;
    let mut out = Vec::new();
    for line in entry {
        if line.starts_with("    ") && !line.starts_with("     ") {
            under = line.trim();
            seen = 0;
        } else {
            seen += 1;
        }
        if !under.starts_with("hints:") && (under != "says:" || seen <= 2) {
            out.push(*line);
        }
    }
    out
}

/// The `number`th file made of `scenario`: two of its states, which facts they need, its endings, in words a little different.
fn made(file: &LibraryFile, scenario: &Scenario, number: usize) -> (String, String) {
    let text = file.text();
    let id = format!("{}-{number}", scenario.id);
    let (zh, en) = OPENINGS[number % OPENINGS.len()];
    let key = |line: &str| line.starts_with("  ") && !line.starts_with("   ");
    let states: Vec<_> = entries(&part(text, "states"), key)
        .iter()
        .map(|entry| shortened(entry))
        .collect();
    let first = number / OPENINGS.len() % (states.len() - 1);
    let kept = &states[first..first + 2];
    let name = |entry: &[&str]| entry[0].trim().trim_end_matches(':').to_owned();
    let names: Vec<String> = kept.iter().map(|entry| name(entry)).collect();
    let body: String = kept.concat().join("\n");

    let mut out = format!("format: 1\nid: {id}\n");
    for key in ["title", "role", "tags", "level", "about", "customer"] {
        out.push_str(&part(text, key).join("\n"));
        out.push('\n');
    }
    out.push_str("facts:\n");
    let facts = entries(&part(text, "facts"), |line| line.starts_with("  - "));
    for fact in facts {
        let id = fact[0].trim_start_matches("  - id: ");
        if body.contains(id) {
            let lines = fact.iter().map(|line| phrases_said(line, &body));
            let _ = writeln!(out, "{}", lines.collect::<Vec<_>>().join("\n"));
        }
    }
    let _ = writeln!(out, "start: {}\nstates:", names[0]);
    for (place, entry) in kept.iter().enumerate() {
        for line in entry {
            let mut line = (*line).to_owned();
            // What led to a state that is left out leads to the next one, and from the last to the first ending.
            for other in states.iter().map(|entry| name(entry)) {
                let goes = format!("to: {other}");
                let on = if place == 0 {
                    names[1].as_str()
                } else {
                    scenario.endings[0].id.as_str()
                };
                for end in [",", "}"] {
                    if !names.contains(&other) || (place == 1 && other != names[1]) {
                        line = line.replace(&format!("{goes}{end}"), &format!("to: {on}{end}"));
                    }
                }
            }
            let said = line
                .replace("zh: \"", &format!("zh: \"{zh}"))
                .replace("en: \"", &format!("en: \"{en}"));
            let _ = writeln!(out, "{said}");
        }
    }
    let reached = |ending: &str| {
        let mut ends = [",", "}"].iter();
        ends.any(|end| out.contains(&format!("to: {ending}{end}")))
    };
    let endings = entries(&part(text, "endings"), key);
    let kept: Vec<_> = endings
        .into_iter()
        .filter(|entry| reached(&name(entry)))
        .collect();
    let _ = writeln!(out, "endings:\n{}", kept.concat().join("\n"));
    (id, out)
}

/// Writes the files; how many bytes they have.
fn write(folder: &Path) -> usize {
    let library = Library::embedded();
    let files: Vec<_> = library
        .files()
        .iter()
        .map(|file| (file, library.scenario(file.id()).expect("a scenario")))
        .collect();
    for number in 0..FOLDERS {
        fs::create_dir(folder.join(format!("f{number:02}"))).expect("a folder");
    }
    let mut bytes = 0;
    for number in 0..FILES {
        let (file, scenario) = &files[number % files.len()];
        let (id, text) = made(file, scenario, number / files.len());
        bytes += text.len();
        let inner = folder.join(format!("f{:02}", number % FOLDERS));
        fs::write(inner.join(format!("{id}.yaml")), text).expect("written");
    }
    bytes
}

/// One run over `folder`: how long it took, its most memory in kB where the system says, its last line.
fn run(folder: &Path) -> (Duration, Option<u64>, String) {
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_teller-coach"))
        .current_dir(folder)
        .args(["check", "."])
        .stdout(fs::File::create(folder.join("out.txt")).expect("a file"))
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the program runs");
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    while child.try_wait().expect("an end").is_none() {
        let now = fs::read_to_string(&status).unwrap_or_default();
        let peak = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok());
        most = most.max(peak);
        std::thread::sleep(Duration::from_millis(1));
    }
    let took = begin.elapsed();
    let said = fs::read_to_string(folder.join("out.txt")).expect("what it said");
    (
        took,
        most,
        said.lines().last().unwrap_or_default().to_owned(),
    )
}

fn main() {
    // `cargo test --benches` only wants to know that it starts.
    let rounds = if std::env::args().any(|arg| arg == "--bench") {
        ROUNDS
    } else {
        1
    };
    let scenarios: Vec<_> = Library::embedded().scenarios().collect();
    let mut all = Duration::ZERO;
    let mut longest = (Duration::ZERO, String::new());
    for scenario in &scenarios {
        let begin = Instant::now();
        let proof = black_box(Proof::of(scenario));
        let took = begin.elapsed();
        all += took;
        let what = format!(
            "{}, {} states, {} configurations",
            scenario.id,
            scenario.states.len(),
            proof.configurations
        );
        longest = longest.max((took, what));
    }
    let ms = |took: Duration| took.as_secs_f64() * 1e3;
    println!("proof of {} scenarios: {:.1} ms", scenarios.len(), ms(all));
    println!("the longest: {:.2} ms ({})", ms(longest.0), longest.1);

    let folder = TempDir::new().expect("a folder");
    let bytes = write(folder.path());
    let mut runs = Vec::new();
    let mut most = None;
    let mut said = String::new();
    for _ in 0..rounds {
        let (took, peak, last) = run(folder.path());
        runs.push(took);
        most = most.max(peak);
        said = last;
    }
    runs.sort();
    let memory = most.map_or_else(String::new, |kb| format!(", at most {} MB", kb / 1024));
    println!(
        "check of {FILES} files, {:.1} MB: {:.0} ms in the middle of {rounds} runs, {:.0} the quickest{memory} ({said})",
        bytes as f64 / 1e6,
        ms(runs[runs.len() / 2]),
        ms(runs[0]),
    );
}
