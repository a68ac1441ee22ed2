//! The scenarios embedded in the program. Must not read files.

/// One embedded scenario with its replay, as YAML.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// The scenario's id.
    pub id: &'static str,
    /// The scenario file.
    pub scenario: &'static str,
    /// The replay file, if it has one.
    pub replay: Option<&'static str>,
}

const EMBEDDED: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// The library of scenarios.
#[derive(Debug, Clone)]
pub struct Library;

impl Library {
    /// The embedded files, sorted by id.
    #[must_use]
    pub const fn embedded() -> &'static [Embedded] {
        EMBEDDED
    }
}
