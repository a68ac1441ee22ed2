//! Cases in which a red line is crossed that no script crosses: by the scenario's own replies, said where they belong. Must not write
//! replies of its own: where none crosses the line, that is what it says.

use std::collections::HashSet;
use std::sync::Arc;

use super::coverage::{Kind, Touched};
use super::suggest::{Said, Stepped, Suggested, SuggestedTurn, stepped, with_words};
use crate::domain::{Language, RedLine};
use crate::encounter::Encounter;
use crate::scenario::{Scenario, State, Step, cover};

/// How many wordings of the customer's are tried: whether a line is crossed may depend on what was said before.
const SEEDS: u64 = 6;

/// What can be done about red lines that a scenario tempts to and no script crosses.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Crossings {
    /// Cases that cross some.
    pub cases: Vec<Suggested>,
    /// Those that no reply of the scenario's own crosses, each with the line of the scenario where it stands, from 1.
    pub missing: Vec<(RedLine, u32)>,
}

/// Cases that cross the red lines of `scenario` that `touched` has not, and the lines for which there is no reply.
#[must_use]
pub fn suggest_crossings(scenario: &Arc<Scenario>, touched: &Touched) -> Crossings {
    let points = touched.points.iter();
    let mut open: Vec<(RedLine, u32)> = points
        .filter(|point| point.kind == Kind::RedLine && point.hits == 0)
        .filter_map(|point| Some((RedLine::from_key(&point.name)?, point.line)))
        .collect();
    let mut out = Crossings::default();
    if open.is_empty() {
        return out;
    }
    let ways = scenario.states.iter();
    let ways: Vec<_> = ways
        .filter_map(|state| Some((state, way_to(scenario, state)?)))
        .collect();
    // Conversations in words alone before those where something must be given on the way.
    for in_words in [true, false] {
        for (seed, language) in
            (1..=SEEDS).flat_map(|seed| Language::ALL.iter().map(move |language| (seed, *language)))
        {
            for (state, way) in &ways {
                if open.is_empty() {
                    return out;
                }
                let Some((turns, encounter)) = with_words(scenario, way, seed, language) else {
                    continue;
                };
                let given = turns.iter().any(|turn| matches!(turn.said, Said::Given(_)));
                if given && in_words {
                    continue;
                }
                if let Some(last) = crossing(state, &encounter, language, &open) {
                    open.retain(|(line, _)| !last.red_lines.contains(line));
                    let turns = turns.into_iter().chain([last]).collect();
                    out.cases.push(Suggested {
                        seed,
                        language,
                        turns,
                    });
                }
            }
        }
    }
    out.missing = open;
    out
}

/// The poor reply of `state`, or its good one, if that crosses any of the red lines that are `open`.
fn crossing(
    state: &State,
    encounter: &Encounter,
    language: Language,
    open: &[(RedLine, u32)],
) -> Option<SuggestedTurn> {
    let own = [&state.poor, &state.good].into_iter().flatten();
    own.map(|example| Said::Words(example.reply(language)))
        .find_map(|said| {
            let Stepped { to, assessment, .. } = stepped(encounter, &said)?;
            let all = RedLine::ALL.iter().copied();
            let red_lines: Vec<RedLine> = all
                .filter(|line| assessment.red_lines.iter().any(|one| one.red_line == *line))
                .collect();
            let wanted = open.iter().any(|(line, _)| red_lines.contains(line));
            wanted.then_some(SuggestedTurn {
                said,
                to,
                mood: Vec::new(),
                red_lines,
            })
        })
}

/// The shortest play up to `state`; `None` where none comes there.
fn way_to(scenario: &Scenario, state: &State) -> Option<Vec<Step>> {
    let rules: HashSet<_> = (0..state.next.len())
        .map(|rule| (state.id.clone(), rule))
        .collect();
    let plays = cover(scenario, &rules);
    let ways = plays.iter().filter_map(|play| {
        let at = play.iter().position(|step| step.state == state.id)?;
        play.get(..at)
    });
    ways.min_by_key(|way| way.len()).map(<[Step]>::to_vec)
}
