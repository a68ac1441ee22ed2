//! The keys by which evidence, guards and expectations name what was found. Must not name it for people: `naming` does.

use super::features::Feature;
use super::signals::Inventory;

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
