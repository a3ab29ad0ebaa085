//! Statistics against published and independently computed figures: one test for each file in
//! `tests/oracles/`, which names its sources. Published figures to the digits printed there, computed
//! ones to 1e-9.

use std::path::Path;

use serde_json::Value;

mod comparing;
mod cross_check;
mod driving;
mod planning;
mod rating;
mod sharing;
mod watching;

/// How near computed figures must come.
const NEAR: f64 = 1e-9;

/// An oracle's cases.
struct Oracle(Vec<Value>);

impl Oracle {
    fn of(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/oracles/{name}.json"));
        let text = std::fs::read_to_string(path).unwrap();
        let oracle: Value = serde_json::from_str(&text).unwrap();
        Self(oracle["cases"].as_array().unwrap().clone())
    }

    /// The one case, which must be there.
    fn case(&self, id: &str) -> &Value {
        self.0.iter().find(|case| case["id"] == id).unwrap()
    }
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("no number: {value}"))
}

fn whole(value: &Value) -> u64 {
    value
        .as_u64()
        .unwrap_or_else(|| panic!("no count: {value}"))
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

/// A computed figure, to 1e-9 of its size (of 1 when smaller).
#[track_caller]
fn near(given: f64, expected: &Value) {
    let expected = number(expected);
    let error = (given - expected).abs();
    assert!(
        error <= NEAR * expected.abs().max(1.0),
        "{given} is not {expected}"
    );
}

/// As [`near`], for each.
#[track_caller]
fn all_near(given: &[f64], expected: &Value) {
    let expected = expected.as_array().unwrap();
    assert_eq!(given.len(), expected.len());
    for (given, expected) in given.iter().zip(expected) {
        near(*given, expected);
    }
}

/// A published figure, to the digits it was printed with.
#[track_caller]
fn printed(given: f64, expected: &Value, decimals: i32) {
    let expected = number(expected);
    let half = 0.5 * 10_f64.powi(-decimals) * (1.0 + 1e-9);
    assert!(
        (given - expected).abs() <= half,
        "{given} does not print as {expected}"
    );
}

/// As [`printed`], for each.
#[track_caller]
fn all_printed(given: &[f64], expected: &Value, decimals: i32) {
    let expected = expected.as_array().unwrap();
    assert_eq!(given.len(), expected.len());
    for (given, expected) in given.iter().zip(expected) {
        printed(*given, expected, decimals);
    }
}

fn ends(interval: mystery_shop::stats::interval::Interval) -> [f64; 2] {
    [interval.low, interval.high]
}

#[test]
fn every_file_has_its_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles");
    let mut sources = include_str!("scoring.rs").to_owned();
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            sources += &std::fs::read_to_string(&path).unwrap();
        } else {
            names.push(path.file_stem().unwrap().to_str().unwrap().to_owned());
        }
    }
    names.sort();
    for name in names {
        assert!(
            sources.contains(&format!("Oracle::of(\"{name}\")"))
                || sources.contains(&format!("oracles/{name}.json")),
            "{name} is not tested"
        );
    }
}
