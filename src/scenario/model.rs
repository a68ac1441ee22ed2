//! A scenario as the machine plays it: valid by construction, every name looked up. Must not know YAML or positions.

use crate::domain::{
    Action, Bilingual, FactId, Feeling, Moment, Mood, MoodChange, Outcome, Principle, RedLine,
    Reply, Role, ScenarioId, SignalId, StateId,
};

/// One scenario: a customer, facts, states, endings.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Its id, also its file's name.
    pub id: ScenarioId,
    /// Its edition: the fingerprint of its text; behind the pack's name and version where it comes from one, as
    /// `counter@1.0.0+3f9a2c1d40be`.
    pub version: String,
    /// Its title.
    pub title: Bilingual,
    /// Whom the trainee plays.
    pub role: Role,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Difficulty, 1–5.
    pub level: u8,
    /// The briefing: what the trainee knows beforehand.
    pub about: Bilingual,
    /// Who comes.
    pub customer: Customer,
    /// What a competent answer must or must not say.
    pub facts: Vec<Fact>,
    /// Where it starts.
    pub start: StateId,
    /// The states, in the order of the file.
    pub states: Vec<State>,
    /// The endings, in the order of the file.
    pub endings: Vec<Ending>,
    /// What its author knows to be flagged and wants all the same.
    pub allow: Vec<Allowed>,
}

/// A rule of the lint whose warnings an author does not want to hear of, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The rule's name.
    pub rule: String,
    /// Why it is right here.
    pub reason: String,
}

/// The customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// How they are called.
    pub name: Bilingual,
    /// Years.
    pub age: u8,
    /// How they feel at the start.
    pub mood: Mood,
}

/// Something a competent answer says, and the phrases it is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its id.
    pub id: FactId,
    /// What is true.
    pub text: Bilingual,
    /// Phrases that say it.
    pub said_by: Vec<String>,
    /// Phrases that say the opposite.
    pub denied_by: Vec<String>,
    /// Where it is written, for what is no house rule.
    pub source: Option<Source>,
}

/// Where a fact is written, and until when it may be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The regulation or page.
    pub reference: String,
    /// The day on which somebody must look again, as `2027-06-30`.
    pub review: String,
}

/// A place where the customer has spoken and the trainee must answer.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its id.
    pub id: StateId,
    /// What kind of situation it is.
    pub moment: Moment,
    /// What the customer may say; the seed chooses.
    pub says: Vec<Bilingual>,
    /// Facts due here.
    pub needs: Vec<FactId>,
    /// Actions offered here.
    pub actions: Vec<Action>,
    /// Seconds until the customer speaks again.
    pub patience: Option<u32>,
    /// Help, from a question to a pointer.
    pub hints: Vec<Bilingual>,
    /// A reply that must do well.
    pub good: Option<Example>,
    /// A reply that must do badly.
    pub poor: Option<Example>,
    /// Where it goes on; the first rule that fits is taken, the last has no guard.
    pub next: Vec<Rule>,
}

/// A reply written by the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The words.
    pub words: Bilingual,
    /// The actions.
    pub actions: Vec<Action>,
}

impl Example {
    /// The example as a reply in one language.
    #[must_use]
    pub fn reply(&self, language: crate::domain::Language) -> Reply {
        Reply {
            words: self.words.get(language).to_owned(),
            actions: self.actions.clone(),
        }
    }
}

/// One way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What must hold; `None` always holds.
    pub when: Option<Guard>,
    /// A state or an ending.
    pub to: StateId,
    /// What it does to the mood.
    pub mood: MoodChange,
}

/// What must hold for a rule to be taken; every part of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guard {
    /// Bounds on marks.
    pub marks: Vec<(Principle, Bounds)>,
    /// A red line that must be crossed: this one, or any.
    pub red_line: Option<RedLineGuard>,
    /// Signals that must be found.
    pub signals: Vec<SignalId>,
    /// Facts that must have been said by now.
    pub facts: Vec<FactId>,
    /// Bounds on the mood before the rule changes it.
    pub mood: Vec<(Feeling, Bounds)>,
    /// Bounds on the replies spent in this state, the present one included.
    pub turns: Option<Bounds>,
}

/// Which red line a guard asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedLineGuard {
    /// Any.
    Any,
    /// This one.
    One(RedLine),
}

/// An interval, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// At least.
    pub min: Option<u8>,
    /// At most.
    pub max: Option<u8>,
}

impl Bounds {
    /// Whether `value` lies within.
    #[must_use]
    pub fn hold(self, value: u8) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
    }
}

/// How it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Its id.
    pub id: StateId,
    /// What it means for the customer.
    pub outcome: Outcome,
    /// What happens.
    pub text: Bilingual,
}

impl Scenario {
    /// The state with this id.
    #[must_use]
    pub fn state(&self, id: &StateId) -> Option<&State> {
        self.states.iter().find(|state| state.id == *id)
    }

    /// The ending with this id.
    #[must_use]
    pub fn ending(&self, id: &StateId) -> Option<&Ending> {
        self.endings.iter().find(|ending| ending.id == *id)
    }
}
