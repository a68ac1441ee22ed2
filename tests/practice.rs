//! `practice --plain` through its pipes: the same encounter, marks and words as on the screens, one line after another.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails, and may touch files"
)]

use std::path::Path;
use std::sync::Arc;

use assert_cmd::Command;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use teller_coach::domain::{Action, Form, Language, Outcome, ScenarioId};
use teller_coach::i18n::Texts;
use teller_coach::progress::{End, KeptEncounter};
use teller_coach::scenario::{Header, Library, LibraryFile, Scenario};
use teller_coach::store::{Sought, Store};
use teller_coach::tui::{App, Code, Effect, EncounterRecord, Input, Key, Setup, Shelf};

/// What is written when these lines are typed.
fn play(args: &[&str], lines: &str) -> (String, String, i32) {
    let output = Command::cargo_bin("teller-coach")
        .expect("the binary")
        .args(["practice", "--no-store"])
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

/// What is written when these lines are typed, the results being kept in `folder`.
fn play_kept(folder: &Path, args: &[&str], lines: &str) -> String {
    let output = Command::cargo_bin("teller-coach")
        .expect("the binary")
        .args(["practice", "--plain", "--data"])
        .arg(folder)
        .args(args)
        .write_stdin(lines)
        .output()
        .expect("a run");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The encounters kept in `folder`, the newest first.
fn kept(folder: &Path) -> Vec<KeptEncounter> {
    let store = Store::open_to_read(&folder.join("practice.db"), TimeZone::UTC).expect("a store");
    let ids = store.search(&Sought::default(), 100).expect("ids");
    let one = |id: String| store.encounter(&id).expect("readable").expect("there");
    ids.into_iter().map(one).collect()
}

struct WholeLibrary(Library, Vec<Header>);

impl Shelf for WholeLibrary {
    fn headers(&self) -> &[Header] {
        &self.1
    }

    fn open(&self, id: &ScenarioId) -> Result<Arc<Scenario>, String> {
        self.0
            .scenario(id.as_str())
            .ok_or_else(|| "missing".to_owned())
    }
}

/// What the screens keep when the turns of a replay's case are typed; none where an action is not offered there.
fn on_the_screens(
    id: &str,
    seed: u64,
    language: Language,
    turns: &[Value],
) -> Option<EncounterRecord> {
    let library = Library::new();
    let scenario = library.scenario(id).expect("a scenario");
    let headers = library.headers();
    let mut setup = Setup::new(Arc::new(WholeLibrary(library, headers)), language, seed);
    setup.only = Some(ScenarioId::new(id).expect("an id"));
    let mut app = App::new(setup);
    let mut last = None;
    let mut press = |app: &mut App, input: Input| {
        for effect in app.handle(input) {
            if let Effect::Progress(record) | Effect::Finished(record) = effect {
                last = Some(record);
            }
        }
    };
    let key = |code: Code| Input::Key(Key::plain(code));
    press(&mut app, key(Code::Function(2)));
    let mut state = scenario.start.clone();
    for turn in turns {
        press(
            &mut app,
            Input::Paste(turn["reply"].as_str().expect("words").to_owned()),
        );
        let actions: Vec<Action> =
            serde_json::from_value(turn["actions"].clone()).expect("actions");
        let offered = &scenario.state(&state).expect("a state").actions;
        for action in actions {
            let row = offered.iter().position(|one| *one == action)?;
            let digit =
                char::from_digit(u32::try_from(row + 1).expect("few"), 10).expect("a digit");
            for code in [Code::Tab, Code::Char(digit), Code::Esc] {
                press(&mut app, key(code));
            }
        }
        press(&mut app, key(Code::Enter));
        press(&mut app, key(Code::Enter));
        let to = turn["to"].as_str().expect("a place");
        state = teller_coach::domain::StateId::new(to).expect("an id");
    }
    last
}

#[test]
fn screens_lines_and_replays_come_to_the_same_events() {
    for id in ["double-fee", "skipped-number"] {
        let report = Command::cargo_bin("teller-coach")
            .expect("the binary")
            .args(["replay", "--report", "json:-"])
            .output()
            .expect("a run");
        let report: Value = serde_json::from_slice(&report.stdout).expect("JSON");
        let cases = report["cases"].as_array().expect("cases");
        let mut compared = 0;
        // What is given and not said is for replays alone, and so is what a table makes many plays of.
        let written = |case: &&Value| case["scenario"] == id && case["play"].is_null();
        for case in cases.iter().filter(written) {
            let number = case["number"].as_u64().expect("a number");
            let number = usize::try_from(number).expect("a small number");
            let (lines, seed, language) = script(id, number - 1);
            let given = case["turns"].as_array().into_iter().flatten().any(|turn| {
                let words = turn["reply"].as_str().unwrap_or_default();
                words.starts_with("given: ")
            });
            if given || lines.trim().is_empty() {
                continue;
            }
            let folder = tempfile::tempdir().expect("a folder");
            play_kept(
                folder.path(),
                &[id, "--seed", &seed, "--lang", &language],
                &lines,
            );
            let in_lines = kept(folder.path()).remove(0);
            let turns = case["turns"].as_array().expect("turns");
            let seed: u64 = seed.parse().expect("a seed");
            let language = if language == "zh" {
                Language::Zh
            } else {
                Language::En
            };
            let replayed: Vec<Value> = turns
                .iter()
                .map(|turn| {
                    json!([
                        turn["state"],
                        turn["reply"],
                        turn["actions"],
                        turn["overall"],
                        turn["marks"]
                    ])
                })
                .collect();
            let lines: Vec<Value> = in_lines
                .replies
                .iter()
                .map(|reply| {
                    let marks: Value = reply
                        .marks
                        .iter()
                        .map(|(principle, mark)| (principle.key().to_owned(), json!(mark)))
                        .collect::<serde_json::Map<_, _>>()
                        .into();
                    json!([
                        reply.state,
                        reply.reply.words,
                        reply.reply.actions,
                        reply.overall,
                        marks
                    ])
                })
                .collect();
            assert_eq!(lines, replayed, "{id} case {number}: lines");
            let ending = match &in_lines.end {
                End::Ended { ending, .. } => json!(ending),
                _ => Value::Null,
            };
            assert_eq!(ending, case["ending"]);
            let Some(on_screens) = on_the_screens(id, seed, language, turns) else {
                continue;
            };
            let screens: Vec<Value> = on_screens
                .turns
                .iter()
                .zip(&on_screens.transcript.replies)
                .map(|(turn, reply)| {
                    let marks: Value = turn
                        .principles
                        .iter()
                        .map(|(principle, mark)| (principle.key().to_owned(), json!(mark)))
                        .collect::<serde_json::Map<_, _>>()
                        .into();
                    json!([turn.state, reply.words, reply.actions, turn.overall, marks])
                })
                .collect();
            assert_eq!(screens, replayed, "{id} case {number}: screens");
            assert_eq!(json!(on_screens.ending.map(|(id, _)| id)), case["ending"]);
            compared += 1;
        }
        assert!(compared >= 3, "{id}: {compared}");
    }
}

#[test]
fn a_drill_and_an_exam_can_be_taken_in_lines_and_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let replies = "让您久等了，对不起，我马上帮您查。\n".repeat(5);
    let out = play_kept(
        folder.path(),
        &["--form", "drill", "--seed", "3", "--lang", "zh"],
        &replies,
    );
    assert!(
        out.contains("快练　第 5 个，共 5 个") && out.contains("5 个片段，平均"),
        "{out}"
    );
    let all = kept(folder.path());
    assert_eq!(all.len(), 5);
    assert!(all.iter().all(|one| one.form == Form::Drill
        && one.end == End::Answered
        && one.round == all[0].round));

    let replies = "/hint\n你自己没看清楚，怪谁？\n".repeat(8);
    let out = play_kept(
        folder.path(),
        &["--form", "exam", "--seed", "3", "--lang", "zh"],
        &replies,
    );
    assert!(
        out.contains("考核时没有提示") && out.contains("没通过"),
        "{out}"
    );
    let before = out.split("第 8 个，共 8 个").next().expect("a part");
    assert!(!before.contains("总评"), "no marks before the end");
    let result = kept(folder.path())[0].examined.expect("a result");
    assert!(!result.passed);
    let (_, err, code) = play(&["double-fee", "--plain", "--form", "exam"], "");
    assert_eq!(code, 2);
    assert!(err.contains("takes no scenario"), "{err}");
}

#[test]
fn hints_second_tries_disagreements_and_the_language_work_in_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let typed = "/retry\n/hint\n/hint\n/hint\n/hint\n等着。\n/disagree\n/disagree 我觉得够了\n/retry\n/lang\n您好，对不起，我马上帮您查。\n/quit\n";
    let out = play_kept(
        folder.path(),
        &["double-fee", "--seed", "7", "--lang", "zh"],
        typed,
    );
    for wanted in [
        "还没回过话",
        "这一刻最看重",
        "提示就这些",
        "请写上理由",
        "记下了",
        "那句收回",
        "Overall",
    ] {
        assert!(out.contains(wanted), "no `{wanted}` in\n{out}");
    }
    let all = kept(folder.path());
    assert_eq!(all.len(), 2, "the first try stays");
    assert_eq!(all[1].replies[0].hints, 3);
    assert_eq!(all[1].replies[0].disagreements, ["我觉得够了"]);
    assert_eq!(
        (all[1].end.clone(), all[0].end.clone()),
        (End::Left, End::Open)
    );
}

#[test]
fn a_recorded_encounter_replays_as_it_went_and_is_added_to_what_stands_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("double-fee.replay.yaml");
    let name = file.to_str().expect("UTF-8");
    let (lines, seed, language) = script("double-fee", 0);
    let lines = format!("/do smile\n{lines}");
    let args = [
        "double-fee",
        "--plain",
        "--seed",
        &seed,
        "--lang",
        &language,
        "--record",
        name,
    ];
    assert_eq!(play(&args, &lines).2, 0);
    assert_eq!(
        play(&args, "我的卡号是 6222 0200 1234 5678 903。\n/quit\n").2,
        0
    );
    let written = std::fs::read_to_string(&file).expect("written");
    assert!(!written.contains("1234"), "{written}");
    let replayed = Command::cargo_bin("teller-coach")
        .expect("the binary")
        .arg("replay")
        .arg(&file)
        .output()
        .expect("a run");
    let said = String::from_utf8_lossy(&replayed.stdout);
    assert!(
        said.ends_with("2 cases replayed: all as expected\n"),
        "{said}\n{written}"
    );
    assert!(written.contains("smile"), "{written}");

    // What can't be added to is left as it is, and that is said before anything is typed or at the end.
    let odd = folder.path().join("odd.replay.yaml");
    let text = "format: 1\nscenario: double-fee # ours\ncases:\n- name: {zh: 甲, en: a}\n  seed: 1\n  lang: zh\n  turns: [{reply: 您好}]\n";
    std::fs::write(&odd, text).expect("written");
    let odd_name = odd.to_str().expect("UTF-8");
    let (_, err, _) = play(
        &[
            "double-fee",
            "--plain",
            "--lang",
            "en",
            "--record",
            odd_name,
        ],
        "Hello\n/quit\n",
    );
    assert!(err.contains("set in by two columns"), "{err}");
    assert_eq!(std::fs::read_to_string(&odd).expect("there"), text);

    let other = ["skipped-number", "--plain", "--record", name];
    let (_, err, code) = play(&other, "/quit\n");
    assert_eq!(code, 2);
    assert!(err.contains("is no replay of `skipped-number`"), "{err}");
    assert_eq!(
        std::fs::read_to_string(&file).expect("still there"),
        written
    );
    assert_eq!(
        play(&["--plain", "--record", name], "").2,
        2,
        "without a scenario"
    );
}

#[test]
fn who_has_said_all_well_but_not_the_answer_is_told_what_the_customer_still_waits_for() {
    for (language, reply, told) in [
        (
            "en",
            "Good morning, sit down with me. Let's lay them out one by one; I can see you're worried, and I'll tell you what each one is worth.",
            "Tell the customer as well: ",
        ),
        (
            "zh",
            "大叔您坐，您的心情我懂，我陪您一张一张看，看完给您说明白。",
            "还要告诉客户：",
        ),
    ] {
        let args = ["torn-notes", "--plain", "--seed", "4", "--lang", language];
        let (out, _, _) = play(&args, &format!("{reply}\n/quit\n"));
        assert!(out.contains(told), "{out}");
    }
}

#[test]
fn one_sentence_for_every_customer_of_a_round_is_noticed_and_costs_nothing() {
    let same = "让您久等了，真对不起，您先坐，我这就帮您查。";
    let lines = |second: &str| format!("{same}\n{second}\n{same}\n");
    let rounds = |second: &str| {
        let args = [
            "--plain", "--form", "sparring", "--seed", "7", "--lang", "zh",
        ];
        play(&args, &lines(second)).0
    };
    let (all, one) = (
        rounds(same),
        rounds("您看这样行吗，我先把您的单子核对一遍再说。"),
    );
    assert_eq!(all.matches("几乎没变").count(), 2, "{all}");
    assert_eq!(one.matches("几乎没变").count(), 1, "{one}");
    // The third customer hears the same in both and gives the same marks.
    let third = |out: &str| {
        let at = out.rfind("总评").expect("marks");
        out[at..].lines().next().expect("a line").to_owned()
    };
    assert_eq!(third(&all), third(&one));
    let args = ["--plain", "--form", "exam", "--seed", "7", "--lang", "en"];
    let out = play(
        &args,
        &"Please take a seat, I'll look into it right away.\n".repeat(8),
    )
    .0;
    assert_eq!(
        out.matches("You said nearly the same to").count(),
        7,
        "{out}"
    );
}

/// What a run without `--no-store` in front prints, and its exit code.
fn bare(args: &[&str], home: &Path, lines: &str) -> (String, String, i32) {
    let output = Command::cargo_bin("teller-coach")
        .expect("the binary")
        .args(args)
        .env("XDG_DATA_HOME", home)
        .env("HOME", home)
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

#[test]
fn options_may_stand_before_the_command() {
    let home = tempfile::TempDir::new().expect("a folder");
    let before = "--no-store --lang en --seed=3 practice double-fee --plain";
    let behind = "practice double-fee --plain --no-store --lang en --seed=3";
    let [before, behind] = [before, behind].map(|line| {
        let args: Vec<&str> = line.split(' ').collect();
        bare(&args, home.path(), "/quit\n")
    });
    assert_eq!(before, behind);
    assert_eq!(before.2, 0, "{}", before.1);
    assert!(before.0.contains("Ms Luo"), "{}", before.0);
    assert!(
        !home.path().join("teller-coach").exists(),
        "--no-store was heard"
    );
    // A command that has no such option says so in its own name.
    let (_, err, code) = bare(&["--no-store", "check"], home.path(), "");
    assert_eq!(code, 2);
    assert!(
        err.contains("--no-store") && err.contains("teller-coach check"),
        "{err}"
    );
}
