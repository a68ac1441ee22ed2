//! The binary: hands the arguments to the command line. Must not do anything else.

use std::process::ExitCode;

fn main() -> ExitCode {
    teller_coach::cli::run(std::env::args_os())
}
