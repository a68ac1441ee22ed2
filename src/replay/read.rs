//! Reading replay files with the same kind of problems as scenarios. Must not look for files: the caller says where a
//! scenario is to be found.

use std::sync::Arc;

use super::expect;
use super::model::{Case, ReplayFile, Turn};
use super::table::{self, Variables};
use crate::domain::{Language, Reply, ScenarioId};
use crate::scenario::Problem;
use crate::scenario::Scenario;
use crate::scenario::read::{Fields, Kind, Reader, shown, stem, whole};
use crate::scenario::yaml::{Node, Value};

/// What became of looking for a replay's scenario.
#[derive(Debug, Clone)]
pub enum Lookup {
    /// Here it is.
    Found(Arc<Scenario>),
    /// It is there, and has errors of its own.
    Broken,
    /// There is none of that id.
    Missing,
}

/// A replay file after reading.
#[derive(Debug)]
pub struct Document {
    /// The file with its scenario; none where there is an error.
    pub replay: Option<(ReplayFile, Arc<Scenario>)>,
    /// Everything wrong, in the order of the file.
    pub problems: Vec<Problem>,
    /// Whether it is YAML at all.
    pub parsed: bool,
}

impl Document {
    /// Reads `text`; `name` is the file's name, with or without folders; `find` looks for a scenario.
    #[must_use]
    pub fn read(name: &str, text: &str, find: impl FnOnce(&ScenarioId) -> Lookup) -> Self {
        let (replay, problems, tree) = whole(text, |reader, tree| file(reader, tree, name, find));
        Self {
            replay,
            problems,
            parsed: tree.is_some(),
        }
    }
}

/// The id of the scenario that a file of this name belongs to: `long-wait` for `scenarios/long-wait.replay.yaml`; none if it
/// is no replay's name.
#[must_use]
pub fn scenario_of(name: &str) -> Option<&str> {
    stem(name, ".replay.yaml")
}

fn file(
    reader: &mut Reader,
    file: &Node,
    name: &str,
    find: impl FnOnce(&ScenarioId) -> Lookup,
) -> Option<(ReplayFile, Arc<Scenario>)> {
    let fields = reader.fields(file, &["format", "scenario", "variables", "cases"])?;
    let shared = table::variables(reader, &fields, &Variables::new());
    let format = reader.required(file, &fields, "format", Reader::format);
    let found = reader.required(file, &fields, "scenario", |reader, node| {
        scenario(reader, node, name, find)
    });
    let known = found.as_ref().and_then(|(_, scenario)| scenario.clone());
    let written = reader.required(file, &fields, "cases", |reader, node| {
        let mut number = 0;
        reader.filled_list(node, "write cases: `- name: …`", |reader, node| {
            number += 1;
            cases(reader, node, number, &shared, known.as_deref())
        })
    });
    format?;
    let (id, scenario) = found?;
    let replay = ReplayFile {
        scenario: id,
        cases: written?.into_iter().flatten().collect(),
    };
    Some((replay, scenario?))
}

/// The scenario's id, and the scenario if it can be had.
fn scenario(
    reader: &mut Reader,
    node: &Node,
    name: &str,
    find: impl FnOnce(&ScenarioId) -> Lookup,
) -> Option<(ScenarioId, Option<Arc<Scenario>>)> {
    let id = reader.id(node, |word| ScenarioId::new(word).ok())?;
    let place = reader.place_of(node);
    let word = shown(id.as_str());
    if let Some(stem) = scenario_of(name)
        && stem != id.as_str()
    {
        reader.warning(
            "id-not-file-name",
            place,
            format!("the scenario is `{word}`, and the file is called `{stem}.replay.yaml`"),
            format!("rename the file to `{word}.replay.yaml`"),
        );
    }
    let scenario = match find(&id) {
        Lookup::Found(scenario) => Some(scenario),
        Lookup::Broken => {
            reader.error(
                "broken-scenario",
                place,
                format!("the scenario `{word}` has errors, so nothing can be replayed with it"),
                format!("mend `{word}.yaml` first; `teller-coach check` says what is wrong"),
            );
            None
        }
        Lookup::Missing => {
            reader.error(
                "unknown-scenario",
                place,
                format!("there is no scenario `{word}` beside this file or in the library"),
                format!("put `{word}.yaml` into the same folder, or correct the id"),
            );
            None
        }
    };
    Some((id, scenario))
}

/// The plays that one written case stands for.
fn cases(
    reader: &mut Reader,
    node: &Node,
    number: usize,
    shared: &Variables<'_>,
    scenario: Option<&Scenario>,
) -> Option<Vec<Case>> {
    let fields = reader.fields(node, &CASE)?;
    let repeat = table::repeat(reader, &fields);
    let rows = table::rows(reader, node, &fields, shared, repeat);
    let many = rows.len() > 1 || repeat > 1;
    let mut all: Vec<Case> = Vec::new();
    for row in &rows {
        let one = case(reader, row, number, scenario)?;
        for more in 0..repeat {
            all.push(Case {
                play: many.then_some(all.len() + 1),
                seed: one.seed.saturating_add(more),
                ..one.clone()
            });
        }
    }
    Some(all)
}

const CASE: [&str; 11] = [
    "name",
    "seed",
    "lang",
    "tags",
    "skip",
    "only",
    "variables",
    "table",
    "repeat",
    "turns",
    "expect",
];

fn case(
    reader: &mut Reader,
    node: &Node,
    number: usize,
    scenario: Option<&Scenario>,
) -> Option<Case> {
    let fields = reader.fields(node, &CASE)?;
    let name = reader.required(node, &fields, "name", Reader::bilingual);
    let seed = reader.required(node, &fields, "seed", |reader, node| {
        reader.number::<u64>(node, 0..=i64::MAX)
    });
    let language = reader.required(node, &fields, "lang", language);
    let tags = reader.optional(&fields, "tags", |reader, node| {
        reader.list(
            node,
            "write a list of words: `[slow, greeting]`",
            Reader::text,
        )
    });
    // A reason is asked for, so that nobody wonders later why a case does not run.
    let skip = reader.optional(&fields, "skip", Reader::text);
    let only = reader.optional(&fields, "only", Reader::text);
    let turns = reader.required(node, &fields, "turns", |reader, node| {
        reader.filled_list(node, "write turns: `- reply: \"…\"`", |reader, node| {
            turn(reader, node, scenario)
        })
    });
    let expect = reader.optional(&fields, "expect", |reader, node| {
        expect::case(reader, node, scenario)
    });
    Some(Case {
        number,
        play: None,
        place: node.place,
        name: name?,
        seed: seed?,
        language: language?,
        tags: tags.unwrap_or_default(),
        skip,
        only,
        turns: turns?,
        expect: expect.unwrap_or_default(),
    })
}

fn language(reader: &mut Reader, node: &Node) -> Option<Language> {
    let known: Vec<&str> = Language::ALL
        .iter()
        .map(|language| language.key())
        .collect();
    reader.known(node, &Kind::LANGUAGE, &known, Language::from_key)
}

fn turn(reader: &mut Reader, node: &Node, scenario: Option<&Scenario>) -> Option<Turn> {
    let fields = reader.fields(node, &["reply", "actions", "given", "expect"])?;
    let given = reader.optional(&fields, "given", |reader, node| {
        expect::given(reader, node, scenario)
    });
    let words = if fields.get("given").is_some() {
        for entry in fields.iter() {
            if matches!(entry.key.word(), "reply" | "actions") {
                reader.error(
                    "given-and-said",
                    entry.key.place,
                    format!("`{}` stands beside `given`, so it would not count", entry.key.word()),
                    "take one of the two out: a turn has words, or what is taken to be found in them",
                );
            }
        }
        // What is given stands in the place of words wherever the turn is shown.
        given.as_ref().map(|given| format!("given: {given}"))
    } else {
        words(reader, node, &fields)
    };
    let actions = reader.optional(&fields, "actions", Reader::actions);
    let expect = reader.optional(&fields, "expect", |reader, node| {
        expect::turn(reader, node, scenario)
    });
    Some(Turn {
        place: node.place,
        reply: Reply {
            words: words?,
            actions: actions.unwrap_or_default(),
        },
        given,
        expect: expect.unwrap_or_default(),
    })
}

/// The words of a turn: `reply: ""` is a reply too, one may want to see what silence does; a turn of actions alone may leave
/// the key out.
fn words(reader: &mut Reader, node: &Node, fields: &Fields<'_>) -> Option<String> {
    if fields.get("reply").is_none() && fields.get("actions").is_some() {
        return Some(String::new());
    }
    reader.required(node, fields, "reply", |reader, node| match &node.value {
        Value::Text(text) => Some(text.clone()),
        _ => reader.text(node),
    })
}
