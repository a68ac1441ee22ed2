//! How reports are answered: from the sums, in the order of an index.

use std::path::Path;

use jiff::Timestamp;
use uuid::Uuid;

use super::sqlite::Sqlite;
use super::{
    Appended, Arrived, Cell, Central, CentralError, DueFor, Feed, Given, Intent, Page, Period,
    agreement, branches, due, people, principles,
};
use crate::domain::BranchId;

/// A store that notes how it would answer.
struct Planned {
    store: Sqlite,
    plans: Vec<(String, Vec<String>)>,
}

impl Central for Planned {
    fn place(&self) -> &str {
        self.store.place()
    }

    fn knows(&mut self, hashes: &[String]) -> Result<Vec<bool>, CentralError> {
        self.store.knows(hashes)
    }

    fn append(
        &mut self,
        bundles: &[Arrived],
        attempts: &mut Feed<'_>,
        at: Timestamp,
    ) -> Result<Appended, CentralError> {
        self.store.append(bundles, attempts, at)
    }

    fn erase(&mut self, person: Uuid, at: Timestamp) -> Result<u64, CentralError> {
        self.store.erase(person, at)
    }

    fn ask(&mut self, question: &str, given: &[Given]) -> Result<Vec<Vec<Cell>>, CentralError> {
        let plan = self
            .store
            .ask(&format!("EXPLAIN QUERY PLAN {question}"), given)?;
        let steps = plan.into_iter().filter_map(|mut row| match row.pop() {
            Some(Cell::Text(step)) => Some(step),
            _ => None,
        });
        self.plans.push((question.to_owned(), steps.collect()));
        self.store.ask(question, given)
    }
}

#[test]
fn a_file_of_the_first_format_is_brought_up_with_its_rulings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("central.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(include_str!("sqlite_1.sql")).unwrap();
    old.execute_batch(
        "PRAGMA user_version = 1; PRAGMA application_id = 1416381283;
         INSERT INTO attempt VALUES ('a', 1, 'b-1', 'p', 'reply', 'class', 'e', 's', '', '', '', 1, 'zh', 1, '', '', 40,
             40, 40, 40, 40, 40, 40, 40, 40, '', 0, '', '', NULL, '', '2026-03-01', 3, NULL, NULL)",
    )
    .unwrap();
    drop(old);
    assert!(matches!(
        Sqlite::open(&path, Intent::Read),
        Err(CentralError::Older { .. })
    ));
    let mut store = Sqlite::open(&path, Intent::Add).unwrap();
    let agreed = agreement(&mut store, None, Period::default()).unwrap();
    assert_eq!(agreed.len(), 1);
    assert_eq!((agreed[0].principle, agreed[0].rulings), (None, 1));
    assert_eq!((agreed[0].same, agreed[0].near), (0, 1));
}

#[test]
fn reports_read_sums_alone_and_people_in_the_order_of_an_index() {
    let store = Sqlite::open(Path::new(":memory:"), Intent::Add).unwrap();
    let mut store = Planned {
        store,
        plans: Vec::new(),
    };
    let page = Page {
        number: 3,
        rows: 50,
    };
    let on = jiff::civil::date(2026, 3, 1);
    let one = BranchId::new("b-1").unwrap();
    for branch in [None, Some(&one)] {
        branches(&mut store, branch, Period::default(), page).unwrap();
        principles(&mut store, branch, Period::default()).unwrap();
        people(&mut store, branch, None, page).unwrap();
        for what in [DueFor::Practice, DueFor::Pass] {
            due(&mut store, what, 30, on, branch, page).unwrap();
        }
    }
    assert_eq!(store.plans.len(), 2 * (2 + 1 + 2 + 2 * 2));
    let mut of_people = 0;
    for (question, plan) in &store.plans {
        assert!(!question.contains("attempt"), "{question}");
        if question.starts_with("SELECT branch, person") {
            of_people += 1;
            let by_index = plan.iter().any(|step| {
                step.contains("USING INDEX person_")
                    || step.contains("USING COVERING INDEX person_")
            });
            let sorted = plan.iter().any(|step| step.contains("TEMP B-TREE"));
            assert!(by_index && !sorted, "{question}\n{plan:#?}");
        }
    }
    assert_eq!(of_people, 6);
}
