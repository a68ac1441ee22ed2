//! The exit codes, which scripts rely on. Must not grow: a new code is a new contract.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: fine.
    Fine,
    /// 1: something fell short: lint errors, failed expectations, agreement below a demanded floor.
    FellShort,
    /// 2: the command line makes no sense.
    Usage,
    /// 3: an input could not be read or parsed.
    Unreadable,
    /// 4: the machine failed: disk, database, terminal.
    Machine,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::FellShort => 1,
            Exit::Usage => 2,
            Exit::Unreadable => 3,
            Exit::Machine => 4,
        })
    }
}
