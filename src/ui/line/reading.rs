//! A typed line into what comes next: a request, more of a text, or a reply to a question.

use std::io;

use super::taking::Taking;
use super::{LineFrontend, is_yes};
use crate::model::answer::Excuse;
use crate::model::reading::read_answer;
use crate::model::scale::Scale;
use crate::ui::{Leave, Next};
use crate::walk::Walk;
use crate::walk::effect::Question;
use crate::walk::grammar::{self, Line, read_excuse, read_line};
use crate::walk::request::{Attachment, Command, Request};

impl LineFrontend {
    pub(super) fn next_of_line(&mut self, walk: &Walk, line: &str) -> io::Result<Option<Next>> {
        if let Some(question) = self.asking.take() {
            return self.next_of_reply(walk, &question, line);
        }
        let scale = &walk.current().scale;
        let read = match read_line(scale, line) {
            Ok(Line::Request(request)) => request,
            Ok(Line::Block { command, end }) => {
                self.taking = Some(Taking::until(command, end));
                return Ok(None);
            }
            Err(why) => return self.unread(why),
        };
        if let (true, Request::Answer(text)) = (self.is_away, &read)
            && !line.trim_start().starts_with(':')
        {
            return self.next_away(walk, text);
        }
        if self.manner.is_script {
            if self.owes_remark && matches!(read, Request::Answer(_)) {
                let label = walk.label(walk.cursor());
                return Ok(Some(
                    self.bad(format!("{label} still wants a remark: c and some words")),
                ));
            }
        } else if matches!((&read, scale), (Request::Answer(_), Scale::Text))
            && !line.trim_start().starts_with(":text")
        {
            let Request::Answer(text) = read else {
                return Ok(None);
            };
            return self.begin_text(walk, &text);
        }
        Ok(Some(Next::Request(read)))
    }

    /// A line that would answer an item out of view: a number goes to that item of the list, anything
    /// else waits until the item is in view again.
    fn next_away(&mut self, walk: &Walk, text: &str) -> io::Result<Option<Next>> {
        let is_number = text.starts_with(|first: char| first.is_ascii_digit() || first == '#');
        if is_number {
            return Ok(Some(Next::Request(Request::GoTo(text.to_owned()))));
        }
        let label = walk.label(walk.cursor());
        self.say(&format!(
            "Not saved. {label} was out of view; here it is again."
        ))?;
        Ok(Some(Next::Request(Request::Show)))
    }

    /// Begins a text of several lines, behind the draft where there is one.
    fn begin_text(&mut self, walk: &Walk, text: &str) -> io::Result<Option<Next>> {
        let mut taking = Taking::of_person(walk.draft(walk.cursor()));
        if text == "." && !taking.is_empty() {
            return Ok(Some(Next::Request(Request::Answer(taking.text()))));
        }
        taking.push(text);
        let draft = Request::Draft(taking.text());
        self.taking = Some(taking);
        self.say("Go on. A dot alone ends it; :e opens your editor.")?;
        Ok(Some(Next::Request(draft)))
    }

    /// Reads a line of a text being taken.
    pub(super) fn next_of_text(
        &mut self,
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
                        if !taking.is_empty() {
                            self.say(
                                "What you wrote so far is kept as a draft; it is no answer yet.",
                            )?;
                        }
                        Ok(Some(Next::Request(request)))
                    }
                    Ok(Line::Block { .. }) => self.unread("A text is being taken already.".into()),
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
            taking.push(line);
            if line.trim().is_empty() {
                self.say("(A dot alone ends it.)")?;
            }
            let draft = Request::Draft(taking.text());
            self.taking = Some(taking);
            return Ok(Some(Next::Request(draft)));
        }
        taking.push(line);
        self.taking = Some(taking);
        Ok(None)
    }

    /// Reads the reply to a question of the walk's own. A command is one still.
    pub(super) fn next_of_reply(
        &mut self,
        walk: &Walk,
        question: &Question,
        line: &str,
    ) -> io::Result<Option<Next>> {
        let text = line.trim();
        if text.is_empty() {
            if *question == Question::Remark && walk.wants_remark(walk.cursor()) {
                self.say(&format!(
                    "{} still wants a remark, and stays open until then: c and some words.",
                    walk.label(walk.cursor())
                ))?;
            } else {
                self.say("Left as it was.")?;
            }
            return Ok(None);
        }
        if let Some(command) = text.strip_prefix(':') {
            return match grammar::read_command(command) {
                Ok(Line::Request(request)) => Ok(Some(Next::Request(request))),
                Ok(Line::Block { command, end }) => {
                    self.taking = Some(Taking::until(command, end));
                    Ok(None)
                }
                Err(why) => self.unread(why),
            };
        }
        let request = match question {
            Question::Excuse => match read_excuse(text) {
                Some(request) => request,
                None => return self.next_of_line(walk, line),
            },
            Question::Waived => Request::Excuse(Some(Excuse::Waived), text.into()),
            Question::Remark => match slip(walk, text) {
                Some(request) => request,
                None => Request::Remark(text.strip_prefix("c ").unwrap_or(text).into()),
            },
            Question::Evidence => Request::Attach(Attachment::Typed(text.into())),
            Question::Cause => Request::Cause(text.into()),
            Question::Nobody => Request::Nobody(text.into()),
            Question::Reveal if is_yes(text) == Some(true) => Request::Score { is_sure: true },
            Question::Reveal => {
                self.say("The score stays hidden until the review.")?;
                return Ok(None);
            }
        };
        Ok(Some(Next::Request(request)))
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

/// What a text that was ended asks for.
fn request_of(taking: &Taking) -> Request {
    let text = taking.text();
    match taking.command {
        Command::Remark => Request::Remark(text),
        Command::Notes => Request::Notes(text),
        _ => Request::Answer(text),
    }
}

/// A line of a remark that is rather a slip mended, or a command: one letter, a figure, yes or no.
fn slip(walk: &Walk, text: &str) -> Option<Request> {
    let is_short = text.chars().count() <= 3 && !text.contains(char::is_whitespace);
    let scale = &walk.current().scale;
    if !is_short || matches!(scale, Scale::Text) {
        return None;
    }
    match read_line(scale, text) {
        Ok(Line::Request(Request::Answer(answer))) if read_answer(scale, &answer).is_err() => None,
        Ok(Line::Request(request)) => Some(request),
        _ => None,
    }
}
