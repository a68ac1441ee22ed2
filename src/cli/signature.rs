//! Who wrote a bundle: a signature beside it, made and checked by the bank's own `ssh-keygen -Y`. Must not do any cryptography.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::domain::BranchId;
use crate::text::sanitize_line;

/// What signatures are made for; one made for anything else counts for nothing here.
const NAMESPACE: &str = "teller-coach-bundle";

/// The signature of `bundle`.
pub(super) fn beside(bundle: &Path) -> PathBuf {
    let mut name = bundle.as_os_str().to_owned();
    name.push(".sig");
    name.into()
}

/// Signs `bundle` with `key`.
pub(super) fn sign(key: &Path, bundle: &Path) -> Result<()> {
    let signature = beside(bundle);
    // It would ask at the terminal whether to write over an old one.
    if signature.exists() {
        std::fs::remove_file(&signature)
            .with_context(|| format!("cannot replace `{}`", signature.display()))?;
    }
    let output = Command::new("ssh-keygen")
        .args(["-Y", "sign", "-n", NAMESPACE, "-f"])
        .arg(key)
        // A path is a path, even if it begins with a hyphen.
        .arg(Path::new(".").join(bundle))
        .output()
        .context(
            "cannot sign the bundle: `ssh-keygen` does not start; install the OpenSSH client",
        )?;
    if !output.status.success() {
        bail!(
            "cannot sign `{}` with the key `{}`: {}",
            bundle.display(),
            key.display(),
            said(&output.stderr)
        );
    }
    Ok(())
}

/// Whether the signature in `signature` over all of `bundle` was made by a key that `signers` (in OpenSSH's format of allowed
/// signers) names for `branch`; why not, otherwise. A branch's key vouches for its own bundles only.
pub(super) fn verify(
    bundle: File,
    signature: &Path,
    signers: &Path,
    branch: &BranchId,
) -> Result<std::result::Result<(), String>> {
    let output = Command::new("ssh-keygen")
        .args(["-Y", "verify", "-n", NAMESPACE, "-I", branch.as_str(), "-f"])
        .arg(signers)
        .arg("-s")
        .arg(signature)
        .stdin(Stdio::from(bundle))
        .output()
        .context(
            "cannot check the signature: `ssh-keygen` does not start; install the OpenSSH client",
        )?;
    if output.status.success() {
        return Ok(Ok(()));
    }
    let mut why = said(&output.stderr);
    if why.is_empty() {
        why = said(&output.stdout);
    }
    Ok(Err(why))
}

/// What a program said, on one line.
fn said(bytes: &[u8]) -> String {
    sanitize_line(String::from_utf8_lossy(bytes).trim())
}
