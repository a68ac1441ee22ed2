//! What people do on the screens, in both languages.

use std::sync::Arc;

use teller_coach::domain::{Action, Language, Mark, Outcome, ScenarioId};
use teller_coach::progress::PastScenario;
use teller_coach::tui::{Code, Effect, Input, Key, Mouse, MouseKind, Setup};

use crate::harness::{Player, styles};
use crate::made_up::{OneShelf, both, scenario, setup};

#[test]
fn encounters_end_well_half_well_and_badly_in_both_languages() {
    for (language, replies, outcome, shown) in [
        (
            Language::Zh,
            vec![
                "让您久等了,对不起。",
                "五万要提前一天预约,今天可以先取四万九。",
            ],
            Outcome::Good,
            "圆满",
        ),
        (
            Language::Zh,
            vec!["今天人多。", "没办法。"],
            Outcome::Fair,
            "一般",
        ),
        (
            Language::Zh,
            vec!["明明是您自己没看清。"],
            Outcome::Bad,
            "不好",
        ),
        (
            Language::En,
            vec![
                "I am so sorry you waited.",
                "49,000 today, the rest tomorrow.",
            ],
            Outcome::Good,
            "good",
        ),
        (
            Language::En,
            vec!["It is busy today.", "That is how it is."],
            Outcome::Fair,
            "fair",
        ),
        (
            Language::En,
            vec!["That is your own fault."],
            Outcome::Bad,
            "bad",
        ),
    ] {
        let mut player = Player::at(language, 80, 24);
        player.begins();
        let turns = replies.len();
        for reply in replies {
            player.types(reply).enter().enter();
        }
        let record = player.finished().expect("it ended");
        assert_eq!(
            record.ending.as_ref().map(|(_, outcome)| *outcome),
            Some(outcome)
        );
        assert_eq!(record.turns.len(), turns);
        player.sees(shown);
        // Back in the library the encounter counts.
        player.press(Code::Esc);
        player.sees(match language {
            Language::Zh => "练过 1 次",
            Language::En => "once",
        });
    }
}

#[test]
fn the_coach_shows_the_reaction_the_step_and_the_evidence_behind_a_mark() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("您先坐,等着吧。").enter();
    player.sees("点评 第 1 句");
    player.sees("等了快两个小时").sees("下次这样试");
    player
        .sees("火气 70 ▸ 80")
        .sees("平等和谐")
        .sees_not("话少而精");
    player.press(Code::Right);
    player.sees("请客户坐「您先坐」").sees("+25");
    player.press(Code::Left);
    player.sees_not("+25");
    player.types("a");
    player.sees("八条原则");
    // The step disappears where there is nothing to say.
    player.types("ｒ").key(Key::ctrl('a'));
    player
        .types("让您久等了,对不起,您先坐。")
        .press(Code::Tab)
        .types("1")
        .press(Code::Esc)
        .enter();
    player.sees("第 2 次试").sees_not("下次这样试");
}

#[test]
fn a_red_line_stands_above_everything() {
    let mut player = Player::at(Language::En, 80, 24);
    player
        .begins()
        .types("Your own fault? That is your own fault!")
        .enter();
    let screen = player.screen();
    let line = |text: &str| screen.lines().position(|line| line.contains(text));
    assert!(
        line("Red line crossed: winning the argument").expect("a red line")
            < line("How it ends").expect("a reaction")
    );
}

#[test]
fn sending_nothing_asks_for_words_or_an_action() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().enter().sees("先写句话，或选个动作");
    player.types("   ").enter().sees("先写句话");
    assert!(player.effects.is_empty());
    // An action alone is a reply.
    player
        .f(4)
        .types("3")
        .press(Code::Esc)
        .sees("[倒杯水]")
        .enter();
    player.sees("（没有说话）");
}

#[test]
fn the_palette_names_actions_in_both_languages_and_does_not_sort_them() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().press(Code::Tab);
    let screen = player.screen();
    let row = |text: &str| {
        screen
            .lines()
            .position(|line| line.contains(text))
            .expect(text)
    };
    assert!(row("offer a seat") < row("look at your phone"));
    assert!(row("look at your phone") < row("pour some water"));
    player
        .press(Code::Down)
        .types(" ")
        .types("3")
        .press(Code::Esc);
    player.sees("[看手机] [倒杯水]");
    player
        .press(Code::Tab)
        .types("２")
        .press(Code::Tab)
        .sees_not("[看手机]");
}

#[test]
fn being_ready_counts_only_when_all_four_are_ticked() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.enter().types("123").f(2).sees_not("[整理着装]");
    player.press(Code::Esc).enter();
    // Enter alone leads through the list into the encounter.
    player.enter().enter().enter().enter().enter();
    player.sees("[整理着装]");
    player.types("您好").enter();
    let record = player.record();
    let reply = &record.expect("a record").transcript.replies[0];
    assert_eq!(reply.actions, [Action::TidyDress]);
    assert_eq!(reply.words, "您好");
}

#[test]
fn the_pointer_stands_at_the_chosen_row_of_the_briefing_only() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.enter().sees("❯ 1 [ ]").sees_not("❯ 开始接待");
    player.press(Code::Right).sees("❯ 2 [ ]");
    player.press(Code::Down).sees("❯ 4 [ ]");
    player
        .press(Code::Down)
        .sees("❯ 开始接待")
        .sees_not("❯ 4 [ ]");
    player.press(Code::Up).sees("❯ 3 [ ]");
}

#[test]
fn hints_come_one_after_another() {
    let mut player = Player::at(Language::En, 80, 24);
    player
        .begins()
        .f(5)
        .sees("Hint 1/3  What does he mind most?");
    player
        .f(5)
        .sees("Hint 2/3  Own up")
        .sees("This moment lives by: Calm setting,");
    player
        .f(5)
        .sees("Hint 3/3  ")
        .f(5)
        .sees("These are all the hints");
    player.types("I am so sorry you waited.").enter();
    let record = player.record().expect("a reply was sent");
    assert_eq!(record.turns[0].hints, 3, "the help is noted");
}

#[test]
fn the_debrief_goes_back_to_a_turn_and_shows_a_model_reply() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins();
    for reply in ["让您久等了,对不起。", "等着吧。"] {
        player.types(reply).enter().enter();
    }
    player
        .sees("复盘")
        .sees("做得好的")
        .sees("道歉：「对不起」");
    player.press(Code::Tab).press(Code::Tab).types("g");
    player.sees("可以这样说").sees("您先坐,我马上给您办");
    player.f(6).sees("从第 2 句起重说").enter();
    player.sees("等着吧。").sees("您的回话");
    player
        .key(Key::ctrl('a'))
        .types("要预约的,今天先取四万九。")
        .enter()
        .enter();
    let record = player.finished().expect("it ended again");
    assert_eq!(record.retries.len(), 1);
    assert_eq!(record.turns.len(), 2);
    // The first try stays as it was: it ended twice.
    player
        .sees("重说了 1 次")
        .press(Code::Esc)
        .sees("练过 2 次");
}

#[test]
fn the_model_reply_is_nowhere_before_the_debrief() {
    let mut player = Player::at(Language::Zh, 120, 60);
    player
        .begins()
        .sees_not("我马上给您办")
        .types("g对不起")
        .enter();
    player
        .types("g")
        .sees_not("我马上给您办")
        .f(7)
        .sees_not("我马上给您办");
}

#[test]
fn the_language_can_be_changed_anywhere_and_keeps_what_is_written() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player
        .f(3)
        .sees("Choose a customer")
        .begins()
        .types("你 ok吗");
    player
        .f(3)
        .sees("您的回话")
        .sees("你 ok吗")
        .sees("客户的话还按开始时的语言");
    player.sees("Almost two hours!");
    assert_eq!(
        player.effects,
        [
            Effect::Language(Language::En),
            Effect::Language(Language::Zh)
        ]
    );
}

#[test]
fn scenarios_are_found_in_either_language_and_broken_ones_are_told() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.types("／safe").sees("安全账户").sees_not("扣了两次");
    player
        .enter()
        .enter()
        .sees("打不开")
        .sees("no file safe-account.yaml")
        .enter();
    player.press(Code::Esc).sees("扣了两次");
    player
        .press(Code::Tab)
        .types("客户经理")
        .sees("第一笔存款")
        .sees_not("安全账户");
    player
        .press(Code::Esc)
        .press(Code::Tab)
        .types("nothing like it")
        .sees("没有找到");
    assert!(player.effects.is_empty());
}

#[test]
fn the_library_tells_what_has_been_done() {
    let id = ScenarioId::new("double-fee").expect("an id");
    let mut past = PastScenario::of(id, Mark::new(81), Outcome::Good);
    past.add(Mark::new(40), Outcome::Bad);
    let mut player = Player::new(
        Setup {
            past: vec![past],
            ..setup(Language::En)
        },
        80,
        24,
    );
    player.sees("2 times, best 81, last bad").sees("not yet");
    player.sees("Nothing is due; meet someone new");
}

#[test]
fn pasted_text_is_text_cleaned_and_cut() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins();
    player.input(Input::Paste("对不起\r\n\u{1b}[2J请坐\r".to_owned()));
    assert!(
        player.effects.is_empty(),
        "a line end in a paste sends nothing"
    );
    player
        .input(Input::Paste("好".repeat(3_000)))
        .sees("只留了前 2000 个字");
    player.enter();
    let record = player.record();
    let words = &record.expect("a record").transcript.replies[0].words;
    assert_eq!(words.chars().count(), 2_000);
    assert!(!words.contains(['\r', '\u{1b}']));
}

#[test]
fn what_authors_write_cannot_steer_the_terminal() {
    let mut poisoned = scenario();
    let evil = "好\u{1b}[2J\u{7}\u{202e}坏";
    poisoned.title = both(evil, evil);
    poisoned.about = both(evil, evil);
    poisoned.customer.name = both(evil, evil);
    poisoned.states[0].says = vec![both(evil, evil)];
    poisoned.states[0].hints = vec![both(evil, evil)];
    let mut player = Player::new(
        Setup {
            shelf: Arc::new(OneShelf::new(poisoned)),
            ..setup(Language::Zh)
        },
        80,
        24,
    );
    let clean = |player: &Player| {
        let (buffer, _) = player.buffer();
        let bad = buffer
            .content()
            .iter()
            .find(|cell| cell.symbol().chars().any(teller_coach::text::is_hidden));
        assert_eq!(bad, None, "{}", player.screen());
    };
    clean(&player);
    player.enter();
    clean(&player);
    player.f(2).f(5);
    clean(&player);
    player.types("对不起").enter();
    clean(&player);
    player.sees("好?[2J");
}

#[test]
fn new_lines_undo_and_redo_have_keys_of_their_own() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player
        .begins()
        .types("一")
        .key(Key::ctrl('j'))
        .types("二")
        .key(Key::alt(Code::Enter))
        .types("三");
    assert!(player.effects.is_empty());
    player
        .key(Key::ctrl('u'))
        .sees_not("三")
        .key(Key::ctrl('r'))
        .sees("三");
    player.key(Key::ctrl('s'));
    let record = player.record();
    assert_eq!(
        record.expect("a record").transcript.replies[0].words,
        "一\n二\n三"
    );
}

#[test]
fn patience_runs_out_once_and_moves_no_cursor() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().types("嗯");
    let before = player.buffer().1;
    player
        .tick(89)
        .sees_not("张建国又说")
        .tick(1)
        .sees("张建国又说");
    assert_eq!(player.buffer().1, before);
    player
        .types("。")
        .sees_not("张建国又说")
        .tick(200)
        .sees_not("张建国又说");
}

#[test]
fn the_clock_is_off_until_asked_for_and_counts_in_halves_where_nothing_may_move() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player.begins().tick(2).sees_not("还能等").f(6).tick(1);
    player.sees("还能等 87 秒").types("嗯").tick(87);
    player.sees("客户等不及了").f(6).sees_not("等不及了");
    let still = Setup {
        clock: true,
        still: true,
        ..setup(Language::En)
    };
    let mut player = Player::new(still, 80, 24);
    player.begins().tick(44).sees("90 s of patience");
    player.tick(2).sees("45 s of patience");
}

#[test]
fn a_newcomer_is_shown_round_and_can_begin_at_once() {
    for language in Language::ALL {
        let newcomer = Setup {
            newcomer: true,
            ..setup(*language)
        };
        let mut player = Player::new(newcomer, 80, 24);
        let first = player.screen();
        player.enter();
        assert_ne!(player.screen(), first);
        player.enter().enter();
        // Three keys later the first customer can be chosen; with Esc, one.
        let home = Player::at(*language, 80, 24).screen();
        assert_eq!(player.screen(), home);
        player.f(9).press(Code::Esc);
        assert_eq!(player.screen(), home);
    }
}

#[test]
fn colours_change_with_a_key_and_never_the_words() {
    let mut player = Player::at(Language::Zh, 80, 24);
    let (first, words) = (styles(&player.buffer().0), player.screen());
    player.key(Key::ctrl('t')).sees("high-contrast");
    player.key(Key::ctrl('t')).sees("mono");
    player.key(Key::ctrl('t')).sees("default").press(Code::Up);
    assert_eq!(styles(&player.buffer().0), first);
    assert_eq!(player.screen(), words);
}

#[test]
fn a_room_gets_one_column_and_more_space_and_a_click_still_lands() {
    let mut player = Player::at(Language::Zh, 160, 45);
    player
        .begins()
        .key(Key::ctrl('o'))
        .types("您先坐。")
        .enter();
    let rows: Vec<String> = player.screen().lines().map(str::to_owned).collect();
    assert!(rows[0].trim().is_empty(), "a margin above");
    let (row, line) = rows
        .iter()
        .enumerate()
        .find(|(_, line)| line.contains("学会倾听"))
        .expect("the principle");
    assert!(rows[row + 1].trim_matches([' ', '│']).is_empty());
    let before = line.split("学会倾听").next().unwrap_or("");
    player.input(Input::Mouse(Mouse {
        kind: MouseKind::Click,
        column: u16::try_from(before.chars().count()).expect("a column"),
        row: u16::try_from(row).expect("a row"),
    }));
    player.sees("▾").key(Key::ctrl('o'));
    assert!(
        !player
            .screen()
            .lines()
            .next()
            .unwrap_or("")
            .trim()
            .is_empty()
    );
}

#[test]
fn the_talk_can_be_looked_back_through_while_writing() {
    let mut player = Player::at(Language::Zh, 60, 20);
    player.begins();
    let long = "今天人多,请您稍等一下,".repeat(20);
    player.input(Input::Paste(long)).enter().enter();
    player.types("嗯").sees("▴");
    let newest = player.screen();
    player.press(Code::PageUp);
    assert_ne!(player.screen(), newest);
    player.press(Code::PageDown).press(Code::PageDown);
    assert_eq!(player.screen(), newest);
}

#[test]
fn the_mouse_does_what_keys_do_unless_it_is_off() {
    let at = |player: &Player, text: &str| {
        let screen = player.screen();
        let (row, line) = screen
            .lines()
            .enumerate()
            .find(|(_, line)| line.contains(text))
            .expect(text);
        let column = teller_coach::text::width(&line[..line.find(text).expect(text)]);
        (column as u16, row as u16)
    };
    let click = |player: &mut Player, text: &str| {
        let (column, row) = at(player, text);
        player.input(Input::Mouse(Mouse {
            kind: MouseKind::Click,
            column,
            row,
        }));
    };
    let mut player = Player::at(Language::Zh, 80, 24);
    click(&mut player, "等了两小时的养老金");
    player.sees("准备好了吗");
    for item in ["工装整齐", "工牌戴好", "桌面收拾干净", "手机收起来"] {
        click(&mut player, item);
    }
    click(&mut player, "开始接待");
    player.sees("[整理着装]").types("您好,对不起");
    click(&mut player, "好,对");
    player.types("!").sees("您!好,对不起");
    player.press(Code::Tab);
    click(&mut player, "倒杯水");
    player.press(Code::Esc).sees("[倒杯水]");
    click(&mut player, "发送");
    player.sees("点评 第 1 句");
    click(&mut player, "端正态度");
    player.sees("道歉「对不起」");

    let mut off = Player::new(
        Setup {
            mouse: false,
            ..setup(Language::Zh)
        },
        80,
        24,
    );
    click(&mut off, "等了两小时的养老金");
    off.sees_not("准备好了吗");
}

#[test]
fn the_help_lists_the_keys_of_the_screen_beneath() {
    let mut player = Player::at(Language::En, 80, 40);
    player
        .types("?")
        .sees("find by text")
        .sees_not("undo")
        .press(Code::Esc);
    player
        .begins()
        .f(1)
        .sees("undo")
        .sees("Ctrl-U")
        .sees("Ctrl-C")
        .sees_not("find by text");
    player.f(1).types("?").sees("?");
}

#[test]
fn the_debrief_draws_the_way_that_was_taken_and_keeps_the_others_secrets() {
    for language in Language::ALL {
        let mut player = Player::at(*language, 90, 40);
        player.begins().types("您好").enter().enter();
        player.types("自己没看清").enter().enter();
        player.press(Code::End);
        let texts = teller_coach::i18n::Texts::new(*language);
        player.sees(&texts.get("debrief-ways"));
        let session = player.finished().cloned();
        let record = session.expect("it ended");
        // One line for each reply, and no word of what lies beside the way.
        let arrows = player.screen().matches('❯').count();
        assert_eq!(arrows, record.turns.len(), "{}", player.screen());
        let made_up = crate::made_up::scenario();
        let ended = record.ending.expect("it ended").0;
        for ending in made_up.endings.iter().filter(|one| one.id != ended) {
            player.sees_not(ending.text.get(*language));
        }
    }
}

#[test]
fn everything_that_can_be_done_is_found_by_typing() {
    let mut player = Player::at(Language::Zh, 80, 24);
    player
        .key(Key::ctrl('p'))
        .sees("要做什么")
        .sees("快练：五个片段");
    player
        .types("drill")
        .sees("快练：五个片段")
        .sees_not("退出程序");
    assert!(player.app.scene().cursor.is_some());
    player.enter().sees("快练　第 1 个");
    player
        .types("您好")
        .key(Key::ctrl('p'))
        .types("提示")
        .enter();
    player.sees("提示 1/3").sees("您好");
    player.press(Code::Esc).enter();
    player.key(Key::ctrl('p'));
    player.input(Input::Paste("养老金".to_owned()));
    player.sees("等了两小时的养老金").enter().sees("上岗之前");
    player
        .key(Key::ctrl('p'))
        .types("zzz")
        .sees("没有这样的命令");
    player.enter().sees("上岗之前").press(Code::Esc);
}

#[test]
fn a_long_reply_comes_back_into_sight_when_the_field_grows_or_the_text_shrinks() {
    let mut player = Player::at(Language::Zh, 60, 20);
    player.begins();
    let sized = |columns, rows| Input::Resize { columns, rows };
    let words: String = (0..9)
        .map(|n| format!("第{n}句真对不起让您久等了请您先坐一下。"))
        .collect();
    player.types(&words).sees_not("第0句").sees("第8句");
    player.input(sized(200, 60)).sees("第0句").sees("第8句");
    player.input(sized(60, 20)).sees_not("第0句").sees("第8句");
    for _ in 0..19 * 6 {
        player.press(Code::Backspace);
    }
    player.sees("第0句").sees("第2句").sees_not("第3句");
}
