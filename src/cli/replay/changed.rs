//! Only what has changed: the scripts whose replay or scenario is in a list of files, as `git diff --name-only` prints it. Must not
//! ask any program for the list.

use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;

use super::tasks::Script;
use crate::cli::files;

/// The names in the list `file`, or in standard input where it is `-`.
pub(super) fn names(file: &Path) -> anyhow::Result<Vec<String>> {
    let text = if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .context("failed to read the list of changed files from standard input")?;
        text
    } else {
        files::read(file)
            .map_err(|problem| anyhow::anyhow!("{}: {}", problem.name, problem.message))?
            .text
    };
    let names = text.lines().map(|line| plain(line.trim()));
    Ok(names.filter(|name| !name.is_empty()).collect())
}

/// Whether a script's replay or scenario is among the names.
pub(super) fn concerns(script: &Script, names: &[String]) -> bool {
    let replay = plain(&script.name);
    let folder = replay.rsplit_once('/').map_or("", |(folder, _)| folder);
    let scenario = format!("{}.yaml", script.replay.scenario);
    let beside = if folder.is_empty() {
        scenario
    } else {
        format!("{folder}/{scenario}")
    };
    // The list may begin at another folder than the names here.
    let same = |one: &str, other: &str| {
        let ends = |long: &str, short: &str| {
            long.strip_suffix(short)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        ends(one, other) || ends(other, one)
    };
    names
        .iter()
        .any(|name| same(name, &replay) || same(name, &beside))
}

fn plain(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.strip_prefix("./").unwrap_or(&name).to_owned()
}
