//! From two sides to one of four words: clear, leaning, about the same, can't tell yet.
//!
//! Up to 20 units on the smaller side, or below 10 degrees of freedom on either, a lucky streak of even
//! values looks certain, so each side's variance is held up to what units of its kind usually have:
//! max(v, s²·Σm²/n²), s pooled over all sides with the same kind of unit (10 degrees of freedom at
//! least, or nothing is clearer than leaning); from 12 units on over these two alone. *Clear*: the
//! adjusted p of that floored t, read with the degrees of freedom of the side that has fewer, is below
//! .05. *Leaning*: that of the plain t is. *Same*: the floored 90 % interval lies within ±δ. Below 5
//! units, without any spread, or on unlike tests nothing is said at all. Families of few comparisons:
//! Holm; long lists: Benjamini and Hochberg.

pub mod shares;

use crate::stats::cluster::{Side, Unit};
use crate::stats::describe::Spread;
use crate::stats::interval::{Estimate, Interval, LEVEL};
use crate::stats::multiplicity::{benjamini_hochberg, holm};

/// The difference that matters, unless told otherwise.
pub const DELTA: f64 = 0.05;
/// Below so many units on a side: figures and n only.
pub const INTERVAL_FROM: u64 = 3;
/// From so many units on each side there are verdicts.
pub const VERDICT_FROM: u64 = 5;
/// From so many units on each side the floor is what these two usually have, unless their spread is known
/// by fewer degrees of freedom than a floor would be.
pub const OWN_FLOOR_FROM: u64 = 12;
/// From so many there is none, unless likewise. Without it sides that are unlike in kind would be told apart
/// too often when nothing is between them: `benches/coverage.rs`.
pub const NO_FLOOR_FROM: u64 = 21;
/// A pooled SD needs so many degrees of freedom.
pub const FLOOR_DF: f64 = 10.0;

const ALPHA: f64 = 1.0 - LEVEL;

/// How units usually vary, by their kind, over all sides.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Pool {
    observations: Spread,
    clusters: Spread,
}

impl Pool {
    /// Pools all sides of a table, those compared among them.
    pub fn of<'a>(sides: impl IntoIterator<Item = &'a Side>) -> Self {
        let mut pool = Self::default();
        for side in sides {
            match side.unit {
                Unit::Observation => pool.observations += side.spread,
                Unit::Cluster => pool.clusters += side.spread,
            }
        }
        pool
    }

    /// The usual variance of a unit; `None` below ten degrees of freedom.
    pub fn variance(&self, unit: Unit) -> Option<f64> {
        let spread = self.spread(unit);
        (spread.df >= FLOOR_DF).then(|| spread.variance())?
    }

    /// How many degrees of freedom are still missing to know how units usually vary.
    pub fn missing_df(&self, unit: Unit) -> f64 {
        (FLOOR_DF - self.spread(unit).df).max(0.0)
    }

    fn spread(&self, unit: Unit) -> Spread {
        match unit {
            Unit::Observation => self.observations,
            Unit::Cluster => self.clusters,
        }
    }

    /// The side's estimate with its variance held up to the usual one.
    pub fn floored(&self, side: &Side) -> Option<Estimate> {
        let floor = self.variance(side.unit)? * side.load;
        let estimate = side.estimate?;
        Some(Estimate {
            variance: estimate.variance.max(floor),
            ..estimate
        })
    }
}

/// Two sides weighed against each other, before any verdict.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Weighed {
    /// First mean minus second.
    pub difference: f64,
    /// Units on the smaller side.
    pub n_units: u64,
    /// The plain difference; `None` where a side's uncertainty cannot be estimated.
    pub plain: Option<Estimate>,
    /// The difference with floored variances; the plain one from 21 units of known spread; `None`
    /// where the floor is not known.
    pub floored: Option<Estimate>,
    /// The degrees of freedom of the side that has fewer, by which *clear* is read: Satterthwaite's are
    /// an estimate too, and lead too far where the smaller side is the wilder or has rare low values.
    pub fewer_df: f64,
}

impl Weighed {
    /// Weighs the first side against the second.
    pub fn new(first: &Side, second: &Side, pool: &Pool) -> Self {
        let n_units = first.n_units.min(second.n_units);
        let plain = match (first.estimate, second.estimate) {
            (Some(first), Some(second)) => Some(first.minus(second)),
            _ => None,
        };
        let df = |side: &Side| side.estimate.map_or(0.0, |it| it.df);
        let fewer_df = df(first).min(df(second));
        let is_known = fewer_df >= FLOOR_DF;
        let over = |pool: &Pool| Some(pool.floored(first)?.minus(pool.floored(second)?));
        let floored = match n_units {
            NO_FLOOR_FROM.. if is_known => plain,
            OWN_FLOOR_FROM.. if is_known => over(&Pool::of([first, second])),
            _ => over(pool),
        };
        Self {
            difference: first.mean - second.mean,
            n_units,
            plain,
            floored,
            fewer_df,
        }
    }

    /// The interval to print, unadjusted: floored where that is known, else plain; `None` below
    /// three units or where nothing varied.
    pub fn interval(&self) -> Option<Interval> {
        if self.n_units < INTERVAL_FROM || self.has_no_spread() {
            return None;
        }
        self.floored.or(self.plain)?.interval(LEVEL)
    }

    /// The difference as *clear* reads it; `None` where the floor is not known.
    pub fn careful(&self) -> Option<Estimate> {
        self.floored.map(|estimate| Estimate {
            df: estimate.df.min(self.fewer_df),
            ..estimate
        })
    }

    /// Whether no value differed from its like on either side.
    pub fn has_no_spread(&self) -> bool {
        self.plain.is_some_and(|plain| plain.variance <= 0.0)
    }
}

/// Why nothing can be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// Fewer than five units on a side.
    TooFew,
    /// Enough for a verdict, not for this one.
    Unsettled,
    /// Different people looked at each side.
    Confounded,
    /// Every value was the same: chance cannot be judged.
    NoSpread,
    /// The two sides were not judged on the same test.
    NotComparable,
}

/// What may be said of a difference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is there.
    Clear,
    /// It looks so, not certain yet.
    Leaning,
    /// It is smaller than what matters.
    Same,
    /// Can't tell yet.
    CannotTell(Why),
}

/// What kept a verdict from being stronger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeldBack {
    /// Different people looked at each side.
    Confounded,
    /// How units usually vary is not known yet.
    NoFloor,
    /// The two sides were visited in another mix, which makes much of the gap.
    OtherMix,
}

/// One comparison of a family.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Case {
    /// The two sides.
    pub weighed: Weighed,
    /// Different people looked at each side.
    pub is_confounded: bool,
    /// The two sides were visited in another mix, which makes much of the gap.
    pub is_of_other_mix: bool,
    /// Both sides were judged on the same test.
    pub is_comparable: bool,
}

/// How many comparisons are read together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// A few that each matter: Holm.
    Few,
    /// A long list: Benjamini and Hochberg.
    List,
}

/// The verdict on one comparison, and what it stands on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Judgement {
    /// The word.
    pub verdict: Verdict,
    /// What kept it from being stronger.
    pub held_back: Option<HeldBack>,
    /// The adjusted p of the plain t; `None` where it was not tested.
    pub p_plain: Option<f64>,
    /// The adjusted p of the floored t; `None` where it was not tested.
    pub p_floored: Option<f64>,
}

/// The verdicts on a family of comparisons, in their order. Only those that can be tested count
/// as tests.
pub fn judge(cases: &[Case], family: Family, delta: f64) -> Vec<Judgement> {
    let tested: Vec<&Case> = cases
        .iter()
        .filter(|case| refusal(case).is_none())
        .collect();
    let adjust = |estimate: fn(&Weighed) -> Option<Estimate>| {
        let p: Vec<f64> = tested
            .iter()
            // What cannot be tested with a floor still is one of the looks.
            .map(|case| estimate(&case.weighed).and_then(|e| e.p()).unwrap_or(1.0))
            .collect();
        match family {
            Family::Few => holm(&p),
            Family::List => benjamini_hochberg(&p),
        }
    };
    let mut plain = adjust(|weighed| weighed.plain).into_iter();
    let mut floored = adjust(Weighed::careful).into_iter();
    cases
        .iter()
        .map(|case| match refusal(case) {
            Some(why) => Judgement {
                verdict: Verdict::CannotTell(why),
                held_back: None,
                p_plain: None,
                p_floored: None,
            },
            None => verdict(
                case,
                plain.next().expect("one p for each tested case"),
                floored.next().expect("one p for each tested case"),
                delta,
            ),
        })
        .collect()
}

/// Why a comparison is not tested at all.
fn refusal(case: &Case) -> Option<Why> {
    if !case.is_comparable {
        Some(Why::NotComparable)
    } else if case.weighed.n_units < VERDICT_FROM || case.weighed.plain.is_none() {
        Some(Why::TooFew)
    } else if case.weighed.has_no_spread() {
        Some(Why::NoSpread)
    } else {
        None
    }
}

fn verdict(case: &Case, p_plain: f64, p_floored: f64, delta: f64) -> Judgement {
    let floored = case.weighed.floored;
    let is_within = |estimate: Option<Estimate>| {
        estimate
            .and_then(|estimate| estimate.interval(0.90))
            .is_some_and(|interval| interval.is_within(delta))
    };
    let apart = match (case.is_confounded, case.is_of_other_mix) {
        (true, _) => Some((HeldBack::Confounded, Why::Confounded)),
        (false, true) => Some((HeldBack::OtherMix, Why::NotComparable)),
        (false, false) => None,
    };
    let no_floor = || floored.is_none().then_some(HeldBack::NoFloor);
    let (verdict, held_back) = if floored.is_some() && p_floored < ALPHA {
        match apart {
            Some((held_back, _)) => (Verdict::Leaning, Some(held_back)),
            None => (Verdict::Clear, None),
        }
    } else if p_plain < ALPHA {
        (Verdict::Leaning, no_floor())
    } else if is_within(floored) {
        match apart {
            Some((held_back, why)) => (Verdict::CannotTell(why), Some(held_back)),
            None => (Verdict::Same, None),
        }
    } else {
        let held_back = no_floor().filter(|_| is_within(case.weighed.plain));
        (Verdict::CannotTell(Why::Unsettled), held_back)
    };
    Judgement {
        verdict,
        held_back,
        p_plain: Some(p_plain),
        p_floored: floored.map(|_| p_floored),
    }
}

#[cfg(test)]
mod tests;
