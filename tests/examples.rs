//! The worked audits of `examples/` reproduce: every expected report beside them is what the program
//! writes, the picture of the README is a real run, and their seals hold.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::Mystery;

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name)
}

/// Compares with a file of the examples, or writes it with `UPDATE_EXAMPLES=1`.
#[track_caller]
fn check(path: &Path, found: &str) {
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == found,
        "{} is not what the program writes; UPDATE_EXAMPLES=1 cargo test examples writes it anew\n{found}",
        path.display()
    );
}

/// As [`check`], for a picture of the README.
#[track_caller]
pub fn check_picture(name: &str, svg: &str) {
    check(&example(name), svg);
}

#[test]
fn comparisons_come_out_as_expected_in_every_format() {
    for name in ["kansas-city", "email-test-2009"] {
        let folder = example(name);
        let ledger = folder.display().to_string();
        for (format, ending) in [
            ("terminal", "txt"),
            ("csv", "csv"),
            ("json", "json"),
            ("markdown", "md"),
        ] {
            // A ledger is read as one, bare CSV by its path.
            let arguments: Vec<&str> = if name == "kansas-city" {
                vec!["--ledger", &ledger, "compare", "--format", format]
            } else {
                vec!["compare", &ledger, "--format", format]
            };
            let run = Mystery::new().args(arguments).run();
            assert_eq!(run.status, 0, "{}", run.stderr);
            check(
                &folder.join(format!("expected/compare.{ending}")),
                &run.stdout,
            );
        }
    }
}

#[test]
fn what_goes_deeper_comes_out_as_expected() {
    let folder = example("kansas-city");
    let ledger = folder.display().to_string();
    for arguments in [
        "compare --by month",
        "compare --by scenario",
        "trend",
        "trend --per visit",
        "blind-spots",
        "agreement",
        "drivers",
        "fairness",
        "plan size",
    ] {
        let typed = ["--ledger", &ledger]
            .into_iter()
            .chain(arguments.split(' '));
        let run = Mystery::new().args(typed).run();
        assert_eq!(run.status, 0, "{}", run.stderr);
        let name = arguments.replace(" --", " ").replace(' ', "-");
        check(&folder.join(format!("expected/{name}.txt")), &run.stdout);
    }
}

#[test]
fn the_ledger_of_the_example_is_whole() {
    let folder = example("kansas-city").display().to_string();
    let run = Mystery::new().args(["--ledger", &folder, "verify"]).run();
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn the_published_figure_is_reproduced() {
    // Maddie's Fund and Petfinder, 2009: 20 of 50 rescues did not answer within 24 hours.
    let folder = example("email-test-2009").display().to_string();
    let run = Mystery::new()
        .args(["compare", &folder, "--format", "json"])
        .run();
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let total = json["scores"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["level"] == "total");
    let total = total.expect("there is a total");
    assert_eq!(
        (total["n_visits"].as_u64(), total["mean"].as_f64()),
        (Some(50), Some(0.6))
    );
}

#[test]
fn the_picture_of_the_readme_is_a_real_run() {
    let folder = example("kansas-city").display().to_string();
    let arguments = ["--color", "always", "--ledger", &folder, "compare"];
    let run = Mystery::new().args(arguments).run();
    let head: Vec<&str> = run.stdout.lines().take(42).collect();
    let shown = format!("$ mystery compare\n\n{}\n", head.join("\n"));
    let svg = anstyle_svg::Term::new().render_svg(&shown);
    check_picture("compare.svg", &svg);
}

#[test]
fn the_chart_of_the_readme_is_drawn_by_the_report() {
    let ledger = example("kansas-city").display().to_string();
    let mut mystery = Mystery::new();
    let run = mystery.run_with(["--ledger", &ledger, "report", "--charts", "charts"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    check_picture("sections.svg", &mystery.read("charts/sections.svg"));
}
