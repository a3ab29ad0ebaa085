//! A visit in progress: begun, gone on with, and every event kept. One program at a time is in it.

use std::path::Path;

use super::Ledger;
use super::error::LedgerError;
use super::journal::{Journal, JournalText, Torn};
use super::lock::Lock;
use crate::model::event::{Entry, Event};
use crate::model::moment::Moment;
use crate::model::standard::StandardRef;
use crate::model::visit::{VisitFacts, VisitId};
use crate::walk::effect::is_to_follow;

/// A visit in progress, which nobody else can enter meanwhile.
#[derive(Debug)]
pub struct OpenVisit {
    ledger: Ledger,
    facts: VisitFacts,
    entries: Vec<Entry>,
    journal: Journal,
    made_ledger: bool,
    // Given back last, when the journal is closed.
    _lock: Lock,
}

/// A visit in progress that is gone on with.
#[derive(Debug)]
pub struct Resumed {
    /// The visit.
    pub open: OpenVisit,
    /// What was dropped at the end of the journal, to be said aloud.
    pub torn: Option<Torn>,
    /// The exact standard that the visit was begun with.
    pub standard_yaml: Vec<u8>,
}

impl OpenVisit {
    /// What is the same for the whole visit.
    pub fn facts(&self) -> &VisitFacts {
        &self.facts
    }

    /// Its id.
    pub fn id(&self) -> &VisitId {
        &self.facts.id
    }

    /// Every event so far, the first one that begins the visit.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// True when the ledger's folder was made for this visit, which is to be said aloud.
    pub fn made_ledger(&self) -> bool {
        self.made_ledger
    }

    /// Where its journal is.
    pub fn path(&self) -> &Path {
        self.journal.path()
    }

    /// Keeps an event: it is on the disk itself when this returns. After a failure to write the
    /// visit takes no more events; what was kept before is safe.
    ///
    /// A file of evidence is copied into the ledger first, and the entry that comes back names the
    /// copy: apply that one. Where the file cannot be taken, nothing is kept and the visit goes on: only
    /// [`LedgerError::NotSaved`] and [`LedgerError::Poisoned`] are its end.
    pub fn keep(&mut self, at: Moment, mut event: Event) -> Result<Entry, LedgerError> {
        if let Event::Attached { path, .. } = &mut event
            && !is_to_follow(path)
            && self.ledger.evidence_file(path).is_none()
        {
            *path = self.ledger.take_evidence(&self.facts.id, Path::new(path))?;
        }
        let entry = self.journal.keep(at, event)?;
        self.entries.push(entry.clone());
        Ok(entry)
    }

    /// True when the event that ends the walk is kept.
    pub fn is_finished(&self) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.event == Event::Finished)
    }
}

impl Ledger {
    /// Begins a visit: keeps the exact standard, then the first event. Makes the ledger where it is
    /// not there yet ([`OpenVisit::made_ledger`] says so).
    pub fn begin(&self, facts: VisitFacts, standard_yaml: &[u8]) -> Result<OpenVisit, LedgerError> {
        let at = facts.started;
        let standard = facts.standard.clone();
        self.begin_with(
            at,
            Event::Started(Box::new(facts)),
            &standard,
            standard_yaml,
        )
    }

    /// Begins a revision of a finished visit: `facts` are those of the visit with the revision's own
    /// id ([`Ledger::next_revision`]) and time. The events that rebuild the visit come next, then
    /// those that change it; the revision stands on its own.
    pub fn begin_revision(
        &self,
        facts: VisitFacts,
        of: &VisitId,
        by: &str,
        why: &str,
        at: Moment,
        standard_yaml: &[u8],
    ) -> Result<OpenVisit, LedgerError> {
        let standard = facts.standard.clone();
        let first = Event::Revised {
            facts: Box::new(facts),
            of: of.clone(),
            by: by.into(),
            why: why.into(),
        };
        self.begin_with(at, first, &standard, standard_yaml)
    }

    fn begin_with(
        &self,
        at: Moment,
        first: Event,
        standard: &StandardRef,
        standard_yaml: &[u8],
    ) -> Result<OpenVisit, LedgerError> {
        let (Event::Started(facts) | Event::Revised { facts, .. }) = &first else {
            unreachable!("both callers begin with facts");
        };
        let facts = (**facts).clone();
        let made_ledger = self.make(Some(&facts))?;
        self.layout
            .make_folder(&self.disk, &self.layout.open_visits())?;
        let lock = self.lock_visit(&facts.id, std::time::Duration::ZERO)?;
        for taken in [
            self.layout.visit(&facts.id),
            self.layout.open_visit(&facts.id),
            self.layout.journal(&facts.id),
        ] {
            if taken.symlink_metadata().is_ok() {
                return Err(LedgerError::Exists { path: taken });
            }
        }
        self.keep_standard(standard, standard_yaml)?;
        let entry = Entry {
            seq: 1,
            at,
            event: first,
        };
        // Held while the journal has no name yet, so that nobody who erases takes it for a leftover.
        let before = self.remembered();
        let moment = Lock::take(&self.layout.lock(), "the ledger", self.patience)?;
        let journal = Journal::begin(&self.disk, &self.layout.open_visit(&facts.id), &entry)?;
        drop(moment);
        self.remember_still(before);
        Ok(OpenVisit {
            ledger: self.clone(),
            facts,
            entries: vec![entry],
            journal,
            made_ledger,
            _lock: lock,
        })
    }

    /// Goes on with a visit in progress. A visit that is finished and only has to be put away is
    /// refused with [`LedgerError::HalfDone`]: [`Ledger::complete_half_done`] does that.
    pub fn resume(&self, id: &VisitId) -> Result<Resumed, LedgerError> {
        let path = self.layout.open_visit(id);
        if !path.is_file() {
            return Err(LedgerError::NoSuchVisit {
                text: id.to_string(),
                candidates: Vec::new(),
            });
        }
        let lock = self.lock_visit(id, std::time::Duration::ZERO)?;
        let text = JournalText::read(&path)?;
        if text.facts().id != *id {
            return Err(LedgerError::damaged(
                &path,
                Some(1),
                "it holds another visit",
            ));
        }
        if text.is_finished() {
            return Err(LedgerError::HalfDone {
                visit: id.to_string(),
            });
        }
        let standard_yaml = self.kept_standard(&text.facts().standard)?;
        let journal = Journal::resume(&self.disk, &path, &text)?;
        Ok(Resumed {
            open: OpenVisit {
                ledger: self.clone(),
                facts: text.facts().clone(),
                entries: text.entries,
                journal,
                made_ledger: false,
                _lock: lock,
            },
            torn: text.torn,
            standard_yaml,
        })
    }

    pub(super) fn lock_visit(
        &self,
        id: &VisitId,
        patience: std::time::Duration,
    ) -> Result<Lock, LedgerError> {
        Lock::take(
            &self.layout.open_lock(id),
            &format!("visit `{id}`"),
            patience,
        )
    }
}
