//! What is known over all kept classes, as rows. Must not decide who is due.

use super::table::{Cell, Column, Table};
use super::{day, mark};
use crate::domain::Language;
use crate::progress::{ClassRecord, DueTrainee};

/// Who was in which class and how it went, as a terminal has room for.
#[must_use]
pub fn records(all: &[ClassRecord]) -> Table {
    let rows = all.iter().map(|one| {
        vec![
            Cell::text(one.day),
            name(one),
            // The version alone: a terminal has no room for the hash.
            Cell::text(format!("{} {}", one.drill, version(one)).trim_end()),
            Cell::text(format!("{}/{}", one.answered, one.turns)),
            mark(one.mean),
            Cell::Yes(one.passed),
            Cell::Yes(one.proved),
            Cell::text(&one.class),
            Cell::text(notes(one)),
        ]
    });
    Table::new(
        &[
            Column::left("day"),
            Column::left("name"),
            Column::left("drill"),
            Column::right("answered"),
            Column::right("mean"),
            Column::left("passed"),
            Column::left("proved"),
            Column::left("class"),
            Column::left("notes"),
        ],
        rows,
    )
}

/// The same with all that a record carries: editions, versions, the seed, the end of the trainer's log.
#[must_use]
pub fn records_in_full(all: &[ClassRecord], language: Language) -> Table {
    let rows = all.iter().map(|one| {
        vec![
            Cell::text(one.day),
            name(one),
            Cell::text(&one.drill),
            Cell::text(&one.drill_edition),
            Cell::text(one.title.get(language)),
            Cell::text(one.editions.join(" ")),
            Cell::text(format!("{} / {}", one.answered, one.turns)),
            mark(one.mean),
            Cell::text(one.pass),
            Cell::Yes(one.passed),
            Cell::text(notes(one)),
            Cell::text(&one.program),
            Cell::text(&one.rubric),
            Cell::text(&one.seed),
            Cell::text(&one.class),
            Cell::Yes(one.proved),
            Cell::text(&one.head),
        ]
    });
    Table::new(
        &[
            Column::left("day"),
            Column::left("name"),
            Column::left("drill"),
            Column::left("drill-edition"),
            Column::left("title"),
            Column::left("editions"),
            Column::right("answered"),
            Column::right("mean"),
            Column::right("pass"),
            Column::left("passed"),
            Column::left("notes"),
            Column::left("program"),
            Column::left("rubric"),
            Column::left("seed"),
            Column::left("class"),
            Column::left("proved"),
            Column::left("head"),
        ],
        rows,
    )
}

/// Who is due, as rows.
#[must_use]
pub fn due_trainees(all: &[DueTrainee]) -> Table {
    let rows = all.iter().map(|one| {
        vec![
            Cell::text(&one.name),
            one.days.map_or(Cell::Nothing, Cell::text),
            day(one.passed),
            day(one.last),
        ]
    });
    Table::new(
        &[
            Column::left("name"),
            Column::right("days"),
            Column::left("passed-on"),
            Column::left("attended"),
        ],
        rows,
    )
}

/// The drill's version, without the hash.
fn version(one: &ClassRecord) -> &str {
    one.drill_edition.split('+').next().unwrap_or_default()
}

fn name(one: &ClassRecord) -> Cell {
    let name = one.name.as_ref();
    name.map_or(Cell::Nothing, Cell::text)
}

fn notes(one: &ClassRecord) -> String {
    let notes = one.notes.iter();
    let notes = notes.map(|note| format!("{} {}", note.day, note.text));
    notes.collect::<Vec<_>>().join("; ")
}
