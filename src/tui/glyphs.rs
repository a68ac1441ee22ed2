//! The characters that screens are drawn with. The only file that names box drawing, blocks or marks. Box drawing and blocks
//! are two columns wide in some Chinese consoles; there the plain set must be used. All other characters here are one column
//! wide everywhere.

use ratatui::symbols::border;

use crate::domain::Mark;

/// A set of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GlyphSet {
    /// Box drawing and blocks.
    #[default]
    Rich,
    /// ASCII alone.
    Ascii,
}

/// Characters by what they mean.
#[derive(Debug, Clone, Copy)]
pub struct Glyphs {
    /// Borders.
    pub border: border::Set<'static>,
    /// A filled cell of a bar.
    pub bar: &'static str,
    /// An empty cell of a bar.
    pub bar_rest: &'static str,
    /// Before a list's item.
    pub bullet: &'static str,
    /// Before what is selected.
    pub pointer: &'static str,
    /// Between before and after.
    pub movement: &'static str,
    /// Something can be unfolded.
    pub folded: &'static str,
    /// Something is unfolded.
    pub unfolded: &'static str,
    /// More above.
    pub above: &'static str,
    /// More below.
    pub below: &'static str,
    /// Ticked.
    pub ticked: &'static str,
    /// Not ticked.
    pub unticked: &'static str,
    /// The five ratings, the fuller the better.
    pub shades: [&'static str; 5],
    /// A good mark.
    pub good: &'static str,
    /// A middling mark.
    pub middling: &'static str,
    /// A bad mark.
    pub bad: &'static str,
    /// A level's filled place.
    pub level: &'static str,
    /// A level's empty place.
    pub level_rest: &'static str,
}

/// How a mark is judged at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// The codebook's 3 and 4.
    Good,
    /// Its 2.
    Middling,
    /// Its 0 and 1.
    Bad,
}

impl Grade {
    /// The grade of a mark.
    #[must_use]
    pub const fn of(mark: Mark) -> Self {
        match mark.rating() {
            0 | 1 => Self::Bad,
            2 => Self::Middling,
            _ => Self::Good,
        }
    }
}

const PLAIN_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Glyphs {
    /// The characters of a set.
    #[must_use]
    pub const fn of(set: GlyphSet) -> Self {
        match set {
            GlyphSet::Rich => Self {
                border: border::ROUNDED,
                bar: "█",
                bar_rest: "░",
                bullet: "▪",
                pointer: "❯",
                movement: "▸",
                folded: "▸",
                unfolded: "▾",
                above: "▴",
                below: "▾",
                ticked: "[✓]",
                unticked: "[ ]",
                shades: [" ", "░", "▒", "▓", "█"],
                good: "✓",
                middling: "▴",
                bad: "✗",
                level: "▪",
                level_rest: "▫",
            },
            GlyphSet::Ascii => Self {
                border: PLAIN_BORDER,
                bar: "#",
                bar_rest: ".",
                bullet: "-",
                pointer: ">",
                movement: ">",
                folded: "+",
                unfolded: "-",
                above: "^",
                below: "v",
                ticked: "[x]",
                unticked: "[ ]",
                shades: [" ", ".", ":", "+", "#"],
                good: "[+]",
                middling: "[~]",
                bad: "[-]",
                level: "*",
                level_rest: ".",
            },
        }
    }

    /// The mark of a grade, which says without colour what colour says too.
    #[must_use]
    pub const fn grade(&self, grade: Grade) -> &'static str {
        match grade {
            Grade::Good => self.good,
            Grade::Middling => self.middling,
            Grade::Bad => self.bad,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    /// Box drawing and blocks are left out: whoever draws them wide gets the plain set.
    #[test]
    fn marks_within_text_have_one_width_in_every_terminal() {
        let rich = Glyphs::of(GlyphSet::Rich);
        for glyph in [
            rich.bullet,
            rich.pointer,
            rich.movement,
            rich.folded,
            rich.unfolded,
            rich.above,
            rich.below,
            rich.ticked,
            rich.good,
            rich.middling,
            rich.bad,
            rich.level,
            rich.level_rest,
            rich.bar_rest,
        ] {
            assert_eq!(glyph.width(), glyph.width_cjk(), "{glyph}");
        }
    }

    #[test]
    fn the_plain_set_is_ascii() {
        assert!(format!("{:?}", Glyphs::of(GlyphSet::Ascii)).is_ascii());
    }
}
