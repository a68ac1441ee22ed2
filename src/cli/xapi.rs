//! How statements name people and what goes along: the flags that `export` and `class report` have in common. Must not make
//! statements.

use super::push::PushArgs;
use crate::report::xapi::{Manner, NOWHERE};

/// Flags of `--format xapi`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct XapiArgs {
    /// Leave out what people typed; marks and results alone go along
    #[arg(long)]
    no_words: bool,
    /// Whose accounts the names are, such as the address of the staff directory
    #[arg(long, value_name = "URL", value_parser = home_page)]
    home_page: Option<String>,
    #[command(flatten)]
    pub push: PushArgs,
}

impl XapiArgs {
    /// The manner these ask for; `names` whether people are called by name.
    pub(super) fn manner(&self, names: bool) -> Manner {
        Manner {
            home_page: self.home_page.clone().unwrap_or_else(|| NOWHERE.to_owned()),
            words: !self.no_words,
            names,
        }
    }

    /// The first flag given that means nothing with another format.
    pub(super) const fn alien(&self) -> Option<&'static str> {
        if self.push.push.is_some() {
            Some("--push")
        } else if self.no_words {
            Some("--no-words")
        } else if self.home_page.is_some() {
            Some("--home-page")
        } else {
            None
        }
    }
}

/// Says that a flag means nothing with the format chosen.
pub(super) fn only_with_xapi(flag: &str) -> String {
    format!("teller-coach: `{flag}` is only for statements: say `--format xapi`")
}

/// An address that a record store takes for one.
fn home_page(text: &str) -> Result<String, String> {
    let parts = text.parse::<ureq::http::Uri>();
    let whole = parts.is_ok_and(|parts| {
        parts.host().is_some_and(|host| !host.is_empty())
            && matches!(parts.scheme_str(), Some("http" | "https"))
    });
    if whole {
        Ok(text.to_owned())
    } else {
        Err("an address that begins with https:// or http:// is wanted".to_owned())
    }
}
