//! Where the bar is too low or says nothing: thresholds that somebody beats three times in four,
//! bonus that has become the rule, pilots that tell places apart, and items that never do. Proposals
//! only; whether to take them is for people.

use std::collections::{BTreeMap, BTreeSet};

use super::rescore::fitted;
use super::side::ENOUGH_VISITS;
use super::standard_diff::standard_diff;
use super::whole::{self, WholeVisit};
use crate::model::answer::{Status, Value};
use crate::model::order::InOrder;
use crate::model::scale::Scale;
use crate::model::share::Share;
use crate::model::standard::{Item, Standard};
use crate::model::visit::{Name, Role, Visit};

mod drafts;
mod threshold;

pub use drafts::Draft;
use drafts::drafts;
pub use threshold::Threshold;
use threshold::threshold;

/// With fewer answers than this nothing is said of an item that all answer alike.
pub const ENOUGH_ANSWERS: u64 = 10;

/// An organisation.
pub type Whose<'a> = (Role, &'a Name);

/// What could be raised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Proposal<'a> {
    /// Another threshold for full credit.
    Threshold(Threshold<'a>),
    /// A bonus that somebody earns in three of four visits could be expected of everyone.
    Expected {
        /// Who earns it.
        who: Whose<'a>,
        /// In how many visits.
        n_full: u64,
        /// Of how many.
        n: u64,
    },
    /// A pilot that tells visits apart could count.
    Counted {
        /// How many answers would earn all.
        n_full: u64,
        /// Of how many.
        n: u64,
    },
}

/// Why an item says nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mute {
    /// All earn all of it.
    EveryonePasses,
    /// None earns any of it.
    NobodyPasses,
    /// All earn the same part of it.
    AlwaysAlike,
    /// In half of the visits or more it could not be judged.
    NobodyCanJudge,
}

impl Mute {
    /// The word of data.
    pub fn name(self) -> &'static str {
        match self {
            Self::EveryonePasses => "everyone_passes",
            Self::NobodyPasses => "nobody_passes",
            Self::AlwaysAlike => "always_alike",
            Self::NobodyCanJudge => "nobody_can_judge",
        }
    }
}

/// An item that says nothing.
#[derive(Clone, Copy, Debug)]
pub struct MuteItem<'a> {
    /// The item.
    pub item: &'a Item,
    /// Why.
    pub why: Mute,
    /// In how many visits that was so.
    pub n: u64,
    /// Of how many.
    pub of: u64,
}

/// A remark on something that a competitor did in full and we do not always: perhaps a new item.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Seed<'a> {
    /// The item it was said of.
    pub item: &'a Item,
    /// Where and when.
    pub visit: &'a Visit,
    /// What was said.
    pub remark: &'a str,
}

/// What a standard's visits say about its bar.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// What could be raised, in the order of the standard.
    pub proposals: Vec<(&'a Item, Proposal<'a>)>,
    /// What says nothing, in the order of the standard.
    pub mute: Vec<MuteItem<'a>>,
    /// What might become an item, newest first.
    pub seeds: Vec<Seed<'a>>,
    /// New items to try out, from some of these.
    pub drafts: Vec<Draft<'a>>,
    /// How many visits count.
    pub n_visits: usize,
}

/// What was answered to one item by one organisation.
#[derive(Clone, Debug, Default)]
struct Told {
    values: Vec<u64>,
    credits: Vec<Share>,
    n_not_judged: u64,
}

/// Looks at the bar of a standard, by the visits of it that count.
pub fn bar<'a>(standard: &'a Standard, visits: &'a [WholeVisit<'a>]) -> Bar<'a> {
    let counted = whole::of(visits, Some(&standard.id));
    let mut told: Vec<BTreeMap<Whose, Told>> = standard.items().map(|_| BTreeMap::new()).collect();
    let mut seeds = Vec::new();
    for scored in &counted {
        let visit = scored.visit;
        let whose = (visit.facts.role, &visit.facts.organisation);
        // By the standard as it is now, so that versions stand beside one another.
        let fitted = fitted(standard, visit);
        for ((item, answer), told) in standard.items().zip(&fitted.visit.answers).zip(&mut told) {
            let told = told.entry(whose).or_default();
            let credit = answer.value.as_ref().and_then(|it| item.scale.credit(it));
            if let Some(credit) = credit {
                told.credits.push(credit.share());
                if let Some(Value::Duration(n) | Value::Count(n)) = answer.value {
                    told.values.push(n);
                }
            } else {
                let could = [Status::NotApplicable, Status::NotObserved];
                told.n_not_judged += u64::from(could.contains(&answer.status));
            }
        }
    }
    for (item, told) in standard.items().zip(&told) {
        let ours = told
            .iter()
            .filter(|((role, _), _)| *role != Role::Competitor);
        let mut ours = ours.flat_map(|(_, told)| &told.credits);
        let falls_short = ours.any(|credit| *credit < Share::ONE);
        if item.counts() && (falls_short || item.bonus) {
            seeds.extend(remarks(item, &counted));
        }
    }
    seeds.order_by(|a, b| {
        let key = |seed: &Seed<'a>| (seed.visit.facts.started, &seed.visit.facts.id);
        key(b).cmp(&key(a)).then(a.item.id.cmp(&b.item.id))
    });
    let mut said = BTreeSet::new();
    seeds.retain(|seed| said.insert((seed.remark.trim(), &seed.visit.facts.organisation)));
    let items = || standard.items().zip(&told);
    Bar {
        proposals: items()
            .filter_map(|(item, told)| Some((item, proposal(standard, item, told)?)))
            .collect(),
        mute: items()
            .filter_map(|(item, told)| mute(item, told))
            .collect(),
        drafts: drafts(standard, &seeds),
        seeds,
        n_visits: counted.len(),
    }
}

/// The standard with all that is proposed and drafted, under the version that this makes it.
pub fn raised(standard: &Standard, proposals: &[(&Item, Proposal)], drafts: &[Draft]) -> Standard {
    let mut raised = standard.clone();
    for draft in drafts {
        for section in &mut raised.sections {
            let mut items = section.items.iter();
            if let Some(at) = items.position(|item| item.id == draft.seed.item.id) {
                section.items.insert(at, draft.item.clone());
            }
        }
    }
    for item in raised.sections.iter_mut().flat_map(|it| &mut it.items) {
        let proposal = proposals.iter().find(|(of, _)| of.id == item.id);
        match proposal.map(|(_, proposal)| proposal) {
            None => {}
            Some(Proposal::Expected { .. }) => item.bonus = false,
            Some(Proposal::Counted { .. }) => item.scored = true,
            Some(Proposal::Threshold(threshold)) => {
                if let Scale::Duration(bands) | Scale::Count(bands, _) = &mut item.scale {
                    bands[0].threshold = threshold.to;
                }
            }
        }
    }
    let should_be = standard_diff(standard, &raised).should_be();
    raised.version = should_be.unwrap_or(standard.version);
    raised
}

/// What was said of competitors where they did all of it.
fn remarks<'a>(item: &'a Item, counted: &[&'a WholeVisit<'a>]) -> impl Iterator<Item = Seed<'a>> {
    counted.iter().filter_map(move |scored| {
        let visit = scored.visit;
        let answer = visit.answer(&item.id)?;
        let is_praise = visit.facts.role == Role::Competitor
            && answer
                .credit
                .is_some_and(crate::model::share::Credit::is_full)
            && !answer.remark.trim().is_empty();
        is_praise.then_some(Seed {
            item,
            visit,
            remark: &answer.remark,
        })
    })
}

/// True for an item that decides whether others are asked: it is recorded for that, and no pilot.
fn is_gate(standard: &Standard, item: &Item) -> bool {
    let mut conditions = standard.items().flat_map(|it| &it.when);
    conditions.any(|condition| condition.item == item.id)
}

fn proposal<'a>(
    standard: &Standard,
    item: &Item,
    told: &BTreeMap<Whose<'a>, Told>,
) -> Option<Proposal<'a>> {
    let full = |told: &Told| {
        let full = told.credits.iter().filter(|credit| **credit == Share::ONE);
        full.count() as u64
    };
    if item.scale.item_type().can_score() && !item.scored && item.points.value() > 0.0 {
        if is_gate(standard, item) {
            return None;
        }
        let (mut n, mut n_full) = (0, 0);
        for told in told.values() {
            n += told.credits.len() as u64;
            n_full += full(told);
        }
        // It tells apart: at least a tenth passes, and at least a tenth does not.
        let is_telling = n >= ENOUGH_ANSWERS && n_full * 10 >= n && (n - n_full) * 10 >= n;
        return is_telling.then_some(Proposal::Counted { n_full, n });
    }
    if !item.counts() {
        return None;
    }
    if item.bonus {
        return told
            .iter()
            .map(|(who, told)| (*who, full(told), told.credits.len() as u64))
            .filter(|(_, n_full, n)| *n >= ENOUGH_VISITS && n_full * 4 >= n * 3)
            .max_by(|a, b| (a.1 * b.2).cmp(&(b.1 * a.2)).then(b.0.cmp(&a.0)))
            .map(|(who, n_full, n)| Proposal::Expected { who, n_full, n });
    }
    threshold(item, told).map(Proposal::Threshold)
}

/// Why an item says nothing, if so. A critical item is there to hold, not to tell apart.
fn mute<'a>(item: &'a Item, told: &BTreeMap<Whose, Told>) -> Option<MuteItem<'a>> {
    if !item.counts() || item.bonus {
        return None;
    }
    let credits: Vec<Share> = told.values().flat_map(|it| &it.credits).copied().collect();
    let n_judged = credits.len() as u64;
    let n_not_judged: u64 = told.values().map(|it| it.n_not_judged).sum();
    let of = n_judged + n_not_judged;
    let mute = |why, n, of| Some(MuteItem { item, why, n, of });
    if of >= ENOUGH_VISITS && n_not_judged * 2 >= of {
        return mute(Mute::NobodyCanJudge, n_not_judged, of);
    }
    let first = credits.first()?;
    let are_alike = credits.iter().all(|credit| credit == first);
    if item.critical || !are_alike || n_judged < ENOUGH_ANSWERS {
        return None;
    }
    let why = match *first {
        Share::ONE => Mute::EveryonePasses,
        Share::ZERO => Mute::NobodyPasses,
        _ => Mute::AlwaysAlike,
    };
    mute(why, n_judged, n_judged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{kiosk, visit};

    fn visits(standard: &Standard, role: Role, waits: &[u64], rest: &str) -> Vec<Visit> {
        let name = if role == Role::Own { "Us" } else { "City" };
        let one = |(n, wait): (usize, &u64)| {
            let day = u32::try_from(n).unwrap() + 1;
            visit(standard, name, role, day, &format!("wait={wait},{rest}"))
        };
        waits.iter().enumerate().map(one).collect()
    }

    #[test]
    fn the_bar_is_what_the_best_reaches_three_times_in_four() {
        let kiosk = kiosk();
        let rest = "greeted=yes,hand_offs=0,respect=yes,next_step=none#Good";
        let mut all = visits(&kiosk, Role::Own, &[28, 29, 40, 50, 90], rest);
        // Three of four of five are four: 12 of 8, 10, 11, 12, 60; rounded up to 15.
        all.extend(visits(&kiosk, Role::Competitor, &[60, 8, 10, 12, 11], rest));
        let scored = whole::sorted(&all, |_| Some(&kiosk)).visits;
        let bar = bar(&kiosk, &scored);
        let [(item, Proposal::Threshold(found))] = &bar.proposals[..] else {
            panic!("{:?}", bar.proposals)
        };
        assert_eq!(item.id.as_str(), "wait");
        assert_eq!(found.who.1.as_str(), "City");
        assert_eq!(
            (found.n, found.reached, found.from, found.to),
            (5, 12, 30, 15)
        );
        let mute: Vec<(&str, Mute, u64)> = bar
            .mute
            .iter()
            .map(|mute| (mute.item.id.as_str(), mute.why, mute.n))
            .collect();
        // `respect` is critical: it is there to hold.
        assert_eq!(
            mute,
            [
                ("greeted", Mute::EveryonePasses, 10),
                ("hand_offs", Mute::EveryonePasses, 10),
                ("next_step", Mute::NobodyPasses, 10),
            ]
        );
    }

    #[test]
    fn too_few_visits_raise_nothing() {
        let kiosk = kiosk();
        let all = visits(&kiosk, Role::Own, &[5, 5, 5, 5], "greeted=yes");
        let scored = whole::sorted(&all, |_| Some(&kiosk)).visits;
        let bar = bar(&kiosk, &scored);
        assert!(bar.proposals.is_empty() && bar.mute.is_empty());
    }

    #[test]
    fn what_is_seldom_seen_cannot_be_judged() {
        let kiosk = kiosk();
        let rest = "hand_offs=0,respect=yes,next_step=none";
        let all = visits(&kiosk, Role::Own, &[5, 5, 5, 5, 5], rest);
        let scored = whole::sorted(&all, |_| Some(&kiosk)).visits;
        let bar = bar(&kiosk, &scored);
        let greeted = bar.mute.iter().find(|it| it.item.id.as_str() == "greeted");
        let greeted = greeted.unwrap();
        assert_eq!((greeted.why, greeted.n), (Mute::NobodyCanJudge, 5));
    }
}
