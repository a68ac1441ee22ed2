//! Whether a rule's guard holds. The one place that says what a guard means: the machine and the lint rules both ask here.

use super::{Guard, RedLineGuard};
use crate::domain::{FactId, Mood};
use crate::scoring::Assessment;

/// What a guard is held against.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// The assessment of the reply just given.
    pub assessment: &'a Assessment,
    /// The facts said by now, this reply's included.
    pub facts: &'a [FactId],
    /// How the customer feels before the rule changes it; `None` where it is not known and no mood is to be ruled out.
    pub mood: Option<Mood>,
    /// The replies spent in this state, this one included.
    pub turns: u8,
}

impl Guard {
    /// Whether every part of this guard holds.
    #[must_use]
    pub fn holds(&self, now: &Circumstances<'_>) -> bool {
        let mark = |principle| now.assessment.principles[principle].mark.value();
        self.marks
            .iter()
            .all(|(principle, bounds)| bounds.hold(mark(*principle)))
            && self.red_line.is_none_or(|red_line| match red_line {
                RedLineGuard::Any => now.assessment.crosses(None),
                RedLineGuard::One(one) => now.assessment.crosses(Some(one)),
            })
            && self
                .signals
                .iter()
                .all(|signal| now.assessment.found(signal.as_str()))
            && self.facts.iter().all(|fact| now.facts.contains(fact))
            && now.mood.is_none_or(|mood| {
                self.mood
                    .iter()
                    .all(|(feeling, bounds)| bounds.hold(mood.get(*feeling)))
            })
            && self.turns.is_none_or(|bounds| bounds.hold(now.turns))
    }
}
