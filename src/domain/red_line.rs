//! The six red lines: breaches that cap a reply whatever else is good in it. Must not decide whether one is crossed.

/// One of the six red lines (codebook, "The red lines").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RedLine {
    /// Winning the argument against the customer.
    Arguing,
    /// Making the customer lose face.
    Humiliating,
    /// Shutting the customer out with no way on.
    BrushingOff,
    /// Unexplained terms of art put to a layman.
    Jargon,
    /// Buying goodwill with the bank's or others' interest.
    BankInterest,
    /// Breaking a rule or the law.
    Compliance,
}

super::keyed!(RedLine {
    Arguing => "arguing",
    Humiliating => "humiliating",
    BrushingOff => "brushing_off",
    Jargon => "jargon",
    BankInterest => "bank_interest",
    Compliance => "compliance",
});

impl RedLine {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();
}
