//! What one's own visits lose, item by item: of the hundred points of a total, how many an average
//! visit loses there, before bonus and caps. Each visit is weighed by what was judged in it, so that
//! what all items lose adds up to a hundred less the mean base; an item that came up seldom costs
//! little, however badly it went.

use std::collections::BTreeMap;

use super::compare::StandardComparison;
use super::ruler::{Basis, Line, Subject};
use crate::model::answer::Answer;
use crate::model::order::InOrder;
use crate::model::share::Points;

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
/// was lost. Points and weights are those that each visit was scored with; across major versions those
/// of the newest.
pub fn points_lost<'c, 'a>(one: &'c StandardComparison<'a>) -> Vec<Lost<'c, 'a>> {
    let Some(reference) = one.reference() else {
        return Vec::new();
    };
    let mut of_items = vec![0.0; one.catalogue.items.len()];
    let mut n_visits = 0.0;
    let visits = &one.sides[reference].visits;
    let marks = visits.first().map_or(&[][..], |scored| &scored.roll.marks);
    let of_marks: Vec<Option<Judged>> = (0..marks.len())
        .map(|number| judged(one, number, &marks[number].answer))
        .collect();
    let mut judged = Vec::new();
    for scored in visits {
        judged.clear();
        judged.extend(scored.numbers().filter_map(|number| of_marks[number]));
        // Stable: of one item the order of the rows stays.
        if !judged.is_sorted_by_key(|it| it.item) {
            judged.order_by_key(|it| it.item);
        }
        n_visits += f64::from(u8::from(!judged.is_empty()));
        for (item, lost) in of_total(&judged) {
            of_items[item] += lost;
        }
    }
    let mut lost: Vec<Lost> = one
        .lines
        .iter()
        .filter_map(|line| {
            let Subject::Item(item) = line.subject else {
                return None;
            };
            (of_items[item] > 0.0).then_some(Lost {
                item,
                line,
                per_visit: of_items[item] / n_visits,
            })
        })
        .collect();
    lost.order_by(|a, b| b.per_visit.total_cmp(&a.per_visit));
    lost
}

/// An item that counts in a visit.
#[derive(Clone, Copy)]
struct Judged {
    item: usize,
    section: usize,
    weight: Option<f64>,
    points: f64,
    missed: f64,
}

/// What a mark says of its item, where it counts.
fn judged(one: &StandardComparison, number: usize, answer: &Answer) -> Option<Judged> {
    let catalogue = &one.catalogue;
    let item = catalogue.place_of_mark(number)?;
    let entry = &catalogue.items[item];
    if !answer.status.counts() || answer.bonus || !one.basis.holds(item) {
        return None;
    }
    let (points, section, weight) = match &one.basis {
        Basis::Totals => {
            let section = catalogue.section_place(&answer.section)?;
            (answer.points, section, answer.section_weight)
        }
        Basis::CommonItems(_) => {
            let weight = catalogue.sections[entry.section].weight;
            (entry.points, entry.section, weight)
        }
    };
    Some(Judged {
        item,
        section,
        weight: weight.map(Points::value),
        points: points.value(),
        missed: 1.0 - answer.credit?.value(),
    })
    .filter(|it| it.points > 0.0)
}

/// What each item of a visit takes from its total: by the points of all of them, or, where sections
/// have weights, by those of its section and the weight of that among the sections that were judged.
fn of_total(judged: &[Judged]) -> impl Iterator<Item = (usize, f64)> {
    let is_weighted = judged.iter().any(|it| it.weight.is_some());
    // Points and weight of each section; one alone where they have no weights.
    let section = move |it: &Judged| if is_weighted { it.section } else { 0 };
    let mut sections: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for it in judged {
        let (points, weight) = sections.entry(section(it)).or_default();
        *points += it.points;
        *weight = if is_weighted {
            it.weight.unwrap_or(0.0)
        } else {
            1.0
        };
    }
    let weights: f64 = sections.values().map(|(_, weight)| weight).sum();
    judged.iter().filter(move |_| weights > 0.0).map(move |it| {
        let (points, weight) = sections[&section(it)];
        (it.item, weight / weights * it.points / points * it.missed)
    })
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

    #[test]
    fn what_did_not_apply_weighs_nothing_and_all_adds_up() {
        // By hand: with `last` left out 3/4 and 1/4 of the total, with all three 3/5, 1/5 and 1/5.
        let answers = [
            "dear=no,cheap=no,last=not_applicable",
            "dear=no,cheap=no,last=no",
        ];
        let expected = [("dear", "67.5"), ("cheap", "22.5"), ("last", "10.0")];
        check([None, None], &answers, &expected);
        // Weighted 20 to 80, the first visit has its first section alone: .75 and .25 of all of it.
        let expected = [("dear", "45.0"), ("last", "40.0"), ("cheap", "15.0")];
        check([Some(20.0), Some(80.0)], &answers, &expected);
    }

    #[test]
    fn each_version_is_weighed_by_its_own_items() {
        let version = |version, names: &[&str]| {
            let items = names.iter().map(|name| item(name, yes_no())).collect();
            standard("kiosk", version, vec![("all", items)])
        };
        let (first, second) = (
            version("1.0.0", &["a", "b"]),
            version("1.1.0", &["a", "c", "d"]),
        );
        let visits = [
            visit(&first, "Us", Role::Own, 1, "a=no,b=no"),
            visit(&second, "Us", Role::Own, 2, "a=no,c=no,d=no"),
        ];
        let roll = crate::analysis::scored::roll(&visits);
        let all = crate::analysis::scored::scored(&roll, |wanted| {
            [&first, &second]
                .into_iter()
                .find(|standard| standard.fingerprint == wanted.fingerprint)
        });
        let all = compare(&all, &Settings::default()).unwrap();
        let lost: Vec<f64> = points_lost(&all.standards[0])
            .iter()
            .map(|lost| lost.per_visit)
            .collect();
        // By hand: a 1/2 and 1/3, b 1/2, c and d 1/3, each over two visits.
        for (lost, expected) in lost.iter().zip([5.0 / 12.0, 0.25, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((lost - expected).abs() < 1e-12, "{lost}");
        }
        assert!((lost.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
