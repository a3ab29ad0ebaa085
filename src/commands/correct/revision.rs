//! A finished visit taken up again, changed in memory, and written as its next revision only when
//! it is whole. Correcting and attaching share it.

use anyhow::Result;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::opening::{Loaded, kept_standard};
use super::super::visit::details::language;
use crate::ledger::Ledger;
use crate::ledger::layout::shown;
use crate::model::event::{Entry, Event};
use crate::model::moment::Moment;
use crate::model::standard::Standard;
use crate::model::visit::{Visit, VisitFacts, VisitId};
use crate::report::closing::total_now;
use crate::report::corrections;
use crate::report::done::{Action, Done, done};
use crate::report::scorecard::Showing;
use crate::scoring::score;
use crate::walk::request::Request;
use crate::walk::{Verdict, Walk, entries_of};

/// A finished visit that is to have another revision.
#[derive(Clone, Debug)]
pub(in crate::commands) struct Revision {
    before: Visit,
    facts: VisitFacts,
    loaded: Loaded,
}

impl Revision {
    /// Takes up the visit of an id; its latest revision is what is revised.
    pub(in crate::commands) fn of(ledger: &Ledger, id: &VisitId) -> Result<Self> {
        let visits = ledger.briefs()?;
        let cannot_read =
            || Failure::could_not(format!("`{id}` cannot be read: `mystery verify` says why"));
        let finished = visits.visit(id).ok_or_else(cannot_read)?;
        if !finished.is_latest {
            return Err(Failure::usage(format!("`{id}` has been revised since"))
                .hint(format!("name the latest revision: `{}`", id.base()))
                .into());
        }
        let before = ledger.whole(finished).ok_or_else(cannot_read)?.visit;
        let facts = VisitFacts {
            id: ledger.next_revision(id),
            ..before.facts.clone()
        };
        let loaded = kept_standard(ledger, &facts.standard)?;
        Ok(Self {
            before,
            facts,
            loaded,
        })
    }

    /// The standard of the visit.
    pub(in crate::commands) fn standard(&self) -> &Standard {
        &self.loaded.standard
    }

    /// What is the same for the whole visit, as it is to be.
    pub(super) fn facts(&self) -> &VisitFacts {
        &self.facts
    }

    /// Has the revision say this of the whole visit.
    pub(super) fn set_facts(&mut self, facts: VisitFacts) {
        self.facts = facts;
    }

    /// True where the whole visit is said to be another.
    pub(super) fn has_other_facts(&self) -> bool {
        self.is_changed_by(&VisitFacts {
            id: self.facts.id.clone(),
            ..self.before.facts.clone()
        })
    }

    /// True where these are others than they are to be so far; letter by letter, for names forgive.
    pub(super) fn is_changed_by(&self, facts: &VisitFacts) -> bool {
        format!("{facts:?}") != format!("{:?}", self.facts)
    }

    /// The walk that the visit came from, in memory.
    pub(in crate::commands) fn walk(&self, context: &Context) -> Result<Reworked<'_>> {
        let now = context.now();
        let first = (now, Event::Started(Box::new(self.facts.clone())));
        let events = std::iter::once(first).chain(entries_of(&self.before));
        let entries: Vec<Entry> = (1..)
            .zip(events)
            .map(|(seq, (at, event))| Entry { seq, at, event })
            .collect();
        let walk = Walk::replay(&self.loaded.standard, &entries)
            .map_err(|error| Failure::could_not(format!("{}: {error}", self.before.facts.id)))?;
        Ok(Reworked {
            walk,
            seq: entries.len() as u64,
            now,
            changes: Vec::new(),
        })
    }

    /// Writes the revision: the old events with their times, the changes, the end.
    pub(in crate::commands) fn write(
        &self,
        context: &Context,
        ledger: &Ledger,
        by: &str,
        why: &str,
        changes: Vec<Event>,
    ) -> Result<()> {
        let now = context.now();
        let of = &self.before.facts.id;
        let bytes = &self.loaded.bytes;
        let mut open = ledger.begin_revision(self.facts.clone(), of, by, why, now, bytes)?;
        for (at, event) in entries_of(&self.before) {
            open.keep(at, event)?;
        }
        let mut all = Vec::new();
        for event in changes {
            let kept = open.keep(now, event)?;
            all.extend(attached(ledger, &self.facts.id, &kept.event));
        }
        let visit = crate::walk::visit_of(self.standard(), open.entries())
            .map_err(|error| Failure::could_not(format!("{}: {error}", open.id())))?;
        let finished = ledger.finish(open, &visit, now)?;
        context.output.say(&format!(
            "Revised {of}: {} is what counts now. The visit as it was stays where it is.",
            self.facts.id
        ));
        let (was, is) = (
            score(self.standard(), &self.before),
            score(self.standard(), &visit),
        );
        let showing = Showing {
            visit: &visit,
            judged: Some((self.standard(), &is)),
            language: language(context, ledger.programme(), self.standard()),
        };
        for line in corrections::changes(&showing, &self.before, &visit) {
            context.output.say(&line);
        }
        // Evidence changes no score.
        if was != is || all.is_empty() {
            for line in total_now(&visit, self.standard(), &is) {
                context.output.say(&line);
            }
        }
        context
            .output
            .say(&format!("Kept in {}", shown(&finished.csv)));
        all.push(Done::to_file(Action::Revised, &finished.csv).of_visit(&self.facts.id));
        context.show_done(&done(&all))
    }
}

/// A visit's walk that is changed in memory.
#[derive(Clone, Debug)]
pub(in crate::commands) struct Reworked<'s> {
    walk: Walk<'s>,
    seq: u64,
    now: Moment,
    changes: Vec<Event>,
}

impl<'s> Reworked<'s> {
    /// The walk as it is now.
    pub(in crate::commands) fn walk(&self) -> &Walk<'s> {
        &self.walk
    }

    /// Judges and applies a request; the refusal says the way out.
    pub(in crate::commands) fn ask(&mut self, request: &Request) -> Result<(), String> {
        match self.walk.judge(request, self.now) {
            Verdict::Refused(why) => Err(why),
            Verdict::Effects(_) => Ok(()),
            Verdict::Events(events) => {
                for event in events {
                    self.seq += 1;
                    self.walk.apply(&Entry {
                        seq: self.seq,
                        at: self.now,
                        event: event.clone(),
                    });
                    if !matches!(event, Event::Moved(_)) {
                        self.changes.push(event);
                    }
                }
                Ok(())
            }
        }
    }

    /// The visit as it is so far, without when each thing was said.
    pub(super) fn given(&self) -> Visit {
        let mut visit = self.walk.visit_so_far();
        let at = visit.facts.started;
        visit.answers.iter_mut().for_each(|it| it.answered = None);
        visit.notes.iter_mut().for_each(|notes| notes.at = at);
        visit.guess.iter_mut().for_each(|guess| guess.at = at);
        visit
    }

    /// What was changed, without where it was gone for it.
    pub(in crate::commands) fn changes(&self) -> Vec<Event> {
        self.changes.clone()
    }

    /// The visit as it is now; an error where it is not whole any more.
    pub(in crate::commands) fn finished(&self, standard: &Standard) -> Result<Visit> {
        self.walk.finish().map_err(|_| {
            let open: Vec<String> = self
                .walk
                .open()
                .map(|at| {
                    let id = &self.walk.item(at).id;
                    let what = if self.walk.wants_remark(at) {
                        "a remark"
                    } else {
                        "an answer"
                    };
                    format!("{id} ({what})")
                })
                .collect();
            let failure = Failure::usage(format!(
                "with that the visit would not be whole: {}",
                open.join(", ")
            ))
            .hint(format!(
                "give these too, in the same command; `mystery standard show {}` shows the items",
                standard.id
            ));
            let remark = self.walk.open().find(|at| self.walk.wants_remark(*at));
            match remark.map(|at| &self.walk.item(at).id) {
                Some(id) => failure.hint(format!("such as {id}=\":remark nobody looked up\"")),
                None => failure,
            }
            .into()
        })
    }
}

/// The evidence that an event as it was kept has added.
pub(in crate::commands) fn attached(
    ledger: &Ledger,
    visit: &VisitId,
    kept: &Event,
) -> Option<Done> {
    let Event::Attached { item, path } = kept else {
        return None;
    };
    let copy = ledger.evidence_file(path)?;
    Some(
        Done::to_file(Action::Attached, &copy)
            .of_visit(visit)
            .of_item(item),
    )
}

/// Who revises: the code that is named, the programme's auditor, the visit's own.
pub(in crate::commands) fn who(ledger: &Ledger, named: Option<&str>, visit: &Visit) -> String {
    let named = named
        .map(str::trim)
        .filter(|code| !code.is_empty())
        .map(str::to_owned);
    named
        .or_else(|| ledger.programme().defaults.auditor.clone())
        .unwrap_or_else(|| visit.facts.auditor.clone())
}
