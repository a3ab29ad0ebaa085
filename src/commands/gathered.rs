//! Visits gathered from many sources in brief, and how the whole of one is had again: out of memory
//! where it was read whole, else from its file.

use std::fs::File;
use std::io::{self, Seek};
use std::sync::Arc;
use std::thread;

use crate::files::visit_csv_brief::Shared;
use crate::files::visit_csv_read::ReadVisits;
use crate::ledger::Ledger;
use crate::ledger::error::LedgerError;
use crate::ledger::layout::Layout;
use crate::ledger::problem::Problem;
use crate::ledger::scan::{self, BriefFile, Progress};
use crate::model::brief::{Brief, Place, Roll};
use crate::model::visit::Visit;

/// Visits in brief, and where the whole of each is.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    shared: Shared,
    /// The visits so far.
    pub(super) visits: Vec<Brief>,
    held: Vec<Held>,
    /// How far the reading is.
    pub(super) progress: Arc<Progress>,
}

/// One source of visits in brief.
#[derive(Debug)]
enum Held {
    /// Kept whole.
    Whole(Vec<Visit>),
    /// A file that is read again.
    File(BriefFile),
    /// A ledger, whose files are read again.
    Ledger(Layout),
}

impl Gathered {
    fn number(&self) -> u32 {
        u32::try_from(self.held.len()).expect("there are fewer files than that")
    }

    /// Adds visits that were read whole.
    pub(super) fn add_whole(&mut self, visits: Vec<Visit>) {
        let source = self.number();
        for (at, visit) in visits.iter().enumerate() {
            let at = at as u64;
            self.visits
                .push(self.shared.add(visit, Place { source, at }));
        }
        self.held.push(Held::Whole(visits));
    }

    /// Adds the visits of a ledger; gives what is not as it should be.
    pub(super) fn add_ledger(&mut self, ledger: &Ledger) -> Result<Vec<Problem>, LedgerError> {
        let how = (&self.shared, self.progress.as_ref());
        let found = ledger.visits_in_brief(how, self.number())?;
        self.visits.extend(found.all.into_iter().map(|it| it.visit));
        self.held.push(Held::Ledger(ledger.layout().clone()));
        Ok(found.problems)
    }

    /// All of them.
    pub(super) fn roll(self) -> Roll<'static> {
        let held = self.held;
        let recall = move |brief: &Brief| {
            let at = usize::try_from(brief.place.at).ok()?;
            match &held[usize::try_from(brief.place.source).ok()?] {
                Held::Whole(visits) => visits.get(at).cloned(),
                Held::File(file) => file.whole(brief),
                Held::Ledger(layout) => {
                    let id = &brief.facts.id;
                    let mut visits = scan::file(&layout.visit(id)).ok()?.visits.into_iter();
                    visits.next().filter(|visit| visit.facts.id == *id)
                }
            }
        };
        Roll::of(self.visits, self.shared.into_answered(), Box::new(recall))
    }
}

/// Reads a file in brief where that can be done, else whole.
pub(super) fn read_in_brief(gathered: &mut Gathered, file: File) -> io::Result<ReadVisits> {
    let number = gathered.number();
    let mut again = file.try_clone()?;
    if let Some(file) = BriefFile::of(file, number)? {
        let n_threads = thread::available_parallelism().map_or(1, usize::from);
        let how = (n_threads, scan::STRETCH);
        if let Some(visits) = file.visits(&gathered.shared, &gathered.progress, how)? {
            let problems = file.problems().to_vec();
            if gathered.visits.is_empty() {
                gathered.visits = visits; // most often one file has them all
            } else {
                gathered.visits.extend(visits);
            }
            gathered.held.push(Held::File(file));
            return Ok(ReadVisits {
                visits: Vec::new(),
                problems,
            });
        }
    }
    again.rewind()?;
    scan::source(again)
}
