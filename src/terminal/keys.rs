//! crossterm's events as the interface's inputs, and signals beside them; a burst of keys with a line end inside is a paste. Must not bind keys.

use std::io::{ErrorKind, Result};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use super::signals::{self, Signal};
use crate::tui::{Code, Input, Key, Mouse, MouseKind};

/// How long the next key of a burst may take.
const BURST_GAP: Duration = Duration::from_millis(1);
/// The most events taken before something is drawn.
const MOST_AT_ONCE: usize = 10_000;

/// How long a signal may come after the terminal it is about has failed.
const SIGNAL_GAP: Duration = Duration::from_millis(100);

/// What came in.
enum News {
    Event(Result<Event>),
    Signal(Signal),
}

/// What came in within a wait.
#[derive(Debug, Default)]
pub struct Arrived {
    /// In the order in which they came.
    pub inputs: Vec<Input>,
    /// The last signal, one that ends the program before others.
    pub signal: Option<Signal>,
    /// Why nothing more will come.
    pub over: Option<std::io::Error>,
}

/// The key stream and the signals. A thread of its own reads the keys: crossterm waits for ever without using the processor, but
/// spins through the last millisecond of every wait that has an end.
pub struct Keys {
    news: Receiver<News>,
}

impl Keys {
    /// Begins to listen for signals; keys wait until [`Reader::read`].
    pub fn listen() -> Result<(Self, Reader)> {
        let (sender, news) = mpsc::channel();
        let signals = sender.clone();
        signals::catch(move |signal| {
            // Nobody listens any more: the program is about to end.
            let _ = signals.send(News::Signal(signal));
        })?;
        Ok((Self { news }, Reader { sender }))
    }

    /// What arrives within `patience`, for ever without one, with all that follows at once; nothing where nothing does.
    pub fn wait(&self, patience: Option<Duration>) -> Arrived {
        let mut arrived = Arrived::default();
        let mut patience = patience;
        for _ in 0..MOST_AT_ONCE {
            let news = match patience {
                Some(patience) => self.news.recv_timeout(patience),
                None => self.news.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            patience = Some(BURST_GAP);
            match news {
                Ok(News::Event(Ok(event))) => arrived.inputs.extend(input(event)),
                Ok(News::Event(Err(error))) => {
                    arrived.over = Some(error);
                    // A terminal that has gone away is heard of by a signal as well.
                    patience = Some(SIGNAL_GAP);
                }
                Ok(News::Signal(signal)) => {
                    if arrived.signal != Some(Signal::Leave) {
                        arrived.signal = Some(signal);
                    }
                    if signal == Signal::Leave {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => {
                    arrived
                        .over
                        .get_or_insert_with(|| ErrorKind::UnexpectedEof.into());
                    break;
                }
            }
        }
        arrived.inputs = bursts(arrived.inputs);
        arrived
    }
}

/// What will read the keys.
pub struct Reader {
    sender: Sender<News>,
}

impl Reader {
    /// Begins to read.
    pub fn read(self) -> Result<()> {
        thread::Builder::new()
            .name("keys".to_owned())
            .spawn(move || {
                loop {
                    let event = event::read();
                    let over = event.is_err();
                    if self.sender.send(News::Event(event)).is_err() || over {
                        break;
                    }
                }
            })?;
        Ok(())
    }
}

fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => self::key(key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(columns, rows) => Some(Input::Resize { columns, rows }),
        Event::Mouse(mouse) => {
            let kind = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseKind::Click,
                MouseEventKind::ScrollUp => MouseKind::WheelUp,
                MouseEventKind::ScrollDown => MouseKind::WheelDown,
                _ => return None,
            };
            Some(Input::Mouse(Mouse {
                kind,
                column: mouse.column,
                row: mouse.row,
            }))
        }
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn key(event: KeyEvent) -> Option<Input> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::Function(number),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    let (ctrl, alt, shift) = (
        held(KeyModifiers::CONTROL),
        held(KeyModifiers::ALT),
        held(KeyModifiers::SHIFT),
    );
    if ctrl && !alt && code == Code::Char('c') {
        return Some(Input::Interrupt);
    }
    Some(Input::Key(Key {
        code,
        ctrl,
        alt,
        shift,
    }))
}

/// The character a plain key types: a letter, or a line end for Enter.
fn typed(input: &Input) -> Option<char> {
    match input {
        Input::Key(Key {
            code: Code::Char(c),
            ctrl: false,
            alt: false,
            ..
        }) => Some(*c),
        Input::Key(Key {
            code: Code::Enter,
            ctrl: false,
            alt: false,
            ..
        }) => Some('\n'),
        _ => None,
    }
}

/// Keys that came all at once with a line end *inside* were pasted where the terminal does not say so: they become a paste,
/// or each line would be sent as a reply. A line end that comes last is left a key: it may be meant.
fn bursts(inputs: Vec<Input>) -> Vec<Input> {
    let mut out = Vec::with_capacity(inputs.len());
    let mut run: Vec<Input> = Vec::new();
    for input in inputs {
        if typed(&input).is_some() {
            run.push(input);
        } else {
            close_run(&mut run, &mut out);
            out.push(input);
        }
    }
    close_run(&mut run, &mut out);
    out
}

fn close_run(run: &mut Vec<Input>, out: &mut Vec<Input>) {
    let text: String = run.iter().filter_map(typed).collect();
    let body = text.strip_suffix('\n').unwrap_or(&text);
    if body.contains('\n') {
        out.push(Input::Paste(body.to_owned()));
        if body.len() < text.len() {
            out.push(Input::Key(Key::plain(Code::Enter)));
        }
        run.clear();
    } else {
        out.append(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Input> {
        text.chars()
            .map(|c| {
                Input::Key(Key::plain(if c == '\n' {
                    Code::Enter
                } else {
                    Code::Char(c)
                }))
            })
            .collect()
    }

    #[test]
    fn a_line_end_inside_a_burst_makes_it_a_paste() {
        assert_eq!(
            bursts(keys("您好\n请坐")),
            [Input::Paste("您好\n请坐".to_owned())]
        );
        assert_eq!(bursts(keys("您好\n")), keys("您好\n"), "typed, then sent");
        let mut pasted = vec![Input::Paste("一\n二".to_owned())];
        pasted.extend(keys("\n"));
        assert_eq!(bursts(keys("一\n二\n")), pasted);
        assert_eq!(bursts(keys("\n")), keys("\n"));
    }

    #[test]
    fn releases_are_dropped_and_ctrl_c_interrupts() {
        let mut event = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(key(event), Some(Input::Interrupt));
        event.kind = KeyEventKind::Release;
        assert_eq!(key(event), None);
    }
}
