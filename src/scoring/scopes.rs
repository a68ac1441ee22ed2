//! Where words do not count as said: quoted, negated, counterfactual, described instead of done, stage directions. Decided
//! before any signal counts; the words that decide are data. Must not know signals.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::reading::Reading;
use crate::domain::Action;
use crate::text::{is_han, normalise};

/// Why a phrase does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Between quotation marks: somebody else's words.
    Quoted,
    /// Between brackets or asterisks: a stage direction.
    Stage,
    /// In a condition that did not come true.
    Counterfactual,
    /// In a sentence that describes what one would do.
    Described,
    /// Behind a negator.
    Negated,
}

/// A stage direction that is an action, at normalised characters `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageAction {
    /// What is done.
    pub action: Action,
    /// The opening bracket.
    pub start: usize,
    /// One past the closing bracket.
    pub end: usize,
}

/// The scopes of one reply.
#[derive(Debug, Clone, Default)]
pub struct Scopes {
    by_char: Vec<Option<Scope>>,
    /// The actions found in stage directions.
    pub actions: Vec<StageAction>,
}

#[derive(Debug, Deserialize)]
struct Words {
    #[serde(default)]
    zh: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Data {
    negators: Words,
    not_negators: Words,
    between: Words,
    counterfactual: Words,
    described: Words,
    stage: BTreeMap<String, Words>,
}

/// The words in their matching form.
struct Lists {
    negators_zh: Vec<Vec<char>>,
    negators_en: Vec<String>,
    not_negators_zh: Vec<String>,
    not_negators_en: Vec<String>,
    between_zh: Vec<Vec<char>>,
    counterfactual: Vec<String>,
    described: Vec<String>,
    stage: Vec<(Action, Vec<String>)>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let data: Data = match serde_json::from_slice(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/scopes.json"
        ))) {
            Ok(data) => data,
            Err(error) => unreachable!("the embedded scopes are not readable: {error}"),
        };
        let texts = |list: &[String]| {
            list.iter()
                .map(|text| normalise(text).text())
                .collect::<Vec<String>>()
        };
        let chars = |list: &[String]| {
            let mut all: Vec<Vec<char>> = list.iter().map(|text| normalise(text).chars).collect();
            // The longest first, so that 没有 is taken whole.
            all.sort_by_key(|text| std::cmp::Reverse(text.len()));
            all
        };
        let both = |words: &Words| [texts(&words.zh), texts(&words.en)].concat();
        Lists {
            negators_zh: chars(&data.negators.zh),
            negators_en: texts(&data.negators.en),
            not_negators_zh: texts(&data.not_negators.zh),
            not_negators_en: texts(&data.not_negators.en),
            between_zh: chars(&data.between.zh),
            counterfactual: both(&data.counterfactual),
            described: both(&data.described),
            // In the file's meaning a bad action outweighs a good one in the same bracket; the enum lists the bad ones last.
            stage: Action::ALL
                .iter()
                .rev()
                .filter_map(|&action| {
                    data.stage
                        .get(action.key())
                        .map(|words| (action, both(words)))
                })
                .collect(),
        }
    })
}

impl Scopes {
    /// The scopes of a reply.
    #[must_use]
    pub fn of(reading: &Reading) -> Self {
        let mut out = Self {
            by_char: vec![None; reading.normal.chars.len()],
            actions: Vec::new(),
        };
        let lists = lists();
        out.sentences_with(reading, &lists.counterfactual, Scope::Counterfactual);
        out.sentences_with(reading, &lists.described, Scope::Described);
        out.pairs(reading, lists);
        out
    }

    /// Why the words at `start..end` do not count; `None` where they do. Negation is asked for apart.
    #[must_use]
    pub fn at(&self, start: u32, end: u32) -> Option<Scope> {
        let (start, end) = (start as usize, (end as usize).min(self.by_char.len()));
        self.by_char
            .get(start..end)
            .and_then(|chars| chars.iter().copied().flatten().next())
    }

    fn mark(&mut self, start: usize, end: usize, scope: Scope) {
        for slot in &mut self.by_char[start..end] {
            *slot = Some(scope);
        }
    }

    /// Marks every sentence that holds one of `phrases`.
    fn sentences_with(&mut self, reading: &Reading, phrases: &[String], scope: Scope) {
        for phrase in phrases {
            for (byte, found) in reading.flat.match_indices(phrase.as_str()) {
                let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                let cut = phrase.is_ascii()
                    && (word(reading.flat[..byte].chars().next_back())
                        || word(reading.flat[byte + found.len()..].chars().next()));
                if cut {
                    continue;
                }
                let at = reading.char_at(byte) as usize;
                let sentence = reading.clauses.sentence(at);
                for (number, slot) in self.by_char.iter_mut().enumerate() {
                    if reading.clauses.sentence(number) == sentence {
                        *slot = Some(scope);
                    }
                }
            }
        }
    }

    /// Marks what stands between quotation marks, brackets and asterisks.
    fn pairs(&mut self, reading: &Reading, lists: &Lists) {
        let chars = &reading.normal.chars;
        let mut open: Option<(char, usize)> = None;
        for (at, &c) in chars.iter().enumerate() {
            match open {
                Some((close, start)) if c == close && closes(chars, at) => {
                    if matches!(c, '"' | '\'') {
                        self.mark(start + 1, at, Scope::Quoted);
                    } else {
                        self.mark(start, at + 1, Scope::Stage);
                        let inside: String = chars[start..=at].iter().collect();
                        self.actions
                            .extend(stage_action(&inside, lists).map(|action| StageAction {
                                action,
                                start,
                                end: at + 1,
                            }));
                    }
                    open = None;
                }
                Some(_) => {}
                None => {
                    open = match c {
                        '"' => Some(('"', at)),
                        '(' => Some((')', at)),
                        '*' => Some(('*', at)),
                        '\'' if opens(chars, at) => Some(('\'', at)),
                        _ => None,
                    };
                }
            }
        }
    }
}

/// A single quotation mark opens where no word stands before it.
fn opens(chars: &[char], at: usize) -> bool {
    at == 0 || !chars[at - 1].is_ascii_alphanumeric()
}

/// A single quotation mark closes where no word follows it; other marks always do.
fn closes(chars: &[char], at: usize) -> bool {
    chars[at] != '\''
        || chars
            .get(at + 1)
            .is_none_or(|next| !next.is_ascii_alphanumeric())
}

fn stage_action(inside: &str, lists: &Lists) -> Option<Action> {
    lists
        .stage
        .iter()
        .find(|(_, phrases)| {
            phrases
                .iter()
                .any(|phrase| inside.contains(phrase.as_str()))
        })
        .map(|(action, _)| *action)
}

/// Whether a negator just before the character at `start` turns what follows into its opposite.
#[must_use]
pub fn negated(reading: &Reading, start: u32) -> bool {
    let start = start as usize;
    let chars = &reading.normal.chars;
    let clause = reading.clauses.clause(start);
    let begin = (0..start)
        .rev()
        .take_while(|&at| reading.clauses.clause(at) == clause)
        .last()
        .unwrap_or(start);
    let before = &chars[begin..start];
    let lists = lists();
    negated_zh(before, lists) || negated_en(before, lists)
}

fn negated_zh(before: &[char], lists: &Lists) -> bool {
    let mut rest = before;
    // At most four filler words may stand between.
    for _ in 0..5 {
        if let Some(negator) = lists
            .negators_zh
            .iter()
            .find(|negator| rest.ends_with(negator))
        {
            return !part_of_another_word(before, rest.len(), lists)
                && !is_a_choice(before, rest.len(), negator);
        }
        match lists
            .between_zh
            .iter()
            .find(|filler| rest.ends_with(filler))
        {
            Some(filler) => rest = &rest[..rest.len() - filler.len()],
            None => return false,
        }
    }
    false
}

/// Whether the negator that ends at `end` is a piece of a word that negates nothing (不好意思).
fn part_of_another_word(before: &[char], end: usize, lists: &Lists) -> bool {
    let from = end.saturating_sub(4);
    let window: String = before[from..(end + 4).min(before.len())].iter().collect();
    lists
        .not_negators_zh
        .iter()
        .any(|word| window.contains(word.as_str()))
}

/// 能不能, 用不用, 好不好 ask; they deny nothing. `end` is one past the negator.
fn is_a_choice(before: &[char], end: usize, negator: &[char]) -> bool {
    let Some(head) = end.checked_sub(negator.len() + 1) else {
        return false;
    };
    let same = before.get(end) == before.get(head);
    negator == ['不']
        && is_han(before[head])
        && (same
            || end == before.len()
                && matches!(
                    before[head],
                    '能' | '要' | '好' | '是' | '行' | '可' | '想' | '会'
                ))
}

fn negated_en(before: &[char], lists: &Lists) -> bool {
    if !before.iter().any(char::is_ascii_alphabetic) {
        return false;
    }
    let text: String = before.iter().collect();
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let near = words[words.len().saturating_sub(4)..].join(" ");
    if lists
        .not_negators_en
        .iter()
        .any(|phrase| near.contains(phrase.as_str()))
    {
        return false;
    }
    let padded = format!(" {near} ");
    lists
        .negators_en
        .iter()
        .any(|negator| padded.contains(&format!(" {negator} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_negated(text: &str, phrase: &str) -> bool {
        let reading = Reading::of(text);
        let byte = reading
            .flat
            .find(phrase)
            .unwrap_or_else(|| panic!("{phrase} is not in {text}"));
        negated(&reading, reading.char_at(byte))
    }

    #[test]
    fn a_negator_reaches_over_fillers_but_not_over_clauses() {
        for (text, phrase, expected) in [
            ("我不会马上处理", "马上处理", true),
            ("我没法给您办", "办", true),
            ("不是我的错,我马上处理", "马上处理", false),
            ("不好意思给您添麻烦", "给您添麻烦", false),
            ("能不能给您倒杯水", "给您倒杯水", false),
            ("用不用由您", "由您", false),
            ("Why don't we ring the line", "ring the line", false),
            ("I will not help you", "help you", true),
            ("No, I will help you", "help you", false),
            ("I can't do that for you", "do that", true),
            ("not only will i help you", "help you", false),
        ] {
            assert_eq!(is_negated(text, phrase), expected, "{text}");
        }
    }

    #[test]
    fn quotes_brackets_and_conditions_are_marked() {
        for (text, phrase, expected) in [
            ("您刚才说“你们是骗子”,我理解", "骗子", Some(Scope::Quoted)),
            ("您刚才说“你们是骗子”,我理解", "理解", None),
            ("(起身递水)您好", "递水", Some(Scope::Stage)),
            (
                "If you had listened, I would have apologised.",
                "apologised",
                Some(Scope::Counterfactual),
            ),
            (
                "我会先安抚客户的情绪。您请坐",
                "安抚",
                Some(Scope::Described),
            ),
            ("我会先安抚客户的情绪。您请坐", "请坐", None),
            ("it's Mr Li's card", "card", None),
        ] {
            let reading = Reading::of(text);
            let byte = reading
                .flat
                .find(phrase)
                .unwrap_or_else(|| panic!("{phrase} is not in {text}"));
            let at = reading.char_at(byte);
            assert_eq!(Scopes::of(&reading).at(at, at + 1), expected, "{text}");
        }
    }

    #[test]
    fn stage_directions_become_actions() {
        for (text, action) in [
            ("*smiles* Good morning", Some(Action::Smile)),
            ("【起身】您好", Some(Action::StandUp)),
            ("(叹气)行吧", Some(Action::Sigh)),
            ("您好", None),
        ] {
            let scopes = Scopes::of(&Reading::of(text));
            assert_eq!(
                scopes.actions.first().map(|found| found.action),
                action,
                "{text}"
            );
        }
    }
}
