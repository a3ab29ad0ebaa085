//! The bias-corrected and accelerated bootstrap, for figures without a formula and n ≥ 20.
//!
//! Efron 1987; Efron and Tibshirani 1993, section 14.3. z₀ = Φ⁻¹(share of redrawn figures below θ̂, ties by half);
//! a = Σ U³ / 6(Σ U²)^1.5 of the jackknife influences U = (n−1)(θ̄ − θ₍ᵢ₎)/n, over all samples
//! where there are several; α = Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))). All redraws alike, all to one
//! side, or a jackknife without spread: no interval, rather than a number that means nothing.

use crate::stats::describe::{mean, quantile};
use crate::stats::distribution::{normal_cdf, normal_quantile};
use crate::stats::interval::Interval;
use crate::stats::random::Random;

/// A BCa interval and what it was made of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bca {
    /// The figure of the samples as they are.
    pub value: f64,
    /// z₀, the correction of bias.
    pub bias: f64,
    /// a, how fast the standard error changes with the figure.
    pub acceleration: f64,
    /// The interval.
    pub interval: Interval,
}

/// The interval of a figure over one or more independent samples; `None` where degenerate.
pub fn bca<T: Copy>(
    samples: &[&[T]],
    figure: impl Fn(&[Vec<T>]) -> Option<f64>,
    level: f64,
    draws: usize,
    seed: u64,
) -> Option<Bca> {
    let whole: Vec<Vec<T>> = samples.iter().map(|sample| sample.to_vec()).collect();
    let value = figure(&whole)?;
    let acceleration = acceleration(&whole, &figure)?;
    let figures = redrawn(&whole, &figure, draws, seed);
    if figures.len() * 2 < draws {
        return None;
    }
    let below = figures.iter().filter(|&&figure| figure < value).count() as f64;
    let ties = figures.len() as f64
        - below
        - figures.iter().filter(|&&figure| figure > value).count() as f64;
    let bias = normal_quantile((below + ties / 2.0) / figures.len() as f64);
    let first = figures[0];
    if !bias.is_finite() || figures.iter().all(|figure| (figure - first).abs() <= 0.0) {
        return None;
    }
    let tail = (1.0 - level) / 2.0;
    let end = |tail: f64| quantile(&figures, corrected(tail, bias, acceleration));
    Some(Bca {
        value,
        bias,
        acceleration,
        interval: Interval {
            low: end(tail)?,
            high: end(1.0 - tail)?,
        },
    })
}

/// The quantile that stands for a tail once bias and acceleration are reckoned in.
pub fn corrected(tail: f64, bias: f64, acceleration: f64) -> f64 {
    let z = bias + normal_quantile(tail);
    normal_cdf(bias + z / (1.0 - acceleration * z))
}

/// a, from leaving out each value in turn; `None` where that changes nothing or is not defined.
pub fn acceleration<T: Copy>(
    samples: &[Vec<T>],
    figure: impl Fn(&[Vec<T>]) -> Option<f64>,
) -> Option<f64> {
    let (mut squares, mut cubes) = (0.0, 0.0);
    for at in 0..samples.len() {
        let n = samples[at].len();
        let left_out: Option<Vec<f64>> = (0..n)
            .map(|out| {
                let mut fewer = samples.to_vec();
                fewer[at].remove(out);
                figure(&fewer)
            })
            .collect();
        let left_out = left_out?;
        let center = mean(&left_out)?;
        for figure in left_out {
            let influence = (n - 1) as f64 * (center - figure) / n as f64;
            squares += influence.powi(2);
            cubes += influence.powi(3);
        }
    }
    (squares > 0.0).then(|| cubes / (6.0 * squares.powf(1.5)))
}

fn redrawn<T: Copy>(
    samples: &[Vec<T>],
    figure: impl Fn(&[Vec<T>]) -> Option<f64>,
    draws: usize,
    seed: u64,
) -> Vec<f64> {
    let mut random = Random::seeded(seed);
    let mut drawn = samples.to_vec();
    (0..draws)
        .filter_map(|_| {
            for (units, sample) in samples.iter().zip(&mut drawn) {
                crate::stats::bootstrap::redraw(units, sample, &mut random);
            }
            figure(&drawn).filter(|value| value.is_finite())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn median(samples: &[Vec<f64>]) -> Option<f64> {
        crate::stats::describe::median(&samples[0])
    }

    #[test]
    fn without_bias_and_acceleration_it_is_the_percentile_interval() {
        assert!((corrected(0.025, 0.0, 0.0) - 0.025).abs() < 1e-9);
        assert!(corrected(0.025, 0.2, 0.0) > 0.025);
    }

    #[test]
    fn the_interval_of_a_median() {
        let values: Vec<f64> = (0..25).map(|at| f64::from(at * at) / 600.0).collect();
        let bca = bca(&[&values[..]], median, 0.95, 2000, 1).unwrap();
        assert!(bca.interval.contains(bca.value) && bca.interval.width() > 0.0);
    }

    #[test]
    fn degenerate_samples_have_none() {
        assert_eq!(bca(&[&[0.8; 30][..]], median, 0.95, 500, 1), None);
        assert_eq!(bca(&[&[][..]], median, 0.95, 500, 1), None);
        let greatest = |samples: &[Vec<f64>]| samples[0].iter().copied().reduce(f64::max);
        let values: Vec<f64> = (0..30).map(f64::from).collect();
        // A redraw misses the greatest value with chance .36 and never exceeds it: half of the ties
        // count, Φ⁻¹(.36 + .32) = .47.
        let found = bca(&[&values[..]], greatest, 0.95, 4000, 1).unwrap();
        assert!((found.bias - 0.47).abs() < 0.08, "{found:?}");
    }
}
