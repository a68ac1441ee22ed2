//! Where screens draw: a buffer, with a note of what can be clicked, where the cursor stands and how far each text reaches.
//! An input that needs to know one of these has the screen drawn on a scratch buffer and reads the note. Must not keep state.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::look::Look;
use crate::text::width;

/// What a click would act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// The item with this number of the screen's list.
    Item(usize),
    /// The editor; where in it, column and row.
    Editor(u16, u16),
    /// A key of the footer does this.
    Command(super::keymap::Command),
}

/// How far a scrolled text reaches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extent {
    /// Rows that show it.
    pub view: usize,
    /// Its lines.
    pub length: usize,
    /// The lines at which something can be chosen.
    pub anchors: Vec<usize>,
}

/// What drawing found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scene {
    /// The insertion point; `None` hides the cursor.
    pub cursor: Option<Position>,
    /// The inner area of the field that has the cursor.
    pub field: Option<Rect>,
    /// What can be clicked; the last that contains the point counts.
    pub hits: Vec<(Rect, Hit)>,
    /// The text that the scrolling keys move.
    pub extent: Extent,
}

impl Scene {
    /// What is at this point.
    #[must_use]
    pub fn hit(&self, column: u16, row: u16) -> Option<Hit> {
        let point = Position::new(column, row);
        self.hits
            .iter()
            .rev()
            .find(|(area, _)| area.contains(point))
            .map(|(area, hit)| match hit {
                Hit::Editor(..) => Hit::Editor(column - area.x, row - area.y),
                other => *other,
            })
    }
}

/// A buffer being drawn on.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// How things look.
    pub look: &'a Look,
    /// What has been found out so far.
    pub scene: Scene,
}

impl<'a> Canvas<'a> {
    /// A canvas over all of `buffer`, blank.
    pub fn new(buffer: &'a mut Buffer, look: &'a Look) -> Self {
        let area = buffer.area;
        buffer.set_style(area, look.theme.base);
        Self {
            buffer,
            look,
            scene: Scene::default(),
        }
    }

    /// The whole of it.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// The buffer, for widgets of others.
    pub fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// One line at the top of `area`; what is too long is cut off with `…`.
    pub fn line(&mut self, area: Rect, line: &Line<'_>) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        let columns = usize::from(area.width);
        let whole: usize = line.spans.iter().map(|span| width(&span.content)).sum();
        if whole <= columns {
            self.buffer.set_line(area.x, area.y, line, area.width);
            return;
        }
        let mut left = columns;
        let mut spans = Vec::with_capacity(line.spans.len());
        for span in &line.spans {
            let needed = width(&span.content);
            if needed < left {
                spans.push(span.clone());
                left -= needed;
                continue;
            }
            let mut text = span.content.to_string();
            // One column more than there is, so that the mark of cutting is set even where just this part would fit.
            text.push_str("  ");
            spans.push(Span::styled(self.look.fit(&text, left), span.style));
            break;
        }
        let cut = Line::from(spans).style(line.style);
        self.buffer.set_line(area.x, area.y, &cut, area.width);
    }

    /// A text on the first line of `area`.
    pub fn text(&mut self, area: Rect, text: &str, style: Style) {
        self.line(area, &Line::styled(text.to_owned(), style));
    }

    /// A text at the right end of the first line of `area`; nothing if it does not fit.
    pub fn text_right(&mut self, area: Rect, text: &str, style: Style) {
        let columns = u16::try_from(width(text)).unwrap_or(u16::MAX);
        if columns <= area.width {
            let at = Rect {
                x: area.right() - columns,
                width: columns,
                ..area
            };
            self.text(at, text, style);
        }
    }

    /// Lines from the top of `area`, as many as fit.
    pub fn lines(&mut self, area: Rect, lines: &[Line<'_>]) {
        for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
            self.line(
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                line,
            );
        }
    }

    /// A border with a title; returns what is inside, with a blank column at each side.
    pub fn frame(&mut self, area: Rect, title: &str, style: Style) -> Rect {
        let area = area.intersection(self.buffer.area);
        if area.width < 4 || area.height < 2 {
            return Rect::new(area.x, area.y, 0, 0);
        }
        let set = self.look.glyphs.border;
        let across = usize::from(area.width - 2);
        let top = format!(
            "{}{}{}",
            set.top_left,
            set.horizontal_top.repeat(across),
            set.top_right
        );
        let bottom = format!(
            "{}{}{}",
            set.bottom_left,
            set.horizontal_bottom.repeat(across),
            set.bottom_right
        );
        self.buffer.set_string(area.x, area.y, top, style);
        self.buffer
            .set_string(area.x, area.bottom() - 1, bottom, style);
        for y in area.top() + 1..area.bottom() - 1 {
            self.buffer.set_string(area.x, y, set.vertical_left, style);
            self.buffer
                .set_string(area.right() - 1, y, set.vertical_right, style);
        }
        if !title.is_empty() && area.width > 6 {
            let title = format!(" {} ", self.look.fit(title, usize::from(area.width) - 6));
            let at = Rect::new(area.x + 2, area.y, area.width - 4, 1);
            self.over_border(at, &title, self.look.theme.title);
        }
        Rect::new(area.x + 2, area.y + 1, area.width - 4, area.height - 2)
    }

    /// A text in the place of a part of a border. The border's style must go first: dim and bold together are shown as either
    /// by terminals, depending on which came last.
    fn over_border(&mut self, area: Rect, text: &str, style: Style) {
        let columns = u16::try_from(width(text))
            .unwrap_or(u16::MAX)
            .min(area.width);
        self.clear(Rect {
            width: columns,
            height: 1,
            ..area
        });
        self.text(area, text, style);
    }

    /// Says on a border's right end how much there is above or below what is seen.
    pub fn more(&mut self, framed: Rect, above: usize, below: usize) {
        let glyphs = self.look.glyphs;
        for (lines, y, glyph) in [
            (above, framed.y, glyphs.above),
            (below, framed.bottom().saturating_sub(1), glyphs.below),
        ] {
            if lines > 0 && framed.width > 12 {
                let text = format!(" {glyph} {lines} ");
                let columns = u16::try_from(width(&text))
                    .unwrap_or(u16::MAX)
                    .min(framed.width);
                let at = Rect::new(framed.right() - 2 - columns, y, columns, 1);
                self.over_border(at, &text, self.look.theme.dim);
            }
        }
    }

    /// Paints the whole of `area` in a style and says that a click there means `hit`.
    pub fn paint(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// Has all wide characters of `area` sent again with every frame: after a change of style alone, some consoles keep the
    /// old background under a wide character's right half.
    pub fn resend(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position)
                && width(cell.symbol()) > 1
            {
                cell.set_diff_option(CellDiffOption::AlwaysUpdate);
            }
        }
    }

    /// Notes what a click in `area` means.
    pub fn click(&mut self, area: Rect, hit: Hit) {
        self.scene.hits.push((area, hit));
    }

    /// Ends the drawing: what is behind a wide character's first half is made unlike a blank. Otherwise a blank that comes in
    /// its place in the next frame would be taken for unchanged and never sent, and the terminal would leave it as it likes.
    #[must_use]
    pub fn done(self) -> Scene {
        let area = self.buffer.area;
        for position in area.positions() {
            let wide = self
                .buffer
                .cell(position)
                .is_some_and(|cell| width(cell.symbol()) > 1);
            if wide && let Some(behind) = self.buffer.cell_mut((position.x + 1, position.y)) {
                behind.reset();
                behind.modifier.insert(Modifier::HIDDEN);
            }
        }
        self.scene
    }

    /// Blanks `area` for something drawn above what is there. A wide character that reaches in from the left, or whose first
    /// half is blanked, goes as a whole: half of one would take the border with it.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        let base = self.look.theme.base;
        for y in area.top()..area.bottom() {
            if area.x > self.buffer.area.x
                && let Some(cell) = self.buffer.cell_mut((area.x - 1, y))
                && width(cell.symbol()) > 1
            {
                cell.reset();
                cell.set_style(base);
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(base);
                }
            }
        }
    }
}
