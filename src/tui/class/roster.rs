//! Who is in the class: a table of names, ids and branches, and whose turn it is to answer, so that nobody answers twice before
//! everybody has once. Pure. Must not read files.

use rand::SeedableRng;
use rand::rngs::ChaCha12Rng;
use rand::seq::SliceRandom;

/// Somebody in the class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name.
    pub name: String,
    /// The id; empty where the table has none.
    pub id: String,
    /// The branch; empty where the table has none.
    pub branch: String,
}

/// What the columns may be called, in lower case.
const NAMES: &[&str] = &["name", "names", "姓名", "名字"];
const IDS: &[&str] = &["id", "staff id", "employee id", "工号", "编号"];
const BRANCHES: &[&str] = &["branch", "outlet", "网点", "支行", "机构"];

/// Reads a roster: commas, tabs or semicolons between the cells, quotes as spreadsheets write them. The first row may name the
/// columns (`name`, `id`, `branch`; `姓名`, `工号`, `网点`); without it they are in this order.
///
/// # Errors
/// A sentence that says what is wrong and in which line.
pub fn read(text: &str) -> Result<Vec<Member>, String> {
    let divider = [',', '\t', ';', '，'].into_iter().max_by_key(|divider| {
        let first = text.lines().next().unwrap_or_default();
        first.matches(*divider).count()
    });
    let rows = rows(text, divider.unwrap_or(','));
    let of = |row: &[String], names: &[&str]| {
        row.iter()
            .position(|cell| names.contains(&cell.trim().to_lowercase().as_str()))
    };
    let first = rows.first().map_or(&[][..], |(_, row)| row);
    let headed = of(first, NAMES);
    let columns = headed.map_or((0, Some(1), Some(2)), |name| {
        (name, of(first, IDS), of(first, BRANCHES))
    });
    let mut out: Vec<Member> = Vec::new();
    for (line, row) in rows.iter().skip(usize::from(headed.is_some())) {
        let cell = |column: Option<usize>| {
            let cell = column.and_then(|column| row.get(column));
            cell.map_or_else(String::new, |cell| cell.trim().to_owned())
        };
        let member = Member {
            name: cell(Some(columns.0)),
            id: cell(columns.1),
            branch: cell(columns.2),
        };
        if member.name.is_empty() {
            return Err(format!(
                "line {line}: there is no name; write one, or take the line out"
            ));
        }
        let twice = |one: &&Member| one.name == member.name && one.id == member.id;
        if out.iter().any(|one| twice(&one)) {
            return Err(format!(
                "line {line}: {} stands there twice; take one out, or give both an id",
                member.name
            ));
        }
        out.push(member);
    }
    if out.is_empty() {
        return Err("there is nobody in it: write a name a line".to_owned());
    }
    Ok(out)
}

/// The cells of each row that holds any, with the line where it begins (RFC 4180, any divider).
fn rows(text: &str, divider: char) -> Vec<(usize, Vec<String>)> {
    let mut out: Vec<(usize, Vec<String>)> = Vec::new();
    let (mut row, mut cell, mut quoted): (Vec<String>, String, bool) = Default::default();
    let (mut line, mut begun) = (1, 1);
    let mut chars = text.chars().filter(|c| *c != '\r').chain(['\n']).peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                let whole = std::mem::take(&mut row);
                if whole.iter().any(|cell| !cell.trim().is_empty()) {
                    out.push((begun, whole));
                }
                line += 1;
                begun = line;
            }
            c if c == divider && !quoted => row.push(std::mem::take(&mut cell)),
            c => {
                line += usize::from(c == '\n');
                cell.push(c);
            }
        }
    }
    out
}

/// Whose turn it is: everybody once, in an order of chance, then everybody again in another.
#[derive(Debug)]
pub struct Turns {
    members: usize,
    left: Vec<usize>,
    last: Option<usize>,
    chance: ChaCha12Rng,
}

impl Turns {
    /// Nobody has answered yet.
    #[must_use]
    pub fn new(members: usize, seed: u64) -> Self {
        Self {
            members,
            left: Vec::new(),
            last: None,
            chance: ChaCha12Rng::seed_from_u64(seed),
        }
    }

    /// The number of whoever is next; none where there is nobody.
    pub fn draw(&mut self) -> Option<usize> {
        if self.left.is_empty() {
            self.left = (0..self.members).collect();
            self.left.shuffle(&mut self.chance);
            // Whoever was last in one order is not the first in the next.
            if self.members > 1 && self.left.last().copied() == self.last {
                self.left.rotate_right(1);
            }
        }
        self.last = self.left.pop();
        self.last
    }

    /// Puts somebody back who is not here: it will be somebody else's turn, and theirs later.
    pub fn pass(&mut self, member: usize) {
        self.left.insert(0, member);
    }
}

/// Members in teams as even as can be, in an order of chance: for each the team's number, from 0.
#[must_use]
pub fn teams(members: usize, teams: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..members).collect();
    order.shuffle(&mut ChaCha12Rng::seed_from_u64(seed));
    let mut out = vec![0; members];
    for (place, member) in order.into_iter().enumerate() {
        out[member] = place % teams.max(1);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rosters_are_read_however_a_spreadsheet_writes_them() {
        let want = [("李明", "007", "城东"), ("Ann \"A\" Lee", "8", "West, 2nd")];
        for text in [
            "姓名,工号,网点\n李明,007,城东\n\"Ann \"\"A\"\" Lee\",8,\"West, 2nd\"\n",
            "网点;工号;姓名\r\n城东;007;李明\r\n\r\nWest, 2nd;8;\"Ann \"\"A\"\" Lee\"",
            "Name\tID\tBranch\n李明\t007\t城东\n\"Ann \"\"A\"\" Lee\"\t8\tWest, 2nd\n",
            "李明,007,城东\n\"Ann \"\"A\"\" Lee\",8,\"West, 2nd\"\n",
        ] {
            let read = read(text).unwrap();
            let all: Vec<(&str, &str, &str)> = read
                .iter()
                .map(|one| (one.name.as_str(), one.id.as_str(), one.branch.as_str()))
                .collect();
            assert_eq!(all, want, "{text}");
        }
        assert_eq!(read("只有名字\n第二位\n").unwrap().len(), 2);
    }

    #[test]
    fn faults_are_named_with_their_line() {
        for (text, line) in [
            ("姓名,工号\n李明,1\n,2\n", "line 3"),
            ("李明,1\n李明,1\n", "line 2"),
            ("姓名,工号\n", "nobody"),
            ("", "nobody"),
        ] {
            let why = read(text).unwrap_err();
            assert!(why.contains(line), "{text:?}: {why}");
        }
        assert!(
            read("李明,1\n李明,2\n").is_ok(),
            "two of one name, told apart by id"
        );
    }

    #[test]
    fn nobody_answers_twice_before_everybody_has_once() {
        for members in [1, 2, 7, 40] {
            let mut turns = Turns::new(members, 3);
            let mut last = None;
            for _ in 0..5 {
                let mut round: Vec<usize> = (0..members).filter_map(|_| turns.draw()).collect();
                assert!(
                    members == 1 || round.first().copied() != last,
                    "twice running"
                );
                last = round.last().copied();
                round.sort_unstable();
                assert_eq!(round, (0..members).collect::<Vec<_>>());
            }
        }
        assert_eq!(Turns::new(0, 1).draw(), None);
        let mut turns = Turns::new(3, 1);
        let away = turns.draw().unwrap();
        turns.pass(away);
        let rest: Vec<usize> = (0..3).filter_map(|_| turns.draw()).collect();
        assert_eq!(rest.last(), Some(&away), "whoever was away comes last");
    }

    #[test]
    fn teams_are_as_even_as_can_be() {
        let all = teams(11, 3, 5);
        let sizes: Vec<usize> = (0..3)
            .map(|team| all.iter().filter(|one| **one == team).count())
            .collect();
        assert_eq!(sizes, [4, 4, 3]);
    }
}
