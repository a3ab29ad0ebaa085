//! Student's t, normal, beta, binomial and F probabilities and quantiles. The only file that names statrs.
//!
//! Probabilities stand on statrs' incomplete beta and error functions (about 1e-11). Quantiles are
//! solved here by Newton steps within a bracket: statrs' inverse of t is wrong by 8e-4 at a million
//! degrees of freedom and does not return at 1e9. The incomplete beta loses digits as its parameters
//! grow, so above a thousand degrees t is taken to normal as G. W. Hill did (Algorithm 395, 1970):
//! with w = √(a ln(1 + t²/ν)), a = ν − ½, b = 48a², z = w + (w³ + 3w)/b
//! − (4w⁷ + 33w⁵ + 240w³ + 855w)/(10b(b + 0.8w⁴ + 100)), there good to 1e-15.
//! Degrees of freedom are positive and may be fractions; probabilities lie within 0..=1.

use statrs::function::beta::beta_reg;
use statrs::function::{erf, gamma};

/// From where t is taken to normal.
const MANY: f64 = 1e3;

/// P(Z ≤ z).
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erf::erfc(-z / std::f64::consts::SQRT_2)
}

/// z with P(Z ≤ z) = p; infinite at 0 and 1.
pub fn normal_quantile(p: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erf::erfc_inv(2.0 * p)
}

/// z with P(|Z| ≤ z) = level.
pub fn two_sided_z(level: f64) -> f64 {
    normal_quantile(0.5 + level / 2.0)
}

/// P(T > t).
pub fn t_above(t: f64, df: f64) -> f64 {
    if t < 0.0 {
        1.0 - t_above(-t, df)
    } else if df > MANY {
        normal_cdf(-normal_of_t(t, df))
    } else if t * t < df {
        // Near the middle the other tail of the beta keeps the digits.
        0.5 - 0.5 * beta_reg(0.5, df / 2.0, t * t / (df + t * t))
    } else {
        0.5 * beta_reg(df / 2.0, 0.5, df / (df + t * t))
    }
}

/// z that is as far out as t ≥ 0, at many degrees of freedom.
fn normal_of_t(t: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return t;
    }
    let a = df - 0.5;
    let b = 48.0 * a * a;
    let w = (a * (t * t / df).ln_1p()).sqrt();
    let third = w * (855.0 + w * w * (240.0 + w * w * (33.0 + w * w * 4.0)));
    w + (w.powi(3) + 3.0 * w) / b - third / (10.0 * b * (b + 0.8 * w.powi(4) + 100.0))
}

/// P(|T| ≥ |t|).
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    (2.0 * t_above(t.abs(), df)).min(1.0)
}

/// t with P(T ≤ t) = p.
pub fn t_quantile(p: f64, df: f64) -> f64 {
    if p < 0.5 {
        return -t_quantile(1.0 - p, df);
    }
    let tail = 1.0 - p;
    if tail <= 0.0 {
        return f64::INFINITY;
    }
    if df.is_infinite() {
        return normal_quantile(p);
    }
    let density = t_density_constant(df);
    let slope = |t: f64| {
        if df > MANY {
            (-normal_of_t(t, df).powi(2) / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
        } else {
            (density - f64::midpoint(df, 1.0) * (t * t / df).ln_1p()).exp()
        }
    };
    let z = normal_quantile(p);
    let start = z + (z.powi(3) + z) / (4.0 * df);
    let mut top = 2.0 + 2.0 * start;
    while t_above(top, df) > tail {
        top *= 2.0;
    }
    root(0.0, top, start, |t| (tail - t_above(t, df), slope(t)))
}

/// t with P(|T| ≤ t) = level.
pub fn two_sided_t(level: f64, df: f64) -> f64 {
    t_quantile(0.5 + level / 2.0, df)
}

/// ln of the t density at 0.
fn t_density_constant(df: f64) -> f64 {
    ln_gamma(f64::midpoint(df, 1.0)) - ln_gamma(df / 2.0) - 0.5 * (df * std::f64::consts::PI).ln()
}

/// ln Γ(x).
pub fn ln_gamma(x: f64) -> f64 {
    gamma::ln_gamma(x)
}

/// x with `P(X ≤ x) = p` for X of Beta(a, b).
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let constant = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
    root(0.0, 1.0, a / (a + b), |x| {
        let density = constant + (a - 1.0) * x.ln() + (b - 1.0) * (-x).ln_1p();
        (beta_reg(a, b, x) - p, density.exp())
    })
}

/// f with P(F ≤ f) = p for F with `above` and `below` degrees of freedom.
pub fn f_quantile(p: f64, above: f64, below: f64) -> f64 {
    let x = beta_quantile(p, above / 2.0, below / 2.0);
    below * x / (above * (1.0 - x))
}

/// P(F > f) for F with `above` and `below` degrees of freedom.
pub fn f_above(f: f64, above: f64, below: f64) -> f64 {
    beta_reg(below / 2.0, above / 2.0, below / (below + above * f))
}

/// P(K ≤ k) for K successes of n at even odds.
pub fn even_binomial_cdf(k: u64, n: u64) -> f64 {
    if k >= n {
        1.0
    } else {
        beta_reg((n - k) as f64, k as f64 + 1.0, 0.5)
    }
}

/// P(K = k) for K successes of n at even odds, k ≤ n.
pub fn even_binomial(k: u64, n: u64) -> f64 {
    let (k, n) = (k.min(n - k) as f64, n as f64);
    if k <= 0.0 {
        return (-n).exp2();
    }
    (ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0) - n * std::f64::consts::LN_2)
        .exp()
}

/// Where a rising function of (value, slope) meets 0 within `low..high`: Newton steps, halving the
/// bracket whenever a step would leave it.
pub fn root(mut low: f64, mut high: f64, start: f64, function: impl Fn(f64) -> (f64, f64)) -> f64 {
    let middle = |low: f64, high: f64| low + (high - low) / 2.0;
    let mut x = if start > low && start < high {
        start
    } else {
        middle(low, high)
    };
    // A bracket of floating numbers cannot be halved more often than this.
    for _ in 0..200 {
        let (value, slope) = function(x);
        if value == 0.0 {
            return x;
        }
        if value < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let step = x - value / slope;
        let next = if step > low && step < high {
            step
        } else {
            middle(low, high)
        };
        if (next - x).abs() <= 1e-15 * x.abs() || next <= low || next >= high {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: f64, expected: f64) {
        assert!(
            (given - expected).abs() < 1e-9 * expected.abs().max(1.0),
            "{given} is not {expected}"
        );
    }

    // The expected figures are those of scipy 1.17.
    #[test]
    fn t_quantiles_at_any_degrees() {
        check(t_quantile(0.975, 1.0), 12.706_204_736_174_7);
        check(
            t_quantile(0.975, 2.861_313_868_613_139),
            3.271_514_327_528_945,
        );
        check(t_quantile(0.975, 10.0), 2.228_138_851_964_939);
        check(t_quantile(0.025, 10.0), -2.228_138_851_964_939);
        check(t_quantile(0.95, 1e5), 1.644_868_864_784_969);
        check(t_quantile(0.975, 1e6), 1.959_966_356_814_107);
        check(t_quantile(0.975, 1e9), 1.959_963_986_912_325);
        check(t_quantile(0.975, 1e15), 1.959_963_984_540_056);
        check(t_quantile(0.995, 0.7), 364.935_202_982_452_2);
        check(t_quantile(0.5, 3.0), 0.0);
        assert!(t_quantile(1.0, 3.0).is_infinite());
    }

    #[test]
    fn t_tails_are_one_curve() {
        check(t_two_sided(2.0, 5.0), 0.101_939_478_829_858_3);
        check(t_two_sided(0.0, 5.0), 1.0);
        check(t_two_sided(1e-9, 5.0), 1.0 - 7.592_133_588e-10);
        check(t_above(-1.0, 4.0), 1.0 - t_above(1.0, 4.0));
        check(
            t_above(1.5, 1e3 * 0.999_999_999),
            t_above(1.5, 1e3 * 1.000_000_001),
        );
        // By mpmath's incomplete beta, to thirty digits.
        check(t_above(1.7, 884_304.817), 0.044_565_638_587_767_98);
        check(t_above(1.7, f64::INFINITY), normal_cdf(-1.7));
        for df in [0.5, 1.0, 3.7, 40.0, 2e5, 3e7] {
            for p in [0.55, 0.8, 0.9, 0.95, 0.975, 0.999_99] {
                check(1.0 - t_above(t_quantile(p, df), df), p);
            }
        }
    }

    #[test]
    fn normal_beta_and_f() {
        check(normal_cdf(-1.0), 0.158_655_253_931_457_05);
        check(two_sided_z(0.95), 1.959_963_984_540_054);
        check(beta_quantile(0.025, 81.0, 183.0), 0.252_736_745_585_271_37);
        check(beta_quantile(0.5, 0.5, 0.5), 0.5);
        check(f_quantile(0.95, 5.0, 18.0), 2.772_853_152_997_829_5);
        check(f_above(2.772_853_152_997_829_5, 5.0, 18.0), 0.05);
    }

    #[test]
    fn even_odds() {
        check(even_binomial_cdf(0, 6), 1.0 / 64.0);
        check(even_binomial_cdf(2, 14), 106.0 / 16384.0);
        check(even_binomial_cdf(6, 6), 1.0);
        check(even_binomial(3, 6), 20.0 / 64.0);
    }
}
