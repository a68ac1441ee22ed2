//! `class report --format certificates`: a page for each who passed. The class is proved first: what is not as it was written
//! certifies nobody. Must not judge who passed.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use super::no_class;
use crate::classroom::{Directory, certificate, results, verify};
use crate::cli::{Exit, Streams, world};
use crate::i18n::Texts;
use crate::report::class::{self, AnswerResults};
use crate::scenario::Library;
use crate::text::sanitize_line;

/// Writes them into `output`, or into the class's own folder for them.
pub(super) fn run(
    directory: &Directory,
    library: &Library,
    output: Option<&Path>,
    texts: &Texts,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let read = results(directory).and_then(|results| {
        let verified = verify(directory, &|id| library.scenario(id.as_str()))?;
        Ok((results, verified))
    });
    let (results, verified) = match read {
        Ok(read) => read,
        Err(error) => return no_class(error, Exit::Unreadable, streams),
    };
    if results.ended.is_none() {
        writeln!(streams.err, "{}", texts.get("certificate-goes-on"))?;
        return Ok(Exit::FellShort);
    }
    let unsound = |file: &str| verified.findings.iter().any(|one| one.file == file);
    let place = sanitize_line(&directory.root().display().to_string());
    if unsound("trainer.jsonl") {
        let said = texts.with("certificate-log", &[("dir", place.into())]);
        writeln!(streams.err, "{said}")?;
        return Ok(Exit::FellShort);
    }
    let folder = output.map_or_else(|| directory.certificates(), Path::to_owned);
    let title = |answer: &AnswerResults| {
        let scenario = library.scenario(answer.scenario.as_str());
        let title = scenario.map(|one| one.title.get(texts.language()).to_owned());
        title.unwrap_or_else(|| answer.scenario.to_string())
    };
    let zone = world::zone();
    let (mut written, mut exit) = (0, Exit::Fine);
    for seat in results.seats.iter().filter(|seat| results.passed(seat)) {
        let page = class::certificate(texts, &zone, &results, seat, &verified.head, title);
        // Who was erased passed without a name.
        let (Some(page), Some(name)) = (page, &seat.name) else {
            continue;
        };
        let name = sanitize_line(name);
        if unsound(&format!("people/{}.jsonl", seat.seat)) {
            exit = Exit::FellShort;
            let said = [("name", name.into()), ("dir", place.as_str().into())];
            writeln!(
                streams.err,
                "{}",
                texts.with("certificate-not-sound", &said)
            )?;
            continue;
        }
        if written == 0 {
            std::fs::create_dir_all(&folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let file = folder.join(certificate(&results.class, &seat.seat));
        write(&file, &page).with_context(|| format!("cannot write {}", file.display()))?;
        written += 1;
        let file = sanitize_line(&file.display().to_string());
        let said = [("name", name.into()), ("file", file.into())];
        writeln!(streams.out, "{}", texts.with("certificate-written", &said))?;
    }
    if written == 0 && exit == Exit::Fine {
        writeln!(streams.err, "{}", texts.get("certificate-none"))?;
    }
    Ok(exit)
}

/// For its owner and the folder's group, the trainers, as what was answered is: the folder of a class may be everybody's.
fn write(file: &Path, page: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o640);
    }
    options.open(file)?.write_all(page.as_bytes())
}
