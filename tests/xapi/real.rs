//! A real record store, Ralph (French public administration, MIT), installed from a package registry into the target
//! directory: it must take every statement, also as its strict model of the specification sees them, and have each once after
//! kills. Without a registry the test says so and passes.

use std::collections::BTreeMap;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::made;
use super::{AUTH, call, fine, statements, text};

/// `requests` is missing from what Ralph itself asks for.
const PACKAGES: [&str; 2] = ["ralph-malph[backend-lrs,cli,lrs]==5.1.0", "requests"];

/// Every statement against Ralph's strict model; the API itself is lax. Prints what is wrong.
const STRICT: &str = "
import json, sys
from ralph.models.xapi.base.statements import BaseXapiStatement
count = 0
for line in open(sys.argv[1], encoding='utf-8'):
    try:
        BaseXapiStatement.model_validate(json.loads(line))
        count += 1
    except Exception as error:
        print(error, line)
print(count)
";

/// The interpreter of an environment that has Ralph; none where it can't be installed, which is said.
fn environment() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ralph-5.1.0");
    let python = folder.join("bin/python");
    let ready = folder.join("ready");
    if ready.exists() {
        return Some(python);
    }
    let done = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    let made = done(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    );
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "1",
    ];
    let installed = made && done(Command::new(&python).args(pip).args(PACKAGES));
    if installed {
        std::fs::write(ready, "").unwrap();
        Some(python)
    } else {
        eprintln!("skipped: {PACKAGES:?} could not be installed from a package registry");
        None
    }
}

/// Starts it. Its file backend can't append to its own file as it is published: the second request of any client is answered
/// with 500, so this one default is set. All else is Ralph's.
const START: &str = "
import sys
import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run('ralph.api:app', host='127.0.0.1', port=int(sys.argv[1]), log_level='warning')
";

/// A running store.
struct Ralph {
    process: Child,
    folder: tempfile::TempDir,
    address: String,
}

impl Drop for Ralph {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Ralph {
    fn start(python: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let module = |args: &[&str]| {
            let mut command = Command::new(python);
            command
                .args(args)
                .current_dir(folder.path())
                .env("RALPH_APP_DIR", folder.path())
                .env("RALPH_RUNSERVER_BACKEND", "fs")
                .env(
                    "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH",
                    folder.path(),
                )
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command
        };
        let (user, password) = AUTH.1.split_once(':').unwrap();
        let auth = module(&["-m", "ralph", "auth", "-u", user, "-p", password])
            .args([
                "-s",
                "statements/write",
                "-s",
                "statements/read",
                "-N",
                user,
            ])
            .args(["-M", "mailto:ann@bank.example.com", "-w"])
            .status()
            .unwrap();
        assert!(auth.success(), "credentials could not be made");
        let process = module(&["-c", START, &port.to_string()]).spawn().unwrap();
        let mut ralph = Self {
            process,
            folder,
            address: format!("http://127.0.0.1:{port}/xAPI"),
        };
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                ralph.process.try_wait().unwrap().is_none(),
                "it does not run"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        ralph
    }

    /// What it has written down, as it lies on its disk.
    fn lines(&self) -> Vec<String> {
        let file = std::fs::read_to_string(self.folder.path().join("fs_lrs.jsonl"));
        file.map_or_else(
            |_| Vec::new(),
            |text| text.lines().map(str::to_owned).collect(),
        )
    }

    /// How often it has each statement.
    fn times(&self) -> BTreeMap<String, usize> {
        let mut times = BTreeMap::new();
        for line in self.lines() {
            let one: Value = serde_json::from_str(&line).unwrap();
            *times
                .entry(one["id"].as_str().unwrap().to_owned())
                .or_default() += 1;
        }
        times
    }
}

/// Each id once.
fn once(all: &[Value]) -> BTreeMap<String, usize> {
    let ids = all.iter().map(|one| one["id"].as_str().unwrap().to_owned());
    ids.map(|id| (id, 1)).collect()
}

#[test]
fn a_real_store_takes_every_statement_and_has_each_once_after_kills() {
    let Some(python) = environment() else { return };
    let ralph = Ralph::start(&python);
    let (data, class) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    made::history(data.path());
    made::ended_class(class.path());

    // Strictly: what is told of encounters and of a class, with and without names and words.
    let mut all = statements(&["export", "--data", text(data.path())]);
    let report = ["class", "report", text(class.path())];
    all.extend(statements(&report));
    let expected = once(&all);
    all.extend(statements(
        &[&report[..], &["--names", "--no-words"]].concat(),
    ));
    let file = data.path().join("all.jsonl");
    let lines: String = all.iter().map(|one| format!("{one}\n")).collect();
    std::fs::write(&file, lines).unwrap();
    let output = Command::new(&python)
        .args(["-c", STRICT])
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(said.trim(), all.len().to_string(), "{said}");
    all[0]["result"]["score"]["scaled"] = serde_json::json!(2);
    std::fs::write(&file, format!("{}\n", all[0])).unwrap();
    let output = Command::new(&python)
        .args(["-c", STRICT])
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("scaled") && said.trim().ends_with('0'),
        "the judge sleeps: {said}"
    );

    // Taken, and taken again without the note of what was sent.
    let push = ["--format", "xapi", "--lang", "en", "--push", &ralph.address];
    let own = [&["export", "--data", text(data.path())], &push[..]].concat();
    let report = [&report[..], &["--data", text(data.path())], &push[..]].concat();
    assert!(fine(&own).ends_with("; 0 refused.\n"));
    assert!(fine(&report).ends_with("; 0 refused.\n"));
    assert_eq!(ralph.times(), expected);
    std::fs::remove_file(data.path().join("outbox.db")).unwrap();
    assert!(fine(&own).ends_with("; 0 refused.\n"));
    assert!(fine(&report).ends_with("; 0 refused.\n"));
    assert_eq!(ralph.times(), expected);

    // Killed again and again while it sends, then left alone.
    made::long_history(data.path(), 40);
    let expected = {
        let mut all = statements(&["export", "--data", text(data.path())]);
        all.extend(statements(&report[..3]));
        once(&all)
    };
    let mut slowly = own.clone();
    slowly.extend(["--batch", "4"]);
    let mut kills = 0;
    'killing: while kills < 6 {
        let before = ralph.lines().len();
        let mut child = call(&slowly).stdout(Stdio::null()).spawn().unwrap();
        while ralph.lines().len() < before + 4 {
            // On a machine that is busy elsewhere it may be done before it can be killed.
            if child.try_wait().unwrap().is_some() {
                break 'killing;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
    }
    assert!(kills > 0, "it was never killed in the middle");
    let out = fine(&slowly);
    assert!(out.ends_with("; 0 refused.\n"), "{out}");
    assert_eq!(ralph.times(), expected);
    println!(
        "{} statements at a real store, {kills} kills, none doubled, none missing",
        expected.len()
    );
}
