//! Finds what this program wrote in the bytes of a page, whether or not the page's own lists of what it holds are sound. A find
//! is believed only if its lengths agree with one another and an event can be read as one. Must not read files itself.

use jiff::Timestamp;

use super::pages::{Pages, number};
use crate::store::Record;

/// The longest row that is believed, in bytes: far more than anybody types.
const LONGEST: usize = 1 << 24;

/// The largest number of an event that is believed.
const MOST: i64 = 1 << 40;

/// Something found.
#[derive(Debug)]
pub(super) enum Find {
    /// An event.
    Event {
        id: i64,
        encounter: String,
        seq: i64,
        at: String,
        kind: String,
        body: String,
    },
    /// An event of this number is or was there: the index by encounter says so.
    Known { id: i64 },
    /// Who this place is.
    Source { id: String, salt: String },
    /// How far a destination was told.
    Sent {
        destination: String,
        event: i64,
        hash: String,
    },
}

/// Everything found in the page `image`. A row is sought at each byte of it: what points to the rows is the first thing that
/// damage takes.
pub(super) fn finds(pages: &Pages, image: &[u8], mut see: impl FnMut(Find)) {
    for at in 0..image.len() {
        let Some((length, after)) = varint(image, at) else {
            break;
        };
        let Ok(length) = usize::try_from(length) else {
            continue;
        };
        if !(4..=LONGEST).contains(&length) {
            continue;
        }
        if let Some(find) = entry(image, after, length) {
            see(find);
        }
        // Rows of a table have a number between their length and their columns.
        let Some((id, begin)) = varint(image, after) else {
            continue;
        };
        if image.get(begin + 1) != Some(&0) {
            continue;
        }
        match i64::try_from(id) {
            Ok(id) if (1..=MOST).contains(&id) => {
                let found = row(pages, image, begin, length, id);
                found.into_iter().for_each(&mut see);
            }
            _ => {}
        }
    }
}

/// A row of `event` or `source` whose columns begin at `begin`.
fn row(pages: &Pages, image: &[u8], begin: usize, length: usize, id: i64) -> Option<Find> {
    let columns = columns(image.get(begin..)?, length)?;
    match *columns {
        [
            Kind::Null,
            Kind::Text(_),
            Kind::Whole(_),
            Kind::Text(_),
            Kind::Text(_),
            Kind::Text(_),
        ] => {
            let bytes = payload(pages, image, begin, length)?;
            let mut values = Values::new(&bytes, &columns);
            values.skip();
            let encounter = values.text()?;
            let seq = values.whole()?;
            let (at, kind, body) = (values.text()?, values.text()?, values.text()?);
            let record: Record = serde_json::from_str(&body).ok()?;
            let first = matches!(record, Record::Started { .. });
            let holds = record.kind() == kind
                && named(&encounter)
                && seq >= 0
                && first == (seq == 0)
                && at.parse::<Timestamp>().is_ok();
            holds.then_some(Find::Event {
                id,
                encounter,
                seq,
                at,
                kind,
                body,
            })
        }
        [Kind::Null, Kind::Text(32), Kind::Text(64)] if id == 1 => {
            let bytes = image.get(begin..begin + length)?;
            let mut values = Values::new(bytes, &columns);
            values.skip();
            let (id, salt) = (values.text()?, values.text()?);
            (hex(&id) && hex(&salt)).then_some(Find::Source { id, salt })
        }
        _ => None,
    }
}

/// An entry of the index of events by encounter, or a row of `sent`, which is kept like one.
fn entry(image: &[u8], begin: usize, length: usize) -> Option<Find> {
    let bytes = image.get(begin..begin.checked_add(length)?)?;
    let columns = columns(bytes, length)?;
    let mut values = Values::new(bytes, &columns);
    match *columns {
        [Kind::Text(_), Kind::Whole(_), Kind::Whole(_)] => {
            let (encounter, seq, id) = (values.text()?, values.whole()?, values.whole()?);
            let holds = named(&encounter) && seq >= 0 && (1..=MOST).contains(&id);
            holds.then_some(Find::Known { id })
        }
        [Kind::Text(_), Kind::Whole(_), Kind::Text(0 | 64)] => {
            let (destination, event, hash) = (values.text()?, values.whole()?, values.text()?);
            let holds = named(&destination) && (0..=MOST).contains(&event) && hex(&hash);
            holds.then_some(Find::Sent {
                destination,
                event,
                hash,
            })
        }
        _ => None,
    }
}

/// Whether a text can be a name this program gave.
fn named(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_control)
}

fn hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What a column holds, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Null,
    /// A whole number, by SQLite's code of how it is written.
    Whole(u8),
    /// A text of so many bytes.
    Text(usize),
}

impl Kind {
    const fn bytes(self) -> usize {
        match self {
            Self::Null | Self::Whole(8 | 9) => 0,
            Self::Whole(5) => 6,
            Self::Whole(6) => 8,
            Self::Whole(code) => code as usize,
            Self::Text(bytes) => bytes,
        }
    }
}

/// What the columns of a row are, from its head at the beginning of `bytes`; `None` unless together they are `length` bytes
/// long.
fn columns(bytes: &[u8], length: usize) -> Option<Vec<Kind>> {
    // No head of ours is longer than one byte can say.
    let head = usize::from(*bytes.first()?);
    if !(3..=32).contains(&head) {
        return None;
    }
    let (mut at, mut sum) = (1, head);
    let mut columns = Vec::new();
    while at < head {
        let (code, after) = varint(bytes, at)?;
        let kind = match code {
            0 => Kind::Null,
            1..=6 | 8 | 9 => Kind::Whole(u8::try_from(code).ok()?),
            code if code >= 13 && code % 2 == 1 => {
                Kind::Text(usize::try_from((code - 13) / 2).ok()?)
            }
            _ => return None,
        };
        sum = sum.checked_add(kind.bytes())?;
        columns.push(kind);
        at = after;
    }
    (at == head && sum == length).then_some(columns)
}

/// The columns' values, one after another.
struct Values<'a> {
    rest: &'a [u8],
    columns: std::slice::Iter<'a, Kind>,
}

impl<'a> Values<'a> {
    fn new(bytes: &'a [u8], columns: &'a [Kind]) -> Self {
        let head = bytes.first().map_or(0, |head| usize::from(*head));
        Self {
            rest: bytes.get(head..).unwrap_or_default(),
            columns: columns.iter(),
        }
    }

    fn next(&mut self) -> Option<(Kind, &'a [u8])> {
        let kind = *self.columns.next()?;
        let (value, rest) = self.rest.split_at_checked(kind.bytes())?;
        self.rest = rest;
        Some((kind, value))
    }

    fn skip(&mut self) {
        let _ = self.next();
    }

    fn text(&mut self) -> Option<String> {
        let (_, bytes) = self.next()?;
        String::from_utf8(bytes.to_vec()).ok()
    }

    fn whole(&mut self) -> Option<i64> {
        Some(match self.next()? {
            (Kind::Whole(8), _) => 0,
            (Kind::Whole(9), _) => 1,
            (_, bytes) => {
                let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
                let start = if negative { -1 } else { 0 };
                bytes
                    .iter()
                    .fold(start, |number, byte| number << 8 | i64::from(*byte))
            }
        })
    }
}

/// The whole of a row of a table that is `length` bytes long: what does not fit into its page is on others, each of which
/// begins with the number of the next.
fn payload(pages: &Pages, image: &[u8], begin: usize, length: usize) -> Option<Vec<u8>> {
    let usable = pages.size();
    if length <= usable - 35 {
        return Some(image.get(begin..begin + length)?.to_vec());
    }
    let least = (usable - 12) * 32 / 255 - 23;
    let best = least + (length - least) % (usable - 4);
    let here = if best <= usable - 35 { best } else { least };
    let mut bytes = image.get(begin..begin + here)?.to_vec();
    let mut next = number(image.get(begin + here..begin + here + 4)?, 0);
    while bytes.len() < length {
        let page = pages.page(next)?;
        let more = (length - bytes.len()).min(usable - 4);
        bytes.extend_from_slice(page.get(4..4 + more)?);
        next = number(&page, 0);
    }
    Some(bytes)
}

/// The number at `at` in SQLite's form of one to nine bytes, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut number = 0;
    for place in 0..9 {
        let byte = u64::from(*bytes.get(at + place)?);
        if place == 8 {
            return Some((number << 8 | byte, at + 9));
        }
        number = number << 7 | byte & 0x7F;
        if byte < 0x80 {
            return Some((number, at + place + 1));
        }
    }
    None
}
