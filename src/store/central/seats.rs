//! What single seats of classes did, from their attempts: for a trainer's own store, which is small. Must not be asked of a head
//! office's, where it would read every attempt.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::reports::{Cells, read};
use super::{Central, CentralError};
use crate::domain::Mark;
use crate::progress::SeatSum;

const REPLIES: &str = "
    SELECT CAST(encounter AS text), edition, CAST(coalesce(ruling * 25, overall) AS bigint) FROM attempt
    WHERE kind = 'class' AND part = 'reply' ORDER BY id";

const PASSED: &str = "
    SELECT CAST(encounter AS text) FROM attempt WHERE kind = 'class' AND part = 'ending' AND passed = 1";

/// What each seat did, by what ties it to its attempts.
///
/// # Errors
/// When the store can't be read.
pub fn seats(store: &mut dyn Central) -> Result<BTreeMap<Uuid, SeatSum>, CentralError> {
    let rows = store.ask(REPLIES, &[])?;
    let replies = read(store, rows, |cells| {
        Some((cells.person()?, cells.text()?, cells.number()?))
    })?;
    let mut all: BTreeMap<Uuid, (Vec<Mark>, SeatSum)> = BTreeMap::new();
    for (encounter, edition, mark) in replies {
        let (marks, sum) = all.entry(encounter).or_default();
        marks.push(Mark::new(u8::try_from(mark).unwrap_or(u8::MAX)));
        if !sum.editions.contains(&edition) {
            sum.editions.push(edition);
        }
    }
    let rows = store.ask(PASSED, &[])?;
    for encounter in read(store, rows, Cells::person)? {
        all.entry(encounter).or_default().1.passed = true;
    }
    let done = all.into_iter().map(|(encounter, (marks, mut sum))| {
        sum.answered = u32::try_from(marks.len()).unwrap_or(u32::MAX);
        sum.mean = (!marks.is_empty()).then(|| Mark::mean(marks.into_iter()));
        (encounter, sum)
    });
    Ok(done.collect())
}
