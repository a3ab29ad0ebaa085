//! Which visit `last` means: of the finished visits the one that was finished last, by the time in its
//! journal. A correction or an addition does not make it later; of two at the same moment the id
//! decides, the same on every device. And when something was last put away here.

use super::Ledger;
use super::bounded;
use super::visits::{Told, Visits};
use crate::files::journal_jsonl::entry_of;
use crate::files::seal_line::{Seal, Sealing};
use crate::model::moment::Moment;
use crate::model::visit::VisitId;

impl Ledger {
    /// The finished visit that was finished last, as it counts now; `None` where there is none.
    pub fn last_finished<V: Told>(&self, visits: &Visits<V>) -> Option<VisitId> {
        let when = |visit: &&V| (self.finished_at(*visit), visit.id().clone());
        let all = visits.latest().map(|finished| &finished.visit);
        all.max_by_key(when).map(|visit| visit.id().clone())
    }

    /// When this device last put a visit away or discarded one, as far as it can be read in a moment.
    pub fn last_sealed_here(&self) -> Option<Moment> {
        let last = bounded::last_line(&self.layout.seals_of(&self.device)).ok()?;
        let seal = Seal::parse(std::str::from_utf8(&last).ok()?).ok()?;
        match seal.sealing {
            Sealing::Discarded { at } => Moment::from_record(&at),
            Sealing::Finished { .. } => {
                let journal = self.layout.journal(&seal.visit);
                let last = bounded::last_line(&journal).ok()?;
                Some(entry_of(&last).ok()?.at)
            }
        }
    }

    /// When a visit was finished: the last line of its first journal. One without a journal, such as
    /// one that was copied in by hand, is taken by when it was begun.
    fn finished_at(&self, visit: &impl Told) -> Moment {
        let journal = self.layout.journal(&visit.id().base());
        let last = bounded::last_line(&journal).ok();
        last.and_then(|line| entry_of(&line).ok())
            .map_or(visit.started(), |entry| entry.at)
    }
}
