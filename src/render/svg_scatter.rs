//! Dots between two axes of the same measure, with the diagonal on which both are equal: what lies to
//! either side of it is said in the corners.

use super::svg::{Canvas, Drawn, axis, cut, ticks, whole_percent};
use crate::report::graphic::Dot;

/// The widest it is drawn.
const MOST: f64 = 460.0;

/// Draws the dots for a width.
pub(super) fn draw(
    axes: &[String; 2],
    series: &[String],
    dots: &[Dot],
    corners: &[String; 2],
    width: f64,
) -> Drawn {
    // A square needs no more than its side.
    let width = width.min(MOST);
    let mut canvas = Canvas::new(width);
    let mut top = 0.0;
    if series.len() > 1 {
        top = canvas.legend(series, 0.0);
    }
    let side = width - 60.0;
    let ends = axis(dots.iter().flat_map(|dot| [dot.x, dot.y]));
    let (left, bottom) = (46.0, top + 30.0 + side);
    let part = |value: f64| (value.clamp(ends.0, ends.1) - ends.0) / (ends.1 - ends.0) * side;
    let (x, y) = (|value| left + part(value), |value| bottom - part(value));
    canvas.text(
        "axis",
        (0.0, top + 12.0),
        &cut(&format!("↑ {}", axes[1]), width),
    );
    canvas.text(
        "axis end",
        (left + side, bottom + 40.0),
        &cut(&format!("{} →", axes[0]), side),
    );
    canvas.rect("frame", (left, bottom - side), (side, side), 0.0);
    for tick in ticks(ends) {
        canvas.line("grid", (x(tick), bottom - side), (x(tick), bottom));
        canvas.line("grid", (left, y(tick)), (left + side, y(tick)));
        canvas.text(
            "tick middle",
            (x(tick), bottom + 18.0),
            &whole_percent(tick),
        );
        canvas.text(
            "tick end",
            (left - 8.0, y(tick) + 4.0),
            &whole_percent(tick),
        );
    }
    canvas.line("aim", (left, bottom), (left + side, bottom - side));
    canvas.text(
        "corner",
        (left + 10.0, bottom - side + 20.0),
        &cut(&corners[0], side - 20.0),
    );
    canvas.text(
        "corner end",
        (left + side - 10.0, bottom - 12.0),
        &cut(&corners[1], side - 20.0),
    );
    for dot in dots {
        let at = (x(dot.x), y(dot.y));
        canvas.mark(dot.series, at, 6.0);
        if !dot.label.is_empty() {
            // Beside the dot, where there is more room.
            let (before, behind) = (at.0 - left, width - at.0);
            let (class, shift, room) = if before > behind {
                ("label halo end", -11.0, before)
            } else {
                ("label halo", 11.0, behind)
            };
            let label = cut(&dot.label, room - 11.0);
            canvas.text(class, (at.0 + shift, at.1 + 4.5), &label);
        }
    }
    canvas.finish(bottom + 46.0)
}
