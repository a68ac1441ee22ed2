//! Drills, sparring rounds and exams: single moments one after the other, and what is shown at their end.

use std::sync::Arc;

use super::{App, Screen};
use crate::domain::Form;
use crate::progress::{Advice, Ground, Item, Review, add_reply, advise, compose, reviews};
use crate::tui::Effect;
use crate::tui::screens::play::{Place, Play};
use crate::tui::screens::round::RoundEnd;
use crate::tui::session::{Session, result_of};

/// A round being played.
pub(super) struct Round {
    form: Form,
    /// Counted from 1 within one run.
    number: u64,
    items: Vec<Item>,
    /// How many items were begun.
    begun: usize,
    /// The moments answered.
    done: Vec<Session>,
}

impl App {
    /// Every principle at every moment practised so far, the most urgent first.
    pub(super) fn reviewed(&self) -> Vec<Review> {
        reviews(&self.setup.days, self.setup.today)
    }

    /// What is worth practising now.
    pub(super) fn advised(&self) -> Advice {
        let advice = advise(
            self.setup.shelf.headers(),
            &self.setup.past,
            &self.reviews,
            self.setup.today,
        );
        match advice {
            Advice::Begin(id) if self.setup.unread => Advice::Unread(id),
            other => other,
        }
    }

    /// Takes the last reply of the encounter on the screen into what the advice is made from.
    pub(super) fn learn(&mut self, session: &crate::tui::record::EncounterRecord) {
        let Some(turn) = session.turns.last() else {
            return;
        };
        let mut marks = crate::domain::PerPrinciple::default();
        for &(principle, mark) in &turn.principles {
            marks[principle] = mark;
        }
        let (day, helped) = (self.setup.today, turn.hints > 0);
        add_reply(&mut self.setup.days, day, turn.moment, &marks, helped);
        let answered = (session.transcript.scenario.clone(), turn.state.clone());
        self.setup.lately.insert(0, answered);
        self.reviews = self.reviewed();
        self.advice = self.advised();
    }

    /// Begins a round.
    pub(super) fn round(&mut self, form: Form) -> Vec<Effect> {
        let ground = Ground {
            headers: self.setup.shelf.headers(),
            past: &self.setup.past,
            reviews: &self.reviews,
            lately: &self.setup.lately,
        };
        let seed = self.setup.seed.wrapping_add(self.begun);
        let items = compose(ground, form, seed);
        if items.is_empty() {
            return self.notice("notice-no-round", String::new());
        }
        self.rounds += 1;
        self.round = Some(Round {
            form,
            number: self.rounds,
            items,
            begun: 0,
            done: Vec::new(),
        });
        self.next_item()
    }

    /// Goes on with the round: the moment just answered is done, the next customer comes, or it ends.
    pub(super) fn next_item(&mut self) -> Vec<Effect> {
        let Some(mut round) = self.round.take() else {
            return Vec::new();
        };
        match std::mem::replace(&mut self.screen, Screen::Home) {
            Screen::Play(play) if play.session.form().is_single() => round.done.push(play.session),
            _ => {}
        }
        while let Some(item) = round.items.get(round.begun).cloned() {
            round.begun += 1;
            let Some(scenario) = self.open(&item.scenario) else {
                continue;
            };
            let seed = self.setup.seed.wrapping_add(self.begun);
            self.begun += 1;
            let session = Session::single(
                Arc::clone(&scenario),
                item.state,
                (round.form, round.number),
                seed,
                self.look.language(),
                self.setup.scorer,
                self.begun,
            )
            .after(&round.done);
            let place = Place {
                form: round.form,
                number: round.begun,
                of: round.items.len(),
                aim: item.aim,
            };
            self.screen = Screen::Play(Box::new(
                Play::new(session, "", Vec::new()).of_round(Some(place)),
            ));
            self.round = Some(round);
            return Vec::new();
        }
        self.end_round(round)
    }

    fn end_round(&mut self, round: Round) -> Vec<Effect> {
        let Some(last) = round.done.last().map(Session::number) else {
            return Vec::new();
        };
        let result = result_of(&round.done);
        let effects = match round.form {
            Form::Exam => vec![Effect::Examined {
                encounter: last,
                result,
            }],
            _ => Vec::new(),
        };
        self.screen = Screen::Round(Box::new(RoundEnd::of(round.form, round.done, result)));
        effects
    }
}
