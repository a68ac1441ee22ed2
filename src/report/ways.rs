//! The shortest ways through a scenario as a replay file: what was proved, to be run. The turns are given, not said, since the
//! proof knows guards and no words.

use std::fmt::Write as _;

use crate::scenario::{Proof, Scenario, Step, replies_on};

/// A replay with a case for each ending that can be reached, and one for where nothing leads on, if there is such a place.
#[must_use]
pub fn ways(scenario: &Scenario, proof: &Proof) -> String {
    let mut out = format!(
        "# The shortest ways through {id}, as `teller-coach check --ways` found them.\nformat: 1\nscenario: {id}\ncases:\n",
        id = scenario.id
    );
    for ending in &scenario.endings {
        let Some(way) = proof.way_to(&ending.id) else {
            continue;
        };
        case(
            &mut out,
            scenario,
            way,
            (
                &format!("最短的路：{}", ending.id),
                &format!("the shortest way to {}", ending.id),
            ),
        );
        let _ = writeln!(out, "    expect: {{ending: {}}}", ending.id);
    }
    if let Some(way) = &proof.stuck {
        let names = ("从这里再也走不到结局", "from here no ending can be reached");
        case(&mut out, scenario, way, names);
    }
    out
}

fn case(out: &mut String, scenario: &Scenario, way: &[Step], (zh, en): (&str, &str)) {
    let replies = replies_on(scenario, way).unwrap_or_default();
    // Writing to a String can't fail.
    let _ = writeln!(out, "  - name: {{zh: \"{zh}\", en: \"{en}\"}}");
    let _ = writeln!(out, "    seed: 1\n    lang: zh\n    turns:");
    for (step, given) in way.iter().zip(replies) {
        let _ = writeln!(out, "      - given: {given}");
        let _ = writeln!(out, "        expect: {{state: {}}}", step.to);
    }
}
