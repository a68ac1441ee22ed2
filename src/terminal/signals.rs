//! Signals as values. Must not act on them.

use std::io::Result;

/// What somebody outside asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Leave now, keeping what can be kept (SIGTERM, SIGHUP).
    Leave,
    /// As Ctrl-C (SIGINT).
    Interrupt,
}

/// Catches signals from now on and gives each to `heard`, from a thread of its own that sleeps in between: whoever waits for
/// something else need not wake up to look for them.
pub fn catch(heard: impl Fn(Signal) + Send + 'static) -> Result<()> {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
        std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                for signal in signals.forever() {
                    heard(if signal == SIGINT {
                        Signal::Interrupt
                    } else {
                        Signal::Leave
                    });
                }
            })?;
    }
    #[cfg(not(unix))]
    drop(heard);
    Ok(())
}
