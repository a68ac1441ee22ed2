//! `new ID`: a scenario and its replay to begin with, both commented and both without a fault.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context;

use super::{Exit, Streams};
use crate::domain::ScenarioId;
use crate::text::sanitize_line;

/// What `new` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The scenario's id, which is also its file's name: small letters, digits, hyphens
    id: String,
    /// Where to write the two files
    #[arg(long, value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

const FILES: [(&str, &str); 2] = [
    (".yaml", include_str!("template/scenario.yaml")),
    (".replay.yaml", include_str!("template/replay.yaml")),
];

/// Writes both files; nothing that is there already is touched.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    if ScenarioId::new(&args.id).is_err() {
        writeln!(
            streams.err,
            "teller-coach: `{}` can't be an id; write small letters, digits and hyphens, beginning with a letter or digit",
            sanitize_line(&args.id)
        )?;
        return Ok(Exit::Usage);
    }
    let paths = FILES.map(|(ending, _)| args.dir.join(format!("{}{ending}", args.id)));
    if let Some(there) = paths.iter().find(|path| path.exists()) {
        writeln!(
            streams.err,
            "teller-coach: {} is there already; take another id, or move it away",
            sanitize_line(&there.display().to_string())
        )?;
        return Ok(Exit::Usage);
    }
    for (path, (_, template)) in paths.iter().zip(FILES) {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        file.write_all(template.replace("{id}", &args.id).as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))?;
        writeln!(
            streams.out,
            "{}",
            sanitize_line(&path.display().to_string())
        )?;
    }
    writeln!(
        streams.err,
        "now change the story, and let `teller-coach check {}` lead you",
        sanitize_line(&args.dir.display().to_string())
    )?;
    Ok(Exit::Fine)
}
