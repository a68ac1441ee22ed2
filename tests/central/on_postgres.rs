//! The suite on PostgreSQL, the same killed imports, and the way there. One server for each of them; where there is none, they
//! say that they were skipped.

use crate::calls::{call, everything, import, imported, report};
use crate::cluster::Cluster;
use crate::made::branches;
use crate::{conformance, killed, made};

#[test]
fn the_suite_holds_on_postgresql_and_both_stores_say_the_same() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    conformance::holds(|| cluster.database());
    let folder = tempfile::tempdir().expect("a folder");
    let all = branches(folder.path());
    let all: Vec<_> = all.iter().map(AsRef::as_ref).collect();
    let file = folder.path().join("central.db").display().to_string();
    let database = cluster.database();
    for store in [&file, &database] {
        imported(store, &all);
    }
    assert_eq!(everything(&file), everything(&database));
}

#[test]
fn an_import_killed_leaves_all_or_nothing_in_postgresql() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    killed::leaves_all_or_nothing(|| cluster.database());
}

/// Not at some moment, but while the server is seen at it: taking rows, and adding them.
#[test]
fn an_import_killed_while_the_server_is_at_it_leaves_nothing() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.jsonl");
    killed::bundle(&path);
    let empty = folder.path().join("empty.jsonl");
    made::write(&empty, "b-1", &made::source(2), (1, ""), &[]);
    let mut client = cluster.client("postgres");
    for at_it in ["COPY staging%", "WITH fresh%"] {
        let mut seen = false;
        for _ in 0..20 {
            let store = cluster.database();
            imported(&store, &[&empty]);
            let mut child = killed::importing(&store, &path).spawn().expect("a run");
            let busy =
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE $1";
            while !seen && child.try_wait().expect("a child").is_none() {
                let count: i64 = client.query_one(busy, &[&at_it]).expect("a count").get(0);
                seen = count > 0;
            }
            child.kill().expect("a kill");
            let killed = child.wait().expect("an end").code().is_none();
            if seen && killed {
                assert_eq!(report(&store, &["person"])["of"], 0, "{at_it}");
                imported(&store, &[&path]);
                assert_eq!(report(&store, &["person"])["of"], 150, "{at_it}");
                break;
            }
            // The import was over before anybody looked.
            seen = false;
        }
        assert!(seen, "no import was seen at `{at_it}`");
    }
}

#[test]
fn two_imports_at_once_add_up() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let all = branches(folder.path());
    let (one, other) = (cluster.database(), cluster.database());
    // Nobody has made the tables yet, either.
    std::thread::scope(|scope| {
        for path in all.iter().chain(&all) {
            scope.spawn(|| imported(&one, &[path]));
        }
    });
    imported(&other, &all.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    assert_eq!(everything(&one), everything(&other));
}

#[test]
fn over_a_network_the_server_is_proved_and_passwords_are_never_shown() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = branches(folder.path()).remove(0);
    // One by one: a database is not made in a transaction.
    for statement in [
        "CREATE ROLE coach LOGIN PASSWORD 's3cret'",
        "CREATE DATABASE coach OWNER coach",
    ] {
        let mut client = cluster.client("postgres");
        client.batch_execute(statement).expect("a role");
    }
    let host = format!("localhost:{}/coach", cluster.port);
    let roots = cluster.path("cert.pem").display().to_string();
    let url = format!("postgres://coach:s3cret@{host}?sslmode=verify-full&sslrootcert={roots}");
    imported(&url, &[&bundle]);
    // The password from the environment, where it is in no list of processes.
    let without = url.replace(":s3cret", "");
    let output = assert_cmd::Command::cargo_bin("teller-coach")
        .expect("the binary")
        .args(["report", "branch", "--format", "json", "--store", &without])
        .env("PGPASSWORD", "s3cret")
        .output()
        .expect("a run");
    assert!(String::from_utf8_lossy(&output.stdout).contains("b-1"));
    for (url, wanted) in [
        // A certificate of somebody else's, another name, no TLS, a wrong password, a wrong port, nonsense.
        (
            url.split('?').next().expect("a URL").to_owned() + "?sslmode=require",
            "certificate",
        ),
        (url.replace("localhost", "127.0.0.1"), "certificate"),
        (
            format!("postgres://coach:s3cret@{host}?sslmode=disable"),
            "no encryption",
        ),
        (
            url.replace("s3cret", "wr0ng"),
            "password authentication failed",
        ),
        (url.replace(&cluster.port.to_string(), "1"), "refused"),
    ] {
        let said = import(&url, &[&bundle]);
        assert_eq!((said.out.as_str(), said.code), ("", 4), "{url}");
        assert!(said.err.contains(wanted), "{url}: {}", said.err);
        assert!(
            said.err
                .contains("cannot reach the central store `postgres://coach@"),
            "{}",
            said.err
        );
        assert!(
            !said.err.contains("s3cret") && !said.err.contains("wr0ng"),
            "{}",
            said.err
        );
    }
    let said = import(
        &format!("postgres://coach:s3cret@{host}?sslmode=prefer"),
        &[&bundle],
    );
    assert_eq!(said.code, 2, "{}", said.err);
    let said = import(&format!("{url}&sslrot=x"), &[&bundle]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(!said.err.contains("s3cret"), "{}", said.err);
}

#[test]
fn a_database_of_a_newer_version_and_another_programs_are_left_as_they_are() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = branches(folder.path()).remove(0);
    let newer = cluster.database();
    imported(&newer, &[&bundle]);
    let mut client = cluster.client("coach1");
    client
        .batch_execute("UPDATE teller_coach SET format = 99")
        .expect("a change");
    for said in [
        import(&newer, &[&bundle]),
        call(&["report", "branch", "--store", &newer]),
    ] {
        assert_eq!(said.code, 4);
        assert!(said.err.contains("update teller-coach"), "{}", said.err);
    }
    let foreign = cluster.database();
    cluster
        .client("coach2")
        .batch_execute("CREATE TABLE bundle (theirs text)")
        .expect("a table");
    let said = import(&foreign, &[&bundle]);
    assert_eq!(said.code, 4);
    assert!(said.err.contains("already exists"), "{}", said.err);
    assert_eq!(call(&["report", "branch", "--store", &foreign]).code, 3);
}
