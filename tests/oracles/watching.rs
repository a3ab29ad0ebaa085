//! Points in time: control charts and trends.

use mystery_shop::stats::control::{Chart, Rule, p_chart, xmr};
use mystery_shop::stats::line::line;
use mystery_shop::stats::trend::{exact_tail, mann_kendall, sen};
use serde_json::Value;

use super::{Oracle, all_near, near, number, numbers, printed, whole};

fn limits(chart: &Chart, expected: &Value) {
    near(chart.center, &expected["mean"]);
    near(chart.mean_step, &expected["mr_bar"]);
    let point = chart.points[0];
    near(point.high, &expected["ucl"]);
    near(point.low, &expected["lcl"]);
    // The rounded factor that handbooks print.
    near(chart.center + 2.66 * chart.mean_step, &expected["ucl_266"]);
    near(chart.center - 2.66 * chart.mean_step, &expected["lcl_266"]);
    near(chart.step_limit(), &expected["mr_ucl_3267"]);
}

#[test]
fn control_charts() {
    let oracle = Oracle::of("control_charts");
    let case = oracle.case("nist_flowrate");
    let x = numbers(&case["x"]);
    let chart = xmr(&x, x.len()).unwrap();
    limits(&chart, &case["expected"]);
    let published = &case["published"];
    printed(chart.center, &published["mean"], 2);
    printed(chart.mean_step, &published["mr_bar"], 4);
    printed(chart.points[0].high, &published["ucl"], 4);
    printed(chart.points[0].low, &published["lcl"], 4);

    let case = oracle.case("ms_shift");
    let baseline = numbers(&case["baseline"]);
    let all = [&baseline[..], &numbers(&case["new"])].concat();
    let chart = xmr(&all, baseline.len()).unwrap();
    limits(&chart, &case["expected"]["limits_from_baseline"]);
    let signals = &case["expected"]["signals_index0"];
    for (rule, name) in [
        (Rule::Beyond, "r1_beyond_3s"),
        (Rule::Run(8), "r2_run8_we"),
        (Rule::Run(9), "r2_run9_nelson"),
        (Rule::Run(7), "run7_nhs"),
        (Rule::Steady(6), "r3_trend6"),
        (Rule::Steady(7), "trend7_nhs"),
        (Rule::TwoOfThree, "r5_2of3_2s"),
        (Rule::FourOfFive, "r6_4of5_1s"),
    ] {
        let found: Vec<Value> = chart
            .signals(&[rule])
            .iter()
            .map(|signal| signal.at.into())
            .collect();
        assert_eq!(Value::from(found), signals[name], "{name}");
    }

    let case = oracle.case("xmr_constant");
    let x = numbers(&case["x"]);
    let chart = xmr(&x, x.len()).unwrap();
    near(chart.center, &case["expected"]["mean"]);
    assert!(chart.is_flat && chart.signals(&[Rule::Beyond]).is_empty());

    let case = oracle.case("nist_pchart_wafer");
    let n = whole(&case["n"]);
    let defects = case["defects"].as_array().unwrap();
    let points: Vec<(u64, u64)> = defects.iter().map(|defects| (whole(defects), n)).collect();
    let chart = p_chart(&points, points.len()).unwrap();
    near(chart.center, &case["expected"]["p_bar"]);
    near(chart.points[0].high, &case["expected"]["ucl"]);
    near(chart.points[0].low, &case["expected"]["lcl"]);
    let out: Vec<Value> = chart
        .signals(&[Rule::Beyond])
        .iter()
        .map(|signal| signal.at.into())
        .collect();
    assert_eq!(Value::from(out), case["expected"]["out_index0"]);
    let published = &case["published"];
    printed(chart.center, &published["p_bar"], 4);
    printed(chart.points[0].high, &published["ucl"], 4);
    printed(chart.points[0].low, &published["lcl"], 4);
}

#[test]
fn trend() {
    for case in &Oracle::of("trend").0 {
        let expected = &case["expected"];
        if case.get("x").is_none() {
            let n = usize::try_from(whole(&case["n"])).unwrap();
            let tail = exact_tail(case["S"].as_i64().unwrap(), n);
            near(tail, &expected["p_one_sided"]);
            near(2.0 * tail, &expected["p_two_sided"]);
            let published = &case["published"]["p_one_sided"];
            printed(
                tail,
                published,
                if number(published) < 0.01 { 4 } else { 3 },
            );
            continue;
        }
        let x = numbers(&case["x"]);
        let found = mann_kendall(&x).unwrap();
        assert_eq!(Some(found.s), expected["S"].as_i64());
        near(found.variance, &expected["var_S"]);
        near(found.z, &expected["z"]);
        near(found.p, &expected["p_normal"]);
        assert!(!found.is_exact && expected["p_exact"].is_null());
        near(found.tau_b.unwrap(), &expected["tau_b"]);
        let points: Vec<(f64, f64)> = (0_u32..).map(f64::from).zip(x).collect();
        near(sen(&points, 0.95).unwrap().slope, &expected["sen_slope"]);
        let singles: Vec<Vec<(f64, f64)>> = points.iter().map(|&point| vec![point]).collect();
        let fitted = line(&singles).unwrap();
        let both = [fitted.plain.value, fitted.plain.p().unwrap()];
        all_near(
            &both,
            &Value::from(vec![
                expected["ols"]["slope"].clone(),
                expected["ols"]["p"].clone(),
            ]),
        );
    }
}
