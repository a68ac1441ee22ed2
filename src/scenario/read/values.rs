//! The values that occur all over the files: texts, texts in two languages, ids, numbers, bounds, durations, names from a
//! fixed list. Must not know where they stand.

use std::ops::RangeInclusive;

use super::reader::{Reader, shown};
use crate::domain::{Action, Bilingual, Language};
use crate::scenario::Bounds;
use crate::scenario::yaml::{Node, Value};

/// What mends most texts that YAML takes for something else.
const IN_QUOTES: &str = "put it in quotes";

impl Reader {
    /// A text with something in it.
    pub fn text(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            Value::Text(_) | Value::Nothing => {
                let place = self.place_of(node);
                self.error("empty-text", place, "the text is empty", "write the text");
                None
            }
            Value::Truth(_) | Value::Whole(_) | Value::Fraction(_) => {
                let fix = format!("{IN_QUOTES}: \"{}\"", shown(node.word()));
                self.wrong_type(node, "text", fix);
                None
            }
            Value::Sequence(_) | Value::Mapping(_) => {
                self.wrong_type(
                    node,
                    "text",
                    "write one text; text that begins with `[` or `{` needs quotes",
                );
                None
            }
        }
    }

    /// A text in both languages.
    pub fn bilingual(&mut self, node: &Node) -> Option<Bilingual> {
        if !matches!(node.value, Value::Mapping(_)) {
            self.wrong_type(
                node,
                "a text in both languages",
                "write `{zh: \"…\", en: \"…\"}`",
            );
            return None;
        }
        let fields = self.fields(node, &["zh", "en"])?;
        self.languages(node, &fields)
    }

    /// The texts under `zh` and `en` of a mapping that may have other keys too.
    pub fn languages(
        &mut self,
        node: &Node,
        fields: &super::reader::Fields<'_>,
    ) -> Option<Bilingual> {
        let mut read = |language: Language| match fields.get(language.key()) {
            Some(entry) => self.under(entry, Self::text),
            None if fields.misspelt(language.key()) => None,
            None => {
                let (key, name) = match language {
                    Language::Zh => ("zh", "Chinese"),
                    Language::En => ("en", "English"),
                };
                let place = self.place_of(node);
                self.error(
                    "missing-language",
                    place,
                    format!("the {name} text is missing"),
                    format!("add `{key}: \"…\"`"),
                );
                None
            }
        };
        let (zh, en) = (read(Language::Zh), read(Language::En));
        Some(Bilingual { zh: zh?, en: en? })
    }

    /// A word: text, not empty, also where YAML takes it for a number or a truth value.
    pub fn word(&mut self, node: &Node) -> Option<String> {
        match node.value {
            Value::Truth(_) | Value::Whole(_) if !node.word().is_empty() => {
                Some(node.word().to_owned())
            }
            _ => self.text(node),
        }
    }

    /// An id made by `make`.
    pub fn id<T>(&mut self, node: &Node, make: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let word = self.word(node)?;
        let id = make(&word);
        if id.is_none() {
            let place = self.place_of(node);
            self.invalid_id(&word, place);
        }
        id
    }

    /// Notes that `word` is no id.
    pub fn invalid_id(&mut self, word: &str, place: crate::scenario::yaml::Place) {
        self.error(
            "invalid-id",
            place,
            format!("`{}` is not an id", shown(word)),
            "begin with a small letter or a digit, and go on with small letters, digits, `_` or `-`",
        );
    }

    /// A whole number within `range`.
    pub fn whole(&mut self, node: &Node, range: RangeInclusive<i64>) -> Option<i64> {
        let (low, high) = (*range.start(), *range.end());
        match node.value {
            Value::Whole(whole) if range.contains(&whole) => Some(whole),
            Value::Whole(_) | Value::Fraction(_) => {
                let place = self.place_of(node);
                self.error(
                    "out-of-range",
                    place,
                    format!(
                        "`{}` is not a whole number from {low} to {high}",
                        shown(node.word())
                    ),
                    format!("write a whole number from {low} to {high}"),
                );
                None
            }
            _ => {
                self.wrong_type(
                    node,
                    "a whole number",
                    format!("write a number from {low} to {high}, without quotes"),
                );
                None
            }
        }
    }

    /// A whole number within `range`, which must lie within `T`.
    pub fn number<T: TryFrom<i64>>(
        &mut self,
        node: &Node,
        range: RangeInclusive<i64>,
    ) -> Option<T> {
        self.whole(node, range)
            .and_then(|whole| T::try_from(whole).ok())
    }

    /// `{min: …, max: …}`, one of the two at least, each within `range`.
    pub fn bounds(&mut self, node: &Node, range: RangeInclusive<i64>) -> Option<Bounds> {
        if !matches!(node.value, Value::Mapping(_)) {
            self.wrong_type(
                node,
                "a mapping with `min` or `max`",
                format!("write `{{min: {}}}` or `{{max: …}}`", shown(node.word())),
            );
            return None;
        }
        let fields = self.fields(node, &["min", "max"])?;
        let mut read = |key: &'static str| {
            fields.get(key).map(|entry| {
                self.under(entry, |reader, node| {
                    reader.number::<u8>(node, range.clone())
                })
            })
        };
        let (min, max) = (read("min"), read("max"));
        if min.is_none() && max.is_none() && !fields.misspelt("min") && !fields.misspelt("max") {
            let place = self.place_of(node);
            self.error(
                "empty-bounds",
                place,
                "neither `min` nor `max` is given",
                "write `{min: …}`, `{max: …}` or both",
            );
        }
        // A bound that is there and could not be read has been reported.
        let bounds = Bounds {
            min: min.map_or(Some(None), |read| read.map(Some))?,
            max: max.map_or(Some(None), |read| read.map(Some))?,
        };
        if let (Some(min), Some(max)) = (bounds.min, bounds.max)
            && min > max
        {
            let place = self.place_of(node);
            self.error(
                "min-above-max",
                place,
                format!("nothing is at least {min} and at most {max}"),
                "exchange the two numbers",
            );
            return None;
        }
        Some(bounds)
    }

    /// A duration such as `90s` or `2m`, in seconds, from one second to one hour.
    pub fn seconds(&mut self, node: &Node) -> Option<u32> {
        const HOUR: u32 = 60 * 60;
        let word = self.word(node)?;
        let read = |text: &str| {
            let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
            let factor = match unit {
                "s" => 1,
                "m" => 60,
                _ => return None,
            };
            if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            number.parse::<u32>().ok()?.checked_mul(factor)
        };
        let seconds = read(&word).filter(|seconds| (1..=HOUR).contains(seconds));
        if seconds.is_none() {
            let place = self.place_of(node);
            self.error(
                "invalid-duration",
                place,
                format!("`{}` is not a time from `1s` to `60m`", shown(&word)),
                "write seconds as `90s` or minutes as `2m`",
            );
        }
        seconds
    }

    /// A name out of `known`.
    pub fn known<T>(
        &mut self,
        node: &Node,
        kind: &Kind,
        known: &[&str],
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let word = self.word(node)?;
        let found = find(&word);
        if found.is_none() {
            let place = self.place_of(node);
            self.unknown(kind, &word, place, known);
        }
        found
    }

    /// Notes that nobody knows a `kind` called `word`.
    pub fn unknown(
        &mut self,
        kind: &Kind,
        word: &str,
        place: crate::scenario::yaml::Place,
        known: &[&str],
    ) {
        let advice = self.advice(word, known);
        self.error(
            kind.rule,
            place,
            format!("there is no {} `{}`", kind.name, shown(word)),
            advice,
        );
    }

    /// A list of actions, each once.
    pub fn actions(&mut self, node: &Node) -> Option<Vec<Action>> {
        let known: Vec<&str> = Action::ALL.iter().map(|action| action.key()).collect();
        self.list(node, "write `[smile, offer_seat]`", |reader, item| {
            let action = reader.known(item, &Kind::ACTION, &known, Action::from_key)?;
            Some((action, item.place))
        })
        .map(|all| {
            let mut once: Vec<Action> = Vec::new();
            for (action, place) in all {
                if once.contains(&action) {
                    self.twice(action.key(), place);
                } else {
                    once.push(action);
                }
            }
            once
        })
    }

    /// Notes that `word` stands twice in a list that wants it once.
    pub fn twice(&mut self, word: &str, place: crate::scenario::yaml::Place) {
        self.warning(
            "repeated-item",
            place,
            format!("`{word}` stands in this list twice"),
            "take one of the two out",
        );
    }
}

/// A kind of name, and the rule that flags a name of it that nobody knows.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    name: &'static str,
    rule: &'static str,
}

macro_rules! kinds {
    ($($constant:ident = $name:literal, $rule:literal;)+) => {
        impl Kind {
            $(#[doc = concat!("`", $rule, "`")] pub const $constant: Self = Self { name: $name, rule: $rule };)+
        }
    };
}

kinds! {
    ACTION = "action", "unknown-action";
    ENDING = "ending", "unknown-ending";
    FACT = "fact", "unknown-fact";
    FEELING = "feeling", "unknown-feeling";
    LANGUAGE = "language", "unknown-language";
    LINT_RULE = "rule", "unknown-rule";
    MOMENT = "moment", "unknown-moment";
    OUTCOME = "outcome", "unknown-outcome";
    PLACE_IN_STORY = "state or ending", "unknown-state";
    PRINCIPLE = "principle", "unknown-principle";
    RED_LINE = "red line", "unknown-red-line";
    ROLE = "role", "unknown-role";
    SIGNAL = "signal", "unknown-signal";
    STATE = "state", "unknown-state";
}
