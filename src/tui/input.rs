//! What reaches the interface from outside, in types of its own. Must not name the terminal library: `terminal` converts.

use std::time::Duration;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key went down (or repeats). Releases must not be passed on.
    Key(Key),
    /// Text came in at once: a bracketed paste, or several keys of one burst with a line end among them.
    Paste(String),
    /// The mouse.
    Mouse(Mouse),
    /// The window has this size now, in columns and rows.
    Resize {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// Time went by: how much since the last tick. Once a second is enough.
    Tick(Duration),
    /// Ctrl-C or a polite signal: the first asks, the second leaves. For a signal that can't wait there is `App::leave`.
    Interrupt,
}

/// A key with what was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which.
    pub code: Code,
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held; a capital letter is a character of its own and does not need it.
    pub shift: bool,
}

/// A key by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character, also one that an input method made.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// F1 and so on, by number.
    Function(u8),
}

/// What the mouse did, at a cell counted from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Column, from 0.
    pub column: u16,
    /// Row, from 0.
    pub row: u16,
}

/// What a mouse can do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Click,
    /// The wheel turned away from the user.
    WheelUp,
    /// The wheel turned towards the user.
    WheelDown,
}

impl Key {
    /// A key alone.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character with Ctrl.
    #[must_use]
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: Code::Char(c),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// A key with Alt.
    #[must_use]
    pub const fn alt(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: true,
            shift: false,
        }
    }

    /// Whether it writes a character.
    #[must_use]
    pub const fn writes(self) -> bool {
        matches!(self.code, Code::Char(_)) && !self.ctrl && !self.alt
    }

    /// The key as commands know it: full-width forms, which an input method gives, as the plain ones, capitals as small
    /// letters, Shift forgotten where the character already says it. Text fields must not use it.
    #[must_use]
    pub fn folded(self) -> Self {
        let code = match self.code {
            Code::Char(c) => Code::Char(fold(c)),
            Code::Tab if self.shift => Code::BackTab,
            other => other,
        };
        Self {
            code,
            shift: false,
            ..self
        }
    }
}

/// One character of a command without width and case.
fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        // The key of the slash, with a Chinese input method on.
        '、' | '÷' => '/',
        _ => c,
    }
    .to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_with_the_input_method_on() {
        for (typed, meant) in [
            ('？', '?'),
            ('ｑ', 'q'),
            ('Ｑ', 'q'),
            ('１', '1'),
            ('／', '/'),
            ('、', '/'),
            ('R', 'r'),
            ('　', ' '),
            ('您', '您'),
        ] {
            assert_eq!(
                Key::plain(Code::Char(typed)).folded(),
                Key::plain(Code::Char(meant))
            );
        }
    }
}
