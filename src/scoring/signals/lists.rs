//! Many short lists of numbers in one piece of memory, since thousands of small vectors cost more than what they hold. Must not
//! depend on other rooms, since the build script reads this file too.

/// Many short lists of numbers in one piece of memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    /// Where each list ends.
    ends: Vec<u32>,
    /// All lists one after another.
    numbers: Vec<u32>,
}

impl Lists {
    /// One list for each number from 0 to the greatest first number of `pairs`, holding the second numbers.
    #[must_use]
    pub fn grouped(mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        let mut out = Self::default();
        let mut rest = pairs.as_slice();
        while !rest.is_empty() {
            let of = out.len() as u32;
            let (own, others) = rest.split_at(rest.partition_point(|(first, _)| *first <= of));
            out.push(own.iter().map(|(_, second)| *second));
            rest = others;
        }
        out
    }

    /// How many lists there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds a list.
    pub fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.numbers.extend(list);
        self.ends.push(self.numbers.len() as u32);
    }

    /// Gives back what was taken beforehand for more lists.
    pub fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.numbers.shrink_to_fit();
    }

    /// The list with this number; empty where there is none.
    #[must_use]
    pub fn get(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let start = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        self.numbers
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// Where the list with this number stands among [`Lists::numbers`].
    #[must_use]
    pub fn range(&self, number: u32) -> (u32, u32) {
        let before = number.checked_sub(1);
        let end = |number: u32| self.ends.get(number as usize).copied().unwrap_or(0);
        (before.map_or(0, end), end(number))
    }

    /// All lists one after another.
    #[must_use]
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// All lists in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len() as u32).map(|number| self.get(number))
    }
}
