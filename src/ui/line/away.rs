//! Lines typed while no item is in view: behind a list, or when everything is answered. Nothing
//! there answers an item: what is out of view is not overwritten.

use std::io;

use super::LineFrontend;
use super::taking::Taking;
use crate::ui::{Frontend, Next};
use crate::walk::Walk;
use crate::walk::effect::Tone;
use crate::walk::grammar::{Line, meant_command, read_away};
use crate::walk::request::{Request, Stopwatch};

/// What the person sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum View {
    /// The item at the cursor.
    Item,
    /// A list: a bare number means one of it.
    List,
    /// That all is answered.
    End,
}

impl LineFrontend {
    /// What is in view; a script says which item it means by its order, and sees no list.
    pub(super) fn view(&self, walk: &Walk) -> View {
        match self.view {
            _ if self.manner.is_script => View::Item,
            View::Item if walk.nobody().is_some() => View::End,
            view => view,
        }
    }

    /// A person is asked before a visit ends, however they said it; while something is open nobody is,
    /// for the walk refuses.
    pub(super) fn is_sure_to_finish(&mut self, walk: &Walk) -> io::Result<bool> {
        let is_refused = walk.open().next().is_some() || walk.drafted_words().is_some();
        if self.manner.is_script || is_refused {
            return Ok(true);
        }
        self.confirm("Finish the visit? What is finished can only be corrected.")
    }

    /// Reads a line while no item is in view.
    pub(super) fn next_away(
        &mut self,
        walk: &Walk,
        view: View,
        line: &str,
    ) -> io::Result<Option<Next>> {
        let is_all_done = walk.open().next().is_none();
        let meant = meant_command(line);
        if meant == Some("finish") {
            return Ok(Some(Next::Request(Request::Finish)));
        }
        let request = match read_away(line) {
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
        if request == Request::Help && view == View::List && !is_all_done {
            self.say(&list_words(walk))?;
            return Ok(None);
        }
        if line.trim_start().starts_with(':') {
            return Ok(Some(Next::Request(request)));
        }
        let next = match request {
            Request::Show if is_all_done => Request::Review,
            Request::Help if is_all_done => {
                self.say(&end_words(walk))?;
                return Ok(None);
            }
            Request::Answer(text) if view == View::List && is_number(&text) => Request::GoTo(text),
            request if walk.nobody().is_some() || !is_answering(&request) => request,
            _ if is_all_done => {
                let refused = format!("Not saved. {}", end_words(walk));
                self.say_toned(Tone::Refused, &refused)?;
                return Ok(None);
            }
            Request::Answer(_) if meant.is_some() => {
                self.say(&format!("The command is :{}.", meant.unwrap_or_default()))?;
                return Ok(None);
            }
            _ => {
                let label = walk.label(walk.cursor());
                self.say(&format!(
                    "Not saved. {label} was out of view; here it is again."
                ))?;
                Request::Show
            }
        };
        Ok(Some(Next::Request(next)))
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || first == '#')
}

/// What would change the answer to the item out of view.
fn is_answering(request: &Request) -> bool {
    matches!(
        request,
        Request::Answer(_)
            | Request::Excuse(..)
            | Request::Skip
            | Request::Stopwatch(Stopwatch::Use)
    )
}

/// What may be typed behind a list while something is open.
fn list_words(walk: &Walk) -> String {
    let (label, item) = (walk.label(walk.cursor()), walk.spelt_label(walk.cursor()));
    format!(
        "In this list the number of an item goes to it, Enter to {item}, o to the next open one; c {label}: and \
         words remarks on {item}, u takes the last change back, finish ends the visit once nothing is open, \
         q leaves and keeps all. How an item is answered, ? says there; ? all shows every key."
    )
}

/// What may be typed when everything is answered.
fn end_words(walk: &Walk) -> String {
    format!(
        "Every item is answered: r looks them over, g and its number goes back to one (g {}), finish \
         ends the visit, q leaves it open.",
        walk.label(walk.cursor())
    )
}
