//! `practice --plain`: encounters, drills, sparring rounds and exams line by line, for screen readers and pipes. Only lines are
//! written, nothing is ever redrawn; the machine, the marks, the words and what is kept are those of the screens.

mod input;
mod say;

use std::io::{BufRead, Write};
use std::sync::Arc;

use anyhow::{Context, Result};

use super::keeper::Keeper;
use super::recorder::Recorder;
use super::{Exit, Streams};
use crate::domain::{Action, Form, Language, Reply, ScenarioId};
use crate::i18n::Texts;
use crate::progress::{Ground, Item, compose, reviews};
use crate::scenario::Scenario;
use crate::text::{sanitize, sanitize_line};
use crate::tui::{Draft, Effect, LADDER, Session, Setup, result_of};
use input::{Line, read_line};
use say::{act, customer, feedback, mood, say};

/// One run of plain mode.
struct Plain<'r, I> {
    setup: Setup,
    keeper: Keeper,
    recorder: Recorder,
    texts: Texts,
    /// How many encounters were begun.
    begun: u64,
    input: &'r mut I,
    out: &'r mut dyn Write,
    err: &'r mut dyn Write,
}

/// Plays what is asked for; for an encounter without an id the trainee chooses by number.
pub(super) fn run(
    setup: Setup,
    (keeper, recorder): (Keeper, Recorder),
    form: Form,
    may_ask: bool,
    input: &mut impl BufRead,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let mut plain = Plain {
        texts: Texts::new(setup.language),
        setup,
        keeper,
        recorder,
        begun: 0,
        input,
        out: &mut *streams.out,
        err: &mut *streams.err,
    };
    plain.tell_news()?;
    if form == Form::Encounter {
        plain.encounter(may_ask)?;
    } else {
        plain.round(form)?;
    }
    plain.tell_news()?;
    if let Some(news) = plain.recorder.news(&plain.texts) {
        writeln!(plain.err, "teller-coach: {}", sanitize_line(&news))?;
    }
    Ok(Exit::Fine)
}

impl<I: BufRead> Plain<'_, I> {
    /// What is not kept is told at once, while something can be done about it.
    fn carry_out(&mut self, effect: Effect) -> Result<()> {
        self.recorder.heed(&effect);
        self.keeper.carry_out(effect);
        self.tell_news()
    }

    fn tell_news(&mut self) -> Result<()> {
        while let Some(news) = self.keeper.news(&self.texts) {
            writeln!(self.err, "teller-coach: {}", sanitize_line(&news))?;
        }
        Ok(())
    }

    fn encounter(&mut self, may_ask: bool) -> Result<()> {
        let only = self.setup.only.clone();
        let session = match self.left_before(only.as_ref(), may_ask)? {
            Some(session) => session,
            None => {
                let id = match only {
                    Some(id) => Some(id),
                    None => self.choose()?,
                };
                let Some(id) = id else { return Ok(()) };
                let scenario = self.open(&id)?;
                self.begun += 1;
                let (language, scorer) = (self.texts.language(), self.setup.scorer);
                Session::begin(scenario, self.setup.seed, language, scorer, self.begun)
            }
        };
        if session.is_over() {
            // The program was killed between the last reply and its end being written down.
            self.carry_out(Effect::Finished(session.record()))?;
        }
        self.introduce(session.scenario())?;
        let Some(session) = self.play(session)? else {
            return Ok(());
        };
        let turns = session.turns().len();
        let mean = [
            ("overall", session.overall().value().into()),
            ("turns", turns.into()),
        ];
        self.say(&self.texts.with("plain-mean", &mean))
    }

    /// Goes on with what was left unfinished, if the trainee wants to.
    fn left_before(&mut self, only: Option<&ScenarioId>, may_ask: bool) -> Result<Option<Session>> {
        let Some(draft) = self.setup.draft.clone().filter(|_| may_ask) else {
            return Ok(None);
        };
        let Draft { transcript, .. } = &draft;
        if only.is_some_and(|only| *only != transcript.scenario) {
            return Ok(None);
        }
        let Ok(scenario) = self.setup.shelf.open(&transcript.scenario) else {
            return Ok(None);
        };
        let number = self.begun + 1;
        let Ok(session) = Session::resume(&scenario, &draft, self.setup.scorer, number) else {
            return Ok(None);
        };
        let title = sanitize(scenario.title.get(self.texts.language()));
        let arguments = [
            ("title", title.into()),
            ("turns", transcript.replies.len().into()),
        ];
        self.say(&self.texts.with("plain-resume", &arguments))?;
        match read_line(self.input)? {
            Line::Reply(line) if line.trim().is_empty() => {
                self.begun = number;
                Ok(Some(session))
            }
            _ => {
                self.carry_out(Effect::DropDraft)?;
                Ok(None)
            }
        }
    }

    fn choose(&mut self) -> Result<Option<ScenarioId>> {
        let headers = self.setup.shelf.headers().to_vec();
        loop {
            for (number, header) in headers.iter().enumerate() {
                let title = sanitize(header.title.get(self.texts.language()));
                let arguments = [
                    ("number", (number + 1).into()),
                    ("title", title.into()),
                    ("level", header.level.into()),
                ];
                self.say(&self.texts.with("plain-choice", &arguments))?;
            }
            self.say(&self.texts.get("plain-choose"))?;
            match read_line(self.input)? {
                Line::Reply(line) => match line.trim().parse::<usize>() {
                    Ok(number) if (1..=headers.len()).contains(&number) => {
                        return Ok(headers.get(number - 1).map(|header| header.id.clone()));
                    }
                    _ => self.say(&self.texts.get("plain-choose-again"))?,
                },
                Line::Quit | Line::End => return Ok(None),
                _ => {}
            }
        }
    }

    fn open(&self, id: &ScenarioId) -> Result<Arc<Scenario>> {
        self.setup
            .shelf
            .open(id)
            .map_err(|reason| anyhow::anyhow!("cannot open `{id}`: {reason}"))
    }

    fn round(&mut self, form: Form) -> Result<()> {
        let reviews = reviews(&self.setup.days, self.setup.today);
        let ground = Ground {
            headers: self.setup.shelf.headers(),
            past: &self.setup.past,
            reviews: &reviews,
            lately: &self.setup.lately,
        };
        let items = compose(ground, form, self.setup.seed);
        if items.is_empty() {
            return self.say(&self.texts.get("notice-no-round"));
        }
        let of = items.len();
        let mut done: Vec<Session> = Vec::new();
        for (number, item) in (1_usize..).zip(items) {
            let Item {
                scenario,
                state,
                aim,
                ..
            } = item;
            let scenario = self.open(&scenario)?;
            let aim = aim.map_or_else(String::new, |principle| {
                let name = self.texts.principle(principle);
                self.texts.with("round-aim", &[("principle", name.into())])
            });
            let place = [
                ("form", self.texts.get(&format!("form-{form}")).into()),
                ("number", number.into()),
                ("of", of.into()),
                ("aim", aim.into()),
            ];
            self.say("")?;
            self.say(&self.texts.with("round-place", &place))?;
            self.introduce(&scenario)?;
            let seed = self.setup.seed.wrapping_add(self.begun);
            self.begun += 1;
            let (language, scorer) = (self.texts.language(), self.setup.scorer);
            let session = Session::single(
                scenario,
                state,
                (form, 1),
                seed,
                language,
                scorer,
                self.begun,
            )
            .after(&done);
            match self.play(session)? {
                Some(session) => done.push(session),
                None => return Ok(()),
            }
        }
        self.end_round(form, &done)
    }

    fn end_round(&mut self, form: Form, done: &[Session]) -> Result<()> {
        let result = result_of(done);
        self.say("")?;
        if form == Form::Exam {
            if let Some(last) = done.last() {
                let encounter = last.number();
                self.carry_out(Effect::Examined { encounter, result })?;
            }
            for session in done {
                self.marks(session, false)?;
            }
            let key = if result.passed {
                "round-passed"
            } else {
                "round-failed"
            };
            let pass = [("pass", result.pass.value().into())];
            self.say(&self.texts.with(key, &pass))?;
        }
        let mean = [
            ("overall", result.overall.value().into()),
            ("count", done.len().into()),
        ];
        self.say(&self.texts.with("round-mean", &mean))
    }

    /// Title, post, briefing.
    fn introduce(&mut self, scenario: &Scenario) -> Result<()> {
        let language = self.texts.language();
        let role = self.texts.role(scenario.role);
        self.say(&sanitize(scenario.title.get(language)))?;
        self.say(&self.texts.with("plain-you-are", &[("role", role.into())]))?;
        self.say(&sanitize(scenario.about.get(language)))?;
        self.say(&self.texts.get("plain-help"))
    }

    /// Plays until the encounter is over; none where the trainee leaves before.
    fn play(&mut self, mut session: Session) -> Result<Option<Session>> {
        let (mut actions, mut step): (Vec<Action>, u8) = (Vec::new(), 0);
        customer(&self.texts, session.encounter(), self.out)?;
        loop {
            if session.is_over() {
                return Ok(Some(session));
            }
            match read_line(self.input)? {
                Line::Quit | Line::End => {
                    self.leave(&session)?;
                    return Ok(None);
                }
                Line::Help => self.help(&session)?,
                Line::Hint if session.form() == Form::Exam => {
                    self.say(&self.texts.get("write-no-hint-in-exam"))?;
                }
                Line::Hint if step == LADDER => {
                    self.say(&self.texts.get("write-no-more-hints"))?;
                }
                Line::Hint => {
                    step += 1;
                    session.hinted();
                    let words = session.ladder(&self.texts, step).unwrap_or_default();
                    self.say(&sanitize(&words))?;
                }
                Line::Good => self.say(&self.texts.get("plain-good-later"))?,
                Line::Language => self.switch_language()?,
                Line::Act(wanted) => act(&self.texts, &wanted, &mut actions, self.out)?,
                Line::Disagree(reason) => self.disagree(&session, reason)?,
                Line::Retry => match session.turns().len().checked_sub(1) {
                    Some(last) => {
                        session
                            .take_back(last)
                            .context("cannot take the reply back")?;
                        step = 0;
                        self.carry_out(Effect::Progress(session.record()))?;
                        self.say(&self.texts.get("plain-again"))?;
                        customer(&self.texts, session.encounter(), self.out)?;
                    }
                    None => self.say(&self.texts.get("plain-nothing-said"))?,
                },
                Line::Reply(words) if words.trim().is_empty() && actions.is_empty() => {
                    self.say(&self.texts.get("plain-empty"))?;
                }
                Line::Reply(words) => {
                    let actions = std::mem::take(&mut actions);
                    step = 0;
                    self.answer(&mut session, Reply { words, actions })?;
                }
            }
        }
    }

    fn answer(&mut self, session: &mut Session, reply: Reply) -> Result<()> {
        session.take(reply).context("the scenario can't go on")?;
        let record = session.record();
        self.carry_out(Effect::Progress(record.clone()))?;
        if session.is_over() {
            self.carry_out(Effect::Finished(record))?;
        }
        if session.form() == Form::Exam {
            return Ok(());
        }
        self.marks(session, true)?;
        customer(&self.texts, session.encounter(), self.out)
    }

    /// The marks of the last reply, and what goes with them.
    fn marks(&mut self, session: &Session, with_mood: bool) -> Result<()> {
        let Some(turn) = session.turns().last() else {
            return Ok(());
        };
        let (scenario, words) = (session.scenario(), &turn.reply.words);
        feedback(
            &self.texts,
            scenario,
            turn.moment,
            words,
            &turn.assessment,
            self.out,
        )?;
        if let Some(step) = session.next_step(turn, self.texts.language()) {
            let step = [("step", sanitize(step).into())];
            self.say(&self.texts.with("plain-next", &step))?;
        }
        if let Some(name) = session.echo(turn) {
            let name = sanitize(name.get(self.texts.language()));
            self.say(&self.texts.with("coach-echo", &[("name", name.into())]))?;
        }
        if with_mood {
            mood(&self.texts, turn.before, turn.after, self.out)?;
        }
        let good = scenario
            .state(&turn.state)
            .and_then(|state| state.good.as_ref());
        if let Some(good) = good {
            let words = sanitize(good.words.get(session.encounter().language()));
            self.say(&self.texts.with("plain-good", &[("words", words.into())]))?;
        }
        Ok(())
    }

    fn help(&mut self, session: &Session) -> Result<()> {
        self.say(&self.texts.get("plain-help"))?;
        let offered: Vec<String> = session
            .state()
            .map_or(&[][..], |state| &state.actions)
            .iter()
            .map(|action| format!("{action} ({})", self.texts.action(*action)))
            .collect();
        let actions = [("actions", offered.join(", ").into())];
        self.say(&self.texts.with("plain-actions", &actions))
    }

    fn disagree(&mut self, session: &Session, reason: String) -> Result<()> {
        let key = match (session.turns().len(), reason.trim().is_empty()) {
            (0, _) => "plain-nothing-said",
            (_, true) => "plain-disagree-why",
            (turn, false) => {
                let encounter = session.number();
                self.carry_out(Effect::Disagreed {
                    encounter,
                    turn,
                    reason,
                })?;
                "disagree-kept"
            }
        };
        self.say(&self.texts.get(key))
    }

    fn switch_language(&mut self) -> Result<()> {
        self.texts = Texts::new(match self.texts.language() {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        });
        self.say(&self.texts.get("write-language"))
    }

    /// Keeps what was begun, so that it is offered again.
    fn leave(&mut self, session: &Session) -> Result<()> {
        if !session.form().is_single() && !session.turns().is_empty() {
            let draft = session.draft(Reply::default());
            self.carry_out(Effect::KeepDraft(draft))?;
        }
        self.say(&self.texts.get("plain-left"))
    }

    fn say(&mut self, line: &str) -> Result<()> {
        say(self.out, line)
    }
}
