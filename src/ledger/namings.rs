//! Who and what was named in finished visits, without reading all of them each time: from many
//! visits on, those that named something first are remembered in the system's folder of caches. What is
//! remembered holds only for the very state of the ledger that it was made from, and is made again
//! for any other; nothing of the records depends on it.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::Ledger;
use super::bounded;
use super::error::LedgerError;
use super::layout::{Layout, names_in};
use super::visits::order_of;
use crate::files::journal_jsonl::{entry_of, line_of};
use crate::model::event::{Entry, Event};
use crate::model::id::{Id, sha256};
use crate::model::visit::{Kind, Name, Role, VisitFacts};

/// From so many visits on reading them all is felt.
const MANY: usize = 1_000;

/// What tells one state of a ledger from another, without a look at each visit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stamp {
    /// When the folder of visits was changed last, in nanoseconds.
    changed: u128,
    /// How long all seals are: every program that finishes a visit makes them longer.
    sealed: u64,
}

impl Stamp {
    fn of(layout: &Layout) -> Option<Self> {
        let changed = layout.visits().metadata().and_then(|it| it.modified());
        let changed = changed.ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        let seals = names_in(&layout.seals()).ok()?.into_iter();
        let lengths = seals.map(|name| Some(layout.seals().join(name).metadata().ok()?.len()));
        Some(Self {
            changed,
            sealed: lengths.sum::<Option<u64>>()?,
        })
    }
}

impl Ledger {
    /// The facts of those finished visits that name an organisation, a site or an own auditor first, or
    /// are the first audit with a standard in a role, oldest contact first: taken one after the other
    /// they name what all visits name.
    pub fn namings(&self) -> Result<Vec<VisitFacts>, LedgerError> {
        self.namings_by(memory(&self.layout).as_deref(), MANY)
    }

    fn namings_by(
        &self,
        memory: Option<&Path>,
        many: usize,
    ) -> Result<Vec<VisitFacts>, LedgerError> {
        // Before the visits are read: what comes meanwhile is then read again the next time.
        let stamp = Stamp::of(&self.layout);
        if let (Some(memory), Some(stamp)) = (memory, stamp)
            && let Some(facts) = recalled(memory, stamp)
        {
            return Ok(facts);
        }
        let visits = self.briefs()?;
        let n_visits = visits.all.len();
        let facts = visits
            .latest()
            .map(|finished| (&finished.visit.facts).into());
        let facts = first_namings(facts);
        if let (Some(memory), Some(stamp)) = (memory.filter(|_| n_visits >= many), stamp) {
            remember(memory, stamp, &facts);
        }
        Ok(facts)
    }

    /// The state that is remembered, where it is the one of now.
    pub(super) fn remembered(&self) -> Option<Stamp> {
        let memory = memory(&self.layout)?;
        let stamp = Stamp::of(&self.layout)?;
        recalled(&memory, stamp).map(|_| stamp)
    }

    /// Adds a visit to what is remembered of the state before it, where `n_sealed` bytes of seals are
    /// all that has changed beside.
    pub(super) fn remember_too(&self, before: Option<Stamp>, facts: &VisitFacts, n_sealed: u64) {
        let (Some(before), Some(memory)) = (before, memory(&self.layout)) else {
            return;
        };
        add(&self.layout, &memory, before, Some(facts), n_sealed);
    }

    /// Remembers the state before a lock was taken and given back as the one of now: a lock changes
    /// the folder of visits, and names nothing.
    pub(super) fn remember_still(&self, before: Option<Stamp>) {
        if let (Some(before), Some(memory)) = (before, memory(&self.layout)) {
            add(&self.layout, &memory, before, None, 0);
        }
    }

    /// Forgets all that is remembered outside the ledger, because some of it is to be nowhere.
    pub(super) fn forget(&self) -> Result<(), LedgerError> {
        let Some(memory) = memory(&self.layout) else {
            return Ok(());
        };
        match std::fs::remove_file(&memory) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(LedgerError::io("delete", &memory)(error))
            }
            _ => Ok(()),
        }
    }
}

fn add(layout: &Layout, memory: &Path, before: Stamp, facts: Option<&VisitFacts>, n_sealed: u64) {
    let is_all = |now: &Stamp| now.sealed == before.sealed + n_sealed;
    let now = Stamp::of(layout).filter(is_all);
    if let (Some(now), Some(mut known)) = (now, recalled(memory, before)) {
        known.extend(facts.cloned());
        known.sort_by_cached_key(order_of);
        remember(memory, now, &first_namings(known.into_iter()));
    }
}

/// Those that name something that none before them did.
fn first_namings(facts: impl Iterator<Item = VisitFacts>) -> Vec<VisitFacts> {
    let mut sites: BTreeSet<(Name, Name)> = BTreeSet::new();
    let mut own_auditors: BTreeSet<String> = BTreeSet::new();
    let mut audited: BTreeSet<(Role, Id)> = BTreeSet::new();
    let names_first = |facts: &VisitFacts| {
        let is_first_site = !sites.contains(&(facts.organisation.clone(), facts.site.clone()))
            && sites.insert((facts.organisation.clone(), facts.site.clone()));
        let is_first_auditor =
            facts.role == Role::Own && own_auditors.insert(facts.auditor.clone());
        let with = (facts.role, facts.standard.id.clone());
        let is_first_audit = facts.kind == Kind::Audit && audited.insert(with);
        is_first_site || is_first_auditor || is_first_audit
    };
    facts.filter(names_first).collect()
}

/// Where this ledger's names are remembered.
fn memory(layout: &Layout) -> Option<PathBuf> {
    let root = layout.root().canonicalize().ok()?;
    let name = &sha256(root.as_os_str().as_encoded_bytes())[..16];
    let folder = dirs::cache_dir()?.join("mystery-shop");
    Some(folder.join(format!("names-{name}.jsonl")))
}

/// What is remembered of a state; `None` of any other, and where a byte of it is not as it was.
fn recalled(memory: &Path, stamp: Stamp) -> Option<Vec<VisitFacts>> {
    let bytes = bounded::lines_file(memory).ok()?;
    let head = bytes.split_inclusive(|byte| *byte == b'\n').next()?;
    let lines = &bytes[head.len()..];
    let facts = |line| match entry_of(line).ok()?.event {
        Event::Started(facts) => Some(*facts),
        _ => None,
    };
    let is_of_now = head == head_of(stamp, lines).as_bytes();
    let mut lines = lines.split_inclusive(|byte| *byte == b'\n');
    is_of_now.then(|| lines.by_ref().map(facts).collect())?
}

/// Remembers, where the system lets us.
fn remember(memory: &Path, stamp: Stamp, facts: &[VisitFacts]) {
    let lines = facts.iter().map(|facts| {
        line_of(&Entry {
            seq: 1,
            at: facts.started,
            event: Event::Started(Box::new(facts.clone())),
        })
    });
    let lines: String = lines.collect();
    let head = head_of(stamp, lines.as_bytes());
    let folder = memory.parent().expect("it is made in a folder");
    let write = || {
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(head.as_bytes())?;
        file.write_all(lines.as_bytes())?;
        file.persist(memory)?;
        std::io::Result::Ok(())
    };
    let _ = write();
}

/// The state, and the hash of what is remembered of it.
fn head_of(stamp: Stamp, lines: &[u8]) -> String {
    let hash = sha256(lines);
    format!("2 {} {} {hash}\n", stamp.changed, stamp.sealed)
}

#[cfg(test)]
#[path = "namings_tests.rs"]
mod tests;
