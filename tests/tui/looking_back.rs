//! Progress and past encounters on the screens.

use std::cell::RefCell;
use std::rc::Rc;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use teller_coach::domain::{
    Form, Language, Mark, Moment, Outcome, PerPrinciple, Principle, RedLine, Reply, ScenarioId,
    StateId,
};
use teller_coach::progress::{DayMarks, End, KeptEncounter, KeptReply};
use teller_coach::tui::{Archive, Code, Input, Setup, Wanted};

use crate::harness::Player;
use crate::made_up::setup;

/// Two encounters, and what was looked for.
#[derive(Default)]
pub struct TwoKept {
    wanted: RefCell<Vec<Wanted>>,
}

impl Archive for TwoKept {
    fn find(&self, wanted: &Wanted, _: usize) -> Result<Vec<KeptEncounter>, String> {
        self.wanted.borrow_mut().push(wanted.clone());
        let all = [
            kept("e2", "double-fee", "请您别急,我这就给您退。"),
            kept("e1", "long-wait", "让您久等了。"),
        ];
        let has = |one: &KeptEncounter| one.replies[0].reply.words.contains(&wanted.words);
        Ok(all.into_iter().filter(has).collect())
    }
}

fn kept(id: &str, scenario: &str, words: &str) -> KeptEncounter {
    KeptEncounter {
        id: id.to_owned(),
        at: Timestamp::from_second(1_772_413_200).expect("a time"),
        scenario: ScenarioId::new(scenario).expect("an id"),
        scenario_version: "counter@1.0.0+0".to_owned(),
        version: "0.1.0".to_owned(),
        rubric: String::new(),
        form: Form::Encounter,
        round: String::new(),
        began_at: None,
        seed: 1,
        language: Language::Zh,
        replies: vec![KeptReply {
            at: Timestamp::from_second(1_772_413_260).expect("a time"),
            state: Some(StateId::new("storms_up").expect("an id")),
            moment: Some(Moment::Grievance),
            reply: Reply::of_words(words),
            overall: Mark::new(61),
            marks: PerPrinciple::from_fn(|_| Mark::new(61)),
            red_lines: vec![RedLine::Arguing],
            hints: 1,
            disagreements: vec!["我不这么看".to_owned()],
        }],
        end: End::Ended {
            ending: StateId::new("served").expect("an id"),
            outcome: Outcome::Good,
        },
        examined: None,
    }
}

/// A history of three weeks in which listening rises and patience does not.
pub fn practised(language: Language) -> Setup {
    let day = |day: Date, principle, sum| DayMarks {
        day,
        moment: Moment::Grievance,
        principle,
        sum,
        count: 1,
        helped: 0,
    };
    let mut days = Vec::new();
    for (number, mark) in [30, 38, 43, 52, 58, 66].into_iter().enumerate() {
        let at = date(2026, 3, 2 + 3 * i8::try_from(number).expect("few"));
        days.push(day(at, Principle::Listening, mark));
        days.push(day(at, Principle::Patience, [50, 62, 41][number % 3]));
        days.push(day(at, Principle::Attitude, 70));
    }
    Setup {
        today: date(2026, 3, 20),
        days,
        archive: Rc::new(TwoKept::default()),
        ..setup(language)
    }
}

#[test]
fn progress_claims_a_trend_only_where_it_is_sure() {
    for (language, rising, unclear) in [
        (Language::Zh, "上升，每周约", "看不出升降（练了 6 天）"),
        (Language::En, "rising by about", "no clear trend (6 days"),
    ] {
        let mut player = Player::new(practised(language), 100, 40);
        player.types("p").sees(rising).sees(unclear);
        player.press(Code::Esc).sees_not(rising);
    }
    let mut player = Player::new(practised(Language::Zh), 80, 24);
    player
        .f(8)
        .sees("首次 30  最好 66  最近 66")
        .sees("2026-03-16");
}

#[test]
fn past_encounters_are_searched_and_read() {
    let archive = Rc::new(TwoKept::default());
    let mut player = Player::new(
        Setup {
            archive: Rc::clone(&archive) as Rc<dyn Archive>,
            ..setup(Language::Zh)
        },
        80,
        24,
    );
    player.types("h").sees("double-fee").sees("long-wait");
    player.types("/").types("久等").sees_not("double-fee");
    let cursor = player.app.scene().cursor.expect("a place to type");
    player.input(Input::Paste("了".to_owned()));
    assert_eq!(player.app.scene().cursor.expect("a place").x, cursor.x + 2);
    player.enter().enter();
    player
        .sees("让您久等了。")
        .sees("不同看法：我不这么看")
        .sees("学会倾听 61");
    player.press(Code::Esc).types("p").types("l");
    player.sees("没做好：平等和谐").sees("红线（逞口舌之能）");
    let last = archive.wanted.borrow().last().cloned().expect("a search");
    assert_eq!(
        (last.words.as_str(), last.principle, last.red_line),
        (
            "久等了",
            Some(Principle::Environment),
            Some(RedLine::Arguing)
        )
    );
    player.press(Code::Esc).sees("double-fee");
    player.press(Code::Esc).sees("选一位客户");
}
