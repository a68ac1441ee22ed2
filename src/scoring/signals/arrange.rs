//! Puts patterns, slots and literals into the order in which a reply meets them: what common literals lead to lies together, so
//! that looking through a reply touches less memory. What is found does not depend on it. Must not depend on other rooms, since
//! the build script reads this file too.

use std::cmp::Reverse;

use super::entry::Prepared;
use super::lists::Lists;
use super::pattern::{Compiled, Pattern, Step, Target};

impl Prepared {
    /// Chooses what to look for first and arranges everything by it, given how often each literal turns up in ordinary text. The
    /// literals have other numbers afterwards.
    pub fn arrange(&mut self, commonness: &[u32]) {
        let compiled = &mut self.compiled;
        compiled.choose_anchors(commonness);
        compiled.common_literals_first(commonness);
        let order = compiled.order();
        self.owners = order.iter().map(|at| self.owners[*at]).collect();
        compiled.put_in(&order);
        compiled.mark_steps();
    }
}

impl Compiled {
    fn common_literals_first(&mut self, commonness: &[u32]) {
        let often = |literal: usize| commonness.get(literal).copied().unwrap_or(0);
        let mut order: Vec<usize> = (0..self.literals.len()).collect();
        order.sort_by_key(|literal| (Reverse(often(*literal)), *literal));
        let mut number = vec![0_u32; order.len()];
        for (new, old) in (0_u32..).zip(&order) {
            number[*old] = new;
        }
        self.literals = order
            .iter()
            .map(|old| std::mem::take(&mut self.literals[*old]))
            .collect();
        let mut slots = Lists::default();
        for slot in self.slots.iter() {
            let renumbered = slot
                .iter()
                .map(|literal| number[*literal as usize / 2] * 2 + literal % 2);
            let mut slot: Vec<u32> = renumbered.collect();
            slot.sort_unstable();
            slots.push(slot);
        }
        self.slots = slots;
        self.forget_names();
    }

    /// The patterns by the commonest literal of the step looked for first, then by that step and the one asked for next.
    fn order(&self) -> Vec<usize> {
        let key = |at: usize| {
            let pattern = &self.patterns[at];
            let slot = |step: Option<u8>| self.slot_of(pattern, step);
            let anchor = slot(pattern.anchor);
            let commonest = anchor.and_then(|slot| self.slots.get(slot).first().copied());
            (commonest, anchor, slot(pattern.gate), at)
        };
        let mut order: Vec<usize> = (0..self.patterns.len()).collect();
        order.sort_by_cached_key(|at| key(*at));
        order
    }

    fn put_in(&mut self, order: &[usize]) {
        let mut steps: Vec<Step> = Vec::new();
        let mut patterns: Vec<Pattern> = Vec::with_capacity(order.len());
        let mut slots = Lists::default();
        let mut number: Vec<Option<u32>> = vec![None; self.slots.len()];
        for at in order {
            let pattern = self.patterns[*at];
            let from = steps.len() as u32;
            for step in self.steps(&pattern) {
                let mut step = *step;
                if let Target::Slot(slot) = &mut step.target {
                    *slot = *number[*slot as usize].get_or_insert_with(|| {
                        slots.push(self.slots.get(*slot).iter().copied());
                        slots.len() as u32 - 1
                    });
                }
                steps.push(step);
            }
            patterns.push(pattern.with_steps(from, steps.len() as u32));
        }
        self.replace(patterns, steps, slots);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_common_literals_lead_to_comes_first_and_means_the_same() {
        let mut prepared = Prepared::default();
        for (number, source) in ["稀罕.{0,4}您", "您好", "请.{0,3}坐"].iter().enumerate() {
            let entry = serde_json::from_value(serde_json::json!({
                "id": format!("s{number}"), "name": {"zh": "一", "en": "one"}, "effect": "+",
                "patterns": {"zh": [source]},
            }));
            let added = entry.map(|entry| prepared.add(&entry, str::to_owned));
            assert_eq!(added.ok(), Some(Ok(())), "{source}");
        }
        let commonness: Vec<u32> = prepared
            .compiled
            .literals
            .iter()
            .map(|literal| if literal == "坐" { 9 } else { 0 })
            .collect();
        let words = |prepared: &Prepared| -> Vec<Vec<String>> {
            let compiled = &prepared.compiled;
            let mut all: Vec<Vec<String>> = (compiled.patterns.iter().zip(&prepared.owners))
                .map(|(pattern, owner)| {
                    let slots = compiled.steps(pattern).iter().map(|step| step.target);
                    let literals = slots.flat_map(|target| match target {
                        Target::Slot(slot) => compiled.slots.get(slot).to_vec(),
                        Target::Class(_) | Target::End => Vec::new(),
                    });
                    let texts = literals.map(|one| compiled.literals[one as usize / 2].clone());
                    std::iter::once(owner.signal.to_string())
                        .chain(texts)
                        .collect()
                })
                .collect();
            all.sort();
            all
        };
        let before = words(&prepared);
        prepared.arrange(&commonness);
        assert_eq!(prepared.compiled.literals[0], "坐");
        assert_eq!(words(&prepared), before);
    }
}
