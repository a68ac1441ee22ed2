//! How a trainee's terminal looks. Must not change anything.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{MOST, Over, Showing, Trainee};
use crate::domain::Mark;
use crate::text::width;
use crate::tui::canvas::{Canvas, Scene as Drawn};
use crate::tui::class::ruling::beside;
use crate::tui::class::{Orders, Phase};
use crate::tui::keymap::Place;
use crate::tui::look::Look;
use crate::tui::screens::{LEAST, bottom, centred, small};

/// The most lines of a ruling above one's own marks.
const RULED: usize = 4;

impl Trainee {
    pub(super) fn drawn(&self) -> Drawn {
        let (columns, rows) = self.setup.size;
        let area = Rect::new(0, 0, columns.min(MOST.0), rows.min(MOST.1));
        self.paint(&mut Buffer::empty(area))
    }

    pub(super) fn paint(&self, buffer: &mut Buffer) -> Drawn {
        let area = buffer.area;
        if area.width < LEAST.0 || area.height < LEAST.1 {
            let mut canvas = Canvas::new(buffer, &self.look);
            small::draw(&mut canvas);
            return canvas.done();
        }
        let ruled = self.ruled(usize::from(area.width) - 2);
        let taken = 1 + u16::try_from(ruled.len()).unwrap_or(0);
        let below = Rect {
            y: area.y + taken,
            height: area.height - taken,
            ..area
        };
        let mut part = Buffer::empty(below);
        let mut canvas = Canvas::new(&mut part, &self.look);
        match self.showing() {
            Showing::Name => self.draw_name(&mut canvas),
            Showing::Waiting => self.draw_note(&mut canvas, "class-waiting"),
            Showing::End => self.draw_end(&mut canvas),
            Showing::Wall => {
                if let Some(orders) = &self.orders {
                    self.wall.draw(&mut canvas, orders);
                }
            }
            Showing::Play => {
                if let Some(play) = &self.play {
                    play.draw(&mut canvas);
                }
            }
        }
        match &self.over {
            Some(Over::Help(help)) => help.draw(&mut canvas),
            Some(Over::Ask(ask)) => ask.draw(&mut canvas),
            Some(Over::Object(field)) => field.draw(&mut canvas),
            None => {}
        }
        if let Some(banner) = &self.banner {
            let last = Rect {
                y: below.bottom() - 1,
                height: 1,
                ..below
            };
            canvas.clear(last);
            canvas.text(
                last,
                &format!(" {}", self.look.show(banner)),
                self.look.theme.warn,
            );
        }
        let scene = canvas.done();
        let mut canvas = Canvas::new(buffer, &self.look);
        let top = Rect {
            x: area.x + 1,
            width: area.width - 2,
            height: 1,
            ..area
        };
        let clock = self.clock();
        canvas.text(before(top, &clock), &self.headline(), self.look.theme.title);
        canvas.text_right(top, &clock, self.look.theme.warn);
        let strip = Rect {
            y: top.y + 1,
            height: taken - 1,
            ..top
        };
        canvas.lines(strip, &ruled);
        let _ = canvas.done();
        buffer.merge(&part);
        scene
    }

    /// What the trainer says of one's own reply, above the marks it stands beside.
    fn ruled(&self, columns: usize) -> Vec<Line<'static>> {
        let Some((ruling, marks)) = self.ruling().filter(|_| self.showing() == Showing::Play)
        else {
            return Vec::new();
        };
        let look = &self.look;
        let overall = ruling
            .rating
            .map(|one| look.texts.with("class-ruled", &[("rating", one.into())]));
        overall
            .into_iter()
            .chain(beside(look, ruling, &marks))
            .flat_map(|text| look.wrap(&text, columns))
            .take(RULED)
            .map(|line| Line::styled(line, look.theme.warn))
            .collect()
    }

    /// Class, step and turn in one line.
    fn headline(&self) -> String {
        let Some(orders) = &self.orders else {
            return self.look.texts.get("class-no-orders");
        };
        headline(&self.look, orders)
    }

    fn clock(&self) -> String {
        match self.phase() {
            Phase::Paused => self.look.texts.get("class-paused"),
            Phase::Answering => self
                .left
                .map_or_else(String::new, |left| clock(left.as_secs())),
            _ => String::new(),
        }
    }

    fn draw_name(&self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        bottom(canvas, Place::ClassName);
        let whole = canvas.area();
        let area = centred(whole, 56.min(whole.width.saturating_sub(4)), 7);
        let inner = canvas.frame(area, &look.texts.get("class-name-title"), look.theme.focus);
        let lead = look.wrap(&look.texts.get("class-name"), usize::from(inner.width));
        let lines: Vec<Line<'_>> = lead.into_iter().map(Line::raw).collect();
        let rows = u16::try_from(lines.len())
            .unwrap_or(1)
            .min(inner.height.saturating_sub(2));
        canvas.lines(inner, &lines);
        let field = Rect {
            y: inner.y + rows + 1,
            height: inner.height.saturating_sub(rows + 1),
            ..inner
        };
        self.name.draw(canvas, field, "", true);
    }

    fn draw_note(&self, canvas: &mut Canvas<'_>, key: &str) {
        let look = canvas.look;
        bottom(canvas, Place::ClassWaiting);
        let members = self.orders.as_ref().map_or(0, |orders| orders.members);
        let name = self.joined.clone().unwrap_or_default();
        let text = look.texts.with(
            key,
            &[
                ("name", look.show(&name).into()),
                ("members", members.into()),
            ],
        );
        note(canvas, &[text]);
    }

    fn draw_end(&self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        bottom(canvas, Place::ClassWaiting);
        let texts = &look.texts;
        let pass = self.orders.as_ref().map_or(0, |orders| orders.pass);
        let mean = Mark::mean(self.before.iter().map(|one| one.overall));
        let mut lines = vec![texts.get("class-end")];
        if !self.before.is_empty() {
            lines.push(texts.with(
                if mean.value() >= pass {
                    "class-passed"
                } else {
                    "class-not-passed"
                },
                &[
                    ("count", self.before.len().into()),
                    ("mean", mean.value().into()),
                    ("pass", pass.into()),
                ],
            ));
        }
        note(canvas, &lines);
    }
}

/// A few sentences in the middle.
fn note(canvas: &mut Canvas<'_>, texts: &[String]) {
    let look = canvas.look;
    let whole = canvas.area();
    let columns = 60.min(whole.width.saturating_sub(4));
    let lines: Vec<Line<'static>> = texts
        .iter()
        .flat_map(|text| look.wrap(text, usize::from(columns.saturating_sub(4))))
        .map(|line| Line::from(Span::raw(line)))
        .collect();
    let rows = u16::try_from(lines.len()).unwrap_or(1) + 2;
    let inner = canvas.frame(centred(whole, columns, rows), "", look.theme.border);
    canvas.lines(inner, &lines);
}

/// Class, step and turn in one line.
pub(in crate::tui::class) fn headline(look: &Look, orders: &Orders) -> String {
    let title = look.show_in(&orders.title);
    let Some(scene) = &orders.scene else {
        return title;
    };
    let focus = scene.focus.map_or_else(String::new, |focus| {
        let focus = look.texts.principle(focus);
        look.texts.with("round-aim", &[("principle", focus.into())])
    });
    look.texts.with(
        "class-headline",
        &[
            ("title", title.into()),
            ("step", scene.step.into()),
            ("of", scene.of.into()),
            ("turn", scene.turn.into()),
            ("turns", scene.turns.into()),
            ("aim", focus.into()),
        ],
    )
}

/// What a line has left before `right`, which stands at its end.
pub(in crate::tui::class) fn before(line: Rect, right: &str) -> Rect {
    let columns = u16::try_from(width(right) + 2).unwrap_or(u16::MAX);
    Rect {
        width: line
            .width
            .saturating_sub(if right.is_empty() { 0 } else { columns }),
        ..line
    }
}

/// Minutes and seconds.
pub(in crate::tui::class) fn clock(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
