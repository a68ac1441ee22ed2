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
