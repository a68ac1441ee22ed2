//! What scripted trainees can say: at each state the scenario's own good and poor reply, and those of its replay scripts that were
//! given there, with the marks they had. Must not know who says what.

use std::collections::BTreeMap;
use std::sync::Arc;

use rand::rngs::ChaCha12Rng;
use rand::{Rng, RngExt};

use crate::domain::{Language, Mark, ScenarioId, StateId};
use crate::replay::{Case, ReplayFile, run_case};
use crate::scenario::{Scenario, State};

/// From this overall mark on a reply counts as a good one.
const WELL: Mark = Mark::new(50);
/// The longest reply taken from a script, in characters: longer ones are there to try limits, and nobody types them in a class.
const LONGEST: usize = 160;
/// Out of a hundred replies so many are said shorter than they were written.
const SHORTER: u32 = 60;
/// Where a sentence ends, and where a part of one does.
const SENTENCES: &[char] = &['。', '！', '？', '!', '?', '.'];
const PARTS: &[char] = &[
    '。', '！', '？', '!', '?', '.', '，', '；', '：', ',', ';', ':',
];

/// Replies of scripts by scenario and state, each with its overall mark.
#[derive(Debug, Clone, Default)]
pub struct Repertoire(BTreeMap<(ScenarioId, StateId), Vec<(String, Mark)>>);

impl Repertoire {
    /// Takes in the replies of a scenario's script in `language`. It is played, since a script does not say at which state each
    /// reply is given; what a script lays down instead of having it scored is no reply that anybody would give.
    pub fn add(&mut self, scenario: &Arc<Scenario>, script: &ReplayFile, language: Language) {
        let own = |case: &&Case| case.language == language && case.skip.is_none();
        for case in script.cases.iter().filter(own) {
            for turn in run_case(scenario, case).turns {
                let words = on_one_line(&turn.reply.words);
                let short = (1..=LONGEST).contains(&words.chars().count());
                if turn.given || !short || words.chars().any(char::is_control) {
                    continue;
                }
                let place = (scenario.id.clone(), turn.state);
                let known = self.0.entry(place).or_default();
                if known.iter().all(|(one, _)| *one != words) {
                    known.push((words, turn.assessment.overall));
                }
            }
        }
    }

    /// A reply to `state` of `scenario`, a good one where `well` asks for it and there is one; often the scenario's own, sometimes
    /// shorter than written.
    pub(super) fn draw(
        &self,
        scenario: &ScenarioId,
        state: &State,
        language: Language,
        well: bool,
        chance: &mut ChaCha12Rng,
    ) -> Option<String> {
        let own = |good: bool| {
            let example = if good { &state.good } else { &state.poor };
            let example = example.as_ref()?;
            Some(on_one_line(&example.reply(language).words))
        };
        let place = (scenario.clone(), state.id.clone());
        let scripted = self.0.get(&place).map_or(&[][..], Vec::as_slice);
        let of = |good: bool| {
            let scripted = scripted
                .iter()
                .filter(move |(_, mark)| (*mark >= WELL) == good);
            let scripted = scripted.map(|(words, _)| words.clone());
            own(good).into_iter().chain(scripted).collect::<Vec<_>>()
        };
        let mut all = of(well);
        if all.is_empty() {
            all = of(!well);
        }
        all.sort();
        all.dedup();
        if all.is_empty() {
            return None;
        }
        let words = all.swap_remove(chance.random_range(0..all.len()));
        Some(if chance.random_range(0..100) < SHORTER {
            shortened(&words, chance)
        } else {
            words
        })
    }
}

/// The words without one of their sentences or a part of one; as they are where nothing can go.
fn shortened(words: &str, chance: &mut impl Rng) -> String {
    let mut ways = [SENTENCES, PARTS];
    if chance.random_range(0..2) == 0 {
        ways.reverse();
    }
    for ends in ways {
        let mut parts = parts(words, ends);
        if parts.len() > 1 {
            parts.remove(chance.random_range(0..parts.len()));
            // Nobody ends on a comma.
            let left = parts.concat();
            let left = left.trim();
            return left
                .trim_end_matches(['，', '；', '：', ',', ';', ':'])
                .to_owned();
        }
    }
    words.to_owned()
}

/// The words in parts, each with its end. A point within a number is no end.
fn parts<'w>(words: &'w str, ends: &[char]) -> Vec<&'w str> {
    let mut out = Vec::new();
    let (mut from, mut chars) = (0, words.char_indices().peekable());
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let within = c.is_ascii() && next.is_some_and(|next| !next.is_whitespace());
        if ends.contains(&c) && !within {
            let to = at + c.len_utf8();
            out.push(&words[from..to]);
            from = to;
        }
    }
    out.extend(Some(&words[from..]).filter(|rest| !rest.trim().is_empty()));
    out
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand::SeedableRng;

    use super::*;
    use crate::replay::{Document, Lookup};
    use crate::scenario::Library;
    use crate::scoring::assess;

    fn drawn(seed: u64, well: bool) -> Vec<String> {
        let library = Library::embedded();
        let scenario = library.scenario("double-fee").unwrap();
        let text = library.file("double-fee").unwrap().replay().unwrap();
        let found = Arc::clone(&scenario);
        let document = Document::read("double-fee.replay.yaml", text, |_| Lookup::Found(found));
        let (script, _) = document.replay.unwrap();
        let mut repertoire = Repertoire::default();
        repertoire.add(&scenario, &script, Language::Zh);
        let state = scenario.state(&scenario.start).unwrap();
        let mut chance = ChaCha12Rng::seed_from_u64(seed);
        (0..40)
            .map(|_| {
                let drawn = repertoire.draw(&scenario.id, state, Language::Zh, well, &mut chance);
                drawn.unwrap()
            })
            .collect()
    }

    #[test]
    fn many_say_different_things_and_the_same_seed_says_the_same() {
        for well in [true, false] {
            let all = drawn(1, well);
            let different: BTreeSet<&String> = all.iter().collect();
            assert!(different.len() >= 8, "{different:?}");
            assert!(all.iter().all(|words| !words.trim().is_empty()));
            assert_eq!(all, drawn(1, well));
            assert_ne!(all, drawn(2, well));
        }
    }

    #[test]
    fn those_who_answer_well_do_better() {
        let library = Library::embedded();
        let scenario = library.scenario("double-fee").unwrap();
        let (encounter, _) = crate::encounter::Encounter::start(scenario, 1, Language::Zh);
        let mean = |well| {
            let marks = drawn(3, well).into_iter().map(|words| {
                let reply = crate::domain::Reply::of_words(&words);
                assess(&encounter.situation().unwrap(), &reply).overall
            });
            Mark::mean(marks)
        };
        assert!(mean(true) > mean(false), "{} {}", mean(true), mean(false));
    }

    #[test]
    fn a_sentence_goes_or_a_part_of_the_only_one_and_numbers_stay_whole() {
        let mut chance = ChaCha12Rng::seed_from_u64(1);
        for _ in 0..20 {
            let short = shortened("It is 1.5 yuan. I am sorry. Sit down!", &mut chance);
            assert_eq!(parts(&short, SENTENCES).len(), 2, "{short}");
            let short = shortened("您先别急，我来看看，马上好。", &mut chance);
            assert!(
                short.chars().count() < 13 && !short.ends_with('，'),
                "{short}"
            );
            assert_eq!(shortened("您好", &mut chance), "您好");
        }
    }
}
