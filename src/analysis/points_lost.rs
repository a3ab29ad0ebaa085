//! What one's own visits lose, item by item: of the hundred points of a total, how many an average
//! visit loses there. An item that came up seldom costs little, however badly it went.

use super::compare::StandardComparison;
use super::ruler::{Line, Subject};
use crate::model::share::WHOLE;

/// What an item costs.
#[derive(Clone, Copy, Debug)]
pub struct Lost<'c, 'a> {
    /// The item's place in the catalogue.
    pub item: usize,
    /// Its line.
    pub line: &'c Line<'a>,
    /// What an average visit loses of the total, 0..=1.
    pub per_visit: f64,
}

/// What each item costs the side that gaps are taken from, the dearest first; nothing where nothing
/// was lost. Weights are those of the standard as it stands: points of its section, and the section's
/// weight where there is one.
pub fn points_lost<'c, 'a>(one: &'c StandardComparison<'a>) -> Vec<Lost<'c, 'a>> {
    let Some(reference) = one.reference() else {
        return Vec::new();
    };
    let n_visits = one.sides[reference].n_visits() as f64;
    let items = one.catalogue.items.iter().enumerate();
    let in_total: Vec<usize> = items
        .filter(|(place, item)| item.counts && !item.bonus && one.basis.holds(*place))
        .map(|(place, _)| place)
        .collect();
    let points = |section: Option<usize>| -> f64 {
        let items = in_total.iter().map(|place| &one.catalogue.items[*place]);
        items
            .filter(|item| section.is_none_or(|section| item.section == section))
            .map(|item| item.points.value())
            .sum()
    };
    let weight = |section: usize| {
        let weight = one.catalogue.sections[section].weight;
        weight.map(crate::model::share::Points::value)
    };
    let weights: f64 = (0..one.catalogue.sections.len())
        .filter(|section| points(Some(*section)) > 0.0)
        .filter_map(weight)
        .sum();
    let mut lost: Vec<Lost> = one
        .lines
        .iter()
        .filter_map(|line| {
            let Subject::Item(item) = line.subject else {
                return None;
            };
            let entry = &one.catalogue.items[item];
            if !in_total.contains(&item) {
                return None;
            }
            let of_total = match weight(entry.section) {
                Some(weight) if weights > 0.0 => {
                    weight / weights * entry.points.value() / points(Some(entry.section))
                }
                _ => entry.points.value() / points(None),
            };
            let sums = line.measures[reference].sums();
            let missed = (sums.n * u64::from(WHOLE) - sums.sum) as f64 / f64::from(WHOLE);
            Some(Lost {
                item,
                line,
                per_visit: of_total * missed / n_visits,
            })
        })
        .filter(|lost| lost.per_visit > 0.0)
        .collect();
    lost.sort_by(|a, b| b.per_visit.total_cmp(&a.per_visit));
    lost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::compare::{Settings, compare};
    use crate::analysis::sample::{item, scored, standard, visit, yes_no};
    use crate::model::share::Points;
    use crate::model::visit::Role;

    /// What each item costs, in points of a hundred, the dearest first.
    #[track_caller]
    fn check(weights: [Option<f64>; 2], answers: &[&str], expected: &[(&str, &str)]) {
        let mut dear = item("dear", yes_no());
        dear.points = Points::new(3.0).unwrap();
        let mut one = standard(
            "kiosk",
            "1.0.0",
            vec![
                ("first", vec![dear, item("cheap", yes_no())]),
                ("second", vec![item("last", yes_no())]),
            ],
        );
        for (section, weight) in one.sections.iter_mut().zip(weights) {
            section.weight = weight.and_then(Points::new);
        }
        let visits: Vec<_> = (1..)
            .zip(answers)
            .map(|(day, answers)| visit(&one, "Us", Role::Own, day, answers))
            .collect();
        let scored = scored(&one, &visits);
        let all = compare(&scored, &Settings::default()).unwrap();
        let lost: Vec<(String, String)> = points_lost(&all.standards[0])
            .iter()
            .map(|lost| {
                let id = all.standards[0].catalogue.items[lost.item].id.to_string();
                (id, format!("{:.1}", lost.per_visit * 100.0))
            })
            .collect();
        let lost: Vec<(&str, &str)> = lost.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(lost, expected);
    }

    #[test]
    fn what_an_item_costs_by_hand() {
        let answers = ["dear=no,cheap=no,last=yes", "dear=yes,cheap=no,last=no"];
        // Pooled: 3 of 5 points lost in one of two visits, 1 of 5 in both, 1 of 5 in one.
        check(
            [None, None],
            &answers,
            &[("dear", "30.0"), ("cheap", "20.0"), ("last", "10.0")],
        );
        // Weighted 20 to 80: 3/4 and 1/4 of .2, and all of .8.
        check(
            [Some(20.0), Some(80.0)],
            &answers,
            &[("last", "40.0"), ("dear", "7.5"), ("cheap", "5.0")],
        );
        check([None, None], &["dear=yes,cheap=yes,last=yes"], &[]);
    }

    #[test]
    fn what_seldom_came_up_costs_little() {
        // Once in three visits: 1 of 5 points, a third of the time.
        let answers = [
            "dear=yes,cheap=yes,last=no",
            "dear=yes,cheap=yes,last=not_applicable",
            "dear=yes,cheap=yes,last=not_applicable",
        ];
        check([None, None], &answers, &[("last", "6.7")]);
    }
}
