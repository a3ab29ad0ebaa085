//! Keys into steps, on the pages.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::answering;
use super::entry::{Entry, Purpose};
use super::hints;
use super::palette::Palette;
use super::state::{Asking, Layer, Page, Screen, Step, begins_text};
use crate::model::scale::Scale;
use crate::ui::Leave;
use crate::walk::Walk;
use crate::walk::effect::{Field, Tone};
use crate::walk::grammar;
use crate::walk::key_table::{Command, command_of_key};
use crate::walk::request::Request;

/// Lines by which a page is scrolled.
const PAGE: u16 = 8;

impl Screen {
    /// Takes a key.
    pub(super) fn key(&mut self, walk: &Walk, key: KeyEvent) {
        match command(key) {
            Some(Command::Quit) if is_control(key, 'c') => return self.leave(Leave::Interrupted),
            Some(Command::Show) => return self.steps.push_back(Step::Repaint),
            Some(Command::Stop) => {
                // Whoever stops it may never let it go on.
                self.draft();
                return self.steps.push_back(Step::Stop);
            }
            _ => {}
        }
        if self.is_small() && !self.is_at_hand(walk, key) {
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
    fn is_at_hand(&self, walk: &Walk, key: KeyEvent) -> bool {
        match &self.layer {
            Some(Layer::Entry(_)) => true,
            Some(_) => key.code == KeyCode::Esc,
            // Where letters are text it would begin one.
            None if self.page == Page::Card && begins_text(walk) => false,
            None => key.code == KeyCode::Char('q') && is_chord(key, KeyModifiers::NONE),
        }
    }

    /// Leaves at once. What is half written of an answer, a remark or the notes is kept as a draft;
    /// what else is half typed is named on leaving.
    fn leave(&mut self, leave: Leave) {
        self.draft();
        self.steps.push_back(Step::Leave(leave));
    }

    /// Scrolls what lies below an open box. Ctrl+U clears the line there, so that Ctrl+D begins again
    /// behind the end.
    pub(super) fn scrolled_beside(&mut self, key: KeyEvent) -> bool {
        let is_down = command(key) == Some(Command::ScrollDown);
        if is_down && self.scroll > 0 && self.scroll == self.most_scroll {
            self.scroll = 0;
        } else if is_down {
            self.scroll = self.scroll.saturating_add(PAGE);
        }
        is_down
    }

    /// Scrolls what lies below the item, where a key asks for it.
    fn scrolled(&mut self, key: KeyEvent) -> bool {
        match command(key) {
            Some(Command::ScrollDown) => self.scroll = self.scroll.saturating_add(PAGE),
            Some(Command::ScrollUp) => self.scroll = self.scroll.saturating_sub(PAGE),
            _ => return false,
        }
        true
    }

    /// Takes pasted text: words in a field, never an answer.
    pub(super) fn paste(&mut self, walk: &Walk, text: &str) {
        match &mut self.layer {
            Some(Layer::Entry(entry)) => entry.paste(text),
            Some(Layer::Palette(palette)) => palette.paste(walk, text),
            // Words are asked for: they stand in their box, to be saved or not.
            None if self.page == Page::Card && matches!(walk.current().scale, Scale::Text) => {
                answering::open_text(self, walk);
                if let Some(Layer::Entry(entry)) = &mut self.layer {
                    entry.paste(text);
                }
            }
            _ => self.say(
                Tone::Refused,
                "Not saved. What is pasted is never taken for an answer.",
            ),
        }
    }

    fn key_on_card(&mut self, walk: &Walk, key: KeyEvent) {
        // Elsewhere `x` asks for a reason, which is a number.
        if self.spelt == Some("x")
            && self.went_on_from.is_some()
            && let KeyCode::Char(digit @ '1'..='4') = key.code
        {
            let label = walk.leading_label(walk.cursor());
            return self.say(
                Tone::Refused,
                format!("Not taken: x alone left that out. {label} is next; was {digit} meant for it? Press it again."),
            );
        }
        if let Some(answered) = answering::key(self, walk, key) {
            return answered;
        }
        match command(key) {
            Some(command) if self.command_anywhere(walk, command) => {}
            Some(Command::ScrollDown | Command::ScrollUp) => {
                self.scrolled(key);
            }
            // The first letter answered, and the second is no key.
            Some(Command::Skip) if self.spelt == Some("ye") => self.say(
                Tone::Refused,
                "Not skipped: y alone says yes. s once more skips.",
            ),
            Some(Command::Open) if self.spelt == Some("n") && walk.is_open(walk.cursor()) => self
                .say(
                    Tone::Refused,
                    "Still here: n alone says no. o once more goes to the next open item.",
                ),
            Some(Command::Finish) => {
                self.say(Tone::Aside, "S finishes in the review: r, then S.");
            }
            Some(command) => {
                if let Ok(request) = grammar::request_of(command, "", "") {
                    self.ask(request);
                }
            }
            None => match key.code {
                KeyCode::Esc => self.say(
                    Tone::Aside,
                    if begins_text(walk) {
                        "There is nothing to close here. Ctrl+C leaves; everything is kept."
                    } else {
                        "There is nothing to close here. q leaves; everything is kept."
                    },
                ),
                KeyCode::Char(letter) => {
                    self.say(Tone::Refused, hints::no_key(letter, &walk.current().scale));
                }
                _ => {}
            },
        }
    }

    /// What means the same on every page; false where a command is not of that kind.
    fn command_anywhere(&mut self, walk: &Walk, command: Command) -> bool {
        match command {
            Command::GoTo => self.lay_over(Layer::Palette(Palette::new(walk))),
            Command::Notes => self.open_entry(walk, Field::Notes),
            Command::Colon => self.open_command(walk),
            Command::Undo
            | Command::Redo
            | Command::Review
            | Command::List
            | Command::Score
            | Command::Help
            | Command::Quit => {
                if let Ok(request) = grammar::request_of(command, "", "") {
                    self.ask(request);
                }
            }
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
        let entry = Entry::new(Purpose::Command, at, title, "");
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
        let command = command(key).filter(|it| is_of_rows(*it, is_review));
        match (command, key.code) {
            (_, KeyCode::PageUp) => go(here.saturating_sub(usize::from(PAGE))),
            (_, KeyCode::PageDown) => go(here + usize::from(PAGE)),
            (_, KeyCode::Home) => go(0),
            (_, KeyCode::End) => go(usize::MAX),
            (Some(Command::Previous), _) => go(here.saturating_sub(1)),
            (Some(Command::Next), _) => go(here + 1),
            (Some(Command::Open), _) => {
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
            (_, KeyCode::Enter) => {
                self.page = Page::Card;
                self.ask(Request::GoTo(walk.label(at).to_owned()));
            }
            (Some(Command::Back), _) | (_, KeyCode::Esc) => {
                self.page = Page::Card;
                self.message = None;
            }
            (Some(Command::Remark), _) => {
                if at != walk.cursor() {
                    self.ask(Request::GoTo(walk.label(at).to_owned()));
                }
                self.ask(Request::Remark(String::new()));
            }
            (Some(Command::Finish), _)
                if walk.open().next().is_none() && walk.drafted_words().is_none() =>
            {
                self.lay_over(Layer::Confirm(Asking::Finish));
            }
            (Some(Command::Finish), _) => {
                // Why not is told beside the one item that is open, where its keys work.
                let mut open = walk.open();
                if let (Some(only), None) = (open.next(), open.next()) {
                    self.ask(Request::GoTo(walk.label(only).to_owned()));
                    self.page = Page::Card;
                }
                self.ask(Request::Finish);
            }
            (_, KeyCode::Char('s')) if is_review => {
                self.say(Tone::Aside, "A capital S finishes the visit.");
            }
            (Some(command), _) if self.command_anywhere(walk, command) => {}
            (_, KeyCode::Char(letter)) if is_chord(key, KeyModifiers::NONE) => self.say(
                Tone::Refused,
                format!(
                    "{letter} is no key here. Enter goes to the item, Esc back. ? shows the keys."
                ),
            ),
            _ => {}
        }
    }
}

/// Whether a command has its key on a page of rows too.
pub(super) fn is_of_rows(command: Command, is_review: bool) -> bool {
    match command {
        Command::Finish => is_review,
        Command::Previous
        | Command::Next
        | Command::Open
        | Command::Back
        | Command::Remark
        | Command::GoTo
        | Command::Section
        | Command::Notes
        | Command::Colon
        | Command::Undo
        | Command::Redo
        | Command::Review
        | Command::List
        | Command::Score
        | Command::Help
        | Command::Show
        | Command::Stop
        | Command::Quit => true,
        _ => false,
    }
}

/// The command that the table of keys has for a key.
fn command(key: KeyEvent) -> Option<Command> {
    command_of_key(&name(key)?)
}

/// The name of a key, as the table of keys has it; `None` for a chord that has none.
fn name(key: KeyEvent) -> Option<String> {
    let name = match key.code {
        KeyCode::Char(letter) if is_chord(key, KeyModifiers::CONTROL) => {
            return Some(format!("Ctrl+{}", letter.to_ascii_uppercase()));
        }
        KeyCode::Left if is_chord(key, KeyModifiers::ALT) => "Alt+Left",
        _ if !is_chord(key, KeyModifiers::NONE) => return None,
        KeyCode::Char(letter) => return Some(letter.to_string()),
        KeyCode::Up => "Up",
        KeyCode::Down => "Down",
        KeyCode::PageUp => "PgUp",
        KeyCode::PageDown => "PgDn",
        KeyCode::Tab => "Tab",
        KeyCode::BackTab => "Shift+Tab",
        KeyCode::Delete => "Del",
        KeyCode::F(n) => return Some(format!("F{n}")),
        _ => return None,
    };
    Some(name.to_owned())
}

/// Whether a key is pressed together with this, and with nothing else but Shift.
fn is_chord(key: KeyEvent, with: KeyModifiers) -> bool {
    key.modifiers - KeyModifiers::SHIFT == with
}

/// Whether a key is Ctrl and a letter.
pub(super) fn is_control(key: KeyEvent, letter: char) -> bool {
    key.code == KeyCode::Char(letter) && is_chord(key, KeyModifiers::CONTROL)
}

/// Whether a key may mean something where nothing is written: alone, or as one of the chords that
/// the table has for a page. `Ctrl+S` is not `s`.
pub(super) fn is_bound(key: KeyEvent, is_page: bool) -> bool {
    is_chord(key, KeyModifiers::NONE) || (is_page && command(key).is_some())
}
