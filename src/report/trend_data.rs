//! The tidy tables of a trend, for machines.

use super::comparison_data::{table, text_or_nothing};
use super::left_out::{left_out_row, left_out_table};
use super::trend::{figure, spread};
use super::trend_explain::limits_word;
use super::{Cell, Table, periods};
use crate::analysis::trend::{
    Course, Followed, NoLimits, Opening, Settings, Sign, StandardTrend, Stretch, Trend,
};
use crate::model::share::Exact;
use crate::model::text::Language;
use crate::stats::control::Rule;

/// All tables of a trend; the first is the one of CSV.
pub(super) fn data(trend: &Trend, settings: &Settings, language: &Language) -> Vec<Table> {
    let mut points = points();
    let mut stretches = stretches();
    let mut signs = signs();
    let mut left_out = left_out_table();
    for one in &trend.standards {
        for course in &one.courses {
            for (number, stretch) in (1..).zip(&course.stretches) {
                let start = start(one, course, settings, language, number);
                for place in 0..stretch.points.len() {
                    let mut row = start.clone();
                    row.extend(point_cells(stretch, place, settings));
                    points.rows.push(row);
                }
                for sign in &stretch.judged.signs {
                    let mut row = start.clone();
                    let key =
                        |place: usize| periods::key(settings.per, &stretch.points[place].period);
                    row.extend([
                        Cell::Text(sign_name(sign).into()),
                        Cell::Text(key(sign.from)),
                        Cell::Text(key(sign.to)),
                        Cell::Flag(sign.is_up),
                    ]);
                    signs.rows.push(row);
                }
                let mut row = start;
                row.extend(stretch_cells(stretch, settings));
                stretches.rows.push(row);
            }
        }
        left_out.rows.extend(one.left_out.iter().map(left_out_row));
    }
    vec![points, stretches, signs, left_out]
}

const START: [&str; 7] = [
    "standard",
    "role",
    "organisation",
    "level",
    "id",
    "title",
    "stretch",
];

fn table_of(name: &'static str, keys: &[&str]) -> Table {
    let keys: Vec<&str> = START.iter().chain(keys).copied().collect();
    table(name, &keys)
}

fn points() -> Table {
    table_of(
        "points",
        &[
            "per",
            "period",
            "first_day",
            "n_visits",
            "n_sites",
            "n_auditors",
            "mean",
            "worst",
            "worst_visit",
            "best",
            "best_visit",
            "spread",
            "first_visited",
            "last_visited",
            "low",
            "middle",
            "high",
            "in_baseline",
            "signs",
        ],
    )
}

fn stretches() -> Table {
    table_of(
        "stretches",
        &[
            "versions",
            "opens",
            "from",
            "to",
            "n_points",
            "n_visits",
            "mean",
            "worst",
            "spread",
            "chart",
            "limits",
            "baseline_from",
            "baseline_to",
            "mean_step",
            "s",
            "p",
            "slope",
            "slope_low",
            "slope_high",
            "drift",
            "slope_of_visits",
        ],
    )
}

fn signs() -> Table {
    table_of("signs", &["sign", "from", "to", "up"])
}

fn start(
    one: &StandardTrend,
    course: &Course,
    settings: &Settings,
    language: &Language,
    stretch: u64,
) -> Vec<Cell> {
    let (level, id) = match &settings.followed {
        Followed::Total => ("total", String::new()),
        Followed::Section(id) => ("section", id.to_string()),
        Followed::Item(id) => (
            "item",
            one.item
                .map_or(id, |it| one.catalogue.items[it].id)
                .to_string(),
        ),
    };
    vec![
        Cell::Text(one.id.to_string()),
        Cell::Text(course.role.name().into()),
        Cell::Text(course.organisation.to_string()),
        Cell::Text(level.into()),
        Cell::Text(id),
        Cell::Text(figure(one, &settings.followed, language)),
        Cell::Count(stretch),
    ]
}

/// A worked-out share or difference, to a hundredth of a point.
fn rounded(value: Option<f64>) -> Cell {
    value.map_or(Cell::Missing(""), |value| {
        Cell::Gap(Exact::rounded_to_hundredths_of_a_point(value))
    })
}

fn sign_name(sign: &Sign) -> &'static str {
    match sign.rule {
        Rule::Beyond => "beyond_limits",
        Rule::Run(_) => "run",
        Rule::Steady(_) => "steady",
        Rule::TwoOfThree => "two_of_three",
        Rule::FourOfFive => "four_of_five",
    }
}

fn point_cells(stretch: &Stretch, place: usize, settings: &Settings) -> Vec<Cell> {
    let point = &stretch.points[place];
    let measure = &point.measure;
    let judged = &stretch.judged;
    let limits = judged.chart().map(|chart| chart.points[place]);
    let in_baseline = judged.limits.as_ref().ok();
    let in_baseline = in_baseline.map(|(_, _, range)| range.contains(&place));
    let signs: Vec<&str> = judged.signs_at(place).map(sign_name).collect();
    let share = |extreme: Option<crate::analysis::measure::Extreme>| {
        extreme.map_or(Cell::Missing(""), |it| Cell::Share(it.share))
    };
    let visit = |extreme: Option<crate::analysis::measure::Extreme>| {
        text_or_nothing(extreme.map(|it| it.visit.facts.id.clone()))
    };
    vec![
        Cell::Text(settings.per.word().into()),
        Cell::Text(periods::key(settings.per, &point.period)),
        Cell::Text(point.period.first.to_string()),
        Cell::Count(measure.n_visits()),
        Cell::Count(measure.sites.len() as u64),
        Cell::Count(measure.auditors.len() as u64),
        measure.mean().map_or(Cell::Missing(""), Cell::Mean),
        share(measure.worst),
        visit(measure.worst),
        share(measure.best),
        visit(measure.best),
        spread(measure.sums().into()),
        text_or_nothing(measure.first),
        text_or_nothing(measure.last),
        rounded(limits.map(|it| it.low)),
        rounded(judged.chart().map(|it| it.center)),
        rounded(limits.map(|it| it.high)),
        in_baseline.map_or(Cell::Missing(""), Cell::Flag),
        Cell::Text(signs.join(";")),
    ]
}

fn stretch_cells(stretch: &Stretch, settings: &Settings) -> Vec<Cell> {
    let judged = &stretch.judged;
    let key = |place: usize| periods::key(settings.per, &stretch.points[place].period);
    let versions: Vec<String> = stretch.versions.iter().map(ToString::to_string).collect();
    let worst = stretch.points.iter().filter_map(|it| it.measure.worst);
    let limits = judged.limits.as_ref().ok();
    let firm = match &judged.limits {
        Err(NoLimits::TooFew(_)) => "too_few",
        Err(NoLimits::BaselineTooShort(_)) => "baseline_too_short",
        Ok((chart, ..)) if chart.is_flat => "no_variation",
        Ok(_) if judged.is_chosen => "chosen",
        Ok(_) if judged.is_provisional() => "provisional",
        Ok(_) => "locked",
    };
    let drift = judged.drift.as_ref();
    let slope = drift.and_then(|it| it.slope);
    let ends = slope.and_then(|it| it.interval);
    let direction = drift.map(|it| match it.direction() {
        None => "cannot_tell",
        Some(1..) => "rising",
        Some(_) => "falling",
    });
    vec![
        Cell::Text(versions.join(";")),
        Cell::Text(
            match stretch.opening {
                Opening::First => "first",
                Opening::NewVersion => "new_version",
                Opening::NewAuditors => "other_auditors",
            }
            .into(),
        ),
        Cell::Text(key(0)),
        Cell::Text(key(stretch.points.len() - 1)),
        Cell::Count(stretch.points.len() as u64),
        Cell::Count(stretch.n_visits()),
        stretch.sums().mean().map_or(Cell::Missing(""), Cell::Mean),
        worst
            .map(|it| it.share)
            .min()
            .map_or(Cell::Missing(""), Cell::Share),
        spread(stretch.sums().into()),
        text_or_nothing(limits.map(|(_, limits, _)| limits_word(*limits))),
        Cell::Text(firm.into()),
        text_or_nothing(limits.map(|(_, _, range)| key(range.start))),
        text_or_nothing(limits.map(|(_, _, range)| key(range.end - 1))),
        rounded(judged.chart().map(|it| it.mean_step)),
        drift.map_or(Cell::Missing(""), |it| Cell::Number(it.test.s as f64)),
        super::wording::p_number(drift.map(|it| it.test.p)),
        rounded(slope.map(|it| it.slope)),
        rounded(ends.map(|it| it.low)),
        rounded(ends.map(|it| it.high)),
        text_or_nothing(direction),
        rounded(judged.slope_of_visits.map(|it| it.value)),
    ]
}
