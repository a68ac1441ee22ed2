//! A player that presses keys and reads the screen.

use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::{Color, Modifier};
use teller_coach::domain::Language;
use teller_coach::text::width;
use teller_coach::tui::{App, Code, Draft, Effect, EncounterRecord, Input, Key, Setup};

use crate::made_up::setup;

/// Someone at the keys.
pub struct Player {
    pub app: App,
    pub effects: Vec<Effect>,
    pub size: (u16, u16),
}

impl Player {
    pub fn new(mut setup: Setup, columns: u16, rows: u16) -> Self {
        setup.size = (columns, rows);
        Self {
            app: App::new(setup),
            effects: Vec::new(),
            size: (columns, rows),
        }
    }

    pub fn at(language: Language, columns: u16, rows: u16) -> Self {
        Self::new(setup(language), columns, rows)
    }

    pub fn input(&mut self, input: Input) -> &mut Self {
        if let Input::Resize { columns, rows } = input {
            self.size = (columns, rows);
        }
        self.effects.extend(self.app.handle(input));
        self
    }

    pub fn key(&mut self, key: Key) -> &mut Self {
        self.input(Input::Key(key))
    }

    pub fn press(&mut self, code: Code) -> &mut Self {
        self.key(Key::plain(code))
    }

    pub fn enter(&mut self) -> &mut Self {
        self.press(Code::Enter)
    }

    pub fn f(&mut self, number: u8) -> &mut Self {
        self.press(Code::Function(number))
    }

    /// Types as an input method does: character by character.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.press(Code::Char(c));
        }
        self
    }

    pub fn tick(&mut self, seconds: u64) -> &mut Self {
        for _ in 0..seconds {
            self.input(Input::Tick(Duration::from_secs(1)));
        }
        self
    }

    /// The last record of an encounter that ended.
    pub fn finished(&self) -> Option<&EncounterRecord> {
        self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Finished(record) => Some(record),
            _ => None,
        })
    }

    /// The last record of an encounter.
    pub fn record(&self) -> Option<&EncounterRecord> {
        self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Progress(record) => Some(record),
            _ => None,
        })
    }

    /// The last draft kept.
    pub fn kept(&self) -> Option<&Draft> {
        self.effects.iter().rev().find_map(|effect| match effect {
            Effect::KeepDraft(draft) => Some(draft),
            _ => None,
        })
    }

    /// From the library into the first scenario's encounter.
    pub fn begins(&mut self) -> &mut Self {
        self.enter().f(2)
    }

    pub fn buffer(&self) -> (Buffer, Option<(u16, u16)>) {
        let mut terminal =
            Terminal::new(TestBackend::new(self.size.0, self.size.1)).expect("a terminal");
        let mut cursor = None;
        terminal
            .draw(|frame| {
                self.app.draw(frame);
                cursor = self.app.scene().cursor.map(|at| (at.x, at.y));
            })
            .expect("a frame");
        (terminal.backend().buffer().clone(), cursor)
    }

    /// The screen as a person reads it, blanks at line ends left out.
    pub fn screen(&self) -> String {
        read(&self.buffer().0)
    }

    pub fn shows(&self, text: &str) -> bool {
        let joined: String = self
            .screen()
            .lines()
            .map(|line| line.trim_matches([' ', '│', '|']))
            .collect();
        self.screen().contains(text) || joined.contains(text)
    }

    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        assert!(self.shows(text), "no `{text}` on\n{}", self.screen());
        self
    }

    #[track_caller]
    pub fn sees_not(&mut self, text: &str) -> &mut Self {
        assert!(!self.shows(text), "`{text}` on\n{}", self.screen());
        self
    }
}

/// The text of a buffer, wide characters once.
pub fn read(buffer: &Buffer) -> String {
    let mut lines = Vec::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += width(symbol).max(1) as u16;
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

/// The styled stretches of a buffer, one a line: row, style, text.
pub fn styles(buffer: &Buffer) -> String {
    let mut lines: Vec<String> = Vec::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut runs: Vec<(String, String)> = Vec::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let cell = &buffer[(x, y)];
            let style = name(cell.fg, cell.bg, cell.modifier);
            match runs.last_mut() {
                Some((known, text)) if *known == style => text.push_str(cell.symbol()),
                _ => runs.push((style, cell.symbol().to_owned())),
            }
            x += width(cell.symbol()).max(1) as u16;
        }
        for (style, text) in runs {
            if !style.is_empty() && !text.trim().is_empty() {
                lines.push(format!("{y:>2} {style}: {}", text.trim()));
            }
        }
    }
    lines.join("\n")
}

fn name(fg: Color, bg: Color, modifier: Modifier) -> String {
    let mut parts = Vec::new();
    if fg != Color::Reset {
        parts.push(format!("{fg}"));
    }
    if bg != Color::Reset {
        parts.push(format!("on {bg}"));
    }
    parts.extend(modifier.iter_names().map(|(name, _)| name.to_lowercase()));
    parts.join(" ")
}

/// Whether wide characters are whole: a blank cell behind each, none in the last column.
pub fn halves(buffer: &Buffer) -> Option<String> {
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            let columns = width(symbol).max(1) as u16;
            if columns > 1 {
                if x + columns > buffer.area.right() {
                    return Some(format!("{symbol} reaches over the edge in row {y}"));
                }
                for behind in x + 1..x + columns {
                    if buffer[(behind, y)].symbol() != " "
                        || buffer[(behind, y)].diff_option == CellDiffOption::AlwaysUpdate
                    {
                        return Some(format!("{symbol} is halved in row {y}, column {behind}"));
                    }
                }
            }
            x += columns;
        }
    }
    None
}
