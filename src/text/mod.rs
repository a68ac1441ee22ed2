//! Text as characters, clauses and columns: normalising for matching, spans into what was typed, wrapping for drawing,
//! and taking control characters out. Must not know what any word means.

mod clause;
mod language;
mod lexer;
mod normalise;
mod sanitize;
mod span;
mod width;

pub use clause::Clauses;
pub use language::{ReplyLanguage, is_han, is_word};
pub use lexer::{Token, TokenKind, tokens};
pub use normalise::{Normal, normalise};
pub use sanitize::{is_hidden, sanitize, sanitize_line};
pub use span::Span;
pub use width::{fit, width, wrap};
