//! Replies to the walk's own questions. A question takes its own replies only: whatever is none is
//! refused, and never falls through to the item beneath.

use std::io;

use super::taking::Taking;
use super::{LineFrontend, asked, is_yes};
use crate::model::answer::Excuse;
use crate::model::reading::read_answer;
use crate::model::scale::Scale;
use crate::ui::Next;
use crate::walk::Walk;
use crate::walk::effect::{Question, Tone};
use crate::walk::grammar::{self, Line, command_in_text, glued_remark, read_excuse};
use crate::walk::request::{Attachment, Request};

/// Most letters of a reply that may be a slip.
const SHORT: usize = 3;

impl LineFrontend {
    /// Reads the reply to a question of the walk's own; a command behind a colon is one still.
    pub(super) fn next_of_reply(
        &mut self,
        walk: &Walk,
        question: &Question,
        line: &str,
    ) -> io::Result<Option<Next>> {
        let text = line.trim();
        if let Some(command) = text.strip_prefix(':') {
            return match grammar::read_command(command) {
                Ok(Line::Request(request)) => match self.aimed(walk, request) {
                    Ok(request) => Ok(Some(Next::Request(request))),
                    Err(why) => self.ask_again(question, &why),
                },
                Ok(Line::Block { command, end }) => {
                    self.taking = Some(Taking::until(command, end));
                    Ok(None)
                }
                Err(why) => self.ask_again(question, &why),
            };
        }
        match text.to_lowercase().as_str() {
            "" | "b" => return self.leave_question(walk, question),
            text if *question == Question::Reveal && is_yes(text) == Some(false) => {
                return self.leave_question(walk, question);
            }
            "q" => return Ok(Some(Next::Request(Request::Quit))),
            "?" | "help" => {
                self.say(asked::explained(question))?;
                self.asking = Some(question.clone());
                return Ok(None);
            }
            _ => {}
        }
        let remark = text.strip_prefix("c ").or(glued_remark(text));
        let request = match remark.filter(|_| *question == Question::Remark) {
            Some(remark) => self.aimed(walk, Request::Remark(remark.trim().into())),
            None => request_of(walk, question, text),
        };
        match request {
            Ok(request) => {
                self.replied = Some(question.clone());
                Ok(Some(Next::Request(request)))
            }
            Err(why) => self.ask_again(question, &why),
        }
    }

    fn ask_again(&mut self, question: &Question, why: &str) -> io::Result<Option<Next>> {
        self.say_toned(Tone::Refused, why)?;
        self.asking = Some(question.clone());
        Ok(None)
    }

    fn leave_question(&mut self, walk: &Walk, question: &Question) -> io::Result<Option<Next>> {
        let label = walk.leading_label(walk.cursor());
        if *question == Question::Reveal {
            self.say("The score stays hidden until the review.")?;
        } else if *question == Question::Remark && walk.wants_remark(walk.cursor()) {
            self.say(&format!(
                "{label} still wants a remark, and stays open until then. To give it, type c and \
                 the words: c Nobody looked up."
            ))?;
        } else if matches!(question, Question::Excuse | Question::Waived) {
            let item = walk.spelt_label(walk.cursor());
            self.say(&format!(
                "No reason was given. What you type now is the answer to {item} again."
            ))?;
        } else {
            self.say("Left as it was.")?;
        }
        Ok(None)
    }
}

/// What a reply asks for; the error says what may be typed.
fn request_of(walk: &Walk, question: &Question, text: &str) -> Result<Request, String> {
    let words = |what: &str| {
        if !is_slip(walk, text) {
            return Ok(text.to_owned());
        }
        Err(format!(
            "Not saved. `{text}` is not taken as {what}, nor as an answer. Type some words; Enter \
             leaves it, and :undo takes the last change back."
        ))
    };
    Ok(match question {
        Question::Excuse => {
            let reply = text.strip_prefix("x ").unwrap_or(text);
            read_excuse(reply)
                .ok_or("Not saved. Type 1, 2 or 3 (b leaves it open, ? explains them).")?
        }
        Question::Waived => Request::Excuse(Some(Excuse::Waived), words("the reason")?),
        Question::Remark => Request::Remark(words("the remark")?),
        Question::Evidence => Request::Attach(Attachment::Typed(text.into())),
        Question::Cause => Request::Cause(text.into()),
        Question::Nobody => Request::Nobody(words("what happened")?),
        Question::Reveal if is_yes(text).is_none() => return Err("Type y or n.".into()),
        Question::Reveal => Request::Score { is_sure: true },
    })
}

/// A reply that is rather meant for the item beneath, or a command: one sign, yes or no, `4`, `g 5`.
pub(in crate::ui) fn is_slip(walk: &Walk, text: &str) -> bool {
    let scale = &walk.current().scale;
    let is_short = text.chars().count() <= SHORT;
    let is_answer = !matches!(scale, Scale::Text) && read_answer(scale, text).is_ok();
    text.chars().count() == 1
        || is_yes(text).is_some()
        || (is_short && is_answer)
        || command_in_text(text).is_some()
}
