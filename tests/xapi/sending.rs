//! Sending to a store that fails, refuses, keeps silent or is slow; and being killed while sending.

use std::path::Path;
use std::time::Duration;

use super::made;
use super::stand_in::{Fault, StandIn};
use super::{AUTH, call, fine, run, statements, text};

/// The arguments that push a history.
fn push<'a>(data: &'a Path, store: &'a StandIn) -> Vec<&'a str> {
    let mut all = vec![
        "export",
        "--format",
        "xapi",
        "--lang",
        "en",
        "--first-wait",
        "1",
    ];
    all.extend(["--data", text(data), "--push", &store.address]);
    all
}

fn kept(store: &StandIn) -> Vec<String> {
    store.with(|state| state.kept.keys().cloned().collect())
}

/// The ids that the store must have in the end.
fn wanted(data: &Path) -> Vec<String> {
    let all = statements(&["export", "--data", text(data)]);
    let mut ids: Vec<String> = all
        .iter()
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

#[test]
fn a_store_that_fails_for_a_while_is_waited_for_and_nothing_is_sent_twice() {
    let data = tempfile::tempdir().unwrap();
    made::history(data.path());
    let store = StandIn::start();
    store.with(|state| {
        state.faults.extend([
            Fault::Says(503, "Retry-After: 0\r\n", "later"),
            Fault::Hangs,
            Fault::Says(429, "", ""),
            Fault::Says(500, "Retry-After: soon\r\n", ""),
        ]);
    });
    let (out, err, code) = run(&push(data.path(), &store));
    assert_eq!(code, 0, "{err}");
    assert_eq!(
        out,
        "12 statements sent; 0 had been sent before; 0 were there already; 0 refused.\n"
    );
    assert_eq!(err.lines().count(), 4, "each wait is told: {err}");
    assert_eq!(kept(&store), wanted(data.path()));
    let requests = store.with(|state| state.requests);
    let again = fine(&push(data.path(), &store));
    assert_eq!(
        again,
        "0 statements sent; 12 had been sent before; 0 were there already; 0 refused.\n"
    );
    assert_eq!(
        store.with(|state| state.requests),
        requests,
        "nothing was asked"
    );
    // What was practised since is sent alone. Another store has had nothing yet.
    made::long_history(data.path(), 1);
    fine(&push(data.path(), &store));
    let times = store.with(|state| state.arrived.values().copied().max());
    assert_eq!((times, kept(&store)), (Some(1), wanted(data.path())));
    let other = StandIn::start();
    fine(&push(data.path(), &other));
    assert_eq!(kept(&other), kept(&store));
}

#[test]
fn an_answer_that_got_lost_doubles_nothing() {
    let data = tempfile::tempdir().unwrap();
    made::history(data.path());
    let store = StandIn::start();
    store.with(|state| {
        state
            .faults
            .extend([Fault::KeepsSilent, Fault::KeepsSilent])
    });
    let (_, err, code) = run(&push(data.path(), &store));
    assert_eq!(code, 0, "{err}");
    assert_eq!(kept(&store), wanted(data.path()));
    assert!(store.with(|state| state.arrived.values().all(|times| *times == 3)));
}

#[test]
fn a_refused_statement_is_told_and_stops_no_other() {
    let data = tempfile::tempdir().unwrap();
    made::history(data.path());
    let store = StandIn::start();
    store.with(|state| state.refused.insert("commented".to_owned()));
    let (out, err, code) = run(&push(data.path(), &store));
    assert_eq!(code, 1);
    assert_eq!(
        out,
        "11 statements sent; 0 had been sent before; 0 were there already; 1 refused.\n"
    );
    assert!(
        err.contains("(commented, ") && err.contains("400 \u{FFFD}[2Jno such verb here"),
        "{err}"
    );
    assert_eq!(err.lines().count(), 1);
    assert_eq!(kept(&store).len(), 11);
    // Once the store takes it, it alone is sent.
    store.with(|state| state.refused.clear());
    let out = fine(&push(data.path(), &store));
    assert_eq!(
        out,
        "One statement sent; 11 had been sent before; 0 were there already; 0 refused.\n"
    );
    assert_eq!(kept(&store), wanted(data.path()));
}

#[test]
fn a_store_that_has_it_all_already_is_no_failure() {
    let data = tempfile::tempdir().unwrap();
    made::history(data.path());
    let store = StandIn::start();
    fine(&push(data.path(), &store));
    store.with(|state| state.strict = true);
    // The note of what was sent is lost; the pseudonym is made from the history again.
    std::fs::remove_file(data.path().join("outbox.db")).unwrap();
    let out = fine(&push(data.path(), &store));
    assert_eq!(
        out,
        "0 statements sent; 0 had been sent before; 12 were there already; 0 refused.\n"
    );
    let out = fine(&push(data.path(), &store));
    assert!(out.contains("12 had been sent before"), "{out}");
}

#[test]
fn what_can_never_be_sent_is_an_error_that_says_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    made::history(data.path());
    for (status, said, advice) in [
        (401, "go away", "check the credentials"),
        (404, "", "the part before `/statements`"),
        (200, "<html>sign in</html>", "no answer of a record store"),
        (302, "", "sends on elsewhere"),
    ] {
        let store = StandIn::start();
        store.with(|state| {
            state
                .faults
                .push_back(Fault::Says(status, "Location: /in\r\n", said))
        });
        let (out, err, code) = run(&push(data.path(), &store));
        assert_eq!((out.as_str(), code), ("", 4), "{err}");
        assert!(err.contains(advice) && err.contains(said), "{err}");
        assert_eq!(
            store.with(|state| state.requests),
            1,
            "asking again would not help"
        );
    }
    let gone = StandIn::start();
    let address = gone.address.replace("127.0.0.1", "127.0.0.2");
    let mut args = push(data.path(), &gone);
    args.pop();
    args.extend([address.as_str(), "--tries", "3"]);
    let (_, err, code) = run(&args);
    assert_eq!(code, 4);
    assert!(
        err.contains("in 3 tries") && err.lines().count() == 3,
        "{err}"
    );
    // What was taken before it broke is told and not sent again.
    let store = StandIn::start();
    let mut args = push(data.path(), &store);
    args.extend(["--batch", "5", "--tries", "1"]);
    store.with(|state| {
        state
            .faults
            .extend([Fault::KeepsSlowly(0), Fault::Says(503, "", "")])
    });
    let (out, err, code) = run(&args);
    assert_eq!(code, 4);
    assert!(
        out.starts_with("5 statements sent; 0 had") && err.contains("sends the rest"),
        "{out}{err}"
    );
    assert!(fine(&args).starts_with("7 statements sent; 5 had"));
    assert!(store.with(|state| state.arrived.values().all(|times| *times == 1)));
}

#[test]
fn credentials_come_from_where_others_do_not_see_them() {
    let data = tempfile::tempdir().unwrap();
    made::history(data.path());
    let store = StandIn::start();
    let ends = |command: &mut std::process::Command| {
        let output = command.env_remove(AUTH.0).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!err.contains("secret"), "{err}");
        (output.status.code().unwrap(), err)
    };
    let (code, err) = ends(&mut call(&push(data.path(), &store)));
    assert_eq!(code, 2);
    assert!(err.contains("no credentials for the record store"), "{err}");
    let file = data.path().join("auth");
    std::fs::write(&file, format!("{}\n", AUTH.1)).unwrap();
    let mut with_file = push(data.path(), &store);
    with_file.extend(["--auth", text(&file)]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode));
        mode(0o640).unwrap();
        let (code, err) = ends(&mut call(&with_file));
        assert_eq!(code, 3);
        assert!(err.contains("others can read"), "{err}");
        mode(0o600).unwrap();
    }
    assert_eq!(ends(&mut call(&with_file)), (0, String::new()));
    assert_eq!(kept(&store), wanted(data.path()));
    for (address, word) in [
        (
            "https://ann:secret@lrs.bank.example/x",
            "where others see them",
        ),
        ("http://lrs.bank.example/x", "use https"),
        ("nowhere", "to `nowhere`"),
    ] {
        let args = [
            "export",
            "--format",
            "xapi",
            "--data",
            text(data.path()),
            "--push",
            address,
        ];
        let (code, err) = ends(&mut call(&args));
        assert_eq!(code, 2);
        assert!(err.contains(word), "{err}");
    }
}

#[test]
fn a_class_is_sent_once_and_its_end_when_it_has_come() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut host = made::class(folder.path());
    let store = StandIn::start();
    let mut args = vec![
        "class",
        "report",
        text(folder.path()),
        "--format",
        "xapi",
        "--lang",
        "en",
    ];
    args.extend(["--data", text(data.path()), "--push", &store.address]);
    assert!(fine(&args).starts_with("5 statements sent"));
    host.act(1_772_900_000_000, teller_coach::tui::class::Act::End);
    drop(host);
    assert!(fine(&args).starts_with("4 statements sent; 5 had been sent before"));
    assert_eq!(store.with(|state| state.kept.len()), 9);
    assert!(store.with(|state| state.arrived.values().all(|times| *times == 1)));
}

/// The store has kept a batch and has not answered yet: the worst moment to die. What is sent next is that batch again, which
/// the store has, and then the rest.
#[test]
fn killed_in_the_middle_of_sending_nothing_is_missing_and_nothing_doubled() {
    let data = tempfile::tempdir().unwrap();
    made::long_history(data.path(), 20);
    let store = StandIn::start();
    let mut args = push(data.path(), &store);
    args.extend(["--batch", "7"]);
    let mut kills = 0;
    for number in [0, 3, 1, 2] {
        store.with(|state| {
            state
                .faults
                .extend(std::iter::repeat_n(Fault::KeepsSlowly(0), number));
            state.faults.push_back(Fault::KeepsSlowly(60_000));
        });
        let mut child = call(&args).spawn().unwrap();
        // The last fault is taken up and its batch kept in one step; the answer to that never comes.
        while store.with(|state| !state.faults.is_empty()) {
            assert!(
                child.try_wait().unwrap().is_none(),
                "it has ended before it was killed"
            );
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
    }
    let out = fine(&args);
    assert!(out.contains("had been sent before"), "{out}");
    assert_eq!(kept(&store), wanted(data.path()));
    let twice = store.with(|state| state.arrived.values().filter(|times| **times > 1).count());
    assert!(twice >= 7, "{kills} kills came too late: {twice}");
}

#[test]
fn two_at_once_do_not_send_the_same() {
    let data = tempfile::tempdir().unwrap();
    made::history(data.path());
    let store = StandIn::start();
    store.with(|state| state.faults.push_back(Fault::KeepsSlowly(60_000)));
    let mut first = call(&push(data.path(), &store)).spawn().unwrap();
    while store.with(|state| state.requests) == 0 {
        assert!(first.try_wait().unwrap().is_none(), "it has ended");
        std::thread::sleep(Duration::from_millis(2));
    }
    let (_, err, code) = run(&push(data.path(), &store));
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(code, 4);
    assert!(err.contains("are being sent from"), "{err}");
    fine(&push(data.path(), &store));
    assert_eq!(kept(&store), wanted(data.path()));
}
