//! Carries the interface's wishes out on the store: what was said is kept as it happens, what was left is offered again. Where
//! the store fails, practice goes on and the reason is said at the end.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;

use super::{rescue, world};
use crate::domain::{Form, PerPrinciple, Reply};
use crate::i18n::Texts;
use crate::progress::Examined;
use crate::store::{Record, Store, StoreError};
use crate::tui::{Draft, Effect, EncounterRecord, Setup};

/// The history's file in the data directory.
pub(super) const FILE: &str = "practice.db";

/// How many of the states answered last are not asked again at once.
const LATELY: u16 = 40;

/// An encounter in the store.
#[derive(Debug, Clone)]
struct Kept {
    /// Its id.
    id: String,
    /// The replies written down.
    replies: Vec<Reply>,
    /// Its end is written down: whatever comes under its number is another encounter.
    over: bool,
}

/// Keeps what happens in one run of the program.
pub(super) struct Keeper {
    store: Option<Store>,
    /// The encounters of this run by the interface's number.
    encounters: HashMap<u64, Kept>,
    /// The name in the store of each round of this run.
    rounds: HashMap<u64, String>,
    /// The unfinished encounter: its id in the store and the replies kept; a draft of the same encounter goes there.
    open: Option<(String, Draft)>,
    made: u32,
    /// Why something could not be kept.
    complaint: Option<StoreError>,
    /// What was lost before this run, until it was told.
    loss: Option<StoreError>,
    /// The trainee was told of the complaint.
    told: bool,
    /// There is a history that can't even be read.
    unread: bool,
}

impl Keeper {
    /// A keeper on the store in `folder`; one that keeps nothing where there is none.
    pub(super) fn new(folder: Option<&Path>) -> Self {
        let (mut complaint, mut loss) = (None, None);
        let store = folder.and_then(|folder| {
            let path = folder.join(FILE);
            let opened = match Store::open(&path, world::zone()) {
                // Nothing more can be saved: practice goes on, and the loss is told.
                Err(error @ StoreError::CutOff { .. }) => {
                    loss = Some(error);
                    Store::open_cut_off(&path, world::zone())
                }
                opened => opened,
            };
            match opened {
                Ok(store) => Some(store),
                Err(error) => {
                    // What can be read is shown; what is practised now is forgotten at the end.
                    let read = Store::open_torn_to_read(&path, world::zone());
                    complaint = Some(error);
                    read.ok()
                }
            }
        });
        let there = folder.is_some_and(|folder| folder.join(FILE).exists());
        Self {
            unread: store.is_none() && there,
            store,
            encounters: HashMap::new(),
            rounds: HashMap::new(),
            open: None,
            made: 0,
            complaint,
            loss,
            told: false,
        }
    }

    /// Erases what began more than so many days before `today`, where the trainee wants that.
    pub(super) fn retain(&mut self, days: Option<u16>, today: Date) {
        let (Some(store), Some(days)) = (&mut self.store, days) else {
            return;
        };
        let Ok(before) = today.checked_sub(jiff::Span::new().days(i64::from(days))) else {
            return;
        };
        let erased = match store.count_before(Some(before)) {
            Ok(0) => Ok(0),
            Ok(_) => store.erase(Some(before)),
            Err(error) => Err(error),
        };
        if let Err(error) = erased {
            self.complain(error);
        }
    }

    /// Tells the interface what was done before and what was left.
    pub(super) fn prepare(&mut self, setup: &mut Setup) {
        let Some(store) = &self.store else {
            setup.unread = self.unread;
            return;
        };
        let read = (|| {
            setup.past = store.past()?;
            setup.lately = store.lately(LATELY)?;
            setup.days = store.days()?;
            let unfinished = store.unfinished()?;
            let draft = store.draft()?;
            Ok::<_, StoreError>((unfinished, draft))
        })();
        match read {
            Ok((unfinished, draft)) => {
                if let Some((id, transcript)) = unfinished {
                    let reply = draft
                        .filter(|(of, _)| *of == id)
                        .map(|(_, reply)| reply)
                        .unwrap_or_default();
                    let draft = Draft {
                        transcript,
                        words: reply.words,
                        actions: reply.actions,
                        retries: Vec::new(),
                        seconds: 0,
                    };
                    setup.draft = Some(draft.clone());
                    self.open = Some((id, draft));
                }
            }
            Err(error) => {
                setup.unread = true;
                self.complain(error);
            }
        }
    }

    /// Why something could not be kept, if so.
    pub(super) const fn complaint(&self) -> Option<&StoreError> {
        self.complaint.as_ref()
    }

    /// Whether there is something the trainee has not been told yet.
    pub(super) const fn has_news(&self) -> bool {
        self.loss.is_some() || self.complaint.is_some() && !self.told
    }

    /// What the trainee has not been told yet: a loss before this run, or why something could not be kept.
    pub(super) fn news(&mut self, texts: &Texts) -> Option<String> {
        if let Some(loss) = self.loss.take() {
            return Some(trouble(texts, &loss));
        }
        let news = self.complaint.as_ref().filter(|_| !self.told);
        self.told |= news.is_some();
        news.map(|error| trouble(texts, error))
    }

    /// Carries one wish out; never fails, since practice must not.
    pub(super) fn carry_out(&mut self, effect: Effect) {
        // Where the history can't be written, nothing is tried again with every key.
        let lost = |error: &StoreError| !matches!(error, StoreError::Elsewhere { .. });
        if self.store.is_none() || self.complaint.as_ref().is_some_and(lost) {
            return;
        }
        let done = match effect {
            Effect::Progress(record) => self.progress(&record),
            Effect::Finished(record) => self.finished(&record),
            Effect::KeepDraft(draft) => self.keep_draft(draft),
            Effect::DropDraft => self.drop_draft(),
            Effect::Disagreed {
                encounter,
                turn,
                reason,
            } => self.disagreed(encounter, turn, reason),
            Effect::Examined { encounter, result } => self.examined(encounter, result),
            Effect::Quit
            | Effect::Paint
            | Effect::Redraw
            | Effect::Suspend
            | Effect::SaveReplay(_)
            | Effect::Language(_)
            | Effect::Class(_) => Ok(()),
        };
        if let Err(error) = done {
            self.complain(error);
        }
    }

    fn complain(&mut self, error: StoreError) {
        self.complaint.get_or_insert(error);
    }

    fn append(&mut self, encounter: &str, record: Record) -> Result<(), StoreError> {
        match &mut self.store {
            Some(store) => store.append(encounter, world::now(), record),
            None => Ok(()),
        }
    }

    /// Writes down the replies that are new. Where a reply was taken back, what is left goes on as an encounter of its own, so
    /// that the first try stays as it was.
    fn progress(&mut self, record: &EncounterRecord) -> Result<(), StoreError> {
        let replies = &record.transcript.replies;
        let known = self.encounters.remove(&record.number).or_else(|| {
            // The encounter that was offered for going on with keeps its place in the store.
            let open = self.open.take_if(|(_, draft)| goes_on(draft, record));
            open.map(|(id, draft)| Kept {
                id,
                replies: draft.transcript.replies,
                over: false,
            })
        });
        let (id, kept) = match known {
            Some(known) if !known.over && replies.starts_with(&known.replies) => {
                (known.id, known.replies.len())
            }
            before => {
                if let Some(before) = before.filter(|before| !before.over) {
                    self.append(&before.id, Record::Left)?;
                }
                let id = self.new_id();
                let round = self.round(record.round);
                let started = Record::started(&record.transcript, record.form, &round);
                self.append(&id, started)?;
                (id, 0)
            }
        };
        for (reply, marks) in replies.iter().zip(&record.turns).skip(kept) {
            let mut by_principle = PerPrinciple::default();
            for &(principle, mark) in &marks.principles {
                by_principle[principle] = mark;
            }
            let replied = Record::Replied {
                reply: reply.clone(),
                overall: marks.overall,
                marks: by_principle,
                red_lines: marks.red_lines.clone(),
                state: Some(marks.state.clone()),
                moment: Some(marks.moment),
                hints: marks.hints,
            };
            self.append(&id, replied)?;
        }
        let kept = Kept {
            id,
            replies: replies.clone(),
            over: false,
        };
        self.encounters.insert(record.number, kept);
        Ok(())
    }

    fn finished(&mut self, record: &EncounterRecord) -> Result<(), StoreError> {
        self.progress(record)?;
        let end = match record.ending.clone() {
            _ if record.form.is_single() => Record::Answered,
            Some((ending, outcome)) => Record::Finished {
                ending,
                outcome,
                overall: record.overall(),
            },
            None => return Ok(()),
        };
        let Some(kept) = self.encounters.get_mut(&record.number) else {
            return Ok(());
        };
        kept.over = true;
        let id = kept.id.clone();
        self.append(&id, end)
    }

    /// What a trainee holds against the marks of a reply.
    fn disagreed(&mut self, number: u64, turn: usize, reason: String) -> Result<(), StoreError> {
        match self.encounters.get(&number).map(|kept| kept.id.clone()) {
            Some(id) => self.append(&id, Record::Disagreed { turn, reason }),
            None => Ok(()),
        }
    }

    /// The result of an exam, beside its last moment.
    fn examined(&mut self, number: u64, result: Examined) -> Result<(), StoreError> {
        let Examined {
            passed,
            overall,
            pass,
        } = result;
        match self.encounters.get(&number).map(|kept| kept.id.clone()) {
            Some(id) => self.append(
                &id,
                Record::Examined {
                    passed,
                    overall,
                    pass,
                },
            ),
            None => Ok(()),
        }
    }

    /// The name of a round of this run; none for whole encounters.
    fn round(&mut self, number: u64) -> String {
        if number == 0 {
            return String::new();
        }
        if let Some(known) = self.rounds.get(&number) {
            return known.clone();
        }
        let made = self.new_id();
        self.rounds.insert(number, made.clone());
        made
    }

    fn keep_draft(&mut self, draft: Draft) -> Result<(), StoreError> {
        let same = |replies: &[Reply]| replies == draft.transcript.replies.as_slice();
        let known = self
            .encounters
            .values()
            .find(|kept| !kept.over && same(&kept.replies))
            .map(|kept| kept.id.clone())
            .or_else(|| {
                self.open
                    .as_ref()
                    .filter(|(_, open)| same(&open.transcript.replies))
                    .map(|(id, _)| id.clone())
            });
        let id = match known {
            Some(id) => id,
            None => {
                let id = self.new_id();
                self.append(&id, Record::started(&draft.transcript, Form::Encounter, ""))?;
                id
            }
        };
        let reply = Reply {
            words: draft.words.clone(),
            actions: draft.actions.clone(),
        };
        let unchanged = self
            .open
            .as_ref()
            .is_some_and(|(open, before)| *open == id && *before == draft);
        self.open = Some((id.clone(), draft));
        if unchanged {
            Ok(())
        } else {
            self.append(&id, Record::Draft { reply })
        }
    }

    fn drop_draft(&mut self) -> Result<(), StoreError> {
        match self.open.take() {
            // An encounter that goes on under its number is no longer a draft, but not left either.
            Some((id, _)) if !self.encounters.values().any(|known| known.id == id) => {
                self.append(&id, Record::Left)
            }
            _ => Ok(()),
        }
    }

    fn new_id(&mut self) -> String {
        self.made += 1;
        format!(
            "{}-{}-{}",
            world::now().as_nanosecond(),
            std::process::id(),
            self.made
        )
    }
}

/// What is wrong with the history, in the trainee's language, and what to do about it.
pub(super) fn trouble(texts: &Texts, error: &StoreError) -> String {
    let (key, place) = match error {
        StoreError::Unreachable { place, .. } => ("store-unreachable", place),
        StoreError::ReadOnly { place } => ("store-read-only", place),
        StoreError::Newer { place, .. } => ("store-newer", place),
        StoreError::Damaged { place } | StoreError::Unreadable { place, .. } => {
            let command = rescue::command(Path::new(place));
            let arguments = [
                ("place", place.as_str().into()),
                ("command", command.into()),
            ];
            return texts.with("store-damaged", &arguments);
        }
        StoreError::Torn { place } => {
            let command = rescue::command(Path::new(place));
            let arguments = [
                ("place", place.as_str().into()),
                ("command", command.into()),
            ];
            return texts.with("store-torn", &arguments);
        }
        StoreError::CutOff { place } => ("store-cut-off", place),
        StoreError::Foreign { place } => ("store-foreign", place),
        StoreError::Busy { place } => ("store-busy", place),
        StoreError::Elsewhere { .. } => return texts.get("store-elsewhere"),
        other => {
            return texts.with("store-failed", &[("reason", other.to_string().into())]);
        }
    };
    texts.with(key, &[("place", place.as_str().into())])
}

fn goes_on(draft: &Draft, record: &EncounterRecord) -> bool {
    let (before, now) = (&draft.transcript, &record.transcript);
    before.scenario == now.scenario
        && before.seed == now.seed
        && before.language == now.language
        && now.replies.starts_with(&before.replies)
}
