//! One organisation of a comparison: its visits, and what they say beside the scores.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::catalogue::Catalogue;
use super::facts::Facts;
use super::measure::{Auditor, Measure, Tallies};
use super::numbering::Seen;
use super::parts::in_parts;
use super::ruler::Basis;
use super::scored::ScoredVisit;
use super::select::in_common;
use crate::model::answer::{Answer, Status};
use crate::model::brief::{Approach, Brief, Mark};
use crate::model::id::Id;
use crate::model::share::{Exact, WHOLE};
use crate::model::standard::StandardRef;
use crate::model::visit::{Name, Role};

/// Fewer visits than this on a side: it cannot be told yet who is better.
pub const ENOUGH_VISITS: u64 = 5;

/// An answer with its visit.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// The item's place in the catalogue.
    pub item: usize,
    /// The visit.
    pub visit: &'a Brief,
    /// What was answered and said.
    pub answer: Answer,
}

/// One organisation.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// Its name, as typed first.
    pub organisation: &'a Name,
    /// Whose it is.
    pub role: Role,
    /// Its visits that count, oldest first.
    pub visits: Vec<&'a ScoredVisit<'a>>,
    /// Its sites.
    pub sites: BTreeSet<&'a Name>,
    /// Who visited.
    pub auditors: BTreeSet<Auditor<'a>>,
    /// The first day and the last.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The coverage of its visits.
    pub coverage: Measure<'a>,
    /// How many of its visits have the verdict FAIL.
    pub n_failed: u64,
    /// In how many nobody was reached.
    pub n_no_contact: u64,
    /// How many answers to items that count have each status.
    pub by_status: BTreeMap<Status, u64>,
    /// What was answered, for each item of the catalogue.
    pub facts: Vec<Facts>,
    /// The critical items that failed, oldest visit first.
    pub failures: Vec<Said<'a>>,
    /// Where staff departed from the script and served the customer, oldest visit first.
    pub waivers: Vec<Said<'a>>,
    /// Every answer, oldest visit first; only of a side with too few visits to tell.
    pub said: Vec<Said<'a>>,
}

impl Side<'_> {
    /// How many visits count.
    pub fn n_visits(&self) -> u64 {
        self.visits.len() as u64
    }

    /// True with too few visits to tell.
    pub fn is_too_small(&self) -> bool {
        self.n_visits() < ENOUGH_VISITS
    }

    /// How many answers have a status.
    pub fn count(&self, status: Status) -> u64 {
        self.by_status.get(&status).copied().unwrap_or(0)
    }

    /// The part of what could have been judged that has a status.
    pub fn part(&self, status: Status) -> Option<Exact> {
        let possible: u64 = self
            .by_status
            .iter()
            .filter(|(status, _)| status.could_be_judged())
            .map(|(_, n)| n)
            .sum();
        Exact::mean(self.count(status) * u64::from(WHOLE), possible)
    }

    /// The standards of its visits that were not found, each with the number of visits.
    pub fn not_found(&self) -> BTreeMap<&StandardRef, u64> {
        let mut missing = BTreeMap::new();
        for scored in self
            .visits
            .iter()
            .filter(|scored| scored.standard.is_none())
        {
            *missing.entry(&scored.visit.facts.standard).or_default() += 1;
        }
        missing
    }
}

/// Gathers what the visits of an organisation say; visits come oldest first.
pub fn side<'a>(
    catalogue: &Catalogue<'a>,
    basis: &Basis,
    organisation: &'a Name,
    role: Role,
    visits: Vec<&'a ScoredVisit<'a>>,
) -> Side<'a> {
    let facts = catalogue.items.iter();
    let mut side = Side {
        organisation,
        role,
        sites: BTreeSet::new(),
        auditors: BTreeSet::new(),
        days: None,
        coverage: Measure::default(),
        n_failed: 0,
        n_no_contact: 0,
        by_status: BTreeMap::new(),
        facts: facts.map(|item| Facts::new(item.item_type)).collect(),
        failures: Vec::new(),
        waivers: Vec::new(),
        said: Vec::new(),
        visits: Vec::new(),
    };
    let marks = visits.first().map_or(&[][..], |scored| &scored.roll.marks);
    let mut times = vec![0; marks.len()];
    for run in in_parts(&visits, |visits| Run::of(marks, visits)) {
        side.sites.extend(run.sites);
        side.auditors.extend(run.auditors);
        let days = side.days.into_iter().chain(run.days);
        side.days = days.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        side.coverage.append(run.coverage);
        side.n_failed += run.n_failed;
        side.n_no_contact += run.n_no_contact;
        for (all, of_run) in times.iter_mut().zip(run.times) {
            *all += of_run;
        }
    }
    for (number, mark) in marks.iter().enumerate() {
        let (n, Some(item)) = (times[number], catalogue.place_of_mark(number)) else {
            continue;
        };
        let (answer, counts) = (&mark.answer, catalogue.items[item].counts);
        if n == 0 || counts && !basis.holds(item) {
            continue;
        }
        side.facts[item].add(answer.status, answer.value.as_ref(), n);
        if counts && !answer.bonus {
            *side.by_status.entry(answer.status).or_default() += n;
        }
    }
    tell(&mut side, catalogue, basis, &visits);
    side.visits = visits;
    side
}

/// What a run of visits comes to; facts are counted by mark first, for a mark is of one item, and there
/// are few of them.
struct Run<'a> {
    sites: BTreeSet<&'a Name>,
    auditors: BTreeSet<Auditor<'a>>,
    days: Option<(NaiveDate, NaiveDate)>,
    coverage: Measure<'a>,
    n_failed: u64,
    n_no_contact: u64,
    times: Vec<u64>,
}

impl<'a> Run<'a> {
    fn of(marks: &[Mark], visits: &[&'a ScoredVisit<'a>]) -> Self {
        let mut run = Self {
            sites: BTreeSet::new(),
            auditors: BTreeSet::new(),
            days: None,
            coverage: Measure::default(),
            n_failed: 0,
            n_no_contact: 0,
            times: vec![0; marks.len()],
        };
        let no_contact: Vec<bool> = marks
            .iter()
            .map(|mark| mark.answer.status == Status::NoContact)
            .collect();
        // Of many visits few differ in who came and how.
        let mut known: Seen<Approach> = Seen::default();
        let mut coverages = Tallies::new(1);
        let commons = in_common(visits.iter().copied());
        run.sites.extend(commons.map(|common| &common.site));
        for scored in visits {
            let visit = scored.visit;
            let approach = &visit.facts.approach;
            if known.is_new(approach) {
                run.auditors.insert(Auditor::of(&approach.auditor));
            }
            let day = visit.facts.visited.date();
            let (first, last) = run.days.unwrap_or((day, day));
            run.days = Some((first.min(day), last.max(day)));
            if let Some(card) = &scored.scorecard {
                if let Some(coverage) = card.coverage {
                    coverages.add(visit, &[Some(coverage)]);
                }
                run.n_failed += u64::from(!card.passed);
            }
            let mut is_no_contact = false;
            for mark in scored.numbers() {
                run.times[mark] += 1;
                is_no_contact |= no_contact[mark];
            }
            run.n_no_contact += u64::from(is_no_contact);
        }
        run.coverage = coverages.measures().next().expect("one was asked for");
        run
    }
}

/// Gathers what is shown with its words: failed critical items, waivers, and of few visits all.
fn tell<'a>(
    side: &mut Side<'a>,
    catalogue: &Catalogue<'a>,
    basis: &Basis,
    visits: &[&'a ScoredVisit<'a>],
) {
    let is_small = (visits.len() as u64) < ENOUGH_VISITS;
    for scored in visits {
        let visit = scored.visit;
        if !is_small && visit.kept.is_none() {
            continue;
        }
        // In the order of the list.
        let whole = is_small.then(|| scored.whole()).flatten();
        let kept = visit.kept.iter().flatten();
        let with_words = kept.chain(whole.iter().flat_map(|visit| &visit.answers));
        let with_words: HashMap<&Id, &Answer> =
            with_words.map(|answer| (&answer.item, answer)).collect();
        for (item, bare) in catalogue.placed(scored) {
            let (is_failure, is_waived) = (
                bare.critical && bare.credit.is_some_and(|credit| !credit.is_full()),
                bare.status == Status::Waived,
            );
            let counts = catalogue.items[item].counts;
            // What never counts compares across versions as well as ever.
            let is_told = is_small && (!counts || basis.holds(item));
            if !is_failure && !is_waived && !is_told {
                continue;
            }
            let known = with_words.get(&bare.item).copied().cloned();
            let answer = known.or_else(|| scored.told(&bare.item));
            let said = Said {
                item,
                visit,
                answer: answer.unwrap_or_else(|| bare.clone()),
            };
            if is_failure {
                side.failures.push(said.clone());
            }
            if is_waived {
                side.waivers.push(said.clone());
            }
            if is_told {
                side.said.push(said);
            }
        }
    }
}
