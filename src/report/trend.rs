//! A trend as a report: all organisations in one line each, then each with its sentences, its chart
//! and its points.

use super::chart::{Chart, ChartLimits, ChartPoint, sparkline};
use super::comparison_caveats::near_miss;
use super::left_out::left_out;
use super::periods;
use super::trend_data::data;
use super::trend_explain::explained;
use super::trend_words::{opening, sentences, sign_word, word};
use super::wording::{self, counted, date, listed, plural, quoted, range_of_shares};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::measure::Auditor;
use crate::analysis::periods::Per;
use crate::analysis::select::Reason;
use crate::analysis::side::ENOUGH_VISITS;
use crate::analysis::trend::{
    Course, Followed, Opening, Point, Settings, StandardTrend, Stretch, Trend,
};
use crate::model::share::Exact;
use crate::model::text::Language;
use crate::stats::describe;

/// More periods than these are not listed in a table for people.
const MOST_LISTED: usize = 60;

/// Bars of a sparkline.
const MOST_BARS: usize = 16;

/// The report of a trend, in a language where the standard has it; with the words of statistics
/// where they are asked for.
pub fn trend(
    trend: &Trend,
    settings: &Settings,
    is_explained: bool,
    language: &Language,
) -> Report {
    let mut blocks = Vec::new();
    if trend.standards.is_empty() {
        let text =
            "There are no visits to follow yet. Score the first one: mystery visit quick-check";
        blocks.push(Block::Note(Tone::Plain, text.into()));
    }
    blocks.extend(trend.near_misses.iter().map(near_miss));
    for one in &trend.standards {
        blocks.extend(standard_blocks(one, settings, language));
        if is_explained {
            blocks.extend(explained(one, settings));
        }
    }
    Report {
        shape: "trend",
        version: 1,
        blocks,
        data: data(trend, settings, language),
    }
}

/// What is followed, in words.
pub(super) fn figure(one: &StandardTrend, followed: &Followed, language: &Language) -> String {
    match (followed, one.item) {
        (Followed::Section(id), _) => one
            .catalogue
            .section_place(id)
            .map_or(id.to_string(), |place| {
                wording::section_title(&one.catalogue.sections[place], language).into()
            }),
        (Followed::Item(_), Some(place)) => {
            let entry = &one.catalogue.items[place];
            wording::question(entry.item, entry.id, language).into()
        }
        _ => "Total".into(),
    }
}

fn standard_blocks(one: &StandardTrend, settings: &Settings, language: &Language) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, title(one, settings.per, language))];
    if settings.followed != Followed::Total {
        let what = match settings.followed {
            Followed::Item(_) => "Followed: the item",
            _ => "Followed: the section",
        };
        let text = format!(
            "{what} {}.",
            quoted(&figure(one, &settings.followed, language))
        );
        blocks.push(Block::Note(Tone::Plain, text));
    }
    blocks.push(Block::Note(Tone::Quiet, what_counts(one, settings.per)));
    if one.courses.iter().all(|course| course.stretches.is_empty()) {
        return blocks;
    }
    if let Some(baseline) = &settings.baseline {
        let text = format!(
            "The limits are those of {} to {}, as you chose, where there are visits then: {}",
            date(baseline.from),
            date(baseline.to),
            wording::sentence(&quoted(&baseline.why))
        );
        blocks.push(Block::Note(Tone::Plain, text));
    }
    blocks.push(Block::Table(overview(one, settings.per)));
    blocks.push(Block::Note(Tone::Quiet, how_to_read(settings.per)));
    for course in &one.courses {
        if !course.stretches.is_empty() {
            blocks.extend(course_blocks(one, course, settings));
        }
    }
    blocks
}

fn title(one: &StandardTrend, per: Per, language: &Language) -> String {
    let name = wording::standard_title(one.id, &one.catalogue, &one.left_out, language);
    let whose = if one.is_internal {
        " (departments)"
    } else {
        ""
    };
    format!("{name}, {per} by {per}{whose}")
}

fn what_counts(one: &StandardTrend, per: Per) -> String {
    let points = || one.courses.iter().flat_map(Course::points);
    let n: u64 = points().map(|point| point.measure.n_visits()).sum();
    let auditors: std::collections::BTreeSet<Auditor> = points()
        .flat_map(|point| point.measure.auditors.keys().copied())
        .collect();
    let first = points().filter_map(|point| point.measure.first).min();
    let last = points().filter_map(|point| point.measure.last).max();
    let versions: Vec<String> = one.versions.iter().map(ToString::to_string).collect();
    let mut sentences = vec![match first.zip(last) {
        None => "No visit counts yet.".to_owned(),
        Some((first, last)) => format!(
            "{} from {} to {} by {}, {} {}.",
            counted(count(n), "visit"),
            date(first),
            date(last),
            counted(auditors.len(), "auditor"),
            plural(versions.len(), "version", "versions"),
            listed(&versions)
        ),
    }];
    let n_left_out = |reason: Reason| {
        let left_out = one.left_out.iter();
        left_out.filter(|out| out.reason == reason).count()
    };
    let left_out = left_out(n_left_out);
    if !left_out.is_empty() {
        sentences.push(format!("Left out: {}.", listed(&left_out)));
    }
    let n_without: u64 = one.courses.iter().map(|course| course.n_without).sum();
    if n_without > 0 {
        let n = counted(count(n_without), "visit");
        sentences.push(format!(
            "{n} more {} no such figure: not judged, or scored with a standard that is not at hand.",
            plural(count(n_without), "has", "have")
        ));
    }
    let n_outside: u64 = one.courses.iter().map(|course| course.n_outside).sum();
    if n_outside > 0 {
        let n = counted(count(n_outside), "visit");
        let (lies, verb) = (plural(count(n_outside), "lies", "lie"), per.word());
        sentences.push(format!("{n} more {lies} outside of every {verb}."));
    }
    sentences.join(" ")
}

fn count(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn overview(one: &StandardTrend, per: Per) -> Table {
    let values = || {
        one.courses
            .iter()
            .flat_map(|it| it.points().map(Point::value))
    };
    let low = values().fold(1.0_f64, f64::min);
    let high = values().fold(0.0_f64, f64::max);
    // One scale for all, never so fine that noise looks like mountains.
    let middle = f64::midpoint(low, high);
    let half = ((high - low) / 2.0).max(0.1);
    let rows = one.courses.iter().filter_map(|course| {
        let last = course.last()?;
        let sums = last.sums();
        let worst = last.points.iter().filter_map(|it| it.measure.worst);
        let worst = worst.map(|worst| worst.share).min()?;
        let mut row = vec![
            Cell::Text(course.organisation.to_string()),
            Cell::Text(line_of(course, middle - half, middle + half)),
            Cell::Count(last.points.len() as u64),
            sums.mean().map_or(Cell::Missing(""), Cell::Mean),
            Cell::Share(worst),
            told_spread(sums.into()),
            Cell::Text(word(last)),
        ];
        if course.stretches.len() > 1 {
            row[2] = Cell::Text(format!(
                "{} of {}",
                last.points.len(),
                course.points().count()
            ));
        }
        Some(row)
    });
    Table {
        name: "courses",
        columns: vec![
            Column::new("organisation", "Organisation", 0),
            Column::new("course", "Course", 2),
            Column::new("n", &capital(&format!("{per}s")), 1),
            Column::new("mean", "Mean", 0),
            Column::new("worst", "Worst visit", 1),
            Column::new("spread", "Spread", 3),
            Column::new("word", "So far", 0),
        ],
        rows: rows.collect(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// How far single visits usually lie from their mean.
pub(super) fn spread(sums: describe::Sums) -> Cell {
    sums.sd()
        .map_or(Cell::Missing(""), |sd| Cell::Mean(Exact::nearest(sd)))
}

/// The same for people: of a few visits it would look firmer than it is.
fn told_spread(sums: describe::Sums) -> Cell {
    if sums.n() < ENOUGH_VISITS {
        Cell::Missing("")
    } else {
        spread(sums)
    }
}

/// The last points as bars, a blank where the line breaks.
fn line_of(course: &Course, low: f64, high: f64) -> String {
    let mut bars: Vec<Option<f64>> = Vec::new();
    for (n, stretch) in course.stretches.iter().enumerate() {
        bars.extend((n > 0).then_some(None));
        bars.extend(stretch.points.iter().map(|point| Some(point.value())));
    }
    let start = bars.len().saturating_sub(MOST_BARS);
    sparkline(&bars[start..], low, high)
}

fn how_to_read(per: Per) -> String {
    let mut text = "Percent of the points; each visit counts once. ".to_owned();
    if per != Per::Visit {
        text += "Spread: how far single visits usually lie from the mean. ";
    }
    text + "Figures before a break do not compare, so mean, worst visit and spread are of what came since."
}

fn course_blocks(one: &StandardTrend, course: &Course, settings: &Settings) -> Vec<Block> {
    let per = settings.per;
    let mut blocks = vec![
        Block::Heading(2, course.organisation.to_string()),
        Block::List(sentences(course, settings)),
    ];
    let aim = one.catalogue.newest().and_then(|it| it.scoring.target);
    blocks.push(Block::Chart(Chart {
        points_are: match per {
            Per::Visit => "a visit".into(),
            _ => format!("mean of the {per}"),
        },
        marks_are: "more than noise".into(),
        points: chart_points(course, per),
        aim: aim.filter(|_| settings.followed == Followed::Total),
    }));
    blocks.push(Block::Table(points_table(course, per)));
    let n = course.points().count();
    if n > MOST_LISTED {
        let text = format!("The last {MOST_LISTED} of {n} are listed; --format csv has all.");
        blocks.push(Block::Note(Tone::Quiet, text));
    }
    blocks
}

fn chart_points(course: &Course, per: Per) -> Vec<ChartPoint> {
    let mut points = Vec::new();
    for (n, stretch) in course.stretches.iter().enumerate() {
        let chart = stretch.judged.chart();
        for (place, point) in stretch.points.iter().enumerate() {
            points.push(ChartPoint {
                label: periods::short(per, &point.period),
                value: point.value(),
                limits: chart.filter(|it| !it.is_flat).map(|chart| ChartLimits {
                    low: chart.points[place].low,
                    center: chart.center,
                    high: chart.points[place].high,
                }),
                is_marked: stretch.judged.is_in_sign(place),
                breaks: n > 0 && place == 0,
            });
        }
    }
    points
}

fn points_table(course: &Course, per: Per) -> Table {
    let is_single = per == Per::Visit;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for stretch in &course.stretches {
        for place in 0..stretch.points.len() {
            rows.push(point_row(stretch, place, per));
        }
    }
    rows.drain(..rows.len().saturating_sub(MOST_LISTED));
    let mut columns = vec![
        Column::new("period", &capital(per.word()), 0),
        Column::new("visits", "Visits", 1),
        Column::new("mean", if is_single { "Score" } else { "Mean" }, 0),
        Column::new("worst", "Worst", 1),
        Column::new("best", "Best", 3),
        Column::new("noise", "Noise", 2),
        Column::new("sign", "Sign", 0),
    ];
    let is_empty = |place: usize| {
        let mut cells = rows.iter().map(|row| &row[place]);
        cells.all(|cell| matches!(cell, Cell::Missing(_)) || *cell == Cell::Text(String::new()))
    };
    // One visit has no best and worst; and what is nowhere to be said takes no room.
    let keep = |place: &usize| !(is_empty(*place) || is_single && [1, 3, 4].contains(place));
    let kept: Vec<usize> = (0..columns.len()).filter(keep).collect();
    columns = kept.iter().map(|place| columns[*place].clone()).collect();
    for row in &mut rows {
        *row = kept.iter().map(|place| row[*place].clone()).collect();
    }
    Table {
        name: "course",
        columns,
        rows,
    }
}

fn point_row(stretch: &Stretch, place: usize, per: Per) -> Vec<Cell> {
    let point = &stretch.points[place];
    let measure = &point.measure;
    let noise = stretch.judged.chart().filter(|chart| !chart.is_flat);
    let noise = noise.map(|chart| {
        let at = chart.points[place];
        range_of_shares(at.low, at.high)
    });
    let mut signs: Vec<String> = Vec::new();
    if place == 0 && stretch.opening != Opening::First {
        signs.push(opening(stretch));
    }
    signs.extend(stretch.judged.signs_at(place).map(sign_word));
    vec![
        Cell::Text(capital(&periods::name(per, &point.period))),
        Cell::Count(measure.n_visits()),
        measure.mean().map_or(Cell::Missing(""), Cell::Mean),
        measure
            .worst
            .map_or(Cell::Missing(""), |it| Cell::Share(it.share)),
        measure
            .best
            .map_or(Cell::Missing(""), |it| Cell::Share(it.share)),
        noise.map_or(Cell::Missing(""), Cell::Text),
        Cell::Text(signs.join("; ")),
    ]
}
