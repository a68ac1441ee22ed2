//! `replay suggest`: cases for the ways that no script takes and the red lines that none crosses, shown or added to the replay files. Must not choose them.

use std::path::PathBuf;

use anyhow::Context as _;

use super::scripts::read_scripts;
use super::tasks::Script;
use crate::cli::packs::LibraryArgs;
use crate::cli::{Exit, Streams};
use crate::replay::{Document, Lookup, Met, ReplayFile, run, suggest, suggest_crossings};
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
            touched.add(&Met::by(&case, &script.scenario));
        }
        let cases = suggest(&script.scenario, &touched);
        let crossings = suggest_crossings(&script.scenario, &touched);
        let mut lines = report::suggested::ways(&cases);
        lines.push_str(&report::suggested::crossings(&crossings.cases));
        for (red_line, line) in &crossings.missing {
            writeln!(
                streams.err,
                "{}:{line}: red line {red_line}: no good or poor reply of the scenario crosses it where a play says it; write a case whose reply does",
                sanitize_line(&touched.file)
            )?;
        }
        if !lines.is_empty() {
            exit = exit.max(show_or_add(script, &lines, args.append, streams)?);
        }
    }
    Ok(exit)
}

/// Shows cases that a script lacks, or adds them to its file.
pub(super) fn show_or_add(
    script: &Script,
    lines: &str,
    append: bool,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Exit> {
    let name = sanitize_line(&script.name);
    let Some(path) = script.path.as_ref().filter(|_| append) else {
        writeln!(streams.out, "# {name}")?;
        streams.out.write_all(lines.as_bytes())?;
        return Ok(Exit::Fine);
    };
    let Some(text) = with(script, lines) else {
        writeln!(
            streams.err,
            "teller-coach: {name}: its cases do not end the file set in by two columns, so nothing was added; take the cases from the same command without `--append`"
        )?;
        return Ok(Exit::FellShort);
    };
    #[expect(
        clippy::disallowed_methods,
        reason = "the files are the ones the user named"
    )]
    std::fs::write(path, text).with_context(|| format!("failed to write {name}"))?;
    writeln!(
        streams.out,
        "{name}: {} added",
        report::text::count(written(lines), "case", "cases")
    )?;
    Ok(Exit::Fine)
}

/// How many cases these lines are.
fn written(lines: &str) -> usize {
    lines.matches("\n    turns:").count()
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
    let more = written(lines);
    let (replay, _) = read.replay?;
    let last = |replay: &ReplayFile| replay.cases.last().map_or(0, |case| case.number);
    let whole = last(&replay) == last(&script.replay) + more;
    (whole && !read.problems.iter().any(Problem::is_error)).then_some(text)
}
