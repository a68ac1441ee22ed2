//! `replay`: scripted conversations, run and compared with what they expect.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use anyhow::Context as _;

use super::files;
use super::shelf::{self, Shelf};
use super::{Exit, Streams};
use crate::replay::{Case, CaseResult, Document, ReplayFile, run_case, scenario_of};
use crate::report::{self, CheckedFile, ReplayedFile, Replays};
use crate::scenario::{Problem, Scenario};

/// What `replay` is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 all as expected; 1 an expectation was not met; 3 an input could not be read or has errors; 4 a report could not be written."
)]
pub(super) struct Args {
    /// Files, and folders whose *.replay.yaml files are meant; without any, the library in the program
    paths: Vec<PathBuf>,
    /// Write a report as FORMAT:FILE; FORMAT is text, json or junit, FILE `-` is standard output
    #[arg(long = "report", value_name = "FORMAT:FILE")]
    reports: Vec<Report>,
    /// How many cases run at a time [default: one per processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Run only every Nth case, beginning with the Kth
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
    /// Run only this case of a scenario, counted from 1; may be given several times
    #[arg(long = "case", value_name = "SCENARIO#NUMBER")]
    cases: Vec<Wanted>,
    /// Stop at the first case that fails
    #[arg(long)]
    fail_fast: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    Junit,
}

/// A report that is asked for.
#[derive(Debug, Clone)]
struct Report {
    format: Format,
    /// `None` for standard output.
    file: Option<PathBuf>,
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
            other => {
                return Err(format!(
                    "there is no format `{other}`; there are text, json and junit"
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
struct Shard {
    /// Which, from 0.
    index: usize,
    /// Of how many.
    of: usize,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(part, of)| {
            let part: usize = part.parse().ok()?;
            let of: usize = of.parse().ok()?;
            (1..=of).contains(&part).then_some(Self {
                index: part - 1,
                of,
            })
        });
        parts.ok_or_else(|| "write it as K/N with K from 1 to N, such as 2/5".to_owned())
    }
}

/// One case of one scenario.
#[derive(Debug, Clone)]
struct Wanted {
    scenario: String,
    number: usize,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.rsplit_once('#')
            .and_then(|(scenario, number)| {
                Some(Self {
                    scenario: scenario.to_owned(),
                    number: number.parse().ok()?,
                })
            })
            .ok_or_else(|| "write it as SCENARIO#NUMBER, such as double-fee#2".to_owned())
    }
}

/// A replay file that can be run.
struct Script {
    name: String,
    argument: Option<String>,
    replay: ReplayFile,
    scenario: Arc<Scenario>,
}

/// Runs the cases and writes the reports.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let (sources, unreadable) = if args.paths.is_empty() {
        (
            shelf::embedded(|name| scenario_of(name).is_some()),
            Vec::new(),
        )
    } else {
        files::read_all(&args.paths, ".replay.yaml")
    };
    super::complain(&unreadable, streams)?;
    let mut exit = if unreadable.is_empty() {
        Exit::Fine
    } else {
        Exit::Unreadable
    };

    let mut shelf = Shelf::default();
    let mut scripts = Vec::new();
    for source in sources {
        let document = Document::read(&source.name, &source.text, |id| shelf.find(&source, id));
        let argument = source.path.as_ref().map(|_| source.name.clone());
        match document.replay {
            Some((replay, scenario)) => scripts.push(Script {
                name: source.name,
                argument,
                replay,
                scenario,
            }),
            None => {
                exit = Exit::Unreadable;
                let errors = document.problems.into_iter().filter(Problem::is_error);
                let file = CheckedFile {
                    name: source.name,
                    text: source.text,
                    problems: errors.collect(),
                };
                streams
                    .err
                    .write_all(report::text::problems(&file).as_bytes())?;
            }
        }
    }

    let replays = play(&scripts, args);
    if !args.cases.is_empty() && replays.cases().next().is_none() && exit == Exit::Fine {
        writeln!(streams.err, "teller-coach: there is no such case")?;
        return Ok(Exit::Usage);
    }
    write(&replays, &args.reports, streams)?;
    if replays.failed() > 0 {
        exit = exit.max(Exit::FellShort);
    }
    Ok(exit)
}

/// Runs the cases that are wanted.
fn play(scripts: &[Script], args: &Args) -> Replays {
    let wanted = |script: &Script, case: &Case| {
        args.cases.is_empty()
            || args.cases.iter().any(|wanted| {
                wanted.scenario == script.replay.scenario.as_str() && wanted.number == case.number
            })
    };
    let shard = args.shard.unwrap_or(Shard { index: 0, of: 1 });
    let tasks: Vec<(usize, &Arc<Scenario>, &Case)> = scripts
        .iter()
        .enumerate()
        .flat_map(|(number, script)| {
            let cases = script.replay.cases.iter();
            cases
                .filter(move |case| wanted(script, case))
                .map(move |case| (number, &script.scenario, case))
        })
        .enumerate()
        .filter(|(index, _)| index % shard.of == shard.index)
        .map(|(_, task)| task)
        .collect();

    let processors = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let jobs = args.jobs.map_or_else(processors, NonZeroUsize::get);
    let mut results = run_all(&tasks, jobs, args.fail_fast).into_iter();

    let mut files: Vec<ReplayedFile> = scripts
        .iter()
        .map(|script| ReplayedFile {
            name: script.name.clone(),
            argument: script.argument.clone(),
            scenario: script.replay.scenario.clone(),
            cases: Vec::new(),
        })
        .collect();
    let mut not_run = 0;
    for (number, _, _) in &tasks {
        match (results.next().flatten(), files.get_mut(*number)) {
            (Some(result), Some(file)) => file.cases.push(result),
            _ => not_run += 1,
        }
    }
    files.retain(|file| !file.cases.is_empty());
    Replays { files, not_run }
}

/// The results in the order of the tasks, whichever thread had them first. With `fail_fast`, none behind the first failure:
/// a thread passes a case over only if an earlier one is known to have failed, so that the first failure is always the same.
fn run_all(
    tasks: &[(usize, &Arc<Scenario>, &Case)],
    jobs: usize,
    fail_fast: bool,
) -> Vec<Option<CaseResult>> {
    let next = AtomicUsize::new(0);
    let first_failure = AtomicUsize::new(usize::MAX);
    let (send, receive) = mpsc::channel();
    let work = |send: mpsc::Sender<(usize, CaseResult)>| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((_, scenario, case)) = tasks.get(index) else {
                return;
            };
            if fail_fast && index > first_failure.load(Ordering::Relaxed) {
                return;
            }
            let result = run_case(scenario, case);
            if !result.passed() {
                first_failure.fetch_min(index, Ordering::Relaxed);
            }
            // The receiver lives as long as this scope.
            let _ = send.send((index, result));
        }
    };
    if jobs == 1 {
        work(send);
    } else {
        thread::scope(|scope| {
            for _ in 1..jobs.min(tasks.len()) {
                let send = send.clone();
                scope.spawn(|| work(send));
            }
            work(send);
        });
    }
    let last = if fail_fast {
        first_failure.into_inner()
    } else {
        usize::MAX
    };
    let mut results: Vec<Option<CaseResult>> = tasks.iter().map(|_| None).collect();
    for (index, result) in receive {
        if index <= last
            && let Some(slot) = results.get_mut(index)
        {
            *slot = Some(result);
        }
    }
    results
}

/// Writes the reports asked for; the text goes to standard output unless another report does.
fn write(replays: &Replays, reports: &[Report], streams: &mut Streams<'_>) -> anyhow::Result<()> {
    let render = |format: Format| match format {
        Format::Text => report::replay_text::replays(replays),
        Format::Json => report::replay_json::replays(replays),
        Format::Junit => report::junit::replays(replays),
    };
    if reports.iter().all(|report| report.file.is_some()) {
        streams.out.write_all(render(Format::Text).as_bytes())?;
    }
    for report in reports {
        let text = render(report.format);
        match &report.file {
            None => streams.out.write_all(text.as_bytes())?,
            Some(file) => {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the command line writes the reports it is asked for"
                )]
                std::fs::write(file, text)
                    .with_context(|| format!("failed to write the report {}", file.display()))?;
            }
        }
    }
    Ok(())
}
