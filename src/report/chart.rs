//! A chart as data: points over time, the limits of their noise, and where the line breaks. How it
//! is drawn is for `render`.

use crate::model::share::Share;

/// Points over time; all figures are shares, 0..=1.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// What the points are, for the key below: `mean of the month`.
    pub points_are: String,
    /// What a marked point is: `more than noise`.
    pub marks_are: String,
    /// The points, rising in time.
    pub points: Vec<ChartPoint>,
    /// What is aimed for.
    pub aim: Option<Share>,
}

/// A point of a chart.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartPoint {
    /// When, as short as can be: `May 26`.
    pub label: String,
    /// The figure.
    pub value: f64,
    /// The limits at its place, where there are any.
    pub limits: Option<ChartLimits>,
    /// Whether it is marked.
    pub is_marked: bool,
    /// Whether nothing joins it to the point before: the line breaks here.
    pub breaks: bool,
}

/// The limits at the place of a point; may lie beyond 0..=1, where nothing can reach them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ChartLimits {
    /// The lower.
    pub low: f64,
    /// The middle.
    pub center: f64,
    /// The upper.
    pub high: f64,
}

/// A line of bars, one for each figure, from the lowest (`low`) to the highest (`high`) of what it
/// is set beside; an empty place where a line breaks (`None`).
pub fn sparkline(values: &[Option<f64>], low: f64, high: f64) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let bar = |value: f64| {
        let part = if high > low {
            (value - low) / (high - low)
        } else {
            0.5
        };
        let level = (part * 8.0).floor().clamp(0.0, 7.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the places of the bars"
        )]
        let place = level as usize;
        BARS[place]
    };
    let bars = values.iter().map(|value| value.map_or(' ', bar));
    bars.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_rise_with_the_figures() {
        let line = |values: &[f64]| {
            let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
            sparkline(&values, 0.0, 0.8)
        };
        assert_eq!(line(&[0.0, 0.1, 0.45, 0.8]), "▁▂▅█");
        assert_eq!(sparkline(&[Some(0.8), None, Some(0.0)], 0.0, 0.8), "█ ▁");
        assert_eq!(sparkline(&[Some(0.5)], 0.5, 0.5), "▅");
        assert_eq!(sparkline(&[], 0.0, 1.0), "");
    }
}
