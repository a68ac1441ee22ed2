//! An import killed in its midst leaves all or nothing.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::calls::{everything, imported, report};
use crate::made::{Did, attempts, source, write};

/// How many times it is killed.
const KILLS: u32 = 8;
const PEOPLE: u32 = 150;
const DAYS: u32 = 6;

/// A bundle that takes a moment to import.
pub fn bundle(path: &Path) {
    let source = source(1);
    let mut all = Vec::new();
    for person in 0..PEOPLE {
        for day in 0..DAYS {
            let name = person.to_string();
            all.extend(attempts(
                &source,
                Did {
                    person: &name,
                    day,
                    encounter: person,
                    marks: &[40, 60, 80],
                    passed: Some(person % 2 == 0),
                },
            ));
        }
    }
    write(path, "b-1", &source, (9, ""), &all);
}

/// The program importing `bundle`, with nobody listening.
pub fn importing(store: &str, bundle: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_teller-coach"));
    command
        .args(["import", "--store", store])
        .arg(bundle)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Kills imports into stores that `fresh` makes, spread over the time that one takes.
pub fn leaves_all_or_nothing(mut fresh: impl FnMut() -> String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.jsonl");
    bundle(&path);
    let undisturbed = fresh();
    let begin = Instant::now();
    let status = importing(&undisturbed, &path).status().expect("a run");
    assert!(status.success());
    let whole = begin.elapsed();
    let wanted = everything(&undisturbed);
    let (mut killed, mut nothing) = (0, 0);
    for kill in 1..=KILLS {
        let store = fresh();
        // The tables first, so that there is something to report on when nothing went in.
        let empty = folder.path().join("empty.jsonl");
        write(&empty, "b-1", &source(2), (1, ""), &[]);
        imported(&store, &[&empty]);
        let mut child = importing(&store, &path).spawn().expect("a run");
        std::thread::sleep(whole * kill / (KILLS + 1));
        child.kill().expect("a kill");
        let status = child.wait().expect("an end");
        killed += u32::from(status.code().is_none());
        let replies = &report(&store, &["principle"])["rows"][0]["replies"];
        let all = u64::from(PEOPLE * DAYS * 3);
        match replies.as_u64() {
            Some(0) => {
                nothing += 1;
                let rows = report(&store, &["person"]);
                assert_eq!(rows["of"], 0, "kill {kill}");
            }
            count => assert_eq!(count, Some(all), "kill {kill}"),
        }
        // The next import goes in as if nothing had happened.
        let out = imported(&store, &[&path]);
        let again = "One bundle was imported before and changed nothing.\n";
        let new = format!(
            "One bundle is in: {} new attempts, 0 were there already.\n",
            PEOPLE * DAYS * 4
        );
        assert!(out == again || out == new, "{out}");
        assert_eq!(everything(&store), wanted, "kill {kill}");
    }
    println!("{killed} of {KILLS} imports were killed, {nothing} left nothing, the others all");
    assert!(
        killed > 0 && nothing > 0,
        "no import was killed in its midst"
    );
}

#[test]
fn an_import_killed_leaves_all_or_nothing_in_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut made = 0;
    leaves_all_or_nothing(|| {
        made += 1;
        folder
            .path()
            .join(format!("{made}.db"))
            .display()
            .to_string()
    });
}
