//! Sides beside one another: which stand in one table, so that it fits a terminal of 80 columns, and
//! what of a figure stands below each.

use super::comparison_verdicts::{BLANK, cells};
use super::{Cell, Column};
use crate::analysis::compare::StandardComparison;
use crate::analysis::measure::Measure;
use crate::analysis::ruler::Line;
use crate::analysis::side::Side;
use crate::model::visit::Role;

/// Others beside our own in one table.
const BESIDE_OWN: usize = 2;

/// The sides of one table: the own one first, where there is one.
pub(super) struct Beside {
    /// Their places in the comparison.
    pub(super) places: Vec<usize>,
    /// The place of the side that gaps are taken from.
    reference: Option<usize>,
}

/// The sides, so many as stand beside each other.
pub(super) fn beside(one: &StandardComparison) -> Vec<Beside> {
    beside_by(one, BESIDE_OWN)
}

/// The sides, so many others beside our own.
pub(super) fn beside_by(one: &StandardComparison, n: usize) -> Vec<Beside> {
    let reference = one.reference();
    let others: Vec<usize> = (0..one.sides.len())
        .filter(|place| Some(*place) != reference)
        .collect();
    if others.is_empty() {
        return vec![Beside {
            places: reference.into_iter().collect(),
            reference,
        }];
    }
    let n = n + usize::from(reference.is_none());
    others
        .chunks(n)
        .map(|others| Beside {
            places: reference
                .into_iter()
                .chain(others.iter().copied())
                .collect(),
            reference,
        })
        .collect()
}

/// True when any gap of the comparison has an interval.
pub(super) fn has_intervals(one: &StandardComparison) -> bool {
    let findings = one.lines.iter().flat_map(|line| &line.findings);
    findings.flatten().any(|finding| finding.interval.is_some())
}

impl Beside {
    /// The own side beside all these.
    pub(super) fn of(reference: usize, others: Vec<usize>) -> Self {
        let own = std::iter::once(reference);
        Self {
            places: own.chain(others).collect(),
            reference: Some(reference),
        }
    }

    /// One side by itself.
    pub(super) fn alone(place: usize) -> Self {
        Self {
            places: vec![place],
            reference: None,
        }
    }

    /// The columns: what it is about, then each side, with the gap, where it likely lies and the
    /// verdict behind those that have one.
    pub(super) fn columns(
        &self,
        one: &StandardComparison,
        first: &str,
        has_gaps: bool,
    ) -> Vec<Column> {
        let mut columns = vec![column("figure", first, 0)];
        let is_crowded = self.places.len() > 2;
        let is_plain = !has_gaps || !self.places.iter().any(|place| self.has_gap(one, *place));
        for place in &self.places {
            let name = one.sides[*place].organisation.as_str();
            if is_plain {
                columns.push(column("side", name, 0));
                continue;
            }
            columns.push(column("side", "Score", 0).below(name));
            if self.has_gap(one, *place) {
                // With one rival the gap is what one came for; with two it can be worked out.
                columns.push(column("gap", "Gap", u8::from(is_crowded)).below(name));
                if has_intervals(one) {
                    columns.push(column("likely", "Likely", 3).below(name));
                }
                columns.push(column("verdict", "Verdict", 0).below(name));
            }
        }
        columns
    }

    fn has_gap(&self, one: &StandardComparison, place: usize) -> bool {
        self.reference.is_some() && one.sides[place].role == Role::Competitor
    }

    /// A row: a cell for each side, with gap, interval and verdict behind those that have one.
    pub(super) fn row(
        &self,
        one: &StandardComparison,
        label: String,
        cell: impl Fn(usize) -> Cell,
        gap: Option<&dyn Fn(usize) -> [Cell; 3]>,
    ) -> Vec<Cell> {
        let mut row = vec![Cell::Text(label)];
        for place in &self.places {
            row.push(cell(*place));
            if let Some(gap) = gap
                && self.has_gap(one, *place)
            {
                let [gap, likely, verdict] = gap(*place);
                row.push(gap);
                row.extend(has_intervals(one).then_some(likely));
                row.push(verdict);
            }
        }
        row
    }

    /// The row of a line: means and gaps.
    pub(super) fn line(&self, one: &StandardComparison, label: String, line: &Line) -> Vec<Cell> {
        self.row(
            one,
            label,
            |place| mean(&line.measures[place], &one.sides[place]),
            Some(&|place| Self::gap(one, line, place)),
        )
    }

    /// The gap, where it likely lies and the verdict; the gap only where it may be taken.
    pub(super) fn gap(one: &StandardComparison, line: &Line, place: usize) -> [Cell; 3] {
        let gap = one
            .gap(line, place)
            .filter(|_| one.is_gap_fair(line, place));
        let Some(gap) = gap else {
            return [Cell::Missing(""), BLANK, BLANK];
        };
        let finding = line.findings.get(place).and_then(Option::as_ref);
        let [likely, verdict] = cells(finding);
        [Cell::Gap(gap), likely, verdict]
    }
}

pub(super) fn column(key: &str, title: &str, may_go: u8) -> Column {
    Column::new(key, title, may_go)
}

/// A mean, with its n where not all visits of the side are in it.
pub(super) fn mean(measure: &Measure, side: &Side) -> Cell {
    match measure.mean() {
        None => Cell::Missing(""),
        Some(mean) if measure.n_visits() == side.n_visits() => Cell::Mean(mean),
        Some(mean) => Cell::MeanOf(mean, measure.n_visits()),
    }
}
