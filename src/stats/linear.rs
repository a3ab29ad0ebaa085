//! Small symmetric matrices: eigenvalues by Jacobi's rotations, and linear systems by Cholesky.
//!
//! Golub and Van Loan 2013, 8.5 (cyclic Jacobi) and 4.2 (Cholesky). Meant for tens of rows, not
//! thousands. Only what lies on and below the diagonal is read by [`solved`].

/// Rows of equal length.
pub type Matrix = Vec<Vec<f64>>;

/// Eigenvalues, and the eigenvector of each as a row.
#[derive(Clone, PartialEq, Debug)]
pub struct Eigen {
    /// The eigenvalues, in no particular order.
    pub values: Vec<f64>,
    /// The eigenvectors, each a row of length 1.
    pub vectors: Matrix,
}

impl Eigen {
    /// Σ f(λ) v vᵀ: a function of the matrix.
    pub fn function(&self, f: impl Fn(f64) -> f64) -> Matrix {
        let n = self.values.len();
        let mut sum = vec![vec![0.0; n]; n];
        for (value, vector) in self.values.iter().zip(&self.vectors) {
            let factor = f(*value);
            for (row, left) in sum.iter_mut().zip(vector) {
                for (place, right) in row.iter_mut().zip(vector) {
                    *place += factor * left * right;
                }
            }
        }
        sum
    }

    /// The least eigenvalue; infinite without any.
    pub fn least(&self) -> f64 {
        self.values.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

/// The eigenvalues and eigenvectors of a symmetric matrix.
pub fn eigen(matrix: &[Vec<f64>]) -> Eigen {
    let n = matrix.len();
    let mut left = matrix.to_vec();
    let mut vectors: Matrix = (0..n)
        .map(|row| {
            (0..n)
                .map(|column| f64::from(u8::from(row == column)))
                .collect()
        })
        .collect();
    // Convergence is quadratic: six sweeps are usual, sixty never needed.
    for _ in 0..60 {
        let off: f64 = (0..n)
            .flat_map(|row| (0..row).map(move |column| (row, column)))
            .map(|(row, column)| left[row][column].powi(2))
            .sum();
        if off < 1e-30 {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                if left[p][q].abs() > 1e-300 {
                    rotate(&mut left, &mut vectors, p, q);
                }
            }
        }
    }
    Eigen {
        values: (0..n).map(|at| left[at][at]).collect(),
        vectors,
    }
}

/// Turns the plane of p and q so that their entry vanishes.
fn rotate(left: &mut Matrix, vectors: &mut Matrix, p: usize, q: usize) {
    let theta = (left[q][q] - left[p][p]) / (2.0 * left[p][q]);
    let tangent = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = tangent * cosine;
    let turn = |a: f64, b: f64| (cosine * a - sine * b, sine * a + cosine * b);
    for row in left.iter_mut() {
        (row[p], row[q]) = turn(row[p], row[q]);
    }
    for rows in [left, vectors] {
        let (above, below) = rows.split_at_mut(q);
        for (upper, lower) in above[p].iter_mut().zip(&mut below[0]) {
            (*upper, *lower) = turn(*upper, *lower);
        }
    }
}

/// x with matrix·x = right, for a symmetric matrix; `None` unless it is positive definite.
pub fn solved(matrix: &[Vec<f64>], right: &[f64]) -> Option<Vec<f64>> {
    let n = matrix.len();
    let mut lower: Matrix = vec![vec![0.0; n]; n];
    for row in 0..n {
        for column in 0..=row {
            let products: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
            let rest = matrix[row][column] - products;
            lower[row][column] = if row > column {
                rest / lower[column][column]
            } else if rest > 1e-12 * matrix[row][row].abs() {
                rest.sqrt()
            } else {
                return None;
            };
        }
    }
    let mut x = right.to_vec();
    for row in 0..n {
        let known: f64 = (0..row).map(|k| lower[row][k] * x[k]).sum();
        x[row] = (x[row] - known) / lower[row][row];
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| lower[k][row] * x[k]).sum();
        x[row] = (x[row] - known) / lower[row][row];
    }
    Some(x)
}

/// The inner product.
pub fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter()
        .zip(right)
        .map(|(left, right)| left * right)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_by_two_by_hand() {
        let mut values = eigen(&[vec![2.0, 1.0], vec![1.0, 2.0]]).values;
        values.sort_by(f64::total_cmp);
        assert!((values[0] - 1.0).abs() < 1e-12 && (values[1] - 3.0).abs() < 1e-12);
        let x = solved(&[vec![2.0, 1.0], vec![1.0, 2.0]], &[3.0, 3.0]).unwrap();
        assert!((x[0] - 1.0).abs() < 1e-12 && (x[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn singular_systems_have_no_solution() {
        assert_eq!(solved(&[vec![1.0, 1.0], vec![1.0, 1.0]], &[1.0, 1.0]), None);
        assert_eq!(solved(&[vec![0.0]], &[1.0]), None);
        assert_eq!(solved(&[], &[]), Some(Vec::new()));
        assert!(eigen(&[]).values.is_empty());
    }

    proptest! {
        #[test]
        fn eigenvectors_make_the_matrix_again_and_solutions_fit(
            entries in prop::collection::vec(-1.0..1.0, 36), n in 1_usize..6,
        ) {
            let root: Matrix = entries.chunks(n).take(n).map(<[f64]>::to_vec).collect();
            let square: Matrix = (0..n)
                .map(|row| (0..n).map(|column| dot(&root[row], &root[column])
                    + f64::from(u8::from(row == column)) * 0.1).collect())
                .collect();
            let again = eigen(&square).function(|value| value);
            let ones = vec![1.0; n];
            let x = solved(&square, &ones).unwrap();
            for row in 0..n {
                prop_assert!((dot(&square[row], &x) - 1.0).abs() < 1e-9);
                for column in 0..n {
                    prop_assert!((again[row][column] - square[row][column]).abs() < 1e-10);
                }
            }
        }
    }
}
