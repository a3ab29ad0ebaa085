//! What the mixes of visits make of the gaps in total, in words.

use super::comparison::counted_u64;
use super::wording::{self, listed, plural};
use crate::analysis::compare::StandardComparison;
use crate::analysis::mix::{Aspect, KindOfVisit, SameMix, Trait};
use crate::model::id::Id;
use crate::model::share::Exact;
use crate::model::visit::Channel;

/// What a mix makes is worth a row from this part of what matters on.
const WORTH_A_ROW: f64 = 0.2;

/// Kinds of visits that are named; of more it is only said how many.
const MOST_NAMED: usize = 3;

/// Whether the mix of a side is worth a row of its own.
pub(super) fn is_worth_a_row(one: &StandardComparison, mix: &SameMix) -> bool {
    mix.reweighted.as_ref().is_some_and(|both| {
        mix.is_plain_gap_misleading() || both.mix_effect.abs() >= one.terms.matters * WORTH_A_ROW
    })
}

fn aspects(aspects: &[Aspect]) -> String {
    let words: Vec<&str> = aspects
        .iter()
        .map(|aspect| match aspect {
            Aspect::Channel => "ways of contact",
            Aspect::SiteType => "types of site",
            Aspect::Scenario => "scenarios",
        })
        .collect();
    listed(&words)
}

fn kind(kind: &KindOfVisit) -> String {
    let words: Vec<&str> = kind
        .traits
        .iter()
        .map(|it| match it {
            Trait::Channel(channel) => channel.map_or("no channel recorded", Channel::words),
            Trait::SiteType(site_type) => site_type,
            Trait::Scenario(scenario) => scenario.map_or("no scenario", Id::as_str),
        })
        .collect();
    words.join(", ")
}

/// The visits of kinds that one side lacks, by name.
fn left_out(mix: &SameMix) -> String {
    let lacking: Vec<&KindOfVisit> = mix.kinds.iter().filter(|it| !it.is_shared()).collect();
    let n: u64 = lacking.iter().map(|kind| kind.n_own + kind.n_theirs).sum();
    if n == 0 {
        return String::new();
    }
    let mut names: Vec<String> = lacking.iter().take(MOST_NAMED).map(|it| kind(it)).collect();
    if lacking.len() > MOST_NAMED {
        names.push(format!("{} more kinds", lacking.len() - MOST_NAMED));
    }
    format!(
        " {} of a kind that one side lacks ({}) {} left out of this.",
        counted_u64(n, "visit"),
        listed(&names),
        plural(usize::try_from(n).unwrap_or(2), "is", "are")
    )
}

/// What the mixes of visits make of the gaps in total.
pub(super) fn mixes(one: &StandardComparison) -> Vec<String> {
    let mut said = Vec::new();
    for rival in one.rivals() {
        let Some(mix) = &one.mixes[rival] else {
            continue;
        };
        let name = one.sides[rival].organisation.as_str();
        said.extend(evened(one, rival, mix));
        if !mix.uneven.is_empty() {
            said.push(format!(
                "You and {name} were visited in other {}, with too little in common to even out: part of the gap may come from that.",
                aspects(&mix.uneven)
            ));
        }
        if let Some((organisation, site)) = mix.untyped {
            said.push(format!(
                "What type of site {organisation}, {site} is, nobody told; so types of site are not evened out between you and {name}. Tell it in mystery.yaml."
            ));
        }
    }
    said.sort();
    said.dedup();
    said
}

/// What was evened out to one side, where that is worth a word.
fn evened(one: &StandardComparison, rival: usize, mix: &SameMix) -> Option<String> {
    let both = mix.reweighted.as_ref();
    let both = both.filter(|_| is_worth_a_row(one, mix))?;
    let name = one.sides[rival].organisation.as_str();
    let plain = one.line(&one.compared_total());
    let plain = plain.and_then(|line| one.gap(line, rival))?;
    let even = Exact::nearest(both.difference);
    let makes = Exact::nearest(both.mix_effect);
    let (lead, rest) = if mix.is_plain_gap_misleading() {
        (
            format!(
                "The plain gap to {name}, {} points, would mislead: you were visited in another mix of {} than they, which makes {} of it.",
                wording::gap(plain),
                aspects(&mix.evened),
                wording::gap(makes)
            ),
            "Sections and items are as visited, so none of them is called clear.",
        )
    } else {
        (
            format!(
                "You and {name} were visited in another mix of {}, which makes {} points of the gap.",
                aspects(&mix.evened),
                wording::gap(makes)
            ),
            "Sections and items are as visited.",
        )
    };
    Some(format!(
        "{lead} Over the same mix, each kind of visit counting alike, the gap is {}.{} {rest}",
        wording::gap(even),
        left_out(mix)
    ))
}
