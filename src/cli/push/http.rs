//! One request to a record store and its answer. Must not try again, and must not follow where an answer points: credentials
//! go nowhere else.

use std::net::IpAddr;
use std::time::Duration;

use ureq::tls::{RootCerts, TlsConfig};

use super::PushError;
use super::answer::Answer;

const CONNECT: Duration = Duration::from_secs(10);
/// A store that takes longer over a batch has died.
const WHOLE: Duration = Duration::from_secs(90);
/// As much of an answer as is read.
const MOST: u64 = 256 * 1024;

/// A place that statements are sent to.
pub(super) struct Endpoint {
    agent: ureq::Agent,
    /// The address without `/statements`.
    pub address: String,
    authorization: String,
}

/// Why there was no answer.
pub(super) struct Silence {
    /// What happened.
    pub why: String,
    /// Another try may go better.
    pub passing: bool,
}

impl Endpoint {
    /// The record store at `address`.
    pub(super) fn new(address: &str, authorization: String) -> Result<Self, PushError> {
        let address = address.trim_end_matches('/');
        let address = address.strip_suffix("/statements").unwrap_or(address);
        let wrong = |why| PushError::Address {
            address: address.to_owned(),
            why,
        };
        let parts: ureq::http::Uri = address.parse().map_err(|_| wrong("it is no address"))?;
        let authority = parts.authority().ok_or_else(|| wrong("it names no host"))?;
        if authority.as_str().contains('@') {
            // Not repeated: there is a password in it.
            return Err(PushError::Address {
                address: format!("…@{}", parts.host().unwrap_or_default()),
                why: "credentials stand in it, where others see them; put them into a file or the variable",
            });
        }
        if parts.query().is_some() {
            return Err(wrong("it has a query"));
        }
        let here = is_loopback(parts.host().unwrap_or_default());
        match parts.scheme_str() {
            Some("https") => {}
            Some("http") if here => {}
            Some("http") => {
                return Err(wrong(
                    "words and credentials would be sent so that others can read them; use https",
                ));
            }
            _ => return Err(wrong("it begins with neither https:// nor http://")),
        }
        let mut config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .user_agent(concat!("teller-coach/", env!("CARGO_PKG_VERSION")))
            // A bank's own authority is known to the machine, not to Mozilla.
            .tls_config(
                TlsConfig::builder()
                    .root_certs(RootCerts::PlatformVerifier)
                    .build(),
            );
        if here {
            config = config.proxy(None);
        }
        Ok(Self {
            agent: config.build().into(),
            address: address.to_owned(),
            authorization,
        })
    }

    /// Sends a list of statements.
    pub(super) fn post(&self, list: &str) -> Result<Answer, Silence> {
        let sent = self
            .agent
            .post(format!("{}/statements", self.address))
            .header("Authorization", &self.authorization)
            .header("X-Experience-API-Version", "1.0.3")
            .content_type("application/json; charset=utf-8")
            .send(list);
        let mut answer = sent.map_err(|error| Silence {
            passing: passing(&error),
            why: error.to_string(),
        })?;
        let retry_after = answer.headers().get("Retry-After");
        let retry_after = retry_after.and_then(|value| value.to_str().ok()?.parse().ok());
        let status = answer.status().as_u16();
        let body = answer.body_mut().with_config().limit(MOST);
        match body.lossy_utf8(true).read_to_string() {
            Ok(text) => Ok(Answer {
                status,
                text,
                retry_after,
            }),
            // The status alone says it, but whether 200 is a record store's only the text.
            Err(_) if status != 200 => Ok(Answer {
                status,
                text: String::new(),
                retry_after,
            }),
            Err(error) => Err(Silence {
                passing: passing(&error),
                why: error.to_string(),
            }),
        }
    }
}

/// Whether another try may go better: not where a certificate is wrong or the request itself.
fn passing(error: &ureq::Error) -> bool {
    use std::io::ErrorKind;
    match error {
        // A certificate that is not trusted comes as an error of reading or writing.
        ureq::Error::Io(error) => error.kind() != ErrorKind::InvalidData,
        ureq::Error::Timeout(_)
        | ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::Protocol(_)
        | ureq::Error::ConnectProxyFailed(_) => true,
        _ => false,
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(address: &str) -> Result<String, String> {
        Endpoint::new(address, String::new())
            .map(|one| one.address)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn addresses_that_would_show_secrets_are_refused() {
        let fine = Ok("https://lrs.bank.example/xapi".to_owned());
        assert_eq!(endpoint("https://lrs.bank.example/xapi/"), fine);
        assert_eq!(endpoint("https://lrs.bank.example/xapi/statements"), fine);
        for here in [
            "http://127.0.0.1:80/x",
            "http://[::1]:80/x",
            "http://localhost/x",
        ] {
            assert!(endpoint(here).is_ok(), "{here}");
        }
        for (wrong, word) in [
            ("http://lrs.bank.example/x", "https"),
            ("http://127.0.0.1.bank.example/x", "https"),
            ("https://ann:secret@lrs.bank.example/x", "credentials"),
            ("https://lrs.bank.example/x?key=1", "query"),
            ("ftp://lrs.bank.example/x", "begins"),
            ("lrs", "begins"),
            ("/xapi", "host"),
            ("", "no address"),
        ] {
            let said = endpoint(wrong).err().unwrap_or_default();
            assert!(said.contains(word) && !said.contains("secret"), "{said}");
        }
    }
}
