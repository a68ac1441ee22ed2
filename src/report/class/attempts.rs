//! A class's answers as attempts for a central store. The trainer's ruling and the trainee's objection stand beside the
//! scorer's marks. Must not carry a name out: people are pseudonyms.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{AnswerResults, ClassResults, SeatResults};
use crate::domain::{Mark, Moment, PerPrinciple, ScenarioId};
use crate::progress::{Attempt, AttemptKind, Ended, Objection, Part, Ruled, Source};

impl ClassResults {
    /// The class as a source of its own: whoever carries its folder away, the same answers have the same ids.
    #[must_use]
    pub fn source(&self, salt: &str) -> Source {
        Source::of_class(&self.class, self.opened, salt)
    }
}

/// The attempts of everybody who answered: their answers, and for each person an end that says who passed. `moment` says in which
/// moment an answer was given, where that is known; words and reasons are put in only where `words` says so.
#[must_use]
pub fn attempts(
    results: &ClassResults,
    source: &Source,
    words: bool,
    zone: &TimeZone,
    moment: impl Fn(&AnswerResults) -> Option<Moment>,
) -> Vec<Attempt> {
    let seats = results.seats.iter();
    seats
        .flat_map(|seat| of_seat(results, seat, source, words, zone, &moment))
        .collect()
}

fn of_seat(
    results: &ClassResults,
    seat: &SeatResults,
    source: &Source,
    words: bool,
    zone: &TimeZone,
    moment: impl Fn(&AnswerResults) -> Option<Moment>,
) -> Vec<Attempt> {
    let encounter = source.encounter(&seat.seat);
    // Whose name was erased is somebody of this class alone.
    let person = seat
        .name
        .as_deref()
        .map_or(encounter, |name| source.person(name));
    let mut out: Vec<Attempt> = (1..)
        .zip(&seat.answers)
        .map(|(turn, answer)| Attempt {
            state: Some(answer.state.clone()),
            moment: moment(answer),
            overall: answer.overall,
            marks: answer.marks,
            red_lines: answer.red_lines.clone(),
            actions: answer.reply.actions.clone(),
            ruling: answer.reason().map(|reason| Ruled {
                rating: answer.ruling.as_ref().map(|(rating, _)| *rating),
                principles: answer.ruled_principles,
                reason: words.then(|| reason.to_owned()),
            }),
            objection: answer.objection.as_ref().map(|reason| Objection {
                reason: words.then(|| reason.clone()),
            }),
            revised: revised(answer),
            words: words.then(|| answer.reply.words.clone()),
            edition: answer.edition.clone(),
            ..blank(
                results,
                &answer.scenario,
                (person, encounter),
                (Part::Reply, turn),
                answer.at,
                zone,
            )
        })
        .collect();
    let ending = seat.answers.last().and_then(|last| {
        let count = u32::try_from(seat.answers.len()).unwrap_or(u32::MAX);
        let mean = |of: &dyn Fn(&AnswerResults) -> Mark| Mark::mean(seat.answers.iter().map(of));
        // Drills and scenarios are named by the same rule.
        let drill = ScenarioId::new(results.drill.as_str()).ok()?;
        Some(Attempt {
            edition: results.drill_edition.clone(),
            overall: mean(&|answer| answer.overall),
            marks: PerPrinciple::from_fn(|principle| mean(&|answer| answer.marks[principle])),
            ended: Some(Ended::Attended),
            passed: Some(results.passed(seat)),
            revised: seat.answers.iter().filter_map(revised).max(),
            ..blank(
                results,
                &drill,
                (person, encounter),
                (Part::Ending, count),
                last.at,
                zone,
            )
        })
    });
    out.extend(ending);
    out
}

/// When something was last said of an answer's marks.
fn revised(answer: &AnswerResults) -> Option<Timestamp> {
    let last = answer.ruled.max(answer.objected)?;
    Timestamp::from_millisecond(last).ok()
}

fn blank(
    results: &ClassResults,
    scenario: &ScenarioId,
    (person, encounter): (Uuid, Uuid),
    (part, turn): (Part, u32),
    at: i64,
    zone: &TimeZone,
) -> Attempt {
    let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    Attempt {
        id: Attempt::id_of(encounter, part, turn, at),
        part,
        person,
        kind: AttemptKind::Class,
        encounter,
        scenario: scenario.clone(),
        edition: String::new(),
        rubric: results.rubric.clone(),
        program: results.program.clone(),
        seed: results.seed,
        language: results.language,
        turn,
        state: None,
        moment: None,
        overall: Mark::default(),
        marks: PerPrinciple::default(),
        red_lines: Vec::new(),
        hints: 0,
        actions: Vec::new(),
        ended: None,
        passed: None,
        ruling: None,
        objection: None,
        revised: None,
        words: None,
        at,
        day: zone.to_datetime(at).date(),
    }
}
