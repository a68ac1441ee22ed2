//! `check`: what is wrong with scenario and replay files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

use super::files::{self, Source};
use super::packs::LibraryArgs;
use super::shares;
use super::shelf::{self, Shelf};
use super::{Exit, Streams, world};
use crate::encounter::play_at_random;
use crate::replay::{self, Lookup, scenario_of};
use crate::report::{self, CheckedFile, Checks};
use crate::scenario::read::near;
use crate::scenario::{
    self, DrillDocument, Library, MANIFEST, PackDocument, Proof, Scenario, drill_of, lint, problem,
};
use crate::text::sanitize_line;

/// What `check` is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 no errors (warnings are allowed); 1 errors; 3 an input could not be read or is not YAML."
)]
pub(super) struct Args {
    /// Files, and folders whose *.yaml files are meant; without any, the library in the program
    paths: Vec<PathBuf>,
    /// How to write the problems
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Say as well what was proved of each scenario: what is reached, and the shortest way to each ending
    #[arg(long)]
    proof: bool,
    /// Write into this folder a replay of each scenario's shortest ways, and of the way to where nothing leads on
    #[arg(long, value_name = "DIR")]
    ways: Option<PathBuf>,
    /// Play each scenario so many times at random as well, and say where the plays ended
    #[arg(long, value_name = "N")]
    play: Option<usize>,
    /// The seed of those plays
    #[arg(long, value_name = "SEED", default_value_t = 1, requires = "play")]
    seed: u64,
    /// Say what a rule is about, and check nothing
    #[arg(long, value_name = "RULE", conflicts_with = "paths")]
    explain: Option<String>,
    #[command(flatten)]
    library: LibraryArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// Workflow commands of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

/// Checks the files and writes what is wrong.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    if let Some(name) = &args.explain {
        return explain(name, streams);
    }
    let opened = args.library.open();
    let mut unreadable = opened.unreadable;
    let sources = if args.paths.is_empty() {
        shelf::sources(&opened.library)
    } else {
        let (sources, problems) = files::read_all(&args.paths, ".yaml");
        unreadable.extend(problems);
        sources
    };
    let mut told = Vec::new();
    for source in sources.iter().filter(|_| args.proof || args.play.is_some()) {
        told.extend(tell(args, source));
    }
    if let Some(folder) = &args.ways {
        write_ways(folder, &sources)?;
    }
    let mut exit = Exit::Fine;
    let mut files = Vec::with_capacity(sources.len());
    for (file, parsed) in check_all(sources, &opened.library) {
        exit = exit.max(if !parsed {
            Exit::Unreadable
        } else if file.problems.iter().any(problem::Problem::is_error) {
            Exit::FellShort
        } else {
            Exit::Fine
        });
        files.push(file);
    }
    if !unreadable.is_empty() {
        exit = Exit::Unreadable;
    }
    let checks = Checks { files, unreadable };
    let text = match args.format {
        Format::Text => report::text::checks(&checks),
        Format::Json => report::json::checks(&checks),
        Format::Github => report::github::checks(&checks),
        Format::Sarif => report::sarif::checks(&checks),
    };
    // Reports for machines stay whole: what is told beside them goes to the messages.
    let beside = match args.format {
        Format::Text => &mut *streams.out,
        Format::Json | Format::Github | Format::Sarif => &mut *streams.err,
    };
    for line in told {
        writeln!(beside, "{line}")?;
    }
    streams.out.write_all(text.as_bytes())?;
    super::complain(&checks.unreadable, streams)?;
    Ok(exit)
}

fn explain(name: &str, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    if let Some(rule) = lint::rule(name) {
        writeln!(streams.out, "{}", rule.explanation())?;
        return Ok(Exit::Fine);
    }
    let known: Vec<&str> = lint::RULES.iter().map(|rule| rule.name).collect();
    let advice = near::advice(name, &known);
    writeln!(
        streams.err,
        "teller-coach: there is nothing more to say about `{}`; {advice}",
        sanitize_line(name)
    )?;
    Ok(Exit::Usage)
}

/// Writes the shortest ways through each scenario as replays.
fn write_ways(folder: &Path, sources: &[Source]) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for source in sources {
        let Some(scenario) = scenario_in(source) else {
            continue;
        };
        let file = folder.join(format!("{}.replay.yaml", scenario.id));
        let text = report::ways::ways(&scenario, &Proof::of(&scenario));
        #[expect(
            clippy::disallowed_methods,
            reason = "the command line writes the replays it is asked for"
        )]
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

/// The scenario in a file; none for other files and those with errors.
fn scenario_in(source: &Source) -> Option<Scenario> {
    let name = &source.name;
    if scenario_of(name).is_some() || is_manifest(name) || drill_of(name).is_some() {
        return None;
    }
    scenario::read(&source.name, &source.text).0
}

/// What was proved of a scenario and where plays at random ended, line by line; nothing for other files.
fn tell(args: &Args, source: &Source) -> Vec<String> {
    let Some(scenario) = scenario_in(source) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    if args.proof {
        let proof = Proof::of(&scenario);
        let all = if proof.complete { "all" } else { "the first" };
        out.push(format!(
            "{}: looked through {all} {} configurations",
            scenario.id, proof.configurations
        ));
        for ending in &scenario.endings {
            let way = proof.way_to(&ending.id).map(|way| {
                let steps = way
                    .iter()
                    .map(|step| format!("{}[{}]", step.state, step.rule));
                format!(
                    "{} replies, {}",
                    way.len(),
                    steps.collect::<Vec<_>>().join(" -> ")
                )
            });
            let way = way.unwrap_or_else(|| "no play gets there".to_owned());
            out.push(format!("  {} ({}): {way}", ending.id, ending.outcome));
        }
    }
    if let Some(plays) = args.play {
        let scenario = Arc::new(scenario);
        let played = play_at_random(&scenario, plays, args.seed);
        let share = |count: usize| count as f32 * 100.0 / plays.max(1) as f32;
        let endings = played.endings.iter();
        let endings: Vec<String> = endings
            .map(|(ending, count)| format!("{ending} {:.1}%", share(*count)))
            .chain(std::iter::once(format!(
                "not ended {:.1}%",
                share(played.unended)
            )))
            .collect();
        out.push(format!(
            "{}: {plays} plays at random: {}",
            scenario.id,
            endings.join(", ")
        ));
    }
    out
}

fn is_manifest(name: &str) -> bool {
    name.rsplit(['/', '\\']).next() == Some(MANIFEST)
}

/// Checks every file, on all cores, and keeps their order.
fn check_all(sources: Vec<Source>, library: &Library) -> Vec<(CheckedFile, bool)> {
    let today = &world::today().to_string();
    shares::on_all_cores(sources, None, |share| {
        let mut shelf = Shelf::new(library);
        let checked = share
            .into_iter()
            .map(|source| check(source, &mut shelf, today));
        checked.collect()
    })
}

/// The problems of one file, and whether it is YAML at all.
fn check(source: Source, shelf: &mut Shelf<'_>, today: &str) -> (CheckedFile, bool) {
    let (found, parsed) = if scenario_of(&source.name).is_some() {
        let document =
            replay::Document::read(&source.name, &source.text, |id| shelf.find(&source, id));
        (document.problems, document.parsed)
    } else if is_manifest(&source.name) {
        let document = PackDocument::read(&source.text);
        (document.problems, document.parsed)
    } else if drill_of(&source.name).is_some() {
        let document = DrillDocument::read(&source.name, &source.text, |id| {
            match shelf.find(&source, id) {
                Lookup::Found(scenario) => Some(scenario),
                Lookup::Broken | Lookup::Missing => None,
            }
        });
        (document.problems, document.parsed)
    } else {
        let document = scenario::Document::read(&source.name, &source.text);
        let smells = lint::lint(&document, today);
        let mut found = document.problems;
        found.extend(smells);
        (found, document.tree.is_some())
    };
    let mut problems = source.notes;
    problems.extend(found);
    problem::sort(&mut problems);
    let file = CheckedFile {
        name: source.name,
        text: source.text,
        problems,
    };
    (file, parsed)
}
