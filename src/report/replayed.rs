//! What `replay` has found out, as one value that every format renders and that JSON carries whole, so that the parts of a
//! divided run can be joined into any of them. Must not know where the files came from.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Unreadable;
use super::reach::Reach;
use crate::domain::{
    Action, Bilingual, FactId, Language, Mark, Mood, Outcome, Principle, RedLine, ScenarioId,
    StateId,
};
use crate::replay::{CaseResult, Touched, TurnResult, label};
use crate::scoring::Assessment;
use crate::text::sanitize_line;

/// All of one run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Replays {
    /// The cases, in the order of the files.
    pub cases: Vec<ReplayedCase>,
    /// How many cases were not run because one had failed before.
    pub not_run: usize,
    /// The inputs that could not be read, or have errors.
    pub unreadable: Vec<Unreadable>,
    /// What was touched of the scenarios, where that was asked for.
    pub coverage: Vec<Touched>,
    /// How far marks have moved from those accepted, where that was asked for.
    pub reach: Option<Reach>,
}

/// One case as it went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplayedCase {
    /// Its place in the whole run, over all parts, from 0.
    pub order: usize,
    /// Its file as the user gave it.
    pub file: String,
    /// The line where it stands, from 1.
    pub line: u32,
    /// Its scenario.
    pub scenario: ScenarioId,
    /// Its number in the file, from 1.
    pub number: usize,
    /// Which of its plays, from 1, where a table or `repeat` makes several of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub play: Option<usize>,
    /// What it shows.
    pub name: Bilingual,
    /// The seed.
    pub seed: u64,
    /// The language the customer spoke.
    pub lang: Language,
    /// Its own tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Why it was not played.
    #[serde(default)]
    pub skipped: Option<String>,
    /// Whether every expectation was met; also where it was not played.
    pub passed: bool,
    /// The ending reached.
    pub ending: Option<StateId>,
    /// What the ending means.
    pub outcome: Option<Outcome>,
    /// The mean of the turns' overall marks.
    pub overall: Option<Mark>,
    /// The conversation as far as it went.
    pub turns: Vec<ReplayedTurn>,
    /// The expectations that were not met, in the order they came up.
    pub failures: Vec<ReplayedFailure>,
    /// The command that runs it again.
    pub again: String,
}

/// One turn as it went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplayedTurn {
    /// The state the customer spoke in.
    pub state: StateId,
    /// What the customer said.
    pub customer: String,
    /// The words of the reply.
    pub reply: String,
    /// What was done besides.
    pub actions: Vec<Action>,
    /// Whether its marks were laid down instead of scored.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub given: bool,
    /// The overall mark.
    pub overall: Mark,
    /// The marks of the eight principles, in their order.
    pub marks: Marks,
    /// The red lines crossed, each once.
    pub red_lines: Vec<RedLine>,
    /// The words that crossed each of them first.
    #[serde(default)]
    pub crossed: Vec<String>,
    /// What was found.
    pub signals: Vec<Cow<'static, str>>,
    /// Facts said in it.
    pub facts: Vec<FactId>,
    /// The state or ending it led to.
    pub to: StateId,
    /// How the customer felt afterwards.
    pub mood: Mood,
    /// The words that raised or lowered marks: found, principle, points and words.
    #[serde(default)]
    pub evidence: Vec<ReplayedEvidence>,
}

/// One piece of what a mark is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplayedEvidence {
    /// Whose mark it moved.
    pub principle: Principle,
    /// What was found.
    pub signal: Cow<'static, str>,
    /// By how many points.
    pub points: i16,
    /// The words, if there are any.
    pub text: Option<String>,
}

/// The marks of the principles as a mapping in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Marks(pub Vec<(Principle, Mark)>);

impl Marks {
    /// Those of an assessment.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let all = assessment.principles.iter();
        Self(
            all.map(|(principle, assessed)| (principle, assessed.mark))
                .collect(),
        )
    }
}

impl Serialize for Marks {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(principle, mark)| (principle, mark)))
    }
}

impl<'de> Deserialize<'de> for Marks {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = std::collections::BTreeMap::<String, Mark>::deserialize(deserializer)?;
        let of = |principle: &Principle| {
            let mark = read.get(principle.key())?;
            Some((*principle, *mark))
        };
        Ok(Self(Principle::ALL.iter().filter_map(of).collect()))
    }
}

/// An expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayedFailure {
    /// The turn, from 1; none for an expectation of the whole case.
    pub turn: Option<usize>,
    /// The line of the expectation, from 1.
    pub line: u32,
    /// Its column, from 1, in Unicode scalar values.
    pub column: u32,
    /// What it is about: `state`, `listening`, `red_lines` …
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What there was.
    pub actual: String,
}

impl Replays {
    /// How many cases failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.cases.iter().filter(|case| !case.passed).count()
    }

    /// How many cases were left out on purpose.
    #[must_use]
    pub fn skipped(&self) -> usize {
        let skipped = |case: &&ReplayedCase| case.skipped.is_some();
        self.cases.iter().filter(skipped).count()
    }

    /// The cases file by file, in order.
    pub fn files(&self) -> impl Iterator<Item = &[ReplayedCase]> {
        self.cases.chunk_by(|one, next| one.file == next.file)
    }

    /// The parts of a divided run as one; whatever several of them say is said once.
    #[must_use]
    pub fn joined(parts: Vec<Self>) -> Self {
        let mut whole = Self::default();
        for part in parts {
            whole.cases.extend(part.cases);
            whole.not_run += part.not_run;
            // Marks are compared in whole runs only: there is one at most.
            whole.reach = whole.reach.or(part.reach);
            for input in part.unreadable {
                if !whole.unreadable.contains(&input) {
                    whole.unreadable.push(input);
                }
            }
            for more in part.coverage {
                let same = |one: &&mut Touched| one.file == more.file;
                match whole.coverage.iter_mut().find(same) {
                    Some(one) => one.join(&more),
                    None => whole.coverage.push(more),
                }
            }
        }
        whole.cases.sort_by_key(|case| case.order);
        whole.cases.dedup_by(|next, one| {
            (&next.file, next.number, next.play) == (&one.file, one.number, one.play)
        });
        whole
    }
}

impl ReplayedCase {
    /// A result with its place: the file's `name`, how the command line names it if it can, its scenario.
    #[must_use]
    pub fn new(
        order: usize,
        (name, argument): (&str, Option<&str>),
        scenario: &ScenarioId,
        case: CaseResult,
    ) -> Self {
        let file = argument.map_or_else(String::new, |argument| format!(" {}", quoted(argument)));
        Self {
            order,
            file: name.to_owned(),
            line: case.place.line,
            again: format!(
                "teller-coach replay{file} --case {scenario}#{}",
                label(case.number, case.play)
            ),
            scenario: scenario.clone(),
            number: case.number,
            play: case.play,
            passed: case.passed(),
            name: case.name,
            seed: case.seed,
            lang: case.language,
            tags: case.tags,
            skipped: case.skipped,
            outcome: case.ending.as_ref().map(|(_, outcome)| *outcome),
            ending: case.ending.map(|(ending, _)| ending),
            overall: case.overall,
            turns: case.turns.into_iter().map(ReplayedTurn::of).collect(),
            failures: case
                .failures
                .into_iter()
                .map(|failure| ReplayedFailure {
                    turn: failure.turn,
                    line: failure.place.line,
                    column: failure.place.column,
                    what: failure.what,
                    expected: failure.expected,
                    actual: failure.actual,
                })
                .collect(),
        }
    }

    /// Its number, and behind a point its play where it has several.
    #[must_use]
    pub fn label(&self) -> String {
        label(self.number, self.play)
    }

    /// Its scenario and number, and its play where it has several: `double-fee#3.2`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}#{}", self.scenario, self.label())
    }

    /// Its name in the language it is played in.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.get(self.lang)
    }
}

impl ReplayedEvidence {
    /// In words: `+16 names_feeling “…”`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let words = self.text.as_deref();
        let words = words.map_or_else(String::new, |text| format!(" “{}”", sanitize_line(text)));
        format!("{:+} {}{words}", self.points, self.signal)
    }
}

impl ReplayedFailure {
    /// Which turn it is about, in words.
    #[must_use]
    pub fn when(&self) -> String {
        self.turn
            .map_or_else(|| "at the end".to_owned(), |turn| format!("turn {turn}"))
    }
}

impl ReplayedTurn {
    fn of(turn: TurnResult) -> Self {
        let assessment = turn.assessment;
        let (red_lines, crossed) = crossed(&assessment);
        Self {
            state: turn.state,
            customer: turn.customer,
            reply: turn.reply.words,
            actions: turn.reply.actions,
            given: turn.given,
            overall: assessment.overall,
            marks: Marks::of(&assessment),
            red_lines,
            crossed,
            evidence: evidence(&assessment),
            signals: assessment.signals.iter().map(|key| (*key).into()).collect(),
            facts: assessment.facts_said,
            to: turn.to,
            mood: turn.mood,
        }
    }
}

/// The red lines crossed, each once, and the words that crossed each first.
pub(super) fn crossed(assessment: &Assessment) -> (Vec<RedLine>, Vec<String>) {
    let (mut red_lines, mut crossed) = (Vec::new(), Vec::new());
    for crossing in &assessment.red_lines {
        if !red_lines.contains(&crossing.red_line) {
            red_lines.push(crossing.red_line);
            crossed.push(crossing.text.clone());
        }
    }
    (red_lines, crossed)
}

/// The weightiest reasons of each principle, words or actions or what was missing.
pub(super) fn evidence(assessment: &Assessment) -> Vec<ReplayedEvidence> {
    /// More would bury the reader.
    const EACH: usize = 3;
    let mut all = Vec::new();
    for (principle, assessed) in assessment.principles.iter() {
        let moved = assessed
            .evidence
            .iter()
            .map(|one| (one, whole(one.points)))
            .filter(|(_, points)| *points != 0);
        all.extend(moved.take(EACH).map(|(one, points)| ReplayedEvidence {
            principle,
            signal: one.signal.clone(),
            points,
            text: one.text.as_deref().map(str::to_owned),
        }));
    }
    all
}

/// Points rounded to whole ones.
#[expect(
    clippy::cast_possible_truncation,
    reason = "no evidence is worth more than some hundred points"
)]
fn whole(points: f32) -> i16 {
    points.round().clamp(-999.0, 999.0) as i16
}

/// `argument` as a shell takes it for one word.
fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+=:@%,\\".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}
