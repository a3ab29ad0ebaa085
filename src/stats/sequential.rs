//! Looking again and again at what accumulates: how often luck passes for a finding.
//!
//! Armitage, McPherson and Rowe 1969: after each of k equal steps the sum S of normal increments is
//! tested at |S| > c√k. The density of S among series not yet stopped is carried from look to look
//! by f(s) = ∫ f(u) φ(s − u) du over |u| < c√k, with Simpson's rule. Pocock 1977: the level at each look
//! that leaves the whole at α.

use crate::stats::distribution::{normal_quantile, root, two_sided_z};

/// The chance of at least one finding where there is none, with a test of level `alpha` at each of
/// so many looks.
pub fn overall_level(alpha: f64, looks: usize) -> f64 {
    if looks == 0 {
        return 0.0;
    }
    let critical = two_sided_z(1.0 - alpha);
    let mut grid = Grid::new(critical);
    let mut density: Vec<f64> = grid.points.iter().map(|&s| normal(s)).collect();
    for look in 2..=looks {
        let next = Grid::new(critical * (look as f64).sqrt());
        density = next
            .points
            .iter()
            .map(|s| {
                let carried = grid.points.iter().zip(&density);
                grid.integral(carried.map(|(u, density)| density * normal(s - u)))
            })
            .collect();
        grid = next;
    }
    1.0 - grid.integral(density.into_iter())
}

/// The level of each of so many looks that leaves the whole at `alpha`.
pub fn pocock_level(alpha: f64, looks: usize) -> f64 {
    if looks < 2 {
        return alpha;
    }
    root(alpha / looks as f64, alpha, alpha / 2.0, |level| {
        (overall_level(level, looks) - alpha, 0.0)
    })
}

/// The z of such a level.
pub fn critical_z(level: f64) -> f64 {
    -normal_quantile(level / 2.0)
}

struct Grid {
    points: Vec<f64>,
    step: f64,
}

impl Grid {
    fn new(reach: f64) -> Self {
        // An even number of steps; a twentieth of the SD of an increment is plenty.
        const STEPS: u32 = 240;
        let step = 2.0 * reach / f64::from(STEPS);
        Self {
            points: (0..=STEPS)
                .map(|at| -reach + step * f64::from(at))
                .collect(),
            step,
        }
    }

    fn integral(&self, values: impl Iterator<Item = f64>) -> f64 {
        let last = self.points.len() - 1;
        let sum: f64 = values
            .enumerate()
            .map(|(at, value)| {
                let weight = if at == 0 || at == last {
                    1.0
                } else if at % 2 == 1 {
                    4.0
                } else {
                    2.0
                };
                weight * value
            })
            .sum();
        sum * self.step / 3.0
    }
}

fn normal(z: f64) -> f64 {
    (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_is_one_test() {
        assert!((overall_level(0.05, 1) - 0.05).abs() < 1e-8);
        assert!((pocock_level(0.05, 1) - 0.05).abs() < 1e-12);
        assert!(overall_level(0.05, 0) <= 0.0);
    }

    #[test]
    fn each_look_adds() {
        let levels: Vec<f64> = (1..6).map(|looks| overall_level(0.05, looks)).collect();
        assert!(
            levels.windows(2).all(|pair| pair[0] < pair[1]),
            "{levels:?}"
        );
        assert!(levels[4] < 0.25);
    }

    #[test]
    fn the_level_of_each_look_leaves_the_whole() {
        let level = pocock_level(0.05, 3);
        assert!((overall_level(level, 3) - 0.05).abs() < 1e-9);
        assert!((critical_z(0.05) - 1.959_963_985).abs() < 1e-9);
    }
}
