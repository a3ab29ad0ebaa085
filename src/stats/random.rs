//! Chance from a seed: the same draws on every machine and in every version.
//!
//! ChaCha with 12 rounds (Bernstein 2008); the seed fills the first eight bytes of its key. Whole
//! numbers below n by multiplication and rejection (Lemire 2019), so that none is likelier.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::stats::distribution::normal_quantile;

/// A stream of draws.
#[derive(Clone, Debug)]
pub struct Random(ChaCha12Rng);

impl Random {
    /// The stream of a seed.
    pub fn seeded(seed: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        Self(ChaCha12Rng::from_seed(key))
    }

    /// 64 even bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A whole number below `n`, each as likely; 0 for `n` = 0.
    #[expect(clippy::cast_possible_truncation, reason = "below n, which is a usize")]
    pub fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        if n == 0 {
            return 0;
        }
        let unfair = n.wrapping_neg() % n;
        loop {
            let wide = u128::from(self.bits()) * u128::from(n);
            if wide as u64 >= unfair {
                return (wide >> 64) as usize;
            }
        }
    }

    /// A number strictly between 0 and 1.
    pub fn fraction(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// A draw from the normal distribution of mean 0 and SD 1.
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.fraction())
    }

    /// Puts the values in random order, each order as likely (Fisher and Yates).
    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_a_seed_stays_as_it_is() {
        // The first words of ChaCha12 with an empty key: draft-strombergson-chacha-test-vectors-01, TC1.
        let mut random = Random::seeded(0);
        assert_eq!(
            random.bits().to_le_bytes(),
            [0x9b, 0xf4, 0x9a, 0x6a, 0x07, 0x55, 0xf9, 0x53]
        );
        // And with a key of one and noughts, by another implementation.
        let mut random = Random::seeded(1);
        assert_eq!(
            random.bits().to_le_bytes(),
            [0x12, 0x05, 0x6e, 0x59, 0x5d, 0x56, 0xb0, 0xf6]
        );
    }

    #[test]
    fn draws_are_even() {
        let mut random = Random::seeded(7);
        let mut seen = [0_i32; 6];
        for _ in 0..60_000 {
            seen[random.below(6)] += 1;
        }
        // SD of a count is 91.
        assert!(seen.iter().all(|n| (n - 10_000).abs() < 400), "{seen:?}");
        assert_eq!(random.below(0), 0);
        assert_eq!(random.below(1), 0);
        let mean = (0..10_000).map(|_| random.fraction()).sum::<f64>() / 1e4;
        assert!((mean - 0.5).abs() < 0.012);
    }

    #[test]
    fn every_order_comes() {
        let mut random = Random::seeded(3);
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..6000 {
            let mut letters = ['a', 'b', 'c'];
            random.shuffle(&mut letters);
            *seen.entry(letters).or_insert(0_i32) += 1;
        }
        assert_eq!(seen.len(), 6);
        assert!(seen.values().all(|n| (n - 1000).abs() < 120), "{seen:?}");
    }

    #[test]
    fn normal_draws_have_the_normal_spread() {
        let mut random = Random::seeded(11);
        let draws: Vec<f64> = (0..10_000).map(|_| random.normal()).collect();
        let sums = crate::stats::describe::Sums::of(&draws);
        assert!(sums.mean().unwrap().abs() < 0.04);
        assert!((sums.sd().unwrap() - 1.0).abs() < 0.03);
    }
}
