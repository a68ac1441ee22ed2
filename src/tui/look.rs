//! How things look at present: language, colours, characters. Turns outside texts into what may be drawn. Must not lay out.

use std::cell::OnceCell;

use ratatui::style::Style;
use ratatui::text::Span;

use super::glyphs::{GlyphSet, Glyphs, Grade};
use super::keymap::Keymap;
use super::theme::{Theme, ThemeName};
use crate::domain::{Action, Bilingual, Feeling, Language, Mark, Mood};
use crate::i18n::Texts;
use crate::text::{fit, is_hidden, wrap};

/// Texts, colours and characters.
pub struct Look {
    /// The sentences of the interface.
    pub texts: Texts,
    /// The same in the other language, for lists that name things in both.
    others: OnceCell<Texts>,
    /// The keys in force, for the footer and the help.
    pub keymap: Keymap,
    /// Styles by role.
    pub theme: Theme,
    /// Characters by role.
    pub glyphs: Glyphs,
    /// Laid out for a room: one column, fewer lines, more space.
    pub projector: bool,
    /// The customer's patience is shown as it runs out.
    pub clock: bool,
    /// Nothing counts down in sight.
    pub still: bool,
    /// The themes that a key goes through, those the terminal can show.
    pub themes: Vec<ThemeName>,
    name: ThemeName,
    /// Whether the terminal draws marks of ambiguous width two columns wide.
    wide: bool,
}

impl Look {
    /// A look; where ambiguous marks are wide, the plain characters are used whatever was asked for.
    #[must_use]
    pub fn new(language: Language, theme: ThemeName, glyphs: GlyphSet, wide: bool) -> Self {
        Self {
            texts: Texts::new(language),
            others: OnceCell::new(),
            keymap: Keymap::default(),
            theme: Theme::of(theme),
            glyphs: Glyphs::of(if wide { GlyphSet::Ascii } else { glyphs }),
            projector: false,
            clock: false,
            still: false,
            themes: ThemeName::shown_in(None),
            name: theme,
            wide,
        }
    }

    /// Another theme, for a desk or for a room.
    pub fn dress(&mut self, theme: ThemeName, projector: bool) {
        self.projector = projector;
        self.name = theme;
        self.theme = Theme::of(theme);
        if projector {
            self.theme = self.theme.for_a_room();
        }
    }

    /// The next of the themes that the terminal can show; says which.
    pub fn next_theme(&mut self) -> String {
        let at = self.themes.iter().position(|one| *one == self.name);
        let next = at.map_or(0, |at| (at + 1) % self.themes.len().max(1));
        if let Some(&theme) = self.themes.get(next) {
            self.dress(theme, self.projector);
        }
        let theme = self.name.key().into();
        self.texts.with("theme-now", &[("theme", theme)])
    }

    /// To the layout for a room, or back.
    pub fn switch_projector(&mut self) {
        self.dress(self.name, !self.projector);
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.texts.language()
    }

    /// The texts in the other language. Most screens never ask for them, and they are a megabyte.
    #[must_use]
    pub fn others(&self) -> &Texts {
        self.others
            .get_or_init(|| Texts::new(self.language().other()))
    }

    /// The other language from now on.
    pub fn switch_language(&mut self) {
        let others = self.others.take();
        let others = others.unwrap_or_else(|| Texts::new(self.language().other()));
        self.others = OnceCell::from(std::mem::replace(&mut self.texts, others));
    }

    /// A text from outside as it may be drawn: nothing a terminal would obey, no mark of doubtful width, line ends kept.
    #[must_use]
    pub fn show(&self, text: &str) -> String {
        self.drawn(text).into_iter().map(|(c, _)| c).collect()
    }

    /// As [`Look::show`] in the present language.
    #[must_use]
    pub fn show_in(&self, text: &Bilingual) -> String {
        self.show(text.get(self.language()))
    }

    /// As [`Look::show`], each character with the number of the one it stands for.
    #[must_use]
    pub fn drawn(&self, text: &str) -> Vec<(char, usize)> {
        let mut out = Vec::with_capacity(text.len());
        let mut chars = text.chars().enumerate().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '\r' => {
                    if chars.peek().is_none_or(|(_, next)| *next != '\n') {
                        out.push(('\n', at));
                    }
                }
                '\t' => out.push((' ', at)),
                // U+FFFD itself is wide in some terminals.
                c if is_hidden(c) || c == '\u{FFFD}' => out.push(('?', at)),
                '“' | '‘' if self.wide => out.push(('「', at)),
                '”' | '’' if self.wide && is_closing(text, at) => out.push(('」', at)),
                '’' if self.wide => out.push(('\'', at)),
                '—' | '–' if self.wide => out.push(('-', at)),
                '·' if self.wide => out.push(('・', at)),
                '…' if self.wide => {
                    out.extend([('.', at); 3]);
                    if chars.peek().is_some_and(|(_, next)| *next == '…') {
                        chars.next();
                    }
                }
                c => out.push((c, at)),
            }
        }
        out
    }

    /// The text on one line of at most `columns`.
    #[must_use]
    pub fn fit(&self, text: &str, columns: usize) -> String {
        let cut = fit(&text.replace('\n', " "), columns);
        if self.wide {
            cut.replace('…', "~")
        } else {
            cut
        }
    }

    /// The lines of a text from outside for a box of `columns`.
    #[must_use]
    pub fn wrap(&self, text: &str, columns: usize) -> Vec<String> {
        wrap(&self.show(text), columns)
    }

    /// The style of a mark.
    #[must_use]
    pub const fn grade_style(&self, grade: Grade) -> Style {
        match grade {
            Grade::Good => self.theme.good,
            Grade::Middling => self.theme.warn,
            Grade::Bad => self.theme.bad,
        }
    }

    /// A bar of `columns` for a value of 0–100: something is filled for any value above 0, all only for 100.
    #[must_use]
    pub fn bar(&self, value: u8, columns: usize, style: Style) -> [Span<'static>; 2] {
        let value = usize::from(value.min(100));
        let filled = match value {
            0 => 0,
            100 => columns,
            _ => (value * columns / 100).max(1),
        }
        .min(columns);
        [
            Span::styled(self.glyphs.bar.repeat(filled), style),
            Span::styled(
                self.glyphs.bar_rest.repeat(columns - filled),
                self.theme.bar_rest,
            ),
        ]
    }

    /// A mark as its sign and its number, four columns of number.
    #[must_use]
    pub fn mark(&self, mark: Mark) -> Span<'static> {
        let grade = Grade::of(mark);
        Span::styled(
            format!("{} {:>3}", self.glyphs.grade(grade), mark.value()),
            self.grade_style(grade),
        )
    }

    /// Five places of which `level` are filled.
    #[must_use]
    pub fn level(&self, level: u8) -> String {
        let level = usize::from(level.min(5));
        self.glyphs.level.repeat(level) + &self.glyphs.level_rest.repeat(5 - level)
    }

    /// Actions in a row.
    #[must_use]
    pub fn actions(&self, actions: &[Action]) -> String {
        let names: Vec<String> = actions
            .iter()
            .map(|action| self.texts.action(*action))
            .collect();
        names.join(&self.texts.get("list-comma"))
    }

    /// A face of plain characters, and the same in a word.
    #[must_use]
    pub fn face(&self, mood: Mood) -> (&'static str, String) {
        let (face, key) = match mood {
            _ if mood.get(Feeling::Anger) >= 65 => (">_<", "face-angry"),
            _ if mood.get(Feeling::Worry) >= 60 => ("o_o", "face-worried"),
            _ if mood.get(Feeling::Confusion) >= 60 => ("?_?", "face-lost"),
            _ if mood.get(Feeling::Anger) >= 40 => ("-_-", "face-cross"),
            _ if mood.get(Feeling::Trust) >= 60 => ("^_^", "face-content"),
            _ => ("._.", "face-calm"),
        };
        (face, self.texts.get(key))
    }
}

/// Whether the mark at `at` closes a quotation rather than standing within an English word.
fn is_closing(text: &str, at: usize) -> bool {
    !text
        .chars()
        .nth(at + 1)
        .is_some_and(|next| next.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(wide: bool) -> Look {
        Look::new(Language::Zh, ThemeName::Mono, GlyphSet::Rich, wide)
    }

    #[test]
    fn doubtful_marks_are_replaced_only_where_they_are_wide() {
        let text = "他说“慢慢来……”——don’t·";
        assert_eq!(look(false).show(text), text);
        assert_eq!(look(true).show(text), "他说「慢慢来...」--don't・");
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_drawn() {
        assert_eq!(
            look(false).show("好\u{1b}[31m\r\n您\u{202e}"),
            "好?[31m\n您?"
        );
    }

    #[test]
    fn a_bar_is_empty_only_for_nothing_and_full_only_for_all() {
        let look = look(true);
        for (value, bar) in [
            (0, "...."),
            (1, "#..."),
            (50, "##.."),
            (99, "###."),
            (100, "####"),
        ] {
            let [full, rest] = look.bar(value, 4, Style::new());
            assert_eq!(format!("{}{}", full.content, rest.content), bar, "{value}");
        }
    }
}
