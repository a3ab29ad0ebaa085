//! The verdicts of a comparison in words: what may be said of each competitor, what would settle it,
//! and what holds a verdict back.

use super::comparison::counted_u64;
use super::comparison_settles::{more, one_unit, until_first, until_settled, until_usual};
use super::wording::{self, counted, gap_size, listed, plural, reach, short_percent};
use super::{Block, Cell, Tone};
use crate::analysis::compare::StandardComparison;
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::verdict::{Counted, Finding};
use crate::model::share::{Exact, Share};
use crate::stats::cluster::Unit;
use crate::stats::interval::Interval;
use crate::stats::ladder::{HeldBack, Verdict, Why};

/// The interval and the word of a gap, for a table; blank where there is no gap.
pub(super) fn cells(finding: Option<&Finding>) -> [Cell; 2] {
    let Some(finding) = finding else {
        return [BLANK, BLANK];
    };
    let likely = finding.interval.map(wording::range);
    let word = wording::verdict_word(finding.judgement.verdict).to_owned();
    let is_ahead = finding.weighed.difference > 0.0;
    let tone = match finding.judgement.verdict {
        Verdict::Clear if is_ahead => Tone::Good,
        Verdict::Clear => Tone::Bad,
        Verdict::Leaning | Verdict::Same => Tone::Plain,
        Verdict::CannotTell(_) => Tone::Quiet,
    };
    [
        likely.map_or(Cell::Missing(""), Cell::Text),
        Cell::Toned(tone, word),
    ]
}

/// Nothing, where nothing is to be expected.
pub(super) const BLANK: Cell = Cell::Missing(" ");

/// What matters, in points, as part of a sentence: `the 5 points that matter`.
fn what_matters(one: &StandardComparison) -> String {
    let points = matters(one);
    let matter = if points.starts_with("1 ") {
        "matters"
    } else {
        "matter"
    };
    format!("the {points} that {matter}")
}

/// What matters, in points: `5 points`.
pub(super) fn matters(one: &StandardComparison) -> String {
    let points = short_percent(Share::rounded(one.terms.matters));
    format!(
        "{points} {}",
        plural(usize::from(points != "1"), "points", "point")
    )
}

/// What the gap in total is judged by: over the same mix where the plain gap misleads.
pub(super) fn finding_in_total<'c>(
    one: &'c StandardComparison,
    rival: usize,
) -> Option<&'c Finding> {
    let mix = one.mixes[rival].as_ref();
    if let Some(mix) = mix.filter(|mix| mix.is_plain_gap_misleading()) {
        return mix.finding.as_ref();
    }
    one.line(&one.compared_total())?.findings[rival].as_ref()
}

/// A sentence for each competitor: the verdict in total, and what would settle it.
pub(super) fn sentences(one: &StandardComparison) -> Vec<Block> {
    sentences_to(one, Reader::Person)
}

/// Who reads, and so whose score "ours" is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// A person at the terminal: you.
    Person,
    /// A board, from its own people: we.
    Board,
}

/// As [`sentences`], said to a reader.
pub(super) fn sentences_to(one: &StandardComparison, reader: Reader) -> Vec<Block> {
    let Some(reference) = one.reference() else {
        return Vec::new();
    };
    let own = one.sides[reference].organisation.as_str();
    let mut lines = Vec::new();
    let findings: Vec<(usize, &Finding)> = one
        .rivals()
        .filter_map(|rival| Some((rival, finding_in_total(one, rival)?)))
        .collect();
    let of_own = findings.iter().find_map(|(_, finding)| finding.outlook);
    if let Some(outlook) = of_own
        && outlook.own_until_first > 0
    {
        let unit = findings[0].1.own.unit;
        let more = more(outlook.own_until_first, unit);
        lines.push(format!("{own}: {more} a first verdict."));
    }
    for (rival, finding) in findings {
        lines.push(sentence(one, rival, finding, reader));
    }
    if lines.is_empty() {
        Vec::new()
    } else {
        vec![Block::List(lines)]
    }
}

fn sentence(one: &StandardComparison, rival: usize, finding: &Finding, reader: Reader) -> String {
    let (who, within) = match reader {
        Reader::Person => ("You", "you"),
        Reader::Board => ("We", "we"),
    };
    let name = one.sides[rival].organisation.as_str();
    let verdict = finding.judgement.verdict;
    if verdict == Verdict::CannotTell(Why::TooFew)
        && let Some(outlook) = &finding.outlook
        && outlook.own_until_first + outlook.theirs_until_first > 0
    {
        return format!("{name}: {}.", until_first(one, finding, outlook));
    }
    let gap = Exact::nearest(finding.weighed.difference);
    let side = if gap < Exact::ZERO { "behind" } else { "ahead" };
    let size = gap_size(gap);
    let likely = finding.interval.map_or(String::new(), reach);
    let mut said = vec![match verdict {
        Verdict::Clear => {
            let is_small = |it: Interval| it.is_within(one.terms.matters);
            let but = if finding.interval.is_some_and(is_small) {
                format!(", which is less than {}", what_matters(one))
            } else {
                String::new()
            };
            format!("{who} are {size} points {side}, likely {likely}{but}.")
        }
        Verdict::Leaning => {
            format!("{who} look {size} points {side}, which is not certain yet: likely {likely}.")
        }
        Verdict::Same => format!(
            "The gap is likely smaller than {}: {likely}.",
            what_matters(one)
        ),
        Verdict::CannotTell(Why::Unsettled) => {
            format!("Likely {within} are {}.", where_you_are(&likely, side, one))
        }
        Verdict::CannotTell(why) => reason(one, rival, why, finding).into(),
    }];
    match (finding.judgement.held_back, &finding.outlook) {
        (Some(HeldBack::Confounded), _) if verdict == Verdict::Leaning => said.push(
            "Whether that is the places or the people cannot be told; let the same person visit both."
                .into(),
        ),
        (Some(HeldBack::NoFloor), Some(outlook)) => said.extend(until_usual(outlook)),
        (None, Some(outlook))
            if matches!(
                verdict,
                Verdict::Leaning | Verdict::CannotTell(Why::Unsettled)
            ) =>
        {
            said.extend(until_settled(one, name, finding, outlook));
        }
        _ => {}
    }
    format!(
        "{name}, {}: {}. {}",
        scope(one, rival),
        wording::verdict(verdict),
        said.join(" ")
    )
}

fn where_you_are(likely: &str, side: &str, one: &StandardComparison) -> String {
    match likely.strip_prefix("from ") {
        Some(ends) => format!("anywhere from {}", ends.replacen(' ', " points ", 1)),
        // All on one side of nought, and still no verdict: other comparisons were made too.
        None => format!(
            "{likely} points {side}, if this were the only gap; among {} luck makes such a one too often",
            counted(one.rivals().count(), "competitor")
        ),
    }
}

/// Why nothing can be told, as a sentence.
fn reason(one: &StandardComparison, rival: usize, why: Why, finding: &Finding) -> &'static str {
    let line = one.line(&one.compared_total());
    let is_even = |side: usize| {
        let measure = line.map(|line| &line.measures[side]);
        measure.is_some_and(|it| it.best.map(|it| it.share) == it.worst.map(|it| it.share))
    };
    match why {
        Why::TooFew => {
            "There are too few visits of each kind; a second visit of some kind on each side shows how much they vary."
        }
        Why::Unsettled => "The visits so far do not settle it.",
        Why::Confounded => {
            "Different people visited each side, and people differ too; let the same person visit both."
        }
        Why::NoSpread if one.reference().is_some_and(is_even) && is_even(rival) => {
            "Every visit scored the same on each side, so chance cannot be judged."
        }
        Why::NoSpread if finding.theirs.unit == Unit::Cluster => {
            "Every site came out the same on each side, so chance cannot be judged; --about sites goes by visits."
        }
        Why::NoSpread => {
            "Sites that were visited more than once scored the same each time, so chance cannot be judged; more such visits would show it."
        }
        Why::NotComparable => "The two sides were not judged on the same.",
    }
}

/// What the verdict on a side speaks of.
pub(super) fn scope(one: &StandardComparison, side: usize) -> &'static str {
    let n_sites = one.sides[side].sites.len();
    match one.terms.unit(n_sites) {
        Unit::Cluster => "this organisation",
        Unit::Observation if n_sites == 1 => "at this site",
        Unit::Observation => "at these sites",
    }
}

/// Of so many comparisons of items, how many would differ by luck.
pub(super) fn by_luck(one: &StandardComparison) -> Option<Block> {
    let n = one
        .lines
        .iter()
        .filter(|line| matches!(line.subject, Subject::Item(_)))
        .flat_map(|line: &Line| line.findings.iter().flatten())
        .filter(|finding| finding.judgement.p_plain.is_some())
        .count();
    let by_luck = (n + 10) / 20;
    (by_luck > 0).then(|| {
        let text = if one.rivals().count() > 1 {
            format!("Of {n} comparisons of items about {by_luck} would differ by luck; the verdicts allow for it.")
        } else {
            format!("Of {n} items about {by_luck} would differ by luck; the verdicts allow for it.")
        };
        Block::Note(Tone::Quiet, text)
    })
}

/// Sides that different people visited.
pub(super) fn mixed_up(one: &StandardComparison) -> Option<String> {
    let names: Vec<&str> = one
        .rivals()
        .filter(|rival| finding_in_total(one, *rival).is_some_and(|finding| finding.is_confounded))
        .map(|rival| one.sides[rival].organisation.as_str())
        .collect();
    let own = one.sides[one.reference()?].organisation.as_str();
    (!names.is_empty()).then(|| {
        format!(
            "Different people visited each side: fewer than a third of the visits to {own} or to {} are by somebody who visited both. People differ by 10 to 15 points, so no verdict is stronger than leaning. Let the same person visit both.",
            listed(&names)
        )
    })
}

/// How many of what, on both sides: `12 and 11 visits`.
pub(super) fn counted_on_both(own: Counted, theirs: Counted) -> String {
    let word = |counted: Counted| one_unit(counted.unit);
    if own.unit == theirs.unit {
        format!("{} and {}", own.n, counted_u64(theirs.n, word(theirs)))
    } else {
        format!(
            "{} and {}",
            counted_u64(own.n, word(own)),
            counted(
                usize::try_from(theirs.n).unwrap_or(usize::MAX),
                word(theirs)
            )
        )
    }
}
