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
use keys::{Arrived, Keys};
use modes::Modes;
pub use modes::{restore_on_panic, widths};
use signals::Signal;

/// The largest screen drawn. The size comes from the other end of the line, which may claim 65,535 × 65,535.
const LARGEST: (u16, u16) = (500, 200);
/// The clock of the interface: it is told of no shorter time unless it asks for one.
const TICK: Duration = Duration::from_secs(1);

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

/// Runs `app` in the terminal until it wants to leave; `carry_out` does what it asks of the world. `refresh` tells the interface
/// what has changed around it: after every input, and `every` so long besides. Where nothing happens, nothing is done.
///
/// # Errors
/// When the terminal fails or an effect can't be carried out. The terminal is as it was in every case.
pub fn run<A: Interface>(
    mut app: A,
    mouse: bool,
    mut carry_out: impl FnMut(Effect) -> Result<()>,
    every: Option<Duration>,
    mut refresh: impl FnMut(&mut A) -> Vec<Effect>,
) -> Result<()> {
    let (keys, reader) = Keys::listen().context("cannot listen for signals")?;
    let mut modes = Modes::enter(mouse).context("cannot set the terminal up")?;
    let mut screen = open_screen()?;
    reader.read().context("cannot read from the terminal")?;
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
        &keys,
        &mut carry_out,
        (every, &mut refresh),
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
    keys: &Keys,
    carry_out: &mut impl FnMut(Effect) -> Result<()>,
    (every, refresh): (Option<Duration>, &mut impl FnMut(&mut A) -> Vec<Effect>),
) -> Result<()> {
    let mut last_tick = Instant::now();
    let mut last_refresh: Option<Instant> = None;
    draw(app, screen)?;
    let mut arrived = Arrived::default();
    loop {
        let mut effects = Vec::new();
        match arrived.signal {
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
        if let Some(error) = arrived.over {
            return Err(error).context("cannot read from the terminal");
        }
        // An interface that shows no clock need not be painted for a tick: only what changed is drawn.
        let mut changed = !effects.is_empty() || !arrived.inputs.is_empty();
        // Time first: what is typed now was typed after it.
        let passed = last_tick.elapsed();
        if passed >= app.due().unwrap_or(TICK).min(TICK) {
            last_tick = Instant::now();
            let more = app.handle(Input::Tick(passed));
            changed |= !more.is_empty();
            effects.extend(more);
        }
        for input in arrived.inputs {
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
        for effect in effects {
            if obey(effect, app, screen, modes, carry_out)? {
                return Ok(());
            }
        }
        // Last, so that a wish which could not be carried out is told at once.
        if every.is_none_or(|every| last_refresh.is_none_or(|last| last.elapsed() >= every)) {
            last_refresh = Some(Instant::now());
            let more = refresh(app);
            changed |= !more.is_empty();
            for effect in more {
                if obey(effect, app, screen, modes, carry_out)? {
                    return Ok(());
                }
            }
        }
        if changed {
            draw(app, screen)?;
        }
        let left = |time: Option<Duration>, since: Instant| {
            time.map(|time| time.saturating_sub(since.elapsed()))
        };
        let last_refresh = last_refresh.unwrap_or(last_tick);
        let patience = [left(app.due(), last_tick), left(every, last_refresh)];
        arrived = keys.wait(patience.into_iter().flatten().min());
    }
}

/// Does what one effect asks; returns whether it is to leave.
fn obey<A: Interface>(
    effect: Effect,
    app: &mut A,
    screen: &mut Screen,
    modes: &mut Modes,
    carry_out: &mut impl FnMut(Effect) -> Result<()>,
) -> Result<bool> {
    match effect {
        Effect::Quit => return Ok(true),
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
    Ok(false)
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
