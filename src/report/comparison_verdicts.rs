//! The verdicts of a comparison in words: what may be said of each competitor, what would settle it,
//! and what holds a verdict back.

use super::comparison::counted_u64;
use super::wording::{self, counted, gap_size, listed, plural, reach, short_percent};
use super::{Block, Cell, Tone, lower_first};
use crate::analysis::compare::StandardComparison;
use crate::analysis::mix::{Aspect, SameMix};
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::verdict::{Counted, Finding, Outlook};
use crate::model::share::{Exact, Share};
use crate::stats::cluster::Unit;
use crate::stats::interval::Interval;
use crate::stats::ladder::{HeldBack, VERDICT_FROM, Verdict, Why};

/// What a mix makes is worth a row from this part of what matters on.
const WORTH_A_ROW: f64 = 0.2;

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

/// What matters, in points: `5`.
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
                format!(", which is less than the {} that matter", matters(one))
            } else {
                String::new()
            };
            format!("{who} are {size} points {side}, likely {likely}{but}.")
        }
        Verdict::Leaning => {
            format!("{who} look {size} points {side}, which is not certain yet: likely {likely}.")
        }
        Verdict::Same => format!(
            "The gap is likely smaller than the {} that matter: {likely}.",
            matters(one)
        ),
        Verdict::CannotTell(Why::Unsettled) => {
            format!("Likely {within} are {}.", where_you_are(&likely))
        }
        Verdict::CannotTell(why) => reason(why, finding.theirs.unit).into(),
    }];
    match finding.judgement.held_back {
        Some(HeldBack::Confounded) if verdict == Verdict::Leaning => {
            said.push("It would be clear if the same people had visited both: let them.".into());
        }
        Some(HeldBack::NoFloor) => said.push(
            "Nothing can be clearer until more visits show how much visits usually vary.".into(),
        ),
        _ => {}
    }
    if let Some(outlook) = &finding.outlook
        && matches!(
            verdict,
            Verdict::Leaning | Verdict::CannotTell(Why::Unsettled)
        )
        && finding.judgement.held_back != Some(HeldBack::Confounded)
    {
        said.extend(until_settled(one, name, finding, outlook));
    }
    format!(
        "{name}, {}: {}. {}",
        scope(one, rival),
        wording::verdict(verdict),
        said.join(" ")
    )
}

fn where_you_are(likely: &str) -> String {
    match likely.strip_prefix("from ") {
        Some(ends) => format!("anywhere from {}", ends.replacen(' ', " points ", 1)),
        // All on one side of nought, and still no verdict: other comparisons were made too.
        None => format!("{likely} points off, which is little among so many comparisons"),
    }
}

/// Why nothing can be told, as a sentence.
fn reason(why: Why, unit: Unit) -> &'static str {
    match why {
        Why::TooFew => "There are too few visits.",
        Why::Unsettled => "The visits so far do not settle it.",
        Why::Confounded => {
            "Different people visited each side, and people differ too; let the same person visit both."
        }
        Why::NoSpread if unit == Unit::Cluster => {
            "Every site came out the same on each side, so chance cannot be judged; --about sites goes by visits."
        }
        Why::NoSpread => "Every visit scored the same on each side, so chance cannot be judged.",
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

fn units(n: u64, unit: Unit) -> String {
    let word = match unit {
        Unit::Observation => "more visit",
        Unit::Cluster => "more site",
    };
    counted_u64(n, word)
}

/// `2 more visits give`.
fn more(n: u64, unit: Unit) -> String {
    let gives = if n == 1 { "gives" } else { "give" };
    format!("{} {gives}", units(n, unit))
}

fn until_first(one: &StandardComparison, finding: &Finding, outlook: &Outlook) -> String {
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
    match outlook.each_for_matters {
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

fn until_settled(
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
        (None, _) => Some(format!(
            "If the gap is as seen, no number of visits that anyone makes would show on which side of {} it lies.",
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
                let more = until_settled(one, name, finding, outlook)?;
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

/// What the mixes of visits make of the gaps in total.
pub(super) fn mixes(one: &StandardComparison) -> Vec<String> {
    let mut said = Vec::new();
    for rival in one.rivals() {
        let Some(mix) = &one.mixes[rival] else {
            continue;
        };
        let name = one.sides[rival].organisation.as_str();
        if mix.evened.is_empty() {
            said.push(format!(
                "You and {name} were visited in other {}, with too little in common to even out: part of the gap may come from that.",
                aspects(&mix.uneven)
            ));
            continue;
        }
        let Some(both) = mix.reweighted.as_ref().filter(|_| is_worth_a_row(one, mix)) else {
            continue;
        };
        let plain = Exact::nearest(both.crude_difference());
        let even = Exact::nearest(both.difference);
        let makes = Exact::nearest(both.mix_effect);
        let n_left_out: u64 = mix
            .kinds
            .iter()
            .filter(|kind| !kind.is_shared())
            .map(|kind| kind.n_own + kind.n_theirs)
            .sum();
        let left_out = match n_left_out {
            0 => String::new(),
            n => format!(
                " {} of a kind that one side lacks {} left out of this.",
                counted_u64(n, "visit"),
                plural(usize::try_from(n).unwrap_or(2), "is", "are")
            ),
        };
        let lead = if mix.is_plain_gap_misleading() {
            format!(
                "The plain gap to {name}, {} points, would mislead: you were visited in another mix of {} than they, which makes {} of it.",
                wording::gap(plain),
                aspects(&mix.evened),
                wording::gap(makes)
            )
        } else {
            format!(
                "You and {name} were visited in another mix of {}, which makes {} points of the gap.",
                aspects(&mix.evened),
                wording::gap(makes)
            )
        };
        said.push(format!(
            "{lead} Over the same mix, each kind of visit counting alike, the gap is {}.{left_out} Sections and items are as visited.",
            wording::gap(even)
        ));
    }
    said
}

/// How many of what, on both sides: `12 and 11 visits`.
pub(super) fn counted_on_both(own: Counted, theirs: Counted) -> String {
    let word = |counted: Counted| match counted.unit {
        Unit::Observation => "visit",
        Unit::Cluster => "site",
    };
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
