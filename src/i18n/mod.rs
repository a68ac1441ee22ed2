//! Every sentence the program shows to a person, in both languages, by key. Must not decide what is shown or where; texts of
//! scenarios and signals are not here.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use unic_langid::LanguageIdentifier;

mod source;

use source::{Sentence, Source};

use crate::domain::{Action, Call, Feeling, Language, Moment, Outcome, Principle, RedLine, Role};

/// What stands for a variable of a sentence: a text or a number (numbers choose plural forms).
pub type Argument<'a> = FluentValue<'a>;

const ZH: &str = include_str!("zh.ftl");
const EN: &str = include_str!("en.ftl");

/// The sentences of one language.
pub struct Texts {
    language: Language,
    source: Source,
    /// Knows the language's numbers and plural forms; the sentences are not in it.
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The sentences in `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let source = match language {
            Language::Zh => ZH,
            Language::En => EN,
        };
        let id: LanguageIdentifier = language.key().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The marks for bidirectional text would land on the screen.
        bundle.set_use_isolating(false);
        Self {
            language,
            source: Source::of(source),
            bundle,
        }
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The sentence with this key; the key itself if there is none.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The sentence with this key and its variables filled in.
    #[must_use]
    pub fn with(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        let written = match self.source.find(key) {
            None => return key.to_owned(),
            Some(Sentence::Plain(text)) => return text.to_owned(),
            Some(Sentence::Written(text)) => text,
        };
        // A sentence with a fault still gives what can be read of it; the tests let no fault through.
        let resource =
            FluentResource::try_new(written.to_owned()).unwrap_or_else(|(partial, _)| partial);
        let pattern = resource.entries().find_map(|entry| match entry {
            Entry::Message(message) => message.value.as_ref(),
            _ => None,
        });
        let Some(pattern) = pattern else {
            return key.to_owned();
        };
        let mut filled = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            filled.set((*name).to_owned(), value.clone());
        }
        let mut faults = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&filled), &mut faults)
            .into_owned()
    }

    /// A scenario's tag by its name; the tag itself where it has none, as authors may use any.
    #[must_use]
    pub fn tag(&self, tag: &str) -> String {
        let key = format!("tag-{tag}");
        if self.source.find(&key).is_some() {
            self.get(&key)
        } else {
            tag.to_owned()
        }
    }

    /// A principle's short name, at most 8 columns in Chinese and 12 in English.
    #[must_use]
    pub fn principle(&self, principle: Principle) -> String {
        self.get(&format!("principle-{principle}"))
    }

    /// A principle's name in full.
    #[must_use]
    pub fn principle_in_full(&self, principle: Principle) -> String {
        self.get(&format!("principle-full-{principle}"))
    }

    /// What to try where a principle fell short.
    #[must_use]
    pub fn principle_advice(&self, principle: Principle) -> String {
        self.get(&format!("advice-{principle}"))
    }

    /// What kind of situation it is.
    #[must_use]
    pub fn moment(&self, moment: Moment) -> String {
        self.get(&format!("moment-{moment}"))
    }

    /// How much a moment needs a principle.
    #[must_use]
    pub fn call(&self, call: Call) -> String {
        self.get(&format!("call-{call}"))
    }

    /// A red line's name.
    #[must_use]
    pub fn red_line(&self, red_line: RedLine) -> String {
        self.get(&format!("red-line-{red_line}"))
    }

    /// An action's name.
    #[must_use]
    pub fn action(&self, action: Action) -> String {
        self.get(&format!("action-{action}"))
    }

    /// A feeling's name.
    #[must_use]
    pub fn feeling(&self, feeling: Feeling) -> String {
        self.get(&format!("feeling-{feeling}"))
    }

    /// How an encounter ended for the customer.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> String {
        self.get(&format!("outcome-{outcome}"))
    }

    /// The trainee's post.
    #[must_use]
    pub fn role(&self, role: Role) -> String {
        self.get(&format!("role-{role}"))
    }
}

#[cfg(test)]
mod tests;
