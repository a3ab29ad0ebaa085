//! How far a site's own view and its audits differ, and a guess and its visit: pair by pair.

use super::wording::{counted, date, gap_size, plural, shown};
use super::{Block, Cell, Column, Table, Tone};
use crate::analysis::blind_spots::{LEAST_PAIRS, OwnView};
use crate::model::share::Exact;
use crate::stats::interval::{Interval, LEVEL};
use crate::stats::reliability::Limits;

/// More guesses than these are not listed for people.
const MOST_LISTED: usize = 30;

/// The sites, where there are several.
pub(super) fn site_pairs(view: &OwnView) -> Vec<Block> {
    if view.sites.len() < 2 {
        return Vec::new();
    }
    let rows = view.sites.iter().map(|pair| {
        vec![
            Cell::Text(pair.site.to_string()),
            Cell::Mean(pair.own),
            Cell::MeanOf(pair.audits, pair.n_audits),
            Cell::Gap(pair.own.minus(pair.audits)),
        ]
    });
    let mut blocks = vec![
        Block::Heading(2, "Site by site".into()),
        Block::Table(Table {
            name: "sites",
            columns: vec![
                Column::new("site", "Site", 0),
                Column::new("own", "We think", 0),
                Column::new("audits", "Found", 0),
                Column::new("over", "Over", 0),
            ],
            rows: rows.collect(),
        }),
    ];
    let n = view.sites.len();
    let text = match &view.site_limits {
        None => format!(
            "{} with both: listed only. From {LEAST_PAIRS} on it can be said how far a site's own view is off.",
            counted(n, "site")
        ),
        Some(limits) => format!(
            "Over {} people think {}. A site's own view may be off by anything {}, 19 times in 20.",
            counted(n, "site"),
            bias(limits, "too well", "too little"),
            single(limits.limits(), "too little", "too well")
        ),
    };
    blocks.push(Block::Note(Tone::Plain, text));
    blocks
}

/// The guesses before own visits.
pub(super) fn guesses(view: &OwnView) -> Vec<Block> {
    if view.guesses.is_empty() {
        return Vec::new();
    }
    let n = view.guesses.len();
    let text = match &view.guess_limits {
        None => format!(
            "{n} {} so far: listed only. From {LEAST_PAIRS} on it can be said how far guesses are off.",
            plural(n, "guess", "guesses")
        ),
        Some(limits) => format!(
            "Before {n} visits the guess was {}. A single guess may be off by anything {}, 19 times in 20: {}",
            bias(limits, "too high", "too low"),
            single(limits.limits(), "too low", "too high"),
            if limits.limits().width() > 0.2 {
                "it does not stand in for a visit."
            } else {
                "it comes close."
            }
        ),
    };
    let shown = &view.guesses[n.saturating_sub(MOST_LISTED)..];
    let rows = shown.iter().map(|guess| {
        vec![
            Cell::Text(date(guess.visit.facts.visited.date())),
            Cell::Share(guess.guess),
            Cell::Share(guess.total),
            Cell::Gap(guess.over()),
        ]
    });
    let mut blocks = vec![
        Block::Heading(2, "The guess before each visit".into()),
        Block::Note(Tone::Plain, text),
        Block::Table(Table {
            name: "guesses",
            columns: vec![
                Column::new("visited", "Visit", 0),
                Column::new("guess", "Guess", 0),
                Column::new("total", "Came to", 0),
                Column::new("over", "Too high by", 0),
            ],
            rows: rows.collect(),
        }),
    ];
    if shown.len() < n {
        let text = format!("The last {MOST_LISTED} of {n} are listed; --format json has all.");
        blocks.push(Block::Note(Tone::Quiet, text));
    }
    blocks
}

/// `5.5 points too high on average, likely 2.1 to 8.9`; without a side where it may be either.
fn bias(limits: &Limits, over: &str, under: &str) -> String {
    let value = shown(limits.bias.value);
    let side = if value < Exact::ZERO { under } else { over };
    let points = format!("{} points {side} on average", gap_size(value));
    let Some(interval) = limits.bias.interval(LEVEL) else {
        return format!("{points}, every time the same");
    };
    let [low, high] = [interval.low, interval.high].map(shown);
    if low > Exact::ZERO {
        format!("{points}, likely {} to {}", gap_size(low), gap_size(high))
    } else if high < Exact::ZERO {
        format!("{points}, likely {} to {}", gap_size(high), gap_size(low))
    } else {
        format!(
            "{points}, which may be chance: likely {}",
            single(interval, under, over)
        )
    }
}

/// `from 4.5 too low to 15.6 too high`.
fn single(interval: Interval, under: &str, over: &str) -> String {
    let told = |value: f64| {
        let value = shown(value);
        let side = if value < Exact::ZERO { under } else { over };
        format!("{} {side}", gap_size(value))
    };
    format!("from {} to {}", told(interval.low), told(interval.high))
}
