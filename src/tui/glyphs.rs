//! The characters that screens are drawn with. The only file that names box drawing, blocks or marks.

/// A set of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GlyphSet {
    /// Box drawing and blocks.
    #[default]
    Rich,
    /// ASCII alone.
    Ascii,
}
