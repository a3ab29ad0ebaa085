//! Yes or no at a line; in the middle of a text a sentence typed instead is the text.

use std::io;

use super::{LineFrontend, is_yes};
use crate::ui::{Leave, Reply};

/// What was replied to a question of yes or no.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Confirmed {
    /// Yes.
    Yes,
    /// No, back, or the person left.
    No,
    /// A sentence, where one may be typed instead.
    Words(String),
}

impl LineFrontend {
    /// Asks until yes or no is replied, or a sentence where that may be; a script is sure.
    pub(super) fn confirmed(&mut self, question: &str, takes_words: bool) -> io::Result<Confirmed> {
        if self.manner.is_script {
            return Ok(Confirmed::Yes);
        }
        let leave = loop {
            match self.ask(question, "[y/n] ")? {
                Reply::Text(text) => match (is_yes(&text), text.as_str()) {
                    (Some(true), _) => return Ok(Confirmed::Yes),
                    (Some(false), _) | (None, "b" | "B") => return Ok(Confirmed::No),
                    (None, "q" | "Q" | ":q" | ":quit") => break Leave::End,
                    (None, _) if takes_words && is_sentence(&text) => {
                        return Ok(Confirmed::Words(text));
                    }
                    (None, _) => self.say("Type y or n; b goes back, q leaves.")?,
                },
                Reply::End => break Leave::End,
                Reply::Interrupted => break Leave::Interrupted,
            }
        };
        self.leaving = Some(leave);
        Ok(Confirmed::No)
    }
}

/// True for several words that are neither a command nor yes or no with more behind it.
fn is_sentence(text: &str) -> bool {
    let (first, rest) = crate::walk::grammar::split_word(text);
    let first = first.trim_end_matches([',', '.', ';']);
    !rest.is_empty() && !text.starts_with(':') && is_yes(first).is_none()
}
