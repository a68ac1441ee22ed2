//! Lines in, lines out, in the same order, worked on by several threads. A reader thread hands over what has arrived, so that
//! who sends one line and waits gets its answer, and who sends a million keeps every core busy. Must not know what a line is.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, bail};

/// The longest line read, in bytes; a longer one is an error in its place.
pub(super) const LONGEST_LINE: u64 = 1 << 20;
/// The most lines handed over at once, and the most bytes.
const TOGETHER: (usize, usize) = (256, 1 << 18);

/// One line as it was read, counted from 1.
pub(super) struct Line {
    pub(super) number: usize,
    /// Without its end; `None` where it is too long.
    pub(super) bytes: Option<Vec<u8>>,
}

/// What became of it.
pub(super) struct Rated {
    pub(super) number: usize,
    pub(super) text: Vec<u8>,
    /// Whether the line could not be read.
    pub(super) faulty: bool,
}

type Work = (Vec<Line>, Sender<Vec<Rated>>);

/// Puts `rate` to every line of `input` that is not empty, on `jobs` threads, and gives `write` the results in the order of
/// the lines, a bundle at a time. Returns how many lines were faulty.
///
/// # Errors
/// When the input can't be read or `write` fails.
pub(super) fn each_line(
    input: Box<dyn Read + Send>,
    jobs: usize,
    rate: fn(&Line) -> Rated,
    mut write: impl FnMut(&[Rated]) -> io::Result<()>,
) -> Result<usize> {
    let (lines_in, lines_out) = sync_channel::<io::Result<Vec<Line>>>(jobs);
    // Neither thread is waited for: where `write` fails, one may hang in a read that never ends.
    thread::spawn(move || read(input, &lines_in));
    let (work_in, work_out) = channel::<Work>();
    let work_out = Arc::new(Mutex::new(work_out));
    for _ in 0..jobs {
        let work_out = Arc::clone(&work_out);
        thread::spawn(move || work(&work_out, rate));
    }
    let mut faulty = 0;
    let mut at_work: VecDeque<Receiver<Vec<Rated>>> = VecDeque::new();
    loop {
        // New lines before old results, so that no thread waits; but never more than a few bundles under way.
        let next = if at_work.len() >= jobs * 2 {
            Err(TryRecvError::Empty)
        } else if at_work.is_empty() {
            lines_out.recv().map_err(|_| TryRecvError::Disconnected)
        } else {
            lines_out.try_recv()
        };
        match next {
            Ok(lines) => {
                let lines = lines.context("cannot read the replies")?;
                let (done_in, done_out) = channel();
                if work_in.send((lines, done_in)).is_err() {
                    bail!("the threads that rate are gone");
                }
                at_work.push_back(done_out);
            }
            Err(gone) => {
                let Some(oldest) = at_work.pop_front() else {
                    if gone == TryRecvError::Disconnected {
                        return Ok(faulty);
                    }
                    continue;
                };
                let rated = oldest.recv().context("a thread that rates has failed")?;
                faulty += rated.iter().filter(|one| one.faulty).count();
                write(&rated)?;
            }
        }
    }
}

fn work(bundles: &Mutex<Receiver<Work>>, rate: fn(&Line) -> Rated) {
    loop {
        let bundle = bundles
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok((lines, done)) = bundle else {
            return;
        };
        // Nobody listening any more means that the writer has given up.
        let _ = done.send(lines.iter().map(rate).collect());
    }
}

/// Hands over what has arrived: whole lines for as long as the buffer holds some, then what there is.
fn read(input: Box<dyn Read + Send>, to: &SyncSender<io::Result<Vec<Line>>>) {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let (mut bundle, mut size) = (Vec::new(), 0);
    for number in 1.. {
        let line = match line(&mut input) {
            Ok(Some(bytes)) => Line { number, bytes },
            Ok(None) => break,
            Err(error) => {
                let _ = to.send(Err(error));
                return;
            }
        };
        let bytes = line.bytes.as_deref();
        if bytes.is_none_or(|bytes| !bytes.iter().all(u8::is_ascii_whitespace)) {
            size += bytes.map_or(0, <[u8]>::len);
            bundle.push(line);
        }
        let more = input.buffer().contains(&b'\n');
        if bundle.len() >= TOGETHER.0 || size >= TOGETHER.1 || !more && !bundle.is_empty() {
            size = 0;
            if to.send(Ok(std::mem::take(&mut bundle))).is_err() {
                return;
            }
        }
    }
    if !bundle.is_empty() {
        let _ = to.send(Ok(bundle));
    }
}

/// The next line: `None` at the end, `Some(None)` where it is too long.
fn line(input: &mut BufReader<Box<dyn Read + Send>>) -> io::Result<Option<Option<Vec<u8>>>> {
    let mut bytes = Vec::new();
    let read = input.take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if read as u64 == LONGEST_LINE {
        skip_line(input)?;
        return Ok(Some(None));
    }
    Ok(Some(Some(bytes)))
}

/// Passes over the rest of a line that is too long to keep.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}
