//! Which files hold what is to be erased, and what they are without it. Reads only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Ledger;
use super::bounded;
use super::erase::Erased;
use super::error::LedgerError;
use super::evidence::{mark, sealed_hash};
use super::journal::{JournalText, Torn};
use super::layout::names_in;
use super::scan;
use super::seal;
use crate::files::action_line::{action_line, read_action_line};
use crate::files::journal_jsonl::line_of;
use crate::files::seal_line::Sealing;
use crate::files::visit_csv::visit_csv;
use crate::model::action::ActionEvent;
use crate::model::erasure::{Eraser, Erasure, is_same_code};
use crate::model::event::{Entry, Event};
use crate::model::id::sha256;
use crate::model::moment::Moment;
use crate::model::order::InOrder;
use crate::model::visit::{Visit, VisitId};

/// All that is to be done.
#[derive(Default, Debug)]
pub(super) struct Plan {
    /// The files of visits that something is taken out of, the first revision of a visit first.
    pub(super) rewrites: Vec<Rewrite>,
    /// Evidence that goes.
    pub(super) evidence: Vec<PathBuf>,
    /// Visits in the bin that go, and their files and folders.
    pub(super) deleted: Vec<VisitId>,
    pub(super) in_bins: Vec<PathBuf>,
    /// Files of decisions, and what they are then.
    pub(super) actions: Vec<(PathBuf, Vec<u8>)>,
    n_actions: usize,
}

impl Plan {
    pub(super) fn summary(&self) -> Erased {
        Erased {
            visits: self.rewrites.iter().map(|it| it.id.clone()).collect(),
            deleted: self.deleted.clone(),
            n_evidence: self.evidence.len(),
            n_actions: self.n_actions,
        }
    }
}

/// A file as it is to be.
#[derive(Debug)]
pub(super) struct NewFile {
    pub(super) bytes: Vec<u8>,
    pub(super) is_changed: bool,
}

/// One revision of a visit that something is taken out of.
#[derive(Debug)]
pub(super) struct Rewrite {
    pub(super) id: VisitId,
    pub(super) csv: Option<NewFile>,
    pub(super) journal: Option<NewFile>,
    /// True where the journal is among those in progress.
    pub(super) is_open: bool,
    /// Evidence that the rows still name.
    evidence: BTreeSet<String>,
    /// What the seals say of it so far.
    sealed: Option<Sealing>,
}

impl Rewrite {
    /// What a seal is to say of it, where one names it.
    pub(super) fn sealing(&self, at: Moment) -> Option<Sealing> {
        let Some(Sealing::Finished {
            journal, evidence, ..
        }) = &self.sealed
        else {
            return None;
        };
        let left = self.evidence.iter().filter_map(|path| {
            let hash = sealed_hash(evidence, path)?;
            Some((mark(path), hash.clone()))
        });
        Some(Sealing::Finished {
            csv: sha256(&self.csv.as_ref()?.bytes),
            journal: match &self.journal {
                Some(file) => sha256(&file.bytes),
                None => journal.clone(),
            },
            evidence: left.collect(),
            erased: Some(at.to_string()),
        })
    }
}

impl Ledger {
    /// Fails where a file cannot be looked into that may hold what is to be erased.
    pub(super) fn erase_plan(&self, erasure: &Erasure) -> Result<Plan, LedgerError> {
        let mut plan = Plan::default();
        let words = self.sealed_before_erasing()?;
        let (mut gone, mut left) = (BTreeSet::new(), BTreeSet::new());
        let mut eraser = Eraser::new(erasure);
        for id in self.ids_beside_bins()? {
            if !may_concern(erasure, &id) {
                continue;
            }
            let found = self.found(erasure, &id, words.get(&id))?;
            let entries = found.entries();
            eraser.begin_revision(entries);
            let journal = found.journal().map(|journal| {
                let entries = &journal.entries;
                let events = entries.iter().map(|entry| eraser.event(&entry.event));
                let events: Vec<Event> = events.collect();
                let new = entries.iter().zip(events).map(|(entry, event)| Entry {
                    event,
                    ..entry.clone()
                });
                let new: Vec<Entry> = new.collect();
                for (old, new) in entries.iter().zip(&new) {
                    gone.extend(evidence_of(&old.event).filter(|_| old != new));
                    left.extend(evidence_of(&new.event));
                }
                NewFile {
                    is_changed: new != *entries || may_be_in(erasure, journal.torn.as_ref()),
                    bytes: new.iter().map(line_of).collect::<String>().into_bytes(),
                }
            });
            let new = found.visit().map(|visit| eraser.visit(visit));
            let named = |visit: Option<&Visit>| -> BTreeSet<String> {
                let answers = visit.into_iter().flat_map(|visit| &visit.answers);
                answers.flat_map(|it| it.evidence.clone()).collect()
            };
            let evidence = named(new.as_ref());
            gone.extend(named(found.visit()).difference(&evidence).cloned());
            left.extend(evidence.clone());
            let csv = new.map(|new| NewFile {
                is_changed: Some(&new) != found.visit(),
                bytes: visit_csv(&new),
            });
            let is_changed = |file: &Option<NewFile>| file.as_ref().is_some_and(|it| it.is_changed);
            if is_changed(&csv) || is_changed(&journal) {
                let found = found.sound()?;
                let seals = words.get(&id).map(|word| word.finished.as_slice());
                plan.rewrites.push(Rewrite {
                    sealed: seals
                        .and_then(|seals| seals.last())
                        .map(|it| it.sealing.clone()),
                    is_open: found.is_open(),
                    id,
                    csv,
                    journal,
                    evidence,
                });
            }
        }
        let gone = gone.difference(&left);
        plan.evidence = gone.filter_map(|path| self.evidence_file(path)).collect();
        self.plan_bins(erasure, &mut plan)?;
        self.plan_actions(erasure, &mut plan)?;
        Ok(plan)
    }

    /// Every visit that has a file in its place, finished or in progress, its first revision first.
    fn ids_beside_bins(&self) -> Result<Vec<VisitId>, LedgerError> {
        let mut ids = BTreeSet::new();
        for (folder, ending) in [
            (self.layout.visits(), ".csv"),
            (self.layout.journals(), ".jsonl"),
            (self.layout.open_visits(), ".jsonl"),
        ] {
            let names = names_in(&folder)?;
            let of_visits = names.iter().filter_map(|name| name.strip_suffix(ending));
            ids.extend(of_visits.filter_map(VisitId::new));
        }
        let mut ids: Vec<VisitId> = ids.into_iter().collect();
        ids.order_by_key(|id| (id.base(), id.revision()));
        Ok(ids)
    }

    /// What was discarded goes as a whole.
    fn plan_bins(&self, erasure: &Erasure, plan: &mut Plan) -> Result<(), LedgerError> {
        let mut files: BTreeMap<VisitId, Vec<PathBuf>> = BTreeMap::new();
        for bin in self.bins()? {
            for (folder, ending) in [
                (bin.clone(), ".csv"),
                (bin.join("open"), ".jsonl"),
                (bin.join("journal"), ".jsonl"),
                (bin.join("evidence"), ""),
            ] {
                for name in names_in(&folder)? {
                    if let Some(id) = name.strip_suffix(ending).and_then(VisitId::new) {
                        files.entry(id).or_default().push(folder.join(&name));
                    }
                }
            }
        }
        for (id, files) in files {
            let is_meant = match erasure {
                Erasure::Words { visit, .. } => id.base() == *visit,
                Erasure::Auditor { code, .. } => files.iter().any(|path| names_auditor(path, code)),
            };
            if is_meant {
                plan.in_bins.extend(self.in_bins(&id)?);
                plan.deleted.push(id);
            }
        }
        Ok(())
    }

    /// Who sees to what was decided may be an auditor.
    fn plan_actions(&self, erasure: &Erasure, plan: &mut Plan) -> Result<(), LedgerError> {
        let Erasure::Auditor { code, stand_in } = erasure else {
            return Ok(());
        };
        for name in names_in(&self.layout.actions())? {
            if seal::device_of(&name).is_none() {
                continue;
            }
            let path = self.layout.actions().join(&name);
            let bytes = bounded::lines_file(&path).map_err(LedgerError::io("read", &path))?;
            let mut new = Vec::with_capacity(bytes.len());
            let n_before = plan.n_actions;
            for line in bytes.split_inclusive(|byte| *byte == b'\n') {
                let text = String::from_utf8_lossy(line);
                match read_action_line(&text) {
                    Ok(ActionEvent::Added(mut action)) if is_same_code(&action.who, code) => {
                        action.who.clone_from(stand_in);
                        new.extend(action_line(&ActionEvent::Added(action)).into_bytes());
                        plan.n_actions += 1;
                    }
                    _ => new.extend_from_slice(line),
                }
            }
            if plan.n_actions > n_before {
                plan.actions.push((path, new));
            }
        }
        Ok(())
    }
}

fn may_concern(erasure: &Erasure, id: &VisitId) -> bool {
    match erasure {
        Erasure::Auditor { .. } => true,
        Erasure::Words { visit, .. } => id.base() == *visit,
    }
}

/// True where the end of a line that was never wholly written may hold what is to be erased.
fn may_be_in(erasure: &Erasure, torn: Option<&Torn>) -> bool {
    torn.is_some_and(|torn| match erasure {
        Erasure::Words { .. } => true,
        Erasure::Auditor { code, .. } => is_in(&torn.bytes, code),
    })
}

/// The evidence in the ledger that an event names.
fn evidence_of(event: &Event) -> Option<String> {
    match event {
        Event::Attached { path, .. } => Some(path.clone()),
        _ => None,
    }
}

/// True where a file in the bin is of the auditor's, or corrected by them.
fn names_auditor(path: &Path, code: &str) -> bool {
    if path.is_dir() {
        return false;
    }
    if path.extension().is_some_and(|end| end == "csv") {
        return match scan::file(path) {
            Ok(read) if !read.visits.is_empty() => {
                (read.visits.iter()).any(|visit| is_same_code(&visit.facts.auditor, code))
            }
            _ => has_text(path, code),
        };
    }
    match JournalText::read(path) {
        Ok(text) => (text.entries.iter()).any(|entry| match &entry.event {
            Event::Started(facts) => is_same_code(&facts.auditor, code),
            Event::Revised { facts, by, .. } => {
                is_same_code(&facts.auditor, code) || is_same_code(by, code)
            }
            _ => false,
        }),
        Err(_) => has_text(path, code),
    }
}

/// True where a file has the text in it, or cannot be read at all.
pub(super) fn has_text(path: &Path, text: &str) -> bool {
    bounded::lines_file(path).map_or(true, |bytes| is_in(&bytes, text))
}

/// True where the text is in the bytes, whatever its capitals.
fn is_in(bytes: &[u8], text: &str) -> bool {
    let bytes = String::from_utf8_lossy(bytes).to_lowercase();
    bytes.contains(text.trim().to_lowercase().as_str())
}
