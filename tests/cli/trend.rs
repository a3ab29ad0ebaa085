//! `mystery trend`: figures of handbooks and by hand, from the CSV of visits to what is printed.

use mystery_shop::model::moment::{Moment, Visited};
use mystery_shop::model::share::Credit;
use mystery_shop::model::standard::Standard;
use mystery_shop::model::visit::{Role, Visit, VisitId};
use serde_json::Value;

use crate::harness::{Mystery, Run, says};
use crate::rows::{METER, YES_NO, csv, files, json_of_visits, standard, visit};

/// [`METER`] with an aim.
fn meter() -> String {
    METER.replace("sections:", "scoring: {target: 85}\nsections:")
}

/// A visit on the first day of a month, counted from January 2024.
fn in_month(standard: &Standard, month: usize, credit: f64, n: usize) -> Visit {
    let when = format!(
        "{}-{:02}-{:02}",
        2024 + month / 12,
        month % 12 + 1,
        n % 28 + 1
    );
    let answer = match (standard.title.first(), credit > 0.5) {
        ("Yes or no", true) => "it=yes",
        ("Yes or no", false) => "it=no",
        _ => "it=20",
    };
    let mut visit = visit(standard, "Us", Role::Own, &when, answer);
    visit.facts.id = VisitId::new(&format!("{}{n}", visit.facts.id)).unwrap();
    visit.answers[0].credit = Credit::new(credit);
    visit
}

fn monthly(totals: &[f64]) -> Vec<Visit> {
    let meter = standard(&meter());
    let months = totals.iter().enumerate();
    months
        .map(|(month, total)| in_month(&meter, month, *total, 0))
        .collect()
}

/// Visits whose trend has every kind of row.
pub(crate) fn trend_files() -> Mystery {
    files(&meter(), &monthly(&SHIFT))
}

fn run(mystery: &mut Mystery, arguments: &[&str]) -> Run {
    let all = ["trend", "visits.csv"].iter().chain(arguments);
    mystery.run_with(all.copied())
}

fn json(mystery: &mut Mystery, arguments: &[&str]) -> Value {
    json_of_visits(mystery, "trend", arguments)
}

/// Twelve points of noise round 80, then a step to 87.
const SHIFT: [f64; 20] = [
    0.80, 0.78, 0.83, 0.79, 0.81, 0.82, 0.77, 0.80, 0.79, 0.82, 0.81, 0.78, 0.86, 0.88, 0.85, 0.87,
    0.89, 0.86, 0.88, 0.87,
];

#[test]
fn the_limits_of_twelve_months_show_the_step_behind_them() {
    // By hand: the eleven steps add up to .30, so 3 x .30/11/1.128 = .07253 round .80.
    let mut mystery = files(&meter(), &monthly(&SHIFT));
    let whole = json(&mut mystery, &[]);
    let points = whole["points"].as_array().unwrap();
    assert_eq!(points.len(), 20);
    for point in points {
        assert_eq!(
            [&point["low"], &point["middle"], &point["high"]],
            [&0.7275, &0.8, &0.8725]
        );
    }
    let marked: Vec<(usize, &str)> = points
        .iter()
        .enumerate()
        .map(|(n, point)| (n, point["signs"].as_str().unwrap()))
        .filter(|(_, signs)| !signs.is_empty())
        .collect();
    // As the oracle of control charts has it: 13, 16 and 18 beyond, 19 the eighth in a row.
    assert_eq!(
        marked,
        [
            (13, "beyond_limits"),
            (16, "beyond_limits"),
            (18, "beyond_limits"),
            (19, "run")
        ]
    );
    let stretch = &whole["stretches"][0];
    assert_eq!(stretch["limits"], "locked");
    assert_eq!(stretch["baseline_to"], "2024-12");
    assert_eq!(stretch["drift"], "rising");
    let shown = run(&mut mystery, &[]);
    says(
        &shown,
        "Noise alone moves a month anywhere between 72.7 and 87.3, round a middle of 80.0. Limits fixed from the first 12 months.",
    );
    says(
        &shown,
        "More than noise, January 2025 to August 2025: 8 in a row above the middle.",
    );
    says(
        &shown,
        "More than noise, February 2025: 88.0, above what noise does.",
    );
    says(
        &shown,
        "limits from 12 months show a sign within a dozen more in about 2 of 10 series in which nothing changed at all.",
    );
    insta::assert_snapshot!("trend_shift", shown.snapshot(&mystery));
}

#[test]
fn the_flow_rate_of_the_handbook_has_its_limits() {
    // NIST/SEMATECH e-Handbook 6.3.2.2: middle 50.81, limits 45.8159 and 55.8041.
    let flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
    let totals = flow.map(|percent| percent / 100.0);
    let whole = json(&mut files(&meter(), &monthly(&totals)), &[]);
    let point = &whole["points"][0];
    assert_eq!(
        [&point["low"], &point["middle"], &point["high"]],
        [&0.4582, &0.5081, &0.558]
    );
    assert_eq!(whole["stretches"][0]["limits"], "provisional");
}

#[test]
fn the_wafers_of_the_handbook_are_a_chart_of_shares() {
    // NIST/SEMATECH e-Handbook 6.3.3.2: of 50 each, limits .0524 and .4102, samples 15 and 23 out.
    let failed = [
        12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9,
        12, 7, 13, 9, 6,
    ];
    let yes_no = standard(YES_NO);
    let mut visits = Vec::new();
    for (month, failed) in failed.into_iter().enumerate() {
        for n in 0..50 {
            visits.push(in_month(&yes_no, month, f64::from(u8::from(n < failed)), n));
        }
    }
    let mut mystery = files(YES_NO, &visits);
    let arguments = [
        "--item",
        "it",
        "--baseline",
        "2024-01-01..2026-12-31",
        "--why",
        "as printed",
    ];
    let whole = json(&mut mystery, &arguments);
    let points = whole["points"].as_array().unwrap();
    assert_eq!(
        [&points[0]["low"], &points[0]["middle"], &points[0]["high"]],
        [&0.0524, &0.2313, &0.4102]
    );
    let beyond: Vec<usize> = points
        .iter()
        .enumerate()
        .filter(|(_, point)| point["signs"] == "beyond_limits")
        .map(|(n, _)| n + 1)
        .collect();
    assert_eq!(beyond, [15, 23]);
    assert_eq!(whole["stretches"][0]["chart"], "shares");
    assert_eq!(whole["stretches"][0]["limits"], "chosen");
}

#[test]
fn the_line_breaks_at_a_new_version_and_at_other_auditors() {
    let two = standard(&meter().replace("1.0.0", "2.0.0"));
    let mut visits = monthly(&SHIFT[..14]);
    for (n, visit) in visits.iter_mut().enumerate() {
        visit.facts.auditor = if n < 7 { "a1" } else { "b1" }.into();
    }
    for month in 14..16 {
        let mut later = in_month(&two, month, 0.6, 0);
        later.facts.auditor = "b1".into();
        visits.push(later);
    }
    let mut mystery =
        files(&meter(), &visits).file("standards/two.yaml", meter().replace("1.0.0", "2.0.0"));
    let whole = json(&mut mystery, &[]);
    let stretches: Vec<String> = whole["stretches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            format!(
                "{} {} {} {}",
                it["opens"], it["from"], it["n_points"], it["limits"]
            )
        })
        .collect();
    assert_eq!(
        stretches,
        [
            r#""first" "2024-01" 7 "provisional""#,
            r#""other_auditors" "2024-08" 7 "provisional""#,
            r#""new_version" "2025-03" 2 "too_few""#,
        ]
    );
    let shown = run(&mut mystery, &[]);
    insta::assert_snapshot!("trend_breaks", shown.snapshot(&mystery));
    // An item with the same scale in both goes on.
    let item = json(&mut mystery, &["--item", "it"]);
    assert_eq!(item["stretches"].as_array().unwrap().len(), 2);
}

#[test]
fn what_cannot_be_told_is_said_plainly() {
    let few = run(&mut files(&meter(), &monthly(&SHIFT[..5])), &[]);
    says(
        &few,
        "5 months so far: too early to tell noise from change. From 6 on it can be told.",
    );
    let six = run(&mut files(&meter(), &monthly(&SHIFT[..6])), &[]);
    says(
        &six,
        "All 6 months lie within: no sign that anything changed, which is no proof that nothing did.",
    );
    says(
        &six,
        "Whether it rises or falls on the whole can be told from 8 months on.",
    );
    let flat = run(&mut files(&meter(), &monthly(&[0.8; 8])), &[]);
    says(
        &flat,
        "came to the same, 80.0: there is no noise to judge by, so no sign can be seen.",
    );
    says(&flat, "no variation");
    let none = Mystery::new().args(["trend"]).run();
    says(&none, "There are no visits to follow yet.");
}

#[test]
fn a_steady_rise_has_its_slope() {
    // By hand: every one of the 28 pairs rises, so S = 28 and p = 2/8!; each step is 1 point.
    let rising: Vec<f64> = (0..8).map(|n| 0.70 + 0.01 * f64::from(n)).collect();
    let mut mystery = files(&meter(), &monthly(&rising));
    let whole = json(&mut mystery, &[]);
    let stretch = &whole["stretches"][0];
    assert_eq!(stretch["s"], 28);
    assert_eq!(stretch["p"], 0);
    assert_eq!([&stretch["slope"], &stretch["slope_low"]], [&0.01, &0.01]);
    says(
        &run(&mut mystery, &[]),
        "Over these 8 months it rises on the whole by about 1.0 points a month, likely 1.0 to 1.0; noise alone seldom does that.",
    );
}

#[test]
fn waves_are_those_of_the_programme() {
    let mut mystery = files(&meter(), &monthly(&SHIFT[..9]));
    let run = run(&mut mystery, &["--per", "wave"]);
    assert_eq!(run.status, 3);
    assert!(
        run.stderr.contains("the programme has no waves"),
        "{}",
        run.stderr
    );
    mystery.write(
        "ledger/mystery.yaml",
        "schema: 1\nwaves: [{name: winter, from: 2024-01-01, to: 2024-03-31}, {name: summer, from: 2024-06-01, to: 2024-08-31}]\n",
    );
    let whole = json(&mut mystery, &["--per", "wave"]);
    let points: Vec<(&Value, &Value)> = whole["points"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| (&point["period"], &point["n_visits"]))
        .collect();
    assert_eq!(
        points,
        [(&"winter".into(), &3.into()), (&"summer".into(), &3.into())]
    );
    let shown = super::trend::run(&mut mystery, &["--per", "wave"]);
    says(&shown, "3 visits more lie outside of every wave.");
}

#[test]
fn what_is_typed_wrongly_has_a_way_out() {
    let mut mystery = files(&meter(), &monthly(&SHIFT));
    for (arguments, status, expected) in [
        (
            ["--per", "year"],
            2,
            "type month, week, quarter, wave or visit",
        ),
        (["--baseline", "2024-01-01..2024-12-31"], 2, "--why"),
        (
            ["--baseline", "2024"],
            2,
            "type two days, the earlier first",
        ),
        (
            ["--item", "nothing"],
            3,
            "no standard of these visits has item `nothing`",
        ),
        (
            ["--standard", "other"],
            3,
            "no visit was scored with `other`",
        ),
    ] {
        let run = run(&mut mystery, &arguments);
        assert_eq!(run.status, status, "{arguments:?}");
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    }
}

#[test]
fn the_order_of_rows_and_files_changes_no_byte() {
    let mut visits = monthly(&SHIFT);
    for (n, visit) in visits.iter_mut().enumerate() {
        // Two on the same day, one without a time.
        if n % 5 == 0 {
            visit.facts.visited = Visited::On(visit.facts.visited.date());
        }
        if n % 3 == 0 {
            visit.facts.started = Moment::from_record("2026-11-01T10:00:00-06:00").unwrap();
        }
    }
    let mut mystery = files(&meter(), &visits);
    let arguments = ["--explain", "--all-signs"];
    let formats = ["terminal", "markdown", "csv", "json"];
    let whole = formats.map(|format| {
        run(
            &mut mystery,
            &[&arguments[..], &["--format", format]].concat(),
        )
        .stdout
    });
    visits.reverse();
    mystery.write("visits.csv", csv(&visits[7..]));
    mystery.write("more.csv", csv(&visits[..7]));
    for (format, whole) in formats.iter().zip(whole) {
        let parts = ["more.csv", "--format", format];
        let parts = run(&mut mystery, &[&arguments[..], &parts].concat()).stdout;
        assert!(parts == whole, "{format}");
    }
}
