//! Whether a reply says the facts of the story, by the author's phrases. Must not judge how it says them.

use super::reading::Reading;
use super::rubric::FactPoints;
use super::scopes::{Scope, Scopes, negated};
use super::situation::Situation;
use super::{Evidence, EvidenceEffect};
use crate::domain::{FactId, Reply};
use crate::text::{Span, normalise};

/// The facts of a situation as a reply treats them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactsFound {
    /// Said, and where.
    pub said: Vec<(FactId, Span)>,
    /// Said wrongly, and where.
    pub denied: Vec<(FactId, Span)>,
    /// Said and due.
    due_said: Vec<(FactId, Span)>,
    /// Due and neither said nor denied.
    missing: Vec<FactId>,
}

/// Looks for every fact of the situation.
#[must_use]
pub fn find_facts(reading: &Reading, scopes: &Scopes, situation: &Situation<'_>) -> FactsFound {
    let mut out = FactsFound::default();
    for (id, fact) in &situation.facts {
        // A denial often holds the fact's own words (随时能取,不用预约), so it is looked for first and wins.
        if let Some(span) = first(reading, scopes, &fact.denied_by) {
            out.denied.push((id.clone(), span));
        } else if let Some(span) = first(reading, scopes, &fact.said_by) {
            out.said.push((id.clone(), span));
            if fact.due {
                out.due_said.push((id.clone(), span));
            }
        } else if fact.due {
            out.missing.push(id.clone());
        }
    }
    out
}

/// The first place where one of `phrases` is said: not quoted, not negated, English in whole words.
fn first(reading: &Reading, scopes: &Scopes, phrases: &[String]) -> Option<Span> {
    phrases
        .iter()
        .filter_map(|phrase| place(reading, scopes, &normalise(phrase).text()))
        .min()
}

fn place(reading: &Reading, scopes: &Scopes, phrase: &str) -> Option<Span> {
    if phrase.is_empty() {
        return None;
    }
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    reading
        .flat
        .match_indices(phrase)
        .find_map(|(byte, found)| {
            let end_byte = byte + found.len();
            let before = reading.flat[..byte].chars().next_back();
            let after = reading.flat[end_byte..].chars().next();
            let cut = (word(before) && word(phrase.chars().next()))
                || (word(after) && word(phrase.chars().last()));
            let (start, end) = (reading.char_at(byte), reading.char_at(end_byte));
            let out_of_scope = match scopes.at(start, end) {
                // A phrase with its own quotation marks names a thing (没有“安全账户”) and quotes nobody.
                Some(Scope::Quoted) => !phrase.contains('"'),
                scope => scope.is_some(),
            };
            if cut || out_of_scope || negated(reading, start) {
                return None;
            }
            let (from, to) = reading.normal.typed(start as usize, end as usize);
            Some(Span::new(from, to))
        })
}

impl FactsFound {
    /// What the facts said and denied add to competence and to the overall mark.
    #[must_use]
    pub fn points(&self, worth: &FactPoints) -> f32 {
        self.due_said.len() as f32 * worth.said + self.denied.len() as f32 * worth.denied
    }

    /// What the missing facts cost where everything else comes to `rest` points: their own points, and as much more as keeps
    /// the whole under the ceiling for the share of due facts said. However kind, a reply that leaves the customer without an
    /// answer is no good one.
    #[must_use]
    pub fn cost_of_missing(&self, worth: &FactPoints, ceiling: f32, rest: f32) -> f32 {
        if self.missing.is_empty() {
            return 0.0;
        }
        let (said, missing) = (self.due_said.len() as f32, self.missing.len() as f32);
        let ceiling = ceiling + worth.rise * said / (said + missing);
        (missing * worth.missing).min(ceiling - rest)
    }

    /// The facts said and denied as evidence.
    #[must_use]
    pub fn evidence(&self, worth: &FactPoints, reply: &Reply) -> Vec<Evidence> {
        let at = |(id, span): &(FactId, Span), effect, points| Evidence {
            signal: format!("fact:{id}").into(),
            effect,
            span: Some(*span),
            text: Some(span.text(&reply.words).into()),
            points,
        };
        let denied = self.denied.iter();
        self.due_said
            .iter()
            .map(|said| at(said, EvidenceEffect::Raises, worth.said))
            .chain(denied.map(|denied| at(denied, EvidenceEffect::Lowers, worth.denied)))
            .collect()
    }

    /// The missing facts as evidence that together costs `cost` points. A missing fact is absent, yet costs.
    pub fn missing(&self, cost: f32) -> impl Iterator<Item = Evidence> {
        let each = cost / (self.missing.len().max(1) as f32);
        self.missing.iter().map(move |id| Evidence {
            signal: format!("fact:{id}").into(),
            effect: EvidenceEffect::Absent,
            span: None,
            text: None,
            points: each,
        })
    }
}
