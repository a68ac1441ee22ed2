//! What the interface is given at its start: everything that it must not fetch itself.

use std::rc::Rc;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::keymap::Keymap;
use super::record::Draft;
use super::{glyphs::GlyphSet, theme::ThemeName};
use crate::domain::{Form, Language, Principle, RedLine, Reply, ScenarioId, StateId};
use crate::progress::{DayMarks, KeptEncounter, PastScenario};
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

/// What is looked for among past encounters; whatever is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Words of a reply.
    pub words: String,
    /// A reply went badly in this principle.
    pub principle: Option<Principle>,
    /// A reply crossed this red line.
    pub red_line: Option<RedLine>,
}

/// Where past encounters come from.
pub trait Archive {
    /// Those that hold what is wanted, the newest first, at most `most`.
    ///
    /// # Errors
    /// A sentence that says why they can't be read.
    fn find(&self, wanted: &Wanted, most: usize) -> Result<Vec<KeptEncounter>, String>;

    /// Where the trainee's days begin and end.
    fn zone(&self) -> TimeZone {
        TimeZone::UTC
    }

    /// A time as the trainee's clock has it.
    fn when(&self, at: Timestamp) -> String {
        let at = self.zone().to_datetime(at);
        at.strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// A scenario's title; its id where the library has it no longer.
    fn title(&self, scenario: &ScenarioId, language: Language) -> String {
        let _ = language;
        scenario.to_string()
    }
}

/// An archive in which nothing is kept.
#[derive(Debug, Clone, Copy)]
pub struct NoArchive;

impl Archive for NoArchive {
    fn find(&self, _: &Wanted, _: usize) -> Result<Vec<KeptEncounter>, String> {
        Ok(Vec::new())
    }
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
    /// Past encounters.
    pub archive: Rc<dyn Archive>,
    /// Marks and their wording.
    pub scorer: Scorer,
    /// The language to begin with.
    pub language: Language,
    /// Colours.
    pub theme: ThemeName,
    /// The themes that a key goes through, those the terminal can show.
    pub themes: Vec<ThemeName>,
    /// Laid out for a room.
    pub projector: bool,
    /// The customer's patience is shown as it runs out, where the scenario sets one.
    pub clock: bool,
    /// Nothing counts down in sight.
    pub still: bool,
    /// Nothing was ever practised here: the tour is offered.
    pub newcomer: bool,
    /// There is a history, but it could not be read: nobody says that nothing was done.
    pub unread: bool,
    /// Characters for borders, bars and marks.
    pub glyphs: GlyphSet,
    /// The terminal draws `“`, `…` and box drawing two columns wide: forces the plain glyphs and replaces such marks in texts.
    pub wide_ambiguous: bool,
    /// The keys.
    pub keymap: Keymap,
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
    /// What is said at the start, before anything else is done.
    pub hint: Option<String>,
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
            archive: Rc::new(NoArchive),
            scorer: Scorer::default(),
            language,
            theme: ThemeName::default(),
            themes: ThemeName::shown_in(None),
            projector: false,
            clock: false,
            still: false,
            newcomer: false,
            unread: false,
            glyphs: GlyphSet::default(),
            wide_ambiguous: false,
            keymap: Keymap::default(),
            mouse: true,
            today: Date::constant(2026, 1, 1),
            past: Vec::new(),
            days: Vec::new(),
            lately: Vec::new(),
            problems: Vec::new(),
            hint: None,
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
