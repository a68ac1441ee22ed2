//! A drill: a sequence of scenarios or single moments that a trainer runs with a class. The format and its reading with
//! positions. Must not run it.

use std::sync::Arc;

use super::fingerprint::fingerprint;
use super::pack::version;
use super::problem::Problem;
use super::read::{Fields, Kind, Reader, shown, stem, whole};
use super::yaml::{Node, Value};
use super::{Scenario, State};
use crate::domain::{Bilingual, DrillId, Principle, ScenarioId, StateId};

/// How the names of drills' files end.
pub const DRILL_ENDING: &str = ".drill.yaml";

const KEYS: &[&str] = &[
    "format", "id", "version", "title", "about", "named", "pass", "steps",
];
const STEP_KEYS: &[&str] = &["scenario", "at", "turns", "time", "focus"];
/// The mark that passes where the drill does not say, 0–100.
const PASS: u8 = 60;
/// The time for a reply where the step does not say, in seconds.
const TIME: u32 = 90;
/// The most replies a step may ask for.
const MOST_TURNS: i64 = 12;

/// A drill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    /// Its id.
    pub id: DrillId,
    /// Its edition: the version its file says and a hash of the file's text, as `1.0.0+3f9a2c1d40be`.
    pub edition: String,
    /// Its name.
    pub title: Bilingual,
    /// What it is for.
    pub about: Bilingual,
    /// Whether answers on the wall have names.
    pub named: bool,
    /// The mean of the overall marks that passes, 0–100.
    pub pass: u8,
    /// What is done, in order.
    pub steps: Vec<DrillStep>,
}

/// One step of a drill: some replies to one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrillStep {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The state it begins at; its own beginning where none is given.
    pub at: Option<StateId>,
    /// How many replies, unless the story ends before.
    pub turns: u8,
    /// Seconds for each reply.
    pub time: u32,
    /// The principle that the class talks about.
    pub focus: Option<Principle>,
}

impl Drill {
    /// The time that all replies may take, in seconds.
    #[must_use]
    pub fn seconds(&self) -> u32 {
        let steps = self.steps.iter();
        steps.map(|step| step.time * u32::from(step.turns)).sum()
    }
}

/// A drill's file after reading.
#[derive(Debug)]
pub struct DrillDocument {
    /// The drill; none where there is an error.
    pub drill: Option<Drill>,
    /// Everything wrong, in the order of the file.
    pub problems: Vec<Problem>,
    /// Whether it is YAML at all.
    pub parsed: bool,
}

/// The drills this program was built with: their ids and texts, sorted.
pub const EMBEDDED_DRILLS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/drills.rs"));

/// The id that the name of a drill's file promises; none for other files.
#[must_use]
pub fn drill_of(name: &str) -> Option<&str> {
    stem(name, DRILL_ENDING)
}

impl DrillDocument {
    /// Reads the text of a drill's file called `name`; `find` has the scenarios.
    #[must_use]
    pub fn read(
        name: &str,
        text: &str,
        mut find: impl FnMut(&ScenarioId) -> Option<Arc<Scenario>>,
    ) -> Self {
        let (drill, problems, tree) = whole(text, |reader, tree| {
            let fields = reader.fields(tree, KEYS)?;
            let drill = drill(reader, tree, &fields, name, &mut find)?;
            let edition = format!("{}+{}", drill.edition, fingerprint(text));
            Some(Drill { edition, ..drill })
        });
        Self {
            drill,
            problems,
            parsed: tree.is_some(),
        }
    }
}

type Find<'f> = dyn FnMut(&ScenarioId) -> Option<Arc<Scenario>> + 'f;

fn drill(
    reader: &mut Reader,
    file: &Node,
    fields: &Fields<'_>,
    name: &str,
    find: &mut Find<'_>,
) -> Option<Drill> {
    let format = reader.required(file, fields, "format", Reader::format);
    let id = reader.required(file, fields, "id", |reader, node| {
        let id = reader.id(node, |word| DrillId::new(word).ok())?;
        if let Some(stem) = drill_of(name)
            && stem != id.as_str()
        {
            let place = reader.place_of(node);
            reader.warning(
                "id-not-file-name",
                place,
                format!("the drill is `{id}`, and the file is called `{stem}{DRILL_ENDING}`"),
                format!("rename the file to `{id}{DRILL_ENDING}`"),
            );
        }
        Some(id)
    });
    let given = reader.optional(fields, "version", version);
    if fields.get("version").is_none() {
        let place = reader.place_of(file);
        reader.warning(
            "drill-without-version",
            place,
            "the drill has no version: who passed can't be told which edition of it".to_owned(),
            "write `version: 1.0.0`, and a higher one whenever the drill changes",
        );
    }
    let title = reader.required(file, fields, "title", Reader::bilingual);
    let about = reader.required(file, fields, "about", Reader::bilingual);
    let named = reader.optional(fields, "named", truth);
    let pass = reader.optional(fields, "pass", |reader, node| reader.number(node, 0..=100));
    let steps = reader.required(file, fields, "steps", |reader, node| {
        reader.filled_list(node, "write steps: `- scenario: …`", |reader, node| {
            step(reader, node, find)
        })
    });
    format?;
    Some(Drill {
        id: id?,
        // As scenarios of a folder without a manifest.
        edition: given.unwrap_or_else(|| "0.0.0".to_owned()),
        title: title?,
        about: about?,
        named: named.unwrap_or(false),
        pass: pass.unwrap_or(PASS),
        steps: steps?,
    })
}

fn truth(reader: &mut Reader, node: &Node) -> Option<bool> {
    let Value::Truth(truth) = node.value else {
        reader.wrong_type(node, "`true` or `false`", "write `true` or `false`");
        return None;
    };
    Some(truth)
}

fn step(reader: &mut Reader, node: &Node, find: &mut Find<'_>) -> Option<DrillStep> {
    let fields = reader.fields(node, STEP_KEYS)?;
    let scenario = reader.required(node, &fields, "scenario", |reader, node| {
        let id = reader.id(node, |word| ScenarioId::new(word).ok())?;
        let found = find(&id);
        if found.is_none() {
            let place = reader.place_of(node);
            reader.error(
                "unknown-scenario",
                place,
                format!("there is no sound scenario `{}`", shown(id.as_str())),
                "correct the id; `teller-coach list` names those there are",
            );
        }
        found
    });
    let at = reader.optional(&fields, "at", |reader, node| {
        let scenario = scenario.as_deref()?;
        let known: Vec<&str> = scenario.states.iter().map(|one| one.id.as_str()).collect();
        reader.known(node, &Kind::STATE, &known, |word| {
            let state = scenario.state(&StateId::new(word).ok()?)?;
            Some(state.id.clone())
        })
    });
    let turns = reader.optional(&fields, "turns", |reader, node| {
        reader.number(node, 1..=MOST_TURNS)
    });
    let time = reader.optional(&fields, "time", Reader::seconds);
    let focus = reader.optional(&fields, "focus", |reader, node| {
        let known: Vec<&str> = Principle::ALL.iter().map(|one| one.key()).collect();
        let focus = reader.known(node, &Kind::PRINCIPLE, &known, Principle::from_key)?;
        lived_by(reader, node, scenario.as_deref(), at.as_ref(), focus);
        Some(focus)
    });
    Some(DrillStep {
        scenario: scenario?.id.clone(),
        turns: turns.unwrap_or(1),
        time: time.unwrap_or(TIME),
        at,
        focus,
    })
}

/// Warns where the first moment of a step does not live by the principle in focus.
fn lived_by(
    reader: &mut Reader,
    node: &Node,
    scenario: Option<&Scenario>,
    at: Option<&StateId>,
    focus: Principle,
) {
    let state = scenario.and_then(|one| one.state(at.unwrap_or(&one.start)));
    let lives = |state: &State| state.moment.lives_by().any(|one| one == focus);
    if let Some(state) = state.filter(|state| !lives(state)) {
        let place = reader.place_of(node);
        reader.warning(
            "focus-not-lived-by",
            place,
            format!(
                "`{}` is a moment of {}, which does not live by {focus}",
                state.id, state.moment
            ),
            "choose a principle the moment lives by, or another state",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Library;

    const WHOLE: &str = "format: 1\nid: ten-minutes\ntitle: {zh: 十分钟, en: Ten minutes}\nabout: {zh: 晨会。, en: For the morning.}\nnamed: true\npass: 70\nsteps:\n  - {scenario: double-fee, turns: 2, time: 2m, focus: listening}\n  - scenario: torn-notes\nversion: 1.2.0\n";

    fn read(text: &str) -> DrillDocument {
        let library = Library::embedded();
        DrillDocument::read("ten-minutes.drill.yaml", text, |id| {
            library.scenario(id.as_str())
        })
    }

    #[test]
    fn a_whole_drill_is_read_and_what_is_left_out_has_its_value() {
        let document = read(WHOLE);
        assert_eq!(document.problems, []);
        let drill = document.drill.unwrap();
        assert_eq!(drill.edition, format!("1.2.0+{}", fingerprint(WHOLE)));
        assert_eq!((drill.named, drill.pass, drill.seconds()), (true, 70, 330));
        let [first, second] = &drill.steps[..] else {
            panic!("{drill:?}");
        };
        assert_eq!((first.turns, first.focus), (2, Some(Principle::Listening)));
        assert_eq!((second.turns, second.time, &second.at), (1, 90, &None));
    }

    #[test]
    fn the_embedded_drills_are_sound_and_one_fits_a_morning_meeting() {
        let library = Library::embedded();
        let drills: Vec<Drill> = EMBEDDED_DRILLS
            .iter()
            .map(|(id, text)| {
                let document = DrillDocument::read(&format!("{id}{DRILL_ENDING}"), text, |id| {
                    library.scenario(id.as_str())
                });
                assert_eq!(document.problems, [], "{id}");
                document.drill.unwrap()
            })
            .collect();
        assert!(drills.len() >= 4);
        assert!(drills.iter().any(|drill| drill.seconds() <= 5 * 60));
    }

    #[test]
    fn each_fault_is_named_where_it_is() {
        for (from, to, rule, line) in [
            ("torn-notes", "torn-coins", "unknown-scenario", 9),
            ("named: true", "named: maybe", "wrong-type", 5),
            ("pass: 70", "pass: 170", "out-of-range", 6),
            ("turns: 2", "turns: 0", "out-of-range", 8),
            ("time: 2m", "time: 2h", "invalid-duration", 8),
            ("focus: listening", "focus: hearing", "unknown-principle", 8),
            ("focus: listening", "at: nowhere", "unknown-state", 8),
            ("id: ten", "id: Ten", "invalid-id", 2),
            ("id: ten-minutes", "id: ten", "id-not-file-name", 2),
            (
                "focus: listening",
                "focus: concise",
                "focus-not-lived-by",
                8,
            ),
            ("format: 1", "format: 2", "unsupported-format", 1),
            ("version: 1.2.0", "version: one", "invalid-version", 10),
            ("version: 1.2.0\n", "", "drill-without-version", 1),
        ] {
            let document = read(&WHOLE.replace(from, to));
            let found: Vec<_> = document
                .problems
                .iter()
                .map(|one| (one.rule, one.line))
                .collect();
            assert!(found.contains(&(rule, line)), "{to}: {found:?}");
            let sound = document.problems.iter().all(|one| !one.is_error());
            assert_eq!(document.drill.is_some(), sound, "{to}");
        }
    }
}
