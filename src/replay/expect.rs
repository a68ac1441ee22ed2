//! Reading `expect`: of a turn and of a case. Must not compare.

use super::model::{CaseExpectation, Expected, TurnExpectation};
use crate::domain::{FactId, Mark, Outcome, Principle, RedLine, SignalId, StateId};
use crate::scenario::read::{Kind, Reader, shown};
use crate::scenario::yaml::{Entry, Node, Place};
use crate::scenario::{Given, Scenario};
use crate::scoring::known_keys;

/// The parts of a turn's expectations besides principles.
const PARTS: [&str; 9] = [
    "state",
    "overall",
    "mood",
    "signals",
    "not_signals",
    "words",
    "advice",
    "red_lines",
    "facts",
];

/// The parts of what is given besides marks.
const GIVEN: [&str; 3] = ["red_lines", "signals", "facts"];

/// Reads a turn's `expect`. Without a scenario, names in the story are only read as ids.
pub(super) fn turn(
    reader: &mut Reader,
    node: &Node,
    scenario: Option<&Scenario>,
) -> Option<Vec<Expected<TurnExpectation>>> {
    let entries = reader.entries(node, "write `{state: some_state, listening: {min: 60}}`")?;
    let mut all = Vec::new();
    for entry in entries {
        reader.under(entry, |reader, node| {
            part(reader, &mut all, entry, node, scenario);
        });
    }
    Some(all)
}

fn part(
    reader: &mut Reader,
    all: &mut Vec<Expected<TurnExpectation>>,
    entry: &Entry,
    node: &Node,
    scenario: Option<&Scenario>,
) {
    let key = entry.key.word();
    let place = entry.shown_at();
    let mut add = |what: TurnExpectation, place: Place| all.push(Expected { what, place });
    if let Some(principle) = Principle::from_key(key) {
        if let Some(bounds) = reader.bounds(node, 0..=100) {
            add(TurnExpectation::Mark(principle, bounds), place);
        }
        return;
    }
    match key {
        "state" => {
            if let Some(state) = story_place(reader, node, scenario) {
                add(TurnExpectation::State(state), place);
            }
        }
        "overall" => {
            if let Some(bounds) = reader.bounds(node, 0..=100) {
                add(TurnExpectation::Overall(bounds), place);
            }
        }
        "mood" => {
            for (feeling, bounds) in reader.mood_bounds_or_values(node).unwrap_or_default() {
                add(TurnExpectation::Mood(feeling, bounds), place);
            }
        }
        "signals" => {
            for (signal, place) in reader.signals(node).unwrap_or_default() {
                add(TurnExpectation::Signal(signal), place);
            }
        }
        "not_signals" => {
            for (signal, place) in reader.signals(node).unwrap_or_default() {
                add(TurnExpectation::NotSignal(signal), place);
            }
        }
        "words" => {
            for (signal, words, place) in words(reader, node).unwrap_or_default() {
                add(TurnExpectation::Words(signal, words), place);
            }
        }
        "advice" => {
            if let Some(advice) = reader.text(node) {
                add(TurnExpectation::Advice(advice), place);
            }
        }
        "red_lines" => {
            if let Some(lines) = red_lines(reader, node) {
                add(TurnExpectation::RedLines(lines), place);
            }
        }
        "facts" => {
            for (fact, place) in facts(reader, node, scenario).unwrap_or_default() {
                add(TurnExpectation::Fact(fact), place);
            }
        }
        _ => {
            let message = format!("there is no expectation `{}` of a turn", shown(key));
            reader.unknown_beside_marks(entry, &PARTS, message);
        }
    }
}

/// Reads a turn's `given`: `{listening: 60, red_lines: [arguing], signals: [apology], facts: [book_ahead]}`.
pub(super) fn given(
    reader: &mut Reader,
    node: &Node,
    scenario: Option<&Scenario>,
) -> Option<Given> {
    let entries = reader.entries(node, "write `{listening: 60, red_lines: [arguing]}`")?;
    let mut given = Given::default();
    for entry in entries {
        let key = entry.key.word();
        reader.under(entry, |reader, node| {
            if let Some(principle) = Principle::from_key(key) {
                let mark = reader.number::<u8>(node, 0..=100);
                given
                    .marks
                    .extend(mark.map(|mark| (principle, Mark::new(mark))));
                return;
            }
            match key {
                "red_lines" => given.red_lines = red_lines(reader, node).unwrap_or_default(),
                "signals" => {
                    let found = reader.signals(node).unwrap_or_default();
                    given.signals = found.into_iter().map(|(signal, _)| signal).collect();
                }
                "facts" => {
                    let said = facts(reader, node, scenario).unwrap_or_default();
                    given.facts = said.into_iter().map(|(fact, _)| fact).collect();
                }
                _ => {
                    let message = format!("nothing can be given as `{}`", shown(key));
                    reader.unknown_beside_marks(entry, &GIVEN, message);
                }
            }
        });
    }
    Some(given)
}

/// Reads a case's `expect`.
pub(super) fn case(
    reader: &mut Reader,
    node: &Node,
    scenario: Option<&Scenario>,
) -> Option<Vec<Expected<CaseExpectation>>> {
    let known = ["ending", "outcome", "overall", "turns", "mood", "red_lines"];
    let fields = reader.fields(node, &known)?;
    let mut all = Vec::new();
    for entry in fields.iter() {
        if entry.key.word() == "mood" {
            let bounds = reader.under(entry, Reader::mood_bounds_or_values);
            all.extend(
                bounds
                    .into_iter()
                    .flatten()
                    .map(|(feeling, bounds)| Expected {
                        what: CaseExpectation::Mood(feeling, bounds),
                        place: entry.shown_at(),
                    }),
            );
            continue;
        }
        let what = reader.under(entry, |reader, node| match entry.key.word() {
            "ending" => ending(reader, node, scenario).map(CaseExpectation::Ending),
            "outcome" => outcome(reader, node).map(CaseExpectation::Outcome),
            "turns" => reader.bounds(node, 0..=100).map(CaseExpectation::Turns),
            "red_lines" => red_lines(reader, node).map(CaseExpectation::RedLines),
            _ => reader.bounds(node, 0..=100).map(CaseExpectation::Overall),
        });
        all.extend(what.map(|what| Expected {
            what,
            place: entry.shown_at(),
        }));
    }
    Some(all)
}

fn story_place(reader: &mut Reader, node: &Node, scenario: Option<&Scenario>) -> Option<StateId> {
    let Some(scenario) = scenario else {
        return reader.id(node, |word| StateId::new(word).ok());
    };
    let known: Vec<&str> = scenario
        .states
        .iter()
        .map(|state| state.id.as_str())
        .chain(scenario.endings.iter().map(|ending| ending.id.as_str()))
        .collect();
    reader.known(node, &Kind::PLACE_IN_STORY, &known, |word| {
        StateId::new(word)
            .ok()
            .filter(|id| scenario.state(id).is_some() || scenario.ending(id).is_some())
    })
}

fn ending(reader: &mut Reader, node: &Node, scenario: Option<&Scenario>) -> Option<StateId> {
    let Some(scenario) = scenario else {
        return reader.id(node, |word| StateId::new(word).ok());
    };
    let known: Vec<&str> = scenario
        .endings
        .iter()
        .map(|ending| ending.id.as_str())
        .collect();
    reader.known(node, &Kind::ENDING, &known, |word| {
        StateId::new(word)
            .ok()
            .filter(|id| scenario.ending(id).is_some())
    })
}

fn outcome(reader: &mut Reader, node: &Node) -> Option<Outcome> {
    let known: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.key()).collect();
    reader.known(node, &Kind::OUTCOME, &known, Outcome::from_key)
}

/// Signals and words each was found in: `{apology: 对不起}`.
fn words(reader: &mut Reader, node: &Node) -> Option<Vec<(SignalId, String, Place)>> {
    let known: Vec<&str> = known_keys().collect();
    let entries = reader.entries(node, "write `{apology: \"…\"}`")?;
    let mut all = Vec::new();
    for entry in entries {
        let key = entry.key.word();
        match SignalId::new(key).ok().filter(|_| known.contains(&key)) {
            Some(signal) => {
                let text = reader.under(entry, Reader::text);
                all.extend(text.map(|text| (signal, text, entry.shown_at())));
            }
            None => reader.unknown(&Kind::SIGNAL, key, entry.key.place, &known),
        }
    }
    Some(all)
}

fn red_lines(reader: &mut Reader, node: &Node) -> Option<Vec<RedLine>> {
    let known: Vec<&str> = RedLine::ALL.iter().map(|line| line.key()).collect();
    reader.list(
        node,
        "write a list of red lines; `[]` if none may be crossed",
        |reader, node| reader.known(node, &Kind::RED_LINE, &known, RedLine::from_key),
    )
}

fn facts(
    reader: &mut Reader,
    node: &Node,
    scenario: Option<&Scenario>,
) -> Option<Vec<(FactId, Place)>> {
    let known: Vec<&str> = scenario
        .iter()
        .flat_map(|scenario| scenario.facts.iter().map(|fact| fact.id.as_str()))
        .collect();
    reader.list(node, "write a list of facts' ids", |reader, node| {
        let fact = match scenario {
            Some(_) => reader.known(node, &Kind::FACT, &known, |word| {
                FactId::new(word).ok().filter(|_| known.contains(&word))
            }),
            None => reader.id(node, |word| FactId::new(word).ok()),
        };
        fact.map(|fact| (fact, node.place))
    })
}
