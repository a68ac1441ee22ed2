//! A history and a class with everything in them that statements tell differently.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use teller_coach::classroom::{Directory, Host, Opening, SeatEvent, SeatWriter};
use teller_coach::domain::{
    Action, Form, Language, Mark, Moment, Outcome, PerPrinciple, Principle, RedLine, Reply,
    ScenarioId, StateId,
};
use teller_coach::scenario::{Drill, DrillDocument, EMBEDDED_DRILLS, Library, Scenario};
use teller_coach::store::{Record, Store};
use teller_coach::tui::class::{Act, Orders, Presence, Ruling};

/// Numbers that must not leave the machine.
pub const CARD: &str = "6222021234567890128";
pub const PHONE: &str = "13800138000";

fn at(day: i64, second: i64) -> Timestamp {
    Timestamp::from_second(1_772_413_200 + day * 86_400 + second).unwrap()
}

fn started(scenario: &str, form: Form, round: &str) -> Record {
    Record::Started {
        scenario: ScenarioId::new(scenario).unwrap(),
        scenario_version: "counter@1.0.0+3f9a2c1d40be".to_owned(),
        // More than a JavaScript number holds.
        seed: u64::MAX - 1,
        language: Language::Zh,
        version: "0.1.0".to_owned(),
        rubric: "r-0".to_owned(),
        form,
        round: round.to_owned(),
        began_at: None,
    }
}

fn replied(words: &str, mark: u8, red_lines: Vec<RedLine>) -> Record {
    Record::Replied {
        reply: Reply {
            words: words.to_owned(),
            actions: vec![Action::OfferWater],
        },
        overall: Mark::new(mark),
        marks: PerPrinciple::from_fn(|_| Mark::new(mark)),
        red_lines,
        state: Some(StateId::new("storms_up").unwrap()),
        moment: Some(Moment::Grievance),
        hints: 1,
    }
}

fn finished() -> Record {
    Record::Finished {
        ending: StateId::new("served").unwrap(),
        outcome: Outcome::Good,
        overall: Mark::new(70),
    }
}

/// One that ended well, with a disagreement and planted numbers, a glass of water without a word, and a night in between; one
/// that was left; one left before the first reply; the last moment of an exam; one of an early version, still open.
pub fn history(folder: &Path) {
    let mut store = Store::open(&folder.join("practice.db"), TimeZone::UTC).unwrap();
    let planted = format!("您的卡号{CARD}、电话{PHONE}，对吗？");
    let early = Record::Replied {
        reply: Reply::of_words("早"),
        overall: Mark::new(0),
        marks: PerPrinciple::default(),
        red_lines: Vec::new(),
        state: None,
        moment: None,
        hints: 0,
    };
    let disagreed = Record::Disagreed {
        turn: 1,
        reason: format!("我先道了歉，电话{PHONE}也留了"),
    };
    let examined = Record::Examined {
        passed: false,
        overall: Mark::new(55),
        pass: Mark::new(60),
    };
    let events = [
        ("e1", 0, 0, started("double-fee", Form::Encounter, "")),
        ("e1", 0, 41, replied("让您久等了，对不起", 70, Vec::new())),
        ("e1", 0, 50, disagreed),
        ("e1", 0, 61, replied("", 70, Vec::new())),
        ("e1", 1, 0, replied(&planted, 100, Vec::new())),
        ("e1", 1, 0, finished()),
        ("e2", 3, 0, started("safe-account", Form::Encounter, "")),
        ("e2", 3, 9, replied("吵什么吵", 20, vec![RedLine::Arguing])),
        ("e2", 3, 20, Record::Left),
        ("e3", 3, 30, started("double-fee", Form::Encounter, "")),
        ("e3", 3, 31, Record::Left),
        ("e4", 3, 40, started("double-fee", Form::Exam, "r1")),
        ("e4", 3, 52, replied("您慢走", 55, Vec::new())),
        ("e4", 3, 53, Record::Answered),
        ("e4", 3, 54, examined),
        (
            "e5",
            4,
            0,
            started("gone-from-the-library", Form::Encounter, ""),
        ),
        ("e5", 4, 5, early),
    ];
    for (id, day, second, record) in events {
        store.append(id, at(day, second), record).unwrap();
    }
}

/// So many encounters of three replies each, which are four statements each.
pub fn long_history(folder: &Path, encounters: usize) {
    let mut store = Store::open(&folder.join("practice.db"), TimeZone::UTC).unwrap();
    for number in 0..encounters {
        let id = format!("m{number:04}");
        let day = i64::try_from(number).unwrap();
        let records = [
            started("double-fee", Form::Encounter, ""),
            replied("让您久等了，对不起", 60, Vec::new()),
            replied("我这就给您查清楚。", 70, Vec::new()),
            replied("您慢走", 80, Vec::new()),
            finished(),
        ];
        for (second, record) in (0..).zip(records) {
            store.append(&id, at(day, second * 20), record).unwrap();
        }
    }
}

const KIND: &str = "您先别急，坐下喝口水，是我们没叫响，我这就给您办。";
const RUDE: &str = "明明是您自己没听见，怪谁？";

fn scenario(id: &ScenarioId) -> Option<Arc<Scenario>> {
    Library::embedded().scenario(id.as_str())
}

fn drill(id: &str) -> Drill {
    let (_, text) = EMBEDDED_DRILLS
        .iter()
        .find(|(name, _)| *name == id)
        .unwrap();
    DrillDocument::read(&format!("{id}.drill.yaml"), text, scenario)
        .drill
        .unwrap()
}

/// A class that goes on: 安 has answered well and been ruled on, 本 badly, been ruled on in demeanour alone and objected, 蔡 not at all. `mark` is 安's.
pub fn class(folder: &Path) -> Host {
    let drill = drill("tempers-in-the-lobby");
    let scenarios = drill
        .steps
        .iter()
        .filter_map(|step| scenario(&step.scenario));
    let opening = Opening {
        scenarios: scenarios.collect(),
        drill,
        class: "c 班".to_owned(),
        seed: 7,
        language: Language::Zh,
        program: "0.1.0".to_owned(),
        rubric: "r-1".to_owned(),
    };
    let opened = at(5, 0).as_millisecond();
    let mut host = Host::open(folder.to_owned(), opening, opened).unwrap();
    let mut seats: Vec<SeatWriter> = ["安", "本", "蔡"]
        .iter()
        .zip(["s1", "s2", "s3"])
        .map(|(name, seat)| {
            let directory = Directory::new(folder.to_owned());
            let (mut writer, _) = SeatWriter::sit(directory, "c 班", name, seat, opened).unwrap();
            let joined = SeatEvent::Joined {
                program: "0.1.0".to_owned(),
                language: Language::Zh,
            };
            writer.add(opened, joined).unwrap();
            writer.alive(opened, Some(Presence::Here)).unwrap();
            writer
        })
        .collect();
    host.tick(Duration::from_millis(250));
    host.act(opened + 1_000, Act::Next);
    let directory = Directory::new(folder.to_owned());
    let orders: Orders = directory.read(&directory.control()).unwrap();
    let scene = orders.scene.unwrap();
    let state = scenario(&scene.scenario).unwrap().start.clone();
    for (seat, (words, mark)) in seats.iter_mut().zip([(KIND, 85), (RUDE, 20)]) {
        let replied = SeatEvent::Replied {
            scene: scene.number,
            turn: scene.turn,
            state: scene.at.clone().unwrap_or_else(|| state.clone()),
            customer: "我在这儿坐了一个钟头！".to_owned(),
            reply: Reply::of_words(words),
            overall: Mark::new(mark),
            marks: PerPrinciple::from_fn(|_| Mark::new(mark)),
            red_lines: Vec::new(),
            seconds: 12,
        };
        seat.add(opened + 60_000, replied.clone()).unwrap();
        if mark == 20 {
            // Who meddles with their file may answer twice; statements tell the first.
            seat.add(opened + 61_000, replied).unwrap();
        }
    }
    let objected = SeatEvent::Objected {
        scene: scene.number,
        turn: scene.turn,
        reason: format!("我打了电话{PHONE}"),
    };
    seats[1].add(opened + 70_000, objected).unwrap();
    host.tick(Duration::from_millis(250));
    let ruling = Ruling::overall(3, &format!("卡号{CARD}不必念出来"));
    let seat = "s1".to_owned();
    host.act(opened + 80_000, Act::Rule { seat, ruling });
    // On a principle alone.
    let mut ruling = Ruling {
        rating: None,
        ..Ruling::overall(0, "急了，礼数还在")
    };
    ruling.principles[Principle::Demeanour] = Some(2);
    let seat = "s2".to_owned();
    host.act(opened + 90_000, Act::Rule { seat, ruling });
    host
}

/// The same, ended.
pub fn ended_class(folder: &Path) {
    let mut host = class(folder);
    host.act(at(5, 600).as_millisecond(), Act::End);
}
