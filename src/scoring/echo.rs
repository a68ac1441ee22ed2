//! What a reply takes up of the customer's own line. Must not judge whether that is good.

use super::reading::Reading;
use crate::text::{Normal, is_han, is_word};

/// Pieces of the customer's line that the reply takes up, and the share of the reply they cover.
pub(super) fn echo(reading: &Reading, customer: &Normal) -> (Vec<(u32, u32)>, f32) {
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

/// Whether the whole reply, of so many letters, is a piece of what the customer said.
pub(super) fn is_repeated(chars: &[char], length: usize, said: &[char]) -> bool {
    const LEAST: usize = 8;
    // Most replies are longer than what was said, and need not be looked for in it.
    if length < LEAST || length > said.len() {
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
