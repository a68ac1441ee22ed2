//! What the options of `replay` say: reports, shards, cases. Must not act on them.

use std::path::PathBuf;
use std::str::FromStr;

use crate::replay::Case;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Format {
    Text,
    Json,
    Junit,
    Tap,
    Html,
    Github,
    Markdown,
    Lcov,
}

/// A report that is asked for.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Report {
    pub(in crate::cli) format: Format,
    /// `None` for standard output.
    pub(in crate::cli) file: Option<PathBuf>,
}

impl FromStr for Report {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = text
            .split_once(':')
            .ok_or("write it as FORMAT:FILE, such as junit:results.xml")?;
        let format = match format {
            "text" => Format::Text,
            "json" => Format::Json,
            "junit" => Format::Junit,
            "tap" => Format::Tap,
            "html" => Format::Html,
            "github" => Format::Github,
            "markdown" => Format::Markdown,
            "lcov" => Format::Lcov,
            other => {
                return Err(format!(
                    "there is no format `{other}`; there are text, json, junit, tap, html, github, markdown and lcov"
                ));
            }
        };
        match file {
            "" => Err("the file's name is missing after the `:`".to_owned()),
            "-" => Ok(Self { format, file: None }),
            file => Ok(Self {
                format,
                file: Some(PathBuf::from(file)),
            }),
        }
    }
}

/// One part of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shard {
    /// Which, from 0.
    pub(super) index: usize,
    /// Of how many.
    pub(super) of: usize,
}

impl Shard {
    /// Whether a case belongs to it: by a hash of its name that is the same on every machine, so that a case stays where it is
    /// when others come and go.
    pub(super) fn holds(self, scenario: &str, case: &str) -> bool {
        // FNV-1a, 64 bits.
        let start = 0xcbf2_9ce4_8422_2325_u64;
        let name = format!("{scenario}#{case}");
        let hash = name.bytes().fold(start, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        // The upper bits are mixed better than the lower.
        let mixed = (hash >> 32) ^ hash;
        u64::try_from(self.of).is_ok_and(|of| Ok(mixed % of) == u64::try_from(self.index))
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(part, of)| {
            let part: usize = part.parse().ok()?;
            let of: usize = of.parse().ok()?;
            (1..=of).contains(&part).then(|| Self {
                index: part - 1,
                of,
            })
        });
        parts.ok_or_else(|| "write it as K/N with K from 1 to N, such as 2/5".to_owned())
    }
}

/// One case of one scenario.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) scenario: String,
    pub(super) number: usize,
    /// Which of its plays; all where there is none.
    pub(super) play: Option<usize>,
}

impl Wanted {
    /// Whether this case is meant.
    pub(super) fn is(&self, scenario: &str, case: &Case) -> bool {
        self.scenario == scenario
            && self.number == case.number
            && (self.play.is_none() || self.play == case.play)
    }
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.rsplit_once('#')
            .and_then(|(scenario, number)| {
                let (number, play) = match number.split_once('.') {
                    Some((number, play)) => (number, Some(play.parse().ok()?)),
                    None => (number, None),
                };
                Some(Self {
                    scenario: scenario.to_owned(),
                    number: number.parse().ok()?,
                    play,
                })
            })
            .ok_or_else(|| "write it as SCENARIO#NUMBER, such as double-fee#2, or double-fee#2.3 for the third play of a case with a table".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_counted_from_one() {
        let shard = |text: &str| text.parse::<Shard>().ok();
        assert_eq!(shard("2/5"), Some(Shard { index: 1, of: 5 }));
        for wrong in ["0/5", "6/5", "1/0", "1", "a/b", "一/二"] {
            assert_eq!(shard(wrong), None, "{wrong}");
        }
    }
}
