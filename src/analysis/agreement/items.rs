//! Agreement answer by answer: for all items together, and for each.

use std::collections::BTreeMap;

use super::Twice;
use crate::analysis::catalogue::{Catalogue, ItemEntry};
use crate::analysis::side::ENOUGH_VISITS;
use crate::model::answer::Answer;
use crate::model::brief::Brief;
use crate::model::order::InOrder;
use crate::model::scale::{ItemType, Scale};
use crate::stats::agreement::{Chance, LEAST_UNITS, ROUGH_UNITS, agreement};
use crate::stats::alpha::{Metric, alpha, alpha_interval};
use crate::stats::bootstrap;
use crate::stats::interval::{Interval, LEVEL};
use crate::stats::kappa::{Distance, weighted};
use crate::stats::proportion::Proportion;

/// The draws behind the interval are the same every time.
const SEED: u64 = 1;
const DRAWS: usize = 2_000;

/// All answers that two people gave, together.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pooled {
    /// Answers that two or more gave.
    pub n_units: usize,
    /// The share of pairs of answers that are the same.
    pub observed: f64,
    /// Krippendorff's alpha of the credits; `None` below twenty answers or five contacts, and where
    /// all credits are alike.
    pub alpha: Option<f64>,
    /// Its interval over contacts; `None` below twenty of them.
    pub interval: Option<Interval>,
    /// Below fifty answers alpha is rough.
    pub is_rough: bool,
}

/// Which way answers to an item differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lean {
    /// Now one is kinder, now the other: the wording leaves room.
    BothWays,
    /// One person is kinder every time, three times or more.
    OneKinder,
    /// Too few differences to tell.
    TooFew,
}

/// Agreement on one item.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ItemAgreement {
    /// Its place in the catalogue.
    pub item: usize,
    /// Contacts in which two or more answered it.
    pub n: usize,
    /// In how many all gave the same answer.
    pub n_same: usize,
    /// In how many one answered it, and another could not or did not.
    pub n_one_only: usize,
    /// Where the share of agreement likely lies.
    pub likely: Interval,
    /// Krippendorff's alpha; these three `None` below twenty contacts.
    pub alpha: Option<f64>,
    /// Gwet's AC1.
    pub ac1: Option<f64>,
    /// Weighted kappa of the first two scorings, for answers that have an order.
    pub kappa: Option<f64>,
    /// Which way they differ.
    pub lean: Lean,
}

impl ItemAgreement {
    /// The share of contacts with the same answer.
    pub fn share(&self) -> f64 {
        self.n_same as f64 / self.n as f64
    }

    /// True where the wording is to be mended: from five contacts on, differing in at least two and
    /// in more than a fifth of them, and not because one person is kinder.
    pub fn is_to_be_mended(&self) -> bool {
        self.n as u64 >= ENOUGH_VISITS
            && self.n - self.n_same >= 2
            && self.share() < 0.8
            && self.lean != Lean::OneKinder
    }
}

/// An item that was answered differently in one contact.
#[derive(Clone, Debug)]
pub struct Difference<'a> {
    /// Its place in the catalogue.
    pub item: usize,
    /// The contact, by its first scoring.
    pub visit: &'a Brief,
    /// The answers, the best first; without who gave them.
    pub answers: Vec<&'a Answer>,
}

/// What one auditor answered.
struct Given<'a> {
    auditor: &'a str,
    answer: &'a Answer,
    credit: f64,
}

/// The category that an answer falls into: the answer itself where there are few that can be given;
/// times and counts by what they earn.
fn category(answer: &Answer) -> String {
    match (answer.item_type, &answer.value) {
        (ItemType::YesNo | ItemType::Scale | ItemType::Choice | ItemType::Several, Some(value)) => {
            value.to_string()
        }
        _ => answer.credit.map_or(String::new(), |it| it.to_string()),
    }
}

/// The answers to each item in each contact: contact, item, answers.
fn given<'a>(
    catalogue: &Catalogue<'a>,
    twice: &[Twice<'a>],
) -> Vec<BTreeMap<usize, Vec<Given<'a>>>> {
    let of_contact = |contact: &Twice<'a>| {
        let mut answers: BTreeMap<usize, Vec<Given>> = BTreeMap::new();
        for scored in &contact.scorings {
            for (item, answer) in catalogue.placed(scored) {
                let credit = answer.credit.filter(|_| answer.status.counts());
                if let Some(credit) = credit {
                    answers.entry(item).or_default().push(Given {
                        auditor: &scored.visit.facts.approach.auditor,
                        answer,
                        credit: credit.value(),
                    });
                }
            }
        }
        answers
    };
    twice.iter().map(of_contact).collect()
}

/// All answers together, contacts as what is drawn anew.
pub(super) fn pooled<'a>(catalogue: &Catalogue<'a>, twice: &[Twice<'a>]) -> Option<Pooled> {
    let given = given(catalogue, twice);
    let (mut n_units, mut observed) = (0, 0.0);
    let mut groups: Vec<Vec<Vec<f64>>> = Vec::new();
    for contact in &given {
        let mut units = Vec::new();
        for answers in contact.values().filter(|answers| answers.len() > 1) {
            let categories: Vec<String> = answers.iter().map(|it| category(it.answer)).collect();
            let n = categories.len();
            let same = (0..n)
                .flat_map(|one| (0..one).map(move |other| (one, other)))
                .filter(|(one, other)| categories[*one] == categories[*other])
                .count();
            observed += same as f64 / (n * (n - 1) / 2) as f64;
            n_units += 1;
            units.push(answers.iter().map(|it| it.credit).collect());
        }
        groups.push(units);
    }
    if n_units == 0 {
        return None;
    }
    let is_enough = n_units >= LEAST_UNITS && groups.len() as u64 >= ENOUGH_VISITS;
    let units: Vec<&Vec<f64>> = groups.iter().flatten().collect();
    let found = alpha(&units, Metric::Interval).and_then(|it| it.alpha);
    let interval = (groups.len() >= bootstrap::LEAST_UNITS)
        .then(|| alpha_interval(&groups, Metric::Interval, LEVEL, DRAWS, SEED))
        .flatten();
    Some(Pooled {
        n_units,
        observed: observed / n_units as f64,
        alpha: found.filter(|_| is_enough),
        interval,
        is_rough: n_units < ROUGH_UNITS,
    })
}

/// Each item that two people answered, the least agreement first; and each answer that differs.
pub(super) fn items<'a>(
    catalogue: &Catalogue<'a>,
    twice: &[Twice<'a>],
) -> (Vec<ItemAgreement>, Vec<Difference<'a>>) {
    let given = given(catalogue, twice);
    let mut differences = Vec::new();
    for (contact, answers) in twice.iter().zip(&given) {
        for (item, answers) in answers {
            let first = category(answers[0].answer);
            if answers.iter().any(|it| category(it.answer) != first) {
                let mut answers: Vec<&Given> = answers.iter().collect();
                answers.order_by(|a, b| b.credit.total_cmp(&a.credit));
                differences.push(Difference {
                    item: *item,
                    visit: contact.scorings[0].visit,
                    answers: answers.into_iter().map(|it| it.answer).collect(),
                });
            }
        }
    }
    let mut items: Vec<ItemAgreement> = (0..catalogue.items.len())
        .filter_map(|item| {
            let contacts: Vec<&Vec<Given>> = given.iter().filter_map(|it| it.get(&item)).collect();
            of_item(item, &catalogue.items[item], &contacts)
        })
        .collect();
    items.order_by(|a, b| {
        let by_share = a.share().total_cmp(&b.share());
        by_share.then(b.n.cmp(&a.n)).then(a.item.cmp(&b.item))
    });
    (items, differences)
}

fn of_item(item: usize, entry: &ItemEntry, contacts: &[&Vec<Given>]) -> Option<ItemAgreement> {
    let both: Vec<&Vec<Given>> = contacts.iter().copied().filter(|it| it.len() > 1).collect();
    if both.is_empty() {
        return None;
    }
    let is_same = |answers: &&&Vec<Given>| {
        let first = category(answers[0].answer);
        answers.iter().all(|it| category(it.answer) == first)
    };
    let n_same = both.iter().filter(is_same).count();
    let is_enough = both.len() >= LEAST_UNITS;
    let coefficients = is_enough.then(|| coefficients(entry, &both));
    let (alpha, ac1, kappa) = coefficients.unwrap_or_default();
    Some(ItemAgreement {
        item,
        n: both.len(),
        n_same,
        n_one_only: contacts.len() - both.len(),
        likely: Proportion::new(n_same as u64, both.len() as u64).wilson(LEVEL),
        alpha,
        ac1,
        kappa,
        lean: lean(&both),
    })
}

type Coefficients = (Option<f64>, Option<f64>, Option<f64>);

fn coefficients(entry: &ItemEntry, both: &[&Vec<Given>]) -> Coefficients {
    let is_ordered = !matches!(entry.item_type, ItemType::YesNo);
    let metric = if is_ordered {
        Metric::Interval
    } else {
        Metric::Nominal
    };
    let units: Vec<Vec<f64>> = both
        .iter()
        .map(|answers| answers.iter().map(|it| it.credit).collect())
        .collect();
    // Categories in the order of what they earn.
    let mut known: BTreeMap<String, f64> = BTreeMap::new();
    for given in both.iter().copied().flatten() {
        known.insert(category(given.answer), given.credit);
    }
    let mut known: Vec<(String, f64)> = known.into_iter().collect();
    known.order_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let place = |given: &Given| {
        let category = category(given.answer);
        let place = known.iter().position(|(it, _)| *it == category);
        place.expect("it was gathered from the same")
    };
    let q = possible(entry).max(known.len()).max(2);
    let counts: Vec<Vec<u32>> = both
        .iter()
        .map(|answers| {
            let mut counts = vec![0; q];
            for given in *answers {
                counts[place(given)] += 1;
            }
            counts
        })
        .collect();
    let mut table = vec![vec![0.0; known.len()]; known.len()];
    for answers in both {
        table[place(&answers[0])][place(&answers[1])] += 1.0;
    }
    (
        alpha(&units, metric).and_then(|it| it.alpha),
        agreement(&counts, Chance::Gwet).and_then(|it| it.coefficient),
        weighted(&table, Distance::Quadratic).filter(|_| is_ordered),
    )
}

/// How many different answers the scale has, by category.
fn possible(entry: &ItemEntry) -> usize {
    match entry.item.map(|item| &item.scale) {
        Some(Scale::Levels(levels)) => levels.len(),
        Some(Scale::Choice(options)) => options.len(),
        Some(Scale::Duration(bands) | Scale::Count(bands, _)) => bands.len() + 1,
        _ => 2,
    }
}

/// Whether one person is the kinder every time.
fn lean(both: &[&Vec<Given>]) -> Lean {
    let mut kinder: BTreeMap<&str, usize> = BTreeMap::new();
    let mut n = 0;
    for answers in both {
        let best = answers.iter().max_by(|a, b| a.credit.total_cmp(&b.credit));
        let worst = answers.iter().min_by(|a, b| a.credit.total_cmp(&b.credit));
        let Some((best, worst)) = best.zip(worst) else {
            continue;
        };
        if best.credit > worst.credit {
            *kinder.entry(best.auditor).or_default() += 1;
            n += 1;
        }
    }
    let most = kinder.values().copied().max().unwrap_or(0);
    match (n, most) {
        (2.., most) if most < n => Lean::BothWays,
        (3.., _) => Lean::OneKinder,
        _ => Lean::TooFew,
    }
}
