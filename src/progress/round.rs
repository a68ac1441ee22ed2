//! What a drill, a sparring round and an exam are made of: single moments out of the library's states. Must not play them.

use std::collections::BTreeSet;

use rand::{RngExt, SeedableRng, rngs::ChaCha12Rng, seq::SliceRandom};

use super::{Examined, PastScenario, Review, level_of};
use crate::domain::{Form, Mark, Moment, Principle, RedLine, ScenarioId, StateId};
use crate::scenario::Header;

/// How many moments a drill has: about five minutes.
const DRILL: usize = 5;
/// How many customers a sparring round has.
const SPARRING: usize = 3;
/// How many moments an exam has.
const EXAM: usize = 8;
/// The mean overall mark that passes an exam in which no red line was crossed.
const EXAM_PASS: Mark = Mark::new(60);

/// A state that can be answered by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The state.
    pub state: StateId,
    /// Its moment.
    pub moment: Moment,
    /// The principle it is practised for, if for one.
    pub aim: Option<Principle>,
}

/// What rounds are chosen from.
#[derive(Debug, Clone, Copy)]
struct Catalogue<'a> {
    /// Every state of the library with its moment and its scenario's level.
    states: &'a [(ScenarioId, StateId, Moment, u8)],
    /// What was answered lately; it comes last.
    lately: &'a [(ScenarioId, StateId)],
}

/// What a round is composed from.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The library.
    pub headers: &'a [Header],
    /// What was done with each scenario.
    pub past: &'a [PastScenario],
    /// What was practised at each moment, the most urgent first.
    pub reviews: &'a [Review],
    /// The states answered last.
    pub lately: &'a [(ScenarioId, StateId)],
}

/// The moments of a round, by chance from `seed`; none for a whole encounter, or where the library has none.
#[must_use]
pub fn compose(ground: Ground<'_>, form: Form, seed: u64) -> Vec<Item> {
    let states: Vec<_> = ground
        .headers
        .iter()
        .flat_map(|header| {
            let state = |(state, moment): &(StateId, Moment)| {
                (header.id.clone(), state.clone(), *moment, header.level)
            };
            header.moments.iter().map(state)
        })
        .collect();
    let catalogue = Catalogue {
        states: &states,
        lately: ground.lately,
    };
    let level = level_of(ground.headers, ground.past);
    match form {
        Form::Encounter => Vec::new(),
        Form::Drill => drill(catalogue, ground.reviews, level, seed),
        Form::Sparring => sparring_moment(&states, ground.reviews, seed)
            .map(|moment| sparring(catalogue, moment, level, seed))
            .unwrap_or_default(),
        Form::Exam => exam(catalogue, seed),
    }
}

/// The most urgent moment that the library has; one by chance where none of them was practised.
fn sparring_moment(
    states: &[(ScenarioId, StateId, Moment, u8)],
    reviews: &[Review],
    seed: u64,
) -> Option<Moment> {
    let there: BTreeSet<Moment> = states.iter().map(|(_, _, moment, _)| *moment).collect();
    let urgent = reviews.iter().map(|review| review.moment);
    let any = usize::try_from(seed).unwrap_or(0) % there.len().max(1);
    urgent
        .filter(|moment| there.contains(moment))
        .chain(there.iter().copied().skip(any))
        .next()
}

/// A drill: the principles that are due or weakest, each at its moment; where little was practised, a spread of moments.
fn drill(catalogue: Catalogue<'_>, reviews: &[Review], level: u8, seed: u64) -> Vec<Item> {
    let mut chance = ChaCha12Rng::seed_from_u64(seed);
    let mut wanted: Vec<(Moment, Option<Principle>)> = Vec::new();
    for review in reviews {
        // A moment once: five customers of one kind would be sparring.
        if wanted.len() < DRILL && wanted.iter().all(|(moment, _)| *moment != review.moment) {
            wanted.push((review.moment, Some(review.principle)));
        }
    }
    let mut others: Vec<Moment> = Moment::ALL.to_vec();
    others.shuffle(&mut chance);
    for moment in others {
        if wanted.len() < DRILL && wanted.iter().all(|(known, _)| *known != moment) {
            wanted.push((moment, None));
        }
    }
    pick(catalogue, &wanted, level, &mut chance)
}

/// A sparring round: the same moment with three customers of different scenarios.
fn sparring(catalogue: Catalogue<'_>, moment: Moment, level: u8, seed: u64) -> Vec<Item> {
    let mut chance = ChaCha12Rng::seed_from_u64(seed);
    pick(catalogue, &[(moment, None); SPARRING], level, &mut chance)
}

/// An exam: eight different moments, of any level.
fn exam(catalogue: Catalogue<'_>, seed: u64) -> Vec<Item> {
    let mut chance = ChaCha12Rng::seed_from_u64(seed);
    let mut moments: Vec<Moment> = Moment::ALL.to_vec();
    moments.shuffle(&mut chance);
    let wanted: Vec<_> = moments
        .into_iter()
        .map(|moment| (moment, None))
        .take(EXAM)
        .collect();
    pick(catalogue, &wanted, u8::MAX, &mut chance)
}

/// The result of an exam, from its replies' overall marks and the red lines crossed.
#[must_use]
pub fn examined(marks: &[Mark], red_lines: &[RedLine]) -> Examined {
    let overall = Mark::mean(marks.iter().copied());
    Examined {
        passed: overall >= EXAM_PASS && red_lines.is_empty(),
        overall,
        pass: EXAM_PASS,
    }
}

/// A state for each wish, no scenario twice where there are others; scenarios up to `level` and states not answered lately
/// first. A moment that no state has is left out.
fn pick(
    catalogue: Catalogue<'_>,
    wanted: &[(Moment, Option<Principle>)],
    level: u8,
    chance: &mut ChaCha12Rng,
) -> Vec<Item> {
    let mut chosen: Vec<Item> = Vec::new();
    for &(moment, aim) in wanted {
        let best = catalogue
            .states
            .iter()
            .filter(|(scenario, state, of, _)| {
                *of == moment
                    && !chosen
                        .iter()
                        .any(|item| item.scenario == *scenario && item.state == *state)
            })
            .min_by_key(|(scenario, state, _, at)| {
                let used = chosen
                    .iter()
                    .filter(|item| item.scenario == *scenario)
                    .count();
                let lately = catalogue
                    .lately
                    .iter()
                    .any(|(known, there)| known == scenario && there == state);
                (
                    used,
                    lately,
                    at.saturating_sub(level),
                    chance.random::<u32>(),
                )
            });
        if let Some((scenario, state, _, _)) = best {
            chosen.push(Item {
                scenario: scenario.clone(),
                state: state.clone(),
                moment,
                aim,
            });
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Three scenarios of level 1, 2 and 3 with a state of every moment each.
    fn states() -> Vec<(ScenarioId, StateId, Moment, u8)> {
        (1..=3)
            .flat_map(|level| {
                Moment::ALL.iter().map(move |moment| {
                    let scenario = ScenarioId::new(&format!("s{level}")).unwrap();
                    (
                        scenario,
                        StateId::new(moment.key()).unwrap(),
                        *moment,
                        level,
                    )
                })
            })
            .collect()
    }

    fn moments(items: &[Item]) -> std::collections::BTreeSet<Moment> {
        items.iter().map(|item| item.moment).collect()
    }

    #[test]
    fn a_drill_aims_at_what_is_most_urgent_and_never_repeats_a_moment() {
        let states = states();
        let catalogue = Catalogue {
            states: &states,
            lately: &[],
        };
        let review = |moment, principle| Review {
            principle,
            moment,
            last: date(2026, 3, 1),
            mark: Mark::new(30),
            due: date(2026, 3, 2),
            recall: 0.5,
        };
        let due = [
            review(Moment::Refusal, Principle::Listening),
            review(Moment::Refusal, Principle::Attitude),
            review(Moment::Closing, Principle::Concise),
        ];
        let items = drill(catalogue, &due, 1, 7);
        assert_eq!((items.len(), moments(&items).len()), (5, 5));
        assert_eq!(
            (items[0].moment, items[0].aim),
            (Moment::Refusal, Some(Principle::Listening))
        );
        assert_eq!(items[1].aim, Some(Principle::Concise));
        assert!(items[2..].iter().all(|item| item.aim.is_none()));
        assert_eq!(items, drill(catalogue, &due, 1, 7), "the seed decides");
    }

    #[test]
    fn sparring_is_one_moment_with_three_customers() {
        let states = states();
        let catalogue = Catalogue {
            states: &states,
            lately: &[],
        };
        let items = sparring(catalogue, Moment::Mistake, 1, 3);
        let customers: std::collections::BTreeSet<_> =
            items.iter().map(|item| &item.scenario).collect();
        assert_eq!((moments(&items).len(), customers.len()), (1, 3));
    }

    #[test]
    fn an_exam_has_eight_moments_and_what_was_answered_lately_waits() {
        let states = states();
        let lately: Vec<_> = states
            .iter()
            .filter(|(scenario, ..)| scenario.as_str() == "s1")
            .map(|(scenario, state, ..)| (scenario.clone(), state.clone()))
            .collect();
        let catalogue = Catalogue {
            states: &states,
            lately: &lately,
        };
        assert_eq!(moments(&exam(catalogue, 5)).len(), 8);
        let first = drill(catalogue, &[], 3, 5);
        assert_ne!(first[0].scenario.as_str(), "s1");
    }

    #[test]
    fn an_exam_is_passed_by_its_mean_and_without_a_red_line() {
        let of = |marks: &[u8], lines: &[RedLine]| {
            let marks: Vec<Mark> = marks.iter().copied().map(Mark::new).collect();
            examined(&marks, lines).passed
        };
        assert!(of(&[60, 60], &[]));
        assert!(!of(&[59, 60], &[]) || of(&[59, 61], &[]));
        assert!(!of(&[50, 60], &[]));
        assert!(!of(&[90, 90], &[RedLine::Arguing]));
        assert!(!of(&[], &[]));
    }
}
