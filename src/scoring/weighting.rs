//! Rules 4 and 5 of the house: sections of items, and the base of sections. Computed in `f64` in item
//! order from unrounded parts; whoever gives a figure out rounds it once.

use crate::model::scorecard::Rule;
use crate::model::share::{Credit, Points};

/// The items of a section that count, in the standard's order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Judged {
    /// The section's weight, where sections have one.
    pub weight: Option<Points>,
    /// Points and credit of each item that counts; without bonus items.
    pub items: Vec<(Points, Credit)>,
}

impl Judged {
    fn points(&self) -> f64 {
        self.items.iter().map(|(points, _)| points.value()).sum()
    }

    /// What it comes to; `None` when nothing in it counts.
    fn score(&self) -> Option<f64> {
        pooled(self.items.iter().copied())
    }
}

/// What sections of judged items come to; nothing here is rounded.
#[derive(Clone, PartialEq, Debug)]
pub struct Weighed {
    /// How the base was made.
    pub rule: Rule,
    /// The score of each section; `None` where nothing was judged.
    pub scores: Vec<Option<f64>>,
    /// The part of each section in the base, after renormalising; 0 without a score.
    pub parts: Vec<f64>,
    /// The base; `None` when nothing was judged.
    pub base: Option<f64>,
    /// Σ points judged, over all sections.
    pub points: f64,
}

/// Σ points·credit / Σ points of items as if they were one section; `None` when nothing was judged.
pub fn pooled(items: impl Iterator<Item = (Points, Credit)>) -> Option<f64> {
    let (mut points, mut earned) = (0.0, 0.0);
    for (of_item, credit) in items {
        points += of_item.value();
        earned += of_item.value() * credit.value();
    }
    (points > 0.0).then(|| earned / points)
}

/// Weighs sections: by their weights where they have one, renormalised over those with a score;
/// else by the points of all their items.
pub fn weigh(sections: &[Judged]) -> Weighed {
    let is_weighted = sections.iter().any(|section| section.weight.is_some());
    let scores: Vec<Option<f64>> = sections.iter().map(Judged::score).collect();
    let items = || sections.iter().flat_map(|section| &section.items);
    let points: f64 = items().map(|(points, _)| points.value()).sum();
    let weights: Vec<f64> = sections
        .iter()
        .zip(&scores)
        .map(|(section, score)| match (score, section.weight) {
            (None, _) => 0.0,
            (Some(_), _) if !is_weighted => section.points(),
            (Some(_), weight) => weight.map_or(0.0, Points::value),
        })
        .collect();
    let all: f64 = weights.iter().sum();
    // Only a section in which something was judged has a score, and so a weight here.
    let base = (all > 0.0).then(|| {
        if is_weighted {
            let score_of = |score: &Option<f64>| score.unwrap_or(0.0);
            weights
                .iter()
                .zip(&scores)
                .map(|(w, score)| w * score_of(score))
                .sum::<f64>()
                / all
        } else {
            pooled(items().copied()).unwrap_or_default()
        }
    });
    let part = |weight: &f64| if all > 0.0 { weight / all } else { 0.0 };
    Weighed {
        rule: if is_weighted {
            Rule::WeightedSections
        } else {
            Rule::PooledPoints
        },
        parts: weights.iter().map(part).collect(),
        scores,
        base,
        points,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(weight: Option<f64>, items: &[(f64, f64)]) -> Judged {
        let item = |(points, credit): &(f64, f64)| {
            (Points::new(*points).unwrap(), Credit::new(*credit).unwrap())
        };
        Judged {
            weight: weight.map(|w| Points::new(w).unwrap()),
            items: items.iter().map(item).collect(),
        }
    }

    #[test]
    fn the_two_rules_differ() {
        let (a, b) = (
            [(1.0, 1.0)],
            [(1.0, 0.0), (1.0, 1.0), (1.0, 1.0), (1.0, 1.0)],
        );
        let pooled = weigh(&[judged(None, &a), judged(None, &b)]);
        assert_eq!(
            (pooled.rule, pooled.base),
            (Rule::PooledPoints, Some(4.0 / 5.0))
        );
        let weighted = weigh(&[judged(Some(1.0), &a), judged(Some(1.0), &b)]);
        assert_eq!(
            (weighted.rule, weighted.base),
            (Rule::WeightedSections, Some(7.0 / 8.0))
        );
    }

    #[test]
    fn a_section_without_a_score_gives_its_weight_to_the_others() {
        let weighed = weigh(&[
            judged(Some(20.0), &[(1.0, 1.0)]),
            judged(Some(50.0), &[]),
            judged(Some(30.0), &[(1.0, 0.0)]),
        ]);
        assert_eq!(weighed.scores, [Some(1.0), None, Some(0.0)]);
        assert_eq!(weighed.parts, [0.4, 0.0, 0.6]);
        assert_eq!(weighed.base, Some(0.4));
    }

    #[test]
    fn nothing_judged_has_no_base() {
        assert_eq!(
            weigh(&[judged(Some(20.0), &[]), judged(Some(80.0), &[])]).base,
            None
        );
        assert_eq!(weigh(&[]).base, None);
    }
}
