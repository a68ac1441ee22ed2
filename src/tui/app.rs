//! The whole interface as one value: inputs change it, drawing does not.

use ratatui::Frame;

use super::{Code, Effect, Input, Setup};

/// The interface.
pub struct App {
    size: (u16, u16),
}

impl App {
    /// The interface at its start.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        Self { size: setup.size }
    }

    /// Takes one input and says what the world must do, in order.
    pub fn handle(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Resize { columns, rows } => {
                self.size = (columns, rows);
                Vec::new()
            }
            Input::Interrupt => vec![Effect::Quit],
            Input::Key(key) if key.code == Code::Char('q') => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }

    /// What must be kept when the program has to end at once (a signal, a lost terminal): at most one `KeepDraft`.
    pub fn leave(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Draws everything and places the cursor.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        frame
            .buffer_mut()
            .set_string(0, 0, "teller-coach", ratatui::style::Style::new());
    }
}
