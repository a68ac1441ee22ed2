//! A class through its directory: joining, answering, leading, killed and taken up again; and what is proved of it afterwards.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails, and files are what a class is"
)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use rand::rngs::ChaCha12Rng;
use rand::{Rng, RngExt, SeedableRng};
use teller_coach::classroom::{
    Directory, Host, Joined, Opening, SeatEvent, SeatWriter, Verified, results, verify,
};
use teller_coach::domain::{Language, PerPrinciple, Principle, Reply, ScenarioId};
use teller_coach::encounter::Encounter;
use teller_coach::i18n::Texts;
use teller_coach::report::class::{self, ClassResults};
use teller_coach::scenario::{Drill, DrillDocument, EMBEDDED_DRILLS, Library, Scenario};
use teller_coach::scoring::assess;
use teller_coach::tui::class::{Act, Orders, Phase, Presence, Room, Ruling};
use tempfile::TempDir;

const TICK: Duration = Duration::from_millis(250);

fn scenario(id: &ScenarioId) -> Option<Arc<Scenario>> {
    Library::embedded().scenario(id.as_str())
}

fn drill(id: &str) -> Drill {
    let text = EMBEDDED_DRILLS.iter().find(|(name, _)| *name == id);
    let (_, text) = text.expect("a drill of the program");
    let document = DrillDocument::read(&format!("{id}.drill.yaml"), text, scenario);
    document.drill.expect("a sound drill")
}

fn open(folder: &Path, id: &str) -> Host {
    let drill = drill(id);
    let scenarios = drill
        .steps
        .iter()
        .filter_map(|step| scenario(&step.scenario));
    let opening = Opening {
        scenarios: scenarios.collect(),
        drill,
        class: "c1".to_owned(),
        seed: 7,
        language: Language::Zh,
        program: "test".to_owned(),
        rubric: "test".to_owned(),
    };
    Host::open(folder.to_owned(), opening, 0).expect("a class")
}

fn room(host: &Host) -> Room {
    host.room(
        |key, _| key.to_owned(),
        |fault| format!("{fault:?}"),
        Language::Zh,
    )
}

fn orders(folder: &Path) -> Orders {
    let directory = Directory::new(folder.to_owned());
    directory
        .read(&directory.control())
        .expect("a control file")
}

fn sit(folder: &Path, name: &str, at: i64) -> (SeatWriter, Joined) {
    let fresh = format!("s{}{at}", name.len());
    let directory = Directory::new(folder.to_owned());
    let (mut writer, joined) = SeatWriter::sit(directory, "c1", name, &fresh, at).expect("a seat");
    let joined_event = SeatEvent::Joined {
        program: "test".to_owned(),
        language: Language::Zh,
    };
    writer.add(at, joined_event).expect("written");
    writer.alive(at, Some(Presence::Here)).expect("written");
    (writer, joined)
}

/// Answers where the class stands, as a terminal does; `own` are the replies of this scene before.
fn answer(folder: &Path, writer: &mut SeatWriter, own: &mut Vec<Reply>, words: &str, at: i64) {
    let orders = orders(folder);
    let scene = orders.scene.expect("a scene");
    let scenario = scenario(&scene.scenario).expect("its scenario");
    let start = scene.at.unwrap_or_else(|| scenario.start.clone());
    let seed = orders.seed + scene.step as u64;
    let (mut encounter, _) = Encounter::start_at(scenario, start, seed, orders.language);
    for reply in scene.so_far.iter().chain(own.iter()) {
        let assessment = assess(&encounter.situation().expect("a situation"), reply);
        encounter
            .step(reply.clone(), &assessment)
            .expect("a way on");
    }
    let reply = Reply::of_words(words);
    let Some(situation) = encounter.situation() else {
        return;
    };
    let assessment = assess(&situation, &reply);
    let event = SeatEvent::Replied {
        scene: scene.number,
        turn: scene.turn,
        state: encounter.state().expect("a state").id.clone(),
        customer: encounter.customer_says().to_owned(),
        overall: assessment.overall,
        marks: PerPrinciple::from_fn(|one| assessment.principles[one].mark),
        red_lines: assessment
            .red_lines
            .iter()
            .map(|one| one.red_line)
            .collect(),
        reply: reply.clone(),
        seconds: 12,
    };
    writer.add(at, event).expect("written");
    own.push(reply);
}

/// The files of a class, in another folder.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&to).expect("a folder");
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("copied");
        }
    }
}

fn proved(folder: &Path) -> Verified {
    verify(&Directory::new(folder.to_owned()), &scenario).expect("a class")
}

const KIND: &str = "您先别急，坐下喝口水，是我们没叫响，我这就给您办。";
const RUDE: &str = "明明是您自己没听见，怪谁？";

#[test]
fn a_class_is_led_killed_taken_up_again_and_proved() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    let mut host = open(folder, "tempers-in-the-lobby");
    let (mut ann, _) = sit(folder, "安", 1);
    let (mut ben, _) = sit(folder, "Ben", 2);
    host.tick(TICK);
    assert_eq!(orders(folder).members, 2);
    assert_eq!(room(&host).seats[0].name, "安");

    host.act(3, Act::Next);
    let (mut of_ann, mut of_ben) = (Vec::new(), Vec::new());
    answer(folder, &mut ann, &mut of_ann, KIND, 4);
    answer(folder, &mut ben, &mut of_ben, RUDE, 5);
    host.tick(TICK);
    let seen = room(&host);
    assert_eq!(seen.orders.wall, [], "nothing is revealed yet");
    assert!(orders(folder).wall.is_empty());
    let marks: Vec<u8> = seen
        .seats
        .iter()
        .map(|seat| seat.answer.as_ref().expect("an answer").overall.value())
        .collect();
    assert!(marks[0] > 55 && marks[1] <= 25, "{marks:?}");
    assert_eq!(seen.spread.iter().sum::<usize>(), 2);

    host.act(6, Act::Reveal);
    assert_eq!(orders(folder).wall.len(), 2);
    assert!(orders(folder).wall.iter().all(|one| one.name.is_none()));
    host.act(7, Act::Named);
    assert_eq!(orders(folder).wall[1].name.as_deref(), Some("Ben"));
    let seat = ben.seat().to_owned();
    let ruling = Ruling::overall(1, "说得冲，可号是对的");
    host.act(
        8,
        Act::Rule {
            seat,
            ruling: ruling.clone(),
        },
    );
    assert_eq!(orders(folder).wall[1].ruling, Some(ruling.clone()));
    assert_eq!(
        orders(folder).wall[1].overall.value(),
        marks[1],
        "the scorer's mark stays"
    );

    // Killed: nothing is said, nothing is lost.
    drop(host);
    let mut host = open(folder, "tempers-in-the-lobby");
    let seen = room(&host);
    assert_eq!(
        seen.seats[1]
            .answer
            .as_ref()
            .and_then(|one| one.ruling.clone()),
        Some(ruling)
    );
    host.act(9, Act::Fork(ann.seat().to_owned()));
    let scene = orders(folder).scene.expect("a scene");
    assert_eq!((scene.number, scene.turn, scene.so_far.len()), (2, 2, 1));
    of_ben.clear();
    answer(folder, &mut ben, &mut of_ben, KIND, 10);
    host.tick(TICK);
    assert!(room(&host).seats[1].answer.is_some());
    host.act(11, Act::End);
    assert_eq!(orders(folder).phase, Phase::Ended);
    let proved = proved(folder);
    assert_eq!(proved.findings, []);
    assert_eq!((proved.seats, proved.replies), (2, 3));

    // The next class opens in the same folder: the one that ended lies beside it, whole.
    let next = TempDir::new().expect("a folder");
    copy(folder, next.path());
    let second = open(next.path(), "morning-meeting");
    let aside = second.set_aside().expect("the class before");
    let before = verify(aside, &scenario).expect("a class");
    assert_eq!(
        (before.findings.len(), before.seats, before.replies),
        (0, 2, 3)
    );
    assert_eq!(orders(next.path()).phase, Phase::Gathering);
    assert!(room(&second).seats.is_empty());
    assert_eq!(self::proved(next.path()).seats, 0);

    let results = results(&Directory::new(folder.to_owned())).expect("results");
    assert!(results.ended.is_some() && results.turns == 2);
    let [first, second] = &results.seats[..] else {
        panic!("{results:?}");
    };
    assert_eq!((first.answers.len(), second.answers.len()), (1, 2));
    // Half of a class is not the class, however well it went; and the trainer's mark counts.
    assert!(!results.passed(first));
    assert_eq!(second.answers[0].counts().value(), 25);
    assert_eq!(results.agreement().overall.count, 1);
    let texts = Texts::new(Language::Zh);
    let page = class::page(&texts, &TimeZone::UTC, &results, |one, _| {
        one.scenario.to_string()
    });
    for word in [
        "<!doctype html>",
        "Ben",
        "说得冲，可号是对的",
        "tempers-in-the-lobby",
    ] {
        let there = page.contains(word) || class::rows(&results).contains(word);
        assert!(there, "{word}");
    }
    assert_eq!(class::rows(&results).lines().count(), 1 + 3);
    let again: ClassResults = serde_json::from_str(&class::json(&results)).expect("JSON");
    assert_eq!(again, results);
    let (items, ratings) = class::gold(&results, |one| {
        Some(scenario(&one.scenario)?.state(&one.state)?.moment)
    });
    assert_eq!((items.lines().count(), ratings.lines().count()), (1, 1));

    // Who is erased leaves sound statistics.
    let directory = Directory::new(folder.to_owned());
    fs::remove_file(directory.name(ben.seat())).expect("erased");
    assert_eq!(names(&directory), [Some("安".to_owned()), None]);
    assert_eq!(self::proved(folder).findings, []);
}

#[test]
fn principles_ruled_on_are_stored_told_reported_and_read_as_gold() {
    // What early versions wrote is read, and written again as it was: the hash of a line is over its text.
    let early = r#"{"rating":1,"reason":"冲"}"#;
    let ruling: Ruling = serde_json::from_str(early).expect("a ruling");
    assert_eq!(ruling, Ruling::overall(1, "冲"));
    assert_eq!(serde_json::to_string(&ruling).expect("JSON"), early);

    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    let mut host = open(folder, "tempers-in-the-lobby");
    let (mut ann, _) = sit(folder, "安", 1);
    let (mut ben, _) = sit(folder, "Ben", 2);
    host.act(3, Act::Next);
    answer(folder, &mut ann, &mut Vec::new(), KIND, 4);
    answer(folder, &mut ben, &mut Vec::new(), RUDE, 5);
    host.tick(TICK);
    let scorer = room(&host).seats[0].answer.clone().expect("an answer");
    let listening = scorer.marks[Principle::Listening].rating();
    let own = if listening > 1 { 0 } else { 4 };
    let mut of_ann = Ruling {
        rating: None,
        reason: "没让人把话说完，电话 13912345678".to_owned(),
        principles: PerPrinciple::default(),
    };
    of_ann.principles[Principle::Listening] = Some(own);
    let rule = |seat: &SeatWriter, ruling: Ruling| Act::Rule {
        seat: seat.seat().to_owned(),
        ruling,
    };
    host.act(6, rule(&ben, Ruling::overall(4, "先这样")));
    host.act(7, rule(&ben, Ruling::overall(0, "改主意了")));
    host.act(8, rule(&ann, of_ann));
    assert!(
        orders(folder).rulings.is_empty(),
        "nobody knows before the wall is up"
    );
    host.act(9, Act::Reveal);
    let told = orders(folder).rulings;
    let of_ann = told.iter().find(|one| one.seat == ann.seat());
    let of_ann = &of_ann.expect("told").ruling;
    assert_eq!(of_ann.principles[Principle::Listening], Some(own));
    assert!(!of_ann.reason.contains("13912345678"), "{of_ann:?}");

    // Counted once an answer, the last ruling; also after the console was killed in another scene.
    let agreed = room(&host).agreed;
    let heard = agreed.principles[Principle::Listening];
    assert_eq!((agreed.overall.count, heard.count, heard.same), (1, 1, 0));
    assert_eq!(agreed.principles[Principle::Patience].count, 0);
    host.act(10, Act::Again);
    assert!(orders(folder).rulings.is_empty(), "of another scene");
    drop(host);
    let mut host = open(folder, "tempers-in-the-lobby");
    assert_eq!(room(&host).agreed, agreed);
    host.act(11, Act::End);
    assert_eq!(proved(folder).findings, []);
    let results = results(&Directory::new(folder.to_owned())).expect("results");
    assert_eq!(results.agreement(), agreed);
    assert_eq!(
        results.seats[0].answers[0].counts(),
        results.seats[0].answers[0].overall,
        "the overall was left alone"
    );

    let run = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_teller-coach"))
            .args(args)
            .output()
            .expect("the binary runs");
        assert!(output.status.success(), "{args:?} {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let place = folder.display().to_string();
    let page = run(&["class", "report", &place, "--lang", "en"]);
    for text in [
        "没让人把话说完",
        "too few to tell",
        &format!("trainer {own}, scorer {listening}"),
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let csv = run(&["class", "report", &place, "--format", "csv"]);
    let rows: Vec<&str> = csv.lines().collect();
    assert!(rows[0].ends_with("ruling_concise,ruling_attitude,drill_edition"));
    let ending = format!(",,,,{own},,,,,{}", drill("tempers-in-the-lobby").edition);
    assert!(rows[1].ends_with(&ending), "{}", rows[1]);
    let json = run(&["class", "report", &place, "--format", "json"]);
    assert!(json.contains("\"ruled_principles\""));
    let gold = folder.join("gold");
    let gold = gold.display().to_string();
    let _ = run(&[
        "class", "report", &place, "--format", "gold", "--output", &gold,
    ]);
    let table = run(&["agreement", &gold]);
    let row = |name: &str| {
        let row = table.lines().find(|line| line.starts_with(name));
        row.expect("a row").to_owned()
    };
    assert!(row("patience").contains("nobody rated it"), "{table}");
    assert!(row("listening").contains("0.0%"), "{table}");
    assert!(row("overall").contains('%'), "{table}");
    assert!(table.contains("over the principles that were rated"));
    let _ = run(&["fit", &gold]);
}

#[test]
fn everybody_is_brought_to_a_state_and_goes_on_from_there() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    let mut host = open(folder, "tempers-in-the-lobby");
    let (mut ann, _) = sit(folder, "安", 1);
    host.tick(TICK);
    assert!(room(&host).states.is_empty(), "nothing has begun");
    host.act(2, Act::Next);
    let mut own = Vec::new();
    answer(folder, &mut ann, &mut own, KIND, 3);
    host.tick(TICK);
    let states = room(&host).states;
    let began = orders(folder).scene.and_then(|scene| scene.at);
    let other = states
        .iter()
        .rev()
        .find(|(id, _)| Some(id) != began.as_ref());
    let (state, words) = other.expect("another state").clone();
    host.act(4, Act::Bring(state.clone()));
    let scene = orders(folder).scene.expect("a scene");
    assert_eq!((scene.number, scene.turn, scene.at), (2, 1, Some(state)));
    assert!(scene.so_far.is_empty() && !words.is_empty());
    answer(folder, &mut ann, &mut Vec::new(), KIND, 5);
    host.tick(TICK);
    assert!(room(&host).seats[0].answer.is_some());
    let nowhere = teller_coach::domain::StateId::new("no-such-state").expect("an id");
    host.act(6, Act::Bring(nowhere));
    assert_eq!(orders(folder).scene.expect("a scene").number, 2);
    host.act(7, Act::End);
    let proved = proved(folder);
    assert_eq!((proved.findings, proved.replies), (Vec::new(), 2));
}

fn names(directory: &Directory) -> Vec<Option<String>> {
    let results = results(directory).expect("results");
    results.seats.into_iter().map(|seat| seat.name).collect()
}

#[test]
fn a_seat_is_found_again_and_a_name_sat_under_twice_is_told_apart() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    let mut host = open(folder, "morning-meeting");
    let (mut first, _) = sit(folder, "李明", 1_000);
    host.act(2_000, Act::Next);
    let mut own = Vec::new();
    answer(folder, &mut first, &mut own, KIND, 3_000);
    let (second, joined) = sit(folder, "李明", 4_000);
    assert_eq!(joined.name, "李明 (2)");
    assert_ne!(first.seat(), second.seat());
    // Nobody has heard of the first for a while: whoever comes under that name has it again, with what was answered.
    first.alive(4_500, Some(Presence::Away)).expect("written");
    let (again, joined) = sit(folder, "李明", 5_000);
    assert_eq!((again.seat(), joined.name.as_str()), (first.seat(), "李明"));
    assert_eq!(joined.before.len(), 1);
    host.tick(TICK);
    assert_eq!(room(&host).seats.len(), 2);
    assert_eq!(proved(folder).findings, []);
}

#[test]
fn a_spoilt_file_is_said_and_stops_nobody() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    let mut host = open(folder, "morning-meeting");
    let (mut ann, _) = sit(folder, "An\u{1b}[2Jn", 1);
    let (mut ben, _) = sit(folder, "Ben", 2);
    host.act(3, Act::Next);
    let file = Directory::new(folder.to_owned()).seat(ann.seat());
    let mut text = fs::read_to_string(&file).expect("a file");
    text.push_str("\u{1b}]0;gotcha\u{7} no line\n{\"n\":");
    fs::write(&file, text).expect("written");
    let (mut of_ann, mut of_ben) = (Vec::new(), Vec::new());
    answer(folder, &mut ann, &mut of_ann, KIND, 4);
    answer(folder, &mut ben, &mut of_ben, KIND, 5);
    host.tick(TICK);
    let seen = room(&host);
    assert!(seen.seats[0].fault.is_some() && seen.seats[1].fault.is_none());
    assert!(
        seen.seats.iter().all(|seat| seat.answer.is_some()),
        "{seen:?}"
    );
    // What was read stays read when the file is cut.
    fs::write(&file, "").expect("written");
    host.tick(TICK);
    assert!(room(&host).seats[0].answer.is_some());
    host.act(6, Act::End);
    assert!(!proved(folder).findings.is_empty());
}

#[test]
fn what_waits_while_the_folder_can_not_be_written_is_written_later() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    let mut host = open(folder, "morning-meeting");
    let (mut ann, _) = sit(folder, "Ann", 1);
    host.act(2, Act::Next);
    host.tick(TICK);
    let (people, aside) = (folder.join("people"), folder.join("aside"));
    fs::rename(&people, &aside).expect("moved");
    let left = SeatEvent::Objected {
        scene: 1,
        turn: 1,
        reason: "电话 13912345678 不该扣分".to_owned(),
    };
    assert!(ann.add(3, left).is_err() && ann.waits());
    host.tick(TICK);
    assert!(room(&host).trouble.is_some());
    fs::rename(&aside, &people).expect("moved back");
    assert!(ann.flush().expect("written now") && !ann.waits());
    host.tick(TICK);
    let objection = room(&host).seats[0]
        .objection
        .clone()
        .expect("an objection");
    assert!(!objection.contains("13912345678"), "{objection}");
}

/// A small file system of its own, which can be filled up; none where this user may not have one.
#[cfg(unix)]
struct SmallDisk(TempDir);

#[cfg(unix)]
impl SmallDisk {
    fn new() -> Option<Self> {
        let folder = TempDir::new().expect("a folder");
        let mut mount = std::process::Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"]);
        let mounted = mount.arg(folder.path()).output();
        mounted
            .is_ok_and(|ran| ran.status.success())
            .then(|| Self(folder))
    }
}

#[cfg(unix)]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let mut unmount = std::process::Command::new("umount");
        let _ = unmount.arg(self.0.path()).status();
    }
}

#[cfg(unix)]
#[test]
fn on_a_full_disk_the_class_goes_on_and_what_waits_is_written_whole_later() {
    let Some(disk) = SmallDisk::new() else {
        println!("skipped: this user can't have a small disk to fill up");
        return;
    };
    let folder = disk.0.path();
    let mut host = open(folder, "morning-meeting");
    let (mut ann, _) = sit(folder, "Ann", 1);
    host.act(2, Act::Next);
    host.tick(TICK);
    let filler = folder.join("filler");
    let mut full = fs::File::create(&filler).expect("a file");
    while std::io::Write::write_all(&mut full, &[0; 512]).is_ok() {}
    let long = SeatEvent::Objected {
        scene: 1,
        turn: 1,
        reason: "不该扣分".repeat(2_000),
    };
    assert!(ann.add(3, long).is_err() && ann.waits());
    // The trainer is told as soon as something of theirs can't be written.
    host.act(4, Act::Reveal);
    host.tick(TICK);
    drop(full);
    fs::remove_file(&filler).expect("removed");
    assert!(ann.flush().expect("written now") && !ann.waits());
    host.tick(TICK);
    let seen = room(&host);
    assert_eq!((&seen.seats[0].fault, &seen.trouble), (&None, &None));
    assert!(seen.seats[0].objection.is_some());
    host.act(5, Act::End);
    assert_eq!(proved(folder).findings, []);
}

#[test]
fn a_clock_that_jumps_changes_nothing() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    let mut host = open(folder, "morning-meeting");
    let day = 24 * 3_600_000;
    let (mut ann, _) = sit(folder, "Ann", 100 * day);
    host.act(100 * day, Act::Next);
    let mut own = Vec::new();
    answer(folder, &mut ann, &mut own, KIND, 100 * day);
    // A month back, at the trainee's and at the trainer's.
    ann.alive(70 * day, Some(Presence::Typing))
        .expect("written");
    host.tick(TICK);
    assert_eq!(room(&host).seats[0].presence, Presence::Typing);
    host.act(70 * day, Act::Next);
    let mut own = Vec::new();
    answer(folder, &mut ann, &mut own, KIND, 70 * day);
    host.tick(TICK);
    let seen = room(&host);
    assert!(seen.seats[0].answer.is_some() && seen.seats[0].fault.is_none());
    // Whoever comes back after the jump has their seat.
    let (again, joined) = sit(folder, "Ann", 100 * day);
    assert_eq!((again.seat(), joined.before.len()), (ann.seat(), 2));
    host.tick(TICK);
    host.act(70 * day, Act::End);
    assert_eq!(proved(folder).findings, []);
}

/// Alters one line of one file, as somebody with an interest would.
fn plant(folder: &Path, files: &[String], chance: &mut ChaCha12Rng) -> String {
    let name = &files[chance.random_range(0..files.len())];
    let path = folder.join(name);
    let text = fs::read_to_string(&path).expect("a file");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = chance.random_range(0..lines.len());
    let what = match chance.random_range(0..6) {
        0 => {
            let old = lines[at].clone();
            lines[at] = old.replacen("\"overall\":", "\"overall\":1", 1);
            if lines[at] == old {
                lines[at] = old.replacen("\"at\":", "\"at\":1", 1);
            }
            "a number"
        }
        1 => {
            lines[at] = lines[at].replacen('e', "é", 1);
            "a letter"
        }
        2 if lines.len() > 1 => {
            let other = (at + 1) % lines.len();
            lines.swap(at, other);
            "the order"
        }
        3 => {
            lines.remove(at);
            "a line taken away"
        }
        4 => {
            lines.truncate(at);
            "the end cut off"
        }
        _ => {
            let copy = lines[at].clone();
            lines.insert(at, copy);
            "a line put in"
        }
    };
    let mut text = lines.join("\n");
    text.push('\n');
    fs::write(&path, text).expect("written");
    format!("{name}:{}: {what}", at + 1)
}

#[test]
fn every_one_of_a_thousand_alterations_is_found() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    let mut host = open(folder, "morning-meeting");
    let mut seats: Vec<SeatWriter> = Vec::new();
    for (name, at) in [("安", 1), ("Ben", 2), ("小陈", 3)] {
        seats.push(sit(folder, name, at).0);
    }
    for at in 0..3 {
        host.act(10 + at, Act::Next);
        for (number, seat) in seats.iter_mut().enumerate() {
            let words = if number == 1 { RUDE } else { KIND };
            answer(folder, seat, &mut Vec::new(), words, 20 + at);
        }
        host.tick(TICK);
    }
    host.act(40, Act::End);
    assert_eq!(proved(folder).findings, [], "none where there is none");

    let files: Vec<String> = std::iter::once("trainer.jsonl".to_owned())
        .chain(
            seats
                .iter()
                .map(|seat| format!("people/{}.jsonl", seat.seat())),
        )
        .collect();
    let kept: Vec<(String, String)> = files
        .iter()
        .map(|name| {
            let text = fs::read_to_string(folder.join(name)).expect("a file");
            (name.clone(), text)
        })
        .collect();
    let mut chance = ChaCha12Rng::seed_from_u64(chosen());
    for _ in 0..1_000 {
        let what = plant(folder, &files, &mut chance);
        assert!(!proved(folder).findings.is_empty(), "not found: {what}");
        for (name, text) in &kept {
            fs::write(folder.join(name), text).expect("put back");
        }
    }
    let gone = folder.join(&files[2]);
    fs::remove_file(&gone).expect("taken away");
    assert!(!proved(folder).findings.is_empty(), "a whole file");
}

/// The seed of the alterations: the same each time, so that what fails can be looked at.
fn chosen() -> u64 {
    let mut first = ChaCha12Rng::seed_from_u64(20_261_127);
    first.next_u64()
}

#[test]
#[cfg(unix)]
fn what_is_not_revealed_is_for_its_owner_and_the_trainers_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().expect("a folder");
    let _host = open(folder.path(), "morning-meeting");
    let (ann, _) = sit(folder.path(), "Ann", 1);
    let file = Directory::new(folder.path().to_owned()).seat(ann.seat());
    let mode = fs::metadata(file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o007, 0, "{mode:o}");
}
