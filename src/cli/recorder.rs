//! Writes encounters down as replay files, while they go on or when the trainee asks for it. Loses nothing that stands in a file
//! already; must not decide what a case looks like.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::files;
use crate::domain::{Reply, ScenarioId};
use crate::i18n::Texts;
use crate::report::recorded::{self, Recorded, RecordedTurn};
use crate::scenario::yaml::{self, Value};
use crate::store::mask;
use crate::tui::{Effect, EncounterRecord};

/// Where a trainee's own replays are put, within the data directory.
const FOLDER: &str = "replays";

/// What `practice --record` writes.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    /// The file asked for, its scenario, and what stood in it before.
    file: Option<(PathBuf, ScenarioId, String)>,
    /// Where what is saved from a debrief is put; none where nothing is kept.
    own: Option<PathBuf>,
    /// The encounters of this run that go into the file.
    cases: BTreeMap<u64, Recorded>,
    /// What there is to tell.
    news: Option<News>,
}

/// What became of a wish to save.
#[derive(Debug)]
enum News {
    Saved(PathBuf),
    Failed(String),
}

impl Recorder {
    /// A recorder of `scenario`'s encounters into `file`, and of what is saved into the data directory `own`.
    ///
    /// # Errors
    /// A sentence where the file is there and cases of this scenario can't be added to it.
    pub(super) fn new(
        file: Option<(&Path, &ScenarioId)>,
        own: Option<&Path>,
    ) -> Result<Self, String> {
        let file = match file {
            None => None,
            Some((path, scenario)) => {
                let before = begin(path, scenario)?;
                Some((path.to_owned(), scenario.clone(), before))
            }
        };
        Ok(Self {
            file,
            own: own.map(|folder| folder.join(FOLDER)),
            ..Self::default()
        })
    }

    /// Writes down what an effect tells of.
    pub(super) fn heed(&mut self, effect: &Effect) {
        match effect {
            Effect::Progress(record) | Effect::Finished(record) => self.record(record),
            Effect::SaveReplay(record) => {
                let saved = self.save(record);
                self.news = Some(saved.map_or_else(News::Failed, News::Saved));
            }
            _ => {}
        }
    }

    /// Whether there is something to be told.
    pub(super) const fn has_news(&self) -> bool {
        self.news.is_some()
    }

    /// What is to be told, once.
    pub(super) fn news(&mut self, texts: &Texts) -> Option<String> {
        Some(match self.news.take()? {
            News::Saved(path) => texts.with(
                "record-saved",
                &[("file", path.display().to_string().into())],
            ),
            News::Failed(why) => texts.with("record-failed", &[("why", why.into())]),
        })
    }

    fn record(&mut self, record: &EncounterRecord) {
        let Some((path, scenario, before)) = &self.file else {
            return;
        };
        // A single moment is no case: a case begins where its scenario does.
        if record.transcript.scenario != *scenario || record.transcript.at.is_some() {
            return;
        }
        let Some(recorded) = recorded_of(record) else {
            self.cases.remove(&record.number);
            return;
        };
        self.cases.insert(record.number, recorded);
        let cases: Vec<&Recorded> = self.cases.values().collect();
        let put = with(path, before, scenario, &cases).and_then(|text| put(path, &text));
        if let Err(why) = put {
            self.news = Some(News::Failed(why));
        }
    }

    fn save(&self, record: &EncounterRecord) -> Result<PathBuf, String> {
        let folder = self.own.as_ref().ok_or("nothing is kept in this session")?;
        let recorded = recorded_of(record)
            .filter(|_| record.transcript.at.is_none())
            .ok_or("a single moment is no replay: it begins in the middle of its scenario")?;
        make(folder)?;
        let path = folder.join(format!("{}.replay.yaml", record.transcript.scenario));
        let scenario = &record.transcript.scenario;
        let before = begin(&path, scenario)?;
        put(&path, &with(&path, &before, scenario, &[&recorded])?)?;
        Ok(path)
    }
}

/// How many cases of `scenario` stand in a file; `None` where it is no replay of it.
fn cases_in(text: &str, scenario: &ScenarioId) -> Option<usize> {
    let Value::Mapping(entries) = yaml::parse(text).ok()?.value else {
        return None;
    };
    let under = |key: &str| entries.iter().find(|entry| entry.key.word() == key);
    under("scenario").filter(|entry| entry.value.word() == scenario.as_str())?;
    match &under("cases")?.value.value {
        Value::Sequence(cases) => Some(cases.len()),
        Value::Nothing => Some(0),
        _ => None,
    }
}

/// The file with these cases at its end, the first of them counted on from those that stand there.
fn with(
    path: &Path,
    before: &str,
    scenario: &ScenarioId,
    cases: &[&Recorded],
) -> Result<String, String> {
    let shown = path.display();
    let there = cases_in(before, scenario)
        .ok_or_else(|| format!("{shown} is no replay of `{scenario}` any more"))?;
    let numbered = (there + 1..).zip(cases);
    let text: String = numbered
        .map(|(number, one)| recorded::case(one, number))
        .collect();
    let text = format!("{before}{text}");
    if cases_in(&text, scenario) == Some(there + cases.len()) {
        Ok(text)
    } else {
        Err(format!(
            "the cases of {shown} do not end the file set in by two columns, so nothing was added; name another file"
        ))
    }
}

/// What new cases are put behind: the file as it is, or the beginning of a new one.
fn begin(path: &Path, scenario: &ScenarioId) -> Result<String, String> {
    if !path.exists() {
        return Ok(recorded::head(scenario));
    }
    let mut text = files::read(path).map_err(|problem| problem.message)?.text;
    if cases_in(&text, scenario).is_none() {
        return Err(format!(
            "{} is there and is no replay of `{scenario}`; name another file",
            path.display()
        ));
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

fn recorded_of(record: &EncounterRecord) -> Option<Recorded> {
    let transcript = &record.transcript;
    let ending = record.ending.as_ref().map(|(ending, _)| ending.clone());
    let next = record
        .turns
        .iter()
        .skip(1)
        .map(|turn| Some(turn.state.clone()));
    let to = next.chain(std::iter::once(ending.clone()));
    let turns = transcript.replies.iter().zip(&record.turns).zip(to);
    let turns: Vec<RecordedTurn> = turns
        .map(|((reply, marks), to)| RecordedTurn {
            reply: Reply {
                // As everywhere on a disk.
                words: mask(&reply.words),
                actions: reply.actions.clone(),
            },
            to,
            red_lines: marks.red_lines.clone(),
        })
        .collect();
    (!turns.is_empty()).then_some(Recorded {
        seed: transcript.seed,
        language: transcript.language,
        turns,
        ending,
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the files are those the trainee asked for"
)]
fn put(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text)
        .map_err(|error| format!("failed to write {}: {error}", path.display()))
}

fn make(folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("failed to make the folder {}: {error}", folder.display()))
}
