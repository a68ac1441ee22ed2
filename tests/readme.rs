//! README's commands are run and must print what it shows; what it promises of files must be there.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails"
)]

use assert_cmd::Command;

fn readme() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("README.md")
}

#[test]
fn every_command_shown_prints_what_is_shown() {
    let text = readme();
    let mut run = 0;
    for block in text.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        let (command, shown) = block
            .split_once('\n')
            .expect("a command and what it prints");
        let args = command
            .strip_prefix("$ teller-coach ")
            .expect("a call of the program");
        let output = Command::cargo_bin("teller-coach")
            .expect("the binary")
            .args(args.split_whitespace())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("a run");
        assert_eq!(String::from_utf8_lossy(&output.stdout), shown, "{command}");
        run += 1;
    }
    assert!(run >= 2, "README shows no command");
}

#[test]
fn the_two_commands_of_the_set_up_and_the_sections_for_users_are_there() {
    let text = readme();
    for wanted in [
        "cargo run --release",
        "cargo test",
        "给柜员",
        "ARCHITECTURE.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
    ] {
        assert!(text.contains(wanted), "README does not mention {wanted}");
    }
    for file in [
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "justfile",
        ".ci/run",
    ] {
        let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
        assert!(std::path::Path::new(&path).exists(), "{file} is missing");
    }
}

#[test]
fn the_screens_shown_are_eighty_columns_at_most() {
    let text = readme();
    for line in text.lines().filter(|line| line.contains(['│', '╭', '╰'])) {
        assert!(teller_coach::text::width(line) <= 80, "{line}");
    }
}

/// Every line of the pipelines that calls the program, run by a shell in a folder with the library as `scenarios`, in order.
#[cfg(unix)]
#[test]
fn the_pipelines_shown_run_as_far_as_they_can_here() {
    let text = readme();
    let folder = tempfile::tempdir().expect("a folder");
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    std::os::unix::fs::symlink(library, folder.path().join("scenarios")).expect("a link");
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_teller-coach"));
    let path = format!(
        "{}:/usr/bin:/bin",
        program.parent().expect("a folder").display()
    );
    let mut pipelines = 0;
    for head in ["yaml\n# .github", "yaml\n# .gitlab", "groovy\n// Jenkins"] {
        let block = text
            .split(&format!("```{head}"))
            .nth(1)
            .expect("a pipeline");
        let block = block.split("```").next().unwrap_or_default();
        if head.starts_with("yaml") {
            let tree: Result<serde_json::Value, _> = serde_yaml::from_str(&format!("#{block}"));
            assert!(tree.is_ok_and(|tree| tree.is_object()), "{head}");
        }
        for line in block.lines() {
            let Some((_, call)) = line.split_once("teller-coach ") else {
                continue;
            };
            let call = call.trim_end_matches(['\'', ' ']);
            let output = std::process::Command::new("sh")
                .args(["-c", &format!("teller-coach {call}")])
                .current_dir(folder.path())
                .env("PATH", &path)
                .env("PART", "1/2")
                .output()
                .expect("a shell");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{call}: {said}");
            // What one job hands to the next.
            if call.contains("part.json") && call.starts_with("replay") {
                for part in ["part-1", "part-2"] {
                    let to = folder.path().join(part);
                    std::fs::create_dir(&to).expect("a folder");
                    std::fs::copy(folder.path().join("part.json"), to.join("part.json"))
                        .expect("a copy");
                }
            }
        }
        pipelines += 1;
    }
    assert_eq!(pipelines, 3);
    for file in ["summary.md", "replay.html", "replay.xml", "replay.tap"] {
        assert!(folder.path().join(file).exists(), "{file} was not written");
    }
}
