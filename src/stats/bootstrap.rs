//! Resampling for figures without a formula: draw units anew with replacement, look at the middle.
//!
//! Efron 1979; the percentile interval takes the quantiles of the redrawn figures as they are. The
//! unit is what is independent (a whole occasion, not one of its answers). Below about 20 units it
//! covers far too rarely, which is why plain means never use it. A redraw whose figure is not
//! defined is left out; if fewer than half remain, or all are alike, there is no interval.

use crate::stats::describe::quantile;
use crate::stats::interval::Interval;
use crate::stats::random::Random;

/// Below so many units there is no bootstrap.
pub const LEAST_UNITS: usize = 20;

/// The figure of `draws` redrawn samples, those that are defined.
pub fn redrawn<T: Copy>(
    units: &[T],
    figure: impl Fn(&[T]) -> Option<f64>,
    draws: usize,
    seed: u64,
) -> Vec<f64> {
    let mut random = Random::seeded(seed);
    let mut sample = units.to_vec();
    (0..draws)
        .filter_map(|_| {
            redraw(units, &mut sample, &mut random);
            figure(&sample).filter(|value| value.is_finite())
        })
        .collect()
}

/// Fills the sample with units, each drawn from all.
pub fn redraw<T: Copy>(units: &[T], sample: &mut [T], random: &mut Random) {
    for place in sample {
        *place = units[random.below(units.len())];
    }
}

/// The percentile interval of a figure over redrawn units.
pub fn percentile_interval<T: Copy>(
    units: &[T],
    figure: impl Fn(&[T]) -> Option<f64>,
    level: f64,
    draws: usize,
    seed: u64,
) -> Option<Interval> {
    if units.is_empty() {
        return None;
    }
    middle(&redrawn(units, figure, draws, seed), level, draws)
}

/// The middle part of redrawn figures, of which there should have been `draws`.
pub fn middle(figures: &[f64], level: f64, draws: usize) -> Option<Interval> {
    if figures.len() * 2 < draws {
        return None;
    }
    let tail = (1.0 - level) / 2.0;
    let interval = Interval {
        low: quantile(figures, tail)?,
        high: quantile(figures, 1.0 - tail)?,
    };
    let first = figures[0];
    let is_varied = figures.iter().any(|figure| (figure - first).abs() > 0.0);
    is_varied.then_some(interval)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::describe::{Sums, mean};
    use crate::stats::interval::Estimate;

    #[test]
    fn for_a_mean_of_many_it_agrees_with_t() {
        let mut random = Random::seeded(5);
        let values: Vec<f64> = (0..200).map(|_| random.fraction()).collect();
        let boot = percentile_interval(&values, mean, 0.95, 4000, 1).unwrap();
        let t = Estimate::of(&Sums::of(&values)).unwrap();
        let t = t.interval(0.95).unwrap();
        assert!((boot.low - t.low).abs() < 0.005 && (boot.high - t.high).abs() < 0.005);
        assert_eq!(
            percentile_interval(&values, mean, 0.95, 4000, 1),
            Some(boot)
        );
    }

    #[test]
    fn nothing_varied_or_defined_has_no_interval() {
        assert_eq!(percentile_interval(&[0.8; 30], mean, 0.95, 200, 1), None);
        assert_eq!(
            percentile_interval(&[0.1, 0.2], |_| None, 0.95, 200, 1),
            None
        );
        assert_eq!(percentile_interval(&[], mean, 0.95, 200, 1), None);
    }
}
