//! An assessment that is laid down instead of scored: what a scripted turn has where it is about the story and not about
//! words. Must not score.

use crate::domain::{Call, FactId, Mark, PerPrinciple, Principle, RedLine, SignalId};
use crate::scoring::{Assessment, Crossing, PrincipleAssessment, known_keys};
use crate::text::Span;

/// What is found in a reply, whatever its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// Marks of principles; the others have [`Given::UNSAID`].
    pub marks: Vec<(Principle, Mark)>,
    /// The red lines crossed.
    pub red_lines: Vec<RedLine>,
    /// The signals found.
    pub signals: Vec<SignalId>,
    /// The facts said.
    pub facts: Vec<FactId>,
}

/// As a mapping that a replay's `given:` takes: `{listening: 60, red_lines: [arguing]}`.
impl std::fmt::Display for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        fn list<T: std::fmt::Display>(key: &str, all: &[T]) -> Option<String> {
            let words: Vec<String> = all.iter().map(ToString::to_string).collect();
            (!words.is_empty()).then(|| format!("{key}: [{}]", words.join(", ")))
        }
        let marks = self.marks.iter();
        let parts: Vec<String> = marks
            .map(|(principle, mark)| format!("{principle}: {}", mark.value()))
            .chain(list("red_lines", &self.red_lines))
            .chain(list("signals", &self.signals))
            .chain(list("facts", &self.facts))
            .collect();
        write!(f, "{{{}}}", parts.join(", "))
    }
}

impl Given {
    /// The mark of a principle that is not named.
    pub const UNSAID: u8 = 50;

    /// The same as an assessment without evidence; its overall mark is the mean of the principles'.
    #[must_use]
    pub fn assessment(&self) -> Assessment {
        let mark = |principle| {
            let named = self.marks.iter().find(|(one, _)| *one == principle);
            named.map_or(Mark::new(Self::UNSAID), |(_, mark)| *mark)
        };
        let sum: u32 = Principle::ALL
            .iter()
            .map(|one| u32::from(mark(*one).value()))
            .sum();
        let mean = u8::try_from(sum / Principle::ALL.len() as u32).unwrap_or(Mark::MAX);
        let overall = Mark::new(mean);
        let mut signals: Vec<&'static str> = known_keys()
            .filter(|key| {
                self.signals.iter().any(|one| one.as_str() == *key)
                    || self.red_lines.iter().any(|one| one.key() == *key)
            })
            .collect();
        signals.sort_unstable();
        signals.dedup();
        Assessment {
            overall: if self.red_lines.is_empty() {
                overall
            } else {
                overall.min(Mark::RED_LINE_CAP)
            },
            principles: PerPrinciple::from_fn(|principle| PrincipleAssessment {
                mark: mark(principle),
                call: Call::Helps,
                evidence: Vec::new(),
            }),
            red_lines: self
                .red_lines
                .iter()
                .map(|red_line| Crossing {
                    red_line: *red_line,
                    span: Span { start: 0, end: 0 },
                    text: String::new(),
                })
                .collect(),
            signals,
            facts_said: self.facts.clone(),
            facts_denied: Vec::new(),
        }
    }
}
