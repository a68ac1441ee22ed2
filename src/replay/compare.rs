//! An expectation against what there was. Must not decide what follows from a difference.

use super::model::{CaseExpectation, TurnExpectation};
use super::result::{Failure, TurnResult};
use crate::domain::{FactId, Mark, Outcome, RedLine, StateId};
use crate::scenario::Bounds;
use crate::scenario::yaml::Place;
use crate::scoring::{Crossing, is_of};

/// An expectation that is not met.
pub(super) struct Difference {
    what: String,
    expected: String,
    actual: String,
}

impl Difference {
    fn new(what: &str, expected: impl ToString, actual: impl ToString) -> Self {
        Self {
            what: what.to_owned(),
            expected: expected.to_string(),
            actual: actual.to_string(),
        }
    }

    /// The difference as a failure of the expectation at `place`.
    pub(super) fn at(self, turn: Option<usize>, place: Place) -> Failure {
        Failure {
            turn,
            place,
            what: self.what,
            expected: self.expected,
            actual: self.actual,
        }
    }
}

/// Compares one expectation of a turn; `facts` are those said by now.
pub(super) fn turn(
    expected: &TurnExpectation,
    turn: &TurnResult,
    facts: &[FactId],
) -> Option<Difference> {
    let assessment = &turn.assessment;
    let found = || format!("found: {}", names(&assessment.signals));
    match expected {
        TurnExpectation::State(state) => {
            (turn.to != *state).then(|| Difference::new("state", code(state), code(&turn.to)))
        }
        TurnExpectation::Mark(principle, bounds) => within(
            principle.key(),
            *bounds,
            assessment.principles[*principle].mark.value(),
        ),
        TurnExpectation::Overall(bounds) => within("overall", *bounds, assessment.overall.value()),
        TurnExpectation::Mood(feeling, bounds) => {
            within(&format!("mood.{feeling}"), *bounds, turn.mood.get(*feeling))
        }
        TurnExpectation::Signal(signal) => (!assessment.found(signal.as_str()))
            .then(|| Difference::new("signals", code(signal), found())),
        TurnExpectation::NotSignal(signal) => assessment
            .found(signal.as_str())
            .then(|| Difference::new("not_signals", format!("no {}", code(signal)), found())),
        TurnExpectation::Words(signal, words) => found_in(signal.as_str(), words, turn),
        TurnExpectation::Advice(wanted) => {
            let advice = turn.advice.as_deref().unwrap_or("none");
            (advice != wanted).then(|| Difference::new("advice", code(wanted), code(advice)))
        }
        TurnExpectation::RedLines(lines) => red_lines(lines, &assessment.red_lines),
        TurnExpectation::Fact(fact) => (!facts.contains(fact)).then(|| {
            Difference::new(
                "facts",
                format!("{} said by now", code(fact)),
                format!("said by now: {}", names(facts)),
            )
        }),
    }
}

/// Compares one expectation of a case that stands at `here`, with its `ending` if it is over.
pub(super) fn case(
    expected: &CaseExpectation,
    ending: Option<&(StateId, Outcome)>,
    here: &StateId,
    overall: Option<Mark>,
    turns: &[TurnResult],
) -> Option<Difference> {
    let unfinished = || {
        format!(
            "the turns are over and the encounter still stands at {}",
            code(here)
        )
    };
    match expected {
        CaseExpectation::Ending(wanted) => match ending {
            Some((reached, _)) if reached == wanted => None,
            Some((reached, _)) => Some(Difference::new("ending", code(wanted), code(reached))),
            None => Some(Difference::new("ending", code(wanted), unfinished())),
        },
        CaseExpectation::Outcome(wanted) => match ending {
            Some((_, outcome)) if outcome == wanted => None,
            Some((reached, outcome)) => Some(Difference::new(
                "outcome",
                wanted,
                format!("{outcome} ({})", code(reached)),
            )),
            None => Some(Difference::new("outcome", wanted, unfinished())),
        },
        CaseExpectation::Turns(bounds) => within(
            "turns",
            *bounds,
            u8::try_from(turns.len()).unwrap_or(u8::MAX),
        ),
        CaseExpectation::Mood(feeling, bounds) => {
            let what = format!("mood.{feeling}");
            match turns.last() {
                Some(last) => within(&what, *bounds, last.mood.get(*feeling)),
                None => Some(Difference::new(&what, range(*bounds), "no turn was played")),
            }
        }
        CaseExpectation::RedLines(lines) => {
            let all = turns.iter().flat_map(|turn| &turn.assessment.red_lines);
            red_lines(lines, &all.cloned().collect::<Vec<_>>())
        }
        CaseExpectation::Overall(bounds) => match overall {
            Some(overall) => within("overall", *bounds, overall.value()),
            None => Some(Difference::new(
                "overall",
                range(*bounds),
                "no turn was played",
            )),
        },
    }
}

/// Whether a signal was found in words that hold `wanted`.
fn found_in(signal: &str, wanted: &str, turn: &TurnResult) -> Option<Difference> {
    let principles = turn.assessment.principles.iter();
    let evidence = principles.flat_map(|(_, assessed)| &assessed.evidence);
    let mut words: Vec<&str> = evidence
        .filter(|one| is_of(&one.signal, signal))
        .filter_map(|one| one.text.as_deref())
        .collect();
    let crossings = turn.assessment.red_lines.iter();
    let crossed = crossings.filter(|one| one.red_line.key() == signal);
    words.extend(crossed.map(|one| one.text.as_str()));
    words.sort_unstable();
    words.dedup();
    let met = words.iter().any(|words| words.contains(wanted));
    (!met).then(|| {
        let actual = match words.as_slice() {
            [] => format!("{} is not found in any words", code(signal)),
            words => format!("{} is found in: {}", code(signal), names(words)),
        };
        Difference::new("words", format!("{} in “{wanted}”", code(signal)), actual)
    })
}

fn red_lines(wanted: &[RedLine], crossings: &[Crossing]) -> Option<Difference> {
    let crossed = |line: &RedLine| crossings.iter().any(|crossing| crossing.red_line == *line);
    let met = RedLine::ALL
        .iter()
        .all(|line| crossed(line) == wanted.contains(line));
    (!met).then(|| {
        let actual: Vec<String> = crossings
            .iter()
            .map(|crossing| format!("{} (“{}”)", crossing.red_line, crossing.text))
            .collect();
        Difference::new("red_lines", names(wanted), names(&actual))
    })
}

fn within(what: &str, bounds: Bounds, value: u8) -> Option<Difference> {
    (!bounds.hold(value)).then(|| Difference::new(what, range(bounds), value))
}

fn range(bounds: Bounds) -> String {
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "anything".to_owned(),
    }
}

fn code(id: impl std::fmt::Display) -> String {
    format!("`{id}`")
}

fn names(all: &[impl ToString]) -> String {
    if all.is_empty() {
        return "none".to_owned();
    }
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Feeling, Moment, Mood, PerPrinciple, Principle, Reply, SignalId};
    use crate::scoring::{Assessment, PrincipleAssessment};
    use crate::text::Span;

    fn bounds(min: Option<u8>, max: Option<u8>) -> Bounds {
        Bounds { min, max }
    }

    /// 55 on everything, a red line crossed, a sigh found.
    fn result() -> TurnResult {
        let id = |text: &str| StateId::new(text).unwrap();
        TurnResult {
            given: false,
            state: id("hall"),
            customer: "还要等多久？".to_owned(),
            reply: Reply::of_words("不归我管"),
            assessment: Assessment {
                overall: Mark::new(25),
                principles: PerPrinciple::from_fn(|principle| PrincipleAssessment {
                    mark: Mark::new(55),
                    call: Moment::Waiting.call(principle),
                    evidence: Vec::new(),
                }),
                red_lines: vec![Crossing {
                    red_line: RedLine::BrushingOff,
                    span: Span::new(0, 4),
                    text: "不归我管".to_owned(),
                }],
                signals: vec!["sigh"],
                facts_said: Vec::new(),
                facts_denied: Vec::new(),
            },
            advice: None,
            rule: 0,
            to: id("leaves"),
            mood: Mood {
                anger: 80,
                ..Mood::default()
            },
        }
    }

    #[test]
    fn an_expectation_is_met_or_told_as_it_was() {
        let state = |text: &str| TurnExpectation::State(StateId::new(text).unwrap());
        let signal = |text: &str| SignalId::new(text).unwrap();
        let fact = |text: &str| FactId::new(text).unwrap();
        let said = [fact("two_ahead")];
        for (expected, difference) in [
            (state("leaves"), None),
            (state("hall"), Some(("state", "`hall`", "`leaves`"))),
            (
                TurnExpectation::Mark(Principle::Listening, bounds(Some(55), Some(55))),
                None,
            ),
            (
                TurnExpectation::Mark(Principle::Listening, bounds(Some(60), None)),
                Some(("listening", "at least 60", "55")),
            ),
            (
                TurnExpectation::Overall(bounds(Some(26), Some(30))),
                Some(("overall", "26 to 30", "25")),
            ),
            (
                TurnExpectation::Mood(Feeling::Anger, bounds(None, Some(40))),
                Some(("mood.anger", "at most 40", "80")),
            ),
            (TurnExpectation::Signal(signal("sigh")), None),
            (
                TurnExpectation::Signal(signal("smile")),
                Some(("signals", "`smile`", "found: sigh")),
            ),
            (TurnExpectation::NotSignal(signal("smile")), None),
            (
                TurnExpectation::NotSignal(signal("sigh")),
                Some(("not_signals", "no `sigh`", "found: sigh")),
            ),
            (TurnExpectation::RedLines(vec![RedLine::BrushingOff]), None),
            (
                TurnExpectation::RedLines(Vec::new()),
                Some(("red_lines", "none", "brushing_off (“不归我管”)")),
            ),
            (
                TurnExpectation::RedLines(vec![RedLine::BrushingOff, RedLine::Jargon]),
                Some((
                    "red_lines",
                    "brushing_off, jargon",
                    "brushing_off (“不归我管”)",
                )),
            ),
            (TurnExpectation::Fact(fact("two_ahead")), None),
            (
                TurnExpectation::Fact(fact("no_charge")),
                Some(("facts", "`no_charge` said by now", "said by now: two_ahead")),
            ),
        ] {
            let found = turn(&expected, &result(), &said);
            let found = found.as_ref().map(|found| {
                (
                    found.what.as_str(),
                    found.expected.as_str(),
                    found.actual.as_str(),
                )
            });
            assert_eq!(found, difference, "{expected:?}");
        }
    }
}
