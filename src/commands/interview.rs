//! Questions before there is anything to keep. Each can be explained (`?`), gone back from (`b`)
//! and left (`q`, Ctrl-C, Ctrl-D), whatever the front end.

mod names;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::Result;

pub use self::names::{read_name, read_number_or_name};
use super::failure::{Failure, FailureKind};
use crate::model::answer::{Value, whole_number};
use crate::model::reading::read_answer;
use crate::model::scale::Scale;
use crate::model::text::visible;
use crate::ui::{Person, Reply};

/// Somebody who is asked one thing after the other.
pub struct Interview<'p> {
    person: &'p mut Person,
    /// What is said when they leave.
    nothing: &'static str,
    /// What was replied so far; whoever goes back is asked again behind all but the last of it.
    replies: Vec<String>,
    n_asked: usize,
    /// What was replied to each question, for whoever comes back to it.
    earlier: BTreeMap<String, String>,
    /// The text that was told last: nobody has it elsewhere.
    told: Option<String>,
    /// What is to be said before the next question that is not replied to yet.
    unsaid: Vec<String>,
    /// What was said before the questions so far.
    said: BTreeSet<String>,
    /// Whether what was told is kept when they leave.
    keeps_told: bool,
}

/// Somebody left, and what they told before is to be kept.
#[derive(Debug)]
pub struct LeftTelling {
    /// What they told.
    pub told: String,
    /// How they left.
    pub kind: FailureKind,
}

impl fmt::Display for LeftTelling {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("left before the first item")
    }
}

impl std::error::Error for LeftTelling {}

/// A question: its words, what is typed for it, and what `?` says.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    /// The question itself.
    pub words: &'q str,
    /// What is typed, in short: `[1-3, or a name] `.
    pub prompt: &'q str,
    /// What `?` says.
    pub help: &'q str,
}

/// Somebody went back a question.
#[derive(Debug)]
struct GoneBack;

impl fmt::Display for GoneBack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("gone back a question")
    }
}

impl std::error::Error for GoneBack {}

/// How a question is put to the person.
#[derive(Clone, Copy)]
enum Way<'q> {
    Line(&'q [&'q str]),
    YesNo,
    Text,
}

/// Asks a person, from the start again whenever they go back; `nothing` is what is said when they
/// leave.
pub fn interview<T>(
    person: &mut Person,
    nothing: &'static str,
    mut ask: impl FnMut(&mut Interview) -> Result<T>,
) -> Result<T> {
    let mut interview = Interview {
        person,
        nothing,
        replies: Vec::new(),
        n_asked: 0,
        earlier: BTreeMap::new(),
        told: None,
        unsaid: Vec::new(),
        said: BTreeSet::new(),
        keeps_told: false,
    };
    loop {
        interview.n_asked = 0;
        interview.keeps_told = false;
        interview.unsaid.clear();
        match ask(&mut interview) {
            Err(error) if error.is::<GoneBack>() => {
                interview.replies.pop();
            }
            done => return done,
        }
    }
}

impl Interview<'_> {
    /// What may be typed at every question.
    pub fn ways(&self) -> String {
        let leave = self.person.leave_key();
        format!("? explains a question, {}, {leave} leaves", self.way_back())
    }

    /// The way to the question before: `b goes back`.
    pub fn way_back(&self) -> String {
        format!("{} goes back", self.person.back_key())
    }

    /// Says a paragraph before the next question.
    pub fn say(&mut self, text: &str) {
        self.unsaid.push(text.to_owned());
    }

    /// Says at once what was understood of the last reply; a screen shows it where it is edited.
    pub fn read_back(&mut self, text: &str) -> Result<()> {
        if self.person.has_screen() {
            return Ok(());
        }
        Ok(self.person.say(text)?)
    }

    /// From here on this is said when they leave.
    pub fn say_on_leaving(&mut self, words: &'static str) {
        self.nothing = words;
    }

    /// From the next question on, whoever leaves gives [`LeftTelling`] where they told something: all
    /// that is needed to keep it is known.
    pub fn keep_told(&mut self) {
        self.keeps_told = true;
    }

    /// Asks for a line until it can be read; the error of `read` says the way out.
    pub fn ask<T>(
        &mut self,
        question: Question,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T> {
        self.put(question, Way::Line(&[]), read)
    }

    /// As [`Interview::ask`], with numbered things to choose from below `heading`.
    pub fn ask_among<T>(
        &mut self,
        heading: &str,
        things: &[&str],
        question: Question,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T> {
        let offered: Vec<&str> = std::iter::once(heading)
            .chain(things.iter().copied())
            .collect();
        self.put(question, Way::Line(&offered), read)
    }

    /// One of some things, by number, by its name, or by the beginning of words in it alone; by such it is
    /// said which.
    pub fn choose<S: AsRef<str>>(
        &mut self,
        heading: &str,
        things: &[S],
        help: &str,
    ) -> Result<usize> {
        let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
        let n = things.len();
        let prompt = format!("[{}] ", range(n));
        let question = Question {
            words: "",
            prompt: &prompt,
            help,
        };
        let (place, is_part) = self.ask_among(heading, &things, question, |typed| {
            let whole = numbered(typed, n).or_else(|| named(typed, &things));
            let place = whole.or_else(|| only_with(typed, &things));
            let found = place.map(|place| (place, whole.is_none()));
            found.ok_or_else(|| match n {
                1 => "Type 1 (or ? for help).".to_owned(),
                n => format!("Type a number from 1 to {n} (or ? for help)."),
            })
        })?;
        if is_part {
            self.say(&format!("That is {}.", things[place]));
        }
        Ok(place)
    }

    /// Yes or no.
    pub fn confirm(&mut self, words: &str, help: &str) -> Result<bool> {
        let question = Question {
            words,
            prompt: "[y/n] ",
            help,
        };
        self.put(question, Way::YesNo, |typed| {
            match read_answer(&Scale::YesNo { good: true }, typed) {
                Ok(Value::YesNo(answer)) => Ok(answer),
                _ => Err("Type y or n (or ? for help).".into()),
            }
        })
    }

    /// A text of several lines, which may be left out.
    pub fn ask_text(&mut self, words: &str, help: &str) -> Result<Option<String>> {
        let question = Question {
            words,
            prompt: "",
            help,
        };
        self.put(question, Way::Text, |typed| {
            Ok(Some(typed.trim().to_owned()).filter(|text| !text.is_empty()))
        })
    }

    fn put<T>(
        &mut self,
        question: Question,
        way: Way,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T> {
        if let Some(reply) = self.replies.get(self.n_asked)
            && let Ok(value) = read(reply)
        {
            self.n_asked += 1;
            self.unsaid.clear();
            return Ok(value);
        }
        self.replies.truncate(self.n_asked);
        let mut is_apart = false;
        for text in std::mem::take(&mut self.unsaid) {
            // Whoever comes back to a question has read what was said before it.
            let is_new = !text.is_empty() && self.said.insert(text.clone());
            if is_apart && is_new {
                self.person.say("")?;
            }
            is_apart = text.is_empty();
            if is_new {
                self.person.say(&text)?;
            }
        }
        if is_apart {
            self.person.say("")?;
        }
        let name = match way {
            Way::Line([heading, ..]) => format!("{heading} {}", question.words),
            _ => question.words.to_owned(),
        };
        let earlier = self.earlier.get(&name).cloned().unwrap_or_default();
        self.person.remind(&earlier);
        let mut is_offered = false;
        loop {
            // A screen keeps nothing of a question that was replied to.
            if !is_offered || self.person.has_screen() {
                self.offer(way)?;
                is_offered = true;
            }
            let reply = match way {
                Way::Line(_) => self.person.ask(question.words, question.prompt)?,
                Way::YesNo => self.person.ask_yes_no(question.words)?,
                Way::Text => self.person.ask_text(question.words)?,
            };
            let typed = match reply {
                Reply::Text(text) => text,
                Reply::End => return Err(self.leave(FailureKind::CouldNot)),
                Reply::Interrupted => return Err(self.leave(FailureKind::Interrupted)),
            };
            let read = read(&typed);
            // A small letter is a command; a capital only where it is nothing else: `B` may be a code.
            let command = match &read {
                Ok(_) => typed.clone(),
                Err(_) => typed.to_lowercase(),
            };
            match (command.as_str(), read) {
                ("?" | ":help", _) | ("help", Err(_)) => {
                    self.person.say(question.help)?;
                    let ways = self.ways();
                    self.person.say(&format!("{ways}."))?;
                    self.person.remind(&earlier);
                    is_offered = false;
                }
                ("b" | ":back", _) if self.n_asked == 0 => {
                    self.person.say("There is no question before this one.")?;
                }
                ("b" | ":back", _) => return Err(GoneBack.into()),
                ("q" | ":q" | ":quit", _) => return Err(self.leave(FailureKind::CouldNot)),
                (_, Ok(value)) => {
                    if matches!(way, Way::Text) {
                        self.told = Some(typed.clone());
                    }
                    self.earlier.insert(name, typed.clone());
                    self.replies.push(typed);
                    self.n_asked += 1;
                    return Ok(value);
                }
                (_, Err(way_out)) => self.person.say(&way_out)?,
            }
        }
    }

    fn offer(&mut self, way: Way) -> Result<()> {
        if let Way::Line([heading, things @ ..]) = way {
            self.person.offer(heading, things)?;
        }
        Ok(())
    }

    /// The end before anything was begun; it is said here, below whatever was asked.
    fn leave(&mut self, kind: FailureKind) -> anyhow::Error {
        self.person.close();
        let open = self.person.half_written().pop();
        let told = open.filter(|text| !text.trim().is_empty());
        let told = told.or_else(|| self.told.take());
        let told = told.filter(|text| !text.trim().is_empty());
        let told = match told {
            Some(told) if self.keeps_told => return LeftTelling { told, kind }.into(),
            told => told,
        };
        let said = self.person.say(self.nothing).and_then(|()| match told {
            Some(text) => self
                .person
                .say(&format!("Your notes were:\n{}", visible(&text))),
            None => Ok(()),
        });
        match said {
            Ok(()) => Failure::said(kind).into(),
            Err(error) => error.into(),
        }
    }
}

/// The place of a number from 1.
pub fn numbered(typed: &str, n: usize) -> Option<usize> {
    let number = whole_number(typed).filter(|_| !typed.is_empty())?;
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    (place < n).then_some(place)
}

/// The place of the thing of this very name.
fn named(typed: &str, things: &[&str]) -> Option<usize> {
    let typed = typed.trim().to_lowercase();
    things
        .iter()
        .position(|thing| thing.to_lowercase() == typed)
}

/// The place of the only thing in which words begin so: `no` is not in `donor`.
fn only_with(typed: &str, things: &[&str]) -> Option<usize> {
    let typed = typed.trim().to_lowercase();
    let n_letters = typed.chars().filter(|it| it.is_alphabetic()).count();
    let is_in = |thing: &str| {
        thing
            .match_indices(&typed)
            .any(|(at, _)| !thing[..at].ends_with(char::is_alphanumeric))
    };
    let mut fitting = (0..things.len()).filter(|at| is_in(&things[*at].to_lowercase()));
    let only = fitting.next().filter(|_| n_letters > 1)?;
    fitting.next().is_none().then_some(only)
}

/// The numbers that may be typed: `1-3`, or `1`.
pub fn range(n: usize) -> String {
    if n == 1 { "1".into() } else { format!("1-{n}") }
}

#[cfg(test)]
mod tests;
