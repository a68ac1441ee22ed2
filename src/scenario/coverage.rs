//! What a set of scenarios trains: which moments they hold, which principles these live by, which red lines they tempt to
//! cross. Must not render it.

use super::lint::assessments;
use super::{RedLineGuard, Scenario, State};
use crate::domain::{Language, Moment, Principle, RedLine, ScenarioId};

/// What one scenario trains, each without repetition and in the domain's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The scenario.
    pub id: ScenarioId,
    /// The principles that a moment of its states lives by.
    pub principles: Vec<Principle>,
    /// The moments of its states.
    pub moments: Vec<Moment>,
    /// The red lines that a poor reply of its author crosses, in either language, or that a rule asks for by name.
    pub red_lines: Vec<RedLine>,
}

impl Coverage {
    /// What `scenario` trains.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let in_moment = |moment: &Moment| scenario.states.iter().any(|one| one.moment == *moment);
        let moments: Vec<Moment> = Moment::ALL.iter().copied().filter(in_moment).collect();
        let lived_by = |principle: &Principle| {
            let mut moments = moments.iter();
            moments.any(|moment| moment.lives_by().any(|one| one == *principle))
        };
        let crossed = crossed(scenario);
        Self {
            id: scenario.id.clone(),
            principles: Principle::ALL.iter().copied().filter(lived_by).collect(),
            red_lines: RedLine::ALL
                .iter()
                .copied()
                .filter(|one| crossed.contains(one))
                .collect(),
            moments,
        }
    }
}

fn crossed(scenario: &Scenario) -> Vec<RedLine> {
    let guards = scenario
        .states
        .iter()
        .flat_map(|state| &state.next)
        .filter_map(|rule| match rule.when.as_ref()?.red_line? {
            RedLineGuard::One(one) => Some(one),
            RedLineGuard::Any => None,
        });
    let poor = scenario
        .states
        .iter()
        .flat_map(|state| poor_crosses(scenario, state));
    guards.chain(poor).collect()
}

/// The red lines that the poor reply of a state crosses, in either language, against any of the customer's wordings.
#[must_use]
pub fn poor_crosses(scenario: &Scenario, state: &State) -> Vec<RedLine> {
    let examples = state.poor.iter().flat_map(|poor| {
        let in_each = |&language: &Language| assessments(scenario, state, poor, language);
        Language::ALL.iter().flat_map(in_each)
    });
    examples
        .flat_map(|assessment| assessment.red_lines.into_iter().map(|one| one.red_line))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Library;

    #[test]
    fn the_library_trains_every_principle_and_moment_and_tempts_to_every_red_line() {
        let all: Vec<Coverage> = Library::embedded()
            .scenarios()
            .map(|scenario| Coverage::of(&scenario))
            .collect();
        for principle in Principle::ALL {
            assert!(
                all.iter().any(|one| one.principles.contains(principle)),
                "{principle}"
            );
        }
        for moment in Moment::ALL {
            assert!(
                all.iter().any(|one| one.moments.contains(moment)),
                "{moment}"
            );
        }
        for red_line in RedLine::ALL {
            assert!(
                all.iter().any(|one| one.red_lines.contains(red_line)),
                "{red_line}"
            );
        }
    }
}
