//! Dumbbells: for each figure a lane to every other, from the own dot to theirs, with the range in which
//! theirs likely lies seen from the own one, and the gap in words behind it.

use super::svg::{Canvas, Drawn, LEADING, axis, ticks, whole_percent, wrapped};
use crate::report::graphic::DumbbellRow;

const LANE: f64 = 24.0;
const GAP: f64 = 16.0;

/// Draws the rows for a width.
pub(super) fn draw(series: &[String], rows: &[DumbbellRow], width: f64) -> Drawn {
    let mut canvas = Canvas::new(width);
    let is_narrow = width < 500.0;
    // On a phone the label stands above its lanes.
    let left = if is_narrow { 4.0 } else { width * 0.27 };
    let right = width - if is_narrow { 96.0 } else { 128.0 };
    let values = rows.iter().flat_map(|row| {
        let lanes = row.lanes.iter().flat_map(|lane| {
            let likely = lane
                .likely
                .map_or([lane.value; 2], |(low, high)| [low, high]);
            [lane.value, likely[0].max(0.0), likely[1].min(1.0)]
        });
        row.own.into_iter().chain(lanes)
    });
    let ends = axis(values);
    let x = |value: f64| {
        left + (value.clamp(ends.0, ends.1) - ends.0) / (ends.1 - ends.0) * (right - left)
    };

    let top = canvas.legend(series, 0.0) + 16.0;
    let label_width = if is_narrow { width } else { left - 24.0 };
    let heights: Vec<f64> = rows
        .iter()
        .map(|row| {
            let label = wrapped(&row.label, label_width).len() as f64 * LEADING;
            let lanes = row.lanes.len().max(1) as f64 * LANE;
            if is_narrow {
                label + 4.0 + lanes
            } else {
                label.max(lanes)
            }
        })
        .collect();
    let bottom = top + heights.iter().sum::<f64>() + GAP * rows.len() as f64;
    for tick in ticks(ends) {
        canvas.line("grid", (x(tick), top - 8.0), (x(tick), bottom));
        canvas.text("tick middle", (x(tick), top - 14.0), &whole_percent(tick));
    }
    let mut y = top;
    for (row, height) in rows.iter().zip(heights) {
        let label = wrapped(&row.label, label_width);
        let lanes_top = if is_narrow {
            canvas.lines("label", (0.0, y + 12.0), label_width, &row.label);
            y + label.len() as f64 * LEADING + 4.0
        } else {
            let lanes = row.lanes.len().max(1) as f64 * LANE;
            let text = label.len() as f64 * LEADING;
            let down = (height - text) / 2.0 + 12.5;
            canvas.lines("label", (0.0, y + down), label_width, &row.label);
            y + (height - lanes) / 2.0
        };
        for (n, lane) in row.lanes.iter().enumerate() {
            let at = lanes_top + (n as f64 + 0.5) * LANE;
            if let Some((low, high)) = lane.likely {
                canvas.rect("likely", (x(low), at - 6.0), (x(high) - x(low), 12.0), 6.0);
            }
            if let Some(own) = row.own {
                canvas.line("lane", (x(own), at), (x(lane.value), at));
                canvas.mark(0, (x(own), at), 5.0);
            }
            canvas.mark(lane.series, (x(lane.value), at), 5.0);
            canvas.text("figure end", (width, at + 4.5), &lane.note);
        }
        if row.lanes.is_empty()
            && let Some(own) = row.own
        {
            canvas.mark(0, (x(own), lanes_top + LANE / 2.0), 5.0);
        }
        y += height + GAP;
    }
    canvas.finish(bottom)
}
