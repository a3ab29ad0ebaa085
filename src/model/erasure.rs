//! What is to be erased of visits, and what they are without it: in the place of words of a person's,
//! and of an auditor's code, stands something that tells nobody anything. What is not words stays:
//! scores, and the order of what happened, are as they were.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Status, Value};
use super::event::{Beside, Entry, Event};
use super::id::Id;
use super::visit::{Visit, VisitId};

/// What stands in the place of words that were erased.
const ERASED: &str = "[erased]";

/// How evidence that is not in the ledger begins in a journal.
const TO_FOLLOW: &str = "to follow: ";

/// What is to be erased.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Erasure {
    /// An auditor's code, in all visits.
    Auditor {
        /// The code; capitals make no other.
        code: String,
        /// What stands in its place.
        stand_in: String,
    },
    /// Words in a visit, in all its revisions.
    Words {
        /// The visit, without revision.
        visit: VisitId,
        /// Which of its words.
        parts: BTreeSet<Part>,
        /// Whether the evidence of the items goes too.
        with_evidence: bool,
    },
}

/// A place in a visit where words are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// An item: its remark, its reason, an answer that is a text, and what of these was a draft.
    Item(Id),
    /// The notes before the first item.
    Notes,
    /// Why nobody was reached.
    Nobody,
    /// Why the visit was corrected.
    Why,
}

impl Part {
    /// Reads a part as it is typed: an item's id, `_notes`, `_nobody` or `_why`.
    pub fn new(text: &str) -> Option<Self> {
        match text {
            "_notes" => Some(Self::Notes),
            "_nobody" => Some(Self::Nobody),
            "_why" => Some(Self::Why),
            item => Id::new(item).map(Self::Item),
        }
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Item(item) => item.as_str(),
            Self::Notes => "_notes",
            Self::Nobody => "_nobody",
            Self::Why => "_why",
        })
    }
}

/// True for what stands where words were erased.
pub fn is_erased(text: &str) -> bool {
    number_of(text).is_some()
}

/// Which of the words that were erased at a place it stands for, from 1 on.
fn number_of(text: &str) -> Option<u64> {
    if text == ERASED {
        return Some(1);
    }
    let number = text.strip_prefix("[erased ")?.strip_suffix(']')?;
    super::answer::whole_number(number)
}

/// Takes what is to be erased out of the revisions of a visit, the first one first. Different words stay
/// different and the same words the same, so that each journal comes to the very same visit, whatever was
/// taken back in it, and no correction seems to change what it did not; and what is erased already stays
/// as it is, so that it may be done again.
#[derive(Debug)]
pub struct Eraser<'a> {
    erasure: &'a Erasure,
    known: BTreeMap<String, String>,
    highest: u64,
}

impl<'a> Eraser<'a> {
    /// With nothing known yet.
    pub fn new(erasure: &'a Erasure) -> Self {
        Self {
            erasure,
            known: BTreeMap::new(),
            highest: 0,
        }
    }

    /// Goes on with the next revision, of this journal as far as there is one.
    pub fn begin_revision(&mut self, entries: &[Entry]) {
        for entry in entries {
            self.note_erased(&mut entry.event.clone());
        }
    }

    /// The event without it.
    pub fn event(&mut self, event: &Event) -> Event {
        let mut event = event.clone();
        if let Erasure::Auditor { .. } = self.erasure {
            self.auditor_of(&mut event);
            return event;
        }
        if let Some(path) = evidence_of(&mut event, self.erasure) {
            // Not an event less: taking back what came after counts them.
            let name = path.strip_prefix(TO_FOLLOW).unwrap_or(path);
            *path = format!("{TO_FOLLOW}{}", self.instead_of(name));
        }
        if let Some(text) = text_of(&mut event, self.erasure) {
            *text = self.instead_of(text);
        }
        event
    }

    /// The visit without it.
    pub fn visit(&mut self, visit: &Visit) -> Visit {
        let mut visit = visit.clone();
        if let Erasure::Auditor { code, stand_in } = self.erasure {
            replace_code(&mut visit.facts.auditor, code, stand_in);
            return visit;
        }
        if let Some(notes) = visit.notes.as_mut().filter(|_| self.has(&Part::Notes)) {
            notes.value = self.instead_of(&notes.value);
        }
        for answer in &mut visit.answers {
            let is_meant = self.has(&Part::Item(answer.item.clone()));
            let is_nobody = answer.status == Status::NoContact;
            if is_nobody && self.has(&Part::Nobody) || is_meant && !is_nobody {
                answer.reason = self.instead_of(&answer.reason);
            }
            if !is_meant {
                continue;
            }
            answer.remark = self.instead_of(&answer.remark);
            if let Some(Value::Text(text)) = &mut answer.value {
                *text = self.instead_of(text);
            }
            if self.takes_evidence() {
                answer.evidence.clear();
            }
        }
        visit
    }

    /// True where the evidence of these items is to go.
    fn takes_evidence(&self) -> bool {
        matches!(
            self.erasure,
            Erasure::Words {
                with_evidence: true,
                ..
            }
        )
    }

    fn has(&self, part: &Part) -> bool {
        matches!(self.erasure, Erasure::Words { parts, .. } if parts.contains(part))
    }

    fn auditor_of(&self, event: &mut Event) {
        let Erasure::Auditor { code, stand_in } = self.erasure else {
            return;
        };
        match event {
            Event::Started(facts) => replace_code(&mut facts.auditor, code, stand_in),
            Event::Revised { facts, by, .. } => {
                replace_code(&mut facts.auditor, code, stand_in);
                replace_code(by, code, stand_in);
            }
            _ => {}
        }
    }

    fn note_erased(&mut self, event: &mut Event) {
        let path = evidence_of(event, self.erasure).cloned();
        let texts = path
            .into_iter()
            .chain(text_of(event, self.erasure).cloned());
        let numbers =
            texts.filter_map(|text| number_of(text.strip_prefix(TO_FOLLOW).unwrap_or(&text)));
        self.highest = self.highest.max(numbers.max().unwrap_or(0));
    }

    /// What stands in the place of words; nothing where there were none.
    fn instead_of(&mut self, text: &str) -> String {
        if text.is_empty() || is_erased(text) {
            return text.into();
        }
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        self.highest += 1;
        let instead = match self.highest {
            1 => ERASED.to_owned(),
            n => format!("[erased {n}]"),
        };
        self.known.insert(text.into(), instead.clone());
        instead
    }
}

/// The name of evidence that is to be erased. What is to follow is words and no file: it goes with them.
fn evidence_of<'e>(event: &'e mut Event, erasure: &Erasure) -> Option<&'e mut String> {
    match (event, erasure) {
        (
            Event::Attached { item, path },
            Erasure::Words {
                parts,
                with_evidence,
                ..
            },
        ) => {
            let is_meant = *with_evidence || path.starts_with(TO_FOLLOW);
            (is_meant && parts.contains(&Part::Item(item.clone()))).then_some(path)
        }
        _ => None,
    }
}

/// The words of an event that are to be erased.
fn text_of<'e>(event: &'e mut Event, erasure: &Erasure) -> Option<&'e mut String> {
    let Erasure::Words { parts, .. } = erasure else {
        return None;
    };
    let (part, text) = match event {
        Event::Noted(text) => (Part::Notes, text),
        // Said of the whole visit, whichever item was in view.
        Event::NobodyReached(Some(text))
        | Event::BesideDrafted {
            of: Beside::Nobody,
            text,
            ..
        } => (Part::Nobody, text),
        Event::Revised { why, .. } => (Part::Why, why),
        Event::Answered {
            item,
            value: Value::Text(text),
        }
        | Event::Excused {
            item, reason: text, ..
        }
        | Event::Remarked { item, text }
        | Event::Drafted { item, text }
        | Event::BesideDrafted { item, text, .. } => (Part::Item(item.clone()), text),
        _ => return None,
    };
    parts.contains(&part).then_some(text)
}

fn replace_code(code: &mut String, erased: &str, stand_in: &str) {
    if is_same_code(code, erased) {
        stand_in.clone_into(code);
    }
}

/// True where two codes are of the same auditor: capitals make no other.
pub fn is_same_code(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::moment::Moment;

    fn remarked(text: &str) -> Event {
        Event::Remarked {
            item: Id::new("warm").unwrap(),
            text: text.into(),
        }
    }

    fn words() -> Erasure {
        Erasure::Words {
            visit: VisitId::new("2026-11-20-city-main-k3zq").unwrap(),
            parts: ["warm", "_why"].into_iter().filter_map(Part::new).collect(),
            with_evidence: true,
        }
    }

    fn entry(event: Event) -> Entry {
        Entry {
            seq: 1,
            at: Moment::from_record("2026-11-20T14:05:00-06:00").unwrap(),
            event,
        }
    }

    #[test]
    fn different_words_stay_different_and_none_stay_none() {
        let erasure = words();
        let mut eraser = Eraser::new(&erasure);
        let texts = ["Zelda", "", "Quentin", "Zelda"].map(|text| eraser.event(&remarked(text)));
        assert_eq!(
            texts,
            ["[erased]", "", "[erased 2]", "[erased]"].map(remarked)
        );
        let evidence = |path: &str| Event::Attached {
            item: Id::new("warm").unwrap(),
            path: path.into(),
        };
        assert_eq!(
            eraser.event(&evidence("x/zelda.jpg")),
            evidence("to follow: [erased 3]")
        );
    }

    #[test]
    fn evidence_that_is_to_follow_is_words() {
        let mut erasure = words();
        if let Erasure::Words { with_evidence, .. } = &mut erasure {
            *with_evidence = false;
        }
        let after = |path: &str| {
            let item = Id::new("warm").unwrap();
            let path = path.into();
            match Eraser::new(&erasure).event(&Event::Attached { item, path }) {
                Event::Attached { path, .. } => path,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(after("to follow: zelda.jpg"), "to follow: [erased]");
        assert_eq!(after("x/zelda.jpg"), "x/zelda.jpg");
        assert_eq!(after("to follow"), "to follow");
    }

    #[test]
    fn done_twice_is_done_once_and_what_comes_later_is_told_apart() {
        let erasure = words();
        let before = [remarked("[erased]"), remarked("Zelda")].map(entry);
        let mut eraser = Eraser::new(&erasure);
        eraser.begin_revision(&before);
        let after = before.map(|entry| eraser.event(&entry.event));
        assert_eq!(after, ["[erased]", "[erased 2]"].map(remarked));
    }

    #[test]
    fn the_draft_of_why_nobody_was_reached_goes_with_it_and_not_with_the_item_in_view() {
        let drafted = |text: &str| Event::BesideDrafted {
            item: Id::new("warm").unwrap(),
            of: Beside::Nobody,
            text: text.into(),
        };
        assert_eq!(
            Eraser::new(&words()).event(&drafted("Zelda")),
            drafted("Zelda")
        );
        let erasure = Erasure::Words {
            visit: VisitId::new("2026-11-20-city-main-k3zq").unwrap(),
            parts: [Part::Nobody].into(),
            with_evidence: false,
        };
        assert_eq!(
            Eraser::new(&erasure).event(&drafted("Zelda")),
            drafted("[erased]")
        );
    }

    #[test]
    fn only_what_is_meant_goes() {
        let erasure = words();
        let other = Event::Remarked {
            item: Id::new("cold").unwrap(),
            text: "Zelda".into(),
        };
        assert_eq!(Eraser::new(&erasure).event(&other), other);
        assert!(is_erased("[erased]") && is_erased("[erased 12]"));
        assert!(!is_erased("[erased x]") && !is_erased("erased"));
    }
}
