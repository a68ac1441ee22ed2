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

    /// All lists in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len() as u32).map(|number| self.get(number))
    }
}
