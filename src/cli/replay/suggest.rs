//! `replay suggest`: cases for the ways that no script takes, shown or added to the replay files. Must not choose them.

use std::path::PathBuf;

use anyhow::Context as _;

use super::scripts::read_scripts;
use super::tasks::Script;
use crate::cli::packs::LibraryArgs;
use crate::cli::{Exit, Streams};
use crate::replay::{Document, Lookup, Met, run, suggest};
use crate::report;
use crate::scenario::Problem;
use crate::text::sanitize_line;

/// What `replay suggest` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Files, and folders whose *.replay.yaml files are meant; without any, the library in the program
    paths: Vec<PathBuf>,
    /// Add the cases to the end of the files
    #[arg(long)]
    append: bool,
    #[command(flatten)]
    library: LibraryArgs,
}

/// Shows what is lacking, or adds it.
pub(super) fn suggested(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let (scripts, unreadable) = read_scripts(&args.paths, &args.library, true, None, streams)?;
    let mut exit = if unreadable.is_empty() {
        Exit::Fine
    } else {
        Exit::Unreadable
    };
    for script in &scripts {
        let Some(mut touched) = script.touched.clone() else {
            continue;
        };
        for case in run(&script.scenario, &script.replay) {
            touched.add(&Met::by(&case));
        }
        let cases = suggest(&script.scenario, &touched);
        if cases.is_empty() {
            continue;
        }
        let lines = report::suggested::cases(&cases);
        let name = sanitize_line(&script.name);
        match script.path.as_ref().filter(|_| args.append) {
            None => {
                writeln!(streams.out, "# {name}")?;
                streams.out.write_all(lines.as_bytes())?;
            }
            Some(path) => match with(script, &lines) {
                Some(text) => {
                    #[expect(
                        clippy::disallowed_methods,
                        reason = "the files are the ones the user named"
                    )]
                    std::fs::write(path, text)
                        .with_context(|| format!("failed to write {name}"))?;
                    writeln!(
                        streams.out,
                        "{name}: {} added",
                        report::text::count(cases.len(), "case", "cases")
                    )?;
                }
                None => {
                    exit = Exit::FellShort;
                    writeln!(
                        streams.err,
                        "teller-coach: {name}: its cases do not end the file set in by two columns, so nothing was added; take the cases from `replay suggest` without `--append`"
                    )?;
                }
            },
        }
    }
    Ok(exit)
}

/// The file with these cases at its end; `None` where that would be no sound replay with all of them.
fn with(script: &Script, lines: &str) -> Option<String> {
    let mut text = script.text.clone();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(lines);
    let scenario = std::sync::Arc::clone(&script.scenario);
    let read = Document::read(&script.name, &text, |_| Lookup::Found(scenario));
    let more = lines.matches("\n    turns:").count();
    let (replay, _) = read.replay?;
    let whole = replay.cases.len() == script.replay.cases.len() + more;
    (whole && !read.problems.iter().any(Problem::is_error)).then_some(text)
}
