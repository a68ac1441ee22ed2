//! The replay files that are to be run, each with its scenario. Must not run them.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::tasks::Script;
use crate::cli::files::{self, Source};
use crate::cli::packs::LibraryArgs;
use crate::cli::shelf::{self, Shelf};
use crate::cli::{Streams, complain, shares};
use crate::replay::{Document, scenario_of};
use crate::report::{self, CheckedFile, Unreadable};
use crate::scenario::Problem;

/// The replay files that can be run, and what could not be read; where `coverage` is wanted, with what there is to touch.
pub(super) fn read_scripts(
    paths: &[PathBuf],
    library: &LibraryArgs,
    coverage: bool,
    jobs: Option<NonZeroUsize>,
    streams: &mut Streams<'_>,
) -> anyhow::Result<(Vec<Script>, Vec<Unreadable>)> {
    let opened = library.open();
    let mut unreadable = opened.unreadable;
    let sources = if paths.is_empty() {
        let mut all = shelf::sources(&opened.library);
        all.retain(|source| scenario_of(&source.name).is_some());
        all
    } else {
        let (sources, problems) = files::read_all(paths, ".replay.yaml");
        unreadable.extend(problems);
        sources
    };
    complain(&unreadable, streams)?;
    let read = shares::on_all_cores(sources, jobs, |share| {
        let mut shelf = Shelf::new(&opened.library);
        let read = share
            .into_iter()
            .map(|source| read_one(source, &mut shelf, coverage));
        read.collect()
    });
    let mut scripts = Vec::with_capacity(read.len());
    for one in read {
        match one {
            Ok(script) => scripts.push(script),
            Err(file) => {
                unreadable.push(Unreadable {
                    name: file.name.clone(),
                    message: format!(
                        "it was not replayed: {}",
                        report::text::count(file.problems.len(), "error", "errors")
                    ),
                });
                streams
                    .err
                    .write_all(report::text::problems(&file).as_bytes())?;
            }
        }
    }
    Ok((scripts, unreadable))
}

/// One file, or its errors.
fn read_one(source: Source, shelf: &mut Shelf<'_>, coverage: bool) -> Result<Script, CheckedFile> {
    let document = Document::read(&source.name, &source.text, |id| shelf.find(&source, id));
    let argument = source.path.as_ref().map(|_| source.name.clone());
    match document.replay {
        Some((replay, scenario)) => Ok(Script {
            touched: coverage.then(|| shelf.touched(&source, &scenario)),
            name: source.name,
            argument,
            path: source.path,
            text: source.text,
            replay,
            scenario,
        }),
        None => Err(CheckedFile {
            name: source.name,
            text: source.text,
            problems: document
                .problems
                .into_iter()
                .filter(Problem::is_error)
                .collect(),
        }),
    }
}
