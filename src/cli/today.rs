//! `today`: one line that says what is worth practising now, for a shell prompt or a login script; and `progress`: how each
//! principle has gone, line by line.

use anyhow::Result;
use serde_json::json;

use super::kept::KeptArgs;
use super::{Exit, Streams, world};
use crate::i18n::Texts;
use crate::progress::{advise, reviews, trends};
use crate::report::{past_json, progress};
use crate::tui::{advice_line, review_line};

/// What `today` and `progress` are given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    kept: KeptArgs,
}

/// Says what to do today.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let kept = args.kept.open()?;
    let today = world::today();
    let (days, past) = match &kept.store {
        Some(store) => (store.days()?, store.past()?),
        None => Default::default(),
    };
    let reviews = reviews(&days, today);
    let headers = kept.curriculum();
    let advice = advise(&headers, &past, &reviews, today);
    let line = advice_line(&Texts::new(kept.language), &headers, &advice, today);
    if args.json {
        let due: Vec<_> = reviews
            .iter()
            .filter(|review| review.is_due(today))
            .map(past_json::review)
            .collect();
        writeln!(
            streams.out,
            "{}",
            json!({"day": today.to_string(), "advice": line, "due": due})
        )?;
    } else {
        writeln!(streams.out, "{line}")?;
    }
    Ok(Exit::Fine)
}

/// Shows how each principle has gone and what is due when.
pub(super) fn progress(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let kept = args.kept.open()?;
    let today = world::today();
    let days = match &kept.store {
        Some(store) => store.days()?,
        None => Vec::new(),
    };
    let trends = trends(&days);
    let reviews = reviews(&days, today);
    if args.json {
        let trends: Vec<_> = trends.iter().map(past_json::trend).collect();
        let reviews: Vec<_> = reviews.iter().map(past_json::review).collect();
        writeln!(
            streams.out,
            "{}",
            json!({"principles": trends, "reviews": reviews})
        )?;
        return Ok(Exit::Fine);
    }
    let texts = Texts::new(kept.language);
    write!(streams.out, "{}", progress::lines(&texts, &trends, true))?;
    writeln!(streams.out, "\n{}", texts.get("progress-due"))?;
    if reviews.is_empty() {
        writeln!(streams.out, "{}", texts.get("progress-due-none"))?;
    }
    for review in &reviews {
        let line = texts.with(
            "progress-due-on",
            &[
                ("date", review.due.to_string().into()),
                ("review", review_line(&texts, review, today).into()),
            ],
        );
        writeln!(streams.out, "{line}")?;
    }
    Ok(Exit::Fine)
}
