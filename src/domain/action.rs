//! What a trainee can do besides speaking. Must not say what an action is worth: the rubric does.

/// A non-verbal action done with a reply (codebook, "Guidance").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Smiles.
    Smile,
    /// Stands up to meet the customer.
    StandUp,
    /// Pours a glass of water.
    OfferWater,
    /// Offers a seat.
    OfferSeat,
    /// Speaks more quietly.
    LowerVoice,
    /// Nods while listening.
    Nod,
    /// Hands things over with both hands.
    BothHands,
    /// Writes it down for the customer.
    WriteItDown,
    /// Fetches the reading glasses.
    ReadingGlasses,
    /// Moves to a private room.
    PrivateRoom,
    /// Walks the customer there.
    LeadTheWay,
    /// Calls the manager.
    CallManager,
    /// Checks the identity document.
    CheckId,
    /// Calls the police.
    CallPolice,
    /// Straightens the uniform.
    TidyDress,
    /// Looks at the phone.
    LookAtPhone,
    /// Rolls the eyes.
    RollEyes,
    /// Crosses the arms.
    CrossArms,
    /// Points with a finger.
    PointFinger,
    /// Turns away.
    TurnAway,
    /// Sighs.
    Sigh,
    /// Slams the desk.
    SlamDesk,
}

super::keyed!(Action {
    Smile => "smile",
    StandUp => "stand_up",
    OfferWater => "offer_water",
    OfferSeat => "offer_seat",
    LowerVoice => "lower_voice",
    Nod => "nod",
    BothHands => "both_hands",
    WriteItDown => "write_it_down",
    ReadingGlasses => "reading_glasses",
    PrivateRoom => "private_room",
    LeadTheWay => "lead_the_way",
    CallManager => "call_manager",
    CheckId => "check_id",
    CallPolice => "call_police",
    TidyDress => "tidy_dress",
    LookAtPhone => "look_at_phone",
    RollEyes => "roll_eyes",
    CrossArms => "cross_arms",
    PointFinger => "point_finger",
    TurnAway => "turn_away",
    Sigh => "sigh",
    SlamDesk => "slam_desk",
});

impl Action {
    /// Whether the codebook lists it among the actions that break a principle.
    #[must_use]
    pub const fn breaks(self) -> bool {
        matches!(
            self,
            Self::LookAtPhone
                | Self::RollEyes
                | Self::CrossArms
                | Self::PointFinger
                | Self::TurnAway
                | Self::Sigh
                | Self::SlamDesk
        )
    }
}
