//! The changes of each part of a standard: of the whole, of its sections, of one item, of the points
//! of all.

use std::collections::BTreeMap;

use super::change::{Change, Place, Placed, Raises, What};
use crate::analysis::catalogue::earn_alike;
use crate::model::id::Id;
use crate::model::share::Points;
use crate::model::standard::{CriticalRule, Item, Section, Standard};

/// What it raises that an item comes or goes. Totals are then compared over what both have; of what
/// a bonus added nothing can be taken away again.
pub(super) fn coming_or_going(item: &Item) -> Raises {
    if item.counts() && item.bonus {
        Raises::Major
    } else {
        Raises::Minor
    }
}

pub(super) fn of_whole<'a>(old: &'a Standard, new: &'a Standard) -> Vec<Change<'a>> {
    let has_weights = |standard: &Standard| {
        let mut sections = standard.sections.iter();
        sections.any(|section| section.weight.is_some())
    };
    let has = |is_it: fn(&Item) -> bool| old.items().chain(new.items()).any(is_it);
    let major_if = |is_major: bool| {
        if is_major {
            Raises::Major
        } else {
            Raises::Minor
        }
    };
    let (a, b) = (&old.scoring, &new.scoring);
    let about = |standard: &Standard| {
        (
            standard.title.clone(),
            standard.purpose.clone(),
            standard.languages.clone(),
            standard.channels.clone(),
            standard.customer.clone(),
            standard.reveal,
        )
    };
    let all = [
        (
            What::Rule,
            has_weights(old) != has_weights(new),
            Raises::Major,
        ),
        (
            What::CriticalRule,
            a.critical != b.critical,
            major_if(has(|item| item.critical)),
        ),
        (
            What::BonusLimit,
            a.bonus_limit != b.bonus_limit,
            major_if(has(|item| item.bonus)),
        ),
        (What::Target, a.target != b.target, Raises::Minor),
        (What::Bands, a.bands != b.bands, Raises::Minor),
        (
            What::MinimumCoverage,
            a.minimum_coverage != b.minimum_coverage,
            Raises::Minor,
        ),
        (
            What::Scenarios,
            old.scenarios != new.scenarios,
            Raises::Minor,
        ),
        (What::About, about(old) != about(new), Raises::Patch),
    ];
    all.into_iter()
        .filter(|(_, is_other, _)| *is_other)
        .map(|(what, _, raises)| Change {
            what,
            place: Place::Whole,
            raises,
        })
        .collect()
}

pub(super) fn of_sections<'a>(old: &'a Standard, new: &'a Standard) -> Vec<Change<'a>> {
    let both: Vec<(&Section, &Section)> = new
        .sections
        .iter()
        .filter_map(|section| Some((old.section(&section.id)?, section)))
        .collect();
    let weights = both.iter().filter_map(|(old, new)| {
        let [old, new] = [old.weight?, new.weight?].map(Points::value);
        Some((old, new))
    });
    let are_weights_others = !are_in_proportion(&weights.collect::<Vec<_>>());
    let mut changes = Vec::new();
    for (before, now) in both {
        let mut add = |what, is_other: bool, raises| {
            if is_other {
                let place = Place::Section(before, now);
                changes.push(Change {
                    what,
                    place,
                    raises,
                });
            }
        };
        let has_both = before.weight.is_some() && now.weight.is_some();
        let raises = if are_weights_others {
            Raises::Major
        } else {
            Raises::Patch
        };
        add(
            What::Weight,
            has_both && before.weight != now.weight,
            raises,
        );
        add(What::Minimum, before.minimum != now.minimum, Raises::Minor);
        add(What::SectionTitle, before.title != now.title, Raises::Patch);
    }
    changes
}

/// True when all second numbers are the same multiple of the first ones.
fn are_in_proportion(pairs: &[(f64, f64)]) -> bool {
    pairs.first().is_none_or(|(a, b)| {
        let is_alike = |(c, d): &(f64, f64)| (a * d - b * c).abs() <= 1e-9 * (a * d).abs();
        pairs.iter().all(is_alike)
    })
}

/// The items whose points changed, and whether that changes what answers come to: points count
/// within a section where sections have weights, else within the whole.
pub(super) fn points_changed<'a>(
    old: &Standard,
    pairs: &[(Option<Placed<'a>>, Placed<'a>)],
) -> BTreeMap<&'a Id, Raises> {
    let is_weighted = old.sections.iter().any(|section| section.weight.is_some());
    let mut groups: BTreeMap<Option<&Id>, Vec<(&Item, &Item)>> = BTreeMap::new();
    for (before, (section, now)) in pairs {
        if let Some((_, before)) = before
            && before.counts()
            && now.counts()
        {
            let group = is_weighted.then_some(&section.id);
            groups.entry(group).or_default().push((before, now));
        }
    }
    let mut changed = BTreeMap::new();
    for items in groups.into_values() {
        let points = items
            .iter()
            .map(|(before, now)| (before.points.value(), now.points.value()));
        let raises = if are_in_proportion(&points.collect::<Vec<_>>()) {
            Raises::Patch
        } else {
            Raises::Major
        };
        let others = items
            .iter()
            .filter(|(before, now)| before.points != now.points);
        changed.extend(others.map(|(_, now)| (&now.id, raises)));
    }
    changed
}

pub(super) fn of_item<'a>(
    old: &Standard,
    before: Placed<'a>,
    now: Placed<'a>,
    points: Option<Raises>,
) -> Vec<Change<'a>> {
    let (a, b) = (before.1, now.1);
    let counts = a.counts() && b.counts();
    let if_counts = |raises: Raises| if counts { raises } else { Raises::Minor };
    let is_weighted = before.0.weight.is_some();
    let acts_on_total = old.scoring.critical != CriticalRule::Fail;
    let earns_alike = earn_alike(&a.scale, &b.scale);
    let notes = |item: &Item| {
        (
            item.guidance.clone(),
            item.why.clone(),
            item.tags.clone(),
            (item.remark, item.evidence, item.cost),
            (item.training.clone(), item.owner.clone()),
        )
    };
    let asked = |item: &Item| {
        (
            item.when.clone(),
            item.only.clone(),
            item.may_not_apply,
            item.promise,
        )
    };
    let major_if = |is_major: bool| {
        if is_major {
            Raises::Major
        } else {
            Raises::Minor
        }
    };
    let all = [
        (What::Renamed, a.id != b.id, Raises::Minor),
        (
            What::Moved,
            before.0.id != now.0.id,
            major_if(counts && is_weighted),
        ),
        (What::Rescaled, !earns_alike, if_counts(Raises::Major)),
        (
            What::Points,
            points.is_some(),
            points.unwrap_or(Raises::Patch),
        ),
        (
            What::Scored,
            a.counts() != b.counts(),
            coming_or_going(if a.counts() { a } else { b }),
        ),
        (
            What::Critical,
            a.critical != b.critical,
            major_if(acts_on_total),
        ),
        (What::Bonus, a.bonus != b.bonus, if_counts(Raises::Major)),
        (What::Asked, asked(a) != asked(b), Raises::Minor),
        (
            What::Relabelled,
            earns_alike && a.scale != b.scale,
            Raises::Patch,
        ),
        (What::Reworded, a.ask != b.ask, Raises::Patch),
        (What::Notes, notes(a) != notes(b), Raises::Patch),
    ];
    all.into_iter()
        .filter(|(_, is_other, _)| *is_other)
        .map(|(what, _, raises)| Change {
            what,
            place: Place::Item(Some(before), Some(now)),
            raises,
        })
        .collect()
}
