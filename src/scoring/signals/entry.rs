//! One entry of a signal file as its author writes it, and how the files become one inventory. Must not depend on other
//! rooms, since the build script reads this file too.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::pattern::Compiled;

/// Texts per language, either of which may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerLanguage {
    /// Chinese.
    #[serde(default)]
    pub zh: Vec<String>,
    /// English.
    #[serde(default)]
    pub en: Vec<String>,
}

impl PerLanguage {
    /// All texts, Chinese first.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.zh.iter().chain(self.en.iter())
    }
}

/// A signal's name in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Whether a signal speaks for the reply or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// Good behaviour.
    #[serde(rename = "+")]
    Good,
    /// A fault.
    #[serde(rename = "-")]
    Fault,
}

/// What a negator just before the words does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Negation {
    /// The signal is not there.
    #[default]
    Cancels,
    /// It is there all the same.
    Ignored,
}

/// A scope that words open: what stands in it is not said the way it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opens {
    /// The sentence is a condition that did not come true.
    Counterfactual,
    /// The sentence describes what one would do.
    Described,
    /// The sentence means the opposite.
    Ironic,
    /// What was said just before, in this sentence or the one before, is taken back.
    TakenBack,
}

/// Where in the reply the words must stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Anywhere.
    #[default]
    Anywhere,
    /// In the first two clauses.
    Start,
    /// In the last clause.
    End,
}

/// An entry as it stands in a file of `signals/data`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The id, unique over all files.
    pub id: String,
    /// What the trainee reads as evidence.
    pub name: Name,
    /// Good or fault.
    pub effect: Effect,
    /// The principles it moves and how strongly, 1–3; none for what only opens a scope: that is no signal, and neither shown
    /// nor weighed.
    #[serde(default)]
    pub strength: BTreeMap<String, u8>,
    /// The scope it opens.
    #[serde(default)]
    pub opens: Option<Opens>,
    /// What it is one kind of: guards and replays may ask for `apology` instead of naming each.
    #[serde(default)]
    pub family: Option<String>,
    /// The red line it crosses.
    #[serde(default)]
    pub red_line: Option<String>,
    /// The moments in which alone it means what it says; none: all of them.
    #[serde(default)]
    pub moments: Vec<String>,
    /// Whether it counts only where the reply shows no way on: "ask at window 3" is no brush-off if it goes on "I'll take you".
    #[serde(default)]
    pub alone: bool,
    /// Whether it crosses its red line in so many words, so that no wording around it speaks against that.
    #[serde(default)]
    pub certain: bool,
    /// What a negator does.
    #[serde(default)]
    pub negation: Negation,
    /// Where it must stand.
    #[serde(default)]
    pub place: Place,
    /// What to look for.
    pub patterns: PerLanguage,
    /// Longer phrases that overlap and cancel.
    #[serde(default)]
    pub unless: PerLanguage,
    /// Sentences in which it must be found.
    #[serde(default)]
    pub matches: PerLanguage,
    /// Near misses in which it must not be found.
    #[serde(default)]
    pub ignores: PerLanguage,
}

/// A signal ready for matching.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Signal {
    /// The id.
    pub id: String,
    /// What the trainee reads as evidence.
    pub name: Name,
    /// Good or fault.
    pub effect: Effect,
    /// The principles it moves and how strongly, 1–3.
    pub strength: BTreeMap<String, u8>,
    /// The scope it opens.
    pub opens: Option<Opens>,
    /// What it is one kind of.
    pub family: Option<String>,
    /// The red line it crosses.
    pub red_line: Option<String>,
    /// The moments in which alone it means what it says; none: all of them.
    #[serde(default)]
    pub moments: Vec<String>,
    /// Whether it counts only where the reply shows no way on.
    #[serde(default)]
    pub alone: bool,
    /// Whether it crosses its red line in so many words.
    pub certain: bool,
    /// What a negator does.
    pub negation: Negation,
    /// Where it must stand.
    pub place: Place,
}

impl Signal {
    /// Whether it shows the customer a way on: it speaks strongly for competence or the first step.
    #[must_use]
    pub fn shows_a_way_on(&self) -> bool {
        let strong = |principle| self.strength.get(principle).is_some_and(|one| *one >= 2);
        self.effect == Effect::Good && (strong("competence") || strong("initiative"))
    }

    /// Whether it only opens a scope.
    #[must_use]
    pub fn only_opens(&self) -> bool {
        self.opens.is_some() && self.strength.is_empty()
    }
}

/// What a pattern belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The number of the signal.
    pub signal: u32,
    /// Whether the pattern cancels instead of finding.
    pub cancels: bool,
}

/// All signals and their patterns.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Prepared {
    /// The signals.
    pub signals: Vec<Signal>,
    /// For each pattern the signal it belongs to.
    #[serde(skip)]
    pub owners: Vec<Owner>,
    /// The patterns.
    #[serde(skip)]
    pub compiled: Compiled,
}

impl Prepared {
    /// The patterns and their owners as numbers; the signals themselves go beside them as JSON.
    #[must_use]
    pub fn to_words(&self) -> Vec<u32> {
        let mut out = self.compiled.to_words();
        out.extend(
            self.owners
                .iter()
                .map(|owner| owner.signal * 2 + u32::from(owner.cancels)),
        );
        out
    }

    /// Puts back what [`Prepared::to_words`] gave; `false` where the words are not of that form.
    pub fn take_words(&mut self, mut words: impl Iterator<Item = u32>) -> bool {
        let Some(compiled) = Compiled::from_words(&mut words) else {
            return false;
        };
        self.compiled = compiled;
        self.owners = words
            .map(|word| Owner {
                signal: word / 2,
                cancels: word % 2 == 1,
            })
            .collect();
        self.owners.len() == self.compiled.patterns.len()
    }

    /// Adds one entry.
    ///
    /// # Errors
    /// A sentence that names the entry and says what is wrong with its patterns.
    pub fn add(&mut self, entry: &Entry, normalise: fn(&str) -> String) -> Result<(), String> {
        let signal = u32::try_from(self.signals.len()).map_err(|error| error.to_string())?;
        let sources = entry
            .patterns
            .all()
            .map(|source| (source, false))
            .chain(entry.unless.all().map(|source| (source, true)));
        for (source, cancels) in sources {
            let range = self
                .compiled
                .add(source, normalise)
                .map_err(|problem| format!("signal {}: {problem}", entry.id))?;
            self.owners.extend(range.map(|_| Owner { signal, cancels }));
        }
        self.signals.push(Signal {
            id: entry.id.clone(),
            name: entry.name.clone(),
            effect: entry.effect,
            strength: entry.strength.clone(),
            opens: entry.opens,
            family: entry.family.clone(),
            red_line: entry.red_line.clone(),
            moments: entry.moments.clone(),
            alone: entry.alone,
            certain: entry.certain,
            negation: entry.negation,
            place: entry.place,
        });
        Ok(())
    }
}
