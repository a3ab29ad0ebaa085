//! Questions about the visit itself, each with its way out: a choice by number, a name, a text.

use anyhow::Result;

use super::super::failure::{Failure, FailureKind};
use crate::model::answer::whole_number;
use crate::ui::line::LineFrontend;
use crate::ui::{Frontend, Reply};

/// What was typed; a person who leaves here has begun nothing.
pub(super) fn ask(frontend: &mut LineFrontend, question: &str, prompt: &str) -> Result<String> {
    match frontend.ask(question, prompt)? {
        Reply::Text(text) => Ok(text),
        Reply::End => Err(Failure::could_not("nothing was begun").into()),
        Reply::Interrupted => Err(Failure::said(FailureKind::Interrupted).into()),
    }
}

/// Yes or no.
pub(super) fn confirm(frontend: &mut LineFrontend, question: &str) -> Result<bool> {
    Ok(frontend.confirm(question)?)
}

/// One of some things, by number.
pub(super) fn choose<S: AsRef<str>>(
    frontend: &mut LineFrontend,
    question: &str,
    things: &[S],
) -> Result<usize> {
    show_numbered(frontend, question, things)?;
    loop {
        let typed = ask(frontend, "", &format!("[{}] ", range(things.len())))?;
        match numbered(&typed, things.len()) {
            Some(n) => return Ok(n),
            None => frontend.say(&format!("Type a number from 1 to {}.", things.len()))?,
        }
    }
}

/// Shows a question with numbered replies.
pub(super) fn show_numbered<S: AsRef<str>>(
    frontend: &mut LineFrontend,
    question: &str,
    things: &[S],
) -> Result<()> {
    frontend.say("")?;
    frontend.say(question)?;
    let style = frontend.style();
    let width = things.len().to_string().len();
    for (n, thing) in things.iter().enumerate() {
        let lead = if style.is_plain {
            format!("{}: ", n + 1)
        } else {
            format!("  {:>width$}  ", n + 1)
        };
        let hang = " ".repeat(lead.len());
        frontend.write(&style.wrap_hanging(thing.as_ref(), &lead, &hang))?;
    }
    Ok(())
}

/// The numbers that may be typed: `1-3`, or `1`.
pub(super) fn range(n: usize) -> String {
    if n == 1 { "1".into() } else { format!("1-{n}") }
}

/// The place of a number from 1.
pub(super) fn numbered(typed: &str, n: usize) -> Option<usize> {
    let number = whole_number(typed).filter(|_| !typed.is_empty())?;
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    (place < n).then_some(place)
}

/// A text of several lines: Enter at once skips it, a dot alone ends it.
pub(super) fn ask_text(frontend: &mut LineFrontend, question: &str) -> Result<Option<String>> {
    frontend.say("")?;
    frontend.say(question)?;
    let mut lines: Vec<String> = Vec::new();
    loop {
        let prompt = if lines.is_empty() { "> " } else { "... " };
        let line = match frontend.ask("", prompt)? {
            Reply::Text(line) => line,
            Reply::End if !lines.is_empty() => break,
            Reply::End => return Err(Failure::could_not("nothing was begun").into()),
            Reply::Interrupted => return Err(Failure::said(FailureKind::Interrupted).into()),
        };
        if line.is_empty() && lines.is_empty() {
            return Ok(None);
        }
        if line == "." {
            break;
        }
        if line.is_empty() {
            frontend.say("(A dot alone ends it.)")?;
        }
        lines.push(line);
    }
    let text = lines.join("\n").trim().to_owned();
    Ok((!text.is_empty()).then_some(text))
}
