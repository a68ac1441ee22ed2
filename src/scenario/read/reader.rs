//! What all parts of a file are read with: collects problems with their places, knows the path to where it is, looks keys
//! up and reports those that are unknown, repeated or missing. Must not know any key by name.

use std::collections::HashMap;

use super::near;
use crate::domain::Principle;
use crate::scenario::path::{Path, Segment};
use crate::scenario::problem::{self, Problem, Severity};
use crate::scenario::yaml::{Entry, Node, Place, Value};

/// Walks one file and notes what is wrong with it.
#[derive(Debug, Default)]
pub struct Reader {
    problems: Vec<Problem>,
    path: Path,
    /// Where the value at the end of `path` is shown.
    places: Vec<Place>,
}

/// The entries of a mapping whose keys are known: none unknown, none twice.
#[derive(Debug)]
pub struct Fields<'n> {
    entries: Vec<&'n Entry>,
    /// Known keys that are missing where an unknown one is near: one slip is reported once.
    misspelt: Vec<String>,
}

impl<'n> Fields<'n> {
    /// The entry with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'n Entry> {
        self.entries
            .iter()
            .copied()
            .find(|entry| entry.key.word() == key)
    }

    /// Whether the key is there under another spelling, which has been reported.
    #[must_use]
    pub fn misspelt(&self, key: &str) -> bool {
        self.misspelt.iter().any(|one| one == key)
    }

    /// The entries in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &'n Entry> {
        self.entries.iter().copied()
    }
}

impl Reader {
    /// All problems noted.
    #[must_use]
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// The path to the value being read.
    #[must_use]
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// Notes an error at `place`.
    pub fn error(
        &mut self,
        rule: &'static str,
        place: Place,
        message: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.note(rule, Severity::Error, place, message.into(), fix.into());
    }

    /// Notes a warning at `place`.
    pub fn warning(
        &mut self,
        rule: &'static str,
        place: Place,
        message: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.note(rule, Severity::Warning, place, message.into(), fix.into());
    }

    fn note(
        &mut self,
        rule: &'static str,
        severity: Severity,
        place: Place,
        message: String,
        fix: String,
    ) {
        self.problems.push(Problem::new(
            rule,
            severity,
            place,
            self.path.to_string(),
            message,
            fix,
        ));
    }

    /// Reads what stands under `entry`'s key.
    pub fn under<T>(&mut self, entry: &Entry, read: impl FnOnce(&mut Self, &Node) -> T) -> T {
        self.step(
            Segment::Key(entry.key.word().to_owned()),
            entry.shown_at(),
            |reader| read(reader, &entry.value),
        )
    }

    fn step<T>(&mut self, segment: Segment, place: Place, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.0.push(segment);
        self.places.push(place);
        let value = read(self);
        self.path.0.pop();
        self.places.pop();
        value
    }

    /// Where to show a problem of `node` as a whole: its key, or itself if it has none.
    #[must_use]
    pub fn place_of(&self, node: &Node) -> Place {
        self.places.last().copied().unwrap_or(node.place)
    }

    /// Notes that `node` is not what is wanted here.
    pub fn wrong_type(&mut self, node: &Node, wanted: &str, fix: impl Into<String>) {
        let place = self.place_of(node);
        let message = format!("{wanted} is wanted here, and this is {}", kind(node));
        self.error("wrong-type", place, message, fix);
    }

    /// The entries of a mapping in which authors choose the keys: each key once, each a word.
    pub fn entries<'n>(&mut self, node: &'n Node, fix: &str) -> Option<Vec<&'n Entry>> {
        let Value::Mapping(all) = &node.value else {
            self.wrong_type(node, "a mapping", fix);
            return None;
        };
        let mut kept: Vec<&Entry> = Vec::new();
        let mut lines: HashMap<&str, u32> = HashMap::new();
        for entry in all {
            let key = entry.key.word();
            if matches!(entry.key.value, Value::Sequence(_) | Value::Mapping(_)) {
                self.error(
                    "wrong-type",
                    entry.key.place,
                    "a key can't be a list or a mapping",
                    "write a word as the key; text in `{ }` or `[ ]` needs quotes",
                );
            } else if let Some(line) = lines.get(key) {
                self.error(
                    "duplicate-key",
                    entry.key.place,
                    format!(
                        "the key `{}` stands here twice, first in line {line}",
                        shown(key)
                    ),
                    "keep one of the two",
                );
            } else {
                lines.insert(key, entry.key.place.line);
                kept.push(entry);
            }
        }
        Some(kept)
    }

    /// The entries of a mapping with these keys and no others.
    pub fn fields<'n>(&mut self, node: &'n Node, known: &[&str]) -> Option<Fields<'n>> {
        let fix = format!("write a mapping with the keys {}", near::list(known));
        let mut entries = self.entries(node, &fix)?;
        let there: Vec<&str> = entries.iter().map(|entry| entry.key.word()).collect();
        let mut misspelt = Vec::new();
        entries.retain(|entry| {
            let key = entry.key.word();
            let is_known = known.contains(&key);
            if !is_known {
                let meant = near::nearest(key, known).filter(|meant| !there.contains(meant));
                misspelt.extend(meant.map(str::to_owned));
                self.error(
                    "unknown-key",
                    entry.key.place,
                    format!("there is no key `{}` here", shown(key)),
                    self.mend_key(entry, known),
                );
            }
            is_known
        });
        Some(Fields { entries, misspelt })
    }

    /// How to mend a name that is not among `known`. Once a file has more problems than anybody will be shown, no more time is
    /// spent on looking for what its author may have meant.
    #[must_use]
    pub fn advice(&self, word: &str, known: &[&str]) -> String {
        if self.problems.len() > problem::MOST {
            "mend the problems above first".to_owned()
        } else {
            near::advice(word, known)
        }
    }

    /// Reports a key that is neither a principle nor one of `parts`, where marks may stand.
    pub fn unknown_beside_marks(&mut self, entry: &Entry, parts: &[&str], message: String) {
        let known: Vec<&str> = Principle::ALL
            .iter()
            .map(|principle| principle.key())
            .chain(parts.iter().copied())
            .collect();
        let advice = self.advice(entry.key.word(), &known);
        self.error("unknown-key", entry.key.place, message, advice);
    }

    /// How to mend an unknown key. A key without a value and with a space in it is most likely the rest of a text that a
    /// comma has cut: `{en: over 50,000 yuan}`.
    fn mend_key(&self, entry: &Entry, known: &[&str]) -> String {
        let key = entry.key.word();
        if entry.value.value == Value::Nothing && key.contains(char::is_whitespace) {
            "put the whole text before it in quotes: a `,` ends a text without them".to_owned()
        } else {
            self.advice(key, known)
        }
    }

    /// Reads the value of a key that must be there.
    pub fn required<T>(
        &mut self,
        node: &Node,
        fields: &Fields<'_>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &Node) -> Option<T>,
    ) -> Option<T> {
        if fields.get(key).is_none() && !fields.misspelt(key) {
            let place = self.place_of(node);
            self.error(
                "missing-key",
                place,
                format!("the key `{key}` is missing"),
                format!("add `{key}:`"),
            );
        }
        self.optional(fields, key, read)
    }

    /// Reads the value of a key that may be left out.
    pub fn optional<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &Node) -> Option<T>,
    ) -> Option<T> {
        fields.get(key).and_then(|entry| self.under(entry, read))
    }

    /// Reads every item of a list; what can't be read is left out, its problem noted.
    pub fn list<T>(
        &mut self,
        node: &Node,
        fix: &str,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Value::Sequence(items) = &node.value else {
            self.wrong_type(node, "a list", fix);
            return None;
        };
        let mut all = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let value = self.step(Segment::Index(index), item.place, |reader| {
                read(reader, item)
            });
            all.extend(value);
        }
        Some(all)
    }

    /// As [`Self::list`], and a list without items is an error.
    pub fn filled_list<T>(
        &mut self,
        node: &Node,
        fix: &str,
        read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.not_empty(node, fix);
        self.list(node, fix, read)
    }

    /// Notes a list without items as an error.
    pub fn not_empty(&mut self, node: &Node, fix: &str) {
        if matches!(&node.value, Value::Sequence(items) if items.is_empty()) {
            let place = self.place_of(node);
            self.error("empty-list", place, "this list is empty", fix);
        }
    }
}

/// What a node is, for "and this is …".
fn kind(node: &Node) -> String {
    let shown = |what: &str| format!("{what} (`{}`)", shown(node.word()));
    match &node.value {
        Value::Nothing => "nothing".to_owned(),
        Value::Truth(_) => shown("a truth value"),
        Value::Whole(_) => shown("a whole number"),
        Value::Fraction(_) => shown("a number"),
        Value::Text(_) => "text".to_owned(),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "a mapping".to_owned(),
    }
}

/// An author's word for use in a sentence: a file may hold one of four million characters.
#[must_use]
pub fn shown(word: &str) -> String {
    crate::text::fit(word, 60)
}
