//! Options before the subcommand: `teller-coach --no-store practice` means `teller-coach practice --no-store`. What the
//! subcommand does not know it refuses itself, in its own name. Must not know any option by name.

use std::ffi::OsString;

use clap::Command;

/// `args`, beginning with the program's name, with the options of the bare `program` that stand before a subcommand put
/// behind its name. Without a subcommand, or where one of them is no option of the program's, as they are.
pub(super) fn behind_the_command(program: &Command, args: Vec<OsString>) -> Vec<OsString> {
    let Some(first) = command_at(program, &args) else {
        return args;
    };
    let mut last = first;
    let mut command = program;
    // `class wall` has options of its own; `class` has none.
    while let Some(inner) = args.get(last).and_then(|name| named(command, name)) {
        command = inner;
        last += 1;
    }
    let mut out = args.get(..1).unwrap_or_default().to_vec();
    out.extend_from_slice(args.get(first..last).unwrap_or_default());
    out.extend_from_slice(args.get(1..first).unwrap_or_default());
    out.extend_from_slice(args.get(last..).unwrap_or_default());
    out
}

fn named<'c>(command: &'c Command, name: &OsString) -> Option<&'c Command> {
    name.to_str().and_then(|name| command.find_subcommand(name))
}

/// Where the subcommand stands behind options of the program's own.
fn command_at(program: &Command, args: &[OsString]) -> Option<usize> {
    let mut at = 1;
    loop {
        let word = args.get(at)?;
        if named(program, word).is_some() {
            return (at > 1).then_some(at);
        }
        let option = word.to_str()?.strip_prefix("--")?;
        let (name, value) = option
            .split_once('=')
            .map_or((option, None), |(name, value)| (name, Some(value)));
        let known = program
            .get_arguments()
            .find(|known| known.get_long() == Some(name))?;
        let apart = known.get_action().takes_values() && value.is_none();
        at += if apart { 2 } else { 1 };
    }
}

#[cfg(test)]
mod tests {
    use clap::{Arg, ArgAction};

    use super::*;

    fn moved(typed: &str) -> String {
        let flag = Arg::new("quiet").long("quiet").action(ArgAction::SetTrue);
        let program = Command::new("program")
            .arg(flag)
            .arg(Arg::new("seed").long("seed"))
            .subcommand(Command::new("play"))
            .subcommand(Command::new("group").subcommand(Command::new("inner")));
        let args = typed.split(' ').map(OsString::from).collect();
        let out = behind_the_command(&program, args);
        let words: Vec<_> = out.iter().filter_map(|word| word.to_str()).collect();
        words.join(" ")
    }

    #[test]
    fn options_of_the_program_go_behind_the_command() {
        for (typed, meant) in [
            ("p --quiet play x", "p play --quiet x"),
            ("p --seed 3 --quiet play", "p play --seed 3 --quiet"),
            ("p --seed=3 group inner x", "p group inner --seed=3 x"),
            // A value may look like a command.
            ("p --seed play play", "p play --seed play"),
        ] {
            assert_eq!(moved(typed), meant);
        }
    }

    #[test]
    fn what_is_no_option_before_a_command_stays() {
        for typed in [
            "p play --quiet",
            "p --quiet",
            "p --seed play",
            "p --other play",
            "p -- play",
            "p --quiet stray play",
        ] {
            assert_eq!(moved(typed), typed);
        }
    }
}
