//! Judges a request: into events to be kept, into something to show, or into a refusal that says
//! the way out. Changes nothing.

mod awaiting;
mod ending;
mod remark;

use super::Walk;
use super::effect::{self, Effect, Field, Question, causes};
use super::request::{Attachment, Request};
use crate::model::answer::{Cause, Excuse, Value};
use crate::model::event::{Beside, Event};
use crate::model::moment::Moment;
use crate::model::reading::{read_answer, read_guess};
use crate::model::scale::Scale;
use crate::model::standard::Demand;

/// What a request comes to.
#[derive(Clone, PartialEq, Debug)]
pub enum Verdict {
    /// Keep these, each before it is applied.
    Events(Vec<Event>),
    /// It cannot be done; the text says the way out.
    Refused(String),
    /// Nothing to keep.
    Effects(Vec<Effect>),
}

impl Verdict {
    pub(super) fn event(event: Event) -> Self {
        Self::Events(vec![event])
    }

    fn show(effect: Effect) -> Self {
        Self::Effects(vec![effect])
    }

    pub(super) fn ask(question: Question) -> Self {
        Self::show(Effect::Ask(question))
    }
}

impl Walk<'_> {
    /// Judges a request at a time.
    pub fn judge(&self, request: &Request, now: Moment) -> Verdict {
        let id = || self.current().id.clone();
        match request {
            Request::Answer(text) => self.judge_answer(text),
            Request::Give(value) => self.judge_given(value),
            Request::Excuse(excuse, why) => self.judge_excuse(*excuse, why),
            Request::Nobody(why) => self.judge_nobody(why),
            Request::Somebody if self.nobody.is_none() => Verdict::Refused(
                "Nobody said that nobody was reached; there is nothing to take back.".into(),
            ),
            Request::Somebody => Verdict::event(Event::NobodyReached(None)),
            Request::Skip if !self.is_open(self.cursor) => Verdict::Refused(format!(
                "{} is done; there is nothing to skip. Type o for the next open item.",
                self.leading_label(self.cursor)
            )),
            Request::Skip => Verdict::event(Event::Skipped(id())),
            Request::Clear => self.judge_clear(),
            Request::Remark(text) if text.trim().is_empty() => Verdict::ask(Question::Remark),
            Request::Remark(text) => Verdict::event(Event::Remarked {
                item: id(),
                text: text.trim().into(),
            }),
            Request::RemarkOn(item, text) => self.judge_remark_on(item, text.trim()),
            Request::NoRemark => Verdict::event(Event::Remarked {
                item: id(),
                text: String::new(),
            }),
            Request::Attach(attachment) => self.judge_attachment(attachment),
            Request::Detach => Verdict::event(Event::Detached(id())),
            Request::Cause(cause) => self.judge_cause(cause),
            Request::Flag => Verdict::event(Event::Flagged {
                item: id(),
                is_flagged: !self.records[self.cursor].is_flagged,
            }),
            Request::Back => self.judge_back(),
            Request::Previous => {
                self.judge_step(self.asked().rev().find(|at| *at < self.cursor), "first")
            }
            Request::Next => self.judge_step(self.asked().find(|at| *at > self.cursor), "last"),
            Request::NextOpen => match self.next_open(self.cursor) {
                None => match self.drafted().find(|at| *at != self.cursor) {
                    Some(at) => self.go_to(at),
                    None => Verdict::Effects(vec![
                        Effect::aside(self.all_done_words()),
                        Effect::AllDone,
                    ]),
                },
                Some(at) if at == self.cursor => Verdict::Effects(vec![
                    Effect::aside("This is the only open item."),
                    Effect::ShowItem,
                ]),
                Some(at) => self.go_to(at),
            },
            Request::PreviousSection => self.judge_section(|section, here| section < here, true),
            Request::NextSection => self.judge_section(|section, here| section > here, false),
            Request::GoTo(text) if text.trim().is_empty() => Verdict::show(Effect::ShowList),
            Request::GoTo(text) => match self.target(text) {
                Ok(at) if at == self.cursor => Verdict::show(Effect::ShowItem),
                Ok(at) => self.go_to(at),
                Err(way_out) => Verdict::Refused(way_out),
            },
            Request::Stopwatch(what) => self.judge_stopwatch(*what, now, None),
            Request::StopwatchAt(what, shows) => self.judge_stopwatch(*what, now, Some(*shows)),
            Request::Undo if self.done.is_empty() => {
                Verdict::Refused("There is nothing to take back.".into())
            }
            Request::Undo => Verdict::event(Event::Undone),
            Request::Redo if self.undone.is_empty() => {
                Verdict::Refused("There is nothing to make again.".into())
            }
            Request::Redo => Verdict::event(Event::Redone),
            Request::List => Verdict::show(Effect::ShowList),
            Request::Review => Verdict::show(Effect::ShowReview),
            Request::Where => Verdict::show(Effect::aside(self.where_words(now))),
            Request::Score { is_sure } => self.judge_score(*is_sure),
            Request::Notes(text) if text.trim().is_empty() => {
                Verdict::show(Effect::aside(self.notes().map_or_else(
                    || "There are no notes. Type :notes and some words to add them.".to_owned(),
                    |notes| {
                        format!(
                            "Notes: {notes}\nType :notes and more words to add to them, :notes none to \
                             take them away."
                        )
                    },
                )))
            }
            Request::Notes(text) => {
                let before = self
                    .notes()
                    .map_or(String::new(), |notes| format!("{notes}\n"));
                Verdict::event(Event::Noted(format!("{before}{}", text.trim())))
            }
            Request::SetNotes(text) if text.trim().is_empty() && self.notes.is_none() => {
                Verdict::Refused("There are no notes.".into())
            }
            Request::SetNotes(text) => Verdict::event(Event::Noted(text.trim().into())),
            Request::Guess(text) => judge_guess(text),
            Request::Edit if matches!(self.current().scale, Scale::Text) => {
                Verdict::show(Effect::Edit(Field::Text))
            }
            Request::Edit => Verdict::show(Effect::Edit(Field::Remark)),
            Request::Draft(text) => Verdict::event(Event::Drafted {
                item: id(),
                text: text.clone(),
            }),
            Request::DraftBeside(of, text) => Verdict::event(Event::BesideDrafted {
                item: id(),
                of: *of,
                text: text.clone(),
            }),
            Request::Help => Verdict::show(Effect::ShowHelp),
            Request::Keys => Verdict::show(Effect::ShowKeys),
            Request::Show => Verdict::show(Effect::ShowItem),
            Request::Finish => self.judge_finish(),
            Request::Quit => Verdict::show(Effect::Quit),
        }
    }

    fn judge_answer(&self, text: &str) -> Verdict {
        if let Some(refused) = self.refused_for_nobody() {
            return refused;
        }
        let item = self.current();
        match read_answer(&item.scale, text) {
            Ok(value) => Verdict::event(Event::Answered {
                item: item.id.clone(),
                value,
            }),
            Err(_) if yes_and_more(&item.scale, text).is_some() => {
                let (first, rest) = yes_and_more(&item.scale, text).unwrap_or_default();
                // Once that is saved, another item is at hand.
                Verdict::Refused(format!(
                    "Not saved. Type {first} alone; then the words as a remark: c {}: {rest}",
                    self.label(self.cursor)
                ))
            }
            Err(way_out) => {
                let command = match (super::grammar::meant_command(text), &item.scale) {
                    // Said of those who were met, and no word about the whole visit.
                    (Some("nobody"), Scale::Tally { .. }) => {
                        return Verdict::Refused(
                            "Not saved. For none of them type 0 of how many there were, such as 0 of 3. \
                             Only where the whole visit reached nobody: :nobody and why."
                                .into(),
                        );
                    }
                    (Some(word), _) => format!(" The command is :{word}."),
                    (None, _) if says_unknown(text) => {
                        " If you did not see it, or cannot remember, type x 2.".into()
                    }
                    (None, _) => String::new(),
                };
                let has_labels =
                    !item.scale.levels().is_empty() || !item.scale.options().is_empty();
                // Whoever types words means a label; what fits two options has named them already.
                let is_worded = text.chars().any(char::is_alphabetic);
                let labels = if has_labels && is_worded && !way_out.starts_with('`') {
                    ", or the beginning of a label"
                } else {
                    ""
                };
                Verdict::Refused(format!(
                    "Not saved. {}{labels} (or ? for help).{command}",
                    sentence(&way_out)
                ))
            }
        }
    }

    fn judge_given(&self, value: &Value) -> Verdict {
        let item = self.current();
        if !item.scale.admits(value) {
            return self.judge_answer(&value.to_string());
        }
        self.refused_for_nobody().unwrap_or_else(|| {
            Verdict::event(Event::Answered {
                item: item.id.clone(),
                value: value.clone(),
            })
        })
    }

    pub(super) fn refused_for_nobody(&self) -> Option<Verdict> {
        self.nobody.as_ref().map(|_| {
            Verdict::Refused(
                "Not saved. Nobody was reached, so there is nothing to answer. Type :somebody to take \
                 that back, or :finish."
                    .into(),
            )
        })
    }

    fn judge_excuse(&self, excuse: Option<Excuse>, why: &str) -> Verdict {
        if let Some(refused) = self.refused_for_nobody() {
            return refused;
        }
        let item = self.current();
        let label = self.leading_label(self.cursor);
        let why = why.trim();
        match excuse {
            None if !item.counts() && item.may_not_apply => Verdict::event(Event::Excused {
                item: item.id.clone(),
                excuse: Excuse::NotApplicable,
                reason: String::new(),
            }),
            None => Verdict::ask(Question::Excuse),
            Some(Excuse::NotApplicable) if !item.may_not_apply => Verdict::Refused(format!(
                "Not saved. {label} always applies. Type x 2 if you did not see it, or cannot remember."
            )),
            Some(Excuse::Waived) if why.is_empty() => Verdict::ask(Question::Waived),
            Some(Excuse::Awaiting) => self.judge_awaiting(why),
            Some(excuse) => Verdict::event(Event::Excused {
                item: item.id.clone(),
                excuse,
                reason: why.into(),
            }),
        }
    }

    fn judge_nobody(&self, why: &str) -> Verdict {
        if why.trim().is_empty() {
            return Verdict::ask(Question::Nobody);
        }
        let n_answered = self
            .asked()
            .filter(|at| self.records[*at].value().is_some())
            .count();
        if n_answered > 0 {
            return Verdict::Refused(format!(
                "Not saved. {} answered, so somebody was reached. Type x 1 or x 2 where there is no \
                 answer; or type :clear at each answer first.",
                if n_answered == 1 {
                    "1 item is".to_owned()
                } else {
                    format!("{n_answered} items are")
                }
            ));
        }
        Verdict::event(Event::NobodyReached(Some(why.trim().into())))
    }

    fn judge_clear(&self) -> Verdict {
        let draft = &self.drafts[self.cursor];
        let beside = [Beside::Remark, Beside::Evidence, Beside::Reason]
            .into_iter()
            .find(|of| self.drafted_beside(*of, self.cursor).is_some());
        let beside = beside.or(self.nobody_draft().map(|_| Beside::Nobody));
        if self.records[self.cursor].given.is_none() && draft.is_none() && beside.is_none() {
            return Verdict::Refused(format!("{} has no answer.", self.label(self.cursor)));
        }
        let item = self.current().id.clone();
        // A draft goes first, and alone: what was answered before it stays.
        let text = String::new();
        Verdict::event(if draft.is_some() {
            Event::Drafted { item, text }
        } else if let Some(of) = beside {
            Event::BesideDrafted { item, of, text }
        } else {
            Event::Cleared(item)
        })
    }

    fn judge_attachment(&self, attachment: &Attachment) -> Verdict {
        let path = match attachment {
            Attachment::Typed(path) if path.trim().is_empty() => {
                return Verdict::ask(Question::Evidence);
            }
            Attachment::Typed(path) | Attachment::File(path) => path.trim().to_owned(),
            Attachment::ToFollow(name) => effect::to_follow(name),
        };
        if self.records[self.cursor].evidence.contains(&path) {
            return Verdict::Refused(format!("{path} is there already."));
        }
        Verdict::event(Event::Attached {
            item: self.current().id.clone(),
            path,
        })
    }

    fn judge_cause(&self, text: &str) -> Verdict {
        let word = text.trim().to_lowercase();
        let cause = match word.as_str() {
            "none" => None,
            // Where nobody was reached, all of it fell short.
            _ if self.nobody.is_none()
                && !self.records[self.cursor].demands(self.current(), Demand::OnLow) =>
            {
                return Verdict::Refused(format!(
                    "Not saved. Only what fell short has a cause; {} has no such answer.",
                    self.spelt_label(self.cursor)
                ));
            }
            "" => return Verdict::ask(Question::Cause),
            word => match cause_of(word) {
                Some(cause) => Some(cause),
                None => {
                    return Verdict::Refused(format!(
                        "Not saved. Type one of {}, or none.",
                        causes()
                    ));
                }
            },
        };
        Verdict::event(Event::Caused {
            item: self.current().id.clone(),
            cause,
        })
    }
}

/// Yes or no with more words behind it: `yes, she asked twice`.
fn yes_and_more<'t>(scale: &Scale, text: &'t str) -> Option<(&'t str, &'t str)> {
    if !matches!(scale, Scale::YesNo { .. }) {
        return None;
    }
    let (first, rest) = text.trim().split_once([' ', ',', ';', '.', ':'])?;
    let rest = rest.trim_start_matches([' ', ',', ';', '.', ':', '-']);
    (!rest.is_empty() && read_answer(scale, first).is_ok()).then_some((first, rest))
}

fn judge_guess(text: &str) -> Verdict {
    match read_guess(text) {
        Ok(guess) => Verdict::event(Event::Guessed(guess)),
        Err(why) => Verdict::Refused(format!("Not saved. {why}")),
    }
}

/// The cause of a word or of its beginning.
fn cause_of(word: &str) -> Option<Cause> {
    let mut fitting = Cause::ALL
        .into_iter()
        .filter(|cause| cause.name().starts_with(word));
    let first = fitting.next()?;
    (first.name() == word || fitting.next().is_none()).then_some(first)
}

/// A fragment as a sentence's beginning.
fn sentence(fragment: &str) -> String {
    let mut letters = fragment.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// True for words that say that the answer is not known.
fn says_unknown(text: &str) -> bool {
    const BEGINNINGS: [&str; 9] = [
        "don't", "don’t", "dont", "do not", "not sure", "no idea", "unknown", "can't", "cannot",
    ];
    let text = text.trim().to_lowercase();
    BEGINNINGS
        .iter()
        .any(|beginning| text.starts_with(beginning))
}
