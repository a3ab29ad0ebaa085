//! Lines over time: one for each series, named at its end where there is room, with the aim as a dashed
//! line. A step without a value leaves a gap in the line.

use super::svg::{Canvas, Drawn, axis, cut, series_class, text_width, ticks, whole_percent};
use crate::report::graphic::Series;

/// Draws the lines for a width.
pub(super) fn draw(
    steps: &[String],
    series: &[Series],
    aim: Option<&(String, f64)>,
    width: f64,
) -> Drawn {
    let mut canvas = Canvas::new(width);
    let names: Vec<String> = series
        .iter()
        .filter(|line| !line.is_limit)
        .map(|line| line.name.clone())
        .collect();
    let top = canvas.legend(&names, 0.0) + 6.0;
    let height = if width < 500.0 { 190.0 } else { 240.0 };
    let (left, right) = (34.0, width - 44.0);
    let bottom = top + height;
    let values = series
        .iter()
        .flat_map(|line| line.values.iter().flatten().copied());
    let ends = axis(values.chain(aim.map(|it| it.1)));
    let y =
        |value: f64| bottom - (value.clamp(ends.0, ends.1) - ends.0) / (ends.1 - ends.0) * height;
    let x = |step: usize| {
        let last = steps.len().saturating_sub(1).max(1) as f64;
        left + 16.0 + step as f64 / last * (right - left - 32.0)
    };
    for tick in ticks(ends) {
        canvas.line("grid", (left, y(tick)), (right, y(tick)));
        canvas.text(
            "tick end",
            (left - 8.0, y(tick) + 4.0),
            &whole_percent(tick),
        );
    }
    // As many labels as have room.
    let widest = steps
        .iter()
        .map(|step| text_width(step))
        .fold(1.0, f64::max)
        + 10.0;
    let room = (right - left) / steps.len().max(1) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive and small"
    )]
    let every = (widest / room).ceil().max(1.0) as usize;
    for (n, step) in steps.iter().enumerate().step_by(every) {
        canvas.text("tick middle", (x(n), bottom + 22.0), &cut(step, widest));
    }
    if let Some((word, aim)) = aim {
        let aim = *aim;
        canvas.line("aim", (left, y(aim)), (right, y(aim)));
        let text = format!("{word} {}", whole_percent(aim));
        canvas.text("tick", (right + 4.0, y(aim) + 4.0), &text);
    }
    for (n, line) in series.iter().enumerate().rev() {
        let class = if line.is_limit {
            "limit".to_owned()
        } else {
            format!("run {}", series_class(n))
        };
        let mut run: Vec<(f64, f64)> = Vec::new();
        for (step, value) in line.values.iter().enumerate() {
            match value {
                Some(value) => run.push((x(step), y(*value))),
                None if !run.is_empty() => {
                    canvas.path(&class, &run);
                    run.clear();
                }
                None => {}
            }
        }
        if !run.is_empty() {
            canvas.path(&class, &run);
        }
        if line.is_limit {
            continue;
        }
        for (step, value) in line.values.iter().enumerate() {
            if let Some(value) = value {
                canvas.mark(n, (x(step), y(*value)), 4.5);
            }
        }
    }
    canvas.finish(bottom + 30.0)
}
