//! What is handed out to be kept, and that nothing typed is lost.

use std::time::Duration;

use teller_coach::domain::{Language, ScenarioId};
use teller_coach::tui::{Code, Effect, Input, Key, Setup};

use crate::harness::Player;
use crate::made_up::{scenario, setup};

#[test]
fn a_taken_back_reply_stays_in_the_record() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("等着。").enter().f(6);
    // Its words are there to be mended.
    player.sees("等着。").sees("您的回话");
    player.types("对不起").enter();
    let record = player.record();
    let record = record.expect("a record");
    assert_eq!(record.turns.len(), 1);
    assert_eq!(record.retries.len(), 1);
    assert_eq!(record.retries[0].turn, 1);
    assert_eq!(record.retries[0].reply.words, "等着。");
    assert!(record.retries[0].marks.overall < record.turns[0].overall);
    player.sees("第 2 次试");
}

#[test]
fn playing_again_uses_another_seed() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("自己没看清").enter().enter().f(8);
    player.types("自己没看清").enter();
    let seeds: Vec<u64> = player
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Finished(record) => Some(record.transcript.seed),
            _ => None,
        })
        .collect();
    assert_eq!(seeds, [7, 8]);
}

#[test]
fn nothing_typed_is_lost_by_leaving() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("您好,让您").press(Code::Esc);
    player
        .sees("要离开吗")
        .press(Code::Esc)
        .types("久等")
        .press(Code::Esc)
        .enter();
    assert_eq!(
        player.kept().map(|draft| draft.words.as_str()),
        Some("您好,让您久等")
    );
    player.sees("接着练").enter().sees("您好,让您久等");
    // Another start of the program is given the draft and goes on with it.
    let draft = player.kept().cloned();
    let mut later = Player::new(
        Setup {
            draft,
            ..setup(Language::Zh)
        },
        80,
        24,
    );
    later
        .sees("接着练")
        .enter()
        .sees("您好,让您久等")
        .types("了,对不起")
        .enter();
    later.sees("点评 第 1 句");
}

#[test]
fn a_drill_in_between_leaves_the_unfinished_encounter_alone() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("今天人多。").enter().press(Code::Esc);
    player.sees("接着练").types("d");
    player.types("您好,请坐。").enter().enter();
    player.types("您好,请坐。").enter().enter().sees("小结");
    player.press(Code::Esc).sees("接着练");
    let dropped = |effect: &Effect| matches!(effect, Effect::DropDraft);
    assert!(!player.effects.iter().any(dropped));
    player.press(Code::Up).enter().sees("第 2 句");
}

#[test]
fn a_draft_goes_on_at_the_turn_where_it_was_left_or_is_thrown_away() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player
        .begins()
        .types("对不起")
        .enter()
        .enter()
        .types("五万")
        .key(Key::ctrl('c'));
    player.sees("再按一次 Ctrl-C").key(Key::ctrl('c'));
    assert_eq!(player.effects.last(), Some(&Effect::Quit));
    let draft = player.kept().cloned().expect("a draft");
    assert_eq!(draft.transcript.replies.len(), 1);
    let start = || Setup {
        draft: Some(draft.clone()),
        ..setup(Language::Zh)
    };
    let mut later = Player::new(start(), 80, 24);
    later
        .sees("已回了 1 句")
        .enter()
        .sees("那我这五万块")
        .sees("五万");
    let mut never = Player::new(start(), 80, 24);
    never.press(Code::Delete).sees_not("接着练");
    assert_eq!(never.effects, [Effect::DropDraft]);
}

#[test]
fn a_draft_of_a_scenario_that_has_changed_is_told_and_dropped() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("对不起").enter();
    let mut draft = player.kept().cloned().expect("a draft");
    draft.transcript.scenario = ScenarioId::new("safe-account").expect("an id");
    let mut later = Player::new(
        Setup {
            draft: Some(draft),
            ..setup(Language::Zh)
        },
        80,
        24,
    );
    later.enter().sees("打不开了").enter().sees_not("接着练");
    assert_eq!(later.effects, [Effect::DropDraft]);
}

#[test]
fn words_are_kept_while_they_are_written_and_once_sent_only_the_talk_is() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("您好").tick(4);
    assert!(player.kept().is_none());
    player.tick(1);
    assert_eq!(
        player.kept().map(|draft| draft.words.as_str()),
        Some("您好")
    );
    let count = player.effects.len();
    player.tick(20);
    assert_eq!(player.effects.len(), count, "nothing changed, nothing kept");
    player.types("对不起").enter();
    assert_eq!(player.kept().map(|draft| draft.words.as_str()), Some(""));
}

#[test]
fn a_signal_that_cannot_wait_gets_the_draft_at_once() {
    let mut player = Player::at(Language::Zh, 80, 24);
    assert!(player.app.leave().is_empty());
    player.begins().types("您好");
    let effects = player.app.leave();
    assert!(matches!(&effects[..], [Effect::KeepDraft(draft)] if draft.words == "您好"));
}

#[test]
fn ctrl_c_leaves_at_once_where_nothing_is_lost() {
    let mut player = Player::at(Language::En, 80, 24);
    player.key(Key::ctrl('c'));
    assert_eq!(player.effects, [Effect::Quit]);
    for code in [Code::Char('q'), Code::Char('Ｑ'), Code::Esc] {
        let mut player = Player::at(Language::En, 80, 24);
        player.press(code);
        assert_eq!(player.effects, [Effect::Quit]);
    }
}

#[test]
fn a_small_window_says_so_and_loses_nothing() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("您好");
    player
        .input(Input::Resize {
            columns: 59,
            rows: 24,
        })
        .sees("59x24");
    player.types("看不见的").enter();
    assert!(player.effects.is_empty());
    player
        .input(Input::Resize {
            columns: 120,
            rows: 40,
        })
        .sees("您好")
        .sees_not("看不见的");
}

#[test]
fn one_scenario_alone_goes_from_briefing_to_debrief_and_out() {
    let mut player = Player::new(
        Setup {
            only: Some(scenario().id),
            ..setup(Language::En)
        },
        80,
        24,
    );
    player
        .sees("Before you start")
        .f(2)
        .types("your own fault")
        .enter()
        .enter();
    player.sees("Debrief").press(Code::Esc);
    assert_eq!(player.effects.last(), Some(&Effect::Quit));
}

#[test]
fn time_spent_is_counted_from_ticks() {
    let mut player = Player::at(Language::En, 80, 24);
    player
        .begins()
        .tick(61)
        .input(Input::Tick(Duration::from_millis(4_000)));
    player.types("your own fault").enter();
    assert_eq!(player.finished().map(|record| record.seconds), Some(65));
}
