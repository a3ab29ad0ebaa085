//! The cells of a visit as a whole: what was read before in the same bytes is known.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::files::csv_cut::{N_VISIT, Stop, field_end};
use crate::model::brief::{Approach, BriefFacts, Common};
use crate::model::moment::{Moment, Visited};
use crate::model::visit::{VisitFacts, VisitId};

/// Where the cells are that say what is the same for a whole visit.
pub(super) struct FactsCells<'b> {
    bytes: &'b [u8],
    begin: usize,
    ends: [usize; N_VISIT],
    /// Where the cells behind them begin.
    pub(super) end: usize,
}

impl<'b> FactsCells<'b> {
    /// Those of the row at `begin`.
    pub(super) fn of(bytes: &'b [u8], begin: usize, separator: u8) -> Result<Self, Stop> {
        let mut ends = [0; N_VISIT];
        let mut next = begin;
        for end in &mut ends {
            *end = field_end(bytes, next, separator)?;
            if bytes.get(*end) != Some(&separator) {
                return Err(Stop::Odd);
            }
            next = *end + 1;
        }
        Ok(Self {
            bytes,
            begin,
            ends,
            end: next,
        })
    }

    /// The bytes of some cells beside each other.
    fn cells(&self, places: Range<usize>) -> &'b [u8] {
        let begin = match places.start {
            0 => self.begin,
            start => self.ends[start - 1] + 1,
        };
        &self.bytes[begin..self.ends[places.end - 1]]
    }

    fn text(&self, place: usize) -> Option<&'b str> {
        std::str::from_utf8(self.cells(place..place + 1)).ok()
    }

    /// From the kind to the site.
    fn common(&self) -> &'b [u8] {
        self.cells(1..8)
    }

    /// From the channel to the auditor.
    fn approach(&self) -> &'b [u8] {
        self.cells(8..11)
    }
}

/// What was read before, by its bytes.
#[derive(Default)]
pub(super) struct FactsSeen {
    commons: HashMap<Box<[u8]>, Arc<Common>>,
    approaches: HashMap<Box<[u8]>, Arc<Approach>>,
}

impl FactsSeen {
    /// The facts in these cells; `None` where some are new, or odd.
    pub(super) fn known(&self, row: &FactsCells) -> Option<BriefFacts> {
        Some(BriefFacts {
            common: Arc::clone(self.commons.get(row.common())?),
            approach: Arc::clone(self.approaches.get(row.approach())?),
            id: VisitId::new(row.text(0)?)?,
            started: Moment::from_record(row.text(11)?)?,
            visited: Visited::from_record(row.text(12)?)?,
        })
    }

    /// What the reader of whole rows made of these cells, in brief.
    pub(super) fn learn(&mut self, row: &FactsCells, facts: VisitFacts) -> BriefFacts {
        let facts = BriefFacts::of(facts);
        let common = self.commons.entry(row.common().into());
        let common = Arc::clone(common.or_insert(facts.common));
        let approach = self.approaches.entry(row.approach().into());
        let approach = Arc::clone(approach.or_insert(facts.approach));
        BriefFacts {
            common,
            approach,
            ..facts
        }
    }
}
