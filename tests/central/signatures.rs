//! Signatures of bundles, made and checked by the `ssh-keygen` of this machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::calls::{Said, call};

fn key(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    let status = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(&path)
        .status()
        .expect("ssh-keygen");
    assert!(status.success());
    path
}

#[test]
fn a_branch_vouches_for_its_own_bundles_and_no_others() {
    if Command::new("ssh-keygen").arg("-?").output().is_err() {
        println!("skipped: there is no ssh-keygen");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let text = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let (one, two) = (key(folder.path(), "one"), key(folder.path(), "two"));
    let public = |key: &Path| std::fs::read_to_string(key.with_extension("pub")).expect("a key");
    let signers = path("signers");
    let allowed = format!("b-1 {}b-2 {}", public(&one), public(&two));
    std::fs::write(&signers, allowed).expect("a file");
    let data = text(&path("data"));
    let export = |branch: &str, key: &Path, file: &str| {
        let (key, file) = (text(key), text(&path(file)));
        let args = [
            "export", "--format", "bundle", "--data", &data, "--branch", branch, "--sign", &key,
        ];
        call(&[&args[..], &["--output", &file]].concat())
    };
    let store = text(&path("central.db"));
    let import = |file: &str, more: &[&str]| -> Said {
        let (file, signers) = (text(&path(file)), text(&signers));
        call(
            &[
                &["import", &file, "--store", &store, "--signers", &signers],
                more,
            ]
            .concat(),
        )
    };
    assert_eq!(export("b-1", &one, "good.jsonl.gz").code, 0);
    assert!(path("good.jsonl.gz.sig").exists());
    let said = import("good.jsonl.gz", &["--require-signature"]);
    assert_eq!((said.err.as_str(), said.code), ("", 0));
    // Written again over the old one, signature and all.
    assert_eq!(export("b-1", &one, "good.jsonl.gz").code, 0);
    // Another branch's key, an altered bundle, none at all.
    assert_eq!(export("b-1", &two, "foreign.jsonl").code, 0);
    let said = import("foreign.jsonl", &[]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("does not hold for branch `b-1`"),
        "{}",
        said.err
    );
    assert_eq!(export("b-2", &two, "altered.jsonl").code, 0);
    let altered = std::fs::read_to_string(path("altered.jsonl")).expect("a bundle");
    std::fs::write(
        path("altered.jsonl"),
        altered.replace("\"program\":\"", "\"program\":\"1"),
    )
    .expect("a file");
    assert_eq!(import("altered.jsonl", &[]).code, 1);
    std::fs::rename(path("good.jsonl.gz.sig"), path("elsewhere")).expect("renamed");
    let said = import("good.jsonl.gz", &["--require-signature"]);
    assert_eq!((said.out.as_str(), said.code), ("", 1));
    assert!(said.err.contains("it is not signed"), "{}", said.err);
    assert_eq!(import("good.jsonl.gz", &[]).code, 0);
    // Required of whom?
    let file = text(&path("good.jsonl.gz"));
    let said = call(&["import", &file, "--store", &store, "--require-signature"]);
    assert_eq!(said.code, 2);
    let said = export("b-1", &path("nokey"), "x.jsonl");
    assert_eq!(said.code, 4);
    assert!(said.err.contains("cannot sign"), "{}", said.err);
}
