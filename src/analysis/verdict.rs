//! What may be said of a gap: the word of the ladder, the interval, and what would settle it. The unit
//! is the visit while an organisation has fewer than five sites, else the site; a settled rule for the
//! whole organisation, so that all its figures speak of the same. Everything is made from sums that
//! add up, so a million visits cost no more than their sums.

use super::catalogue::Catalogue;
use super::compare::StandardComparison;
use super::measure::Measure;
use super::mix::SameMix;
use super::ruler::{Line, Subject};
use crate::model::scale::ItemType;
use crate::stats::cluster::{CLUSTERS_AS_UNITS, Side as Weight, Unit};
use crate::stats::describe::Sums;
use crate::stats::interval::Interval;
use crate::stats::ladder::{Case, Family, Judgement, Pool, Verdict, Weighed, Why, judge, shares};
use crate::stats::proportion::Proportion;

mod outlook;

pub use outlook::Outlook;
use outlook::outlook;

/// Up to so many comparisons are a few that each matter; more are a long list.
const FEW: usize = 10;

/// What the verdicts speak of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// The sites that were visited: the visit is the unit.
    Sites,
    /// The organisation, of which the sites are a sample: the site is the unit.
    Organisation,
}

impl About {
    /// Reads `sites` or `organisation`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "sites" => Some(Self::Sites),
            "organisation" | "organization" => Some(Self::Organisation),
            _ => None,
        }
    }
}

/// How it is judged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Terms {
    /// What the verdicts speak of; by the number of sites where nothing is said.
    pub about: Option<About>,
    /// The difference that matters, 0..=1.
    pub matters: f64,
}

impl Terms {
    /// What counts as one independent thing of an organisation with so many sites.
    pub fn unit(&self, n_sites: usize) -> Unit {
        match self.about {
            Some(About::Sites) => Unit::Observation,
            None if n_sites < CLUSTERS_AS_UNITS => Unit::Observation,
            Some(About::Organisation) | None => Unit::Cluster,
        }
    }
}

/// What may be said of the gap of one figure to one competitor.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Finding {
    /// The word, and what it stands on.
    pub judgement: Judgement,
    /// The two sides weighed.
    pub weighed: Weighed,
    /// The interval, not adjusted for other comparisons; `None` where there is none.
    pub interval: Option<Interval>,
    /// What is counted on the own side, and how many.
    pub own: Counted,
    /// What is counted on theirs, and how many.
    pub theirs: Counted,
    /// True of a yes-or-no item, judged as shares of yes.
    pub is_of_shares: bool,
    /// Whether different people visited each side.
    pub is_confounded: bool,
    /// What would settle it; only of totals.
    pub outlook: Option<Outlook>,
}

/// How many independent units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    /// What counts as one.
    pub unit: Unit,
    /// How many.
    pub n: u64,
}

/// A gap that is weighed and still to be judged, together with its like.
#[derive(Clone, Copy)]
pub(super) struct Open {
    /// What is judged.
    pub case: Case,
    finding: Finding,
}

impl Open {
    fn of(
        case: Case,
        interval: Option<Interval>,
        (own, theirs): (&Weight, &Weight),
        is_of_shares: bool,
        outlook: Option<Outlook>,
    ) -> Self {
        let finding = Finding {
            judgement: Judgement {
                verdict: Verdict::CannotTell(Why::Unsettled),
                held_back: None,
                p_plain: None,
                p_floored: None,
            },
            weighed: case.weighed,
            interval,
            own: counted(own),
            theirs: counted(theirs),
            is_of_shares,
            is_confounded: case.is_confounded,
            outlook,
        };
        Self { case, finding }
    }

    fn judged(self, judgement: Judgement) -> Finding {
        // Of what must not be compared there is no interval to print, and no prospect.
        let is_comparable = self.case.is_comparable;
        Finding {
            judgement,
            interval: self.finding.interval.filter(|_| is_comparable),
            outlook: self.finding.outlook.filter(|_| is_comparable),
            ..self.finding
        }
    }
}

/// Both sides of each line, for the ladder.
fn weights(one: &StandardComparison, line: &Line, terms: &Terms) -> Vec<Option<Weight>> {
    let sides = line.measures.iter().zip(&one.sides);
    sides
        .map(|(measure, side)| Weight::of(&clusters(measure), Some(terms.unit(side.sites.len()))))
        .collect()
}

/// The own side of a line and that of a competitor, for the ladder.
pub(super) fn weights_of_pair(
    one: &StandardComparison,
    line: &Line,
    rival: usize,
    terms: &Terms,
) -> Option<(Weight, Weight)> {
    let weights = weights(one, line, terms);
    Some((weights[one.reference()?]?, weights[rival]?))
}

/// The gaps of a line, for each side; `None` for a side that is no competitor or has no mean.
pub(super) fn opened(one: &StandardComparison, line: &Line, terms: &Terms) -> Vec<Option<Open>> {
    let mut opened = vec![None; line.measures.len()];
    let Some(reference) = one.reference() else {
        return opened;
    };
    let weights = weights(one, line, terms);
    let Some(own) = weights[reference] else {
        return opened;
    };
    let pool = Pool::of(weights.iter().flatten());
    for rival in one.rivals() {
        let Some(theirs) = weights[rival] else {
            continue;
        };
        let measures = (&line.measures[reference], &line.measures[rival]);
        let (weighed, interval, is_of_shares) =
            weigh(&one.catalogue, line, measures, (&own, &theirs), &pool);
        let case = Case {
            weighed,
            is_confounded: are_other_people(measures.0, measures.1),
            is_of_other_mix: line.is_misled(rival),
            is_comparable: one.is_gap_fair(line, rival),
        };
        let outlook = line
            .is_of_total()
            .then(|| outlook((&own, &theirs), &pool, terms.matters, one.rivals().count()));
        opened[rival] = Some(Open::of(
            case,
            interval,
            (&own, &theirs),
            is_of_shares,
            outlook,
        ));
    }
    opened
}

/// The gaps of a line over the same mix of visits, for each side that has one.
pub(super) fn opened_mixes(
    one: &StandardComparison,
    line: &Line,
    terms: &Terms,
) -> Vec<Option<Open>> {
    let usual = Pool::of(weights(one, line, terms).iter().flatten());
    let opened = |(rival, mix): (usize, &Option<SameMix>)| {
        let (own, theirs) = mix.as_ref()?.weights?;
        // How visits of a kind vary, where these two show it; else how visits of all kinds do.
        let of_kinds = Pool::of([&own, &theirs]);
        let is_known = |unit| of_kinds.variance(unit).is_some();
        let pool = if is_known(own.unit) && is_known(theirs.unit) {
            of_kinds
        } else {
            usual
        };
        let weighed = Weighed::new(&own, &theirs, &pool);
        let case = Case {
            weighed,
            is_confounded: are_other_people(
                &line.measures[one.reference()?],
                &line.measures[rival],
            ),
            is_of_other_mix: false,
            is_comparable: true,
        };
        let outlook = outlook((&own, &theirs), &pool, terms.matters, one.rivals().count());
        let interval = weighed.interval().map(possible);
        Some(Open::of(
            case,
            interval,
            (&own, &theirs),
            false,
            Some(outlook),
        ))
    };
    one.mixes.iter().enumerate().map(opened).collect()
}

/// Judges gaps that are read together; of a list that holds items, as a long one.
pub(super) fn judged(
    family: &[Option<Open>],
    is_of_items: bool,
    terms: &Terms,
) -> Vec<Option<Finding>> {
    let cases: Vec<Case> = family.iter().flatten().map(|open| open.case).collect();
    let kind = if cases.len() > FEW || is_of_items {
        Family::List
    } else {
        Family::Few
    };
    let mut judged = judge(&cases, kind, terms.matters).into_iter();
    let mut of = |open: Open| open.judged(judged.next().expect("one for each case"));
    family.iter().map(|open| open.map(&mut of)).collect()
}

/// The findings of some lines that are read together, for each line and side.
pub(super) fn findings(
    one: &StandardComparison,
    lines: &[&Line],
    terms: &Terms,
) -> Vec<Vec<Option<Finding>>> {
    let opened: Vec<Option<Open>> = lines
        .iter()
        .flat_map(|line| opened(one, line, terms))
        .collect();
    let is_of_items = |line: &&Line| matches!(line.subject, Subject::Item(_));
    let judged = judged(&opened, lines.iter().any(is_of_items), terms);
    judged
        .chunks(one.sides.len().max(1))
        .map(<[_]>::to_vec)
        .collect()
}

fn counted(weight: &Weight) -> Counted {
    Counted {
        unit: weight.unit,
        n: weight.n_units,
    }
}

/// The sums of each site, as statistics take them.
pub(super) fn clusters(measure: &Measure) -> Vec<Sums> {
    let sites = measure.sites.values();
    sites.map(|sums| Sums::from(*sums)).collect()
}

fn weigh(
    catalogue: &Catalogue,
    line: &Line,
    measures: (&Measure, &Measure),
    (own, theirs): (&Weight, &Weight),
    pool: &Pool,
) -> (Weighed, Option<Interval>, bool) {
    let is_yes_no = matches!(line.subject,
        Subject::Item(item) if catalogue.items[item].item_type == ItemType::YesNo);
    if is_yes_no
        && let (Some(a), Some(b)) = (
            share_of_yes(measures.0, own),
            share_of_yes(measures.1, theirs),
        )
        && let Some((weighed, interval)) = shares::weighed(a, b, own.n_units.min(theirs.n_units))
    {
        let is_shown = weighed.n_units >= crate::stats::ladder::INTERVAL_FROM;
        return (weighed, Some(possible(interval)).filter(|_| is_shown), true);
    }
    let weighed = Weighed::new(own, theirs, pool);
    (weighed, weighed.interval().map(possible), false)
}

/// The part of an interval that a gap of shares can lie in.
pub(super) fn possible(interval: Interval) -> Interval {
    Interval {
        low: interval.low.max(-1.0),
        high: interval.high.min(1.0),
    }
}

/// How often yes; where the site is the unit, of as many as the sites are worth.
fn share_of_yes(measure: &Measure, weight: &Weight) -> Option<shares::Share> {
    let clusters = clusters(measure);
    match weight.unit {
        Unit::Cluster => shares::Share::clustered(&clusters),
        Unit::Observation => {
            let n = weight.n as f64;
            Some(shares::Share::counted(Proportion {
                successes: weight.mean * n,
                n,
            }))
        }
    }
}

/// True when of either side fewer than a third of the visits are by people who visited both. People
/// differ by more than places do, so a gap may then be one between auditors.
pub(super) fn are_other_people(own: &Measure, theirs: &Measure) -> bool {
    let is_mostly_of_others = |one: &Measure, other: &Measure| {
        let both = one.auditors.iter();
        let n_both: u64 = both
            .filter(|(auditor, _)| other.auditors.contains_key(*auditor))
            .map(|(_, n)| n)
            .sum();
        n_both * 3 < one.n_visits()
    };
    is_mostly_of_others(own, theirs) || is_mostly_of_others(theirs, own)
}
