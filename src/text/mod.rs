//! Text as characters, clauses and columns: normalising for matching, spans into what was typed, wrapping for drawing, taking
//! out control characters and the numbers that belong to a person. Must not know what any other word means.

mod clause;
mod language;
mod lexer;
mod normalise;
mod personal;
mod sanitize;
mod span;
mod width;

pub use clause::Clauses;
pub use language::{ReplyLanguage, is_han, is_word};
pub use lexer::{Token, TokenKind, tokens};
pub use normalise::{Normal, normalise};
pub use personal::{Personal, mask, personal_numbers};
pub use sanitize::{is_hidden, sanitize, sanitize_line};
pub use span::Span;
pub use width::{fit, rows, width, wrap};
