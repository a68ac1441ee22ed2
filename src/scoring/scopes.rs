//! Where words do not count as said: quoted, negated, counterfactual, described instead of done, ironic, taken back, stage
//! directions. Decided before any signal counts; the words that decide are data. Must not know what a signal is worth.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;

use super::reading::Reading;
use super::signals::{Hit, Inventory, Opens};
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
    /// In a sentence that means the opposite.
    Ironic,
    /// Just before it is taken back.
    TakenBack,
}

impl Scope {
    /// Whether a fault counts here all the same: "had you read it, we would not be here" is a reproach.
    #[must_use]
    pub const fn faults_count(self) -> bool {
        matches!(self, Self::Counterfactual | Self::Ironic)
    }
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
    stage: BTreeMap<String, Words>,
}

/// The words in their matching form.
struct Lists {
    /// By their last character, the longest first, so that 没有 is taken whole.
    negators_zh: HashMap<char, Vec<Vec<char>>>,
    between_zh: HashMap<char, Vec<Vec<char>>>,
    not_negators_zh: Vec<Vec<char>>,
    /// Word by word.
    negators_en: Vec<Vec<Vec<char>>>,
    not_negators_en: Vec<Vec<char>>,
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
        let chars = |list: &[String]| -> Vec<Vec<char>> {
            list.iter().map(|text| normalise(text).chars).collect()
        };
        let by_last = |list: &[String]| {
            let mut all = chars(list);
            all.sort_by_key(|text| std::cmp::Reverse(text.len()));
            let mut out: HashMap<char, Vec<Vec<char>>> = HashMap::new();
            for text in all {
                if let Some(&last) = text.last() {
                    out.entry(last).or_default().push(text);
                }
            }
            out
        };
        let texts = |words: &Words| -> Vec<String> {
            let all = words.zh.iter().chain(&words.en);
            all.map(|text| normalise(text).text()).collect()
        };
        Lists {
            negators_zh: by_last(&data.negators.zh),
            between_zh: by_last(&data.between.zh),
            not_negators_zh: chars(&data.not_negators.zh),
            negators_en: chars(&data.negators.en)
                .iter()
                .map(|text| words(text).map(<[char]>::to_vec).collect())
                .collect(),
            not_negators_en: chars(&data.not_negators.en),
            // In the file's meaning a bad action outweighs a good one in the same bracket; the enum lists the bad ones last.
            stage: Action::ALL
                .iter()
                .rev()
                .filter_map(|&action| {
                    data.stage
                        .get(action.key())
                        .map(|words| (action, texts(words)))
                })
                .collect(),
        }
    })
}

impl Scopes {
    /// The scopes of a reply in which `hits` were found.
    #[must_use]
    pub fn of(reading: &Reading, inventory: &Inventory, hits: &[Hit]) -> Self {
        let mut out = Self {
            by_char: vec![None; reading.normal.chars.len()],
            actions: Vec::new(),
        };
        for hit in hits {
            let signal = inventory.signals().get(hit.signal as usize);
            let Some(opens) = signal.and_then(|signal| signal.opens) else {
                continue;
            };
            let sentence = reading.clauses.sentence(hit.start as usize);
            let (from, to) = reading.clauses.sentence_range(sentence);
            match opens {
                Opens::Counterfactual => out.mark(from, to, Scope::Counterfactual),
                Opens::Described => out.mark(from, to, Scope::Described),
                Opens::Ironic => out.mark(from, to, Scope::Ironic),
                Opens::TakenBack => {
                    let before = if hit.start > from {
                        sentence
                    } else {
                        sentence.saturating_sub(1)
                    };
                    let (from, _) = reading.clauses.sentence_range(before);
                    out.mark(from, hit.start, Scope::TakenBack);
                }
            }
        }
        out.pairs(reading);
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

    fn mark(&mut self, start: u32, end: u32, scope: Scope) {
        for slot in &mut self.by_char[start as usize..end as usize] {
            *slot = Some(scope);
        }
    }

    /// Marks what stands between quotation marks, brackets and asterisks.
    fn pairs(&mut self, reading: &Reading) {
        let chars = &reading.normal.chars;
        let mut open: Option<(char, usize)> = None;
        for (at, &c) in chars.iter().enumerate() {
            match open {
                Some((close, start)) if c == close && closes(chars, at) => {
                    if matches!(c, '"' | '\'') {
                        self.mark(start as u32 + 1, at as u32, Scope::Quoted);
                    } else {
                        self.mark(start as u32, at as u32 + 1, Scope::Stage);
                        let inside: String = chars[start..=at].iter().collect();
                        self.actions
                            .extend(stage_action(&inside).map(|action| StageAction {
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

fn stage_action(inside: &str) -> Option<Action> {
    let of = |phrases: &[String]| {
        phrases
            .iter()
            .any(|phrase| inside.contains(phrase.as_str()))
    };
    let mut all = lists().stage.iter();
    all.find(|(_, phrases)| of(phrases))
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
    negated_zh(before) || negated_en(before)
}

/// The longest text of `lists` that `chars` ends with.
fn longest_end<'a>(
    lists: &'a HashMap<char, Vec<Vec<char>>>,
    chars: &[char],
) -> Option<&'a Vec<char>> {
    let same = lists.get(chars.last()?)?;
    same.iter().find(|text| chars.ends_with(text))
}

fn negated_zh(before: &[char]) -> bool {
    let lists = lists();
    let mut rest = before;
    // At most four filler words may stand between.
    for _ in 0..5 {
        if let Some(negator) = longest_end(&lists.negators_zh, rest) {
            return !part_of_another_word(before, rest.len())
                && !is_a_choice(before, rest.len(), negator);
        }
        match longest_end(&lists.between_zh, rest) {
            Some(filler) => rest = &rest[..rest.len() - filler.len()],
            None => return false,
        }
    }
    false
}

fn contains(chars: &[char], text: &[char]) -> bool {
    chars.windows(text.len()).any(|window| window == text)
}

/// Whether the negator that ends at `end` is a piece of a word that negates nothing (不好意思).
fn part_of_another_word(before: &[char], end: usize) -> bool {
    let window = &before[end.saturating_sub(4)..(end + 4).min(before.len())];
    let words = &lists().not_negators_zh;
    words.iter().any(|word| contains(window, word))
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

fn words(chars: &[char]) -> impl DoubleEndedIterator<Item = &[char]> {
    chars.split(|c| *c == ' ').filter(|word| !word.is_empty())
}

fn negated_en(before: &[char]) -> bool {
    if !before.iter().any(char::is_ascii_alphabetic) {
        return false;
    }
    let mut near: Vec<&[char]> = words(before).rev().take(4).collect();
    near.reverse();
    let lists = lists();
    let found = lists.negators_en.iter().any(|negator| {
        near.windows(negator.len()).any(|window| {
            window
                .iter()
                .zip(negator)
                .all(|(word, of)| *word == of.as_slice())
        })
    });
    found && {
        let near = near.join(&' ');
        let phrases = &lists.not_negators_en;
        !phrases.iter().any(|phrase| contains(&near, phrase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::signals::find;

    fn scopes(reading: &Reading) -> Scopes {
        let inventory = Inventory::embedded();
        Scopes::of(reading, inventory, &find(inventory, reading))
    }

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
            assert_eq!(scopes(&reading).at(at, at + 1), expected, "{text}");
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
            let scopes = scopes(&Reading::of(text));
            assert_eq!(
                scopes.actions.first().map(|found| found.action),
                action,
                "{text}"
            );
        }
    }
}
