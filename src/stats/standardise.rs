//! Two means compared over the same mix of strata, and how much of the crude difference is mix.
//!
//! Direct standardisation: ȳ = Σ π_c ȳ_c over strata c that both sides have, π fixed; its uncertainty is
//! made in [`super::common_mix`]. Kitagawa 1955: with a_c, b_c the shares of stratum c in each side and
//! x_c, y_c its means, difference = Σ (x_c − y_c)(a_c + b_c)/2 (rates) + Σ (a_c − b_c)(x_c + y_c)/2 (mix).
//! Strata that one side lacks are named by their place; the plain means hold them, so what they make of
//! the plain difference is mix: there mix = plain difference − rates over the strata that both have.

use crate::stats::describe::Sums;

/// One stratum: both sides' values and its weight in the common mix.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stratum {
    /// The first side.
    pub first: Sums,
    /// The second side.
    pub second: Sums,
    /// The weight; only its size among the others counts.
    pub weight: f64,
}

/// What the weights of strata are, when not told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mix {
    /// Every stratum alike.
    Equal,
    /// As often as in both sides together.
    Pooled,
}

/// Two means over a common mix.
#[derive(Clone, PartialEq, Debug)]
pub struct Reweighted {
    /// The plain means over all strata.
    pub crude: [f64; 2],
    /// The means over the common mix.
    pub common: [f64; 2],
    /// First minus second over the common mix.
    pub difference: f64,
    /// Kitagawa: what the difference would be with the average mix on both sides.
    pub rate_effect: f64,
    /// What the two mixes alone make, with the strata that one side lacks.
    pub mix_effect: f64,
    /// The places of strata that one side lacks.
    pub left_out: Vec<usize>,
}

impl Reweighted {
    /// The crude difference, over all strata.
    pub fn crude_difference(&self) -> f64 {
        self.crude[0] - self.crude[1]
    }

    /// Whether the crude difference must not be the headline: it has the other sign, or the mix
    /// makes more than half of it.
    pub fn is_crude_misleading(&self) -> bool {
        let crude = self.crude_difference();
        let other_sign =
            crude * self.difference < 0.0 && crude.abs().min(self.difference.abs()) > 1e-9;
        other_sign || self.mix_effect.abs() > crude.abs() / 2.0 + 1e-9
    }
}

/// The strata of two sides with the weights of a mix.
pub fn strata(cells: &[(Sums, Sums)], mix: Mix) -> Vec<Stratum> {
    cells
        .iter()
        .map(|&(first, second)| Stratum {
            first,
            second,
            weight: match mix {
                Mix::Equal => 1.0,
                Mix::Pooled => (first.n() + second.n()) as f64,
            },
        })
        .collect()
}

/// Compares two sides over the mix of the weights; `None` when no stratum has both.
pub fn reweighted(strata: &[Stratum]) -> Option<Reweighted> {
    let is_shared =
        |stratum: &Stratum| stratum.first.n() > 0 && stratum.second.n() > 0 && stratum.weight > 0.0;
    let left_out = (0..strata.len())
        .filter(|&place| !is_shared(&strata[place]))
        .collect();
    let shared: Vec<&Stratum> = strata
        .iter()
        .filter(|&stratum| is_shared(stratum))
        .collect();
    let n = |side: fn(&Stratum) -> Sums| -> f64 {
        let values = shared.iter().map(|stratum| side(stratum).n());
        values.sum::<u64>() as f64
    };
    let (n_first, n_second) = (n(|stratum| stratum.first), n(|stratum| stratum.second));
    let plain = |side: fn(&Stratum) -> Sums| strata.iter().map(side).sum::<Sums>().mean();
    let crude = [
        plain(|stratum| stratum.first)?,
        plain(|stratum| stratum.second)?,
    ];
    let weights: f64 = shared.iter().map(|stratum| stratum.weight).sum();
    if shared.is_empty() {
        return None;
    }
    let mut common = [0.0; 2];
    let mut rate_effect = 0.0;
    for stratum in shared {
        let (x, y) = (stratum.first.mean()?, stratum.second.mean()?);
        let weight = stratum.weight / weights;
        common[0] += weight * x;
        common[1] += weight * y;
        let in_first = stratum.first.n() as f64 / n_first;
        let in_second = stratum.second.n() as f64 / n_second;
        rate_effect += (x - y) * f64::midpoint(in_first, in_second);
    }
    Some(Reweighted {
        crude,
        common,
        difference: common[0] - common[1],
        rate_effect,
        mix_effect: crude[0] - crude[1] - rate_effect,
        left_out,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_stratum_is_no_mix() {
        let cells = [(Sums::of(&[0.5, 0.7]), Sums::of(&[0.2, 0.4]))];
        let same = reweighted(&strata(&cells, Mix::Equal)).unwrap();
        assert!((same.difference - 0.3).abs() < 1e-12);
        assert!(same.mix_effect.abs() < 1e-12 && !same.is_crude_misleading());
    }

    #[test]
    fn what_one_side_lacks_is_named_and_left_out() {
        let cells = [
            (Sums::of(&[0.9]), Sums::default()),
            (Sums::of(&[0.5]), Sums::of(&[0.2, 0.4])),
        ];
        let shared = reweighted(&strata(&cells, Mix::Pooled)).unwrap();
        assert_eq!(shared.left_out, [0]);
        // By hand: .7 - .3 as they are, .5 - .3 where both have some; the first of .9 makes the rest.
        assert!((shared.crude_difference() - 0.4).abs() < 1e-12);
        assert!((shared.difference - 0.2).abs() < 1e-12);
        assert!((shared.mix_effect - 0.2).abs() < 1e-12);
        assert_eq!(reweighted(&strata(&cells[..1], Mix::Equal)), None);
    }

    #[test]
    fn a_difference_mostly_of_mix_misleads_even_with_the_right_sign() {
        // Equal sizes of cells but for the first side's many good ones: .1 of rates, .3 of mix.
        let of = |good: u64, poor: u64, rates: [f64; 2]| {
            let cell = |n: u64, rate: f64| Sums::of(&vec![rate; usize::try_from(n).unwrap()]);
            [cell(good, rates[0]), cell(poor, rates[1])]
        };
        let misleads = |first: [Sums; 2], second: [Sums; 2]| {
            let cells = [(first[0], second[0]), (first[1], second[1])];
            let found = reweighted(&strata(&cells, Mix::Equal)).unwrap();
            assert!(found.crude_difference() > 0.0 && found.difference > 0.0);
            found.is_crude_misleading()
        };
        assert!(misleads(of(9, 1, [0.9, 0.5]), of(2, 8, [0.8, 0.4])));
        assert!(!misleads(of(6, 4, [0.9, 0.5]), of(5, 5, [0.7, 0.3])));
    }

    #[test]
    fn the_other_sign_misleads_even_without_any_mix() {
        // Nine in ten where the first is ahead by .1, one where it is behind by .3; equal weights.
        let ahead = (Sums::of(&[0.6; 9]), Sums::of(&[0.5; 9]));
        let behind = (Sums::of(&[0.4]), Sums::of(&[0.7]));
        let found = reweighted(&strata(&[ahead, behind], Mix::Equal)).unwrap();
        assert!((found.crude_difference() - 0.06).abs() < 1e-12);
        assert!((found.difference + 0.1).abs() < 1e-12 && found.mix_effect.abs() < 1e-12);
        assert!(found.is_crude_misleading());
    }

    proptest! {
        #[test]
        fn the_mix_is_kitagawas_where_all_strata_are_shared(
            cells in prop::collection::vec((0_u64..9, 1_u64..9, 0_u64..9, 1_u64..9), 1..6)
        ) {
            let cells: Vec<(Sums, Sums)> = cells
                .into_iter()
                .map(|(k, n, j, m)| (Sums::of_counts(k.min(n), n), Sums::of_counts(j.min(m), m)))
                .collect();
            let all = reweighted(&strata(&cells, Mix::Pooled)).unwrap();
            let n = |side: fn(&(Sums, Sums)) -> Sums| cells.iter().map(side).sum::<Sums>().n() as f64;
            let (first, second) = (n(|cell| cell.0), n(|cell| cell.1));
            let mix = cells.iter().map(|(x, y)| {
                let apart = x.n() as f64 / first - y.n() as f64 / second;
                apart * f64::midpoint(x.mean().unwrap(), y.mean().unwrap())
            });
            prop_assert!((all.mix_effect - mix.sum::<f64>()).abs() < 1e-12);
        }
    }
}
