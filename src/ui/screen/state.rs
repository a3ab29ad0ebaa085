//! What the screen knows beside the walk: which page lies open, what is being written, what was
//! said last. Pure: keys go in, steps come out; only the front end touches the terminal.

use std::collections::VecDeque;

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::draw::SMALLEST;
use super::entry::{Entry, Purpose};
use super::hints;
use super::look::Look;
use super::palette::Palette;
use crate::model::answer::Value;
use crate::model::reading::read_answer;
use crate::model::scale::Scale;
use crate::ui::Leave;
use crate::walk::Walk;
use crate::walk::effect::Tone;
use crate::walk::request::Request;

/// Something that comes from the terminal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// A key.
    Key(KeyEvent),
    /// The key before, sooner than anybody presses it twice: it bounced, or is held down.
    Again(KeyEvent),
    /// Keys that came as a word, faster than anybody presses them one by one.
    Burst(Vec<KeyEvent>),
    /// Pasted text.
    Paste(String),
    /// The window has another size: columns, rows.
    Resize(u16, u16),
    /// A second went by.
    Tick,
    /// What is on the screen may be damaged.
    Repaint,
}

impl Input {
    /// The letter of a key; a line feed for Enter.
    pub(super) fn letter(&self) -> Option<char> {
        match self {
            Self::Key(key) | Self::Again(key) => match key.code {
                KeyCode::Char(letter) => Some(letter),
                KeyCode::Enter => Some('\n'),
                KeyCode::Tab => Some('\t'),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What the front end does next.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// The auditor asks for something.
    Ask(Request),
    /// The auditor leaves.
    Leave(Leave),
    /// The program stops until the shell lets it go on.
    Stop,
    /// All is drawn anew.
    Repaint,
    /// The person's own editor opens on what is being written.
    Editor,
}

/// A page: what fills the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Page {
    /// The item at hand.
    Card,
    /// All items under their sections; the cursor's place.
    List(usize),
    /// All answers; the cursor's place.
    Review(usize),
}

/// What is asked with yes or no.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Asking {
    /// Whether to finish.
    Finish,
    /// Whether to look at the score before the review.
    Reveal,
}

/// What lies on top of a page.
#[derive(Clone, Debug)]
pub(super) enum Layer {
    /// The keys.
    Help,
    /// Where to go.
    Palette(Palette),
    /// The three reasons why there is no answer; whether words are to be added.
    Reasons {
        /// Whether words are added to any of them.
        with_words: bool,
    },
    /// Why an item fell short.
    Causes,
    /// A field.
    Entry(Box<Entry>),
    /// A question with yes or no.
    Confirm(Asking),
    /// The score so far.
    Score,
}

/// A sentence at the foot of the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Message {
    /// How it is meant.
    pub(super) tone: Tone,
    /// The words.
    pub(super) text: String,
}

/// The screen of a visit.
#[derive(Clone, Debug)]
pub struct Screen {
    /// What the terminal can show.
    pub(super) look: Look,
    /// What fills the window.
    pub(super) page: Page,
    /// What lies on top of it.
    pub(super) layer: Option<Layer>,
    /// The box that help was asked for in; it comes back once the help is closed.
    pub(super) beneath: Option<Box<Entry>>,
    /// What was said last.
    pub(super) message: Option<Message>,
    /// The item that was just answered, where the screen went on to another.
    pub(super) went_on_from: Option<usize>,
    /// The item that the screen came to, where it has said nothing since.
    pub(super) moved_to: Option<usize>,
    /// What the last keys spelt, as far as the next one depends on it: `y` or `n` that answered,
    /// `ye` or `x`; `None` as long as no key came for an item.
    pub(super) spelt: Option<&'static str>,
    /// The option that is highlighted.
    pub(super) highlight: Option<usize>,
    /// Whether Enter on nothing ticked was asked about.
    pub(super) is_none_asked: bool,
    /// Lines by which the lower part of a card is scrolled.
    pub(super) scroll: u16,
    /// Lines by which it can be scrolled at most.
    pub(super) most_scroll: u16,
    /// Lines by which a text that lies over a page is scrolled.
    pub(super) over: u16,
    /// The columns and rows of the window.
    pub(super) size: (u16, u16),
    /// Whether letters are text where the auditor is, and commands stand behind a colon.
    pub(super) is_text: bool,
    /// Steps to be done, the first one first.
    pub(super) steps: VecDeque<Step>,
    /// The item that all this is about.
    pub(super) at: usize,
    is_stale: bool,
}

impl Screen {
    /// A screen that shows the item at hand.
    pub fn new(look: Look, walk: &Walk) -> Self {
        Self {
            look,
            page: Page::Card,
            layer: None,
            beneath: None,
            message: None,
            went_on_from: None,
            moved_to: None,
            spelt: None,
            highlight: None,
            is_none_asked: false,
            scroll: 0,
            most_scroll: 0,
            over: 0,
            size: SMALLEST,
            is_text: begins_text(walk),
            steps: VecDeque::new(),
            at: walk.cursor(),
            is_stale: true,
        }
    }

    /// Whether what is on the terminal is not what is here; from now on it is.
    pub fn take_stale(&mut self) -> bool {
        std::mem::take(&mut self.is_stale)
    }

    /// The next thing to do.
    pub fn next_step(&mut self) -> Option<Step> {
        self.steps.pop_front()
    }

    /// Whether time changes what is shown.
    pub fn is_ticking(&self, walk: &Walk) -> bool {
        !walk.running().is_empty()
    }

    /// Whether something is written that no draft holds yet.
    pub fn has_undrafted(&self) -> bool {
        self.open_box().is_some_and(Entry::has_undrafted)
    }

    /// The box that is being written in, also while help lies over it.
    pub(super) fn open_box(&self) -> Option<&Entry> {
        match &self.layer {
            Some(Layer::Entry(entry)) => Some(entry),
            _ => self.beneath.as_deref(),
        }
    }

    /// Something else was asked in between: a key that comes again was meant for that.
    pub fn expect_first(&mut self) {
        self.spelt = None;
    }

    /// Takes what comes from the terminal.
    pub fn take(&mut self, walk: &Walk, input: Input) {
        self.is_stale = true;
        match input {
            Input::Again(key) if self.has_taken_once(key) => {}
            Input::Key(key) | Input::Again(key) => {
                // What was said has been read by whoever presses the next key.
                self.message = None;
                self.is_text = self.page == Page::Card && begins_text(walk);
                let is_yes_no = matches!(walk.current().scale, Scale::YesNo { .. });
                self.key(walk, key);
                self.spelt = Some(match (self.spelt, key.code) {
                    (_, KeyCode::Char('y' | 'Y')) if is_yes_no => "y",
                    (Some("y"), KeyCode::Char('e' | 'E')) => "ye",
                    (_, KeyCode::Char('n' | 'N')) if is_yes_no => "n",
                    (_, KeyCode::Char('x')) => "x",
                    _ => "",
                });
                self.went_on_from = None;
            }
            Input::Burst(keys) => {
                self.message = None;
                self.burst(walk, &keys);
                self.went_on_from = None;
            }
            Input::Paste(text) => {
                self.message = None;
                self.went_on_from = None;
                self.paste(walk, &text);
            }
            Input::Resize(width, height) => {
                let was_small = self.is_small();
                self.size = (width, height);
                if was_small != self.is_small() {
                    // What was said of the one window is not true of the other.
                    self.message = None;
                }
            }
            Input::Tick => self.draft(),
            Input::Repaint => self.steps.push_back(Step::Repaint),
        }
    }

    /// Whether the window is too small to show what would be answered.
    pub(super) fn is_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    /// Says something at the foot of the screen.
    pub fn say(&mut self, tone: Tone, text: impl AsRef<str>) {
        self.is_stale = true;
        self.moved_to = None;
        self.message = Some(Message {
            tone,
            text: hints::in_keys(text.as_ref(), self.is_text),
        });
    }

    /// Asks for something of the walk.
    pub(super) fn ask(&mut self, request: Request) {
        self.steps.push_back(Step::Ask(request));
    }

    /// Says that a request was refused.
    pub fn refuse(&mut self, why: &str) {
        if let Some(Layer::Entry(entry)) = &mut self.layer {
            entry.is_refused();
            // The foot of a box says how help is had.
            return self.say(Tone::Refused, why.replace(" (or ? for help)", ""));
        }
        self.say(Tone::Refused, why);
    }

    /// Keeps what is being written of a text.
    pub(super) fn draft(&mut self) {
        let entry = match &mut self.layer {
            Some(Layer::Entry(entry)) => Some(entry),
            _ => self.beneath.as_mut(),
        };
        if let Some(request) = entry.and_then(|entry| entry.draft()) {
            self.steps.push_back(Step::Ask(request));
        }
    }

    /// A field that was sent, and of which nothing came back, is open again.
    pub fn reopen(&mut self) {
        if let Some(Layer::Entry(entry)) = &mut self.layer {
            entry.is_sent = false;
        }
    }

    /// All is drawn once more.
    pub fn touch(&mut self) {
        self.is_stale = true;
    }

    /// What is being written, for the person's own editor.
    pub fn written(&self) -> Option<String> {
        match &self.layer {
            Some(Layer::Entry(entry)) => Some(entry.text()),
            _ => None,
        }
    }

    /// Puts what the editor saved in the place of what is being written.
    pub fn rewrite(&mut self, text: &str) {
        self.is_stale = true;
        if let Some(Layer::Entry(entry)) = &mut self.layer {
            entry.set(text);
        }
    }

    /// Forgets what was begun on an item.
    pub(super) fn forget_item(&mut self) {
        self.highlight = None;
        self.is_none_asked = false;
        self.scroll = 0;
    }

    /// What was typed and no draft holds: lost when they leave, and named then.
    pub fn half_written(&self) -> Option<String> {
        let entry = self.open_box().filter(|entry| !entry.is_drafted())?;
        Some(entry.text())
    }

    /// Whether something stands on the screen that is no answer, remark or note yet.
    pub(super) fn is_unsaved(&self, walk: &Walk) -> bool {
        let is_written = |entry: &Entry| entry.is_drafted() && entry.is_changed();
        self.open_box().is_some_and(is_written) || walk.has_draft(walk.cursor())
    }
}

/// What an answer ticks of several.
pub(super) fn ticked(scale: &Scale, value: Option<&Value>) -> Vec<bool> {
    let Scale::Several(options, _) = scale else {
        return Vec::new();
    };
    let given = match value {
        Some(Value::Several(ids)) => ids.as_slice(),
        _ => &[],
    };
    options
        .iter()
        .map(|option| given.contains(&option.id))
        .collect()
}

/// Whether letters begin a text at the item at hand. Once it is told, they are keys as everywhere.
pub(super) fn begins_text(walk: &Walk) -> bool {
    matches!(walk.current().scale, Scale::Text) && walk.record(walk.cursor()).given.is_none()
}

/// A field of the item at hand.
pub(super) fn entry(walk: &Walk, purpose: Purpose, title: impl Into<String>, text: &str) -> Layer {
    let entry = Entry::new(purpose, walk.cursor(), title.into(), text);
    Layer::Entry(Box::new(entry))
}

/// A field of words beside the answer, with what is drafted of them, else with what is proposed.
pub(super) fn begun(walk: &Walk, purpose: Purpose, title: &str, proposed: &str) -> Layer {
    let drafted = purpose
        .beside()
        .and_then(|of| walk.drafted_beside(of, walk.cursor()));
    let mut entry = Entry::new(
        purpose,
        walk.cursor(),
        title.into(),
        drafted.unwrap_or(proposed),
    );
    entry.compare_with(proposed);
    Layer::Entry(Box::new(entry))
}

/// What is ticked of several, as it stands on the screen.
pub(super) fn ticks(walk: &Walk) -> Vec<bool> {
    let scale = &walk.current().scale;
    let draft = walk.draft(walk.cursor());
    match draft.map(|draft| read_answer(scale, draft)) {
        Some(Ok(drafted)) => ticked(scale, Some(&drafted)),
        _ => ticked(scale, walk.record(walk.cursor()).value()),
    }
}
