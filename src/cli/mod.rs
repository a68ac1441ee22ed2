//! One file per subcommand; exit codes; the only place that prints.

pub mod agreement;
pub mod fit;
pub mod gold;
pub mod score;
