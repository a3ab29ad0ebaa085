//! What is asked about the visit itself, on the first screen: one question below the other, with
//! the names used before to choose from.

mod picture;

use std::collections::BTreeMap;

use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::style::Style;

use super::draw::SMALLEST;
use super::entry::{Entry, Key, Purpose};
use super::keys::{is_bound, is_control};
use super::look::{Look, bold};
use super::state::Input;
use crate::ui::Reply;

/// How a question is answered.
#[derive(Clone, Debug)]
enum Field {
    /// By a line, or by one of what is offered.
    Line(Box<Entry>),
    /// By a text.
    Text(Box<Entry>),
    /// By y or n.
    YesNo,
}

/// The first screen.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    look: Look,
    title: &'static str,
    /// What was said and answered so far.
    said: Vec<(String, Style)>,
    /// What was said since the last question.
    n_fresh: usize,
    /// The questions that were replied to, and where that stands in what was said.
    replied: Vec<(String, usize)>,
    question: String,
    offered: Vec<String>,
    chosen: Option<usize>,
    field: Field,
    is_refused: bool,
    /// Keys since the question was put: what comes once more before any was meant for the one before.
    n_keys: usize,
    /// What was typed at each question, for whoever comes back to it.
    typed: BTreeMap<String, String>,
    /// Whether what stands in the field was typed before: the next letter takes its place.
    is_prefilled: bool,
    /// Whether it was being typed when help was asked for: the next letter goes on with it.
    is_helped: bool,
    /// Where the help stands in what was said; it goes with the next key.
    helped: Option<usize>,
    /// Columns and rows of the window, as it was drawn last.
    size: (u16, u16),
}

impl Opening {
    /// A screen on which nothing was asked yet.
    pub(super) fn new(look: Look) -> Self {
        Self {
            look,
            title: "Before the first item",
            said: Vec::new(),
            n_fresh: 0,
            replied: Vec::new(),
            question: String::new(),
            offered: Vec::new(),
            chosen: None,
            field: Field::YesNo,
            is_refused: false,
            n_keys: 0,
            typed: BTreeMap::new(),
            is_prefilled: false,
            is_helped: false,
            helped: None,
            size: SMALLEST,
        }
    }

    /// A question in the middle of the visit.
    pub(super) fn between(look: Look) -> Self {
        Self {
            title: "One question",
            ..Self::new(look)
        }
    }

    /// Says something above the next question.
    pub(super) fn say(&mut self, text: &str) {
        if !text.is_empty() {
            self.said.push((text.to_owned(), Style::new()));
            self.n_fresh += 1;
        }
    }

    /// What was said since the last question; nobody has read it here.
    pub(super) fn take_said(&mut self) -> Option<String> {
        let fresh = self.said.split_off(self.said.len() - self.n_fresh);
        self.n_fresh = 0;
        let words: Vec<String> = fresh.into_iter().map(|(text, _)| text).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Offers numbered things for the next question.
    pub(super) fn offer(&mut self, question: &str, things: &[&str]) {
        question.clone_into(&mut self.question);
        self.offered = things.iter().map(|thing| (*thing).to_owned()).collect();
        self.chosen = None;
    }

    /// Asks for a line.
    pub(super) fn ask(&mut self, question: &str, hint: &str) {
        self.put_question(question);
        let hint = hint.trim().trim_start_matches('[').trim_end_matches(']');
        let typed = self.typed.get(&self.question).cloned().unwrap_or_default();
        let place = typed.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        self.chosen = place.filter(|place| *place < self.offered.len());
        let typed = if self.chosen.is_some() { "" } else { &typed };
        let is_helped = std::mem::take(&mut self.is_helped);
        self.is_prefilled = !typed.is_empty() && !is_helped;
        let purpose = if self.offered.is_empty() {
            Purpose::Opening
        } else {
            Purpose::OpeningChoice
        };
        let mut entry = Entry::new(purpose, 0, hint.to_owned(), typed);
        if self.is_prefilled {
            entry.select();
        }
        self.field = Field::Line(Box::new(entry));
    }

    /// Asks for a text.
    pub(super) fn ask_text(&mut self, question: &str) {
        self.put_question(question);
        let typed = self.typed.get(&self.question).map_or("", String::as_str);
        let entry = Entry::new(Purpose::OpeningText, 0, "Your words".into(), typed);
        self.field = Field::Text(Box::new(entry));
    }

    /// Asks for y or n.
    pub(super) fn ask_yes_no(&mut self, question: &str) {
        self.put_question(question);
        self.field = Field::YesNo;
    }

    /// What is asked once more, without words of its own, keeps its words.
    fn put_question(&mut self, question: &str) {
        self.is_refused = false;
        self.n_keys = 0;
        if self.offered.is_empty() {
            question.clone_into(&mut self.question);
        } else if !question.is_empty() {
            self.question = format!("{} {question}", self.question);
        }
    }

    /// Whether the program is to stop until the shell lets it go on.
    pub(super) fn is_stop(input: &Input) -> bool {
        matches!(input, Input::Key(key) | Input::Again(key) if is_control(*key, 'z'))
    }

    /// Takes what comes from the terminal; the reply once there is one.
    pub(super) fn take(&mut self, input: Input) -> Option<Reply> {
        match input {
            // Nothing is replied to what cannot be read.
            Input::Paste(_) if self.is_small() => None,
            Input::Again(key) if self.n_keys == 0 && matches!(key.code, KeyCode::Char(_)) => None,
            Input::Key(key) | Input::Again(key) => self.key(key),
            Input::Burst(keys) => keys.into_iter().find_map(|key| self.key(key)),
            Input::Paste(text) => {
                match &mut self.field {
                    Field::Line(entry) | Field::Text(entry) => entry.paste(&text),
                    Field::YesNo => self.is_refused = true,
                }
                None
            }
            Input::Resize(..) | Input::Tick | Input::Repaint => None,
        }
    }

    fn key(&mut self, key: KeyEvent) -> Option<Reply> {
        match key {
            _ if is_control(key, 'c') => return Some(Reply::Interrupted),
            _ if is_control(key, 'd') => return Some(Reply::End),
            _ if self.is_small() => return None,
            _ => {
                self.is_refused = false;
                self.n_keys += 1;
            }
        }
        if let Some(at) = self.helped.take() {
            self.said.truncate(at);
            self.n_fresh = 0;
        }
        if key.code == KeyCode::BackTab {
            self.remember();
            return Some(Reply::Text(self.replied("b")));
        }
        let is_empty = match &self.field {
            Field::Line(entry) | Field::Text(entry) => self.is_prefilled || entry.text().is_empty(),
            Field::YesNo => true,
        };
        // No name, no time and no note begins with a question mark.
        if key.code == KeyCode::F(1) || (key.code == KeyCode::Char('?') && is_empty) {
            self.is_helped = !self.is_prefilled;
            self.remember();
            return Some(Reply::Text(self.replied("?")));
        }
        if std::mem::take(&mut self.is_prefilled)
            && matches!(key.code, KeyCode::Char(_))
            && is_bound(key, false)
            && let Field::Line(entry) = &mut self.field
        {
            entry.set("");
        }
        let reply = match &mut self.field {
            Field::YesNo if !is_bound(key, false) => return None,
            Field::YesNo => match key.code {
                KeyCode::Char('y' | 'Y') => "y".to_owned(),
                KeyCode::Char('n' | 'N') => "n".to_owned(),
                KeyCode::Char('b' | 'B') => "b".to_owned(),
                KeyCode::Char('q' | 'Q') => "q".to_owned(),
                _ => {
                    self.is_refused = true;
                    return None;
                }
            },
            Field::Line(entry) => match key.code {
                KeyCode::Up | KeyCode::Down if !self.offered.is_empty() => {
                    let n = self.offered.len();
                    self.chosen = Some(match (self.chosen, key.code) {
                        (None, KeyCode::Down) => 0,
                        (None, _) => n - 1,
                        (Some(at), KeyCode::Down) => (at + 1) % n,
                        (Some(at), _) => (at + n - 1) % n,
                    });
                    return None;
                }
                _ => match entry.key(key) {
                    Key::Done => match self.chosen {
                        Some(at) if entry.text().trim().is_empty() => (at + 1).to_string(),
                        _ => entry.text(),
                    },
                    _ => return None,
                },
            },
            Field::Text(entry) => match key.code {
                KeyCode::Enter if entry.text().trim().is_empty() => String::new(),
                // As at a line, where each of them stands alone.
                KeyCode::Enter if ["?", "b", "q"].contains(&entry.text().trim()) => entry.text(),
                _ => match entry.key(key) {
                    Key::Done => entry.text(),
                    // Esc too: there is nothing behind this box, and it skips no question.
                    _ => return None,
                },
            },
        };
        if !["?", "b", "q"].contains(&reply.trim()) {
            self.typed
                .insert(self.question.clone(), reply.trim().to_owned());
        }
        Some(Reply::Text(self.replied(&reply)))
    }

    /// Keeps what stands in the field for whoever comes back to its question.
    fn remember(&mut self) {
        let (Field::Line(entry) | Field::Text(entry)) = &self.field else {
            return;
        };
        if !entry.text().trim().is_empty() {
            self.typed.insert(self.question.clone(), entry.text());
        }
    }

    fn is_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    /// The text that is being written, where one is.
    pub(super) fn told(&self) -> Vec<String> {
        match &self.field {
            Field::Text(entry) => vec![entry.text()],
            _ => Vec::new(),
        }
    }

    /// Keeps what was asked and answered in sight.
    fn replied(&mut self, reply: &str) -> String {
        let reply = reply.trim();
        let place = reply.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let chosen = place.and_then(|place| self.offered.get(place));
        let shown = match (&self.field, chosen) {
            (_, Some(chosen)) => chosen.clone(),
            (Field::YesNo, None) => match reply {
                "y" => "yes".to_owned(),
                "n" => "no".to_owned(),
                command => command.to_owned(),
            },
            // What Enter stands for there is the time of now.
            (Field::Line(entry), None) if reply.is_empty() && entry.title.starts_with("today") => {
                entry.title.clone()
            }
            (Field::Text(_), None) if reply.is_empty() => "none yet".to_owned(),
            (_, None) if reply.is_empty() => "(Enter)".to_owned(),
            (_, None) => reply.to_owned(),
        };
        // Only the question itself, without its ways to answer, is worth keeping in sight. The name
        // of a file has a dot too.
        let ends = ["? ", ". "]
            .into_iter()
            .filter_map(|end| self.question.find(end));
        let end = ends.min().map_or(self.question.len(), |end| end + 1);
        let asked = self.question[..end].trim().to_owned();
        // What was replied to the same question before was a slip, and is said already.
        let is_same = |(question, _): &mut (String, usize)| *question == self.question;
        if let Some((_, at)) = self.replied.pop_if(is_same) {
            self.said.truncate(at);
        }
        match reply {
            // What was replied to the question before is asked again, and said then.
            "b" => {
                if let Some((_, at)) = self.replied.pop() {
                    self.said.drain(at..at + 2);
                }
            }
            "?" => self.helped = Some(self.said.len()),
            _ if !asked.is_empty() => {
                self.replied.push((self.question.clone(), self.said.len()));
                self.said.push((asked, Style::new()));
                self.said.push((format!("  {shown}"), bold()));
            }
            _ => {}
        }
        self.n_fresh = 0;
        self.offered.clear();
        self.chosen = None;
        reply.to_owned()
    }
}
