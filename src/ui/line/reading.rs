//! A typed line into what comes next: a request, more of a text, or a reply to a question.

use std::io;

use super::aiming::named_in;
use super::away::View;
use super::confirming::Confirmed;
use super::taking::Taking;
use super::{LineFrontend, is_yes};
use crate::model::event::Beside;
use crate::model::reading::read_answer;
use crate::model::scale::Scale;
use crate::ui::session::doubtful_time;
use crate::ui::{Leave, Next};
use crate::walk::Walk;
use crate::walk::effect::{Question, Tone};
use crate::walk::grammar::{self, Line, command_in_text, read_line};
use crate::walk::key_table::Command;
use crate::walk::request::Request;

/// Said at an empty line of a text, which ends nothing: texts have paragraphs.
pub(super) const STILL_WRITING: &str = "(Still writing. To end it, type a dot alone: .)";

impl LineFrontend {
    pub(super) fn next_of_line(&mut self, walk: &Walk, line: &str) -> io::Result<Option<Next>> {
        if let Some(question) = self.asking.take() {
            return self.next_of_reply(walk, &question, line);
        }
        match self.view(walk) {
            View::Item => {}
            view => return self.next_away(walk, view, line),
        }
        let scale = &walk.current().scale;
        let at = walk.cursor();
        let doubted = self.doubted.take().filter(|(of, _)| *of == at);
        let line = match &doubted {
            Some((_, typed)) if line.trim().is_empty() => typed,
            _ => line,
        };
        let read = match read_line(scale, line) {
            Ok(Line::Request(request)) => match self.aimed(walk, request) {
                Ok(request) => request,
                Err(why) => return self.unread(why),
            },
            Ok(Line::Block { command, end }) => {
                self.taking = Some(Taking::until(command, end));
                return Ok(None);
            }
            Err(why) => return self.unread(why),
        };
        // Nothing is answered by that: the item has its answer.
        if line.trim().is_empty() && !self.manner.is_script && is_settled(walk) {
            return Ok(Some(Next::Request(Request::NextOpen)));
        }
        let is_sure =
            self.manner.is_script || doubted.as_ref().is_some_and(|(_, typed)| typed == line);
        if let Request::Answer(text) = &read
            && !is_sure
            && let Some(doubt) = doubtful_time(walk, text)
        {
            let words = format!(
                "Not saved yet: {}. Enter once more saves that; {}.",
                doubt.words, doubt.other
            );
            self.say_toned(Tone::Refused, &words)?;
            self.doubted = Some((at, line.to_owned()));
            return Ok(None);
        }
        if self.manner.is_script {
            if self.owes_remark && matches!(read, Request::Answer(_)) {
                let label = walk.label(walk.cursor());
                return Ok(Some(
                    self.bad(format!("{label} still wants a remark: c and some words")),
                ));
            }
        } else if let Request::Answer(words) = &read
            && walk.wants_remark(walk.cursor())
            && is_remark(scale, words)
        {
            return Ok(Some(Next::Request(Request::Remark(words.clone()))));
        } else if matches!((&read, scale), (Request::Answer(_), Scale::Text))
            && !line.trim_start().starts_with(":text")
        {
            let Request::Answer(text) = read else {
                return Ok(None);
            };
            if text == "?" {
                return Ok(Some(Next::Request(Request::Help)));
            }
            let meant = self.meant_as_text(walk, &text, true)?;
            return meant.map_or(Ok(None), |text| self.begin_text(walk, &text));
        }
        Ok(Some(Next::Request(read)))
    }

    /// What is taken of a line into a text: one that looks like a command, the number of an item or, at
    /// its beginning, an answer to another is asked about, and a sentence in reply takes its place.
    fn meant_as_text(
        &mut self,
        walk: &Walk,
        line: &str,
        is_first: bool,
    ) -> io::Result<Option<String>> {
        let word = line.trim();
        let is_item = walk.asked().any(|at| walk.label(at) == word);
        let command = command_in_text(word).or_else(|| is_item.then(|| format!(":g {word}")));
        let question = match command {
            Some(command) => format!(
                "`{word}` is a command elsewhere; here it would be your text. Is it? n leaves it out, \
                 and {command} is the command."
            ),
            None if is_first && is_answer_alone(word) => format!(
                "`{word}` is an answer elsewhere; here it would be your text. Is it? n leaves it out."
            ),
            None => return Ok(Some(line.to_owned())),
        };
        Ok(match self.confirmed(&question, true)? {
            Confirmed::Yes => Some(line.to_owned()),
            Confirmed::No => {
                if !is_first && self.leaving.is_none() {
                    self.say(&format!(
                        "`{word}` is left out; what you wrote before it stays."
                    ))?;
                }
                None
            }
            Confirmed::Words(words) => {
                self.say(&format!("`{word}` is left out; the sentence is your text."))?;
                Some(words)
            }
        })
    }

    /// Begins a text of several lines, behind the draft where there is one.
    fn begin_text(&mut self, walk: &Walk, text: &str) -> io::Result<Option<Next>> {
        let at = walk.cursor();
        let mut taking = Taking::of_person(walk.draft(at));
        if text == "." && !taking.is_empty() {
            return Ok(Some(Next::Request(Request::Answer(taking.text()))));
        }
        if text == "." {
            let label = walk.spelt_label(at);
            if walk.record(at).given.is_none() {
                self.say(&format!(
                    "Nothing is written on {label} yet. Type some words first; :skip puts it off."
                ))?;
                return Ok(None);
            }
            self.say(&format!("Left as it was: {label}."))?;
            return Ok(Some(Next::Request(Request::NextOpen)));
        }
        taking.push(text);
        let draft = self.draft_due(&mut taking);
        self.taking = Some(taking);
        self.say("Go on. A dot alone ends it; commands take a colon here: :e opens your editor.")?;
        Ok(draft.map(Next::Request))
    }

    /// The draft of a text that is to be kept now.
    fn draft_due(&self, taking: &mut Taking) -> Option<Request> {
        taking
            .is_draft_due((self.count)())
            .then(|| draft_of(taking))
    }

    /// The draft of what was written last of a text, where somebody leaves in the middle of it.
    pub(super) fn draft_before_leaving(&mut self) -> Option<Request> {
        let taking = self.taking.take_if(|_| self.leaving.is_some())?;
        taking.has_undrafted().then(|| draft_of(&taking))
    }

    /// Reads a line of a text being taken.
    pub(super) fn next_of_text(
        &mut self,
        walk: &Walk,
        mut taking: Taking,
        line: &str,
    ) -> io::Result<Option<Next>> {
        if taking.ends_with(line) {
            return Ok(Some(Next::Request(request_of(&taking))));
        }
        if !taking.is_block() {
            if let Some(command) = line.strip_prefix(':').filter(|rest| !rest.starts_with(':')) {
                return match grammar::read_command(command) {
                    Ok(Line::Request(request)) => {
                        let request = match self.aimed(walk, request) {
                            Ok(request) => request,
                            Err(why) => {
                                self.taking = Some(taking);
                                return self.unread(why);
                            }
                        };
                        if !taking.is_empty() {
                            self.say(
                                "What you wrote so far is kept as a draft; it is no answer yet.",
                            )?;
                        }
                        if taking.has_undrafted() {
                            self.pending = Some(request);
                            return Ok(Some(Next::Request(draft_of(&taking))));
                        }
                        Ok(Some(Next::Request(request)))
                    }
                    Ok(Line::Block { .. }) => {
                        self.taking = Some(taking);
                        self.unread("A text is being taken already.".into())
                    }
                    Err(why) => {
                        self.taking = Some(taking);
                        self.unread(why)
                    }
                };
            }
            let line = line
                .strip_prefix(':')
                .filter(|rest| rest.starts_with(':'))
                .unwrap_or(line);
            if line.trim() == "?" {
                let label = walk.label(walk.cursor());
                self.say(&format!(
                    "This is the text of {label}. A dot alone takes it, :e opens it in your editor, \
                     :clear drops it, :skip puts it off; all else is text."
                ))?;
                self.taking = Some(taking);
                return Ok(None);
            }
            let Some(line) = self.meant_as_text(walk, line, false)? else {
                self.taking = Some(taking);
                return Ok(None);
            };
            taking.push(&line);
            if line.trim().is_empty() {
                self.say(STILL_WRITING)?;
            }
            let draft = self.draft_due(&mut taking);
            self.taking = Some(taking);
            return Ok(draft.map(Next::Request));
        }
        taking.push(line);
        // Of the notes there is no draft: what is added to them is kept when it is ended.
        let has_draft = !self.manner.is_script && taking.command != Command::Notes;
        let draft = has_draft.then(|| self.draft_due(&mut taking)).flatten();
        self.taking = Some(taking);
        Ok(draft.map(Next::Request))
    }

    /// What Ctrl-C keeps of the line that was not ended, behind the text that it belongs to.
    pub(super) fn half_typed(&mut self, walk: &Walk, line: &str) -> Option<Request> {
        let line = line.trim();
        let asking = self.asking.take();
        if let Some(mut taking) = self.taking.take() {
            taking.push(line);
            return (!taking.is_empty()).then(|| draft_of(&taking));
        }
        if line.is_empty() {
            return None;
        }
        let of = match asking {
            Some(_) if line.starts_with(':') => return self.half_asked(walk, line),
            None => return self.half_asked(walk, line),
            Some(Question::Remark) => Beside::Remark,
            Some(Question::Excuse | Question::Waived) => Beside::Reason,
            Some(Question::Evidence) => Beside::Evidence,
            Some(Question::Nobody) => Beside::Nobody,
            Some(Question::Cause | Question::Reveal) => return None,
        };
        Some(Request::DraftBeside(of, line.to_owned()))
    }

    /// What Ctrl-C keeps of a line that asks for something; words that cannot be kept are named.
    fn half_asked(&mut self, walk: &Walk, line: &str) -> Option<Request> {
        let is_at_item = self.view(walk) == View::Item;
        let read = if is_at_item {
            read_line(&walk.current().scale, line)
        } else {
            grammar::read_away(line)
        };
        match read {
            Ok(Line::Request(Request::Notes(words))) if !words.is_empty() => {
                return Some(Request::Notes(words));
            }
            Ok(Line::Request(Request::Remark(words)))
                if !words.is_empty() && named_in(walk, &words).is_none() =>
            {
                return Some(Request::DraftBeside(Beside::Remark, words));
            }
            Ok(Line::Request(Request::Answer(words)))
                if is_at_item && matches!(walk.current().scale, Scale::Text) =>
            {
                let mut taking = Taking::of_person(walk.draft(walk.cursor()));
                taking.push(&words);
                return Some(draft_of(&taking));
            }
            // An answer, or a command with words behind it; a command alone is nothing to lose.
            read => {
                let is_answer = matches!(read, Ok(Line::Request(Request::Answer(_))));
                if is_answer || line.contains(char::is_whitespace) {
                    self.jotted = vec![line.to_owned()];
                }
            }
        }
        None
    }

    pub(super) fn next_at_end(&mut self) -> io::Result<Next> {
        self.end_of_line()?;
        match self.taking.take() {
            // A text of a script that was not ended is perhaps not whole, and is not taken.
            Some(taking) if taking.is_block() && self.manner.is_script => Ok(self.bad(format!(
                "the text was not ended: {} is missing",
                taking.end()
            ))),
            // A person's Ctrl-D ends a text as its last line does.
            Some(taking) if !taking.is_empty() => Ok(Next::Request(request_of(&taking))),
            _ => Ok(Next::Leave(Leave::End)),
        }
    }
}

/// True for a sentence at an item that has its answer and wants a remark: it answers nothing.
fn is_remark(scale: &Scale, words: &str) -> bool {
    let words = words.trim();
    words.contains(char::is_whitespace)
        && !words.starts_with(|first: char| first.is_ascii_digit() || first == '#')
        && !matches!(scale, Scale::Text)
        && read_answer(scale, words).is_err()
}

/// True for what answers items of other kinds, and is no text: one letter, a number, yes or no.
fn is_answer_alone(word: &str) -> bool {
    let is_number = !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit());
    let is_letter = word.len() == 1 && word.bytes().all(|it| it.is_ascii_alphabetic());
    is_letter || is_number || is_yes(word).is_some()
}

/// True where the item in view has its answer, and Enter goes on to the next open one.
pub(super) fn is_settled(walk: &Walk) -> bool {
    let at = walk.cursor();
    walk.record(at).given.is_some() && !walk.is_open(at) && walk.draft(at).is_none()
}

/// What a text that was not ended is kept as.
fn draft_of(taking: &Taking) -> Request {
    let text = taking.text();
    match taking.command {
        Command::Remark => Request::DraftBeside(Beside::Remark, text),
        Command::Notes => Request::Notes(text),
        _ => Request::Draft(text),
    }
}

/// What a text that was ended asks for.
fn request_of(taking: &Taking) -> Request {
    let text = taking.text();
    match taking.command {
        Command::Remark => Request::Remark(text),
        Command::Notes => Request::Notes(text),
        _ => Request::Answer(text),
    }
}

/// A command as it is typed at the item in view: on a text it takes a colon.
pub(super) fn spelt(walk: &Walk, letter: &'static str, long: &'static str) -> &'static str {
    match walk.current().scale {
        Scale::Text => long,
        _ => letter,
    }
}
