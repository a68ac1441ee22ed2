//! Reads replies of which only the red lines are known: files of JSON Lines, and the sentences of the signals' own files. Must
//! not learn from them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;

use super::gold;
use crate::domain::{Action, Moment, RedLine};
use crate::scenario::yaml;
use crate::scoring::signals::{Entry, Inventory, find};
use crate::scoring::{Marked, Reading, Scopes, grams, wording_action, wording_moment};

#[derive(Deserialize)]
struct Line {
    reply: String,
    #[serde(default)]
    moment: Option<Moment>,
    #[serde(default)]
    actions: Vec<Action>,
    red_lines: Vec<RedLine>,
}

/// A reply to learn from.
pub(super) fn of(
    grams: Vec<String>,
    moment: Option<Moment>,
    actions: &[Action],
    red_lines: Vec<RedLine>,
) -> Marked {
    let moment = moment.map(|moment| wording_moment(moment.key()));
    let actions = actions.iter().map(|action| wording_action(action.key()));
    Marked {
        grams,
        beside: moment.into_iter().chain(actions).collect(),
        red_lines,
    }
}

/// Where such replies are.
#[derive(Debug, clap::Args)]
pub(super) struct MarkedArgs {
    /// Replies of which only the red lines are known, as JSON Lines (`reply`, `moment`, `actions`, `red_lines`): a file, or a
    /// folder with all its `.jsonl` files
    #[arg(long, value_name = "PATH")]
    marked: Vec<PathBuf>,
    /// The folder of signals: the sentences in which red lines must be found, and those in which nothing must
    #[arg(long, value_name = "DIR")]
    signals: Option<PathBuf>,
}

/// Reads them.
///
/// # Errors
/// When a file is missing or is not as it should be, with the file and the line.
pub(super) fn read(args: &MarkedArgs) -> Result<Vec<Marked>> {
    let mut out = Vec::new();
    for path in &args.marked {
        let of_folder = |file: &PathBuf| file.extension().is_some_and(|one| one == "jsonl");
        let files = if path.is_dir() {
            listed(path)?.into_iter().filter(of_folder).collect()
        } else {
            vec![path.clone()]
        };
        for file in files {
            for line in gold::lines::<Line>(&file)? {
                let words = grams_of(&line.reply);
                out.push(of(words, line.moment, &line.actions, line.red_lines));
            }
        }
    }
    if let Some(folder) = &args.signals {
        out.extend(sentences(folder)?);
    }
    Ok(out)
}

/// What is in a folder, sorted, so that the same files are learned from in the same order everywhere.
fn listed(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = std::fs::read_dir(folder)
        .with_context(|| format!("cannot list the folder {}", folder.display()))?;
    let mut files: Vec<PathBuf> = listed.filter_map(|one| Some(one.ok()?.path())).collect();
    files.sort();
    Ok(files)
}

fn grams_of(words: &str) -> Vec<String> {
    let reading = Reading::of(words);
    let inventory = Inventory::embedded();
    let scopes = Scopes::of(&reading, inventory, &find(inventory, &reading));
    grams(&reading, &scopes)
}

/// What signals that cross a red line must be found in, and what any signal must not be found in: near misses, the most of
/// them said as it should be.
fn sentences(folder: &Path) -> Result<Vec<Marked>> {
    let mut out = Vec::new();
    for file in listed(folder)? {
        #[expect(clippy::disallowed_methods, reason = "cli reads files")]
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        let entries: Vec<Entry> = yaml::value(&text)
            .map_err(|error| anyhow!("{}: not a file of signals: {error}", file.display()))?;
        for entry in entries {
            let red_line = entry.red_line.as_deref().and_then(RedLine::from_key);
            let sentence = |words: &String, red_lines| of(grams_of(words), None, &[], red_lines);
            let kind = entry.ignores.all();
            out.extend(kind.map(|words| sentence(words, Vec::new())));
            if let Some(red_line) = red_line {
                let breaches = entry.matches.all();
                out.extend(breaches.map(|words| sentence(words, vec![red_line])));
            }
        }
    }
    Ok(out)
}
