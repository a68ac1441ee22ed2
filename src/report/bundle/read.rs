//! Reading a bundle, line by line, and believing nothing in it: the chain, the numbers' bounds, the texts' lengths. Must not
//! keep what was read.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::value::RawValue;
use thiserror::Error;

use super::{End, FORMAT, Head, next};
use crate::domain::Mark;
use crate::progress::{Attempt, Part};
use crate::text::is_hidden;

/// Why a bundle can't be taken. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BundleError {
    /// It does not begin as a bundle does.
    #[error(
        "it is no bundle: its first line is no head ({reason}); make one with `teller-coach export --format bundle`"
    )]
    NoBundle {
        /// What is wrong with the line.
        reason: String,
    },
    /// A later version of the program wrote it.
    #[error(
        "it was written in format {found}, this version reads up to {FORMAT}; update teller-coach"
    )]
    Newer {
        /// Its format.
        found: u32,
    },
    /// A line can't be understood.
    #[error("line {line} can't be read: {reason}; have the branch export it again")]
    Line {
        /// Which.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// A line does not follow from those before it.
    #[error(
        "line {line} does not follow from the lines before: something was altered, left out, moved or put in; have the branch \
         export it again"
    )]
    Chain {
        /// Which.
        line: u64,
    },
    /// It stops before its end.
    #[error("it is cut off after line {lines}: fetch it again")]
    CutOff {
        /// How many lines there are.
        lines: u64,
    },
    /// Lines follow its end.
    #[error("line {line} stands behind its end; have the branch export it again")]
    Behind {
        /// The first of them.
        line: u64,
    },
}

/// A bundle being read.
#[derive(Debug)]
pub struct Reader {
    head: Head,
    lines: u64,
    hash: String,
    /// What the lines held so far.
    held: End,
    ended: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    #[serde(borrow)]
    attempt: Option<&'a RawValue>,
    #[serde(borrow)]
    end: Option<&'a RawValue>,
    hash: &'a str,
}

/// The longest edition, rubric or version, in characters.
const LONGEST: usize = 200;

/// More turns than any encounter or class has.
const MOST_TURNS: u32 = 100_000;

impl Reader {
    /// Begins with the first line.
    ///
    /// # Errors
    /// When it is no head, or one of a later format.
    pub fn begin(line: &str) -> Result<Self, BundleError> {
        #[derive(Deserialize)]
        struct Format {
            #[serde(rename = "teller-coach-bundle")]
            format: u32,
        }
        let no_bundle = |error: serde_json::Error| BundleError::NoBundle {
            reason: error.to_string(),
        };
        // The format first: a later one may have fields that this version does not know.
        let Format { format } = serde_json::from_str(line).map_err(no_bundle)?;
        if format > FORMAT {
            return Err(BundleError::Newer { found: format });
        }
        let head: Head = serde_json::from_str(line).map_err(no_bundle)?;
        let hash = |text: &str| text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let reason = if !plain(&head.program) {
            Some("the program's version is no version")
        } else if !head.previous.is_empty() && !hash(&head.previous) {
            Some("`previous` is no hash")
        } else {
            None
        };
        if let Some(reason) = reason {
            return Err(BundleError::NoBundle {
                reason: reason.to_owned(),
            });
        }
        Ok(Self {
            hash: next("", line),
            head,
            lines: 1,
            held: End {
                count: 0,
                from: None,
                to: None,
            },
            ended: false,
        })
    }

    /// Where it comes from.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// Reads the next line; the last one has no attempt.
    ///
    /// # Errors
    /// When it can't be understood, does not follow, or stands behind the end.
    pub fn line(&mut self, text: &str) -> Result<Option<Attempt>, BundleError> {
        self.lines += 1;
        let line = self.lines;
        let unreadable = |reason: String| BundleError::Line { line, reason };
        let of_json = |error: serde_json::Error| unreadable(error.to_string());
        if self.ended {
            return Err(BundleError::Behind { line });
        }
        let read: Line<'_> = serde_json::from_str(text).map_err(of_json)?;
        let value = match (read.attempt, read.end) {
            (Some(value), None) | (None, Some(value)) => value.get(),
            _ => {
                return Err(unreadable(
                    "it is neither an attempt nor the end".to_owned(),
                ));
            }
        };
        self.hash = next(&self.hash, value);
        if self.hash != read.hash {
            return Err(BundleError::Chain { line });
        }
        if read.end.is_some() {
            let end: End = serde_json::from_str(value).map_err(of_json)?;
            if end != self.held {
                return Err(BundleError::Chain { line });
            }
            self.ended = true;
            return Ok(None);
        }
        let attempt: Attempt = serde_json::from_str(value).map_err(of_json)?;
        check(&attempt).map_err(|reason| unreadable(reason.to_owned()))?;
        self.held.count += 1;
        let earlier = |day: Date| day.min(attempt.day);
        let later = |day: Date| day.max(attempt.day);
        self.held.from = Some(self.held.from.map_or(attempt.day, earlier));
        self.held.to = Some(self.held.to.map_or(attempt.day, later));
        Ok(Some(attempt))
    }

    /// What it held, and its hash, once every line was read.
    ///
    /// # Errors
    /// When its end is missing.
    pub fn finish(self) -> Result<(Head, End, String), BundleError> {
        if self.ended {
            Ok((self.head, self.held, self.hash))
        } else {
            Err(BundleError::CutOff { lines: self.lines })
        }
    }
}

/// What is wrong with an attempt that can be parsed.
fn check(attempt: &Attempt) -> Result<(), &'static str> {
    let marks = attempt.marks.0.iter().chain([&attempt.overall]);
    if marks.copied().any(|mark| mark.value() > Mark::MAX) {
        return Err("a mark is over 100");
    }
    let ruling = attempt.ruling.as_ref();
    let rated = ruling
        .into_iter()
        .flat_map(|one| one.principles.0.into_iter().chain([one.rating]));
    if rated.flatten().any(|rating| rating > 4) {
        return Err("a ruling is over 4");
    }
    if [&attempt.edition, &attempt.rubric, &attempt.program]
        .iter()
        .any(|text| !plain(text))
    {
        return Err("an edition or a version is too long or holds what no edition does");
    }
    let objection = attempt.objection.as_ref();
    let texts = [
        attempt.words.as_ref(),
        ruling.and_then(|one| one.reason.as_ref()),
        objection.and_then(|one| one.reason.as_ref()),
    ];
    // No database takes this character in a text.
    if texts.iter().flatten().any(|text| text.contains('\0')) {
        return Err("its words hold a character that no text has");
    }
    if attempt.turn == 0 || attempt.turn > MOST_TURNS {
        return Err("its turn is none");
    }
    if (attempt.part == Part::Ending) != attempt.ended.is_some() {
        return Err("an end must say how it ended, and nothing else may");
    }
    if attempt.id != Attempt::id_of(attempt.encounter, attempt.part, attempt.turn, attempt.at) {
        return Err("its id is not made from what it holds");
    }
    // No zone is further from UTC than 14 hours. The year's bounds keep days sortable as texts.
    let utc = jiff::tz::TimeZone::UTC.to_datetime(attempt.at).date();
    let apart = utc
        .until(attempt.day)
        .map_or(i32::MAX, |span| span.get_days());
    if !(-1..=1).contains(&apart) || !(2000..=9998).contains(&attempt.day.year()) {
        return Err("its day is not the day of its time");
    }
    Ok(())
}

/// Whether a text is short and on one line.
fn plain(text: &str) -> bool {
    text.len() <= LONGEST * 4
        && text.chars().count() <= LONGEST
        && !text.chars().any(|c| is_hidden(c) || c.is_control())
}
