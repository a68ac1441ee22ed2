//! Where each sentence stands in a file of sentences, so that one is parsed when it is asked for: all of them parsed are two
//! megabytes in every program of a class. Must not know what a sentence means.

/// The sentences of a file, sorted by their keys.
pub(super) struct Source {
    sentences: Vec<(&'static str, Sentence)>,
}

/// A sentence as it stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sentence {
    /// One line without variables: its text.
    Plain(&'static str),
    /// Everything else, with its key, for a parser.
    Written(&'static str),
}

impl Source {
    /// Finds where the sentences of `text` stand. A sentence begins with its key at the beginning of a line, and goes on until
    /// the next one or a remark.
    pub(super) fn of(text: &'static str) -> Self {
        let mut sentences = Vec::new();
        let mut begun: Option<(usize, &'static str)> = None;
        let mut at = 0;
        let mut end = |begun: Option<(usize, &'static str)>, at: usize| {
            if let Some((from, key)) = begun {
                sentences.push((key, Sentence::of(key, &text[from..at])));
            }
        };
        for line in text.split_inclusive('\n') {
            let key = key_of(line);
            if key.is_some() || line.starts_with('#') {
                end(begun, at);
                begun = key.map(|key| (at, key));
            }
            at += line.len();
        }
        end(begun, at);
        // Of two with one key the later counts, as in a bundle.
        sentences.reverse();
        sentences.sort_by_key(|(key, _)| *key);
        sentences.dedup_by_key(|(key, _)| *key);
        Self { sentences }
    }

    /// The sentence with this key.
    pub(super) fn find(&self, key: &str) -> Option<Sentence> {
        let at = self.sentences.binary_search_by_key(&key, |(one, _)| one);
        at.ok().map(|at| self.sentences[at].1)
    }

    /// The keys, sorted.
    #[cfg(test)]
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.sentences.iter().map(|(key, _)| *key)
    }
}

/// The key of the sentence that this line begins.
fn key_of(line: &'static str) -> Option<&'static str> {
    let key = line.split('=').next()?.trim_end_matches(' ');
    let of_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && key.len() < line.len() && key.chars().all(of_key)).then_some(key)
}

impl Sentence {
    fn of(key: &str, written: &'static str) -> Self {
        let text = written[key.len()..].trim_start_matches(' ');
        let text = text.strip_prefix('=').unwrap_or(text).trim();
        if text.is_empty() || text.contains(['\n', '{', '}']) {
            Self::Written(written)
        } else {
            Self::Plain(text)
        }
    }
}
