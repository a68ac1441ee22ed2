//! The name of a central store as one types it. Must not open anything.

use std::path::PathBuf;

use super::CentralError;
use crate::text::sanitize_line;

/// Where a central store is.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL, by its URL.
    Postgres(String),
}

impl StoreUrl {
    /// Reads it: `postgres://…`, `sqlite:PATH`, or a path.
    ///
    /// # Errors
    /// When it is empty or names another kind of store.
    pub fn read(text: &str) -> Result<Self, CentralError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        let reason = if path.is_empty() {
            "it is empty"
        } else if path.contains("://") {
            "such stores are not known"
        } else {
            return Ok(Self::Sqlite(path.into()));
        };
        Err(CentralError::Url {
            url: without_password(text),
            reason: reason.to_owned(),
        })
    }
}

/// Never with a password, whoever prints it.
impl std::fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => path.fmt(f),
            Self::Postgres(url) => f.write_str(&without_password(url)),
        }
    }
}

/// The URL without what stands for a password in it, nor what follows its path; fit for a terminal.
pub(super) fn without_password(url: &str) -> String {
    let url = sanitize_line(url.split('?').next().unwrap_or_default());
    let Some((scheme, rest)) = url.split_once("://") else {
        return url;
    };
    // The last one: a password may hold an @ that nobody has escaped.
    match rest.rsplit_once('@') {
        Some((account, host)) => {
            let user = account.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}@{host}")
        }
        None => url,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stores_are_told_apart_and_passwords_never_shown() {
        let read = |text| StoreUrl::read(text).unwrap();
        assert_eq!(read("a/b.db"), StoreUrl::Sqlite("a/b.db".into()));
        assert_eq!(read("sqlite:b.db"), StoreUrl::Sqlite("b.db".into()));
        let secret = "postgres://coach:s3c@ret@db.bank/coach?password=s3cret";
        assert_eq!(
            format!("{:?}", read(secret)),
            "postgres://coach@db.bank/coach"
        );
        for bad in ["", "sqlite:", "mysql://u:s3cret@h/d"] {
            let error = StoreUrl::read(bad).unwrap_err().to_string();
            assert!(!error.contains("s3cret"), "{error}");
        }
    }
}
