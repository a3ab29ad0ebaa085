//! A straight line through points that may come in clusters.
//!
//! Ordinary least squares y = α + βx; the plain standard error with n − 2 degrees of freedom, and
//! the CR2 one with its Bell–McCaffrey degrees of freedom (Pustejovsky and Tipton 2018). With
//! M = (XᵀX)⁻¹, N_g = X_gᵀX_g and c picking the slope, the adjusted weights of cluster g stay in its column
//! space: A_g X_g M c = X_g b_g with b_g = (I − M N_g)^(−½) M c, so that two-by-two matrices do. No slope
//! without two different x; no clustered one below three clusters or when one decides alone.

use crate::stats::interval::Estimate;

/// From so many points on a line is worth fitting.
pub const LEAST_POINTS: usize = 20;

type Two = [[f64; 2]; 2];

/// A fitted line.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Line {
    /// The value at the mean of x.
    pub level: f64,
    /// The mean of x.
    pub at: f64,
    /// The slope, as if points were independent.
    pub plain: Estimate,
    /// The slope with clusters reckoned in.
    pub clustered: Option<Estimate>,
}

/// Fits a line to clusters of points `(x, y)`; `None` below three points or two different x.
pub fn line(clusters: &[Vec<(f64, f64)>]) -> Option<Line> {
    let points = || clusters.iter().flatten();
    let n = points().count() as f64;
    let at = points().map(|point| point.0).sum::<f64>() / n;
    let level = points().map(|point| point.1).sum::<f64>() / n;
    let squares: f64 = points().map(|point| (point.0 - at).powi(2)).sum();
    if n < 3.0 || squares <= 1e-12 * at.abs().max(1.0) {
        return None;
    }
    let slope = points().map(|point| (point.0 - at) * point.1).sum::<f64>() / squares;
    let residual = |point: &(f64, f64)| point.1 - level - slope * (point.0 - at);
    let left: f64 = points().map(|point| residual(point).powi(2)).sum();
    let clustered = clustered_slope(clusters, at, [n, squares], residual);
    Some(Line {
        level,
        at,
        plain: Estimate {
            value: slope,
            variance: left / (n - 2.0) / squares,
            df: n - 2.0,
        },
        clustered: clustered.map(|(variance, df)| Estimate {
            value: slope,
            variance,
            df,
        }),
    })
}

/// The CR2 variance and degrees of freedom of the slope; XᵀX is diagonal since x is centered.
fn clustered_slope(
    clusters: &[Vec<(f64, f64)>],
    at: f64,
    cross: [f64; 2],
    residual: impl Fn(&(f64, f64)) -> f64,
) -> Option<(f64, f64)> {
    let occupied: Vec<&Vec<(f64, f64)>> = clusters
        .iter()
        .filter(|points| !points.is_empty())
        .collect();
    if occupied.len() < 3 {
        return None;
    }
    let mut variance = 0.0;
    let (mut trace, mut squared) = (0.0, 0.0);
    let mut outer: Two = [[0.0; 2]; 2];
    for points in occupied {
        let mut own: Two = [[0.0; 2]; 2];
        let mut leftover = [0.0; 2];
        for point in points {
            let row = [1.0, point.0 - at];
            for i in 0..2 {
                leftover[i] += row[i] * residual(point);
                for j in 0..2 {
                    own[i][j] += row[i] * row[j];
                }
            }
        }
        let rest: Two = [
            [1.0 - own[0][0] / cross[0], -own[0][1] / cross[0]],
            [-own[1][0] / cross[1], 1.0 - own[1][1] / cross[1]],
        ];
        let weights = times(&inverse_root(&rest)?, [0.0, 1.0 / cross[1]]);
        variance += (weights[0] * leftover[0] + weights[1] * leftover[1]).powi(2);
        let pull = times(&own, weights);
        let length = weights[0] * pull[0] + weights[1] * pull[1];
        let shared = pull[0].powi(2) / cross[0] + pull[1].powi(2) / cross[1];
        trace += length - shared;
        squared += length * length - 2.0 * length * shared;
        for i in 0..2 {
            for j in 0..2 {
                outer[i][j] += pull[i] * pull[j];
            }
        }
    }
    for i in 0..2 {
        for j in 0..2 {
            squared += outer[i][j] * outer[j][i] / cross[i] / cross[j];
        }
    }
    (squared > 0.0 && trace > 0.0).then(|| (variance, trace * trace / squared))
}

/// K^(−½) of a two-by-two matrix with positive eigenvalues: K^½ = (K + √det·I)/√(tr + 2√det).
fn inverse_root(matrix: &Two) -> Option<Two> {
    let determinant = matrix[0][0] * matrix[1][1] - matrix[0][1] * matrix[1][0];
    if determinant < 1e-10 {
        return None;
    }
    let size = determinant.sqrt();
    let scale = (matrix[0][0] + matrix[1][1] + 2.0 * size).sqrt();
    let factor = 1.0 / (scale * size);
    Some([
        [factor * (matrix[1][1] + size), -factor * matrix[0][1]],
        [-factor * matrix[1][0], factor * (matrix[0][0] + size)],
    ])
}

fn times(matrix: &Two, vector: [f64; 2]) -> [f64; 2] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_a_root() {
        let matrix = [[0.8, -0.1], [-0.3, 0.6]];
        let root = inverse_root(&matrix).unwrap();
        // K · K^(−½) · K^(−½) = 1.
        for at in 0..2 {
            let unit = [f64::from(u8::from(at == 0)), f64::from(u8::from(at == 1))];
            let back = times(&matrix, times(&root, times(&root, unit)));
            assert!((back[0] - unit[0]).abs() < 1e-12 && (back[1] - unit[1]).abs() < 1e-12);
        }
        assert_eq!(inverse_root(&[[1.0, 1.0], [1.0, 1.0]]), None);
    }

    #[test]
    fn by_hand() {
        // Through (0,0), (1,1), (2,1), (3,2): slope .6, residuals −.1 .3 −.3 .1, s² = .2/2, Σx² = 5.
        let points = [(0.0, 0.0), (1.0, 1.0), (2.0, 1.0), (3.0, 2.0)];
        let clusters: Vec<Vec<(f64, f64)>> = points.iter().map(|&point| vec![point]).collect();
        let line = line(&clusters).unwrap();
        assert!((line.plain.value - 0.6).abs() < 1e-12);
        assert!((line.plain.variance - 0.02).abs() < 1e-12);
        assert!((line.level - 1.0).abs() < 1e-12 && (line.at - 1.5).abs() < 1e-12);
    }

    #[test]
    fn clusters_against_whole_matrices() {
        // Expected: CR2 and Bell–McCaffrey from full n×n matrices, computed with numpy.
        let clusters = [
            vec![(1.0, 0.62), (2.0, 0.66), (5.0, 0.71)],
            vec![(1.0, 0.80), (3.0, 0.78)],
            vec![(2.0, 0.55), (4.0, 0.69), (6.0, 0.72), (8.0, 0.70)],
            vec![(3.0, 0.91)],
            vec![(5.0, 0.60), (7.0, 0.88)],
        ];
        let slope = line(&clusters).unwrap().clustered.unwrap();
        assert!((slope.value - EXPECTED[0]).abs() < 1e-9, "{slope:?}");
        assert!((slope.variance - EXPECTED[1]).abs() < 1e-9, "{slope:?}");
        assert!((slope.df - EXPECTED[2]).abs() < 1e-9, "{slope:?}");
    }

    const EXPECTED: [f64; 3] = [
        0.009_137_199_434_229_068,
        0.000_132_506_731_879_680_4,
        2.485_750_942_449_117_3,
    ];

    #[test]
    fn no_line_without_two_places_and_none_clustered_below_three_clusters() {
        assert_eq!(line(&[vec![(1.0, 0.5), (1.0, 0.6), (1.0, 0.7)]]), None);
        assert_eq!(line(&[]), None);
        let two = [vec![(0.0, 0.1), (1.0, 0.4)], vec![(0.0, 0.2), (2.0, 0.3)]];
        assert_eq!(line(&two).unwrap().clustered, None);
    }
}
