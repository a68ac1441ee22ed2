//! Takes out of outside text whatever a terminal would obey instead of showing: control characters, escape sequences' first
//! bytes, direction overrides. Must be called on every text that did not come from this program's own files.

/// Whether a terminal would not show `c` but obey it, or show the text around it in another order.
#[must_use]
pub const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The text with hidden characters replaced by `\u{FFFD}`, so that one sees that something was there. Line feeds stay, a tab
/// becomes a space, `\r\n` and `\r` become a line feed.
#[must_use]
pub fn sanitize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\t' => out.push(' '),
            c if is_hidden(c) => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// As [`sanitize`], on one line: line feeds become spaces.
#[must_use]
pub fn sanitize_line(text: &str) -> String {
    sanitize(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_terminal_obeys_gets_through() {
        assert_eq!(
            sanitize("\u{1b}[31m红\u{7}\u{9b}2J"),
            "\u{FFFD}[31m红\u{FFFD}\u{FFFD}2J"
        );
        assert_eq!(sanitize("一\r\n二\r三\t四"), "一\n二\n三 四");
        assert_eq!(sanitize_line("a\nb\u{202E}c"), "a b\u{FFFD}c");
        assert_eq!(sanitize("您好,OK。"), "您好,OK。");
    }
}
