//! From screen to screen: encounters begin, go on, are taken back, end and are left, and what of it is to be kept.

use std::sync::Arc;

use super::{App, Over, Screen};
use crate::domain::{Action, Form, Mark, Outcome, ScenarioId};
use crate::progress::PastScenario;
use crate::scenario::Scenario;
use crate::tui::Effect;
use crate::tui::screens::Go;
use crate::tui::screens::ask::Ask;
use crate::tui::screens::briefing::Briefing;
use crate::tui::screens::debrief::Debrief;
use crate::tui::screens::disagree::Disagree;
use crate::tui::screens::history::History;
use crate::tui::screens::play::{Play, Sent};
use crate::tui::screens::progress::Progress;
use crate::tui::session::Session;

impl App {
    pub(super) fn go(&mut self, go: Go) -> Vec<Effect> {
        match go {
            Go::Stay => Vec::new(),
            Go::Quit => self.quit(),
            Go::Home if self.setup.only.is_some() => self.quit(),
            Go::Home => {
                self.screen = Screen::Home;
                Vec::new()
            }
            Go::Brief(id) => self.brief(&id),
            Go::Continue => self.resume(),
            Go::DropDraft => self.drop_draft(),
            Go::Begin { ready } => self.begin(ready),
            Go::Debrief => self.debrief(),
            Go::Progress => {
                self.screen = Screen::Progress(Progress::default());
                Vec::new()
            }
            Go::History => {
                self.screen = Screen::History(Box::new(History::of(&*self.setup.archive)));
                Vec::new()
            }
            Go::NextItem => self.next_item(),
            Go::Round(form) => self.round(form),
            Go::Disagree { encounter, turn } => {
                self.over = Some(Over::Disagree(Box::new(Disagree::with(encounter, turn))));
                Vec::new()
            }
            Go::SaveReplay => match &self.screen {
                Screen::Debrief(debrief) => vec![Effect::SaveReplay(debrief.session.record())],
                _ => Vec::new(),
            },
            Go::LeavePlay => match &self.screen {
                Screen::Play(play) if play.unsent() => {
                    self.over = Some(Over::Ask(Ask::Leave));
                    Vec::new()
                }
                _ => self.leave_play(),
            },
            Go::Again => self.again(),
            Go::Retry(turn) => match &self.screen {
                // At the coach nothing but the reply just assessed is taken back.
                Screen::Play(_) => self.retry(turn),
                _ => {
                    self.over = Some(Over::Ask(Ask::Retry(turn)));
                    Vec::new()
                }
            },
        }
    }

    pub(super) fn open(&mut self, id: &ScenarioId) -> Option<Arc<Scenario>> {
        match self.setup.shelf.open(id) {
            Ok(scenario) => Some(scenario),
            Err(reason) => {
                self.notice("notice-open", reason);
                None
            }
        }
    }

    pub(super) fn brief(&mut self, id: &ScenarioId) -> Vec<Effect> {
        if let Some(scenario) = self.open(id) {
            self.screen = Screen::Briefing(Briefing::new(scenario));
        }
        Vec::new()
    }

    /// Begins a scenario with the next seed.
    pub(super) fn start(&mut self, scenario: Arc<Scenario>, ready: bool) -> Vec<Effect> {
        let seed = self.setup.seed.wrapping_add(self.begun);
        self.begun += 1;
        let session = Session::begin(
            scenario,
            seed,
            self.look.language(),
            self.setup.scorer,
            self.begun,
        );
        let actions = if ready {
            vec![Action::TidyDress]
        } else {
            Vec::new()
        };
        self.screen = Screen::Play(Box::new(Play::new(session, "", actions)));
        Vec::new()
    }

    pub(super) fn begin(&mut self, ready: bool) -> Vec<Effect> {
        match &self.screen {
            Screen::Briefing(briefing) => {
                let scenario = Arc::clone(&briefing.scenario);
                self.start(scenario, ready)
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn again(&mut self) -> Vec<Effect> {
        match &self.screen {
            Screen::Debrief(debrief) => {
                let scenario = Arc::clone(debrief.session.encounter().scenario());
                self.start(scenario, false)
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn resume(&mut self) -> Vec<Effect> {
        let Some(draft) = self.setup.draft.clone() else {
            return Vec::new();
        };
        let opened = self
            .setup
            .shelf
            .open(&draft.transcript.scenario)
            .and_then(|scenario| {
                Session::resume(&scenario, &draft, self.setup.scorer, self.begun + 1)
                    .map_err(|error| error.to_string())
            });
        match opened {
            Ok(session) if session.encounter().ending().is_none() => {
                self.begun += 1;
                let play = Play::new(session, &draft.words, draft.actions);
                self.screen = Screen::Play(Box::new(play));
                Vec::new()
            }
            // The program was killed between the last reply and its end being written down.
            Ok(session) => {
                self.begun += 1;
                self.setup.draft = None;
                let record = session.record();
                if let Some((_, outcome)) = record.ending.as_ref() {
                    self.ended(&record.transcript.scenario, record.overall(), *outcome);
                }
                self.screen = Screen::Debrief(Box::new(Debrief::of(session)));
                vec![Effect::Finished(record)]
            }
            Err(reason) => {
                self.notice("notice-draft-gone", reason);
                self.drop_draft()
            }
        }
    }

    /// What follows a reply: the record, the draft or its end.
    pub(super) fn sent(&mut self, sent: Sent) -> Vec<Effect> {
        let play = match (&self.screen, sent) {
            (Screen::Play(play), Sent::Taken) => play,
            (_, Sent::Stuck(reason)) => return self.notice("notice-stuck", reason),
            _ => return Vec::new(),
        };
        let record = play.session.record();
        let (draft, over) = (play.draft(), play.session.is_over());
        let mut effects = vec![Effect::Progress(record.clone())];
        self.learn(&record);
        if let Some(draft) = draft {
            effects.extend(self.keep(draft));
        }
        if !over {
            return effects;
        }
        if let Some((_, outcome)) = record.ending.as_ref()
            && !record.form.is_single()
        {
            self.ended(&record.transcript.scenario, record.overall(), *outcome);
        }
        let form = record.form;
        effects.push(Effect::Finished(record));
        // A single moment was never unfinished: what is offered for going on with is another encounter.
        if !form.is_single() {
            effects.extend(self.drop_draft());
        }
        if form == Form::Exam {
            // Marks are shown at the end.
            effects.extend(self.next_item());
        }
        effects
    }

    /// Adds an encounter to what was done with its scenario.
    fn ended(&mut self, scenario: &ScenarioId, overall: Mark, outcome: Outcome) {
        let known = self.setup.past.iter_mut();
        match known.into_iter().find(|past| past.scenario == *scenario) {
            Some(known) => known.add(overall, outcome),
            None => {
                let first = PastScenario::of(scenario.clone(), overall, outcome);
                self.setup.past.push(first);
            }
        }
        self.advice = self.advised();
    }

    pub(super) fn leave_play(&mut self) -> Vec<Effect> {
        let draft = match &self.screen {
            Screen::Play(play) => play.draft(),
            _ => None,
        };
        if self.setup.only.is_some() {
            return self.quit();
        }
        self.screen = Screen::Home;
        self.round = None;
        draft.map_or_else(Vec::new, |draft| self.keep(draft))
    }

    pub(super) fn debrief(&mut self) -> Vec<Effect> {
        match std::mem::replace(&mut self.screen, Screen::Home) {
            Screen::Play(play) => {
                self.screen = Screen::Debrief(Box::new(Debrief::of(play.session)));
            }
            other => self.screen = other,
        }
        Vec::new()
    }

    /// Takes a turn's reply back, with all after it, and offers its words for mending.
    pub(super) fn retry(&mut self, turn: usize) -> Vec<Effect> {
        let (mut session, round) = match std::mem::replace(&mut self.screen, Screen::Home) {
            Screen::Play(play) => {
                let round = play.round();
                (play.session, round)
            }
            Screen::Debrief(debrief) => (debrief.session, None),
            other => {
                self.screen = other;
                return Vec::new();
            }
        };
        let before = session.turns().get(turn).map(|turn| turn.reply.clone());
        if let Err(error) = session.take_back(turn) {
            self.screen = Screen::Debrief(Box::new(Debrief::of(session)));
            return self.notice("notice-stuck", error.to_string());
        }
        let reply = before.unwrap_or_default();
        let record = session.record();
        let play = Play::new(session, &reply.words, reply.actions).of_round(round);
        let draft = play.draft();
        self.screen = Screen::Play(Box::new(play));
        let mut effects = vec![Effect::Progress(record)];
        if let Some(draft) = draft {
            effects.extend(self.keep(draft));
        }
        effects
    }
}
