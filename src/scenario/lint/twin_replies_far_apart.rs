//! # twin-replies-far-apart
//!
//! ## What it flags
//! A good reply whose overall marks in Chinese and in English are more than 35 apart.
//!
//! ## Why
//! Both are shown as the example to follow. Where one scores much less, it says less, or the scorer misreads it.
//!
//! ## Example
//! ```yaml
//!     good: {zh: 您先坐，我马上给您办。, en: Wait.}
//! ```
//!
//! ## Instead
//! Say in the poorer one what the other says.

use super::examples::Which;
use super::{Findings, Rule};
use crate::domain::Language;
use crate::scenario::Scenario;
use crate::scenario::path::Path;

pub(super) const RULE: Rule = Rule {
    name: "twin-replies-far-apart",
    source: include_str!("twin_replies_far_apart.rs"),
    check,
};

/// How many points the two may differ.
const APART: u8 = 35;

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for state in &scenario.states {
        let mark = |language| {
            let good = findings
                .examples
                .get(scenario, state, Which::Good, language);
            good.first().map(|assessment| assessment.overall.value())
        };
        if let (Some(zh), Some(en)) = (mark(Language::Zh), mark(Language::En))
            && zh.abs_diff(en) > APART
        {
            let poorer = if zh < en { Language::Zh } else { Language::En };
            findings.warning(
                Path::of(&["states", state.id.as_str(), "good", poorer.key()]),
                format!("the good reply has {zh} overall in Chinese and {en} in English"),
                "say here what the other language says",
            );
        }
    }
}
