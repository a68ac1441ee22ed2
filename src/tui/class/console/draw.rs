//! How the console looks. Must not change anything.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Console, Over, Panel};
use crate::text::sanitize_line;
use crate::tui::canvas::{Canvas, Scene};
use crate::tui::class::trainee::{before, clock, headline};
use crate::tui::class::{Answer, Phase, heat, ruling, seats, wall};
use crate::tui::document::{Document, Reader};
use crate::tui::keymap::{Command, Place};
use crate::tui::screens::{LEAST, bottom, open_over, small};
use crate::tui::widgets::principles::principle_line;

/// How wide the roster is.
const ROSTER: u16 = 34;

impl Console {
    pub(super) fn drawn(&self) -> Scene {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        self.paint(&mut Buffer::empty(area))
    }

    pub(super) fn paint(&self, buffer: &mut Buffer) -> Scene {
        let area = buffer.area;
        let mut canvas = Canvas::new(buffer, &self.look);
        if area.width < LEAST.0 || area.height < LEAST.1 {
            small::draw(&mut canvas);
            return canvas.done();
        }
        bottom(&mut canvas, Place::Console);
        let top = Rect {
            x: area.x + 1,
            width: area.width - 2,
            height: 1,
            ..area
        };
        let look = &self.look;
        let state = self.state();
        canvas.text(
            before(top, &state),
            &headline(look, &self.room.orders),
            look.theme.title,
        );
        canvas.text_right(top, &state, look.theme.warn);
        let middle = Rect {
            y: area.y + 1,
            height: area.height - 2,
            ..area
        };
        let roster = Rect {
            width: ROSTER.min(area.width / 2),
            ..middle
        };
        seats::draw(&mut canvas, roster, &self.room, self.chosen);
        let right = Rect {
            x: middle.x + roster.width,
            width: middle.width - roster.width,
            ..middle
        };
        let rows = 14.min(right.height / 2);
        let answer = Rect {
            height: right.height - rows,
            ..right
        };
        self.draw_panels(&mut canvas, answer);
        let class = Rect {
            y: answer.bottom(),
            height: rows,
            ..right
        };
        self.draw_class(&mut canvas, class);
        match &self.over {
            Some(Over::Help(help)) => help.draw(&mut canvas),
            Some(Over::Sure(asked)) => self.draw_sure(&mut canvas, *asked),
            Some(Over::Ruling(field)) => field.draw(&mut canvas),
            Some(Over::States(states)) => states.draw(&mut canvas),
            None => {}
        }
        let trouble = self.banner.as_ref().or(self.room.trouble.as_ref());
        if let Some(trouble) = trouble {
            let last = Rect {
                y: area.bottom() - 1,
                height: 1,
                ..area
            };
            canvas.clear(last);
            canvas.text(last, &format!(" {}", look.show(trouble)), look.theme.warn);
        }
        canvas.done()
    }

    /// What the class is doing, and the time left.
    fn state(&self) -> String {
        let texts = &self.look.texts;
        let key = match self.room.orders.phase {
            Phase::Gathering => "class-phase-gathering",
            Phase::Answering => "class-phase-answering",
            Phase::Paused => "class-phase-paused",
            Phase::Talking => "class-phase-talking",
            Phase::Ended => "class-phase-ended",
        };
        let left = self
            .room
            .left
            .map_or_else(String::new, |left| format!("  {}", clock(u64::from(left))));
        let answered = self.room.seats.iter().filter(|seat| seat.answer.is_some());
        format!(
            "{}/{}  {}{left}",
            answered.count(),
            self.room.seats.len(),
            texts.get(key)
        )
    }

    /// The answer and, beside it where both have room, the panel that was asked for.
    fn draw_panels(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let beside = area.width >= 2 * heat::COLUMNS - 10;
        let (answer, side) = if beside {
            let width = area.width - heat::COLUMNS;
            let side = Rect {
                x: area.x + width,
                width: heat::COLUMNS,
                ..area
            };
            (Rect { width, ..area }, side)
        } else {
            (area, area)
        };
        if beside || self.panel == Panel::Answer {
            self.draw_answer(canvas, answer);
        }
        match self.panel {
            Panel::Agreed => self.draw_agreed(canvas, side),
            Panel::Heat => heat::draw(canvas, side, &self.room, self.chosen),
            Panel::Answer if beside => heat::draw(canvas, side, &self.room, self.chosen),
            Panel::Answer => {}
        }
    }

    /// How far the trainer and the scorer agree.
    fn draw_agreed(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let title = look.texts.get("class-agreed-title");
        let inner = canvas.frame(area, &title, look.theme.border);
        let columns = usize::from(inner.width);
        let rows = ruling::agreement(look, &self.room.agreed, columns);
        canvas.lines(inner, &rows);
    }

    fn draw_answer(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let title = self.seat().map_or_else(
            || look.texts.get("class-customer"),
            |seat| format!("{} {}", seat.label, look.show(&seat.name)),
        );
        let inner = canvas.frame(area, &title, look.theme.border);
        let columns = usize::from(inner.width);
        let mut document = Document::default();
        if !self.room.customer.is_empty() {
            for line in look.wrap(&self.room.customer, columns) {
                document.push(Line::styled(line, look.theme.customer));
            }
            document.gap();
        }
        if let Some(seat) = self.seat() {
            if let Some(fault) = &seat.fault {
                for line in look.wrap(fault, columns) {
                    document.push(Line::styled(line, look.theme.alert));
                }
            }
            match &seat.answer {
                Some(answer) => self.answer(answer, columns, &mut document),
                None => document.push(Line::styled(
                    look.texts.get("class-not-answered"),
                    look.theme.dim,
                )),
            }
            if let Some(objection) = &seat.objection {
                let text = look
                    .texts
                    .with("class-objection", &[("reason", objection.as_str().into())]);
                for line in look.wrap(&text, columns) {
                    document.push(Line::styled(line, look.theme.warn));
                }
            }
        } else {
            let folder = sanitize_line(&self.room.folder);
            let nobody = look.texts.with("class-nobody", &[("dir", folder.into())]);
            for line in look.wrap(&nobody, columns) {
                document.push(Line::styled(line, look.theme.dim));
            }
        }
        document.draw(canvas, inner, area, Reader::default(), false);
    }

    fn answer(&self, answer: &Answer, columns: usize, document: &mut Document) {
        let look = &self.look;
        document.push(Line::styled(wall::title(look, answer), look.theme.trainee));
        for red_line in &answer.red_lines {
            let text = format!("{} {}", look.glyphs.bad, look.texts.red_line(*red_line));
            document.push(Line::styled(text, look.theme.alert));
        }
        for line in look.wrap(&wall::shown_words(&answer.words, self.as_written), columns) {
            document.push(line);
        }
        for line in wall::covered_note(look, &answer.words, self.as_written, columns) {
            document.push(line);
        }
        if !answer.actions.is_empty() {
            document.push(Line::styled(look.actions(&answer.actions), look.theme.dim));
        }
        for text in ruling::sentences(look, answer) {
            for line in look.wrap(&text, columns) {
                document.push(Line::styled(line, look.theme.warn));
            }
        }
    }

    /// Each principle over the class, how the marks are spread, what most answers lack.
    fn draw_class(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let inner = canvas.frame(area, &look.texts.get("class-means"), look.theme.border);
        let columns = usize::from(inner.width);
        let mut lines: Vec<Line<'static>> = Vec::new();
        let spread: Vec<String> = (0..5)
            .map(|rating| format!("{rating}: {}", self.room.spread[rating]))
            .collect();
        lines.push(Line::raw(
            look.texts
                .with("class-spread", &[("spread", spread.join("  ").into())]),
        ));
        if let Some((missing, example)) = &self.room.missing {
            let text = look.texts.with(
                "class-missing",
                &[
                    ("missing", look.show(missing).into()),
                    (
                        "example",
                        look.show(&wall::shown_words(example, self.as_written))
                            .into(),
                    ),
                ],
            );
            lines.extend(look.wrap(&text, columns).into_iter().take(3).map(Line::raw));
        }
        if let Some(means) = &self.room.means {
            let bars = means
                .iter()
                .map(|(principle, mark)| principle_line(look, principle, *mark, "", columns));
            if self.panel == Panel::Heat {
                // The grid has the means, too: here what most answers lack comes first where not all has room.
                lines.extend(bars);
            } else {
                let room = usize::from(inner.height).saturating_sub(8);
                lines.truncate(room.max(1));
                lines.splice(0..0, bars);
            }
        }
        canvas.lines(inner, &lines);
    }

    fn draw_sure(&self, canvas: &mut Canvas<'_>, asked: Command) {
        let look = canvas.look;
        let key = if asked == Command::End {
            "class-sure-end"
        } else {
            "class-sure-quit"
        };
        let text = look.texts.get(key);
        let columns = 60.min(canvas.area().width.saturating_sub(4));
        let lines: Vec<Line<'_>> = look
            .wrap(&text, usize::from(columns.saturating_sub(4)))
            .into_iter()
            .map(Line::raw)
            .collect();
        let rows = u16::try_from(lines.len()).unwrap_or(1) + 2;
        let title = look.texts.get("ask-quit-title");
        let inner = open_over(canvas, Place::Ask, &title, (columns, rows));
        canvas.lines(inner, &lines);
    }
}
