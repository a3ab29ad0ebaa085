//! The last steps of a visit's arithmetic: whether enough of it was judged, and what its total is called.

use super::Block;
use super::arithmetic::{both, heading, plain, points, points_judged, spelt};
use super::outcome;
use super::wording;
use crate::model::scorecard::Scorecard;
use crate::model::standard::Standard;

/// How much of what could have been judged was.
pub(super) fn coverage(standard: &Standard, scorecard: &Scorecard) -> Vec<Block> {
    let Some(coverage) = scorecard.coverage else {
        return Vec::new();
    };
    let judged = points_judged(scorecard);
    let possible: f64 = scorecard
        .items()
        .filter(|item| !item.bonus && item.status.could_be_judged())
        .map(|item| item.points.value())
        .sum();
    let least = wording::short_percent(standard.scoring.minimum_coverage);
    let basis = if scorecard.is_limited_basis {
        format!("under the {least} asked for: limited basis, left out of means")
    } else {
        format!("at least {least} is asked for")
    };
    vec![
        heading("Coverage"),
        plain(format!(
            "{} judged of {} that could have been: {} / {} = {}; {basis}.",
            points(judged),
            spelt(possible),
            spelt(judged),
            spelt(possible),
            both(coverage)
        )),
    ]
}

/// The names of totals, and the total's.
pub(super) fn band(standard: &Standard, scorecard: &Scorecard) -> Vec<Block> {
    let Some(total) = scorecard.total else {
        return Vec::new();
    };
    let bands: Vec<String> = standard
        .scoring
        .bands
        .iter()
        .map(|band| format!("{} from {}", band.name, wording::short_percent(band.from)))
        .collect();
    vec![
        heading("Band"),
        plain(format!(
            "{}.\n{}",
            bands.join(", "),
            outcome::headline(scorecard, total, &standard.scoring)
        )),
    ]
}
