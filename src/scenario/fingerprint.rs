//! A short name for exactly one text, so that a result says which edition of a scenario it comes from. Must not depend on
//! anything but the text.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The first twelve hexadecimal digits of the text's SHA-256, line ends taken as line feeds: a copy that went through a
/// Windows editor is the same edition.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    Sha256::digest(text.as_bytes())
        .iter()
        .take(6)
        .fold(String::new(), |mut out, byte| {
            // Writing to a String can't fail.
            let _ = write!(out, "{byte:02x}");
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_written_counts() {
        assert_eq!(fingerprint("a\nb"), fingerprint("\u{feff}a\r\nb"));
        assert_ne!(fingerprint("a\nb"), fingerprint("a\nc"));
        assert_eq!(fingerprint(""), "e3b0c44298fc");
    }
}
