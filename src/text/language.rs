//! Which language a reply is in, by its characters. Must not look words up.

/// The language of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReplyLanguage {
    /// Chinese.
    Zh,
    /// English.
    En,
    /// Both, each more than a name or an abbreviation.
    Mixed,
}

/// Whether `c` is a Chinese character.
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// Whether `c` is a letter, a digit or a Chinese character. The two common kinds are told by their range: the library's own
/// test searches a table for each Chinese character.
#[must_use]
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        is_han(c) || c.is_alphanumeric()
    }
}

impl ReplyLanguage {
    /// The language of `text`. Three English words of three letters or more beside Chinese make it mixed; fewer are names
    /// and abbreviations (ATM, VIP, Mr Li).
    #[must_use]
    pub fn of(text: &str) -> Self {
        let han = text.chars().filter(|&c| is_han(c)).count();
        let words = text
            .split(|c: char| !c.is_ascii_alphabetic())
            .filter(|word| word.len() >= 3 && word.chars().any(|c| c.is_ascii_lowercase()))
            .count();
        match (han, words) {
            (0, _) => Self::En,
            (_, 0..=2) => Self::Zh,
            _ => Self::Mixed,
        }
    }

    /// Its key in the gold and in `score`'s input.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
            Self::Mixed => "mixed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_abbreviations_do_not_make_a_reply_mixed() {
        for (text, language) in [
            ("您好,请到ATM机", ReplyLanguage::Zh),
            ("Please take a seat", ReplyLanguage::En),
            (
                "不是这边啦, that side. 自己看 signboard over there",
                ReplyLanguage::Mixed,
            ),
            ("", ReplyLanguage::En),
        ] {
            assert_eq!(ReplyLanguage::of(text), language, "{text}");
        }
    }
}
