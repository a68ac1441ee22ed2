//! Bundles made up: known people, days and marks.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use teller_coach::domain::{
    BranchId, Language, Mark, Moment, PerPrinciple, Principle, RedLine, ScenarioId, StateId,
};
use teller_coach::progress::{Attempt, AttemptKind, Ended, Part, Source};
use teller_coach::report::bundle::{FORMAT, Head, Writer};
use uuid::Uuid;

/// A morning in March 2026, `day` days after the first.
pub fn at(day: u32, minute: u32) -> Timestamp {
    let second = 1_772_328_000 + i64::from(day) * 86_400 + i64::from(minute) * 60;
    Timestamp::from_second(second).expect("a time")
}

/// A place.
pub fn source(number: u128) -> Source {
    Source {
        id: Uuid::from_u128(number),
        salt: format!("salt of {number}"),
    }
}

/// What somebody did.
#[derive(Debug, Clone, Copy)]
pub struct Did<'a> {
    pub person: &'a str,
    pub day: u32,
    /// Tells the encounters of one day apart.
    pub encounter: u32,
    /// The overall marks of the replies.
    pub marks: &'a [u8],
    /// Whether it was an exam, and passed.
    pub passed: Option<bool>,
}

/// The attempts of one encounter: the principles have the overall mark, but for patience, which has ten less.
pub fn attempts(source: &Source, did: Did<'_>) -> Vec<Attempt> {
    let encounter = source.encounter(&format!("{}/{}/{}", did.person, did.day, did.encounter));
    let of = |overall: u8| {
        PerPrinciple::from_fn(|principle| match principle {
            Principle::Patience => Mark::new(overall.saturating_sub(10)),
            _ => Mark::new(overall),
        })
    };
    let one = |part: Part, turn: u32, overall: u8| {
        let at = at(did.day, did.encounter * 10 + turn);
        Attempt {
            id: Attempt::id_of(encounter, part, turn, at),
            part,
            person: source.person(did.person),
            kind: if did.passed.is_some() {
                AttemptKind::Exam
            } else {
                AttemptKind::Practice
            },
            encounter,
            scenario: ScenarioId::new("double-fee").expect("an id"),
            edition: "counter@1.0.0+3f9a2c1d40be".to_owned(),
            rubric: String::new(),
            program: "0.1.0".to_owned(),
            seed: u64::MAX - u64::from(turn),
            language: Language::Zh,
            turn,
            state: Some(StateId::new("storms_up").expect("an id")),
            moment: Some(Moment::Grievance),
            overall: Mark::new(overall),
            marks: of(overall),
            red_lines: if part == Part::Reply && overall <= 25 {
                vec![RedLine::Arguing, RedLine::Jargon]
            } else {
                Vec::new()
            },
            hints: 1,
            actions: Vec::new(),
            ended: None,
            passed: None,
            ruling: None,
            objection: None,
            revised: None,
            words: Some("让您久等了；\"I'm sorry\"\t\\N".to_owned()),
            at,
            day: TimeZone::UTC.to_datetime(at).date(),
        }
    };
    let count = u32::try_from(did.marks.len()).expect("few");
    let replies = (1..)
        .zip(did.marks)
        .map(|(turn, mark)| one(Part::Reply, turn, *mark));
    let mean = Mark::mean(did.marks.iter().map(|mark| Mark::new(*mark)));
    let ending = Attempt {
        ended: Some(Ended::Answered),
        passed: did.passed,
        words: None,
        ..one(Part::Ending, count, mean.value())
    };
    replies.chain([ending]).collect()
}

/// Writes a bundle; its hash.
pub fn write(
    path: &Path,
    branch: &str,
    source: &Source,
    (made, previous): (u32, &str),
    attempts: &[Attempt],
) -> String {
    let head = Head {
        format: FORMAT,
        source: source.id,
        branch: BranchId::new(branch).expect("a branch"),
        program: "0.1.0".to_owned(),
        made: at(made, 0),
        previous: previous.to_owned(),
    };
    let (mut writer, mut text) = Writer::begin(&head);
    for attempt in attempts {
        text.push_str(&writer.attempt(attempt));
    }
    let (last, hash) = writer.end();
    text.push_str(&last);
    std::fs::write(path, text).expect("a bundle");
    hash
}

/// Three branches of six people over five days: who is at branch `b-N` practises until day N, and the sixth moves from `b-1` to
/// `b-3`. One bundle a branch; the files.
pub fn branches(folder: &Path) -> Vec<std::path::PathBuf> {
    (1..=3_u32)
        .map(|branch| {
            let source = Source {
                // One salt, so that whoever moves stays the same person.
                salt: "of the bank".to_owned(),
                ..source(u128::from(branch))
            };
            let mut all = Vec::new();
            for person in 0..6_u32 {
                for day in 0..branch + 2 {
                    let name = if person == 5 {
                        "moves".to_owned()
                    } else {
                        format!("{branch}-{person}")
                    };
                    let mark = u8::try_from(20 + branch * 10 + person * 5 + day).expect("a mark");
                    all.extend(attempts(
                        &source,
                        Did {
                            person: &name,
                            day,
                            encounter: branch,
                            marks: &[mark, mark + 10],
                            passed: (day == 1).then_some(person % 2 == 0),
                        },
                    ));
                }
            }
            let path = folder.join(format!("b-{branch}.jsonl"));
            write(&path, &format!("b-{branch}"), &source, (9, ""), &all);
            path
        })
        .collect()
}
