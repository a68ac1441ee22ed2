//! `completions` and `man`: made from the command line itself, so that they can't be out of date.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Exit, Streams};

/// What `completions` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Writes completions.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    // Into memory first: the generator takes a failed write for a fault of its own.
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "teller-coach", &mut text);
    streams.out.write_all(&text)?;
    Ok(Exit::Fine)
}

/// Writes the manual page: the program's, then one section per subcommand.
pub(super) fn man(streams: &mut Streams<'_>) -> Result<Exit> {
    let mut command = Cli::command().name("teller-coach");
    command.build();
    let page = clap_mangen::Man::new(command.clone());
    page.render(streams.out)?;
    for one in command
        .get_subcommands()
        .filter(|one| one.get_name() != "help")
    {
        let name = one.get_name().to_uppercase();
        writeln!(streams.out, ".SH {name}")?;
        let page = clap_mangen::Man::new(one.clone());
        page.render_synopsis_section(streams.out)?;
        page.render_description_section(streams.out)?;
        page.render_options_section(streams.out)?;
    }
    Ok(Exit::Fine)
}
