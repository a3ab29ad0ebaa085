//! Whether a rater is kinder or harsher than the others, on the same things.
//!
//! The additive fit y = thing + rater + error by least squares: things are swept out, the rest is
//! L·b = r with L = diag(n_r) − Σ n_rt n_rtᵀ/n_t, solved by its pseudo-inverse, so that biases add up
//! to 0 within each set of raters that share things. Variance of a bias σ²L⁺_rr, σ² = residual/df.
//! Only things that two raters rated tell anything; a rater without any has no bias, not 0.

use crate::stats::interval::Estimate;
use crate::stats::linear::{dot, eigen};

/// A rater needs so many ratings of things that others rated too.
pub const LEAST_SHARED: usize = 5;

/// One rating.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Rating {
    /// Which thing, counted from 0.
    pub thing: usize,
    /// Which rater, counted from 0.
    pub rater: usize,
    /// The rating.
    pub value: f64,
}

/// How a rater differs from the average of those who share things.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Leniency {
    /// Ratings of things that others rated too.
    pub n_shared: usize,
    /// How much higher they rate; `None` without shared things or a residual to judge it by.
    pub bias: Option<Estimate>,
}

/// The leniency of each rater, by number.
pub fn leniency(ratings: &[Rating]) -> Vec<Leniency> {
    let n_raters = ratings
        .iter()
        .map(|rating| rating.rater + 1)
        .max()
        .unwrap_or(0);
    let things = shared_things(ratings);
    let mut system = vec![vec![0.0; n_raters]; n_raters];
    let mut right = vec![0.0; n_raters];
    let mut n_shared = vec![0; n_raters];
    let mut squares = 0.0;
    for thing in &things {
        let size = thing.len() as f64;
        let mean = thing.iter().map(|rating| rating.value).sum::<f64>() / size;
        for rating in thing {
            n_shared[rating.rater] += 1;
            system[rating.rater][rating.rater] += 1.0;
            right[rating.rater] += rating.value - mean;
            squares += (rating.value - mean).powi(2);
            for other in thing {
                system[rating.rater][other.rater] -= 1.0 / size;
            }
        }
    }
    let parts = eigen(&system);
    let is_loose = |value: f64| value < 1e-9;
    let inverse = parts.function(|value| if is_loose(value) { 0.0 } else { 1.0 / value });
    let rank = parts
        .values
        .iter()
        .filter(|&&value| !is_loose(value))
        .count();
    let biases: Vec<f64> = inverse.iter().map(|row| dot(row, &right)).collect();
    let n: usize = things.iter().map(Vec::len).sum();
    let df = n.saturating_sub(things.len() + rank) as f64;
    let residual = (squares - dot(&biases, &right)).max(0.0);
    (0..n_raters)
        .map(|rater| Leniency {
            n_shared: n_shared[rater],
            bias: (n_shared[rater] > 0 && df > 0.0).then(|| Estimate {
                value: biases[rater],
                variance: inverse[rater][rater] * residual / df,
                df,
            }),
        })
        .collect()
}

/// The ratings of each thing that two raters or more rated.
fn shared_things(ratings: &[Rating]) -> Vec<Vec<Rating>> {
    let n_things = ratings
        .iter()
        .map(|rating| rating.thing + 1)
        .max()
        .unwrap_or(0);
    let mut things: Vec<Vec<Rating>> = vec![Vec::new(); n_things];
    for rating in ratings {
        things[rating.thing].push(*rating);
    }
    things.retain(|thing| thing.iter().any(|rating| rating.rater != thing[0].rater));
    things
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating(thing: usize, rater: usize, value: f64) -> Rating {
        Rating {
            thing,
            rater,
            value,
        }
    }

    #[test]
    fn two_raters_by_hand() {
        // The second rates .1, .2, .3 higher: biases ∓.1; the differences have s² = .01.
        let ratings = [
            rating(0, 0, 0.5),
            rating(0, 1, 0.6),
            rating(1, 0, 0.2),
            rating(1, 1, 0.4),
            rating(2, 0, 0.6),
            rating(2, 1, 0.9),
        ];
        let found = leniency(&ratings);
        let bias = found[1].bias.unwrap();
        assert!((bias.value - 0.1).abs() < 1e-12 && (bias.df - 2.0).abs() < 1e-12);
        assert!((bias.variance - 0.01 / 3.0 / 4.0).abs() < 1e-12);
        assert!((found[0].bias.unwrap().value + 0.1).abs() < 1e-12);
    }

    #[test]
    fn where_one_rates_better_things_it_is_not_lenient() {
        // Each rater rates two things; the third thing, a good one, only the second rates.
        let mut ratings = vec![rating(2, 1, 1.0), rating(2, 1, 0.9)];
        for (thing, value) in [(0, 0.4), (1, 0.6)] {
            for rater in 0..2 {
                ratings.push(rating(thing, rater, value + 0.01 * thing as f64));
            }
        }
        let found = leniency(&ratings);
        assert_eq!((found[0].n_shared, found[1].n_shared), (2, 2));
        assert!(found[1].bias.unwrap().value.abs() < 1e-12);
    }

    #[test]
    fn nothing_shared_is_nothing_known() {
        let found = leniency(&[rating(0, 0, 0.5), rating(1, 1, 0.9), rating(1, 1, 0.8)]);
        assert!(
            found
                .iter()
                .all(|each| each.bias.is_none() && each.n_shared == 0)
        );
        assert!(leniency(&[]).is_empty());
    }
}
