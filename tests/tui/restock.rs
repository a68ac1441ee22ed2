//! An author saves a file while the interface is open: what is on the screen follows, and nothing typed is lost.

use std::sync::Arc;

use teller_coach::domain::Language;
use teller_coach::scenario::Scenario;
use teller_coach::tui::{Code, Effect};

use crate::harness::Player;
use crate::made_up::{OneShelf, scenario};

/// The made-up scenario with a briefing, a first wording and endings of the author's next edition.
fn changed() -> Scenario {
    let mut next = scenario();
    next.about.zh = "改过的说明".to_owned();
    for wording in &mut next.states[0].says {
        wording.zh = "改过的第一句话".to_owned();
    }
    for ending in &mut next.endings {
        ending.text.zh = "改过的结尾".to_owned();
    }
    next
}

impl Player {
    fn saves(&mut self, scenario: Scenario, problems: &[&str]) -> &mut Self {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let effects = self
            .app
            .restock(Arc::new(OneShelf::new(scenario)), &problems);
        assert!(effects.contains(&Effect::Paint), "it must be drawn");
        self.effects.extend(effects);
        self
    }
}

#[test]
fn the_briefing_and_the_talk_show_what_was_saved() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.enter().sees_not("改过的说明").saves(changed(), &[]);
    player.sees("改过的说明").sees("剧本已重新读入");
    player.f(2).sees("改过的第一句话");
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("您好,让您久等").saves(changed(), &[]);
    player
        .sees("改过的第一句话")
        .sees("您好,让您久等")
        .sees("剧本已重新读入");
    // The next key takes the banner away, and the words go on.
    player
        .types("了")
        .sees("您好,让您久等了")
        .sees_not("剧本已重新读入");
}

#[test]
fn the_debrief_is_told_anew() {
    let mut player = Player::at(Language::Zh, 100, 30);
    player.begins().types("自己没看清").enter().enter();
    player
        .sees_not("改过的结尾")
        .saves(changed(), &[])
        .sees("改过的结尾");
}

#[test]
fn what_does_not_fit_any_more_goes_on_as_it_was() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("您好").enter().enter();
    let mut next = changed();
    // Now the first reply ends it.
    let ending = next.endings[0].id.clone();
    let states: Vec<_> = next.states.iter().map(|state| state.id.clone()).collect();
    for rule in next.states.iter_mut().flat_map(|state| &mut state.next) {
        if states.contains(&rule.to) {
            rule.to = ending.clone();
        }
    }
    let before = player.screen();
    player.saves(next, &[]).sees("接不上");
    player.press(Code::Left);
    assert_eq!(player.screen(), before);
}

#[test]
fn a_problem_is_shown_where_one_works_and_two_rows_suffice() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 20)] {
        let mut player = Player::at(Language::Zh, columns, rows);
        player.begins().types("您好,让您久等");
        let long = "夜班/night-shift.yaml:3: 这一行的键写错了".repeat(9);
        player.saves(scenario(), &[&long, "second"]);
        player.sees("夜班/night-shift.yaml:3").sees("您好,让您久等");
        let banner = player.screen().matches("night-shift").count();
        assert!(
            banner <= 2 * usize::from(columns) / 20,
            "{}",
            player.screen()
        );
    }
}
