//! Reads the pattern language: from one line to the sequences of literals, gaps and classes it stands for. Must not depend on
//! other rooms, since the build script reads this file too.

use super::pattern::Class;

/// How many phrases a stretch of text may stand for before it is cut into steps that follow each other at once.
const MOST_TOGETHER: usize = 2;
/// How many phrases a stretch that can't be cut (within an English word) may stand for.
const MOST_LITERALS: usize = 2_000;

/// A piece of a sequence.
#[derive(Debug, Clone)]
pub enum Part {
    /// Any of these texts; the flag says whether the text is a stem.
    Literals(Vec<(String, bool)>),
    /// At least and at most so many characters.
    Gap(u8, u8),
    /// A token of this class.
    Class(Class),
    /// The beginning of a sentence.
    Start,
    /// The end of a sentence.
    End,
}

/// What one alternative is made of, in order.
pub type Sequence = Vec<Part>;

/// The sequences that `source` stands for.
///
/// # Errors
/// A sentence that says what in `source` is not of the language.
pub fn sequences(source: &str) -> Result<Vec<Sequence>, String> {
    let chars: Vec<char> = source.chars().collect();
    let mut at = 0;
    let sequences = alternatives(&chars, &mut at, source)?;
    if at == chars.len() {
        Ok(sequences)
    } else {
        Err(format!("`{source}`: a `)` too many"))
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
            '^' => {
                *at += 1;
                vec![vec![Part::Start]]
            }
            '[' | ']' | '+' | '{' | '}' | '?' | '>' => {
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
                match together(head, tail, source)? {
                    Some(texts) => {
                        joined.pop();
                        joined.push(Part::Literals(texts));
                        rest = &rest[1..];
                    }
                    None if head.iter().any(|(_, stem)| *stem) => joined.push(Part::Gap(0, 10)),
                    None => {}
                }
            }
            joined.extend_from_slice(rest);
            out.push(joined);
        }
    }
    Ok(merged(out))
}

/// `head` and `tail` as one set of phrases; `None` where they had better follow each other as two steps.
fn together(
    head: &[(String, bool)],
    tail: &[(String, bool)],
    source: &str,
) -> Result<Option<Vec<(String, bool)>>, String> {
    let alnum = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '\'');
    let within_word = head
        .iter()
        .any(|(text, _)| text.is_empty() || alnum(text.chars().last()))
        && tail.iter().any(|(text, _)| alnum(text.chars().next()))
        && head
            .iter()
            .any(|(text, stem)| alnum(text.chars().last()) && !stem);
    let stems = head.iter().any(|(_, stem)| *stem) && tail.iter().any(|(text, _)| !text.is_empty());
    let nothing = |texts: &[(String, bool)]| texts.iter().all(|(text, _)| text.is_empty());
    let count = head.len() * tail.len();
    if nothing(head) || nothing(tail) || (!stems && (count <= MOST_TOGETHER || within_word)) {
        if count > MOST_LITERALS {
            return Err(format!(
                "`{source}` stands for more than {MOST_LITERALS} phrases; put a gap in or split it"
            ));
        }
        let mut texts = Vec::with_capacity(count);
        for (start, stem) in head {
            for (end, end_stem) in tail {
                texts.push((format!("{start}{end}"), *end_stem || *stem));
            }
        }
        return Ok(Some(texts));
    }
    Ok(None)
}
