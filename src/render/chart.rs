//! A chart in letters: a scale of percent, points, the middle and the limits, breaks as a line from
//! top to bottom. Marks differ in shape; colour would add nothing.

use unicode_width::UnicodeWidthStr;

use crate::model::order::InOrder;
use crate::model::text::visible_line;
use crate::report::chart::{Chart, ChartPoint};

use super::layout::wrapped;

/// Columns of the scale: `100 ┤`.
const SCALE: usize = 5;

/// Columns that a point takes where there is room.
const WIDEST_STEP: usize = 10;

/// More rows than these are tall.
const MOST_ROWS: usize = 13;

/// Steps of the scale in percent, the finest first.
const UNITS: [usize; 3] = [2, 5, 10];

/// A scale shows at least so many percent.
const NARROWEST: f64 = 20.0;

const POINT: char = '●';
const MARKED: char = '◆';
const MIDDLE: char = '─';
const LIMIT: char = '┄';
const AIM: char = '·';
const BREAK: char = '┊';

/// Gives the lines of a chart no wider than `width`; none without points.
pub(super) fn chart(chart: &Chart, width: usize) -> Vec<String> {
    let room = width.saturating_sub(SCALE).max(1);
    let shown = fitting(&chart.points, room);
    if shown.is_empty() {
        return Vec::new();
    }
    let scale = Scale::of(chart, shown);
    let n_breaks = shown.iter().skip(1).filter(|point| point.breaks).count();
    let step = ((room - n_breaks) / shown.len()).clamp(1, WIDEST_STEP);
    let mut canvas = Canvas::new(scale.n_rows());
    let mut starts = Vec::new();
    for (n, point) in shown.iter().enumerate() {
        if n > 0 && point.breaks {
            canvas.column(|_| BREAK);
        }
        starts.push(canvas.n_columns() + step / 2);
        for column in 0..step {
            let drawn = |row: usize| scale.drawn(chart, point, row, column == step / 2);
            canvas.column(drawn);
        }
    }
    let mut lines: Vec<String> = canvas
        .rows
        .iter()
        .enumerate()
        .map(|(row, text)| format!("{:>3} ┤{text}", scale.percent(row)))
        .collect();
    lines.push(format!("    └{}", "─".repeat(canvas.n_columns())));
    lines.push(" ".repeat(SCALE) + &labels(shown, &starts, canvas.n_columns()));
    lines.extend(wrapped(&key(chart, shown), width));
    if shown.len() < chart.points.len() {
        let note = format!("The last {} of {} points.", shown.len(), chart.points.len());
        lines.extend(wrapped(&note, width));
    }
    lines
        .into_iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// The last points that fit, a column each and one for each break.
fn fitting(points: &[ChartPoint], room: usize) -> &[ChartPoint] {
    let mut taken = 0;
    let mut start = points.len();
    while start > 0 {
        let needed = 1 + usize::from(points[start - 1].breaks && start > 1);
        if taken + needed > room {
            break;
        }
        taken += needed;
        start -= 1;
    }
    &points[start..]
}

/// From which percent to which, by which steps.
struct Scale {
    lowest: usize,
    highest: usize,
    unit: usize,
}

impl Scale {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "percent, clamped to 0..=100"
    )]
    fn of(chart: &Chart, points: &[ChartPoint]) -> Self {
        let ends = points.iter().flat_map(|point| {
            let limits = point.limits.map(|it| [it.low, it.high]);
            let limits = limits.into_iter().flatten();
            limits.chain([point.value]).collect::<Vec<_>>()
        });
        let aim = chart.aim.map(crate::model::share::Share::value);
        let percents = ends
            .chain(aim)
            .map(|share| (share * 100.0).clamp(0.0, 100.0));
        let (low, high) = percents.fold((100.0_f64, 0.0_f64), |(low, high), percent| {
            (low.min(percent), high.max(percent))
        });
        // A few points close together would else look like mountains.
        let middle = f64::midpoint(low, high).clamp(NARROWEST / 2.0, 100.0 - NARROWEST / 2.0);
        let low = low.min(middle - NARROWEST / 2.0);
        let high = high.max(middle + NARROWEST / 2.0);
        let scale = |unit: usize| Self {
            lowest: (low - 1e-9).max(0.0) as usize / unit * unit,
            highest: ((high - 1e-9).max(0.0).ceil() as usize).div_ceil(unit) * unit,
            unit,
        };
        let fits = |scale: &Self| scale.n_rows() <= MOST_ROWS;
        UNITS.into_iter().map(scale).find(fits).unwrap_or(Self {
            lowest: 0,
            highest: 100,
            unit: 10,
        })
    }

    fn n_rows(&self) -> usize {
        self.highest.saturating_sub(self.lowest) / self.unit + 1
    }

    /// The percent of a row, from the top.
    fn percent(&self, row: usize) -> usize {
        self.highest - row * self.unit
    }

    /// True where a share lies nearest to a row; what is off the scale is in none.
    fn is_at(&self, share: f64, row: usize) -> bool {
        let rows = (self.highest as f64 - share * 100.0) / self.unit as f64;
        (rows.round() - row as f64).abs() < 0.25
    }

    fn drawn(&self, chart: &Chart, point: &ChartPoint, row: usize, is_middle: bool) -> char {
        if is_middle && self.is_at(point.value, row) {
            return if point.is_marked { MARKED } else { POINT };
        }
        let is_possible = |share: f64| (0.0..=1.0).contains(&share);
        match point.limits {
            Some(it) if self.is_at(it.center, row) => MIDDLE,
            Some(it) if is_possible(it.low) && self.is_at(it.low, row) => LIMIT,
            Some(it) if is_possible(it.high) && self.is_at(it.high, row) => LIMIT,
            _ if chart.aim.is_some_and(|aim| self.is_at(aim.value(), row)) => AIM,
            _ => ' ',
        }
    }
}

struct Canvas {
    rows: Vec<String>,
    n_columns: usize,
}

impl Canvas {
    fn new(n_rows: usize) -> Self {
        Self {
            rows: vec![String::new(); n_rows],
            n_columns: 0,
        }
    }

    fn n_columns(&self) -> usize {
        self.n_columns
    }

    fn column(&mut self, drawn: impl Fn(usize) -> char) {
        for (n, row) in self.rows.iter_mut().enumerate() {
            row.push(drawn(n));
        }
        self.n_columns += 1;
    }
}

/// The labels below the points, as many as fit: the first, the last, then the others from the left.
fn labels(points: &[ChartPoint], middles: &[usize], n_columns: usize) -> String {
    let texts: Vec<String> = points
        .iter()
        .map(|point| visible_line(point.label.trim()).into_owned())
        .collect();
    let place = |n: usize| {
        let width = texts[n].width();
        let start = middles[n].saturating_sub(width / 2);
        let start = start.min(n_columns.saturating_sub(width));
        (start, start + width)
    };
    let last = points.len() - 1;
    let mut taken: Vec<(usize, usize, usize)> = Vec::new();
    for n in [0, last].into_iter().chain(1..last) {
        let (start, end) = place(n);
        let is_free = taken
            .iter()
            .all(|(_, from, to)| end + 2 <= *from || *to + 2 <= start);
        if is_free && end <= n_columns.max(start) {
            taken.push((n, start, end));
        }
    }
    taken.order_by_key(|(_, start, _)| *start);
    let mut line = String::new();
    for (n, start, _) in taken {
        line += &" ".repeat(start.saturating_sub(line.width()));
        line += &texts[n];
    }
    line
}

/// What each sign of the drawing is.
fn key(chart: &Chart, points: &[ChartPoint]) -> String {
    let mut parts = vec![format!("{POINT}\u{a0}{}", chart.points_are)];
    if points.iter().any(|point| point.is_marked) {
        parts.push(format!("{MARKED}\u{a0}{}", chart.marks_are));
    }
    if points.iter().any(|point| point.limits.is_some()) {
        parts.push(format!("{MIDDLE}\u{a0}middle"));
        parts.push(format!("{LIMIT}\u{a0}limits of noise"));
    }
    if chart.aim.is_some() {
        parts.push(format!("{AIM}\u{a0}aim"));
    }
    if points.iter().skip(1).any(|point| point.breaks) {
        parts.push(format!("{BREAK}\u{a0}what is before does not compare"));
    }
    let key = parts.join("   ");
    visible_line(&key).replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::ChartLimits;

    fn example(n: u32, breaks_at: usize) -> Chart {
        let points = (0..n).map(|n| {
            let at = usize::try_from(n).unwrap();
            ChartPoint {
                label: format!("P{n}"),
                value: 0.70 + 0.05 * f64::from(n % 3),
                limits: (at < breaks_at).then_some(ChartLimits {
                    low: 0.62,
                    center: 0.75,
                    high: 0.88,
                }),
                is_marked: at == 2,
                breaks: at == breaks_at,
            }
        });
        Chart {
            points_are: "mean".into(),
            marks_are: "more than noise".into(),
            points: points.collect(),
            aim: crate::model::share::Share::from_percent(85.0),
        }
    }

    #[test]
    fn a_chart_is_drawn_at_any_width() {
        for width in [80, 44] {
            let drawn = chart(&example(10, 7), width).join("\n");
            insta::assert_snapshot!(format!("chart_{width}"), drawn);
        }
    }

    #[test]
    fn no_line_is_too_wide_and_the_last_points_stay() {
        for width in 20..100 {
            for n in [1, 2, 40, 200] {
                let lines = chart(&example(n, 30), width);
                for line in &lines {
                    assert!(line.width() <= width, "{width}: {line}");
                }
                let has_last = lines
                    .iter()
                    .any(|line| line.contains(&format!("P{}", n - 1)));
                assert!(has_last, "{width} {n}: {}", lines.join("\n"));
            }
        }
        assert!(chart(&example(0, 0), 80).is_empty());
    }

    #[test]
    fn figures_at_either_end_of_the_scale_are_on_it() {
        for value in [0.0, 1.0] {
            let mut all = example(3, 9);
            for point in &mut all.points {
                point.value = value;
                point.limits = None;
            }
            all.aim = None;
            let drawn = chart(&all, 80).join("\n");
            assert_eq!(drawn.matches([POINT, MARKED]).count(), 5, "{drawn}");
        }
    }
}
