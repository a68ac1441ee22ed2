//! What a head office asks of a central store, and a trainer of the classes that were kept, as rows: for a terminal, a
//! spreadsheet, a program, to print. Must not compute sums.

mod classes;
mod table;

pub use classes::{due_trainees, records, records_in_full};
pub use table::{Column, Table};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use crate::domain::Mark;
use crate::i18n::Texts;
use crate::progress::{BranchSum, DueMember, DuePerson, Paged, PersonSum, PrincipleSum, ScaleSum};

use table::Cell;

/// The branches as rows.
#[must_use]
pub fn branches(page: &Paged<BranchSum>) -> Table {
    let rows = page.rows.iter().map(|one| {
        vec![
            Cell::text(&one.branch),
            Cell::number(one.people),
            Cell::number(one.replies),
            Cell::number(one.encounters),
            mark(one.overall),
            Cell::principle(one.weakest),
            Cell::number(one.crossed),
            Cell::number(one.passed),
            Cell::number(one.failed),
            day(one.last),
        ]
    });
    Table::new(
        &[
            Column::left("branch"),
            Column::right("people"),
            Column::right("replies"),
            Column::right("encounters"),
            Column::right("overall"),
            Column::left("weakest"),
            Column::right("crossed"),
            Column::right("passed"),
            Column::right("failed"),
            Column::left("last"),
        ],
        rows,
    )
}

/// The people as rows.
#[must_use]
pub fn people(page: &Paged<PersonSum>) -> Table {
    let rows = page.rows.iter().map(|one| {
        vec![
            Cell::text(&one.branch),
            Cell::text(one.person),
            Cell::number(one.replies),
            Cell::number(one.encounters),
            mark(one.overall),
            Cell::principle(one.weakest),
            Cell::number(one.crossed),
            day(one.passed),
            day(one.last),
        ]
    });
    Table::new(
        &[
            Column::left("branch"),
            Column::left("person"),
            Column::right("replies"),
            Column::right("encounters"),
            Column::right("overall"),
            Column::left("weakest"),
            Column::right("crossed"),
            Column::left("passed-on"),
            Column::left("last"),
        ],
        rows,
    )
}

/// The principles as rows.
#[must_use]
pub fn principles(all: &[PrincipleSum]) -> Table {
    let rows = all.iter().map(|one| {
        let lowest = one.lowest.as_ref();
        vec![
            Cell::principle(Some(one.principle)),
            Cell::number(one.replies),
            mark(one.mean),
            Cell::number(one.badly),
            lowest.map_or(Cell::Nothing, |lowest| Cell::text(&lowest.branch)),
            mark(lowest.map(|lowest| lowest.mean)),
        ]
    });
    Table::new(
        &[
            Column::left("principle"),
            Column::right("replies"),
            Column::right("mean"),
            Column::right("badly"),
            Column::left("lowest"),
            Column::right("lowest-mean"),
        ],
        rows,
    )
}

/// How far trainers and the scorer agree, as rows; in a person's language where one is given, by keys otherwise.
#[must_use]
pub fn agreement(all: &[ScaleSum], texts: Option<&Texts>) -> Table {
    let rows = all.iter().map(|one| {
        let scale = match (one.principle, texts) {
            (Some(principle), _) => Cell::principle(Some(principle)),
            (None, Some(texts)) => Cell::text(texts.get("class-overall")),
            (None, None) => Cell::text("overall"),
        };
        let few = texts.map_or(Cell::Nothing, |texts| {
            Cell::text(texts.get("class-agreed-few"))
        });
        vec![
            scale,
            Cell::number(one.rulings),
            Cell::number(one.same),
            Cell::number(one.near),
            one.difference
                .map_or(few, |difference| Cell::text(format!("{difference:+.1}"))),
        ]
    });
    Table::new(
        &[
            Column::left("scale"),
            Column::right("rulings"),
            Column::right("same"),
            Column::right("near"),
            Column::right("difference"),
        ],
        rows,
    )
}

/// How far they agree, as JSON.
#[must_use]
pub fn agreement_json(all: &[ScaleSum]) -> String {
    let rows = all.iter().map(|one| {
        json!({
            "scale": one.principle.map_or("overall", |principle| principle.key()),
            "rulings": one.rulings,
            "same": one.same,
            "near": one.near,
            "difference": one.difference,
        })
    });
    format!("{}\n", json!({ "rows": rows.collect::<Vec<_>>() }))
}

/// Who is due, as rows.
#[must_use]
pub fn due(page: &Paged<DuePerson>) -> Table {
    let rows = page.rows.iter().map(|one| {
        vec![
            Cell::text(&one.branch),
            Cell::text(one.person),
            one.days.map_or(Cell::Nothing, Cell::text),
            day(one.last),
            day(one.passed),
        ]
    });
    Table::new(
        &[
            Column::left("branch"),
            Column::left("person"),
            Column::right("days"),
            Column::left("last"),
            Column::left("passed-on"),
        ],
        rows,
    )
}

/// Who of a roster is due, as rows.
#[must_use]
pub fn due_of_roster(page: &Paged<DueMember>) -> Table {
    let rows = page.rows.iter().map(|one| {
        let known = |text: &String| !text.is_empty();
        let branch = Some(&one.branch).filter(|text| known(text));
        vec![
            branch.map_or(Cell::Nothing, Cell::text),
            Cell::text(&one.name),
            one.person.map_or(Cell::Nothing, Cell::text),
            one.days.map_or(Cell::Nothing, Cell::text),
            day(one.last),
            day(one.passed),
        ]
    });
    Table::new(
        &[
            Column::left("branch"),
            Column::left("name"),
            Column::left("person"),
            Column::right("days"),
            Column::left("last"),
            Column::left("passed-on"),
        ],
        rows,
    )
}

/// A page as JSON. The form is stable: fields may be added, none is renamed or taken away.
#[must_use]
pub fn json<T: Serialize>(page: &Paged<T>) -> String {
    format!("{}\n", json!(page))
}

/// The principles as JSON.
#[must_use]
pub fn principles_json(all: &[PrincipleSum]) -> String {
    format!("{}\n", json!({ "rows": all }))
}

fn mark(mark: Option<Mark>) -> Cell {
    mark.map_or(Cell::Nothing, Cell::text)
}

fn day(day: Option<Date>) -> Cell {
    day.map_or(Cell::Nothing, Cell::text)
}
