//! How a stretch of time is called.

use chrono::Datelike;

use super::wording::date;
use crate::analysis::periods::{Per, Period};

/// Its name within a table or a sentence: `May 2026`, `week of 4 May 2026`, `spring`.
pub(super) fn name(per: Per, period: &Period) -> String {
    let first = period.first;
    match (per, &period.name) {
        (_, Some(name)) => name.clone(),
        (Per::Month, _) => first.format("%B %Y").to_string(),
        (Per::Quarter, _) => format!("Q{} {}", first.month0() / 3 + 1, first.year()),
        (Per::Week, _) => format!("week of {}", date(first)),
        (Per::Wave | Per::Visit, _) => date(first),
    }
}

/// As short as can be, for a chart: `May 26`.
pub(super) fn short(per: Per, period: &Period) -> String {
    let first = period.first;
    match (per, &period.name) {
        (_, Some(name)) => name.clone(),
        (Per::Month, _) => first.format("%b %y").to_string(),
        (Per::Quarter, _) => format!("Q{} {}", first.month0() / 3 + 1, first.format("%y")),
        (Per::Week | Per::Wave | Per::Visit, _) => first.format("%-d %b %y").to_string(),
    }
}

/// Its name in data: stable. `2026-05`, `2026-Q2`, `2026-W19`, a wave's name, a day.
pub(super) fn key(per: Per, period: &Period) -> String {
    let first = period.first;
    match (per, &period.name) {
        (_, Some(name)) => name.clone(),
        (Per::Month, _) => first.format("%Y-%m").to_string(),
        (Per::Quarter, _) => format!("{}-Q{}", first.year(), first.month0() / 3 + 1),
        (Per::Week, _) => first.format("%G-W%V").to_string(),
        (Per::Wave | Per::Visit, _) => first.to_string(),
    }
}
