//! What pairs say: of their totals, of each item, and of all that together.

use std::collections::BTreeMap;

use super::{Finding, ItemPairs, Matched, Totals};
use crate::analysis::whole::WholeVisit;
use crate::model::share::Share;
use crate::model::standard::Item;
use crate::model::visit::Name;
use crate::stats::describe::Sums;
use crate::stats::interval::{Estimate, LEVEL};
use crate::stats::multiplicity::holm;
use crate::stats::pairs::{LEAST_DISCORDANT, Pairs};
use crate::stats::permutation::sign_flips;

/// From so many sites pairs of one site count together.
const SITES_AS_UNITS: usize = 5;

/// The seed of draws, where there are too many pairs to try all ways.
const SEED: u64 = 1;

pub(super) fn totals(pairs: &[Matched]) -> Option<Totals> {
    let total = |scored: &WholeVisit| scored.scorecard.as_ref()?.total;
    let mut sums = Sums::default();
    let mut differences = Vec::new();
    let mut of_sites: BTreeMap<&Name, f64> = BTreeMap::new();
    for pair in pairs {
        if let (Some(first), Some(second)) = (total(pair.first), total(pair.second)) {
            let billionths = i64::from(first.billionths()) - i64::from(second.billionths());
            sums.add(billionths);
            let difference = first.value() - second.value();
            differences.push(difference);
            *of_sites.entry(&pair.first.visit.facts.site).or_default() += difference;
        }
    }
    let units: Vec<f64> = if of_sites.len() >= SITES_AS_UNITS {
        of_sites.into_values().collect()
    } else {
        differences
    };
    let is_enough = units.len() as u64 >= LEAST_DISCORDANT;
    let p = is_enough.then(|| sign_flips(&units, SEED)).flatten();
    Some(Totals {
        n: sums.n(),
        difference: sums.mean()?,
        interval: Estimate::of(&sums).and_then(|it| it.interval(LEVEL)),
        p: p.map(|it| it.p_two_sided()),
        adjusted: None,
        finding: Finding::CannotShow,
    })
}

pub(super) fn cells(item: &Item, pairs: &[Matched]) -> Pairs {
    let mut cells = Pairs::default();
    for pair in pairs {
        let credit = |scored: &WholeVisit| {
            let mut ids = std::iter::once(&item.id).chain(&item.was);
            let credit = ids.find_map(|id| scored.visit.answer(id)?.credit)?;
            Some(credit.share() == Share::ONE)
        };
        match (credit(pair.first), credit(pair.second)) {
            (Some(true), Some(true)) => cells.both += 1,
            (Some(true), Some(false)) => cells.first_only += 1,
            (Some(false), Some(true)) => cells.second_only += 1,
            (Some(false), Some(false)) => cells.neither += 1,
            _ => {}
        }
    }
    cells
}

/// Holm over all that can be tested of a comparison.
pub(super) fn judge(totals: Option<&mut Totals>, items: &mut [ItemPairs]) {
    let can = |item: &&mut ItemPairs| item.cells.discordant() >= LEAST_DISCORDANT;
    let mut tested: Vec<(f64, &mut Option<f64>, &mut Finding)> = Vec::new();
    if let Some(totals) = totals
        && let Some(p) = totals.p
    {
        tested.push((p, &mut totals.adjusted, &mut totals.finding));
    }
    for item in items.iter_mut().filter(can) {
        let p = item.cells.p_exact();
        tested.push((p, &mut item.adjusted, &mut item.finding));
    }
    let p: Vec<f64> = tested.iter().map(|(p, ..)| *p).collect();
    for ((_, adjusted, finding), p) in tested.into_iter().zip(holm(&p)) {
        *adjusted = Some(p);
        *finding = if p < 0.05 {
            Finding::Unequal
        } else {
            Finding::NotShown
        };
    }
}
