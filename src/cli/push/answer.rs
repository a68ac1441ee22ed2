//! What the answer of a record store means for the statements that were sent with one request. Must not send.

/// What a record store said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// The status.
    pub status: u16,
    /// The text, as far as it was read.
    pub text: String,
    /// After how many seconds it wants to be asked again.
    pub retry_after: Option<u64>,
}

/// What is to be done then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// All were taken, or were there already.
    Accepted,
    /// The only one is there already. What a store has it never changes.
    Present,
    /// The only one is refused.
    Refused,
    /// One of several is in the way of the others, or they are too many.
    Divide,
    /// Later perhaps.
    Again,
    /// Nothing can be sent there.
    Never,
}

impl Answer {
    /// The verdict over a request of `count` statements.
    pub(super) fn verdict(&self, count: usize) -> Verdict {
        match self.status {
            204 => Verdict::Accepted,
            // Anything else than ids is no record store's: a page to sign in at also answers with 200.
            200 if serde_json::from_str::<Vec<String>>(&self.text).is_ok() => Verdict::Accepted,
            400 | 409 | 413 | 422 if count > 1 => Verdict::Divide,
            409 => Verdict::Present,
            400 | 413 | 422 => Verdict::Refused,
            408 | 425 | 429 | 500.. => Verdict::Again,
            _ => Verdict::Never,
        }
    }

    /// What to do about a status that forbids to go on.
    pub(super) const fn advice(&self) -> &'static str {
        match self.status {
            401 | 403 => "check the credentials, and that they may write statements",
            404 | 405 => "check the address: it is the part before `/statements`",
            200..=299 => "that is no answer of a record store; check the address",
            300..=399 => {
                "it sends on elsewhere, where credentials are not taken; use the address it names"
            }
            _ => "ask whoever runs the record store",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(status: u16, text: &str, count: usize) -> Verdict {
        Answer {
            status,
            text: text.to_owned(),
            retry_after: None,
        }
        .verdict(count)
    }

    #[test]
    fn one_bad_statement_is_told_from_a_bad_store() {
        for (status, text, count, expected) in [
            (200, "[\"a\", \"b\"]", 2, Verdict::Accepted),
            (204, "", 2, Verdict::Accepted),
            (200, "<html>sign in</html>", 2, Verdict::Never),
            (400, "", 2, Verdict::Divide),
            (400, "", 1, Verdict::Refused),
            (409, "", 2, Verdict::Divide),
            (409, "", 1, Verdict::Present),
            (413, "", 9, Verdict::Divide),
            (429, "", 1, Verdict::Again),
            (503, "", 1, Verdict::Again),
            (401, "", 1, Verdict::Never),
            (302, "", 1, Verdict::Never),
        ] {
            assert_eq!(verdict(status, text, count), expected, "{status} {count}");
        }
    }
}
