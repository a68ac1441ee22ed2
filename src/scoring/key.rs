//! The keys by which evidence, guards and expectations name what was found. Must not name it for people: `naming` does.

use std::sync::OnceLock;

use super::features::{Feature, Found};
use super::shape::Shape;
use super::signals::Inventory;
use crate::domain::{Action, RedLine};

/// The key of a feature.
#[must_use]
pub fn key(feature: Feature) -> &'static str {
    match feature {
        Feature::Signal(number) => Inventory::embedded()
            .signals()
            .get(number as usize)
            .map_or("", |signal| &signal.id),
        Feature::Action(action) => action.key(),
        Feature::Shape(shape) => shape.key(),
    }
}

/// What a feature is one kind of.
#[must_use]
pub fn family(feature: Feature) -> Option<&'static str> {
    let Feature::Signal(number) = feature else {
        return None;
    };
    let signal = Inventory::embedded().signals().get(number as usize)?;
    signal.family.as_deref()
}

/// Whether the key of a piece of evidence is `wanted`, or of that family.
#[must_use]
pub fn is_of(key: &str, wanted: &str) -> bool {
    let inventory = Inventory::embedded();
    key == wanted
        || inventory
            .number(key)
            .and_then(|number| inventory.signals().get(number))
            .is_some_and(|signal| signal.family.as_deref() == Some(wanted))
}

/// Every key that an assessment may hold in `signals`: what guards and replays can ask for.
pub fn known_keys() -> impl Iterator<Item = &'static str> {
    Keys::embedded().all.iter().copied()
}

/// The ids of the signals that count for marks, in the order of the inventory.
pub fn signal_ids() -> impl Iterator<Item = &'static str> {
    let signals = Inventory::embedded().signals().iter();
    signals
        .filter(|signal| !signal.only_opens())
        .map(|signal| signal.id.as_str())
}

/// All keys in order; a key's rank is its place among them. Ranks are compared faster than words, and every assessment asks
/// for dozens of keys.
pub(super) struct Keys {
    all: Vec<&'static str>,
    /// For each signal the ranks of its own key and of its family's.
    signals: Vec<(usize, Option<usize>)>,
    actions: Vec<usize>,
    shapes: Vec<usize>,
    red_lines: Vec<usize>,
}

impl Keys {
    pub(super) fn embedded() -> &'static Self {
        static KEYS: OnceLock<Keys> = OnceLock::new();
        KEYS.get_or_init(|| {
            let signals = Inventory::embedded().signals();
            let keys = signals
                .iter()
                .filter(|signal| !signal.only_opens())
                .flat_map(|signal| [Some(signal.id.as_str()), signal.family.as_deref()])
                .flatten();
            let mut all: Vec<&str> = keys
                .chain(Shape::ALL.iter().map(|shape| shape.key()))
                .chain(Action::ALL.iter().map(|action| action.key()))
                .chain(RedLine::ALL.iter().map(|red_line| red_line.key()))
                .collect();
            all.sort_unstable();
            all.dedup();
            // One rank more than there are keys: that of signals which only open scopes and are never asked for.
            let rank = |key: &str| all.binary_search(&key).unwrap_or(all.len());
            Self {
                signals: signals
                    .iter()
                    .map(|signal| (rank(&signal.id), signal.family.as_deref().map(rank)))
                    .collect(),
                actions: Action::ALL.iter().map(|one| rank(one.key())).collect(),
                shapes: Shape::ALL.iter().map(|one| rank(one.key())).collect(),
                red_lines: RedLine::ALL.iter().map(|one| rank(one.key())).collect(),
                all,
            }
        })
    }

    /// The rank of a key; `None` where there is no such key.
    pub(super) fn rank(&self, key: &str) -> Option<usize> {
        self.all.binary_search(&key).ok()
    }
}

/// The keys of one reply, a bit each.
pub(super) struct KeySet(Vec<u64>);

impl KeySet {
    /// The keys of what was found, of its families, and of the red lines crossed.
    pub(super) fn of(found: &[Found], red_lines: impl Iterator<Item = RedLine>) -> Self {
        let keys = Keys::embedded();
        let mut out = Self(vec![0; keys.all.len() / 64 + 1]);
        for one in found {
            match one.feature {
                Feature::Signal(number) => {
                    if let Some(&(own, family)) = keys.signals.get(number as usize) {
                        out.insert(own);
                        family.into_iter().for_each(|family| out.insert(family));
                    }
                }
                Feature::Action(action) => out.insert(keys.actions[action as usize]),
                Feature::Shape(shape) => out.insert(keys.shapes[shape as usize]),
            }
        }
        for red_line in red_lines {
            out.insert(keys.red_lines[red_line as usize]);
        }
        out
    }

    fn insert(&mut self, rank: usize) {
        self.0[rank / 64] |= 1 << (rank % 64);
    }

    /// Whether the key of this rank is there.
    pub(super) fn contains(&self, rank: usize) -> bool {
        self.0[rank / 64] >> (rank % 64) & 1 == 1
    }

    /// The keys in order.
    pub(super) fn keys(&self) -> Vec<&'static str> {
        let all = &Keys::embedded().all;
        let mut out = Vec::with_capacity(32);
        for (word, mut bits) in self.0.iter().copied().enumerate() {
            while bits != 0 {
                out.extend(all.get(word * 64 + bits.trailing_zeros() as usize));
                bits &= bits - 1;
            }
        }
        out
    }
}
