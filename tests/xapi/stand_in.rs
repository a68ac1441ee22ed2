//! A record store as the specification wants it, in a thread, that can be told to fail: it takes an equal statement again
//! without keeping it twice, and answers 409 where another has that id.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::Value;

/// How a request is met.
#[derive(Clone)]
pub enum Fault {
    /// With this status, further header lines and text, and nothing is kept.
    Says(u16, &'static str, &'static str),
    /// The connection ends before anything is kept.
    Hangs,
    /// All is kept, and the connection ends without an answer.
    KeepsSilent,
    /// All is kept, and the answer comes only after so many milliseconds.
    KeepsSlowly(u64),
}

/// What the store knows.
#[derive(Default)]
pub struct State {
    /// What is kept, by id.
    pub kept: BTreeMap<String, Value>,
    /// How often each id has arrived.
    pub arrived: BTreeMap<String, usize>,
    /// How many requests there were.
    pub requests: usize,
    /// What comes next; then all goes well.
    pub faults: VecDeque<Fault>,
    /// Verbs of statements that are refused.
    pub refused: BTreeSet<String>,
    /// Whether any id that is known is a conflict.
    pub strict: bool,
}

/// A store.
pub struct StandIn {
    pub address: String,
    state: Arc<Mutex<State>>,
}

impl StandIn {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/xapi", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = shared.clone();
                // Who was killed has gone away in the middle, which is what is tested.
                std::thread::spawn(move || meet(stream.unwrap(), &shared));
            }
        });
        Self { address, state }
    }

    pub fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.state.lock().unwrap())
    }
}

fn meet(stream: TcpStream, shared: &Mutex<State>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let lower = head.to_ascii_lowercase();
    let length = lower.split("content-length:").nth(1)?;
    let length: usize = length.lines().next()?.trim().parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (status, more, said) = {
        let mut state = shared.lock().ok()?;
        state.requests += 1;
        let fault = state.faults.pop_front();
        match fault {
            Some(Fault::Says(status, more, said)) => (status, more, said.to_owned()),
            Some(Fault::Hangs) => return None,
            Some(Fault::KeepsSilent) => {
                state.take(&head, &body);
                return None;
            }
            Some(Fault::KeepsSlowly(milliseconds)) => {
                let (status, said) = state.take(&head, &body);
                drop(state);
                std::thread::sleep(std::time::Duration::from_millis(milliseconds));
                (status, "", said)
            }
            None => {
                let (status, said) = state.take(&head, &body);
                (status, "", said)
            }
        }
    };
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status} -\r\nConnection: close\r\n{more}Content-Length: {}\r\n\r\n{said}",
        said.len()
    )
    .ok()
}

impl State {
    /// Takes all or nothing.
    fn take(&mut self, head: &str, body: &[u8]) -> (u16, String) {
        let lower = head.to_ascii_lowercase();
        for wanted in [
            "post /xapi/statements http/1.1",
            "x-experience-api-version: 1.0.3",
            "content-type: application/json",
        ] {
            if !lower.contains(wanted) {
                return (400, format!("no `{wanted}`"));
            }
        }
        if !head.contains("Basic YW5uOmEgc2VjcmV0") {
            return (401, "who is that?".to_owned());
        }
        let list: Vec<Value> = serde_json::from_slice(body).unwrap();
        let id = |one: &Value| one["id"].as_str().unwrap().to_owned();
        for one in &list {
            *self.arrived.entry(id(one)).or_default() += 1;
            if self.refused.contains(super::verb(one)) {
                return (400, "\u{1b}[2Jno such\nverb here".to_owned());
            }
            let known = self.kept.get(&id(one));
            if known.is_some_and(|known| self.strict || known != one) {
                return (409, "this id is known".to_owned());
            }
        }
        let ids: Vec<String> = list.iter().map(id).collect();
        self.kept
            .extend(list.into_iter().map(|one| (id(&one), one)));
        (200, serde_json::to_string(&ids).unwrap())
    }
}
