//! The rules that no compiler keeps: which room may use which, what pure rooms may not name, how files begin and how long
//! they get.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and may touch files"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in import order: a room may use those above it.
const ROOMS: &[&str] = &[
    "domain",
    "text",
    "i18n",
    "scoring",
    "scenario",
    "encounter",
    "progress",
    "replay",
    "report",
    "tui",
    "store",
    "classroom",
    "terminal",
    "cli",
];

/// The last of the rooms that are pure.
const LAST_PURE: &str = "tui";

/// What pure rooms may not name: files, the environment, the clock, printing, other processes.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::thread",
    "SystemTime",
    "Instant",
    "println!",
    "print!(",
    "eprint!(",
    "stdout()",
    "stderr()",
];

const LONGEST: usize = 600;

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("src can be listed").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("sources are UTF-8");
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(Path::new("src"), &mut found);
    assert!(found.len() > 40, "the sources were not found");
    found
}

/// The room a file is in; none for `lib.rs` and `main.rs`.
fn room(path: &Path) -> Option<String> {
    let mut parts = path.components().skip(1);
    let room = parts.next()?.as_os_str().to_str()?.to_owned();
    parts.next().map(|_| room)
}

/// The text without comments and without what follows `#[cfg(test)]`.
fn code(text: &str) -> String {
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .map(|line| line.split("//").next().unwrap_or_default())
        .fold(String::new(), |code, line| code + line + "\n")
}

/// The rooms that `code` names, by `crate::room` or `crate::{room, …}`.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let group = rest.strip_prefix('{').unwrap_or("");
        let mut depth = 0;
        let mut word = String::new();
        if group.is_empty() {
            word = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            named.insert(std::mem::take(&mut word));
        }
        for c in group.chars() {
            match c {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {}
                c if depth == 0 && (c.is_alphanumeric() || c == '_' || c == ':') => {
                    word.push(c);
                    continue;
                }
                _ => continue,
            }
            if depth <= 1 && !word.is_empty() {
                let first = word.split("::").next().unwrap_or_default();
                named.insert(first.to_owned());
            }
            word.clear();
        }
        if !word.is_empty() {
            let first = word.split("::").next().unwrap_or_default();
            named.insert(first.to_owned());
        }
    }
    named.retain(|name| !name.is_empty());
    named
}

#[test]
fn the_scanner_finds_what_it_looks_for() {
    let text = "use crate::text::width;\nuse crate::{domain::{Mark, Mood}, cli};\n// crate::store\nlet x = crate::tui::App;\n#[cfg(test)]\nuse crate::terminal;\n";
    let named: Vec<String> = rooms_named(&code(text)).into_iter().collect();
    assert_eq!(named, ["cli", "domain", "text", "tui"]);
    assert_eq!(room(Path::new("src/text/mod.rs")).as_deref(), Some("text"));
    assert_eq!(room(Path::new("src/lib.rs")), None);
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let position = |name: &str| ROOMS.iter().position(|room| *room == name);
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(own) = room(&path) else { continue };
        let Some(here) = position(&own) else {
            faults.push(format!("{}: `{own}` is no room", path.display()));
            continue;
        };
        for named in rooms_named(&code(&text)) {
            if position(&named).is_some_and(|there| there > here) {
                faults.push(format!("{}: uses `{named}`", path.display()));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn pure_rooms_touch_no_machine() {
    let last = ROOMS.iter().position(|room| *room == LAST_PURE);
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let here = room(&path).and_then(|own| ROOMS.iter().position(|room| *room == own));
        if here.is_none() || here > last {
            continue;
        }
        let code = code(&text);
        let grouped = |name: &str| {
            let module = name.strip_prefix("std::");
            module.is_some_and(|module| {
                code.match_indices("use std::{").any(|(at, _)| {
                    let group = code[at..].split(';').next().unwrap_or_default();
                    group
                        .split(['{', ',', '}'])
                        .any(|part| part.trim().split("::").next() == Some(module))
                })
            })
        };
        for name in IMPURE {
            if code.contains(name) || grouped(name) {
                faults.push(format!("{}: names `{name}`", path.display()));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        if !text.starts_with("//!") {
            faults.push(format!("{}: does not begin with `//!`", path.display()));
        }
        let lines = text.lines().count();
        if lines > LONGEST {
            faults.push(format!("{}: has {lines} lines", path.display()));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn one_file_knows_the_yaml_crate() {
    let naming: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.contains("serde_yaml") || text.contains("serde_saphyr"))
        .map(|(path, _)| path.to_string_lossy().replace('\\', "/"))
        .collect();
    assert_eq!(naming, ["src/scenario/yaml.rs"]);
}
