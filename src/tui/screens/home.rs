//! The library: what there is to practise, what has been done, and a sentence that says what to do.

use jiff::civil::Date;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use super::{Go, body, two_columns};
use crate::domain::{Form, ScenarioId};
use crate::progress::{Advice, PastScenario, Review};
use crate::scenario::Header;
use crate::text::{sanitize_line, width};
use crate::tui::canvas::{Canvas, Hit};
use crate::tui::input::{Code, Key};
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::record::Draft;
use crate::tui::widgets::advice::{advice_line, review_line};
use crate::tui::widgets::card::abridged;

/// What the library shows, owned by the app.
pub struct Stock<'a> {
    /// Names of posts, to find scenarios by.
    pub look: &'a Look,
    /// The scenarios.
    pub headers: &'a [Header],
    /// What was done with each scenario.
    pub past: &'a [PastScenario],
    /// What was done before is unknown.
    pub unread: bool,
    /// What is worth practising now.
    pub advice: &'a Advice,
    /// What was practised at each moment, the most urgent first.
    pub reviews: &'a [Review],
    /// The trainee's day.
    pub today: Date,
    /// Left unfinished.
    pub draft: Option<&'a Draft>,
}

/// The library's own state.
#[derive(Debug, Default)]
pub struct Home {
    filter: String,
    filtering: bool,
    chosen: usize,
}

/// One row of the list.
enum Item<'a> {
    /// What was left unfinished.
    Continue(&'a Draft),
    /// What is worth practising now.
    Today(&'a Advice),
    /// A scenario.
    Scenario(&'a Header),
}

impl Stock<'_> {
    fn header(&self, id: &ScenarioId) -> Option<&Header> {
        self.headers.iter().find(|header| header.id == *id)
    }
}

impl Home {
    /// Where keys go.
    #[must_use]
    pub const fn place(&self) -> Place {
        if self.filtering {
            Place::Filter
        } else {
            Place::Home
        }
    }

    /// The rows: what was left unfinished, what is worth practising now, the scenarios; those that fit the filter.
    fn items<'a>(&self, stock: &Stock<'a>) -> Vec<Item<'a>> {
        let wanted = self.filter.trim().to_lowercase();
        let fits = |header: &&Header| wanted.is_empty() || found(header, &wanted, stock.look);
        let mut items = Vec::new();
        if wanted.is_empty() {
            items.extend(stock.draft.map(Item::Continue));
            items.extend((*stock.advice != Advice::Nothing).then_some(Item::Today(stock.advice)));
        }
        items.extend(stock.headers.iter().filter(fits).map(Item::Scenario));
        items
    }

    /// Takes a command.
    pub fn command(&mut self, command: Command, stock: &Stock<'_>) -> Go {
        let items = self.items(stock);
        let last = items.len().saturating_sub(1);
        match command {
            Command::Up => self.chosen = self.chosen.saturating_sub(1),
            Command::Down => self.chosen = (self.chosen + 1).min(last),
            Command::PageUp => self.chosen = self.chosen.saturating_sub(5),
            Command::PageDown => self.chosen = (self.chosen + 5).min(last),
            Command::First => self.chosen = 0,
            Command::Last => self.chosen = last,
            Command::Filter => self.filtering = true,
            Command::FilterDone => self.filtering = false,
            Command::FilterClear => {
                self.filtering = false;
                self.filter.clear();
                self.chosen = 0;
            }
            Command::Quit if !self.filter.is_empty() => {
                self.filter.clear();
                self.chosen = 0;
            }
            Command::Quit => return Go::Quit,
            Command::Discard => {
                if let Some(Item::Continue(_)) = items.get(self.chosen) {
                    return Go::DropDraft;
                }
            }
            Command::Drill => return Go::Round(Form::Drill),
            Command::Sparring => return Go::Round(Form::Sparring),
            Command::Exam => return Go::Round(Form::Exam),
            Command::Progress => return Go::Progress,
            Command::History => return Go::History,
            Command::Open => {
                return match items.get(self.chosen) {
                    Some(Item::Continue(_)) => Go::Continue,
                    Some(Item::Scenario(header)) => Go::Brief(header.id.clone()),
                    Some(Item::Today(advice)) => match advice {
                        Advice::Drill { .. } => Go::Round(Form::Drill),
                        Advice::Begin(id)
                        | Advice::Unread(id)
                        | Advice::New(id)
                        | Advice::Again(id, _) => Go::Brief(id.clone()),
                        Advice::Nothing => Go::Stay,
                    },
                    None => Go::Stay,
                };
            }
            _ => {}
        }
        Go::Stay
    }

    /// Chooses a row; a second click opens it.
    pub fn click(&mut self, row: usize, stock: &Stock<'_>) -> Go {
        if row == self.chosen {
            return self.command(Command::Open, stock);
        }
        self.chosen = row;
        Go::Stay
    }

    /// Takes a key of the search field.
    pub fn key(&mut self, key: Key) {
        match key.code {
            Code::Char(c) if !key.ctrl && !key.alt => self.insert(c.encode_utf8(&mut [0; 4])),
            Code::Backspace => {
                if let Some((at, _)) = self.filter.grapheme_indices(true).next_back() {
                    self.filter.truncate(at);
                }
                self.chosen = 0;
            }
            _ => {}
        }
    }

    /// Adds to the search field.
    pub fn insert(&mut self, text: &str) {
        const MOST: usize = 60;
        let room = MOST.saturating_sub(self.filter.chars().count());
        let shown = sanitize_line(text).replace('\u{FFFD}', "");
        self.filter.extend(shown.chars().take(room));
        self.chosen = 0;
    }

    /// Draws the library.
    pub fn draw(&self, canvas: &mut Canvas<'_>, stock: &Stock<'_>) {
        let look = canvas.look;
        let place = self.place();
        let area = body(canvas, place, &look.texts.get("app-name"));
        let columns = area.width.saturating_sub(2);
        let lead: Vec<Line<'_>> = look
            .wrap(&look.texts.get("home-lead"), usize::from(columns))
            .into_iter()
            .map(Line::raw)
            .collect();
        let rows = u16::try_from(lead.len()).unwrap_or(u16::MAX).min(2);
        let at = Rect {
            x: area.x + 1,
            width: columns,
            height: rows,
            ..area
        };
        canvas.lines(at, &lead);
        let mut rest = Rect {
            y: area.y + rows,
            height: area.height.saturating_sub(rows),
            ..area
        };
        if self.filtering || !self.filter.is_empty() {
            self.draw_filter(canvas, Rect { height: 1, ..rest });
            rest.y += 1;
            rest.height = rest.height.saturating_sub(1);
        }
        let items = self.items(stock);
        let chosen = self.chosen.min(items.len().saturating_sub(1));
        let (list, about) = if two_columns(canvas.look, rest.width) {
            let left = rest.width * 3 / 5;
            (
                Rect {
                    width: left,
                    ..rest
                },
                Rect {
                    x: rest.x + left,
                    width: rest.width - left,
                    ..rest
                },
            )
        } else {
            let wanted = u16::try_from(items.len() + 2).unwrap_or(u16::MAX).max(3);
            let rows = wanted.min(rest.height / 2 + 1);
            (
                Rect {
                    height: rows,
                    ..rest
                },
                Rect {
                    y: rest.y + rows,
                    height: rest.height - rows,
                    ..rest
                },
            )
        };
        draw_list(canvas, list, stock, &items, chosen, !self.filter.is_empty());
        if let Some(item) = items.get(chosen) {
            draw_about(canvas, about, stock, item);
        }
    }

    fn draw_filter(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let label = look.texts.get("home-filter");
        let label_columns = width(&label) + 2;
        let room = usize::from(area.width).saturating_sub(label_columns + 2);
        // The end of what is typed is what one looks at.
        let mut shown = look.show(&self.filter);
        while width(&shown) > room {
            let Some(first) = shown.graphemes(true).next().map(str::len) else {
                break;
            };
            shown.drain(..first);
        }
        let columns = width(&shown);
        let text = if self.filter.is_empty() {
            Span::styled(look.texts.get("home-filter-hint"), look.theme.dim)
        } else {
            Span::raw(shown)
        };
        let line = Line::from(vec![
            Span::raw(" "),
            Span::styled(label, look.theme.title),
            Span::raw(" "),
            text,
        ]);
        canvas.line(area, &line);
        if self.filtering {
            let start = area.x + u16::try_from(label_columns).unwrap_or(0);
            let field = Rect {
                x: start,
                width: area.right().saturating_sub(start).max(1),
                ..area
            };
            let x = start + u16::try_from(columns).unwrap_or(0);
            canvas.scene.cursor = Some(Position::new(x.min(field.right() - 1), area.y));
            canvas.scene.field = Some(field);
        }
    }
}

/// Whether a scenario's words contain what is wanted, in either language.
fn found(header: &Header, wanted: &str, look: &Look) -> bool {
    let names = [&look.texts, look.others()].into_iter().flat_map(|texts| {
        let tags = header.tags.iter().map(|tag| texts.tag(tag));
        tags.chain([texts.role(header.role)])
    });
    [
        header.title.zh.as_str(),
        &header.title.en,
        header.id.as_str(),
    ]
    .into_iter()
    .chain(header.tags.iter().map(String::as_str))
    .map(str::to_lowercase)
    .chain(names.map(|name| name.to_lowercase()))
    .any(|text| text.contains(wanted))
}

/// What has been done with a scenario, in words; in few where `brief`.
fn done(look: &Look, stock: &Stock<'_>, id: &ScenarioId, brief: bool) -> String {
    let past = stock.past.iter().find(|past| past.scenario == *id);
    past.map_or_else(
        || {
            if stock.unread {
                String::new()
            } else {
                look.texts.get("home-never")
            }
        },
        |past| {
            look.texts.with(
                if brief {
                    "home-done-brief"
                } else {
                    "home-done"
                },
                &[
                    ("times", past.times.into()),
                    ("best", past.best.value().into()),
                    ("outcome", look.texts.outcome(past.outcome).into()),
                ],
            )
        },
    )
}

fn draw_list(
    canvas: &mut Canvas<'_>,
    area: Rect,
    stock: &Stock<'_>,
    items: &[Item<'_>],
    chosen: usize,
    filtered: bool,
) {
    let look = canvas.look;
    let inner = canvas.frame(area, &look.texts.get("home-list"), look.theme.focus);
    if items.is_empty() {
        let key = if filtered { "home-none" } else { "home-empty" };
        canvas.text(inner, &look.texts.get(key), look.theme.base);
        return;
    }
    let view = usize::from(inner.height);
    let top = (chosen + 1)
        .saturating_sub(view / 2 + 1)
        .min(items.len().saturating_sub(view));
    canvas.more(area, top, items.len().saturating_sub(top + view));
    let cells = Cells::of(look, stock, items, usize::from(inner.width));
    for (number, (item, y)) in items
        .iter()
        .enumerate()
        .skip(top)
        .zip(inner.top()..inner.bottom())
        .map(|((number, item), y)| (number, (item, y)))
    {
        let row = Rect {
            y,
            height: 1,
            ..inner
        };
        let line = row_line(look, stock, item, number == chosen, cells);
        canvas.line(row, &line);
        if number == chosen {
            canvas.paint(row, look.theme.selected);
        }
        canvas.click(row, Hit::Item(number));
        canvas.resend(row);
    }
}

/// The columns of the list's cells. Titles come first: the post is left out and what has been done is said in fewer words before
/// a title is cut.
#[derive(Debug, Clone, Copy)]
struct Cells {
    row: usize,
    title: usize,
    /// 0 where there is no room for it.
    role: usize,
    done: usize,
    brief: bool,
}

impl Cells {
    fn of(look: &Look, stock: &Stock<'_>, items: &[Item<'_>], row: usize) -> Self {
        const POINTER: usize = 2;
        const LEVEL: usize = 7;
        let widest = |text: &dyn Fn(&Header) -> String| {
            let headers = items.iter().filter_map(|item| match item {
                Item::Scenario(header) => Some(width(&text(header))),
                Item::Continue(_) | Item::Today(_) => None,
            });
            headers.max().unwrap_or(0)
        };
        let title = widest(&|header| look.show_in(&header.title));
        let role = widest(&|header| look.texts.role(header.role)) + 2;
        let [in_full, in_brief] =
            [false, true].map(|brief| widest(&|header| done(look, stock, &header.id, brief)));
        let fixed = POINTER + title + 1 + LEVEL;
        let (role, done, brief) = [
            (role, in_full, false),
            (0, in_full, false),
            (0, in_brief, true),
        ]
        .into_iter()
        .find(|(role, done, _)| fixed + role + done <= row)
        .unwrap_or((0, in_brief, true));
        Self {
            row,
            title: row.saturating_sub(POINTER + 1 + role + LEVEL + done),
            role,
            done,
            brief,
        }
    }
}

/// One row: pointer, title, post if there is room, level, what has been done.
fn row_line(
    look: &Look,
    stock: &Stock<'_>,
    item: &Item<'_>,
    chosen: bool,
    cells: Cells,
) -> Line<'static> {
    let pointer = if chosen { look.glyphs.pointer } else { " " };
    let header = match item {
        Item::Scenario(header) => header,
        Item::Today(advice) => {
            let advice = advice_line(&look.texts, stock.headers, advice, stock.today);
            let label = look.texts.get("home-today");
            let text = look.show(&format!("{pointer} {label}  {advice}"));
            return Line::styled(look.fit(&text, cells.row), look.theme.title);
        }
        Item::Continue(draft) => {
            let title = stock
                .header(&draft.transcript.scenario)
                .map_or_else(String::new, |header| look.show_in(&header.title));
            let label = look.texts.get("home-continue");
            let text = format!("{pointer} {label}  {title}");
            return Line::styled(look.fit(&text, cells.row), look.theme.warn);
        }
    };
    let done = done(look, stock, &header.id, cells.brief);
    let cell = |text: &str, columns: usize| {
        let text = look.fit(text, columns);
        let pad = columns.saturating_sub(width(&text));
        text + &" ".repeat(pad)
    };
    let mut spans = vec![
        Span::raw(format!("{pointer} ")),
        Span::raw(cell(&look.show_in(&header.title), cells.title)),
        Span::raw(" "),
    ];
    if cells.role > 0 {
        spans.push(Span::raw(cell(&look.texts.role(header.role), cells.role)));
    }
    spans.push(Span::raw(format!("{}  ", look.level(header.level))));
    spans.push(Span::styled(
        look.fit(&done, cells.done),
        if chosen {
            look.theme.base
        } else {
            look.theme.dim
        },
    ));
    Line::from(spans)
}

fn draw_about(canvas: &mut Canvas<'_>, area: Rect, stock: &Stock<'_>, item: &Item<'_>) {
    let look = canvas.look;
    let (header, turns) = match item {
        Item::Today(Advice::Drill { .. }) => return draw_due(canvas, area, stock),
        Item::Today(advice) => match advice {
            Advice::Begin(id) | Advice::Unread(id) | Advice::New(id) | Advice::Again(id, _) => {
                (stock.header(id), None)
            }
            _ => (None, None),
        },
        Item::Scenario(header) => (Some(*header), None),
        Item::Continue(draft) => (
            stock.header(&draft.transcript.scenario),
            Some(draft.transcript.replies.len()),
        ),
    };
    let Some(header) = header else { return };
    let inner = canvas.frame(area, &look.show_in(&header.title), look.theme.border);
    let columns = usize::from(inner.width);
    let mut lines: Vec<Line<'_>> = Vec::new();
    if let Some(turns) = turns {
        let text = look
            .texts
            .with("home-continue-about", &[("turns", turns.into())]);
        lines.extend(
            look.wrap(&text, columns)
                .into_iter()
                .map(|line| Line::styled(line, look.theme.title)),
        );
    }
    let level = look
        .texts
        .with("home-level", &[("level", header.level.into())]);
    let mut facts = vec![look.texts.role(header.role), level];
    facts.extend(
        header
            .tags
            .iter()
            .map(|tag| look.show(&look.texts.tag(tag))),
    );
    lines.extend(
        look.wrap(&facts.join("  "), columns)
            .into_iter()
            .map(|line| Line::styled(line, look.theme.dim)),
    );
    let room = usize::from(inner.height).saturating_sub(lines.len());
    lines.extend(abridged(
        look,
        header.about.get(look.language()),
        columns,
        room,
    ));
    canvas.lines(inner, &lines);
}

/// What is due, the most urgent first.
fn draw_due(canvas: &mut Canvas<'_>, area: Rect, stock: &Stock<'_>) {
    let look = canvas.look;
    let inner = canvas.frame(area, &look.texts.get("home-due-title"), look.theme.border);
    let columns = usize::from(inner.width);
    let mut lines: Vec<Line<'_>> = look
        .wrap(&look.texts.get("home-due-about"), columns)
        .into_iter()
        .map(|line| Line::styled(line, look.theme.dim))
        .collect();
    let due = stock
        .reviews
        .iter()
        .filter(|review| review.is_due(stock.today));
    for review in due {
        let text = look.show(&review_line(&look.texts, review, stock.today));
        lines.push(Line::raw(look.fit(&text, columns)));
    }
    canvas.lines(inner, &lines);
}
