//! Writing the reports of a replay where they are asked for. Must not know how any of them looks.

use anyhow::Context as _;

use super::options::{Format, Report};
use crate::cli::Streams;
use crate::report::{self, Replays};

fn render(format: Format, replays: &Replays) -> String {
    match format {
        Format::Text => report::replay_text::replays(replays),
        Format::Json => report::replay_json::replays(replays),
        Format::Junit => report::junit::replays(replays),
        Format::Tap => report::tap::replays(replays),
        Format::Html => report::replay_html::replays(replays),
        Format::Github => report::github::replays(replays),
        Format::Markdown => report::markdown::replays(replays),
        Format::Lcov => report::lcov::touched(&replays.coverage),
    }
}

/// Writes the reports asked for; the text goes to standard output unless another report does.
pub(in crate::cli) fn write(
    replays: &Replays,
    reports: &[Report],
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    if reports.iter().all(|report| report.file.is_some()) {
        streams
            .out
            .write_all(render(Format::Text, replays).as_bytes())?;
    }
    for report in reports {
        let text = render(report.format, replays);
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
