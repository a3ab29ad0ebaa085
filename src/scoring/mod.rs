//! A standard and a visit into a scorecard: the rule of the house. No I/O, and the one place where
//! totals are made; the walk, `show`, `compare` and `verify` all ask it.

pub mod critical;
pub mod recount;
pub mod weighting;

use self::weighting::{Judged, Weighed, weigh};
use crate::model::answer::{Answer, Status};
use crate::model::scorecard::{ItemScore, Scorecard, SectionScore, Verdict};
use crate::model::share::{Credit, Points, Share};
use crate::model::standard::{Item, Scoring, Section, Standard};
use crate::model::visit::Visit;

/// Scores a visit. Credits are taken as recorded; an item of the standard that the visit has no
/// answer to (one still open) could have been judged and was not.
///
/// The order of the rule: sections, base, bonus (within its limit, the total at most 1), critical
/// effects, band and verdict. Every decision uses the rounded [`Share`].
pub fn score(standard: &Standard, visit: &Visit) -> Scorecard {
    let judged: Vec<Judged> = standard
        .sections
        .iter()
        .map(|section| judged_items(section, visit))
        .collect();
    let weighed = weigh(&judged);
    let sections: Vec<SectionScore> = standard
        .sections
        .iter()
        .enumerate()
        .map(|(n, section)| section_score(section, visit, &weighed, n, &judged[n]))
        .collect();

    let bonus = if weighed.base.is_some() {
        bonus(standard, visit, weighed.points)
    } else {
        0.0
    };
    let before_critical = weighed.base.map(|base| Share::rounded(base + bonus));
    let verdict = weighed.base.is_some().then(|| verdict(&sections));
    let n_failed = match &verdict {
        Some(Verdict::Fail { items, .. }) => items.len(),
        _ => 0,
    };
    let rule = standard.scoring.critical;
    let total = before_critical.map(|total| critical::after_critical(total, rule, n_failed));
    let coverage = coverage(standard, visit);
    Scorecard {
        rule: weighed.rule,
        base: weighed.base.map(Share::rounded),
        bonus: Share::rounded(bonus),
        before_critical,
        total,
        critical_rule: rule,
        band: total.map(|total| band(&standard.scoring, total)),
        verdict,
        coverage,
        is_limited_basis: coverage.is_some_and(|share| share < standard.scoring.minimum_coverage),
        sections,
    }
}

/// The name of the band that a total earns; the lowest band is at 0, so there always is one.
pub fn band(scoring: &Scoring, total: Share) -> String {
    let earned = scoring
        .bands
        .iter()
        .filter(|band| band.from <= total)
        .max_by_key(|band| band.from);
    earned.map(|band| band.name.clone()).unwrap_or_default()
}

/// The credit of an item in the visit, where it counts.
fn counted(item: &Item, answer: Option<&Answer>) -> Option<Credit> {
    answer
        .filter(|answer| item.counts() && answer.status.counts())
        .and_then(|answer| answer.credit)
}

fn judged_items(section: &Section, visit: &Visit) -> Judged {
    let items = section
        .items
        .iter()
        .filter(|item| !item.bonus)
        .filter_map(|item| Some((item.points, counted(item, visit.answer(&item.id))?)))
        .collect();
    Judged {
        weight: section.weight,
        items,
    }
}

fn section_score(
    section: &Section,
    visit: &Visit,
    weighed: &Weighed,
    n: usize,
    judged: &Judged,
) -> SectionScore {
    let points: f64 = judged.items.iter().map(|(points, _)| points.value()).sum();
    let items = section.items.iter().filter_map(|item| {
        let answer = visit.answer(&item.id)?;
        let credit = counted(item, Some(answer));
        let part = weighed.parts[n] * item.points.value() / points;
        let of_base = |share: f64| Share::rounded(part * share);
        let in_base = credit.filter(|_| !item.bonus);
        Some(ItemScore {
            id: item.id.clone(),
            status: answer.status,
            credit,
            points: item.points,
            bonus: item.bonus,
            critical: item.critical,
            given: in_base.map(|credit| of_base(credit.value())),
            lost: in_base.map(|credit| of_base(1.0 - credit.value())),
        })
    });
    SectionScore {
        id: section.id.clone(),
        score: weighed.scores[n].map(Share::rounded),
        weight: section.weight,
        part: weighed.scores[n].map(|_| Share::rounded(weighed.parts[n])),
        minimum: section.minimum,
        items: items.collect(),
    }
}

/// Σ points·credit of the bonus items / Σ points judged, at most the limit.
fn bonus(standard: &Standard, visit: &Visit, points: f64) -> f64 {
    let earned: f64 = standard
        .items()
        .filter(|item| item.bonus)
        .filter_map(|item| {
            Some(item.points.value() * counted(item, visit.answer(&item.id))?.value())
        })
        .sum();
    (earned / points).min(standard.scoring.bonus_limit.value())
}

fn verdict(sections: &[SectionScore]) -> Verdict {
    let failed = sections.iter().flat_map(|section| &section.items);
    let items: Vec<_> = failed
        .filter(|item| item.is_critical_failure())
        .map(|item| item.id.clone())
        .collect();
    let under = sections.iter().filter(|section| section.is_under_minimum());
    let sections: Vec<_> = under.map(|section| section.id.clone()).collect();
    if items.is_empty() && sections.is_empty() {
        Verdict::Pass
    } else {
        Verdict::Fail { items, sections }
    }
}

/// Points judged / points that could have been judged; `None` when none could.
fn coverage(standard: &Standard, visit: &Visit) -> Option<Share> {
    let points_where = |is_in: &dyn Fn(Option<Status>) -> bool| -> f64 {
        standard
            .items()
            .filter(|item| item.counts() && !item.bonus)
            .filter(|item| is_in(visit.answer(&item.id).map(|answer| answer.status)))
            .map(|item| item.points)
            .map(Points::value)
            .sum()
    };
    let possible = points_where(&|status| status.is_none_or(Status::could_be_judged));
    let judged = points_where(&|status| status.is_some_and(Status::counts));
    (possible > 0.0).then(|| Share::rounded(judged / possible))
}
