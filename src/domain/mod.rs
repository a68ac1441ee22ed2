//! The vocabulary every other room speaks: principles, moments, red lines, actions, marks, mood, ids. No behaviour beyond
//! naming, parsing and bounds; nothing here may know about text, files or screens.

mod action;
mod bilingual;
mod branch;
mod form;
mod ids;
mod language;
mod mark;
mod moment;
mod mood;
mod outcome;
mod principle;
mod red_line;
mod reply;
mod role;

pub use action::Action;
pub use bilingual::Bilingual;
pub use branch::{BranchId, InvalidBranch};
pub use form::Form;
pub use ids::{DrillId, FactId, InvalidId, PackId, ScenarioId, SignalId, StateId};
pub use language::Language;
pub use mark::Mark;
pub use moment::{Call, Moment};
pub use mood::{Feeling, Mood, MoodChange};
pub use outcome::Outcome;
pub use principle::{PerPrinciple, Principle};
pub use red_line::RedLine;
pub use reply::Reply;
pub use role::Role;

/// Gives a fieldless enum its fixed keys: `ALL`, `key()`, `from_key()`, serde by key, and `Display` as the key.
macro_rules! keyed {
    ($type:ident { $($variant:ident => $key:literal),+ $(,)? }) => {
        impl $type {
            /// Every value, in the order of the codebook.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// The key used in YAML, JSON and on the command line.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $($type::$variant => $key),+ }
            }

            /// The value with this key, if there is one.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some($type::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.key())
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let key = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                $type::from_key(&key).ok_or_else(|| {
                    let known: Vec<&str> = $type::ALL.iter().map(|value| value.key()).collect();
                    serde::de::Error::custom(format!("unknown value `{key}`, expected one of {}", known.join(", ")))
                })
            }
        }
    };
}
pub(crate) use keyed;
