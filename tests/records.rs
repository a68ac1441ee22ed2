//! What a trainer keeps of classes, through the program: kept once, asked over all of them, certified, and erased without harm to
//! what was done.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails, and files are what a class is"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use teller_coach::classroom::{Directory, Host, Opening, SeatEvent, SeatWriter};
use teller_coach::domain::{Language, PerPrinciple, Reply, ScenarioId};
use teller_coach::encounter::Encounter;
use teller_coach::scenario::{DrillDocument, EMBEDDED_DRILLS, Library, Scenario};
use teller_coach::scoring::assess;
use teller_coach::tui::class::{Act, Orders, Ruling};
use tempfile::TempDir;

const DRILL: &str = "tempers-in-the-lobby";
const KIND: &str = "您先别急，坐下喝口水，是我们没叫响，我这就给您办。";
/// Noon of 2 March 2026, and a day, in milliseconds.
const MARCH: i64 = 1_772_452_800_000;
const DAY: i64 = 86_400_000;
/// In no file.
const NOWHERE: [PathBuf; 0] = [];

/// A call of the program: what it wrote, what it said, its exit code.
fn call(args: &[&str]) -> (String, String, i32) {
    let output = assert_cmd::Command::cargo_bin("teller-coach")
        .expect("the binary")
        .env("LANG", "en_GB.UTF-8")
        .env("TZ", "UTC")
        .env_remove("LC_ALL")
        .args(args)
        .output()
        .expect("a run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().expect("an exit code");
    (text(output.stdout), text(output.stderr), code)
}

fn scenario(id: &ScenarioId) -> Option<Arc<Scenario>> {
    Library::embedded().scenario(id.as_str())
}

/// Opens class `class`, or takes it up again.
fn open(folder: &Path, class: &str, at: i64) -> Host {
    let text = EMBEDDED_DRILLS.iter().find(|(name, _)| *name == DRILL);
    let (_, text) = text.expect("a drill of the program");
    let document = DrillDocument::read(&format!("{DRILL}.drill.yaml"), text, scenario);
    let drill = document.drill.expect("a sound drill");
    let scenarios = drill.steps.iter();
    let opening = Opening {
        scenarios: scenarios
            .filter_map(|step| scenario(&step.scenario))
            .collect(),
        drill,
        class: class.to_owned(),
        seed: u64::MAX,
        language: Language::Zh,
        program: "0.1.0".to_owned(),
        rubric: "r1".to_owned(),
    };
    Host::open(folder.to_owned(), opening, at).expect("a class")
}

/// Sits down and answers the first customer as a terminal does; the seat.
fn answer(folder: &Path, class: &str, name: &str, fresh: &str, at: i64) -> String {
    let directory = Directory::new(folder.to_owned());
    let orders: Orders = directory.read(&directory.control()).expect("orders");
    let (mut writer, _) = SeatWriter::sit(directory, class, name, fresh, at).expect("a seat");
    let joined = SeatEvent::Joined {
        program: "0.1.0".to_owned(),
        language: Language::Zh,
    };
    writer.add(at, joined).expect("written");
    let scene = orders.scene.expect("a scene");
    let scenario = scenario(&scene.scenario).expect("its scenario");
    let start = scene.at.unwrap_or_else(|| scenario.start.clone());
    let seed = orders.seed.wrapping_add(scene.step as u64);
    let (encounter, _) = Encounter::start_at(scenario, start, seed, orders.language);
    let reply = Reply::of_words(KIND);
    let assessment = assess(&encounter.situation().expect("a situation"), &reply);
    let crossed = assessment.red_lines.iter();
    let event = SeatEvent::Replied {
        scene: scene.number,
        turn: scene.turn,
        state: encounter.state().expect("a state").id.clone(),
        customer: encounter.customer_says().to_owned(),
        overall: assessment.overall,
        marks: PerPrinciple::from_fn(|one| assessment.principles[one].mark),
        red_lines: crossed.map(|one| one.red_line).collect(),
        reply,
        seconds: 12,
    };
    writer.add(at, event).expect("written");
    writer.seat().to_owned()
}

/// A class in which everybody answers once and the trainer's rating decides who passes; it is ended. The seats.
fn class(folder: &Path, class: &str, day: i64, people: &[(&str, u8)]) -> Vec<String> {
    let at = MARCH + day * DAY;
    let mut host = open(folder, class, at);
    host.act(at + 1, Act::Next);
    let seats: Vec<String> = people
        .iter()
        .enumerate()
        .map(|(number, (name, _))| {
            answer(folder, class, name, &format!("s{number}{class}"), at + 2)
        })
        .collect();
    host.tick(Duration::from_millis(250));
    host.act(at + 3, Act::Reveal);
    host.act(at + 3, Act::Named);
    for (seat, (_, rating)) in seats.iter().zip(people) {
        let ruling = Ruling::overall(*rating, "so");
        let seat = seat.clone();
        host.act(at + 4, Act::Rule { seat, ruling });
    }
    host.act(at + 5, Act::End);
    assert!(host.is_over());
    seats
}

/// Two classes, kept: Ann and Ben on 2 March (she passes), Ben and Cid on the 12th (Ben passes).
struct Made {
    root: TempDir,
    first: Vec<String>,
}

impl Made {
    fn new() -> Self {
        let root = TempDir::new().expect("a folder");
        let (one, two) = (root.path().join("one"), root.path().join("two"));
        let first = class(&one, "c1", 0, &[("Ann Lee", 3), ("Ben Wu", 1)]);
        class(&two, "c2", 10, &[("ben wu ", 4), ("赵六", 0)]);
        let made = Self { root, first };
        for name in ["one", "two"] {
            let (out, err, code) = made.call(&["keep", &made.path(name)]);
            assert_eq!((err.as_str(), code), ("", 0), "{out}");
            assert!(out.contains("2 seats, 4 attempts"), "{out}");
        }
        made
    }

    fn path(&self, name: &str) -> String {
        self.root.path().join(name).display().to_string()
    }

    /// `class …` on the store of this test.
    fn call(&self, args: &[&str]) -> (String, String, i32) {
        call(&[&["class"], args, &["--data", &self.path("data")]].concat())
    }

    fn rows(&self, args: &[&str]) -> Vec<Value> {
        let (out, err, code) = self.call(&[&["records", "--format", "json"], args].concat());
        assert_eq!((err.as_str(), code), ("", 0), "{args:?}");
        let all: Value = serde_json::from_str(&out).expect("JSON");
        all["rows"].as_array().expect("rows").clone()
    }

    fn names(&self, args: &[&str]) -> Vec<String> {
        let rows = self.rows(args);
        let name = |row: &Value| row["name"].as_str().unwrap_or("-").to_owned();
        rows.iter().map(name).collect()
    }

    /// The files in which these bytes stand.
    fn with(&self, words: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.root.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let bytes = fs::read(&path).expect("a file");
                let held = |part: &[u8]| part.eq_ignore_ascii_case(words.as_bytes());
                if bytes.windows(words.len()).any(held) {
                    found.push(path);
                }
            }
        }
        found
    }

    /// What the attempts add up to, by person.
    fn sums(&self) -> String {
        let store = self.path("data/classes.db");
        let (out, _, code) = call(&["report", "person", "--store", &store, "--format", "json"]);
        assert_eq!(code, 0);
        out
    }

    fn sound(&self) {
        for name in ["one", "two"] {
            let (out, _, code) = call(&["class", "verify", &self.path(name)]);
            assert_eq!(code, 0, "{out}");
        }
    }
}

#[test]
fn a_class_is_kept_once_and_only_when_it_has_ended() {
    let made = Made::new();
    let (out, _, code) = made.call(&["keep", &made.path("one")]);
    assert_eq!(code, 0);
    assert!(out.contains("already"), "{out}");
    assert_eq!(made.rows(&[]).len(), 4);
    // Ben is one person in both classes; no name is where the attempts are.
    let sums: Value = serde_json::from_str(&made.sums()).expect("JSON");
    assert_eq!(sums["of"], 3);
    let register = PathBuf::from(made.path("data/register.db"));
    let in_data = |path: &PathBuf| path.starts_with(made.path("data"));
    let holding: Vec<PathBuf> = made.with("Ann Lee").into_iter().filter(in_data).collect();
    assert!(!holding.is_empty());
    for path in holding {
        let name = path.display().to_string();
        assert!(name.starts_with(&register.display().to_string()), "{name}");
    }
    // A console that was killed before the end: nothing is kept, until the class was taken up again and ended.
    let three = made.path("three");
    let mut host = open(Path::new(&three), "c3", MARCH);
    host.act(MARCH, Act::Next);
    answer(Path::new(&three), "c3", "Dan", "s0", MARCH);
    drop(host);
    let (_, err, code) = made.call(&["keep", &three]);
    assert_eq!(code, 1);
    assert!(err.contains("not ended"), "{err}");
    open(Path::new(&three), "c3", MARCH).act(MARCH, Act::End);
    assert_eq!(made.call(&["keep", &three]).2, 0);
    assert_eq!(made.rows(&[]).len(), 5);
    assert_eq!(made.call(&["keep", &made.path("nowhere")]).2, 3);
}

#[test]
fn what_could_be_kept_only_half_is_no_record_until_it_is_kept_whole() {
    let root = TempDir::new().expect("a folder");
    let path = |name: &str| root.path().join(name).display().to_string();
    class(Path::new(&path("one")), "c1", 0, &[("Ann", 3)]);
    // Who sat where is written, and then there is no place for the attempts.
    fs::create_dir_all(path("data/classes.db")).expect("a folder in the way");
    let data = path("data");
    let one = path("one");
    let (_, err, code) = call(&["class", "keep", &one, "--data", &data]);
    assert_eq!(code, 4);
    assert!(err.contains("classes.db"), "{err}");
    fs::remove_dir(path("data/classes.db")).expect("out of the way");
    let records = ["class", "records", "--format", "json", "--data", &data];
    assert_eq!(
        call(&records),
        ("{\"rows\":[]}\n".to_owned(), String::new(), 0)
    );
    assert_eq!(call(&["class", "keep", &one, "--data", &data]).2, 0);
    let (out, ..) = call(&records);
    assert!(
        out.contains("\"name\":\"Ann\"") && out.contains("\"passed\":true"),
        "{out}"
    );
    // A register that is something else is left alone.
    fs::write(path("data/register.db"), "not ours").expect("written");
    let (_, err, code) = call(&["class", "keep", &one, "--data", &data]);
    assert_eq!(code, 4);
    assert!(err.contains("register.db"), "{err}");
    assert_eq!(
        fs::read(path("data/register.db")).expect("a file"),
        b"not ours"
    );
}

#[test]
fn what_was_altered_is_kept_and_said_and_a_log_that_went_on_is_not_kept_twice() {
    let made = Made::new();
    let four = made.path("four");
    let seats = class(Path::new(&four), "c4", 0, &[("Eve", 4), ("Fay", 4)]);
    let file = Directory::new(four.clone().into()).seat(&seats[1]);
    let text = fs::read_to_string(&file).expect("a seat");
    fs::write(&file, text.replace("\"seconds\":12", "\"seconds\":13")).expect("altered");
    let (_, err, code) = made.call(&["keep", &four]);
    assert_eq!(code, 1);
    assert!(err.contains("class verify"), "{err}");
    let proved: Vec<Value> = made.rows(&["--person", "Eve"]);
    assert_eq!(proved[0]["proved"], false);
    // Who answered at a sound seat is certified, who at the altered one is not.
    let (out, err, code) = call(&["class", "report", &four, "--format", "certificates"]);
    assert_eq!((out.lines().count(), code), (1, 1), "{out}");
    assert!(
        out.starts_with("Eve: ") && err.contains("Fay"),
        "{out}{err}"
    );
    let log = Directory::new(made.path("one").into()).log();
    let text = fs::read_to_string(&log).expect("a log");
    let before = made.sums();
    let last = text.trim_end().rfind('\n').expect("lines");
    let altered = text[last..].replace("\"at\":1", "\"at\":2");
    fs::write(&log, format!("{}{altered}", &text[..last])).expect("altered");
    let (_, _, code) = made.call(&["keep", &made.path("one")]);
    assert_eq!(code, 1, "the end of the log is another");
    assert_eq!(made.sums(), before);
}

#[test]
fn what_was_ruled_after_a_class_was_kept_comes_in_when_it_is_kept_again() {
    let root = TempDir::new().expect("a folder");
    let folder = root.path().join("one");
    let path = folder.display().to_string();
    let data = root.path().join("data").display().to_string();
    let keep = || call(&["class", "keep", &path, "--data", &data]);
    let records = |args: &[&str]| {
        let fixed = ["class", "records", "--format", "json", "--data", &data];
        let (out, _, _) = call(&[&fixed, args].concat());
        let all: Value = serde_json::from_str(&out).expect("JSON");
        all["rows"].as_array().expect("rows").clone()
    };
    let mut host = open(&folder, "c1", MARCH);
    host.act(MARCH + 1, Act::Next);
    let ann = answer(&folder, "c1", "Ann Lee", "s1", MARCH + 2);
    answer(&folder, "c1", "Ben Wu", "s2", MARCH + 2);
    host.tick(Duration::from_millis(250));
    let rule = |seat: &str, ruling| Act::Rule {
        seat: seat.to_owned(),
        ruling,
    };
    host.act(MARCH + 4, rule(&ann, Ruling::overall(1, "too short")));
    host.act(MARCH + 5, Act::End);
    assert_eq!(keep().2, 0);
    let (out, err, code) = keep();
    assert_eq!((err.as_str(), code), ("", 0));
    assert!(out.contains("nothing was added"), "{out}");
    let was = records(&[]);
    assert_eq!(
        (&was[0]["mean"], &was[0]["passed"]),
        (&25.into(), &false.into())
    );

    // Ann says why, the trainer thinks it over; and rules on a principle of Ben's alone.
    let directory = Directory::new(folder.clone());
    let (mut writer, _) =
        SeatWriter::sit(directory, "c1", "Ann Lee", "s3", MARCH + 60_000).expect("a seat");
    assert_eq!(writer.seat(), ann);
    let objected = SeatEvent::Objected {
        scene: 1,
        turn: 1,
        reason: "the queue was long".to_owned(),
    };
    writer.add(MARCH + 60_001, objected).expect("written");
    let (out, _, code) = keep();
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("one reply has another ruling or objection."),
        "{out}"
    );
    assert_eq!(out.lines().count(), 1, "no result is another: {out}");
    host.act(
        MARCH + 70_000,
        rule(&ann, Ruling::overall(4, "it was meant well")),
    );
    let (out, err, code) = keep();
    assert_eq!((err.as_str(), code), ("", 0));
    assert!(
        out.contains("Ann Lee: mean 25, now 100; not passed, now passed"),
        "{out}"
    );
    let is = records(&[]);
    assert_eq!((is.len(), was.len()), (2, 2));
    assert_eq!(
        (&is[0]["mean"], &is[0]["passed"]),
        (&100.into(), &true.into())
    );
    assert_eq!(is[1], {
        let mut same = was[1].clone();
        same["head"] = is[1]["head"].clone();
        same
    });
    assert_ne!(is[0]["head"], was[0]["head"]);
    assert_eq!(is[0]["answered"], 1);
    let (out, _, _) = keep();
    assert!(out.contains("nothing was added"), "{out}");
    // A log that was cut back to where it was does not go on from where it is.
    let log = Directory::new(folder.clone()).log();
    let text = fs::read_to_string(&log).expect("a log");
    let last = text.trim_end().rfind('\n').expect("lines") + 1;
    fs::write(&log, &text[..last]).expect("cut");
    let (_, err, code) = keep();
    assert_eq!(code, 1);
    assert!(err.contains("was altered since"), "{err}");
    assert_eq!(records(&[]), is);
}

#[test]
fn the_edition_of_the_drill_is_kept_shown_and_proved() {
    let made = Made::new();
    let text = EMBEDDED_DRILLS.iter().find(|(name, _)| *name == DRILL);
    let (_, text) = text.expect("a drill of the program");
    let document = DrillDocument::read(&format!("{DRILL}.drill.yaml"), text, scenario);
    let edition = document.drill.expect("a sound drill").edition;
    assert!(edition.starts_with("1.0.0+"), "{edition}");
    assert_eq!(made.rows(&[])[0]["drill_edition"], edition.as_str());
    let (out, _, _) = made.call(&["records", "--lang", "en"]);
    assert!(out.contains(&format!("{DRILL} 1.0.0")), "{out}");
    let one = made.path("one");
    for format in ["html", "json", "csv", "xapi"] {
        let (out, err, code) = call(&["class", "report", &one, "--format", format]);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains(&edition), "{format}");
    }
    let verify = |more: &[&str]| call(&[&["class", "verify", &one], more].concat());
    let (out, _, code) = verify(&[]);
    assert_eq!(code, 0, "{out}");
    assert!(!out.contains("not proved"), "{out}");

    // By a drill of one's own, the same but for a word: another edition.
    let own = made.path("own.drill.yaml");
    fs::write(&own, format!("# ours\n{text}")).expect("written");
    let (out, _, code) = verify(&["--drill", &own]);
    assert_eq!(code, 1, "{out}");
    assert!(
        out.contains("is not proved") && out.contains(&edition),
        "{out}"
    );
    assert_eq!(verify(&["--drill", "no-such"]).2, 2);
    // Who writes another edition into the control file, or into the log, is found out.
    let control = Directory::new(one.clone().into()).control();
    let before = fs::read_to_string(&control).expect("a control file");
    let altered = before.replace(&edition, &edition.replace("1.0.0", "2.0.0"));
    assert_ne!(altered, before);
    fs::write(&control, altered).expect("altered");
    let (out, _, code) = verify(&[]);
    assert_eq!(code, 1);
    assert!(
        out.contains("trainer.jsonl:1: from here on it was led by edition 1.0.0"),
        "{out}"
    );
}

#[test]
fn a_class_that_was_led_otherwise_than_its_drill_says_is_found() {
    let root = TempDir::new().expect("a folder");
    let path = root.path().join("one").display().to_string();
    // As if the mark that passes had been raised and a step left out, by a program that does as it is told.
    let text = EMBEDDED_DRILLS.iter().find(|(name, _)| *name == DRILL);
    let (_, text) = text.expect("a drill of the program");
    let document = DrillDocument::read(&format!("{DRILL}.drill.yaml"), text, scenario);
    let mut drill = document.drill.expect("a sound drill");
    drill.pass += 1;
    drill.steps.remove(0);
    let steps = drill.steps.iter();
    let opening = Opening {
        scenarios: steps.filter_map(|step| scenario(&step.scenario)).collect(),
        drill,
        class: "c1".to_owned(),
        seed: 7,
        language: Language::Zh,
        program: "0.1.0".to_owned(),
        rubric: "r1".to_owned(),
    };
    let mut host = Host::open(path.clone().into(), opening, MARCH).expect("a class");
    host.act(MARCH + 1, Act::Next);
    host.act(MARCH + 2, Act::End);
    let (out, _, code) = call(&["class", "verify", &path]);
    assert_eq!(code, 1, "{out}");
    assert!(
        out.contains("the drill passes at 60, and the class at 61"),
        "{out}"
    );
    assert!(out.contains("step 1 of the drill is at `"), "{out}");
}

#[test]
fn a_register_of_the_first_format_is_brought_up() {
    let root = TempDir::new().expect("a folder");
    let folder = root.path().join("one");
    class(&folder, "c1", 0, &[("Ann Lee", 3)]);
    let data = root.path().join("data");
    fs::create_dir(&data).expect("a folder");
    let tables = include_str!("../src/store/register/tables.sql");
    let old = rusqlite::Connection::open(data.join("register.db")).expect("a file");
    old.execute_batch(&format!(
        "{tables}; PRAGMA user_version = 1; PRAGMA application_id = {};
         INSERT INTO class VALUES ('018bcfe5-6800-76f6-a3e4-a326d056b6b3', 'c0', '{DRILL}', '', '', '', '', 1, 60, 1, '2026-01-02',
             '', 'h', 0, 'x');
         INSERT INTO seat VALUES ('018bcfe5-6800-76f6-a3e4-a326d056b6b4', '018bcfe5-6800-76f6-a3e4-a326d056b6b3', 's0',
             '018bcfe5-6800-76f6-a3e4-a326d056b6b4')",
        0x546C_5267
    ))
    .expect("the first format");
    drop(old);
    let data = data.display().to_string();
    let path = folder.display().to_string();
    let (_, err, code) = call(&["class", "keep", &path, "--data", &data]);
    assert_eq!((err.as_str(), code), ("", 0));
    let (out, _, _) = call(&["class", "records", "--format", "json", "--data", &data]);
    let all: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(all["rows"][0]["drill_edition"], "");
    assert_ne!(all["rows"][1]["drill_edition"], "");
}

#[test]
fn who_passed_what_and_when_who_is_due_and_what_was_done_about_it() {
    let made = Made::new();
    let rows = made.rows(&[]);
    let told: Vec<(&str, &str, bool)> = rows
        .iter()
        .map(|row| {
            let text = |key: &str| row[key].as_str().unwrap_or_default();
            let passed = row["passed"].as_bool().unwrap_or_default();
            (text("day"), text("name"), passed)
        })
        .collect();
    let wanted = [
        ("2026-03-02", "Ann Lee", true),
        ("2026-03-02", "Ben Wu", false),
        ("2026-03-12", "Ben Wu", true),
        ("2026-03-12", "赵六", false),
    ];
    assert_eq!(told, wanted);
    // Which version of what: the scenario's edition, the scoring, the program, the seed.
    let edition = rows[0]["editions"][0].as_str().expect("an edition");
    assert!(edition.contains('@'), "{edition}");
    assert_eq!(rows[0]["drill"], DRILL);
    assert_eq!(
        (&rows[0]["program"], &rows[0]["rubric"]),
        (&"0.1.0".into(), &"r1".into())
    );
    assert_eq!(rows[0]["seed"], u64::MAX.to_string());
    assert_eq!(
        (&rows[0]["mean"], &rows[1]["mean"]),
        (&75.into(), &25.into())
    );
    assert_eq!(made.names(&["--failed"]), ["Ben Wu", "赵六"]);
    assert_eq!(made.names(&["--drill", "morning-meeting"]), [""; 0]);

    // Due: passed too long ago, or never.
    let due = |more: &[&str]| made.names(&[&["--due", "--on", "2026-04-05"], more].concat());
    assert_eq!(due(&["--days", "30"]), ["赵六", "Ann Lee"]);
    assert_eq!(due(&["--days", "34"]), ["赵六"]);
    assert_eq!(
        due(&["--days", "34", "--drill", "morning-meeting"]).len(),
        3
    );
    // A roster names those who never came, and knows people by the number they signed in with, too.
    let roster = made.path("roster.csv");
    fs::write(
        &roster,
        "工号,姓名\n7,ANN LEE\n8,Gus\n赵六,Zhao Liu\nben wu,Wu Ben\n",
    )
    .expect("a roster");
    assert_eq!(
        due(&["--days", "34", "--roster", &roster]),
        ["Gus", "Zhao Liu"]
    );
    assert_eq!(
        made.call(&["records", "--due", "--roster", "none.csv"]).2,
        3
    );

    let note = |args: &[&str]| made.call(&[&["records", "note"], args].concat());
    let talked = "talked through, call 13800138000";
    let (out, _, code) = note(&[
        "--person",
        "ben wu",
        "--class",
        "c1",
        "--on",
        "2026-03-04",
        talked,
    ]);
    assert_eq!(code, 0);
    assert!(!out.contains("13800138000"), "{out}");
    assert_eq!(
        note(&[
            "--person",
            "赵六",
            "--on",
            "2026-03-20",
            "\u{1b}[2Jrepeated"
        ])
        .2,
        0
    );
    assert_eq!(note(&["--person", "Nobody", "x"]).2, 2);
    assert_eq!(made.with("13800138000"), NOWHERE);
    let failed = made.rows(&["--failed"]);
    assert_eq!(failed[0]["notes"][0]["day"], "2026-03-04");
    let (text, ..) = made.call(&["records", "--failed"]);
    assert!(
        text.contains("2026-03-04 talked through") && !text.contains('\u{1b}'),
        "{text}"
    );
    let (csv, ..) = made.call(&["records", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 5);
    let page = made.path("records.html");
    let call = made.call(&[
        "records", "--format", "html", "--output", &page, "--lang", "zh",
    ]);
    assert_eq!(call.2, 0);
    let page = fs::read_to_string(page).expect("a page");
    for word in ["<html lang=\"zh", "Ann Lee", "repeated", edition] {
        assert!(page.contains(word), "{word}: {page}");
    }
    assert!(
        !page.contains("src=") && !page.contains("href="),
        "nothing from outside"
    );
}

#[test]
fn who_passed_gets_a_certificate_that_can_be_checked() {
    let made = Made::new();
    let (one, output) = (made.path("one"), made.path("printed"));
    let args = ["class", "report", &one, "--format", "certificates"];
    for (lang, words) in [("zh", "通过了"), ("en", "has passed")] {
        let (out, err, code) = call(&[&args[..], &["--output", &output, "--lang", lang]].concat());
        assert_eq!((err.as_str(), code), ("", 0));
        assert_eq!(out.lines().count(), 1, "{out}");
        let file = format!("{output}/c1-{}.html", made.first[0]);
        let page = fs::read_to_string(&file).expect("a certificate");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            for own in [&file, &made.path("data/register.db")] {
                let mode = fs::metadata(own).expect("a file").permissions().mode();
                assert_eq!(mode & 0o007, 0, "{own} {mode:o}");
            }
        }
        let (verified, ..) = call(&["class", "verify", &one]);
        let head = verified
            .split_once("log: ")
            .expect("the end of the log")
            .1
            .trim();
        for word in [
            words,
            "Ann Lee",
            "2026-03-02",
            "75",
            DRILL,
            "r1",
            head,
            "size: A4",
        ] {
            assert!(page.contains(word), "{word}: {page}");
        }
        assert!(!page.contains("Ben"), "only hers");
    }
    let open_class = made.path("open");
    let _host = open(Path::new(&open_class), "c9", MARCH);
    assert_eq!(
        call(&["class", "report", &open_class, "--format", "certificates"]).2,
        1
    );
}

#[test]
fn who_is_erased_from_the_store_is_gone_from_every_folder_and_the_numbers_hold() {
    let made = Made::new();
    let (one, printed) = (made.path("one"), made.path("printed"));
    let certified = ["class", "report", &one, "--format", "certificates"];
    assert_eq!(call(&certified).2, 0);
    assert_eq!(
        call(&[&certified[..], &["--output", &printed]].concat()).2,
        0
    );
    for name in ["Ann Lee", "Ben Wu"] {
        let note = ["records", "note", "--person", name, "spoken with at length"];
        assert_eq!(made.call(&note).2, 0);
    }
    let before = made.sums();
    let erase = |args: &[&str]| made.call(&[&["erase", "--kept"], args].concat());
    let (_, err, code) = erase(&["--person", "ann lee"]);
    assert_eq!(code, 2, "nobody was asked");
    assert!(
        err.contains("--yes") && !made.with("Ann Lee").is_empty(),
        "{err}"
    );
    let (out, err, code) = erase(&["--person", "ann lee", "--certificates", &printed, "--yes"]);
    assert_eq!((err.as_str(), code), ("", 0));
    assert!(out.contains("1 names, and 2 certificates"), "{out}");
    assert_eq!(made.with("Ann Lee"), NOWHERE);
    // Ben's name and note are still there, and what Ann did is somebody's.
    assert_eq!(made.names(&[]), ["-", "Ben Wu", "Ben Wu", "赵六"]);
    let rows = made.rows(&[]);
    assert_eq!(
        (&rows[0]["passed"], &rows[0]["notes"]),
        (&true.into(), &Value::Array(Vec::new()))
    );
    assert_eq!(rows[2]["notes"][0]["text"], "spoken with at length");
    assert_eq!(made.sums(), before);
    made.sound();
    // Kept again: the name does not come back.
    assert_eq!(made.call(&["keep", &one]).2, 0);
    assert_eq!(made.names(&["--person", "Ann Lee"]), [""; 0]);
    assert_eq!(
        erase(&["--person", "Ann Lee", "--yes"]).2,
        1,
        "no such name"
    );
    assert_eq!(
        made.names(&["--due", "--days", "1", "--on", "2026-03-13"]),
        ["赵六"]
    );

    assert_eq!(erase(&["--all", "--yes"]).2, 0);
    for words in ["Ben Wu", "赵六", "spoken with"] {
        assert_eq!(made.with(words), NOWHERE, "{words}");
    }
    assert_eq!(made.sums(), before);
    made.sound();
}

#[test]
fn names_are_erased_from_one_class_by_seat_day_or_name() {
    let made = Made::new();
    let one = made.path("one");
    let erase = |args: &[&str]| made.call(&[&["erase", &one, "--yes"], args].concat());
    assert_eq!(erase(&["--before", "2026-03-02"]).2, 0);
    assert_eq!(erase(&["--person", "赵六"]).2, 1, "not in this class");
    let (out, err, code) = erase(&["--seat", &made.first[1]]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(err.contains("--kept"), "the store still has it: {err}");
    assert!(
        made.with("Ben Wu")
            .iter()
            .all(|path| !path.starts_with(&one))
    );
    let (out, ..) = erase(&["--before", "2026-03-03"]);
    assert!(out.contains("1 names"), "{out}");
    assert!(
        made.with("Ann Lee")
            .iter()
            .all(|path| !path.starts_with(&one))
    );
    made.sound();
    assert_eq!(made.call(&["erase", "--kept"]).2, 2);
    assert_eq!(made.call(&["erase", &one, "--kept", "--all"]).2, 2);
}

#[test]
fn a_name_left_on_the_wall_by_a_console_that_was_killed_is_erased_there_too() {
    let root = TempDir::new().expect("a folder");
    let folder = root.path().join("class");
    let mut host = open(&folder, "c5", MARCH);
    host.act(MARCH, Act::Next);
    answer(&folder, "c5", "Ann Lee", "s0", MARCH);
    host.tick(Duration::from_millis(250));
    host.act(MARCH, Act::Reveal);
    host.act(MARCH, Act::Named);
    drop(host);
    // What a kill between writing and renaming leaves.
    fs::copy(
        folder.join("people/s0.name"),
        folder.join("people/s0.new77"),
    )
    .expect("a copy");
    let control = || fs::read_to_string(folder.join("control.json")).expect("a control file");
    assert!(control().contains("Ann Lee"));
    let (dir, data) = (folder.display().to_string(), root.path().join("data"));
    let data = data.display().to_string();
    let args = [
        "class", "erase", &dir, "--person", "ann lee", "--yes", "--data", &data,
    ];
    assert_eq!(call(&args).2, 0);
    assert!(!control().contains("Ann Lee"));
    let people = fs::read_dir(folder.join("people")).expect("the seats");
    let left = people.map(|one| one.expect("a file").file_name());
    let left: Vec<String> = left.filter_map(|name| name.into_string().ok()).collect();
    assert_eq!(left, ["s0.jsonl"]);
    // The class goes on, and its numbers with it.
    open(&folder, "c5", MARCH).act(MARCH, Act::End);
    assert_eq!(call(&["class", "verify", &dir]).2, 0);
}

#[test]
fn names_go_by_themselves_where_the_config_says_so() {
    let made = Made::new();
    let config = made.path("config.toml");
    // Days enough to reach from any day this runs on to between the two classes are not known; so one class is of today.
    let today = jiff::Timestamp::now().as_millisecond();
    let now = made.path("now");
    class(
        Path::new(&now),
        "c8",
        (today - MARCH) / DAY,
        &[("Ben Wu", 4)],
    );
    assert_eq!(made.call(&["keep", &now]).2, 0);
    fs::write(&config, "class_names_days = 30\n").expect("a config");
    let (out, err, code) = made.call(&["records", "--config", &config]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("2 names"), "{err}");
    assert!(out.contains("Ben Wu") && !out.contains("Ann"), "{out}");
    for words in ["Ann Lee", "赵六"] {
        assert_eq!(made.with(words), NOWHERE, "{words}");
    }
    made.sound();
    assert_eq!(made.call(&["records", "--config", &config]).1, "", "once");
}

#[test]
#[cfg(unix)]
fn what_a_trainee_s_link_leads_to_is_left_alone() {
    let made = Made::new();
    let (one, secret) = (made.path("one"), made.path("secret"));
    let name = Directory::new(one.clone().into()).name(&made.first[0]);
    for hard in [false, true] {
        fs::write(&secret, "\"Ann Lee\"").expect("a file");
        let _ = fs::remove_file(&name);
        let linked = if hard {
            fs::hard_link(&secret, &name)
        } else {
            std::os::unix::fs::symlink(&secret, &name)
        };
        linked.expect("a link");
        assert_eq!(made.call(&["erase", &one, "--all", "--yes"]).2, 0);
        assert!(fs::symlink_metadata(&name).is_err(), "the link is gone");
        assert_eq!(fs::read_to_string(&secret).expect("a file"), "\"Ann Lee\"");
    }
}
