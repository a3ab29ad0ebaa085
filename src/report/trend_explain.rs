//! How limits, signs and drift were worked out, in the words of statistics: for `--explain` alone.

use super::trend_words::sign_word;
use super::wording::{gap, p, shown};
use super::{Block, Cell, Column, Table};
use crate::analysis::trend::{Limits, Settings, Sign, StandardTrend, signs_looked_for};

/// The rules, and the figures of each stretch.
pub(super) fn explained(one: &StandardTrend, settings: &Settings) -> Vec<Block> {
    let mut rows = Vec::new();
    for course in &one.courses {
        for (n, stretch) in (1..).zip(&course.stretches) {
            let judged = &stretch.judged;
            let chart = judged.chart();
            let limits = judged.limits.as_ref().ok();
            let drift = judged.drift.as_ref();
            let slope = drift.and_then(|drift| drift.slope);
            let points = |value: f64| Cell::Text(gap(shown(value)));
            let missing = || Cell::Missing("");
            rows.push(vec![
                Cell::Text(course.organisation.to_string()),
                Cell::Count(n),
                Cell::Text(
                    limits
                        .map_or("none", |(_, limits, _)| match limits {
                            Limits::Means => "XmR",
                            Limits::UnevenMeans => "XmR, uneven n",
                            Limits::Shares => "p-chart",
                        })
                        .into(),
                ),
                chart.map_or_else(missing, |it| points(it.mean_step)),
                drift.map_or_else(missing, |it| Cell::Text(format!("{:+}", it.test.s))),
                drift.map_or_else(missing, |it| p(Some(it.test.p))),
                slope.map_or_else(missing, |it| points(it.slope)),
                judged
                    .slope_of_visits
                    .map_or_else(missing, |it| points(it.value)),
                judged.slope_of_visits.map_or_else(missing, |it| p(it.p())),
            ]);
        }
    }
    let rules = signs_looked_for(settings.all_signs)
        .into_iter()
        .map(|rule| {
            let window = match rule {
                crate::stats::control::Rule::Run(n) | crate::stats::control::Rule::Steady(n) => n,
                _ => 1,
            };
            sign_word(&Sign {
                rule,
                from: 0,
                to: window - 1,
                is_up: true,
            })
        });
    let rules: Vec<String> = rules.collect();
    let per = settings.per;
    vec![
        Block::Heading(2, "How this was worked out".into()),
        Block::List(vec![
            "Limits: XmR chart, middle ± 3 x mean moving range / 1.128, never from the overall standard deviation. Where the visits of a period differ by more than a quarter from their mean number, the same on (x - middle) x root of n, so that limits widen where n is small.".into(),
            "A yes-or-no item: p-chart, middle ± 3 x root of p(1 - p)/n, where the rarer answer is expected five times in each period; else XmR of the share.".into(),
            "Baseline: all points from 6 to 11, then the first 12, locked; --baseline FROM..TO --why REASON chooses another.".into(),
            format!("Signs looked for: {} (or the other way round). --all-signs adds the more excitable ones.", rules.join("; ")),
            "The line breaks at a new major version, and where fewer than a third of the visits before or behind are by people who visited on both sides.".into(),
            format!("Drift: Mann-Kendall S with two-sided p, exact up to 10 {per}s without ties; Sen's median slope by the {per}, 95 %. Told from 8 on."),
            "Slope of the visits: least squares by the month from 20 visits on, CR2 by site where there are three sites or more.".into(),
            "Spread: the standard deviation of single visits.".into(),
        ]),
        Block::Table(Table {
            name: "explained",
            columns: vec![
                Column::new("organisation", "Organisation", 0),
                Column::new("stretch", "Stretch", 2),
                Column::new("chart", "Chart", 1),
                Column::new("step", "Mean step", 2),
                Column::new("s", "S", 1),
                Column::new("p", "p", 0),
                Column::new("slope", "Sen's slope", 0),
                Column::new("visits", "Slope of visits", 3),
                Column::new("visits_p", "its p", 3),
            ],
            rows,
        }),
    ]
}

/// What a kind of limits is called in data: stable.
pub(super) fn limits_word(limits: Limits) -> &'static str {
    match limits {
        Limits::Means => "means",
        Limits::UnevenMeans => "uneven_means",
        Limits::Shares => "shares",
    }
}
