//! A pack: a folder of scenarios with a manifest that says whose they are and which edition. Must not look for files.

use super::problem::Problem;
use super::read::{Fields, Kind, Reader, shown, whole};
use super::yaml::Node;
use crate::domain::{Bilingual, Language, PackId};

/// The name of a manifest's file.
pub const MANIFEST: &str = "pack.yaml";

const KEYS: &[&str] = &[
    "format",
    "pack",
    "version",
    "title",
    "about",
    "languages",
    "licence",
];

/// What a manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Its id.
    pub id: PackId,
    /// Its edition, as `1.2.0`.
    pub version: String,
    /// Its name.
    pub title: Bilingual,
    /// What it is about, where the manifest says so.
    pub about: Option<Bilingual>,
    /// The languages in which it was written with care; scenarios have both in any case.
    pub languages: Vec<Language>,
    /// Under which terms it may be passed on: a name such as `CC-BY-4.0`, or `internal`.
    pub licence: String,
}

impl Pack {
    /// The pack of a folder without a manifest.
    #[must_use]
    pub fn unnamed(id: PackId) -> Self {
        let title = Bilingual {
            zh: id.to_string(),
            en: id.to_string(),
        };
        Self {
            id,
            version: "0.0.0".to_owned(),
            title,
            about: None,
            languages: Language::ALL.to_vec(),
            licence: "internal".to_owned(),
        }
    }
}

/// A manifest after reading.
#[derive(Debug)]
pub struct PackDocument {
    /// The pack; none where there is an error.
    pub pack: Option<Pack>,
    /// Everything wrong, in the order of the file.
    pub problems: Vec<Problem>,
    /// Whether it is YAML at all.
    pub parsed: bool,
}

impl PackDocument {
    /// Reads the text of a manifest.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (pack, problems, tree) = whole(text, |reader, tree| {
            let fields = reader.fields(tree, KEYS)?;
            pack(reader, tree, &fields)
        });
        Self {
            pack,
            problems,
            parsed: tree.is_some(),
        }
    }
}

fn pack(reader: &mut Reader, file: &Node, fields: &Fields<'_>) -> Option<Pack> {
    let format = reader.required(file, fields, "format", Reader::format);
    let id = reader.required(file, fields, "pack", |reader, node| {
        reader.id(node, |word| PackId::new(word).ok())
    });
    let version = reader.required(file, fields, "version", version);
    let title = reader.required(file, fields, "title", Reader::bilingual);
    let about = reader.optional(fields, "about", Reader::bilingual);
    let languages = reader.required(file, fields, "languages", |reader, node| {
        reader.filled_list(node, "write `[zh, en]`", language)
    });
    let licence = reader.required(file, fields, "licence", Reader::text);
    format?;
    Some(Pack {
        id: id?,
        version: version?,
        title: title?,
        about,
        languages: languages?,
        licence: licence?,
    })
}

fn language(reader: &mut Reader, node: &Node) -> Option<Language> {
    let known: Vec<&str> = Language::ALL.iter().map(|one| one.key()).collect();
    reader.known(node, &Kind::LANGUAGE, &known, Language::from_key)
}

/// An edition: three numbers with points between them, so that YAML can't take it for one number.
pub(super) fn version(reader: &mut Reader, node: &Node) -> Option<String> {
    let word = reader.word(node)?;
    let parts: Vec<&str> = word.split('.').collect();
    let number =
        |part: &&str| (1..=6).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    if parts.len() == 3 && parts.iter().all(number) {
        return Some(word);
    }
    let place = reader.place_of(node);
    reader.error(
        "invalid-version",
        place,
        format!("`{}` is no version", shown(&word)),
        "write three numbers: `1.0.0`",
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "format: 1\npack: branch\nversion: 1.2.0\ntitle: {zh: 支行, en: Branch}\nlanguages: [zh, en]\nlicence: internal\n";

    #[test]
    fn a_whole_manifest_is_read() {
        let document = PackDocument::read(WHOLE);
        assert_eq!(document.problems, []);
        let pack = document.pack.unwrap();
        assert_eq!(
            (pack.id.as_str(), pack.version.as_str()),
            ("branch", "1.2.0")
        );
        assert_eq!(pack.languages, [Language::Zh, Language::En]);
    }

    #[test]
    fn each_fault_is_named_where_it_is() {
        for (from, to, rule, line) in [
            ("pack: branch", "pack: 支行", "invalid-id", 2),
            ("version: 1.2.0", "version: 1.2", "wrong-type", 3),
            ("version: 1.2.0", "version: v1", "invalid-version", 3),
            ("[zh, en]", "[zh, fr]", "unknown-language", 5),
            ("[zh, en]", "[]", "empty-list", 5),
            ("licence", "license", "unknown-key", 6),
            ("format: 1", "format: 2", "unsupported-format", 1),
        ] {
            let document = PackDocument::read(&WHOLE.replace(from, to));
            let found: Vec<_> = document
                .problems
                .iter()
                .map(|one| (one.rule, one.line))
                .collect();
            assert!(found.contains(&(rule, line)), "{to}: {found:?}");
            assert!(document.pack.is_none(), "{to}");
        }
    }
}
