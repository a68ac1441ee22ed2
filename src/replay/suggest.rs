//! Cases that take ways no script has taken: with the scenario's own good and poor replies where they lead the way, with what
//! must be found in a reply where they do not. Must not write them out.

use std::collections::HashSet;
use std::sync::Arc;

use super::coverage::{Kind, Touched};
use crate::domain::{Feeling, Language, RedLine, Reply, StateId};
use crate::encounter::{Encounter, Event};
use crate::scenario::{Given, Scenario, Step, cover, replies_on};
use crate::scoring::{Assessment, assess};

/// A case that a scenario lacks.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// The seed.
    pub seed: u64,
    /// The language.
    pub language: Language,
    /// The turns.
    pub turns: Vec<SuggestedTurn>,
}

/// One turn of a suggested case.
#[derive(Debug, Clone, PartialEq)]
pub struct SuggestedTurn {
    /// What is said or given.
    pub said: Said,
    /// Where it leads.
    pub to: StateId,
    /// What the customer feels afterwards, where the case is about that.
    pub mood: Vec<(Feeling, u8)>,
    /// The red lines crossed, where the case is about that.
    pub red_lines: Vec<RedLine>,
}

/// What a suggested turn has.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Words of the scenario's own.
    Words(Reply),
    /// What is found, whatever the words.
    Given(Given),
}

/// As a replay has it in the place of words.
impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Words(reply) => f.write_str(&reply.words),
            Self::Given(given) => write!(f, "given: {given}"),
        }
    }
}

/// Cases that together take every way of `scenario` that `touched` has not.
#[must_use]
pub fn suggest(scenario: &Arc<Scenario>, touched: &Touched) -> Vec<Suggested> {
    let ways = touched
        .points
        .iter()
        .filter(|point| point.kind == Kind::Way);
    let rules = scenario
        .states
        .iter()
        .flat_map(|state| (0..state.next.len()).map(|number| (state.id.clone(), number)));
    let missing: HashSet<(StateId, usize)> = ways
        .zip(rules)
        .filter(|(point, _)| point.hits == 0)
        .map(|(_, rule)| rule)
        .collect();
    let plays = cover(scenario, &missing);
    (1..)
        .zip(plays)
        .filter_map(|(seed, play)| {
            let language = Language::ALL.get(usize::from(seed % 2 == 0))?;
            let turns = with_words(scenario, &play, seed, *language)
                .map(|(turns, _)| turns)
                .or_else(|| without_words(scenario, &play))?;
            Some(Suggested {
                seed,
                language: *language,
                turns,
            })
        })
        .collect()
}

fn leading(said: Said, step: &Step) -> SuggestedTurn {
    SuggestedTurn {
        said,
        to: step.to.clone(),
        mood: Vec::new(),
        red_lines: Vec::new(),
    }
}

fn without_words(scenario: &Scenario, play: &[Step]) -> Option<Vec<SuggestedTurn>> {
    let given = replies_on(scenario, play)?;
    let turns = play.iter().zip(given);
    Some(
        turns
            .map(|(step, given)| leading(Said::Given(given), step))
            .collect(),
    )
}

/// The play with the scenario's own replies wherever they take its rules, and the encounter after it; `None` where what they say
/// leads off it later.
pub(super) fn with_words(
    scenario: &Arc<Scenario>,
    play: &[Step],
    seed: u64,
    language: Language,
) -> Option<(Vec<SuggestedTurn>, Encounter)> {
    let given = replies_on(scenario, play)?;
    let (mut encounter, _) = Encounter::start(Arc::clone(scenario), seed, language);
    let mut turns = Vec::new();
    for (step, given) in play.iter().zip(given) {
        let state = scenario.state(&step.state)?;
        let own = [&state.good, &state.poor].into_iter().flatten();
        let words = own.map(|example| Said::Words(example.reply(language)));
        let mut choices = words.chain([Said::Given(given)]);
        let (said, after) = choices.find_map(|said| {
            let stepped = stepped(&encounter, &said)?;
            (stepped.rule == step.rule).then_some((said, stepped.after))
        })?;
        encounter = after;
        turns.push(leading(said, step));
    }
    Some((turns, encounter))
}

/// What came of a turn.
pub(super) struct Stepped {
    /// The number of the rule taken, from 0.
    pub(super) rule: usize,
    /// Where it leads.
    pub(super) to: StateId,
    /// What the reply was marked with.
    pub(super) assessment: Assessment,
    /// The encounter after it.
    pub(super) after: Encounter,
}

/// What comes of a turn; `None` where the encounter is over.
pub(super) fn stepped(encounter: &Encounter, said: &Said) -> Option<Stepped> {
    let mut after = encounter.clone();
    let (reply, assessment) = match said {
        Said::Words(reply) => (reply.clone(), assess(&encounter.situation()?, reply)),
        // What the case will have in the place of words when it is read again.
        Said::Given(given) => (Reply::of_words(&said.to_string()), given.assessment()),
    };
    let events = after.step(reply, &assessment).ok()?;
    let (rule, to) = events.iter().find_map(|event| match event {
        Event::Moved { rule, to, .. } => Some((*rule, to.clone())),
        _ => None,
    })?;
    Some(Stepped {
        rule,
        to,
        assessment,
        after,
    })
}
