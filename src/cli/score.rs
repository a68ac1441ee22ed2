//! `teller-coach score [FILE|-]`: rates replies, JSON Lines in, JSON Lines out (DESIGN 4.2), one line at a time, in the same
//! order. What can't be read is answered in its place and the rest goes on.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::{Exit, Streams};
use crate::domain::{Action, Call, Moment, RedLine, Reply};
use crate::scoring::{Assessment, EvidenceEffect, Situation, assess};

/// The longest line read, in bytes; a longer one is an error in its place.
const LONGEST_LINE: u64 = 1 << 20;

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
}

/// Rates a file or standard input.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let unreadable = if args.file.as_os_str() == "-" {
        rate_lines(&mut std::io::stdin().lock(), streams.out)?
    } else {
        match open(&args.file) {
            Ok(file) => rate_lines(&mut BufReader::new(file), streams.out)?,
            Err(error) => return super::unreadable(&error, streams),
        }
    };
    if unreadable == 0 {
        return Ok(Exit::Fine);
    }
    writeln!(
        streams.err,
        "teller-coach: {unreadable} lines could not be read; their places in the output say why"
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

/// Rates every line of `input`; returns how many lines could not be read. Empty lines are passed over.
fn rate_lines(input: &mut impl BufRead, output: &mut dyn Write) -> Result<usize> {
    let mut unreadable = 0;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let read = input
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut bytes)
            .context("cannot read the replies")?;
        if read == 0 {
            break;
        }
        let whole = bytes.ends_with(b"\n") || (read as u64) < LONGEST_LINE;
        if whole && bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let rated = if whole {
            rate(&bytes)
        } else {
            skip_line(input).context("cannot read the replies")?;
            Err(format!("the line is longer than {LONGEST_LINE} bytes"))
        };
        let line = rated.or_else(|error| {
            unreadable += 1;
            serde_json::to_vec(&ErrorOut {
                line: number,
                error,
            })
        });
        output
            .write_all(&line.context("cannot write the ratings")?)
            .context("cannot write the ratings")?;
        output
            .write_all(b"\n")
            .context("cannot write the ratings")?;
    }
    output.flush().context("cannot write the ratings")?;
    Ok(unreadable)
}

/// Passes over the rest of a line that is too long to keep.
fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
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
