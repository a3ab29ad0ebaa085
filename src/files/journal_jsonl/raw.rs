//! The shapes of a line of the journal, and the events that they spell.

use serde::{Deserialize, Serialize};

use crate::model::answer::{Cause, Decimal, Excuse, Value};
use crate::model::event::{Beside, Event};
use crate::model::id::{Fingerprint, Id};
use crate::model::moment::{Moment, Visited};
use crate::model::scale::ItemType;
use crate::model::standard::{StandardRef, Version};
use crate::model::visit::{Channel, Kind, Name, Role, VisitFacts, VisitId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLine {
    pub(super) format: u64,
    pub(super) seq: u64,
    pub(super) at: String,
    pub(super) event: RawEvent,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum RawEvent {
    Started(Box<RawFacts>),
    Revised {
        facts: Box<RawFacts>,
        of: String,
        by: String,
        why: String,
    },
    Noted(String),
    Guessed(Option<String>),
    NobodyReached(Option<String>),
    Answered {
        item: String,
        r#type: String,
        answer: String,
    },
    Excused {
        item: String,
        excuse: RawExcuse,
        reason: String,
    },
    Cleared(String),
    Skipped(String),
    Remarked {
        item: String,
        text: String,
    },
    Attached {
        item: String,
        path: String,
    },
    Detached(String),
    Caused {
        item: String,
        cause: Option<String>,
    },
    Flagged {
        item: String,
        flagged: bool,
    },
    Moved(String),
    Returned,
    Undone,
    Redone,
    TimerStarted(String),
    TimerStopped {
        item: String,
        seconds: u64,
    },
    TimerReset(String),
    Drafted {
        item: String,
        text: String,
    },
    BesideDrafted {
        item: String,
        of: RawBeside,
        text: String,
    },
    /// How the draft of a remark was spelt before other drafts were kept; read and never written.
    #[serde(skip_serializing)]
    RemarkDrafted {
        item: String,
        text: String,
    },
    Revealed,
    Finished,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawBeside {
    Remark,
    Evidence,
    Reason,
    Nobody,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawExcuse {
    NotApplicable,
    NotObserved,
    Waived,
    Awaiting,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFacts {
    visit: String,
    kind: String,
    standard: String,
    version: String,
    fingerprint: String,
    organisation: String,
    role: String,
    site: String,
    channel: Option<String>,
    scenario: Option<String>,
    auditor: String,
    started: String,
    visited: String,
}

/// A field whose text could not be read.
pub(super) struct Wrong {
    field: &'static str,
    text: String,
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "`{}` is no {}", self.text, self.field)
    }
}

pub(super) fn read<T>(
    field: &'static str,
    text: &str,
    reader: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Wrong> {
    reader(text).ok_or_else(|| Wrong {
        field,
        text: text.into(),
    })
}

fn item(text: &str) -> Result<Id, Wrong> {
    read("item", text, Id::new)
}

pub(super) fn raw_of(event: &Event) -> RawEvent {
    let text = |id: &Id| id.as_str().to_owned();
    match event {
        Event::Started(facts) => RawEvent::Started(Box::new(raw_facts(facts))),
        Event::Revised { facts, of, by, why } => RawEvent::Revised {
            facts: Box::new(raw_facts(facts)),
            of: of.to_string(),
            by: by.clone(),
            why: why.clone(),
        },
        Event::Noted(text) => RawEvent::Noted(text.clone()),
        Event::Guessed(guess) => {
            RawEvent::Guessed(guess.as_ref().map(|guess| guess.as_str().into()))
        }
        Event::NobodyReached(why) => RawEvent::NobodyReached(why.clone()),
        Event::Answered { item, value } => RawEvent::Answered {
            item: text(item),
            r#type: value.item_type().name().into(),
            answer: value.to_string(),
        },
        Event::Excused {
            item,
            excuse,
            reason,
        } => RawEvent::Excused {
            item: text(item),
            excuse: match excuse {
                Excuse::NotApplicable => RawExcuse::NotApplicable,
                Excuse::NotObserved => RawExcuse::NotObserved,
                Excuse::Waived => RawExcuse::Waived,
                Excuse::Awaiting => RawExcuse::Awaiting,
            },
            reason: reason.clone(),
        },
        Event::Cleared(item) => RawEvent::Cleared(text(item)),
        Event::Skipped(item) => RawEvent::Skipped(text(item)),
        Event::Remarked { item, text: remark } => RawEvent::Remarked {
            item: text(item),
            text: remark.clone(),
        },
        Event::Attached { item, path } => RawEvent::Attached {
            item: text(item),
            path: path.clone(),
        },
        Event::Detached(item) => RawEvent::Detached(text(item)),
        Event::Caused { item, cause } => RawEvent::Caused {
            item: text(item),
            cause: cause.map(|cause| cause.name().into()),
        },
        Event::Flagged { item, is_flagged } => RawEvent::Flagged {
            item: text(item),
            flagged: *is_flagged,
        },
        Event::Moved(item) => RawEvent::Moved(text(item)),
        Event::Returned => RawEvent::Returned,
        Event::Undone => RawEvent::Undone,
        Event::Redone => RawEvent::Redone,
        Event::TimerStarted(item) => RawEvent::TimerStarted(text(item)),
        Event::TimerStopped { item, seconds } => RawEvent::TimerStopped {
            item: text(item),
            seconds: *seconds,
        },
        Event::TimerReset(item) => RawEvent::TimerReset(text(item)),
        Event::Drafted { item, text: draft } => RawEvent::Drafted {
            item: text(item),
            text: draft.clone(),
        },
        Event::BesideDrafted {
            item,
            of,
            text: draft,
        } => RawEvent::BesideDrafted {
            item: text(item),
            of: match of {
                Beside::Remark => RawBeside::Remark,
                Beside::Evidence => RawBeside::Evidence,
                Beside::Reason => RawBeside::Reason,
                Beside::Nobody => RawBeside::Nobody,
            },
            text: draft.clone(),
        },
        Event::Revealed => RawEvent::Revealed,
        Event::Finished => RawEvent::Finished,
    }
}

pub(super) fn event_of(raw: RawEvent) -> Result<Event, Wrong> {
    Ok(match raw {
        RawEvent::Started(facts) => Event::Started(Box::new(facts_of(&facts)?)),
        RawEvent::Revised { facts, of, by, why } => Event::Revised {
            facts: Box::new(facts_of(&facts)?),
            of: read("visit id", &of, VisitId::new)?,
            by,
            why,
        },
        RawEvent::Noted(text) => Event::Noted(text),
        RawEvent::Guessed(guess) => Event::Guessed(
            guess
                .map(|guess| read("guess", &guess, Decimal::new))
                .transpose()?,
        ),
        RawEvent::NobodyReached(why) => Event::NobodyReached(why),
        RawEvent::Answered {
            item: id,
            r#type,
            answer,
        } => {
            let item_type = read("type of item", &r#type, ItemType::from_name)?;
            Event::Answered {
                item: item(&id)?,
                value: read("answer to such an item", &answer, |text| {
                    Value::from_record(item_type, text)
                })?,
            }
        }
        RawEvent::Excused {
            item: id,
            excuse,
            reason,
        } => Event::Excused {
            item: item(&id)?,
            excuse: match excuse {
                RawExcuse::NotApplicable => Excuse::NotApplicable,
                RawExcuse::NotObserved => Excuse::NotObserved,
                RawExcuse::Waived => Excuse::Waived,
                RawExcuse::Awaiting => Excuse::Awaiting,
            },
            reason,
        },
        RawEvent::Cleared(id) => Event::Cleared(item(&id)?),
        RawEvent::Skipped(id) => Event::Skipped(item(&id)?),
        RawEvent::Remarked { item: id, text } => Event::Remarked {
            item: item(&id)?,
            text,
        },
        RawEvent::Attached { item: id, path } => Event::Attached {
            item: item(&id)?,
            path,
        },
        RawEvent::Detached(id) => Event::Detached(item(&id)?),
        RawEvent::Caused { item: id, cause } => Event::Caused {
            item: item(&id)?,
            cause: cause
                .map(|cause| read("cause", &cause, Cause::from_name))
                .transpose()?,
        },
        RawEvent::Flagged { item: id, flagged } => Event::Flagged {
            item: item(&id)?,
            is_flagged: flagged,
        },
        RawEvent::Moved(id) => Event::Moved(item(&id)?),
        RawEvent::Returned => Event::Returned,
        RawEvent::Undone => Event::Undone,
        RawEvent::Redone => Event::Redone,
        RawEvent::TimerStarted(id) => Event::TimerStarted(item(&id)?),
        RawEvent::TimerStopped { item: id, seconds } => Event::TimerStopped {
            item: item(&id)?,
            seconds,
        },
        RawEvent::TimerReset(id) => Event::TimerReset(item(&id)?),
        RawEvent::Drafted { item: id, text } => Event::Drafted {
            item: item(&id)?,
            text,
        },
        RawEvent::BesideDrafted { item: id, of, text } => Event::BesideDrafted {
            item: item(&id)?,
            of: match of {
                RawBeside::Remark => Beside::Remark,
                RawBeside::Evidence => Beside::Evidence,
                RawBeside::Reason => Beside::Reason,
                RawBeside::Nobody => Beside::Nobody,
            },
            text,
        },
        RawEvent::RemarkDrafted { item: id, text } => Event::BesideDrafted {
            item: item(&id)?,
            of: Beside::Remark,
            text,
        },
        RawEvent::Revealed => Event::Revealed,
        RawEvent::Finished => Event::Finished,
    })
}

fn raw_facts(facts: &VisitFacts) -> RawFacts {
    RawFacts {
        visit: facts.id.to_string(),
        kind: facts.kind.name().into(),
        standard: facts.standard.id.to_string(),
        version: facts.standard.version.to_string(),
        fingerprint: facts.standard.fingerprint.to_string(),
        organisation: facts.organisation.as_str().into(),
        role: facts.role.name().into(),
        site: facts.site.as_str().into(),
        channel: facts.channel.map(|channel| channel.name().into()),
        scenario: facts.scenario.as_ref().map(ToString::to_string),
        auditor: facts.auditor.clone(),
        started: facts.started.to_string(),
        visited: facts.visited.to_string(),
    }
}

fn facts_of(raw: &RawFacts) -> Result<VisitFacts, Wrong> {
    Ok(VisitFacts {
        id: read("visit id", &raw.visit, VisitId::new)?,
        kind: read("kind", &raw.kind, Kind::from_name)?,
        standard: StandardRef {
            id: read("standard's id", &raw.standard, Id::new)?,
            version: read("version", &raw.version, Version::from_text)?,
            fingerprint: read("fingerprint", &raw.fingerprint, Fingerprint::new)?,
        },
        organisation: read("name", &raw.organisation, Name::new)?,
        role: read("role", &raw.role, Role::from_name)?,
        site: read("name", &raw.site, Name::new)?,
        channel: raw
            .channel
            .as_ref()
            .map(|text| read("channel", text, Channel::from_name))
            .transpose()?,
        scenario: raw
            .scenario
            .as_ref()
            .map(|text| read("scenario", text, Id::new))
            .transpose()?,
        auditor: raw.auditor.clone(),
        started: read("time", &raw.started, Moment::from_record)?,
        visited: read("time", &raw.visited, Visited::from_record)?,
    })
}
