//! The two languages of the program. Must not detect languages: `text` does.

/// A language the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Chinese, simplified.
    Zh,
    /// English.
    En,
}

super::keyed!(Language { Zh => "zh", En => "en" });

impl Language {
    /// The language a locale name such as `zh_CN.UTF-8` or `en-GB` asks for; English where it says nothing of Chinese.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }
}
