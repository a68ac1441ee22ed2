//! The reports of a head office, each a question or two to the sums, written once for both databases. Must not look at single
//! attempts.

use std::collections::BTreeMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::{Cell, Central, CentralError, Given};
use crate::domain::{BranchId, Mark, PerPrinciple, Principle};
use crate::progress::{
    BranchMean, BranchSum, DuePerson, Known, Paged, PersonSum, PrincipleSum, ScaleSum, Sums,
};
use crate::scoring::{Apart, OVERALL, SCALES, scale_key};

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// How many rows.
    pub rows: u32,
}

impl Page {
    fn given(self) -> [Given; 2] {
        let skip = i64::from(self.number.max(1) - 1) * i64::from(self.rows);
        [Given::Number(self.rows.into()), Given::Number(skip)]
    }

    fn of<T>(self, of: u64, rows: Vec<T>) -> Paged<T> {
        Paged {
            page: self.number.max(1).into(),
            per_page: self.rows.into(),
            of,
            rows,
        }
    }
}

/// The days that count, both ends with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// The first; none for all from the beginning.
    pub since: Option<Date>,
    /// The last; none for all to the end.
    pub until: Option<Date>,
}

/// What somebody can be due for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueFor {
    /// Practising.
    Practice,
    /// Passing an exam or a class.
    Pass,
}

/// Conditions of a question, with what is given for them.
#[derive(Default)]
struct Conditions {
    sql: Vec<String>,
    given: Vec<Given>,
}

impl Conditions {
    fn add(&mut self, column: &str, sign: &str, text: Option<String>) {
        if let Some(text) = text {
            self.given.push(Given::Text(text));
            self.sql
                .push(format!("{column} {sign} ?{}", self.given.len()));
        }
    }

    fn of(branch: Option<&BranchId>, period: Period) -> Self {
        let mut out = Self::default();
        out.add("branch", "=", branch.map(ToString::to_string));
        out.add("day", ">=", period.since.map(|day| day.to_string()));
        out.add("day", "<=", period.until.map(|day| day.to_string()));
        out
    }

    fn sql(&self) -> String {
        if self.sql.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", self.sql.join(" AND "))
        }
    }

    /// The end of a question for one page.
    fn paged(&mut self, page: Page) -> String {
        self.given.extend(page.given());
        let last = self.given.len();
        format!("LIMIT ?{} OFFSET ?{last}", last - 1)
    }
}

/// Every branch that practised in `period`, by name.
///
/// # Errors
/// When the store can't be read or holds what can't be understood.
pub fn branches(
    store: &mut dyn Central,
    branch: Option<&BranchId>,
    period: Period,
    page: Page,
) -> Result<Paged<BranchSum>, CentralError> {
    let mut conditions = Conditions::of(branch, period);
    let wanted = conditions.sql();
    let of = count(
        store,
        &format!(
            "SELECT count(*) FROM (SELECT branch FROM branch_day {wanted} GROUP BY branch) AS b"
        ),
        &conditions.given,
    )?;
    let limit = conditions.paged(page);
    let question = format!(
        "SELECT d.branch, (SELECT count(*) FROM person AS p WHERE p.branch = d.branch)
             + coalesce((SELECT n.people FROM nobody AS n WHERE n.branch = d.branch), 0), max(day), {}, {}
         FROM branch_day AS d {wanted} GROUP BY d.branch ORDER BY d.branch {limit}",
        summed(&["encounters", "crossed", "passed", "failed"]),
        sums_summed()
    );
    let rows = store.ask(&question, &conditions.given)?;
    let rows = read(store, rows, |row| {
        let branch = row.branch()?;
        let people = row.number()?;
        let last = row.day()?;
        let (encounters, crossed) = (row.number()?, row.number()?);
        let (passed, failed) = (row.number()?, row.number()?);
        let sums = row.sums()?;
        Some(BranchSum {
            branch,
            people,
            replies: sums.replies,
            encounters,
            overall: sums.mean(),
            weakest: sums.weakest(),
            crossed,
            passed,
            failed,
            last,
        })
    })?;
    Ok(page.of(of, rows))
}

/// Everybody, by branch and pseudonym; or one of them.
///
/// # Errors
/// As [`branches`].
pub fn people(
    store: &mut dyn Central,
    branch: Option<&BranchId>,
    person: Option<Uuid>,
    page: Page,
) -> Result<Paged<PersonSum>, CentralError> {
    let mut conditions = Conditions::of(branch, Period::default());
    conditions.add("person", "=", person.map(|one| one.to_string()));
    let wanted = conditions.sql();
    let of = count(
        store,
        &format!("SELECT count(*) FROM person {wanted}"),
        &conditions.given,
    )?;
    let limit = conditions.paged(page);
    let question = format!(
        "SELECT branch, person, encounters, crossed, passed_day, last_day, {}
         FROM person {wanted} ORDER BY branch, person {limit}",
        sum_columns().join(", ")
    );
    let rows = store.ask(&question, &conditions.given)?;
    let rows = read(store, rows, |row| {
        let (branch, person) = (row.branch()?, row.person()?);
        let (encounters, crossed) = (row.number()?, row.number()?);
        let (passed, last) = (row.day()?, row.day()?);
        let sums = row.sums()?;
        Some(PersonSum {
            branch,
            person,
            replies: sums.replies,
            encounters,
            overall: sums.mean(),
            weakest: sums.weakest(),
            crossed,
            passed,
            last,
        })
    })?;
    Ok(page.of(of, rows))
}

/// The eight principles, over all branches or one.
///
/// # Errors
/// As [`branches`].
pub fn principles(
    store: &mut dyn Central,
    branch: Option<&BranchId>,
    period: Period,
) -> Result<Vec<PrincipleSum>, CentralError> {
    let conditions = Conditions::of(branch, period);
    let badly: Vec<String> = Principle::ALL
        .iter()
        .map(|principle| format!("badly_{principle}"))
        .collect();
    let badly: Vec<&str> = badly.iter().map(String::as_str).collect();
    let question = format!(
        "SELECT branch, {}, {} FROM branch_day {} GROUP BY branch ORDER BY branch",
        sums_summed(),
        summed(&badly),
        conditions.sql()
    );
    let rows = store.ask(&question, &conditions.given)?;
    let rows = read(store, rows, |row| {
        let (branch, sums) = (row.branch()?, row.sums()?);
        let mut badly = PerPrinciple::<u64>::default();
        for principle in Principle::ALL {
            badly[*principle] = row.number()?;
        }
        Some((branch, sums, badly))
    })?;
    let mut all = Sums::default();
    for (_, sums, _) in &rows {
        all.add(sums);
    }
    let of = |principle: Principle| {
        let means = rows.iter().filter_map(|(branch, sums, _)| {
            let mean = sums.mean_of(principle)?;
            Some((branch, mean, sums))
        });
        // By the exact mean, since many branches share a rounded one; the first by name of equals.
        let lowest = means.min_by(|(_, _, a), (_, _, b)| {
            (a.marks[principle] * b.replies).cmp(&(b.marks[principle] * a.replies))
        });
        PrincipleSum {
            principle,
            replies: all.replies,
            mean: all.mean_of(principle),
            badly: rows.iter().map(|(_, _, badly)| badly[principle]).sum(),
            lowest: lowest.map(|(branch, mean, _): (_, Mark, _)| BranchMean {
                branch: branch.clone(),
                mean,
            }),
        }
    };
    Ok(Principle::ALL.iter().map(|one| of(*one)).collect())
}

/// How far trainers and the scorer agree, overall and on each principle, over all branches or one; scales that no trainer rated on
/// are left out.
///
/// # Errors
/// As [`branches`].
pub fn agreement(
    store: &mut dyn Central,
    branch: Option<&BranchId>,
    period: Period,
) -> Result<Vec<ScaleSum>, CentralError> {
    let conditions = Conditions::of(branch, period);
    let question = format!(
        "SELECT scale, {} FROM agreement {} GROUP BY scale",
        summed(&["rulings", "same", "near", "apart"]),
        conditions.sql()
    );
    let rows = store.ask(&question, &conditions.given)?;
    let rows = read(store, rows, |row| {
        let scale = row.text()?;
        let scale = (0..SCALES).find(|one| scale_key(*one) == scale)?;
        let (count, same, near) = (row.number()?, row.number()?, row.number()?);
        let apart = Apart {
            count: usize::try_from(count).ok()?,
            same: usize::try_from(same).ok()?,
            near: usize::try_from(near).ok()?,
            sum: row.signed()?,
        };
        let sum = ScaleSum {
            principle: Principle::ALL.get(scale).copied(),
            rulings: count,
            same,
            near,
            difference: apart.mean(),
        };
        Some((scale == OVERALL, scale, sum))
    })?;
    // Overall first, then the codebook's order. What was ruled and taken back leaves a row of nothing.
    let mut rows: Vec<_> = rows
        .into_iter()
        .filter(|(.., one)| one.rulings > 0)
        .collect();
    rows.sort_by_key(|(overall, scale, _)| (!overall, *scale));
    Ok(rows.into_iter().map(|(.., one)| one).collect())
}

/// Who has not done what is asked `for` within `days` days before `on`, by branch, the longest ago first. Only who has
/// practised at least once is known here.
///
/// # Errors
/// As [`branches`].
pub fn due(
    store: &mut dyn Central,
    what: DueFor,
    days: u16,
    on: Date,
    branch: Option<&BranchId>,
    page: Page,
) -> Result<Paged<DuePerson>, CentralError> {
    let column = match what {
        DueFor::Practice => "last_day",
        DueFor::Pass => "passed_day",
    };
    let limit = on
        .checked_sub(jiff::Span::new().days(days))
        .unwrap_or(Date::MIN);
    let mut conditions = Conditions::of(branch, Period::default());
    // Who never passed has an empty day, which sorts before all.
    conditions.add(column, "<", Some(limit.to_string()));
    let wanted = conditions.sql();
    let of = count(
        store,
        &format!("SELECT count(*) FROM person {wanted}"),
        &conditions.given,
    )?;
    let paged = conditions.paged(page);
    let question = format!(
        "SELECT branch, person, last_day, passed_day FROM person {wanted} ORDER BY branch, {column}, person {paged}"
    );
    let rows = store.ask(&question, &conditions.given)?;
    let rows = read(store, rows, |row| {
        let (branch, person) = (row.branch()?, row.person()?);
        let (last, passed) = (row.day()?, row.day()?);
        let since = match what {
            DueFor::Practice => last,
            DueFor::Pass => passed,
        };
        let days = since.and_then(|day| day.until(on).ok());
        Some(DuePerson {
            branch,
            person,
            last,
            passed,
            days: days.map(|span| span.get_days()),
        })
    })?;
    Ok(page.of(of, rows))
}

/// How many are looked up at once; SQLite takes some more than thirty thousand.
const AT_ONCE: usize = 500;

/// What there is of these people; who is not there is left out.
///
/// # Errors
/// As [`branches`].
pub fn known(
    store: &mut dyn Central,
    people: &[Uuid],
) -> Result<BTreeMap<Uuid, Known>, CentralError> {
    let mut all = BTreeMap::new();
    for some in people.chunks(AT_ONCE) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("?{n}")).collect();
        let question = format!(
            "SELECT person, branch, last_day, passed_day FROM person WHERE person IN ({})",
            places.join(", ")
        );
        let given: Vec<Given> = some
            .iter()
            .map(|one| Given::Text(one.to_string()))
            .collect();
        let rows = store.ask(&question, &given)?;
        all.extend(read(store, rows, |row| {
            let person = row.person()?;
            let known = Known {
                branch: row.branch()?.to_string(),
                last: row.day()?,
                passed: row.day()?,
            };
            Some((person, known))
        })?);
    }
    Ok(all)
}

/// The columns of [`Sums`].
fn sum_columns() -> Vec<&'static str> {
    let marks = Principle::ALL.iter().map(|principle| principle.key());
    ["replies", "overall"].into_iter().chain(marks).collect()
}

/// Columns added up. PostgreSQL's sum of 64-bit numbers has no bounds, ours does.
fn summed(columns: &[&str]) -> String {
    let summed: Vec<String> = columns
        .iter()
        .map(|column| format!("CAST(sum({column}) AS bigint)"))
        .collect();
    summed.join(", ")
}

fn sums_summed() -> String {
    summed(&sum_columns())
}

fn count(store: &mut dyn Central, question: &str, given: &[Given]) -> Result<u64, CentralError> {
    let rows = store.ask(question, given)?;
    let counts = read(store, rows, Cells::number)?;
    Ok(counts.first().copied().unwrap_or_default())
}

/// A row being read from left to right.
pub(super) struct Cells(std::vec::IntoIter<Cell>);

impl Cells {
    pub(super) fn text(&mut self) -> Option<String> {
        match self.0.next()? {
            Cell::Text(text) => Some(text),
            Cell::Number(_) => None,
        }
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        match self.0.next()? {
            Cell::Number(number) => u64::try_from(number).ok(),
            Cell::Text(_) => None,
        }
    }

    fn signed(&mut self) -> Option<i64> {
        match self.0.next()? {
            Cell::Number(number) => Some(number),
            Cell::Text(_) => None,
        }
    }

    fn branch(&mut self) -> Option<BranchId> {
        BranchId::new(&self.text()?).ok()
    }

    pub(super) fn person(&mut self) -> Option<Uuid> {
        Uuid::try_parse(&self.text()?).ok()
    }

    /// A day, or the empty text for none.
    fn day(&mut self) -> Option<Option<Date>> {
        let text = self.text()?;
        if text.is_empty() {
            return Some(None);
        }
        text.parse().ok().map(Some)
    }

    fn sums(&mut self) -> Option<Sums> {
        let mut sums = Sums {
            replies: self.number()?,
            overall: self.number()?,
            marks: PerPrinciple::default(),
        };
        for principle in Principle::ALL {
            sums.marks[*principle] = self.number()?;
        }
        Some(sums)
    }
}

pub(super) fn read<T>(
    store: &dyn Central,
    rows: Vec<Vec<Cell>>,
    each: impl Fn(&mut Cells) -> Option<T>,
) -> Result<Vec<T>, CentralError> {
    rows.into_iter()
        .map(|row| {
            each(&mut Cells(row.into_iter())).ok_or_else(|| CentralError::Failed {
                doing: "read the sums",
                place: store.place().to_owned(),
                reason: "a row holds what `import` never writes".to_owned(),
            })
        })
        .collect()
}
