//! What leaves a place: one rated reply, or the end of an encounter, as a value that never changes and whose id is made where
//! it happened. Must not hold a name; words only where they were asked for.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::{End, KeptEncounter, folded};
use crate::domain::{
    Action, Form, Language, Mark, Moment, Outcome, PerPrinciple, RedLine, ScenarioId, StateId,
    keyed,
};

/// What kind of practice an attempt was made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptKind {
    /// A whole encounter.
    Practice,
    /// Single moments, aimed at what was weakest or due.
    Drill,
    /// The same moment with three customers.
    Sparring,
    /// Single moments without hints.
    Exam,
    /// A class.
    Class,
}

keyed!(AttemptKind {
    Practice => "practice",
    Drill => "drill",
    Sparring => "sparring",
    Exam => "exam",
    Class => "class",
});

/// How an encounter ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Well for the customer.
    Good,
    /// Half well.
    Fair,
    /// Badly.
    Bad,
    /// It was left.
    Left,
    /// A single moment was answered.
    Answered,
    /// The class was over.
    Attended,
}

keyed!(Ended {
    Good => "good",
    Fair => "fair",
    Bad => "bad",
    Left => "left",
    Answered => "answered",
    Attended => "attended",
});

/// What an attempt is of an encounter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A rated reply.
    Reply,
    /// Its end.
    Ending,
}

keyed!(Part { Reply => "reply", Ending => "ending" });

/// What the trainer of a class ruled: beside the marks, never instead of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruled {
    /// The overall rating, 0–4; none where the trainer left it alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// The ratings of principles, 0–4, in the codebook's order; since format 2.
    #[serde(default, skip_serializing_if = "nothing")]
    pub principles: PerPrinciple<Option<u8>>,
    /// Why; only where words were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The trainee sees the marks otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// Why; only where words were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// One rated reply or the end of one encounter. Only what people say of it afterwards may change: the ruling, the objection and,
/// through them, who passed; `revised` says which is the later. The field names and forms are a file format; a field more is a new format, since
/// whoever reads this one refuses what they do not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// Made from what is stored: the same for ever, and later than those of earlier attempts.
    pub id: Uuid,
    /// A reply, or an end.
    pub part: Part,
    /// The trainee's pseudonym.
    pub person: Uuid,
    /// What kind of practice it was.
    pub kind: AttemptKind,
    /// Ties the attempts of one encounter, or of one seat of a class.
    pub encounter: Uuid,
    /// The scenario; of a class's end its drill.
    pub scenario: ScenarioId,
    /// The scenario's edition.
    pub edition: String,
    /// The edition of signals, rubric and wording; empty where it was not written down.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rubric: String,
    /// The program's version.
    pub program: String,
    /// The seed of all choices.
    pub seed: u64,
    /// The language the customer spoke.
    pub language: Language,
    /// Which reply, from 1; of an end, how many replies there were.
    pub turn: u32,
    /// The state answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<StateId>,
    /// Its moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<Moment>,
    /// The overall mark; of an end, the mean.
    pub overall: Mark,
    /// The marks of the eight principles in the codebook's order; of an end, the means.
    pub marks: PerPrinciple<Mark>,
    /// The red lines crossed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub red_lines: Vec<RedLine>,
    /// How many steps of the hint ladder were taken.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub hints: u8,
    /// The actions done with the words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// Whether an exam or a class was passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<bool>,
    /// What the trainer ruled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruled>,
    /// What the trainee said against the marks; since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<Objection>,
    /// When it was last ruled on or objected to, of an end anything of its encounter: a later one counts. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revised: Option<Timestamp>,
    /// The masked words; only where they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// When, by the clock of the source.
    pub at: Timestamp,
    /// The day that was there.
    pub day: Date,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
const fn is_zero(number: &u8) -> bool {
    *number == 0
}

fn nothing(principles: &PerPrinciple<Option<u8>>) -> bool {
    principles.0.iter().all(Option::is_none)
}

/// A place that attempts come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id, made once by chance.
    pub id: Uuid,
    /// What pseudonyms are made with; never leaves the place.
    pub salt: String,
}

impl Source {
    /// The pseudonym of `who`: nobody without the salt can tell whose it is. Names that differ in spaces around or in
    /// capitals are one person's.
    #[must_use]
    pub fn person(&self, who: &str) -> Uuid {
        let who = folded(who);
        Builder::from_custom_bytes(digest(&["person", &self.salt, &who])).into_uuid()
    }

    /// A class as a place: its id is made from its name and when it was opened, in Unix milliseconds.
    #[must_use]
    pub fn of_class(class: &str, opened: i64, salt: &str) -> Self {
        let id = Builder::from_custom_bytes(digest(&["class", class, &opened.to_string()]));
        Self {
            id: id.into_uuid(),
            salt: salt.to_owned(),
        }
    }

    /// What an encounter, or a seat, called `id` in this place is called beyond it.
    #[must_use]
    pub fn encounter(&self, id: &str) -> Uuid {
        Builder::from_custom_bytes(digest(&["encounter", &self.id.to_string(), id])).into_uuid()
    }
}

impl Attempt {
    /// The id of a part of `encounter`: a UUID of version 7 whose chance is a hash of what it names, so that it is the same
    /// every time and rows of one day lie side by side in an index, however many there are from before.
    #[must_use]
    pub fn id_of(encounter: Uuid, part: Part, turn: u32, at: Timestamp) -> Uuid {
        let hash = digest(&[&encounter.to_string(), part.key(), &turn.to_string()]);
        let mut chance = [0; 10];
        chance.copy_from_slice(&hash[..10]);
        let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(milliseconds, &chance).into_uuid()
    }

    /// The attempts of one kept encounter by the trainee `person`: its replies and, once it has ended, its end. An encounter
    /// left before the first reply is none.
    #[must_use]
    pub fn of(
        one: &KeptEncounter,
        source: &Source,
        person: Uuid,
        words: bool,
        zone: &TimeZone,
    ) -> Vec<Self> {
        let encounter = source.encounter(&one.id);
        let Some(last) = one.replies.last() else {
            return Vec::new();
        };
        let count = u32::try_from(one.replies.len()).unwrap_or(u32::MAX);
        let blank = Self {
            id: Uuid::nil(),
            part: Part::Reply,
            person,
            kind: match one.form {
                Form::Encounter => AttemptKind::Practice,
                Form::Drill => AttemptKind::Drill,
                Form::Sparring => AttemptKind::Sparring,
                Form::Exam => AttemptKind::Exam,
            },
            encounter,
            scenario: one.scenario.clone(),
            edition: one.scenario_version.clone(),
            rubric: one.rubric.clone(),
            program: one.version.clone(),
            seed: one.seed,
            language: one.language,
            turn: 0,
            state: None,
            moment: None,
            overall: Mark::default(),
            marks: PerPrinciple::default(),
            red_lines: Vec::new(),
            hints: 0,
            actions: Vec::new(),
            ended: None,
            passed: None,
            ruling: None,
            objection: None,
            revised: None,
            words: None,
            at: one.at,
            day: zone.to_datetime(one.at).date(),
        };
        let replies = (1..).zip(&one.replies).map(|(turn, reply)| Self {
            id: Self::id_of(encounter, Part::Reply, turn, reply.at),
            turn,
            state: reply.state.clone(),
            moment: reply.moment,
            overall: reply.overall,
            marks: reply.marks,
            red_lines: reply.red_lines.clone(),
            hints: reply.hints,
            actions: reply.reply.actions.clone(),
            words: words.then(|| reply.reply.words.clone()),
            at: reply.at,
            day: zone.to_datetime(reply.at).date(),
            ..blank.clone()
        });
        let ended = match &one.end {
            End::Open => None,
            End::Left => Some(Ended::Left),
            End::Answered => Some(Ended::Answered),
            End::Ended { outcome, .. } => Some(match outcome {
                Outcome::Good => Ended::Good,
                Outcome::Fair => Ended::Fair,
                Outcome::Bad => Ended::Bad,
            }),
        };
        // The time of the last reply: the store's end has none of its own, and an end must not move once it was sent.
        let ending = ended.map(|ended| Self {
            id: Self::id_of(encounter, Part::Ending, count, last.at),
            part: Part::Ending,
            turn: count,
            overall: one.overall(),
            marks: PerPrinciple::from_fn(|principle| {
                Mark::mean(one.replies.iter().map(|reply| reply.marks[principle]))
            }),
            ended: Some(ended),
            passed: one.examined.map(|result| result.passed),
            at: last.at,
            day: zone.to_datetime(last.at).date(),
            ..blank.clone()
        });
        replies.chain(ending).collect()
    }
}

/// Half of the SHA-256 over parts and where they end.
fn digest(parts: &[&str]) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update("teller-coach");
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize()[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(salt: &str) -> Source {
        Source {
            id: Uuid::from_u128(7),
            salt: salt.to_owned(),
        }
    }

    #[test]
    fn ids_are_the_same_for_ever_and_rise_with_time() {
        let encounter = source("a").encounter("e1");
        let at = |second| Timestamp::from_second(second).unwrap();
        let first = Attempt::id_of(encounter, Part::Reply, 1, at(1_700_000_000));
        assert_eq!(first.to_string(), "018bcfe5-6800-76f6-a3e4-a326d056b6b3");
        assert_ne!(
            first,
            Attempt::id_of(encounter, Part::Ending, 1, at(1_700_000_000))
        );
        assert!(first < Attempt::id_of(encounter, Part::Reply, 2, at(1_700_000_001)));
        assert_eq!(first.get_version_num(), 7);
    }

    #[test]
    fn a_pseudonym_hangs_on_the_salt_and_not_on_how_a_name_is_typed() {
        assert_eq!(source("a").person("Li Wei"), source("a").person(" li wei "));
        assert_ne!(source("a").person("Li Wei"), source("b").person("Li Wei"));
        assert_ne!(source("a").person("Li Wei"), source("a").person("Li Na"));
    }
}
