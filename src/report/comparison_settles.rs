//! What would settle a comparison, in words: how many more visits or sites, and to whom.

use super::comparison::counted_u64;
use super::comparison_verdicts::{finding_in_total, matters};
use super::lower_first;
use crate::analysis::compare::StandardComparison;
use crate::analysis::verdict::{Counted, Finding, Outlook};
use crate::stats::cluster::Unit;
use crate::stats::ladder::{HeldBack, INTERVAL_FROM, VERDICT_FROM, Verdict, Why};
use crate::stats::settle::MOST;

fn units(n: u64, unit: Unit) -> String {
    let word = match unit {
        Unit::Observation => "more visit",
        Unit::Cluster => "more site",
    };
    counted_u64(n, word)
}

/// `2 more visits give`.
pub(super) fn more(n: u64, unit: Unit) -> String {
    let gives = if n == 1 { "gives" } else { "give" };
    format!("{} {gives}", units(n, unit))
}

pub(super) fn until_first(
    one: &StandardComparison,
    finding: &Finding,
    outlook: &Outlook,
) -> String {
    let unit = finding.theirs.unit;
    let first = if outlook.theirs_until_first > 0 {
        format!("{} a first verdict", more(outlook.theirs_until_first, unit))
    } else {
        format!(
            "can't tell yet, there are {} of {VERDICT_FROM} {} on your side",
            finding.own.n,
            match finding.own.unit {
                Unit::Observation => "visits",
                Unit::Cluster => "sites",
            }
        )
    };
    // After one or two visits the way to a small difference is far, and no news.
    let is_begun = finding.own.n.min(finding.theirs.n) >= INTERVAL_FROM;
    match outlook.each_for_matters.filter(|_| is_begun) {
        Some(n) => {
            let taken = if outlook.is_sd_assumed {
                ", if they vary as scores usually do"
            } else {
                ""
            };
            let sites = match unit {
                Unit::Observation => "",
                Unit::Cluster => " sites",
            };
            format!(
                "{first}; about {n}{sites} each settle a difference of {}{taken}",
                matters(one)
            )
        }
        None => first,
    }
}

pub(super) fn until_settled(
    one: &StandardComparison,
    name: &str,
    finding: &Finding,
    outlook: &Outlook,
) -> Option<String> {
    let unit = finding.theirs.unit;
    let is_of_one_unit = finding.own.unit == unit;
    match (outlook.each_until_settled, outlook.theirs_until_settled) {
        (Some(0), _) | (_, Some(0)) => None,
        (each, Some(theirs)) if each.is_none_or(|each| theirs <= 2 * each) => Some(format!(
            "About {} to {name} would settle it.",
            units(theirs, unit)
        )),
        (Some(each), _) if is_of_one_unit => Some(format!(
            "About {} to each would settle it.",
            units(each, unit)
        )),
        (Some(each), _) => Some(format!("About {each} more on each side would settle it.")),
        (None, _) if outlook.until_usual.is_some() => until_usual(outlook),
        (None, _) => Some(format!(
            "If the gap is as seen, it would take more than {} on each side to show on which side of {} it lies.",
            counted_u64(MOST, one_unit(unit)),
            matters(one)
        )),
    }
}

/// What visits would settle, a sentence for each competitor that is not settled yet.
pub(super) fn settles(one: &StandardComparison) -> Vec<String> {
    let unsettled = one.rivals().filter_map(|rival| {
        let finding = finding_in_total(one, rival)?;
        let name = one.sides[rival].organisation.as_str();
        let outlook = finding.outlook.as_ref()?;
        match finding.judgement.verdict {
            Verdict::CannotTell(Why::TooFew) => {
                Some(format!("{name}: {}.", until_first(one, finding, outlook)))
            }
            Verdict::Leaning | Verdict::CannotTell(Why::Unsettled)
                if finding.judgement.held_back != Some(HeldBack::Confounded) =>
            {
                let more = match finding.judgement.held_back {
                    Some(HeldBack::NoFloor) => until_usual(outlook)?,
                    _ => until_settled(one, name, finding, outlook)?,
                };
                Some(format!(
                    "Whether we are ahead of {name}: {}",
                    lower_first(&more)
                ))
            }
            Verdict::Leaning | Verdict::CannotTell(Why::Confounded) => Some(format!(
                "{name}: let the same people visit both, for people differ too."
            )),
            _ => None,
        }
    });
    unsettled.collect()
}

/// How many more show how much they usually vary; `None` where that is known.
pub(super) fn until_usual(outlook: &Outlook) -> Option<String> {
    let Counted { unit, n } = outlook.until_usual?;
    let shows = if n == 1 { "shows" } else { "show" };
    Some(format!(
        "Nothing can be clearer until {}, on either side, {shows} how much {} usually vary.",
        units(n, unit),
        match unit {
            Unit::Observation => "visits",
            Unit::Cluster => "sites",
        }
    ))
}

pub(super) fn one_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Observation => "visit",
        Unit::Cluster => "site",
    }
}
