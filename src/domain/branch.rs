//! The name of a branch, as bundles and the central store have it. Must not look anything up.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a name is no branch's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "`{0}` is no name of a branch: one has 1 to 40 letters, digits, `-`, `_` or `.`, such as `bj-012` or `上海-徐汇`"
)]
pub struct InvalidBranch(pub String);

/// The name of a branch. It stands in file names, tables and lists of signers, so it holds nothing that these take for more
/// than a name: no spaces, commas or wildcards.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BranchId(Box<str>);

impl BranchId {
    /// The longest name, in characters.
    pub const LONGEST: usize = 40;

    /// The branch called `text`.
    ///
    /// # Errors
    /// When that is no name of a branch.
    pub fn new(text: &str) -> Result<Self, InvalidBranch> {
        let length = text.chars().count();
        let named = text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        // What begins with a hyphen is taken for an option by every program that is given it.
        if (1..=Self::LONGEST).contains(&length) && named && !text.starts_with(['-', '.']) {
            Ok(Self(text.into()))
        } else {
            Err(InvalidBranch(text.to_owned()))
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for BranchId {
    type Error = InvalidBranch;
    fn try_from(text: String) -> Result<Self, InvalidBranch> {
        Self::new(&text)
    }
}

impl From<BranchId> for String {
    fn from(branch: BranchId) -> Self {
        branch.0.into()
    }
}

impl std::str::FromStr for BranchId {
    type Err = InvalidBranch;
    fn from_str(text: &str) -> Result<Self, InvalidBranch> {
        Self::new(text)
    }
}

impl std::fmt::Display for BranchId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_has_a_plain_name() {
        for good in ["bj-012", "上海-徐汇", "1", "A.b_c"] {
            assert_eq!(BranchId::new(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "a b",
            "-x",
            ".x",
            "a,b",
            "a*",
            "a\u{1b}",
            &"x".repeat(41),
        ] {
            assert!(BranchId::new(bad).is_err(), "{bad}");
        }
    }
}
