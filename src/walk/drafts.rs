//! What was begun on an item and is not kept as its answer or its remark: it is never lost, and never
//! taken for either of them, so nobody finishes a visit over it unasked.

use super::Walk;
use super::effect::count;

impl Walk<'_> {
    /// True when the item at a place has a draft, of its answer or of its remark, that is something
    /// else than what is kept.
    pub fn has_draft(&self, at: usize) -> bool {
        let record = &self.records[at];
        let answer = record.value().map(ToString::to_string);
        let is_else =
            |draft: Option<&str>, kept: &str| draft.is_some_and(|it| it.trim() != kept.trim());
        self.nobody.is_none()
            && self.asked[at]
            && (is_else(self.draft(at), &answer.unwrap_or_default())
                || is_else(self.remark_draft(at), &record.remark))
    }

    /// The places of all items with such a draft.
    pub fn drafted(&self) -> impl Iterator<Item = usize> + '_ {
        self.asked().filter(|at| self.has_draft(*at))
    }

    /// `3.4 has a draft that does not count yet`; `None` where there is none.
    pub fn drafted_words(&self) -> Option<String> {
        let places: Vec<usize> = self.drafted().collect();
        match places.as_slice() {
            [] => None,
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
}
