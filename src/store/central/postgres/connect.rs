//! The way to a PostgreSQL: its URL, and TLS wherever the way leaves the machine. Must not send a password over a network in
//! the clear unless somebody wrote that it may.

use std::error::Error as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::super::CentralError;
use super::super::url::without_password;
use crate::text::sanitize_line;

/// How long to wait for an answer to the first call.
const PATIENCE: Duration = Duration::from_secs(15);

/// Connects, and says what the store is called in messages.
pub(super) fn connect(url: &str, password: Option<&str>) -> Result<(Client, String), CentralError> {
    let place = without_password(url);
    let wrong = |reason: String| CentralError::Url {
        url: place.clone(),
        reason,
    };
    let (url, asked) = Asked::take(url);
    let mut config: Config = url.parse().map_err(|error| wrong(reason(&error)))?;
    if config.get_password().is_none()
        && let Some(password) = password
    {
        config.password(password);
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    config.application_name("teller-coach");
    let mode = match asked.mode.as_deref() {
        None if config.get_hosts().iter().all(is_here) => SslMode::Disable,
        // Unlike libpq, which by itself takes what it gets: what leaves the machine is encrypted, and to whom is proved.
        None | Some("require" | "verify-ca" | "verify-full") => SslMode::Require,
        Some("disable") => SslMode::Disable,
        Some(other) => {
            return Err(wrong(format!(
                "`sslmode={other}` is not known; `require` and `verify-full` prove the server, `disable` sends in the clear"
            )));
        }
    };
    config.ssl_mode(mode);
    let unreachable = |reason: String| CentralError::Unreachable {
        place: place.clone(),
        reason,
    };
    let client = if mode == SslMode::Disable {
        config.connect(postgres::NoTls)
    } else {
        let tls = tls(asked.roots.as_deref()).map_err(unreachable)?;
        config.connect(tls)
    };
    let client = client.map_err(|error| unreachable(reason(&error)))?;
    Ok((client, place))
}

/// What of a URL is for us and not for the driver.
#[derive(Default)]
struct Asked {
    mode: Option<String>,
    roots: Option<String>,
}

impl Asked {
    /// Takes it out of the URL.
    fn take(url: &str) -> (String, Self) {
        let mut asked = Self::default();
        let Some((url, query)) = url.split_once('?') else {
            return (url.to_owned(), asked);
        };
        let mut rest = Vec::new();
        for pair in query.split('&') {
            match pair.split_once('=') {
                Some(("sslmode", mode)) => asked.mode = Some(mode.to_owned()),
                Some(("sslrootcert", file)) => asked.roots = Some(file.to_owned()),
                _ => rest.push(pair),
            }
        }
        (format!("{url}?{}", rest.join("&")), asked)
    }
}

/// Whether what is sent there stays on this machine.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1"),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// TLS that proves the server by the certificates in the file `roots`, or by those that the system trusts.
fn tls(roots: Option<&str>) -> Result<MakeRustlsConnect, String> {
    let mut store = RootCertStore::empty();
    match roots {
        Some(file) => {
            let failed =
                |error: String| format!("the certificates in `{file}` can't be read: {error}");
            let all = CertificateDer::pem_file_iter(Path::new(file))
                .map_err(|error| failed(error.to_string()))?;
            for one in all {
                let one = one.map_err(|error| failed(error.to_string()))?;
                store.add(one).map_err(|error| failed(error.to_string()))?;
            }
        }
        None => {
            // What of the system's can't be read is not trusted, which is all that it can do.
            store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    if store.is_empty() {
        return Err(
            "there is no certificate to prove the server by; say `?sslrootcert=FILE` in the URL"
                .to_owned(),
        );
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(store)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// What went wrong, in the database's own words where it said any, with what lies behind it.
pub(super) fn reason(error: &postgres::Error) -> String {
    if let Some(said) = error.as_db_error() {
        let detail = said.detail().map(|detail| format!(" ({detail})"));
        // From outside, and on its way to a terminal.
        return sanitize_line(&format!("{}{}", said.message(), detail.unwrap_or_default()));
    }
    let mut out = error.to_string();
    let mut source = error.source();
    while let Some(behind) = source {
        let behind_it = behind.to_string();
        if !out.contains(&behind_it) {
            out = format!("{out}: {behind_it}");
        }
        source = behind.source();
    }
    sanitize_line(&out)
}
