//! Judges a remark on an item out of view. What begins like an item's name may be words for the item in
//! view, so nothing that stands there is replaced, and nothing is said of what was not answered.

use super::super::Walk;
use super::Verdict;
use crate::model::event::{Beside, Event};
use crate::model::id::Id;

impl Walk<'_> {
    pub(super) fn judge_remark_on(&self, item: &Id, text: &str) -> Verdict {
        if text.is_empty() {
            return Verdict::Refused(
                "Not saved. The words of the remark go behind the colon.".into(),
            );
        }
        let is_removed = text.eq_ignore_ascii_case("none");
        let at = self.by_id.get(item).copied();
        if let Some(at) = at.filter(|at| *at != self.cursor && !is_removed)
            && let Some(why) = self.doubt_of_remark(at)
        {
            let (label, here) = (self.label(at), self.label(self.cursor));
            return Verdict::Refused(format!(
                "Not saved. {label} {why}. For {label}, type :g {label} first, then the remark; for \
                 {here}, leave out the colon."
            ));
        }
        Verdict::event(Event::Remarked {
            item: item.clone(),
            text: if is_removed { "" } else { text }.into(),
        })
    }

    /// Why a remark on an item out of view may not be meant for it.
    fn doubt_of_remark(&self, at: usize) -> Option<&'static str> {
        let record = self.record(at);
        if record.given.is_none() {
            return Some("has no answer yet");
        }
        if !record.remark.is_empty() {
            return Some("has a remark already");
        }
        self.drafted_beside(Beside::Remark, at)
            .map(|_| "has a draft of a remark")
    }
}
