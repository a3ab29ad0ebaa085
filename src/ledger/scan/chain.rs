//! Stretches that were read apart, joined in their order as soon as the ones before them are.

use std::collections::HashSet;

use super::BriefFile;
use crate::files::visit_csv_brief::{Shared, Stretch};
use crate::model::brief::Brief;

/// What came of a stretch.
pub(super) struct Part {
    /// Where its first row begins.
    pub(super) begin: u64,
    /// The first row behind it.
    pub(super) end: u64,
    /// What was read; `None` where it is odd.
    pub(super) read: Option<Stretch>,
}

/// Stretches joined to one: a visit may go on from one to the next.
pub(super) struct Chain {
    /// What was read and is not joined yet.
    pub(super) parts: Vec<Option<Part>>,
    /// How many are.
    pub(super) n_joined: usize,
    /// Where the last that was joined ended.
    pub(super) at: u64,
    visits: Vec<Brief>,
    /// The cells of the last visit.
    last: Vec<u8>,
}

impl Chain {
    /// So many stretches of a file whose rows begin at `at`.
    pub(super) fn new(n_parts: usize, at: u64) -> Self {
        Self {
            parts: (0..n_parts).map(|_| None).collect(),
            n_joined: 0,
            at,
            visits: Vec::new(),
            last: Vec::new(),
        }
    }

    /// The visits; `None` where the rows of one stand apart.
    pub(super) fn visits(self) -> Option<Vec<Brief>> {
        let mut ids = HashSet::with_capacity(self.visits.len());
        let is_once = self.visits.iter().all(|it| ids.insert(&it.facts.id));
        is_once.then_some(self.visits)
    }
}

impl BriefFile {
    /// Joins the stretches that follow and begin just where the one before ended.
    pub(super) fn join_proven(
        &self,
        chain: &mut Chain,
        part: impl Fn(usize) -> (u64, u64),
        shared: &Shared,
    ) {
        while chain.n_joined < chain.parts.len() {
            let n = chain.n_joined;
            if chain.at < part(n).1 {
                let begins_there = |done: &mut Part| done.begin == chain.at && done.read.is_some();
                let Some(done) = chain.parts[n].take_if(begins_there) else {
                    return;
                };
                let read = done.read.expect("it was read");
                if !self.join(chain, read, shared) {
                    return;
                }
                chain.at = done.end;
            }
            chain.n_joined += 1;
        }
    }

    /// Adds a stretch. A visit that goes on in it is read again as a whole; false where it cannot be.
    fn join(&self, chain: &mut Chain, read: Stretch, shared: &Shared) -> bool {
        let Some((first, last)) = read.ends else {
            return true;
        };
        let mut visits = read.visits.into_iter();
        if first == chain.last
            && let Some(open) = chain.visits.pop()
        {
            visits.next();
            let Some(visit) = self.whole(&open) else {
                return false;
            };
            chain.visits.push(shared.add(&visit, open.place));
        }
        chain.visits.extend(visits);
        chain.last = last;
        true
    }
}
