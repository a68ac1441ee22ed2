//! Authored files from the disk: folders walked, sizes limited before anything is read, texts decoded. Must not know what is
//! in them.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::report::Unreadable;
use crate::scenario::problem::{Problem, Severity};
use crate::scenario::yaml::{MAX_BYTES, Place};

/// A file as text.
#[derive(Debug)]
pub(super) struct Source {
    /// The name the user knows it by.
    pub(super) name: String,
    /// Where it lies; none for what is embedded in the program.
    pub(super) path: Option<PathBuf>,
    /// What is in it.
    pub(super) text: String,
    /// What was odd about its encoding.
    pub(super) notes: Vec<Problem>,
}

/// How deep folders are walked; symbolic links to folders are not followed.
const MAX_FOLDERS: usize = 16;

/// Reads every file given, and every file of the folders given whose name ends in `ending`, sorted within a folder.
pub(super) fn read_all(paths: &[PathBuf], ending: &str) -> (Vec<Source>, Vec<Unreadable>) {
    let mut sources = Vec::new();
    let mut unreadable = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut found = Vec::new();
            if let Err(error) = walk(path, ending, MAX_FOLDERS, &mut found) {
                unreadable.push(not_read(path, &error));
            } else if found.is_empty() {
                unreadable.push(Unreadable {
                    name: shown(path),
                    message: format!("there is no file `*{ending}` in this folder"),
                });
            }
            for file in found {
                match read(&file) {
                    Ok(source) => sources.push(source),
                    Err(problem) => unreadable.push(problem),
                }
            }
        } else {
            match read(path) {
                Ok(source) => sources.push(source),
                Err(problem) => unreadable.push(problem),
            }
        }
    }
    (sources, unreadable)
}

/// The files of a folder whose name ends in `ending`, sorted within a folder; none where it can't be read.
pub(super) fn in_folder(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    match walk(folder, ending, MAX_FOLDERS, &mut found) {
        Ok(()) => found,
        Err(_) => Vec::new(),
    }
}

fn walk(folder: &Path, ending: &str, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if depth > 0 && !name.starts_with('.') {
                walk(&entry.path(), ending, depth - 1, found)?;
            }
        } else if name.ends_with(ending) && !name.starts_with('.') {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// Reads one file.
pub(super) fn read(path: &Path) -> Result<Source, Unreadable> {
    let bytes = bytes(path).map_err(|error| named(not_read(path, &error), path))?;
    let Some(bytes) = bytes else {
        return Err(Unreadable {
            name: shown(path),
            message: format!(
                "this is larger than {} MB, far more than any scenario; it was not read",
                MAX_BYTES / 1024 / 1024
            ),
        });
    };
    let (text, note) = decode(&bytes).map_err(|message| Unreadable {
        name: shown(path),
        message: message.to_owned(),
    })?;
    Ok(Source {
        name: shown(path),
        path: Some(path.to_owned()),
        text,
        notes: note.into_iter().collect(),
    })
}

/// A file that is not there, and is with `.yaml` behind its name: other commands take a scenario's id, these take files.
fn named(mut unread: Unreadable, path: &Path) -> Unreadable {
    let mut name = path.as_os_str().to_owned();
    name.push(".yaml");
    if !path.exists() && Path::new(&name).is_file() {
        unread.message += &format!("; did you mean `{}`?", shown(Path::new(&name)));
    }
    unread
}

/// The bytes of a file, `None` if there are more than [`MAX_BYTES`]. A device or a pipe has no size beforehand, so no more
/// than that is taken from it.
fn bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the command line reads authored files"
    )]
    let file = File::open(path)?;
    let limit = MAX_BYTES as u64;
    if file.metadata()?.len() > limit {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= MAX_BYTES).then_some(bytes))
}

/// Text from bytes: UTF-8, what a byte-order mark says, or else GB18030, which old editors on Chinese Windows write. What it
/// is not is said in a sentence.
fn decode(bytes: &[u8]) -> Result<(String, Option<Problem>), &'static str> {
    const NEITHER: &str = "this is text neither in UTF-8 nor in GB18030; save it as UTF-8";
    let as_marked = |encoding: &'static Encoding, bytes| {
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(std::borrow::Cow::into_owned)
            .ok_or(NEITHER)
    };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = as_marked(encoding, bytes.get(mark..).unwrap_or_default())?;
        let first = Place {
            line: 1,
            column: 1,
            length: 1,
        };
        let note = (encoding != UTF_8).then(|| not_utf8(encoding.name(), first));
        return Ok((text, note));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), None)),
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            if error.error_len().is_none() && !valid.is_ascii() {
                return Err(
                    "this ends in the middle of a character: a part of the file is missing",
                );
            }
            let text = as_marked(GB18030, bytes)?;
            let note = not_utf8(GB18030.name(), place_after(valid));
            Ok((text, Some(note)))
        }
    }
}

/// The place behind `valid`, which is UTF-8.
fn place_after(valid: &[u8]) -> Place {
    let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let last = valid
        .rsplit(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let column = String::from_utf8_lossy(last).chars().count() + 1;
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place {
        line: small(line),
        column: small(column),
        length: 1,
    }
}

fn not_utf8(encoding: &str, place: Place) -> Problem {
    Problem::new(
        "not-utf-8",
        Severity::Warning,
        place,
        String::new(),
        format!("the file is not in UTF-8; it was read as {encoding}"),
        "save it as UTF-8, so that every machine reads the same characters".to_owned(),
    )
}

/// Why a file or a folder could not be read.
pub(super) fn not_read(path: &Path, error: &io::Error) -> Unreadable {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::NotADirectory => "this is no folder".to_owned(),
        io::ErrorKind::PermissionDenied => "reading it is not allowed".to_owned(),
        _ => format!("it could not be read: {error}"),
    };
    Unreadable {
        name: shown(path),
        message,
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_read_and_noted() {
        let (gb, _, _) = GB18030.encode("id: a\ntitle: 您好");
        let utf16: Vec<u8> = "\u{feff}您好"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (bytes, text, at) in [
            ("您好".as_bytes(), "您好", None),
            ("\u{feff}您好".as_bytes(), "您好", None),
            (&gb, "id: a\ntitle: 您好", Some((2, 8))),
            (&utf16, "您好", Some((1, 1))),
        ] {
            let (read, note) = decode(bytes).unwrap();
            assert_eq!(read, text);
            assert_eq!(note.map(|note| (note.line, note.column)), at, "{text}");
        }
        assert!(decode(b"a: \xff\xff\x80").is_err());
        // Half of 好: not GB18030, but UTF-8 that was cut off.
        assert!(decode(&"您好".as_bytes()[..5]).is_err());
    }
}
