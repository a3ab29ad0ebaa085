//! Sums that add up: n, Σx and Σx² of whole billionths, exact, so that neither the order of the
//! values nor the number of threads changes a bit of what follows from them.
//!
//! Variance: s² = (nΣx² − (Σx)²) / (n(n−1)), subtracted as whole numbers before it becomes a
//! floating one, so that nothing cancels. Exact while n·|x| stays below 1.8e19 billionths
//! (18 thousand million values of size 1); beyond, the nearest floating number.
//! No values: no mean. One value: no variance.

use std::iter::Sum;
use std::ops::AddAssign;

/// Billionths in one.
pub const WHOLE: i64 = 1_000_000_000;

/// The nearest whole billionths of a number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates, which no share or gap reaches"
)]
pub fn billionths(value: f64) -> i64 {
    (value * WHOLE as f64).round() as i64
}

/// n, Σx and Σx² of values in billionths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Sums {
    n: u64,
    sum: i128,
    squares: u128,
}

impl Sums {
    /// The sums of one value, in billionths.
    pub fn one(billionths: i64) -> Self {
        let mut sums = Self::default();
        sums.add(billionths);
        sums
    }

    /// The sums of `n` values that were added up elsewhere, in billionths.
    pub fn of_parts(n: u64, sum: i128, squares: u128) -> Self {
        Self { n, sum, squares }
    }

    /// The sums of `n` values of which `successes` are 1 and the others 0.
    pub fn of_counts(successes: u64, n: u64) -> Self {
        let whole = WHOLE.unsigned_abs();
        Self {
            n,
            sum: i128::from(successes) * i128::from(whole),
            squares: u128::from(successes) * u128::from(whole) * u128::from(whole),
        }
    }

    /// The sums of numbers, each taken to the nearest billionth.
    pub fn of(values: &[f64]) -> Self {
        values.iter().map(|&value| billionths(value)).collect()
    }

    /// Adds a value, in billionths.
    pub fn add(&mut self, billionths: i64) {
        let size = u128::from(billionths.unsigned_abs());
        self.n += 1;
        self.sum += i128::from(billionths);
        self.squares += size * size;
    }

    /// How many values.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Σx, in billionths.
    pub fn sum(&self) -> i128 {
        self.sum
    }

    /// The mean; `None` without values.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.sum as f64 / self.n as f64 / WHOLE as f64)
    }

    /// Σ(x − x̄)²; 0 without values.
    pub fn deviations(&self) -> f64 {
        if self.n == 0 {
            return 0.0;
        }
        let size = self.sum.unsigned_abs();
        let scaled = match (
            u128::from(self.n).checked_mul(self.squares),
            size.checked_mul(size),
        ) {
            (Some(squares), Some(square)) => (squares - square) as f64,
            _ => (self.n as f64 * self.squares as f64 - (size as f64).powi(2)).max(0.0),
        };
        let whole = WHOLE as f64;
        scaled / self.n as f64 / whole / whole
    }

    /// The sample variance s²; `None` below two values.
    pub fn variance(&self) -> Option<f64> {
        (self.n > 1).then(|| self.deviations() / (self.n - 1) as f64)
    }

    /// The sample SD; `None` below two values.
    pub fn sd(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// Squared deviations with their degrees of freedom, to be pooled with others'.
    pub fn spread(&self) -> Spread {
        Spread {
            deviations: self.deviations(),
            df: self.n.saturating_sub(1) as f64,
        }
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.n += other.n;
        self.sum += other.sum;
        self.squares += other.squares;
    }
}

impl Sum for Sums {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut total, sums| {
            total += sums;
            total
        })
    }
}

impl<'a> Sum<&'a Self> for Sums {
    fn sum<I: Iterator<Item = &'a Self>>(all: I) -> Self {
        all.copied().sum()
    }
}

impl FromIterator<i64> for Sums {
    fn from_iter<I: IntoIterator<Item = i64>>(values: I) -> Self {
        let mut sums = Self::default();
        for value in values {
            sums.add(value);
        }
        sums
    }
}

/// Squared deviations and their degrees of freedom: what a pooled SD is made of.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Spread {
    /// Σ of squared deviations.
    pub deviations: f64,
    /// Degrees of freedom.
    pub df: f64,
}

impl Spread {
    /// The pooled variance; `None` without degrees of freedom.
    pub fn variance(&self) -> Option<f64> {
        (self.df > 0.0).then(|| self.deviations / self.df)
    }

    /// The pooled SD; `None` without degrees of freedom.
    pub fn sd(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }
}

impl AddAssign for Spread {
    fn add_assign(&mut self, other: Self) {
        self.deviations += other.deviations;
        self.df += other.df;
    }
}

impl Sum for Spread {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut total, spread| {
            total += spread;
            total
        })
    }
}

/// The mean of numbers; `None` without any.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The sample variance of numbers, in two passes; `None` below two.
pub fn variance(values: &[f64]) -> Option<f64> {
    let center = mean(values)?;
    let deviations: f64 = values.iter().map(|value| (value - center).powi(2)).sum();
    (values.len() > 1).then(|| deviations / (values.len() - 1) as f64)
}

/// The quantile `p` (0..=1) of numbers, linear between order statistics (Hyndman and Fan 1996,
/// type 7); `None` without any.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place within the slice"
)]
pub fn quantile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = p.clamp(0.0, 1.0) * sorted.len().checked_sub(1)? as f64;
    let below = sorted[place.floor() as usize];
    let above = sorted[place.ceil() as usize];
    Some(below + (above - below) * place.fract())
}

/// The median of numbers; `None` without any.
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(values: &[f64], mean: f64, variance: f64) {
        let sums = Sums::of(values);
        assert!((sums.mean().unwrap() - mean).abs() < 1e-12, "{sums:?}");
        assert!(
            (sums.variance().unwrap() - variance).abs() < 1e-12,
            "{sums:?}"
        );
        assert!((super::variance(values).unwrap() - variance).abs() < 1e-9);
    }

    #[test]
    fn by_hand() {
        check(&[0.0, 1.0], 0.5, 0.5);
        check(&[0.2, 0.4, 0.6], 0.4, 0.04);
        check(&[-0.5, 0.5, 0.0, 0.0], 0.0, 0.5 / 3.0);
    }

    #[test]
    fn nothing_cancels_when_the_spread_is_tiny() {
        // A million ones and one value a billionth below: Σd² = 1e-18 · n/(n+1).
        let mut sums = Sums::of_counts(1_000_000, 1_000_000);
        sums.add(WHOLE - 1);
        let expected = 1e-18 * (1_000_000.0 / 1_000_001.0);
        assert!((sums.deviations() / expected - 1.0).abs() < 1e-12);
    }

    #[test]
    fn too_few_values_have_no_variance() {
        assert_eq!(Sums::default().mean(), None);
        assert_eq!(Sums::default().spread().variance(), None);
        assert_eq!(Sums::one(3).variance(), None);
        assert_eq!(Sums::one(WHOLE).mean(), Some(1.0));
        assert_eq!(variance(&[1.0]), None);
    }

    #[test]
    fn past_the_exact_range_it_stays_near() {
        let large = i64::MAX / 2;
        let sums: Sums = [large, -large, large, -large].into_iter().collect();
        let expected = 4.0 * (large as f64 / WHOLE as f64).powi(2);
        assert!((sums.deviations() / expected - 1.0).abs() < 1e-12);
    }

    #[test]
    fn quantiles_lie_between_order_statistics() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.9), Some(4.6));
        assert_eq!(median(&[]), None);
    }

    proptest! {
        #[test]
        fn any_order_and_any_split_gives_the_same_bits(
            mut values in prop::collection::vec(-WHOLE..=WHOLE, 0..60),
            cut in 0_usize..60,
        ) {
            let whole: Sums = values.iter().copied().collect();
            values.reverse();
            let cut = cut.min(values.len());
            let mut parts: Sums = values[cut..].iter().copied().collect();
            parts += values[..cut].iter().copied().collect();
            prop_assert_eq!(whole, parts);
            prop_assert_eq!(whole.deviations().to_bits(), parts.deviations().to_bits());
        }

        #[test]
        fn the_variance_is_that_of_two_passes(values in prop::collection::vec(0..=WHOLE, 2..60)) {
            let numbers: Vec<f64> = values.iter().map(|&x| x as f64 / WHOLE as f64).collect();
            let sums: Sums = values.into_iter().collect();
            prop_assert!((sums.variance().unwrap() - variance(&numbers).unwrap()).abs() < 1e-12);
        }
    }
}
