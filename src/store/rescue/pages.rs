//! The pages of an SQLite file as they lie on the disk, each in its newest version, read without SQLite, which refuses a
//! damaged file. Must not write, and must not know what is in a page.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// The size of pages that this program's files have, where no header says it.
const USUAL: usize = 4096;

/// What a write-ahead log begins with, where its sums are big-endian; one less where they are not.
const LOG_MAGIC: u32 = 0x377F_0683;

/// The length of the write-ahead log's header, and of the header of each frame in it.
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// A database file and the write-ahead log beside it.
#[derive(Debug)]
pub(super) struct Pages {
    file: File,
    log: Option<File>,
    /// Bytes a page.
    size: usize,
    /// How many pages the file holds, the last one maybe in part.
    in_file: u64,
    /// How many pages the database has by its own account; `None` where nothing says it.
    promised: Option<u64>,
    /// Where the log holds the newest version of a page.
    newest: BTreeMap<u32, u64>,
    /// Something in the log is damaged: SQLite would leave out all that comes after it, and overwrite it.
    torn: bool,
    /// Frames of completed transactions before anything that is damaged.
    frames: u32,
    /// What tells this use of the log from earlier ones; none without a sound header.
    salts: Option<[u8; 8]>,
}

/// The name of the write-ahead log of a database.
pub(super) fn log_of(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// A path with something added to its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

impl Pages {
    /// Looks at the file `path` and its log.
    ///
    /// # Errors
    /// When the file can't be opened. A log that can't be read is as good as none.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = opened(path)?;
        let length = file.metadata()?.len();
        let mut head = [0; 100];
        let head = match read_at(&file, 0, &mut head) {
            Ok(()) if head.starts_with(b"SQLite format 3\0") => Some(head),
            _ => None,
        };
        let mut log = opened(&log_of(path)).ok();
        let log_head = log.as_ref().and_then(|log| {
            let mut head = [0; LOG_HEADER];
            read_at(log, 0, &mut head).ok().map(|()| head)
        });
        // One is a big-endian 65536.
        let size = |raw: u32| match raw {
            1 => Some(65536),
            raw => usize::try_from(raw)
                .ok()
                .filter(|size| size.is_power_of_two() && (512..=65536).contains(size)),
        };
        let said = head.and_then(|head| size(u32::from(head[16]) << 8 | u32::from(head[17])));
        let said_by_log = log_head.and_then(|head| size(number(&head, 8)));
        let size = said_by_log.or(said).unwrap_or(USUAL);
        let (mut newest, mut torn, mut frames) = (BTreeMap::new(), false, 0);
        let mut salts = None;
        let mut promised = head.map(|head| u64::from(number(&head, 28)));
        match (&log, log_head) {
            (Some(log), Some(head)) => {
                let read = read_log(log, &head, size, &mut newest);
                (torn, frames) = (read.torn, read.frames);
                salts = read.sound_head.then(|| {
                    let mut salts = [0; 8];
                    salts.copy_from_slice(&head[16..24]);
                    salts
                });
                promised = read.pages.map(u64::from).or(promised);
            }
            _ => log = None,
        }
        Ok(Self {
            file,
            log,
            size,
            in_file: length.div_ceil(size as u64),
            promised,
            newest,
            torn,
            frames,
            salts,
        })
    }

    /// How many pages there should be and are not.
    pub(super) fn missing(&self) -> u64 {
        let Some(promised) = self.promised else {
            return 0;
        };
        let only_in_log = self
            .newest
            .keys()
            .filter(|page| u64::from(**page) > self.in_file);
        promised.saturating_sub(self.in_file + only_in_log.count() as u64)
    }

    /// Whether something in the log is damaged.
    pub(super) const fn torn(&self) -> bool {
        self.torn
    }

    /// How many frames SQLite would read of the log.
    pub(super) const fn frames(&self) -> u32 {
        self.frames
    }

    /// What tells this use of the log from earlier ones; none where there is no log with a sound header.
    pub(super) const fn salts(&self) -> Option<[u8; 8]> {
        self.salts
    }

    /// Shows every page there is, in its newest version only: an older one may hold what was erased since.
    pub(super) fn each(&self, mut see: impl FnMut(&[u8])) {
        let last_in_log = self.newest.keys().next_back().copied().unwrap_or(0);
        let there = self.in_file.max(last_in_log.into());
        // What lies beyond the database's end was cut off and only waits for being taken off the file.
        let last = match self.promised {
            Some(promised) if !self.newest.is_empty() => promised.min(there),
            _ => there,
        };
        for page in 1..=u32::try_from(last).unwrap_or(u32::MAX) {
            if let Some(image) = self.page(page) {
                see(&image);
            }
        }
    }

    /// The newest version of one page; `None` where there is none.
    pub(super) fn page(&self, page: u32) -> Option<Vec<u8>> {
        let mut image = vec![0; self.size];
        // The last page may be there in part only, and a sector that can't be read leaves zeros: what there is counts.
        let _ = match (&self.log, self.newest.get(&page)) {
            (Some(log), Some(at)) => read_at(log, *at, &mut image),
            _ if page > 0 && u64::from(page) <= self.in_file => read_at(
                &self.file,
                u64::from(page - 1) * self.size as u64,
                &mut image,
            ),
            _ => return None,
        };
        Some(image)
    }

    /// Bytes a page.
    pub(super) const fn size(&self) -> usize {
        self.size
    }
}

/// What a log turned out to be.
struct Log {
    /// How many pages the database has after the last transaction that was completed.
    pages: Option<u32>,
    torn: bool,
    /// Frames up to the last completed transaction before anything that is damaged.
    frames: u32,
    sound_head: bool,
}

/// Notes where the log holds the newest version of which page, up to the last transaction that was completed. Frames of an
/// earlier use of the log, which lie behind, are no part of it.
fn read_log(
    log: &File,
    head: &[u8; LOG_HEADER],
    size: usize,
    newest: &mut BTreeMap<u32, u64>,
) -> Log {
    let big_endian = number(head, 0) & 1 == 1;
    let mut before = sums(big_endian, (0, 0), &head[..24]);
    let sound_head =
        number(head, 0) | 1 == LOG_MAGIC && before == (number(head, 24), number(head, 28));
    let mut salts = sound_head.then(|| (number(head, 16), number(head, 20)));
    let (mut pages, mut torn, mut broken) = (None, false, !sound_head);
    let (mut seen, mut frames) = (0, 0);
    let mut waiting = Vec::new();
    let mut frame = vec![0; FRAME_HEADER + size];
    let mut at = LOG_HEADER as u64;
    while read_at(log, at, &mut frame).is_ok() {
        let of_frame = (number(&frame, 8), number(&frame, 12));
        let said = (number(&frame, 16), number(&frame, 20));
        // Each sum goes on from the one before, as it stands written: so a damaged frame spoils only itself and the next.
        let sums = sums(
            big_endian,
            sums(big_endian, before, &frame[..8]),
            &frame[FRAME_HEADER..],
        );
        before = said;
        if *salts.get_or_insert(of_frame) == of_frame {
            waiting.push((number(&frame, 0), at + FRAME_HEADER as u64));
            let after = number(&frame, 4);
            seen += 1;
            if sums != said {
                broken = true;
            } else if after > 0 {
                if !broken {
                    frames = seen;
                }
                pages = Some(after);
                newest.extend(waiting.drain(..));
                // What is broken after the last completed transaction was never completed, and is no damage.
                torn = broken;
            }
        }
        at += frame.len() as u64;
    }
    Log {
        pages,
        torn,
        frames,
        sound_head,
    }
}

/// SQLite's checksum of a log, going on from `before`.
fn sums(big_endian: bool, before: (u32, u32), bytes: &[u8]) -> (u32, u32) {
    let word = |bytes: &[u8]| {
        let bytes = [bytes[0], bytes[1], bytes[2], bytes[3]];
        if big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        }
    };
    let (mut one, mut two) = before;
    for pair in bytes.chunks_exact(8) {
        one = one.wrapping_add(word(pair)).wrapping_add(two);
        two = two.wrapping_add(word(&pair[4..])).wrapping_add(one);
    }
    (one, two)
}

/// The big-endian number at `at`, which is within `bytes`.
pub(super) fn number(bytes: &[u8], at: usize) -> u32 {
    bytes[at..at + 4]
        .iter()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the store may touch files; SQLite can't open this one"
)]
pub(super) fn opened(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Fills `into` with what lies at `at`; where the file ends before, what there is stands in it.
fn read_at(mut file: &File, at: u64, into: &mut [u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(at))?;
    let mut filled = 0;
    while filled < into.len() {
        match file.read(&mut into[filled..]) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
