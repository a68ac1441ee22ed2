//! What was practised as xAPI 1.0.3 statements, for a bank's learning record store: one's own encounters, and a class. People
//! are pseudonyms unless somebody asks for more. Must not send anything: the command line does.

mod class;
mod encounter;
mod statement;

pub use statement::Statement;

use serde_json::{Map, Value, json};

use crate::domain::{Bilingual, Language, Mark, ScenarioId, StateId};
use crate::i18n::Texts;
use statement::{OURS, activity};

/// Whose account an actor's name is, where nobody says: nobody's, since the name is a pseudonym.
pub const NOWHERE: &str = "https://teller-coach.invalid";

/// How people are named and what goes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manner {
    /// Whose accounts the actors' names are: an absolute address.
    pub home_page: String,
    /// Whether words that people typed go along.
    pub words: bool,
    /// Whether a class's people are called by the names they sat down under.
    pub names: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            home_page: NOWHERE.to_owned(),
            words: true,
            names: false,
        }
    }
}

/// Makes statements.
pub struct Statements<'a> {
    zh: Texts,
    en: Texts,
    manner: Manner,
    title: &'a dyn Fn(&ScenarioId) -> Option<Bilingual>,
}

impl<'a> Statements<'a> {
    /// In this manner; `title` knows what scenarios are called.
    #[must_use]
    pub fn new(manner: Manner, title: &'a dyn Fn(&ScenarioId) -> Option<Bilingual>) -> Self {
        Self {
            zh: Texts::new(Language::Zh),
            en: Texts::new(Language::En),
            manner,
            title,
        }
    }

    /// The person with this account.
    fn agent(&self, account: &str) -> Value {
        json!({"objectType": "Agent", "account": self.account(account)})
    }

    fn account(&self, name: &str) -> Value {
        json!({"homePage": self.manner.home_page, "name": name})
    }

    /// A verb of the registry at adlnet.gov.
    fn verb(&self, name: &str) -> Value {
        json!({
            "id": format!("http://adlnet.gov/expapi/verbs/{name}"),
            "display": self.both(&format!("xapi-{name}")),
        })
    }

    /// The sentence with this key in both languages.
    fn both(&self, key: &str) -> Value {
        language_map(&self.zh.get(key), &self.en.get(key))
    }

    /// A scenario.
    fn scenario(&self, id: &ScenarioId) -> Value {
        let name = (self.title)(id).map(|title| language_map(&title.zh, &title.en));
        activity(&format!("{OURS}:scenario:{id}"), "simulation", name)
    }

    /// What is answered: a state of a scenario, with the reply as a long text in one's own words.
    fn state(&self, scenario: &ScenarioId, state: &StateId) -> Value {
        let name = (self.title)(scenario).map(|title| {
            let at = |title: &str| format!("{title} · {state}");
            language_map(&at(&title.zh), &at(&title.en))
        });
        let id = format!("{OURS}:scenario:{scenario}:{state}");
        let mut object = activity(&id, "cmi.interaction", name);
        object["definition"]["interactionType"] = json!("long-fill-in");
        object
    }

    /// A text that somebody typed; nothing where there is none or words stay here.
    fn words<'t>(&self, words: &'t str) -> Option<&'t str> {
        (self.manner.words && !words.is_empty()).then_some(words)
    }
}

/// How well something went.
fn score(mark: Mark) -> Value {
    json!({"scaled": f64::from(mark.value()) / 100.0, "raw": mark.value(), "min": 0, "max": 100})
}

/// A text in both languages; nothing where there is none, since empty values are forbidden.
fn language_map(zh: &str, en: &str) -> Value {
    let both = [("zh-CN", zh), ("en-US", en)].into_iter();
    let said = both.filter(|(_, text)| !text.is_empty());
    said.map(|(tag, text)| (tag.to_owned(), json!(text)))
        .collect::<Map<String, Value>>()
        .into()
}

/// The language a customer speaks, as a language tag.
const fn tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en-US",
    }
}

/// What the registry has no word for. Names become addresses; what is `null` is left out.
fn extensions<const N: usize>(all: [(&str, Value); N]) -> Map<String, Value> {
    all.into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (extension(name), value))
        .collect()
}

fn extension(name: &str) -> String {
    format!("{OURS}:ext:{name}")
}

/// How long something took, to hundredths of a second, which is all that record stores compare; in seconds alone, since some
/// stores refuse hours without minutes.
fn duration(milliseconds: i64) -> String {
    let (seconds, hundredths) = (milliseconds / 1000, milliseconds % 1000 / 10);
    match hundredths {
        0 => format!("PT{seconds}S"),
        _ => format!("PT{seconds}.{hundredths:02}S"),
    }
}
