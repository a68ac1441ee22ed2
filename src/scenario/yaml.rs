//! YAML text as a tree that knows where every key and value stands. The only file that names the YAML crate, so that it can
//! be exchanged; must not know what a scenario is.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{
    DuplicateKeyPolicy, Error, MergeKeyPolicy, NonFiniteFloatPolicy, Options, Spanned, Tagged,
};

pub use super::broken::Broken;
use super::broken::{syntax, too_much};
use super::opened;
pub use super::tree::{Entry, Node, Place, Value};

/// The largest text that is read as YAML, in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Reads one YAML document.
///
/// # Errors
/// When the text is not YAML, holds more than one document, or is larger or deeper than anything a person would write.
pub fn parse(text: &str) -> Result<Node, Broken> {
    if text.len() > MAX_BYTES {
        return Err(Broken {
            place: Place {
                line: 1,
                column: 1,
                length: 1,
            },
            message: format!("the file is larger than {} MB", MAX_BYTES / 1024 / 1024),
            fix: "split it: one scenario a file".to_owned(),
        });
    }
    serde_yaml::from_str_with_options::<Marked>(text, options())
        .map(|raw| node(text, raw))
        .map_err(|error| broken(text, &error))
}

/// Reads a value whose form is fixed, such as a file of signals, within the same limits.
///
/// # Errors
/// What the reader says, with the place.
pub fn value<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_yaml::from_str_with_options(text, options()).map_err(|error| error.to_string())
}

/// The largest scenario in the library has about 2,000 nodes, eight levels and no anchors. The limits leave room for one
/// ten times as large, and refuse whatever was made to exhaust a machine before it has cost a second or 100 MB.
fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: 32,
            flow_nesting_limit: 32,
            max_nodes: 20_000,
            max_events: 60_000,
            max_documents: 2,
            max_anchors: 100,
            max_aliases: 200,
            max_recorded_anchor_events: 20_000,
            max_recorded_anchor_bytes: 1024 * 1024,
            max_total_scalar_bytes: MAX_BYTES,
        },
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: 20_000,
            max_replay_stack_depth: 4,
            max_alias_expansions_per_anchor: 100,
        },
        // Repeated keys are for the reader to report, all of them, each at its place.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        // `<<` hides where a value comes from; left as a key it is reported as one that nobody knows.
        merge_keys: MergeKeyPolicy::AsOrdinary,
        // Other YAML readers take an unquoted `no` for a truth value. Reading it as one here too is what makes the reader
        // ask for quotes where text is wanted, instead of guessing what the author meant.
        strict_booleans: false,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    }
}

/// A value with its place and its tag, as the crate hands them over.
type Marked = Spanned<Tagged<Raw>>;

/// A value as the crate hands it over, places still in its own terms.
enum Raw {
    Nothing,
    Truth(bool),
    Whole(i64),
    Fraction(f64),
    Text(String),
    Sequence(Vec<Marked>),
    Mapping(Vec<(Marked, Marked)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_bool<E: serde::de::Error>(self, truth: bool) -> Result<Raw, E> {
        Ok(Raw::Truth(truth))
    }

    fn visit_i64<E: serde::de::Error>(self, whole: i64) -> Result<Raw, E> {
        Ok(Raw::Whole(whole))
    }

    fn visit_u64<E: serde::de::Error>(self, whole: u64) -> Result<Raw, E> {
        Ok(i64::try_from(whole).map_or(Raw::Fraction(whole as f64), Raw::Whole))
    }

    fn visit_f64<E: serde::de::Error>(self, fraction: f64) -> Result<Raw, E> {
        Ok(Raw::Fraction(fraction))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(Raw::Sequence(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut all = Vec::new();
        while let Some(key) = entries.next_key::<Marked>()? {
            all.push((key, entries.next_value()?));
        }
        Ok(Raw::Mapping(all))
    }
}

/// What YAML itself calls its kinds of values; `!` alone makes whatever follows text.
const OWN_TAGS: &[&str] = &[
    "!",
    "tag:yaml.org,2002:str",
    "tag:yaml.org,2002:int",
    "tag:yaml.org,2002:float",
    "tag:yaml.org,2002:bool",
    "tag:yaml.org,2002:null",
    "tag:yaml.org,2002:seq",
    "tag:yaml.org,2002:map",
];

fn node(text: &str, raw: Marked) -> Node {
    let location = raw.referenced;
    let Tagged(raw, tag) = raw.value;
    let bytes = bytes(&location);
    let scalar = !matches!(raw, Raw::Sequence(_) | Raw::Mapping(_));
    let typed = text
        .get(bytes)
        .filter(|typed| scalar && !typed.contains('\n'))
        .unwrap_or_default()
        .to_owned();
    let value = match raw {
        Raw::Nothing => Value::Nothing,
        Raw::Truth(truth) => Value::Truth(truth),
        Raw::Whole(whole) => Value::Whole(whole),
        Raw::Fraction(fraction) => Value::Fraction(fraction),
        Raw::Text(text) => Value::Text(text),
        Raw::Sequence(items) => {
            Value::Sequence(items.into_iter().map(|item| node(text, item)).collect())
        }
        Raw::Mapping(entries) => Value::Mapping(
            entries
                .into_iter()
                .map(|(key, value)| Entry {
                    key: node(text, key),
                    value: node(text, value),
                })
                .collect(),
        ),
    };
    let length = if scalar { location.span().len() } else { 1 };
    Node {
        value,
        place: place(location.line(), location.column(), length),
        typed,
        tag: tag
            .filter(|tag| !OWN_TAGS.contains(&tag.as_str()))
            .map(String::into_boxed_str),
    }
}

fn bytes(location: &serde_yaml::Location) -> Range<usize> {
    let number = |bytes: Option<u64>| bytes.and_then(|bytes| usize::try_from(bytes).ok());
    let span = location.span();
    match (number(span.byte_offset()), number(span.byte_len())) {
        (Some(start), Some(length)) => start..start.saturating_add(length),
        _ => 0..0,
    }
}

fn place(line: u64, column: u64, length: u64) -> Place {
    let small = |number: u64| u32::try_from(number.max(1)).unwrap_or(u32::MAX);
    Place {
        line: small(line),
        column: small(column),
        length: small(length),
    }
}

/// The crate's error in our words where we know better ones.
fn broken(text: &str, error: &Error) -> Broken {
    let error = error.without_snippet();
    let place = error.location().map_or(place(1, 1, 1), |location| {
        place(location.line(), location.column(), 1)
    });
    let said = |message: &str, fix: &str| Broken {
        place,
        message: message.to_owned(),
        fix: fix.to_owned(),
    };
    match error {
        Error::MultipleDocuments { .. } => Broken {
            place: dashes_before(text, place),
            message: "a second document begins here".to_owned(),
            fix: "take out the `---`, or make it a file of its own".to_owned(),
        },
        Error::UnknownAnchor { .. } => said(
            "`*` begins an alias, and there is no anchor of that name",
            "put text that begins with `*` in quotes",
        ),
        Error::RecursiveReferencesRequireWeakTypes { .. } => said(
            "this alias stands inside its own anchor",
            "write the text out instead of using an alias",
        ),
        Error::Budget { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => too_much(place),
        // The error with both places of an alias wraps the one that says what is wrong.
        Error::AliasError { error, .. } => match error.as_ref() {
            inner @ (Error::AliasError { .. } | Error::Budget { .. }) => Broken {
                place,
                ..broken(text, inner)
            },
            _ => too_much(place),
        },
        _ => opened::behind(text, place).unwrap_or_else(|| syntax(place, &error.render())),
    }
}

/// The `---` above the place where a second document has its first value; the place itself where there is none.
fn dashes_before(text: &str, place: Place) -> Place {
    let lines = text.lines().zip(1_u32..);
    lines
        .take_while(|(_, number)| *number <= place.line)
        .filter(|(line, number)| line.starts_with("---") && *number > 1)
        .last()
        .map_or(place, |(_, line)| Place {
            line,
            column: 1,
            length: 3,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'n>(node: &'n Node, key: &str) -> &'n Entry {
        match &node.value {
            Value::Mapping(entries) => entries.iter().find(|entry| entry.key.word() == key),
            _ => None,
        }
        .unwrap_or_else(|| panic!("no {key}"))
    }

    #[test]
    fn every_value_knows_its_place_in_characters() {
        let tree =
            parse("您: 您好\nb: [x, +30, no]\n5: 'it''s'\nc: |\n  您好\n  再见\nd: \nb: 2.5\n")
                .unwrap();
        for (key, value, place) in [
            ("您", Value::Text("您好".into()), (1, 4, 2)),
            ("5", Value::Text("it's".into()), (3, 4, 7)),
            ("c", Value::Text("您好\n再见\n".into()), (5, 3, 8)),
            ("d", Value::Nothing, (7, 2, 1)),
        ] {
            let found = &entry(&tree, key).value;
            let at = found.place;
            assert_eq!(
                (&found.value, (at.line, at.column, at.length)),
                (&value, place),
                "{key}"
            );
        }
        let Value::Sequence(items) = &entry(&tree, "b").value.value else {
            panic!("no list")
        };
        let values: Vec<&Value> = items.iter().map(|item| &item.value).collect();
        assert_eq!(
            values,
            [
                &Value::Text("x".into()),
                &Value::Whole(30),
                &Value::Truth(false)
            ]
        );
        assert_eq!(items[2].word(), "no");
        // A repeated key is kept.
        assert!(matches!(&tree.value, Value::Mapping(entries) if entries.len() == 6));
    }

    #[test]
    fn what_is_no_yaml_is_said_where_it_is() {
        for (text, line, column, piece) in [
            ("a: 您好: b", 1, 6, "no key can stand"),
            ("a: [您", 1, 4, "never closed"),
            ("a: \"您", 1, 4, "never closed"),
            ("a:\n\t- 您", 2, 2, "tab"),
            ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
            ("a: *重要", 1, 4, "no anchor"),
            ("a: {b: c\nd: e", 1, 4, "never closed"),
            ("a: {b: c d: e}", 1, 11, "missing before this"),
            ("a: @b", 1, 4, "unquoted"),
            ("- a\nb: c", 2, 1, "list goes on"),
            ("a: 'x\u{7}y'", 1, 6, "character"),
            ("a: &a [*a]", 1, 8, "its own anchor"),
        ] {
            let broken = parse(text).unwrap_err();
            assert_eq!(
                (broken.place.line, broken.place.column),
                (line, column),
                "{text:?}: {broken:?}"
            );
            assert!(broken.message.contains(piece), "{text:?}: {broken:?}");
        }
    }

    #[test]
    fn what_would_exhaust_a_machine_is_refused() {
        let level =
            |name: char, of: char| format!("{name}: &{name} [{}]\n", format!("*{of},").repeat(9));
        let bomb = format!(
            "a: &a [您,您]\n{}{}{}{}{}{}",
            level('b', 'a'),
            level('c', 'b'),
            level('d', 'c'),
            level('e', 'd'),
            level('f', 'e'),
            level('g', 'f')
        );
        for (name, text) in [
            ("aliases of aliases", bomb),
            ("brackets", "[".repeat(10_000)),
            ("dashes", "- ".repeat(10_000)),
            ("values", "- 您\n".repeat(30_000)),
            ("bytes", "您".repeat(MAX_BYTES)),
        ] {
            let broken = parse(&text).unwrap_err();
            assert!(
                broken.message.contains("than"),
                "{name}: {}",
                broken.message
            );
        }
    }
}
