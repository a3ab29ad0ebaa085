//! Credits, points and shares: the quantities that scores are made of.
//! Shares are whole billionths, so that sums and decisions are exact.

use std::fmt;
use std::num::NonZeroU32;

/// Billionths in a whole.
pub const WHOLE: u32 = 1_000_000_000;

/// Billionths in a tenth of a percent.
const TENTH_OF_A_PERCENT: i128 = 1_000_000;

/// What an answer earns of its points: 0..=1, never NaN.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub struct Credit(f64);

impl Credit {
    /// Full credit.
    pub const FULL: Self = Self(1.0);
    /// No credit.
    pub const NONE: Self = Self(0.0);

    /// Gives the credit, or `None` outside 0..=1.
    pub fn new(value: f64) -> Option<Self> {
        // The sum turns a negative nought into nought.
        (0.0..=1.0).contains(&value).then_some(Self(value + 0.0))
    }

    /// The credit, 0..=1.
    pub fn value(self) -> f64 {
        self.0
    }

    /// The credit in whole billionths, as decisions use it.
    pub fn share(self) -> Share {
        Share::rounded(self.0)
    }

    /// True when nothing was lost.
    pub fn is_full(self) -> bool {
        self.share() == Share::ONE
    }
}

/// Shortest spelling that reads back as the same number.
impl fmt::Display for Credit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

/// Points or a weight: 0..=10 000, finite.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub struct Points(f64);

impl Points {
    /// Most points an item, or weight a section, may have.
    pub const MOST: f64 = 10_000.0;
    /// One point, the default of an item.
    pub const ONE: Self = Self(1.0);
    /// No points: recorded, not scored.
    pub const NONE: Self = Self(0.0);

    /// Gives the points, or `None` outside 0..=10 000.
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=Self::MOST)
            .contains(&value)
            .then_some(Self(value + 0.0))
    }

    /// The points, 0..=10 000.
    pub fn value(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Points {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

/// A part of a whole in whole billionths, 0..=1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Share {
    /// One more than the billionths, so that a share that may be missing takes no more room: of a
    /// million visits there are many.
    above: NonZeroU32,
}

impl Share {
    /// Nothing.
    pub const ZERO: Self = Self::of(0);
    /// All.
    pub const ONE: Self = Self::of(WHOLE);

    const fn of(billionths: u32) -> Self {
        Self {
            above: NonZeroU32::MIN.saturating_add(billionths),
        }
    }

    /// Rounds half up to whole billionths; what lies outside 0..=1 goes to the nearer end.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped first"
    )]
    pub fn rounded(value: f64) -> Self {
        Self::of(
            (value * f64::from(WHOLE) + 0.5)
                .floor()
                .clamp(0.0, f64::from(WHOLE)) as u32,
        )
    }

    /// Gives the share of so many billionths, or `None` above the whole.
    pub fn from_billionths(billionths: u32) -> Option<Self> {
        (billionths <= WHOLE).then_some(Self::of(billionths))
    }

    /// The share of so many whole percent; never above the whole.
    pub const fn whole_percent(percent: u32) -> Self {
        Self::of(if percent < 100 {
            percent * (WHOLE / 100)
        } else {
            WHOLE
        })
    }

    /// A share from percent (0..=100), rounded half up.
    pub fn from_percent(percent: f64) -> Option<Self> {
        (0.0..=100.0)
            .contains(&percent)
            .then(|| Self::rounded(percent / 100.0))
    }

    /// The share in billionths.
    pub fn billionths(self) -> u32 {
        self.above.get() - 1
    }

    /// The share as a number, 0..=1.
    pub fn value(self) -> f64 {
        f64::from(self.billionths()) / f64::from(WHOLE)
    }

    /// The share as an exact fraction.
    pub fn exact(self) -> Exact {
        Exact {
            billionths: i128::from(self.billionths()),
            n: 1,
        }
    }
}

/// Up to nine decimals, no more than needed: `0.875`.
impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.exact().decimals())
    }
}

/// An exact fraction, `billionths / n` billionths: means of shares and the gaps between them.
/// Stays exact for the difference of two means over 10^12 visits each.
#[derive(Clone, Copy, Debug)]
pub struct Exact {
    billionths: i128,
    n: i128,
}

impl Exact {
    /// Nought.
    pub const ZERO: Self = Self {
        billionths: 0,
        n: 1,
    };

    /// The nearest ten-thousandth (a hundredth of a point), half away from nought: as exact as an end of an
    /// interval is. By way of billionths, so that a tie is one on every machine.
    pub fn rounded_to_hundredths_of_a_point(value: f64) -> Self {
        const UNIT: i128 = 100_000;
        let units = Self::nearest(value.abs()).rounded(UNIT);
        Self {
            billionths: if value < 0.0 { -units } else { units } * UNIT,
            n: 1,
        }
    }

    /// The nearest whole billionths.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "differences of means are small; saturates"
    )]
    pub fn nearest(value: f64) -> Self {
        Self {
            billionths: i128::from((value * f64::from(WHOLE)).round() as i64),
            n: 1,
        }
    }

    /// The mean of `n` shares that add up to `billionths`, or `None` for no shares.
    pub fn mean(billionths: u64, n: u64) -> Option<Self> {
        (n > 0).then(|| Self {
            billionths: i128::from(billionths),
            n: i128::from(n),
        })
    }

    /// The exact difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self {
            billionths: self.billionths * other.n - other.billionths * self.n,
            n: self.n * other.n,
        }
    }

    /// The nearest number.
    pub fn value(self) -> f64 {
        self.billionths as f64 / self.n as f64 / f64::from(WHOLE)
    }

    /// The nearest share of a fraction within 0..=1, half up.
    pub fn share(self) -> Share {
        let billionths = self.rounded(1).clamp(0, i128::from(WHOLE));
        Share::of(u32::try_from(billionths).expect("clamped"))
    }

    /// The nearest multiple of `unit` billionths, in such units, half up (towards plus infinity).
    fn rounded(self, unit: i128) -> i128 {
        (2 * self.billionths + self.n * unit).div_euclid(2 * self.n * unit)
    }

    /// Percent with one decimal, half up, in tenths of a percent. Of a share; never 1000 unless it
    /// is exactly 1, nor 0 unless exactly 0.
    pub fn percent_tenths(self) -> i64 {
        let tenths = match self.rounded(TENTH_OF_A_PERCENT) {
            1000 if self.billionths != self.n * i128::from(WHOLE) => 999,
            0 if self.billionths != 0 => 1,
            tenths => tenths,
        };
        i64::try_from(tenths).expect("a share is at most 1")
    }

    /// A difference in percent points with one decimal, in tenths of a point, half away from nought,
    /// so that swapping the sides changes the sign and nothing else.
    pub fn gap_tenths(self) -> i64 {
        let size = Self {
            billionths: self.billionths.abs(),
            n: self.n,
        }
        .rounded(TENTH_OF_A_PERCENT);
        let tenths = if self.billionths < 0 { -size } else { size };
        i64::try_from(tenths).expect("a gap and the ends of its interval are small")
    }

    /// Up to nine decimals, half up, no more than needed: `-0.125`.
    pub fn decimals(self) -> String {
        let billionths = self.rounded(1);
        let whole = i128::from(WHOLE);
        let (size, sign) = (billionths.abs(), if billionths < 0 { "-" } else { "" });
        let digits = format!("{:09}", size % whole);
        let digits = digits.trim_end_matches('0');
        let dot = if digits.is_empty() { "" } else { "." };
        format!("{sign}{}{dot}{digits}", size / whole)
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.billionths * other.n).cmp(&(other.billionths * self.n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_round_half_up_to_billionths() {
        assert_eq!(Share::rounded(0.9).to_string(), "0.9");
        assert_eq!(Share::rounded(2.0 / 3.0).to_string(), "0.666666667");
        assert_eq!(Share::rounded(1.0).to_string(), "1");
        assert_eq!(Share::rounded(0.1 + 0.2), Share::rounded(0.3));
        assert!(Credit::new(1.0 + 1e-16).is_some_and(Credit::is_full));
        assert!(Credit::new(f64::NAN).is_none());
        assert!(Credit::new(-0.1).is_none());
    }

    #[test]
    fn percent_never_claims_all_or_nothing() {
        let tenths = |numerator: u64, n| {
            Exact::mean(numerator * u64::from(WHOLE), n)
                .unwrap()
                .percent_tenths()
        };
        assert_eq!(tenths(1601, 2000), 801);
        assert_eq!(tenths(1999, 2000), 999);
        assert_eq!(tenths(1, 100_000), 1);
        assert_eq!(tenths(1, 1), 1000);
        assert_eq!(tenths(0, 1), 0);
        assert_eq!(tenths(7, 8), 875);
    }

    #[test]
    fn gaps_come_from_exact_means_and_mirror() {
        let a = Exact::mean(2 * u64::from(WHOLE), 3).unwrap();
        let b = Exact::mean(u64::from(WHOLE), 8).unwrap();
        assert_eq!(a.minus(b).gap_tenths(), 542);
        assert_eq!(b.minus(a).gap_tenths(), -542);
        assert_eq!(b.minus(a).decimals(), "-0.541666667");
        assert!(a > b);
    }
}
