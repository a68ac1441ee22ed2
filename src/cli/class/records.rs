//! `class records`: who passed what and when over all kept classes, who is due, what was done about failures; `class records
//! note` writes such a thing down. Must not compute who is due.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;
use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::erase;
use super::keep::{KeeperArgs, attempts_in, register_in};
use crate::cli::world::{self, World};
use crate::cli::{Exit, Streams};
use crate::i18n::Texts;
use crate::progress::{ClassRecord, KeptSeat, Note, due_trainees, folded};
use crate::report::overview;
use crate::store::central;
use crate::store::mask;
use crate::store::register::Register;
use crate::text::sanitize_line;

/// What `class records` is given.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Exit codes: 0 fine; 2 usage; 3 the roster could not be read, or nothing was kept; 4 the store failed."
)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Who has passed nothing within `--days`, or never
    #[arg(long, conflicts_with = "failed")]
    due: bool,
    /// Within how many days one should have passed
    #[arg(long, value_name = "N", default_value_t = 365, requires = "due")]
    days: u16,
    /// As of this day; without it today
    #[arg(long, value_name = "YYYY-MM-DD", requires = "due")]
    on: Option<Date>,
    /// Who should have: a table as CSV with names, and ids where there are any, so that those who never came are named too;
    /// without it everybody who was ever in a class
    #[arg(long, value_name = "FILE", requires = "due")]
    roster: Option<PathBuf>,
    /// Only who did not pass, and what was done about it
    #[arg(long)]
    failed: bool,
    /// Only this drill
    #[arg(long, value_name = "ID")]
    drill: Option<String>,
    /// Only this person
    #[arg(long, value_name = "NAME", conflicts_with = "due")]
    person: Option<String>,
    /// The form
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The file to write; without it standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    keeper: KeeperArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns
    Text,
    /// For a spreadsheet
    Csv,
    /// For programs
    Json,
    /// A page to print
    Html,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Write down what was done about somebody's result in a class
    Note(NoteArgs),
}

/// What `class records note` is given.
#[derive(Debug, clap::Args)]
struct NoteArgs {
    /// Whose result
    #[arg(long, value_name = "NAME")]
    person: String,
    /// In which class, as `class records` names it; without it the person's last
    #[arg(long, value_name = "CLASS")]
    class: Option<String>,
    /// When it was done; without it today
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<Date>,
    /// What was done, such as "talked through" or "repeated with the morning group"; numbers are masked
    #[arg(value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    keeper: KeeperArgs,
}

/// Shows them.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    if let Some(Verb::Note(args)) = &args.verb {
        return note(args, streams);
    }
    let world = World::look();
    let texts = args.keeper.texts(&world);
    let roster = match &args.roster {
        None => None,
        Some(file) => match super::table::read(file, streams)? {
            Ok(roster) => Some(roster),
            Err(exit) => return Ok(exit),
        },
    };
    let folder = args.keeper.folder(&world)?;
    let config = args.keeper.read_config(&world, streams)?;
    let register = erase::aged(&folder, config.class_names_days, &texts, streams)?;
    let all = match &register {
        Some(register) => records(&folder, register)?,
        None => Vec::new(),
    };
    // A roster is answered also before the first class: everybody on it is due.
    if register.is_none() && roster.is_none() {
        writeln!(streams.err, "{}", texts.get("class-records-none"))?;
        return Ok(Exit::Unreadable);
    }
    let mut trainees: Vec<Vec<String>> = match roster {
        Some(roster) => roster
            .into_iter()
            .map(|one| {
                let called = [one.name, one.id].map(|one| sanitize_line(&one));
                called.into_iter().filter(|one| !one.is_empty()).collect()
            })
            .collect(),
        None => {
            let names = all.iter().filter_map(|one| one.name.clone());
            names.map(|name| vec![name]).collect()
        }
    };
    trainees.sort();
    trainees.dedup();
    let wanted = |one: &ClassRecord| {
        let name = one.name.as_deref().map(folded);
        args.drill
            .as_ref()
            .is_none_or(|drill| one.drill.as_str() == drill)
            && (!args.failed || !one.passed)
            && args
                .person
                .as_deref()
                .is_none_or(|who| name == Some(folded(who)))
    };
    let all: Vec<ClassRecord> = all.into_iter().filter(wanted).collect();
    let text = if args.due {
        let on = args.on.unwrap_or_else(world::today);
        let due = due_trainees(&trainees, &all, args.days, on);
        let lead = texts.with(
            "class-records-due-lead",
            &[
                ("count", due.len().into()),
                ("of", trainees.len().into()),
                ("days", args.days.into()),
                ("on", on.to_string().into()),
            ],
        );
        let table = overview::due_trainees(&due);
        match args.format {
            Format::Text => format!("{lead}\n{}", table.text(&texts)),
            Format::Csv => table.csv(),
            Format::Json => format!("{}\n", json!({ "rows": due })),
            Format::Html => table.page(&texts, &texts.get("class-records-due-title"), &lead),
        }
    } else {
        told(&all, args.format, &texts)
    };
    match &args.output {
        Some(file) => super::report::write(file, &text)?,
        None => streams.out.write_all(text.as_bytes())?,
    }
    Ok(Exit::Fine)
}

fn told(all: &[ClassRecord], format: Format, texts: &Texts) -> String {
    let language = texts.language();
    match format {
        Format::Text if all.is_empty() => format!("{}\n", texts.get("overview-none")),
        Format::Text => overview::records(all).text(texts),
        Format::Csv => overview::records_in_full(all, language).csv(),
        Format::Json => format!("{}\n", json!({ "rows": all })),
        Format::Html => {
            let passed = all.iter().filter(|one| one.passed).count();
            let counts = [("count", all.len().into()), ("passed", passed.into())];
            let lead = texts.with("class-records-lead", &counts);
            let title = texts.get("class-records-title");
            overview::records_in_full(all, language).page(texts, &title, &lead)
        }
    }
}

/// Everybody's results in all classes that were kept, the earliest class first, by name.
fn records(folder: &std::path::Path, register: &Register) -> Result<Vec<ClassRecord>> {
    let sums = match attempts_in(folder)? {
        Some(mut attempts) => central::seats(attempts.as_mut())?,
        None => Default::default(),
    };
    let names: BTreeMap<Uuid, String> = register.names()?.into_iter().collect();
    let notes = register.notes()?;
    let mut seats: BTreeMap<Uuid, Vec<KeptSeat>> = BTreeMap::new();
    for (source, seat) in register.seats()? {
        seats.entry(source).or_default().push(seat);
    }
    let mut all = Vec::new();
    for class in register.classes()? {
        let here = seats.remove(&class.source).unwrap_or_default();
        let mut rows: Vec<ClassRecord> = here
            .iter()
            .map(|seat| {
                let sum = sums.get(&seat.encounter).cloned().unwrap_or_default();
                let about =
                    |(source, person, _): &&_| (*source, *person) == (class.source, seat.person);
                ClassRecord {
                    day: class.day,
                    person: seat.person,
                    name: names.get(&seat.person).cloned(),
                    class: class.class.clone(),
                    drill: class.drill.clone(),
                    drill_edition: class.drill_edition.clone(),
                    title: class.title.clone(),
                    editions: sum.editions,
                    answered: sum.answered,
                    turns: class.turns,
                    mean: sum.mean,
                    pass: class.pass,
                    passed: sum.passed,
                    proved: class.findings == 0,
                    program: class.program.clone(),
                    rubric: class.rubric.clone(),
                    seed: class.seed.to_string(),
                    head: class.head.clone(),
                    notes: notes
                        .iter()
                        .filter(about)
                        .map(|(_, _, note)| note.clone())
                        .collect(),
                }
            })
            .collect();
        rows.sort_by(|a, b| (&a.name, a.person).cmp(&(&b.name, b.person)));
        all.extend(rows);
    }
    Ok(all)
}

/// Writes down what was done.
fn note(args: &NoteArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let texts = args.keeper.texts(&world);
    let folder = args.keeper.folder(&world)?;
    let text = mask(&sanitize_line(args.text.trim()));
    if text.is_empty() {
        writeln!(streams.err, "{}", texts.get("class-note-empty"))?;
        return Ok(Exit::Usage);
    }
    let Some(mut register) = register_in(&folder)? else {
        writeln!(streams.err, "{}", texts.get("class-records-none"))?;
        return Ok(Exit::Unreadable);
    };
    let who = folded(&args.person);
    let all = records(&folder, &register)?;
    let of = all.iter().rev().find(|one| {
        let named = one.name.as_deref().map(folded).as_ref() == Some(&who);
        named && args.class.as_ref().is_none_or(|class| one.class == *class)
    });
    let Some(record) = of else {
        let said = texts.with(
            "class-note-nobody",
            &[("name", sanitize_line(&args.person).into())],
        );
        writeln!(streams.err, "{said}")?;
        return Ok(Exit::Usage);
    };
    let classes = register.classes()?;
    let class = classes.iter().find(|class| class.class == record.class);
    let class = class.context("the class was taken away while its note was written")?;
    let note = Note {
        day: args.on.unwrap_or_else(world::today),
        text,
    };
    register.note(class.source, record.person, &note)?;
    let said = texts.with(
        "class-note-done",
        &[
            ("name", record.name.clone().unwrap_or_default().into()),
            ("class", record.class.as_str().into()),
            ("day", note.day.to_string().into()),
            ("text", note.text.into()),
        ],
    );
    writeln!(streams.out, "{said}")?;
    Ok(Exit::Fine)
}
