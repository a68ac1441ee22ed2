//! The sums beside the attempts, in the one SQL that both databases speak: per branch and day, and per person. Reports read
//! these alone, so that what they cost hangs on how many branches, days and people there are and not on how many attempts. Must
//! not be written but in the transaction that adds the attempts.

use crate::domain::Principle;
use crate::scoring::{OVERALL, SCALES, scale_key};

/// The columns of one branch's day that add up.
fn of_day() -> Vec<String> {
    let mut columns = of_both();
    columns.extend(
        Principle::ALL
            .iter()
            .map(|principle| format!("badly_{principle}")),
    );
    columns
}

/// The columns that add up in both tables.
fn of_both() -> Vec<String> {
    let fixed = [
        "replies",
        "encounters",
        "overall",
        "crossed",
        "passed",
        "failed",
    ];
    let marks = Principle::ALL.iter().map(ToString::to_string);
    fixed
        .iter()
        .map(|one| (*one).to_owned())
        .chain(marks)
        .collect()
}

/// How many numbers there are in a branch's day, and in a person's sums.
pub(super) const DAY_NUMBERS: usize = 6 + 2 * Principle::COUNT;
/// Likewise.
pub(super) const PERSON_NUMBERS: usize = 6 + Principle::COUNT;

/// Adds what `rows` yields (branch, day and the numbers) to the branches' days.
pub(super) fn add_days(rows: &str) -> String {
    let columns = of_day();
    format!(
        "INSERT INTO branch_day (branch, day, {}) {rows} ON CONFLICT (branch, day) DO UPDATE SET {}",
        columns.join(", "),
        added("branch_day", &columns)
    )
}

/// Adds what `rows` yields (person, branch, last_id, first_day, last_day, passed_day and the numbers) to the people's sums. A
/// person belongs to the branch of the last attempt, whichever arrives last.
pub(super) fn add_people(rows: &str) -> String {
    let columns = of_both();
    let later = |column: &str, sign: &str| {
        format!(
            "{column} = CASE WHEN excluded.{column} {sign} person.{column} THEN excluded.{column} ELSE person.{column} END"
        )
    };
    format!(
        "INSERT INTO person (person, branch, last_id, first_day, last_day, passed_day, {}) {rows}
         ON CONFLICT (person) DO UPDATE SET
             branch = CASE WHEN excluded.last_id > person.last_id THEN excluded.branch ELSE person.branch END,
             {}, {}, {}, {}, {}",
        columns.join(", "),
        later("last_id", ">"),
        later("first_day", "<"),
        later("last_day", ">"),
        later("passed_day", ">"),
        added("person", &columns)
    )
}

/// Adds how far trainers and the scorer agree in the attempts that `rows` are, a table or a question in brackets with a name, to
/// the agreement of branches and days; takes it away again where `sign` is `-1`.
pub(super) fn add_agreement(rows: &str, sign: &str) -> String {
    let scales: Vec<String> = (0..SCALES)
        .map(|scale| {
            let (mark, ruled) = (scale_key(scale), ruled(scale));
            // As `Mark::rating` has it.
            let scorer = format!("({mark} + 12) / 25");
            let count = |what: &str| format!("{sign} * sum(CASE WHEN {what} THEN 1 ELSE 0 END)");
            format!(
                "SELECT branch, day, '{mark}', {sign} * count(*), {}, {}, {sign} * sum({ruled} - {scorer})
                 FROM {rows} WHERE {ruled} IS NOT NULL GROUP BY branch, day",
                count(&format!("{ruled} = {scorer}")),
                count(&format!("abs({ruled} - {scorer}) <= 1")),
            )
        })
        .collect();
    let numbers = ["rulings", "same", "near", "apart"].map(str::to_owned);
    format!(
        "INSERT INTO agreement (branch, day, scale, {}) {} ON CONFLICT (branch, day, scale) DO UPDATE SET {}",
        numbers.join(", "),
        scales.join(" UNION ALL "),
        added("agreement", &numbers)
    )
}

/// The column of a trainer's rating on a scale.
pub(super) fn ruled(scale: usize) -> String {
    if scale == OVERALL {
        "ruling".to_owned()
    } else {
        format!("ruled_{}", scale_key(scale))
    }
}

fn added(table: &str, columns: &[String]) -> String {
    let added: Vec<String> = columns
        .iter()
        .map(|column| format!("{column} = {table}.{column} + excluded.{column}"))
        .collect();
    added.join(", ")
}

/// The columns of an attempt, in the order in which they are written.
pub(super) const ATTEMPT: [&str; 32] = [
    "id",
    "bundle",
    "branch",
    "person",
    "part",
    "kind",
    "encounter",
    "scenario",
    "edition",
    "rubric",
    "program",
    "seed",
    "language",
    "turn",
    "state",
    "moment",
    "overall",
    "environment",
    "initiative",
    "competence",
    "listening",
    "demeanour",
    "patience",
    "concise",
    "attitude",
    "red_lines",
    "hints",
    "actions",
    "ended",
    "passed",
    "at",
    "day",
];

/// The columns that follow them: what may be missing because nobody ruled, or because no words were asked for.
pub(super) const BESIDE: [&str; 14] = [
    "ruling",
    "reason",
    "words",
    "ruled_environment",
    "ruled_initiative",
    "ruled_competence",
    "ruled_listening",
    "ruled_demeanour",
    "ruled_patience",
    "ruled_concise",
    "ruled_attitude",
    "objected",
    "objection",
    "revised",
];
