//! Carries the interface's wishes out on the store: what was said is kept as it happens, what was left is offered again. Where
//! the store fails, practice goes on and the reason is said at the end.

use std::collections::HashMap;
use std::path::Path;

use super::world;
use crate::domain::{PerPrinciple, Reply};
use crate::store::{Record, Store, StoreError};
use crate::tui::{Draft, Effect, EncounterRecord, PastEncounter, Setup};

/// Keeps what happens in one run of the program.
pub(super) struct Keeper {
    store: Option<Store>,
    /// The encounters of this run by the interface's number: the id in the store, and the replies kept.
    encounters: HashMap<u64, (String, Vec<Reply>)>,
    /// The unfinished encounter: its id in the store and the replies kept; a draft of the same encounter goes there.
    open: Option<(String, Draft)>,
    made: u32,
    /// Why something could not be kept.
    complaint: Option<String>,
}

impl Keeper {
    /// A keeper on the store in `folder`; one that keeps nothing where there is none.
    pub(super) fn new(folder: Option<&Path>) -> Self {
        let (store, complaint) = match folder.map(|folder| Store::open(&folder.join("practice.db")))
        {
            None => (None, None),
            Some(Ok(store)) => (Some(store), None),
            Some(Err(error)) => (None, Some(error.to_string())),
        };
        Self {
            store,
            encounters: HashMap::new(),
            open: None,
            made: 0,
            complaint,
        }
    }

    /// Tells the interface what was done before and what was left.
    pub(super) fn prepare(&mut self, setup: &mut Setup) {
        let Some(store) = &self.store else { return };
        let read = (|| {
            let past = store.finished()?;
            let unfinished = store.unfinished()?;
            let draft = store.draft()?;
            Ok::<_, StoreError>((past, unfinished, draft))
        })();
        match read {
            Ok((past, unfinished, draft)) => {
                setup.past = past
                    .into_iter()
                    .map(|one| PastEncounter {
                        scenario: one.scenario,
                        overall: one.overall,
                        outcome: Some(one.outcome),
                    })
                    .collect();
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
            Err(error) => self.complain(&error),
        }
    }

    /// Why something could not be kept, if so.
    pub(super) fn complaint(&self) -> Option<&str> {
        self.complaint.as_deref()
    }

    /// Carries one wish out; never fails, since practice must not.
    pub(super) fn carry_out(&mut self, effect: Effect) {
        if self.store.is_none() {
            return;
        }
        let done = match effect {
            Effect::Progress(record) => self.progress(&record),
            Effect::Finished(record) => self.finished(&record),
            Effect::KeepDraft(draft) => self.keep_draft(draft),
            Effect::DropDraft => self.drop_draft(),
            Effect::Quit
            | Effect::Paint
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Language(_) => Ok(()),
        };
        if let Err(error) = done {
            self.complain(&error);
        }
    }

    fn complain(&mut self, error: &StoreError) {
        self.complaint.get_or_insert_with(|| error.to_string());
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
        let known = match self.encounters.remove(&record.number) {
            Some(known) => Some(known),
            // The encounter that was offered for going on with keeps its place in the store.
            None => self
                .open
                .take()
                .filter(|(_, draft)| goes_on(draft, record))
                .map(|(id, draft)| (id, draft.transcript.replies)),
        };
        let (id, kept) = match known {
            Some((id, kept)) if replies.starts_with(&kept) => (id, kept.len()),
            before => {
                if let Some((old, _)) = before {
                    self.append(&old, Record::Left)?;
                }
                let id = self.new_id();
                self.append(&id, started(record))?;
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
            };
            self.append(&id, replied)?;
        }
        self.encounters.insert(record.number, (id, replies.clone()));
        Ok(())
    }

    fn finished(&mut self, record: &EncounterRecord) -> Result<(), StoreError> {
        self.progress(record)?;
        let Some((ending, outcome)) = record.ending.clone() else {
            return Ok(());
        };
        let Some((id, _)) = self.encounters.get(&record.number).cloned() else {
            return Ok(());
        };
        // A retry from the debrief begins an encounter of its own.
        self.encounters
            .insert(record.number, (id.clone(), vec![Reply::of_words("\u{0}")]));
        self.append(
            &id,
            Record::Finished {
                ending,
                outcome,
                overall: record.overall(),
            },
        )
    }

    fn keep_draft(&mut self, draft: Draft) -> Result<(), StoreError> {
        let same = |replies: &[Reply]| replies == draft.transcript.replies.as_slice();
        let known = self
            .encounters
            .values()
            .find(|(_, replies)| same(replies))
            .map(|(id, _)| id.clone())
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
                self.append(
                    &id,
                    Record::Started {
                        scenario: draft.transcript.scenario.clone(),
                        scenario_version: draft.transcript.version.clone(),
                        seed: draft.transcript.seed,
                        language: draft.transcript.language,
                        version: env!("CARGO_PKG_VERSION").to_owned(),
                    },
                )?;
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
            Some((id, _)) if !self.encounters.values().any(|(known, _)| *known == id) => {
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

fn goes_on(draft: &Draft, record: &EncounterRecord) -> bool {
    let (before, now) = (&draft.transcript, &record.transcript);
    before.scenario == now.scenario
        && before.seed == now.seed
        && before.language == now.language
        && now.replies.starts_with(&before.replies)
}

fn started(record: &EncounterRecord) -> Record {
    Record::Started {
        scenario: record.transcript.scenario.clone(),
        scenario_version: record.transcript.version.clone(),
        seed: record.transcript.seed,
        language: record.transcript.language,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}
