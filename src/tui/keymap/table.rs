//! The table of keys. Only data: what it means is in `keymap`.

use super::{Binding, Command, Place};
use crate::tui::input::{Code, Key};

const fn k(code: Code) -> Key {
    Key::plain(code)
}

const fn c(c: char) -> Key {
    Key::plain(Code::Char(c))
}

const fn f(number: u8) -> Key {
    Key::plain(Code::Function(number))
}

const fn b(
    place: Place,
    keys: &'static [Key],
    command: Command,
    help: &'static str,
    hint: Option<&'static str>,
) -> Binding {
    Binding {
        place,
        keys,
        command,
        help,
        hint,
    }
}

const UP: &[Key] = &[k(Code::Up), c('k')];
const DOWN: &[Key] = &[k(Code::Down), c('j')];
const PAGE_UP: &[Key] = &[k(Code::PageUp), Key::ctrl('b')];
const PAGE_DOWN: &[Key] = &[k(Code::PageDown), Key::ctrl('f')];
const FIRST: &[Key] = &[k(Code::Home)];
const LAST: &[Key] = &[k(Code::End)];
const ENTER: &[Key] = &[k(Code::Enter)];
const ESC: &[Key] = &[k(Code::Esc)];
const ESC_Q: &[Key] = &[k(Code::Esc), c('q')];

/// The table. Within a place the order is that of the footer and of the help.
pub const BINDINGS: &[Binding] = {
    use Command as C;
    use Place as P;
    &[
        b(P::Home, ENTER, C::Open, "help-open", Some("hint-open")),
        b(P::Home, UP, C::Up, "help-move", None),
        b(P::Home, DOWN, C::Down, "help-move", None),
        b(P::Home, PAGE_UP, C::PageUp, "help-page", None),
        b(P::Home, PAGE_DOWN, C::PageDown, "help-page", None),
        b(P::Home, FIRST, C::First, "help-ends", None),
        b(P::Home, LAST, C::Last, "help-ends", None),
        b(
            P::Home,
            &[c('/'), k(Code::Tab)],
            C::Filter,
            "help-filter",
            Some("hint-filter"),
        ),
        b(
            P::Home,
            &[k(Code::Delete)],
            C::Discard,
            "help-discard",
            None,
        ),
        b(P::Home, ESC_Q, C::Quit, "help-quit", Some("hint-quit")),
        b(
            P::Filter,
            ENTER,
            C::FilterDone,
            "help-filter-done",
            Some("hint-done"),
        ),
        b(
            P::Filter,
            &[k(Code::Tab)],
            C::FilterDone,
            "help-filter-done",
            None,
        ),
        b(P::Filter, &[k(Code::Up)], C::Up, "help-move", None),
        b(P::Filter, &[k(Code::Down)], C::Down, "help-move", None),
        b(
            P::Filter,
            ESC,
            C::FilterClear,
            "help-filter-clear",
            Some("hint-back"),
        ),
        b(
            P::Briefing,
            ENTER,
            C::Open,
            "help-enter",
            Some("hint-choose"),
        ),
        b(
            P::Briefing,
            &[f(2)],
            C::Begin,
            "help-begin",
            Some("hint-begin"),
        ),
        b(P::Briefing, &[c(' ')], C::Toggle, "help-toggle", None),
        b(
            P::Briefing,
            &[c('1')],
            C::Tick(1),
            "help-toggle-number",
            None,
        ),
        b(
            P::Briefing,
            &[c('2')],
            C::Tick(2),
            "help-toggle-number",
            None,
        ),
        b(
            P::Briefing,
            &[c('3')],
            C::Tick(3),
            "help-toggle-number",
            None,
        ),
        b(
            P::Briefing,
            &[c('4')],
            C::Tick(4),
            "help-toggle-number",
            None,
        ),
        b(P::Briefing, UP, C::Up, "help-move", None),
        b(P::Briefing, DOWN, C::Down, "help-move", None),
        b(
            P::Briefing,
            &[k(Code::Left)],
            C::Left,
            "help-sideways",
            None,
        ),
        b(
            P::Briefing,
            &[k(Code::Right)],
            C::Right,
            "help-sideways",
            None,
        ),
        b(P::Briefing, PAGE_UP, C::PageUp, "help-page", None),
        b(P::Briefing, PAGE_DOWN, C::PageDown, "help-page", None),
        b(P::Briefing, ESC_Q, C::Back, "help-back", Some("hint-back")),
        b(
            P::Writing,
            &[k(Code::Enter), f(2), Key::ctrl('s')],
            C::Send,
            "help-send",
            Some("hint-send"),
        ),
        b(
            P::Writing,
            &[Key::ctrl('j'), Key::alt(Code::Enter)],
            C::NewLine,
            "help-newline",
            Some("hint-newline"),
        ),
        b(
            P::Writing,
            &[k(Code::Tab), f(4)],
            C::Actions,
            "help-actions",
            Some("hint-actions"),
        ),
        b(P::Writing, &[f(5)], C::Hint, "help-hint", Some("hint-hint")),
        b(P::Writing, ESC, C::Leave, "help-leave", Some("hint-leave")),
        b(
            P::Writing,
            &[Key::ctrl('u')],
            C::Undo,
            "help-undo",
            Some("hint-undo"),
        ),
        b(
            P::Writing,
            &[Key::ctrl('r')],
            C::Redo,
            "help-redo",
            Some("hint-redo"),
        ),
        b(
            P::Writing,
            &[Key::ctrl('a')],
            C::SelectAll,
            "help-select-all",
            None,
        ),
        b(
            P::Writing,
            &[Key::ctrl('d')],
            C::DeleteLine,
            "help-delete-line",
            None,
        ),
        b(
            P::Writing,
            &[Key::ctrl('w'), Key::alt(Code::Backspace)],
            C::DeleteWord,
            "help-delete-word",
            None,
        ),
        b(P::Writing, &[k(Code::PageUp)], C::PageUp, "help-talk", None),
        b(
            P::Writing,
            &[k(Code::PageDown)],
            C::PageDown,
            "help-talk",
            None,
        ),
        b(
            P::Palette,
            &[c(' '), k(Code::Enter)],
            C::Toggle,
            "help-toggle",
            Some("hint-choose"),
        ),
        b(P::Palette, UP, C::Up, "help-move", None),
        b(P::Palette, DOWN, C::Down, "help-move", None),
        b(
            P::Palette,
            &[c('1')],
            C::Tick(1),
            "help-toggle-number",
            None,
        ),
        b(
            P::Palette,
            &[c('2')],
            C::Tick(2),
            "help-toggle-number",
            None,
        ),
        b(
            P::Palette,
            &[c('3')],
            C::Tick(3),
            "help-toggle-number",
            None,
        ),
        b(
            P::Palette,
            &[c('4')],
            C::Tick(4),
            "help-toggle-number",
            None,
        ),
        b(
            P::Palette,
            &[c('5')],
            C::Tick(5),
            "help-toggle-number",
            None,
        ),
        b(
            P::Palette,
            &[c('6')],
            C::Tick(6),
            "help-toggle-number",
            None,
        ),
        b(
            P::Palette,
            &[c('7')],
            C::Tick(7),
            "help-toggle-number",
            None,
        ),
        b(
            P::Palette,
            &[c('8')],
            C::Tick(8),
            "help-toggle-number",
            None,
        ),
        b(
            P::Palette,
            &[c('9')],
            C::Tick(9),
            "help-toggle-number",
            None,
        ),
        b(
            P::Palette,
            &[k(Code::Esc), k(Code::Tab), f(4)],
            C::Close,
            "help-close",
            Some("hint-done"),
        ),
        b(P::Coach, ENTER, C::GoOn, "help-go-on", Some("hint-go-on")),
        b(
            P::Coach,
            &[c(' '), k(Code::Right)],
            C::Unfold,
            "help-unfold",
            Some("hint-unfold"),
        ),
        b(P::Coach, &[k(Code::Left)], C::Fold, "help-fold", None),
        b(
            P::Coach,
            &[c('a'), k(Code::Tab)],
            C::All,
            "help-all",
            Some("hint-all"),
        ),
        b(
            P::Coach,
            &[c('r'), f(6)],
            C::Retry,
            "help-retry",
            Some("hint-retry"),
        ),
        b(P::Coach, UP, C::Up, "help-move", None),
        b(P::Coach, DOWN, C::Down, "help-move", None),
        b(P::Coach, PAGE_UP, C::PageUp, "help-page", None),
        b(P::Coach, PAGE_DOWN, C::PageDown, "help-page", None),
        b(P::Coach, FIRST, C::First, "help-ends", None),
        b(P::Coach, LAST, C::Last, "help-ends", None),
        b(P::Coach, ESC, C::Leave, "help-leave", None),
        b(
            P::Debrief,
            &[k(Code::Down), c('j'), c(' ')],
            C::Down,
            "help-move",
            None,
        ),
        b(P::Debrief, UP, C::Up, "help-move", None),
        b(
            P::Debrief,
            PAGE_DOWN,
            C::PageDown,
            "help-page",
            Some("hint-scroll"),
        ),
        b(P::Debrief, PAGE_UP, C::PageUp, "help-page", None),
        b(P::Debrief, FIRST, C::First, "help-ends", None),
        b(P::Debrief, LAST, C::Last, "help-ends", None),
        b(
            P::Debrief,
            &[k(Code::Tab), k(Code::Right)],
            C::NextTurn,
            "help-turn",
            Some("hint-turn"),
        ),
        b(
            P::Debrief,
            &[k(Code::BackTab), k(Code::Left)],
            C::PreviousTurn,
            "help-turn",
            None,
        ),
        b(
            P::Debrief,
            &[c('g'), f(7)],
            C::Good,
            "help-good",
            Some("hint-good"),
        ),
        b(
            P::Debrief,
            &[c('r'), f(6)],
            C::Retry,
            "help-retry-turn",
            Some("hint-retry"),
        ),
        b(
            P::Debrief,
            &[c('n'), f(8)],
            C::Again,
            "help-again",
            Some("hint-again"),
        ),
        b(
            P::Debrief,
            &[c('h'), k(Code::Esc), k(Code::Enter), c('q')],
            C::Home,
            "help-home",
            Some("hint-home"),
        ),
        b(P::Help, UP, C::Up, "help-move", None),
        b(P::Help, DOWN, C::Down, "help-move", None),
        b(P::Help, PAGE_UP, C::PageUp, "help-page", None),
        b(
            P::Help,
            PAGE_DOWN,
            C::PageDown,
            "help-page",
            Some("hint-scroll"),
        ),
        b(
            P::Help,
            &[k(Code::Esc), k(Code::Enter), c('q'), c('?'), f(1)],
            C::Close,
            "help-close",
            Some("hint-close"),
        ),
        b(P::Ask, &[k(Code::Enter), c('y')], C::Yes, "help-yes", None),
        b(
            P::Ask,
            &[k(Code::Esc), c('n'), c('q')],
            C::No,
            "help-no",
            None,
        ),
        b(
            P::Everywhere,
            &[f(1), c('?')],
            C::Help,
            "help-help",
            Some("hint-help"),
        ),
        b(
            P::Everywhere,
            &[f(3)],
            C::Language,
            "help-language",
            Some("hint-language"),
        ),
        b(
            P::Everywhere,
            &[Key::ctrl('l')],
            C::Redraw,
            "help-redraw",
            None,
        ),
        b(
            P::Everywhere,
            &[Key::ctrl('z')],
            C::Suspend,
            "help-suspend",
            None,
        ),
    ]
};
