//! `erase`: takes past encounters away for good. Asks first; without a terminal to ask at, it must be told `--yes`.

use std::io::BufRead;
use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::Date;

use super::kept::KeptArgs;
use super::world::{self, World};
use super::{Exit, Streams, push};
use crate::i18n::Texts;
use crate::store::Store;

/// What `erase` is given.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub(super) struct Args {
    /// Erase the encounters that began before this day
    #[arg(long, value_name = "YYYY-MM-DD", group = "what")]
    before: Option<Date>,
    /// Erase everything
    #[arg(long, group = "what")]
    all: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    kept: KeptArgs,
}

/// Erases.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let path = args.kept.file(&world)?;
    let texts = Texts::new(args.kept.language(&world));
    if !path.exists() {
        writeln!(streams.out, "{}", texts.get("history-none"))?;
        return Ok(Exit::Fine);
    }
    let mut store = Store::open(&path, world::zone())?;
    if !args.yes {
        if !world.interactive {
            writeln!(
                streams.err,
                "teller-coach: nothing was erased: there is no terminal to ask at; say `--yes` if you mean it"
            )?;
            return Ok(Exit::Usage);
        }
        let count = store.count_before(args.before)?;
        let question = texts.with("history-erase-ask", &[("count", count.into())]);
        write!(streams.out, "{question} ")?;
        streams.out.flush()?;
        let mut answer = String::new();
        std::io::stdin().lock().read_line(&mut answer)?;
        if answer.trim() != "yes" {
            writeln!(streams.out, "{}", texts.get("history-kept"))?;
            return Ok(Exit::Fine);
        }
    }
    let erased = store.erase(args.before)?;
    if args.all {
        forget_sending(&path)?;
        // A damaged history that was kept holds the same words.
        Store::forget_damaged(&path).with_context(|| {
            format!(
                "cannot erase the damaged histories beside `{}`",
                path.display()
            )
        })?;
    }
    let text = texts.with("history-erased", &[("count", erased.into())]);
    writeln!(streams.out, "{text}")?;
    Ok(Exit::Fine)
}

/// Takes away what was sent to record stores and under which pseudonym; what is practised from now on has another.
fn forget_sending(history: &Path) -> Result<()> {
    let path = history.with_file_name(push::FILE);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot erase `{}`", path.display()))
        }
        _ => Ok(()),
    }
}
