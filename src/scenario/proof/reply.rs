//! What a reply must be like for a certain rule of a state to be taken: bounds on marks, facts, signals and red lines. Must not
//! walk the story: the search does.

use super::Configuration;
use crate::domain::{FactId, Feeling, Mark, Principle, RedLine, SignalId};
use crate::scenario::{Bounds, Given, Guard, RedLineGuard, Rule, Scenario};

/// The facts that a guard asks for, a bit each; beyond the sixty-fourth they are not told apart.
pub(super) fn facts_of(scenario: &Scenario, guard: &Guard) -> u64 {
    let number = |id: &FactId| scenario.facts.iter().position(|fact| fact.id == *id);
    guard
        .facts
        .iter()
        .filter_map(number)
        .filter(|number| *number < 64)
        .fold(0, |all, number| all | 1 << number)
}

/// A reply such that `rule` is taken and none before it, if there can be one.
pub(super) fn reply_for<'g>(
    scenario: &Scenario,
    before: &'g [Rule],
    rule: &'g Rule,
    now: &Configuration,
    turns: u8,
) -> Option<ReplyBounds<'g>> {
    taking(scenario, [rule], before.iter(), now, turns)
}

/// A reply such that one list of rules takes `one` and another, which differs from it, takes `other`: both by number.
pub(super) fn reply_for_both<'g>(
    scenario: &Scenario,
    (rules, one): (&'g [Rule], usize),
    (others, other): (&'g [Rule], usize),
    now: &Configuration,
    turns: u8,
) -> Option<ReplyBounds<'g>> {
    let wanted = [rules.get(one)?, others.get(other)?];
    let before = rules.iter().take(one).chain(others.iter().take(other));
    taking(scenario, wanted, before, now, turns)
}

/// A reply that meets the guards of all of `wanted` and of none of `before`.
fn taking<'g, const N: usize>(
    scenario: &Scenario,
    wanted: [&'g Rule; N],
    before: impl Iterator<Item = &'g Rule> + Clone,
    now: &Configuration,
    turns: u8,
) -> Option<ReplyBounds<'g>> {
    let mut reply = ReplyBounds::after(now.said);
    for guard in wanted.iter().filter_map(|rule| rule.when.as_ref()) {
        if !(given(guard, now, turns) && reply.meets(scenario, guard)) {
            return None;
        }
    }
    reply.avoiding(scenario, before, now, turns)
}

/// Whether mood and turns, which are no choice of the trainee's, are as a guard asks.
fn given(guard: &Guard, now: &Configuration, turns: u8) -> bool {
    let mood = |(feeling, bounds): &(Feeling, Bounds)| bounds.hold(now.mood.get(*feeling));
    guard.mood.iter().all(mood) && guard.turns.is_none_or(|bounds| bounds.hold(turns))
}

/// What is known of a reply that is to take a certain rule.
#[derive(Debug, Clone)]
pub(super) struct ReplyBounds<'g> {
    /// Lowest and highest mark per principle.
    marks: [(u8, u8); Principle::COUNT],
    facts: u64,
    facts_not: u64,
    signals: Vec<&'g SignalId>,
    signals_not: Vec<&'g SignalId>,
    /// Whether some red line is crossed.
    crosses: bool,
    red_lines: u8,
    red_lines_not: u8,
}

/// All red lines, a bit each.
const ALL_RED_LINES: u8 = (1 << RedLine::ALL.len()) - 1;

impl<'g> ReplyBounds<'g> {
    const fn after(said: u64) -> Self {
        Self {
            marks: [(0, 100); Principle::COUNT],
            facts: said,
            facts_not: 0,
            signals: Vec::new(),
            signals_not: Vec::new(),
            crosses: false,
            red_lines: 0,
            red_lines_not: 0,
        }
    }

    /// Narrows the reply so that it meets a guard; false where it can't.
    fn meets(&mut self, scenario: &Scenario, guard: &'g Guard) -> bool {
        for (principle, bounds) in &guard.marks {
            let mark = &mut self.marks[principle.index()];
            mark.0 = mark.0.max(bounds.min.unwrap_or(0));
            mark.1 = mark.1.min(bounds.max.unwrap_or(100));
        }
        self.facts |= facts_of(scenario, guard);
        self.signals.extend(&guard.signals);
        match guard.red_line {
            None => {}
            Some(RedLineGuard::Any) => self.crosses = true,
            Some(RedLineGuard::One(one)) => self.red_lines |= 1 << one as u8,
        }
        self.is_possible()
    }

    fn is_possible(&self) -> bool {
        let crossable = ALL_RED_LINES & !self.red_lines_not;
        self.marks.iter().all(|(low, high)| low <= high)
            && self.facts & self.facts_not == 0
            && self
                .signals
                .iter()
                .all(|one| !self.signals_not.contains(one))
            && self.red_lines & self.red_lines_not == 0
            && (!self.crosses || crossable != 0)
    }

    /// The reply narrowed so that it meets none of the rules' guards, if that is possible.
    fn avoiding(
        self,
        scenario: &Scenario,
        mut rules: impl Iterator<Item = &'g Rule> + Clone,
        now: &Configuration,
        turns: u8,
    ) -> Option<Self> {
        let Some(rule) = rules.next() else {
            return Some(self);
        };
        let guard = rule.when.as_ref()?;
        if !given(guard, now, turns) {
            return self.avoiding(scenario, rules, now, turns);
        }
        self.failing(scenario, guard)
            .into_iter()
            .filter(Self::is_possible)
            .find_map(|reply| reply.avoiding(scenario, rules.clone(), now, turns))
    }

    /// One reply within these bounds, after the facts `said`: what need not be so is left out.
    pub(super) fn given(&self, scenario: &Scenario, said: u64) -> Given {
        let marks = Principle::ALL.iter().zip(self.marks);
        let red_lines = RedLine::ALL.iter().copied();
        let mut crossed: Vec<RedLine> = red_lines
            .clone()
            .filter(|one| self.red_lines >> *one as u8 & 1 == 1)
            .collect();
        if self.crosses && crossed.is_empty() {
            crossed.extend(
                red_lines
                    .into_iter()
                    .find(|one| self.red_lines_not >> *one as u8 & 1 == 0),
            );
        }
        let new = self.facts & !said;
        Given {
            marks: marks
                .filter(|(_, (low, high))| !(*low..=*high).contains(&Given::UNSAID))
                .map(|(principle, (low, high))| {
                    let nearest = if low > Given::UNSAID { low } else { high };
                    (*principle, Mark::new(nearest))
                })
                .collect(),
            red_lines: crossed,
            signals: self.signals.iter().copied().cloned().collect(),
            facts: scenario
                .facts
                .iter()
                .take(64)
                .enumerate()
                .filter(|(number, _)| new >> number & 1 == 1)
                .map(|(_, fact)| fact.id.clone())
                .collect(),
        }
    }

    /// The ways to fail a guard: one part of it each.
    fn failing(&self, scenario: &Scenario, guard: &'g Guard) -> Vec<Self> {
        let mut out = Vec::new();
        let mut push = |change: &dyn Fn(&mut Self)| {
            let mut reply = self.clone();
            change(&mut reply);
            out.push(reply);
        };
        for (principle, bounds) in &guard.marks {
            let at = principle.index();
            if let Some(below) = bounds.min.and_then(|min| min.checked_sub(1)) {
                push(&|reply| reply.marks[at].1 = reply.marks[at].1.min(below));
            }
            if let Some(above) = bounds.max.filter(|max| *max < 100) {
                push(&|reply| reply.marks[at].0 = reply.marks[at].0.max(above + 1));
            }
        }
        let facts = facts_of(scenario, guard);
        for number in (0..64).filter(|number| facts >> number & 1 == 1) {
            push(&|reply| reply.facts_not |= 1 << number);
        }
        for signal in &guard.signals {
            push(&|reply| reply.signals_not.push(signal));
        }
        match guard.red_line {
            None => {}
            Some(RedLineGuard::Any) => push(&|reply| {
                reply.red_lines_not = ALL_RED_LINES;
            }),
            Some(RedLineGuard::One(one)) => push(&|reply| reply.red_lines_not |= 1 << one as u8),
        }
        out
    }
}
