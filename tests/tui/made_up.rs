//! A made-up shelf with one scenario, and a scorer that knows four phrases in each language.

use std::sync::Arc;

use teller_coach::domain::{
    Action, Bilingual, FactId, Language, Mark, Moment, Mood, MoodChange, Outcome, PackId,
    PerPrinciple, Principle, RedLine, Reply, Role, ScenarioId, SignalId, StateId,
};
use teller_coach::scenario::{
    Bounds, Customer, Ending, Example, Fact, Guard, Header, RedLineGuard, Rule, Scenario, State,
};
use teller_coach::scoring::{
    Assessment, Crossing, Evidence, EvidenceEffect, PrincipleAssessment, Situation,
};
use teller_coach::text::Span;
use teller_coach::tui::{Scorer, Setup, Shelf};

pub fn both(zh: &str, en: &str) -> Bilingual {
    Bilingual {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

fn id(text: &str) -> StateId {
    StateId::new(text).expect("an id")
}

/// Two hours for a pension: an apology calms, a red line ends it badly, two replies without either end it half well.
pub fn scenario() -> Scenario {
    let rule = |when: Option<Guard>, to: &str, anger: i8, trust: i8| Rule {
        when,
        to: id(to),
        mood: MoodChange {
            anger,
            trust,
            ..MoodChange::default()
        },
    };
    let crossed = Guard {
        red_line: Some(RedLineGuard::Any),
        ..Guard::default()
    };
    let apology = Guard {
        signals: vec![SignalId::new("apology").expect("an id")],
        ..Guard::default()
    };
    let second = Guard {
        turns: Some(Bounds {
            min: Some(2),
            max: None,
        }),
        ..Guard::default()
    };
    let state = |name: &str, moment, says: Vec<Bilingual>, next| State {
        id: id(name),
        moment,
        says,
        needs: Vec::new(),
        actions: vec![
            Action::OfferSeat,
            Action::LookAtPhone,
            Action::OfferWater,
            Action::WriteItDown,
            Action::Sigh,
        ],
        patience: Some(90),
        hints: vec![
            both("他最在意的是什么?", "What does he mind most?"),
            both(
                "先认下等了两个小时这件事。",
                "Own up to the two hours first.",
            ),
        ],
        good: Some(Example {
            words: both(
                "张大爷,让您等了两个小时,对不起。您先坐,我马上给您办。",
                "Mr Zhang, I am sorry you waited two hours. Please take a seat; I will see to it now.",
            ),
            actions: vec![Action::OfferSeat],
        }),
        poor: None,
        next,
    };
    Scenario {
        id: ScenarioId::new("long-wait-pension").expect("an id"),
        version: "0".to_owned(),
        title: both("等了两小时的养老金", "Two hours for a pension"),
        role: Role::Teller,
        tags: vec!["排队".to_owned(), "long-wait".to_owned()],
        level: 2,
        about: both(
            "张建国,七十四岁,每月十五号来取养老金。今天三个窗口只开了一个,他拿着 58 号,排了将近两个小时。他要取五万元,没有预约;本网点五万元以上取现要提前一天预约,今天最多先给四万九。他耳朵有点背,说话声音大。",
            "Mr Zhang is seventy-four and draws his pension on the fifteenth. Only one of three windows is open today; he holds number 58 and has waited almost two hours. He wants 50,000 in cash without notice: amounts over 50,000 need a day's notice, and 49,000 is the most that can be paid today. He is a little deaf and speaks up.",
        ),
        customer: Customer {
            name: both("张建国", "Mr Zhang"),
            age: 74,
            mood: Mood {
                anger: 70,
                worry: 40,
                confusion: 30,
                trust: 30,
            },
        },
        facts: vec![Fact {
            id: FactId::new("book_ahead").expect("an id"),
            text: both("五万元以上要预约", "over 50,000 needs notice"),
            said_by: vec!["预约".to_owned()],
            denied_by: Vec::new(),
            source: None,
        }],
        start: id("storms_up"),
        states: vec![
            state(
                "storms_up",
                Moment::Grievance,
                vec![both(
                    "等了快两个小时!你们这么多窗口就开一个,叫我们老头老太太在这儿站着,像话吗?",
                    "Almost two hours! All these windows and one of them open, and old people left standing. Is that right?",
                )],
                vec![
                    rule(Some(crossed.clone()), "walks_out", 30, -20),
                    rule(Some(apology.clone()), "calms_down", -35, 20),
                    rule(Some(second.clone()), "gives_up", 5, -5),
                    rule(None, "storms_up", 10, 0),
                ],
            ),
            state(
                "calms_down",
                Moment::Inquiry,
                vec![both(
                    "唉……那我这五万块今天能取吗?",
                    "Well… can I have my fifty thousand today, then?",
                )],
                vec![
                    rule(Some(crossed), "walks_out", 40, -20),
                    rule(None, "served", -20, 25),
                ],
            ),
        ],
        endings: vec![
            Ending {
                id: id("served"),
                outcome: Outcome::Good,
                text: both(
                    "张大爷今天先取了四万九,剩下的约了明天。",
                    "Mr Zhang takes 49,000 today and comes back tomorrow for the rest.",
                ),
            },
            Ending {
                id: id("gives_up"),
                outcome: Outcome::Fair,
                text: both(
                    "张大爷摇摇头,改天再来。",
                    "Mr Zhang shakes his head and will try another day.",
                ),
            },
            Ending {
                id: id("walks_out"),
                outcome: Outcome::Bad,
                text: both(
                    "张大爷把号条一摔,走了,说要投诉。",
                    "Mr Zhang throws his ticket down and leaves to complain.",
                ),
            },
        ],
        allow: Vec::new(),
    }
}

/// The shelf: the scenario, and headers whose scenarios can't be opened.
pub struct OneShelf {
    headers: Vec<Header>,
    scenario: Arc<Scenario>,
}

impl OneShelf {
    pub fn new(scenario: Scenario) -> Self {
        let mut headers = vec![Header::of(
            &scenario,
            &PackId::new("made-up").expect("an id"),
        )];
        for (name, zh, en, role, level) in [
            (
                "safe-account",
                "安全账户",
                "The safe account",
                Role::LobbyManager,
                4,
            ),
            (
                "double-fee",
                "扣了两次的手续费",
                "Charged twice",
                Role::Teller,
                2,
            ),
            (
                "first-savings",
                "第一笔存款,选哪一种",
                "A first deposit, and which kind",
                Role::AccountManager,
                3,
            ),
        ] {
            headers.push(Header {
                id: ScenarioId::new(name).expect("an id"),
                pack: PackId::new("made-up").expect("an id"),
                version: String::new(),
                title: both(zh, en),
                role,
                tags: vec!["诈骗".to_owned()],
                level,
                about: both("说明", "About it."),
                states: 1,
                moments: Vec::new(),
                endings: 1,
            });
        }
        Self {
            headers,
            scenario: Arc::new(scenario),
        }
    }
}

impl Shelf for OneShelf {
    fn headers(&self) -> &[Header] {
        &self.headers
    }

    fn open(&self, id: &ScenarioId) -> Result<Arc<Scenario>, String> {
        if *id == self.scenario.id {
            Ok(Arc::clone(&self.scenario))
        } else {
            Err(format!("no file {id}.yaml"))
        }
    }
}

/// The phrases the scorer knows: words, key, effect, principle, points.
const PHRASES: [(&str, &str, EvidenceEffect, Principle, f32); 8] = [
    (
        "对不起",
        "apology",
        EvidenceEffect::Raises,
        Principle::Attitude,
        30.0,
    ),
    (
        "sorry",
        "apology",
        EvidenceEffect::Raises,
        Principle::Attitude,
        30.0,
    ),
    (
        "您先坐",
        "invites",
        EvidenceEffect::Raises,
        Principle::Environment,
        25.0,
    ),
    (
        "take a seat",
        "invites",
        EvidenceEffect::Raises,
        Principle::Environment,
        25.0,
    ),
    (
        "等着",
        "orders",
        EvidenceEffect::Lowers,
        Principle::Patience,
        -25.0,
    ),
    (
        "just wait",
        "orders",
        EvidenceEffect::Lowers,
        Principle::Patience,
        -25.0,
    ),
    (
        "自己没看清",
        "contradicts",
        EvidenceEffect::Lowers,
        Principle::Listening,
        -45.0,
    ),
    (
        "your own fault",
        "contradicts",
        EvidenceEffect::Lowers,
        Principle::Listening,
        -45.0,
    ),
];

fn assess(situation: &Situation<'_>, reply: &Reply) -> Assessment {
    let mut signals: Vec<&'static str> = Vec::new();
    let mut red_lines = Vec::new();
    let mut principles = PerPrinciple::from_fn(|principle| PrincipleAssessment {
        mark: Mark::new(50),
        call: situation.moment.call(principle),
        evidence: Vec::new(),
    });
    for (phrase, key, effect, principle, points) in PHRASES {
        let Some(at) = reply.words.find(phrase) else {
            continue;
        };
        let start = reply.words[..at].chars().count() as u32;
        let span = Span::new(start, start + phrase.chars().count() as u32);
        signals.push(key);
        principles[principle].evidence.push(Evidence {
            signal: key.into(),
            effect,
            span: Some(span),
            text: Some(phrase.into()),
            points,
        });
        if key == "contradicts" {
            red_lines.push(Crossing {
                red_line: RedLine::Arguing,
                span,
                text: phrase.to_owned(),
            });
        }
    }
    for action in &reply.actions {
        signals.push(action.key());
        let (effect, points) = if action.breaks() {
            (EvidenceEffect::Lowers, -20.0)
        } else {
            (EvidenceEffect::Raises, 15.0)
        };
        principles[Principle::Demeanour].evidence.push(Evidence {
            signal: action.key().into(),
            effect,
            span: None,
            text: None,
            points,
        });
    }
    principles[Principle::Listening].evidence.push(Evidence {
        signal: "open_question".into(),
        effect: EvidenceEffect::Absent,
        span: None,
        text: None,
        points: 0.0,
    });
    for principle in &mut principles.0 {
        let sum: f32 = principle.evidence.iter().map(|one| one.points).sum();
        principle.mark = Mark::from_points(50.0 + sum);
    }
    let mean = principles
        .iter()
        .map(|(_, one)| f32::from(one.mark.value()))
        .sum::<f32>()
        / 8.0;
    let overall = Mark::from_points(mean);
    signals.sort();
    signals.dedup();
    Assessment {
        overall: if red_lines.is_empty() {
            overall
        } else {
            overall.min(Mark::RED_LINE_CAP)
        },
        principles,
        red_lines,
        signals,
        facts_said: Vec::new(),
        facts_denied: Vec::new(),
    }
}

fn evidence_name(key: &str, language: Language) -> String {
    let (zh, en) = match key {
        "apology" => ("道歉", "an apology"),
        "invites" => ("请客户坐", "offers a seat"),
        "orders" => ("命令口气", "an order"),
        "contradicts" => ("反驳客户", "contradicts"),
        "open_question" => ("开放式提问", "an open question"),
        other => (other, other),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
    .to_owned()
}

pub fn setup(language: Language) -> Setup {
    Setup {
        scorer: Scorer {
            assess,
            evidence_name,
            next_step: |_, _, _, _, assessment, language| {
                (assessment.overall.value() < 55).then(|| match language {
                    Language::Zh => "先说一句「让您久等了,对不起」,再讲怎么办。".to_owned(),
                    Language::En => {
                        "Say first: \"I am sorry you had to wait\", then what you will do."
                            .to_owned()
                    }
                })
            },
        },
        ..Setup::new(Arc::new(OneShelf::new(scenario())), language, 7)
    }
}
