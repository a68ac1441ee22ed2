//! Environment, clock, seed, paths and what kind of stream we write to: read here once and passed on as values. Nobody else
//! asks.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use etcetera::BaseStrategy;

use crate::domain::Language;
use crate::i18n::Texts;
use crate::text::sanitize_line;
use crate::tui::Depth;

/// The world around the program.
#[derive(Debug, Clone)]
pub(super) struct World {
    /// The language the locale asks for.
    pub language: Language,
    /// `NO_COLOR` is set.
    pub no_color: bool,
    /// What the locale is called; empty where none is set.
    pub locale: String,
    /// What the terminal is called; empty where it has no name.
    pub term: String,
    /// How many colours the terminal says it draws beyond sixteen.
    pub depth: Option<Depth>,
    /// `TERM` says that the terminal can't place a cursor.
    pub dumb: bool,
    /// Both ends are a terminal.
    pub interactive: bool,
    /// A test wants to see a panic.
    pub fault: bool,
    /// Where the user's settings are kept; `None` where the system does not say.
    pub config: Option<PathBuf>,
    /// Where the user's data is kept; `None` where the system does not say.
    pub data: Option<PathBuf>,
}

impl World {
    /// Looks around.
    pub(super) fn look() -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(variable)
            .unwrap_or_default();
        let base = etcetera::choose_base_strategy().ok();
        Self {
            language: Language::from_locale(&locale),
            locale,
            term: variable("TERM").unwrap_or_default(),
            no_color: variable("NO_COLOR").is_some(),
            depth: depth(),
            dumb: variable("TERM").is_some_and(|term| term == "dumb"),
            fault: variable("TELLER_COACH_PANIC").is_some(),
            interactive: std::io::stdin().is_terminal() && std::io::stdout().is_terminal(),
            config: base
                .as_ref()
                .map(|base| base.config_dir().join("teller-coach")),
            data: base.map(|base| base.data_dir().join("teller-coach")),
        }
    }
}

impl World {
    /// The locale's characters are in a Chinese code other than UTF-8.
    pub(super) fn chinese_code(&self) -> bool {
        let locale = self.locale.to_lowercase();
        ["gbk", "gb18030", "gb2312", "euccn", "euc-cn", "big5"]
            .iter()
            .any(|code| locale.contains(code))
    }

    /// Where the terminal may show our Chinese as something else: what to do, in letters that every code has in common, since
    /// nothing else could be read there.
    pub(super) fn garbled(&self) -> Option<String> {
        self.chinese_code().then(|| {
            let locale = sanitize_line(&self.locale);
            Texts::new(Language::En).with("locale-garbled", &[("locale", locale.into())])
        })
    }
}

/// The password of a central store, by the name that PostgreSQL's own programs know: on a command line everybody would see it.
pub(super) fn store_password() -> Option<String> {
    variable("PGPASSWORD")
}

/// What the terminal says of its colours, by the names that terminals have agreed on.
fn depth() -> Option<Depth> {
    let says = |name: &str, words: &[&str]| {
        variable(name).is_some_and(|value| words.iter().any(|word| value.contains(word)))
    };
    if says("COLORTERM", &["truecolor", "24bit"]) || says("TERM", &["direct"]) {
        return Some(Depth::True);
    }
    says("TERM", &["256color"]).then_some(Depth::Indexed)
}

/// A variable that is set and not empty.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Who we are to a record store, where the environment says it. Not part of [`World`], so that it is printed nowhere.
pub(super) fn record_store_credentials() -> Option<String> {
    variable("TELLER_COACH_LRS_AUTH")
}

/// A seed nobody chose.
pub(super) fn any_seed() -> u64 {
    since_epoch().subsec_nanos().into()
}

/// The time.
pub(super) fn now() -> jiff::Timestamp {
    let since = since_epoch();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
    let nanoseconds = i32::try_from(since.subsec_nanos()).unwrap_or(0);
    jiff::Timestamp::new(seconds, nanoseconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the clock"
)]
fn since_epoch() -> std::time::Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

/// Where this machine is, as far as days go.
pub(super) fn zone() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::try_system().unwrap_or(jiff::tz::TimeZone::UTC)
}

/// The day where this machine is.
pub(super) fn today() -> jiff::civil::Date {
    zone().to_datetime(now()).date()
}
