//! `class wall DIR`: the wall on a projector, read only.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{ClassArgs, directory};
use crate::cli::{Exit, Streams};
use crate::terminal;
use crate::tui::class::{Orders, WallView};

/// What `class wall` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The folder of the class; without it, the one this machine keeps for its class
    dir: Option<PathBuf>,
    #[command(flatten)]
    class: ClassArgs,
}

/// Opens the wall.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let Some(began) = args.class.begin(streams)? else {
        return Ok(Exit::Usage);
    };
    let directory = directory(args.dir.as_ref());
    let wall = WallView::new(args.class.look(&began), began.size);
    terminal::restore_on_panic();
    let mut serial = None;
    let refresh = |wall: &mut WallView| match directory.read::<Orders>(&directory.control()) {
        Ok(orders) if serial != Some(orders.serial) => {
            serial = Some(orders.serial);
            wall.told(orders)
        }
        _ => Vec::new(),
    };
    terminal::run(wall, false, |_| Ok(()), Some(super::REFRESH), refresh)
        .context("the terminal failed")?;
    Ok(Exit::Fine)
}
