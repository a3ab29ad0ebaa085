//! Pictures of every page at every size, keys pressed one by one, and keys pressed at random.

mod boxes;
mod driven;
mod ends;
mod hasty;
mod keys;
mod newcomer;
mod pictures;
mod random;
mod slips;
mod stranger;
mod table;
mod unkind;
mod unsaved;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_width::UnicodeWidthStr;

use super::look::Look;
use super::state::{Input, Screen, Step};
use crate::model::standard::Standard;
use crate::model::visit::Role;
use crate::ui::{Cause, Leave};
use crate::walk::request::{Attachment, Request};
use crate::walk::sample::{Kept, at};

const LOOK: Look = Look {
    has_color: true,
    is_ascii: false,
};

/// A visit on a screen, without a terminal.
struct Sitting<'s> {
    kept: Kept<'s>,
    screen: Screen,
    size: (u16, u16),
    left: Option<Leave>,
    /// What was asked for.
    requests: Vec<Request>,
    /// What else is to be done, and is not done here.
    steps: Vec<Step>,
}

impl<'s> Sitting<'s> {
    fn new(standard: &'s Standard, size: (u16, u16)) -> Self {
        Self::with(standard, size, LOOK)
    }

    fn with(standard: &'s Standard, size: (u16, u16), look: Look) -> Self {
        let kept = Kept::new(standard, Role::Competitor);
        let screen = Screen::new(look, &kept.walk);
        Self {
            kept,
            screen,
            size,
            left: None,
            requests: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Presses keys, by their names: `y`, `Enter`, `Ctrl+R`, or letters one by one.
    fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.take(Input::Key(key(name)));
        }
        self
    }

    /// Types letters.
    fn write(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.take(Input::Key(KeyEvent::from(KeyCode::Char(letter))));
        }
        self
    }

    fn take(&mut self, input: Input) {
        if let Input::Resize(width, height) = input {
            self.size = (width, height);
        }
        self.screen.take(&self.kept.walk, input);
        while let Some(step) = self.screen.next_step() {
            self.step(step);
        }
    }

    /// As the loop of a session does it.
    fn step(&mut self, step: Step) {
        let request = match step {
            Step::Ask(Request::Attach(Attachment::Typed(path))) if !path.trim().is_empty() => {
                Request::Attach(Attachment::ToFollow(path))
            }
            Step::Ask(request) => request,
            Step::Leave(leave) => {
                self.left = Some(leave);
                return;
            }
            Step::Stop | Step::Repaint | Step::Editor => {
                self.steps.push(step);
                return;
            }
        };
        self.requests.push(request.clone());
        let n_before = self.kept.entries.len();
        let asked = self.kept.ask(&request);
        let walk = &self.kept.walk;
        match asked {
            Err(why) => self.screen.refuse(&why),
            Ok(effects) => {
                let cause = if self.kept.entries.len() > n_before {
                    Cause::Kept
                } else {
                    Cause::Asked
                };
                self.screen.show(walk, &effects, cause);
            }
        }
        self.screen.reopen();
    }

    fn buffer(&mut self) -> Buffer {
        let (width, height) = self.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let (walk, now) = (&self.kept.walk, self.kept.now);
        let screen = &mut self.screen;
        terminal
            .draw(|frame| screen.draw(walk, frame, now))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    fn picture(&mut self) -> String {
        picture(&self.buffer())
    }

    /// What stands at the foot of the screen.
    fn said(&self) -> &str {
        self.screen
            .message
            .as_ref()
            .map_or("", |message| message.text.as_str())
    }

    /// What was given for an item, as it is recorded.
    fn given(&self, label: &str) -> String {
        let walk = &self.kept.walk;
        let place = walk.asked().find(|at| walk.label(*at) == label).unwrap();
        walk.record(place)
            .value()
            .map_or_else(|| "-".into(), ToString::to_string)
    }

    fn label(&self) -> &str {
        self.kept.walk.label(self.kept.walk.cursor())
    }

    fn at_time(&mut self, time: &str) -> &mut Self {
        self.kept.now = at(time);
        self
    }
}

/// Keys, and what is said after them.
#[track_caller]
fn check(sitting: &mut Sitting, keys: &str, said: &str) {
    sitting.press(keys);
    assert_eq!(sitting.said(), said);
}

fn key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.split_once('+') {
        Some(("Ctrl", rest)) if !rest.is_empty() => (KeyModifiers::CONTROL, rest),
        Some(("Alt", rest)) if !rest.is_empty() => (KeyModifiers::ALT, rest),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" | "Shift+Tab" => KeyCode::BackTab,
        "Space" => KeyCode::Char(' '),
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Del" => KeyCode::Delete,
        "Backspace" => KeyCode::Backspace,
        "F1" => KeyCode::F(1),
        name => {
            let mut letters = name.chars();
            let mut letter = letters.next().unwrap();
            if modifiers.contains(KeyModifiers::CONTROL) {
                letter.make_ascii_lowercase();
            }
            assert!(letters.next().is_none(), "{name} is no key");
            KeyCode::Char(letter)
        }
    };
    KeyEvent::new(code, modifiers)
}

/// A buffer as lines of text; what a wide letter covers is left out.
fn picture(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        let mut covered = 0;
        for x in area.left()..area.right() {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            covered = symbol.width().saturating_sub(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
