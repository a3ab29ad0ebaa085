//! How much each item explains of the outcome, which ranks it may have by other visits, and what to
//! do about it: from fifty visits on.

use std::collections::BTreeMap;

use super::{Driver, Drivers, Place, Row, Sign, Within, credit};
use crate::model::visit::{Name, Role};
use crate::stats::bootstrap::redraw;
use crate::stats::cluster::CLUSTERS_AS_UNITS;
use crate::stats::describe::mean;
use crate::stats::drivers::{Correlation, ROWS_FOR_RANKS, ROWS_PER_COLUMN, relative_weights};
use crate::stats::interval::{Estimate, LEVEL};
use crate::stats::random::Random;

/// How often visits or sites are drawn anew for ranks.
const DRAWS: usize = 400;

/// The seed of these draws.
const SEED: u64 = 1;

/// Weights and ranks, where there are visits enough for them.
pub(super) fn weigh(found: &mut Drivers, rows: &[Row], within: Within) {
    let n_items = found.drivers.len();
    if rows.len() < ROWS_FOR_RANKS.max(ROWS_PER_COLUMN * n_items) || n_items < 2 {
        return;
    }
    // An item not judged in a visit stands there at its mean: it then says nothing of that visit.
    let mut columns: Vec<Vec<f64>> = found
        .drivers
        .iter()
        .map(|driver| {
            let mut pairs = within.pairs(driver.item, rows).0.into_iter();
            rows.iter()
                .map(|row| match credit(row.scored, driver.item) {
                    Some(_) => pairs
                        .next()
                        .map_or(driver.performance, |(credit, _)| credit),
                    None => driver.performance,
                })
                .collect()
        })
        .collect();
    let outcome = found.outcome.map(|item| within.pairs(item, rows).0);
    columns.push(
        outcome
            .unwrap_or_default()
            .into_iter()
            .map(|it| it.0)
            .collect(),
    );
    let all: Vec<usize> = (0..rows.len()).collect();
    let Some(whole) = weights(&columns, &all) else {
        return;
    };
    let units = units(rows);
    let mut random = Random::seeded(SEED);
    let mut places: Vec<usize> = (0..units.len()).collect();
    let all_places = places.clone();
    let mut ranks: Vec<Vec<usize>> = vec![Vec::new(); n_items];
    for _ in 0..DRAWS {
        redraw(&all_places, &mut places, &mut random);
        let sample: Vec<usize> = places.iter().flat_map(|at| &units[*at]).copied().collect();
        let Some((drawn, _)) = weights(&columns, &sample) else {
            continue;
        };
        for (item, ranks) in ranks.iter_mut().enumerate() {
            let above = drawn.iter().filter(|it| **it > drawn[item]).count();
            ranks.push(above + 1);
        }
    }
    found.r_squared = Some(whole.1);
    for ((driver, weight), mut ranks) in found.drivers.iter_mut().zip(whole.0).zip(ranks) {
        ranks.sort_unstable();
        let n = ranks.len();
        driver.weight = Some(weight);
        // The middle 95 of 100 draws.
        driver.ranks = (n >= DRAWS / 2).then(|| (ranks[n / 40], ranks[n - 1 - n / 40]));
    }
}

/// The visits that are drawn together: those of a site, for they are alike, while there are sites
/// enough that come back; else each by itself.
fn units(rows: &[Row]) -> Vec<Vec<usize>> {
    let mut of_sites: BTreeMap<(Role, &Name, &Name), Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let facts = &row.scored.visit.facts;
        let site = of_sites.entry((facts.role, &facts.organisation, &facts.site));
        site.or_default().push(at);
    }
    if of_sites.len() < CLUSTERS_AS_UNITS {
        return (0..rows.len()).map(|at| vec![at]).collect();
    }
    of_sites.into_values().collect()
}

/// Johnson's weights as shares of what all explain, and how much that is; the outcome is the last
/// column.
fn weights(columns: &[Vec<f64>], rows: &[usize]) -> Option<(Vec<f64>, f64)> {
    let r = |one: &Vec<f64>, other: &Vec<f64>| {
        let pairs: Vec<(f64, f64)> = rows.iter().map(|&row| (one[row], other[row])).collect();
        Some(Correlation::pearson(&pairs)?.r)
    };
    let (outcome, items) = columns.split_last()?;
    let among: Option<Vec<Vec<f64>>> = items
        .iter()
        .map(|one| items.iter().map(|other| r(one, other)).collect())
        .collect();
    let with: Option<Vec<f64>> = items.iter().map(|one| r(one, outcome)).collect();
    let weights = relative_weights(&among?, &with?)?;
    Some((weights.rescaled(), weights.r_squared))
}

/// Importance against performance: only where both are plain.
pub(super) fn put_in_place(drivers: &mut [Driver]) {
    let performances: Vec<f64> = drivers.iter().map(|it| it.performance).collect();
    let Some(middle) = mean(&performances) else {
        return;
    };
    for driver in drivers {
        if driver.sign != Some(Sign::Together) {
            continue;
        }
        let half = {
            // Of shares between nought and one the spread is at most this.
            let variance = driver.performance * (1.0 - driver.performance);
            let estimate = Estimate {
                value: driver.performance,
                variance: variance / driver.n as f64,
                df: driver.n as f64 - 1.0,
            };
            estimate.interval(LEVEL)
        };
        driver.place = half.and_then(|it| {
            if it.high < middle {
                Some(Place::MendFirst)
            } else {
                (it.low > middle).then_some(Place::Keep)
            }
        });
    }
}
