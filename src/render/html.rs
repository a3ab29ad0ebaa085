//! One page for a browser: everything in one file, no script, nothing from outside. Headings, captions
//! and headers of tables are marked as what they are, and each chart comes with its words and its
//! figures. What a text holds is shown as it is: nothing of it becomes markup.

use std::fmt::Write;

use super::data_url::data_url;
use super::shown;
use super::svg::{self, NARROW, STYLE, WIDE, escaped};
use crate::model::share::Exact;
use crate::model::text::{Language, visible};
use crate::report::chart::{Chart, ChartLimits};
use crate::report::graphic::{Drawing, Figure, Graphic, Series};
use crate::report::picture::Picture;
use crate::report::sentences::Sentences;
use crate::report::{Block, Cell, Column, Report, Table, Tone};

/// Gives the page.
pub(super) fn html(report: &Report, language: &Language) -> String {
    let mut titles = report.blocks.iter().filter_map(|block| match block {
        Block::Heading(1, text) => Some(text.as_str()),
        _ => None,
    });
    let first = titles.next();
    // A page has one title; where a report has several, they stand below that of the page.
    let is_one = titles.next().is_none();
    let title = first.filter(|_| is_one).unwrap_or(report.shape);
    let mut page = format!(
        concat!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
            "<meta name=\"color-scheme\" content=\"light dark\">\n",
            "<meta name=\"referrer\" content=\"no-referrer\">\n",
            "<title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body class=\"page-{}\">\n<main>\n"
        ),
        language,
        escaped(title),
        STYLE.trim_start(),
        include_str!("html.css"),
        report.shape.replace('_', "-")
    );
    if !is_one || first.is_none() {
        let _ = writeln!(page, "<h1>{}</h1>", escaped(&capital(title)));
    }
    let down = u8::from(!is_one);
    let mut writer = Writer {
        page,
        is_in_section: false,
        has_begun: false,
        tables: Vec::new(),
        heading: String::new(),
        sentences: Sentences::of(language),
    };
    for block in &report.blocks {
        writer.block(block, down);
    }
    if writer.is_in_section {
        writer.page.push_str("</section>\n");
    }
    writer.page.push_str("</main>\n</body>\n</html>\n");
    writer.page
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A page as it grows.
struct Writer {
    page: String,
    is_in_section: bool,
    /// Whether the title has been written.
    has_begun: bool,
    /// The headings of the tables so far.
    tables: Vec<String>,
    /// The last heading: what a table below it is called.
    heading: String,
    /// What is said of tables, in the language of the page.
    sentences: Sentences,
}

impl Writer {
    fn block(&mut self, block: &Block, down: u8) {
        match block {
            Block::Heading(level, text) => self.heading((level + down).min(6), text),
            Block::Note(tone, text) if !text.trim().is_empty() => {
                let class = match (tone, self.has_begun) {
                    // What stands right below the title leads in.
                    (Tone::Quiet, true) if !self.is_in_section => "quiet lead",
                    (tone, _) => class_of(*tone),
                };
                let _ = writeln!(self.page, "<p{}>{}</p>", attribute(class), lines(text));
            }
            Block::Note(..) => {}
            Block::List(items) if items.is_empty() => {}
            Block::List(items) => {
                self.page.push_str("<ul>\n");
                for item in items {
                    let _ = writeln!(self.page, "<li>{}</li>", lines(item));
                }
                self.page.push_str("</ul>\n");
            }
            Block::Table(table) if table.rows.is_empty() => {}
            Block::Table(table) => self.table(table),
            Block::Figures(figures) => self.figures(figures),
            Block::Graphic(chart) => self.chart(chart),
            Block::Pictures(pictures) => self.pictures(pictures),
            Block::Chart(chart) => self.chart(&over_time(chart, &self.heading)),
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        if level == 2 {
            if self.is_in_section {
                self.page.push_str("</section>\n");
            }
            self.page.push_str("<section>\n");
            self.is_in_section = true;
        }
        self.has_begun |= level == 1;
        text.clone_into(&mut self.heading);
        let _ = writeln!(self.page, "<h{level}>{}</h{level}>", escaped(text));
    }

    fn figures(&mut self, figures: &[Figure]) {
        self.page.push_str("<dl class=\"figures\">\n");
        for figure in figures {
            let _ = writeln!(
                self.page,
                "<div><dt>{}</dt><dd class=\"value\">{}</dd><dd>{}</dd></div>",
                escaped(&figure.label),
                escaped(&figure.value),
                lines(&figure.note)
            );
        }
        self.page.push_str("</dl>\n");
    }

    fn pictures(&mut self, pictures: &[Picture]) {
        self.page.push_str("<div class=\"pictures\">\n");
        for picture in pictures {
            let caption = lines(&picture.caption);
            let name = escaped(&picture.name);
            let shown = picture.shown.as_ref().map(|(media, bytes)| {
                let url = data_url(media.mime(), bytes);
                format!("<img src=\"{url}\" alt=\"{name}\">")
            });
            let _ = writeln!(
                self.page,
                "<figure>{}<figcaption><strong>{caption}</strong> {name}</figcaption></figure>",
                shown.unwrap_or_default()
            );
        }
        self.page.push_str("</div>\n");
    }

    fn chart(&mut self, chart: &Graphic) {
        let _ = writeln!(self.page, "<figure class=\"{}\">", chart.name);
        let _ = writeln!(
            self.page,
            "<figcaption><strong>{}</strong> {}</figcaption>",
            escaped(&chart.title),
            lines(&chart.caption)
        );
        self.page.push_str(&svg::inline(chart, WIDE, "wide"));
        self.page.push_str(&svg::inline(chart, NARROW, "narrow"));
        // The cells of a heat map have their numbers in them already, and so has a screen reader.
        let is_plain = matches!(chart.drawing, Drawing::Heat { .. });
        let summary = if is_plain {
            self.sentences.told("The same as a table")
        } else {
            self.sentences.told("The figures")
        };
        let _ = writeln!(self.page, "\n<details><summary>{summary}</summary>");
        self.heading.clone_from(&chart.title);
        self.table(&chart.table);
        self.page.push_str("</details>\n</figure>\n");
    }

    fn table(&mut self, table: &Table) {
        // No two have the same name: whoever hears them read can tell them apart.
        let n_before = self.tables.iter().filter(|one| **one == self.heading);
        let name = match n_before.count() {
            0 => self.heading.clone(),
            n => format!("{}, {}", self.heading, n + 1),
        };
        self.tables.push(self.heading.clone());
        let caption = format!("t{}", self.tables.len());
        let is_wide = table.columns.len() > 5;
        let (open, close) = if is_wide {
            // What scrolls sideways on a small screen can be reached by the keyboard.
            let open =
                format!("<section class=\"scroll\" aria-labelledby=\"{caption}\" tabindex=\"0\">");
            (open, "</section>")
        } else {
            ("<div>".into(), "</div>")
        };
        let _ = write!(
            self.page,
            "{open}<table class=\"{}\"><caption id=\"{caption}\">{}</caption>\n<thead>\n",
            table.name,
            escaped(&name)
        );
        self.page.push_str(&head(table));
        self.page.push_str("</thead>\n<tbody>\n");
        let columns = 0..table.columns.len();
        let are_numbers: Vec<bool> = columns.map(|n| shown::is_numeric(table, n)).collect();
        for row in &table.rows {
            self.page.push_str("<tr>");
            for (n, cell) in row.iter().enumerate() {
                let text = cell_text(cell);
                if n == 0 {
                    let _ = write!(self.page, "<th scope=\"row\">{text}</th>");
                } else {
                    let is_number = are_numbers[n] || shown::is_number(cell);
                    let class = attribute(if is_number { "n" } else { "" });
                    let _ = write!(self.page, "<td{class}>{text}</td>");
                }
            }
            self.page.push_str("</tr>\n");
        }
        let _ = writeln!(self.page, "</tbody></table>{close}");
    }
}

/// A chart of points over time as it is drawn on a page.
fn over_time(chart: &Chart, title: &str) -> Graphic {
    let limit = |end: fn(&ChartLimits) -> f64| {
        let limits = chart.points.iter().map(|point| point.limits.as_ref());
        limits
            .map(|limits| limits.map(|it| end(it).clamp(0.0, 1.0)))
            .collect::<Vec<Option<f64>>>()
    };
    let mut series = vec![Series {
        name: chart.points_are.clone(),
        is_limit: false,
        values: chart.points.iter().map(|point| Some(point.value)).collect(),
    }];
    for (name, values) in [
        ("upper limit", limit(|it| it.high)),
        ("lower limit", limit(|it| it.low)),
    ] {
        if values.iter().any(Option::is_some) {
            let name = name.into();
            series.push(Series {
                name,
                is_limit: true,
                values,
            });
        }
    }
    let marks = chart.points.iter().filter(|point| point.is_marked);
    let marked: Vec<&str> = marks.map(|point| point.label.as_str()).collect();
    let mut caption = String::new();
    if series.len() > 1 {
        caption.push_str("Between the thin lines is what noise alone does. ");
    }
    if !marked.is_empty() {
        let _ = write!(
            caption,
            "{}: {}.",
            capital(&chart.marks_are),
            marked.join(", ")
        );
    }
    let column = |key: &str, title: &str| Column::new(key, title, 0);
    let number = |value: f64| Cell::Mean(Exact::nearest(value));
    Graphic {
        name: "over_time",
        title: title.into(),
        alt: format!("A line chart of the {}. {caption}", chart.points_are),
        caption,
        table: Table {
            name: "over_time",
            columns: vec![
                column("when", "When"),
                column("value", &capital(&chart.points_are)),
            ],
            rows: chart
                .points
                .iter()
                .map(|point| vec![Cell::Text(point.label.clone()), number(point.value)])
                .collect(),
        },
        drawing: Drawing::Lines {
            steps: chart
                .points
                .iter()
                .map(|point| point.label.clone())
                .collect(),
            series,
            aim: chart.aim.map(|aim| ("aim".into(), aim.value())),
        },
    }
}

/// The rows of titles: what neighbours belong to stands once above them.
fn head(table: &Table) -> String {
    let has_groups = table.columns.iter().any(|column| !column.group.is_empty());
    let title = |n: usize| {
        // A row is named at the left, be it by a number.
        let is_number = n > 0 && shown::is_numeric(table, n);
        let class = attribute(if is_number { "n" } else { "" });
        match table.columns[n].title.as_str() {
            "" => format!("<td{class}></td>"),
            title => format!("<th scope=\"col\"{class}>{}</th>", escaped(title)),
        }
    };
    if !has_groups {
        let titles: String = (0..table.columns.len()).map(title).collect();
        return format!("<tr>{titles}</tr>\n");
    }
    let mut groups = String::new();
    let mut n = 0;
    while n < table.columns.len() {
        let group = &table.columns[n].group;
        let same = table.columns[n..]
            .iter()
            .take_while(|it| it.group == *group);
        let span = same.count();
        let _ = if group.is_empty() {
            write!(groups, "<td colspan=\"{span}\"></td>")
        } else {
            write!(
                groups,
                "<th scope=\"colgroup\" colspan=\"{span}\" class=\"group\">{}</th>",
                escaped(group)
            )
        };
        n += span;
    }
    let titles: String = (0..table.columns.len()).map(title).collect();
    format!("<tr>{groups}</tr>\n<tr>{titles}</tr>\n")
}

fn cell_text(cell: &Cell) -> String {
    if let Some(share) = bar(cell) {
        let tone = class_of(shown::tone(cell));
        return format!(
            "<svg class=\"bar {tone}\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{share}\" height=\"8\"></rect></svg>"
        );
    }
    if let Cell::Explained(text, more) = cell {
        let more = lines(more);
        let more = if more.is_empty() {
            more
        } else {
            format!("<small>{more}</small>")
        };
        return lines(text) + &more;
    }
    let text = lines(&shown::text(cell));
    match shown::tone(cell) {
        Tone::Plain => foldable(text),
        tone => format!("<span class=\"{}\">{text}</span>", class_of(tone)),
    }
}

/// Where the page is narrow an interval may be folded behind its first number.
fn foldable(text: String) -> String {
    let is_number = |text: &str| text.ends_with(|it: char| it.is_ascii_digit());
    match text.split('\u{a0}').collect::<Vec<_>>()[..] {
        [low, word, high] if is_number(low) && is_number(high) => {
            format!("{low}\u{a0}<wbr>{word}\u{a0}{high}")
        }
        _ => text,
    }
}

/// How full a bar of letters is, in percent; `None` for any other cell.
fn bar(cell: &Cell) -> Option<usize> {
    let (Cell::Text(text) | Cell::Toned(_, text)) = cell else {
        return None;
    };
    let n = text.chars().count();
    let n_full = text.chars().filter(|letter| *letter == '█').count();
    let is_bar = n > 4 && text.chars().all(|letter| matches!(letter, '█' | '░'));
    is_bar.then(|| n_full * 100 / n)
}

fn class_of(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good => "good",
        Tone::Warning => "warning",
        Tone::Bad => "bad",
        Tone::Quiet => "quiet",
    }
}

fn attribute(class: &str) -> String {
    if class.is_empty() {
        String::new()
    } else {
        format!(" class=\"{class}\"")
    }
}

/// A text whose lines stay lines.
fn lines(text: &str) -> String {
    let text = visible(text.trim());
    let lines: Vec<String> = text.lines().map(escaped).collect();
    lines.join("<br>")
}
