//! The room as the trainer's process sees it: each seat's answer to this turn, the class on each principle, what most answers
//! lack. Must not change anything.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::hall::Fault;
use super::host::{Host, Rated, Sitting};
use crate::domain::{Language, Mark, PerPrinciple, Principle, StateId};
use crate::scenario::State;
use crate::scoring::{Agreed, EvidenceEffect, assess};
use crate::tui::class::{Answer, Phase, Room, RuledAnswer, Ruling, Seat};

impl Host {
    /// The answer of a seat to this turn.
    pub(super) fn answer(&self, number: usize) -> Option<Answer> {
        let scene = self.orders.scene.as_ref()?;
        let sitting = self.sittings.get(number)?;
        let here = (scene.number, scene.turn);
        let rated = sitting
            .rated
            .iter()
            .find(|one| (one.scene, one.turn) == here)?;
        let seat = self.hall.seats().get(number)?;
        let ruling = sitting
            .rulings
            .iter()
            .rev()
            .find(|one| (one.0, one.1) == here);
        Some(Answer {
            label: label(number),
            name: self.orders.named.then(|| seat.name.clone()),
            words: rated.reply.words.clone(),
            actions: rated.reply.actions.clone(),
            overall: rated.assessment.overall,
            marks: PerPrinciple::from_fn(|one| rated.assessment.principles[one].mark),
            red_lines: rated
                .assessment
                .red_lines
                .iter()
                .map(|one| one.red_line)
                .collect(),
            ruling: ruling.map(|one| one.2.clone()),
            pinned: sitting.pinned,
        })
    }

    /// What the console shows.
    #[must_use]
    pub fn room(
        &self,
        in_words: impl Fn(&str, Language) -> String,
        fault: impl Fn(Fault) -> String,
        language: Language,
    ) -> Room {
        let scene = self.orders.scene.as_ref();
        let seats: Vec<Seat> = self
            .hall
            .seats()
            .iter()
            .enumerate()
            .map(|(number, seat)| Seat {
                id: seat.seat.clone(),
                label: label(number),
                name: seat.name.clone(),
                presence: seat.doing,
                answer: self.answer(number),
                objection: self.sittings.get(number).and_then(|one| {
                    let here = scene.map(|scene| (scene.number, scene.turn))?;
                    let mut all = one.objections.iter().rev();
                    all.find(|one| (one.0, one.1) == here)
                        .map(|one| one.2.clone())
                }),
                fault: seat.fault.map(&fault),
            })
            .collect();
        let answers: Vec<&Answer> = seats
            .iter()
            .filter_map(|seat| seat.answer.as_ref())
            .collect();
        let mut spread = [0; 5];
        for answer in &answers {
            spread[usize::from(answer.overall.rating()).min(4)] += 1;
        }
        let mean = |one: Principle| Mark::mean(answers.iter().map(|answer| answer.marks[one]));
        Room {
            orders: self.orders.clone(),
            folder: self.directory().root().display().to_string(),
            customer: scene
                .and_then(|scene| self.encounter(scene))
                .map_or_else(String::new, |one| one.customer_says().to_owned()),
            left: self.seconds_left(),
            means: (!answers.is_empty()).then(|| PerPrinciple::from_fn(mean)),
            spread,
            agreed: self.agreed(),
            missing: self.missing(in_words, language),
            states: self.states(language),
            trouble: self.trouble.clone(),
            seats,
        }
    }

    /// What the trainer says of answers of this scene, as far as terminals may know: nothing before the wall was up or the turn
    /// is over, since a reason may quote.
    pub(super) fn told_rulings(&self) -> Vec<RuledAnswer> {
        let Some(scene) = &self.orders.scene else {
            return Vec::new();
        };
        let open = matches!(self.orders.phase, Phase::Talking | Phase::Ended);
        let over = |turn: usize| turn < scene.turn || (open && turn == scene.turn);
        let mut out = Vec::new();
        for (seat, sitting) in self.hall.seats().iter().zip(&self.sittings) {
            let here = last_rulings(sitting).into_iter();
            out.extend(
                here.filter(|((of, turn), _)| *of == scene.number && over(*turn))
                    .map(|((_, turn), ruling)| RuledAnswer {
                        seat: seat.seat.clone(),
                        turn,
                        ruling: ruling.clone(),
                    }),
            );
        }
        out
    }

    /// The states of the present scenario with the first of what the customer may say there.
    fn states(&self, language: Language) -> Vec<(StateId, String)> {
        let step = self.orders.scene.as_ref().map(|scene| scene.step - 1);
        let scenario = step.and_then(|step| self.scenarios.get(step));
        let states = scenario.map_or(&[][..], |one| &one.states);
        let words = |one: &State| {
            let says = one.says.first();
            says.map_or_else(String::new, |says| says.get(language).to_owned())
        };
        states
            .iter()
            .map(|one| (one.id.clone(), words(one)))
            .collect()
    }

    /// How far the trainer and the scorer agree so far.
    fn agreed(&self) -> Agreed {
        let mut out = Agreed::default();
        for sitting in &self.sittings {
            for (place, ruling) in last_rulings(sitting) {
                if let Some((overall, marks)) = sitting.marked.get(&place) {
                    out.count(ruling.rating, &ruling.principles, (*overall, marks));
                }
            }
        }
        out
    }

    /// What most answers to this turn lack, and an answer that has it, or the scenario's own good one if that has it.
    fn missing(
        &self,
        in_words: impl Fn(&str, Language) -> String,
        language: Language,
    ) -> Option<(String, String)> {
        let scene = self.orders.scene.as_ref()?;
        let here = (scene.number, scene.turn);
        let rated: Vec<&Rated> = self
            .sittings
            .iter()
            .filter_map(|one| one.rated.iter().find(|one| (one.scene, one.turn) == here))
            .collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for one in &rated {
            let mut absent: Vec<&str> = one
                .assessment
                .principles
                .iter()
                .flat_map(|(_, one)| &one.evidence)
                .filter(|one| one.effect == EvidenceEffect::Absent)
                .map(|one| &*one.signal)
                .collect();
            absent.sort_unstable();
            absent.dedup();
            for key in absent {
                *counts.entry(key).or_default() += 1;
            }
        }
        let mut lacking: Vec<(&str, usize)> = counts
            .into_iter()
            .filter(|(_, count)| count * 2 > rated.len())
            .collect();
        lacking.sort_by_key(|(key, count)| (Reverse(*count), *key));
        let scenario = self.scenarios.get(scene.step - 1)?;
        let own = self.encounter(scene).and_then(|one| {
            let reply = one.state()?.good.as_ref()?.reply(self.orders.language);
            let assessment = assess(&one.situation()?, &reply);
            Some((reply, assessment))
        });
        // An example that lacks the same would teach nothing.
        let (key, example) = lacking.into_iter().find_map(|(key, _)| {
            let has = rated.iter().filter(|one| one.assessment.found(key));
            let best = has.max_by_key(|one| one.assessment.overall);
            let own = own.as_ref().filter(|(_, own)| own.found(key));
            let best = best.map(|one| &one.reply);
            let example = best.or(own.map(|(reply, _)| reply))?;
            Some((key, example.words.clone()))
        })?;
        let name = scenario.fact_behind(key).map_or_else(
            || in_words(key, language),
            |fact| fact.get(language).to_owned(),
        );
        Some((name, example))
    }
}

/// The last ruling on each answer, by scene and turn.
fn last_rulings(sitting: &Sitting) -> BTreeMap<(usize, usize), &Ruling> {
    let all = sitting.rulings.iter();
    all.map(|(scene, turn, ruling)| ((*scene, *turn), ruling))
        .collect()
}

/// A seat's letters: A, B … Z, AA, AB …
pub(super) fn label(number: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
    match number.checked_sub(26) {
        None => letter(number).to_string(),
        Some(rest) => format!("{}{}", label(rest / 26), letter(number)),
    }
}
