//! Keys into steps, on the pages.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::answering;
use super::entry::{Entry, Purpose};
use super::hints;
use super::palette::Palette;
use super::state::{Asking, Layer, Page, Screen, Step};
use crate::ui::Leave;
use crate::walk::Walk;
use crate::walk::effect::{Field, Tone};
use crate::walk::request::{Attachment, Request, Stopwatch};

/// Lines by which a page is scrolled.
const PAGE: u16 = 8;

impl Screen {
    /// Takes a key.
    pub(super) fn key(&mut self, walk: &Walk, key: KeyEvent) {
        match key.code {
            _ if is_control(key, 'c') => return self.leave(Leave::Interrupted),
            _ if is_control(key, 'l') => return self.steps.push_back(Step::Repaint),
            _ if is_control(key, 'z') && !self.is_writing() => {
                return self.steps.push_back(Step::Stop);
            }
            _ => {}
        }
        if self.is_small() && !self.is_at_hand(key) {
            return self.say(
                Tone::Refused,
                "Not taken: nothing is answered in a window too small to show it.",
            );
        }
        let is_field = matches!(&self.layer, Some(Layer::Entry(_) | Layer::Palette(_)));
        if !is_field && !is_bound(key, self.layer.is_none()) {
            return;
        }
        match self.layer.take() {
            Some(layer) => self.key_on_layer(walk, layer, key),
            None => match self.page {
                Page::Card => self.key_on_card(walk, key),
                Page::List(at) => self.key_on_rows(walk, key, at, Page::List),
                Page::Review(at) => self.key_on_rows(walk, key, at, Page::Review),
            },
        }
    }

    /// Whether a key may act in a window too small to show anything but a field.
    fn is_at_hand(&self, key: KeyEvent) -> bool {
        match &self.layer {
            Some(Layer::Entry(_)) => true,
            Some(_) => key.code == KeyCode::Esc,
            None => key.code == KeyCode::Char('q') && is_chord(key, KeyModifiers::NONE),
        }
    }

    fn is_writing(&self) -> bool {
        matches!(&self.layer, Some(Layer::Entry(entry)) if entry.purpose.is_prose())
    }

    /// Leaves at once. What is half written of an answer, a remark or the notes is kept as a draft;
    /// what else is half typed is named on leaving.
    fn leave(&mut self, leave: Leave) {
        self.draft();
        self.steps.push_back(Step::Leave(leave));
    }

    /// Scrolls what lies below the item, where a key asks for it; the same while a text is written.
    pub(super) fn scrolled(&mut self, key: KeyEvent) -> bool {
        let is_down = is_control(key, 'd');
        if is_down {
            self.scroll = self.scroll.saturating_add(PAGE);
        } else if is_control(key, 'u') {
            self.scroll = self.scroll.saturating_sub(PAGE);
        }
        is_down || is_control(key, 'u')
    }

    /// Takes pasted text: words in a field, never an answer.
    pub(super) fn paste(&mut self, walk: &Walk, text: &str) {
        match &mut self.layer {
            Some(Layer::Entry(entry)) => entry.paste(text),
            Some(Layer::Palette(palette)) => palette.paste(walk, text),
            _ => {
                let how = hints::how(&walk.current().scale);
                self.say(
                    Tone::Refused,
                    format!("Not saved. What is pasted is never taken for an answer. {how}"),
                );
            }
        }
    }

    fn key_on_card(&mut self, walk: &Walk, key: KeyEvent) {
        if let Some(answered) = answering::key(self, walk, key) {
            return answered;
        }
        if self.key_anywhere(walk, key) {
            return;
        }
        match key.code {
            KeyCode::Esc => self.say(
                Tone::Aside,
                "There is nothing to close here. q leaves; everything is kept.",
            ),
            _ if self.scrolled(key) => {}
            _ if is_control(key, 'e') => self.ask(Request::Edit),
            _ if is_chord(key, KeyModifiers::CONTROL) => {}
            KeyCode::Left if is_chord(key, KeyModifiers::ALT) => self.ask(Request::Back),
            KeyCode::Up | KeyCode::PageUp | KeyCode::Char('k') => self.ask(Request::Previous),
            KeyCode::Down | KeyCode::PageDown | KeyCode::Char('j') => self.ask(Request::Next),
            KeyCode::Char('o') | KeyCode::Tab => self.ask(Request::NextOpen),
            KeyCode::Char('b') | KeyCode::BackTab => self.ask(Request::Back),
            KeyCode::Char('[') => self.ask(Request::PreviousSection),
            KeyCode::Char(']') => self.ask(Request::NextSection),
            KeyCode::Char('x') => self.ask(Request::Excuse(None, String::new())),
            KeyCode::Char('s') => self.ask(Request::Skip),
            KeyCode::Char('f') => self.ask(Request::Flag),
            KeyCode::Char('c') => self.ask(Request::Remark(String::new())),
            KeyCode::Char('a') => self.ask(Request::Attach(Attachment::Typed(String::new()))),
            KeyCode::Char('w') => self.ask(Request::Cause(String::new())),
            KeyCode::Char('t') => self.ask(Request::Stopwatch(Stopwatch::Toggle)),
            KeyCode::Char('T') => self.ask(Request::Stopwatch(Stopwatch::Use)),
            KeyCode::Delete => self.ask(Request::Clear),
            KeyCode::Char('S') => {
                self.say(Tone::Aside, "S finishes in the review: r, then S.");
            }
            KeyCode::Char(letter) => {
                let how = hints::how(&walk.current().scale);
                self.say(
                    Tone::Refused,
                    format!("{letter} is no key here. {how} ? shows the keys."),
                );
            }
            _ => {}
        }
    }

    /// Keys that mean the same on every page.
    fn key_anywhere(&mut self, walk: &Walk, key: KeyEvent) -> bool {
        match key.code {
            _ if is_control(key, 'r') => self.ask(Request::Redo),
            _ if is_chord(key, KeyModifiers::CONTROL) => return false,
            KeyCode::Char('u') => self.ask(Request::Undo),
            KeyCode::Char('g' | '/') => self.lay_over(Layer::Palette(Palette::new(walk))),
            KeyCode::Char('r') => self.ask(Request::Review),
            KeyCode::Char('l') => self.ask(Request::List),
            KeyCode::Char('m') => self.open_entry(walk, Field::Notes),
            KeyCode::Char('%') => self.ask(Request::Score { is_sure: false }),
            KeyCode::Char('?') | KeyCode::F(1) => self.ask(Request::Help),
            KeyCode::Char(':') => self.open_command(walk),
            KeyCode::Char('q') => self.ask(Request::Quit),
            _ => return false,
        }
        true
    }

    /// A command, for the item that is shown: on a page of rows the one that is chosen.
    fn open_command(&mut self, walk: &Walk) {
        let at = match self.page {
            Page::Card => walk.cursor(),
            Page::List(at) | Page::Review(at) => at,
        };
        if at != walk.cursor() {
            self.ask(Request::GoTo(walk.label(at).to_owned()));
        }
        let title = format!("A command for {}, such as :skip", walk.label(at));
        let typed = self.taken_up(Purpose::Command, at);
        let entry = Entry::new(Purpose::Command, at, title, &typed);
        self.lay_over(Layer::Entry(Box::new(entry)));
    }

    fn key_on_rows(&mut self, walk: &Walk, key: KeyEvent, at: usize, page: fn(usize) -> Page) {
        let is_review = matches!(self.page, Page::Review(_));
        let asked: Vec<usize> = walk.asked().collect();
        let here = asked.partition_point(|other| *other < at);
        let mut go = |to: usize| {
            if let Some(at) = asked.get(to.min(asked.len().saturating_sub(1))) {
                self.page = page(*at);
            }
        };
        match key.code {
            KeyCode::Up | KeyCode::Char('k') => go(here.saturating_sub(1)),
            KeyCode::Down | KeyCode::Char('j') => go(here + 1),
            KeyCode::PageUp => go(here.saturating_sub(usize::from(PAGE))),
            KeyCode::PageDown => go(here + usize::from(PAGE)),
            KeyCode::Home => go(0),
            KeyCode::End => go(usize::MAX),
            KeyCode::Char('o') | KeyCode::Tab => {
                let open: Vec<usize> = asked
                    .iter()
                    .copied()
                    .filter(|at| walk.is_open(*at) || walk.has_draft(*at))
                    .collect();
                let next = open.iter().find(|other| **other > at).or(open.first());
                match next {
                    Some(at) => self.page = page(*at),
                    None => self.say(Tone::Aside, "Nothing is open."),
                }
            }
            KeyCode::Enter => {
                self.page = Page::Card;
                self.ask(Request::GoTo(walk.label(at).to_owned()));
            }
            KeyCode::Esc | KeyCode::Char('b') => {
                self.page = Page::Card;
                self.message = None;
            }
            KeyCode::Char('c') if !is_chord(key, KeyModifiers::CONTROL) => {
                if at != walk.cursor() {
                    self.ask(Request::GoTo(walk.label(at).to_owned()));
                }
                self.ask(Request::Remark(String::new()));
            }
            KeyCode::Char('S')
                if is_review && walk.open().chain(walk.drafted()).next().is_none() =>
            {
                self.lay_over(Layer::Confirm(Asking::Finish));
            }
            KeyCode::Char('S') if is_review => self.ask(Request::Finish),
            _ if self.key_anywhere(walk, key) => {}
            KeyCode::Char('s') if is_review => {
                self.say(Tone::Aside, "A capital S finishes the visit.");
            }
            _ if is_chord(key, KeyModifiers::CONTROL) => {}
            KeyCode::Char(letter) => self.say(
                Tone::Refused,
                format!("{letter} is no key here. Enter goes to the item, Esc back."),
            ),
            _ => {}
        }
    }
}

/// Whether a key is pressed together with this, and with nothing else but Shift.
fn is_chord(key: KeyEvent, with: KeyModifiers) -> bool {
    key.modifiers - KeyModifiers::SHIFT == with
}

/// Whether a key is Ctrl and a letter.
pub(super) fn is_control(key: KeyEvent, letter: char) -> bool {
    key.code == KeyCode::Char(letter) && is_chord(key, KeyModifiers::CONTROL)
}

/// Whether a key may mean something where nothing is written: alone, or as one of the few chords
/// of a page. `Ctrl+S` is not `s`.
pub(super) fn is_bound(key: KeyEvent, is_page: bool) -> bool {
    let is_chord_of_page = ['d', 'u', 'e', 'r']
        .into_iter()
        .any(|letter| is_control(key, letter))
        || (key.code == KeyCode::Left && is_chord(key, KeyModifiers::ALT));
    is_chord(key, KeyModifiers::NONE) || (is_page && is_chord_of_page)
}
