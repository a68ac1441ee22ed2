//! What the trainee types in plain mode: a reply, or a command that begins with a slash. Must not answer.

use std::io::BufRead;

use anyhow::{Context, Result};

use crate::text::sanitize;

/// What a line asks for.
pub(super) enum Line {
    Reply(String),
    Act(Vec<String>),
    Hint,
    Good,
    Retry,
    Disagree(String),
    Language,
    Help,
    Quit,
    End,
}

/// One line of the trainee's. A `\` at its end goes on with the next line; a line that begins with `/` is a command.
pub(super) fn read_line(input: &mut impl BufRead) -> Result<Line> {
    let mut whole = String::new();
    loop {
        let mut bytes = Vec::new();
        let read = input.read_until(b'\n', &mut bytes).context("cannot read")?;
        if read == 0 {
            return Ok(if whole.is_empty() {
                Line::End
            } else {
                Line::Reply(whole)
            });
        }
        let text = String::from_utf8_lossy(&bytes);
        let line = text.trim_end_matches(['\n', '\r']);
        match line.strip_suffix('\\') {
            Some(more) => {
                whole.push_str(more);
                whole.push('\n');
            }
            None => {
                whole.push_str(line);
                break;
            }
        }
    }
    // An input method may leave the slash full-width.
    let Some(command) = whole.strip_prefix('/').or_else(|| whole.strip_prefix('／')) else {
        return Ok(Line::Reply(sanitize(&whole)));
    };
    let mut words = command.split_whitespace();
    Ok(match words.next().unwrap_or_default() {
        "quit" | "q" => Line::Quit,
        "hint" => Line::Hint,
        "good" => Line::Good,
        "retry" | "r" => Line::Retry,
        "disagree" => Line::Disagree(sanitize(&words.collect::<Vec<_>>().join(" "))),
        "lang" => Line::Language,
        "do" => Line::Act(words.map(str::to_owned).collect()),
        _ => Line::Help,
    })
}
