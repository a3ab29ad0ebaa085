//! Keys into steps, on the pages.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::answering;
use super::entry::Purpose;
use super::hints;
use super::layer_keys::words_of;
use super::palette::Palette;
use super::state::{Asking, Layer, Page, Screen, Step, entry};
use crate::ui::Leave;
use crate::walk::Walk;
use crate::walk::effect::{Field, Tone};
use crate::walk::request::{Attachment, Request, Stopwatch};

/// Lines by which a page is scrolled.
const PAGE: u16 = 8;

impl Screen {
    /// Takes a key.
    pub(super) fn key(&mut self, walk: &Walk, key: KeyEvent) {
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('c') if is_control => self.leave(Leave::Interrupted),
            KeyCode::Char('z') if is_control && !self.is_writing() => {
                self.steps.push_back(Step::Stop);
            }
            KeyCode::Char('l') if is_control => self.steps.push_back(Step::Repaint),
            _ => match self.layer.take() {
                Some(layer) => self.key_on_layer(walk, layer, key),
                None => match self.page {
                    Page::Card => self.key_on_card(walk, key),
                    Page::List(at) => self.key_on_rows(walk, key, at, Page::List),
                    Page::Review(at) => self.key_on_rows(walk, key, at, Page::Review),
                },
            },
        }
    }

    fn is_writing(&self) -> bool {
        matches!(&self.layer, Some(Layer::Entry(entry)) if entry.purpose.is_prose())
    }

    /// Leaves at once; what is being written is kept.
    fn leave(&mut self, leave: Leave) {
        self.draft();
        if let Some(Layer::Entry(entry)) = &self.layer
            && entry.is_changed()
            && let Some(request) = words_of(entry)
            && entry.purpose != Purpose::Text
        {
            self.ask(request);
        }
        self.steps.push_back(Step::Leave(leave));
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
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => self.say(
                Tone::Aside,
                "There is nothing to close here. q leaves; everything is kept.",
            ),
            KeyCode::Char('d') if is_control => self.scroll = self.scroll.saturating_add(PAGE),
            KeyCode::Char('u') if is_control => self.scroll = self.scroll.saturating_sub(PAGE),
            KeyCode::Char('e') if is_control => self.ask(Request::Edit),
            KeyCode::Left if key.modifiers.contains(KeyModifiers::ALT) => self.ask(Request::Back),
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
            KeyCode::Char(letter) if key.modifiers.is_empty() || is_shift(key) => {
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
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('r') if is_control => self.ask(Request::Redo),
            _ if is_control => return false,
            KeyCode::Char('u') => self.ask(Request::Undo),
            KeyCode::Char('g' | '/') => self.lay_over(Layer::Palette(Palette::new(walk))),
            KeyCode::Char('r') => self.ask(Request::Review),
            KeyCode::Char('l') => self.ask(Request::List),
            KeyCode::Char('m') => self.open_entry(walk, Field::Notes),
            KeyCode::Char('%') => self.ask(Request::Score { is_sure: false }),
            KeyCode::Char('?') | KeyCode::F(1) => self.ask(Request::Help),
            KeyCode::Char(':') => {
                let title = "Any command, such as :nobody they were closed";
                self.lay_over(entry(walk, Purpose::Command, title, ""));
            }
            KeyCode::Char('q') => self.ask(Request::Quit),
            _ => return false,
        }
        true
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
                let open: Vec<usize> = walk.open().collect();
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
            KeyCode::Char('S') if is_review && walk.open().next().is_none() => {
                self.lay_over(Layer::Confirm(Asking::Finish));
            }
            KeyCode::Char('S') if is_review => self.ask(Request::Finish),
            _ if self.key_anywhere(walk, key) => {}
            KeyCode::Char('s') if is_review => {
                self.say(Tone::Aside, "A capital S finishes the visit.");
            }
            KeyCode::Char(letter) => self.say(
                Tone::Refused,
                format!("{letter} is no key here. Enter goes to the item, Esc back."),
            ),
            _ => {}
        }
    }
}

fn is_shift(key: KeyEvent) -> bool {
    key.modifiers == KeyModifiers::SHIFT
}
