//! The form of a reply: how long for its moment, how specific, how it addresses the customer, how loud. Must not know
//! phrases; the few single characters and words named here are form (您, exclamation marks), not content.

use super::echo::{echo, is_repeated};
use super::reading::Reading;
use super::situation::Situation;
use super::stress::shouts;
use crate::domain::Moment;
use crate::text::{Normal, TokenKind, is_han, is_word};

/// A feature of form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// Nothing was said.
    NoWords,
    /// A few characters only.
    VeryShort,
    /// Shorter than the moment needs.
    Short,
    /// Longer than the moment bears.
    Long,
    /// Much longer.
    VeryLong,
    /// Grows slowly with length; 0 at the usual length, negative below.
    Fullness,
    /// Exclamation marks.
    Exclaims,
    /// A question that ends the reply.
    EndsAsking,
    /// Any question.
    Asks,
    /// 您.
    RespectfulYou,
    /// 你 and no 您.
    PlainYou,
    /// Times, amounts, percentages.
    Specifics,
    /// 我来, 我给, "I will", "let me".
    TakesItOn,
    /// 我们, 咱们, "we".
    We,
    /// Words of the customer's taken up.
    Echo,
    /// The same clause twice.
    Repeats,
    /// Words in capitals.
    Capitals,
    /// Trails off.
    TrailsOff,
    /// Several sentences.
    Sentences,
    /// Clauses too long to follow.
    LongClauses,
    /// Nearly all of it is the customer's own line.
    Parrots,
    /// The customer asked, and nothing answers.
    LeavesQuestionOpen,
    /// A question that was asked in an earlier turn.
    AsksAgain,
    /// Words that were said in an earlier turn.
    SaysAgain,
}

crate::domain::keyed!(Shape {
    NoWords => "no_words",
    VeryShort => "very_short",
    Short => "short",
    Long => "long",
    VeryLong => "very_long",
    Fullness => "fullness",
    Exclaims => "exclaims",
    EndsAsking => "ends_asking",
    Asks => "asks",
    RespectfulYou => "respectful_you",
    PlainYou => "plain_you",
    Specifics => "specifics",
    TakesItOn => "takes_it_on",
    We => "we",
    Echo => "echo",
    Repeats => "repeats",
    Capitals => "capitals",
    TrailsOff => "trails_off",
    Sentences => "sentences",
    LongClauses => "long_clauses",
    Parrots => "parrots",
    LeavesQuestionOpen => "leaves_question_open",
    AsksAgain => "asks_again",
    SaysAgain => "says_again",
});

impl Shape {
    /// Whether it can only speak for a reply (`true`), only against it (`false`), or either way (`None`).
    #[must_use]
    pub const fn speaks_for(self) -> Option<bool> {
        match self {
            Self::RespectfulYou
            | Self::Specifics
            | Self::TakesItOn
            | Self::We
            | Self::Echo
            | Self::Asks
            | Self::EndsAsking => Some(true),
            Self::NoWords
            | Self::Long
            | Self::VeryLong
            | Self::Exclaims
            | Self::PlainYou
            | Self::Repeats
            | Self::Capitals
            | Self::TrailsOff
            | Self::LongClauses
            | Self::Parrots
            | Self::LeavesQuestionOpen
            | Self::AsksAgain
            | Self::SaysAgain => Some(false),
            Self::VeryShort | Self::Short | Self::Fullness | Self::Sentences => None,
        }
    }

    /// The key it is shown by as evidence: what says something of length is one reason, not five.
    #[must_use]
    pub const fn shown_as(self) -> &'static str {
        match self {
            Self::VeryShort
            | Self::Short
            | Self::Long
            | Self::VeryLong
            | Self::Fullness
            | Self::Sentences => LENGTH,
            other => other.key(),
        }
    }
}

/// The key of everything that says something of length.
pub const LENGTH: &str = "length";

/// A feature found: how much of it, and the normalised characters that show it (empty: the whole reply).
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Which.
    pub shape: Shape,
    /// How much, mostly 0–3.
    pub amount: f32,
    /// Where, as normalised characters, end exclusive.
    pub places: Vec<(u32, u32)>,
}

/// The usual length of a reply, in Chinese characters (the middle of the codebook's 15 to 60).
const USUAL: f32 = 30.0;
/// The least and the most that length can count.
const FULLNESS: (f32, f32) = (-2.5, 0.9);

/// The features of form in a reply.
#[must_use]
pub fn shape(reading: &Reading, situation: &Situation<'_>, customer: &Normal) -> Vec<Form> {
    let moment = situation.moment;
    let mut out = Vec::new();
    let chars = &reading.normal.chars;
    let outline = Outline::of(chars);
    let units = outline.units;
    let mut add = |shape: Shape, amount: f32, places: Vec<(u32, u32)>| {
        if amount != 0.0 {
            out.push(Form {
                shape,
                amount,
                places,
            });
        }
    };
    if outline.letters == 0 {
        add(Shape::NoWords, 1.0, Vec::new());
        add(Shape::Fullness, FULLNESS.0, Vec::new());
        return out;
    }
    // Guidance of the codebook: 15–60 characters (10–40 words) suit most moments; these two may take more.
    let room = if matches!(moment, Moment::Confusion | Moment::Suspicion) {
        1.4
    } else {
        1.0
    };
    add(
        Shape::VeryShort,
        f32::from(u8::from(units < 9.0)),
        Vec::new(),
    );
    add(
        Shape::Short,
        f32::from(u8::from((9.0..18.0).contains(&units))),
        Vec::new(),
    );
    add(
        Shape::Long,
        ((units - 75.0 * room) / 40.0).clamp(0.0, 1.0),
        Vec::new(),
    );
    add(
        Shape::VeryLong,
        ((units - 115.0 * room) / 60.0).clamp(0.0, 1.0),
        Vec::new(),
    );
    add(
        Shape::Fullness,
        ((1.0 + units).ln() - (1.0 + USUAL).ln()).clamp(FULLNESS.0, FULLNESS.1),
        Vec::new(),
    );

    add_places(&mut add, Shape::Exclaims, outline.exclamations, 3);
    let questions = outline.questions;
    if let Some(&last) = questions.last()
        && reading.ends_sentence(last.1 as usize)
        && chars[last.1 as usize..].iter().all(|c| !is_word(*c))
    {
        add(Shape::EndsAsking, 1.0, vec![last]);
    }
    add_places(&mut add, Shape::Asks, questions, 2);
    if outline.respectful.is_empty() {
        add_places(&mut add, Shape::PlainYou, outline.plain, 1);
    } else {
        add_places(&mut add, Shape::RespectfulYou, outline.respectful, 2);
    }
    let specifics: Vec<(u32, u32)> = reading
        .tokens
        .iter()
        .filter(|token| {
            token.kind != TokenKind::Number && !is_vague(&chars[token.start..token.end])
        })
        .map(|token| (token.start as u32, token.end as u32))
        .collect();
    add_places(&mut add, Shape::Specifics, specifics, 3);
    add_places(&mut add, Shape::TakesItOn, outline.takes_it_on, 2);
    add_places(&mut add, Shape::We, outline.we, 2);
    add_places(&mut add, Shape::Capitals, shouts(reading), 3);
    add_places(
        &mut add,
        Shape::TrailsOff,
        trails_off(chars, outline.dots),
        2,
    );
    add_places(&mut add, Shape::Repeats, repeats(reading), 2);
    let sentences = reading.clauses.sentences();
    add(
        Shape::Sentences,
        (sentences.saturating_sub(1).min(4)) as f32 / 2.0,
        Vec::new(),
    );
    let per_clause = units / reading.clauses.clauses().max(1) as f32;
    add(
        Shape::LongClauses,
        ((per_clause - 16.0) / 12.0).clamp(0.0, 1.0),
        Vec::new(),
    );
    let (echo, share) = echo(reading, customer);
    let parrots = share > 0.7 || is_repeated(chars, outline.letters, &customer.chars);
    add_places(&mut add, Shape::Echo, echo, 3);
    add(Shape::Parrots, f32::from(u8::from(parrots)), Vec::new());
    out
}

const TAKES_IT_ON: &[&str] = &[
    "我来",
    "我给",
    "我帮",
    "我陪",
    "我去",
    "我带",
    "我这就",
    "我马上",
    "我先",
    "我替您",
    "i will",
    "let me",
    "lets",
    "i am going to",
];
const WE: &[&str] = &["我们", "咱", "we "];

/// What one look at every character of a reply tells.
#[derive(Default)]
struct Outline {
    /// Length that counts an English word like a Chinese character and a half.
    units: f32,
    /// How many letters, digits and Chinese characters there are.
    letters: usize,
    exclamations: Vec<(u32, u32)>,
    questions: Vec<(u32, u32)>,
    dots: Vec<(u32, u32)>,
    respectful: Vec<(u32, u32)>,
    plain: Vec<(u32, u32)>,
    takes_it_on: Vec<(u32, u32)>,
    we: Vec<(u32, u32)>,
}

impl Outline {
    fn of(chars: &[char]) -> Self {
        let mut out = Self::default();
        let (mut han, mut words) = (0_u32, 0_u32);
        let mut in_word = false;
        for (at, &c) in chars.iter().enumerate() {
            let begins_word = !in_word;
            in_word = c.is_ascii_alphanumeric();
            let is_han = is_han(c);
            han += u32::from(is_han);
            words += u32::from(in_word && begins_word);
            out.letters += usize::from(in_word || is_han || !c.is_ascii() && is_word(c));
            let place = (at as u32, at as u32 + 1);
            match c {
                '!' => out.exclamations.push(place),
                '?' => out.questions.push(place),
                '…' => out.dots.push(place),
                '您' => out.respectful.push(place),
                '你' => out.plain.push(place),
                // Few characters begin a phrase.
                '我' | '咱' => out.phrases(chars, at),
                'i' | 'l' | 'w' if begins_word => out.phrases(chars, at),
                _ => {}
            }
        }
        out.units = han as f32 + words as f32 * 1.5;
        out
    }

    fn phrases(&mut self, chars: &[char], at: usize) {
        for (phrases, places) in [(TAKES_IT_ON, &mut self.takes_it_on), (WE, &mut self.we)] {
            for phrase in phrases {
                let mut rest = chars[at..].iter();
                if phrase.chars().all(|c| rest.next() == Some(&c)) {
                    places.push((at as u32, (chars.len() - rest.len()) as u32));
                }
            }
        }
    }
}

fn add_places(
    add: &mut impl FnMut(Shape, f32, Vec<(u32, u32)>),
    shape: Shape,
    places: Vec<(u32, u32)>,
    most: usize,
) {
    add(shape, places.len().min(most) as f32, places);
}

/// The least that a clause must weigh to be a repetition when it comes again: "come in, come in" is warm, not long-winded.
const LEAST_REPEATED: f32 = 4.0;

/// How much a clause weighs: a Chinese character is worth two and a half letters; figures weigh nothing.
#[must_use]
pub fn weight(clause: &[char]) -> f32 {
    let worth = |&c: &char| match c {
        c if is_han(c) => 1.0,
        c if c.is_ascii_alphabetic() => 0.4,
        _ => 0.0,
    };
    clause.iter().map(worth).sum()
}

/// Clauses that stand twice.
fn repeats(reading: &Reading) -> Vec<(u32, u32)> {
    let text = |&(start, end): &(u32, u32)| {
        let chars = reading.normal.chars[start as usize..end as usize].iter();
        chars.copied().filter(|c| is_word(*c))
    };
    // Clauses are told apart by a number: comparing all with all would read each several times.
    let number = |range: &(u32, u32)| {
        text(range).fold(0, |all: u64, c| {
            (all ^ u64::from(c)).wrapping_mul(0x0100_0000_01B3)
        })
    };
    let clauses: Vec<((u32, u32), u64)> = reading
        .clauses
        .clause_ranges()
        .map(|range| (range, number(&range)))
        .collect();
    let again = clauses.iter().enumerate().filter(|(at, (range, own))| {
        let before = clauses[..*at].iter();
        let mut same = before.filter(|(_, number)| number == own);
        same.any(|(other, _)| text(other).eq(text(range)))
            && weight(&reading.normal.chars[range.0 as usize..range.1 as usize]) >= LEAST_REPEATED
    });
    again.map(|(_, (range, _))| *range).collect()
}

/// 一会儿 and 一阵 are times by their form, and say nothing of how long.
fn is_vague(token: &[char]) -> bool {
    token.ends_with(&['会', '儿']) || token.ends_with(&['一', '阵'])
}

/// The dots where a reply trails off: those at its end, or all where there are several; a single pause goes on.
fn trails_off(chars: &[char], dots: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let ends = |&(_, end): &(u32, u32)| !chars[end as usize..].iter().copied().any(is_word);
    if dots.len() > 1 || dots.first().is_some_and(ends) {
        dots
    } else {
        Vec::new()
    }
}
