//! What the interface is given at its start: everything that it must not fetch itself.

use std::sync::Arc;

use jiff::civil::Date;

use super::record::Draft;
use super::{glyphs::GlyphSet, theme::ThemeName};
use crate::domain::{Form, Language, Reply, ScenarioId, StateId};
use crate::progress::{DayMarks, PastScenario};
use crate::scenario::{Header, Scenario, State};
use crate::scoring::{Assessment, Situation};

/// Where scenarios come from.
pub trait Shelf {
    /// What there is, in the order in which it is shown.
    fn headers(&self) -> &[Header];

    /// One of them, ready to be played.
    ///
    /// # Errors
    /// A sentence that says why it can't be.
    fn open(&self, id: &ScenarioId) -> Result<Arc<Scenario>, String>;
}

/// Where marks and their wording come from; plain functions, so that screens can be tried with others.
#[derive(Clone, Copy)]
pub struct Scorer {
    /// Assesses a reply.
    pub assess: fn(&Situation<'_>, &Reply) -> Assessment,
    /// A piece of evidence's name for people, by its key.
    pub evidence_name: fn(&str, Language) -> String,
    /// The one thing to do better next time, if there is one worth saying.
    pub next_step:
        fn(&Scenario, &State, &Situation<'_>, &Reply, &Assessment, Language) -> Option<String>,
}

/// Everything the interface needs to begin.
#[derive(Clone)]
pub struct Setup {
    /// The scenarios.
    pub shelf: Arc<dyn Shelf>,
    /// Marks and their wording.
    pub scorer: Scorer,
    /// The language to begin with.
    pub language: Language,
    /// Colours.
    pub theme: ThemeName,
    /// Characters for borders, bars and marks.
    pub glyphs: GlyphSet,
    /// The terminal draws `“`, `…` and box drawing two columns wide: forces the plain glyphs and replaces such marks in texts.
    pub wide_ambiguous: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// The trainee's day.
    pub today: Date,
    /// What was done with each scenario before.
    pub past: Vec<PastScenario>,
    /// What each day of practice earned.
    pub days: Vec<DayMarks>,
    /// The states answered last.
    pub lately: Vec<(ScenarioId, StateId)>,
    /// What keeps scenarios from outside from being played, a sentence each.
    pub problems: Vec<String>,
    /// What was left unfinished.
    pub draft: Option<Draft>,
    /// The seed of the first encounter; each further one adds 1.
    pub seed: u64,
    /// Go to this scenario's briefing at once and leave the program when its debrief is left.
    pub only: Option<ScenarioId>,
    /// Begin with a round of this form; [`Form::Encounter`] begins at the home screen or with `only`.
    pub form: Form,
    /// The window: columns and rows.
    pub size: (u16, u16),
}

impl Setup {
    /// A plain start with the program's own scorer: 16 colours, box drawing, mouse, nothing done before, 80 × 24.
    #[must_use]
    pub fn new(shelf: Arc<dyn Shelf>, language: Language, seed: u64) -> Self {
        Self {
            shelf,
            scorer: Scorer::default(),
            language,
            theme: ThemeName::default(),
            glyphs: GlyphSet::default(),
            wide_ambiguous: false,
            mouse: true,
            today: Date::constant(2026, 1, 1),
            past: Vec::new(),
            days: Vec::new(),
            lately: Vec::new(),
            problems: Vec::new(),
            draft: None,
            seed,
            only: None,
            form: Form::Encounter,
            size: (80, 24),
        }
    }
}

impl Default for Scorer {
    fn default() -> Self {
        Self {
            assess: crate::scoring::assess,
            evidence_name: super::evidence_name,
            next_step: |_, _, _, _, _, _| None,
        }
    }
}
