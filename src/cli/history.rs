//! `history`: past encounters, found by words, principle, red line or scenario; one of them whole; what can be saved of a
//! damaged history.

use anyhow::Result;

use super::kept::KeptArgs;
use super::list::known;
use super::{Exit, Streams, rescue, world};
use crate::domain::{Principle, RedLine, ScenarioId};
use crate::i18n::Texts;
use crate::report::{history, past_json};
use crate::store::Sought;
use crate::text::sanitize_line;

/// What `history` is given.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// One encounter, by the name in the first column: its replies and marks
    encounter: Option<String>,
    /// Only encounters in which a reply holds these words
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// Only encounters in which a reply went badly in this principle
    #[arg(long, value_name = "PRINCIPLE", value_parser = principle)]
    principle: Option<Principle>,
    /// Only encounters in which a reply crossed this red line
    #[arg(long, value_name = "RED_LINE", value_parser = red_line)]
    red_line: Option<RedLine>,
    /// Only encounters of this scenario
    #[arg(long, value_name = "ID", value_parser = scenario)]
    scenario: Option<ScenarioId>,
    /// How many, the newest first
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    kept: KeptArgs,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Save what can still be read of a damaged history; the damaged file is kept beside it
    Rescue(rescue::Args),
}

pub(super) fn principle(word: &str) -> Result<Principle, String> {
    known(word, Principle::ALL, Principle::from_key)
}

fn red_line(word: &str) -> Result<RedLine, String> {
    known(word, RedLine::ALL, RedLine::from_key)
}

fn scenario(word: &str) -> Result<ScenarioId, String> {
    ScenarioId::new(word).map_err(|error| error.to_string())
}

/// Lists encounters, shows one, or saves what can be saved.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    if let Some(Command::Rescue(args)) = &args.command {
        return rescue::run(args, streams);
    }
    let kept = args.kept.open()?;
    let texts = Texts::new(kept.language);
    let zone = world::zone();
    if let Some(id) = &args.encounter {
        let Some(one) = kept.read(std::slice::from_ref(id))?.pop() else {
            writeln!(
                streams.err,
                "teller-coach: there is no encounter `{}`; `teller-coach history` names those there are",
                sanitize_line(id)
            )?;
            return Ok(Exit::Usage);
        };
        if args.json {
            writeln!(streams.out, "{}", past_json::encounter(&one))?;
        } else {
            let title = kept.title(&one.scenario);
            write!(
                streams.out,
                "{}",
                history::whole(&texts, &zone, &title, &one)
            )?;
        }
        return Ok(Exit::Fine);
    }
    let sought = Sought {
        words: args.search.clone().unwrap_or_default(),
        principle: args.principle,
        red_line: args.red_line,
        scenario: args.scenario.clone(),
    };
    let ids = match &kept.store {
        Some(store) => store.search(&sought, args.limit)?,
        None => Vec::new(),
    };
    let all = kept.read(&ids)?;
    if args.json {
        let all: Vec<_> = all.iter().map(past_json::encounter).collect();
        writeln!(streams.out, "{}", serde_json::Value::from(all))?;
    } else if all.is_empty() {
        writeln!(streams.out, "{}", texts.get("history-none"))?;
    } else {
        let title = |one: &crate::progress::KeptEncounter| kept.title(&one.scenario);
        write!(streams.out, "{}", history::list(&texts, &zone, title, &all))?;
    }
    Ok(Exit::Fine)
}
