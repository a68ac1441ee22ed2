//! A text longer than its box, with places in it that can be chosen, and how one moves through it: a step chooses the next
//! place if it is in sight and scrolls by one line if it is not. Must not know what the text says.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::canvas::{Canvas, Extent, Hit};
use super::keymap::Command;

/// Lines made for a certain width.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// The lines at which something can be chosen, ascending.
    pub anchors: Vec<usize>,
}

/// Where the reader is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reader {
    /// The first line in sight.
    pub top: usize,
    /// The chosen anchor.
    pub chosen: usize,
}

impl Document {
    /// Adds a line.
    pub fn push(&mut self, line: impl Into<Line<'static>>) {
        self.lines.push(line.into());
    }

    /// Adds a line that can be chosen.
    pub fn push_anchor(&mut self, line: impl Into<Line<'static>>) {
        self.anchors.push(self.lines.len());
        self.lines.push(line.into());
    }

    /// Adds a blank line, unless there is one or nothing yet.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    /// With a blank line after each.
    fn spaced(&self) -> Self {
        let mut spaced = Self::default();
        for (at, line) in self.lines.iter().enumerate() {
            if self.anchors.contains(&at) {
                spaced.push_anchor(line.clone());
            } else if line.width() > 0 {
                spaced.push(line.clone());
            }
            spaced.gap();
        }
        spaced
    }

    /// Draws what is in sight, the chosen place marked where `mark` says so, and notes how far it reaches.
    pub fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        framed: Rect,
        reader: Reader,
        mark: bool,
    ) {
        if canvas.look.projector {
            self.spaced().draw_lines(canvas, area, framed, reader, mark);
        } else {
            self.draw_lines(canvas, area, framed, reader, mark);
        }
    }

    fn draw_lines(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        framed: Rect,
        reader: Reader,
        mark: bool,
    ) {
        let view = usize::from(area.height);
        let top = reader.top.min(self.lines.len().saturating_sub(view));
        for (number, (line, y)) in self
            .lines
            .iter()
            .skip(top)
            .zip(area.top()..area.bottom())
            .enumerate()
        {
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            canvas.line(row, line);
            if let Some(anchor) = self.anchors.iter().position(|at| *at == top + number) {
                canvas.click(row, Hit::Item(anchor));
                if mark {
                    if anchor == reader.chosen {
                        canvas.paint(row, canvas.look.theme.selected);
                    }
                    canvas.resend(row);
                }
            }
        }
        canvas.more(framed, top, self.lines.len().saturating_sub(top + view));
        canvas.scene.extent = Extent {
            view,
            length: self.lines.len(),
            anchors: self.anchors.clone(),
        };
    }
}

impl Reader {
    /// Moves, where `command` is a move.
    pub fn command(&mut self, command: Command, extent: &Extent) {
        match command {
            Command::Up => self.up(extent),
            Command::Down => self.down(extent),
            Command::PageUp => self.page_up(extent),
            Command::PageDown => self.page_down(extent),
            Command::First => self.first(),
            Command::Last => self.last(extent),
            _ => {}
        }
    }

    /// One step towards the end.
    pub fn down(&mut self, extent: &Extent) {
        self.hold(extent);
        let next = self.chosen + 1;
        match extent.anchors.get(next) {
            Some(at) if *at < self.top + extent.view => self.chosen = next,
            _ => {
                self.top += 1;
                self.hold(extent);
                self.follow(extent);
            }
        }
    }

    /// One step towards the beginning.
    pub fn up(&mut self, extent: &Extent) {
        self.hold(extent);
        match self.chosen.checked_sub(1) {
            Some(before) if extent.anchors.get(before).is_some_and(|at| *at >= self.top) => {
                self.chosen = before;
            }
            _ => {
                self.top = self.top.saturating_sub(1);
                self.follow(extent);
            }
        }
    }

    /// A screen less one line towards the end.
    pub fn page_down(&mut self, extent: &Extent) {
        self.hold(extent);
        self.top += extent.view.saturating_sub(1).max(1);
        self.hold(extent);
        self.follow(extent);
    }

    /// A screen less one line towards the beginning.
    pub fn page_up(&mut self, extent: &Extent) {
        self.hold(extent);
        self.top = self
            .top
            .saturating_sub(extent.view.saturating_sub(1).max(1));
        self.follow(extent);
    }

    /// To the beginning.
    pub fn first(&mut self) {
        *self = Self::default();
    }

    /// To the end.
    pub fn last(&mut self, extent: &Extent) {
        self.top = extent.length;
        self.hold(extent);
        self.chosen = extent.anchors.len().saturating_sub(1);
    }

    /// Chooses an anchor and brings it into sight, with as much of what follows as fits.
    pub fn choose(&mut self, anchor: usize, extent: &Extent) {
        self.chosen = anchor.min(extent.anchors.len().saturating_sub(1));
        if let Some(at) = extent.anchors.get(self.chosen)
            && !(self.top..self.top + extent.view).contains(at)
        {
            self.top = *at;
        }
        self.hold(extent);
    }

    /// Keeps within the text.
    fn hold(&mut self, extent: &Extent) {
        self.top = self.top.min(extent.length.saturating_sub(extent.view));
        self.chosen = self.chosen.min(extent.anchors.len().saturating_sub(1));
    }

    /// Chooses the first place in sight if the chosen one is out of it.
    fn follow(&mut self, extent: &Extent) {
        let sight = self.top..self.top + extent.view;
        let seen = extent
            .anchors
            .get(self.chosen)
            .is_some_and(|at| sight.contains(at));
        if !seen && let Some(first) = extent.anchors.iter().position(|at| sight.contains(at)) {
            self.chosen = first;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_chooses_what_is_in_sight_and_scrolls_otherwise() {
        let extent = Extent {
            view: 4,
            length: 12,
            anchors: vec![1, 3, 9],
        };
        let mut reader = Reader::default();
        let mut seen = Vec::new();
        for _ in 0..10 {
            reader.down(&extent);
            seen.push((reader.top, reader.chosen));
        }
        // The second place is in sight, the third only after six lines; the end is never passed.
        assert_eq!(seen[0], (0, 1));
        assert_eq!(seen[1], (1, 1));
        assert_eq!(seen[6], (6, 2));
        assert_eq!(seen[9], (8, 2));
        for _ in 0..20 {
            reader.up(&extent);
        }
        assert_eq!((reader.top, reader.chosen), (0, 0));
    }

    #[test]
    fn pages_and_ends_stay_within_the_text() {
        let extent = Extent {
            view: 5,
            length: 8,
            anchors: vec![0, 7],
        };
        let mut reader = Reader::default();
        reader.page_down(&extent);
        assert_eq!((reader.top, reader.chosen), (3, 1));
        reader.page_down(&extent);
        assert_eq!(reader.top, 3);
        reader.first();
        reader.last(&extent);
        assert_eq!((reader.top, reader.chosen), (3, 1));
        reader.choose(0, &extent);
        assert_eq!((reader.top, reader.chosen), (0, 0));
    }
}
