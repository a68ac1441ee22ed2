//! The trainer's own marks: the dialog in which they are given, and how they are shown beside the scorer's. Must not replace a mark
//! of the scorer's.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Answer, Ruling, Seat};
use crate::domain::{Mark, PerPrinciple, Principle};
use crate::scoring::Agreed;
use crate::text::width;
use crate::tui::canvas::Canvas;
use crate::tui::input::Key;
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::screens::open_over;
use crate::tui::widgets::editor::Editor;

/// The highest rating of the codebook.
const HIGHEST: u8 = 4;

/// A trainer's marks, being given.
pub(super) struct RulingField {
    pub(super) seat: String,
    label: String,
    /// Overall, or a principle.
    scale: Option<Principle>,
    overall: Mark,
    marks: PerPrinciple<Mark>,
    rating: Option<u8>,
    principles: PerPrinciple<Option<u8>>,
    reason: Editor,
}

/// What becomes of the dialog after a key.
pub(super) enum Ruled {
    /// It stays.
    Stays,
    /// It stays, and this is said: the key of a sentence.
    Lacks(&'static str),
    /// It is dropped.
    Dropped,
    /// These are the marks.
    Given(Ruling),
}

impl RulingField {
    /// For the answer at `seat`; what was ruled on it before stands there. None where there is no answer.
    pub(super) fn of(seat: &Seat) -> Option<Self> {
        let answer = seat.answer.as_ref()?;
        let before = answer.ruling.as_ref();
        Some(Self {
            seat: seat.id.clone(),
            label: seat.label.clone(),
            scale: None,
            overall: answer.overall,
            marks: answer.marks,
            rating: before.and_then(|one| one.rating),
            principles: before.map(|one| one.principles).unwrap_or_default(),
            reason: Editor::new(before.map_or("", |one| &one.reason)),
        })
    }

    pub(super) fn key(&mut self, key: Key) {
        let _ = self.reason.key(key);
    }

    pub(super) fn paste(&mut self, text: &str) {
        let _ = self.reason.insert(text);
    }

    pub(super) fn command(&mut self, command: Command) -> Ruled {
        match command {
            Command::No => return Ruled::Dropped,
            Command::Yes => return self.given(),
            Command::Up => {
                let next = self.present().map_or(self.scorer(), |one| one) + 1;
                self.set(Some(next.min(HIGHEST)));
            }
            Command::Down => {
                let next = self.present().map_or_else(
                    || Some(self.scorer().saturating_sub(1)),
                    |one| one.checked_sub(1),
                );
                self.set(next);
            }
            Command::NextTurn => self.scale = neighbour(self.scale, 1),
            Command::PreviousTurn => self.scale = neighbour(self.scale, Principle::COUNT),
            _ => {}
        }
        Ruled::Stays
    }

    fn given(&self) -> Ruled {
        let reason = self.reason.text().trim().to_owned();
        if self.rating.is_none() && self.principles.0.iter().all(Option::is_none) {
            return Ruled::Lacks("class-rule-rating");
        }
        if reason.is_empty() {
            return Ruled::Lacks("class-rule-reason");
        }
        Ruled::Given(Ruling {
            rating: self.rating,
            reason,
            principles: self.principles,
        })
    }

    /// The trainer's rating on the scale that is chosen.
    fn present(&self) -> Option<u8> {
        self.of_scale(self.scale)
    }

    fn of_scale(&self, scale: Option<Principle>) -> Option<u8> {
        scale.map_or(self.rating, |one| self.principles[one])
    }

    /// The scorer's.
    fn scorer(&self) -> u8 {
        self.mark(self.scale).rating()
    }

    fn mark(&self, scale: Option<Principle>) -> Mark {
        scale.map_or(self.overall, |one| self.marks[one])
    }

    const fn set(&mut self, rating: Option<u8>) {
        match self.scale {
            None => self.rating = rating,
            Some(one) => self.principles.0[one.index()] = rating,
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let texts = &look.texts;
        let title = texts.with("class-rule-title", &[("label", self.label.as_str().into())]);
        let columns = 66.min(canvas.area().width.saturating_sub(4));
        let inner = open_over(canvas, Place::Ruling, &title, (columns, 18));
        let wide = usize::from(inner.width);
        let mut lines: Vec<Line<'_>> = look
            .wrap(&texts.get("class-rule-lead"), wide)
            .into_iter()
            .map(Line::raw)
            .collect();
        for scale in scales() {
            let rating = self.of_scale(scale);
            let own = rating.map_or_else(|| texts.get("class-rule-none"), |one| one.to_string());
            let text = texts.with(
                "class-rule-scale",
                &[
                    ("scorer", self.mark(scale).rating().into()),
                    ("own", own.into()),
                ],
            );
            let pointer = if scale == self.scale {
                look.glyphs.pointer
            } else {
                " "
            };
            let style = match (scale == self.scale, rating) {
                (true, _) => look.theme.selected,
                (false, Some(_)) => look.theme.warn,
                (false, None) => look.theme.dim,
            };
            lines.push(Line::styled(
                format!("{pointer} {}  {text}", padded(look, scale)),
                style,
            ));
        }
        let rows = u16::try_from(lines.len()).unwrap_or(1);
        canvas.lines(inner, &lines);
        let below = Rect {
            y: inner.y + rows + 1,
            height: inner.height.saturating_sub(rows + 1),
            ..inner
        };
        let placeholder = texts.get("class-rule-placeholder");
        self.reason.draw(canvas, below, &placeholder, true);
    }
}

/// Overall, then each principle.
fn scales() -> impl Iterator<Item = Option<Principle>> {
    std::iter::once(None).chain(Principle::ALL.iter().copied().map(Some))
}

/// The scale so many places on, round and round.
fn neighbour(scale: Option<Principle>, by: usize) -> Option<Principle> {
    let at = scale.map_or(0, |one| one.index() + 1);
    scales().nth((at + by) % (Principle::COUNT + 1)).flatten()
}

fn name(look: &Look, scale: Option<Principle>) -> String {
    scale.map_or_else(
        || look.texts.get("class-overall"),
        |one| look.texts.principle(one),
    )
}

/// A scale's name, as wide as the widest.
fn padded(look: &Look, scale: Option<Principle>) -> String {
    let widest = scales().map(|one| width(&name(look, one))).max();
    let name = name(look, scale);
    let pad = widest.unwrap_or(0).saturating_sub(width(&name));
    format!("{name}{}", " ".repeat(pad))
}

/// What the trainer says of a reply: each principle ruled on with the scorer's rating beside it, then the reason.
pub(super) fn sentences(look: &Look, answer: &Answer) -> Vec<String> {
    let ruling = answer.ruling.as_ref();
    ruling.map_or_else(Vec::new, |one| beside(look, one, &answer.marks))
}

/// What a ruling says, beside these marks of the scorer's.
pub(super) fn beside(look: &Look, ruling: &Ruling, marks: &PerPrinciple<Mark>) -> Vec<String> {
    let texts = &look.texts;
    let ruled: Vec<String> = ruling
        .principles
        .iter()
        .filter_map(|(principle, rating)| {
            Some(texts.with(
                "class-ruled-principle",
                &[
                    ("principle", texts.principle(principle).into()),
                    ("rating", (*rating)?.into()),
                    ("scorer", marks[principle].rating().into()),
                ],
            ))
        })
        .collect();
    let reason = texts.with("class-ruling", &[("reason", ruling.reason.as_str().into())]);
    let ruled = (!ruled.is_empty()).then(|| ruled.join(&texts.get("class-ruled-divider")));
    ruled.into_iter().chain([reason]).collect()
}

/// How far the trainer and the scorer agree: a line a scale ruled on, counts under a head line.
pub(super) fn agreement(look: &Look, agreed: &Agreed, columns: usize) -> Vec<Line<'static>> {
    let texts = &look.texts;
    let words = |text: &str| look.wrap(text, columns).into_iter();
    if agreed.is_empty() {
        let nothing = words(&texts.get("class-agreed-nothing"));
        return nothing
            .map(|line| Line::styled(line, look.theme.dim))
            .collect();
    }
    let name = " ".repeat(width(&padded(look, None)));
    let head = ["count", "same", "near", "mean"]
        .map(|key| right(&texts.get(&format!("class-agreed-{key}"))))
        .concat();
    let mut lines = vec![Line::styled(format!("{name}{head}"), look.theme.dim)];
    let of = |scale: Option<Principle>| scale.map_or(agreed.overall, |one| agreed.principles[one]);
    lines.extend(
        scales()
            .map(|scale| (scale, of(scale)))
            .filter(|(_, apart)| apart.count > 0)
            .map(|(scale, apart)| {
                let mean = apart.mean();
                let cells = [
                    apart.count.to_string(),
                    apart.same.to_string(),
                    apart.near.to_string(),
                    mean.map_or_else(|| "?".to_owned(), |mean| format!("{mean:+.1}")),
                ];
                let cells = cells.map(|cell| right(&cell)).concat();
                Line::raw(format!("{}{cells}", padded(look, scale)))
            }),
    );
    let explained = words(&texts.get("class-agreed-lead"));
    lines.extend(explained.map(|line| Line::styled(line, look.theme.dim)));
    lines
}

/// A cell of seven columns.
fn right(text: &str) -> String {
    format!("{}{text}", " ".repeat(7_usize.saturating_sub(width(text))))
}
