//! A rehearsed class: scripted trainees at real terminals, led through a whole drill by keys, some of them cut off.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that can't go on fails")]

use std::process::Command;

fn rehearse(arguments: &[&str]) -> (i32, String) {
    let data = tempfile::tempdir().expect("a folder");
    let ran = Command::new(env!("CARGO_BIN_EXE_teller-coach"))
        .args(["class", "rehearse"])
        .args(arguments)
        .env("XDG_DATA_HOME", data.path())
        .env("XDG_CONFIG_HOME", data.path())
        .output()
        .expect("the program");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let errors = String::from_utf8_lossy(&ran.stderr).into_owned();
    (ran.status.code().unwrap_or(-1), said + &errors)
}

#[test]
fn every_reply_of_a_whole_drill_is_kept_once_also_of_those_who_were_cut_off() {
    let arguments =
        "morning-meeting --trainees 6 --unattended --pace 1 --seed 5 --lang zh --cut 34";
    let (code, said) = rehearse(&arguments.split(' ').collect::<Vec<_>>());
    assert_eq!(code, 0, "{said}");
    // Three customers, one reply each, six trainees.
    assert!(
        said.contains("发出 18 份回答，存下 18 份；少了 0 份，多了 0 份"),
        "{said}"
    );
    assert!(said.contains("有 2 位刚发出就掉线"), "{said}");
}

#[test]
fn a_rehearsed_wall_does_not_repeat_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("class").display().to_string();
    let arguments = format!(
        "morning-meeting --trainees 12 --unattended --pace 1 --seed 5 --lang zh --dir {dir}"
    );
    let (code, said) = rehearse(&arguments.split(' ').collect::<Vec<_>>());
    assert_eq!(code, 0, "{said}");
    let ran = Command::new(env!("CARGO_BIN_EXE_teller-coach"))
        .args(["class", "report", &dir, "--format", "json"])
        .output()
        .expect("the program");
    let class: serde_json::Value = serde_json::from_slice(&ran.stdout).expect("JSON");
    let seats = class["seats"].as_array().expect("seats");
    let answers = seats
        .iter()
        .flat_map(|seat| seat["answers"].as_array().expect("answers"));
    let mut said = std::collections::BTreeMap::<String, std::collections::BTreeSet<String>>::new();
    for answer in answers {
        let words = answer["reply"]["words"].as_str().expect("words").to_owned();
        said.entry(answer["scenario"].to_string())
            .or_default()
            .insert(words);
    }
    assert_eq!(said.len(), 3);
    for (scenario, words) in said {
        assert!(words.len() >= 7, "{scenario}: {words:?}");
    }
}

#[test]
fn a_drill_that_is_not_there_is_said() {
    let (code, said) = rehearse(&["no-such-drill", "--unattended"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("there is no drill `no-such-drill`"), "{said}");
}
