//! Reads gold: rated replies in a folder of JSON Lines (`items.jsonl` and `ratings_*.jsonl`). Must not judge them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::domain::{Action, Moment, RedLine, Reply};
use crate::scoring::SCALES;

/// A reply with all its ratings.
#[derive(Debug, Clone)]
pub struct GoldItem {
    /// Its id; the part before the dash names the writer.
    pub id: String,
    /// `zh`, `en` or `mixed`.
    pub language: String,
    /// The moment.
    pub moment: Moment,
    /// What the customer said.
    pub customer: String,
    /// The reply.
    pub reply: Reply,
    /// The contrast family it belongs to.
    pub family: Option<String>,
    /// The same family in the other language.
    pub twin: Option<String>,
    /// What was changed against the family's base: `-listening`, `red:compliance`.
    pub changed: Vec<String>,
    /// The ratings, one per rater, in the order of the raters' names.
    pub ratings: Vec<Rating>,
}

/// One rater's ratings of one reply; what was not rated has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// 0–4 per principle, then overall.
    pub scales: [Option<u8>; SCALES],
    /// The red lines seen.
    pub red_lines: Vec<RedLine>,
}

#[derive(Deserialize)]
struct ItemLine {
    id: String,
    #[serde(default)]
    lang: Option<String>,
    moment: Moment,
    #[serde(default)]
    customer: String,
    reply: String,
    #[serde(default)]
    actions: Vec<Action>,
    #[serde(default)]
    family: Option<String>,
    #[serde(default)]
    twin: Option<String>,
    #[serde(default)]
    changed: Vec<String>,
}

#[derive(Deserialize)]
struct RatingLine {
    id: String,
    /// `null` where a principle was not rated.
    r: [Option<u8>; 8],
    o: Option<u8>,
    #[serde(default)]
    red: Vec<RedLine>,
}

impl GoldItem {
    /// Who wrote it.
    #[must_use]
    pub fn writer(&self) -> &str {
        self.id.split('-').next().unwrap_or(&self.id)
    }

    /// The red lines that at least half of the raters see crossed.
    #[must_use]
    pub fn red_lines(&self) -> Vec<RedLine> {
        let seen = |line: &&RedLine| {
            let by = self
                .ratings
                .iter()
                .filter(|one| one.red_lines.contains(line));
            by.count() * 2 >= self.ratings.len().max(1)
        };
        RedLine::ALL.iter().filter(seen).copied().collect()
    }

    /// The mean of the raters' ratings per scale, 0–4; none where nobody rated.
    #[must_use]
    pub fn mean(&self) -> [Option<f64>; SCALES] {
        std::array::from_fn(|scale| {
            let given = self.ratings.iter().filter_map(|one| one.scales[scale]);
            let (sum, count) = given.fold((0.0, 0.0), |(sum, count), rating| {
                (sum + f64::from(rating), count + 1.0)
            });
            (count > 0.0).then(|| sum / count)
        })
    }
}

/// Reads the gold in these folders, or the folders of these `items.jsonl`. Items nobody rated are left out.
///
/// # Errors
/// When a file is missing or a line is not as it should be, with the file and the line.
pub fn read_all(paths: &[PathBuf]) -> Result<Vec<GoldItem>> {
    let mut out = Vec::new();
    for path in paths {
        out.extend(read(path)?);
    }
    Ok(out)
}

/// The folder of gold that is named, itself or by its `items.jsonl`.
pub(super) fn folder(path: &Path) -> PathBuf {
    if path.is_dir() {
        path.to_owned()
    } else {
        path.parent().map(PathBuf::from).unwrap_or_default()
    }
}

fn read(path: &Path) -> Result<Vec<GoldItem>> {
    let folder = folder(path);
    let items: Vec<ItemLine> = lines(&folder.join("items.jsonl"))?;
    let mut ratings: BTreeMap<String, Vec<Rating>> = BTreeMap::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .with_context(|| format!("cannot list the gold folder {}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    files.sort();
    for file in files {
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if !(name.starts_with("ratings_") && name.ends_with(".jsonl")) {
            continue;
        }
        for line in lines::<RatingLine>(&file)? {
            let mut scales = [line.o; SCALES];
            scales[..8].copy_from_slice(&line.r);
            ratings.entry(line.id).or_default().push(Rating {
                scales,
                red_lines: line.red,
            });
        }
    }
    if ratings.is_empty() {
        bail!(
            "{} holds no ratings: expected files named ratings_NAME.jsonl beside items.jsonl",
            folder.display()
        );
    }
    Ok(items
        .into_iter()
        .filter_map(|item| {
            Some(GoldItem {
                ratings: ratings.remove(&item.id)?,
                language: item.lang.unwrap_or_default(),
                moment: item.moment,
                customer: item.customer,
                family: item.family,
                twin: item.twin,
                changed: item.changed,
                reply: Reply {
                    words: item.reply,
                    actions: item.actions,
                },
                id: item.id,
            })
        })
        .collect())
}

#[expect(clippy::disallowed_methods, reason = "cli reads files")]
pub(super) fn lines<T: for<'de> Deserialize<'de>>(file: &Path) -> Result<Vec<T>> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("{}:{}: not a gold line", file.display(), number + 1))
        })
        .collect()
}
