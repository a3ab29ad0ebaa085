//! The scorecard of a visit: what its answers come to, by the rule of the house.

use super::answer::Status;
use super::id::Id;
use super::share::{Credit, Points, Share};
use super::standard::CriticalRule;

/// How the base is made of sections and items.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// Σ weight·section / Σ weight, over the sections that have a score.
    WeightedSections,
    /// Σ points·credit / Σ points, over all items.
    PooledPoints,
}

impl Rule {
    /// The rule in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::WeightedSections => "weighted sections",
            Self::PooledPoints => "pooled points",
        }
    }
}

/// One item of a scorecard.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemScore {
    /// The item.
    pub id: Id,
    /// What became of it.
    pub status: Status,
    /// What it earned of its points; there exactly when the status counts.
    pub credit: Option<Credit>,
    /// The item's points.
    pub points: Points,
    /// Whether it can only add.
    pub bonus: bool,
    /// Whether failing it acts on the verdict or the total.
    pub critical: bool,
    /// How much of the base it gave: its part of the whole times its credit. `None` when it did not
    /// count, or is a bonus.
    pub given: Option<Share>,
    /// How much of the base it cost.
    pub lost: Option<Share>,
}

impl ItemScore {
    /// True for a critical item that was judged and earned less than full credit.
    pub fn is_critical_failure(&self) -> bool {
        self.critical && self.credit.is_some_and(|credit| !credit.is_full())
    }
}

/// One section of a scorecard.
#[derive(Clone, PartialEq, Debug)]
pub struct SectionScore {
    /// The section.
    pub id: Id,
    /// Σ points·credit / Σ points; `None` when nothing in it was judged.
    pub score: Option<Share>,
    /// The standard's weight, where sections have one.
    pub weight: Option<Points>,
    /// The section's part of the base after renormalising; `None` without a score.
    pub part: Option<Share>,
    /// The standard's minimum.
    pub minimum: Option<Share>,
    /// Its items, in the standard's order.
    pub items: Vec<ItemScore>,
}

impl SectionScore {
    /// True when it has a score, and that is under its minimum.
    pub fn is_under_minimum(&self) -> bool {
        matches!((self.score, self.minimum), (Some(score), Some(minimum)) if score < minimum)
    }
}

/// Pass, or fail and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Nothing stood in the way.
    Pass,
    /// Critical items that failed, in the standard's order, and sections under their minimum.
    Fail {
        /// The items.
        items: Vec<Id>,
        /// The sections.
        sections: Vec<Id>,
    },
}

impl Verdict {
    /// The word of exports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail { .. } => "fail",
        }
    }

    /// The ids of what failed, items first.
    pub fn failed(&self) -> impl Iterator<Item = &Id> {
        let (items, sections): (&[Id], &[Id]) = match self {
            Self::Pass => (&[], &[]),
            Self::Fail { items, sections } => (items, sections),
        };
        items.iter().chain(sections)
    }
}

/// What the answers of a visit come to.
#[derive(Clone, PartialEq, Debug)]
pub struct Scorecard {
    /// How the base is made.
    pub rule: Rule,
    /// The sections, in the standard's order.
    pub sections: Vec<SectionScore>,
    /// Before bonus and critical effects; `None` when nothing was judged.
    pub base: Option<Share>,
    /// What the bonus items add, at most the standard's limit, before the total is cut at 1.
    pub bonus: Share,
    /// Base and bonus, at most 1, before critical effects.
    pub before_critical: Option<Share>,
    /// What counts.
    pub total: Option<Share>,
    /// What a failed critical item does by this standard.
    pub critical_rule: CriticalRule,
    /// `None` when nothing was judged.
    pub verdict: Option<Verdict>,
    /// The band of the total.
    pub band: Option<String>,
    /// Points judged / points that could have been; `None` when nothing could.
    pub coverage: Option<Share>,
    /// True when the coverage is below the standard's minimum: left out of means.
    pub is_limited_basis: bool,
}

impl Scorecard {
    /// All items, in the standard's order.
    pub fn items(&self) -> impl Iterator<Item = &ItemScore> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// True when the verdict is PASS.
    pub fn passed(&self) -> bool {
        self.verdict == Some(Verdict::Pass)
    }

    /// The section of an id.
    pub fn section(&self, id: &Id) -> Option<&SectionScore> {
        self.sections.iter().find(|section| section.id == *id)
    }
}
