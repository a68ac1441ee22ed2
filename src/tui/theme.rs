//! Colours and modifiers by what they mean. The only file that names a colour.

/// A set of styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeName {
    /// Sixteen colours, which the user's terminal defines.
    #[default]
    Sixteen,
    /// White on black with bright colours.
    HighContrast,
    /// No colour: bold, reverse, underline.
    Mono,
}
