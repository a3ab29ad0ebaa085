//! Two raters and a square table: Cohen's kappa, plain and weighted.
//!
//! Cohen 1960, 1968: κ = (p_o − p_e)/(1 − p_e), weighted 1 − Σ v_ij p_ij / Σ v_ij p_i. p_.j with v the
//! disagreement of cells; their standard errors by Fleiss, Cohen and Everitt 1969, also under no agreement.
//! Rows are the first rater's categories, columns the second's. Undefined (0/0) when both used one
//! category only; then only the share of agreement can be said.

use crate::stats::distribution::two_sided_z;
use crate::stats::interval::Interval;

/// Cohen's kappa of a table.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Cohen {
    /// How many units.
    pub n: f64,
    /// The share that agrees.
    pub observed: f64,
    /// The share that would by chance.
    pub expected: f64,
    /// Kappa; `None` when one answer was ever used.
    pub kappa: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// Its standard error if raters only guessed.
    pub se_guessing: Option<f64>,
}

impl Cohen {
    /// The interval of kappa.
    pub fn interval(&self, level: f64) -> Option<Interval> {
        Some(Interval::around(self.kappa?, two_sided_z(level) * self.se?))
    }
}

/// How far apart two categories of a scale are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Distance {
    /// By steps.
    Linear,
    /// By squared steps: for scales.
    Quadratic,
}

/// Kappa of a table of counts; `None` when it is empty.
pub fn cohen(table: &[Vec<f64>]) -> Option<Cohen> {
    let Shares {
        n,
        cells,
        rows,
        columns,
    } = shares(table)?;
    let q = cells.len();
    let observed: f64 = (0..q).map(|k| cells[k][k]).sum();
    let expected: f64 = (0..q).map(|k| rows[k] * columns[k]).sum();
    let room = 1.0 - expected;
    let kappa = (room > 1e-12).then(|| (observed - expected) / room);
    let se = kappa.map(|kappa| {
        let left = 1.0 - kappa;
        let mut sum = -(kappa - expected * left).powi(2);
        for i in 0..q {
            sum += cells[i][i] * (1.0 - (rows[i] + columns[i]) * left).powi(2);
            for j in (0..q).filter(|&j| j != i) {
                sum += left * left * cells[i][j] * (columns[i] + rows[j]).powi(2);
            }
        }
        (sum.max(0.0) / n).sqrt() / room
    });
    let se_guessing = kappa.map(|_| {
        let sum: f64 = (0..q)
            .map(|k| rows[k] * columns[k] * (rows[k] + columns[k]))
            .sum();
        ((expected + expected * expected - sum).max(0.0) / n).sqrt() / room
    });
    Some(Cohen {
        n,
        observed,
        expected,
        kappa,
        se,
        se_guessing,
    })
}

/// Weighted kappa for categories in the order of a scale; `None` when undefined.
pub fn weighted(table: &[Vec<f64>], distance: Distance) -> Option<f64> {
    weighted_by(table, |row, column| {
        let steps = row.abs_diff(column) as f64;
        match distance {
            Distance::Linear => steps,
            Distance::Quadratic => steps * steps,
        }
    })
}

/// Weighted kappa with the disagreement of each pair of categories; `None` when undefined.
pub fn weighted_by(table: &[Vec<f64>], disagreement: impl Fn(usize, usize) -> f64) -> Option<f64> {
    let Shares {
        cells,
        rows,
        columns,
        ..
    } = shares(table)?;
    let (mut observed, mut expected) = (0.0, 0.0);
    for (i, row) in cells.iter().enumerate() {
        for (j, cell) in row.iter().enumerate() {
            observed += disagreement(i, j) * cell;
            expected += disagreement(i, j) * rows[i] * columns[j];
        }
    }
    (expected > 1e-12).then(|| 1.0 - observed / expected)
}

struct Shares {
    n: f64,
    cells: Vec<Vec<f64>>,
    rows: Vec<f64>,
    columns: Vec<f64>,
}

fn shares(table: &[Vec<f64>]) -> Option<Shares> {
    let n: f64 = table.iter().flatten().sum();
    let cells: Vec<Vec<f64>> = table
        .iter()
        .map(|row| row.iter().map(|count| count / n).collect())
        .collect();
    let rows = cells.iter().map(|row| row.iter().sum()).collect();
    let columns = (0..cells.len())
        .map(|k| cells.iter().map(|row| row[k]).sum())
        .collect();
    (n > 0.0).then_some(Shares {
        n,
        cells,
        rows,
        columns,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_and_no_agreement() {
        let full = cohen(&[vec![5.0, 0.0], vec![0.0, 5.0]]).unwrap();
        assert!((full.kappa.unwrap() - 1.0).abs() < 1e-12 && full.se.unwrap() < 1e-9);
        let none = cohen(&[vec![0.0, 5.0], vec![5.0, 0.0]]).unwrap();
        assert!((none.kappa.unwrap() + 1.0).abs() < 1e-12);
    }

    #[test]
    fn with_two_categories_weights_change_nothing() {
        let table = [vec![20.0, 5.0], vec![10.0, 15.0]];
        for distance in [Distance::Linear, Distance::Quadratic] {
            assert!((weighted(&table, distance).unwrap() - 0.4).abs() < 1e-12);
        }
    }

    #[test]
    fn nothing_or_one_answer_only() {
        assert_eq!(cohen(&[]), None);
        assert_eq!(cohen(&[vec![0.0, 0.0], vec![0.0, 0.0]]), None);
        let one = [vec![30.0, 0.0], vec![0.0, 0.0]];
        assert_eq!(cohen(&one).unwrap().kappa, None);
        assert_eq!(weighted(&one, Distance::Linear), None);
    }
}
