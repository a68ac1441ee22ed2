//! Writing the reports of a replay where they are asked for. Must not know how any of them looks.

use std::path::Path;

use anyhow::Context as _;

use super::options::{Format, Report};
use super::tasks::Script;
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

/// Writes a page for each case that was played into `folder`, which is made where it is not there.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line writes the pages it is asked for"
)]
pub(super) fn traces(folder: &Path, scripts: &[Script], replays: &Replays) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("failed to make the folder {}", folder.display()))?;
    for case in replays.cases.iter().filter(|case| case.skipped.is_none()) {
        let of = scripts.iter().find(|script| script.name == case.file);
        let start = of.map(|script| script.scenario.customer.mood);
        // Cases of several files may have the same scenario and number: the place in the run tells them apart.
        let name = format!(
            "{:04}-{}-{}.html",
            case.order + 1,
            case.scenario,
            case.label()
        );
        let file = folder.join(name);
        std::fs::write(&file, report::trace::page(case, start.unwrap_or_default()))
            .with_context(|| format!("failed to write the page {}", file.display()))?;
    }
    Ok(())
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
