//! The library's screen with all that can stand in it.

use std::collections::BTreeSet;

use teller_coach::domain::{Language, Mark, Outcome, ScenarioId};
use teller_coach::i18n::Texts;
use teller_coach::progress::PastScenario;
use teller_coach::scenario::Library;
use teller_coach::tui::Setup;

use crate::harness::Player;
use crate::made_up::setup;

#[test]
fn titles_of_the_library_are_whole_whatever_has_been_done() {
    let id = ScenarioId::new("double-fee").expect("an id");
    let mut past = PastScenario::of(id, Mark::new(81), Outcome::Good);
    for _ in 1..12 {
        past.add(Mark::new(81), Outcome::Good);
    }
    for language in Language::ALL {
        let start = Setup {
            past: vec![past.clone()],
            ..setup(*language)
        };
        let titles: Vec<String> = start
            .shelf
            .headers()
            .iter()
            .map(|header| header.title.get(*language).to_owned())
            .collect();
        let mut player = Player::new(start, 60, 20);
        for title in titles {
            player.sees(&format!(" {title} "));
        }
    }
}

#[test]
fn tags_of_the_library_have_names_and_others_stay_as_they_are() {
    let mut tags = BTreeSet::new();
    for header in Library::embedded().headers() {
        tags.extend(header.tags);
    }
    assert!(tags.len() > 20);
    let zh = Texts::new(Language::Zh);
    for tag in tags {
        assert!(zh.tag(&tag).chars().all(|c| !c.is_ascii()), "{tag}");
    }
    assert_eq!(zh.tag("night-shift"), "night-shift");
}
