//! The keys as the user wants them: the table with some bindings changed. Names of places, commands and keys as a config file
//! has them. Must not read the file.

use std::collections::BTreeMap;

use super::{BINDINGS, Binding, Command, Place};
use crate::i18n::Texts;
use crate::tui::input::{Code, Key};

/// One line of the keymap.
#[derive(Debug, Clone)]
struct Bound {
    binding: &'static Binding,
    keys: Vec<Key>,
}

/// The keys in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: Vec<Bound>,
}

impl Default for Keymap {
    fn default() -> Self {
        let bound = BINDINGS.iter().map(|binding| Bound {
            binding,
            keys: binding.keys.to_vec(),
        });
        Self {
            bound: bound.collect(),
        }
    }
}

impl Keymap {
    /// The table with changes: for a place and a command, the keys in the place of its own. What can't be done is left out and
    /// said, a sentence each.
    #[must_use]
    pub fn with(changes: &BTreeMap<String, BTreeMap<String, Vec<String>>>) -> (Self, Vec<String>) {
        let mut keymap = Self::default();
        let mut problems = Vec::new();
        for (place_name, commands) in changes {
            let Some(place) = Place::ALL.iter().find(|place| kebab(place) == *place_name) else {
                let known: Vec<String> = Place::ALL.iter().map(kebab).collect();
                problems.push(format!(
                    "keys.{place_name}: there is no such place; known: {}",
                    known.join(", ")
                ));
                continue;
            };
            for (command, keys) in commands {
                if let Err(problem) = keymap.change(*place, command, keys) {
                    problems.push(format!("keys.{place_name}.{command}: {problem}"));
                }
            }
        }
        (keymap, problems)
    }

    fn change(&mut self, place: Place, command: &str, keys: &[String]) -> Result<(), String> {
        let here = |bound: &Bound| bound.binding.place == place;
        let wanted = |bound: &Bound| kebab(&bound.binding.command) == command;
        let Some(at) = self
            .bound
            .iter()
            .position(|bound| here(bound) && wanted(bound))
        else {
            let known: Vec<String> = self
                .bound
                .iter()
                .filter(|bound| here(bound))
                .map(|bound| kebab(&bound.binding.command))
                .collect();
            return Err(format!(
                "there is no such command; known: {}",
                known.join(", ")
            ));
        };
        let mut parsed = Vec::with_capacity(keys.len());
        for name in keys {
            let key = parse(name)?;
            if place.is_field() && matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt {
                return Err(format!(
                    "`{name}` is text here; use it with ctrl or alt, or a function key"
                ));
            }
            parsed.push(key);
        }
        if parsed.is_empty() {
            return Err("there must be at least one key".to_owned());
        }
        let taken = self.bound.iter().enumerate().find(|(number, bound)| {
            let there = here(bound)
                || bound.binding.place == Place::Everywhere
                || place == Place::Everywhere;
            *number != at && there && bound.keys.iter().any(|key| parsed.contains(key))
        });
        if let Some((_, other)) = taken {
            return Err(format!(
                "a key of it already means `{}`; change that first",
                kebab(&other.binding.command)
            ));
        }
        if let Some(bound) = self.bound.get_mut(at) {
            bound.keys = parsed;
        }
        Ok(())
    }

    /// What `key` does in `place`, if anything. In a text field plain characters are text.
    #[must_use]
    pub fn command(&self, place: Place, key: Key) -> Option<Command> {
        let text = place.is_field() && matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt;
        if text {
            return None;
        }
        let key = key.folded();
        self.bound
            .iter()
            .filter(|bound| match bound.binding.place {
                Place::Everywhere => !place.leaves_out(bound.binding.command),
                of => of == place,
            })
            .find(|bound| bound.keys.contains(&key))
            .map(|bound| bound.binding.command)
    }

    /// The footer of `place`, the most needed first: key, command and the key of the word.
    pub fn hints(&self, place: Place) -> impl Iterator<Item = (Key, Command, &'static str)> {
        let of = move |wanted: Place| {
            self.bound
                .iter()
                .filter(move |bound| bound.binding.place == wanted)
        };
        let common = of(Place::Everywhere).filter(move |_| place != Place::Ask);
        of(place).chain(common).filter_map(|bound| {
            let key = bound.keys.first()?;
            Some((*key, bound.binding.command, bound.binding.hint?))
        })
    }

    /// What can be done in `place` besides moving about: command, keys, and the key of the sentence that explains it.
    pub fn commands<'k>(
        &'k self,
        place: Place,
        texts: &'k Texts,
    ) -> impl Iterator<Item = (Command, String, &'static str)> + 'k {
        let moves = |command: Command| {
            matches!(
                command,
                Command::Up
                    | Command::Down
                    | Command::Left
                    | Command::Right
                    | Command::PageUp
                    | Command::PageDown
                    | Command::First
                    | Command::Last
                    | Command::Tick(_)
                    | Command::Commands
            )
        };
        let of = move |wanted: Place| {
            self.bound
                .iter()
                .filter(move |bound| bound.binding.place == wanted)
        };
        of(place)
            .chain(of(Place::Everywhere))
            .filter(move |bound| !moves(bound.binding.command))
            .map(|bound| {
                let keys = bound
                    .keys
                    .iter()
                    .take(2)
                    .map(|key| super::name(*key, texts));
                let keys: Vec<String> = keys.collect();
                (bound.binding.command, keys.join("  "), bound.binding.help)
            })
    }

    /// The lines of the help for `place`: the keys of all bindings that say the same, and the key of the sentence. A text
    /// field leaves out keys that it takes as text.
    #[must_use]
    pub fn help(&self, place: Place, texts: &Texts) -> Vec<(String, &'static str)> {
        self.explained(place, place, texts)
    }

    /// The same for the keys that hold everywhere, as far as they do in `place`.
    #[must_use]
    pub fn common_help(&self, place: Place, texts: &Texts) -> Vec<(String, &'static str)> {
        self.explained(Place::Everywhere, place, texts)
    }

    fn explained(&self, of: Place, here: Place, texts: &Texts) -> Vec<(String, &'static str)> {
        let mut lines: Vec<(Vec<String>, &'static str)> = Vec::new();
        let field = here.is_field();
        for bound in self
            .bound
            .iter()
            .filter(|bound| bound.binding.place == of && !here.leaves_out(bound.binding.command))
        {
            let keys = bound
                .keys
                .iter()
                .filter(|key| !field || !matches!(key.code, Code::Char(_)) || key.ctrl || key.alt)
                .map(|key| super::name(*key, texts));
            match lines
                .iter_mut()
                .find(|(_, help)| *help == bound.binding.help)
            {
                Some((known, _)) => known.extend(keys),
                None => lines.push((keys.collect(), bound.binding.help)),
            }
        }
        lines
            .into_iter()
            .map(|(keys, help)| (keys.join("  "), help))
            .collect()
    }
}

/// A name as a config file has it: `PageUp` is `page-up`.
fn kebab(name: &impl std::fmt::Debug) -> String {
    let mut out = String::new();
    for c in format!("{name:?}").chars() {
        match c {
            'A'..='Z' if !out.is_empty() => {
                out.push('-');
                out.push(c.to_ascii_lowercase());
            }
            '(' | ')' => out.push_str(if c == '(' { "-" } else { "" }),
            _ => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

/// A key by its name: `a`, `f5`, `ctrl-s`, `alt-enter`, `page-down`.
fn parse(name: &str) -> Result<Key, String> {
    let mut rest = name;
    let (mut ctrl, mut alt) = (false, false);
    loop {
        if let Some(after) = rest.strip_prefix("ctrl-") {
            (ctrl, rest) = (true, after);
        } else if let Some(after) = rest.strip_prefix("alt-") {
            (alt, rest) = (true, after);
        } else {
            break;
        }
    }
    let function = rest
        .strip_prefix('f')
        .and_then(|number| number.parse::<u8>().ok())
        .filter(|number| (1..=12).contains(number));
    let mut chars = rest.chars();
    let code = match (rest, function, chars.next(), chars.next()) {
        (_, Some(number), ..) => Code::Function(number),
        ("enter", ..) => Code::Enter,
        ("esc", ..) => Code::Esc,
        ("space", ..) => Code::Char(' '),
        ("tab", ..) => Code::Tab,
        ("backtab", ..) => Code::BackTab,
        ("backspace", ..) => Code::Backspace,
        ("delete", ..) => Code::Delete,
        ("up", ..) => Code::Up,
        ("down", ..) => Code::Down,
        ("left", ..) => Code::Left,
        ("right", ..) => Code::Right,
        ("home", ..) => Code::Home,
        ("end", ..) => Code::End,
        ("page-up", ..) => Code::PageUp,
        ("page-down", ..) => Code::PageDown,
        (_, None, Some(c), None) => Code::Char(c.to_ascii_lowercase()),
        _ => {
            return Err(format!(
                "`{name}` is no key; write it like `a`, `f5`, `ctrl-s`, `alt-enter` or `page-down`"
            ));
        }
    };
    Ok(Key {
        code,
        ctrl,
        alt,
        shift: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(place: &str, command: &str, keys: &[&str]) -> (Keymap, Vec<String>) {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        let commands = BTreeMap::from([(command.to_owned(), keys)]);
        Keymap::with(&BTreeMap::from([(place.to_owned(), commands)]))
    }

    #[test]
    fn a_changed_key_works_and_the_old_one_does_not() {
        let (keymap, problems) = with("home", "drill", &["ctrl-d", "f12"]);
        assert_eq!(problems, [""; 0]);
        assert_eq!(
            keymap.command(Place::Home, Key::ctrl('d')),
            Some(Command::Drill)
        );
        assert_eq!(
            keymap.command(Place::Home, Key::plain(Code::Char('d'))),
            None
        );
        let hint = keymap
            .hints(Place::Home)
            .find(|(_, command, _)| *command == Command::Drill);
        assert_eq!(hint.map(|(key, ..)| key), Some(Key::ctrl('d')));
    }

    #[test]
    fn what_cannot_be_done_is_said_and_left_out() {
        for (place, command, keys, said) in [
            ("nowhere", "drill", &["x"][..], "no such place"),
            ("home", "fly", &["x"], "no such command"),
            ("home", "drill", &["hyper-x"], "no key"),
            ("home", "drill", &["s"], "already means `sparring`"),
            ("home", "drill", &["f1"], "already means `help`"),
            ("writing", "send", &["x"], "is text here"),
            ("home", "drill", &[], "at least one key"),
        ] {
            let (keymap, problems) = with(place, command, keys);
            assert!(
                problems.len() == 1 && problems[0].contains(said),
                "{problems:?}"
            );
            assert_eq!(
                keymap.command(Place::Home, Key::plain(Code::Char('d'))),
                Some(Command::Drill)
            );
        }
    }

    #[test]
    fn every_command_has_a_name_of_its_own_in_its_place() {
        let mut seen = std::collections::HashSet::new();
        for binding in BINDINGS {
            seen.insert((binding.place, kebab(&binding.command)));
        }
        assert!(seen.contains(&(Place::Home, "page-up".to_owned())));
        assert!(seen.contains(&(Place::Palette, "tick-1".to_owned())));
    }
}
