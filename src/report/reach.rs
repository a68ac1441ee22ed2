//! How far a change of lexicon, weights or scenarios reaches: which verdicts have moved, over scripted replies and gold, by language
//! and scale, and the replies whose marks moved furthest. Must not read files or decide what is accepted.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::marks::{Marked, Moved, Snapshot, Spoken, red_lines};
use crate::domain::{Mark, Principle, RedLine};
use crate::text::sanitize_line;

/// One file of marks: what it is called, what has moved, and how all is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The file of the accepted marks.
    pub file: String,
    /// What has moved from them.
    pub moved: Vec<Moved>,
    /// The marks as they are now.
    pub now: Snapshot,
}

/// How far a change reaches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    /// Scripted replies and gold, each by language; without those of which there are none.
    pub groups: Vec<Group>,
    /// The ten replies that moved furthest: first those whose red lines are others, then by points, and of equals those whose rating is
    /// another.
    pub furthest: Vec<Furthest>,
}

/// Where replies come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// Scripts.
    Replays,
    /// Rated replies.
    Gold,
}

/// What moved of one kind of replies in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Where they come from.
    pub of: Of,
    /// Their language.
    pub lang: Spoken,
    /// How many there are.
    pub replies: usize,
    /// How many of them have other marks, red lines or ways on.
    pub moved: usize,
    /// How many verdicts are others: ratings (0–4, 25 points each) of principles and overall, and red lines crossed or not.
    pub verdicts: usize,
    /// How many are new.
    pub new: usize,
    /// How many have marks and are gone.
    pub orphaned: usize,
    /// The scales on which marks moved: principles in their order, overall last.
    pub scales: Vec<Scale>,
    /// In how many the red lines are others.
    pub red_lines: usize,
    /// How many lead elsewhere.
    pub ways: usize,
}

/// What moved on one scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// The principle, or `overall`.
    pub scale: String,
    /// How many marks moved.
    pub marks: usize,
    /// By how many points on average.
    pub mean: f64,
    /// How many ratings rose.
    pub up: usize,
    /// How many ratings fell.
    pub down: usize,
}

/// A reply that moved far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Furthest {
    /// The file of its accepted marks.
    pub file: String,
    /// Which reply of the file: a case and turn, or the id.
    pub place: String,
    /// Its language.
    pub lang: Spoken,
    /// The words.
    pub reply: String,
    /// The scale that moved most.
    pub scale: String,
    /// The mark it had.
    pub old: Mark,
    /// The mark it has.
    pub now: Mark,
    /// What the old mark was made of.
    pub old_because: String,
    /// What the mark is made of.
    pub now_because: String,
    /// The red lines it crossed.
    pub old_red_lines: Vec<RedLine>,
    /// The red lines it crosses.
    pub now_red_lines: Vec<RedLine>,
}

/// How far a reply moved: whether its red lines are others, by how many points, whether the rating is another.
type Far = (bool, u8, bool);

const OVERALL: &str = "overall";
/// How many of those that moved furthest are told.
const FURTHEST: usize = 10;

impl Reach {
    /// Over all files; none where nothing has moved.
    #[must_use]
    pub fn over(all: &[Compared]) -> Option<Self> {
        if all.iter().all(|one| one.moved.is_empty()) {
            return None;
        }
        let groups = [Of::Replays, Of::Gold].into_iter().flat_map(|of| {
            Spoken::ALL
                .iter()
                .map(move |lang| Group::of(of, *lang, all))
        });
        let mut furthest: Vec<(Far, Furthest)> = all
            .iter()
            .flat_map(|one| one.moved.iter().map(move |moved| (one, moved)))
            .filter_map(|(one, moved)| match moved {
                Moved::Changed(old, now) => Some(Furthest::of(&one.file, old, now)),
                _ => None,
            })
            .collect();
        // The sort keeps the order of the files among equals.
        furthest.sort_by_key(|(by, _)| std::cmp::Reverse(*by));
        Some(Self {
            groups: groups
                .filter(|group| group.replies + group.orphaned > 0)
                .collect(),
            furthest: furthest
                .into_iter()
                .take(FURTHEST)
                .map(|(_, one)| one)
                .collect(),
        })
    }

    /// In words, a line for each group and scale, then those that moved furthest.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a String can't fail.
        for group in &self.groups {
            group.tell(&mut out);
        }
        if !self.furthest.is_empty() {
            out.push_str("furthest:\n");
        }
        for one in &self.furthest {
            let _ = writeln!(
                out,
                "  {} {}: {} {} -> {}: {}",
                sanitize_line(&one.file),
                sanitize_line(&one.place),
                sanitize_line(&one.scale),
                one.old,
                one.now,
                sanitize_line(&one.reply)
            );
            if one.old_red_lines != one.now_red_lines {
                let (old, now) = (red_lines(&one.old_red_lines), red_lines(&one.now_red_lines));
                let _ = writeln!(out, "    red lines: {old} -> {now}");
            }
            if one.scale != OVERALL {
                let _ = writeln!(out, "    old: {}", sanitize_line(&one.old_because));
                let _ = writeln!(out, "    new: {}", sanitize_line(&one.now_because));
            }
        }
        out
    }
}

/// The marks of a reply, overall last.
fn scales(one: &Marked) -> impl Iterator<Item = (&'static str, Option<Mark>)> + '_ {
    let mark = |principle: &Principle| {
        let mut all = one.marks.0.iter();
        let found = all.find(|(of, _)| of == principle);
        (principle.key(), found.map(|(_, mark)| *mark))
    };
    Principle::ALL
        .iter()
        .map(mark)
        .chain([(OVERALL, Some(one.overall))])
}

/// The scales that both have, with the old mark and the one there is now.
fn pairs<'a>(
    old: &'a Marked,
    now: &'a Marked,
) -> impl Iterator<Item = (&'static str, Mark, Mark)> + 'a {
    scales(old)
        .zip(scales(now))
        .filter_map(|((scale, old), (_, now))| Some((scale, old?, now?)))
}

impl Group {
    fn of(of: Of, lang: Spoken, all: &[Compared]) -> Self {
        let files = all.iter().filter(|one| {
            let from = if one.now.scenario.is_some() {
                Of::Replays
            } else {
                Of::Gold
            };
            from == of
        });
        let mut group = Self {
            of,
            lang,
            replies: 0,
            moved: 0,
            verdicts: 0,
            new: 0,
            orphaned: 0,
            scales: Vec::new(),
            red_lines: 0,
            ways: 0,
        };
        let mut changed: Vec<(&Marked, &Marked)> = Vec::new();
        for file in files {
            let there = file.now.replies.iter();
            group.replies += there.filter(|one| one.lang == lang).count();
            for moved in &file.moved {
                match moved {
                    Moved::Changed(old, now) if now.lang == lang => changed.push((old, now)),
                    Moved::New(now) if now.lang == lang => group.new += 1,
                    Moved::Orphan(gone) if gone.lang == lang => group.orphaned += 1,
                    _ => {}
                }
            }
        }
        group.moved = changed.len();
        for (old, now) in &changed {
            let differ =
                |line: &&RedLine| old.red_lines.contains(line) != now.red_lines.contains(line);
            let lines = RedLine::ALL.iter().filter(differ).count();
            group.verdicts += lines;
            group.red_lines += usize::from(lines > 0);
            group.ways += usize::from(old.to != now.to);
        }
        let keys = Principle::ALL.iter().map(|principle| principle.key());
        for scale in keys.chain([OVERALL]) {
            let moved = changed.iter().flat_map(|(old, now)| pairs(old, now));
            let moved: Vec<(Mark, Mark)> = moved
                .filter(|(of, old, now)| *of == scale && old != now)
                .map(|(_, old, now)| (old, now))
                .collect();
            if moved.is_empty() {
                continue;
            }
            let by = |(old, now): &(Mark, Mark)| f64::from(now.value()) - f64::from(old.value());
            let rose = moved
                .iter()
                .filter(|(old, now)| now.rating() > old.rating());
            let fell = moved
                .iter()
                .filter(|(old, now)| now.rating() < old.rating());
            let (up, down) = (rose.count(), fell.count());
            group.verdicts += up + down;
            group.scales.push(Scale {
                scale: scale.to_owned(),
                marks: moved.len(),
                mean: moved.iter().map(by).sum::<f64>() / moved.len() as f64,
                up,
                down,
            });
        }
        group
    }

    fn tell(&self, out: &mut String) {
        let of = match self.of {
            Of::Replays => "replays",
            Of::Gold => "gold",
        };
        // Writing to a String can't fail.
        let _ = write!(
            out,
            "{of}, {}: {} of {} replies moved, {}",
            self.lang,
            self.moved,
            self.replies,
            super::text::count(self.verdicts, "verdict", "verdicts")
        );
        if self.new > 0 {
            let _ = write!(out, ", {} new", self.new);
        }
        if self.orphaned > 0 {
            let _ = write!(out, ", {} orphaned", self.orphaned);
        }
        out.push('\n');
        for scale in &self.scales {
            let _ = writeln!(
                out,
                "  {:<11} {:>5} marks, {:+.1} on average, {} verdicts up, {} down",
                sanitize_line(&scale.scale),
                scale.marks,
                scale.mean,
                scale.up,
                scale.down
            );
        }
        if self.red_lines + self.ways > 0 {
            let _ = writeln!(
                out,
                "  red lines differ in {}, the way on in {}",
                self.red_lines, self.ways
            );
        }
    }
}

impl Furthest {
    /// The reply with how far it moved on the scale that moved most.
    fn of(file: &str, old: &Marked, now: &Marked) -> (Far, Self) {
        let by = |(_, old, now): &(&str, Mark, Mark)| now.value().abs_diff(old.value());
        let overall = (OVERALL, old.overall, now.overall);
        // Of equals the first: a principle tells more than the mark they make together.
        let most =
            pairs(old, now).fold(
                None,
                |most: Option<(&'static str, Mark, Mark)>, one| match most {
                    Some(most) if by(&most) >= by(&one) => Some(most),
                    _ => Some(one),
                },
            );
        let most = most.unwrap_or(overall);
        let because = |one: &Marked| {
            Principle::from_key(most.0)
                .map_or_else(String::new, |principle| one.because(principle).to_owned())
        };
        let furthest = Self {
            file: file.to_owned(),
            place: now.place(),
            lang: now.lang,
            reply: now.reply.clone(),
            scale: most.0.to_owned(),
            old: most.1,
            now: most.2,
            old_because: because(old),
            now_because: because(now),
            old_red_lines: old.red_lines.clone(),
            now_red_lines: now.red_lines.clone(),
        };
        let far = (
            old.red_lines != now.red_lines,
            by(&most),
            most.1.rating() != most.2.rating(),
        );
        (far, furthest)
    }
}
