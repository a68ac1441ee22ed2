//! The form of a reply: how long for its moment, how specific, how it addresses the customer, how loud. Must not know
//! phrases; the few single characters and words named here are form (您, exclamation marks), not content.

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
    let units = units(chars);
    let mut add = |shape: Shape, amount: f32, places: Vec<(u32, u32)>| {
        if amount != 0.0 {
            out.push(Form {
                shape,
                amount,
                places,
            });
        }
    };
    if !chars.iter().copied().any(is_word) {
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

    let of = |wanted: char| places_of(chars, |c| c == wanted);
    add_places(&mut add, Shape::Exclaims, of('!'), 3);
    let questions = of('?');
    if let Some(&last) = questions.last()
        && reading.ends_sentence(last.1 as usize)
        && chars[last.1 as usize..].iter().all(|c| !is_word(*c))
    {
        add(Shape::EndsAsking, 1.0, vec![last]);
    }
    add_places(&mut add, Shape::Asks, questions, 2);
    let respectful = of('您');
    if respectful.is_empty() {
        add_places(&mut add, Shape::PlainYou, of('你'), 1);
    } else {
        add_places(&mut add, Shape::RespectfulYou, respectful, 2);
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
    add_places(&mut add, Shape::TakesItOn, phrases(reading, TAKES_IT_ON), 2);
    add_places(&mut add, Shape::We, phrases(reading, WE), 2);
    add_places(&mut add, Shape::Capitals, shouts(reading), 3);
    add_places(&mut add, Shape::TrailsOff, trails_off(chars, of('…')), 2);
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
    let parrots = share > 0.7 || is_repeated(chars, &customer.chars);
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

/// Length that counts an English word like a Chinese character and a half.
fn units(chars: &[char]) -> f32 {
    let han = chars.iter().filter(|&&c| is_han(c)).count();
    let words = chars
        .split(|c| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .count();
    han as f32 + words as f32 * 1.5
}

fn add_places(
    add: &mut impl FnMut(Shape, f32, Vec<(u32, u32)>),
    shape: Shape,
    places: Vec<(u32, u32)>,
    most: usize,
) {
    add(shape, places.len().min(most) as f32, places);
}

fn places_of(chars: &[char], wanted: impl Fn(char) -> bool) -> Vec<(u32, u32)> {
    (0_u32..)
        .zip(chars)
        .filter(|(_, c)| wanted(**c))
        .map(|(at, _)| (at, at + 1))
        .collect()
}

fn phrases(reading: &Reading, phrases: &[&str]) -> Vec<(u32, u32)> {
    let chars = &reading.normal.chars;
    let mut out = Vec::new();
    for at in 0..chars.len() {
        // Few characters begin one of them.
        if !matches!(chars[at], '我' | '咱' | 'i' | 'l' | 'w')
            || chars[at].is_ascii() && at > 0 && chars[at - 1].is_ascii_alphanumeric()
        {
            continue;
        }
        for phrase in phrases {
            let mut rest = chars[at..].iter();
            if phrase.chars().all(|c| rest.next() == Some(&c)) {
                out.push((at as u32, (chars.len() - rest.len()) as u32));
            }
        }
    }
    out
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
    let clauses = reading.clause_ranges();
    let text = |range: &(u32, u32)| -> Vec<char> {
        reading.normal.chars[range.0 as usize..range.1 as usize]
            .iter()
            .copied()
            .filter(|c| is_word(*c))
            .collect()
    };
    let texts: Vec<Vec<char>> = clauses.iter().map(text).collect();
    (1..texts.len())
        .filter(|&at| weight(&texts[at]) >= LEAST_REPEATED && texts[..at].contains(&texts[at]))
        .map(|at| clauses[at])
        .collect()
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

/// Pieces of the customer's line that the reply takes up, and the share of the reply they cover.
fn echo(reading: &Reading, customer: &Normal) -> (Vec<(u32, u32)>, f32) {
    let said = Said::of(&customer.chars);
    let chars = &reading.normal.chars;
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let longest = said.longest_echo(&chars[at..]);
        if longest > 0 {
            places.push((at as u32, (at + longest) as u32));
        }
        at += longest.max(1);
    }
    let covered: u32 = places.iter().map(|(start, end)| end - start).sum();
    (places, covered as f32 / chars.len().max(1) as f32)
}

/// Whether the whole reply is a piece of what the customer said.
fn is_repeated(chars: &[char], said: &[char]) -> bool {
    const LEAST: usize = 8;
    let count = |chars: &[char]| chars.iter().filter(|c| is_word(**c)).count();
    let length = count(chars);
    // Most replies are longer than what was said, and need not be looked for in it.
    if length < LEAST || length > count(said) {
        return false;
    }
    let letters = |chars: &[char]| -> String { chars.iter().filter(|c| is_word(**c)).collect() };
    letters(said).contains(&letters(chars))
}

/// What the customer said, and where each pair of characters stands in it.
struct Said<'a> {
    chars: &'a [char],
    /// For each hash of a pair the last place of such a pair, one added; 0 for none.
    last: [u32; Said::HASHES],
    /// For each place the place before it of a pair with the same hash, one added.
    before: Vec<u32>,
}

/// Characters too common to be an echo.
const COMMON: &str = "的了是我您你在有不一这那就也都吗呢吧啊";

impl<'a> Said<'a> {
    const HASHES: usize = 512;

    fn of(chars: &'a [char]) -> Self {
        let mut last = [0; Self::HASHES];
        let before = (1_u32..)
            .zip(chars.windows(2))
            .map(|(place, pair)| std::mem::replace(&mut last[Self::hash(pair[0], pair[1])], place))
            .collect();
        Self {
            chars,
            last,
            before,
        }
    }

    fn hash(first: char, second: char) -> usize {
        let both = (first as u32).wrapping_mul(31).wrapping_add(second as u32);
        (both.wrapping_mul(0x9E37_79B1) >> 23) as usize % Self::HASHES
    }

    /// The places where a pair like this may stand, the last one first.
    fn places(&self, first: char, second: char) -> impl Iterator<Item = usize> {
        let mut next = self.last[Self::hash(first, second)];
        std::iter::from_fn(move || {
            let place = (next as usize).checked_sub(1)?;
            next = self.before[place];
            Some(place)
        })
    }

    /// The longest beginning of `rest` that the customer said, if it is content: two Chinese characters, or five letters.
    fn longest_echo(&self, rest: &[char]) -> usize {
        let &[first, second, ..] = rest else {
            return 0;
        };
        let least = match first {
            c if is_han(c) => 2,
            c if c.is_ascii_alphanumeric() => 5,
            _ => return 0,
        };
        let best = self
            .places(first, second)
            .map(|at| {
                let same = rest.iter().zip(&self.chars[at..]);
                same.take_while(|(a, b)| a == b && is_word(**a)).count()
            })
            .max()
            .unwrap_or(0);
        let content = || rest.iter().take(least).all(|c| !COMMON.contains(*c));
        if best >= least && content() { best } else { 0 }
    }
}
