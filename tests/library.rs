//! Packs from outside: found, laid over the library, listed, checked, replayed and practised; what is wrong with them is said.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and may touch files"
)]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use teller_coach::domain::Outcome;
use teller_coach::scenario::{Library, LibraryFile};
use tempfile::TempDir;

const MANIFEST: &str = "format: 1\npack: branch\nversion: 1.2.0\ntitle: {zh: 支行, en: Branch}\nlanguages: [zh, en]\nlicence: internal\n";

/// What a run printed, and its exit code.
struct Ran {
    out: String,
    err: String,
    code: i32,
}

fn run(home: &Path, args: &[&str], input: &str) -> Ran {
    let output = Command::cargo_bin("teller-coach")
        .expect("the binary is built")
        .args(args)
        .env("XDG_DATA_HOME", home)
        .env("HOME", home)
        .write_stdin(input)
        .output()
        .expect("it runs");
    Ran {
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
        code: output.status.code().expect("an exit code"),
    }
}

fn embedded(id: &str) -> (&'static str, &'static str) {
    let file = Library::embedded().file(id).expect("a scenario");
    (
        file.text(),
        file.replay().expect("every scenario has a replay"),
    )
}

/// A pack with an edition of its own of `double-fee` and a scenario of another name.
fn pack(folder: &Path) {
    let (scenario, replay) = embedded("double-fee");
    fs::create_dir_all(folder).expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
    write("pack.yaml", MANIFEST);
    let first = scenario.lines().find(|line| line.starts_with("title:"));
    let title = "title: {zh: 本行的一版, en: Our own edition}";
    let changed = scenario.replace(first.expect("a title"), title);
    write("double-fee.yaml", &changed);
    write("double-fee.replay.yaml", replay);
    write(
        "fee-again.yaml",
        &scenario.replace("id: double-fee", "id: fee-again"),
    );
}

#[test]
fn a_pack_lies_over_the_library_wherever_it_comes_from() {
    let home = TempDir::new().expect("a folder");
    let named = TempDir::new().expect("a folder");
    let plain = run(home.path(), &["list", "--json"], "");
    pack(named.path());
    let folder = named.path().to_str().expect("a path");
    let laid_over = run(home.path(), &["list", "--json", "--library", folder], "");
    // The same pack in the user's own folder.
    pack(&home.path().join("teller-coach/library/branch"));
    let own = run(home.path(), &["list", "--json"], "");
    assert_eq!(laid_over.out, own.out);

    let all =
        |ran: &Ran| -> Vec<serde_json::Value> { serde_json::from_str(&ran.out).expect("JSON") };
    let (before, after) = (all(&plain), all(&own));
    assert_eq!(after.len(), before.len() + 1);
    let fee = after.iter().find(|one| one["id"] == "double-fee");
    let fee = fee.expect("double-fee is listed");
    assert_eq!(fee["title"]["zh"], "本行的一版");
    assert_eq!(fee["pack"], "branch");
    let version = fee["version"].as_str().expect("a version");
    assert!(version.starts_with("branch@1.2.0+"), "{version}");

    let only = run(home.path(), &["list", "--pack", "branch"], "");
    assert_eq!(only.out.lines().count(), 3, "{}", only.out);
    let played = run(
        home.path(),
        &["practice", "fee-again", "--plain", "--lang", "zh"],
        "",
    );
    assert_eq!(played.code, 0, "{}", played.err);
    let graph = run(home.path(), &["graph", "fee-again"], "");
    assert_eq!(graph.code, 0, "{}", graph.err);
}

#[test]
fn pipelines_see_the_users_own_packs_only_where_they_are_named() {
    let home = TempDir::new().expect("a folder");
    let own = home.path().join("teller-coach/library/branch");
    pack(&own);
    let without = run(home.path(), &["check", "--format", "json"], "");
    assert!(!without.out.contains("fee-again"));
    let folder = own.to_str().expect("a path");
    let with = run(
        home.path(),
        &["check", "--format", "json", "--library", folder],
        "",
    );
    assert!(with.out.contains("fee-again.yaml"));
    let replayed = run(home.path(), &["replay", "--library", folder], "");
    assert!(replayed.out.contains("branch/double-fee.replay.yaml"));
    assert!(
        !replayed
            .out
            .contains("scenarios/counter/double-fee.replay.yaml")
    );
}

#[test]
fn what_is_wrong_with_a_pack_is_said_and_the_rest_is_there() {
    let home = TempDir::new().expect("a folder");
    let named = TempDir::new().expect("a folder");
    pack(named.path());
    let folder = named.path().to_str().expect("a path");
    let write = |name: &str, text: &str| fs::write(named.path().join(name), text).expect("a file");
    write("fee-again.yaml", "format: 1\nid: fee-again\n");
    let ran = run(home.path(), &["list", "--library", folder], "");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("fee-again.yaml:1: the key"), "{}", ran.err);
    assert!(ran.out.contains("Our own edition"));

    write("pack.yaml", "format: 1\npack: branch\n");
    let ran = run(home.path(), &["list", "--library", folder], "");
    assert_eq!(ran.code, 3);
    assert!(
        ran.err.contains("pack.yaml:1: the key `version`"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("Our own edition"));
    let checked = run(home.path(), &["check", folder], "");
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("pack.yaml"), "{}", checked.out);

    for (folder, says) in [
        ("no-such-folder", "no such file or folder"),
        (".ci", "no scenario"),
    ] {
        let ran = run(home.path(), &["list", "--library", folder], "");
        assert_eq!(ran.code, 3, "{folder}");
        assert!(ran.err.contains(says), "{}", ran.err);
    }
}

#[test]
fn every_scenario_of_the_library_is_in_a_pack_with_its_replay() {
    let library = Library::embedded();
    assert!(library.files().iter().all(|file| file.replay().is_some()));
    let used = |id: &str| {
        library
            .files()
            .iter()
            .any(|file| file.pack().as_str() == id)
    };
    assert!(library.packs().iter().all(|pack| used(pack.id.as_str())));
    let names: Vec<&str> = library.files().iter().map(LibraryFile::name).collect();
    for name in names {
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(name).is_file(),
            "{name}"
        );
    }
}

#[test]
fn every_file_names_its_schema_and_the_schemas_are_those_of_the_program() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = Library::embedded();
    let replays = library.files().iter().filter_map(LibraryFile::replay);
    let scenarios = library.files().iter().map(LibraryFile::text);
    let manifests = Library::embedded_manifests().map(|(_, text)| text);
    let all = scenarios
        .map(|text| ("scenario", text))
        .chain(replays.map(|text| ("replay", text)))
        .chain(manifests.map(|text| ("pack", text)));
    for (kind, text) in all {
        let first = text.lines().next().unwrap_or_default();
        let modeline = format!("# yaml-language-server: $schema=../{kind}.schema.json");
        assert_eq!(first, modeline, "{text:.200}");
    }
    for kind in ["scenario", "replay", "pack"] {
        let written = fs::read_to_string(project.join(format!("scenarios/{kind}.schema.json")));
        let printed = run(project, &["schema", kind], "").out;
        assert!(
            written.expect("a schema") == printed,
            "write `teller-coach schema {kind}` to scenarios/{kind}.schema.json again"
        );
    }
}

#[test]
fn the_ways_that_were_proved_can_be_run() {
    let home = TempDir::new().expect("a folder");
    let ways = home.path().join("ways");
    let folder = ways.to_str().expect("a path");
    let stuck = "tests/data/scenarios/unproved.yaml";
    assert_eq!(run(home.path(), &["check", "--ways", folder], "").code, 0);
    let _ = run(home.path(), &["check", stuck, "--ways", folder], "");
    let ran = run(
        home.path(),
        &["replay", folder, "--library", "tests/data/scenarios"],
        "",
    );
    assert!(
        ran.out.ends_with("all as expected\n"),
        "{}\n{}",
        ran.out,
        ran.err
    );
    let endings: usize = Library::embedded()
        .scenarios()
        .map(|one| one.endings.len())
        .sum();
    let cases = ran
        .out
        .lines()
        .filter(|line| line.starts_with("ok"))
        .count();
    assert!(
        cases > endings,
        "every ending of the library and the stuck place"
    );
}

#[test]
fn one_dull_line_ends_no_scenario_badly() {
    let mut ways = 0;
    for scenario in Library::embedded().scenarios() {
        for state in &scenario.states {
            let bad = state.next.iter().filter(|rule| {
                let ending = scenario.ending(&rule.to);
                ending.is_some_and(|ending| ending.outcome == Outcome::Bad)
            });
            for rule in bad {
                ways += 1;
                // A line crossed, a promise made, a customer already beside themselves, or a second reply that is no better.
                let earned = rule.when.as_ref().is_some_and(|guard| {
                    guard.red_line.is_some()
                        || !guard.signals.is_empty()
                        || !guard.mood.is_empty()
                        || guard.turns.is_some_and(|turns| turns.min >= Some(2))
                });
                assert!(earned, "{}: {} to {}", scenario.id, state.id, rule.to);
            }
        }
    }
    assert!(ways > 100, "{ways}");
}
