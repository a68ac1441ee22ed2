//! Who we are to a record store: from a variable or from a file that only its owner may read, never from the command line,
//! which others see. Must not show a secret, not even in an error.

use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::PushError;
use crate::cli::{files, world};

/// The variable that is looked at where no file is named.
pub(super) const VARIABLE: &str = "TELLER_COACH_LRS_AUTH";

/// What proves who we are.
pub(super) struct Credentials {
    /// The header.
    pub header: String,
    /// The account; empty where a token alone says it.
    pub account: String,
}

impl Credentials {
    /// Those in `file`, or else in the variable.
    pub(super) fn find(file: Option<&Path>) -> Result<Self, PushError> {
        let (text, place) = match file {
            Some(path) => {
                only_its_owner_reads(path)?;
                let source = files::read(path).map_err(|input| PushError::NoFile {
                    path: input.name,
                    why: input.message,
                })?;
                (source.text, format!("`{}`", path.display()))
            }
            None => {
                let text = world::record_store_credentials().ok_or(PushError::NoCredentials)?;
                (text, VARIABLE.to_owned())
            }
        };
        Self::read(text.trim()).ok_or(PushError::Credentials { place })
    }

    /// `user:password`, `Bearer TOKEN` or `Basic CODE`.
    fn read(text: &str) -> Option<Self> {
        if text.is_empty() || text.chars().any(char::is_control) {
            return None;
        }
        if let Some((scheme, code)) = text.split_once(' ')
            && ["bearer", "basic"].contains(&scheme.to_ascii_lowercase().as_str())
        {
            return (!code.trim().is_empty() && code.is_ascii()).then(|| Self {
                header: text.to_owned(),
                account: String::new(),
            });
        }
        let (account, _) = text.split_once(':')?;
        Some(Self {
            header: format!("Basic {}", BASE64_STANDARD.encode(text)),
            account: account.to_owned(),
        })
    }
}

#[cfg(unix)]
fn only_its_owner_reads(path: &Path) -> Result<(), PushError> {
    use std::os::unix::fs::PermissionsExt as _;
    let path_shown = || path.display().to_string();
    let there = std::fs::metadata(path).map_err(|error| PushError::NoFile {
        path: path_shown(),
        why: error.to_string(),
    })?;
    if there.permissions().mode() & 0o077 == 0 {
        Ok(())
    } else {
        Err(PushError::OthersRead { path: path_shown() })
    }
}

#[cfg(not(unix))]
fn only_its_owner_reads(_: &Path) -> Result<(), PushError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_password_or_a_token() {
        let read = |text: &str| Credentials::read(text).map(|one| (one.header, one.account));
        let basic = ("Basic YW5uOmE6Yg==".to_owned(), "ann".to_owned());
        assert_eq!(read("ann:a:b"), Some(basic));
        let bearer = ("Bearer x.y".to_owned(), String::new());
        assert_eq!(read("Bearer x.y"), Some(bearer));
        for nothing in ["", "ann", "Bearer ", "a:b\nX-Other: c"] {
            assert_eq!(read(nothing), None, "{nothing:?}");
        }
    }
}
