//! The marks of replies as a file that stands beside a replay or in a folder of gold, and what has moved against it. Must not mark
//! anything, nor say how far a change reaches: `reach` does.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::replayed::{Marks, ReplayedCase, ReplayedEvidence, ReplayedTurn, crossed, evidence};
use crate::domain::{Language, Mark, Principle, RedLine, ScenarioId, StateId, keyed};
use crate::scoring::Assessment;
use crate::text::sanitize_line;

/// The language of a reply. Gold has replies in both at once, and some of which nobody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    /// Chinese.
    Zh,
    /// English.
    En,
    /// Both, or not said.
    Mixed,
}

keyed!(Spoken { Zh => "zh", En => "en", Mixed => "mixed" });

impl From<Language> for Spoken {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

/// The marks of one replay file, or of a folder of gold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The form of the file.
    pub version: u32,
    /// The scenario; none of gold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<ScenarioId>,
    /// A line per reply that was said.
    pub replies: Vec<Marked>,
}

/// The marks of one reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marked {
    /// The case, by number and play; in gold the id.
    pub case: String,
    /// The turn, from 1; none in gold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<usize>,
    /// The language.
    pub lang: Spoken,
    /// The words.
    pub reply: String,
    /// Where it led; nowhere in gold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<StateId>,
    /// The overall mark.
    pub overall: Mark,
    /// The principles' marks.
    pub marks: Marks,
    /// The red lines crossed.
    pub red_lines: Vec<RedLine>,
    /// What the marks are made of: the weightiest two of each principle, without the words, which the reply has.
    pub because: Vec<String>,
}

/// How the marks of a reply have moved.
#[derive(Debug, Clone, PartialEq)]
pub enum Moved {
    /// They were others.
    Changed(Box<Marked>, Box<Marked>),
    /// The reply is new.
    New(Box<Marked>),
    /// The reply is gone, its marks are left over.
    Orphan(Box<Marked>),
}

const VERSION: u32 = 1;

impl Snapshot {
    /// The marks of the cases of one file, which were played.
    #[must_use]
    pub fn of(scenario: &ScenarioId, cases: &[&ReplayedCase]) -> Self {
        let replies = cases.iter().flat_map(|case| {
            let said = (1..).zip(&case.turns);
            // What is given has the marks that were given.
            let said = said.filter(|(_, turn)| !turn.reply.starts_with("given: "));
            said.map(|(number, turn)| Marked::of(case, number, turn))
        });
        Self {
            version: VERSION,
            scenario: Some(scenario.clone()),
            replies: replies.collect(),
        }
    }

    /// The marks of gold.
    #[must_use]
    pub fn of_gold(replies: Vec<Marked>) -> Self {
        Self {
            version: VERSION,
            scenario: None,
            replies,
        }
    }

    /// The same without any marks.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self {
            replies: Vec::new(),
            ..self.clone()
        }
    }

    /// The file: a line per reply, so that what has moved shows in any comparison of lines.
    #[must_use]
    pub fn text(&self) -> String {
        let scenario = self.scenario.as_ref();
        let scenario = scenario.map_or_else(String::new, |id| format!(" \"scenario\": \"{id}\","));
        let mut out = format!(
            "{{\"version\": {},{scenario} \"replies\": [\n",
            self.version
        );
        for (number, one) in self.replies.iter().enumerate() {
            if number > 0 {
                out.push_str(",\n");
            }
            // Strings and numbers alone can always be written.
            out.push_str(&serde_json::to_string(one).unwrap_or_default());
        }
        out.push_str("\n]}\n");
        out
    }

    /// Reads [`Snapshot::text`].
    ///
    /// # Errors
    /// A sentence that says where it is not that.
    pub fn read(text: &str) -> Result<Self, String> {
        let read: Self = serde_json::from_str(text)
            .map_err(|error| format!("these are no marks of `replay --update`: {error}"))?;
        if read.version == VERSION {
            Ok(read)
        } else {
            Err(format!(
                "these are marks of form {}, and this program reads form {VERSION}",
                read.version
            ))
        }
    }

    /// What has moved from this to `now`, in the order of `now`, what is left over last.
    #[must_use]
    pub fn moved(&self, now: &Self) -> Vec<Moved> {
        let mut out = Vec::new();
        for one in &now.replies {
            match self.replies.iter().find(|old| old.is_same_reply(one)) {
                Some(old) if old.has_same_marks(one) => {}
                Some(old) => out.push(Moved::Changed(Box::new(old.clone()), Box::new(one.clone()))),
                None => out.push(Moved::New(Box::new(one.clone()))),
            }
        }
        let gone = self
            .replies
            .iter()
            .filter(|old| !now.replies.iter().any(|one| old.is_same_reply(one)));
        out.extend(gone.map(|old| Moved::Orphan(Box::new(old.clone()))));
        out
    }

    /// Takes one move over.
    pub fn take(&mut self, moved: &Moved) {
        match moved {
            Moved::Changed(_, now) | Moved::New(now) => {
                match self.replies.iter_mut().find(|old| old.is_same_reply(now)) {
                    Some(old) => *old = (**now).clone(),
                    None => self.replies.push((**now).clone()),
                }
            }
            Moved::Orphan(gone) => self.replies.retain(|one| !one.is_same_reply(gone)),
        }
    }

    /// Puts the replies in the order of `now`, so that a file is the same however its marks were taken over.
    pub fn order_as(&mut self, now: &Self) {
        let place = |one: &Marked| {
            now.replies
                .iter()
                .position(|other| other.is_same_reply(one))
        };
        self.replies
            .sort_by_key(|one| place(one).unwrap_or(usize::MAX));
    }
}

impl Marked {
    fn of(case: &ReplayedCase, turn: usize, went: &ReplayedTurn) -> Self {
        Self {
            case: case.label(),
            turn: Some(turn),
            lang: case.lang.into(),
            reply: went.reply.clone(),
            to: Some(went.to.clone()),
            overall: went.overall,
            marks: went.marks.clone(),
            red_lines: went.red_lines.clone(),
            because: because(&went.evidence),
        }
    }

    /// The marks of a reply of gold.
    #[must_use]
    pub fn of_gold(id: &str, lang: Spoken, reply: &str, assessment: &Assessment) -> Self {
        Self {
            case: id.to_owned(),
            turn: None,
            lang,
            reply: reply.to_owned(),
            to: None,
            overall: assessment.overall,
            marks: Marks::of(assessment),
            red_lines: crossed(assessment).0,
            because: because(&evidence(assessment)),
        }
    }

    /// Which reply of its file it is: `case 3 turn 1`, in gold the id.
    #[must_use]
    pub fn place(&self) -> String {
        self.turn.map_or_else(
            || sanitize_line(&self.case),
            |turn| format!("case {} turn {turn}", sanitize_line(&self.case)),
        )
    }

    fn is_same_reply(&self, other: &Self) -> bool {
        (&self.case, self.turn, &self.reply) == (&other.case, other.turn, &other.reply)
    }

    /// Reasons may be worded anew where no mark has moved.
    fn has_same_marks(&self, other: &Self) -> bool {
        (self.overall, &self.marks, &self.red_lines, &self.to)
            == (other.overall, &other.marks, &other.red_lines, &other.to)
    }

    /// What the mark of a principle is made of.
    #[must_use]
    pub fn because(&self, principle: Principle) -> &str {
        let begins = format!("{principle}: ");
        let mut all = self.because.iter();
        all.find_map(|one| one.strip_prefix(begins.as_str()))
            .unwrap_or("nothing")
    }
}

impl Moved {
    /// In one line.
    #[must_use]
    pub fn headline(&self) -> String {
        let (what, one) = match self {
            Self::Changed(_, now) => ("moved", now),
            Self::New(now) => ("new", now),
            Self::Orphan(gone) => ("orphaned", gone),
        };
        format!("{what}: {}: {}", one.place(), sanitize_line(&one.reply))
    }

    /// Old and new one below the other, with what moved marks are made of.
    #[must_use]
    pub fn details(&self) -> String {
        let Self::Changed(old, now) = self else {
            return String::new();
        };
        let mut out = String::new();
        // Writing to a String can't fail.
        if old.to != now.to {
            let name = |to: &Option<StateId>| {
                to.as_ref()
                    .map_or_else(|| "nowhere".to_owned(), ToString::to_string)
            };
            let _ = writeln!(out, "  leads to    {} -> {}", name(&old.to), name(&now.to));
        }
        if old.red_lines != now.red_lines {
            let _ = writeln!(
                out,
                "  red lines   {} -> {}",
                red_lines(&old.red_lines),
                red_lines(&now.red_lines)
            );
        }
        if old.overall != now.overall {
            let _ = writeln!(out, "  overall     {} -> {}", old.overall, now.overall);
        }
        for ((principle, before), (_, after)) in old.marks.0.iter().zip(&now.marks.0) {
            if before != after {
                let _ = writeln!(out, "  {:<11} {before} -> {after}", principle.key());
                let _ = writeln!(out, "    old: {}", sanitize_line(old.because(*principle)));
                let _ = writeln!(out, "    new: {}", sanitize_line(now.because(*principle)));
            }
        }
        out
    }
}

/// Red lines by name.
#[must_use]
pub fn red_lines(lines: &[RedLine]) -> String {
    if lines.is_empty() {
        return "none".to_owned();
    }
    let names: Vec<&str> = lines.iter().map(|line| line.key()).collect();
    names.join(", ")
}

/// The weightiest reasons of each principle, short enough to be kept for thousands of replies.
fn because(evidence: &[ReplayedEvidence]) -> Vec<String> {
    const EACH: usize = 2;
    let of = |principle: &Principle| {
        let of = evidence.iter().filter(|one| one.principle == *principle);
        let reasons: Vec<String> = of
            .take(EACH)
            .map(|one| format!("{:+} {}", one.points, one.signal))
            .collect();
        (!reasons.is_empty()).then(|| format!("{principle}: {}", reasons.join(", ")))
    };
    Principle::ALL.iter().filter_map(of).collect()
}
