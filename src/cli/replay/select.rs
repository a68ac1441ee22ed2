//! Selection expressions: `tag:fraud and not (lang:en or name:"in Chinese")`. Must not look at anything but a case and its scenario.

use std::str::FromStr;

use super::tasks::Script;
use crate::replay::Case;

/// Which cases are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Selection {
    /// With this tag, its own or its scenario's.
    Tag(String),
    /// With these words in its name, in either language.
    Name(String),
    /// Of this scenario.
    Scenario(String),
    /// Played in this language.
    Lang(String),
    /// Not these.
    Not(Box<Selection>),
    /// All of these.
    And(Box<Selection>, Box<Selection>),
    /// Any of these.
    Or(Box<Selection>, Box<Selection>),
}

impl Selection {
    /// Whether a case of a script is meant.
    pub(super) fn holds(&self, script: &Script, case: &Case) -> bool {
        match self {
            Self::Tag(tag) => case.tags.contains(tag) || script.scenario.tags.contains(tag),
            Self::Name(words) => [&case.name.zh, &case.name.en]
                .iter()
                .any(|name| name.to_lowercase().contains(words)),
            Self::Scenario(id) => script.replay.scenario.as_str() == id,
            Self::Lang(lang) => case.language.key() == lang,
            Self::Not(one) => !one.holds(script, case),
            Self::And(one, other) => one.holds(script, case) && other.holds(script, case),
            Self::Or(one, other) => one.holds(script, case) || other.holds(script, case),
        }
    }
}

impl FromStr for Selection {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words = words(text)?;
        let mut rest = words.as_slice();
        let selection = any(&mut rest, 0)?;
        match rest.first() {
            None => Ok(selection),
            Some(word) => Err(format!(
                "`{word}` is one word too many; join with `and` or `or`"
            )),
        }
    }
}

/// More nesting than this is nothing that anybody writes.
const DEEPEST: usize = 32;

/// The words and parentheses of an expression; what stands in quotes stays together.
fn words(text: &str) -> Result<Vec<String>, String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' | ')' if !quoted => {
                out.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
                out.push(c.to_string());
            }
            c if c.is_whitespace() && !quoted => {
                out.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            }
            c => word.push(c),
        }
    }
    if quoted {
        return Err("a quotation mark is not closed".to_owned());
    }
    out.extend((!word.is_empty()).then_some(word));
    Ok(out)
}

fn next_is(rest: &mut &[String], word: &str) -> bool {
    match rest.split_first() {
        Some((first, more)) if first == word => {
            *rest = more;
            true
        }
        _ => false,
    }
}

fn any(rest: &mut &[String], depth: usize) -> Result<Selection, String> {
    let mut one = all(rest, depth)?;
    while next_is(rest, "or") {
        one = Selection::Or(Box::new(one), Box::new(all(rest, depth)?));
    }
    Ok(one)
}

fn all(rest: &mut &[String], depth: usize) -> Result<Selection, String> {
    let mut one = single(rest, depth)?;
    while next_is(rest, "and") {
        one = Selection::And(Box::new(one), Box::new(single(rest, depth)?));
    }
    Ok(one)
}

fn single(rest: &mut &[String], depth: usize) -> Result<Selection, String> {
    if depth > DEEPEST {
        return Err("this is nested too deep".to_owned());
    }
    if next_is(rest, "not") {
        return Ok(Selection::Not(Box::new(single(rest, depth + 1)?)));
    }
    if next_is(rest, "(") {
        let inner = any(rest, depth + 1)?;
        return if next_is(rest, ")") {
            Ok(inner)
        } else {
            Err("a `)` is missing".to_owned())
        };
    }
    let Some((word, more)) = rest.split_first() else {
        return Err("something is missing at the end, such as `tag:fraud`".to_owned());
    };
    *rest = more;
    match word.split_once(':') {
        Some(("tag", tag)) => Ok(Selection::Tag(tag.to_owned())),
        Some(("name", words)) => Ok(Selection::Name(words.to_lowercase())),
        Some(("scenario", id)) => Ok(Selection::Scenario(id.to_owned())),
        Some(("lang", lang)) if matches!(lang, "zh" | "en") => Ok(Selection::Lang(lang.to_owned())),
        Some(("lang", lang)) => Err(format!(
            "there is no language `{lang}`; there are zh and en"
        )),
        _ => Err(format!(
            "`{word}` is nothing to select by; write `tag:…`, `name:…`, `scenario:…` or `lang:…`, joined by `and`, `or`, `not` and parentheses"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_binds_before_or_and_not_before_both() {
        let tag = |word: &str| Selection::Tag(word.to_owned());
        let read: Selection = "tag:a or tag:b and not tag:c".parse().unwrap();
        let not = Selection::Not(Box::new(tag("c")));
        let and = Selection::And(Box::new(tag("b")), Box::new(not));
        assert_eq!(read, Selection::Or(Box::new(tag("a")), Box::new(and)));
        let read: Selection = "(tag:a or tag:b)and name:\"说 (完) 了\"".parse().unwrap();
        let or = Selection::Or(Box::new(tag("a")), Box::new(tag("b")));
        let name = Selection::Name("说 (完) 了".to_owned());
        assert_eq!(read, Selection::And(Box::new(or), Box::new(name)));
    }

    #[test]
    fn what_is_no_selection_is_refused_with_a_reason() {
        let deep = format!("{}tag:a", "not ".repeat(100));
        for (text, why) in [
            ("", "missing at the end"),
            ("tag:a tag:b", "one word too many"),
            ("tag:a and", "missing at the end"),
            ("(tag:a", "`)` is missing"),
            ("name:\"a", "not closed"),
            ("lang:de", "no language `de`"),
            ("colour:red", "nothing to select by"),
            (deep.as_str(), "too deep"),
        ] {
            let error = text.parse::<Selection>().unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
