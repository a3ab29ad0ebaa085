//! A heat map: each figure in a cell whose colour goes from low to high in five steps; the number stands
//! in it, so that the colour only helps the eye.

use super::svg::{Canvas, Drawn, LEADING, wrapped};
use crate::report::graphic::HeatRow;

const CELL: f64 = 30.0;

/// Draws the rows for a width.
pub(super) fn draw(columns: &[String], rows: &[HeatRow], width: f64) -> Drawn {
    let mut canvas = Canvas::new(width);
    let is_narrow = width < 500.0;
    let cell = if is_narrow {
        60.0
    } else {
        92.0_f64.min(width * 0.45 / columns.len().max(1) as f64)
    };
    let cells = cell * columns.len() as f64;
    let left = (width - cells).max(width * 0.3);
    let cell = (width - left) / columns.len().max(1) as f64;
    let heads: Vec<Vec<String>> = columns
        .iter()
        .map(|title| wrapped(title, cell * 1.08))
        .collect();
    let most = heads.iter().map(Vec::len).max().unwrap_or(0) as f64;
    for (n, head) in heads.iter().enumerate() {
        let x = left + (n as f64 + 0.5) * cell;
        let first = 14.0 + (most - head.len() as f64) * LEADING;
        for (line, text) in head.iter().enumerate() {
            canvas.text("tick middle", (x, first + line as f64 * LEADING), text);
        }
    }
    let mut y = most * LEADING + 10.0;
    let mut group = "";
    for row in rows {
        if row.group != group {
            y += 12.0;
            let n = canvas.lines("group", (0.0, y + 12.0), width, &row.group);
            y += n as f64 * LEADING + 4.0;
            group = &row.group;
        }
        let label = wrapped(&row.label, left - 14.0);
        let text = label.len() as f64 * LEADING;
        let height = (text + 6.0).max(CELL);
        canvas.lines(
            "label",
            (0.0, y + (height - text) / 2.0 + 12.5),
            left - 14.0,
            &row.label,
        );
        for (n, value) in row.cells.iter().enumerate() {
            let x = left + n as f64 * cell;
            let (class, text) = value.map_or(("h-none", "–".to_owned()), |value| {
                (step(value), super::svg::whole_percent(value))
            });
            canvas.rect(class, (x + 1.0, y + 1.0), (cell - 2.0, height - 2.0), 3.0);
            let class = format!("on-{class} middle");
            canvas.text(&class, (x + cell / 2.0, y + height / 2.0 + 4.5), &text);
        }
        y += height;
    }
    canvas.finish(y + 4.0)
}

/// The step of a share, from low to high.
fn step(share: f64) -> &'static str {
    match share {
        it if it < 0.5 => "h0",
        it if it < 0.65 => "h1",
        it if it < 0.8 => "h2",
        it if it < 0.9 => "h3",
        _ => "h4",
    }
}
