//! Drills, sparring rounds and exams as people play them.

use teller_coach::domain::{Form, Language};
use teller_coach::tui::{Code, Effect};

use crate::harness::Player;

const KIND: &str = "张大爷,让您等了这么久,对不起。您先坐,我这就给您查。";
const RUDE: &str = "您先坐那儿等着。五万要预约,是您自己没看清。";

fn finished(player: &Player) -> Vec<(Form, u64, usize)> {
    player
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Finished(record) => Some((record.form, record.round, record.turns.len())),
            _ => None,
        })
        .collect()
}

#[test]
fn a_drill_is_one_reply_a_customer_with_the_coach_after_each() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player
        .types("d")
        .sees("快练　第 1 个，共 2 个")
        .types(KIND)
        .enter()
        .sees("点评");
    player
        .enter()
        .sees("第 2 个，共 2 个")
        .types(RUDE)
        .enter()
        .sees("红线");
    player.enter().sees("小结").sees("2 个片段，平均");
    assert_eq!(
        finished(&player),
        [(Form::Drill, 1, 1), (Form::Drill, 1, 1)]
    );
    assert!(
        !player
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::KeepDraft(_) | Effect::Examined { .. })),
        "a moment is not offered again"
    );
    player.types("n").sees("第 1 个，共 2 个");
    player.press(Code::Esc).sees("练习");
}

#[test]
fn a_moment_can_be_said_again_and_then_goes_on() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.types("d").types(RUDE).enter().types("r");
    player
        .key(teller_coach::tui::Key::ctrl('a'))
        .types(KIND)
        .enter();
    player.sees("第 2 次").enter().sees("第 2 个，共 2 个");
    assert_eq!(finished(&player).len(), 2, "both tries are kept");
}

#[test]
fn what_was_said_to_another_customer_is_noticed_by_the_coach_and_at_the_end() {
    let mut player = Player::at(Language::Zh, 120, 40);
    player.types("d").types(KIND).enter().sees_not("几乎没变");
    player.enter().types(KIND).enter().sees("几乎没变");
    player.enter().sees("小结").sees("几乎没变");
}

#[test]
fn sparring_meets_customers_of_one_moment() {
    let mut player = Player::at(Language::En, 80, 24);
    player.types("s").sees("Sparring: 1 of 1");
    player.types("Please take a seat.").enter().enter();
    player.sees("How it went").press(Code::Esc).sees("Practice");
}

#[test]
fn an_exam_shows_no_marks_and_no_hints_until_its_end() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player
        .types("e")
        .sees("考核　第 1 个，共 2 个")
        .f(5)
        .sees("考核时没有提示")
        .types(KIND)
        .enter();
    player.sees("第 2 个，共 2 个").sees_not("点评");
    player.types(RUDE).enter();
    player.sees("没通过").sees("红线");
    let results: Vec<_> = player
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Examined { encounter, result } => Some((*encounter, result.passed)),
            _ => None,
        })
        .collect();
    assert_eq!(results, [(2, false)]);
}

#[test]
fn an_exam_that_is_left_has_no_result() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.types("e").types(KIND).enter();
    player.press(Code::Esc).sees("练习");
    assert!(
        !player
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Examined { .. }))
    );
    player.types("d").sees("第 1 个");
}

#[test]
fn who_sees_it_differently_says_why() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.types("d").types(KIND).enter().types("x");
    player.sees("我有不同看法").enter().sees("我有不同看法");
    let cursor = player.app.scene().cursor.expect("a place to type");
    player.types("他先要一个座位");
    assert!(player.app.scene().cursor.expect("a place to type").x > cursor.x);
    player.enter().sees("记下了");
    let kept = player.effects.iter().find_map(|effect| match effect {
        Effect::Disagreed {
            encounter,
            turn,
            reason,
        } => Some((*encounter, *turn, reason.clone())),
        _ => None,
    });
    assert_eq!(kept, Some((1, 1, "他先要一个座位".to_owned())));
    player
        .types("x")
        .types("算了")
        .press(Code::Esc)
        .sees("点评");
}

#[test]
fn what_was_practised_is_not_due_again_the_same_day() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.sees("第一次来");
    player.types("d").types(RUDE).enter().enter();
    player.types(RUDE).enter().enter().press(Code::Esc);
    player.sees_not("快练：").sees("今天");
}

#[test]
fn two_branches_stand_side_by_side_with_what_changed() {
    let mut player = Player::at(Language::Zh, 80, 60);
    player.enter().f(2);
    for reply in ["等着吧。", "等着吧。"] {
        player.types(reply).enter().enter();
    }
    player.sees("复盘").sees_not("前后对比");
    player.types("r").enter();
    player
        .key(teller_coach::tui::Key::ctrl('a'))
        .types(KIND)
        .enter()
        .enter();
    player.types("五万要预约,今天先取四万九。").enter().enter();
    player
        .sees("从第 1 句起换了说法，前后对比")
        .sees("保持耐心 25 ▸ 50")
        .sees("原来")
        .sees("这次");
}
