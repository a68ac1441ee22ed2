//! Signals as values. Must not act on them.

use std::io::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What somebody outside asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Leave now, keeping what can be kept (SIGTERM, SIGHUP).
    Leave,
    /// As Ctrl-C (SIGINT).
    Interrupt,
}

/// The signals caught.
pub struct Signals {
    leave: Arc<AtomicBool>,
    interrupt: Arc<AtomicBool>,
}

impl Signals {
    /// Begins to catch them.
    pub fn catch() -> Result<Self> {
        let out = Self {
            leave: Arc::default(),
            interrupt: Arc::default(),
        };
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
            for signal in [SIGTERM, SIGHUP] {
                signal_hook::flag::register(signal, Arc::clone(&out.leave))?;
            }
            signal_hook::flag::register(SIGINT, Arc::clone(&out.interrupt))?;
        }
        Ok(out)
    }

    /// The signal that came since this was last asked.
    pub fn take(&self) -> Option<Signal> {
        if self.leave.swap(false, Ordering::SeqCst) {
            Some(Signal::Leave)
        } else if self.interrupt.swap(false, Ordering::SeqCst) {
            Some(Signal::Interrupt)
        } else {
            None
        }
    }
}
