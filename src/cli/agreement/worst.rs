//! The replies on which scorer and raters are furthest apart, with the evidence behind the scorer's marks: where to look first.
//! Must not read or score.

use std::fmt::Write as _;

use super::Compared;
use crate::domain::Principle;
use crate::scoring::{Evidence, EvidenceEffect, SCALES, scale_key};
use crate::text::sanitize_line;

/// How many pieces of evidence are shown for a mark.
const SHOWN: usize = 4;

/// The `count` worst disagreements; nothing where none is wanted.
pub(super) fn worst(compared: &[Compared], count: usize) -> String {
    let mut far: Vec<(f64, &Compared)> = compared.iter().map(|one| (distance(one), one)).collect();
    far.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.item.id.cmp(&b.1.item.id)));
    far.truncate(count);
    let mut out = String::new();
    if !far.is_empty() {
        out.push_str("\nfurthest from the raters\n");
    }
    for (_, one) in far {
        describe(one, &mut out);
    }
    out
}

/// The sum of the squared distances to the raters' mean, over all scales.
fn distance(one: &Compared) -> f64 {
    let (scorer, raters) = (one.ratings(), one.item.mean());
    (0..SCALES)
        .filter_map(|scale| Some((f64::from(scorer[scale]) - raters[scale]?).powi(2)))
        .sum()
}

fn describe(one: &Compared, out: &mut String) {
    let item = &one.item;
    let _ = writeln!(
        out,
        "\n{} ({}) {}",
        item.id,
        item.moment,
        sanitize_line(&item.customer)
    );
    let actions: Vec<&str> = item
        .reply
        .actions
        .iter()
        .map(|action| action.key())
        .collect();
    let _ = writeln!(
        out,
        "  {} [{}]",
        sanitize_line(&item.reply.words),
        actions.join(", ")
    );
    let (scorer, raters) = (one.ratings(), item.mean());
    for scale in 0..SCALES {
        let apart = |raters: &f64| (f64::from(scorer[scale]) - raters).abs() >= 1.5;
        let Some(raters) = raters[scale].filter(apart) else {
            continue;
        };
        let evidence = Principle::ALL
            .get(scale)
            .map(|&principle| shown(&one.assessment.principles[principle].evidence));
        let _ = writeln!(
            out,
            "  {:<12} scorer {}, raters {:.1}: {}",
            scale_key(scale),
            scorer[scale],
            raters,
            evidence.unwrap_or_default()
        );
    }
    let crossed: Vec<&str> = one
        .assessment
        .red_lines
        .iter()
        .map(|crossing| crossing.red_line.key())
        .collect();
    let mut seen: Vec<&str> = item
        .ratings
        .iter()
        .flat_map(|rating| &rating.red_lines)
        .map(|red_line| red_line.key())
        .collect();
    seen.sort_unstable();
    seen.dedup();
    let mut sorted = crossed.clone();
    sorted.sort_unstable();
    if sorted != seen {
        let _ = writeln!(
            out,
            "  red lines    scorer {}, raters {}",
            listed(&crossed),
            listed(&seen)
        );
    }
}

fn listed(keys: &[&str]) -> String {
    if keys.is_empty() {
        "none".to_owned()
    } else {
        keys.join(" ")
    }
}

fn shown(evidence: &[Evidence]) -> String {
    let pieces: Vec<String> = evidence
        .iter()
        .filter(|one| one.effect != EvidenceEffect::Absent)
        .take(SHOWN)
        .map(|one| {
            let text = one.text.as_deref().unwrap_or_default();
            let text: String = text.chars().take(24).collect();
            format!("{} {:+.0} {}", one.signal, one.points, sanitize_line(&text))
        })
        .collect();
    pieces.join("; ")
}
