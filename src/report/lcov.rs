//! What scripted conversations touch, as an lcov tracefile, which editors show beside the lines of a scenario. A line is one
//! where a state, a way or an ending stands; ways are branches. Must not work it out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::replay::{Kind, Touched};

/// One record per scenario file.
#[must_use]
pub fn touched(all: &[Touched]) -> String {
    let mut out = String::new();
    for one in all {
        record(&mut out, one);
    }
    out
}

fn record(out: &mut String, one: &Touched) {
    // Several things may stand on a line: it counts as often as the one met most.
    let mut lines: BTreeMap<u32, usize> = BTreeMap::new();
    for point in one
        .points
        .iter()
        .filter(|point| matches!(point.kind, Kind::State | Kind::Way | Kind::Ending))
    {
        let hits = lines.entry(point.line).or_default();
        *hits = point.hits.max(*hits);
    }
    // Writing to a String can't fail.
    let _ = writeln!(out, "TN:\nSF:{}", one.file);
    let (mut state, mut branch, mut block) = (0, 0, 0);
    for point in &one.points {
        match point.kind {
            Kind::State => (state, branch, block) = (point.hits, 0, block + 1),
            Kind::Way => {
                let taken = match (state, point.hits) {
                    (0, _) => "-".to_owned(),
                    (_, hits) => hits.to_string(),
                };
                let _ = writeln!(out, "BRDA:{},{block},{branch},{taken}", point.line);
                branch += 1;
            }
            _ => {}
        }
    }
    let (touched, there) = one.of(Kind::Way);
    let _ = writeln!(out, "BRF:{there}\nBRH:{touched}");
    for (line, hits) in &lines {
        let _ = writeln!(out, "DA:{line},{hits}");
    }
    let hit = lines.values().filter(|hits| **hits > 0).count();
    let _ = writeln!(out, "LF:{}\nLH:{hit}\nend_of_record", lines.len());
}
