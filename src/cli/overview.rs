//! `report branch`, `person`, `principle`, `agreement`, `due`: what a head office asks of a central store. Must not compute: the store has the
//! sums.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;
use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::practice::Lang;
use super::world::{self, World};
use super::{Exit, Streams, bundle, class};
use crate::domain::BranchId;
use crate::i18n::Texts;
use crate::progress::{Expected, Known, Paged, Source, due_of_roster};
use crate::report::overview::{self, Table};
use crate::store::central::{self, Central, CentralError, DueFor, Intent, Page, Period, StoreUrl};
use crate::text::sanitize_line;

/// Which central store.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct StoreArgs {
    /// The central store: a file, `sqlite:FILE`, or `postgres://USER@HOST/DATABASE` (password in PGPASSWORD)
    #[arg(long, value_name = "URL")]
    store: String,
}

impl StoreArgs {
    pub(super) fn url(&self) -> std::result::Result<StoreUrl, CentralError> {
        StoreUrl::read(&self.store)
    }

    pub(super) fn open(
        &self,
        url: &StoreUrl,
        intent: Intent,
    ) -> std::result::Result<Box<dyn Central>, CentralError> {
        central::open(url, world::store_password().as_deref(), intent)
    }
}

/// Says why a store is not opened, and what that means for the exit code.
pub(super) fn refused(error: CentralError, streams: &mut Streams<'_>) -> Result<Exit> {
    let exit = match error {
        CentralError::Url { .. } | CentralError::Unbuilt => Exit::Usage,
        CentralError::Nothing { .. } => Exit::Unreadable,
        error => return Err(error.into()),
    };
    writeln!(
        streams.err,
        "teller-coach: {}",
        sanitize_line(&error.to_string())
    )?;
    Ok(exit)
}

/// What every report is given.
#[derive(Debug, Clone, clap::Args)]
struct ReportArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Only this branch
    #[arg(long, value_name = "NAME")]
    branch: Option<BranchId>,
    /// The form
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The language; without it the locale's
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns
    Text,
    /// For a spreadsheet
    Csv,
    /// For programs
    Json,
}

#[derive(Debug, Clone, clap::Args)]
struct PageArgs {
    /// Which page, from 1
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,
    /// How many rows a page has
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    per_page: u32,
}

impl PageArgs {
    const fn page(&self) -> Page {
        Page {
            number: self.page,
            rows: self.per_page,
        }
    }
}

#[derive(Debug, Clone, clap::Args)]
struct PeriodArgs {
    /// Only what was practised on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Only what was practised on this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
}

impl PeriodArgs {
    const fn period(&self) -> Period {
        Period {
            since: self.since,
            until: self.until,
        }
    }
}

/// What `report branch` is given.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Branches {
    #[command(flatten)]
    report: ReportArgs,
    #[command(flatten)]
    period: PeriodArgs,
    #[command(flatten)]
    page: PageArgs,
}

/// What `report person` is given.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct People {
    /// Only this one
    #[arg(value_name = "PSEUDONYM")]
    person: Option<Uuid>,
    #[command(flatten)]
    report: ReportArgs,
    #[command(flatten)]
    page: PageArgs,
}

/// What `report principle` is given.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Principles {
    #[command(flatten)]
    report: ReportArgs,
    #[command(flatten)]
    period: PeriodArgs,
}

/// What `report agreement` is given.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Agreement {
    #[command(flatten)]
    report: ReportArgs,
    #[command(flatten)]
    period: PeriodArgs,
}

/// What `report due` is given.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Due {
    #[command(flatten)]
    report: ReportArgs,
    /// What one can be due for
    #[arg(long = "for", value_enum, default_value_t = For::Practice)]
    what: For,
    /// Within how many days it should have happened
    #[arg(long, value_name = "N", default_value_t = 30)]
    days: u16,
    /// As of this day; without it today
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<Date>,
    /// Who should have: a table as CSV with names, and ids and branches where there are any, so that those who never practised are
    /// named too; without it whoever is in the store
    #[arg(long, value_name = "FILE", requires = "salt")]
    roster: Option<PathBuf>,
    /// The file with the bank's secret, by which names and ids are found in the store; as for `export --format bundle`
    #[arg(long, value_name = "FILE", requires = "roster")]
    salt: Option<PathBuf>,
    #[command(flatten)]
    page: PageArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum For {
    /// Practising
    Practice,
    /// Passing an exam or a class
    Pass,
}

/// Writes `report branch`.
pub(super) fn branches(args: &Branches, streams: &mut Streams<'_>) -> Result<Exit> {
    let mut store = match args.report.open() {
        Ok(store) => store,
        Err(error) => return refused(error, streams),
    };
    let (branch, period) = (args.report.branch.as_ref(), args.period.period());
    let page = central::branches(store.as_mut(), branch, period, args.page.page())?;
    args.report.paged(&page, overview::branches, streams)
}

/// Writes `report person`.
pub(super) fn people(args: &People, streams: &mut Streams<'_>) -> Result<Exit> {
    let mut store = match args.report.open() {
        Ok(store) => store,
        Err(error) => return refused(error, streams),
    };
    let branch = args.report.branch.as_ref();
    let page = central::people(store.as_mut(), branch, args.person, args.page.page())?;
    args.report.paged(&page, overview::people, streams)
}

/// Writes `report principle`.
pub(super) fn principles(args: &Principles, streams: &mut Streams<'_>) -> Result<Exit> {
    let mut store = match args.report.open() {
        Ok(store) => store,
        Err(error) => return refused(error, streams),
    };
    let branch = args.report.branch.as_ref();
    let all = central::principles(store.as_mut(), branch, args.period.period())?;
    let text = match args.report.format {
        Format::Text => overview::principles(&all).text(&args.report.texts()),
        Format::Csv => overview::principles(&all).csv(),
        Format::Json => overview::principles_json(&all),
    };
    write!(streams.out, "{text}")?;
    Ok(Exit::Fine)
}

/// Writes `report agreement`.
pub(super) fn agreement(args: &Agreement, streams: &mut Streams<'_>) -> Result<Exit> {
    let mut store = match args.report.open() {
        Ok(store) => store,
        Err(error) => return refused(error, streams),
    };
    let branch = args.report.branch.as_ref();
    let all = central::agreement(store.as_mut(), branch, args.period.period())?;
    let text = match args.report.format {
        Format::Text => {
            let texts = args.report.texts();
            if all.is_empty() {
                texts.get("overview-no-rulings") + "\n"
            } else {
                overview::agreement(&all, Some(&texts)).text(&texts)
            }
        }
        Format::Csv => overview::agreement(&all, None).csv(),
        Format::Json => overview::agreement_json(&all),
    };
    write!(streams.out, "{text}")?;
    Ok(Exit::Fine)
}

/// Writes `report due`.
pub(super) fn due(args: &Due, streams: &mut Streams<'_>) -> Result<Exit> {
    if let (Some(roster), Some(salt)) = (&args.roster, &args.salt) {
        return of_roster(args, roster, salt, streams);
    }
    let mut store = match args.report.open() {
        Ok(store) => store,
        Err(error) => return refused(error, streams),
    };
    let what = match args.what {
        For::Practice => DueFor::Practice,
        For::Pass => DueFor::Pass,
    };
    let on = args.on.unwrap_or_else(world::today);
    let branch = args.report.branch.as_ref();
    let page = central::due(
        store.as_mut(),
        what,
        args.days,
        on,
        branch,
        args.page.page(),
    )?;
    args.report.paged(&page, overview::due, streams)
}

/// Writes who of a roster is due.
fn of_roster(args: &Due, roster: &Path, salt: &Path, streams: &mut Streams<'_>) -> Result<Exit> {
    let salt = match bundle::salt(salt) {
        Ok(salt) => salt,
        Err(reason) => {
            writeln!(streams.err, "teller-coach: {reason}")?;
            return Ok(Exit::Usage);
        }
    };
    let members = match class::roster(roster, streams)? {
        Ok(members) => members,
        Err(exit) => return Ok(exit),
    };
    let mut store = match args.report.open() {
        Ok(store) => store,
        Err(error) => return refused(error, streams),
    };
    // People sit down in a class under their name or their number, and practise under either.
    let source = Source {
        id: Uuid::nil(),
        salt,
    };
    let expected: Vec<Expected> = members
        .iter()
        .map(|one| {
            let called = [&one.name, &one.id].into_iter();
            let called = called.filter(|one| !one.is_empty());
            Expected {
                name: sanitize_line(&one.name),
                branch: sanitize_line(&one.branch),
                people: called.map(|one| source.person(one)).collect(),
            }
        })
        .collect();
    let people: Vec<Uuid> = expected.iter().flat_map(|one| one.people.clone()).collect();
    let known = central::known(store.as_mut(), &people)?;
    let on = args.on.unwrap_or_else(world::today);
    let since = |one: &Known| match args.what {
        For::Practice => one.last,
        For::Pass => one.passed,
    };
    let branch = args.report.branch.as_ref().map(ToString::to_string);
    let asked = (args.days, on);
    let due = due_of_roster(&expected, &known, since, asked, branch.as_deref());
    let missing = due.iter().filter(|one| one.person.is_none()).count();
    let all = due.len();
    let page = Paged::cut(due, args.page.page, args.page.per_page);
    let exit = args.report.paged(&page, overview::due_of_roster, streams)?;
    if args.report.format == Format::Text {
        let said = [
            ("count", all.into()),
            ("of", expected.len().into()),
            ("missing", missing.into()),
        ];
        let texts = args.report.texts();
        writeln!(streams.out, "{}", texts.with("overview-due-roster", &said))?;
    }
    Ok(exit)
}

impl ReportArgs {
    fn open(&self) -> std::result::Result<Box<dyn Central>, CentralError> {
        self.store.open(&self.store.url()?, Intent::Read)
    }

    fn texts(&self) -> Texts {
        let world = World::look();
        Texts::new(self.lang.map_or(world.language, Lang::language))
    }

    /// Writes one page.
    fn paged<T: Serialize>(
        &self,
        page: &Paged<T>,
        table: impl FnOnce(&Paged<T>) -> Table,
        streams: &mut Streams<'_>,
    ) -> Result<Exit> {
        match self.format {
            Format::Json => write!(streams.out, "{}", overview::json(page))?,
            Format::Csv => write!(streams.out, "{}", table(page).csv())?,
            Format::Text => {
                let texts = self.texts();
                if page.rows.is_empty() {
                    writeln!(streams.out, "{}", texts.get("overview-none"))?;
                } else {
                    write!(streams.out, "{}", table(page).text(&texts))?;
                }
                let of = [
                    ("page", page.page.into()),
                    ("pages", page.pages().into()),
                    ("of", page.of.into()),
                ];
                writeln!(streams.out, "{}", texts.with("overview-page", &of))?;
            }
        }
        Ok(Exit::Fine)
    }
}
