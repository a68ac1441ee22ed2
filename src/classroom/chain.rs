//! Lines that hang together: each carries a hash over itself and the one before, so that nothing can be altered, left out,
//! moved or put in without its being seen. Pure. Must not know what the lines say.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line<E> {
    /// Its number, from 1.
    pub n: u64,
    /// When it was written: Unix milliseconds by its writer's clock, which proves nothing.
    pub at: i64,
    /// What happened.
    pub event: E,
    /// The hash over the line before and this one.
    pub hash: String,
}

/// The end of a chain, to which lines are added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The number of the last line; 0 before the first.
    pub n: u64,
    /// Its hash, or what the chain hangs on.
    pub hash: String,
}

/// What a line of a file turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Read<E> {
    /// It follows the one before.
    Follows(Line<E>),
    /// It can be read and does not follow: something before it was altered, or is not there.
    Loose(Line<E>),
    /// It can't be read.
    Garbage,
}

impl Chain {
    /// The beginning of the chain of `file` in `class`.
    #[must_use]
    pub fn begin(class: &str, file: &str) -> Self {
        Self {
            n: 0,
            hash: digest(&[class, file]),
        }
    }

    /// The next line of the chain, as it is written.
    #[must_use]
    pub fn add<E: Serialize>(&mut self, at: i64, event: E) -> String {
        let (n, hash) = (self.n + 1, self.next(at, &event));
        *self = Self {
            n,
            hash: hash.clone(),
        };
        let line = Line { n, at, event, hash };
        // Strings and numbers alone can always be written.
        let mut out = serde_json::to_string(&line).unwrap_or_default();
        out.push('\n');
        out
    }

    fn next<E: Serialize>(&self, at: i64, event: &E) -> String {
        let event = serde_json::to_string(event).unwrap_or_default();
        digest(&[
            &self.hash,
            &(self.n + 1).to_string(),
            &at.to_string(),
            &event,
        ])
    }

    /// Reads the line that comes next; after a loose one the chain goes on from it.
    pub fn read<E: Serialize + DeserializeOwned>(&mut self, text: &str) -> Read<E> {
        let Ok(line) = serde_json::from_str::<Line<E>>(text) else {
            return Read::Garbage;
        };
        let follows = line.n == self.n + 1 && line.hash == self.next(line.at, &line.event);
        *self = Self {
            n: line.n,
            hash: line.hash.clone(),
        };
        if follows {
            Read::Follows(line)
        } else {
            Read::Loose(line)
        }
    }
}

/// SHA-256 over parts and where they end, as 32 hexadecimal digits.
fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Vec<String> {
        let mut chain = Chain::begin("class", "seat");
        (0..5)
            .map(|one| chain.add(one, format!("说 {one}")))
            .collect()
    }

    fn read(lines: &[String]) -> Vec<Read<String>> {
        let mut chain = Chain::begin("class", "seat");
        lines
            .iter()
            .map(|line| chain.read(line.trim_end()))
            .collect()
    }

    fn sound(lines: &[String]) -> bool {
        read(lines)
            .iter()
            .all(|one| matches!(one, Read::Follows(_)))
    }

    #[test]
    fn what_was_written_follows_and_whatever_was_done_to_it_shows() {
        let all = lines();
        assert!(sound(&all));
        for (from, to) in [
            ("说 2", "说 7"),
            ("\"at\":3", "\"at\":4"),
            ("\"n\":2", "\"n\":3"),
        ] {
            let altered: Vec<String> = all.iter().map(|line| line.replace(from, to)).collect();
            assert_ne!(altered, all);
            assert!(!sound(&altered), "{from}");
        }
        for at in 0..all.len() - 1 {
            let mut less = all.clone();
            less.remove(at);
            assert!(!sound(&less), "without line {at}");
            let mut moved = all.clone();
            moved.swap(at, at + 1);
            assert!(!sound(&moved), "line {at} moved");
        }
        let mut chain = Chain::begin("other", "seat");
        assert!(matches!(
            chain.read::<String>(all[0].trim_end()),
            Read::Loose(_)
        ));
    }

    #[test]
    fn after_garbage_the_chain_goes_on() {
        let mut all = lines();
        all.insert(2, "{\"n\":".to_owned());
        let read = read(&all);
        let garbage = read.iter().filter(|one| matches!(one, Read::Garbage));
        assert_eq!(garbage.count(), 1);
        assert!(matches!(read[3], Read::Follows(_)));
    }
}
