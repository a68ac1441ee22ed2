//! Bundles from the disk or from standard input, packed or not, line by line, however large they are. Must not believe what is
//! in them; `report::bundle` proves it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::read::MultiGzDecoder;

use super::signature;
use crate::domain::BranchId;
use crate::progress::Attempt;
use crate::report::bundle::Reader;
use crate::store::central::Arrived;
use crate::text::sanitize_line;

/// The longest line, in bytes; a reply of a hundred thousand characters is shorter.
const LONGEST: u64 = 1 << 20;

/// Where a bundle is read from.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// A file.
    File(PathBuf),
    /// Standard input, read whole, since it is read twice.
    Input(Arc<[u8]>),
}

/// Which signatures are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signatures<'a> {
    /// Who may sign.
    pub signers: Option<&'a Path>,
    /// Whether every bundle must be signed.
    pub required: bool,
}

/// Why a bundle is refused.
#[derive(Debug)]
pub(super) enum Refused {
    /// It can't be read.
    Unreadable(String),
    /// It is not signed as it must be.
    Unsigned(String),
}

type Lines = BufReader<Box<dyn Read>>;

impl Place {
    /// Opens what a command line names; `-` is standard input.
    pub(super) fn of(path: &Path) -> Result<Self, String> {
        if path.as_os_str() != "-" {
            return Ok(Self::File(path.to_owned()));
        }
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| format!("it could not be read: {error}"))?;
        Ok(Self::Input(bytes.into()))
    }

    fn open(&self) -> io::Result<Opened> {
        match self {
            Self::File(path) => open(path).map(Opened::File),
            Self::Input(bytes) => Ok(Opened::Input(Cursor::new(Arc::clone(bytes)))),
        }
    }

    /// Reads it to its end and proves it.
    pub(super) fn prove(
        &self,
        signatures: Signatures<'_>,
    ) -> anyhow::Result<Result<Arrived, Refused>> {
        let mut opened = match self.open() {
            Ok(opened) => opened,
            Err(error) => return Ok(Err(unreadable(&error))),
        };
        let mut signed = false;
        if signatures.required || signatures.signers.is_some() {
            // By its head, which the chain proves afterwards: the signature is over all of the file.
            let branch = match opened.again().and_then(head) {
                Ok(branch) => branch,
                Err(reason) => return Ok(Err(Refused::Unreadable(reason))),
            };
            match self.signed(&opened, signatures, &branch)? {
                Ok(yes) => signed = yes,
                Err(reason) => return Ok(Err(Refused::Unsigned(reason))),
            }
        }
        let read = opened.again().and_then(|lines| {
            let mut attempts = Attempts::begin(lines)?;
            while attempts.next()?.is_some() {}
            let (head, end, hash) = attempts
                .reader
                .finish()
                .map_err(|error| error.to_string())?;
            Ok(Arrived {
                head,
                hash,
                count: end.count,
                signed,
            })
        });
        Ok(read.map_err(Refused::Unreadable))
    }

    /// Whether it is signed; why that is not enough, otherwise.
    fn signed(
        &self,
        opened: &Opened,
        signatures: Signatures<'_>,
        branch: &BranchId,
    ) -> anyhow::Result<Result<bool, String>> {
        let missing = || {
            if signatures.required {
                Err("it is not signed: its signature lies beside it, in a file of its name and `.sig`".to_owned())
            } else {
                Ok(false)
            }
        };
        let (Self::File(path), Opened::File(file), Some(signers)) =
            (self, opened, signatures.signers)
        else {
            return Ok(missing());
        };
        let signature = signature::beside(path);
        if !signature.exists() {
            return Ok(missing());
        }
        // The same open file is read again afterwards, so that it can't be exchanged in between.
        let mut bundle = file.try_clone()?;
        bundle.rewind()?;
        let verified = signature::verify(bundle, &signature, signers, branch)?;
        Ok(verified
            .map(|()| true)
            .map_err(|why| format!("its signature does not hold for branch `{branch}`: {why}")))
    }

    /// Its attempts, once more.
    pub(super) fn attempts(&self) -> Result<Attempts, String> {
        let mut opened = self
            .open()
            .map_err(|error| format!("it could not be read: {error}"))?;
        opened.again().and_then(Attempts::begin)
    }
}

/// The attempts of a bundle.
pub(super) struct Attempts {
    lines: Lines,
    reader: Reader,
    buffer: Vec<u8>,
}

impl Attempts {
    fn begin(mut lines: Lines) -> Result<Self, String> {
        let mut buffer = Vec::new();
        let line = line(&mut lines, &mut buffer)?.unwrap_or_default();
        let reader = Reader::begin(line).map_err(|error| error.to_string())?;
        Ok(Self {
            lines,
            reader,
            buffer,
        })
    }

    /// The next one; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Attempt>, String> {
        while let Some(line) = line(&mut self.lines, &mut self.buffer)? {
            let read = self.reader.line(line).map_err(|error| error.to_string())?;
            if read.is_some() {
                return Ok(read);
            }
        }
        Ok(None)
    }

    /// Whether all was read that a bundle with this hash holds.
    pub(super) fn was(self, hash: &str) -> bool {
        self.reader
            .finish()
            .is_ok_and(|(_, _, found)| found == hash)
    }
}

fn head(mut lines: Lines) -> Result<BranchId, String> {
    let mut buffer = Vec::new();
    let line = line(&mut lines, &mut buffer)?.unwrap_or_default();
    let reader = Reader::begin(line).map_err(|error| error.to_string())?;
    Ok(reader.head().branch.clone())
}

/// The next line without its end; none behind the last.
fn line<'a>(lines: &mut Lines, buffer: &'a mut Vec<u8>) -> Result<Option<&'a str>, String> {
    buffer.clear();
    let read = lines
        .by_ref()
        .take(LONGEST)
        .read_until(b'\n', buffer)
        .map_err(|error| format!("it could not be read: {error}"))?;
    if read == 0 {
        return Ok(None);
    }
    if buffer.last() == Some(&b'\n') {
        buffer.pop();
    } else if read as u64 == LONGEST {
        return Err("it is no bundle: a line has more than a million bytes".to_owned());
    }
    std::str::from_utf8(buffer)
        .map(Some)
        .map_err(|_| "it is no bundle: it is not UTF-8".to_owned())
}

/// A bundle that was opened.
enum Opened {
    File(File),
    Input(Cursor<Arc<[u8]>>),
}

impl Opened {
    /// Its lines from the beginning.
    fn again(&mut self) -> Result<Lines, String> {
        let reader: Box<dyn Read> = match self {
            Self::File(file) => {
                let failed = |error| format!("it could not be read: {error}");
                file.rewind().map_err(failed)?;
                Box::new(file.try_clone().map_err(failed)?)
            }
            Self::Input(bytes) => Box::new(Cursor::new(Arc::clone(bytes.get_ref()))),
        };
        let mut reader = BufReader::with_capacity(1 << 16, reader);
        let packed = reader
            .fill_buf()
            .map_err(|error| format!("it could not be read: {error}"))?
            .starts_with(&[0x1F, 0x8B]);
        Ok(if packed {
            BufReader::with_capacity(1 << 16, Box::new(MultiGzDecoder::new(reader)))
        } else {
            // A second buffer costs little beside what parsing costs.
            BufReader::with_capacity(1 << 16, Box::new(reader))
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "bundles are files")]
fn open(path: &Path) -> io::Result<File> {
    // Opening a folder succeeds on Unix; reading it then has a worse message.
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    File::open(path)
}

fn unreadable(error: &io::Error) -> Refused {
    Refused::Unreadable(format!("it could not be read: {error}"))
}

/// What a bundle is called in messages.
pub(super) fn name(path: &Path) -> String {
    sanitize_line(&path.display().to_string())
}
