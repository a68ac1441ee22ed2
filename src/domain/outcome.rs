//! How an encounter ended for the customer, kept apart from the communication marks.

/// What the ending means for the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The customer got what was right.
    Good,
    /// Half of it.
    Fair,
    /// The customer, or the bank, came to harm.
    Bad,
}

super::keyed!(Outcome { Good => "good", Fair => "fair", Bad => "bad" });
