//! What to say or show. The words are made once, here, so that every front end and every test reads
//! the same ones.

use super::Walk;
use super::state::{Given, Record};
use crate::model::answer::{Cause, Excuse, Tally, Value};
use crate::model::duration;
use crate::model::id::Id;
use crate::model::scale::{Choice, Scale};
use crate::model::standard::Item;
use crate::model::text::Language;

/// How a sentence is meant; the words say it too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Something was kept.
    Saved,
    /// Something was not kept, or cannot be done; it says the way out.
    Refused,
    /// Something to know.
    Aside,
}

/// Something that only the auditor can say, asked at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// Why there is no answer: one of three reasons.
    Excuse,
    /// Why the script was broken, and rightly.
    Waived,
    /// The remark that an answer asks for, or that was asked for without words.
    Remark,
    /// Which file is the evidence.
    Evidence,
    /// Why an item fell short.
    Cause,
    /// Why nobody was reached.
    Nobody,
    /// Whether to look at the score before the review.
    Reveal,
}

/// Something that is written in an editor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The answer to the current item.
    Text,
    /// The remark of the current item.
    Remark,
    /// The notes of the visit.
    Notes,
}

/// What a front end shows or does.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// A sentence, or several.
    Say(Tone, String),
    /// What was said to be kept took the place of another answer.
    Replaced,
    /// The item at the cursor.
    ShowItem,
    /// All items, a line each.
    ShowList,
    /// All items with their answers, and what is open.
    ShowReview,
    /// How to answer the item at hand.
    ShowHelp,
    /// All keys.
    ShowKeys,
    /// The score so far.
    ShowScore,
    /// A question of the walk's own.
    Ask(Question),
    /// The person's editor.
    Edit(Field),
    /// Nothing is open any more: the visit may be finished.
    AllDone,
    /// The end, unfinished: all is kept.
    Quit,
    /// The end.
    Finished,
}

impl Effect {
    /// A sentence about something kept.
    pub fn saved(text: impl Into<String>) -> Self {
        Self::Say(Tone::Saved, text.into())
    }

    /// A sentence to know.
    pub fn aside(text: impl Into<String>) -> Self {
        Self::Say(Tone::Aside, text.into())
    }

    /// A refusal that says the way out.
    pub fn refused(text: impl Into<String>) -> Self {
        Self::Say(Tone::Refused, text.into())
    }
}

/// What evidence begins with that is not there yet.
const TO_FOLLOW: &str = "to follow";

/// The words for evidence that is not there yet.
pub fn to_follow(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() {
        TO_FOLLOW.into()
    } else {
        format!("{TO_FOLLOW}: {name}")
    }
}

/// True for evidence that is not there yet.
pub fn is_to_follow(path: &str) -> bool {
    path == TO_FOLLOW || path.starts_with("to follow: ")
}

/// `1 item`, `2 items`.
pub fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

/// The reasons why there is no answer, in words.
pub fn excuse_words(excuse: Excuse) -> &'static str {
    match excuse {
        Excuse::NotApplicable => "did not apply",
        Excuse::NotObserved => "not seen, or not remembered",
        Excuse::Waived => "they did otherwise, and it served the customer",
        Excuse::Awaiting => "promised, and not due yet",
    }
}

/// Every cause, `policy, process …`.
pub fn causes() -> String {
    Cause::ALL.map(Cause::name).join(", ")
}

/// An answer in words: `yes`, `4, Friendly`, `4 minutes 32 seconds`.
pub fn answer_words(item: &Item, value: &Value, language: &Language) -> String {
    let label = |options: &[Choice], id: &Id| {
        let option = options.iter().find(|option| option.id == *id);
        option.map_or_else(
            || id.to_string(),
            |option| option.label.in_language(language).to_owned(),
        )
    };
    match value {
        Value::YesNo(true) => "yes".into(),
        Value::YesNo(false) => "no".into(),
        Value::Level(value) => {
            let level = item
                .scale
                .levels()
                .iter()
                .find(|level| level.value == *value);
            level.map_or_else(
                || value.to_string(),
                |level| format!("{value}, {}", level.label.in_language(language)),
            )
        }
        Value::Choice(id) => label(item.scale.options(), id),
        Value::Several(ids) if ids.is_empty() => "none of them".into(),
        Value::Several(ids) => {
            let labels: Vec<_> = ids
                .iter()
                .map(|id| label(item.scale.options(), id))
                .collect();
            labels.join("; ")
        }
        Value::Duration(seconds) => duration::spoken(*seconds),
        Value::Count(count) => count.to_string(),
        Value::Tally(Tally { part, whole }) => format!("{part} of {whole}"),
        Value::Number(number) => match &item.scale {
            Scale::Number { unit } => format!("{} {}", number.as_str(), unit.in_language(language)),
            _ => number.as_str().into(),
        },
        Value::Text(text) => text.clone(),
    }
}

/// What was given, in words: an answer, or why there is none.
pub fn given_words(item: &Item, given: &Given, language: &Language) -> String {
    match given {
        Given::Answer(value) => answer_words(item, value, language),
        Given::Excuse(excuse, reason) => {
            let words = if item.counts() {
                excuse_words(*excuse)
            } else {
                "left out"
            };
            if reason.is_empty() {
                words.into()
            } else {
                format!("{words} ({reason})")
            }
        }
    }
}

/// The first words of a text, for an echo.
pub fn beginning(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(2)).collect();
    // At the end of a word, where there is one in the last third.
    let words = cut.rfind(' ').filter(|end| end * 3 > cut.len() * 2);
    format!(
        "{} …",
        words.map_or(cut.as_str(), |end| &cut[..end]).trim_end()
    )
}

/// Longest echo of a text, in letters.
pub(super) const ECHO: usize = 60;

/// Said of an answer that asks for a remark.
const OWED: &str = "A remark is still needed, so it is not counted as done.";

impl Walk<'_> {
    /// What an item is called: `2.1`.
    pub fn label(&self, at: usize) -> &str {
        &self.places[at].label
    }

    /// The item at a place in a sentence: `2.4`, or `item 8` where there are no sections and a bare
    /// number would read as an answer.
    pub fn spelt_label(&self, at: usize) -> String {
        let label = self.label(at);
        let item = if label.contains('.') { "" } else { "item " };
        format!("{item}{label}")
    }

    /// As [`Walk::spelt_label`], where a sentence begins with it: `Item 8`.
    pub fn leading_label(&self, at: usize) -> String {
        self.spelt_label(at).replace('i', "I")
    }

    /// What was given for the item at a place, in words; long texts by their beginning.
    pub fn given_in_words(&self, at: usize) -> Option<String> {
        let record = &self.records[at];
        let given = record.given.as_ref()?;
        let words = given_words(self.item(at), given, &self.language);
        Some(match given {
            Given::Answer(Value::Text(_)) => beginning(&words, ECHO),
            _ => words,
        })
    }

    /// `5 of 24 done.`
    pub(super) fn progress_words(&self) -> String {
        let (n_done, n_asked) = self.progress();
        format!("{n_done} of {n_asked} done.")
    }

    /// `Saved 2.1: yes. 5 of 24 done.`; where it was another answer before: `yes (was no).`
    pub(super) fn saved_words(&self, at: usize, before: &Record) -> String {
        let mut given = self
            .given_in_words(at)
            .unwrap_or_else(|| "no answer".into());
        if let Some(was) = self.replaced_words(at, before) {
            given = format!("{given} (was {})", beginning(&was, ECHO));
            // It may speak of the answer before.
            if !before.remark.is_empty() && before.remark == self.record(at).remark {
                given.push_str("; its remark stays");
            }
        }
        let stop = if given.ends_with(['.', '!', '?', '…', '"', '”']) {
            ""
        } else {
            "."
        };
        let then = if self.wants_remark(at) {
            OWED.to_owned()
        } else {
            self.progress_words()
        };
        format!("Saved {}: {given}{stop} {then}", self.spelt_label(at))
    }

    /// What the answer to an item took the place of, in words; `None` where there was none, or the same.
    pub(super) fn replaced_words(&self, at: usize, before: &Record) -> Option<String> {
        let given = self.given_in_words(at).unwrap_or_default();
        let was = given_words(self.item(at), before.given.as_ref()?, &self.language);
        // The same, with a reason now, was nothing else before.
        let is_other = given != was && !given.starts_with(&format!("{was} ("));
        is_other.then_some(was)
    }

    /// How a change of which items are asked is said; `None` where there is none.
    pub(super) fn asked_words(&self, before: &[bool]) -> Option<String> {
        let n_gone = (0..before.len())
            .filter(|at| before[*at] && !self.asked[*at])
            .count();
        let n_new = (0..before.len())
            .filter(|at| !before[*at] && self.asked[*at])
            .count();
        let gone = (n_gone > 0).then(|| {
            let verb = if n_gone == 1 { "applies" } else { "apply" };
            format!("{} no longer {verb}.", count(n_gone, "item"))
        });
        let new = (n_new > 0).then(|| {
            let verb = if n_new == 1 { "applies" } else { "apply" };
            format!("{} {verb} now.", count(n_new, "more item"))
        });
        match (gone, new) {
            (Some(gone), Some(new)) => Some(format!("{gone} {new}")),
            (gone, new) => gone.or(new),
        }
    }

    /// What is known of the item at a place after a change was taken back or made again.
    pub(super) fn state_words(&self, at: usize, before: &Record) -> String {
        let record = &self.records[at];
        let label = self.spelt_label(at);
        let is_given_changed = before.given != record.given;
        match self.given_in_words(at) {
            Some(words) if is_given_changed => format!("{label} is {words} again"),
            None if is_given_changed => format!("{label} has no answer again"),
            _ if before.remark != record.remark && record.remark.is_empty() => {
                format!("{label} has no remark again")
            }
            _ if before.remark != record.remark => {
                format!(
                    "{label} has the remark “{}” again",
                    beginning(&record.remark, ECHO)
                )
            }
            _ if before.evidence != record.evidence && record.evidence.is_empty() => {
                format!("{label} has no evidence again")
            }
            _ if before.evidence != record.evidence => {
                format!(
                    "{label} has {} again",
                    count(record.evidence.len(), "piece of evidence")
                        .replace("piece of evidences", "pieces of evidence")
                )
            }
            _ if before.is_flagged != record.is_flagged => {
                format!(
                    "{label} is {} again",
                    if record.is_flagged {
                        "flagged"
                    } else {
                        "not flagged"
                    }
                )
            }
            _ if before.is_skipped != record.is_skipped => {
                format!(
                    "{label} is {} again",
                    if record.is_skipped {
                        "skipped"
                    } else {
                        "not skipped"
                    }
                )
            }
            _ => format!("{label} is as it was"),
        }
    }
}
