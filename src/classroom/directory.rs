//! The directory of a class: which file is where, writing so that a reader never sees half of it, appending so that a killed
//! process loses nothing it had sent. Must not understand what is written.

#![expect(
    clippy::disallowed_methods,
    reason = "a class is files: this is the one place of the room that touches them"
)]

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// The most bytes read of one file at once: a file of another's making can't fill the memory.
const MOST: u64 = 4 * 1024 * 1024;

/// Why the class can't be read or written.
#[derive(Debug, Error)]
pub enum ClassError {
    /// A file could not be read or written.
    #[error("{what} {path} failed: {source}")]
    File {
        /// What was tried.
        what: &'static str,
        /// The file.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
    /// A file does not say what it should.
    #[error(
        "{path} is not as this program writes it ({why}); if another version wrote it, use that one"
    )]
    Form {
        /// The file.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// The folder holds another class, which is going on.
    #[error(
        "in {path} the class {class} of the drill {drill} is going on: take it up with `teller-coach class host {drill} --dir \
         {path}` and end it there (E), or give this one another folder"
    )]
    Taken {
        /// The folder.
        path: String,
        /// The class there.
        class: String,
        /// Its drill.
        drill: String,
    },
    /// The folder can't be written by whoever leads.
    #[error(
        "the class in {path} can't be led from here ({why}): the folder must be writable for you, and `teller-coach class setup` \
         makes it so for the trainers' group"
    )]
    Closed {
        /// The folder.
        path: String,
        /// What could not be written.
        why: String,
    },
    /// There is no class.
    #[error("there is no class in {path}: `teller-coach class host DRILL --dir {path}` opens one")]
    Nothing {
        /// The directory.
        path: String,
    },
}

/// The directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directory {
    root: PathBuf,
}

impl Directory {
    /// The class in this folder.
    #[must_use]
    pub const fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Makes the folders of a new class.
    ///
    /// # Errors
    /// When they can't be made.
    pub fn make(&self) -> Result<(), ClassError> {
        for folder in [self.root.clone(), self.people()] {
            fs::create_dir_all(&folder).map_err(file("making the folder", &folder))?;
        }
        Ok(())
    }

    /// Where a class that has ended lies once another was opened in the folder.
    #[must_use]
    pub fn ended(&self, class: &str) -> Self {
        Self::new(self.root.join("ended").join(class))
    }

    /// Takes the files of a class that has ended out of the way of the next one. The control file goes last: where this was cut
    /// off, the next attempt goes on.
    ///
    /// # Errors
    /// When they can't be moved; what was moved before lies in its new place.
    pub fn set_aside(&self, class: &str) -> Result<Self, ClassError> {
        if !is_seat(class) {
            return Err(ClassError::Form {
                path: self.control().display().to_string(),
                why: "the name of its class leads elsewhere".to_owned(),
            });
        }
        let aside = self.ended(class);
        fs::create_dir_all(&aside.root).map_err(file("making the folder", &aside.root))?;
        let people = fs::metadata(self.people()).map(|there| there.permissions());
        for (from, to) in [
            (self.people(), aside.people()),
            (self.log(), aside.log()),
            (self.control(), aside.control()),
        ] {
            match fs::rename(&from, &to) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                moved => moved.map_err(file("setting aside", &from))?,
            }
        }
        self.make()?;
        // Trainees write in it: what they may do there is what they could before.
        if let Ok(rights) = people {
            fs::set_permissions(self.people(), rights)
                .map_err(file("setting the rights of", &self.people()))?;
        }
        Ok(aside)
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The control file.
    #[must_use]
    pub fn control(&self) -> PathBuf {
        self.root.join("control.json")
    }

    /// What the trainer did.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.root.join("trainer.jsonl")
    }

    /// Where the seats are.
    #[must_use]
    pub fn people(&self) -> PathBuf {
        self.root.join("people")
    }

    /// What happened at a seat.
    #[must_use]
    pub fn seat(&self, seat: &str) -> PathBuf {
        self.people().join(format!("{seat}.jsonl"))
    }

    /// Who sits there.
    #[must_use]
    pub fn name(&self, seat: &str) -> PathBuf {
        self.people().join(format!("{seat}.name"))
    }

    /// What they are doing now.
    #[must_use]
    pub fn now(&self, seat: &str) -> PathBuf {
        self.people().join(format!("{seat}.now"))
    }

    /// The seats, sorted by id.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn seats(&self) -> Result<Vec<String>, ClassError> {
        let folder = self.people();
        let listed = fs::read_dir(&folder).map_err(file("listing", &folder))?;
        let mut all: Vec<String> = listed
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".jsonl").map(str::to_owned))
            .filter(|seat| is_seat(seat))
            .collect();
        all.sort();
        Ok(all)
    }

    /// Reads a whole file as JSON.
    ///
    /// # Errors
    /// When there is none, it can't be read, or says something else.
    pub fn read<T: DeserializeOwned>(&self, path: &Path) -> Result<T, ClassError> {
        let mut text = String::new();
        File::open(path)
            .and_then(|file| file.take(MOST).read_to_string(&mut text))
            .map_err(|source| match source.kind() {
                std::io::ErrorKind::NotFound if path == self.control() => ClassError::Nothing {
                    path: self.root.display().to_string(),
                },
                _ => file("reading", path)(source),
            })?;
        serde_json::from_str(&text).map_err(|error| ClassError::Form {
            path: path.display().to_string(),
            why: error.to_string(),
        })
    }

    /// Writes a whole file: a reader sees the old one or the new one.
    ///
    /// # Errors
    /// When it can't be written; the old one is still there then.
    pub fn write<T: Serialize>(&self, path: &Path, value: &T) -> Result<(), ClassError> {
        let beside = path.with_extension(format!("new{}", std::process::id()));
        let text = serde_json::to_string(value).unwrap_or_default();
        let written = File::create(&beside)
            .and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.sync_data()
            })
            .and_then(|()| fs::rename(&beside, path));
        written.map_err(|source| {
            let _ = fs::remove_file(&beside);
            file("writing", path)(source)
        })
    }

    /// Appends lines to a file of one's own. What another had left there without a line's end is ended first.
    ///
    /// # Errors
    /// When it can't be written; then none of it is there, or, where not even that can be seen to, a part that the next attempt ends.
    pub fn append(&self, path: &Path, lines: &str) -> Result<(), ClassError> {
        let append = || -> std::io::Result<()> {
            let mut file =
                own(OpenOptions::new().create(true).append(true).read(true)).open(path)?;
            let mut last = [b'\n'];
            let before = file.metadata()?.len();
            if before > 0 {
                file.seek(SeekFrom::End(-1))?;
                file.read_exact(&mut last)?;
            }
            let mut write = || {
                if last != [b'\n'] {
                    file.write_all(b"\n")?;
                }
                file.write_all(lines.as_bytes())?;
                file.sync_data()
            };
            let written = write();
            if written.is_err() {
                // A disk that filled up has taken a part: half a line would look as if somebody had been at the file.
                let _ = file.set_len(before);
            }
            written
        };
        append().map_err(file("appending to", path))
    }

    /// Whether this process may append to the file, which is there.
    #[must_use]
    pub fn may_append(&self, path: &Path) -> bool {
        OpenOptions::new().append(true).open(path).is_ok()
    }

    /// The whole lines of a file from `from` on, and where they end; from its beginning where the file is shorter than that.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn tail(&self, path: &Path, from: u64) -> Result<Tail, ClassError> {
        let read = || -> std::io::Result<Tail> {
            let mut file = File::open(path)?;
            let length = file.metadata()?.len();
            let shortened = length < from;
            let from = if shortened { 0 } else { from };
            if length == from {
                return Ok(Tail {
                    lines: Vec::new(),
                    end: from,
                    shortened,
                });
            }
            file.seek(SeekFrom::Start(from))?;
            let mut bytes = Vec::new();
            file.take(MOST).read_to_end(&mut bytes)?;
            let whole = bytes
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |at| at + 1);
            let text = String::from_utf8_lossy(&bytes[..whole]);
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            Ok(Tail {
                lines: lines.map(str::to_owned).collect(),
                end: from + whole as u64,
                shortened,
            })
        };
        read().map_err(file("reading", path))
    }
}

/// A file of one's own: others may not read what is not revealed yet. The folder's group, the trainers', may.
#[cfg(unix)]
fn own(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o640)
}

#[cfg(not(unix))]
fn own(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// New lines of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    /// The lines.
    pub lines: Vec<String>,
    /// Where they end, in bytes.
    pub end: u64,
    /// The file is shorter than it was: these are all its lines.
    pub shortened: bool,
}

/// Whether this can be a seat's id: nothing that leads out of the folder.
pub(super) fn is_seat(seat: &str) -> bool {
    let of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    !seat.is_empty() && seat.len() <= 32 && seat.chars().all(of_id)
}

pub(super) fn file<'p>(
    what: &'static str,
    path: &'p Path,
) -> impl FnOnce(std::io::Error) -> ClassError + 'p {
    move |source| ClassError::File {
        what,
        path: path.display().to_string(),
        source,
    }
}
