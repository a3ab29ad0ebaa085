//! Many tests at once: p adjusted so that a list of them may be read.
//!
//! Holm 1979 (the chance of even one false finding, any dependence), Bonferroni, Hochberg 1988 (as
//! Holm, for independent tests), Benjamini and Hochberg 1995 (the share of false among the found).
//! Adjusted p come in the order given, are never below their p and never above 1.

/// Holm's adjusted p, for a few comparisons that each matter.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let n = p.len();
    let mut floor = 0.0_f64;
    adjusted(p, (0..n).collect(), |place, p| {
        floor = floor.max(p * (n - place) as f64);
        floor
    })
}

/// Benjamini and Hochberg's adjusted p, for long lists.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let n = p.len() as f64;
    stepped_up(p, |place| n / (place + 1) as f64)
}

/// Hochberg's adjusted p.
pub fn hochberg(p: &[f64]) -> Vec<f64> {
    let n = p.len();
    stepped_up(p, |place| (n - place) as f64)
}

/// Bonferroni's adjusted p.
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    p.iter()
        .map(|each| (each * p.len() as f64).min(1.0))
        .collect()
}

/// From the largest p down: none may exceed one that was larger before.
fn stepped_up(p: &[f64], factor: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut ceiling = 1.0_f64;
    adjusted(p, (0..p.len()).rev().collect(), |place, p| {
        ceiling = ceiling.min(p * factor(place));
        ceiling
    })
}

/// Adjusts each p by its place among the sorted, visiting the places as told.
fn adjusted(p: &[f64], places: Vec<usize>, mut adjust: impl FnMut(usize, f64) -> f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&left, &right| p[left].total_cmp(&p[right]));
    let mut all = vec![1.0; p.len()];
    for place in places {
        all[order[place]] = adjust(place, p[order[place]]).min(1.0);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(given: &[f64], expected: &[f64]) {
        assert_eq!(given.len(), expected.len());
        for (given, expected) in given.iter().zip(expected) {
            assert!((given - expected).abs() < 1e-12, "{given} {expected}");
        }
    }

    #[test]
    fn by_hand() {
        let p = [0.04, 0.01, 0.03];
        check(&holm(&p), &[0.06, 0.03, 0.06]);
        check(&hochberg(&p), &[0.04, 0.03, 0.04]);
        check(&benjamini_hochberg(&p), &[0.04, 0.03, 0.04]);
        check(&bonferroni(&p), &[0.12, 0.03, 0.09]);
        check(&holm(&[]), &[]);
    }

    proptest! {
        #[test]
        fn adjusting_never_helps_and_keeps_the_order(p in prop::collection::vec(0.0..=1.0, 1..20)) {
            for all in [holm(&p), benjamini_hochberg(&p), hochberg(&p), bonferroni(&p)] {
                for (at, adjusted) in all.iter().enumerate() {
                    prop_assert!(*adjusted >= p[at] && *adjusted <= 1.0);
                    for (other, value) in p.iter().enumerate() {
                        prop_assert!(*value < p[at] || all[other] >= *adjusted);
                    }
                }
            }
        }
    }
}
