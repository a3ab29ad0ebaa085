//! The three lines after a visit is finished: what was best, what was worst, and the guess beside
//! the score. The rest is in the scorecard.

use super::outcome;
use super::scorecard::{self, Showing};
use super::wording;
use crate::model::scorecard::Scorecard;
use crate::model::standard::Standard;
use crate::model::visit::Visit;

/// What was best, what was worst, and the guess beside the score; a line each, fewer where there is
/// nothing to say.
pub fn closing_lines(showing: &Showing) -> Vec<String> {
    let Some((standard, scorecard)) = showing.judged else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if showing.visit.is_no_contact() {
        lines.push("Nobody was reached, so nothing was earned.".to_owned());
    } else {
        let best = scorecard::best_first(showing.visit);
        // Without its remark: nobody knows here whether that praises.
        let best = best.first();
        lines.extend(best.map(|answer| format!("Best: {}", scorecard::said(showing, answer))));
        let worst = scorecard::dearest_first(showing);
        lines.extend(worst.first().map(|answer| {
            let lost = showing.lost(answer).map_or(String::new(), |lost| {
                format!(" (lost {})", wording::percent(lost.exact()))
            });
            format!("Worst: {}{lost}", scorecard::said(showing, answer))
        }));
    }
    lines.push(match scorecard.total {
        None => "No total: nothing was judged.".into(),
        Some(total) => {
            let headline = outcome::headline(scorecard, total, &standard.scoring);
            match &showing.visit.guess {
                Some(guess) => format!("Guessed {}; it is {headline}", guess.value.as_str()),
                None => headline,
            }
        }
    });
    let reasons = outcome::reasons_of_failure(showing, scorecard);
    lines.extend(reasons.iter().map(|reason| format!("- {reason}")));
    if scorecard.is_limited_basis && scorecard.total.is_some() {
        lines.push(outcome::limited_basis(
            &showing.visit.facts.organisation,
            (showing.visit.facts.visited, &showing.visit.facts.id),
            scorecard.coverage,
            &showing.visit.answers,
            &standard.scoring,
        ));
    }
    lines
}

/// That the total stands on too little, where it does: for whoever is about to finish.
pub fn limited_basis(scorecard: &Scorecard, standard: &Standard) -> Option<String> {
    (scorecard.is_limited_basis && scorecard.total.is_some())
        .then(|| outcome::basis(scorecard, &standard.scoring))
}

/// The total as it is after a correction, and the limited basis where it has one.
pub fn total_now(visit: &Visit, standard: &Standard, scorecard: &Scorecard) -> Vec<String> {
    let facts = &visit.facts;
    let Some(total) = scorecard.total else {
        return vec!["It has no total now: nothing was judged.".into()];
    };
    let headline = outcome::headline(scorecard, total, &standard.scoring);
    let limited = scorecard.is_limited_basis.then(|| {
        let which = (facts.visited, &facts.id);
        let answers = &visit.answers;
        let scoring = &standard.scoring;
        outcome::limited_basis(
            &facts.organisation,
            which,
            scorecard.coverage,
            answers,
            scoring,
        )
    });
    std::iter::once(format!("Its total now: {headline}"))
        .chain(limited)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::Language;
    use crate::report::sample;
    use crate::scoring::score;

    #[test]
    fn best_worst_and_guess_are_said() {
        let standard = sample::standard();
        let visit = sample::visit(&standard, &sample::good());
        let scorecard = score(&standard, &visit);
        let showing = Showing {
            visit: &visit,
            judged: Some((&standard, &scorecard)),
            language: &Language::default(),
        };
        assert_eq!(
            closing_lines(&showing),
            [
                "Best: How long until someone acknowledged you? 0:25",
                "Worst: What did they ask about your home? Children (lost 8.3)",
                "Guessed 85; it is 94.3 of 100: exceptional; the aim of 85 is reached. No critical item failed, and no section is under its minimum.",
            ]
        );
    }
}
