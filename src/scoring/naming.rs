//! What people read where the scorer writes keys. Must not name actions: `i18n` does.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::signals::Inventory;
use crate::domain::{Bilingual, Language};

/// The name of a signal or a feature of form in `language`; `None` for other keys (actions, facts).
#[must_use]
pub fn signal_name(key: &str, language: Language) -> Option<&'static str> {
    static SHAPES: OnceLock<BTreeMap<String, Bilingual>> = OnceLock::new();
    let inventory = Inventory::embedded();
    if let Some(signal) = inventory
        .number(key)
        .and_then(|number| inventory.signals().get(number))
    {
        return Some(match language {
            Language::Zh => &signal.name.zh,
            Language::En => &signal.name.en,
        });
    }
    let shapes = SHAPES.get_or_init(|| {
        match serde_json::from_slice(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/shape_names.json"
        ))) {
            Ok(names) => names,
            Err(error) => unreachable!("the embedded names are not readable: {error}"),
        }
    });
    shapes.get(key).map(|name| name.get(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::shape::Shape;

    #[test]
    fn every_feature_of_form_has_a_name() {
        for shape in Shape::ALL {
            for language in [Language::Zh, Language::En] {
                assert!(
                    signal_name(shape.key(), language).is_some_and(|name| !name.is_empty()),
                    "{shape}"
                );
            }
        }
        assert_eq!(signal_name("no_such_key", Language::En), None);
    }
}
