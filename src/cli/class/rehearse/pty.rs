//! A program of ours in a pseudo-terminal, with its screen and when something was first seen on it. Must not know what it runs.

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Columns and rows of a trainee's window, and of the console's.
pub(super) const SMALL: (u16, u16) = (80, 24);
pub(super) const LARGE: (u16, u16) = (120, 40);

/// A program in a pseudo-terminal. It is killed when this is dropped.
pub(super) struct Pty {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn std::io::Write + Send>,
    seen: Arc<Mutex<Seen>>,
    /// The terminal lives as long as this.
    _master: Box<dyn MasterPty + Send>,
}

/// The screen, and what is looked for on it.
struct Seen {
    screen: vt100::Parser,
    wanted: Option<String>,
    found: Option<Instant>,
    /// How many of so many have answered, as the screen says it, and when it first said so.
    of: usize,
    counted: Vec<(usize, Instant)>,
}

impl Pty {
    /// Runs this very program with `args`.
    pub(super) fn run(args: &[String], (columns, rows): (u16, u16)) -> Result<Self> {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).map_err(|error| {
            anyhow!(
                "no pseudo-terminal could be opened: {error}; the machine may allow fewer of them"
            )
        })?;
        let program = std::env::current_exe().context("where this program lies is not known")?;
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env("TERM", "xterm-256color");
        let child = pair
            .slave
            .spawn_command(command)
            .map_err(|error| anyhow!("a trainee's terminal could not be started: {error}"))?;
        drop(pair.slave);
        let tell = |error| anyhow!("a pseudo-terminal can't be used: {error}");
        let mut reader = pair.master.try_clone_reader().map_err(tell)?;
        let writer = pair.master.take_writer().map_err(tell)?;
        let of = |size: u16| NonZeroU16::new(size).unwrap_or(NonZeroU16::MIN);
        let seen = Arc::new(Mutex::new(Seen {
            screen: vt100::Parser::new(of(rows), of(columns), 0),
            wanted: None,
            found: None,
            of: 0,
            counted: Vec::new(),
        }));
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                lock(&shared).take(&buffer[..read]);
            }
        });
        Ok(Self {
            child,
            writer,
            seen,
            _master: pair.master,
        })
    }

    /// Writes keys. A terminal that is gone takes none.
    pub(super) fn keys(&mut self, keys: &str) {
        let _ = self.writer.write_all(keys.as_bytes());
        let _ = self.writer.flush();
    }

    /// Whether the screen shows `text` now.
    pub(super) fn shows(&self, text: &str) -> bool {
        lock(&self.seen).screen.screen().contents().contains(text)
    }

    /// Looks out for `text` from now on.
    pub(super) fn look_out(&self, text: &str) {
        let mut seen = lock(&self.seen);
        (seen.wanted, seen.found) = (Some(text.to_owned()), None);
    }

    /// When what is looked out for was first shown.
    pub(super) fn found(&self) -> Option<Instant> {
        lock(&self.seen).found
    }

    /// From now on notes when the screen says `1/of`, `2/of` and so on.
    pub(super) fn count(&self, of: usize) {
        let mut seen = lock(&self.seen);
        (seen.of, seen.counted) = (of, Vec::new());
    }

    /// Which counts were shown, and when first.
    pub(super) fn counted(&self) -> Vec<(usize, Instant)> {
        lock(&self.seen).counted.clone()
    }

    /// Kills the program at once; it can't say goodbye.
    pub(super) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Kilobytes of memory that are its own share; `None` where the system does not say.
    pub(super) fn memory(&self) -> Option<u64> {
        let text = of_process(self.child.process_id()?, "smaps_rollup")?;
        let line = text.lines().find(|line| line.starts_with("Pss:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// Seconds of processor time it has used; `None` where the system does not say.
    pub(super) fn processor(&self) -> Option<f64> {
        // Linux counts these in hundredths of a second on every machine.
        const TICKS: f64 = 100.0;
        let text = of_process(self.child.process_id()?, "stat")?;
        let (_, after_name) = text.rsplit_once(')')?;
        let mut numbers = after_name.split_whitespace().skip(11);
        let user: f64 = numbers.next()?.parse().ok()?;
        let system: f64 = numbers.next()?.parse().ok()?;
        Some((user + system) / TICKS)
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Seen {
    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        if self.wanted.is_none() && self.of == 0 {
            return;
        }
        let contents = self.screen.screen().contents();
        if self
            .wanted
            .as_ref()
            .is_some_and(|one| contents.contains(one))
        {
            (self.wanted, self.found) = (None, Some(now()));
        }
        if self.of > 0 {
            let known = self.counted.last().map_or(0, |(count, _)| *count);
            let after = format!("/{}", self.of);
            let counts = contents.match_indices(&after).filter_map(|(at, _)| {
                let before = &contents[..at];
                let digits = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
                before[digits..].parse::<usize>().ok()
            });
            if let Some(count) = counts
                .max()
                .filter(|count| *count > known && *count <= self.of)
            {
                self.counted.push((count, now()));
            }
        }
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(
    clippy::disallowed_methods,
    reason = "what the system says of a process stands in files"
)]
fn of_process(id: u32, what: &str) -> Option<String> {
    std::fs::read_to_string(format!("/proc/{id}/{what}")).ok()
}

#[expect(
    clippy::disallowed_methods,
    reason = "what a rehearsal measures is time"
)]
pub(super) fn now() -> Instant {
    Instant::now()
}
