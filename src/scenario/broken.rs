//! Why a text is no YAML, in sentences for authors. Must not know the parser but by its sentences.

use super::tree::Place;

/// Why a text is no tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Where the reader stopped.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub fix: String,
}

/// What is far beyond any scenario.
pub(super) fn too_much(place: Place) -> Broken {
    Broken {
        place,
        message: "the file is nested more deeply, has more values or uses more aliases than any scenario".to_owned(),
        fix: "write a scenario with at most 32 levels and 20,000 values, and without aliases of aliases".to_owned(),
    }
}

/// Sentences of the parser that say little to an author, by a piece of them, with better ones.
const SYNTAX: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "a `: ` where no key can stand",
        "put text that contains `: ` in quotes, and check that the line is indented like those around it",
    ),
    (
        "tabs disallowed",
        "a tab in the indentation",
        "indent with spaces",
    ),
    (
        "unclosed bracket",
        "this bracket is never closed",
        "close it with `]` or `}`",
    ),
    (
        "unclosed quote",
        "this quotation mark is never closed",
        "close the text with the same mark",
    ),
    (
        "misplaced bracket",
        "a closing bracket that was not opened",
        "take it out, or put the text in quotes",
    ),
    (
        "did not find expected ',' or",
        "a `,` or a closing bracket is missing before this",
        "close the bracket, or put text that contains `,` or `: ` in quotes",
    ),
    (
        "unknown escape",
        "`\\` with a letter that means nothing in a text in double quotes",
        "write `\\\\` for a backslash, or use single quotes",
    ),
    (
        "expected '-' indicator",
        "a list goes on as something else here",
        "begin the line with `- `, or indent it differently",
    ),
    (
        "did not find expected key",
        "this line does not go on with what stands above it",
        "indent it like the keys beside it, and begin it with `key: `",
    ),
    (
        "simple key expected",
        "no `: ` stands behind this",
        "write a colon and a space behind a key: `level: 1`; text of several lines needs `|` or quotes",
    ),
    (
        "illegal placement of ':'",
        "a `:` where no key can stand",
        "close the bracket or the quotation mark above, or put text that contains `: ` in quotes",
    ),
    (
        "only valid inside a block",
        "a list can't begin here",
        "close the bracket above, or put text that begins with `- ` in quotes",
    ),
    (
        "invalid trailing content",
        "more stands behind a text that has ended",
        "put the whole text in quotes once; inside double ones write `\\\"`",
    ),
    (
        "a BOM must not appear",
        "an invisible character (a byte-order mark) stands inside the file",
        "delete the line's first character, or type the line again",
    ),
    (
        "recursion limit",
        "brackets are nested more deeply than in any scenario",
        "write at most 32 levels",
    ),
    (
        "unexpected character",
        "a character that can't stand here unquoted",
        "put the text in quotes; take control characters out",
    ),
];

/// The parser's `message` in our words, if we have some for it.
pub(super) fn syntax(place: Place, message: &str) -> Broken {
    for (piece, ours, fix) in SYNTAX {
        if message.contains(piece) {
            return Broken {
                place,
                message: (*ours).to_owned(),
                fix: (*fix).to_owned(),
            };
        }
    }
    let message = message
        .split(" at line ")
        .next()
        .unwrap_or(message)
        .to_owned();
    Broken {
        place,
        message,
        fix: "write it as YAML; text with marks in it is safest in double quotes".to_owned(),
    }
}
