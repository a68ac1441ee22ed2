//! How far a run is, in one line that is written over itself; only where somebody looks at a terminal. Must not slow the run.

use std::io::{IsTerminal as _, Write};
use std::time::{Duration, Instant};

/// A shorter run is over before anybody could read how far it is.
const AFTER: Duration = Duration::from_millis(300);
/// As often as an eye follows.
const EVERY: Duration = Duration::from_millis(100);
/// How many columns the bar takes.
const COLUMNS: usize = 30;

/// The line.
pub(super) struct Progress {
    all: usize,
    next: Option<Instant>,
    shown: bool,
}

impl Progress {
    /// The line for `all` cases; it is never shown where standard error is no terminal.
    pub(super) fn of(all: usize) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let looked_at = std::io::stderr().is_terminal() && !dumb;
        Self {
            all,
            next: looked_at.then(|| now() + AFTER),
            shown: false,
        }
    }

    /// So many are done.
    pub(super) fn at(&mut self, done: usize, out: &mut dyn Write) {
        let now = now();
        if self.next.is_none_or(|next| now < next) {
            return;
        }
        self.next = Some(now + EVERY);
        self.shown = true;
        // Nothing depends on this line.
        let _ = write!(out, "\r{}", line(done, self.all)).and_then(|()| out.flush());
    }

    /// All are done: the line goes away.
    pub(super) fn over(&self, out: &mut dyn Write) {
        if self.shown {
            let _ = write!(out, "\r\x1b[K").and_then(|()| out.flush());
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the line is drawn as often as an eye follows"
)]
fn now() -> Instant {
    Instant::now()
}

fn line(done: usize, all: usize) -> String {
    let full = (done * COLUMNS)
        .checked_div(all)
        .unwrap_or(COLUMNS)
        .min(COLUMNS);
    format!(
        "[{}{}] {done}/{all}",
        "#".repeat(full),
        ".".repeat(COLUMNS - full)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_as_long_at_every_point() {
        assert_eq!(line(0, 4), format!("[{}] 0/4", ".".repeat(30)));
        assert_eq!(
            line(2, 4),
            format!("[{}{}] 2/4", "#".repeat(15), ".".repeat(15))
        );
        assert_eq!(line(4, 4), format!("[{}] 4/4", "#".repeat(30)));
        assert_eq!(line(0, 0), format!("[{}] 0/0", "#".repeat(30)));
    }
}
