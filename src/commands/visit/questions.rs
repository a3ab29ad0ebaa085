//! Questions about the visit itself, each with its way out: a choice by number, a name, a text.

use anyhow::Result;

use super::super::failure::{Failure, FailureKind};
use crate::model::answer::whole_number;
use crate::ui::{Person, Reply};

/// What was typed; a person who leaves here has begun nothing.
pub(super) fn ask(frontend: &mut Person, question: &str, prompt: &str) -> Result<String> {
    match frontend.ask(question, prompt)? {
        Reply::Text(text) => Ok(text),
        Reply::End => Err(Failure::could_not("nothing was begun").into()),
        Reply::Interrupted => Err(Failure::said(FailureKind::Interrupted).into()),
    }
}

/// Yes or no.
pub(super) fn confirm(frontend: &mut Person, question: &str) -> Result<bool> {
    Ok(frontend.confirm(question)?)
}

/// One of some things, by number.
pub(super) fn choose<S: AsRef<str>>(
    frontend: &mut Person,
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
    frontend: &mut Person,
    question: &str,
    things: &[S],
) -> Result<()> {
    let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
    Ok(frontend.offer(question, &things)?)
}

/// The place of a number from 1.
pub(super) fn numbered(typed: &str, n: usize) -> Option<usize> {
    let number = whole_number(typed).filter(|_| !typed.is_empty())?;
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    (place < n).then_some(place)
}

/// The numbers that may be typed: `1-3`, or `1`.
pub(super) fn range(n: usize) -> String {
    if n == 1 { "1".into() } else { format!("1-{n}") }
}

/// A text of several lines, which may be left out.
pub(super) fn ask_text(frontend: &mut Person, question: &str) -> Result<Option<String>> {
    match frontend.ask_text(question)? {
        Reply::Text(text) => Ok((!text.trim().is_empty()).then(|| text.trim().to_owned())),
        Reply::End => Err(Failure::could_not("nothing was begun").into()),
        Reply::Interrupted => Err(Failure::said(FailureKind::Interrupted).into()),
    }
}
