//! The pattern language of the signal files, compiled to literals and gaps. A small subset of regular expressions, on purpose:
//! everything in it can be found by one pass over the reply. Must not depend on other rooms, since the build script reads
//! this file too.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// The most literals one gap-free stretch may stand for.
const MOST_LITERALS: usize = 2_000;

/// Something a pattern can ask for besides literal text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Class {
    /// `<num>`: any number, also one inside a time or an amount.
    Number,
    /// `<time>`.
    Time,
    /// `<money>`.
    Money,
    /// `<pct>`.
    Percent,
}

/// What one step of a pattern matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// Any literal of this slot.
    Slot(u32),
    /// A token of this class.
    Class(Class),
    /// Nothing more in this sentence but marks; takes no characters.
    End,
}

/// One step: a target, and how many characters may stand between it and the step before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What must be there.
    pub target: Target,
    /// The fewest characters between.
    pub min: u8,
    /// The most characters between.
    pub max: u8,
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// The steps in order; at least one.
    pub steps: Vec<Step>,
    /// Whether it must begin a sentence.
    pub at_start: bool,
}

/// Where a literal counts, and whether it is only the beginning of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// The slot it fills.
    pub slot: u32,
    /// Whether the last word may go on (`apolog*`).
    pub stem: bool,
}

/// All patterns of all signals, with the literals they share.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Compiled {
    /// The patterns.
    pub patterns: Vec<Pattern>,
    /// How many slots there are.
    pub slots: u32,
    /// For each literal its uses, in the order of the automaton's values.
    pub uses: Vec<Vec<Use>>,
    /// The literals themselves; only the build script and tests need them.
    #[serde(skip)]
    pub literals: Vec<String>,
    #[serde(skip)]
    index: HashMap<String, usize>,
}

#[derive(Debug, Clone)]
enum Part {
    /// Any of these texts; the flag says whether the text is a stem.
    Literals(Vec<(String, bool)>),
    Gap(u8, u8),
    Class(Class),
    End,
}

type Sequence = Vec<Part>;

impl Compiled {
    /// Adds the patterns that `source` stands for and returns the range of their numbers.
    ///
    /// # Errors
    /// A sentence that says what in `source` is not of the pattern language.
    pub fn add(
        &mut self,
        source: &str,
        normalise: fn(&str) -> String,
    ) -> Result<std::ops::Range<u32>, String> {
        let first = u32::try_from(self.patterns.len()).map_err(|error| error.to_string())?;
        let at_start = source.starts_with('^');
        let body = source.strip_prefix('^').unwrap_or(source);
        let chars: Vec<char> = body.chars().collect();
        let mut at = 0;
        let sequences = alternatives(&chars, &mut at, source)?;
        if at != chars.len() {
            return Err(format!("`{source}`: a `)` too many"));
        }
        for sequence in sequences {
            for sequence in without_empty(sequence) {
                if let Some(steps) = self.steps(&sequence, source, normalise)? {
                    self.patterns.push(Pattern { steps, at_start });
                }
            }
        }
        let last = u32::try_from(self.patterns.len()).map_err(|error| error.to_string())?;
        if first == last {
            return Err(format!("`{source}` matches nothing or everything"));
        }
        Ok(first..last)
    }

    fn steps(
        &mut self,
        sequence: &[Part],
        source: &str,
        normalise: fn(&str) -> String,
    ) -> Result<Option<Vec<Step>>, String> {
        let mut steps = Vec::new();
        let (mut min, mut max) = (0_u8, 0_u8);
        for part in sequence {
            let target = match part {
                Part::Gap(least, most) => {
                    min = min.saturating_add(*least);
                    max = max.saturating_add(*most);
                    continue;
                }
                Part::Class(class) => {
                    // Normalising takes the space out of "within <time>": one character may stand there.
                    max = max.saturating_add(1);
                    Target::Class(*class)
                }
                Part::End => Target::End,
                Part::Literals(texts) if texts.iter().all(|(text, _)| text.trim().is_empty()) => {
                    // A lone space, as in "desk <num> on": normalising may take it out.
                    max = max.saturating_add(1);
                    continue;
                }
                Part::Literals(texts) => {
                    let slot = self.slots;
                    self.slots += 1;
                    for (text, stem) in texts {
                        let literal = normalise(text);
                        if literal.is_empty() {
                            return Err(format!("`{source}`: `{text}` is nothing once normalised"));
                        }
                        self.literal(literal, Use { slot, stem: *stem });
                    }
                    Target::Slot(slot)
                }
            };
            if steps.is_empty() {
                (min, max) = (0, 0);
            }
            steps.push(Step { target, min, max });
            (min, max) = (0, u8::from(matches!(part, Part::Class(_))));
        }
        let finds_text = steps.iter().any(|step: &Step| step.target != Target::End);
        Ok(finds_text.then_some(steps))
    }

    fn literal(&mut self, literal: String, usage: Use) {
        let number = if let Some(&number) = self.index.get(&literal) {
            number
        } else {
            self.index.insert(literal.clone(), self.literals.len());
            self.literals.push(literal);
            self.uses.push(Vec::new());
            self.literals.len() - 1
        };
        if !self.uses[number].contains(&usage) {
            self.uses[number].push(usage);
        }
    }
}

/// `a|b|c` up to the closing parenthesis or the end.
fn alternatives(chars: &[char], at: &mut usize, source: &str) -> Result<Vec<Sequence>, String> {
    let mut all = Vec::new();
    loop {
        all.extend(sequence(chars, at, source)?);
        if chars.get(*at) == Some(&'|') {
            *at += 1;
        } else {
            return Ok(merged(all));
        }
    }
}

/// One alternative: a run of items.
fn sequence(chars: &[char], at: &mut usize, source: &str) -> Result<Vec<Sequence>, String> {
    let mut all: Vec<Sequence> = vec![vec![Part::Literals(vec![(String::new(), false)])]];
    while let Some(&c) = chars.get(*at) {
        let mut item: Vec<Sequence> = match c {
            ')' | '|' => break,
            '(' => {
                *at += 1;
                let inner = alternatives(chars, at, source)?;
                if chars.get(*at) != Some(&')') {
                    return Err(format!("`{source}`: a `(` is never closed"));
                }
                *at += 1;
                inner
            }
            '.' if chars.get(*at + 1) == Some(&'{') => vec![vec![gap(chars, at, source)?]],
            '<' => vec![vec![class(chars, at, source)?]],
            '\\' => {
                let escaped = chars
                    .get(*at + 1)
                    .ok_or_else(|| format!("`{source}` ends in a backslash"))?;
                *at += 2;
                vec![vec![Part::Literals(vec![(escaped.to_string(), false)])]]
            }
            '$' => {
                *at += 1;
                vec![vec![Part::End]]
            }
            '[' | ']' | '+' | '{' | '}' | '^' | '?' | '>' => {
                return Err(format!(
                    "`{source}`: `{c}` at character {} is not of the pattern language",
                    *at + 1
                ));
            }
            '*' => {
                return Err(format!(
                    "`{source}`: `*` at character {} must follow a word",
                    *at + 1
                ));
            }
            c => {
                *at += 1;
                vec![vec![Part::Literals(vec![(c.to_string(), false)])]]
            }
        };
        if chars.get(*at) == Some(&'*') {
            *at += 1;
            for sequence in &mut item {
                if let Some(Part::Literals(texts)) = sequence.last_mut() {
                    for text in texts {
                        text.1 = true;
                    }
                }
            }
        }
        if chars.get(*at) == Some(&'?') {
            *at += 1;
            item.push(vec![Part::Literals(vec![(String::new(), false)])]);
            item = merged(item);
        }
        all = product(&all, &item, source)?;
    }
    Ok(all)
}

fn gap(chars: &[char], at: &mut usize, source: &str) -> Result<Part, String> {
    let close = chars[*at..]
        .iter()
        .position(|&c| c == '}')
        .ok_or_else(|| format!("`{source}`: a gap is never closed"))?;
    let inside: String = chars[*at + 2..*at + close].iter().collect();
    *at += close + 1;
    let wrong = || format!("`{source}`: a gap is written .{{2,8}}, not .{{{inside}}}");
    let (min, max) = inside.split_once(',').ok_or_else(wrong)?;
    let number = |text: &str| text.trim().parse::<u8>().map_err(|_| wrong());
    Ok(Part::Gap(number(min)?, number(max)?))
}

fn class(chars: &[char], at: &mut usize, source: &str) -> Result<Part, String> {
    let close = chars[*at..]
        .iter()
        .position(|&c| c == '>')
        .ok_or_else(|| format!("`{source}`: a `<` is never closed"))?;
    let name: String = chars[*at + 1..*at + close].iter().collect();
    *at += close + 1;
    match name.as_str() {
        "num" => Ok(Part::Class(Class::Number)),
        "time" => Ok(Part::Class(Class::Time)),
        "money" => Ok(Part::Class(Class::Money)),
        "pct" => Ok(Part::Class(Class::Percent)),
        _ => Err(format!(
            "`{source}`: no class `<{name}>`; there are <num>, <time>, <money> and <pct>"
        )),
    }
}

/// Alternatives that are plain text become one set of literals.
fn merged(all: Vec<Sequence>) -> Vec<Sequence> {
    let mut texts: Vec<(String, bool)> = Vec::new();
    let mut others = Vec::new();
    for mut sequence in all {
        if sequence.len() == 1
            && let Some(Part::Literals(more)) = sequence.first_mut()
        {
            texts.append(more);
        } else {
            others.push(sequence);
        }
    }
    if !texts.is_empty() {
        texts.dedup();
        others.push(vec![Part::Literals(texts)]);
    }
    others
}

/// Each of `left` followed by each of `right`.
fn product(left: &[Sequence], right: &[Sequence], source: &str) -> Result<Vec<Sequence>, String> {
    let mut out = Vec::with_capacity(left.len() * right.len());
    for before in left {
        for after in right {
            let mut joined = before.clone();
            let mut rest = after.as_slice();
            if let (Some(Part::Literals(head)), Some(Part::Literals(tail))) =
                (joined.last(), rest.first())
            {
                let mut texts = Vec::with_capacity(head.len() * tail.len());
                for (start, stem) in head {
                    for (end, end_stem) in tail {
                        if *stem && !end.is_empty() {
                            return Err(format!(
                                "`{source}`: `*` must be followed by a gap or the end"
                            ));
                        }
                        texts.push((format!("{start}{end}"), *end_stem || *stem));
                    }
                }
                if texts.len() > MOST_LITERALS {
                    return Err(format!(
                        "`{source}` stands for more than {MOST_LITERALS} phrases; put a gap in or split it"
                    ));
                }
                joined.pop();
                joined.push(Part::Literals(texts));
                rest = &rest[1..];
            }
            joined.extend_from_slice(rest);
            out.push(joined);
        }
    }
    Ok(merged(out))
}

/// A step that may be empty makes two sequences, one without it.
fn without_empty(sequence: Sequence) -> Vec<Sequence> {
    let Some(at) = sequence.iter().position(|part| {
        matches!(part, Part::Literals(texts) if texts.iter().any(|(text, _)| text.is_empty()))
    }) else {
        return vec![sequence];
    };
    let mut without = sequence.clone();
    without.remove(at);
    let mut with = sequence;
    let mut out = Vec::new();
    if let Some(Part::Literals(texts)) = with.get_mut(at) {
        texts.retain(|(text, _)| !text.is_empty());
        if !texts.is_empty() {
            out.extend(without_empty(with));
        }
    }
    out.extend(without_empty(without));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(source: &str) -> Result<Compiled, String> {
        let mut all = Compiled::default();
        all.add(source, str::to_owned)?;
        Ok(all)
    }

    #[test]
    fn gap_free_stretches_become_literals() {
        let all = compiled("(马上|立刻)(给您)?办").unwrap_or_default();
        let mut literals = all.literals.clone();
        literals.sort();
        assert_eq!(literals, ["立刻办", "立刻给您办", "马上办", "马上给您办"]);
        assert_eq!(all.patterns.len(), 1);
    }

    #[test]
    fn gaps_and_classes_become_steps() {
        let all = compiled("先.{0,4}(再)?.{0,2}<time>").unwrap_or_default();
        let shapes: Vec<Vec<(u8, u8)>> = all
            .patterns
            .iter()
            .map(|p| p.steps.iter().map(|s| (s.min, s.max)).collect())
            .collect();
        assert_eq!(shapes, [vec![(0, 0), (0, 4), (0, 3)], vec![(0, 0), (0, 7)]]);
    }

    #[test]
    fn what_is_not_of_the_language_is_refused() {
        for source in [
            "a[bc]", "(a", "a)", "*a", "a.{1}", "<day>", "", "a?", "ab*c",
        ] {
            assert!(compiled(source).is_err(), "{source}");
        }
    }
}
