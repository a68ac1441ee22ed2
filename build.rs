//! Turns the data files into what the program embeds, so that nothing is parsed at start that could be parsed here: the
//! signal files become one inventory with a ready automaton, the scenarios an index with their texts. It must not know more
//! of their meaning than their form.

#![expect(
    clippy::disallowed_methods,
    reason = "the build script reads data files and writes what is embedded"
)]

#[path = "src/scoring/signals/arrange.rs"]
mod arrange;
#[path = "src/scoring/wording/cells.rs"]
#[expect(
    dead_code,
    reason = "shared with the program, which also looks things up"
)]
mod cells;
#[path = "src/scoring/signals/entry.rs"]
#[expect(
    dead_code,
    reason = "shared with the program, which also reads what is written here"
)]
mod entry;
#[path = "src/scenario/fingerprint.rs"]
mod fingerprint;
#[path = "src/scoring/wording/gram.rs"]
mod gram;
#[path = "src/scoring/signals/lists.rs"]
#[expect(
    dead_code,
    reason = "shared with the program, which also looks things up"
)]
mod lists;
#[path = "src/text/normalise.rs"]
#[expect(
    dead_code,
    reason = "shared with the program, which also asks where characters came from"
)]
mod normalise;
#[path = "src/scoring/signals/pattern.rs"]
mod pattern;
#[path = "src/scoring/signals/syntax.rs"]
mod syntax;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use daachorse::DoubleArrayAhoCorasick;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    signals(&out)?;
    wording(&out)?;
    scenarios(&out)?;
    drills(&out)?;
    yaml_to_json("src/scoring/data", &out)?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/text");
    println!("cargo::rerun-if-changed=src/scoring/signals");
    println!("cargo::rerun-if-changed=src/scoring/wording");
    Ok(())
}

/// The files of `folder` with this ending, sorted, so that every machine builds the same.
fn files(folder: &str, ending: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={folder}");
    let mut all: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.ends_with(ending))
        })
        .collect();
    all.sort();
    for file in &all {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    Ok(all)
}

fn signals(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut prepared = entry::Prepared::default();
    let mut sentences = Vec::new();
    for file in files("src/scoring/signals/data", ".yaml")? {
        let text = fs::read_to_string(&file)?;
        let entries: Vec<entry::Entry> =
            serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        for entry in &entries {
            prepared
                .add(entry, |phrase| normalise::normalise(phrase).text())
                .map_err(|problem| format!("{}: {problem}", file.display()))?;
            let examples = entry.matches.all().chain(entry.ignores.all());
            sentences.extend(examples.map(|text| normalise::normalise(text).text()));
        }
    }
    // The signals' own examples say which literals are common in replies and which are worth looking for first.
    let before = automaton(&prepared.compiled.literals)?;
    let mut commonness = vec![0; prepared.compiled.literals.len()];
    for sentence in &sentences {
        for found in before.find_overlapping_iter(sentence.as_str()) {
            commonness[found.value() as usize] += 1;
        }
    }
    prepared.arrange(&commonness);
    let automaton = automaton(&prepared.compiled.literals)?;
    fs::write(out.join("literals.bin"), automaton.serialize())?;
    let words: Vec<u8> = prepared
        .to_words()
        .into_iter()
        .flat_map(u32::to_le_bytes)
        .collect();
    fs::write(out.join("patterns.bin"), words)?;
    fs::write(out.join("signals.json"), serde_json::to_vec(&prepared)?)?;
    Ok(())
}

fn automaton(literals: &[String]) -> Result<DoubleArrayAhoCorasick<u32>, Box<dyn Error>> {
    DoubleArrayAhoCorasick::new(literals).map_err(|error| format!("the automaton: {error}").into())
}

/// Writes `wording.bin`: for each row of the wording's table the hash of its words and its points.
fn wording(out: &Path) -> Result<(), Box<dyn Error>> {
    let file = "src/scoring/data/wording.tsv";
    println!("cargo::rerun-if-changed={file}");
    let text = fs::read_to_string(file)?;
    let columns = text
        .lines()
        .next()
        .map_or(0, |head| head.matches('\t').count());
    let mut seen = std::collections::BTreeSet::new();
    let (mut bytes, mut hashes) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let (words, points) = line
            .split_once('\t')
            .ok_or_else(|| format!("{file}: no points in `{line}`"))?;
        let chars: Vec<char> = words.chars().collect();
        let hash = gram::hash(gram::START, &chars);
        if !seen.insert(hash) {
            return Err(format!("{file}: `{words}` stands there twice, or shares its hash").into());
        }
        hashes.push(hash);
        bytes.extend(hash.to_le_bytes());
        let points: Vec<i16> = points
            .split('\t')
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|error| format!("{file}: `{line}`: {error}"))?;
        if points.len() != columns {
            return Err(format!("{file}: `{line}`: not {columns} columns").into());
        }
        bytes.extend(points.into_iter().flat_map(i16::to_le_bytes));
    }
    fs::write(out.join("wording.bin"), bytes)?;
    fs::write(out.join("cells.bin"), cells::cells(&hashes).as_flattened())?;
    Ok(())
}

/// Writes `library.rs`: for every pack its manifest and for every scenario its id, its text and its replay's text; and
/// `index.json`, what a list shows of each. A scenario that can't be read is left out of the index: saying why is the work of
/// `check`.
fn scenarios(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut index = Vec::new();
    let mut code = String::from("&[\n");
    for manifest in folders_with("scenarios", "pack.yaml")? {
        let folder = manifest.parent().unwrap_or(&manifest);
        let pack: serde_json::Value = serde_yaml::from_str(&fs::read_to_string(&manifest)?)?;
        writeln!(
            code,
            "    EmbeddedPack {{ manifest: {}, scenarios: &[",
            include(&manifest)?
        )?;
        for file in files(&folder.display().to_string(), ".yaml")? {
            let name = file
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            let Some(id) = name
                .strip_suffix(".yaml")
                .filter(|id| !id.ends_with(".replay") && *id != "pack")
            else {
                continue;
            };
            index.extend(header(&fs::read_to_string(&file)?, &pack));
            // That a scenario has no replay yet is for `check` to say, not a reason not to build.
            let replay = file.with_file_name(format!("{id}.replay.yaml"));
            let replay = if replay.is_file() {
                format!("Some({})", include(&replay)?)
            } else {
                "None".to_owned()
            };
            writeln!(
                code,
                "        EmbeddedScenario {{ id: {id:?}, scenario: {}, replay: {replay} }},",
                include(&file)?
            )?;
        }
        code.push_str("    ] },\n");
    }
    code.push_str("]\n");
    fs::write(out.join("library.rs"), code)?;
    fs::write(out.join("index.json"), serde_json::to_vec(&index)?)?;
    Ok(())
}

/// Writes `drills.rs`: the id and the text of each drill.
fn drills(out: &Path) -> Result<(), Box<dyn Error>> {
    let ending = ".drill.yaml";
    let mut code = String::from("&[\n");
    for file in files("scenarios/drills", ending)? {
        let name = file.file_name().and_then(|name| name.to_str());
        let id = name.and_then(|name| name.strip_suffix(ending));
        writeln!(
            code,
            "    ({:?}, {}),",
            id.unwrap_or_default(),
            include(&file)?
        )?;
    }
    code.push_str("]\n");
    fs::write(out.join("drills.rs"), code)?;
    Ok(())
}

/// The files called `name` in the folders of `folder`, sorted.
fn folders_with(folder: &str, name: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={folder}");
    let mut all: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path().join(name)))
        .filter(|path| path.is_file())
        .collect();
    all.sort();
    Ok(all)
}

/// The code that embeds a text.
fn include(path: &Path) -> Result<String, Box<dyn Error>> {
    let path = fs::canonicalize(path)?;
    Ok(format!("include_str!({:?})", path.display().to_string()))
}

/// What a list shows of a scenario.
fn header(text: &str, pack: &serde_json::Value) -> Option<serde_json::Value> {
    let scenario: serde_json::Value = serde_yaml::from_str(text).ok()?;
    let mut header = serde_json::Map::new();
    for key in ["id", "title", "role", "tags", "level", "about"] {
        header.insert(key.to_owned(), scenario.get(key)?.clone());
    }
    header.insert("pack".to_owned(), pack.get("pack")?.clone());
    let edition = fingerprint::fingerprint(text);
    let version = format!(
        "{}@{}+{edition}",
        pack.get("pack")?.as_str()?,
        pack.get("version")?.as_str()?
    );
    header.insert("version".to_owned(), version.into());
    for key in ["states", "endings"] {
        header.insert(key.to_owned(), scenario.get(key)?.as_object()?.len().into());
    }
    let states = scenario.get("states")?.as_object()?;
    let moment = |(id, state): (&String, &serde_json::Value)| {
        Some(serde_json::json!([id, state.get("moment")?]))
    };
    let moments: Option<Vec<serde_json::Value>> = states.iter().map(moment).collect();
    header.insert("moments".to_owned(), moments?.into());
    Some(header.into())
}

/// The small data files of a room as JSON, which is read about ten times faster at start.
fn yaml_to_json(folder: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    for file in files(folder, ".yaml")? {
        let text = fs::read_to_string(&file)?;
        let value: serde_json::Value =
            serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        let name = file
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        fs::write(
            out.join(format!("{name}.json")),
            serde_json::to_vec(&value)?,
        )?;
    }
    Ok(())
}
