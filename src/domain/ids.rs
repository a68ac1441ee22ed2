//! Names given by authors, as types of their own so that a state can't be taken for a fact. Must not look anything up.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a name is no id.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "`{0}` is not an id: an id begins with a small letter or a digit and goes on with small letters, digits, `_` or `-`"
)]
pub struct InvalidId(pub String);

/// Whether `text` matches `[a-z0-9][a-z0-9_-]*`.
fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// The id, if `text` matches `[a-z0-9][a-z0-9_-]*`.
            ///
            /// # Errors
            /// When it does not.
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                if is_id(text) { Ok(Self(text.into())) } else { Err(InvalidId(text.to_owned())) }
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.into()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id! {
    /// A scenario's id, also its file name.
    ScenarioId
}
id! {
    /// A pack of scenarios.
    PackId
}
id! {
    /// A drill's id, also its file name.
    DrillId
}
id! {
    /// A state or an ending of one scenario.
    StateId
}
id! {
    /// A fact of one scenario.
    FactId
}
id! {
    /// A signal of the scorer's inventory.
    SignalId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_small_letters_digits_dash_and_underscore() {
        for good in ["a", "0", "long-wait_2"] {
            assert!(StateId::new(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "_a", "A", "a b", "取现", "a.b"] {
            assert!(StateId::new(bad).is_err(), "{bad}");
        }
    }
}
