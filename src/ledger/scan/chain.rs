//! Stretches that were read apart, joined in their order as soon as the ones before them are.

use std::collections::HashSet;
use std::io;

use super::{Begin, BriefFile};
use crate::files::visit_csv_brief::{Reader, Stretch};
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
    /// Whether that visit went on in a later stretch, and has not been read in one go yet.
    is_cut: bool,
    /// For what is read again.
    buffer: Vec<u8>,
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
            is_cut: false,
            buffer: Vec::new(),
        }
    }

    /// Makes room for so many more, and for all to come if they go on like those so far: a list that
    /// grows by doubling is copied again and again, and leaves holes behind.
    fn make_room(&mut self, more: usize) {
        let n = self.visits.len() + more;
        if n > self.visits.capacity() {
            let likely = n * self.parts.len() / (self.n_joined + 1);
            let wanted = likely + likely / 16 + more - self.visits.len();
            // It is only a guess: where there is no such room, the list grows as lists do.
            let _ = self.visits.try_reserve_exact(wanted);
        }
    }

    /// The visits; `None` where the rows of one stand apart.
    pub(super) fn visits(self) -> Option<Vec<Brief>> {
        if self.is_cut {
            return None;
        }
        let mut ids = HashSet::with_capacity(self.visits.len());
        let is_once = self.visits.iter().all(|it| ids.insert(&it.facts.id));
        is_once.then_some(self.visits)
    }
}

impl BriefFile {
    /// Joins the stretches that follow and were read. One that begins elsewhere than the one before ended is
    /// read again, from there: what seemed to be its first row is none. False where the file has to be
    /// read whole.
    pub(super) fn join_proven(
        &self,
        chain: &mut Chain,
        part: impl Fn(usize) -> (u64, u64),
        reader: &mut Reader,
    ) -> io::Result<bool> {
        while chain.n_joined < chain.parts.len() {
            let n = chain.n_joined;
            if chain.at < part(n).1 {
                let Some(mut done) = chain.parts[n].take() else {
                    return Ok(true);
                };
                if done.begin != chain.at {
                    let begin = Begin::At(chain.at);
                    done = self.part(reader, &mut chain.buffer, part(n), begin)?;
                }
                let Some(read) = done.read else {
                    return Ok(false);
                };
                if !self.join(chain, read, reader) {
                    return Ok(false);
                }
                chain.at = done.end;
            }
            chain.n_joined += 1;
        }
        Ok(self.mend(chain, chain.at, reader))
    }

    /// Adds a stretch; false where it cannot be. A visit that goes on in it is read again in one go, once
    /// it is known where it ends.
    fn join(&self, chain: &mut Chain, read: Stretch, reader: &mut Reader) -> bool {
        let Some((first, last)) = read.ends else {
            return true;
        };
        let mut visits = read.visits.into_iter();
        if first == chain.last && !chain.visits.is_empty() {
            visits.next();
            chain.is_cut = true;
        }
        if let Some(next) = visits.as_slice().first()
            && !self.mend(chain, next.place.at, reader)
        {
            return false;
        }
        chain.make_room(visits.len());
        chain.visits.extend(visits);
        chain.last = last;
        true
    }

    /// Reads the last visit again, to where it ends, if it is cut; false where it cannot be.
    fn mend(&self, chain: &mut Chain, to: u64, reader: &mut Reader) -> bool {
        if !chain.is_cut {
            return true;
        }
        let Some(open) = chain.visits.pop() else {
            return false;
        };
        let begin = open.place.at;
        let again = self.part(reader, &mut chain.buffer, (begin, to), Begin::At(begin));
        let read = again.ok().filter(|again| again.end == to);
        let Some(read) = read.and_then(|again| again.read) else {
            // Whoever comes after finds nothing to read again.
            chain.visits.clear();
            return false;
        };
        chain.visits.extend(read.visits);
        chain.is_cut = false;
        true
    }
}
