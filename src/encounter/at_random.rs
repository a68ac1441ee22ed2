//! Plays at random, to see where a scenario goes when nobody in particular speaks: replies are the author's own good and poor
//! ones, a stock phrase and silence. The same seed gives the same plays. Must not judge what comes of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rand::{Rng, SeedableRng, rngs::ChaCha12Rng};

use super::{Encounter, Position};
use crate::domain::{Language, Reply, StateId};
use crate::scenario::{Scenario, State};
use crate::scoring::{Assessment, assess};

/// More replies than this and a play counts as not ended.
const MOST_REPLIES: usize = 200;

/// Where plays at random ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlayedAtRandom {
    /// How often each ending was reached.
    pub endings: BTreeMap<StateId, usize>,
    /// How many plays did not end within 200 replies, or could not go on.
    pub unended: usize,
}

/// Plays a scenario so many times, Chinese and English in turn.
#[must_use]
pub fn play_at_random(scenario: &Arc<Scenario>, plays: usize, seed: u64) -> PlayedAtRandom {
    let mut random = ChaCha12Rng::seed_from_u64(seed);
    let mut known: HashMap<(StateId, Language, usize, String), Assessment> = HashMap::new();
    let mut out = PlayedAtRandom::default();
    for play in 0..plays {
        let language = Language::ALL[play % Language::ALL.len()];
        let (mut encounter, _) =
            Encounter::start(Arc::clone(scenario), random.next_u64(), language);
        for _ in 0..MOST_REPLIES {
            let Some(state) = encounter.state() else {
                break;
            };
            let choices = replies(state, language);
            let number = random.next_u32() as usize % choices.len();
            let reply = choices[number].clone();
            let says = encounter.customer_says();
            let key = (state.id.clone(), language, number, says.to_owned());
            // Earlier turns are left out, so that each reply is assessed once for all plays.
            let assessment = known
                .entry(key)
                .or_insert_with(|| assess(&scenario.situation(state, says, Vec::new()), &reply));
            if encounter.step(reply, assessment).is_err() {
                break;
            }
        }
        match encounter.position() {
            Position::Over(ending) => *out.endings.entry(ending.clone()).or_default() += 1,
            Position::At(_) => out.unended += 1,
        }
    }
    out
}

fn replies(state: &State, language: Language) -> Vec<Reply> {
    let stock = match language {
        Language::Zh => "好的，请稍等。",
        Language::En => "All right, one moment please.",
    };
    let examples = state.good.iter().chain(&state.poor);
    let mut out: Vec<Reply> = examples.map(|one| one.reply(language)).collect();
    out.push(Reply::of_words(stock));
    out.push(Reply::of_words(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Library;

    #[test]
    fn every_play_of_the_library_ends_and_the_same_seed_plays_the_same() {
        for scenario in Library::embedded().scenarios() {
            let first = play_at_random(&scenario, 60, 7);
            assert_eq!(first.unended, 0, "{}", scenario.id);
            assert_eq!(first.endings.values().sum::<usize>(), 60);
            assert!(first.endings.len() > 1, "{}: {first:?}", scenario.id);
            assert_eq!(first, play_at_random(&scenario, 60, 7));
        }
    }
}
