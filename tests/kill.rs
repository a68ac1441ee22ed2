//! The program killed at random moments of a session in a pseudo-terminal: the history opens every time, every reply whose
//! marks were seen is there once, and going on where one left comes to the ending of a session nobody disturbed.
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails"
)]
#![cfg(unix)]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rand::{RngExt, SeedableRng, rngs::ChaCha12Rng};
use teller_coach::domain::{Language, Reply, StateId};
use teller_coach::progress::{End, KeptEncounter};
use teller_coach::scenario::Library;
use teller_coach::store::{Sought, Store};
use teller_coach::tui::{Scorer, Session};

/// How many times the program is killed, over all threads.
const KILLS: usize = 200;
const THREADS: usize = 4;
/// The longest moment waited for a kill.
const LATEST: u64 = 700;
const SEED: u64 = 3;
const SCENARIO: &str = "pension-passbook";
const REPLIES: [&str; 6] = [
    "阿姨早上好，里边请。您这折子还能用，查账取钱柜台都给办。您今天是看看养老金，还是想取点儿？",
    "它一出声就让人心慌，我懂。这机器用不用随您，谁也不会勉强。咱走柜台，有人当面给您办，慢慢来。",
    "周阿姨，前头还有四位，差不多二十分钟。号我写大了给您拿着，到您了我过来请您。渴不渴？",
    "您别怕，一分没少。这是社保通过银行给您发的养老金，15号，3126块4，已经在您折子里了。要不要我再念一遍？",
    "谢谢您这么信我。密码得您自己按，这样谁也动不了您的钱。来，戴上花镜，按错了擦掉重来，我看着别处。",
    "今天都是您自己办下来的，真好。每月15号到，日子给您写纸上了，夹在第一页。我扶您下台阶，下月见。",
];

/// The program in a terminal.
struct Run {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    /// When it will be killed.
    until: Instant,
}

/// It was killed.
struct Killed;

impl Run {
    fn new(data: &Path, milliseconds: u64) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_teller-coach"));
        command.args(["--lang", "zh", "--seed", &SEED.to_string(), "--data"]);
        command.arg(data);
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let of = |size: u16| NonZeroU16::new(size).expect("a size");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(of(24), of(80), 0)));
        let to_screen = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                to_screen
                    .lock()
                    .expect("the screen")
                    .process(&buffer[..read]);
            }
        });
        Self {
            child,
            _master: pair.master,
            writer,
            screen,
            until: Instant::now() + Duration::from_millis(milliseconds),
        }
    }

    fn kill(&mut self) -> Killed {
        // Not the library's own kill, which asks politely first.
        if let Some(process) = self.child.process_id() {
            let killed = Command::new("kill")
                .args(["-9", &process.to_string()])
                .status();
            assert!(killed.expect("kill runs").success());
        }
        self.child.wait().expect("an end");
        Killed
    }

    /// Waits until no encounter is open any more.
    fn wait_until_kept(&self, data: &Path) {
        let begin = Instant::now();
        while kept(data).iter().any(|one| one.end == End::Open) {
            assert!(
                begin.elapsed() < Duration::from_secs(30),
                "the ending was not kept"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn shows(&self, wanted: &str) -> bool {
        let screen = self.screen.lock().expect("the screen");
        screen.screen().contents().contains(wanted)
    }

    /// Waits until one of `wanted` is on the screen, and says which.
    fn see(&mut self, wanted: &[&str]) -> Result<usize, Killed> {
        loop {
            if Instant::now() >= self.until {
                return Err(self.kill());
            }
            if let Some(found) = wanted.iter().position(|text| self.shows(text)) {
                return Ok(found);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn send(&mut self, keys: &str) {
        // A program that is gone takes no keys; what it showed until then counts.
        let _ = self.writer.write_all(keys.as_bytes());
        let _ = self.writer.flush();
    }
}

/// The whole encounters kept, the newest first.
fn kept(data: &Path) -> Vec<KeptEncounter> {
    let path = data.join("practice.db");
    if !path.exists() {
        return Vec::new();
    }
    let store = Store::open(&path, TimeZone::UTC).expect("the history opens after a kill");
    let ids = store.search(&Sought::default(), 1000).expect("a list");
    ids.iter()
        .map(|id| store.encounter(id).expect("readable").expect("there"))
        .collect()
}

/// Plays on from wherever the program stands. `seen` counts the replies whose marks were on the screen.
fn play(run: &mut Run, mut done: usize, seen: &mut usize) -> Result<(), Killed> {
    // Who has done nothing yet is shown round first.
    if run.see(&["Esc 跳过", "H 记录"])? == 0 {
        run.send("q");
        run.see(&["H 记录"])?;
    }
    run.send("\r");
    // What was left goes on at once; a new customer is introduced first.
    match run.see(&["您的回话", "上岗之前", "复盘"])? {
        1 => {
            run.send("\x1bOQ");
            run.see(&["您的回话"])?;
        }
        // Killed between the last reply and the ending.
        2 => return Ok(()),
        _ => {}
    }
    while let Some(words) = REPLIES.get(done) {
        // What was being typed when the program was killed is there again.
        run.send("\x01\x7f");
        for part in words.split_inclusive('，') {
            run.send(part);
            std::thread::sleep(Duration::from_millis(3));
        }
        run.send("\r");
        let title = format!("点评 第 {} 句", done + 1);
        run.see(&[&title])?;
        done += 1;
        *seen = done;
        run.send("\r");
        if run.see(&["您的回话", "复盘"])? == 1 {
            break;
        }
    }
    run.see(&["复盘"])?;
    Ok(())
}

/// The ending nobody disturbed.
fn undisturbed() -> StateId {
    let scenario = Library::embedded().scenario(SCENARIO).expect("a scenario");
    let mut session = Session::begin(scenario, SEED, Language::Zh, Scorer::default(), 1);
    for words in REPLIES {
        session.take(Reply::of_words(words)).expect("a reply");
    }
    session.encounter().ending().expect("an ending").id.clone()
}

fn many_kills(number: usize, kills: usize, ending: &StateId) -> usize {
    let mut chance = ChaCha12Rng::seed_from_u64(number as u64);
    let data = tempfile::tempdir().expect("a folder");
    let (mut seen, mut whole, mut killed) = (0, 0, 0);
    while killed < kills {
        let open = kept(data.path())
            .into_iter()
            .find(|one| one.end == End::Open);
        let done = open.map_or(0, |one| one.replies.len());
        let mut run = Run::new(data.path(), chance.random_range(20..LATEST));
        let came_to_an_end = play(&mut run, done, &mut seen).is_ok();
        if came_to_an_end {
            // What was shown was written down before; give the effects of the last key their turn.
            run.wait_until_kept(data.path());
            run.kill();
        }
        killed += 1;
        let all = kept(data.path());
        for one in &all {
            let words: Vec<&str> = one
                .replies
                .iter()
                .map(|reply| reply.reply.words.as_str())
                .collect();
            assert_eq!(words, REPLIES[..words.len()], "each reply once, in order");
            if let End::Ended { ending: at, .. } = &one.end {
                assert_eq!((at, words.len()), (ending, REPLIES.len()));
            }
        }
        let newest = all.first().map_or(0, |one| one.replies.len());
        assert!(newest >= seen, "{newest} replies kept, {seen} were seen");
        if came_to_an_end || all.first().is_some_and(|one| one.end != End::Open) {
            assert!(
                all.first()
                    .is_some_and(|one| matches!(one.end, End::Ended { .. }))
            );
            whole += 1;
            // The next session begins with a new customer, or the same again; a new history keeps it the same.
            std::fs::remove_file(data.path().join("practice.db")).expect("removed");
            for more in ["practice.db-wal", "practice.db-shm"] {
                let _ = std::fs::remove_file(data.path().join(more));
            }
            seen = 0;
        }
    }
    whole
}

#[test]
fn killed_at_any_moment_nothing_sent_is_lost() {
    let ending = undisturbed();
    let whole: usize = std::thread::scope(|scope| {
        let ending = &ending;
        let threads: Vec<_> = (0..THREADS)
            .map(|number| scope.spawn(move || many_kills(number, KILLS / THREADS, ending)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("a thread"))
            .sum()
    });
    assert!(
        whole > 0,
        "no session came to its end between {KILLS} kills"
    );
}
