//! Files with one fault each, and odd but legal ones, through `check` as authors use it: the fault is named by the right rule at
//! its own line and column with a way to mend it, and nothing else is flagged.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and may touch files"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const SOUND: &str = include_str!("data/scenarios/sound.yaml");

/// One changed file: its name, its text, and what must be flagged: place and rule, and how the way to mend it begins.
#[derive(Debug, Default)]
struct Case {
    name: String,
    changes: Vec<(String, String)>,
    flagged: Vec<(String, String)>,
}

impl Case {
    fn text(&self) -> String {
        let mut text = SOUND.to_owned();
        let mut from = 0;
        for (before, after) in &self.changes {
            let at = text[from..].find(before.as_str()).map(|at| from + at);
            let at = at.unwrap_or_else(|| panic!("{}: no {before:?} in sound.yaml", self.name));
            text.replace_range(at..at + before.len(), after);
            from = at + after.len();
        }
        text
    }
}

/// The cases of a data file; see its first lines.
fn cases(data: &str) -> Vec<Case> {
    let mut all: Vec<Case> = Vec::new();
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("= ") {
            all.push(Case {
                name: name.to_owned(),
                ..Case::default()
            });
            continue;
        }
        let case = all.last_mut().expect("a case begins with its name");
        if line == "@" {
            case.changes.push((String::new(), String::new()));
        } else if let Some(flagged) = line.strip_prefix("! ") {
            let (place, fix) = flagged.split_once(" | ").expect("a rule and a fix");
            case.flagged.push((place.to_owned(), fix.to_owned()));
        } else {
            let (before, after) = case.changes.last_mut().expect("a change begins with @");
            let side = if line.starts_with('-') { before } else { after };
            side.push_str(&characters(&line[1..]));
            side.push('\n');
        }
    }
    all
}

/// A line with the characters that editors don't show in their places.
fn characters(line: &str) -> String {
    let mut pieces = line.split('⟨');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once('⟩').expect("⟨9⟩");
        let number = u32::from_str_radix(number, 16).expect("a number of a character");
        out.push(char::from_u32(number).expect("a character"));
        out.push_str(rest);
    }
    out
}

/// What `check` flags in each of these files, by name: place and rule, and how to mend it. All are called sound.yaml.
fn flagged(files: &[(String, Vec<u8>)]) -> BTreeMap<String, Vec<(String, String)>> {
    let folder = TempDir::new().expect("a folder");
    for (name, bytes) in files {
        let own = folder.path().join(name);
        fs::create_dir(&own).expect("names are told apart");
        fs::write(own.join("sound.yaml"), bytes).expect("written");
    }
    let output = Command::cargo_bin("teller-coach")
        .expect("the binary is built")
        .args(["check", "--format", "json"])
        .arg(folder.path())
        .output()
        .expect("a run");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut all = BTreeMap::new();
    for file in report["files"].as_array().expect("files") {
        let path = Path::new(file["file"].as_str().expect("a path"));
        let name = path.parent().and_then(Path::file_name).expect("a folder");
        let problems = file["problems"].as_array().expect("problems").iter();
        let problems = problems.map(|problem| {
            let rule = problem["rule"].as_str().unwrap_or_default();
            let fix = problem["fix"].as_str().unwrap_or_default();
            let place = format!("{}:{} {rule}", problem["line"], problem["column"]);
            (place, fix.to_owned())
        });
        all.insert(name.to_string_lossy().into_owned(), problems.collect());
    }
    assert_eq!(all.len(), files.len(), "every file is checked");
    all
}

#[test]
fn every_fault_is_named_by_its_rule_at_its_own_place_and_nothing_else_is() {
    let cases = cases(include_str!("data/single_faults.txt"));
    assert!(cases.len() > 250, "the faults were not found");
    let files: Vec<_> = cases
        .iter()
        .map(|case| (case.name.clone(), case.text().into_bytes()))
        .collect();
    let flagged = flagged(&files);
    for case in &cases {
        let found = &flagged[&case.name];
        let places = |list: &[(String, String)]| -> Vec<String> {
            list.iter().map(|(place, _)| place.clone()).collect()
        };
        assert!(!case.flagged.is_empty(), "{} has no fault", case.name);
        assert_eq!(places(found), places(&case.flagged), "{}", case.name);
        for ((_, fix), (_, begin)) in found.iter().zip(&case.flagged) {
            assert!(fix.starts_with(begin.as_str()), "{}: {fix}", case.name);
        }
    }
}

#[test]
fn what_is_odd_but_legal_is_left_alone() {
    let mut files: Vec<(String, Vec<u8>)> = cases(include_str!("data/odd_but_legal.txt"))
        .iter()
        .map(|case| (case.name.clone(), case.text().into_bytes()))
        .collect();
    for (name, text) in [
        ("json", include_str!("data/scenarios/odd/json.yaml")),
        (
            "canonical",
            include_str!("data/scenarios/odd/canonical.yaml"),
        ),
        ("narrow", include_str!("data/scenarios/odd/narrow.yaml")),
        ("sorted", include_str!("data/scenarios/odd/sorted.yaml")),
        ("escaped", include_str!("data/scenarios/odd/escaped.yaml")),
        ("flow", include_str!("data/scenarios/odd/flow.yaml")),
        ("reversed", include_str!("data/scenarios/odd/reversed.yaml")),
    ] {
        files.push((format!("whole-{name}"), text.into()));
    }
    let each = |change: &dyn Fn(&str) -> String| SOUND.lines().map(change).collect::<String>();
    for (name, text) in [
        ("as-it-is", SOUND.to_owned()),
        ("lines-of-windows", SOUND.replace('\n', "\r\n")),
        ("byte-order-mark", format!("\u{feff}{SOUND}")),
        ("both", format!("\u{feff}{}", SOUND.replace('\n', "\r\n"))),
        ("spaces-behind", each(&|line| format!("{line}   \n"))),
        ("blank-lines", each(&|line| format!("{line}\n\n   \n"))),
        (
            "comments-between",
            each(&|line| format!("{line}\n    # here\n# and here\n")),
        ),
        ("no-last-line-feed", SOUND.trim_end().to_owned()),
        ("one-document", format!("---\n{SOUND}...\n")),
        ("directive", format!("%YAML 1.2\n---\n{SOUND}")),
    ] {
        files.push((format!("all-{name}"), text.into_bytes()));
    }
    assert!(files.len() > 60, "the files were not found");
    for (name, problems) in flagged(&files) {
        assert_eq!(problems, [], "{name}");
    }
}

#[test]
fn a_file_with_nothing_in_it_is_told_so_at_its_first_line() {
    let texts = ["", "# nothing\n# here\n", "---\n", "\u{feff}"];
    let files: Vec<(String, Vec<u8>)> = (0..)
        .zip(texts)
        .map(|(number, text): (u32, &str)| (number.to_string(), text.into()))
        .collect();
    for (name, problems) in flagged(&files) {
        let [(place, fix)] = problems.as_slice() else {
            panic!("{name}: {problems:?}")
        };
        assert_eq!(place, "1:1 wrong-type", "{name}");
        assert!(fix.contains("teller-coach new"), "{name}: {fix}");
    }
}
