//! Judges what belongs to the end of a visit: whether it may be finished, what still holds it up, and
//! who may see the score before.

use super::super::Walk;
use super::super::effect::{Effect, Question};
use super::Verdict;
use crate::model::event::Event;
use crate::model::scale::Scale;
use crate::model::standard::Reveal;

/// Most items that are named where many are open.
const MOST_NAMED: usize = 6;

impl Walk<'_> {
    pub(super) fn judge_score(&self, is_sure: bool) -> Verdict {
        if self.standard.reveal == Reveal::Never {
            return Verdict::Refused(
                "This standard keeps the score until the visit is finished.".into(),
            );
        }
        if self.may_see_score() {
            return Verdict::show(Effect::ShowScore);
        }
        if is_sure {
            return Verdict::Events(vec![Event::Revealed]);
        }
        Verdict::ask(Question::Reveal)
    }

    pub(super) fn judge_finish(&self) -> Verdict {
        let open: Vec<usize> = self.open().collect();
        if open.is_empty() {
            return match self.drafted_words() {
                Some(words) if self.drafted().next().is_none() => Verdict::Refused(format!(
                    "Cannot finish. {words}. {}",
                    self.drafted_way_out()
                )),
                Some(words) => Verdict::Refused(format!(
                    "Cannot finish: {words}. {}",
                    self.drafted_way_out()
                )),
                None => Verdict::event(Event::Finished),
            };
        }
        if let [only] = open.as_slice()
            && *only == self.cursor
        {
            return Verdict::Refused(self.last_words(*only));
        }
        let (remarks, answers): (Vec<usize>, Vec<usize>) =
            open.into_iter().partition(|at| self.wants_remark(*at));
        let mut parts = Vec::new();
        if !answers.is_empty() {
            parts.push(format!("{} open: {}", answers.len(), self.labels(&answers)));
        }
        if !remarks.is_empty() {
            let verb = if remarks.len() == 1 {
                "wants a remark"
            } else {
                "want a remark"
            };
            parts.push(format!(
                "{} {verb}: {}",
                remarks.len(),
                self.labels(&remarks)
            ));
        }
        Verdict::Refused(format!(
            "Cannot finish: {}. Type o for the next open item.",
            parts.join("; ")
        ))
    }

    /// What the only open item wants, said where it stands.
    fn last_words(&self, at: usize) -> String {
        let label = self.spelt_label(at);
        if self.wants_remark(at) {
            return format!("Cannot finish: {label} wants a remark. Type c and some words.");
        }
        let no_answer = match (&self.item(at).scale, self.item(at).counts()) {
            (Scale::Text, false) => ":na",
            (Scale::Text, true) => ":missed",
            _ => "x",
        };
        let is_text = matches!(self.item(at).scale, Scale::Text);
        let draft = if self.drafts[at].is_some() && is_text {
            " What you wrote is a draft; a dot alone takes it."
        } else {
            ""
        };
        format!("Cannot finish: {label} has no answer.{draft} Type {no_answer} if you cannot say.")
    }

    pub(in crate::walk) fn labels(&self, places: &[usize]) -> String {
        let labels: Vec<&str> = places
            .iter()
            .take(MOST_NAMED)
            .map(|at| self.label(*at))
            .collect();
        let more = if places.len() > MOST_NAMED {
            " …"
        } else {
            ""
        };
        format!("{}{more}", labels.join(", "))
    }
}
