//! The number by which a word or a pair of words is looked up. Must not depend on other rooms, since the build script reads
//! this file too.

/// Where hashing begins.
pub const START: u32 = 0x811C_9DC5;

/// Goes on hashing with `chars` (FNV-1a over characters, public domain by Fowler, Noll and Vo).
#[must_use]
pub fn hash(start: u32, chars: &[char]) -> u32 {
    chars.iter().fold(start, |hash, c| {
        (hash ^ *c as u32).wrapping_mul(0x0100_0193)
    })
}
