//! `practice --plain` through its pipes: the same encounter, marks and words as on the screens, one line after another.

#![expect(clippy::expect_used, reason = "a test that can't go on fails")]

use assert_cmd::Command;
use teller_coach::domain::{Language, Outcome};
use teller_coach::i18n::Texts;
use teller_coach::scenario::{Library, LibraryFile};

/// What is written when these lines are typed.
fn play(args: &[&str], lines: &str) -> (String, String, i32) {
    let output = Command::cargo_bin("teller-coach")
        .expect("the binary")
        .arg("practice")
        .args(args)
        .env_remove("NO_COLOR")
        .write_stdin(lines)
        .output()
        .expect("a run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        text(output.stdout),
        text(output.stderr),
        output.status.code().unwrap_or(-1),
    )
}

/// The replies of an embedded replay's case, as lines for `--plain`.
fn script(replay: &str, case: usize) -> (String, String, String) {
    let text = Library::embedded()
        .file(replay)
        .and_then(LibraryFile::replay)
        .expect("a replay");
    let file: serde_json::Value = serde_yaml::from_str(text).expect("YAML");
    let case = &file["cases"][case];
    let mut lines = String::new();
    for turn in case["turns"].as_array().expect("turns") {
        for action in turn["actions"].as_array().into_iter().flatten() {
            lines.push_str(&format!("/do {}\n", action.as_str().expect("an action")));
        }
        lines.push_str(turn["reply"].as_str().unwrap_or_default());
        lines.push('\n');
    }
    let of = |value: &serde_json::Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    (lines, of(&case["seed"]), of(&case["lang"]))
}

#[test]
fn a_scripted_conversation_comes_to_the_ending_its_replay_expects() {
    for (replay, case, outcome, language) in [
        ("double-fee", 0, Outcome::Good, Language::Zh),
        ("double-fee", 1, Outcome::Good, Language::En),
        ("double-fee", 2, Outcome::Fair, Language::Zh),
        ("double-fee", 5, Outcome::Bad, Language::En),
    ] {
        let texts = Texts::new(language);
        let words = texts.with(
            "plain-ending",
            &[
                ("outcome", texts.outcome(outcome).into()),
                ("text", "".into()),
            ],
        );
        let (lines, seed, language) = script(replay, case);
        let (out, err, code) = play(
            &[replay, "--plain", "--seed", &seed, "--lang", &language],
            &lines,
        );
        assert_eq!(code, 0, "{err}");
        assert!(
            out.contains(&words),
            "{replay} case {case} should come to {words}:\n{out}"
        );
    }
}

#[test]
fn the_same_seed_and_lines_give_the_same_text() {
    let typed = "您好，请坐，我马上帮您查。\n/hint\n/do smile\n是我们的错，对不起。\n";
    let args = ["double-fee", "--plain", "--seed", "7", "--lang", "zh"];
    assert_eq!(play(&args, typed), play(&args, typed));
}

#[test]
fn marks_reasons_mood_and_help_are_said_in_lines() {
    let typed = "/help\n/do wave smile\n\n谁让您不看清楚？这不归我管。\n/quit\n";
    let (out, _, code) = play(
        &["double-fee", "--plain", "--seed", "7", "--lang", "zh"],
        typed,
    );
    assert_eq!(code, 0);
    for wanted in [
        "/do smile",
        "没有“wave”这个动作",
        "红线",
        "总评",
        "心情",
        "下次这样试",
    ] {
        assert!(out.contains(wanted), "{wanted} is missing:\n{out}");
    }
    assert!(!out.contains('\u{1b}'));
}

#[test]
fn a_backslash_goes_on_in_the_next_line_and_control_characters_stay_out() {
    let typed = "您好，\\\n请坐。\u{1b}[31m\u{7}\n/quit\n";
    let (out, _, code) = play(
        &["double-fee", "--plain", "--seed", "7", "--lang", "zh"],
        typed,
    );
    assert_eq!(code, 0);
    assert!(out.contains("总评") && !out.contains('\u{1b}') && !out.contains('\u{7}'));
}

#[test]
fn without_an_id_the_trainee_chooses_by_number() {
    let (out, _, code) = play(
        &["--plain", "--lang", "en", "--seed", "1"],
        "99\nx\n1\n/quit\n",
    );
    assert_eq!(code, 0);
    assert!(
        out.contains("There is no such number") && out.contains("You are:"),
        "{out}"
    );
    let (_, err, code) = play(&["no-such", "--plain"], "");
    assert_eq!(code, 2);
    assert!(err.contains("no-such") && err.contains("teller-coach list"));
}

#[test]
fn the_end_of_the_input_ends_the_practice() {
    let (out, _, code) = play(
        &["double-fee", "--plain", "--lang", "en", "--seed", "1"],
        "Good morning, please sit down.",
    );
    assert_eq!(code, 0);
    assert!(
        out.contains("Overall") && out.contains("Left before the end"),
        "{out}"
    );
}
