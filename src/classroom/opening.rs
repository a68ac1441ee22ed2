//! How a class is opened: anew, taken up again where its console was killed, or after one that has ended. Must not lead it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::directory::{ClassError, Directory};
use super::event::TrainerEvent;
use super::hall::Hall;
use super::host::Host;
use super::{Chain, Read};
use crate::domain::Language;
use crate::scenario::{Drill, Scenario};
use crate::tui::class::{ORDERS_VERSION, Orders, Phase, Ruling};

/// What opens a class.
pub struct Opening {
    /// The drill.
    pub drill: Drill,
    /// Its scenarios, in the order of its steps.
    pub scenarios: Vec<Arc<Scenario>>,
    /// The class's name, made by chance.
    pub class: String,
    /// The seed.
    pub seed: u64,
    /// The language of the customers.
    pub language: Language,
    /// The version of the program.
    pub program: String,
    /// The edition of the rubric.
    pub rubric: String,
}

impl Host {
    /// Opens a class in `folder`, or takes up the one that is there if it is of the same drill. One that has ended is set aside.
    ///
    /// # Errors
    /// When the folder can't be read or written, or holds another class that is going on.
    pub fn open(folder: PathBuf, opening: Opening, at: i64) -> Result<Self, ClassError> {
        let directory = Directory::new(folder);
        directory.make()?;
        let mut ended = None;
        let there: Option<Orders> = match directory.read(&directory.control()) {
            Ok(orders) => Some(orders),
            Err(ClassError::Nothing { .. }) => None,
            Err(error) => return Err(error),
        };
        let there = match there {
            Some(there) if there.phase == Phase::Ended => {
                ended = Some(directory.set_aside(&there.class)?);
                None
            }
            Some(there) if there.drill != opening.drill.id => {
                return Err(ClassError::Taken {
                    path: directory.root().display().to_string(),
                    class: there.class,
                    drill: there.drill.to_string(),
                });
            }
            there => there,
        };
        let orders = there.unwrap_or_else(|| Orders {
            version: ORDERS_VERSION,
            class: opening.class.clone(),
            serial: 0,
            drill: opening.drill.id.clone(),
            edition: opening.drill.edition.clone(),
            title: opening.drill.title.clone(),
            seed: opening.seed,
            language: opening.language,
            pass: opening.drill.pass,
            phase: Phase::Gathering,
            scene: None,
            left: None,
            named: opening.drill.named,
            members: 0,
            wall: Vec::new(),
            rulings: Vec::new(),
        });
        let mut log = Chain::begin(&orders.class, "trainer");
        let mut rulings: Vec<(String, usize, usize, Ruling)> = Vec::new();
        if directory.log().exists() {
            for line in directory.tail(&directory.log(), 0)?.lines {
                if let Read::Follows(line) | Read::Loose(line) = log.read::<TrainerEvent>(&line)
                    && let TrainerEvent::Ruled {
                        seat,
                        scene,
                        turn,
                        ruling,
                    } = line.event
                {
                    rulings.push((seat, scene, turn, ruling));
                }
            }
        }
        let mut host = Self {
            hall: Hall::new(directory.clone(), orders.class.clone()),
            directory,
            drill: opening.drill,
            scenarios: opening.scenarios,
            left: orders.left.map(|left| Duration::from_secs(u64::from(left))),
            orders,
            sittings: Vec::new(),
            log,
            ended,
            waiting: String::new(),
            since_renewed: Duration::ZERO,
            unwritten: false,
            trouble: None,
        };
        // A console that was killed while the clock ran stops it: nobody knows for how long it was away.
        if host.orders.phase == Phase::Answering {
            host.orders.phase = Phase::Paused;
        }
        host.note(
            at,
            TrainerEvent::Opened {
                drill: host.orders.drill.clone(),
                // Of what is led from now on; the control file has that of what was opened.
                edition: host.drill.edition.clone(),
                program: opening.program,
                rubric: opening.rubric,
                seed: host.orders.seed,
                language: host.orders.language,
                pass: host.orders.pass,
            },
        );
        host.read(Duration::ZERO);
        for (seat, scene, turn, ruling) in rulings {
            let number = host.hall.seats().iter().position(|one| one.seat == seat);
            if let Some(sitting) = number.and_then(|number| host.sittings.get_mut(number)) {
                sitting.rulings.push((scene, turn, ruling));
            }
        }
        host.publish();
        match host.trouble.take() {
            None => Ok(host),
            Some(why) => Err(ClassError::Closed {
                path: host.directory.root().display().to_string(),
                why,
            }),
        }
    }
}
