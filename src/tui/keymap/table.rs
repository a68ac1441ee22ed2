//! The table of keys. Only data: what it means is in `keymap`.

use super::Command::{
    Actions, Again, All, AsWritten, Back, Begin, Bring, Clock, Close, Commands, CrossedLine,
    DeleteLine, DeleteWord, Disagree, Discard, Down, Draw, Drill, End, Exam, Filter, FilterClear,
    FilterDone, First, Fold, Fork, GoOn, Good, Hands, Help, Hint, History, Home, Language, Last,
    Leave, Left, Less, More, Named, NewLine, NextStep, NextTurn, No, Open, PageDown, PageUp, Pass,
    Pause, Pin, PreviousTurn, Progress, Projector, Quit, Redo, Redraw, Retry, Reveal, Right, Rule,
    SaveReplay, SelectAll, Send, Sparring, Suspend, Teams, Theme, Tick, Toggle, Tour, Undo, Unfold,
    Up, View, Wall, WeakPrinciple, Yes,
};
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

/// The word in the footer, if one is given.
macro_rules! hint {
    () => {
        None
    };
    ($hint:literal) => {
        Some($hint)
    };
}

/// Writes a binding a line: `place: keys => command, "help", "hint in the footer";`.
macro_rules! bindings {
    ($($place:ident: $keys:expr => $command:expr, $help:literal $(, $hint:literal)?;)*) => {
        /// The table. Within a place the order is that of the footer and of the help.
        pub const BINDINGS: &[Binding] = &[
            $(b(Place::$place, $keys, $command, $help, hint!($($hint)?)),)*
        ];
    };
}

bindings! {
    Home: ENTER => Open, "help-open", "hint-open";
    Home: UP => Up, "help-move";
    Home: DOWN => Down, "help-move";
    Home: PAGE_UP => PageUp, "help-page";
    Home: PAGE_DOWN => PageDown, "help-page";
    Home: FIRST => First, "help-ends";
    Home: LAST => Last, "help-ends";
    Home: &[c('/'), k(Code::Tab)] => Filter, "help-filter", "hint-filter";
    Home: &[c('d'), f(4)] => Drill, "help-drill", "hint-drill";
    Home: &[c('s'), f(5)] => Sparring, "help-sparring", "hint-sparring";
    Home: &[c('e'), f(6)] => Exam, "help-exam", "hint-exam";
    Home: &[c('p'), f(8)] => Progress, "help-progress", "hint-progress";
    Home: &[c('h'), f(7)] => History, "help-history", "hint-history";
    Home: &[k(Code::Delete)] => Discard, "help-discard";
    Home: &[f(9)] => Tour, "help-tour";
    Home: ESC_Q => Quit, "help-quit", "hint-quit";

    Filter: ENTER => FilterDone, "help-filter-done", "hint-done";
    Filter: &[k(Code::Tab)] => FilterDone, "help-filter-done";
    Filter: &[k(Code::Up)] => Up, "help-move";
    Filter: &[k(Code::Down)] => Down, "help-move";
    Filter: ESC => FilterClear, "help-filter-clear", "hint-back";

    Briefing: ENTER => Open, "help-enter", "hint-choose";
    Briefing: &[f(2)] => Begin, "help-begin", "hint-begin";
    Briefing: &[c(' ')] => Toggle, "help-toggle";
    Briefing: &[c('1')] => Tick(1), "help-toggle-number";
    Briefing: &[c('2')] => Tick(2), "help-toggle-number";
    Briefing: &[c('3')] => Tick(3), "help-toggle-number";
    Briefing: &[c('4')] => Tick(4), "help-toggle-number";
    Briefing: UP => Up, "help-move";
    Briefing: DOWN => Down, "help-move";
    Briefing: &[k(Code::Left)] => Left, "help-sideways";
    Briefing: &[k(Code::Right)] => Right, "help-sideways";
    Briefing: PAGE_UP => PageUp, "help-page";
    Briefing: PAGE_DOWN => PageDown, "help-page";
    Briefing: ESC_Q => Back, "help-back", "hint-back";

    Writing: &[k(Code::Enter), f(2), Key::ctrl('s')] => Send, "help-send", "hint-send";
    Writing: &[Key::ctrl('j'), Key::alt(Code::Enter)] => NewLine, "help-newline", "hint-newline";
    Writing: &[k(Code::Tab), f(4)] => Actions, "help-actions", "hint-actions";
    Writing: &[f(5)] => Hint, "help-hint", "hint-hint";
    Writing: &[f(6)] => Clock, "help-clock";
    Writing: ESC => Leave, "help-leave", "hint-leave";
    Writing: &[Key::ctrl('u')] => Undo, "help-undo", "hint-undo";
    Writing: &[Key::ctrl('r')] => Redo, "help-redo", "hint-redo";
    Writing: &[Key::ctrl('a')] => SelectAll, "help-select-all";
    Writing: &[Key::ctrl('d')] => DeleteLine, "help-delete-line";
    Writing: &[Key::ctrl('w'), Key::alt(Code::Backspace)] => DeleteWord, "help-delete-word";
    Writing: &[k(Code::PageUp)] => PageUp, "help-talk";
    Writing: &[k(Code::PageDown)] => PageDown, "help-talk";

    Palette: &[c(' '), k(Code::Enter)] => Toggle, "help-toggle", "hint-choose";
    Palette: UP => Up, "help-move";
    Palette: DOWN => Down, "help-move";
    Palette: &[c('1')] => Tick(1), "help-toggle-number";
    Palette: &[c('2')] => Tick(2), "help-toggle-number";
    Palette: &[c('3')] => Tick(3), "help-toggle-number";
    Palette: &[c('4')] => Tick(4), "help-toggle-number";
    Palette: &[c('5')] => Tick(5), "help-toggle-number";
    Palette: &[c('6')] => Tick(6), "help-toggle-number";
    Palette: &[c('7')] => Tick(7), "help-toggle-number";
    Palette: &[c('8')] => Tick(8), "help-toggle-number";
    Palette: &[c('9')] => Tick(9), "help-toggle-number";
    Palette: &[k(Code::Esc), k(Code::Tab), f(4)] => Close, "help-close", "hint-done";

    Coach: ENTER => GoOn, "help-go-on", "hint-go-on";
    Coach: &[c(' '), k(Code::Right)] => Unfold, "help-unfold", "hint-unfold";
    Coach: &[k(Code::Left)] => Fold, "help-fold";
    Coach: &[c('a'), k(Code::Tab)] => All, "help-all", "hint-all";
    Coach: &[c('r'), f(6)] => Retry, "help-retry", "hint-retry";
    Coach: &[c('x'), f(9)] => Disagree, "help-disagree", "hint-disagree";
    Coach: UP => Up, "help-move";
    Coach: DOWN => Down, "help-move";
    Coach: PAGE_UP => PageUp, "help-page";
    Coach: PAGE_DOWN => PageDown, "help-page";
    Coach: FIRST => First, "help-ends";
    Coach: LAST => Last, "help-ends";
    Coach: ESC => Leave, "help-leave";

    Debrief: &[k(Code::Down), c('j'), c(' ')] => Down, "help-move";
    Debrief: UP => Up, "help-move";
    Debrief: PAGE_DOWN => PageDown, "help-page", "hint-scroll";
    Debrief: PAGE_UP => PageUp, "help-page";
    Debrief: FIRST => First, "help-ends";
    Debrief: LAST => Last, "help-ends";
    Debrief: &[k(Code::Tab), k(Code::Right)] => NextTurn, "help-turn", "hint-turn";
    Debrief: &[k(Code::BackTab), k(Code::Left)] => PreviousTurn, "help-turn-before";
    Debrief: &[c('g'), f(7)] => Good, "help-good", "hint-good";
    Debrief: &[c('r'), f(6)] => Retry, "help-retry-turn", "hint-retry";
    Debrief: &[c('x'), f(9)] => Disagree, "help-disagree";
    Debrief: &[c('w'), f(12)] => SaveReplay, "help-save-replay";
    Debrief: &[c('n'), f(8)] => Again, "help-again", "hint-again";
    Debrief: &[c('h'), k(Code::Esc), k(Code::Enter), c('q')] => Home, "help-home", "hint-home";

    Round: &[k(Code::Down), c('j'), c(' ')] => Down, "help-move";
    Round: UP => Up, "help-move";
    Round: PAGE_DOWN => PageDown, "help-page", "hint-scroll";
    Round: PAGE_UP => PageUp, "help-page";
    Round: FIRST => First, "help-ends";
    Round: LAST => Last, "help-ends";
    Round: &[k(Code::Tab), k(Code::Right)] => NextTurn, "help-turn", "hint-turn";
    Round: &[k(Code::BackTab), k(Code::Left)] => PreviousTurn, "help-turn-before";
    Round: &[c('g'), f(7)] => Good, "help-good", "hint-good";
    Round: &[c('x'), f(9)] => Disagree, "help-disagree";
    Round: &[c('n'), f(8)] => Again, "help-round-again", "hint-again";
    Round: &[c('h'), k(Code::Esc), k(Code::Enter), c('q')] => Home, "help-home", "hint-home";

    Disagree: ENTER => Yes, "help-disagree-keep", "hint-keep";
    Disagree: ESC => No, "help-close", "hint-back";

    Progress: &[k(Code::Down), c('j'), c(' ')] => Down, "help-move";
    Progress: UP => Up, "help-move";
    Progress: PAGE_DOWN => PageDown, "help-page", "hint-scroll";
    Progress: PAGE_UP => PageUp, "help-page";
    Progress: FIRST => First, "help-ends";
    Progress: LAST => Last, "help-ends";
    Progress: &[c('h'), f(7)] => History, "help-history", "hint-history";
    Progress: &[k(Code::Esc), k(Code::Enter), c('q')] => Home, "help-home", "hint-home";

    History: ENTER => Open, "help-read", "hint-read";
    History: UP => Up, "help-move";
    History: DOWN => Down, "help-move";
    History: PAGE_DOWN => PageDown, "help-page";
    History: PAGE_UP => PageUp, "help-page";
    History: FIRST => First, "help-ends";
    History: LAST => Last, "help-ends";
    History: &[c('/'), k(Code::Tab)] => Filter, "help-search", "hint-filter";
    History: &[c('p'), f(5)] => WeakPrinciple, "help-weak", "hint-weak";
    History: &[c('l'), f(6)] => CrossedLine, "help-crossed", "hint-crossed";
    History: ESC_Q => Home, "help-home", "hint-home";

    Search: ENTER => FilterDone, "help-filter-done", "hint-done";
    Search: &[k(Code::Tab)] => FilterDone, "help-filter-done";
    Search: &[k(Code::Up)] => Up, "help-move";
    Search: &[k(Code::Down)] => Down, "help-move";
    Search: ESC => FilterClear, "help-filter-clear", "hint-back";

    Transcript: &[k(Code::Down), c('j'), c(' ')] => Down, "help-move";
    Transcript: UP => Up, "help-move";
    Transcript: PAGE_DOWN => PageDown, "help-page", "hint-scroll";
    Transcript: PAGE_UP => PageUp, "help-page";
    Transcript: FIRST => First, "help-ends";
    Transcript: LAST => Last, "help-ends";
    Transcript: &[k(Code::Esc), k(Code::Enter), c('q')] => Back, "help-back", "hint-back";

    Commands: ENTER => Yes, "help-do", "hint-do";
    Commands: &[k(Code::Up)] => Up, "help-move";
    Commands: &[k(Code::Down)] => Down, "help-move";
    Commands: ESC => No, "help-close", "hint-close";

    Tour: &[k(Code::Enter), c(' '), k(Code::Right)] => GoOn, "help-go-on", "hint-go-on";
    Tour: &[k(Code::Left)] => Back, "help-back", "hint-back";
    Tour: ESC_Q => Close, "help-close", "hint-skip";

    Help: UP => Up, "help-move";
    Help: DOWN => Down, "help-move";
    Help: PAGE_UP => PageUp, "help-page";
    Help: PAGE_DOWN => PageDown, "help-page", "hint-scroll";
    Help: &[k(Code::Esc), k(Code::Enter), c('q'), c('?'), f(1)] => Close, "help-close", "hint-close";

    Ask: &[k(Code::Enter), c('y')] => Yes, "help-yes";
    Ask: &[k(Code::Esc), c('n'), c('q')] => No, "help-no";

    ClassName: ENTER => Yes, "help-class-join", "hint-class-join";
    ClassName: ESC => Quit, "help-quit", "hint-quit";

    ClassWaiting: ESC_Q => Quit, "help-class-leave", "hint-quit";

    ClassWriting: &[k(Code::Enter), f(2), Key::ctrl('s')] => Send, "help-send", "hint-send";
    ClassWriting: &[Key::ctrl('j'), Key::alt(Code::Enter)] => NewLine, "help-newline", "hint-newline";
    ClassWriting: &[k(Code::Tab), f(4)] => Actions, "help-actions", "hint-actions";
    ClassWriting: ESC => Leave, "help-class-leave", "hint-leave";
    ClassWriting: &[Key::ctrl('u')] => Undo, "help-undo", "hint-undo";
    ClassWriting: &[Key::ctrl('r')] => Redo, "help-redo", "hint-redo";
    ClassWriting: &[Key::ctrl('a')] => SelectAll, "help-select-all";
    ClassWriting: &[Key::ctrl('d')] => DeleteLine, "help-delete-line";
    ClassWriting: &[Key::ctrl('w'), Key::alt(Code::Backspace)] => DeleteWord, "help-delete-word";
    ClassWriting: &[k(Code::PageUp)] => PageUp, "help-talk";
    ClassWriting: &[k(Code::PageDown)] => PageDown, "help-talk";

    ClassCoach: &[c(' '), k(Code::Right), k(Code::Enter)] => Unfold, "help-unfold", "hint-unfold";
    ClassCoach: &[k(Code::Left)] => Fold, "help-fold";
    ClassCoach: &[c('a'), k(Code::Tab)] => All, "help-all", "hint-all";
    ClassCoach: &[c('x'), f(9)] => Disagree, "help-class-object", "hint-disagree";
    ClassCoach: &[c('w'), f(4)] => Wall, "help-class-wall", "hint-class-wall";
    ClassCoach: UP => Up, "help-move";
    ClassCoach: DOWN => Down, "help-move";
    ClassCoach: PAGE_UP => PageUp, "help-page";
    ClassCoach: PAGE_DOWN => PageDown, "help-page";
    ClassCoach: FIRST => First, "help-ends";
    ClassCoach: LAST => Last, "help-ends";
    ClassCoach: ESC => Leave, "help-class-leave";

    ClassWall: &[k(Code::Down), c('j'), c(' ')] => Down, "help-move";
    ClassWall: UP => Up, "help-move";
    ClassWall: PAGE_DOWN => PageDown, "help-page", "hint-scroll";
    ClassWall: PAGE_UP => PageUp, "help-page";
    ClassWall: FIRST => First, "help-ends";
    ClassWall: LAST => Last, "help-ends";
    ClassWall: &[c('w'), f(4), k(Code::Tab)] => Wall, "help-class-own", "hint-class-own";
    ClassWall: ESC_Q => Leave, "help-class-leave";

    WallView: &[k(Code::Down), c('j'), c(' ')] => Down, "help-move";
    WallView: UP => Up, "help-move";
    WallView: PAGE_DOWN => PageDown, "help-page";
    WallView: PAGE_UP => PageUp, "help-page";
    WallView: FIRST => First, "help-ends";
    WallView: LAST => Last, "help-ends";
    WallView: &[c('x'), f(4)] => AsWritten, "help-class-as-written";
    WallView: ESC_Q => Quit, "help-quit";

    Console: &[c('n'), f(5)] => NextStep, "help-class-next", "hint-class-next";
    Console: &[c('p'), f(6)] => Pause, "help-class-pause", "hint-class-pause";
    Console: &[c('r'), f(7)] => Reveal, "help-class-reveal", "hint-class-reveal";
    Console: &[k(Code::Enter), c(' ')] => Pin, "help-class-pin", "hint-class-pin";
    Console: &[c('o'), f(9)] => Rule, "help-class-rule", "hint-class-rule";
    Console: &[c('f'), f(8)] => Fork, "help-class-fork", "hint-class-fork";
    Console: &[c('+'), c('='), k(Code::Right)] => More, "help-class-more";
    Console: &[c('-'), k(Code::Left)] => Less, "help-class-less";
    Console: &[c('m'), f(10)] => Named, "help-class-named";
    Console: &[c('a'), f(11)] => Again, "help-class-again";
    Console: &[k(Code::Tab), c('v')] => View, "help-class-view", "hint-class-view";
    Console: &[c('s'), f(2)] => Bring, "help-class-bring";
    Console: &[c('x'), f(4)] => AsWritten, "help-class-as-written";
    Console: UP => Up, "help-move";
    Console: DOWN => Down, "help-move";
    Console: &[c('e'), f(12)] => End, "help-class-end", "hint-class-end";
    Console: ESC_Q => Quit, "help-class-quit", "hint-quit";

    Table: &[c('d'), f(5)] => Draw, "help-table-draw", "hint-table-draw";
    Table: &[c('x'), f(6)] => Pass, "help-table-pass", "hint-table-pass";
    Table: ENTER => Open, "help-table-write", "hint-table-write";
    Table: &[c('h'), f(7)] => Hands, "help-table-hands", "hint-table-hands";
    Table: &[c('r'), f(8)] => Reveal, "help-table-reveal", "hint-class-reveal";
    Table: &[c('f'), f(9)] => Fork, "help-class-fork", "hint-class-fork";
    Table: &[c('n'), f(10)] => NextStep, "help-table-next", "hint-class-next";
    Table: &[c('t'), f(11)] => Teams, "help-table-teams";
    Table: &[c('p'), f(12)] => Pause, "help-table-clock";
    Table: &[c('+'), c('='), k(Code::Up)] => More, "help-table-more";
    Table: &[c('-'), k(Code::Down)] => Less, "help-table-less";
    Table: &[k(Code::Left)] => Left, "help-sideways";
    Table: &[k(Code::Right)] => Right, "help-sideways";
    Table: ESC_Q => Quit, "help-quit", "hint-quit";

    TableWriting: ENTER => Yes, "help-table-keep", "hint-keep";
    TableWriting: ESC => No, "help-table-drop", "hint-back";

    Ruling: ENTER => Yes, "help-class-rule-keep", "hint-keep";
    Ruling: &[k(Code::Up)] => Up, "help-class-rating";
    Ruling: &[k(Code::Down)] => Down, "help-class-rating";
    Ruling: &[k(Code::Tab)] => NextTurn, "help-class-rule-scale", "hint-class-rule-scale";
    Ruling: &[k(Code::BackTab)] => PreviousTurn, "help-class-rule-scale";
    Ruling: ESC => No, "help-close", "hint-back";

    States: ENTER => Yes, "help-class-bring-here", "hint-class-bring-here";
    States: UP => Up, "help-move";
    States: DOWN => Down, "help-move";
    States: PAGE_UP => PageUp, "help-page";
    States: PAGE_DOWN => PageDown, "help-page";
    States: ESC => No, "help-close", "hint-back";

    Everywhere: &[f(1), c('?')] => Help, "help-help", "hint-help";
    Everywhere: &[Key::ctrl('p')] => Commands, "help-commands";
    Everywhere: &[f(3)] => Language, "help-language", "hint-language";
    Everywhere: &[Key::ctrl('t')] => Theme, "help-theme";
    Everywhere: &[Key::ctrl('o')] => Projector, "help-projector";
    Everywhere: &[Key::ctrl('l')] => Redraw, "help-redraw";
    Everywhere: &[Key::ctrl('z')] => Suspend, "help-suspend";
}
