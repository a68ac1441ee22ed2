//! `class setup` and `class doctor` on a system of the test's own: what is installed is found again, and what is missing or
//! altered is named. Starts no service.

#![cfg(unix)]
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails, and files are what is set up"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn run(root: &Path, command: &str, options: &[&str]) -> (Option<i32>, String) {
    let mut run = Command::cargo_bin("teller-coach").expect("the program");
    let run = run.args(["class", command]).args(options);
    let output = run.arg("--root").arg(root).output().expect("it ran");
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

/// A system with both groups; the numbers are of this process, since only root gives folders away.
fn system() -> TempDir {
    let root = TempDir::new().expect("a folder");
    let own = fs::metadata(root.path()).expect("a folder");
    let group = std::os::unix::fs::MetadataExt::gid(&own);
    fs::create_dir(root.path().join("etc")).expect("a folder");
    let groups = format!("coach-trainees:x:4711:\ncoach-trainers:x:{group}:\n");
    fs::write(root.path().join("etc/group"), groups).expect("written");
    root
}

#[test]
fn what_was_set_up_is_found_again_with_its_own_options() {
    for options in [
        &["--lang", "zh", "--trainees", "80"][..],
        &[],
        &["--dir", "/srv/class", "--lang", "en"],
    ] {
        let root = system();
        let root = root.path();
        let (code, before) = run(root, "doctor", &[]);
        assert_eq!(code, Some(1), "{before}");
        let (code, set_up) = run(root, "setup", &[options, &["--write"]].concat());
        assert_eq!(code, Some(0), "{set_up}");
        // Whoever asks need not say again how it was set up.
        for again in [&[][..], options] {
            let (code, found) = run(root, "doctor", again);
            assert_eq!(code, Some(0), "{found}");
            assert!(!found.contains("wrong"), "{found}");
        }
        let (code, other) = run(root, "doctor", &["--lang", "en", "--trainees", "30"]);
        assert_eq!(code, Some(1), "{other}");
    }
}

#[test]
fn any_trainer_may_open_a_class_and_what_was_altered_is_named() {
    let root = system();
    let root = root.path();
    run(root, "setup", &["--write"]);
    let class = root.join("var/lib/teller-coach/class");
    let mode =
        |folder: &Path| fs::metadata(folder).expect("a folder").permissions().mode() & 0o7777;
    assert_eq!(mode(&class), 0o2775);
    assert_eq!(mode(&class.join("people")), 0o3777);

    fs::set_permissions(&class, fs::Permissions::from_mode(0o755)).expect("set");
    let drop_in = root.join("etc/ssh/sshd_config.d/60-teller-coach.conf");
    let text = fs::read_to_string(&drop_in).expect("the drop-in");
    fs::write(
        &drop_in,
        text.replace("PermitTunnel no", "PermitTunnel yes"),
    )
    .expect("written");
    let (code, found) = run(root, "doctor", &[]);
    assert_eq!(code, Some(1), "{found}");
    let wrong: Vec<&str> = found
        .lines()
        .filter(|line| line.starts_with("wrong"))
        .collect();
    assert_eq!(wrong.len(), 2, "{found}");
    assert!(wrong[0].contains("60-teller-coach.conf"), "{found}");
    assert!(wrong[1].contains("chmod 2775"), "{found}");
}

#[test]
fn without_being_told_to_write_it_is_printed_and_no_odd_name_gets_into_it() {
    let root = system();
    let root = root.path();
    let (code, printed) = run(root, "setup", &[]);
    assert_eq!(code, Some(0), "{printed}");
    for line in [
        "ForceCommand ",
        "DisableForwarding yes",
        "PermitUserRC no",
        "MaxStartups 40:30:80",
    ] {
        assert!(printed.contains(line), "{line}: {printed}");
    }
    assert!(!root.join("etc/ssh").exists(), "printed only");
    for bad in [["--group", "a;b"], ["--dir", "/tmp/$(id)"]] {
        assert_eq!(run(root, "setup", &bad).0, Some(2), "{bad:?}");
    }
    run(root, "setup", &["--write"]);
    let people = root.join("var/lib/teller-coach/class/people");
    fs::set_permissions(&people, fs::Permissions::from_mode(0o777)).expect("altered");
    let (code, said) = run(root, "doctor", &[]);
    assert!(code == Some(1) && said.contains("chmod 3777"), "{said}");
}
