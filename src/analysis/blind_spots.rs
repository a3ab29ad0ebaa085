//! What we think of ourselves beside what visitors meet: self-assessments against audits of the same
//! sites, figure by figure; and the guess before each visit against what it came to.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::measure::Measure;
use super::ruler::{Basis, Line, Ruler, Subject};
use super::scored::ScoredVisit;
use super::select::{LeftOut, NearMiss, Reason, RoleClash, select};
use super::settings::Settings;
use super::side::ENOUGH_VISITS;
use crate::model::answer::Status;
use crate::model::brief::Brief;
use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::scale::ItemType;
use crate::model::share::{Exact, Share};
use crate::model::standard::Version;
use crate::model::visit::{Name, Role};
use crate::stats::cluster;
use crate::stats::describe::Sums;
use crate::stats::interval::{Interval, LEVEL};
use crate::stats::proportion::Proportion;
use crate::stats::reliability::Limits;

/// Fewer pairs than these are listed, and nothing is worked out from them.
pub const LEAST_PAIRS: u64 = 6;

/// A figure as we see it and as visitors met it.
#[derive(Clone, Debug)]
pub struct Figure<'a> {
    /// Which.
    pub subject: Subject,
    /// Of the self-assessments.
    pub own: Measure<'a>,
    /// Of the audits.
    pub audits: Measure<'a>,
    /// Where the audits' mean likely lies; `None` of fewer than five, or where nothing varied.
    pub likely: Option<Interval>,
}

impl Figure<'_> {
    /// How much higher we think than visitors found; `None` where one is missing.
    pub fn over(&self) -> Option<Exact> {
        Some(self.own.mean()?.minus(self.audits.mean()?))
    }

    /// True where we think too well, by more than `delta` even at the kind end of what is likely.
    pub fn is_surely_over(&self, delta: f64) -> bool {
        let own = self.own.mean().map(Exact::value);
        own.zip(self.likely)
            .is_some_and(|(own, likely)| own - delta > likely.high)
    }

    /// True where we think too little, by more than `delta` even at the harsh end of what is likely.
    pub fn is_surely_under(&self, delta: f64) -> bool {
        let own = self.own.mean().map(Exact::value);
        own.zip(self.likely)
            .is_some_and(|(own, likely)| own + delta < likely.low)
    }
}

/// An item that not everyone could answer about themselves.
#[derive(Clone, Copy, Debug)]
pub struct Unanswered {
    /// Its place in the catalogue.
    pub item: usize,
    /// In how many self-assessments it was not seen or not known.
    pub n: u64,
    /// Of how many in which it was asked.
    pub of: u64,
}

/// A site as its people see it and as visitors met it, in total.
#[derive(Clone, Copy, Debug)]
pub struct SitePair<'a> {
    /// The site.
    pub site: &'a Name,
    /// The mean of its self-assessments.
    pub own: Exact,
    /// How many.
    pub n_own: u64,
    /// The mean of its audits.
    pub audits: Exact,
    /// How many.
    pub n_audits: u64,
}

/// A visit whose total was guessed before it was seen.
#[derive(Clone, Copy, Debug)]
pub struct Guess<'a> {
    /// The visit.
    pub visit: &'a Brief,
    /// The guess.
    pub guess: Share,
    /// What it came to.
    pub total: Share,
}

impl Guess<'_> {
    /// How much too high it was.
    pub fn over(&self) -> Exact {
        self.guess.exact().minus(self.total.exact())
    }
}

/// The blind spots of one organisation by one major version of a standard.
#[derive(Clone, Debug)]
pub struct OwnView<'a> {
    /// The standard's id.
    pub id: &'a Id,
    /// Its versions, rising.
    pub versions: BTreeSet<Version>,
    /// Whose view.
    pub organisation: &'a Name,
    /// Our own, or a department.
    pub role: Role,
    /// Sections and items.
    pub catalogue: Catalogue<'a>,
    /// The self-assessments, oldest first.
    pub own: Vec<&'a ScoredVisit<'a>>,
    /// The audits of the same sites that count, oldest first.
    pub audits: Vec<&'a ScoredVisit<'a>>,
    /// Audits of sites that nobody assessed.
    pub n_elsewhere: u64,
    /// Total, sections, items.
    pub figures: Vec<Figure<'a>>,
    /// Items that not everyone could answer, those that nobody could first.
    pub unanswered: Vec<Unanswered>,
    /// Each site with both, by name.
    pub sites: Vec<SitePair<'a>>,
    /// How sites' own view and the audits differ, from six sites on.
    pub site_limits: Option<Limits>,
    /// The visits with a guess, oldest first.
    pub guesses: Vec<Guess<'a>>,
    /// How guesses and totals differ, from six visits on.
    pub guess_limits: Option<Limits>,
}

/// The blind spots of each own organisation.
#[derive(Clone, Debug)]
pub struct BlindSpots<'a> {
    /// By standard, major version and organisation.
    pub views: Vec<OwnView<'a>>,
    /// The visits that do not count, self-assessments apart.
    pub left_out: Vec<LeftOut<'a>>,
    /// Names that may be slips.
    pub near_misses: Vec<NearMiss<'a>>,
}

/// Puts what we think of ourselves beside what visitors meet. The order of visits changes nothing.
pub fn blind_spots<'a>(
    visits: &'a [ScoredVisit<'a>],
    settings: &Settings,
) -> Result<BlindSpots<'a>, RoleClash> {
    let selection = select(visits, settings.standard.as_ref())?;
    let mut parts: BTreeMap<_, [Vec<&ScoredVisit>; 2]> = BTreeMap::new();
    let key = |scored: &ScoredVisit<'a>| {
        let facts = &scored.visit.facts;
        let standard = &facts.standard;
        (
            &standard.id,
            standard.version.major,
            facts.role,
            &facts.organisation,
        )
    };
    for scored in &selection.counted {
        parts.entry(key(scored)).or_default()[1].push(*scored);
    }
    let (own, left_out): (Vec<_>, Vec<_>) = selection
        .left_out
        .into_iter()
        .partition(|out| out.reason == Reason::SelfAssessment);
    for out in own {
        parts.entry(key(out.scored)).or_default()[0].push(out.scored);
    }
    let views = parts
        .into_iter()
        .filter(|((_, _, role, _), _)| *role != Role::Competitor)
        .map(|((id, _, role, organisation), [own, audits])| {
            own_view(id, role, organisation, own, audits)
        })
        .filter(|view| !view.own.is_empty() || !view.guesses.is_empty())
        .collect();
    Ok(BlindSpots {
        views,
        left_out,
        near_misses: selection.near_misses,
    })
}

fn own_view<'a>(
    id: &'a Id,
    role: Role,
    organisation: &'a Name,
    own: Vec<&'a ScoredVisit<'a>>,
    mut audits: Vec<&'a ScoredVisit<'a>>,
) -> OwnView<'a> {
    let guesses: Vec<Guess> = audits.iter().filter_map(|scored| guess(scored)).collect();
    let assessed: BTreeSet<&Name> = own.iter().map(|it| &it.visit.facts.site).collect();
    let n_all = audits.len();
    if !own.is_empty() {
        audits.retain(|scored| assessed.contains(&scored.visit.facts.site));
    }
    let all: Vec<&ScoredVisit> = own.iter().chain(&audits).copied().collect();
    let catalogue = Catalogue::of(&all);
    let ruler = Ruler {
        catalogue: &catalogue,
        basis: &Basis::Totals,
        common: None,
        tag: None,
    };
    let lines = if own.is_empty() {
        Vec::new()
    } else {
        ruler.lines(&[own.clone(), audits.clone()])
    };
    let figures: Vec<Figure> = lines
        .into_iter()
        .map(|line| figure(&catalogue, line))
        .collect();
    let sites = figures.first().map_or(Vec::new(), site_pairs);
    OwnView {
        id,
        versions: all
            .iter()
            .map(|scored| scored.visit.facts.standard.version)
            .collect(),
        organisation,
        role,
        unanswered: unanswered(&catalogue, &own),
        n_elsewhere: (n_all - audits.len()) as u64,
        site_limits: limits(sites.iter().map(|pair| pair.own.minus(pair.audits))),
        guess_limits: limits(guesses.iter().map(Guess::over)),
        sites,
        guesses,
        figures,
        own,
        audits,
        catalogue,
    }
}

fn guess<'a>(scored: &ScoredVisit<'a>) -> Option<Guess<'a>> {
    let guess = scored.whole()?.guess?;
    Some(Guess {
        visit: scored.visit,
        guess: Share::from_percent(guess.value.value())?,
        total: scored.scorecard.as_ref()?.total?,
    })
}

/// From six pairs on.
fn limits(differences: impl Iterator<Item = Exact>) -> Option<Limits> {
    let differences: Vec<f64> = differences.map(Exact::value).collect();
    let sums = Sums::of(&differences);
    (sums.n() >= LEAST_PAIRS).then(|| Limits::of(&sums))?
}

fn figure<'a>(catalogue: &Catalogue, line: Line<'a>) -> Figure<'a> {
    let [own, audits]: [Measure; 2] = line.measures.try_into().expect("two sides were measured");
    let is_yes_no = match line.subject {
        Subject::Item(item) => catalogue.items[item].item_type == ItemType::YesNo,
        _ => false,
    };
    Figure {
        likely: likely(&audits, is_yes_no),
        subject: line.subject,
        own,
        audits,
    }
}

/// Where the mean of the audits likely lies, by visits or by sites as everywhere.
fn likely(audits: &Measure, is_yes_no: bool) -> Option<Interval> {
    if audits.n_visits() < ENOUGH_VISITS {
        return None;
    }
    let sites: Vec<Sums> = audits.sites.values().map(|sums| (*sums).into()).collect();
    let side = cluster::Side::of(&sites, None)?;
    if is_yes_no {
        let total: Sums = sites.iter().sum();
        let share = match side.unit {
            cluster::Unit::Cluster => Proportion::clustered(&sites)?,
            cluster::Unit::Observation => {
                let whole = i128::from(crate::model::share::WHOLE);
                let successes = u64::try_from(total.sum() / whole).ok()?;
                Proportion::new(successes, total.n())
            }
        };
        return Some(share.wilson(LEVEL));
    }
    let interval = side.estimate?.interval(LEVEL)?;
    Some(Interval {
        low: interval.low.max(0.0),
        high: interval.high.min(1.0),
    })
}

fn site_pairs<'a>(total: &Figure<'a>) -> Vec<SitePair<'a>> {
    let pair = |(site, own): (&&'a Name, &super::measure::Sums)| {
        let audits = total.audits.sites.get(site)?;
        Some(SitePair {
            site,
            own: own.mean()?,
            n_own: own.n,
            audits: audits.mean()?,
            n_audits: audits.n,
        })
    };
    total.own.sites.iter().filter_map(pair).collect()
}

fn unanswered(catalogue: &Catalogue, own: &[&ScoredVisit]) -> Vec<Unanswered> {
    let mut counts: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    for scored in own {
        for (item, answer) in catalogue.placed(scored) {
            let is_asked = !matches!(answer.status, Status::NotAsked | Status::NotApplicable);
            if is_asked && catalogue.items[item].counts {
                let (n, of) = counts.entry(item).or_default();
                *n += u64::from(answer.status == Status::NotObserved);
                *of += 1;
            }
        }
    }
    let mut unanswered: Vec<Unanswered> = counts
        .into_iter()
        .filter(|(_, (n, _))| *n > 0)
        .map(|(item, (n, of))| Unanswered { item, n, of })
        .collect();
    unanswered.order_by_key(|it| (it.n < it.of, std::cmp::Reverse(it.n), it.item));
    unanswered
}
