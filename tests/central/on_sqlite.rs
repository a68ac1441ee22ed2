//! The suite on SQLite, and what only a file can be.

use teller_coach::store::Store;

use crate::calls::{call, import};
use crate::conformance;
use crate::made::branches;

#[test]
fn the_suite_holds_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut made = 0;
    conformance::holds(|| {
        made += 1;
        format!(
            "sqlite:{}",
            folder.path().join(format!("{made}.db")).display()
        )
    });
}

#[test]
fn what_is_no_central_store_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = branches(folder.path()).remove(0);
    let history = folder.path().join("practice.db");
    drop(Store::open(&history, jiff::tz::TimeZone::UTC).expect("a history"));
    let text = folder.path().join("text");
    std::fs::write(&text, "not a database, and long enough to be taken for one").expect("a file");
    for path in [&history, &text] {
        let before = std::fs::read(path).expect("a file");
        let store = path.to_str().expect("UTF-8");
        let said = import(store, &[&bundle]);
        assert_eq!(said.code, 4, "{}", said.err);
        assert!(said.err.contains("choose another place"), "{}", said.err);
        assert_eq!(call(&["report", "person", "--store", store]).code, 4);
        assert_eq!(std::fs::read(path).expect("a file"), before);
    }
}

#[test]
fn stores_that_make_no_sense_are_a_matter_of_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = branches(folder.path()).remove(0);
    for store in ["", "mysql://u:s3cret@h/d"] {
        let said = import(store, &[&bundle]);
        assert_eq!((said.out.as_str(), said.code), ("", 2));
        assert!(
            said.err.contains("names no store") && !said.err.contains("s3cret"),
            "{}",
            said.err
        );
    }
    let said = call(&["report", "due", "--store", "x", "--per-page", "0"]);
    assert_eq!(said.code, 2);
    if cfg!(not(feature = "central")) {
        let said = import("postgres://u:s3cret@h/d", &[&bundle]);
        assert_eq!(said.code, 2);
        assert!(
            said.err.contains("--features central") && !said.err.contains("s3cret"),
            "{}",
            said.err
        );
    }
}
