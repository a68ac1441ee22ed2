//! The twelve moments of an encounter and what each calls for. The table is the codebook's; it must not be tuned here.

use super::Principle;

/// The kind of situation a state is in (codebook, "The moments").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Moment {
    /// The customer comes in or up to the counter.
    Arrival,
    /// The customer is angry, complains, vents.
    Grievance,
    /// A long queue, a slow or complicated process.
    Waiting,
    /// The customer asks about a product, a rule, a step.
    Inquiry,
    /// The customer does not follow: elderly, new to it, upset.
    Confusion,
    /// A rule or a limit makes a "no" necessary.
    Refusal,
    /// Somebody asks to bend a rule.
    Pressure,
    /// Signs of fraud.
    Suspicion,
    /// The customer doubts, compares, rejects an offer.
    Objection,
    /// The bank itself got it wrong.
    Mistake,
    /// Passing the customer on to a colleague.
    Handover,
    /// The business is done, the customer is leaving.
    Closing,
}

super::keyed!(Moment {
    Arrival => "arrival",
    Grievance => "grievance",
    Waiting => "waiting",
    Inquiry => "inquiry",
    Confusion => "confusion",
    Refusal => "refusal",
    Pressure => "pressure",
    Suspicion => "suspicion",
    Objection => "objection",
    Mistake => "mistake",
    Handover => "handover",
    Closing => "closing",
});

/// How much a moment needs a principle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Call {
    /// The moment lives by it: its absence is a fault (**P** in the codebook).
    LivesBy,
    /// It helps (**s**).
    Helps,
    /// Only its breach counts (blank).
    OnlyBreach,
}

super::keyed!(Call { LivesBy => "lives_by", Helps => "helps", OnlyBreach => "only_breach" });

/// The codebook's table: a row per moment, a column per principle in the order environment, initiative, competence, listening,
/// demeanour, patience, concise, attitude; `P` lives by it, `s` it helps, `-` only its breach counts.
const CALLS: [&[u8; Principle::COUNT]; 12] = [
    b"sPssP-sP", // arrival
    b"PssPsPsP", // grievance
    b"PPsssssP", // waiting
    b"-sPsssPs", // inquiry
    b"sssPsPPs", // confusion
    b"ssPPsssP", // refusal
    b"s-PssssP", // pressure
    b"sPPPsPsP", // suspicion
    b"ssPPssPs", // objection
    b"PPsPsssP", // mistake
    b"sPPss-Ps", // handover
    b"sPssP-PP", // closing
];

impl Moment {
    /// How much this moment needs `principle`.
    #[must_use]
    pub const fn call(self, principle: Principle) -> Call {
        match CALLS[self as usize][principle.index()] {
            b'P' => Call::LivesBy,
            b's' => Call::Helps,
            _ => Call::OnlyBreach,
        }
    }

    /// The principles this moment lives by, in the codebook's order.
    pub fn lives_by(self) -> impl Iterator<Item = Principle> {
        Principle::ALL
            .iter()
            .copied()
            .filter(move |&principle| self.call(principle) == Call::LivesBy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_codebook_says() {
        let lives_by = |moment: Moment| moment.lives_by().map(Principle::key).collect::<Vec<_>>();
        assert_eq!(lives_by(Moment::Pressure), ["competence", "attitude"]);
        assert_eq!(
            lives_by(Moment::Grievance),
            ["environment", "listening", "patience", "attitude"]
        );
        assert_eq!(
            Moment::Pressure.call(Principle::Initiative),
            Call::OnlyBreach
        );
        assert_eq!(Moment::Closing.call(Principle::Patience), Call::OnlyBreach);
        assert_eq!(Moment::Waiting.call(Principle::Concise), Call::Helps);
    }
}
