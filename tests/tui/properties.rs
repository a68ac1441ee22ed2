//! Whatever is pressed, pasted, clicked or resized: nothing panics, wide characters stay whole, the cursor stays in its field,
//! and what the terminal shows after many small updates is what one full painting would show.

use std::cell::RefCell;
use std::io::Write;
use std::num::NonZeroU16;
use std::rc::Rc;
use std::time::Duration;

use proptest::prelude::*;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use teller_coach::domain::Language;
use teller_coach::tui::{
    App, Code, Effect, GlyphSet, Input, Key, Mouse, MouseKind, Setup, ThemeName,
};

use crate::harness::{Player, halves};
use crate::made_up::setup;

fn code() -> impl Strategy<Value = Code> {
    prop_oneof![
        4 => Just(Code::Enter),
        1 => Just(Code::Esc),
        2 => Just(Code::Tab),
        1 => prop::sample::select(vec![
            Code::BackTab, Code::Backspace, Code::Delete, Code::Up, Code::Down, Code::Left,
            Code::Right, Code::Home, Code::End, Code::PageUp, Code::PageDown,
        ]),
        3 => prop::sample::select("123gnhra /?、ｒ 您好，。…“”🙂é".chars().collect::<Vec<_>>())
            .prop_map(Code::Char),
        2 => (1_u8..10).prop_map(Code::Function),
    ]
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        6 => code().prop_map(Key::plain),
        1 => prop::sample::select("abdfjklrsuwxz".chars().collect::<Vec<_>>()).prop_map(Key::ctrl),
        1 => (code(), any::<bool>()).prop_map(|(code, shift)| Key { shift, ..Key::plain(code) }),
    ]
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        3 => (60_u16..=200, 20_u16..=60),
        1 => (1_u16..=200, 1_u16..=60),
    ]
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        12 => key().prop_map(Input::Key),
        2 => "[a-c 对不起您先坐等着自己没看清，。\r\n\t\u{1b}\u{7}\u{202e}“…]{0,40}".prop_map(Input::Paste),
        2 => size().prop_map(|(columns, rows)| Input::Resize { columns, rows }),
        1 => (0_u64..100).prop_map(|seconds| Input::Tick(Duration::from_secs(seconds))),
        2 => (0_u16..120, 0_u16..40, 0_u8..3).prop_map(|(column, row, kind)| {
            let kind = match kind {
                0 => MouseKind::Click,
                1 => MouseKind::WheelUp,
                _ => MouseKind::WheelDown,
            };
            Input::Mouse(Mouse { kind, column, row })
        }),
        1 => Just(Input::Interrupt),
    ]
}

/// A start: language, theme, glyphs, and how far into the program.
#[derive(Debug, Clone)]
struct Start {
    language: Language,
    theme: ThemeName,
    glyphs: GlyphSet,
    wide_ambiguous: bool,
    depth: usize,
}

impl Start {
    fn player(&self, size: (u16, u16)) -> Player {
        let setup = Setup {
            theme: self.theme,
            glyphs: self.glyphs,
            wide_ambiguous: self.wide_ambiguous,
            ..setup(self.language)
        };
        let mut player = Player::new(setup, size.0, size.1);
        go(&mut player, self.depth);
        player
    }
}

fn start() -> impl Strategy<Value = Start> {
    let one_of = |languages: &[Language]| prop::sample::select(languages.to_vec());
    (
        one_of(Language::ALL),
        prop::sample::select(vec![
            ThemeName::Sixteen,
            ThemeName::HighContrast,
            ThemeName::Mono,
        ]),
        prop::sample::select(vec![GlyphSet::Rich, GlyphSet::Ascii]),
        any::<bool>(),
        0_usize..5,
    )
        .prop_map(|(language, theme, glyphs, wide_ambiguous, depth)| Start {
            language,
            theme,
            glyphs,
            wide_ambiguous,
            depth,
        })
}

/// Goes some way into the program, so that inputs meet every screen.
fn go(player: &mut Player, depth: usize) {
    if depth >= 1 {
        player.begins();
    }
    if depth >= 2 {
        player.types("您先坐,对不起").enter();
    }
    if depth >= 3 {
        player.enter().types("等着,自己没看清").enter();
    }
    if depth >= 4 {
        player.enter();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn wide_characters_stay_whole_and_the_cursor_in_its_field(
        start in start(),
        first in size(),
        inputs in prop::collection::vec(input(), 1..40),
    ) {
        let mut player = start.player(first);
        for input in inputs {
            player.input(input);
            let (buffer, cursor) = player.buffer();
            prop_assert_eq!(halves(&buffer), None);
            let scene = player.app.scene();
            prop_assert_eq!(cursor.is_some(), scene.field.is_some());
            if let (Some((x, y)), Some(field)) = (cursor, scene.field) {
                prop_assert!(field.contains((x, y).into()), "({x}, {y}) is not in {field}");
                prop_assert!(field.bottom() + 2 <= player.size.1, "{field} is too near the lower edge");
            }
        }
    }
}

/// Bytes written to a terminal.
#[derive(Clone, Default)]
struct Wire(Rc<RefCell<Vec<u8>>>);

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Rows and columns.
fn cells((columns, rows): (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    let number = |value| NonZeroU16::new(value).expect("more than nothing");
    (number(rows), number(columns))
}

fn opened(wire: &Wire, (columns, rows): (u16, u16)) -> Terminal<CrosstermBackend<Wire>> {
    let options = TerminalOptions {
        viewport: Viewport::Fixed(Rect::new(0, 0, columns, rows)),
    };
    Terminal::with_options(CrosstermBackend::new(wire.clone()), options).expect("a terminal")
}

/// An emulated terminal behind the real byte stream.
struct Emulated {
    wire: Wire,
    screen: Terminal<CrosstermBackend<Wire>>,
    parser: vt100::Parser,
}

impl Emulated {
    fn new(size: (u16, u16)) -> Self {
        crossterm::style::force_color_output(true);
        let wire = Wire::default();
        let (rows, columns) = cells(size);
        Self {
            screen: opened(&wire, size),
            parser: vt100::Parser::new(rows, columns, 0),
            wire,
        }
    }

    /// A blank screen of this size, as after a resize or a redraw: `Terminal::clear` would ask the real terminal.
    fn blank(&mut self, size: (u16, u16)) {
        let (rows, columns) = cells(size);
        self.parser.screen_mut().set_size(rows, columns);
        self.parser.process(b"\x1b[0m\x1b[2J");
        self.screen = opened(&self.wire, size);
    }

    fn draw(&mut self, app: &App) {
        self.screen.draw(|frame| app.draw(frame)).expect("a frame");
        self.parser
            .process(&std::mem::take(&mut *self.wire.0.borrow_mut()));
    }

    /// All cells with their styles, and the cursor.
    fn shows(&self) -> (Vec<Vec<String>>, Option<(u16, u16)>) {
        let screen = self.parser.screen();
        let (rows, columns) = screen.size();
        let (rows, columns) = (rows.get(), columns.get());
        let lines = (0..rows)
            .map(|row| {
                (0..columns)
                    .filter_map(|column| screen.cell(row, column))
                    .filter(|cell| !cell.is_wide_continuation())
                    .map(|cell| {
                        let text = cell.contents();
                        let text = if text.is_empty() { " " } else { text };
                        format!(
                            "{text}{:?}{:?}{}{}{}{}",
                            cell.fgcolor(),
                            cell.bgcolor(),
                            u8::from(cell.bold()),
                            u8::from(cell.underline()),
                            u8::from(cell.inverse()),
                            u8::from(cell.dim()),
                        )
                    })
                    .collect()
            })
            .collect();
        let cursor = (!screen.hide_cursor()).then(|| screen.cursor_position());
        (lines, cursor)
    }
}

/// The first thing that two terminals show differently.
fn difference(one: &Emulated, other: &Emulated) -> Option<String> {
    let ((lines, cursor), (others, other_cursor)) = (one.shows(), other.shows());
    if cursor != other_cursor {
        return Some(format!("cursor {cursor:?}, not {other_cursor:?}"));
    }
    lines
        .iter()
        .zip(&others)
        .enumerate()
        .find_map(|(row, (line, other))| {
            let at = line
                .iter()
                .zip(other)
                .position(|(one, other)| one != other)?;
            Some(format!(
                "row {row}, cell {at}: {:?}, not {:?}",
                line.get(at..at + 3),
                other.get(at..at + 3)
            ))
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn many_small_updates_show_what_one_full_painting_shows(
        start in start(),
        first in size(),
        inputs in prop::collection::vec(input(), 1..30),
    ) {
        let mut player = start.player(first);
        let mut updated = Emulated::new(first);
        updated.draw(&player.app);
        for input in inputs {
            let sized = matches!(input, Input::Resize { .. });
            player.effects.clear();
            player.input(input);
            if sized || player.effects.contains(&Effect::Redraw) {
                updated.blank(player.size);
            }
            updated.draw(&player.app);
            let mut painted = Emulated::new(player.size);
            painted.draw(&player.app);
            prop_assert_eq!(difference(&updated, &painted), None, "{}", player.screen());
        }
    }
}
