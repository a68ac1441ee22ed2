//! A central store through the commands that people type: bundles out of a place, into SQLite and, where it can be started,
//! PostgreSQL; one suite for both. With PostgreSQL only under `--features central`, which `.ci/run` builds too.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test makes the files it looks at, may fail anywhere, and says what it skipped"
)]

mod bundles;
mod calls;
mod classes;
#[cfg(all(feature = "central", unix))]
mod cluster;
mod conformance;
mod erasing;
#[cfg(unix)]
mod killed;
mod made;
#[cfg(all(feature = "central", unix))]
mod on_postgres;
mod on_sqlite;
mod rulings;
#[cfg(unix)]
mod signatures;
