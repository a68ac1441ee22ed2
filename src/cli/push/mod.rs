//! `--push URL`: sends statements to a learning record store in batches, tries again with growing waits, and notes what was
//! accepted, so that a second run sends only the rest. Must not make statements.

mod answer;
mod credentials;
mod http;

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::{Exit, Streams, world};
use crate::i18n::Texts;
use crate::report::xapi::Statement;
use crate::store::Outbox;
use crate::text::sanitize_line;
use answer::{Answer, Verdict};
use credentials::{Credentials, VARIABLE};
use http::Endpoint;

/// The file in the data directory that notes what was accepted.
pub(super) const FILE: &str = "outbox.db";

/// The longest wait before another try that is not asked for, and the longest that is.
const LONGEST: Duration = Duration::from_secs(30);
const LONGEST_ASKED: u64 = 120;

/// A batch has no more bytes than this, but for one statement that is longer.
const BYTES: usize = 512 * 1024;

/// How many refused statements are told one by one.
const TOLD: usize = 20;

/// Where statements are sent.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct PushArgs {
    /// Send the statements to the learning record store at this address, and write no file; with `--format xapi`
    #[arg(long, value_name = "URL", conflicts_with = "output")]
    pub push: Option<String>,
    /// A file with `user:password` or `Bearer TOKEN` that only its owner may read; without it the variable
    /// TELLER_COACH_LRS_AUTH is looked at
    #[arg(long, value_name = "FILE", requires = "push")]
    auth: Option<PathBuf>,
    /// The most statements in one request
    #[arg(long, value_name = "N", default_value_t = 50, requires = "push", value_parser = clap::value_parser!(u16).range(1..=1000))]
    batch: u16,
    /// How often a request is made before giving up
    #[arg(long, value_name = "N", default_value_t = 7, requires = "push", value_parser = clap::value_parser!(u8).range(1..))]
    tries: u8,
    /// The wait before the second try; each is twice the one before
    #[arg(
        long,
        value_name = "MILLISECONDS",
        default_value_t = 500,
        hide = true,
        requires = "push"
    )]
    first_wait: u64,
}

/// Why nothing, or not everything, was sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum PushError {
    /// The address makes no sense.
    #[error("cannot send statements to `{address}`: {why}")]
    Address { address: String, why: &'static str },
    /// Nobody said who we are.
    #[error(
        "no credentials for the record store: put `user:password` or `Bearer TOKEN` into the variable {VARIABLE}, or into a \
         file that only you can read and name it with `--auth FILE`"
    )]
    NoCredentials,
    /// What was found is nothing like that.
    #[error("the credentials in {place} are neither `user:password` nor `Bearer TOKEN`")]
    Credentials { place: String },
    /// The file can't be read.
    #[error("cannot read credentials from `{path}`: {why}")]
    NoFile { path: String, why: String },
    /// Others can read the file.
    #[error(
        "others can read the credentials in `{path}`: run `chmod 600` on it, and change the password if they are not to know it"
    )]
    OthersRead { path: String },
    /// Somebody is sending.
    #[error("statements are being sent from `{folder}` already; try again when that has ended")]
    Busy { folder: String },
    /// There was no answer.
    #[error(
        "no answer from the record store at {address} in {tries} tries: {why}; check the address and the network, then run \
         this again"
    )]
    Silent {
        address: String,
        tries: u8,
        why: String,
    },
    /// The answer forbids to go on.
    #[error("the record store at {address} answered {status}: {advice}. It says: {text}")]
    Never {
        address: String,
        status: u16,
        advice: &'static str,
        text: String,
    },
}

impl PushError {
    const fn exit(&self) -> Exit {
        match self {
            Self::Address { .. } | Self::NoCredentials => Exit::Usage,
            Self::Credentials { .. } | Self::NoFile { .. } | Self::OthersRead { .. } => {
                Exit::Unreadable
            }
            Self::Busy { .. } | Self::Silent { .. } | Self::Never { .. } => Exit::Machine,
        }
    }
}

/// What became of the statements.
#[derive(Debug, Default)]
struct Count {
    sent: usize,
    known: usize,
    present: usize,
    refused: usize,
}

/// One run of sending.
pub(super) struct Push<'a> {
    endpoint: Endpoint,
    destination: String,
    outbox: Outbox,
    texts: &'a Texts,
    batch: Vec<Statement>,
    bytes: usize,
    most: usize,
    tries: u8,
    first_wait: Duration,
    count: Count,
    /// Held until the end: two runs at once would send the same.
    _lock: Option<File>,
}

impl<'a> Push<'a> {
    /// Gets ready to send to `address`; what was accepted is noted in the data directory `folder`.
    ///
    /// # Errors
    /// A [`PushError`] where the command line or the credentials make no sense or somebody else is sending.
    pub(super) fn open(
        args: &PushArgs,
        address: &str,
        folder: &Path,
        texts: &'a Texts,
    ) -> Result<Self> {
        let credentials = Credentials::find(args.auth.as_deref());
        // The address first: a wrong one is told also to who has no credentials yet.
        let authorization = credentials.as_ref().map(|one| one.header.clone());
        let endpoint = Endpoint::new(address, authorization.unwrap_or_default())?;
        let account = credentials?.account;
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
        let lock = lock(folder)?;
        let outbox = Outbox::open(&folder.join(FILE))?;
        // Accounts of one address may be different stores. The name itself need not lie on this disk.
        let digest = Sha256::digest(account.as_bytes());
        let account: String = digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok(Self {
            destination: format!("{} {account}", endpoint.address),
            endpoint,
            outbox,
            texts,
            batch: Vec::new(),
            bytes: 0,
            most: args.batch.into(),
            tries: args.tries,
            first_wait: Duration::from_millis(args.first_wait),
            count: Count::default(),
            _lock: lock,
        })
    }

    /// Sends these statements sooner or later, but for those accepted before.
    ///
    /// # Errors
    /// When the store can't be reached for good, or what it accepted can't be noted.
    pub(super) fn add(
        &mut self,
        statements: Vec<Statement>,
        streams: &mut Streams<'_>,
    ) -> Result<()> {
        for statement in statements {
            if self.outbox.has(&self.destination, &statement.id)? {
                self.count.known += 1;
                continue;
            }
            let bytes = statement.to_string().len() + 1;
            if self.bytes + bytes > BYTES || self.batch.len() >= self.most {
                self.flush(streams)?;
            }
            self.bytes += bytes;
            self.batch.push(statement);
        }
        Ok(())
    }

    /// Sends what waits and says what became of all, also where `so_far` has failed.
    ///
    /// # Errors
    /// `so_far`'s, and those of [`Push::add`].
    pub(super) fn finish(mut self, so_far: Result<()>, streams: &mut Streams<'_>) -> Result<Exit> {
        let done = so_far.and_then(|()| self.flush(streams));
        let Count {
            sent,
            known,
            present,
            refused,
        } = self.count;
        if refused > TOLD {
            let more = [("count", (refused - TOLD).into())];
            writeln!(
                streams.err,
                "{}",
                self.texts.with("push-refused-more", &more)
            )?;
        }
        if sent + known + present + refused > 0 {
            let counts = [
                ("sent", sent.into()),
                ("known", known.into()),
                ("present", present.into()),
                ("refused", refused.into()),
            ];
            writeln!(streams.out, "{}", self.texts.with("push-done", &counts))?;
        } else if done.is_ok() {
            writeln!(streams.out, "{}", self.texts.get("push-nothing"))?;
        }
        if done.is_err() && sent + present > 0 {
            writeln!(streams.err, "{}", self.texts.get("push-again"))?;
        }
        done.map(|()| {
            if refused == 0 {
                Exit::Fine
            } else {
                Exit::FellShort
            }
        })
    }

    fn flush(&mut self, streams: &mut Streams<'_>) -> Result<()> {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        // Divided where one of them is in the way of the others, the first half first.
        let mut waiting: Vec<&[Statement]> = vec![&batch];
        while let Some(part) = waiting.pop() {
            if part.is_empty() {
                continue;
            }
            let answer = self.post(part, streams)?;
            match answer.verdict(part.len()) {
                Verdict::Accepted => {
                    self.note(part)?;
                    self.count.sent += part.len();
                }
                Verdict::Present => {
                    self.note(part)?;
                    self.count.present += part.len();
                }
                Verdict::Refused => self.refused(&part[0], &answer, streams)?,
                Verdict::Divide => {
                    let (first, second) = part.split_at(part.len() / 2);
                    waiting.extend([second, first]);
                }
                Verdict::Again | Verdict::Never => {
                    return Err(self.never(&answer).into());
                }
            }
        }
        Ok(())
    }

    /// Sends until there is an answer that does not ask to come again, or no more tries are left.
    fn post(&self, part: &[Statement], streams: &mut Streams<'_>) -> Result<Answer> {
        let texts: Vec<String> = part.iter().map(ToString::to_string).collect();
        let list = format!("[{}]", texts.join(","));
        let mut wait = self.first_wait;
        let mut tried = 0;
        loop {
            tried += 1;
            let (why, asked) = match self.endpoint.post(&list) {
                Ok(answer) if answer.verdict(part.len()) != Verdict::Again => return Ok(answer),
                Ok(answer) if tried >= self.tries => return Err(self.never(&answer).into()),
                Ok(answer) => (answer.status.to_string(), answer.retry_after),
                Err(silence) if !silence.passing || tried >= self.tries => {
                    return Err(PushError::Silent {
                        address: sanitize_line(&self.endpoint.address),
                        tries: tried,
                        why: sanitize_line(&silence.why),
                    }
                    .into());
                }
                Err(silence) => (silence.why, None),
            };
            let asked = Duration::from_secs(asked.unwrap_or(0).min(LONGEST_ASKED));
            let now = wait.max(asked);
            let said = [
                ("why", sanitize_line(&why).into()),
                ("seconds", format!("{:.1}", now.as_secs_f32()).into()),
            ];
            writeln!(streams.err, "{}", self.texts.with("push-wait", &said))?;
            std::thread::sleep(now);
            wait = (wait * 2).min(LONGEST);
        }
    }

    fn note(&mut self, part: &[Statement]) -> Result<()> {
        let ids = part.iter().map(|one| one.id.as_str());
        self.outbox.accepted(&self.destination, ids, world::now())?;
        Ok(())
    }

    fn refused(
        &mut self,
        statement: &Statement,
        answer: &Answer,
        streams: &mut Streams<'_>,
    ) -> Result<()> {
        self.count.refused += 1;
        if self.count.refused > TOLD {
            return Ok(());
        }
        let last = |pointer: &str| {
            let text = statement.value.pointer(pointer).and_then(|id| id.as_str());
            text.unwrap_or_default().to_owned()
        };
        let verb = last("/verb/id");
        let said = [
            ("id", statement.id.clone().into()),
            (
                "verb",
                verb.rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .to_owned()
                    .into(),
            ),
            ("object", last("/object/id").into()),
            (
                "answer",
                format!("{} {}", answer.status, short(&answer.text)).into(),
            ),
        ];
        writeln!(streams.err, "{}", self.texts.with("push-refused", &said))?;
        Ok(())
    }

    fn never(&self, answer: &Answer) -> PushError {
        PushError::Never {
            address: sanitize_line(&self.endpoint.address),
            status: answer.status,
            advice: answer.advice(),
            text: short(&answer.text),
        }
    }
}

/// Keeps others from sending from the same data directory; nothing where the disk knows no locks.
fn lock(folder: &Path) -> Result<Option<File>> {
    let path = folder.join("outbox.lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("cannot write `{}`; check its folder", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(PushError::Busy {
            folder: folder.display().to_string(),
        }
        .into()),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// The beginning of what a store said, in one line.
fn short(text: &str) -> String {
    const MOST: usize = 300;
    let line = sanitize_line(text);
    let line = line.trim();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// Tells an error of sending and gives its exit code; another error is handed on.
pub(super) fn told(error: anyhow::Error, streams: &mut Streams<'_>) -> Result<Exit> {
    match error.downcast_ref::<PushError>() {
        Some(known) => {
            writeln!(
                streams.err,
                "teller-coach: {}",
                sanitize_line(&known.to_string())
            )?;
            Ok(known.exit())
        }
        None => Err(error),
    }
}
