//! Two pictures of how a place treats people: script beside care for each site, and at which stage of
//! the way customers are lost.

use std::collections::BTreeMap;

use super::compare::StandardComparison;
use super::numbering::Numbering;
use super::parts::in_parts;
use super::ruler::{Ruler, Subject};
use super::scored::ScoredVisit;
use super::side::ENOUGH_VISITS;
use crate::model::brief::Common;
use crate::model::order::InOrder;
use crate::model::share::{Exact, Share};
use crate::model::visit::Name;

/// Script and care are told apart from so many points on.
pub const APART: Share = Share::whole_percent(10);

/// Both below this: failing.
pub const LOW: Share = Share::whole_percent(60);

/// Where a standard has no aim, from here on it is excellent.
pub const USUAL_AIM: Share = Share::whole_percent(80);

/// A customer is lost at the first stage that earns less than this.
pub const LOST_BELOW: Share = Share::whole_percent(50);

/// The values of the tag `facet` that make a picture.
const FACETS: [&str; 2] = ["script", "care"];

/// The stages in the order of the way; others come behind.
const STAGES: [&str; 6] = [
    "rapport",
    "qualifying",
    "education",
    "demonstration",
    "closing",
    "after_sales",
];

/// How script and care go together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    /// Both reach the aim.
    Excellent,
    /// The script is kept, the care is missing.
    Robotic,
    /// Caring, but the script is let slip.
    WarmButSloppy,
    /// Neither.
    Failing,
    /// Neither good nor bad, and even.
    Between,
    /// Too few visits.
    TooFew,
}

impl Picture {
    /// The picture of a site from its script and its care, 0..=1.
    fn of(script: Exact, care: Exact, aim: Share, n_visits: u64) -> Self {
        let (aim, low, apart) = (aim.exact(), LOW.exact(), APART.exact());
        if n_visits < ENOUGH_VISITS {
            Self::TooFew
        } else if script >= aim && care >= aim {
            Self::Excellent
        } else if script < low && care < low {
            Self::Failing
        } else if script.minus(care) >= apart {
            Self::Robotic
        } else if care.minus(script) >= apart {
            Self::WarmButSloppy
        } else {
            Self::Between
        }
    }
}

/// Script and care at one site.
#[derive(Clone, Debug)]
pub struct SitePicture<'a> {
    /// The place of its organisation among the sides.
    pub side: usize,
    /// The site.
    pub site: &'a Name,
    /// How many visits have both.
    pub n_visits: u64,
    /// The mean of the items of the script.
    pub script: Exact,
    /// The mean of the items of care.
    pub care: Exact,
    /// The picture.
    pub picture: Picture,
}

/// The picture of each site, for the tag `facet` with its values `script` and `care`.
pub(super) fn site_pictures<'a>(
    one: &StandardComparison<'a>,
    ruler: &Ruler<'_, 'a>,
) -> Vec<SitePicture<'a>> {
    pictures_by(one, ruler, &FACETS.map(|facet| compared(one, facet)))
}

/// As the pictures of a comparison that is split by the tag `facet`, for one that is not.
pub fn script_and_care<'a>(one: &StandardComparison<'a>) -> Vec<SitePicture<'a>> {
    let ruler = Ruler {
        catalogue: &one.catalogue,
        basis: &one.basis,
        common: one.common.as_ref(),
        tag: Some("facet"),
    };
    let subjects = FACETS.map(|facet| match &one.common {
        Some(_) => Subject::CommonTag(facet.into()),
        None => Subject::Tag(facet.into()),
    });
    pictures_by(one, &ruler, &subjects)
}

fn pictures_by<'a>(
    one: &StandardComparison<'a>,
    ruler: &Ruler<'_, 'a>,
    subjects: &[Subject; 2],
) -> Vec<SitePicture<'a>> {
    let aim = one.standard().and_then(|standard| standard.scoring.target);
    let aim = aim.unwrap_or(USUAL_AIM);
    let mut pictures = Vec::new();
    for (place, side) in one.sides.iter().enumerate() {
        let gauge = ruler.gauge(subjects, side.visits.first());
        let parts = in_parts(&side.visits, |visits| {
            let mut gauge = gauge.clone();
            let mut sites: Numbering<Common, &Name> = Numbering::default();
            let mut sums: Vec<[u64; 3]> = Vec::new();
            for scored in visits {
                if let [Some(script), Some(care)] = gauge.shares(scored)[..] {
                    let common = &scored.visit.facts.common;
                    let site = sites.of(common, || &common.site);
                    if site == sums.len() {
                        sums.push([0; 3]);
                    }
                    let more = [1, script.billionths().into(), care.billionths().into()];
                    (0..3).for_each(|it| sums[site][it] += more[it]);
                }
            }
            let sums = sites.all().map(|(name, place)| (name, sums[place]));
            sums.collect::<Vec<_>>()
        });
        let mut sites: BTreeMap<&Name, [u64; 3]> = BTreeMap::new();
        for (site, more) in parts.into_iter().flatten() {
            let sums = sites.entry(site).or_default();
            (0..3).for_each(|it| sums[it] += more[it]);
        }
        for (site, [n_visits, scripts, cares]) in sites {
            let mean = |sum| Exact::mean(sum, n_visits).expect("a site is here with a visit");
            let (script, care) = (mean(scripts), mean(cares));
            pictures.push(SitePicture {
                side: place,
                site,
                n_visits,
                picture: Picture::of(script, care, aim, n_visits),
                script,
                care,
            });
        }
    }
    pictures
}

/// The items of a tag that may be compared: of those that every visit was judged on, where they are not
/// the same.
fn compared(one: &StandardComparison, value: &str) -> Subject {
    let common = Subject::CommonTag(value.into());
    if one.line(&common).is_some() {
        common
    } else {
        Subject::Tag(value.into())
    }
}

/// Where on the way one side loses its customers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Way {
    /// For each stage, how many customers were lost there.
    pub lost: Vec<u64>,
    /// How many were not lost.
    pub kept: u64,
}

impl Way {
    /// How many customers set out.
    pub fn n(&self) -> u64 {
        self.kept + self.lost.iter().sum::<u64>()
    }
}

/// The stages in their order, and the way of each side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ways {
    /// The stages, as the tag spells them.
    pub stages: Vec<String>,
    /// The way of each side.
    pub sides: Vec<Way>,
}

/// Follows every visit along the stages of its items' tag `stage`.
pub(super) fn ways<'a>(one: &StandardComparison<'a>, ruler: &Ruler<'_, 'a>) -> Ways {
    let mut stages: Vec<&String> = one
        .lines
        .iter()
        .filter_map(|line| match &line.subject {
            Subject::Tag(value) => Some((line, value)),
            _ => None,
        })
        // A stage without an item that all visits were judged on says nothing about who loses whom.
        .filter(|(line, value)| {
            one.is_like_for_like(&line.subject)
                || one
                    .line(&compared(one, value))
                    .is_some_and(|it| it.subject != line.subject)
        })
        .map(|(_, value)| value)
        .collect();
    let place = |stage: &str| STAGES.iter().position(|known| *known == stage);
    // Stable: those of no known place stay in the order of the standard.
    stages.order_by_key(|stage| place(stage).unwrap_or(STAGES.len()));
    let subjects: Vec<Subject> = stages.iter().map(|stage| compared(one, stage)).collect();
    let way = |visits: &[&'a ScoredVisit<'a>]| {
        let mut way = Way {
            lost: vec![0; stages.len()],
            kept: 0,
        };
        let mut gauge = ruler.gauge(&subjects, visits.first());
        for scored in visits {
            let shares = gauge.shares(scored);
            let is_lost = |share: &Option<Share>| share.is_some_and(|share| share < LOST_BELOW);
            match shares.iter().position(is_lost) {
                Some(stage) => way.lost[stage] += 1,
                None => way.kept += 1,
            }
        }
        way
    };
    Ways {
        sides: one.sides.iter().map(|side| way(&side.visits)).collect(),
        stages: stages.into_iter().cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: f64, care: f64, n_visits: u64, expected: Picture) {
        let exact = |value| Share::rounded(value).exact();
        let aim = Share::rounded(0.85);
        assert_eq!(
            Picture::of(exact(script), exact(care), aim, n_visits),
            expected
        );
    }

    #[test]
    fn script_and_care_make_a_picture() {
        check(0.85, 0.85, 5, Picture::Excellent);
        // Both reach the aim: that they are apart is no matter.
        check(1.0, 0.86, 5, Picture::Excellent);
        check(0.84, 0.70, 5, Picture::Robotic);
        check(0.70, 0.84, 5, Picture::WarmButSloppy);
        check(0.59, 0.30, 5, Picture::Failing);
        check(0.60, 0.30, 5, Picture::Robotic);
        check(0.80, 0.75, 5, Picture::Between);
        // Ten points are ten points: .9 - .8 is less than .1 in floating numbers.
        check(0.90, 0.80, 5, Picture::Robotic);
        check(0.80, 0.90, 5, Picture::WarmButSloppy);
        check(0.20, 0.20, 4, Picture::TooFew);
    }
}
