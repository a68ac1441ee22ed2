//! A class on its way to a central store: its people arrive as the pseudonyms they have where they practise alone.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use teller_coach::classroom::{Directory, Host, Opening, SeatEvent, SeatWriter};
use teller_coach::domain::{Language, Mark, PerPrinciple, Reply};
use teller_coach::scenario::{Drill, DrillDocument, EMBEDDED_DRILLS, Library};
use teller_coach::tui::class::{Act, Orders, Ruling};

use crate::calls::{Said, call, imported, report};
use crate::made::at;

fn drill() -> Drill {
    let (id, text) = EMBEDDED_DRILLS
        .iter()
        .find(|(id, _)| *id == "tempers-in-the-lobby")
        .expect("a drill of the program");
    let find = |id: &teller_coach::domain::ScenarioId| Library::embedded().scenario(id.as_str());
    let document = DrillDocument::read(&format!("{id}.drill.yaml"), text, find);
    document.drill.expect("a sound drill")
}

fn host(folder: &Path) -> Host {
    let drill = drill();
    let library = Library::embedded();
    let scenarios = drill.steps.iter();
    let scenarios = scenarios.filter_map(|step| library.scenario(step.scenario.as_str()));
    let opening = Opening {
        scenarios: scenarios.collect::<Vec<Arc<_>>>(),
        drill,
        class: "c1".to_owned(),
        seed: 7,
        language: Language::Zh,
        program: "0.1.0".to_owned(),
        rubric: "r1".to_owned(),
    };
    Host::open(folder.to_owned(), opening, time(0)).expect("a class")
}

fn time(minute: u32) -> i64 {
    at(0, minute).as_millisecond()
}

/// Sits down and answers the scene that is on; the seat.
fn answer(folder: &Path, name: &str, mark: u8) -> String {
    let directory = Directory::new(folder.to_owned());
    let orders: Orders = directory.read(&directory.control()).expect("orders");
    let scene = orders.scene.expect("a scene");
    let scenario = Library::embedded().scenario(scene.scenario.as_str());
    let state = scene
        .at
        .unwrap_or_else(|| scenario.expect("a scenario").start.clone());
    let (mut writer, _) =
        SeatWriter::sit(directory, "c1", name, &format!("s{mark}"), time(1)).expect("a seat");
    let event = SeatEvent::Replied {
        scene: scene.number,
        turn: scene.turn,
        state,
        customer: "?".to_owned(),
        overall: Mark::new(mark),
        marks: PerPrinciple::from_fn(|_| Mark::new(mark)),
        red_lines: Vec::new(),
        reply: Reply::of_words("您慢慢说"),
        seconds: 12,
    };
    writer.add(time(2), event).expect("written");
    writer.seat().to_owned()
}

#[test]
fn a_class_meets_its_people_in_the_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let class = folder.path().join("class");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut host = host(&class);
    host.tick(Duration::from_millis(250));
    host.act(time(1), Act::Next);
    answer(&class, "4711", 70);
    let seat = answer(&class, "Ann", 40);
    host.tick(Duration::from_millis(250));
    let ruling = Ruling::overall(3, "better than it reads, though 13800138000 was said");
    host.act(time(3), Act::Rule { seat, ruling });
    let bundle = |more: &[&str]| -> Said {
        let class = class.to_str().expect("UTF-8");
        let fixed = [
            "class", "report", class, "--format", "bundle", "--branch", "b-1",
        ];
        call(&[&fixed, more].concat())
    };
    let salt = path("salt");
    std::fs::write(&salt, "0123456789abcdef0123456789abcdef\n").expect("a file");
    let salted = ["--salt", salt.as_str()];
    let said = bundle(&salted);
    assert_eq!((said.out.as_str(), said.code), ("", 1));
    assert!(said.err.contains("has not ended"), "{}", said.err);
    host.act(time(4), Act::End);
    let said = bundle(&[]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--salt"), "{}", said.err);

    let said = bundle(&salted);
    assert_eq!((said.err.as_str(), said.code), ("", 0));
    assert!(
        !said.out.contains("Ann") && !said.out.contains("您慢慢说"),
        "{}",
        said.out
    );
    let lines = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let lines: Vec<Value> = lines.collect();
    let attempts: Vec<&Value> = lines
        .iter()
        .filter_map(|line| line.get("attempt"))
        .collect();
    assert_eq!(attempts.len(), 4);
    // The trainer's mark beside the scorer's.
    assert_eq!(attempts[0]["overall"], 40);
    assert_eq!(attempts[0]["ruling"]["rating"], 3);
    assert_eq!(attempts[0]["ruling"].get("reason"), None);
    assert_ne!(attempts[0]["moment"], Value::Null);
    assert_eq!(attempts[1]["ended"], "attended");
    assert_eq!(attempts[1]["passed"], true);
    let with = bundle(&["--salt", &salt, "--words"]).out;
    assert!(with.contains("better than it reads") && with.contains("您慢慢说"));
    assert!(!with.contains("13800138000"), "{with}");

    let (first, second, own) = (path("1.jsonl"), path("2.jsonl"), path("own.jsonl"));
    std::fs::write(&first, &said.out).expect("a file");
    std::fs::write(&second, bundle(&salted).out).expect("a file");
    let args = [
        "export", "--format", "bundle", "--branch", "b-1", "--person", "4711",
    ];
    let data = path("data");
    let said = call(&[&args[..], &salted, &["--data", &data, "--output", &own]].concat());
    assert_eq!(said.code, 0);
    let store = path("central.db");
    let out = imported(&store, &[first.as_ref(), second.as_ref(), own.as_ref()]);
    assert_eq!(
        out,
        "3 bundles are in: 4 new attempts, 4 were there already.\n"
    );
    let rows = report(&store, &["person"])["rows"].clone();
    let people: Vec<&str> = rows
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["person"].as_str().expect("a person"))
        .collect();
    assert_eq!(people.len(), 2);
    // Who practises alone as 4711 is told the same pseudonym.
    assert!(
        people.iter().any(|one| said.out.contains(one)),
        "{}",
        said.out
    );
}
