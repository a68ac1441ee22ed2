//! The real terminal: raw mode and back, the key stream, signals, the drawing loop. The only room that knows crossterm's
//! input; it must not decide anything about encounters or screens.

mod keys;
mod modes;
mod signals;

use std::io::{Write, stdout};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::tui::{Effect, Input, Interface};
use keys::Keys;
use modes::Modes;
pub use modes::{restore_on_panic, widths};
use signals::{Signal, Signals};

/// The largest screen drawn. The size comes from the other end of the line, which may claim 65,535 × 65,535.
const LARGEST: (u16, u16) = (500, 200);
/// How long a signal may wait to be seen; waking this seldom costs no measurable time.
const LOOK_FOR_SIGNALS: Duration = Duration::from_millis(250);
/// The clock of the interface.
const TICK: Duration = Duration::from_secs(1);

/// How often the interface is told what has changed around it: an author sees a change within a second, a class what its
/// trainer wants.
const REFRESH: Duration = Duration::from_millis(250);

type Screen = Terminal<CrosstermBackend<std::io::Stdout>>;

/// The size of the terminal, held to what is drawn.
///
/// # Errors
/// When the terminal does not say.
pub fn size() -> Result<(u16, u16)> {
    let (columns, rows) =
        crossterm::terminal::size().context("cannot ask the terminal for its size")?;
    Ok(clamped(columns, rows))
}

fn clamped(columns: u16, rows: u16) -> (u16, u16) {
    (columns.clamp(1, LARGEST.0), rows.clamp(1, LARGEST.1))
}

/// Runs `app` in the terminal until it wants to leave; `carry_out` does what it asks of the world. `refresh` is called four
/// times a second, to tell the interface what has changed around it.
///
/// # Errors
/// When the terminal fails or an effect can't be carried out. The terminal is as it was in every case.
pub fn run<A: Interface>(
    mut app: A,
    mouse: bool,
    mut carry_out: impl FnMut(Effect) -> Result<()>,
    mut refresh: impl FnMut(&mut A) -> Vec<Effect>,
) -> Result<()> {
    let signals = Signals::catch().context("cannot listen for signals")?;
    let mut modes = Modes::enter(mouse).context("cannot set the terminal up")?;
    let mut screen = open_screen()?;
    let keys = Keys::listen().context("cannot read from the terminal")?;
    // The window may have got its size since the interface was made, before anybody listened for that.
    let (columns, rows) = size()?;
    screen
        .resize(Rect::new(0, 0, columns, rows))
        .context("cannot resize the screen")?;
    let _ = app.handle(Input::Resize { columns, rows });
    let result = serve(
        &mut app,
        &mut screen,
        &mut modes,
        (&keys, &signals),
        &mut carry_out,
        &mut refresh,
    );
    drop(modes);
    result
}

fn open_screen() -> Result<Screen> {
    let (columns, rows) = size()?;
    let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
    Terminal::with_options(
        CrosstermBackend::new(stdout()),
        TerminalOptions { viewport },
    )
    .context("cannot open the screen")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the loop passes time on to the interface"
)]
fn serve<A: Interface>(
    app: &mut A,
    screen: &mut Screen,
    modes: &mut Modes,
    (keys, signals): (&Keys, &Signals),
    carry_out: &mut impl FnMut(Effect) -> Result<()>,
    refresh: &mut impl FnMut(&mut A) -> Vec<Effect>,
) -> Result<()> {
    let mut last_tick = Instant::now();
    let mut last_refresh = Instant::now();
    draw(app, screen)?;
    loop {
        let arrived = keys.wait(LOOK_FOR_SIGNALS);
        let mut effects = Vec::new();
        match signals.take() {
            Some(Signal::Leave) => {
                for effect in app.leave() {
                    carry_out(effect)?;
                }
                return Ok(());
            }
            Some(Signal::Interrupt) => effects.extend(app.handle(Input::Interrupt)),
            None => {}
        }
        // A terminal that has gone away is heard of by signal first: what can be kept is kept.
        let inputs = arrived.context("cannot read from the terminal")?;
        // An interface that shows no clock need not be painted for a tick: only what changed is drawn.
        let mut changed = !effects.is_empty() || !inputs.is_empty();
        for input in inputs {
            if let Input::Resize { columns, rows } = input {
                let (columns, rows) = clamped(columns, rows);
                screen
                    .resize(Rect::new(0, 0, columns, rows))
                    .context("cannot resize the screen")?;
                effects.extend(app.handle(Input::Resize { columns, rows }));
            } else {
                effects.extend(app.handle(input));
            }
        }
        let passed = last_tick.elapsed();
        if passed >= TICK {
            last_tick = Instant::now();
            let more = app.handle(Input::Tick(passed));
            changed |= !more.is_empty();
            effects.extend(more);
        }
        if last_refresh.elapsed() >= REFRESH {
            last_refresh = Instant::now();
            let more = refresh(app);
            changed |= !more.is_empty();
            effects.extend(more);
        }
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(()),
                Effect::Redraw => wipe(screen)?,
                Effect::Suspend => {
                    modes.suspend().context("cannot stop and come back")?;
                    *screen = open_screen()?;
                    wipe(screen)?;
                    let (columns, rows) = size()?;
                    let _ = app.handle(Input::Resize { columns, rows });
                }
                other => carry_out(other)?,
            }
        }
        if changed {
            draw(app, screen)?;
        }
    }
}

/// Clears the terminal. `Terminal::clear` would ask the terminal where its cursor is, and wait for the answer.
fn wipe(screen: &mut Screen) -> Result<()> {
    let (columns, rows) = size()?;
    screen
        .resize(Rect::new(0, 0, columns, rows))
        .context("cannot clear the screen")
}

/// Paints one frame, shown at once where the terminal can: the cursor's last move is part of it, since input methods follow
/// the cursor.
fn draw(app: &impl Interface, screen: &mut Screen) -> Result<()> {
    queue!(stdout(), BeginSynchronizedUpdate).context("cannot write to the terminal")?;
    screen
        .draw(|frame| app.draw(frame))
        .context("cannot draw")?;
    execute!(stdout(), EndSynchronizedUpdate).context("cannot write to the terminal")?;
    stdout().flush().context("cannot write to the terminal")
}
