//! The terminal's modes: entered together, left together, also after a panic or a stop. Must not read input.

use std::io::{Result, Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::{Print, ResetColor, force_color_output};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, SetTitle, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{execute, queue};

/// Whether the terminal is in our modes, for the panic hook.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Our modes, left when dropped.
pub struct Modes {
    mouse: bool,
}

impl Modes {
    /// Enters them.
    pub fn enter(mouse: bool) -> Result<Self> {
        // crossterm takes bold and reverse away with the colours under NO_COLOR; the theme leaves colours out itself.
        force_color_output(true);
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        let modes = Self { mouse };
        modes.switch_on()?;
        Ok(modes)
    }

    fn switch_on(&self) -> Result<()> {
        let mut out = stdout();
        // The title found is put on the terminal's stack of titles, and taken from there when the modes are left.
        queue!(
            out,
            Print("\x1b[22;0t"),
            SetTitle("teller-coach"),
            EnterAlternateScreen,
            EnableBracketedPaste
        )?;
        if self.mouse {
            queue!(out, EnableMouseCapture)?;
        }
        out.flush()
    }

    /// Stops the program as Ctrl-Z does; comes back when it is woken.
    pub fn suspend(&mut self) -> Result<()> {
        leave();
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        self.switch_on()
    }
}

impl Drop for Modes {
    fn drop(&mut self) {
        leave();
    }
}

/// Leaves our modes, as far as the terminal still listens; does nothing where they were not entered.
fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            stdout(),
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableBracketedPaste,
            ResetColor,
            LeaveAlternateScreen,
            Print("\x1b[23;0t"),
            Show
        );
        let _ = disable_raw_mode();
    }
}

/// From now on a panic first gives the terminal back, then says what happened.
pub fn restore_on_panic() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        leave();
        before(info);
    }));
}

/// How many columns the terminal gives a Chinese character and a quotation mark, found by printing each and asking where the
/// cursor is then. Must not be called while keys are read: an answer would be taken for keys.
///
/// # Errors
/// When the terminal does not answer.
pub fn widths() -> Result<(u16, u16)> {
    enable_raw_mode()?;
    let mut out = stdout();
    let mut width = |text: &str| {
        write!(out, "\r{text}")?;
        out.flush()?;
        let column = crossterm::cursor::position()?.0;
        write!(out, "\r{}\r", " ".repeat(usize::from(column)))?;
        out.flush()?;
        Ok(column)
    };
    let found = width("汉").and_then(|han| width("“").map(|mark| (han, mark)));
    disable_raw_mode()?;
    found
}
