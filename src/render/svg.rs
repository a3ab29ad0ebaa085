//! Charts as SVG, drawn for a given width so that letters keep their size on a phone. Colours are
//! classes: the page says what they look like in light, dark and print; a file of its own brings
//! [`STYLE`] along. No script, no font, no address of anything outside.

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{svg_dumbbell, svg_heat, svg_lines, svg_scatter};
use crate::model::text::visible_line;
use crate::report::graphic::{Drawing, Graphic};

/// The width of a chart on paper and on a desk.
pub const WIDE: f64 = 720.0;

/// The width of a chart on a phone.
pub const NARROW: f64 = 340.0;

/// What the classes look like in a file of its own.
pub const STYLE: &str = include_str!("svg.css");

/// The size of letters.
pub(super) const LETTER: f64 = 13.0;

/// How wide an average letter is, as a part of its size; a little more than any usual font needs.
const LETTER_WIDTH: f64 = 0.54;

/// A drawing as it grows.
pub(super) struct Canvas {
    /// How wide it is.
    pub(super) width: f64,
    /// What is on it.
    body: String,
}

impl Canvas {
    /// An empty drawing.
    pub(super) fn new(width: f64) -> Self {
        Self {
            width,
            body: String::new(),
        }
    }

    /// A straight line.
    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let _ = write!(
            self.body,
            r#"<line class="{class}" x1="{}" y1="{}" x2="{}" y2="{}"/>"#,
            short(from.0),
            short(from.1),
            short(to.0),
            short(to.1)
        );
    }

    /// A rectangle by its upper left corner.
    pub(super) fn rect(&mut self, class: &str, at: (f64, f64), size: (f64, f64), round: f64) {
        let _ = write!(
            self.body,
            r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>"#,
            short(at.0),
            short(at.1),
            short(size.0.max(0.0)),
            short(size.1.max(0.0)),
            short(round)
        );
    }

    /// The mark of a series: a shape of its own, so that colour says nothing alone.
    pub(super) fn mark(&mut self, series: usize, at: (f64, f64), radius: f64) {
        let (x, y) = at;
        let class = series_class(series);
        let _ = match series % 4 {
            0 => write!(
                self.body,
                r#"<circle class="{class}" cx="{}" cy="{}" r="{}"/>"#,
                short(x),
                short(y),
                short(radius)
            ),
            1 => {
                let side = radius * 1.75;
                write!(
                    self.body,
                    r#"<rect class="{class}" x="{}" y="{}" width="{2}" height="{2}" rx="1"/>"#,
                    short(x - side / 2.0),
                    short(y - side / 2.0),
                    short(side)
                )
            }
            2 => self.polygon(
                class,
                &[
                    (x, y - radius * 1.25),
                    (x + radius * 1.25, y),
                    (x, y + radius * 1.25),
                    (x - radius * 1.25, y),
                ],
            ),
            _ => self.polygon(
                class,
                &[
                    (x, y - radius * 1.2),
                    (x + radius * 1.15, y + radius * 0.85),
                    (x - radius * 1.15, y + radius * 0.85),
                ],
            ),
        };
    }

    fn polygon(&mut self, class: &str, points: &[(f64, f64)]) -> std::fmt::Result {
        let points: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{},{}", short(*x), short(*y)))
            .collect();
        write!(
            self.body,
            r#"<polygon class="{class}" points="{}"/>"#,
            points.join(" ")
        )
    }

    /// A broken line through points.
    pub(super) fn path(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{},{}", short(*x), short(*y)))
            .collect();
        let _ = write!(
            self.body,
            r#"<polyline class="{class}" points="{}"/>"#,
            points.join(" ")
        );
    }

    /// A text; `class` may name `end` or `middle` for where it stands from its place.
    pub(super) fn text(&mut self, class: &str, at: (f64, f64), text: &str) {
        let _ = write!(
            self.body,
            r#"<text class="{class}" x="{}" y="{}">{}</text>"#,
            short(at.0),
            short(at.1),
            escaped(text)
        );
    }

    /// A text over several lines, from the first one's foot downwards; gives how many lines it took.
    pub(super) fn lines(&mut self, class: &str, at: (f64, f64), width: f64, text: &str) -> usize {
        let lines = wrapped(text, width);
        for (n, line) in lines.iter().enumerate() {
            self.text(class, (at.0, at.1 + n as f64 * LEADING), line);
        }
        lines.len()
    }

    /// The names of the series with their marks, over as many lines as needed from `top` on; gives
    /// where what follows may begin.
    pub(super) fn legend(&mut self, series: &[String], top: f64) -> f64 {
        let mut at = (0.0, top);
        for (n, name) in series.iter().enumerate() {
            let name = cut(name, self.width - 30.0);
            let width = text_width(&name) + 36.0;
            if at.0 > 0.0 && at.0 + width > self.width {
                at = (0.0, at.1 + 22.0);
            }
            self.mark(n, (at.0 + 7.0, at.1 + 8.0), 5.5);
            self.text("label", (at.0 + 20.0, at.1 + 12.5), &name);
            at.0 += width;
        }
        at.1 + 32.0
    }

    /// The whole drawing, so high.
    pub(super) fn finish(self, height: f64) -> Drawn {
        Drawn {
            width: self.width,
            height,
            body: self.body,
        }
    }
}

/// The distance of two lines of text.
pub(super) const LEADING: f64 = 17.0;

/// A finished drawing.
pub(super) struct Drawn {
    width: f64,
    height: f64,
    body: String,
}

fn draw(chart: &Graphic, width: f64) -> Drawn {
    match &chart.drawing {
        Drawing::Dumbbell { series, rows } => svg_dumbbell::draw(series, rows, width),
        Drawing::Lines { steps, series, aim } => {
            svg_lines::draw(steps, series, aim.as_ref(), width)
        }
        Drawing::Scatter {
            axes,
            series,
            dots,
            corners,
        } => svg_scatter::draw(axes, series, dots, corners, width),
        Drawing::Heat { columns, rows } => svg_heat::draw(columns, rows, width),
    }
}

/// The chart within a page, for one of its widths; a heat map in a part for each of its groups, so that
/// paper can break between them.
pub(super) fn inline(chart: &Graphic, width: f64, class: &str) -> String {
    let Drawing::Heat { columns, rows } = &chart.drawing else {
        return in_page(&draw(chart, width), &chart.alt, class);
    };
    let groups = rows.chunk_by(|one, next| one.group == next.group);
    let parts = groups.map(|rows| {
        let alt = format!("{} {}", chart.alt, rows[0].group);
        in_page(&svg_heat::draw(columns, rows, width), alt.trim(), class)
    });
    parts.collect()
}

fn in_page(drawn: &Drawn, alt: &str, class: &str) -> String {
    let (width, height) = (short(drawn.width), short(drawn.height));
    format!(
        "<svg class=\"chart {class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" role=\"img\" aria-label=\"{}\">{}</svg>\n",
        escaped(alt),
        drawn.body
    )
}

/// The chart as a file of its own.
pub fn file(chart: &Graphic) -> Vec<u8> {
    let drawn = draw(chart, WIDE);
    let (width, height) = (drawn.width + 48.0, drawn.height + 84.0);
    format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-24 -60 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="title desc">"#,
            "\n<title id=\"title\">{title}</title>\n<desc id=\"desc\">{alt}</desc>\n<style>{style}</style>\n",
            r#"<rect class="paper" x="-24" y="-60" width="{width}" height="{height}"/>"#,
            r#"<text class="title" x="0" y="-24">{title}</text>{body}</svg>"#,
            "\n"
        ),
        width = short(width),
        height = short(height),
        title = escaped(&chart.title),
        alt = escaped(&chart.alt),
        style = STYLE,
        body = drawn.body
    )
    .into_bytes()
}

/// The class of a series; the own one is the accent.
pub(super) fn series_class(series: usize) -> &'static str {
    ["s0", "s1", "s2", "s3"][if series == 0 { 0 } else { 1 + (series - 1) % 3 }]
}

/// A text that cannot be taken for markup, nor turn the order of what follows it, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in visible_line(text).chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

/// How wide a text is at the usual size; wide letters count twice.
pub(super) fn text_width(text: &str) -> f64 {
    text.width() as f64 * LETTER * LETTER_WIDTH
}

/// A text that fits, with an ellipsis where something is left out.
pub(super) fn cut(text: &str, width: f64) -> String {
    let text = visible_line(text);
    if text_width(&text) <= width {
        return text.into_owned();
    }
    let mut kept = String::new();
    let mut room = width - LETTER * LETTER_WIDTH;
    for letter in text.chars() {
        room -= letter.width().unwrap_or(0) as f64 * LETTER * LETTER_WIDTH;
        if room < 0.0 {
            break;
        }
        kept.push(letter);
    }
    kept.trim_end().to_owned() + "…"
}

/// A text in at most five lines that fit.
pub(super) fn wrapped(text: &str, width: f64) -> Vec<String> {
    const MOST: usize = 5;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive and small"
    )]
    let columns = (width / (LETTER * LETTER_WIDTH)).floor().max(4.0) as usize;
    let text = visible_line(text.trim());
    let mut lines: Vec<String> = textwrap::wrap(&text, columns)
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect();
    if lines.len() > MOST {
        let rest = lines.split_off(MOST - 1).join(" ");
        lines.push(cut(&rest, width));
    }
    lines
}

/// A length with a tenth at most.
pub(super) fn short(length: f64) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or(text.clone(), Into::into)
}

/// A share in whole percent, as an axis has it.
pub(super) fn whole_percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// The ends of an axis that holds all values, in whole fifths or tenths: as much room as they need.
pub(super) fn axis(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((1.0_f64, 0.0_f64), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low > high {
        return (0.0, 1.0);
    }
    let low = ((low * 10.0 - 0.3).floor() / 10.0).clamp(0.0, 0.8);
    let high = ((high * 10.0 + 0.3).ceil() / 10.0).clamp(low + 0.2, 1.0);
    (low, high)
}

/// The ticks of an axis, every tenth or fifth.
pub(super) fn ticks((low, high): (f64, f64)) -> Vec<f64> {
    let step = if high - low > 0.55 { 2 } else { 1 };
    (0..=10_i32)
        .filter(|tenth| tenth % step == 0)
        .map(|tenth| f64::from(tenth) / 10.0)
        .filter(|tick| *tick >= low - 1e-9 && *tick <= high + 1e-9)
        .collect()
}
