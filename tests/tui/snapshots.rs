//! Pictures of every screen in four sizes and both languages, and how the two plainest themes style them. Read them before
//! accepting them: they are what a trainee sees.

use teller_coach::domain::{Language, Mark, Outcome, ScenarioId};
use teller_coach::progress::PastScenario;
use teller_coach::tui::{Code, Depth, GlyphSet, Input, Key, Setup, ThemeName};

use crate::harness::{Player, styles};
use crate::looking_back::practised;

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (120, 40), (200, 60)];

/// Words for a language.
fn say(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

fn calm(player: &mut Player, language: Language) {
    let words = say(
        language,
        "张大爷,让您等了这么久,对不起。您先坐,我这就给您查。",
        "I am sorry you waited, Mr Zhang. Please take a seat and I will look into it.",
    );
    player.types(words);
}

fn rude(player: &mut Player, language: Language) {
    let words = say(
        language,
        "您先坐那儿等着。五万要预约,是您自己没看清。",
        "You can take a seat and just wait. It needs notice; that is your own fault.",
    );
    player.types(words);
}

fn home(player: &mut Player, _: Language) {
    player.press(Code::Down);
}

fn filter(player: &mut Player, language: Language) {
    player
        .press(Code::Tab)
        .types(say(language, "存款", "deposit"));
}

fn briefing(player: &mut Player, _: Language) {
    player.enter().types("13").press(Code::Down);
}

fn writing(player: &mut Player, language: Language) {
    player.begins().f(5);
    calm(player, language);
    player.press(Code::Tab).types("13").press(Code::Esc);
}

fn palette(player: &mut Player, _: Language) {
    player.begins().press(Code::Tab).types("3").press(Code::Up);
}

fn second_turn(player: &mut Player, language: Language) {
    player.begins();
    calm(player, language);
    player.enter().enter();
}

fn coach(player: &mut Player, language: Language) {
    player.begins();
    player
        .types(say(
            language,
            "您先坐,等着吧。",
            "Please take a seat and just wait.",
        ))
        .enter();
    player.press(Code::Right);
}

fn red_line(player: &mut Player, language: Language) {
    player.begins();
    rude(player, language);
    player.enter();
}

fn debrief(player: &mut Player, language: Language) {
    second_turn(player, language);
    rude(player, language);
    player.enter().enter();
}

fn transcript(player: &mut Player, language: Language) {
    debrief(player, language);
    player.press(Code::Tab).types("g");
}

fn help(player: &mut Player, _: Language) {
    player.begins().f(1);
}

fn ask(player: &mut Player, language: Language) {
    writing(player, language);
    player.press(Code::Esc);
}

fn small(player: &mut Player, _: Language) {
    player.input(Input::Resize {
        columns: 50,
        rows: 12,
    });
}

fn left(player: &mut Player, language: Language) {
    second_turn(player, language);
    player
        .types(say(language, "五万", "Fifty"))
        .press(Code::Esc)
        .enter();
}

type Prepare = fn(&mut Player, Language);

fn moment(player: &mut Player, language: Language) {
    player.types("d");
    calm(player, language);
    player.f(5).f(5);
}

fn round(player: &mut Player, language: Language) {
    player.types("e");
    for _ in 0..2 {
        rude(player, language);
        player.enter();
    }
}

fn disagree(player: &mut Player, language: Language) {
    coach(player, language);
    player.types("x").types(say(
        language,
        "他先坐下才好说话。",
        "He had to sit down first.",
    ));
}

fn progress(player: &mut Player, _: Language) {
    player.types("p");
}

fn history(player: &mut Player, _: Language) {
    player.types("h").types("/").types("久");
}

fn fork(player: &mut Player, language: Language) {
    debrief(player, language);
    player.press(Code::Tab).press(Code::Tab).types("r");
    player.enter().key(Key::ctrl('a'));
    calm(player, language);
    player.enter().enter().press(Code::PageDown);
}

const SCREENS: [(&str, Prepare); 23] = [
    ("tour", |player, _| {
        player.f(9);
    }),
    ("commands", |player, _| {
        player.key(Key::ctrl('p'));
    }),
    ("home", home),
    ("home_filter", filter),
    ("home_left", left),
    ("briefing", briefing),
    ("writing", writing),
    ("palette", palette),
    ("second_turn", second_turn),
    ("coach", coach),
    ("coach_red_line", red_line),
    ("debrief", debrief),
    ("progress", progress),
    ("history", history),
    ("fork", fork),
    ("moment", moment),
    ("round", round),
    ("disagree", disagree),
    ("debrief_transcript", transcript),
    ("help", help),
    ("ask", ask),
    ("small", small),
    ("interrupt", |player, language| {
        second_turn(player, language);
        player.types("1").key(Key::ctrl('c'));
    }),
];

fn start(language: Language) -> Setup {
    let id = ScenarioId::new("long-wait-pension").expect("an id");
    let mut past = PastScenario::of(id, Mark::new(48), Outcome::Bad);
    past.add(Mark::new(71), Outcome::Good);
    Setup {
        past: vec![past],
        ..practised(language)
    }
}

/// The scenarios stand behind what is worth practising.
fn prepared(prepare: Prepare, name: &str, setup: Setup, size: (u16, u16)) -> Player {
    let language = setup.language;
    let mut player = Player::new(setup, size.0, size.1);
    if !name.starts_with("home_f") && name != "home" && name != "small" {
        player.press(Code::Down);
    }
    prepare(&mut player, language);
    player
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn every_screen_looks_as_it_should() {
    settings().bind(|| {
        for &language in Language::ALL {
            for (name, prepare) in SCREENS {
                let pictures: Vec<String> = SIZES
                    .iter()
                    .map(|size| {
                        let player = prepared(prepare, name, start(language), *size);
                        format!("{}x{}\n{}", size.0, size.1, player.screen())
                    })
                    .collect();
                insta::assert_snapshot!(format!("{name}_{language}"), pictures.join("\n\n"));
            }
        }
    });
}

#[test]
fn a_room_sees_one_column_with_space_between_the_lines() {
    settings().bind(|| {
        for &language in Language::ALL {
            let pictures: Vec<String> = [
                ("home", home as Prepare),
                ("writing", writing),
                ("coach_red_line", red_line),
                ("debrief", debrief),
            ]
            .into_iter()
            .map(|(name, prepare)| {
                let setup = Setup {
                    projector: true,
                    ..start(language)
                };
                prepared(prepare, name, setup, (120, 40)).screen()
            })
            .collect();
            insta::assert_snapshot!(format!("projector_{language}"), pictures.join("\n\n"));
        }
    });
}

#[test]
fn every_theme_tells_apart_what_must_be_told_apart() {
    settings().bind(|| {
        for (label, theme) in [
            ("sixteen", ThemeName::Sixteen),
            ("mono", ThemeName::Mono),
            ("high_contrast", ThemeName::HighContrast),
            ("dark", ThemeName::Dark(Depth::True)),
            ("light", ThemeName::Light(Depth::Indexed)),
        ] {
            let shown: Vec<String> = [
                ("home", home as Prepare),
                ("palette", palette),
                ("coach_red_line", red_line),
                ("debrief_transcript", transcript),
            ]
            .into_iter()
            .map(|(name, prepare)| {
                let setup = Setup {
                    theme,
                    ..start(Language::Zh)
                };
                let player = prepared(prepare, name, setup, (80, 24));
                format!("{name}\n{}", styles(&player.buffer().0))
            })
            .collect();
            insta::assert_snapshot!(format!("theme_{label}"), shown.join("\n\n"));
        }
    });
}

#[test]
fn plain_characters_are_ascii_apart_from_texts() {
    settings().bind(|| {
        let shown: Vec<String> = [
            ("coach_red_line", red_line as Prepare),
            ("palette", palette),
        ]
        .into_iter()
        .map(|(name, prepare)| {
            let setup = Setup {
                glyphs: GlyphSet::Ascii,
                ..start(Language::En)
            };
            prepared(prepare, name, setup, (80, 24)).screen()
        })
        .collect();
        insta::assert_snapshot!("ascii_en", shown.join("\n\n"));
    });
}

#[test]
fn nothing_of_doubtful_width_is_shown_where_it_is_wide() {
    use unicode_width::UnicodeWidthStr;
    for &language in Language::ALL {
        for size in SIZES {
            for (name, prepare) in SCREENS {
                let setup = Setup {
                    wide_ambiguous: true,
                    ..start(language)
                };
                let screen = prepared(prepare, name, setup, size).screen();
                for line in screen.lines() {
                    assert_eq!(line.width(), line.width_cjk(), "{name}: {line}");
                }
            }
        }
    }
}
