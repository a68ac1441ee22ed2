//! `graph`: the state machine of a scenario as a drawing.

use std::path::PathBuf;
use std::sync::Arc;

use super::packs::LibraryArgs;
use super::world::World;
use super::{Exit, Streams, files};
use crate::domain::Language;
use crate::report::graph;
use crate::scenario::{Library, Scenario, read};
use crate::text::sanitize_line;

/// What `graph` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A scenario of the library, or a file
    id: String,
    /// How to draw
    #[arg(long, value_enum, default_value_t = Format::Mermaid)]
    format: Format,
    /// The language of the title
    #[arg(long, value_enum, default_value_t = Lang::Zh)]
    lang: Lang,
    #[command(flatten)]
    library: LibraryArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For Markdown
    Mermaid,
    /// For Graphviz
    Dot,
    /// A picture that needs nothing else
    Svg,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Lang {
    Zh,
    En,
}

/// Writes the drawing.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let opened = args.library.open_with_own(&World::look());
    super::complain(&opened.unreadable, streams)?;
    let scenario = match find(&args.id, &opened.library) {
        Ok(scenario) => scenario,
        Err((exit, message)) => {
            writeln!(streams.err, "teller-coach: {}", sanitize_line(&message))?;
            return Ok(exit);
        }
    };
    let language = match args.lang {
        Lang::Zh => Language::Zh,
        Lang::En => Language::En,
    };
    let drawing = match args.format {
        Format::Mermaid => graph::mermaid(&scenario),
        Format::Dot => graph::dot(&scenario),
        Format::Svg => graph::svg(&scenario, language),
    };
    streams.out.write_all(drawing.as_bytes())?;
    Ok(Exit::Fine)
}

/// The scenario of the library with this id, or the one in the file of this name.
fn find(wanted: &str, library: &Library) -> Result<Arc<Scenario>, (Exit, String)> {
    if let Some(scenario) = library.scenario(wanted) {
        return Ok(scenario);
    }
    let path = PathBuf::from(wanted);
    if path.extension().is_none_or(|ending| ending != "yaml") {
        let message = format!(
            "there is no scenario `{wanted}`; `teller-coach list` names those there are, and a file's name ends in .yaml"
        );
        return Err((Exit::Usage, message));
    }
    let source = files::read(&path).map_err(|problem| {
        (
            Exit::Unreadable,
            format!("{}: {}", problem.name, problem.message),
        )
    })?;
    match read(&source.name, &source.text).0 {
        Some(scenario) => Ok(Arc::new(scenario)),
        None => Err((
            Exit::Unreadable,
            format!("{wanted} has errors; `teller-coach check {wanted}` shows them"),
        )),
    }
}
