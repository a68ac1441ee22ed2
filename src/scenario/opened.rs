//! Where a text that is no YAML went wrong: the quotation mark or bracket that swallowed the lines below it, the space or colon of
//! full width that only looks right. The parser notices such a fault lines later. Must not parse: it only looks again at what
//! the parser refused.

use super::broken::Broken;
use super::tree::Place;

/// The fault behind what the parser refused at `stopped`, if it is one of those.
pub(super) fn behind(text: &str, stopped: Place) -> Option<Broken> {
    let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    let at = stopped.line.saturating_sub(1) as usize;
    let seen = Scan::of(&lines, at);
    wide_indentation(&lines, at)
        .or_else(|| wide_colon(&lines, at))
        .or_else(|| seen.swallowing(&lines, at))
        .or_else(|| seen.ended_early(&lines, stopped))
}

fn place(line: usize, column: usize, length: usize) -> Place {
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place {
        line: small(line + 1),
        column: small(column + 1),
        length: small(length),
    }
}

fn indentation(line: &[char]) -> usize {
    line.iter().take_while(|c| **c == ' ').count()
}

fn is_blank(line: &[char]) -> bool {
    line.iter().all(|c| c.is_whitespace())
}

/// A space that no editor tells from a plain one, before the first word of the line or of the one above.
fn wide_indentation(lines: &[Vec<char>], at: usize) -> Option<Broken> {
    (at.saturating_sub(1)..=at).find_map(|number| {
        let line = lines.get(number)?;
        let column = line.iter().position(|c| *c != ' ')?;
        let wide = line
            .get(column)
            .is_some_and(|c| c.is_whitespace() && *c != '\t');
        (wide && !is_blank(line)).then(|| Broken {
            place: place(number, column, 1),
            message:
                "a space in the indentation that is no plain one (of full width, or unbreakable)"
                    .to_owned(),
            fix: "indent with plain spaces; an input method in full-width mode types others"
                .to_owned(),
        })
    })
}

/// `level：1`, in the line or in the one above.
fn wide_colon(lines: &[Vec<char>], at: usize) -> Option<Broken> {
    (at.saturating_sub(1)..=at).find_map(|number| {
        let line = lines.get(number)?;
        let start = line.iter().position(|c| *c != ' ' && *c != '-')?;
        let length = line
            .get(start..)?
            .iter()
            .take_while(|c| c.is_ascii_lowercase() || **c == '_')
            .count();
        let colon = line.get(start + length) == Some(&'：');
        (colon && length > 0).then(|| Broken {
            place: place(number, start + length, 1),
            message: "a colon of full width behind a key".to_owned(),
            fix: "write `: `, a plain colon and a space".to_owned(),
        })
    })
}

/// A text in quotation marks.
#[derive(Debug)]
struct Quoted {
    mark: char,
    /// Line and column of the first mark, from 0.
    from: (usize, usize),
    /// Of the last; none where it is never closed.
    to: Option<(usize, usize)>,
}

/// The quoted texts up to a line, and the brackets still open there.
#[derive(Debug, Default)]
struct Scan {
    quoted: Vec<Quoted>,
    open: Vec<(usize, usize)>,
}

impl Scan {
    /// Looks through the lines up to the one numbered `last`; a quoted text that begins there may end later.
    fn of(lines: &[Vec<char>], last: usize) -> Self {
        let mut out = Self::default();
        let mut number = 0;
        let mut column = 0;
        // Lines of a block of text (`zh: |`) hold no marks: those indented deeper than its key.
        let mut block = None;
        while number <= last && number < lines.len() {
            let line = &lines[number];
            if block.is_some_and(|depth| is_blank(line) || indentation(line) > depth) {
                (number, column) = (number + 1, 0);
                continue;
            }
            block = None;
            let Some(&c) = line.get(column) else {
                let end: String = line.iter().collect();
                let end = end.trim_end();
                if out.open.is_empty()
                    && [": |", ": >", ": |-", ": >-", ": |+", ": >+"]
                        .iter()
                        .any(|begin| end.ends_with(begin))
                {
                    block = Some(indentation(line));
                }
                (number, column) = (number + 1, 0);
                continue;
            };
            let before = line.get(..column).unwrap_or_default();
            let spaced = before.last().is_none_or(|c| c.is_whitespace());
            match c {
                '#' if spaced => (number, column) = (number + 1, 0),
                '"' | '\'' if begins_a_value(before) => {
                    let to = closing(lines, (number, column), c);
                    out.quoted.push(Quoted {
                        mark: c,
                        from: (number, column),
                        to,
                    });
                    let Some((line, mark)) = to else { break };
                    (number, column) = (line, mark + 1);
                }
                '[' | '{' if begins_a_value(before) => {
                    out.open.push((number, column));
                    column += 1;
                }
                ']' | '}' if !out.open.is_empty() => {
                    out.open.pop();
                    column += 1;
                }
                _ => column += 1,
            }
        }
        out
    }

    /// The first mark or bracket that a line follows which is not indented deeper, and so was meant to stand by itself.
    fn swallowing(&self, lines: &[Vec<char>], at: usize) -> Option<Broken> {
        let outside = |from: (usize, usize), to: usize| {
            let depth = lines.get(from.0).map_or(0, |line| indentation(line));
            (from.0 + 1..=to.min(lines.len().saturating_sub(1))).any(|number| {
                lines.get(number).is_some_and(|line| {
                    !is_blank(line)
                        && indentation(line) <= depth
                        && !matches!(line.get(indentation(line)), Some(']' | '}' | '#'))
                })
            })
        };
        let quoted = self.quoted.iter().find(|quoted| {
            outside(
                quoted.from,
                quoted.to.map_or(at.max(quoted.from.0 + 1), |to| to.0),
            )
        });
        let bracket = self.open.iter().find(|from| outside(**from, at));
        match (quoted, bracket) {
            (Some(quoted), bracket)
                if bracket.is_none_or(|bracket| quoted.from <= *bracket || quoted.to.is_none()) =>
            {
                Some(Broken {
                    place: place(quoted.from.0, quoted.from.1, 1),
                    message: "this quotation mark is never closed in its line".to_owned(),
                    fix: "close the text with the same mark, or indent the lines that belong to it"
                        .to_owned(),
                })
            }
            (_, Some(&(line, column))) => {
                let rest: String = lines.get(line)?.get(column..)?.iter().collect();
                let comment = if rest.contains(" #") {
                    "; ` #` begins a comment: put text that contains it in quotes"
                } else {
                    ""
                };
                Some(Broken {
                    place: place(line, column, 1),
                    message: "this bracket is never closed".to_owned(),
                    fix: format!("close it with `]` or `}}`{comment}"),
                })
            }
            _ => None,
        }
    }

    /// A quoted text that ends in the line where the parser stopped, with more behind it: `"They said "no" to me"`.
    fn ended_early(&self, lines: &[Vec<char>], stopped: Place) -> Option<Broken> {
        let number = stopped.line.saturating_sub(1) as usize;
        let line = lines.get(number)?;
        let (quoted, end) = self.quoted.iter().find_map(|quoted| {
            let (_, end) = quoted.to.filter(|to| to.0 == number)?;
            let behind = line.get(end + 1..)?.iter().find(|c| !c.is_whitespace())?;
            let more = !",]}:#".contains(*behind) && end < stopped.column as usize + 1;
            more.then_some((quoted, end))
        })?;
        let behind = line.get(end + 1..)?.iter().find(|c| !c.is_whitespace())?;
        let fix = match (behind, quoted.mark) {
            ('，' | '：' | '｝' | '】', _) => {
                "write `,`, `:` and brackets as plain characters; these are of full width"
                    .to_owned()
            }
            (_, '"') => "write `\\\"` for a mark inside, or “ ”".to_owned(),
            _ => "write `''` for an apostrophe inside, or put the text in double quotes".to_owned(),
        };
        Some(Broken {
            place: place(number, end, 1),
            message: "the text ends at this quotation mark, and more stands behind it".to_owned(),
            fix,
        })
    }
}

/// Whether a mark behind these characters of a line begins a value: at its start, or behind `- `, `: `, `,` or a bracket.
fn begins_a_value(before: &[char]) -> bool {
    let spaces = before
        .iter()
        .rev()
        .take_while(|c| c.is_whitespace())
        .count();
    match before.get(..before.len() - spaces).and_then(<[char]>::last) {
        None | Some('[' | '{' | ',') => true,
        Some(':' | '-' | '?') => spaces > 0,
        Some(_) => before
            .iter()
            .collect::<String>()
            .rsplit(' ')
            .find(|word| !word.is_empty())
            .is_some_and(|word| word.starts_with(['!', '&'])),
    }
}

/// Where the text opened by `mark` at `from` is closed.
fn closing(lines: &[Vec<char>], from: (usize, usize), mark: char) -> Option<(usize, usize)> {
    let (mut number, mut column) = (from.0, from.1 + 1);
    while let Some(line) = lines.get(number) {
        while let Some(&c) = line.get(column) {
            if c == '\\' && mark == '"' {
                column += 1;
            } else if c == mark {
                if mark == '\'' && line.get(column + 1) == Some(&'\'') {
                    column += 1;
                } else {
                    return Some((number, column));
                }
            }
            column += 1;
        }
        (number, column) = (number + 1, 0);
    }
    None
}
