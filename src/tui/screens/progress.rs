//! How each principle has gone over the days, on which days there was practice, and what is due when. Must not compute: the
//! room `progress` does.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use ratatui::text::{Line, Span};

use super::{Go, body, column};
use crate::domain::Principle;
use crate::progress::{DayMarks, Direction, Review, Trend, trend};
use crate::report::progress::{in_words, marks, sparkline};
use crate::text::width;
use crate::tui::canvas::{Canvas, Extent};
use crate::tui::document::{Document, Reader};
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::widgets::advice::review_line;

/// How many weeks the calendar shows.
const WEEKS: i64 = 5;
/// How many days a sparkline shows.
const SPARK: usize = 16;

/// What is shown, owned by the app.
pub struct Past<'a> {
    /// The marks of every day.
    pub days: &'a [DayMarks],
    /// What was practised at each moment, the most urgent first.
    pub reviews: &'a [Review],
    /// The trainee's day.
    pub today: Date,
}

/// The screen's own state.
#[derive(Debug, Default)]
pub struct Progress {
    reader: Reader,
}

impl Progress {
    /// Takes a command.
    pub fn command(&mut self, command: Command, extent: &Extent) -> Go {
        match command {
            Command::History => return Go::History,
            Command::Home => return Go::Home,
            other => self.reader.command(other, extent),
        }
        Go::Stay
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, past: &Past<'_>) {
        let look = canvas.look;
        let title = look.texts.get("progress-title");
        let mut area = body(canvas, Place::Progress, &title);
        area.width = column(canvas.look, area.width);
        let inner = canvas.frame(
            area,
            &look.texts.get("debrief-principles-over"),
            look.theme.focus,
        );
        document(look, past, usize::from(inner.width)).draw(
            canvas,
            inner,
            area,
            self.reader,
            false,
        );
    }
}

fn document(look: &Look, past: &Past<'_>, columns: usize) -> Document {
    let mut document = Document::default();
    principles(look, past, columns, &mut document);
    document.gap();
    document.push(Line::styled(
        look.texts.get("progress-calendar"),
        look.theme.title,
    ));
    for line in calendar(look, past) {
        document.push(line);
    }
    document.gap();
    document.push(Line::styled(
        look.texts.get("progress-due"),
        look.theme.title,
    ));
    if past.reviews.is_empty() {
        document.push(Line::styled(
            look.texts.get("progress-due-none"),
            look.theme.dim,
        ));
    }
    for review in past.reviews {
        let text = look.texts.with(
            "progress-due-on",
            &[
                ("date", review.due.to_string().into()),
                (
                    "review",
                    review_line(&look.texts, review, past.today).into(),
                ),
            ],
        );
        let style = if review.is_due(past.today) {
            look.theme.warn
        } else {
            look.theme.base
        };
        for line in look.wrap(&look.show(&text), columns) {
            document.push(Line::styled(line, style));
        }
    }
    document
}

/// A principle a line, or two where one is too narrow.
fn principles(look: &Look, past: &Past<'_>, columns: usize, document: &mut Document) {
    let name = |principle: Principle| look.texts.principle(principle);
    let names = Principle::ALL
        .iter()
        .map(|one| width(&name(*one)))
        .max()
        .unwrap_or(0);
    let plain = look.glyphs.bar.is_ascii();
    for principle in Principle::ALL {
        let one = trend(past.days, *principle);
        let pad = |text: &str, columns: usize| {
            format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
        };
        let spark = pad(&sparkline(&one, SPARK, plain), SPARK);
        let first = vec![
            Span::styled(pad(&name(*principle), names + 2), look.theme.title),
            Span::styled(spark, direction_style(look, &one)),
            Span::raw("  "),
            Span::raw(marks(&look.texts, &one)),
        ];
        let words = look.show(&in_words(&look.texts, &one));
        let wide: usize = first.iter().map(|span| width(&span.content)).sum();
        let mut line = Line::from(first);
        if wide + 2 + width(&words) <= columns {
            line.push_span(Span::styled(format!("  {words}"), look.theme.dim));
            document.push(line);
        } else {
            document.push(line);
            if !words.is_empty() {
                let words = format!("{}{words}", " ".repeat(names + 2));
                document.push(Line::styled(look.fit(&words, columns), look.theme.dim));
            }
        }
    }
}

fn direction_style(look: &Look, trend: &Trend) -> ratatui::style::Style {
    match trend.direction() {
        Direction::Rising => look.theme.good,
        Direction::Falling => look.theme.bad,
        Direction::Unclear => look.theme.base,
    }
}

/// The last weeks, a week a row from Monday to Sunday: how many replies each day had.
fn calendar(look: &Look, past: &Past<'_>) -> Vec<Line<'static>> {
    let mut replies: BTreeMap<Date, u32> = BTreeMap::new();
    for day in past
        .days
        .iter()
        .filter(|day| day.principle == Principle::Attitude)
    {
        *replies.entry(day.day).or_default() += day.count;
    }
    let monday = past.today.weekday().since(Weekday::Monday);
    let first = i64::from(monday) + 7 * (WEEKS - 1);
    let day = |back: i64| past.today.checked_sub(jiff::Span::new().days(back)).ok();
    let mut names = " ".repeat(12);
    for name in look.texts.get("progress-weekdays").split(' ') {
        names += &" ".repeat(4_usize.saturating_sub(width(name)));
        names += name;
    }
    let weeks = (0..WEEKS).filter_map(|week| {
        let start = day(first - 7 * week)?;
        let mut spans = vec![Span::styled(format!("{start}  "), look.theme.dim)];
        for weekday in 0..7 {
            let back = first - 7 * week - weekday;
            let (text, style) = match day(back).filter(|_| back >= 0) {
                None => ("    ".to_owned(), look.theme.base),
                Some(day) => match replies.get(&day) {
                    None => ("   .".to_owned(), look.theme.dim),
                    Some(count) => (format!("{:>4}", (*count).min(999)), look.theme.good),
                },
            };
            spans.push(Span::styled(text, style));
        }
        Some(Line::from(spans))
    });
    std::iter::once(Line::styled(names, look.theme.dim))
        .chain(weeks)
        .collect()
}
