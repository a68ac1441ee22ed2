//! Contrast families, in which one thing was changed at a time, and twins in two languages: whether the marks move as the writer
//! changed the reply, and whether the languages are rated alike. Must not read or score.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Compared;
use crate::domain::{Principle, RedLine};
use crate::scoring::{SCALES, scale_key};

/// How often a change went the right way.
#[derive(Debug, Default)]
struct Way {
    right: usize,
    all: usize,
}

impl Way {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn share(&self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

/// What families and twins show; nothing where the gold has none.
pub(super) fn families(compared: &[Compared]) -> String {
    let mut bases = BTreeMap::new();
    for one in compared.iter().filter(|one| one.item.changed.is_empty()) {
        if let Some(family) = &one.item.family {
            bases.insert(family.as_str(), one);
        }
    }
    let mut ways: BTreeMap<&str, Way> = BTreeMap::new();
    let mut all = Way::default();
    for one in compared {
        let base = one
            .item
            .family
            .as_deref()
            .and_then(|family| bases.get(family));
        let Some(base) = base else {
            continue;
        };
        for change in &one.item.changed {
            if let Some((key, right)) = went_right(base, one, change) {
                ways.entry(key).or_default().count(right);
                all.count(right);
            }
        }
    }
    let mut out = String::new();
    if all.all > 0 {
        let _ = writeln!(out, "\none thing changed: the mark moves the right way");
        for (key, way) in &ways {
            let _ = writeln!(out, "{key:<14} {:>5.1}% of {}", way.share(), way.all);
        }
        let _ = writeln!(out, "{:<14} {:>5.1}% of {}", "all", all.share(), all.all);
    }
    out + &twins(compared)
}

/// The key of what was changed and whether the scorer saw it go that way.
fn went_right(base: &Compared, one: &Compared, change: &str) -> Option<(&'static str, bool)> {
    if let Some(red_line) = change.strip_prefix("red:").and_then(RedLine::from_key) {
        return Some((red_line.key(), one.assessment.crosses(Some(red_line))));
    }
    let up = change.starts_with('+');
    let principle = Principle::from_key(change.get(1..)?)?;
    let (before, after) = (
        base.marks()[principle.index()],
        one.marks()[principle.index()],
    );
    let right = if up { after > before } else { after < before };
    Some((principle.key(), right))
}

/// How far apart the same reply is rated in two languages.
fn twins(compared: &[Compared]) -> String {
    // A member of a family is known by the letter behind the family's name.
    let by_id: BTreeMap<&str, &Compared> = compared
        .iter()
        .map(|one| (one.item.id.as_str(), one))
        .collect();
    let mut ways: [Way; SCALES] = std::array::from_fn(|_| Way::default());
    for one in compared {
        let (Some(family), Some(twin)) = (&one.item.family, &one.item.twin) else {
            continue;
        };
        let member = one
            .item
            .id
            .strip_prefix(family.as_str())
            .unwrap_or_default();
        let other = by_id.get(format!("{twin}{member}").as_str());
        // Each pair once.
        let Some(other) = other.filter(|other| one.item.id < other.item.id) else {
            continue;
        };
        for (scale, way) in ways.iter_mut().enumerate() {
            way.count(one.ratings()[scale].abs_diff(other.ratings()[scale]) <= 1);
        }
    }
    let all: usize = ways.iter().map(|way| way.all).sum();
    if all == 0 {
        return String::new();
    }
    let right: usize = ways.iter().map(|way| way.right).sum();
    let mut out = String::from("\ntwins in two languages: at most one rating apart\n");
    for (scale, way) in ways.iter().enumerate() {
        let _ = writeln!(
            out,
            "{:<14} {:>5.1}% of {}",
            scale_key(scale),
            way.share(),
            way.all
        );
    }
    let share = Way { right, all }.share();
    let _ = writeln!(out, "{:<14} {share:>5.1}% of {all}", "all");
    out
}
