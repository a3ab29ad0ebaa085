//! Control charts: is a point, or a run of points, more than the usual noise?
//!
//! XmR (Shewhart; Wheeler 1993): x̄ ± 3·mR̄/1.128 with mR̄ the mean size of steps between neighbours,
//! never the overall SD; steps are bounded by 3.267·mR̄. Points of uneven n: the same on
//! z = (x − x̄)√n. p-chart: p̄ ± 3√(p̄(1−p̄)/n), where the rarer answer is expected five times at
//! each point. Limits come from a baseline of the first points: fewer than 6 give none, 6 to 11
//! provisional ones. Steps all nought: no limits worth the name and no signals. A point on a limit
//! or on the center, within 1e-9 sigmas, is not beyond it.

/// Below so many points there are no limits.
pub const LEAST_POINTS: usize = 6;
/// From so many points limits may be locked.
pub const FIRM_POINTS: usize = 12;

/// Steps of a normal series are 1.128 SDs on average.
const STEP: f64 = 1.128;
/// And stay below so many times their mean.
const STEP_LIMIT: f64 = 3.267;
const EDGE: f64 = 1e-9;

/// How far a baseline may be trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Baseline {
    /// From 6 to 11 points.
    Provisional,
    /// From 12 points.
    Firm,
}

/// One point with the limits at its place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// The figure.
    pub value: f64,
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
    /// How many sigmas above the center; 0 when there is no sigma.
    pub sigmas: f64,
}

/// A chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// The center of the baseline.
    pub center: f64,
    /// The mean step of the baseline, of z where n is uneven; 0 in a p-chart.
    pub mean_step: f64,
    /// How far the baseline may be trusted.
    pub baseline: Baseline,
    /// All points, the baseline's first.
    pub points: Vec<Point>,
    /// Nothing varied in the baseline: there are no signals.
    pub is_flat: bool,
}

impl Chart {
    /// The upper limit of a step.
    pub fn step_limit(&self) -> f64 {
        STEP_LIMIT * self.mean_step
    }

    /// What the rules find.
    pub fn signals(&self, rules: &[Rule]) -> Vec<Signal> {
        let sigmas: Vec<f64> = self.points.iter().map(|point| point.sigmas).collect();
        if self.is_flat {
            return Vec::new();
        }
        rules.iter().flat_map(|rule| rule.found(&sigmas)).collect()
    }
}

/// The chart of single figures with limits from the first `n_baseline`; `None` below six.
pub fn xmr(values: &[f64], n_baseline: usize) -> Option<Chart> {
    let even: Vec<(f64, u64)> = values.iter().map(|&value| (value, 1)).collect();
    xmr_uneven(&even, n_baseline)
}

/// The chart of means of `n` values each, whose limits widen where n is small.
pub fn xmr_uneven(points: &[(f64, u64)], n_baseline: usize) -> Option<Chart> {
    let base = points.get(..n_baseline)?;
    let baseline = trust(n_baseline)?;
    let n: f64 = base.iter().map(|point| point.1 as f64).sum();
    let center = base
        .iter()
        .map(|point| point.0 * point.1 as f64)
        .sum::<f64>()
        / n;
    let z = |point: &(f64, u64)| (point.0 - center) * (point.1 as f64).sqrt();
    let steps: f64 = base
        .windows(2)
        .map(|pair| (z(&pair[1]) - z(&pair[0])).abs())
        .sum();
    let mean_step = steps / (n_baseline - 1) as f64;
    let sigma = |point: &(f64, u64)| mean_step / STEP / (point.1 as f64).sqrt();
    Some(Chart {
        center,
        mean_step,
        baseline,
        points: points
            .iter()
            .map(|point| placed(point.0, center, sigma(point)))
            .collect(),
        is_flat: mean_step <= EDGE,
    })
}

/// Whether n differs so much between points that limits must follow it: by more than a quarter
/// from its mean.
pub fn is_uneven(n: &[u64]) -> bool {
    let mean = n.iter().sum::<u64>() as f64 / n.len().max(1) as f64;
    n.iter().any(|&n| (n as f64 - mean).abs() > mean / 4.0)
}

/// The chart of shares, `(successes, n)` each; `None` below six points or where the rarer answer is
/// expected fewer than five times at some point: take [`xmr`] of the shares then.
pub fn p_chart(points: &[(u64, u64)], n_baseline: usize) -> Option<Chart> {
    let base = points.get(..n_baseline)?;
    let baseline = trust(n_baseline)?;
    let n: u64 = base.iter().map(|point| point.1).sum();
    let successes: u64 = base.iter().map(|point| point.0).sum();
    let center = successes as f64 / n as f64;
    let rarer = center.min(1.0 - center);
    if points.iter().any(|point| point.1 as f64 * rarer < 5.0) {
        return None;
    }
    let points = points
        .iter()
        .map(|&(successes, n)| {
            let sigma = (center * (1.0 - center) / n as f64).sqrt();
            let point = placed(successes as f64 / n as f64, center, sigma);
            Point {
                low: point.low.max(0.0),
                high: point.high.min(1.0),
                ..point
            }
        })
        .collect();
    Some(Chart {
        center,
        mean_step: 0.0,
        baseline,
        points,
        is_flat: false,
    })
}

fn trust(n_baseline: usize) -> Option<Baseline> {
    match n_baseline {
        ..LEAST_POINTS => None,
        LEAST_POINTS..FIRM_POINTS => Some(Baseline::Provisional),
        FIRM_POINTS.. => Some(Baseline::Firm),
    }
}

fn placed(value: f64, center: f64, sigma: f64) -> Point {
    Point {
        value,
        low: center - 3.0 * sigma,
        high: center + 3.0 * sigma,
        sigmas: if sigma > 0.0 {
            (value - center) / sigma
        } else {
            0.0
        },
    }
}

/// A pattern that noise rarely makes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// A point beyond three sigmas.
    Beyond,
    /// So many in a row on one side of the center.
    Run(usize),
    /// So many in a row, each above (or each below) the one before.
    Steady(usize),
    /// Two of three beyond two sigmas on one side.
    TwoOfThree,
    /// Four of five beyond one sigma on one side.
    FourOfFive,
}

/// The rules looked at unless told otherwise.
pub const RULES: [Rule; 2] = [Rule::Beyond, Rule::Run(8)];

/// Where a rule found its pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signal {
    /// The rule.
    pub rule: Rule,
    /// The place of the last point of the pattern, from 0.
    pub at: usize,
}

impl Rule {
    fn found(self, sigmas: &[f64]) -> Vec<Signal> {
        let n = match self {
            Self::Beyond => 1,
            Self::Run(n) | Self::Steady(n) => n.max(1),
            Self::TwoOfThree => 3,
            Self::FourOfFive => 5,
        };
        sigmas
            .windows(n)
            .enumerate()
            .filter(|(_, window)| self.holds(window))
            .map(|(start, _)| Signal {
                rule: self,
                at: start + n - 1,
            })
            .collect()
    }

    /// Whether the window is such a pattern; its last point must be part of it.
    fn holds(self, window: &[f64]) -> bool {
        let last = window[window.len() - 1];
        let beyond = |sigmas: f64, least: usize| {
            let is_out = |x: &f64| x * last.signum() > sigmas + EDGE;
            is_out(&last) && window.iter().filter(|x| is_out(x)).count() >= least
        };
        match self {
            Self::Beyond => beyond(3.0, 1),
            Self::Run(n) => beyond(0.0, n),
            Self::TwoOfThree => beyond(2.0, 2),
            Self::FourOfFive => beyond(1.0, 4),
            Self::Steady(_) => {
                let steps = |sign: f64| {
                    window
                        .windows(2)
                        .all(|pair| (pair[1] - pair[0]) * sign > EDGE)
                };
                steps(1.0) || steps(-1.0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: Rule, sigmas: &[f64], expected: &[usize]) {
        let found: Vec<usize> = rule.found(sigmas).iter().map(|signal| signal.at).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn patterns_and_what_breaks_them() {
        check(Rule::Beyond, &[0.0, 3.1, 3.0, -3.2], &[1, 3]);
        check(Rule::Run(3), &[0.1, 0.2, 0.3, 0.4], &[2, 3]);
        check(Rule::Run(3), &[0.1, 0.0, 0.3, 0.4], &[]);
        check(Rule::Run(3), &[-0.1, -0.2, -0.1, 0.4], &[2]);
        check(Rule::Steady(3), &[0.1, 0.2, 0.3, 0.3], &[2]);
        check(Rule::Steady(3), &[0.3, 0.2, 0.1], &[2]);
        check(Rule::TwoOfThree, &[2.1, 0.0, 2.2, 0.0], &[2]);
        check(Rule::TwoOfThree, &[2.1, 0.0, -2.2], &[]);
        check(Rule::TwoOfThree, &[2.1, 2.2, 0.1], &[]);
        check(Rule::FourOfFive, &[1.1, 1.2, 0.0, 1.3, 1.1], &[4]);
        check(Rule::Run(8), &[0.5; 3], &[]);
    }

    #[test]
    fn few_points_have_no_limits() {
        assert_eq!(xmr(&[0.1, 0.2, 0.3, 0.2, 0.1], 5), None);
        assert_eq!(xmr(&[0.1; 4], 6), None);
        let values = [0.1, 0.2, 0.3, 0.2, 0.1, 0.2, 0.9, 0.1, 0.2, 0.1, 0.2, 0.1];
        assert_eq!(xmr(&values, 6).unwrap().baseline, Baseline::Provisional);
        assert_eq!(xmr(&values, 12).unwrap().baseline, Baseline::Firm);
    }

    #[test]
    fn a_flat_baseline_cries_no_wolf() {
        let values = [0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.2];
        let chart = xmr(&values, 6).unwrap();
        assert!(chart.is_flat && chart.signals(&RULES).is_empty());
    }

    #[test]
    fn rounding_puts_no_point_beside_the_center() {
        let values = [
            0.7, 0.9, 0.7, 0.9, 0.7, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8,
        ];
        assert!(xmr(&values, 6).unwrap().signals(&RULES).is_empty());
    }

    #[test]
    fn limits_widen_where_n_is_small() {
        let points = [
            (0.5, 4),
            (0.6, 16),
            (0.5, 16),
            (0.6, 4),
            (0.5, 16),
            (0.6, 16),
        ];
        let chart = xmr_uneven(&points, 6).unwrap();
        let width = |at: usize| chart.points[at].high - chart.points[at].low;
        assert!((width(0) / width(1) - 2.0).abs() < 1e-9);
        assert!(is_uneven(&[4, 16]) && !is_uneven(&[10, 12, 11]) && !is_uneven(&[]));
        let even: Vec<(f64, u64)> = points.iter().map(|point| (point.0, 1)).collect();
        let values: Vec<f64> = points.iter().map(|point| point.0).collect();
        assert_eq!(xmr_uneven(&even, 6), xmr(&values, 6));
    }

    #[test]
    fn rare_answers_have_no_p_chart() {
        assert_eq!(p_chart(&[(19, 20); 12], 12), None);
        assert_eq!(p_chart(&[(1, 20); 12], 12), None);
        assert!(p_chart(&[(10, 20); 12], 12).is_some());
    }
}
