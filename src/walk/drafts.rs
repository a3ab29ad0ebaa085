//! What was begun and is not kept, as an answer, beside one, or of the whole visit: it is never lost,
//! and never taken for what it was to be, so nobody finishes a visit over it unasked.

use super::Walk;
use super::effect::count;
use super::state::Given;
use crate::model::event::Beside;

impl Walk<'_> {
    /// True when the item at a place has a draft, of its answer or of what stands beside it, that is
    /// something else than what is kept.
    pub fn has_draft(&self, at: usize) -> bool {
        let record = &self.records[at];
        let is_else = |of, kept: &str| {
            self.drafted_beside(of, at)
                .is_some_and(|draft| draft.trim() != kept.trim())
        };
        let reason = match &record.given {
            Some(Given::Excuse(_, reason)) => reason.as_str(),
            _ => "",
        };
        let evidence = self
            .drafted_beside(Beside::Evidence, at)
            .unwrap_or_default();
        self.nobody.is_none()
            && self.asked[at]
            && (self.has_answer_draft(at)
                || is_else(Beside::Remark, &record.remark)
                || is_else(Beside::Reason, reason)
                || is_else(Beside::Evidence, "")
                    && !record.evidence.iter().any(|it| it == evidence))
    }

    /// True when the item at a place has a draft of its answer that is something else than its answer.
    pub fn has_answer_draft(&self, at: usize) -> bool {
        let answer = self.records[at].value().map(ToString::to_string);
        self.nobody.is_none()
            && self.asked[at]
            && self
                .draft(at)
                .is_some_and(|draft| draft.trim() != answer.unwrap_or_default().trim())
    }

    /// Why nobody was reached, as it was begun and not kept; `None` as soon as an answer says that
    /// somebody was.
    pub fn nobody_draft(&self) -> Option<&str> {
        let is_reached = self.asked().any(|at| self.records[at].value().is_some());
        self.drafted_beside(Beside::Nobody, 0)
            .filter(|draft| !is_reached && draft.trim() != self.nobody().unwrap_or_default().trim())
    }

    /// The places of all items with such a draft.
    pub fn drafted(&self) -> impl Iterator<Item = usize> + '_ {
        self.asked().filter(|at| self.has_draft(*at))
    }

    /// `3.4 has a draft that does not count yet`; `None` where there is none.
    pub fn drafted_words(&self) -> Option<String> {
        let places: Vec<usize> = self.drafted().collect();
        match places.as_slice() {
            [] => self
                .nobody_draft()
                .map(|_| "Why nobody was reached is a draft that does not count yet".into()),
            [only] => Some(format!(
                "{} has a draft that does not count yet",
                self.label(*only)
            )),
            many => Some(format!(
                "{} have {} that do not count yet",
                self.labels(many),
                count(many.len(), "draft")
            )),
        }
    }

    /// What may be typed about the drafts that [`Self::drafted_words`] speaks of.
    pub fn drafted_way_out(&self) -> String {
        match self.drafted().next() {
            Some(first) => format!(
                "Type g {} to look at it; :clear drops it there.",
                self.label(first)
            ),
            None => "Type :nobody to say why; :clear drops the draft.".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::event::Beside;
    use crate::model::visit::Role;
    use crate::walk::request::Request;
    use crate::walk::sample::{Kept, standard};

    #[test]
    fn nobody_finishes_over_a_draft() {
        let standard = standard();
        let mut kept = Kept::new(&standard, Role::Competitor);
        for label in [
            "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3",
        ] {
            if kept.ask(&Request::GoTo(label.into())).is_ok() {
                let why = crate::model::answer::Excuse::NotObserved;
                kept.ask(&Request::Excuse(Some(why), String::new()))
                    .unwrap();
            }
        }
        kept.ask(&Request::GoTo("3.4".into())).unwrap();
        kept.ask(&Request::Answer("She smiled.".into())).unwrap();
        kept.ask(&Request::Draft("She smiled. Then".into()))
            .unwrap();
        assert_eq!(kept.walk.open().count(), 0);
        assert_eq!(kept.walk.drafted().count(), 1);
        let refused = "Cannot finish: 3.4 has a draft that does not count yet. Type g 3.4 to look at it; \
                       :clear drops it there.";
        assert_eq!(kept.ask(&Request::Finish), Err(refused.into()));
        kept.ask(&Request::GoTo("1.1".into())).unwrap();
        kept.ask(&Request::NextOpen).unwrap();
        assert_eq!(kept.walk.card().label, "3.4");
        kept.ask(&Request::DraftBeside(Beside::Remark, "Loud.".into()))
            .unwrap();
        kept.ask(&Request::Answer("She smiled. Then she left.".into()))
            .unwrap();
        assert!(kept.ask(&Request::Finish).is_err());
        kept.ask(&Request::Clear).unwrap();
        assert_eq!(
            kept.walk.record(9).value().unwrap().to_string(),
            "She smiled. Then she left."
        );
        kept.ask(&Request::Finish).unwrap();
        assert!(kept.walk.is_finished());
    }

    #[test]
    fn drafts_of_evidence_and_reasons_count_too() {
        let standard = standard();
        let mut kept = Kept::new(&standard, Role::Competitor);
        kept.ask(&Request::Nobody("Closed.".into())).unwrap();
        kept.ask(&Request::DraftBeside(
            Beside::Nobody,
            "Closed. A note".into(),
        ))
        .unwrap();
        let refused = "Cannot finish. Why nobody was reached is a draft that does not count yet. Type \
                       :nobody to say why; :clear drops the draft.";
        assert_eq!(kept.ask(&Request::Finish), Err(refused.into()));
        kept.ask(&Request::Clear).unwrap();
        assert_eq!(kept.walk.drafted_words(), None);
        kept.ask(&Request::Somebody).unwrap();
        kept.ask(&Request::GoTo("1.1".into())).unwrap();
        kept.ask(&Request::Answer("y".into())).unwrap();
        kept.ask(&Request::GoTo("1.1".into())).unwrap();
        for of in [Beside::Evidence, Beside::Reason] {
            kept.ask(&Request::DraftBeside(of, "the porch".into()))
                .unwrap();
            assert!(kept.walk.has_draft(0) && !kept.walk.has_answer_draft(0));
            kept.ask(&Request::Clear).unwrap();
            assert!(!kept.walk.has_draft(0), "{of:?}");
        }
        kept.ask(&Request::DraftBeside(Beside::Nobody, "Perhaps".into()))
            .unwrap();
        assert_eq!(kept.walk.drafted_words(), None, "somebody was reached");
    }
}
