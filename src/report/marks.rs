//! The marks of scripted replies as a file that stands beside a replay, and what has moved against it. Must not mark anything.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::replayed::{Marks, ReplayedCase, ReplayedEvidence, ReplayedTurn};
use crate::domain::{Language, Mark, Principle, RedLine, ScenarioId, StateId};
use crate::text::sanitize_line;

/// The marks of one replay file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The form of the file.
    pub version: u32,
    /// The scenario.
    pub scenario: ScenarioId,
    /// A line per reply that was said.
    pub replies: Vec<Marked>,
}

/// The marks of one reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marked {
    /// The case, by number and play.
    pub case: String,
    /// The turn, from 1.
    pub turn: usize,
    /// The language.
    pub lang: Language,
    /// The words.
    pub reply: String,
    /// Where it led.
    pub to: StateId,
    /// The overall mark.
    pub overall: Mark,
    /// The principles' marks.
    pub marks: Marks,
    /// The red lines crossed.
    pub red_lines: Vec<RedLine>,
    /// What the marks are made of: the weightiest of each principle.
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
            scenario: scenario.clone(),
            replies: replies.collect(),
        }
    }

    /// The file: a line per reply, so that what has moved shows in any comparison of lines.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!(
            "{{\"version\": {}, \"scenario\": \"{}\", \"replies\": [\n",
            self.version, self.scenario
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
        let because = Principle::ALL.iter().filter_map(|principle| {
            let of = went
                .evidence
                .iter()
                .filter(|one| one.principle == *principle);
            let reasons: Vec<String> = of.map(ReplayedEvidence::in_words).collect();
            (!reasons.is_empty()).then(|| format!("{principle}: {}", reasons.join(", ")))
        });
        Self {
            case: case.label(),
            turn,
            lang: case.lang,
            reply: went.reply.clone(),
            to: went.to.clone(),
            overall: went.overall,
            marks: went.marks.clone(),
            red_lines: went.red_lines.clone(),
            because: because.collect(),
        }
    }

    fn is_same_reply(&self, other: &Self) -> bool {
        (&self.case, self.turn, &self.reply) == (&other.case, other.turn, &other.reply)
    }

    /// Reasons may be worded anew where no mark has moved.
    fn has_same_marks(&self, other: &Self) -> bool {
        (self.overall, &self.marks, &self.red_lines, &self.to)
            == (other.overall, &other.marks, &other.red_lines, &other.to)
    }

    fn because(&self, principle: Principle) -> &str {
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
        format!(
            "{what}: case {} turn {}: {}",
            one.case,
            one.turn,
            sanitize_line(&one.reply)
        )
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
            let _ = writeln!(out, "  leads to    {} -> {}", old.to, now.to);
        }
        if old.red_lines != now.red_lines {
            let names = |lines: &[RedLine]| {
                let names: Vec<&str> = lines.iter().map(|line| line.key()).collect();
                if names.is_empty() {
                    "none".to_owned()
                } else {
                    names.join(", ")
                }
            };
            let _ = writeln!(
                out,
                "  red lines   {} -> {}",
                names(&old.red_lines),
                names(&now.red_lines)
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

/// How far a change reaches: per language how many replies moved of how many, and per principle how many marks, by how much on
/// average, and how many by a whole rating (25 points); then red lines that came or went, and replies that lead elsewhere.
#[must_use]
pub fn radius(moved: &[Moved], all: &[Snapshot]) -> String {
    let mut out = String::new();
    for language in Language::ALL {
        let there = all.iter().flat_map(|one| &one.replies);
        let there = there.filter(|one| one.lang == *language).count();
        let pairs: Vec<(&Marked, &Marked)> = moved
            .iter()
            .filter_map(|one| match one {
                Moved::Changed(old, now) if now.lang == *language => Some((&**old, &**now)),
                _ => None,
            })
            .collect();
        // Writing to a String can't fail.
        let _ = writeln!(out, "{language}: {} of {there} replies moved", pairs.len());
        for principle in Principle::ALL {
            let by: Vec<i32> = pairs
                .iter()
                .filter_map(|(old, now)| {
                    let of = |one: &Marked| {
                        let mark = one.marks.0.iter().find(|(of, _)| of == principle)?;
                        Some(i32::from(mark.1.value()))
                    };
                    Some(of(now)? - of(old)?).filter(|by| *by != 0)
                })
                .collect();
            if !by.is_empty() {
                let mean = f64::from(by.iter().sum::<i32>()) / by.len() as f64;
                let far = by.iter().filter(|by| by.abs() >= 25).count();
                let _ = writeln!(
                    out,
                    "  {:<11} {:>5} marks, {mean:+.1} on average, {far} by a whole rating",
                    principle.key(),
                    by.len()
                );
            }
        }
        let lines = pairs
            .iter()
            .filter(|(old, now)| old.red_lines != now.red_lines)
            .count();
        let ways = pairs.iter().filter(|(old, now)| old.to != now.to).count();
        if lines + ways > 0 {
            let _ = writeln!(out, "  red lines differ in {lines}, the way on in {ways}");
        }
    }
    out
}
