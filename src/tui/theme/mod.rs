//! Colours and modifiers by what they mean. The only file that names a colour; nothing may be told by colour alone.

mod palette;

use ratatui::style::{Color, Modifier, Style};

pub use palette::Depth;
use palette::Palette;

/// A set of styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeName {
    /// Sixteen colours, which the user's terminal defines.
    #[default]
    Sixteen,
    /// Light on dark, in colours of our own.
    Dark(Depth),
    /// Dark on light, in colours of our own.
    Light(Depth),
    /// White on black with bright colours.
    HighContrast,
    /// No colour: bold, reverse, underline.
    Mono,
}

impl ThemeName {
    /// Its name in the config file, on the command line and on the screen.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sixteen => "default",
            Self::Dark(_) => "dark",
            Self::Light(_) => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
        }
    }

    /// Every theme a terminal can show that draws so many colours; `None` is sixteen.
    #[must_use]
    pub fn shown_in(depth: Option<Depth>) -> Vec<Self> {
        let own = depth.map(|depth| [Self::Dark(depth), Self::Light(depth)]);
        let mut all = vec![Self::Sixteen];
        all.extend(own.into_iter().flatten());
        all.extend([Self::HighContrast, Self::Mono]);
        all
    }
}

/// Styles by role.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Everything that has no other role; also the background.
    pub base: Style,
    /// Headings.
    pub title: Style,
    /// What matters less.
    pub dim: Style,
    /// The customer's name.
    pub customer: Style,
    /// The trainee's name.
    pub trainee: Style,
    /// A good mark.
    pub good: Style,
    /// A middling mark.
    pub warn: Style,
    /// A bad mark.
    pub bad: Style,
    /// A red line.
    pub alert: Style,
    /// What the keys would act on.
    pub selected: Style,
    /// Borders.
    pub border: Style,
    /// The border of what has the keys.
    pub focus: Style,
    /// The filled part of a mood's bar.
    pub bar: Style,
    /// The rest of any bar.
    pub bar_rest: Style,
    /// A key in a hint.
    pub key: Style,
    /// A chosen action.
    pub chip: Style,
    /// Words that raised a mark.
    pub raises: Style,
    /// Words that lowered a mark.
    pub lowers: Style,
}

impl Theme {
    /// The styles of a set.
    #[must_use]
    pub fn of(name: ThemeName) -> Self {
        match name {
            ThemeName::Sixteen => Self::sixteen(),
            ThemeName::Dark(depth) => Self::of_palette(Palette::dark(depth)),
            ThemeName::Light(depth) => Self::of_palette(Palette::light(depth)),
            ThemeName::HighContrast => Self::high_contrast(),
            ThemeName::Mono => Self::mono(),
        }
    }

    /// Blue and yellow rather than green and red, no background of our own, so that it holds on dark and on light.
    fn sixteen() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            base: plain,
            title: bold,
            dim: plain.add_modifier(Modifier::DIM),
            customer: bold.fg(Color::Magenta),
            trainee: bold.fg(Color::Blue),
            good: bold.fg(Color::Blue),
            warn: bold.fg(Color::Yellow),
            bad: bold.fg(Color::Red),
            alert: bold.fg(Color::Red).add_modifier(Modifier::REVERSED),
            selected: plain.add_modifier(Modifier::REVERSED),
            border: plain.add_modifier(Modifier::DIM),
            focus: plain.fg(Color::Blue),
            bar: plain.fg(Color::Cyan),
            bar_rest: plain.add_modifier(Modifier::DIM),
            key: bold.fg(Color::Cyan),
            chip: bold.fg(Color::Cyan),
            raises: plain.fg(Color::Blue).add_modifier(Modifier::UNDERLINED),
            lowers: plain.fg(Color::Yellow).add_modifier(Modifier::REVERSED),
        }
    }

    /// The same for a room: what is dim on a desk can't be seen from its back.
    #[must_use]
    pub const fn for_a_room(mut self) -> Self {
        self.dim = self.base;
        self.border = self.base;
        self
    }

    fn of_palette(palette: Palette) -> Self {
        let plain = Style::new().fg(palette.text).bg(palette.ground);
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            base: plain,
            title: bold,
            dim: plain.fg(palette.dim),
            customer: bold.fg(palette.customer),
            trainee: bold.fg(palette.trainee),
            good: bold.fg(palette.good),
            warn: bold.fg(palette.warn),
            bad: bold.fg(palette.bad),
            alert: bold.fg(palette.ground).bg(palette.bad),
            selected: bold.bg(palette.chosen),
            border: plain.fg(palette.border),
            focus: plain.fg(palette.trainee),
            bar: plain.fg(palette.bar),
            bar_rest: plain.fg(palette.rest),
            key: bold.fg(palette.bar),
            chip: bold.fg(palette.bar),
            raises: plain.fg(palette.good).add_modifier(Modifier::UNDERLINED),
            lowers: bold.fg(palette.ground).bg(palette.warn),
        }
    }

    fn high_contrast() -> Self {
        let plain = Style::new().fg(Color::White).bg(Color::Black);
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            base: plain,
            title: bold,
            dim: plain,
            customer: bold.fg(Color::LightMagenta),
            trainee: bold.fg(Color::LightCyan),
            good: bold.fg(Color::LightCyan),
            warn: bold.fg(Color::LightYellow),
            bad: bold.fg(Color::LightRed),
            alert: bold.fg(Color::Black).bg(Color::LightYellow),
            selected: bold.fg(Color::Black).bg(Color::White),
            border: plain,
            focus: bold.fg(Color::LightCyan),
            bar: plain.fg(Color::LightCyan),
            bar_rest: plain,
            key: bold.fg(Color::LightYellow),
            chip: bold.fg(Color::LightCyan),
            raises: bold.fg(Color::LightCyan).add_modifier(Modifier::UNDERLINED),
            lowers: bold.fg(Color::Black).bg(Color::LightYellow),
        }
    }

    fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        Self {
            base: plain,
            title: bold,
            dim: plain,
            customer: bold,
            trainee: bold.add_modifier(Modifier::UNDERLINED),
            good: bold,
            warn: bold,
            bad: bold,
            alert: reversed.add_modifier(Modifier::BOLD),
            selected: reversed,
            border: plain,
            focus: bold,
            bar: plain,
            bar_rest: plain,
            key: bold,
            chip: bold,
            raises: plain.add_modifier(Modifier::UNDERLINED),
            lowers: reversed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All styles of a theme, through its debug form, so that none is forgotten.
    #[test]
    fn mono_has_no_colour_and_still_shows_what_is_selected() {
        let theme = Theme::of(ThemeName::Mono);
        let all = format!("{theme:?}");
        assert!(!all.contains("fg") && !all.contains("bg"), "{all}");
        assert!(theme.selected.add_modifier.contains(Modifier::REVERSED));
        assert_ne!(theme.raises, theme.lowers);
    }
}
