//! Answers tried against a standard without keeping anything.

use anyhow::Result;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::opening::Loaded;
use super::details::Details;
use crate::model::event::{Entry, Event};
use crate::model::moment::Visited;
use crate::model::standard::Standard;
use crate::model::visit::{Kind, Name, Role, VisitFacts, VisitId};
use crate::walk::request::Request;
use crate::walk::{Verdict, Walk};

/// A walk whose journal is nowhere.
pub(super) struct Trial<'s> {
    pub(super) walk: Walk<'s>,
    seq: u64,
}

impl<'s> Trial<'s> {
    pub(super) fn new(
        standard: &'s Standard,
        facts: &VisitFacts,
        context: &Context,
    ) -> Result<Self> {
        let first = Entry {
            seq: 1,
            at: context.now(),
            event: Event::Started(Box::new(facts.clone())),
        };
        let walk = Walk::replay(standard, &[first])
            .map_err(|error| Failure::could_not(error.to_string()))?;
        Ok(Self { walk, seq: 1 })
    }

    pub(super) fn keep(&mut self, event: Event, context: &Context) {
        self.seq += 1;
        self.walk.apply(&Entry {
            seq: self.seq,
            at: context.now(),
            event,
        });
    }

    pub(super) fn ask(&mut self, request: &Request, context: &Context) -> Result<(), String> {
        match self.walk.judge(request, context.now()) {
            Verdict::Refused(why) => Err(why),
            Verdict::Effects(_) => Ok(()),
            Verdict::Events(events) => {
                for event in events {
                    self.keep(event, context);
                }
                Ok(())
            }
        }
    }
}

/// Facts good enough to try the answers against the standard.
pub(super) fn trial_facts(
    context: &Context,
    loaded: &Loaded,
    role: Role,
    details: Option<&Details>,
) -> VisitFacts {
    let name = Name::new("trial").expect("it is not empty");
    let visited = details.map_or(Visited::At(context.now()), |details| details.visited);
    VisitFacts {
        id: VisitId::compose(visited.date(), &name, &name, "aaaa"),
        kind: details.map_or(Kind::Audit, |details| details.kind),
        standard: loaded.standard.reference(),
        organisation: name.clone(),
        role,
        site: name,
        channel: None,
        scenario: None,
        auditor: String::new(),
        started: context.now(),
        visited,
    }
}
