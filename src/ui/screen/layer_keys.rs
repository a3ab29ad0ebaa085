//! Keys on what lies over a page: menus, questions, fields, the help, where to go.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::answering;
use super::doubts;
use super::entry::{Entry, Key, Purpose};
use super::hints;
use super::keys::is_bound;
use super::palette::Palette;
use super::paths;
use super::state::{Asking, Layer, Page, Screen, Step, begun};
use crate::model::answer::{Cause, Excuse};
use crate::model::scale::Scale;
use crate::walk::Walk;
use crate::walk::effect::{Field, Tone};
use crate::walk::grammar::{self, Line};
use crate::walk::key_table::Command;
use crate::walk::request::{Attachment, Request};

/// Lines by which a long text is scrolled, and rows by which a choice is moved.
const PAGE: u16 = 8;

/// Help on where to go, below what fits.
const GO_TO: &str = "Type the number of an item or a section, or words of it; Up and Down choose, Enter goes there, \
    Esc closes.";

impl Screen {
    /// Takes a key on what lies over the page.
    pub(super) fn key_on_layer(&mut self, walk: &Walk, layer: Layer, key: KeyEvent) {
        match layer {
            Layer::Help | Layer::Score => self.key_on_text(layer, key),
            Layer::Palette(palette) => self.key_on_palette(walk, palette, key),
            Layer::Reasons { with_words } => self.key_on_reasons(walk, with_words, key),
            Layer::Causes => self.key_on_causes(key),
            Layer::Entry(entry) => self.key_on_entry(walk, entry, key),
            Layer::Confirm(asking) => self.key_on_question(asking, key),
        }
    }

    /// A text to read: scrolled, or closed.
    fn key_on_text(&mut self, layer: Layer, key: KeyEvent) {
        let at = self.over;
        self.over = match key.code {
            KeyCode::Up | KeyCode::Char('k') => at.saturating_sub(1),
            KeyCode::Down | KeyCode::Char('j') => at.saturating_add(1),
            KeyCode::PageUp => at.saturating_sub(PAGE),
            KeyCode::PageDown | KeyCode::Char(' ') => at.saturating_add(PAGE),
            KeyCode::Home => 0,
            KeyCode::End => u16::MAX,
            KeyCode::Esc | KeyCode::Enter | KeyCode::F(1) | KeyCode::Char('?' | 'q') => {
                self.layer = self.beneath.take().map(Layer::Entry);
                return;
            }
            _ => at,
        };
        self.layer = Some(layer);
    }

    fn key_on_palette(&mut self, walk: &Walk, mut palette: Palette, key: KeyEvent) {
        match key.code {
            KeyCode::Up => palette.step(-1),
            KeyCode::Down => palette.step(1),
            KeyCode::PageUp => palette.step(-isize::from(PAGE.cast_signed())),
            KeyCode::PageDown => palette.step(isize::from(PAGE.cast_signed())),
            KeyCode::F(1) => self.say(Tone::Aside, GO_TO),
            _ => match palette.key(walk, key) {
                Key::Close => return,
                Key::Done => {
                    self.page = Page::Card;
                    let target = palette.target(walk);
                    if !target.trim().is_empty() {
                        self.ask(Request::GoTo(target));
                    }
                    return;
                }
                Key::Complete => palette.step(1),
                Key::Written | Key::Editor => {}
            },
        }
        self.layer = Some(Layer::Palette(palette));
    }

    fn key_on_reasons(&mut self, walk: &Walk, with_words: bool, key: KeyEvent) {
        let excuse = match key.code {
            KeyCode::Esc => return,
            KeyCode::Char('1') if walk.current().may_not_apply => Excuse::NotApplicable,
            KeyCode::Char('2') => Excuse::NotObserved,
            KeyCode::Char('3') => Excuse::Waived,
            KeyCode::Char('4') if walk.current().may_be_awaited() => {
                let purpose = Purpose::Why(Excuse::Awaiting);
                let due = walk.due_by_standard().map(|due| due.to_string());
                let what = "By when? A day, such as 2026-12-01, or 3 days";
                self.lay_over(begun(walk, purpose, what, &due.unwrap_or_default()));
                return;
            }
            KeyCode::Char('w') => {
                self.layer = Some(Layer::Reasons {
                    with_words: !with_words,
                });
                return;
            }
            _ => {
                self.layer = Some(Layer::Reasons { with_words });
                let keys = hints::reasons(walk);
                let way = format!("{keys} says why; Esc leaves it open.");
                self.refuse_key(key, &way);
                return;
            }
        };
        if with_words {
            self.lay_over(begun(walk, Purpose::Why(excuse), "Why, in a few words", ""));
        } else {
            self.ask(Request::Excuse(Some(excuse), String::new()));
        }
    }

    fn key_on_causes(&mut self, key: KeyEvent) {
        let chosen = match key.code {
            KeyCode::Esc => return,
            KeyCode::Char('0') => Some("none"),
            KeyCode::Char(digit @ '1'..='9') => {
                let place = digit as usize - '1' as usize;
                Cause::ALL.get(place).map(|cause| cause.name())
            }
            _ => None,
        };
        if let Some(name) = chosen {
            self.ask(Request::Cause(name.into()));
        } else {
            self.layer = Some(Layer::Causes);
            self.refuse_key(key, "A number says why; Esc leaves it as it was.");
        }
    }

    fn key_on_question(&mut self, asking: Asking, key: KeyEvent) {
        let is_yes = match key.code {
            KeyCode::Char('y' | 'Y') => true,
            KeyCode::Char('n' | 'N') | KeyCode::Esc => false,
            _ => {
                self.layer = Some(Layer::Confirm(asking));
                return self.refuse_key(key, "Press y or n.");
            }
        };
        match asking {
            Asking::Finish if is_yes => self.ask(Request::Finish),
            Asking::Finish => self.say(Tone::Aside, "Not finished. Everything is kept."),
            Asking::Reveal if is_yes => self.ask(Request::Score { is_sure: true }),
            Asking::Reveal => {
                self.say(Tone::Aside, "The score stays hidden until the review.");
            }
        }
    }

    /// In the words of every page: the key, and those that there are.
    fn refuse_key(&mut self, key: KeyEvent, way: &str) {
        let words = match key.code {
            KeyCode::Char(letter) => format!("{letter} is no key here. {way}"),
            _ => way.to_owned(),
        };
        self.say(Tone::Refused, words);
    }

    fn key_on_entry(&mut self, walk: &Walk, mut entry: Box<Entry>, key: KeyEvent) {
        if self.scrolled_beside(key) {
            self.layer = Some(Layer::Entry(entry));
            return;
        }
        if is_bound(key, false)
            && (key.code == KeyCode::F(1)
                || key.code == KeyCode::Char('?') && entry.purpose.is_number())
        {
            return self.help_on(walk, entry);
        }
        match entry.key(key) {
            Key::Written => {
                match entry.purpose {
                    Purpose::Option => entry.note = answering::named(walk, &entry.text()),
                    Purpose::Answer => entry.note = answering::understood(walk, &entry.text()),
                    _ => {}
                }
                // It may have been pressed as a key; or begins what is to be said.
                let first = entry.begun_unasked();
                if let Some(letter) = first.filter(|letter| hints::is_key(*letter)) {
                    self.say(Tone::Aside, answering::run_on(letter));
                }
                self.layer = Some(Layer::Entry(entry));
            }
            Key::Editor if entry.purpose.is_prose() => {
                self.layer = Some(Layer::Entry(entry));
                // An editor may stay open for long, and whatever ends it ends the program too.
                self.draft();
                self.steps.push_back(Step::Editor);
            }
            Key::Editor => self.layer = Some(Layer::Entry(entry)),
            Key::Complete => {
                if entry.purpose == Purpose::Evidence {
                    paths::complete(&mut entry);
                }
                self.layer = Some(Layer::Entry(entry));
            }
            Key::Close if entry.is_slip() && entry.purpose == Purpose::Remark => {
                let wanted = doubts::wanted(walk, &entry).unwrap_or_default();
                let words = format!("One letter alone is not kept. {wanted}");
                self.say(Tone::Aside, words.trim_end());
            }
            Key::Close if entry.is_slip() => self.say(
                Tone::Aside,
                "One letter alone is not kept. Here letters are text: Shift+Tab goes back, and commands \
                 stand behind a colon, such as :skip.",
            ),
            Key::Close => self.leave_draft(walk, entry),
            Key::Done => self.close(walk, entry),
        }
    }

    /// Help on what is written in a box; the box waits beneath it.
    fn help_on(&mut self, walk: &Walk, mut entry: Box<Entry>) {
        if self.is_small() {
            entry.note =
                (entry.purpose == Purpose::Answer).then(|| hints::how_typed(&walk.current().scale));
            self.layer = Some(Layer::Entry(entry));
            return;
        }
        self.beneath = Some(entry);
        self.lay_over(Layer::Help);
    }

    /// A field was closed without being done. What is written in it is a draft, which its key goes on
    /// with; what is as it was, or empty, is none.
    fn leave_draft(&mut self, walk: &Walk, mut entry: Box<Entry>) {
        if entry.purpose == Purpose::Notes {
            return self.close(walk, entry);
        }
        if entry.text().trim().is_empty() || !entry.is_changed() {
            self.drop_draft(walk, &entry);
            return self.say_wanted(walk, &entry);
        }
        let key = match entry.purpose {
            Purpose::Text | Purpose::Answer => "Enter",
            Purpose::Remark => "c",
            Purpose::Evidence => "a",
            Purpose::Why(_) => "x",
            Purpose::Nobody => ":nobody",
            _ => return,
        };
        if let Some(draft) = entry.draft() {
            self.ask(draft);
        }
        let is_over = entry.purpose.beside().is_none() && walk.record(entry.at).given.is_some();
        let counts = if is_over {
            "; the answer before it counts until it is saved"
        } else {
            ", which does not count yet"
        };
        self.say(
            Tone::Aside,
            format!("Left as a draft{counts}. {key} opens it again, Del drops it."),
        );
    }

    /// Drops the draft of a field, where it has one.
    fn drop_draft(&mut self, walk: &Walk, entry: &Entry) {
        let drafted = match entry.purpose.beside() {
            Some(of) => walk.drafted_beside(of, entry.at),
            None => walk.draft(entry.at),
        };
        if drafted.is_some()
            && let Some(dropped) = entry.drafted_as(String::new())
        {
            self.ask(dropped);
        }
    }

    /// A field was closed with something in it.
    fn close(&mut self, walk: &Walk, mut entry: Box<Entry>) {
        if entry.purpose == Purpose::Option && matches!(walk.current().scale, Scale::Several(..)) {
            return match answering::tick_typed(self, walk, &entry.text()) {
                Ok(()) => {}
                Err(why) => {
                    self.layer = Some(Layer::Entry(entry));
                    self.refuse(&why);
                }
            };
        }
        if entry.purpose == Purpose::Command {
            return self.command(walk, entry);
        }
        // What was drafted in between, and taken back by hand, is no draft any more.
        if entry.text().trim().is_empty() || !entry.is_changed() {
            self.drop_draft(walk, &entry);
        }
        if entry.purpose.is_prose() && !entry.is_changed() {
            return self.say_wanted(walk, &entry);
        }
        if let Some(doubt) = doubts::doubt(walk, &entry).filter(|_| entry.is_not_asked_about()) {
            entry.note = None;
            self.layer = Some(Layer::Entry(entry));
            return self.say(Tone::Refused, doubt);
        }
        let Some(request) = words_of(&entry) else {
            return;
        };
        entry.is_sent = true;
        self.layer = Some(Layer::Entry(entry));
        self.ask(request);
    }

    /// Says what is still wanted where a box is closed without it.
    fn say_wanted(&mut self, walk: &Walk, entry: &Entry) {
        if let Some(words) = doubts::wanted(walk, entry) {
            self.say(Tone::Aside, words);
        }
    }

    fn command(&mut self, walk: &Walk, mut entry: Box<Entry>) {
        let text = entry.text();
        let text = text.trim().trim_start_matches(':');
        if text.is_empty() {
            return;
        }
        match grammar::read_command(text) {
            Ok(Line::Request(request)) => {
                // It stays until it is done: what is refused can be mended.
                entry.is_sent = true;
                self.layer = Some(Layer::Entry(entry));
                self.ask(request);
            }
            Ok(Line::Block { command, .. }) => {
                let field = match command {
                    Command::Remark => Field::Remark,
                    Command::Notes => Field::Notes,
                    _ => Field::Text,
                };
                self.open_entry(walk, field);
            }
            Err(why) => {
                self.layer = Some(Layer::Entry(entry));
                self.refuse(&why);
            }
        }
    }
}

/// The word that takes a remark or evidence away, as at a line.
fn is_none(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("none")
}

/// What a field asks of the walk; `None` where it is empty and says nothing by that.
pub(super) fn words_of(entry: &Entry) -> Option<Request> {
    let text = entry.text();
    let is_empty = text.trim().is_empty();
    Some(match entry.purpose {
        Purpose::Text | Purpose::Remark | Purpose::Notes if is_empty && !entry.is_changed() => {
            return None;
        }
        Purpose::Text if is_empty => Request::Clear,
        Purpose::Remark if is_empty || is_none(&text) => Request::NoRemark,
        Purpose::Notes => Request::SetNotes(text),
        Purpose::Text | Purpose::Answer | Purpose::Option => Request::Answer(text),
        Purpose::Remark => Request::Remark(text),
        Purpose::Why(excuse) => Request::Excuse(Some(excuse), text),
        _ if is_empty => return None,
        Purpose::Evidence if is_none(&text) => Request::Detach,
        Purpose::Evidence => Request::Attach(Attachment::Typed(text)),
        Purpose::Nobody => Request::Nobody(text),
        Purpose::Command
        | Purpose::GoTo
        | Purpose::Opening
        | Purpose::OpeningChoice
        | Purpose::OpeningText => {
            return None;
        }
    })
}
