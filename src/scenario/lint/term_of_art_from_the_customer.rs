//! # term-of-art-from-the-customer
//!
//! ## What it flags
//! A customer who uses a term of banking that only people inside know.
//!
//! ## Why
//! Customers say what happens to them; the trainee is to find the term behind it, and not to use it.
//!
//! ## Example
//! ```yaml
//!       - {zh: 我这个净值型的七日年化怎么跌了？, en: …}
//! ```
//!
//! ## Instead
//! Let the customer say it in everyday words: 我那个理财怎么又少了？

use super::{Findings, Rule};
use crate::domain::Language;
use crate::scenario::Scenario;
use crate::scenario::path::Path;
use crate::scoring::signals::{Inventory, find};
use crate::scoring::{Reading, Scopes};

pub(super) const RULE: Rule = Rule {
    name: "term-of-art-from-the-customer",
    source: include_str!("term_of_art_from_the_customer.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    let inventory = Inventory::embedded();
    for state in &scenario.states {
        for (number, says) in state.says.iter().enumerate() {
            for &language in Language::ALL {
                let reading = Reading::of(says.get(language));
                let hits = find(inventory, &reading);
                // What the customer reads out from a leaflet is not the customer's word.
                let scopes = Scopes::of(&reading, inventory, &hits);
                let heap = |signal: u32| {
                    let signal = inventory.signals().get(signal as usize);
                    signal.is_some_and(|signal| signal.red_line.as_deref() == Some("jargon"))
                };
                if hits
                    .iter()
                    .any(|hit| heap(hit.signal) && scopes.at(hit.start, hit.end).is_none())
                {
                    let path = Path::of(&["states", state.id.as_str(), "says"]);
                    findings.warning(
                        path.index(number).key(language.key()),
                        "a heap of terms of art stands in the customer's mouth",
                        "let the customer say it in everyday words",
                    );
                }
            }
        }
    }
}
