//! The way through a file's keys to one value, as authors write it: `states.storms_up.next[0].to`. Rules point with it, and
//! the tree turns it into a line late. Must not know what the keys mean.

use std::fmt;

use super::yaml::{Node, Place, Value};

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Into a mapping, by key.
    Key(String),
    /// Into a list, from 0.
    Index(usize),
}

/// A path from the top of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path(pub Vec<Segment>);

impl Path {
    /// The path of these keys.
    #[must_use]
    pub fn of(keys: &[&str]) -> Self {
        Self(
            keys.iter()
                .map(|&key| Segment::Key(key.to_owned()))
                .collect(),
        )
    }

    /// This path and one key more.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.0.push(Segment::Key(key.to_owned()));
        self
    }

    /// This path and one index more.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }

    /// Where it leads in `tree`: the value for a scalar or an item of a list, the key for a mapping or a list under a key;
    /// where the path ends early, the last step that exists.
    #[must_use]
    pub fn place_in(&self, tree: &Node) -> Place {
        let mut node = tree;
        let mut place = tree.place;
        for segment in &self.0 {
            let next = match (segment, &node.value) {
                (Segment::Key(key), Value::Mapping(entries)) => entries
                    .iter()
                    .find(|entry| entry.key.word() == key)
                    .map(|entry| (&entry.value, entry.shown_at())),
                (Segment::Index(index), Value::Sequence(items)) => {
                    items.get(*index).map(|item| (item, item.place))
                }
                _ => None,
            };
            match next {
                Some((found, at)) => (node, place) = (found, at),
                None => break,
            }
        }
        place
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if number == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
