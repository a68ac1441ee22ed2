//! All texts of a scenario with the keys that lead to them. Must not judge them.

use crate::domain::Bilingual;
use crate::scenario::Scenario;
use crate::scenario::path::Path;

/// Every text that is there in both languages.
pub(super) fn texts(scenario: &Scenario) -> Vec<(Path, &Bilingual)> {
    let mut all = vec![
        (Path::of(&["title"]), &scenario.title),
        (Path::of(&["about"]), &scenario.about),
        (Path::of(&["customer", "name"]), &scenario.customer.name),
    ];
    for (index, fact) in scenario.facts.iter().enumerate() {
        all.push((Path::of(&["facts"]).index(index).key("text"), &fact.text));
    }
    for state in &scenario.states {
        let at = |key: &str| Path::of(&["states", state.id.as_str(), key]);
        let lists = [("says", &state.says), ("hints", &state.hints)];
        for (key, list) in lists {
            all.extend(
                list.iter()
                    .enumerate()
                    .map(|(index, text)| (at(key).index(index), text)),
            );
        }
        let examples = [("good", &state.good), ("poor", &state.poor)];
        for (key, example) in examples {
            all.extend(example.iter().map(|example| (at(key), &example.words)));
        }
    }
    for ending in &scenario.endings {
        all.push((
            Path::of(&["endings", ending.id.as_str(), "text"]),
            &ending.text,
        ));
    }
    all
}
