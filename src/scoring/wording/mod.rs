//! The wording of a reply: what its words and pairs of words, whether any signal knows them or not, say of its marks and of the
//! red lines. Learned from rated replies; a share of each mark that stays small and is shown clause by clause. Must not judge
//! single phrases: signals do.

mod cells;
mod gram;
mod learn;
mod odds;
mod table;

use super::reading::Reading;
use super::rubric::{Points, SCALES};
use super::scopes::{Scope, Scopes};
use crate::domain::{Action, Moment};
use crate::text::{Span, is_han};

pub use learn::learn;
pub use odds::{Marked, Odds, learn_odds};
pub use table::{COLUMNS, Wording, WordingTable, action, moment};

/// The key by which it is shown as evidence.
pub const WORDING: &str = "wording";

/// What the wording of one clause adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Worded {
    /// The clause, in typed characters.
    pub span: Span,
    /// Points per scale.
    pub points: Points,
}

/// A word: a Chinese character, an English word, a number, a mark; at normalised characters `start..end`.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    number: bool,
}

/// What stands for every number.
const NUMBER: char = '#';

/// The words of a reply. What is quoted or a stage direction is not the speaker's wording.
fn words(reading: &Reading, scopes: &Scopes) -> Vec<Word> {
    let chars = &reading.normal.chars;
    let mut out = Vec::with_capacity(chars.len());
    let mut start = 0;
    while start < chars.len() {
        let run = |of: fn(&char) -> bool| {
            let rest = chars[start..].iter();
            start + rest.take_while(|c| of(c)).count()
        };
        let c = chars[start];
        let end = match c {
            c if is_han(c) => start + 1,
            'a'..='z' => run(char::is_ascii_lowercase),
            '0'..='9' => run(char::is_ascii_digit),
            '!' | '?' | '…' | ',' | '.' => start + 1,
            _ => {
                start += 1;
                continue;
            }
        };
        let scope = scopes.at(start as u32, end as u32);
        if !matches!(scope, Some(Scope::Quoted | Scope::Stage)) {
            out.push(Word {
                start,
                end,
                number: c.is_ascii_digit(),
            });
        }
        start = end;
    }
    out
}

/// The characters of a word as they are learned.
fn spelling(chars: &[char], word: Word) -> &[char] {
    if word.number {
        &[NUMBER]
    } else {
        &chars[word.start..word.end]
    }
}

/// What wording says of a reply.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weighing {
    /// What each clause adds to the marks.
    pub clauses: Vec<Worded>,
    /// How far it leans towards the red lines.
    pub odds: Odds,
}

impl Wording {
    /// What the wording of a reply adds, clause by clause: of every word and pair of words that is known, its points divided by
    /// the root of how many there are, so that a long reply is not worth more for being long.
    #[must_use]
    pub fn weigh(
        &self,
        reading: &Reading,
        scopes: &Scopes,
        moment: Moment,
        actions: impl Iterator<Item = Action>,
    ) -> Weighing {
        let chars = &reading.normal.chars;
        let words = words(reading, scopes);
        let mut clauses = vec![[0_i32; COLUMNS]; reading.clauses.clauses()];
        let mut marked = 0_u32;
        let mut leaning = vec![0_u32; clauses.len()];
        for (number, word) in words.iter().enumerate() {
            let clause = usize::from(reading.clauses.clause(word.start));
            let alone = gram::hash(gram::START, spelling(chars, *word));
            let pair = words
                .get(number + 1)
                .map(|next| gram::hash(gram::hash(alone, &[' ']), spelling(chars, *next)));
            for points in [Some(alone), pair]
                .into_iter()
                .flatten()
                .filter_map(|gram| self.points(gram))
            {
                let any = |columns: &[i16]| u32::from(columns.iter().any(|one| *one != 0));
                marked += any(&points[..SCALES]);
                leaning[clause] += any(&points[SCALES..]);
                for (sum, points) in clauses[clause].iter_mut().zip(points) {
                    *sum += i32::from(points);
                }
            }
        }
        let rows = [
            self.odds(table::BASE_CHAR, ""),
            self.odds(table::MOMENT, moment.key()),
        ];
        let actions = actions.filter_map(|one| self.odds(table::ACTION, one.key()));
        let clauses: Vec<[f32; COLUMNS]> = clauses
            .into_iter()
            .map(|columns| columns.map(|sum| sum as f32))
            .collect();
        let odds = Odds::of(
            rows.into_iter().flatten().chain(actions),
            clauses.iter().zip(&leaning).map(odds::Clause::of).collect(),
        );
        let root = (marked.max(1) as f32).sqrt();
        let ranges = reading.clauses.clause_ranges();
        let clauses = clauses
            .into_iter()
            .zip(ranges)
            .map(|(columns, range)| (columns.first_chunk::<SCALES>().copied(), range))
            .filter_map(|(points, range)| Some((points?, range)))
            .filter(|(points, _)| points.iter().any(|points| *points != 0.0))
            .map(|(points, (start, end))| {
                let (from, to) = reading.normal.typed(start as usize, end as usize);
                Worded {
                    span: Span::new(from, to),
                    points: points.map(|points| points / root),
                }
            })
            .collect();
        Weighing { clauses, odds }
    }
}

/// The words and pairs of words of a reply as text, for learning.
#[must_use]
pub fn grams(reading: &Reading, scopes: &Scopes) -> Vec<String> {
    let chars = &reading.normal.chars;
    let spelled: Vec<String> = words(reading, scopes)
        .into_iter()
        .map(|word| spelling(chars, word).iter().collect())
        .collect();
    let pairs = spelled.windows(2).map(|pair| pair.join(" "));
    let pairs: Vec<String> = pairs.collect();
    spelled.into_iter().chain(pairs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::signals::{Inventory, find};

    fn read(words: &str) -> (Reading, Scopes) {
        let reading = Reading::of(words);
        let inventory = Inventory::embedded();
        let scopes = Scopes::of(&reading, inventory, &find(inventory, &reading));
        (reading, scopes)
    }

    #[test]
    fn words_are_characters_english_words_numbers_and_marks() {
        let (reading, scopes) = read("您好，OK 12分（点头）“骗子”");
        let all = grams(&reading, &scopes);
        assert_eq!(
            all,
            [
                "您", "好", ",", "ok", "#", "分", "您 好", "好 ,", ", ok", "ok #", "# 分"
            ]
        );
    }

    #[test]
    fn what_is_learned_is_found_again_and_falls_to_its_clause() {
        let rows = [("您 好", 10), ("滚", -30)];
        let table = rows.map(|(gram, points)| (gram.to_owned(), [points; COLUMNS]));
        let wording = Wording::of(&WordingTable::from(table));
        let (reading, scopes) = read("您好，滚。");
        let root = 2.0_f32.sqrt();
        let weigh = |reading: &Reading, scopes: &Scopes| {
            wording.weigh(reading, scopes, Moment::Inquiry, std::iter::empty())
        };
        let found: Vec<(Span, f32)> = weigh(&reading, &scopes)
            .clauses
            .into_iter()
            .map(|one| (one.span, one.points[0] * root))
            .collect();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].0, found[1].0), (Span::new(0, 3), Span::new(3, 5)));
        assert!((found[0].1 - 10.0).abs() < 1e-3 && (found[1].1 + 30.0).abs() < 1e-3);
        let unknown = weigh(&Reading::of("再见"), &Scopes::default());
        assert!(unknown.clauses.is_empty());
    }
}
