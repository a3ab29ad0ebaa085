//! What may be said of a stretch: limits of its own noise, signs of more than that, and drift.

use chrono::NaiveDate;

use super::{Baseline, Point, Settings};
use crate::model::order::InOrder;
use crate::model::share::Share;
use crate::stats::control::{
    Baseline as Trust, Chart, FIRM_POINTS, LEAST_POINTS, RULES, Rule, Signal, is_uneven, p_chart,
    xmr, xmr_uneven,
};
use crate::stats::describe::WHOLE;
use crate::stats::interval::Estimate;
use crate::stats::line::{self, line};
use crate::stats::trend::{LEAST_FOR_VERDICT, MannKendall, Sen, mann_kendall, sen};

/// More points than these are not searched for a drift: it takes their square in time.
const MOST_FOR_DRIFT: usize = 2_000;

/// Days in a month, for a slope by the month.
const MONTH: f64 = 365.25 / 12.0;

/// Signs that are looked for only when asked: they cry wolf more often.
const MORE_RULES: [Rule; 3] = [Rule::Steady(7), Rule::TwoOfThree, Rule::FourOfFive];

/// How limits were worked out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limits {
    /// From steps between means, as if each were of as many visits.
    Means,
    /// From steps between means, wider where a mean is of few visits.
    UnevenMeans,
    /// Of a yes-or-no item, from the share of yes.
    Shares,
}

/// Why there are no limits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoLimits {
    /// Fewer than six points; how many there are.
    TooFew(usize),
    /// The chosen baseline has fewer than six points; how many it has.
    BaselineTooShort(usize),
}

/// A sign that there is more than noise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sign {
    /// Which.
    pub rule: Rule,
    /// The place of its first point in the stretch.
    pub from: usize,
    /// The place of its last.
    pub to: usize,
    /// Whether it lies above the middle, or rises.
    pub is_up: bool,
}

/// Whether a stretch drifts up or down.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Drift {
    /// The test.
    pub test: MannKendall,
    /// The middle slope, by the period.
    pub slope: Option<Sen>,
}

impl Drift {
    /// Whether it is more than noise; up is positive.
    pub fn direction(&self) -> Option<i64> {
        (self.test.p < 0.05 && self.test.s != 0).then(|| self.test.s.signum())
    }
}

/// What may be said of a stretch.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// The limits, how they came about, and from which points; or why there are none.
    pub limits: Result<(Chart, Limits, std::ops::Range<usize>), NoLimits>,
    /// Whether the baseline is the person's choice.
    pub is_chosen: bool,
    /// The signs, in the order of their last points.
    pub signs: Vec<Sign>,
    /// The drift; `None` below five points, or with too many to search.
    pub drift: Option<Drift>,
    /// The slope of single visits by the month, sites reckoned in where there are enough; `None`
    /// below twenty visits.
    pub slope_of_visits: Option<Estimate>,
}

impl Judged {
    /// The chart, where there are limits.
    pub fn chart(&self) -> Option<&Chart> {
        self.limits.as_ref().ok().map(|(chart, ..)| chart)
    }

    /// True where limits may still move: fewer than twelve points stand behind them.
    pub fn is_provisional(&self) -> bool {
        self.chart()
            .is_some_and(|chart| chart.baseline == Trust::Provisional)
    }

    /// The signs that a point is the last or the only one of.
    pub fn signs_at(&self, place: usize) -> impl Iterator<Item = &Sign> {
        self.signs.iter().filter(move |sign| sign.to == place)
    }

    /// True for a point that is part of a sign.
    pub fn is_in_sign(&self, place: usize) -> bool {
        let mut signs = self.signs.iter();
        signs.any(|sign| sign.from <= place && place <= sign.to)
    }
}

/// The signs that are looked for.
pub fn signs_looked_for(all: bool) -> Vec<Rule> {
    let more: &[Rule] = if all { &MORE_RULES } else { &[] };
    RULES.iter().chain(more).copied().collect()
}

pub(super) fn judged(
    points: &[Point],
    sites: &[Vec<(NaiveDate, Share)>],
    settings: &Settings,
    is_yes_no: bool,
) -> Judged {
    let chosen = settings.baseline.as_ref();
    let chosen = chosen.map(|it| chosen_points(points, it));
    let chosen = chosen.filter(|range| !range.is_empty());
    let is_chosen = chosen.is_some();
    let baseline = match chosen {
        Some(range) if range.len() < LEAST_POINTS => Err(NoLimits::BaselineTooShort(range.len())),
        Some(range) => Ok(range),
        None if points.len() < LEAST_POINTS => Err(NoLimits::TooFew(points.len())),
        // Locked at twelve: limits that go on moving follow the very change that they are to show.
        None => Ok(0..points.len().min(FIRM_POINTS)),
    };
    let limits = baseline.map(|range| {
        let (chart, limits) = chart(points, &range, is_yes_no);
        (chart, limits, range)
    });
    let signs = limits.as_ref().map_or_else(
        |_| Vec::new(),
        |(chart, ..)| signs(chart, &signs_looked_for(settings.all_signs)),
    );
    Judged {
        limits,
        is_chosen,
        signs,
        drift: drift(points),
        slope_of_visits: slope_of_visits(sites),
    }
}

/// The points whose visits all lie within the baseline.
fn chosen_points(points: &[Point], baseline: &Baseline) -> std::ops::Range<usize> {
    let is_in = |point: &Point| {
        let days = point.measure.first.zip(point.measure.last);
        days.is_some_and(|(first, last)| baseline.from <= first && last <= baseline.to)
    };
    let start = points.iter().position(is_in).unwrap_or(points.len());
    let n = points[start..].iter().take_while(|it| is_in(it)).count();
    start..start + n
}

/// The chart of the points in their order, with limits from those of the baseline.
fn chart(points: &[Point], baseline: &std::ops::Range<usize>, is_yes_no: bool) -> (Chart, Limits) {
    // The baseline goes in front, as charts want it, and back to its place afterwards.
    let order: Vec<usize> = baseline
        .clone()
        .chain(0..baseline.start)
        .chain(baseline.end..points.len())
        .collect();
    let n = |place: &usize| points[*place].measure.n_visits();
    let means: Vec<(f64, u64)> = order
        .iter()
        .map(|place| (points[*place].value(), n(place)))
        .collect();
    let successes = |place: &usize| points[*place].measure.sums().sum / WHOLE.unsigned_abs();
    let shares: Vec<(u64, u64)> = order.iter().map(|at| (successes(at), n(at))).collect();
    let of_shares = is_yes_no
        .then(|| p_chart(&shares, baseline.len()))
        .flatten();
    let long_enough = "the baseline has six points";
    let (mut chart, limits) = if let Some(chart) = of_shares {
        (chart, Limits::Shares)
    } else if is_uneven(&order.iter().map(n).collect::<Vec<_>>()) {
        let chart = xmr_uneven(&means, baseline.len()).expect(long_enough);
        (chart, Limits::UnevenMeans)
    } else {
        let values: Vec<f64> = means.iter().map(|(value, _)| *value).collect();
        (
            xmr(&values, baseline.len()).expect(long_enough),
            Limits::Means,
        )
    };
    let mut back: Vec<_> = order.into_iter().zip(chart.points).collect();
    back.order_by_key(|(place, _)| *place);
    chart.points = back.into_iter().map(|(_, point)| point).collect();
    (chart, limits)
}

/// What the rules find; windows of one rule that overlap are one sign.
fn signs(chart: &Chart, rules: &[Rule]) -> Vec<Sign> {
    let mut found: Vec<Sign> = Vec::new();
    for Signal { rule, at } in chart.signals(rules) {
        let length = match rule {
            Rule::Beyond => 1,
            Rule::Run(n) | Rule::Steady(n) => n,
            Rule::TwoOfThree => 3,
            Rule::FourOfFive => 5,
        };
        let from = (at + 1).saturating_sub(length);
        let is_up = match rule {
            Rule::Steady(_) => chart.points[at].value > chart.points[from].value,
            _ => chart.points[at].sigmas > 0.0,
        };
        let known = found.iter_mut().find(|sign| {
            sign.rule == rule && rule != Rule::Beyond && sign.is_up == is_up && from <= sign.to
        });
        match known {
            Some(sign) => sign.to = at,
            None => found.push(Sign {
                rule,
                from,
                to: at,
                is_up,
            }),
        }
    }
    found.order_by_key(|sign| sign.to);
    found
}

fn drift(points: &[Point]) -> Option<Drift> {
    if !(LEAST_FOR_VERDICT..=MOST_FOR_DRIFT).contains(&points.len()) {
        return None;
    }
    let timed: Vec<(f64, f64)> = points
        .iter()
        .map(|point| (point.period.place as f64, point.value()))
        .collect();
    let values: Vec<f64> = timed.iter().map(|(_, value)| *value).collect();
    Some(Drift {
        test: mann_kendall(&values)?,
        slope: sen(&timed, 0.95),
    })
}

/// The slope of the visits themselves, by the month.
fn slope_of_visits(sites: &[Vec<(NaiveDate, Share)>]) -> Option<Estimate> {
    let n: usize = sites.iter().map(Vec::len).sum();
    let first = sites.iter().flatten().map(|(day, _)| *day).min()?;
    if n < line::LEAST_POINTS {
        return None;
    }
    let timed: Vec<Vec<(f64, f64)>> = sites
        .iter()
        .map(|visits| {
            let timed = visits
                .iter()
                .map(|(day, share)| ((*day - first).num_days() as f64 / MONTH, share.value()));
            timed.collect()
        })
        .collect();
    let fitted = line(&timed)?;
    Some(fitted.clustered.unwrap_or(fitted.plain))
}
