//! One encounter being played: the machine, what was said, how it was marked, what was taken back. Must not draw.

use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Duration;

use super::record::{Draft, EncounterRecord, Retry, TurnMarks};
use super::setup::Scorer;
use crate::domain::{
    Bilingual, FactId, Form, Language, Mark, Moment, Mood, Outcome, PerPrinciple, Principle,
    RedLine, Reply, StateId,
};
use crate::encounter::{Encounter, StepError, Transcript, TranscriptError, rerun};
use crate::i18n::Texts;
use crate::progress::{Examined, echoed, examined};
use crate::scenario::{Scenario, State};
use crate::scoring::Assessment;

/// How many steps the hint ladder has.
pub const LADDER: u8 = 3;

/// What came after a reply.
#[derive(Debug, Clone, PartialEq)]
pub enum After {
    /// The customer went on with these words.
    Spoke(String),
    /// It ended.
    Ended {
        /// Where.
        ending: StateId,
        /// What it means for the customer.
        outcome: Outcome,
    },
}

/// One reply with all that belongs to it.
#[derive(Debug, Clone)]
pub struct Turn {
    /// The state that was answered.
    pub state: StateId,
    /// Its moment.
    pub moment: Moment,
    /// How many steps of the hint ladder were taken before.
    pub hints: u8,
    /// What the customer had said.
    pub customer: String,
    /// The trainee's words and actions.
    pub reply: Reply,
    /// How it was assessed.
    pub assessment: Assessment,
    /// How the customer felt before.
    pub before: Mood,
    /// And after.
    pub after: Mood,
    /// What came of it.
    pub then: After,
    /// Which try it is, from 1.
    pub attempt: usize,
    /// The next step in each language, once it has been looked for: finding it means scoring many edits.
    steps: PerLanguage<OnceCell<Option<String>>>,
}

/// One value per language, Chinese first.
type PerLanguage<T> = [T; 2];

/// What was said first from a turn on, before it was taken back and said otherwise.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The first turn of it, from 0.
    pub from: usize,
    /// Its turns.
    pub turns: Vec<Turn>,
}

/// An encounter and its history.
pub struct Session {
    scorer: Scorer,
    number: u64,
    form: Form,
    round: u64,
    encounter: Encounter,
    /// How many steps of the hint ladder were taken since the last reply.
    hints: u8,
    turns: Vec<Turn>,
    retries: Vec<Retry>,
    branches: Vec<Branch>,
    spent: Duration,
    /// Whom else the trainee answered in this round, and with which words.
    said: Vec<(Bilingual, String)>,
}

impl Session {
    /// Begins; the customer speaks in `language`.
    #[must_use]
    pub fn begin(
        scenario: Arc<Scenario>,
        seed: u64,
        language: Language,
        scorer: Scorer,
        number: u64,
    ) -> Self {
        let (encounter, _) = Encounter::start(scenario, seed, language);
        Self {
            scorer,
            number,
            form: Form::Encounter,
            round: 0,
            encounter,
            hints: 0,
            turns: Vec::new(),
            retries: Vec::new(),
            branches: Vec::new(),
            spent: Duration::ZERO,
            said: Vec::new(),
        }
    }

    /// Begins a single moment of a round: the customer speaks in the state `at`, is answered once, and it is over.
    #[must_use]
    pub fn single(
        scenario: Arc<Scenario>,
        at: StateId,
        (form, round): (Form, u64),
        seed: u64,
        language: Language,
        scorer: Scorer,
        number: u64,
    ) -> Self {
        let (encounter, _) = Encounter::start_at(Arc::clone(&scenario), at, seed, language);
        Self {
            form,
            round,
            encounter,
            ..Self::begin(scenario, seed, language, scorer, number)
        }
    }

    /// Comes after these moments of its round.
    #[must_use]
    pub fn after(mut self, done: &[Self]) -> Self {
        let last = |one: &Self| {
            let turn = one.turns.last()?;
            let name = one.scenario().customer.name.clone();
            Some((name, turn.reply.words.clone()))
        };
        self.said = done.iter().filter_map(last).collect();
        self
    }

    /// The customer of this round to whom a turn's reply was given before, in nearly the same words; none where it is new.
    #[must_use]
    pub fn echo(&self, turn: &Turn) -> Option<&Bilingual> {
        let earlier: Vec<&str> = self.said.iter().map(|(_, words)| words.as_str()).collect();
        let (name, _) = self.said.get(echoed(&turn.reply.words, &earlier)?)?;
        Some(name)
    }

    /// Goes on where a draft was left.
    ///
    /// # Errors
    /// When the scenario has changed, so that the transcript does not fit any more.
    pub fn resume(
        scenario: &Arc<Scenario>,
        draft: &Draft,
        scorer: Scorer,
        number: u64,
    ) -> Result<Self, TranscriptError> {
        let mut session = Self::begin(
            Arc::clone(scenario),
            draft.transcript.seed,
            draft.transcript.language,
            scorer,
            number,
        );
        session.retries.clone_from(&draft.retries);
        session.spent = Duration::from_secs(draft.seconds);
        session.play(&draft.transcript)?;
        Ok(session)
    }

    /// Plays a transcript from the beginning in the place of what was played.
    fn play(&mut self, transcript: &Transcript) -> Result<(), TranscriptError> {
        let scenario = Arc::clone(self.encounter.scenario());
        // The machine itself checks that the transcript is of this scenario and can be taken.
        rerun(&scenario, transcript, |encounter, reply| {
            assess(self.scorer, encounter, reply)
        })?;
        (self.encounter, _) = transcript.start(&scenario);
        self.turns.clear();
        for (index, reply) in transcript.replies.iter().enumerate() {
            self.take(reply.clone())
                .map_err(|reason| TranscriptError::Reply {
                    number: index + 1,
                    reason,
                })?;
        }
        Ok(())
    }

    /// Takes a reply.
    ///
    /// # Errors
    /// When the encounter is over or the scenario leads nowhere; nothing has changed then.
    pub fn take(&mut self, reply: Reply) -> Result<(), StepError> {
        let assessment = assess(self.scorer, &self.encounter, &reply);
        let before = self.encounter.mood();
        let customer = self.encounter.customer_says().to_owned();
        let answered = self
            .encounter
            .state()
            .map(|state| (state.id.clone(), state.moment));
        self.encounter.step(reply.clone(), &assessment)?;
        // The machine has taken the reply, so there was a state to answer.
        let Some((state, moment)) = answered else {
            return Ok(());
        };
        let then = match self.encounter.ending() {
            Some(ending) => After::Ended {
                ending: ending.id.clone(),
                outcome: ending.outcome,
            },
            None => After::Spoke(self.encounter.customer_says().to_owned()),
        };
        let turn = self.turns.len() + 1;
        let attempt = 1 + self
            .retries
            .iter()
            .filter(|retry| retry.turn == turn)
            .count();
        self.turns.push(Turn {
            state,
            moment,
            hints: std::mem::take(&mut self.hints),
            customer,
            reply,
            assessment,
            before,
            after: self.encounter.mood(),
            then,
            attempt,
            steps: PerLanguage::default(),
        });
        Ok(())
    }

    /// Takes back the reply of turn `index` (from 0) and all after it; what was taken back stays in the record.
    ///
    /// # Errors
    /// When the rest can't be played again; nothing has changed then.
    pub fn take_back(&mut self, index: usize) -> Result<(), TranscriptError> {
        let mut transcript = self.transcript();
        transcript.replies.truncate(index);
        let kept = self.turns.clone();
        let encounter = self.encounter.clone();
        if let Err(error) = self.play(&transcript) {
            self.turns = kept;
            self.encounter = encounter;
            return Err(error);
        }
        for (turn, taken) in kept.iter().enumerate().skip(index) {
            self.retries.push(Retry {
                turn: turn + 1,
                reply: taken.reply.clone(),
                marks: taken.marks(),
            });
        }
        self.branches.push(Branch {
            from: index,
            turns: kept.iter().skip(index).cloned().collect(),
        });
        // The attempts of the turns that stay are those they had.
        self.turns = kept.into_iter().take(index).collect();
        Ok(())
    }

    /// Its number within one run of the program, from 1.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Notes that a step of the hint ladder was taken.
    pub fn hinted(&mut self) {
        self.hints = self.hints.saturating_add(1);
    }

    /// The words of a step of the hint ladder where the encounter stands: a question, a pointer, an example. None for step 0,
    /// and once it is over.
    #[must_use]
    pub fn ladder(&self, texts: &Texts, step: u8) -> Option<String> {
        let state = self.state()?;
        let language = texts.language();
        match step {
            0 => None,
            1 => Some(state.hints.first().map_or_else(
                || texts.get("write-no-hint"),
                |hint| hint.get(language).to_owned(),
            )),
            2 => {
                let second = state.hints.get(1).map_or("", |hint| hint.get(language));
                let principles: Vec<String> = state
                    .moment
                    .lives_by()
                    .map(|principle| texts.principle(principle))
                    .collect();
                let facts = self.scenario().facts.iter();
                let facts: Vec<&str> = facts
                    .filter(|fact| state.needs.contains(&fact.id))
                    .map(|fact| fact.text.get(language))
                    .collect();
                let pointer = texts.with(
                    "write-pointer",
                    &[
                        (
                            "principles",
                            principles.join(&texts.get("list-comma")).into(),
                        ),
                        ("facts", facts.join(&texts.get("list-semicolon")).into()),
                        ("count", facts.len().into()),
                    ],
                );
                Some(format!("{second} {pointer}").trim().to_owned())
            }
            _ => Some(state.good.as_ref().map_or_else(
                || texts.get("debrief-no-good"),
                |good| good.words.get(self.encounter.language()).to_owned(),
            )),
        }
    }

    /// The form of practice.
    #[must_use]
    pub const fn form(&self) -> Form {
        self.form
    }

    /// Whether nothing more can be answered.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.encounter.ending().is_some() || self.form.is_single() && !self.turns.is_empty()
    }

    /// Adds to the time spent.
    pub fn spend(&mut self, time: Duration) {
        self.spent = self.spent.saturating_add(time);
    }

    /// The time spent.
    #[must_use]
    pub const fn spent(&self) -> Duration {
        self.spent
    }

    /// The machine.
    #[must_use]
    pub const fn encounter(&self) -> &Encounter {
        &self.encounter
    }

    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        self.encounter.scenario()
    }

    /// The turns so far.
    #[must_use]
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The branch taken back last, if anything was said instead.
    #[must_use]
    pub fn branch(&self) -> Option<&Branch> {
        let last = self.branches.last()?;
        (last.from < self.turns.len() && !last.turns.is_empty()).then_some(last)
    }

    /// How many replies were taken back.
    #[must_use]
    pub fn taken_back(&self) -> usize {
        self.retries.len()
    }

    /// What to try at a turn, if scoring knows anything that helps.
    #[must_use]
    pub fn next_step<'a>(&self, turn: &'a Turn, language: Language) -> Option<&'a str> {
        let look_for = || {
            let scenario = self.scenario();
            let state = scenario.state(&turn.state)?;
            let here = self.turns.iter().position(|one| std::ptr::eq(one, turn));
            let before = self.turns.iter().take(here.unwrap_or(0));
            let said: Vec<FactId> = before
                .clone()
                .flat_map(|one| &one.assessment.facts_said)
                .cloned()
                .collect();
            let earlier = before.map(|one| one.reply.words.as_str()).collect();
            let situation = scenario.situation(state, &turn.customer, earlier);
            let situation = situation.after(&said);
            (self.scorer.next_step)(
                scenario,
                state,
                &situation,
                &turn.reply,
                &turn.assessment,
                language,
            )
        };
        let [zh, en] = &turn.steps;
        let cell = match language {
            Language::Zh => zh,
            Language::En => en,
        };
        cell.get_or_init(look_for).as_deref()
    }

    /// A piece of evidence's name.
    #[must_use]
    pub fn evidence_name(&self, key: &str, language: Language) -> String {
        self.scenario().fact_behind(key).map_or_else(
            || (self.scorer.evidence_name)(key, language),
            |fact| fact.get(language).to_owned(),
        )
    }

    /// The replies that count.
    #[must_use]
    pub fn transcript(&self) -> Transcript {
        Transcript {
            replies: self.turns.iter().map(|turn| turn.reply.clone()).collect(),
            ..Transcript::of(&self.encounter)
        }
    }

    /// All that is to be kept so far.
    #[must_use]
    pub fn record(&self) -> EncounterRecord {
        EncounterRecord {
            number: self.number,
            form: self.form,
            round: self.round,
            transcript: self.transcript(),
            turns: self.turns.iter().map(Turn::marks).collect(),
            retries: self.retries.clone(),
            ending: self
                .encounter
                .ending()
                .map(|ending| (ending.id.clone(), ending.outcome)),
            seconds: self.spent.as_secs(),
        }
    }

    /// A draft of it with a reply not yet sent.
    #[must_use]
    pub fn draft(&self, reply: Reply) -> Draft {
        Draft {
            transcript: self.transcript(),
            words: reply.words,
            actions: reply.actions,
            retries: self.retries.clone(),
            seconds: self.spent.as_secs(),
        }
    }

    /// The mean of the overall marks.
    #[must_use]
    pub fn overall(&self) -> Mark {
        Mark::mean(self.turns.iter().map(|turn| turn.assessment.overall))
    }

    /// Each principle's mean over the turns.
    #[must_use]
    pub fn means(&self) -> PerPrinciple<Mark> {
        PerPrinciple::from_fn(|principle: Principle| {
            Mark::mean(
                self.turns
                    .iter()
                    .map(|turn| turn.assessment.principles[principle].mark),
            )
        })
    }

    /// The state that waits for an answer.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        self.encounter.state()
    }
}

/// The result of a round of these moments.
#[must_use]
pub fn result_of(done: &[Session]) -> Examined {
    let turns = || done.iter().flat_map(Session::turns);
    let marks: Vec<Mark> = turns().map(|turn| turn.assessment.overall).collect();
    let red_lines: Vec<RedLine> = turns()
        .flat_map(|turn| &turn.assessment.red_lines)
        .map(|crossing| crossing.red_line)
        .collect();
    examined(&marks, &red_lines)
}

impl Turn {
    /// What is kept of its marks.
    fn marks(&self) -> TurnMarks {
        TurnMarks::of(&self.state, self.moment, self.hints, &self.assessment)
    }
}

/// The assessment of a reply where an encounter stands; blank when it is over, which the machine refuses by itself.
fn assess(scorer: Scorer, encounter: &Encounter, reply: &Reply) -> Assessment {
    let Some(situation) = encounter.situation() else {
        return Assessment {
            overall: Mark::default(),
            principles: PerPrinciple::from_fn(|_| crate::scoring::PrincipleAssessment {
                mark: Mark::default(),
                call: crate::domain::Call::OnlyBreach,
                evidence: Vec::new(),
            }),
            red_lines: Vec::new(),
            signals: Vec::new(),
            facts_said: Vec::new(),
            facts_denied: Vec::new(),
        };
    };
    (scorer.assess)(&situation, reply)
}
