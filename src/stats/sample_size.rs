//! How many are enough, before anything was measured.
//!
//! Two means: power of the t test with noncentrality δ = d√(n₁n₂/(n₁+n₂)) and n₁+n₂−2 degrees of
//! freedom, d the difference in SDs (Cohen 1988); n from the power by root finding. The noncentral t
//! is integrated: P(T' > t) = ∫ Φ(δ − t·u) f(u) du, u = √(χ²/ν), by the trapezoid rule in ln u, which
//! converges faster than any power of the step. Two shares: the normal formula (Fleiss 1981, no
//! continuity). Clusters: 1 + (m−1)ICC, m = Σm²/Σm where uneven (Kish 1965). All n are per side and
//! may be fractions; round up. A difference of 0 takes forever: infinite.

use crate::stats::distribution::{ln_gamma, normal_cdf, normal_quantile, root, two_sided_t};

/// The spread of scores when nothing else is known.
pub const USUAL_SD: f64 = 0.16;
/// The usual power.
pub const POWER: f64 = 0.80;

const MOST: f64 = 1e9;

/// P(T' > t) for Student's t with `df` and a noncentrality.
pub fn noncentral_t_above(t: f64, df: f64, noncentrality: f64) -> f64 {
    const STEPS: u32 = 600;
    let width = (45.0 / df).sqrt();
    // To the left the density of ln u falls as u^ν only, to the right faster than a normal one.
    let (low, high) = (-width - 45.0 / df, width);
    let step = (high - low) / f64::from(STEPS);
    let half = df / 2.0;
    let constant = std::f64::consts::LN_2 + half * (half.ln() - 1.0) - ln_gamma(half);
    let sum: f64 = (0..=STEPS)
        .map(|at| {
            let w = low + step * f64::from(at);
            let density = constant + df * (w - 0.5 * (2.0 * w).exp_m1());
            density.exp() * normal_cdf(noncentrality - t * w.exp())
        })
        .sum();
    sum * step
}

/// The chance that a t test of two sides sees a difference of `d` SDs.
pub fn power(d: f64, n_first: f64, n_second: f64, alpha: f64) -> f64 {
    let df = n_first + n_second - 2.0;
    let noncentrality = d.abs() * (n_first * n_second / (n_first + n_second)).sqrt();
    let critical = two_sided_t(1.0 - alpha, df);
    noncentral_t_above(critical, df, noncentrality)
        + noncentral_t_above(critical, df, -noncentrality)
}

/// How many on each side to see a difference of `d` SDs with such power; infinite when hopeless.
pub fn n_for_difference(d: f64, power: f64, alpha: f64) -> f64 {
    let seen = |n: f64| self::power(d, n, n, alpha) - power;
    let normal = normal_quantile(1.0 - alpha / 2.0) + normal_quantile(power);
    let guess = 2.0 * (normal / d).powi(2);
    if guess.is_nan() || guess >= MOST {
        return f64::INFINITY;
    }
    if seen(2.0) >= 0.0 {
        return 2.0;
    }
    root(2.0, guess + 10.0, guess, |n| (seen(n), 0.0))
}

/// The difference in SDs that `n` on each side see with such power; infinite below two.
pub fn detectable(n: f64, power: f64, alpha: f64) -> f64 {
    if n < 2.0 {
        return f64::INFINITY;
    }
    let mut top = 4.0;
    while self::power(top, n, n, alpha) < power {
        top *= 2.0;
    }
    root(0.0, top, top / 2.0, |d| {
        (self::power(d, n, n, alpha) - power, 0.0)
    })
}

/// Half the width of the interval around a difference, in SDs, with `n` on each side.
pub fn half_width(n: f64, level: f64) -> f64 {
    two_sided_t(level, 2.0 * n - 2.0) * (2.0 / n).sqrt()
}

/// How many until a mean is known within ± `half` at that level: the least n ≥ 2 with t·s/√n ≤ half.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 2 and the most"
)]
pub fn n_for_precision(sd: f64, half: f64, level: f64) -> Option<u64> {
    let is_enough = |n: u64| two_sided_t(level, (n - 1) as f64) * sd / (n as f64).sqrt() <= half;
    let least = (normal_quantile(f64::midpoint(1.0, level)) * sd / half).powi(2);
    if least.is_nan() || least >= MOST {
        return None;
    }
    // t is wider than normal, so the answer lies just above; below ten it may lie well above.
    let mut n = (least as u64).max(2);
    while !is_enough(n) {
        n += 1;
    }
    Some(n)
}

/// How many on each side to see one share against another.
pub fn n_for_shares(first: f64, second: f64, power: f64, alpha: f64) -> f64 {
    let spread = |share: f64| share * (1.0 - share);
    let middle = f64::midpoint(first, second);
    let reach = normal_quantile(1.0 - alpha / 2.0) * (2.0 * spread(middle)).sqrt()
        + normal_quantile(power) * (spread(first) + spread(second)).sqrt();
    (reach / (first - second)).powi(2)
}

/// `n` on each side, dealt so that the second gets `times` as many as the first, for the same
/// standard error.
pub fn unequal(n: f64, times: f64) -> (f64, f64) {
    let first = n * (1.0 + 1.0 / times) / 2.0;
    (first, times * first)
}

/// How many times more values it takes when `m` come from each cluster.
pub fn design_effect(m: f64, icc: f64) -> f64 {
    1.0 + (m - 1.0) * icc
}

/// The size of clusters that counts for [`design_effect`] where they are uneven.
pub fn counting_size(sizes: &[u64]) -> f64 {
    let squares: f64 = sizes.iter().map(|&m| (m as f64).powi(2)).sum();
    squares / sizes.iter().sum::<u64>() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::distribution::t_above;
    use proptest::prelude::*;

    #[track_caller]
    fn check(given: f64, expected: f64, digits: f64) {
        assert!(
            (given - expected).abs() < digits,
            "{given} is not {expected}"
        );
    }

    // R's power.t.test looks at one tail only.
    #[test]
    fn one_tail_as_r_prints_it() {
        let one_tail = |n: f64, d: f64| {
            let df = 2.0 * n - 2.0;
            noncentral_t_above(two_sided_t(0.95, df), df, d * (n / 2.0).sqrt())
        };
        check(one_tail(20.0, 1.0), 0.868_952_8, 5e-8);
        check(one_tail(22.021_10, 1.0), 0.90, 1e-7);
        check(one_tail(63.765_76, 0.5), 0.80, 1e-7);
    }

    #[test]
    fn without_noncentrality_it_is_t() {
        for df in [2.0, 3.5, 10.0, 300.0, 1e5] {
            for t in [0.0, 0.7, 2.0, 5.0] {
                check(noncentral_t_above(t, df, 0.0), t_above(t, df), 1e-10);
            }
        }
    }

    #[test]
    fn the_table_of_the_manual() {
        let row = |sd: f64| {
            [0.05, 0.10, 0.15, 0.20].map(|gap| n_for_difference(gap / sd, POWER, 0.05).ceil())
        };
        for (sd, expected) in [
            (0.10, [64.0, 17.0, 9.0, 6.0]),
            (0.15, [143.0, 37.0, 17.0, 10.0]),
            (0.20, [253.0, 64.0, 29.0, 17.0]),
            (0.25, [394.0, 100.0, 45.0, 26.0]),
        ] {
            for (n, expected) in row(sd).into_iter().zip(expected) {
                check(n, expected, 1e-9);
            }
        }
        check(detectable(4.0, POWER, 0.05), 2.38, 0.005);
        check(detectable(30.0, POWER, 0.05), 0.74, 0.005);
    }

    #[test]
    fn precision_by_hand() {
        // t(.975, 12) = 2.178813, ·.16/√13 = .09669; with 12: 2.200985·.16/√12 = .10166.
        assert_eq!(n_for_precision(0.16, 0.10, 0.95), Some(13));
        assert_eq!(n_for_precision(0.16, 10.0, 0.95), Some(2));
        assert_eq!(n_for_precision(0.16, 0.0, 0.95), None);
    }

    #[test]
    fn no_difference_takes_forever() {
        assert!(n_for_difference(0.0, POWER, 0.05).is_infinite());
        assert!(n_for_shares(0.5, 0.5, POWER, 0.05).is_infinite());
        assert!(detectable(1.0, POWER, 0.05).is_infinite());
        check(n_for_difference(100.0, POWER, 0.05), 2.0, 1e-9);
    }

    #[test]
    fn uneven_sides_and_clusters() {
        let (first, second) = unequal(20.0, 3.0);
        check(1.0 / first + 1.0 / second, 2.0 / 20.0, 1e-12);
        check(second / first, 3.0, 1e-12);
        check(counting_size(&[2, 2, 2]), 2.0, 1e-12);
        check(counting_size(&[1, 5]), 26.0 / 6.0, 1e-12);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn n_and_the_detectable_difference_are_inverse(d in 0.2..2.0, goal in 0.5..0.95) {
            let n = n_for_difference(d, goal, 0.05);
            prop_assume!(n > 2.0);
            prop_assert!((detectable(n, goal, 0.05) - d).abs() < 1e-6);
            prop_assert!((power(d, n, n, 0.05) - goal).abs() < 1e-9);
        }
    }
}
