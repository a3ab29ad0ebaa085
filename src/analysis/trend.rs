//! One figure over time, for each organisation by itself: points by month, wave or any period, cut
//! where they no longer compare (a new major version, other auditors), each stretch judged by the
//! limits of its own noise and by whether it drifts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::catalogue::Catalogue;
use super::measure::{Measure, Sums};
use super::periods::{Per, Period};
use super::scored::ScoredVisit;
use super::select::{LeftOut, NearMiss, RoleClash, Selection, select};
use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::programme::Wave;
use crate::model::scale::ItemType;
use crate::model::share::Share;
use crate::model::standard::Version;
use crate::model::visit::{Name, Role};

mod figure;
mod judged;
mod pools;

use figure::Figure;

pub use judged::{Drift, Judged, Limits, NoLimits, Sign, signs_looked_for};

/// The figure that is followed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Followed {
    /// The visits' totals.
    #[default]
    Total,
    /// A section.
    Section(Id),
    /// An item.
    Item(Id),
}

/// Which points the limits are worked out from, and why these.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Baseline {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Why, in the person's words.
    pub why: String,
}

/// What to follow, and how.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Settings {
    /// Visits of this standard only.
    pub standard: Option<Id>,
    /// The stretch of a point.
    pub per: Per,
    /// The programme's waves.
    pub waves: Vec<Wave>,
    /// The figure.
    pub followed: Followed,
    /// Where limits come from; the first points where nothing is said.
    pub baseline: Option<Baseline>,
    /// Whether the signs that cry wolf more often are looked for too.
    pub all_signs: bool,
}

/// One point: the visits of a period.
#[derive(Clone, Debug)]
pub struct Point<'a> {
    /// When.
    pub period: Period,
    /// What they came to.
    pub measure: Measure<'a>,
}

impl Point<'_> {
    /// The mean, 0..=1.
    pub fn value(&self) -> f64 {
        let mean = self.measure.mean().expect("a point has visits");
        mean.value()
    }
}

/// Why a stretch begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opening {
    /// It is the first.
    First,
    /// A new major version: figures before do not compare.
    NewVersion,
    /// Other auditors: people differ, so the step may be theirs.
    NewAuditors,
}

/// Points that compare with each other.
#[derive(Clone, Debug)]
pub struct Stretch<'a> {
    /// Why it begins.
    pub opening: Opening,
    /// The versions of the standard in it, rising.
    pub versions: BTreeSet<Version>,
    /// Its points, rising in time; never empty.
    pub points: Vec<Point<'a>>,
    /// What may be said of them.
    pub judged: Judged,
}

impl Stretch<'_> {
    /// The sums over all its visits.
    pub fn sums(&self) -> Sums {
        let sums = self.points.iter().map(|point| point.measure.sums());
        sums.fold(Sums::default(), Sums::plus)
    }

    /// How many visits.
    pub fn n_visits(&self) -> u64 {
        self.points.iter().map(|it| it.measure.n_visits()).sum()
    }
}

/// One organisation over time.
#[derive(Clone, Debug)]
pub struct Course<'a> {
    /// Its name, as typed first.
    pub organisation: &'a Name,
    /// Whose it is.
    pub role: Role,
    /// Its stretches, rising in time.
    pub stretches: Vec<Stretch<'a>>,
    /// Visits that count, but have no such figure: not judged, or their standard is not at hand.
    pub n_without: u64,
    /// Visits outside of all waves.
    pub n_outside: u64,
}

impl<'a> Course<'a> {
    /// All its points.
    pub fn points(&self) -> impl Iterator<Item = &Point<'a>> {
        self.stretches.iter().flat_map(|it| &it.points)
    }

    /// The stretch that is going on.
    pub fn last(&self) -> Option<&Stretch<'a>> {
        self.stretches.last()
    }
}

/// The trend for one standard.
#[derive(Clone, Debug)]
pub struct StandardTrend<'a> {
    /// The standard's id.
    pub id: &'a Id,
    /// Whether it is about departments, whose customers are colleagues.
    pub is_internal: bool,
    /// The versions among the visits that count, rising.
    pub versions: BTreeSet<Version>,
    /// Sections and items.
    pub catalogue: Catalogue<'a>,
    /// The place of the item that is followed.
    pub item: Option<usize>,
    /// Own organisations first, then by name.
    pub courses: Vec<Course<'a>>,
    /// The visits that do not count.
    pub left_out: Vec<LeftOut<'a>>,
}

/// The trend of each standard.
#[derive(Clone, Debug)]
pub struct Trend<'a> {
    /// One for each standard that has the figure, by id; departments behind.
    pub standards: Vec<StandardTrend<'a>>,
    /// Names that may be slips.
    pub near_misses: Vec<NearMiss<'a>>,
}

/// Follows a figure over time. The order in which visits are given changes nothing.
pub fn trend<'a>(
    visits: &'a [ScoredVisit<'a>],
    settings: &Settings,
) -> Result<Trend<'a>, RoleClash> {
    let selection = select(visits, settings.standard.as_ref())?;
    let key = |scored: &ScoredVisit<'a>| {
        let facts = &scored.visit.facts;
        (facts.role == Role::Internal, &facts.standard.id)
    };
    let mut parts: BTreeMap<(bool, &Id), Selection> = BTreeMap::new();
    for scored in &selection.counted {
        parts.entry(key(scored)).or_default().counted.push(scored);
    }
    for out in &selection.left_out {
        let part = parts.entry(key(out.scored)).or_default();
        part.left_out.push(*out);
    }
    let standards = parts
        .into_iter()
        .filter_map(|((is_internal, id), part)| {
            let Selection {
                counted, left_out, ..
            } = part;
            let catalogue = Catalogue::of(&counted);
            let figure = Figure::of(&catalogue, &settings.followed)?;
            Some(StandardTrend {
                id,
                is_internal,
                versions: counted
                    .iter()
                    .map(|scored| scored.visit.facts.standard.version)
                    .collect(),
                item: figure.item(),
                courses: courses(&catalogue, &figure, &counted, settings),
                catalogue,
                left_out,
            })
        })
        .collect();
    Ok(Trend {
        standards,
        near_misses: selection.near_misses,
    })
}

fn courses<'a>(
    catalogue: &Catalogue<'a>,
    figure: &Figure,
    counted: &[&'a ScoredVisit<'a>],
    settings: &Settings,
) -> Vec<Course<'a>> {
    let mut sides: BTreeMap<(Role, &Name), Vec<&ScoredVisit>> = BTreeMap::new();
    for scored in counted {
        let facts = &scored.visit.facts;
        let side = sides.entry((facts.role, &facts.organisation));
        side.or_default().push(scored);
    }
    let is_yes_no = figure
        .item()
        .is_some_and(|place| catalogue.items[place].item_type == ItemType::YesNo);
    sides
        .into_iter()
        .map(|((role, organisation), mut visits)| {
            visits.order_by_key(|scored| {
                let facts = &scored.visit.facts;
                (facts.visited.date(), facts.visited.moment(), &facts.id)
            });
            let mut course = Course {
                organisation,
                role,
                stretches: Vec::new(),
                n_without: 0,
                n_outside: 0,
            };
            let mut editions: BTreeMap<u32, Edition> = BTreeMap::new();
            for (n, scored) in (0..).zip(&visits) {
                let day = scored.visit.facts.visited.date();
                let Some(mut period) = Period::of(settings.per, day, &settings.waves) else {
                    course.n_outside += 1;
                    continue;
                };
                if settings.per == Per::Visit {
                    period.place = n;
                }
                let Some(share) = figure.share(catalogue, scored) else {
                    course.n_without += 1;
                    continue;
                };
                let edition = editions.entry(figure.edition(scored)).or_default();
                edition.add(scored, period, share);
            }
            let cut = editions.into_values().enumerate();
            course.stretches = cut
                .flat_map(|(n, edition)| edition.stretches(n > 0))
                .map(|raw| raw.judged(settings, is_yes_no))
                .collect();
            course
        })
        .collect()
}

/// The points of visits whose figures compare by their standard.
#[derive(Default)]
struct Edition<'a> {
    points: BTreeMap<Period, PointInMaking<'a>>,
}

#[derive(Default)]
struct PointInMaking<'a> {
    measure: Measure<'a>,
    versions: BTreeSet<Version>,
    /// Day and figure of each visit by site.
    by_site: BTreeMap<&'a Name, Vec<(NaiveDate, Share)>>,
}

impl<'a> Edition<'a> {
    fn add(&mut self, scored: &'a ScoredVisit<'a>, period: Period, share: Share) {
        let facts = &scored.visit.facts;
        let point = self.points.entry(period).or_default();
        point.measure.add(scored.visit, share);
        point.versions.insert(facts.standard.version);
        let site = point.by_site.entry(&facts.site).or_default();
        site.push((facts.visited.date(), share));
    }

    fn stretches(self, is_new_version: bool) -> Vec<RawStretch<'a>> {
        let (periods, mut made): (Vec<Period>, Vec<PointInMaking>) =
            self.points.into_iter().unzip();
        let auditors: Vec<_> = made.iter().map(|point| &point.measure.auditors).collect();
        let cuts = pools::cuts(&auditors);
        let mut stretches: Vec<RawStretch> = Vec::new();
        for (n, (period, point)) in periods.into_iter().zip(made.drain(..)).enumerate() {
            if n == 0 || cuts.contains(&n) {
                stretches.push(RawStretch {
                    opening: match (n, is_new_version) {
                        (0, false) => Opening::First,
                        (0, true) => Opening::NewVersion,
                        _ => Opening::NewAuditors,
                    },
                    versions: BTreeSet::new(),
                    points: Vec::new(),
                    by_site: BTreeMap::new(),
                });
            }
            let stretch = stretches.last_mut().expect("the first point opens one");
            stretch.versions.extend(point.versions);
            for (site, visits) in point.by_site {
                stretch.by_site.entry(site).or_default().extend(visits);
            }
            stretch.points.push(Point {
                period,
                measure: point.measure,
            });
        }
        stretches
    }
}

struct RawStretch<'a> {
    opening: Opening,
    versions: BTreeSet<Version>,
    points: Vec<Point<'a>>,
    by_site: BTreeMap<&'a Name, Vec<(NaiveDate, Share)>>,
}

impl<'a> RawStretch<'a> {
    fn judged(self, settings: &Settings, is_yes_no: bool) -> Stretch<'a> {
        let sites: Vec<_> = self.by_site.into_values().collect();
        let judged = judged::judged(&self.points, &sites, settings, is_yes_no);
        Stretch {
            opening: self.opening,
            versions: self.versions,
            points: self.points,
            judged,
        }
    }
}
