//! A field of text: one line for a number, a time or a path; soft-wrapped lines for what is told.
//! What is pasted is text here, and nothing else.

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::look::{Look, wrap};
use crate::model::answer::Excuse;
use crate::model::event::Beside;
use crate::model::text::is_unsafe_to_show;
use crate::walk::request::Request;

/// What a field is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    /// The answer: a number, a time, so many of so many.
    Answer,
    /// An option by its number or name, where there are more than keys.
    Option,
    /// The answer: a text.
    Text,
    /// The remark of the item.
    Remark,
    /// The notes of the visit.
    Notes,
    /// A file of evidence.
    Evidence,
    /// Why there is no answer.
    Why(Excuse),
    /// Why nobody was reached.
    Nobody,
    /// Any command in its long form.
    Command,
    /// Where to go.
    GoTo,
    /// A line about the visit itself.
    Opening,
    /// A line about the visit itself, or one of what is offered.
    OpeningChoice,
    /// A text about the visit itself.
    OpeningText,
}

impl Purpose {
    /// Whether it is told in sentences, over several lines.
    pub(super) fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Remark | Self::Notes | Self::OpeningText
        )
    }

    /// Whether a number, a time or a day stands in it: no question mark is part of one.
    pub(super) fn is_number(self) -> bool {
        matches!(
            self,
            Self::Answer | Self::Option | Self::Why(Excuse::Awaiting)
        )
    }

    /// What it is to be, where it stands beside an answer.
    pub(super) fn beside(self) -> Option<Beside> {
        Some(match self {
            Self::Remark => Beside::Remark,
            Self::Evidence => Beside::Evidence,
            Self::Why(_) => Beside::Reason,
            Self::Nobody => Beside::Nobody,
            _ => return None,
        })
    }
}

/// A field being written.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What it is for.
    pub(super) purpose: Purpose,
    /// What it asks, above the field.
    pub(super) title: String,
    /// What was wrong with it, or what would complete it.
    pub(super) note: Option<String>,
    /// Whether it was sent, and nothing has come back yet.
    pub(super) is_sent: bool,
    /// The item that it belongs to.
    pub(super) at: usize,
    before: String,
    drafted: String,
    /// What stood there once the letter was typed that opened it.
    begun: Option<String>,
    /// Whether it opened by itself, while keys were still pressed as keys.
    pub(super) is_unasked: bool,
    /// What was asked about before it is saved.
    asked: Option<String>,
    area: TextArea<'static>,
}

/// What a key does to a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Key {
    /// It was written, or nothing was done.
    Written,
    /// Ctrl+S; Enter too in a field of one line.
    Done,
    /// Esc.
    Close,
    /// Tab.
    Complete,
    /// Ctrl+E.
    Editor,
}

impl Entry {
    /// A field with what is there so far; the cursor stands behind it.
    pub(super) fn new(purpose: Purpose, at: usize, title: String, text: &str) -> Self {
        let text = clean(text, purpose.is_prose());
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(if purpose.is_prose() {
            WrapMode::WordOrGlyph
        } else {
            WrapMode::None
        });
        area.set_cursor_line_style(Style::new());
        // The terminal's own cursor stands there: input methods and screen readers look for it.
        area.set_cursor_style(Style::new());
        area.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self {
            purpose,
            title,
            note: None,
            is_sent: false,
            at,
            before: text.clone(),
            drafted: text,
            begun: None,
            is_unasked: false,
            asked: None,
            area,
        }
    }

    /// Takes the letter that opened it.
    pub(super) fn begin(&mut self, key: KeyEvent) {
        self.key(key);
        self.begun = Some(self.text());
    }

    /// Whether nothing was typed but the letter that opened it: a slip, where letters are commands
    /// elsewhere, and no text.
    pub(super) fn is_slip(&self) -> bool {
        self.begun.as_ref() == Some(&self.text())
    }

    /// Whether its first letter was just typed into it, where it opened by itself; that is a slip then,
    /// as long as nothing else is typed.
    pub(super) fn begun_unasked(&mut self) -> Option<char> {
        let text = self.text();
        let mut letters = text.chars();
        let (first, None) = (letters.next()?, letters.next()) else {
            return None;
        };
        let is_first = self.is_unasked && self.begun.is_none();
        is_first.then(|| {
            self.begun = Some(self.text());
            first
        })
    }

    /// Whether somebody was asked about what stands there.
    pub(super) fn is_asked_about(&self) -> bool {
        self.asked.as_ref() == Some(&self.text())
    }

    /// Whether nobody was asked yet about what stands there; from now on they were.
    pub(super) fn is_not_asked_about(&mut self) -> bool {
        let text = self.text();
        self.asked.replace(text.clone()).as_ref() != Some(&text)
    }

    /// What counts as unchanged, where that is not what was there.
    pub(super) fn compare_with(&mut self, text: &str) {
        self.before = clean(text, self.purpose.is_prose());
    }

    /// What a draft holds already, where that is not what stands there.
    pub(super) fn draft_is(&mut self, text: &str) {
        self.drafted = clean(text, self.purpose.is_prose());
    }

    /// What is written.
    pub(super) fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether anything was changed since it was opened.
    pub(super) fn is_changed(&self) -> bool {
        self.text().trim() != self.before.trim()
    }

    /// Whether what is written in it is kept as a draft.
    pub(super) fn is_drafted(&self) -> bool {
        let is_answer = matches!(
            self.purpose,
            Purpose::Text | Purpose::Notes | Purpose::Answer
        );
        is_answer || self.purpose.beside().is_some()
    }

    /// Whether something was written that no draft holds yet.
    pub(super) fn has_undrafted(&self) -> bool {
        self.is_drafted() && self.text() != self.drafted && !self.is_slip()
    }

    /// What keeps what is written so far, without taking it for an answer; from now on it is kept.
    pub(super) fn draft(&mut self) -> Option<Request> {
        let text = self.text();
        if !self.has_undrafted() {
            return None;
        }
        self.drafted.clone_from(&text);
        if self.purpose == Purpose::Notes {
            return Some(Request::SetNotes(text));
        }
        // What is as it was is no draft.
        self.drafted_as(if self.is_changed() {
            text
        } else {
            String::new()
        })
    }

    /// What makes this its draft; an empty one drops it. `None` for what has none.
    pub(super) fn drafted_as(&self, text: String) -> Option<Request> {
        match (self.purpose, self.purpose.beside()) {
            (Purpose::Text | Purpose::Answer, _) => Some(Request::Draft(text)),
            (_, Some(of)) => Some(Request::DraftBeside(of, text)),
            _ => None,
        }
    }

    /// Puts something else in its place.
    pub(super) fn set(&mut self, text: &str) {
        self.area.select_all();
        self.area.cut();
        self.area.insert_str(clean(text, self.purpose.is_prose()));
    }

    /// What stands there is selected, as something that was given before: a letter takes its place, any
    /// other key goes on with it.
    pub(super) fn select(&mut self) {
        self.area.select_all();
    }

    /// What was refused stands there selected: a letter takes its place, a space or any other key goes on
    /// with it. Words, and the name of a file, are never lost to a key.
    pub(super) fn is_refused(&mut self) {
        const SHORT: usize = 12;
        self.is_sent = false;
        let is_short = self.text().chars().count() <= SHORT;
        if is_short && !self.purpose.is_prose() && self.purpose != Purpose::Evidence {
            self.select();
        }
    }

    /// Writes what was pasted.
    pub(super) fn paste(&mut self, text: &str) {
        self.note = None;
        self.area.insert_str(clean(text, self.purpose.is_prose()));
    }

    /// Takes a key.
    pub(super) fn key(&mut self, key: KeyEvent) -> Key {
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        if !matches!(key.code, KeyCode::Char(letter) if letter != ' ') || is_control {
            self.area.cancel_selection();
        }
        match key.code {
            _ if !edits(key) => return Key::Written,
            KeyCode::Esc => return Key::Close,
            KeyCode::Enter if !self.purpose.is_prose() => return Key::Done,
            KeyCode::Char('j' | 'm') if is_control && self.purpose.is_prose() => {
                self.area.insert_newline();
            }
            KeyCode::Char('j' | 'm' | 's') if is_control => return Key::Done,
            // As in a shell: back to the beginning of the line, and never over it.
            KeyCode::Char('u') if is_control => {
                if self.area.cursor().1 > 0 {
                    self.area.delete_line_by_head();
                }
            }
            KeyCode::Tab | KeyCode::BackTab => return Key::Complete,
            KeyCode::Char('e') if is_control => return Key::Editor,
            KeyCode::Char(letter) if is_unsafe_to_show(letter) => return Key::Written,
            _ => {
                self.area.input(key);
            }
        }
        self.note = None;
        Key::Written
    }

    /// The rows that it fills in so many columns, without its frame.
    pub(super) fn n_rows(&self, width: u16) -> usize {
        if !self.purpose.is_prose() {
            return 1;
        }
        let lines = self.area.lines().iter();
        lines
            .map(|line| wrap(line, usize::from(width)).len().max(1))
            .sum()
    }

    /// Draws it with its frame.
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: Look) {
        let block = look
            .frame(&look.fit(&self.title, usize::from(area.width.saturating_sub(4))))
            .title_bottom(look.edge(self.keys(), area.width));
        let inner = block.inner(area);
        frame.render_widget(block, area);
        if inner.is_empty() {
            return;
        }
        frame.render_widget(&self.area, inner);
        let (top, left) = self.area.scroll_offset();
        let cursor = self.area.screen_cursor();
        let row = u16::try_from(cursor.row)
            .unwrap_or(u16::MAX)
            .saturating_sub(top);
        let column = u16::try_from(cursor.col)
            .unwrap_or(u16::MAX)
            .saturating_sub(left);
        frame.set_cursor_position((
            inner.x + column.min(inner.width - 1),
            inner.y + row.min(inner.height - 1),
        ));
    }

    /// The keys of the field, the most needed first.
    pub(super) fn keys(&self) -> &'static [&'static str] {
        match self.purpose {
            Purpose::Text | Purpose::Remark => {
                &["Ctrl+S saves", "Esc leaves a draft", "Ctrl+E editor"]
            }
            Purpose::Notes => &["Ctrl+S saves", "Esc too", "Ctrl+E editor"],
            Purpose::Evidence => &["Enter saves", "Esc leaves a draft", "Tab completes"],
            Purpose::Answer | Purpose::Why(_) | Purpose::Nobody => {
                &["Enter saves", "Esc leaves a draft"]
            }
            Purpose::Option => &["Enter takes it", "Esc closes"],
            Purpose::Command => &["Enter does it", "Esc closes"],
            Purpose::GoTo => &["Enter goes there", "Esc closes", "Up Down choose"],
            Purpose::Opening => &["Enter goes on"],
            Purpose::OpeningChoice => &["Enter goes on", "Up Down choose"],
            Purpose::OpeningText if self.text().is_empty() => &["Ctrl+S goes on", "Enter skips"],
            Purpose::OpeningText => &["Ctrl+S goes on"],
        }
    }
}

/// Whether a key means something in a field: alone, or as one of the chords that move and delete
/// in most fields of most programs. The library knows many more, which nobody would expect.
fn edits(key: KeyEvent) -> bool {
    let with = key.modifiers - KeyModifiers::SHIFT;
    let is_way = matches!(
        key.code,
        KeyCode::Left | KeyCode::Right | KeyCode::Backspace
    );
    match key.code {
        _ if with.is_empty() => true,
        KeyCode::Char(letter) if with == KeyModifiers::CONTROL => "aehjkmsuwy".contains(letter),
        _ => is_way && (with == KeyModifiers::CONTROL || with == KeyModifiers::ALT),
    }
}

/// A text as a field holds it: nothing in it that a terminal would obey; line feeds in prose only.
fn clean(text: &str, is_prose: bool) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter_map(|letter| match letter {
            '\n' if is_prose => Some('\n'),
            '\n' | '\t' => Some(' '),
            letter if is_unsafe_to_show(letter) => None,
            letter => Some(letter),
        })
        .collect::<String>()
}

#[cfg(test)]
mod tests;
