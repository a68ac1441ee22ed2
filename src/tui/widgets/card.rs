//! The customer's card: who it is and how they feel, in two lines or as a column. A movement is told in numbers, never shown
//! by moving.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::{Feeling, Mood};
use crate::scenario::Scenario;
use crate::text::width;
use crate::tui::canvas::Canvas;
use crate::tui::look::Look;

/// How the customer feels and felt.
#[derive(Debug, Clone, Copy)]
pub struct Feelings {
    /// Before the last reply.
    pub before: Mood,
    /// Now.
    pub now: Mood,
}

impl Feelings {
    /// A feeling's value, with where it came from if it moved.
    fn number(self, look: &Look, feeling: Feeling) -> String {
        let (from, to) = (self.before.get(feeling), self.now.get(feeling));
        if from == to {
            format!("{to}")
        } else {
            format!("{from}{}{to}", look.glyphs.movement)
        }
    }
}

/// Two lines: name and face, then four short meters.
pub fn card(
    canvas: &mut Canvas<'_>,
    area: Rect,
    scenario: &Scenario,
    feelings: Feelings,
    turn: usize,
) {
    let look = canvas.look;
    let (face, word) = look.face(feelings.now);
    let line = Line::from(vec![
        Span::styled(look.show_in(&scenario.customer.name), look.theme.customer),
        Span::raw(format!("  {face} ")),
        Span::styled(word, look.theme.title),
    ]);
    canvas.line(area, &line);
    let counter = look.texts.with("card-turn", &[("turn", turn.into())]);
    let used: usize = line.spans.iter().map(|span| width(&span.content)).sum();
    let title = look.show_in(&scenario.title);
    let room = usize::from(area.width).saturating_sub(used + 2);
    let tail = format!("{title}  {counter}");
    let tail = if width(&tail) <= room { tail } else { counter };
    if width(&tail) <= room {
        canvas.text_right(area, &tail, look.theme.dim);
    }

    let Some(second) = below(area, 1) else { return };
    let share = usize::from(area.width) / Feeling::ALL.len();
    for (number, &feeling) in Feeling::ALL.iter().enumerate() {
        let name = look.texts.feeling(feeling);
        let value = feelings.number(look, feeling);
        let bar = share
            .saturating_sub(width(&name) + width(&value) + 3)
            .min(10);
        let mut spans = vec![Span::raw(name), Span::raw(" ")];
        if bar >= 2 {
            spans.extend(look.bar(feelings.now.get(feeling), bar, look.theme.bar));
            spans.push(Span::raw(" "));
        }
        spans.push(Span::styled(value, look.theme.title));
        let offset = u16::try_from(number * share).unwrap_or(u16::MAX);
        let at = Rect {
            x: second.x.saturating_add(offset),
            width: u16::try_from(share).unwrap_or(u16::MAX).saturating_sub(1),
            ..second
        };
        canvas.line(at, &Line::from(spans));
    }
}

/// A column: name, age, face, one meter a line, and the briefing.
pub fn card_column(canvas: &mut Canvas<'_>, area: Rect, scenario: &Scenario, feelings: Feelings) {
    let look = canvas.look;
    let inner = canvas.frame(area, &look.texts.get("card-customer"), look.theme.border);
    let columns = usize::from(inner.width);
    let (face, word) = look.face(feelings.now);
    let name = look.show_in(&scenario.customer.name);
    let who = look.texts.with(
        "briefing-customer-line",
        &[("name", name.into()), ("age", scenario.customer.age.into())],
    );
    let mut lines = vec![
        Line::styled(who, look.theme.customer),
        Line::from(vec![
            Span::raw(format!("{face}  ")),
            Span::styled(word, look.theme.title),
        ]),
        Line::default(),
    ];
    let names: Vec<String> = Feeling::ALL
        .iter()
        .map(|feeling| look.texts.feeling(*feeling))
        .collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    for (name, &feeling) in names.iter().zip(Feeling::ALL) {
        let value = feelings.number(look, feeling);
        let bar = columns.saturating_sub(widest + 10).min(24);
        let mut spans = vec![Span::raw(format!(
            "{name}{} ",
            " ".repeat(widest - width(name))
        ))];
        spans.extend(look.bar(feelings.now.get(feeling), bar, look.theme.bar));
        spans.push(Span::styled(format!(" {value}"), look.theme.title));
        lines.push(Line::from(spans));
    }
    lines.push(Line::default());
    lines.push(Line::styled(
        look.texts.get("briefing-know"),
        look.theme.title,
    ));
    let room = usize::from(inner.height).saturating_sub(lines.len());
    lines.extend(abridged(
        look,
        scenario.about.get(look.language()),
        columns,
        room,
    ));
    canvas.lines(inner, &lines);
}

/// The first lines of a text, the last one saying that there is more if there is.
pub fn abridged(look: &Look, text: &str, columns: usize, rows: usize) -> Vec<Line<'static>> {
    let all = look.wrap(text, columns);
    let more = all.len() > rows;
    let mut lines: Vec<String> = all.into_iter().take(rows).collect();
    if more && let Some(last) = lines.last_mut() {
        // Two columns more than fit, so that the cut is marked even on a short line.
        let padded = format!("{last}{}", " ".repeat(columns));
        *last = look.fit(&padded, (width(last) + 1).min(columns));
    }
    lines.into_iter().map(Line::raw).collect()
}

/// What is left of `area` after `rows`.
fn below(area: Rect, rows: u16) -> Option<Rect> {
    (area.height > rows).then(|| Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    })
}
