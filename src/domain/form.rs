//! The forms of practice: a whole encounter, or single moments of one reply each. Must not choose what is practised.

/// How the trainee practises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Form {
    /// A whole encounter, from the first word to an ending.
    #[default]
    Encounter,
    /// Single moments, aimed at what is weakest or due.
    Drill,
    /// The same moment with three customers.
    Sparring,
    /// Single moments without hints; marks are shown at the end.
    Exam,
}

super::keyed!(Form {
    Encounter => "encounter",
    Drill => "drill",
    Sparring => "sparring",
    Exam => "exam",
});

impl Form {
    /// Whether each customer is answered once and then left.
    #[must_use]
    pub const fn is_single(self) -> bool {
        !matches!(self, Self::Encounter)
    }
}
