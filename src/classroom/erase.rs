//! Takes names out of a class's folder for good: events stay, so that the class can still be proved and its numbers hold. Must
//! not touch a log.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::directory::{ClassError, Directory, file, is_seat};
use crate::tui::class::{Orders, Phase};

/// The folder in a class's where certificates are written unless another is named.
const CERTIFICATES: &str = "certificates";

/// A seat whose name is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seated {
    /// The seat.
    pub seat: String,
    /// The name; empty where it can't be read.
    pub name: String,
}

impl Directory {
    /// Where certificates go.
    #[must_use]
    pub fn certificates(&self) -> PathBuf {
        self.root().join(CERTIFICATES)
    }

    /// The seats whose names are still there, sorted by id.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn seated(&self) -> Result<Vec<Seated>, ClassError> {
        let mut seats = BTreeSet::new();
        for name in listed(&self.people())? {
            // A kill between writing and renaming leaves a name in a file of another ending.
            if let Some((seat, ending)) = name.split_once('.')
                && (ending == "name" || ending.starts_with("new"))
                && is_seat(seat)
            {
                seats.insert(seat.to_owned());
            }
        }
        let seated = seats.into_iter().map(|seat| Seated {
            name: self.read(&self.name(&seat)).unwrap_or_default(),
            seat,
        });
        Ok(seated.collect())
    }

    /// Erases the names of these seats: from the wall in the control file, their certificates here and in `elsewhere`, and last
    /// their own files, so that what was interrupted is found again. How many certificates went.
    ///
    /// # Errors
    /// When a file can't be read, written or taken away; what was erased until then is erased.
    pub fn erase_names(
        &self,
        seats: &[Seated],
        elsewhere: &[PathBuf],
    ) -> Result<usize, ClassError> {
        let mut orders: Orders = self.read(&self.control())?;
        let gone = |name: &str| seats.iter().any(|one| one.name == name);
        let mut changed = false;
        for answer in &mut orders.wall {
            if answer.name.as_deref().is_some_and(gone) {
                (answer.name, changed) = (None, true);
            }
        }
        if changed {
            self.write(&self.control(), &orders)?;
        }
        if orders.phase == Phase::Ended {
            for name in listed(self.root())? {
                if name.starts_with("control.new") {
                    overwrite(&self.root().join(name))?;
                }
            }
        }
        let mut certificates = 0;
        let own = self.certificates();
        for folder in std::iter::once(&own).chain(elsewhere) {
            for one in seats {
                let path = folder.join(certificate(&orders.class, &one.seat));
                certificates += usize::from(overwrite(&path)?);
            }
        }
        let people = self.people();
        for name in listed(&people)? {
            let ours = |one: &Seated| {
                name.strip_prefix(&one.seat)
                    .is_some_and(|rest| rest == ".name" || rest.starts_with(".new"))
            };
            if seats.iter().any(ours) {
                overwrite(&people.join(&name))?;
            }
        }
        Ok(certificates)
    }
}

/// What the file of a seat's certificate is called: by the seat, so that a listing of the folder names nobody.
#[must_use]
pub fn certificate(class: &str, seat: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let class: String = class.chars().filter(|c| plain(*c)).collect();
    format!("{class}-{seat}.html")
}

fn listed(folder: &Path) -> Result<Vec<String>, ClassError> {
    let listed = fs::read_dir(folder).map_err(file("listing", folder))?;
    let names = listed.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    Ok(names.collect())
}

/// Overwrites a file and takes it away; whether there was one. Another's file, which can't be written, is only taken away.
fn overwrite(path: &Path) -> Result<bool, ClassError> {
    let there = match fs::symlink_metadata(path) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(file("looking at", path)(error)),
    };
    if there.is_file()
        && let Ok(mut open) = OpenOptions::new().write(true).open(path)
        && same(&there, &open)
    {
        let zeros = vec![0; usize::try_from(there.len()).unwrap_or_default()];
        open.write_all(&zeros)
            .and_then(|()| open.sync_all())
            .map_err(file("overwriting", path))?;
    }
    fs::remove_file(path).map_err(file("erasing", path))?;
    Ok(true)
}

/// Whether what was opened is what was looked at, and has no other name: trainees can put links into the folder, and what they
/// lead to must not be overwritten.
#[cfg(unix)]
fn same(there: &fs::Metadata, open: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let of = |one: &fs::Metadata| (one.dev(), one.ino());
    there.nlink() == 1 && open.metadata().is_ok_and(|open| of(&open) == of(there))
}

#[cfg(not(unix))]
fn same(_there: &fs::Metadata, _open: &File) -> bool {
    true
}
