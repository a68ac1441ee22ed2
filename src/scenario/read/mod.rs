//! Reading scenario files: the tree becomes a [`Scenario`], and everything wrong with it is noted in one run. One file per
//! part of the format; must not judge what is legal but unwise: lint does.

mod customer;
mod ending;
mod fact;
mod file;
mod guard;
mod names;
pub mod near;
mod reader;
mod rule;
mod state;
mod tags;
mod values;

pub use reader::{Fields, Reader, shown};
pub use values::Kind;

use super::Scenario;
use super::fingerprint::fingerprint;
use super::path::Path;
use super::problem::{self, Problem, Severity};
use super::yaml::{self, Node, Place};

/// A scenario file after reading.
#[derive(Debug)]
pub struct Document {
    /// The scenario; none where there is an error.
    pub scenario: Option<Scenario>,
    /// Everything wrong, in the order of the file.
    pub problems: Vec<Problem>,
    /// The file as a tree; none where it is not YAML.
    pub tree: Option<Node>,
}

impl Document {
    /// Reads `text`; `name` is the file's name, with or without folders.
    #[must_use]
    pub fn read(name: &str, text: &str) -> Self {
        let (scenario, problems, tree) = whole(text, |reader, tree| {
            file::scenario(reader, tree, name).map(|scenario| Scenario {
                version: fingerprint(text),
                ..scenario
            })
        });
        Self {
            scenario,
            problems,
            tree,
        }
    }

    /// Where `path` leads in the file.
    #[must_use]
    pub fn place(&self, path: &Path) -> Place {
        self.tree
            .as_ref()
            .map_or_else(Place::default, |tree| path.place_in(tree))
    }
}

/// Reads a scenario: `name` is its file's name, with or without folders. The scenario is there only if no problem is an error.
#[must_use]
pub fn read(name: &str, text: &str) -> (Option<Scenario>, Vec<Problem>) {
    let document = Document::read(name, text);
    (document.scenario, document.problems)
}

/// Reads a whole file of any kind: its value, only if no problem is an error; everything wrong, in the order of the file; and
/// the file as a tree, unless it is not YAML.
pub fn whole<T>(
    text: &str,
    read: impl FnOnce(&mut Reader, &Node) -> Option<T>,
) -> (Option<T>, Vec<Problem>, Option<Node>) {
    let tree = match yaml::parse(text) {
        Ok(tree) => tree,
        Err(broken) => return (None, vec![not_yaml(broken)], None),
    };
    let mut reader = Reader::default();
    if tree.value == yaml::Value::Nothing {
        let first = Place {
            line: 1,
            column: 1,
            length: 1,
        };
        reader.error(
            "wrong-type",
            first,
            "there is nothing in this file",
            "write it, or take it away; `teller-coach new ID` writes a scenario and its replay to begin with",
        );
        return (None, reader.into_problems(), Some(tree));
    }
    tags::unknown(&mut reader, &tree);
    let value = read(&mut reader, &tree);
    let mut problems = reader.into_problems();
    problem::sort(&mut problems);
    let value = value.filter(|_| !problems.iter().any(Problem::is_error));
    (value, problems, Some(tree))
}

/// The rule under which a text that is no YAML is reported.
pub const BROKEN_YAML: &str = "broken-yaml";

/// What is not YAML, as a problem.
fn not_yaml(broken: yaml::Broken) -> Problem {
    Problem::new(
        BROKEN_YAML,
        Severity::Error,
        broken.place,
        String::new(),
        broken.message,
        broken.fix,
    )
}

/// The name of a file without folders and without `ending`, if it ends so.
#[must_use]
pub fn stem<'n>(name: &'n str, ending: &str) -> Option<&'n str> {
    name.rsplit(['/', '\\']).next()?.strip_suffix(ending)
}

impl Reader {
    /// Reads `format`, which must be 1.
    pub fn format(&mut self, node: &Node) -> Option<()> {
        let format = self.whole(node, 0..=i64::from(u32::MAX))?;
        if format == FORMAT {
            return Some(());
        }
        let (age, fix) = if format > FORMAT {
            (
                "newer",
                "take a newer teller-coach, or write `format: 1` if the file keeps to format 1",
            )
        } else {
            (
                "older",
                "bring the file up to format 1 as `teller-coach new` writes it, then write `format: 1`",
            )
        };
        let place = self.place_of(node);
        self.error(
            "unsupported-format",
            place,
            format!("format {format} is {age} than the format 1 that this program reads"),
            fix,
        );
        None
    }
}

/// The format this program reads.
const FORMAT: i64 = 1;

/// The entry of a mapping with this key, where nothing needs reporting.
fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n yaml::Entry> {
    match &node.value {
        yaml::Value::Mapping(entries) => entries.iter().find(|entry| entry.key.word() == key),
        _ => None,
    }
}
