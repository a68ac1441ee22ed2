//! How an encounter is drawn: the customer, the talk, the editor, what lies beside them. Must not change anything.

use super::Play;
use crate::domain::Form;
use crate::tui::canvas::{Canvas, Extent};
use crate::tui::keymap::Command;
use crate::tui::look::Look;
use crate::tui::screens::round::form_key;
use crate::tui::screens::{bottom_but, two_columns};
use crate::tui::session::LADDER;
use crate::tui::widgets::card::{Feelings, card, card_column};
use crate::tui::widgets::talk::talk;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use std::time::Duration;

impl Play {
    /// The title of the editor, with the clock where it is on.
    fn writing_title(&self, look: &Look) -> String {
        let title = look.texts.get("write-title");
        let Some(most) = self.patience().filter(|_| look.clock) else {
            return title;
        };
        let left = left(most, self.waited, look);
        let clock = look.texts.with("write-clock", &[("left", left.into())]);
        format!("{title}   {clock}")
    }

    /// Draws the encounter.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let mut area = canvas.area();
        let in_exam = self.session.form() == Form::Exam;
        bottom_but(canvas, self.place(), in_exam.then_some(Command::Hint));
        area.height = area.height.saturating_sub(1);
        if !two_columns(canvas.look, area.width) {
            match &self.coach {
                Some(coach) => coach.draw(canvas, area, &self.session),
                None => self.draw_writing(canvas, area, true),
            }
            return;
        }
        let right = (area.width * 2 / 5).min(72);
        let (left, right) = (
            Rect {
                width: area.width - right,
                ..area
            },
            Rect {
                x: area.x + area.width - right,
                width: right,
                ..area
            },
        );
        match &self.coach {
            Some(coach) => {
                self.draw_talk(canvas, left);
                coach.draw(canvas, right, &self.session);
            }
            None => {
                card_column(canvas, right, self.session.scenario(), self.feelings());
                self.draw_writing(canvas, left, false);
            }
        }
    }

    fn feelings(&self) -> Feelings {
        let now = self.session.encounter().mood();
        let before = self.session.turns().last().map_or(now, |turn| turn.before);
        Feelings { before, now }
    }

    fn draw_writing(&self, canvas: &mut Canvas<'_>, area: Rect, with_card: bool) {
        let look = canvas.look;
        let mut rest = area;
        if with_card {
            let at = Rect {
                x: rest.x + 1,
                width: rest.width.saturating_sub(2),
                height: 2,
                ..rest
            };
            let turn = self.session.turns().len() + 1;
            card(canvas, at, self.session.scenario(), self.feelings(), turn);
            rest.y += 2;
            rest.height = rest.height.saturating_sub(2);
        }
        let rows = 3 + rest.height.saturating_sub(20) / 10;
        let editor = Rect {
            y: rest.bottom().saturating_sub(rows.min(6) + 2),
            height: rows.min(6) + 2,
            ..rest
        };
        let aside = self.aside(look, usize::from(rest.width.saturating_sub(2)));
        let aside_rows = u16::try_from(aside.len())
            .unwrap_or(u16::MAX)
            .min(rest.height.saturating_sub(editor.height + 4));
        let note = Rect {
            x: rest.x + 1,
            y: editor.y - aside_rows,
            width: rest.width.saturating_sub(2),
            height: aside_rows,
        };
        let talk = Rect {
            height: note.y.saturating_sub(rest.y),
            ..rest
        };
        self.draw_talk(canvas, talk);
        canvas.lines(note, &aside);
        let style = if self.palette.is_none() {
            look.theme.focus
        } else {
            look.theme.border
        };
        let inner = canvas.frame(editor, &self.writing_title(look), style);
        let placeholder = look.texts.get("write-placeholder");
        self.editor
            .draw(canvas, inner, &placeholder, self.palette.is_none());
        if let Some(palette) = &self.palette {
            palette.draw(
                canvas,
                Rect {
                    height: note.y.saturating_sub(rest.y),
                    ..rest
                },
                self.offered(),
                &self.actions,
            );
        }
    }

    /// What stands above the editor: hints asked for, actions chosen, a message.
    fn aside(&self, look: &Look, columns: usize) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        if let Some(words) = self.session.ladder(&look.texts, self.hints) {
            let label = look.texts.with(
                "write-hint",
                &[("number", self.hints.into()), ("all", LADDER.into())],
            );
            let text = format!("{label}  {words}");
            lines.extend(
                look.wrap(&text, columns)
                    .into_iter()
                    .map(|line| Line::styled(line, look.theme.warn)),
            );
        }
        if !self.actions.is_empty() {
            let mut spans = vec![Span::styled(
                format!("{} ", look.texts.get("write-actions")),
                look.theme.title,
            )];
            for action in &self.actions {
                spans.push(Span::styled(
                    format!("[{}]", look.texts.action(*action)),
                    look.theme.chip,
                ));
                spans.push(Span::raw(" "));
            }
            lines.push(Line::from(spans));
        }
        if let Some(message) = &self.message {
            lines.extend(
                look.wrap(message, columns)
                    .into_iter()
                    .map(|line| Line::styled(line, look.theme.warn)),
            );
        }
        lines
    }

    fn talk_title(&self, look: &Look) -> String {
        let Some(place) = self.round else {
            return look.texts.get("talk-title");
        };
        let aim = place.aim.map_or_else(String::new, |principle| {
            look.texts.with(
                "round-aim",
                &[("principle", look.texts.principle(principle).into())],
            )
        });
        look.texts.with(
            "round-place",
            &[
                ("form", look.texts.get(form_key(place.form)).into()),
                ("number", place.number.into()),
                ("of", place.of.into()),
                ("aim", aim.into()),
            ],
        )
    }

    fn draw_talk(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let inner = canvas.frame(area, &self.talk_title(look), look.theme.border);
        let mut lines = talk(look, &self.session, usize::from(inner.width));
        if look.projector {
            lines = lines
                .into_iter()
                .flat_map(|line| [line, Line::default()])
                .collect();
        }
        let view = usize::from(inner.height);
        let most = lines.len().saturating_sub(view);
        let back = if self.coach.is_some() {
            0
        } else {
            self.back.min(most)
        };
        let top = most - back;
        let shown: Vec<Line<'_>> = lines.iter().skip(top).take(view).cloned().collect();
        canvas.lines(inner, &shown);
        canvas.resend(inner);
        canvas.more(area, top, back);
        canvas.scene.extent = Extent {
            view,
            length: lines.len(),
            anchors: Vec::new(),
        };
    }
}

/// The seconds of patience left, as the clock shows them: where nothing may count down in sight, in halves.
pub(super) fn left(most: Duration, waited: Duration, look: &Look) -> u64 {
    let left = most.saturating_sub(waited).as_secs();
    if !look.still {
        return left;
    }
    let half = (most.as_secs() / 2).max(1);
    left.div_ceil(half) * half
}
