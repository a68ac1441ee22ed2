//! The post the trainee holds in a scenario.

/// Who the trainee plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Behind the counter.
    Teller,
    /// In the lobby.
    LobbyManager,
    /// Visits and advises customers.
    AccountManager,
    /// Answers for the branch.
    BranchManager,
}

super::keyed!(Role {
    Teller => "teller",
    LobbyManager => "lobby_manager",
    AccountManager => "account_manager",
    BranchManager => "branch_manager",
});
