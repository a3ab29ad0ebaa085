//! The walk at a line: prompts on a terminal, or a script on a pipe. Complete and canonical: every
//! feature of the walk is here. Prints nothing while the person types.

mod aiming;
pub(super) mod asked;
mod away;
mod confirming;
pub mod draw;
mod editing;
pub mod help;
pub mod overview;
mod reading;
mod replying;
mod showing;
mod taking;
mod talk;

use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use self::away::View;
use self::confirming::Confirmed;
use self::draw::Style;
use self::reading::spelt;
pub(super) use self::replying::is_slip;
use self::taking::Taking;
use super::lines::{Lines, Typed};
use super::signals::Farewell;
use super::{Cause, Frontend, Leave, Next, Reply};
use crate::model::answer::Value;
use crate::model::moment::Moment;
use crate::model::reading::read_answer;
use crate::model::scale::Scale;
use crate::model::text::visible;
use crate::walk::Walk;
use crate::walk::effect::{Effect, Question, Tone};
use crate::walk::request::Request;

/// How the front end behaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Manner {
    /// Whether lines come from a script rather than from a person.
    pub is_script: bool,
    /// Whether the words are read aloud.
    pub is_plain: bool,
    /// Whether colour may be used.
    pub has_color: bool,
}

/// The walk at a line.
pub struct LineFrontend {
    lines: Lines,
    out: Box<dyn Write>,
    manner: Manner,
    width: fn() -> usize,
    n_hinted: usize,
    n_read: usize,
    asking: Option<Question>,
    /// A remark that an answer asks for must come next in a script.
    owes_remark: bool,
    /// What was wrong with the line read last, found only when it was judged.
    is_bad: Option<&'static str>,
    taking: Option<Taking>,
    /// A number alone that minutes may be meant by, and the item that it was typed at.
    doubted: Option<(usize, String)>,
    pending: Option<Request>,
    /// The question that the request handed out last replies to; a refusal asks it again.
    replied: Option<Question>,
    /// What was shown last.
    view: View,
    /// How the person left at a question.
    leaving: Option<Leave>,
    /// What was replied before to the question that is asked next.
    reminder: Option<String>,
    /// What may have been meant, said behind what was kept.
    slip: Option<String>,
    /// What was jotted down when the person left.
    jotted: Vec<String>,
    /// What stood in the line that Ctrl-C ended.
    unended: String,
    /// What a signal says.
    farewell: Farewell,
    /// Where files are looked for.
    folder: Option<String>,
    /// A count of time that no clock's setting moves.
    count: Box<dyn Fn() -> Duration>,
}

impl fmt::Debug for LineFrontend {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LineFrontend")
            .field("lines", &self.lines)
            .field("manner", &self.manner)
            .finish_non_exhaustive()
    }
}

impl LineFrontend {
    /// A front end on these lines and this output.
    pub fn new(lines: Lines, out: Box<dyn Write>, manner: Manner, width: fn() -> usize) -> Self {
        let begun = Instant::now();
        Self {
            lines,
            out,
            manner,
            width,
            n_hinted: 0,
            n_read: 0,
            asking: None,
            owes_remark: false,
            is_bad: None,
            taking: None,
            doubted: None,
            pending: None,
            replied: None,
            view: View::Item,
            leaving: None,
            reminder: None,
            slip: None,
            jotted: Vec::new(),
            unended: String::new(),
            farewell: Farewell::default(),
            folder: None,
            count: Box::new(move || begun.elapsed()),
        }
    }

    /// The same where a signal says what is lost of what was jotted down.
    #[must_use]
    pub fn with_farewell(self, farewell: Farewell) -> Self {
        Self { farewell, ..self }
    }

    /// The same where files are looked for in this folder, as people know it.
    #[must_use]
    pub fn in_folder(self, folder: Option<String>) -> Self {
        Self { folder, ..self }
    }

    /// True where lines come from a script.
    pub fn is_script(&self) -> bool {
        self.manner.is_script
    }

    /// How lines look now.
    pub fn style(&self) -> Style {
        Style {
            width: (self.width)(),
            is_plain: self.manner.is_plain,
            has_color: self.manner.has_color,
        }
    }

    /// Says a paragraph, wrapped.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        let lines = self.style().wrap(text);
        self.write(&lines)
    }

    /// Writes lines that are wrapped already.
    pub fn write(&mut self, lines: &[String]) -> io::Result<()> {
        for line in lines {
            writeln!(self.out, "{line}")?;
        }
        self.out.flush()
    }

    /// Asks a question about the visit itself; the question may take several lines.
    pub fn ask(&mut self, question: &str, prompt: &str) -> io::Result<Reply> {
        if !question.is_empty() {
            self.say(question)?;
        }
        let mut before = self.reminder.take().unwrap_or_default();
        if !before.is_empty() {
            let up = if self.lines.has_up() {
                " (Up brings it back)"
            } else {
                ""
            };
            self.say(&format!("Your reply was: {before}{up}"))?;
        }
        loop {
            let before = std::mem::take(&mut before);
            match self.lines.read_again(prompt, &before, &mut self.out)? {
                Typed::Line(line) => return Ok(Reply::Text(line.trim().to_owned())),
                Typed::End => {
                    self.end_of_line()?;
                    return Ok(Reply::End);
                }
                Typed::Interrupted(line) => {
                    self.unended = line;
                    return Ok(Reply::Interrupted);
                }
                Typed::Unreadable(why) => self.say(&format!("Not taken: {why}."))?,
            }
        }
    }

    fn end_of_line(&mut self) -> io::Result<()> {
        if self.manner.is_script {
            return Ok(());
        }
        writeln!(self.out)
    }

    fn bad(&self, why: impl Into<String>) -> Next {
        Next::Leave(Leave::BadLine {
            line: self.n_read,
            why: why.into(),
        })
    }

    /// What a script may hold between its lines: nothing, and comments.
    fn is_ignored(&self, line: &str) -> bool {
        self.manner.is_script && (line.trim().is_empty() || line.trim_start().starts_with('#'))
    }

    /// A line that cannot be read: said to a person, the end of a script.
    fn unread(&mut self, why: String) -> io::Result<Option<Next>> {
        if self.manner.is_script {
            return Ok(Some(self.bad(why)));
        }
        self.say(&why)?;
        Ok(None)
    }

    fn current_prompt(&self, walk: &Walk) -> String {
        if self.manner.is_script {
            return String::new();
        }
        match (&self.asking, &self.taking) {
            (Some(question), _) => {
                asked::question(question, walk.current().may_not_apply, self.style())
                    .1
                    .into()
            }
            (None, Some(taking)) => format!("[{} ends it] ", taking.end()),
            (None, None) => match self.view(walk) {
                View::Item => draw::prompt(walk, self.style()),
                View::List => draw::prompt_away(walk, self.style()),
                View::End => draw::prompt_end(walk),
            },
        }
    }
}

/// Reads yes or no.
fn is_yes(text: &str) -> Option<bool> {
    match read_answer(&Scale::YesNo { good: true }, text) {
        Ok(Value::YesNo(answer)) => Some(answer),
        _ => None,
    }
}

impl Frontend for LineFrontend {
    fn next(&mut self, walk: &Walk, _now: Moment) -> io::Result<Next> {
        loop {
            if let Some(why) = self.is_bad.take() {
                return Ok(self.bad(why));
            }
            if let Some(draft) = self.draft_before_leaving() {
                return Ok(Next::Request(draft));
            }
            if let Some(leave) = self.leaving.take() {
                return Ok(Next::Leave(leave));
            }
            if let Some(request) = self.pending.take() {
                return Ok(Next::Request(request));
            }
            let prompt = self.current_prompt(walk);
            let typed = self.lines.read(&prompt, &mut self.out)?;
            self.n_read += 1;
            let line = match typed {
                Typed::Line(line) => line,
                Typed::End => {
                    self.n_read -= 1;
                    return self.next_at_end();
                }
                Typed::Interrupted(line) => {
                    self.end_of_line()?;
                    self.leaving = Some(Leave::Interrupted);
                    match self.half_typed(walk, &line) {
                        Some(request) => return Ok(Next::Request(request)),
                        None => continue,
                    }
                }
                Typed::Unreadable(why) => match self.unread(why)? {
                    Some(next) => return Ok(next),
                    None => continue,
                },
            };
            let line = if self.n_read == 1 {
                line.trim_start_matches('\u{feff}')
            } else {
                &line
            };
            let next = match self.taking.take() {
                Some(taking) => self.next_of_text(walk, taking, line)?,
                None if self.is_ignored(line) => None,
                None => self.next_of_line(walk, line)?,
            };
            match next {
                Some(Next::Request(Request::Finish)) if !self.is_sure_to_finish(walk)? => {}
                Some(next) => return Ok(next),
                None => {}
            }
        }
    }

    fn show(
        &mut self,
        walk: &Walk,
        effects: &[Effect],
        cause: Cause,
        now: Moment,
    ) -> io::Result<()> {
        self.replied = None;
        if cause == Cause::Kept {
            self.owes_remark = false;
        }
        let is_saved = matches!(effects.first(), Some(Effect::Say(Tone::Saved, _)));
        let is_replaced = effects.contains(&Effect::Replaced);
        for effect in effects {
            match effect {
                Effect::Replaced if !self.is_script() => {
                    // A question takes its own replies, and commands behind a colon.
                    let is_asked = effects.iter().any(|it| matches!(it, Effect::Ask(_)));
                    let short = if is_asked { ":undo" } else { "u" };
                    let undo = spelt(walk, short, ":undo");
                    self.say(&format!("Not meant? {undo} takes it back."))?;
                }
                Effect::ShowItem if is_saved && !is_replaced => self.hint(walk)?,
                _ => {}
            }
            self.show_effect(walk, effect, cause, now)?;
        }
        if let Some(slip) = self.slip.take() {
            self.say(&slip)?;
        }
        self.out.flush()
    }

    fn refuse(&mut self, _walk: &Walk, why: &str) -> io::Result<Option<Leave>> {
        if self.manner.is_script {
            return Ok(Some(Leave::BadLine {
                line: self.n_read,
                why: visible(why).into_owned(),
            }));
        }
        self.asking = self.replied.take();
        self.say_toned(Tone::Refused, why)?;
        Ok(None)
    }

    fn may_follow(&mut self, _walk: &Walk, typed: &str) -> io::Result<bool> {
        let is_below = !typed.starts_with(['~', '\'', '"']) && Path::new(typed).is_relative();
        let place = match &self.folder {
            Some(folder) if is_below => format!(" in {folder}"),
            _ if is_below => " here".into(),
            _ => String::new(),
        };
        let elsewhere = if is_below && self.folder.is_some() {
            format!(" If it lies elsewhere: n, then as in a ~/Pictures/{typed}.")
        } else {
            String::new()
        };
        self.confirm(&format!(
            "There is no file `{typed}`{place} yet.{elsewhere} Note it as to follow?"
        ))
    }

    fn confirm(&mut self, question: &str) -> io::Result<bool> {
        Ok(self.confirmed(question, false)? == Confirmed::Yes)
    }
}

#[cfg(test)]
mod tests;
