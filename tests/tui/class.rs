//! A class on the screens: a trainee's terminal, the console, the wall. What the trainer has not revealed is nowhere to be seen.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use teller_coach::domain::{
    Action, Bilingual, DrillId, Language, Mark, PerPrinciple, Principle, RedLine, ScenarioId,
    StateId,
};
use teller_coach::scoring::Agreed;
use teller_coach::tui::class::{
    Act, Answer, Console, ORDERS_VERSION, Orders, Phase, Presence, Room, RuledAnswer, Ruling,
    Scene, Seat, Trainee, TraineeSetup, WallView,
};
use teller_coach::tui::{Code, Effect, GlyphSet, Input, Interface, Key, Keymap, Look, ThemeName};

use crate::harness::read;
use crate::made_up::setup;

fn screen(interface: &impl Interface, columns: u16, rows: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a terminal");
    terminal
        .draw(|frame| interface.draw(frame))
        .expect("a frame");
    read(terminal.backend().buffer())
}

/// The cells of a screen with their colours.
fn coloured(interface: &impl Interface) -> ratatui::buffer::Buffer {
    let mut terminal = Terminal::new(TestBackend::new(100, 40)).expect("a terminal");
    let drawn = terminal.draw(|frame| interface.draw(frame));
    drawn.expect("a frame").buffer.clone()
}

fn types(interface: &mut impl Interface, text: &str) -> Vec<Effect> {
    let keys = text.chars().map(|c| Input::Key(Key::plain(Code::Char(c))));
    keys.flat_map(|key| interface.handle(key)).collect()
}

fn press(interface: &mut impl Interface, code: Code) -> Vec<Effect> {
    interface.handle(Input::Key(Key::plain(code)))
}

fn trainee(language: Language) -> Trainee {
    let setup = setup(language);
    Trainee::new(TraineeSetup {
        shelf: setup.shelf,
        scorer: setup.scorer,
        language,
        theme: ThemeName::default(),
        themes: setup.themes,
        glyphs: GlyphSet::default(),
        keymap: Keymap::default(),
        mask: |words| words.replace("6222021234567890128", "[card]"),
        name: None,
        size: (80, 24),
    })
}

fn orders(phase: Phase, wall: Vec<Answer>) -> Orders {
    let id = ScenarioId::new("long-wait").expect("an id");
    Orders {
        version: ORDERS_VERSION,
        class: "c1".to_owned(),
        serial: 1,
        drill: DrillId::new("morning").expect("an id"),
        edition: "1.0.0+3f9a2c1d40be".to_owned(),
        title: Bilingual {
            zh: "晨会十分钟".to_owned(),
            en: "Ten minutes".to_owned(),
        },
        seed: 1,
        language: Language::Zh,
        pass: 60,
        phase,
        rulings: Vec::new(),
        scene: (phase != Phase::Gathering).then(|| Scene {
            number: 1,
            step: 1,
            of: 3,
            scenario: setup(Language::Zh)
                .shelf
                .headers()
                .first()
                .map_or(id, |one| one.id.clone()),
            edition: String::new(),
            at: None,
            so_far: Vec::new(),
            turn: 1,
            turns: 2,
            focus: Some(Principle::Listening),
        }),
        left: Some(75),
        named: true,
        members: 2,
        wall,
    }
}

fn answer(label: &str, words: &str, overall: u8, pinned: bool) -> Answer {
    Answer {
        label: label.to_owned(),
        name: Some("李明".to_owned()),
        words: words.to_owned(),
        actions: vec![Action::OfferSeat],
        overall: Mark::new(overall),
        marks: PerPrinciple::from_fn(|one| Mark::new(overall.saturating_sub(one as u8))),
        red_lines: if overall < 30 {
            vec![RedLine::Arguing]
        } else {
            Vec::new()
        },
        ruling: (overall < 30).then(|| Ruling::overall(1, "话冲，事没错")),
        pinned,
    }
}

fn room() -> Room {
    let seat = |label: &str, name: &str, presence, answer| Seat {
        id: format!("s{label}"),
        label: label.to_owned(),
        name: name.to_owned(),
        presence,
        answer,
        objection: None,
        fault: None,
    };
    let kind = answer(
        "A",
        "让您等了两个小时，是我们没安排好。您先坐，我这就给您查。",
        82,
        true,
    );
    let rude = answer("B", "It was your own fault, sir.", 12, false);
    Room {
        orders: orders(Phase::Answering, Vec::new()),
        folder: "/srv/class".to_owned(),
        customer: "我等了两个小时了！".to_owned(),
        means: Some(PerPrinciple::from_fn(|one| Mark::new(40 + 5 * one as u8))),
        agreed: Agreed::default(),
        states: Vec::new(),
        spread: [1, 0, 0, 1, 0],
        missing: Some(("请客户把话说完".to_owned(), "您慢慢说，我听着。".to_owned())),
        trouble: None,
        left: Some(75),
        seats: vec![
            seat("A", "李明", Presence::Answered, Some(kind)),
            seat(
                "B",
                "Ben with a rather long name",
                Presence::Answered,
                Some(rude),
            ),
            seat("C", "\u{1b}[31m小陈", Presence::Typing, None),
            seat("D", "", Presence::Away, None),
        ],
    }
}

#[test]
fn a_trainee_sits_down_answers_and_sees_the_wall_when_it_is_revealed() {
    for language in [Language::Zh, Language::En] {
        let mut trainee = trainee(language);
        let _ = trainee.told(orders(Phase::Gathering, Vec::new()));
        let _ = types(&mut trainee, "李明");
        insta::assert_snapshot!(format!("class-name-{language}"), screen(&trainee, 80, 24));
        let joined = press(&mut trainee, Code::Enter);
        assert_eq!(joined, [Effect::Class(Act::Join("李明".to_owned()))]);
        let _ = trainee.seated("李明".to_owned(), Vec::new());
        insta::assert_snapshot!(
            format!("class-waiting-{language}"),
            screen(&trainee, 80, 24)
        );

        let _ = trainee.told(orders(Phase::Answering, Vec::new()));
        let typed = types(
            &mut trainee,
            "让您等了这么久,对不起。卡号 6222021234567890128",
        );
        assert!(typed.contains(&Effect::Class(Act::Doing(Presence::Typing))));
        insta::assert_snapshot!(
            format!("class-writing-{language}"),
            screen(&trainee, 80, 24)
        );
        let sent = press(&mut trainee, Code::Enter);
        let own = sent.iter().find_map(|effect| match effect {
            Effect::Class(Act::Answered {
                scene: 1,
                turn: 1,
                own,
            }) => Some(own),
            _ => None,
        });
        let words = &own.expect("an answer").reply.words;
        assert!(
            words.contains("[card]") && !words.contains("6222"),
            "{words}"
        );
        insta::assert_snapshot!(format!("class-coach-{language}"), screen(&trainee, 80, 24));
        // One answer a turn: nothing more can be sent until the trainer goes on.
        let _ = types(&mut trainee, "再说一句");
        assert!(press(&mut trainee, Code::Function(2)).is_empty());

        let secret = "别人的回答";
        assert!(!screen(&trainee, 80, 24).contains(secret));
        let wall = vec![
            answer("A", secret, 82, false),
            answer("B", "怪您自己", 12, false),
        ];
        let _ = trainee.told(orders(Phase::Talking, wall));
        insta::assert_snapshot!(format!("class-wall-{language}"), screen(&trainee, 80, 24));
        let _ = press(&mut trainee, Code::Function(4));
        assert!(!screen(&trainee, 80, 24).contains(secret), "one's own page");
        let _ = trainee.told(orders(Phase::Ended, Vec::new()));
        insta::assert_snapshot!(format!("class-end-{language}"), screen(&trainee, 80, 24));
    }
}

#[test]
fn nothing_can_be_sent_while_the_clock_stands_still_and_nothing_written_is_lost() {
    let mut trainee = trainee(Language::En);
    let _ = trainee.told(orders(Phase::Gathering, Vec::new()));
    let _ = trainee.seated("Ann".to_owned(), Vec::new());
    let _ = trainee.told(orders(Phase::Answering, Vec::new()));
    let _ = types(&mut trainee, "Please take a seat");
    let _ = trainee.told(orders(Phase::Paused, Vec::new()));
    assert!(press(&mut trainee, Code::Enter).is_empty());
    assert!(screen(&trainee, 80, 24).contains("Please take a seat"));
    let _ = trainee.told(orders(Phase::Answering, Vec::new()));
    assert!(!press(&mut trainee, Code::Enter).is_empty());
    // There is no way out to a shell.
    assert!(trainee.handle(Input::Key(Key::ctrl('z'))).is_empty());
}

#[test]
fn the_console_shows_the_room_and_asks_for_what_its_keys_say() {
    for language in [Language::Zh, Language::En] {
        for (columns, rows) in [(80, 24), (120, 40)] {
            let look = Look::new(language, ThemeName::default(), GlyphSet::default(), false);
            let mut console = Console::new(look, room(), (columns, rows));
            let shown = screen(&console, columns, rows);
            assert!(!shown.contains('\u{1b}'));
            insta::assert_snapshot!(format!("class-console-{language}-{columns}"), shown);
            // A class that goes on is not left by a slip; one that has ended holds nobody.
            assert_eq!(types(&mut console, "q"), []);
            let _ = press(&mut console, Code::Esc);
            let mut ended = room();
            ended.orders.phase = Phase::Ended;
            let look = Look::new(language, ThemeName::default(), GlyphSet::default(), false);
            let mut over = Console::new(look, ended, (columns, rows));
            assert_eq!(types(&mut over, "q"), [Effect::Quit]);
            assert_eq!(types(&mut console, "n"), [Effect::Class(Act::Next)]);
            assert_eq!(types(&mut console, "p"), [Effect::Class(Act::Pause)]);
            let pinned = press(&mut console, Code::Enter);
            assert_eq!(pinned, [Effect::Class(Act::Pin("sA".to_owned()))]);
            let _ = types(&mut console, "o");
            let _ = types(&mut console, "话");
            assert!(
                press(&mut console, Code::Enter).is_empty(),
                "no reason without a mark"
            );
            let _ = press(&mut console, Code::Backspace);
            let _ = press(&mut console, Code::Up);
            assert!(
                press(&mut console, Code::Enter).is_empty(),
                "no mark without a reason"
            );
            let _ = types(&mut console, "话冲");
            insta::assert_snapshot!(
                format!("class-ruling-{language}-{columns}"),
                screen(&console, columns, rows)
            );
            // Tab goes on to the principles; below nought a rating is taken back.
            let _ = press(&mut console, Code::Tab);
            let _ = press(&mut console, Code::Tab);
            let _ = press(&mut console, Code::Up);
            let _ = press(&mut console, Code::Up);
            let _ = press(&mut console, Code::BackTab);
            for _ in 0..4 {
                let _ = press(&mut console, Code::Down);
            }
            insta::assert_snapshot!(
                format!("class-ruling-principle-{language}-{columns}"),
                screen(&console, columns, rows)
            );
            let ruled = press(&mut console, Code::Enter);
            let mut ruling = Ruling::overall(4, "话冲");
            ruling.principles[Principle::Initiative] = Some(4);
            let seat = "sA".to_owned();
            assert_eq!(ruled, [Effect::Class(Act::Rule { seat, ruling })]);
            // What was ruled before stands there to be changed.
            let _ = press(&mut console, Code::Down);
            let _ = types(&mut console, "o");
            let _ = press(&mut console, Code::Up);
            let ruled = press(&mut console, Code::Enter);
            let ruling = Ruling::overall(2, "话冲，事没错");
            let seat = "sB".to_owned();
            assert_eq!(ruled, [Effect::Class(Act::Rule { seat, ruling })]);
            // Nobody has answered there.
            let _ = press(&mut console, Code::Down);
            assert!(types(&mut console, "f").is_empty());
            // Ending asks first.
            assert!(types(&mut console, "e").is_empty());
            assert_eq!(press(&mut console, Code::Enter), [Effect::Class(Act::End)]);
        }
    }
}

#[test]
fn everybody_on_every_principle_is_a_grid_that_needs_no_colour() {
    let mut crowd = room();
    let one = crowd.seats[0].clone();
    for number in 4..200 {
        let mut seat = one.clone();
        seat.label = format!("Z{}", number % 10);
        seat.answer = (number % 3 > 0).then(|| answer("Z", "您好", (number % 101) as u8, false));
        crowd.seats.push(seat);
    }
    for (language, glyphs, theme) in [
        (Language::Zh, GlyphSet::default(), ThemeName::Sixteen),
        (Language::En, GlyphSet::Ascii, ThemeName::Mono),
        (Language::En, GlyphSet::default(), ThemeName::HighContrast),
    ] {
        let look = Look::new(language, theme, glyphs, false);
        let mut console = Console::new(look, crowd.clone(), (80, 24));
        assert!(press(&mut console, Code::Tab).is_empty());
        // What most answers lack has room here, since the grid has the means.
        assert!(screen(&console, 80, 24).contains("请客户把话说完"));
        insta::assert_snapshot!(
            format!("class-heat-{language}-{glyphs:?}-{theme:?}"),
            screen(&console, 80, 24)
        );
        // The chosen seat is always among the rows, here the last of two hundred.
        for _ in 0..300 {
            let _ = press(&mut console, Code::Down);
        }
        let shown = screen(&console, 80, 24);
        assert!(shown.contains("Z9"), "{shown}");
        // Beside the answer where both have room.
        let _ = console.handle(Input::Resize {
            columns: 120,
            rows: 40,
        });
        let wide = screen(&console, 120, 40);
        let title = look_up(language, "class-heat-title");
        assert!(wide.contains(&title), "{wide}");
    }
}

fn look_up(language: Language, key: &str) -> String {
    teller_coach::i18n::Texts::new(language).get(key)
}

#[test]
fn the_console_says_how_far_trainer_and_scorer_agree_and_brings_everybody_to_a_state() {
    let state = |id: &str| StateId::new(id).expect("an id");
    for language in [Language::Zh, Language::En] {
        let mut agreed = Agreed::default();
        let mut principles = PerPrinciple::default();
        let marks = PerPrinciple::from_fn(|_| Mark::new(50));
        for own in [0, 1, 2, 1, 0] {
            principles[Principle::Patience] = Some(own);
            agreed.count(
                (own > 0).then_some(own),
                &principles,
                (Mark::new(30), &marks),
            );
        }
        let mut room = Room { agreed, ..room() };
        let look = Look::new(language, ThemeName::default(), GlyphSet::default(), false);
        let mut console = Console::new(look, room.clone(), (80, 24));
        let _ = press(&mut console, Code::Tab);
        let _ = types(&mut console, "v");
        insta::assert_snapshot!(format!("class-agreed-{language}"), screen(&console, 80, 24));
        assert!(press(&mut console, Code::Function(2)).is_empty());
        let none = look_up(language, "class-no-states");
        assert!(screen(&console, 80, 24).contains(&none));
        room.states = (0..30)
            .map(|number| {
                let words = format!(
                    "\u{1b}[31m第{number}次了，还要等吗？我下午还有事，孩子也要接，您给个准话吧。"
                );
                (state(&format!("wait-{number}")), words)
            })
            .collect();
        let _ = console.sees(room);
        let _ = types(&mut console, "s");
        let _ = press(&mut console, Code::PageDown);
        let _ = press(&mut console, Code::Down);
        insta::assert_snapshot!(format!("class-states-{language}"), screen(&console, 80, 24));
        assert_eq!(
            press(&mut console, Code::Enter),
            [Effect::Class(Act::Bring(state("wait-15")))]
        );
    }
}

#[test]
fn rude_words_are_marked_on_wall_and_console_and_a_key_shows_them_as_written() {
    for language in [Language::Zh, Language::En] {
        let look = || Look::new(language, ThemeName::default(), GlyphSet::default(), false);
        let mut rude = answer("A", "你他妈有完没完？ What the fuck!", 12, false);
        rude.name = Some("傻逼".to_owned());
        let near = answer("B", "您妈妈的存折在这儿，我操作给您看。", 70, false);
        let mut wall = WallView::new(look(), (80, 24));
        let _ = wall.told(orders(Phase::Talking, vec![rude.clone(), near]));
        let shown = screen(&wall, 80, 24);
        assert!(shown.contains("你他*有完没完") && shown.contains("f***!"));
        assert!(shown.contains("A 傻*") && shown.contains("您妈妈的存折在这儿，我操作给您看。"));
        insta::assert_snapshot!(format!("class-wall-rude-{language}"), shown);
        let _ = types(&mut wall, "x");
        assert!(screen(&wall, 80, 24).contains("你他妈有完没完"));

        let mut room = room();
        room.seats[0].answer = Some(rude);
        room.missing = Some(("先道歉".to_owned(), "他妈的，对不起".to_owned()));
        let mut console = Console::new(look(), room, (120, 40));
        let shown = screen(&console, 120, 40);
        assert!(
            !shown.contains("他妈") && shown.contains("他*的，对不起"),
            "{shown}"
        );
        assert!(shown.contains(&look_up(language, "class-profanity-covered")));
        let _ = press(&mut console, Code::Function(4));
        let shown = screen(&console, 120, 40);
        assert!(shown.contains("你他妈有完没完") && shown.contains("他妈的，对不起"));
        assert!(shown.contains(&look_up(language, "class-profanity")));
    }
}

#[test]
fn a_trainee_sees_what_the_trainer_says_beside_their_own_marks() {
    for language in [Language::Zh, Language::En] {
        let mut trainee = trainee(language);
        trainee.sits_at("sA");
        let _ = trainee.seated("李明".to_owned(), Vec::new());
        let _ = trainee.told(orders(Phase::Answering, Vec::new()));
        let _ = types(&mut trainee, "让您等了这么久,对不起。");
        let _ = press(&mut trainee, Code::Enter);
        let ruled = |seat: &str, reason: &str| {
            let mut ruling = Ruling::overall(3, reason);
            ruling.principles[Principle::Patience] = Some(4);
            RuledAnswer {
                seat: seat.to_owned(),
                turn: 1,
                ruling,
            }
        };
        let mut talking = orders(Phase::Talking, Vec::new());
        talking.rulings = vec![
            ruled("sB", "别人的"),
            ruled("sA", "\u{1b}]0;x\u{7}先道歉，好。"),
        ];
        let _ = trainee.told(talking);
        let _ = press(&mut trainee, Code::Function(4));
        let shown = screen(&trainee, 80, 24);
        assert!(!shown.contains("别人的") && !shown.contains('\u{1b}'));
        insta::assert_snapshot!(format!("class-own-ruling-{language}"), shown);
    }
}

#[test]
fn the_wall_in_a_room_shows_two_pinned_answers_side_by_side() {
    for language in [Language::Zh, Language::En] {
        let mut look = Look::new(language, ThemeName::default(), GlyphSet::default(), false);
        look.dress(ThemeName::default(), true);
        let mut wall = WallView::new(look, (120, 40));
        let answers = vec![
            answer(
                "A",
                "让您等了两个小时，是我们没安排好。您先坐，我这就给您查。",
                82,
                true,
            ),
            answer("B", "It was your own fault, sir.", 12, true),
        ];
        let _ = wall.told(orders(Phase::Answering, Vec::new()));
        assert!(!screen(&wall, 120, 40).contains("fault"));
        let _ = wall.told(orders(Phase::Talking, answers));
        insta::assert_snapshot!(
            format!("class-wall-room-{language}"),
            screen(&wall, 120, 40)
        );
    }
}

#[test]
fn at_the_table_marks_come_after_the_show_of_hands_and_everybody_has_a_turn() {
    use teller_coach::scenario::{Drill, DrillStep};
    use teller_coach::tui::class::roster::Member;
    use teller_coach::tui::class::{Table, TableSetup};
    for language in [Language::Zh, Language::En] {
        let made_up = setup(language);
        let id = made_up
            .shelf
            .headers()
            .first()
            .expect("a scenario")
            .id
            .clone();
        let scenario = made_up.shelf.open(&id).expect("a scenario");
        let step = DrillStep {
            scenario: id,
            at: None,
            turns: 2,
            time: 90,
            focus: Some(Principle::Listening),
        };
        let title = orders(Phase::Gathering, Vec::new()).title;
        let member = |name: &str, branch: &str| Member {
            name: name.to_owned(),
            id: String::new(),
            branch: branch.to_owned(),
        };
        let setup = TableSetup {
            drill: Drill {
                id: DrillId::new("morning").expect("an id"),
                edition: "1.0.0+3f9a2c1d40be".to_owned(),
                about: title.clone(),
                title,
                named: true,
                pass: 60,
                steps: vec![step],
            },
            scenarios: vec![scenario],
            roster: vec![
                member("李明", "城东"),
                member("Ann", "West"),
                member("王小芳", ""),
            ],
            seed: 3,
            language: Language::Zh,
            scorer: made_up.scorer,
            size: (80, 24),
        };
        let look = Look::new(language, ThemeName::default(), GlyphSet::default(), false);
        let mut table = Table::new(setup, look);
        for words in ["对不起，您先坐。", "是您自己没看清。"] {
            let _ = types(&mut table, "d");
            let _ = press(&mut table, Code::Enter);
            assert!(
                press(&mut table, Code::Enter).is_empty(),
                "nothing is written yet"
            );
            let _ = types(&mut table, words);
            let _ = press(&mut table, Code::Enter);
        }
        let _ = types(&mut table, "h");
        let _ = press(&mut table, Code::Up);
        let hidden = screen(&table, 80, 24);
        assert!(!hidden.contains('✗') && !hidden.contains('✓'), "{hidden}");
        insta::assert_snapshot!(format!("class-table-vote-{language}"), hidden);
        let _ = types(&mut table, "r");
        let shown = screen(&table, 80, 24);
        for name in ["李明", "Ann", "王小芳"] {
            assert!(shown.matches(name).count() <= 1, "{name} twice\n{shown}");
        }
        insta::assert_snapshot!(format!("class-table-marks-{language}"), shown);
        let _ = press(&mut table, Code::Left);
        let _ = types(&mut table, "fn");
        insta::assert_snapshot!(
            format!("class-table-end-{language}"),
            screen(&table, 80, 24)
        );
        assert_eq!(types(&mut table, "q"), [Effect::Quit]);
    }
}

#[test]
fn help_in_a_class_lists_only_what_the_screen_does() {
    let mut trainee = trainee(Language::En);
    let _ = trainee.seated("Lin".to_owned(), Vec::new());
    let _ = trainee.told(orders(Phase::Answering, Vec::new()));
    let writing = screen(&trainee, 100, 40);
    assert!(
        !writing.contains("F5"),
        "there are no hints in a class: {writing}"
    );
    let _ = press(&mut trainee, Code::Function(1));
    let help = screen(&trainee, 100, 50);
    assert!(help.contains("Ctrl-T") && help.contains("Ctrl-O"), "{help}");
    assert!(
        !help.contains("Ctrl-P") && !help.contains("Ctrl-Z") && !help.contains("F5"),
        "{help}"
    );
    let _ = press(&mut trainee, Code::Esc);
    // What the help lists is done: the theme for a room has other colours.
    let before = coloured(&trainee);
    let _ = trainee.handle(Input::Key(Key::ctrl('t')));
    assert_ne!(coloured(&trainee), before);
    let mut wall = WallView::new(
        Look::new(
            Language::Zh,
            ThemeName::default(),
            GlyphSet::default(),
            false,
        ),
        (100, 40),
    );
    let _ = wall.told(orders(Phase::Gathering, Vec::new()));
    let _ = press(&mut wall, Code::Function(3));
    assert!(screen(&wall, 100, 40).contains("Ten minutes"));
    let _ = press(&mut wall, Code::Function(1));
    assert!(screen(&wall, 100, 40).contains("Ctrl-O"));
    assert!(press(&mut wall, Code::Esc).is_empty(), "closes the help");
    assert_eq!(press(&mut wall, Code::Esc), [Effect::Quit]);
}
