//! An encounter that was stored half-way can be played again to where it stood.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::sync::Arc;

use jiff::Timestamp;
use teller_coach::domain::{
    Bilingual, Form, Language, Moment, Mood, MoodChange, Outcome, Reply, Role, ScenarioId, StateId,
};
use teller_coach::encounter::{Encounter, Transcript, rerun};
use teller_coach::scenario::{Bounds, Customer, Ending, Guard, Rule, Scenario, State};
use teller_coach::scoring::{Assessment, assess};
use teller_coach::store::{Record, Store};

fn id(text: &str) -> StateId {
    StateId::new(text).unwrap()
}

fn says(zh: &str, en: &str) -> Bilingual {
    Bilingual {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

fn scenario() -> Arc<Scenario> {
    let rule = |turns: Option<u8>, to: &str| Rule {
        when: turns.map(|min| Guard {
            turns: Some(Bounds {
                min: Some(min),
                max: None,
            }),
            ..Guard::default()
        }),
        to: id(to),
        mood: MoodChange::default(),
    };
    Arc::new(Scenario {
        id: ScenarioId::new("queue").unwrap(),
        version: "0".to_owned(),
        title: Bilingual::default(),
        role: Role::Teller,
        tags: Vec::new(),
        level: 1,
        about: Bilingual::default(),
        customer: Customer {
            name: Bilingual::default(),
            age: 74,
            mood: Mood::default(),
        },
        facts: Vec::new(),
        start: id("storms_up"),
        states: vec![State {
            id: id("storms_up"),
            moment: Moment::Grievance,
            says: vec![
                says("等了两个小时!", "Two hours!"),
                says("还要等多久?", "How much longer?"),
                says("太慢了!", "So slow!"),
            ],
            needs: Vec::new(),
            actions: Vec::new(),
            patience: None,
            hints: Vec::new(),
            good: None,
            poor: None,
            next: vec![rule(Some(3), "served"), rule(None, "storms_up")],
        }],
        allow: Vec::new(),
        endings: vec![Ending {
            id: id("served"),
            outcome: Outcome::Good,
            text: Bilingual::default(),
        }],
    })
}

fn assessed(encounter: &Encounter, reply: &Reply) -> Assessment {
    assess(&encounter.situation().unwrap(), reply)
}

#[test]
fn a_stored_encounter_goes_on_where_it_stood() {
    let at: Timestamp = "2026-03-01T09:00:00+08:00".parse().unwrap();
    let mut store = Store::in_memory().unwrap();
    let (mut encounter, _) = Encounter::start(scenario(), 7, Language::Zh);
    store
        .append(
            "e",
            at,
            Record::started(&Transcript::of(&encounter), Form::Encounter, ""),
        )
        .unwrap();
    for words in ["对不起,让您久等了。", "您先坐,我给您倒杯水。"] {
        let reply = Reply::of_words(words);
        let assessment = assessed(&encounter, &reply);
        store
            .append("e", at, Record::replied(&encounter, &reply, &assessment))
            .unwrap();
        encounter.step(reply, &assessment).unwrap();
    }

    let (_, transcript) = store.unfinished().unwrap().unwrap();
    let (mut again, _) = rerun(&scenario(), &transcript, assessed).unwrap();
    assert_eq!(again.position(), encounter.position());
    assert_eq!(again.customer_says(), encounter.customer_says());

    let last = Reply::of_words("这就给您办。");
    let assessment = assessed(&again, &last);
    again.step(last, &assessment).unwrap();
    assert_eq!(again.ending().unwrap().outcome, Outcome::Good);
}
