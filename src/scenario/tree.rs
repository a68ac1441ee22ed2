//! A file as a tree of values, each with its place in the text. Must not know what format the text is in or what it means.

/// Where something stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
    /// How many characters it covers; a sequence or mapping is shown by its first.
    pub length: u32,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands; an alias stands where it is used.
    pub place: Place,
    /// The text as the author typed it, for scalars on one line; empty otherwise.
    pub typed: String,
    /// Its tag (`!name`), unless it is one of YAML's own.
    pub tag: Option<Box<str>>,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Nothing,
    /// An unquoted `true`, `no`, `on` …
    Truth(bool),
    /// An unquoted whole number.
    Whole(i64),
    /// An unquoted number of another kind.
    Fraction(f64),
    /// Text.
    Text(String),
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping, in the order of the file, repeated keys included.
    Mapping(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Node,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The key or value as a word, whatever YAML takes it for: `5` and `no` are words too when they stand as keys.
    #[must_use]
    pub fn word(&self) -> &str {
        match &self.value {
            Value::Text(text) => text,
            _ => &self.typed,
        }
    }
}

impl Entry {
    /// Where a problem with the value as a whole is shown: at a scalar itself, at the key of anything larger.
    #[must_use]
    pub fn shown_at(&self) -> Place {
        match self.value.value {
            Value::Sequence(_) | Value::Mapping(_) | Value::Nothing => self.key.place,
            _ => self.value.place,
        }
    }
}
