//! What has to be known before the first figure of a comparison is read.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::counted_u64;
use super::comparison_mixes::mixes;
use super::comparison_tables::item_question;
use super::comparison_verdicts::mixed_up;
use super::outcome::limited_basis;
use super::wording::{counted, listed, quoted};
use super::{Block, Tone};
use crate::analysis::compare::StandardComparison;
use crate::analysis::ruler::Basis;
use crate::analysis::select::{LeftOut, NearMiss, Reason};
use crate::analysis::side::{ENOUGH_VISITS, Side};
use crate::model::answer::{Answer, Status};
use crate::model::standard::StandardRef;
use crate::model::text::Language;
use crate::model::visit::Role;

/// Items left out that are named; more are only counted.
const MOST_NAMED: usize = 3;

/// What has to be known before the first figure is read.
pub(super) fn caveats(one: &StandardComparison, language: &Language) -> Vec<Block> {
    caveats_with(one, limited(one).into_iter(), like_for_like(one, language))
}

/// As [`caveats`], where something else says what is compared like for like, and no single visit is to be
/// named.
pub(super) fn caveats_without_visits(one: &StandardComparison) -> Vec<Block> {
    caveats_with(one, limited_in_sum(one).into_iter(), None)
}

/// Of how many visits too little was judged; nothing where of none.
fn limited_in_sum(one: &StandardComparison) -> Option<String> {
    let n = limited_visits(one).count() as u64;
    (n > 0).then(|| {
        format!(
            "Of {} too little is judged so far, so {} no mean; mystery compare says what can be done.",
            counted_u64(n, "visit"),
            if n == 1 { "it enters" } else { "they enter" }
        )
    })
}

fn caveats_with(
    one: &StandardComparison,
    limited: impl Iterator<Item = String>,
    like_for_like: Option<String>,
) -> Vec<Block> {
    let has_own = one.reference().is_some();
    let has_rivals = one.rivals().next().is_some();
    let is_own = |out: &LeftOut| out.scored.visit.facts.role == Role::Own;
    let has_limited_own = limited_visits(one).any(is_own);
    let has_limited_rivals = limited_visits(one).any(|out| !is_own(out));
    let mut notes: Vec<_> = limited.map(|text| (Tone::Warning, text)).collect();
    if !one.is_internal && !has_rivals && !has_limited_rivals {
        notes.push((
            Tone::Warning,
            format!(
                "So far there are only visits to your own place. Visit a competitor in the same way, and the two stand side by side: mystery visit {} --competitor NAME",
                one.id
            ),
        ));
    }
    if !one.is_internal && !has_own && !has_limited_own {
        notes.push((
            Tone::Warning,
            format!(
                "So far there are only visits to competitors. Visit your own place in the same way, and the two stand side by side: mystery visit {}",
                one.id
            ),
        ));
    }
    let small: Vec<String> = one
        .sides
        .iter()
        .filter(|side| side.is_too_small())
        .map(|side| {
            format!(
                "{} of {ENOUGH_VISITS} visits done at {}",
                side.n_visits(),
                side.organisation
            )
        })
        .collect();
    if !small.is_empty() {
        notes.push((
            Tone::Warning,
            format!("Can't tell yet: {}.", listed(&small)),
        ));
    }
    let own: Vec<&str> = one
        .sides
        .iter()
        .filter(|side| side.role == Role::Own)
        .map(|side| side.organisation.as_str())
        .collect();
    if let [first, others @ ..] = own.as_slice()
        && !others.is_empty()
    {
        notes.push((
            Tone::Plain,
            format!(
                "Your own are {}; gaps are taken from {first}.",
                listed(&own)
            ),
        ));
    }
    let mut not_found: BTreeMap<&StandardRef, u64> = BTreeMap::new();
    for (standard, n) in one.sides.iter().flat_map(Side::not_found) {
        *not_found.entry(standard).or_default() += n;
    }
    for (standard, n) in not_found {
        notes.push((
            Tone::Warning,
            format!(
                "The total of {} is not computed: standard {} {} ({}) not found. Give it with --standard-file FILE.",
                counted_u64(n, "visit"),
                standard.id,
                standard.version,
                standard.fingerprint
            ),
        ));
    }
    notes.extend(like_for_like.map(|text| (Tone::Warning, text)));
    notes.extend(mixed_up(one).map(|text| (Tone::Warning, text)));
    notes.extend(mixes(one).into_iter().map(|text| (Tone::Warning, text)));
    notes
        .into_iter()
        .map(|(tone, text)| Block::Note(tone, text))
        .collect()
}

/// The visits of which too little was judged.
fn limited_visits<'o, 'a>(
    one: &'o StandardComparison<'a>,
) -> impl Iterator<Item = &'o LeftOut<'a>> {
    let left_out = one.left_out.iter();
    left_out.filter(|out| out.reason == Reason::LimitedBasis)
}

/// Each of them with what can be done.
fn limited(one: &StandardComparison) -> Vec<String> {
    limited_visits(one)
        .filter_map(|out| {
            let facts = &out.scored.visit.facts;
            let (card, standard) = (out.scored.scorecard.as_ref()?, out.scored.standard?);
            // By when a promise is due stands in words, which are recalled.
            let is_awaiting = |answer: &Answer| answer.status == Status::Awaiting;
            let bare = out.scored.answers();
            let answers: Vec<Answer> = bare
                .filter_map(|answer| {
                    if is_awaiting(answer) {
                        out.scored.told(&answer.item)
                    } else {
                        Some(answer.clone())
                    }
                })
                .collect();
            Some(limited_basis(
                &facts.organisation,
                (facts.visited, &facts.id),
                card.coverage,
                &answers,
                &standard.scoring,
            ))
        })
        .collect()
}

/// As notes, where there is nothing else to say.
pub(super) fn limited_notes(one: &StandardComparison) -> impl Iterator<Item = Block> {
    let note = |text| Block::Note(Tone::Warning, text);
    limited(one).into_iter().map(note)
}

/// Says that totals are made over fewer items, and over which.
fn like_for_like(one: &StandardComparison, language: &Language) -> Option<String> {
    let left_out = |common: &BTreeSet<usize>| {
        let items = one.catalogue.items.iter().enumerate();
        let questions: Vec<String> = items
            .filter(|(place, item)| item.counts && !item.bonus && !common.contains(place))
            .map(|(place, _)| quoted(&item_question(one, place, language)))
            .collect();
        let n_more = questions.len().saturating_sub(MOST_NAMED);
        let mut named: Vec<String> = questions.into_iter().take(MOST_NAMED).collect();
        if n_more > 0 {
            named.push(format!("{n_more} more"));
        }
        if named.is_empty() {
            return String::new();
        }
        format!(" Without {}.", listed(&named))
    };
    match (&one.basis, &one.common) {
        (Basis::CommonItems(common), _) if common.is_empty() => Some(
            "The major versions have no item in common with the same scale, so nothing can be compared across them. Compare each by itself with the CSV files of its visits.".into(),
        ),
        (Basis::CommonItems(common), _) => Some(format!(
            "Major versions do not compare in total. Everything here is recomputed over the {} that all of them have with the same scale, with the points of the newest, without bonus points and without the ceiling that a failed critical item sets.{}",
            counted(common.len(), "item"),
            left_out(common)
        )),
        (Basis::Totals, Some(common)) if common.is_empty() => Some(
            "No item was judged in all visits, so no total can be compared: the standard asks some items of one role alone (only:). Ask at least some of both, and score visits with that.".into(),
        ),
        (Basis::Totals, Some(common)) => Some(format!(
            "Not all visits were judged on the same items, so their totals do not compare. The row “like for like” is made over the {} that they share, without bonus points and without the ceiling that a failed critical item sets; the gap is taken there.{}",
            counted(common.len(), "item"),
            left_out(common)
        )),
        (Basis::Totals, None) => None,
    }
}

/// Two names that may be one.
pub(super) fn near_miss(miss: &NearMiss) -> Block {
    let (one, other) = (miss.one, miss.other);
    let text = match miss.organisation {
        None => format!(
            "“{one}” and “{other}” differ by one letter and are compared as two organisations. If they are one, correct the name."
        ),
        Some(organisation) => format!(
            "The sites “{one}” and “{other}” of {organisation} differ by one letter and count as two. If they are one, correct the name."
        ),
    };
    Block::Note(Tone::Warning, text)
}
