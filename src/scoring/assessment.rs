//! What scoring returns: marks, red lines, and for every point the words behind it. A plain value; rendering it is the work
//! of reports and screens.

use std::borrow::Cow;
use std::sync::Arc;

use crate::domain::{Call, FactId, Mark, PerPrinciple, RedLine};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// What a piece of evidence does to a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EvidenceEffect {
    /// It raises the mark.
    #[serde(rename = "+")]
    Raises,
    /// It lowers the mark.
    #[serde(rename = "-")]
    Lowers,
    /// It was looked for and is not there.
    #[serde(rename = "absent")]
    Absent,
}

/// One reason behind one mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The key of the signal, action, fact or feature of shape.
    pub signal: Cow<'static, str>,
    /// What it does.
    pub effect: EvidenceEffect,
    /// Where it stands in the reply; `None` for an action and for what is absent.
    pub span: Option<Span>,
    /// The words there.
    pub text: Option<Arc<str>>,
    /// What it is worth on this mark, in points of 100; 0 for what is absent.
    pub points: f32,
}

/// One principle's mark with its reasons, the weightiest first.
#[derive(Debug, Clone, PartialEq)]
pub struct PrincipleAssessment {
    /// The mark, 0–100.
    pub mark: Mark,
    /// How much the moment needs the principle.
    pub call: Call,
    /// The reasons.
    pub evidence: Vec<Evidence>,
}

/// A red line that the reply crosses, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crossing {
    /// Which one.
    pub red_line: RedLine,
    /// The words that cross it.
    pub span: Span,
    /// The same words as text.
    pub text: String,
}

/// The assessment of one reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The trainer's one mark; at most 25 where a red line is crossed.
    pub overall: Mark,
    /// A mark per principle.
    pub principles: PerPrinciple<PrincipleAssessment>,
    /// The red lines crossed, in the order of their places.
    pub red_lines: Vec<Crossing>,
    /// The keys of everything found (signals and their families, actions, form, red lines), without repetition, sorted.
    pub signals: Vec<&'static str>,
    /// The scenario's facts that were said.
    pub facts_said: Vec<FactId>,
    /// The scenario's facts that were said wrongly.
    pub facts_denied: Vec<FactId>,
}

impl Assessment {
    /// Whether `red_line`, or any where it is `None`, is crossed.
    #[must_use]
    pub fn crosses(&self, red_line: Option<RedLine>) -> bool {
        self.red_lines
            .iter()
            .any(|crossing| red_line.is_none_or(|wanted| crossing.red_line == wanted))
    }

    /// Whether a signal with this key was found.
    #[must_use]
    pub fn found(&self, signal: &str) -> bool {
        self.signals
            .binary_search_by(|found| (*found).cmp(signal))
            .is_ok()
    }
}
