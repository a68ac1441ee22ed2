//! What people say of attempts that are there already: a ruling or an objection that came later, and who passed because of it. The
//! statements, in the SQL that both databases speak, from a table `revision` that each fills in its own way. Must not touch marks:
//! those are the scorer's, and never change.

use super::sums::add_agreement;
use crate::scoring::SCALES;

/// The columns of an attempt that a later telling takes the place of.
pub(super) fn columns() -> Vec<String> {
    let ruled = (0..SCALES).map(super::sums::ruled);
    let rest = ["reason", "objected", "objection", "passed", "revised"];
    ruled.chain(rest.map(str::to_owned)).collect()
}

/// Attempts as they stand, those alone that will be or were revised.
const OF_REVISED: &str =
    "(SELECT a.* FROM attempt AS a JOIN revision AS r ON r.id = a.id) AS revised_rows";

/// How much is revised: replies whose ruling or objection is another, and ends that were passed and are not any more, or the other
/// way round.
pub(super) const COUNTED: &str = "
    SELECT CAST(coalesce(sum(CASE WHEN a.part = 'reply' THEN 1 ELSE 0 END), 0) AS bigint),
        CAST(coalesce(sum(CASE WHEN a.part = 'ending'
            AND (CASE WHEN a.passed THEN 1 ELSE 0 END) <> (CASE WHEN r.passed THEN 1 ELSE 0 END) THEN 1 ELSE 0 END), 0) AS bigint)
    FROM attempt AS a JOIN revision AS r ON r.id = a.id";

/// The statements, in order: sums lose what they had of the old, attempts change, sums get what there is now. The last is wanted
/// only where a pass was taken back, since it looks through all attempts.
pub(super) fn statements() -> Vec<String> {
    let changed = |of: &str, group: &str| {
        format!(
            "(SELECT {group},
                  sum(CASE WHEN r.passed THEN 1 ELSE 0 END - CASE WHEN a.passed THEN 1 ELSE 0 END) AS passed,
                  sum(CASE WHEN NOT r.passed THEN 1 ELSE 0 END - CASE WHEN NOT a.passed THEN 1 ELSE 0 END) AS failed,
                  max(CASE WHEN r.passed THEN a.day ELSE '' END) AS passed_day
              FROM attempt AS a JOIN revision AS r ON r.id = a.id
              WHERE a.part = 'ending' GROUP BY {of}) AS c"
        )
    };
    let set: Vec<String> = columns()
        .iter()
        .map(|column| format!("{column} = r.{column}"))
        .collect();
    vec![
        add_agreement(OF_REVISED, "-1"),
        format!(
            "UPDATE branch_day SET passed = branch_day.passed + c.passed, failed = branch_day.failed + c.failed
             FROM {} WHERE branch_day.branch = c.branch AND branch_day.day = c.day",
            changed("a.branch, a.day", "a.branch, a.day")
        ),
        format!(
            "UPDATE person SET passed = person.passed + c.passed, failed = person.failed + c.failed,
                 passed_day = CASE WHEN c.passed_day > person.passed_day THEN c.passed_day ELSE person.passed_day END
             FROM {} WHERE person.person = c.person",
            changed("a.person", "CAST(a.person AS text) AS person")
        ),
        "UPDATE revision SET was = a.passed FROM attempt AS a WHERE a.id = revision.id".to_owned(),
        format!(
            "UPDATE attempt SET {} FROM revision AS r WHERE r.id = attempt.id",
            set.join(", ")
        ),
        add_agreement(OF_REVISED, "1"),
    ]
}

/// How many passes were taken back.
pub(super) const TAKEN_BACK: &str =
    "SELECT count(*) FROM revision WHERE was AND passed IS NOT TRUE";

/// The last day on which those whose pass was taken back still passed something.
pub(super) const PASSED_DAY: &str = "
    UPDATE person SET passed_day = coalesce((
        SELECT c.day FROM (
            SELECT CAST(p.person AS text) AS person, max(p.day) AS day FROM attempt AS p
            WHERE p.passed AND p.person IN (
                SELECT a.person FROM attempt AS a JOIN revision AS r ON r.id = a.id WHERE r.was AND r.passed IS NOT TRUE)
            GROUP BY p.person) AS c
        WHERE c.person = person.person), '')
    WHERE person.person IN (
        SELECT CAST(a.person AS text) FROM attempt AS a JOIN revision AS r ON r.id = a.id WHERE r.was AND r.passed IS NOT TRUE)";
