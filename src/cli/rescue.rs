//! `history rescue`: saves what can still be read of a damaged history and says what that was. Must not decide what can be
//! read.

use std::path::Path;

use anyhow::Result;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::kept::KeptArgs;
use super::world::{self, World};
use super::{Exit, Streams};
use crate::i18n::Texts;
use crate::store::{Lost, Rescue, Store};
use crate::text::sanitize_line;

/// How many places of what was lost are told one by one.
const PLACES: usize = 12;

/// What `history rescue` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    kept: KeptArgs,
}

/// The command that saves the history `place`, as one types it.
pub(super) fn command(place: &Path) -> String {
    let folder = place.parent().unwrap_or(place);
    let command = "teller-coach history rescue";
    if World::look().data.as_deref() == Some(folder) {
        command.to_owned()
    } else {
        let folder = folder.display().to_string();
        let plain = |c: char| c.is_alphanumeric() || "/.-_~:\\".contains(c);
        if folder.chars().all(plain) {
            format!("{command} --data {folder}")
        } else {
            format!("{command} --data '{folder}'")
        }
    }
}

/// Saves and tells. Falls short where something was lost.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let texts = Texts::new(args.kept.language(&world));
    let path = args.kept.file(&world)?;
    if !path.exists() {
        writeln!(streams.out, "{}", texts.get("rescue-none"))?;
        return Ok(Exit::Fine);
    }
    let zone = world::zone();
    let Some(rescue) = Store::rescue(&path, zone.clone(), world::now())? else {
        writeln!(streams.out, "{}", texts.get("rescue-sound"))?;
        return Ok(Exit::Fine);
    };
    for line in told(&texts, &zone, &rescue) {
        writeln!(streams.out, "{}", sanitize_line(&line))?;
    }
    let whole = rescue.lost.is_empty() && rescue.missing == 0 && rescue.aside.is_none();
    Ok(if whole && rescue.events > 0 {
        Exit::Fine
    } else {
        Exit::FellShort
    })
}

fn told(texts: &Texts, zone: &TimeZone, rescue: &Rescue) -> Vec<String> {
    let mut lines = vec![match rescue.span {
        Some((first, last)) => texts.with(
            "rescue-saved",
            &[
                ("events", rescue.events.into()),
                ("encounters", rescue.encounters.into()),
                ("first", time(zone, first).into()),
                ("last", time(zone, last).into()),
            ],
        ),
        None => texts.get("rescue-nothing"),
    }];
    if !rescue.lost.is_empty() {
        let count: u64 = rescue.lost.iter().map(|lost| lost.count).sum();
        let exact = if rescue.exact { "yes" } else { "no" };
        let arguments = [("count", count.into()), ("exact", exact.into())];
        lines.push(texts.with("rescue-lost", &arguments));
        let places = rescue.lost.iter().take(PLACES);
        lines.extend(places.map(|lost| place(texts, zone, lost)));
        let rest = rescue.lost.get(PLACES..).unwrap_or_default();
        if !rest.is_empty() {
            let count: u64 = rest.iter().map(|lost| lost.count).sum();
            let arguments = [("places", rest.len().into()), ("count", count.into())];
            lines.push(texts.with("rescue-lost-more", &arguments));
        }
    }
    if rescue.missing > 0 {
        lines.push(texts.with("rescue-missing", &[("pages", rescue.missing.into())]));
    } else if rescue.lost.is_empty() && rescue.aside.is_none() && rescue.events > 0 {
        lines.push(texts.get("rescue-all"));
    }
    if rescue.left > 0 {
        lines.push(texts.with("rescue-left", &[("count", rescue.left.into())]));
    }
    if let Some((count, path)) = &rescue.aside {
        let path = path.display().to_string();
        let arguments = [("count", (*count).into()), ("place", path.into())];
        lines.push(texts.with("rescue-aside", &arguments));
    }
    let damaged = rescue.damaged.display().to_string();
    lines.push(texts.with("rescue-damaged", &[("place", damaged.into())]));
    lines.push(texts.get("rescue-keep"));
    lines
}

/// When and how much was lost in one place.
fn place(texts: &Texts, zone: &TimeZone, lost: &Lost) -> String {
    let key = match (lost.after, lost.before) {
        (Some(_), Some(_)) => "rescue-lost-between",
        (None, Some(_)) => "rescue-lost-before",
        (Some(_), None) => "rescue-lost-after",
        (None, None) => "rescue-lost-ever",
    };
    let at = |at: Option<Timestamp>| at.map_or_else(String::new, |at| time(zone, at));
    let told = texts.with(
        key,
        &[
            ("count", lost.count.into()),
            ("after", at(lost.after).into()),
            ("before", at(lost.before).into()),
        ],
    );
    format!("  {told}")
}

fn time(zone: &TimeZone, at: Timestamp) -> String {
    zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
}
