//! Proves that a class was led as its drill says: its steps in their order, each at its customer and where it begins, by the mark
//! that passes. What a trainer does besides (a step taken anew, going on from an answer, bringing everybody to a state) is theirs
//! to do. Must not rate anything.

use super::directory::{ClassError, Directory};
use super::event::TrainerEvent;
use super::verify::Finding;
use super::{Chain, Read};
use crate::scenario::Drill;
use crate::tui::class::Orders;

/// How a class and a drill hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Led {
    /// The class was led by this edition of the drill; everything in which it was not as the drill says.
    By(Vec<Finding>),
    /// It was led by another: this one.
    ByAnother(String),
    /// An early version opened it, and nothing says by which.
    Unknown,
}

/// Proves how the class in `directory` was led, against `drill`.
///
/// # Errors
/// When there is no class, or a file can't be read.
pub fn led(directory: &Directory, drill: &Drill) -> Result<Led, ClassError> {
    let orders: Orders = directory.read(&directory.control())?;
    if orders.edition.is_empty() {
        return Ok(Led::Unknown);
    }
    if (&orders.drill, &orders.edition) != (&drill.id, &drill.edition) {
        return Ok(Led::ByAnother(format!(
            "{}@{}",
            orders.drill, orders.edition
        )));
    }
    let mut findings = Vec::new();
    let mut begun = 0;
    let mut chain = Chain::begin(&orders.class, "trainer");
    for (number, text) in (1..).zip(directory.tail(&directory.log(), 0)?.lines) {
        // What does not follow, or can't be read, `verify` says.
        let (Read::Follows(line) | Read::Loose(line)) = chain.read::<TrainerEvent>(&text) else {
            continue;
        };
        findings.extend(wrong(&line.event, drill, &mut begun).map(|what| Finding {
            file: "trainer.jsonl".to_owned(),
            line: Some(number),
            what,
        }));
    }
    Ok(Led::By(findings))
}

/// What in an event is not as the drill says; `begun` steps have begun before it.
fn wrong(event: &TrainerEvent, drill: &Drill, begun: &mut usize) -> Option<String> {
    match event {
        TrainerEvent::Opened { pass, .. } if *pass != drill.pass => Some(format!(
            "the drill passes at {}, and the class at {pass}",
            drill.pass
        )),
        TrainerEvent::Scene {
            step,
            scenario,
            at,
            so_far,
            ..
        } => {
            let Some(one) = step.checked_sub(1).and_then(|step| drill.steps.get(step)) else {
                return Some(format!("the drill has no step {step}"));
            };
            if one.scenario != *scenario {
                return Some(format!(
                    "step {step} of the drill is at `{}`, and the class was at `{scenario}`",
                    one.scenario
                ));
            }
            if *step > *begun + 1 {
                return Some(format!(
                    "step {} was left out before step {step}",
                    *begun + 1
                ));
            }
            let first = *step > *begun;
            *begun = (*begun).max(*step);
            let elsewhere = first && (one.at != *at || !so_far.is_empty());
            elsewhere.then(|| format!("step {step} did not begin where the drill begins it"))
        }
        _ => None,
    }
}
