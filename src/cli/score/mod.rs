//! `teller-coach score [FILE|-]`: rates replies, JSON Lines in, JSON Lines out (DESIGN 4.2), in the same order on however many
//! cores. What can't be read is answered in its place and the rest goes on. Must not keep more than a few lines at a time.

mod against;
mod stream;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::{Exit, Streams, unreadable};
use crate::domain::{Action, Call, Moment, RedLine, Reply};
use crate::scoring::{Assessment, EvidenceEffect, Situation, assess};

/// A line in. Other keys are left alone, so that gold and logs can be given as they are.
#[derive(Debug, Deserialize)]
struct LineIn {
    #[serde(default)]
    id: Option<serde_json::Value>,
    #[serde(default)]
    lang: Option<String>,
    moment: Moment,
    #[serde(default)]
    customer: String,
    reply: String,
    #[serde(default)]
    actions: Option<Vec<Action>>,
}

#[derive(Debug, Serialize)]
struct LineOut<'a> {
    id: Option<serde_json::Value>,
    overall: u8,
    principles: PrinciplesOut<'a>,
    red_lines: Vec<RedLineOut<'a>>,
}

/// The eight principles as one object, in the order of the codebook.
#[derive(Debug)]
struct PrinciplesOut<'a>(&'a Assessment);

impl Serialize for PrinciplesOut<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.principles.iter().map(|(principle, assessed)| {
            let evidence = assessed
                .evidence
                .iter()
                .map(|one| EvidenceOut {
                    signal: &one.signal,
                    effect: one.effect,
                    start: one.span.map(|span| span.start),
                    end: one.span.map(|span| span.end),
                    text: one.text.as_deref(),
                })
                .collect();
            (
                principle,
                PrincipleOut {
                    score: assessed.mark.value(),
                    call: assessed.call,
                    evidence,
                },
            )
        }))
    }
}

#[derive(Debug, Serialize)]
struct PrincipleOut<'a> {
    score: u8,
    call: Call,
    evidence: Vec<EvidenceOut<'a>>,
}

#[derive(Debug, Serialize)]
struct EvidenceOut<'a> {
    signal: &'a str,
    effect: EvidenceEffect,
    start: Option<u32>,
    end: Option<u32>,
    text: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct RedLineOut<'a> {
    id: RedLine,
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct ErrorOut {
    line: usize,
    error: String,
}

/// What `score` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file of replies, or `-` for standard input
    #[arg(default_value = "-")]
    file: PathBuf,
    /// Instead of the ratings, list what changed since they were saved to OLD
    #[arg(long, value_name = "OLD")]
    against: Option<PathBuf>,
    /// How many lines are rated at once; as many as there are processors where not given
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// Rates a file or standard input.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let input: Box<dyn Read + Send> = if args.file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        match open(&args.file) {
            Ok(file) => Box::new(file),
            Err(error) => return unreadable(&error, streams),
        }
    };
    let jobs = args
        .jobs
        .or_else(|| std::thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let faulty = if let Some(old) = &args.against {
        let mut changes = match against::Changes::since(old) {
            Ok(changes) => changes,
            Err(error) => return unreadable(&error, streams),
        };
        let faulty = stream::each_line(input, jobs, rate_or_say, |lines| {
            let text: String = lines.iter().map(|line| changes.line(line)).collect();
            streams.out.write_all(text.as_bytes())
        })?;
        streams.out.write_all(changes.summary().as_bytes())?;
        faulty
    } else {
        stream::each_line(input, jobs, rate_or_say, |lines| {
            let texts: Vec<&[u8]> = lines.iter().map(|line| line.text.as_slice()).collect();
            let mut text = texts.join(&b'\n');
            text.push(b'\n');
            streams.out.write_all(&text)
        })?
    };
    streams.out.flush()?;
    if faulty == 0 {
        return Ok(Exit::Fine);
    }
    writeln!(
        streams.err,
        "teller-coach: {faulty} lines could not be read; their places in the output say why"
    )?;
    Ok(Exit::Unreadable)
}

#[expect(clippy::disallowed_methods, reason = "cli reads files")]
fn open(file: &Path) -> Result<File> {
    let opened = File::open(file).and_then(|opened| {
        if opened.metadata()?.is_dir() {
            Err(ErrorKind::IsADirectory.into())
        } else {
            Ok(opened)
        }
    });
    opened.with_context(|| format!("cannot read {}", file.display()))
}

/// The rating of one line, or what is wrong with it, as a line of JSON.
fn rate_or_say(line: &stream::Line) -> stream::Rated {
    let rated = match &line.bytes {
        Some(bytes) => rate(bytes),
        None => Err(format!(
            "the line is longer than {} bytes",
            stream::LONGEST_LINE
        )),
    };
    let faulty = rated.is_err();
    let text = rated.unwrap_or_else(|error| {
        let said = ErrorOut {
            line: line.number,
            error,
        };
        serde_json::to_vec(&said).unwrap_or_default()
    });
    stream::Rated {
        number: line.number,
        text,
        faulty,
    }
}

fn rate(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let line: LineIn = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if let Some(lang) = line.lang.as_deref()
        && !matches!(lang, "zh" | "en" | "mixed")
    {
        return Err(format!("unknown lang `{lang}`, expected zh, en or mixed"));
    }
    let reply = Reply {
        words: line.reply,
        actions: line.actions.unwrap_or_default(),
    };
    let assessment = assess(&Situation::new(line.moment, &line.customer), &reply);
    line_out(line.id, &assessment).map_err(|error| error.to_string())
}

fn line_out(id: Option<serde_json::Value>, assessment: &Assessment) -> serde_json::Result<Vec<u8>> {
    let red_lines = assessment
        .red_lines
        .iter()
        .map(|crossing| RedLineOut {
            id: crossing.red_line,
            start: crossing.span.start,
            end: crossing.span.end,
            text: &crossing.text,
        })
        .collect();
    serde_json::to_vec(&LineOut {
        id,
        overall: assessment.overall.value(),
        principles: PrinciplesOut(assessment),
        red_lines,
    })
}
