//! The order of rows, columns, files and folders, and the number of cores, change no byte: every
//! command that reads many visits, over the worked example, whole and taken apart.

use std::fs;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::Command;

use mystery_shop::model::visit::{Name, Role, Visit, VisitId};

use crate::harness::{Mystery, Run};
use crate::rows::{self, KIOSK};

/// Every command that reads visits from files; `VISITS` stands for where they are.
const COMMANDS: [&str; 24] = [
    "compare VISITS",
    "compare VISITS --explain --about organisation --matters 3",
    "compare VISITS --by item",
    "compare VISITS --by month",
    "compare VISITS --by site",
    "compare VISITS --by scenario",
    "compare VISITS --by tag:facet",
    "compare VISITS --by tag:stage",
    "trend VISITS --explain",
    "trend VISITS --per visit --item hand_offs",
    "trend VISITS --per quarter --section welcome --all-signs",
    "blind-spots VISITS --explain",
    "agreement VISITS --explain",
    "drivers VISITS --explain",
    "fairness VISITS --explain",
    "plan size VISITS --looks 3",
    "standard rescore next.yaml VISITS",
    "standard rescore adoption-counter VISITS",
    "standard raise next.yaml VISITS",
    "standard raise adoption-counter VISITS",
    "report VISITS",
    "report VISITS --full",
    "lessons VISITS",
    "lessons VISITS --full",
];

/// The same rows, the columns and the rows from the last to the first.
pub fn turned(text: &str) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(&rows[0]).chain(rows[1..].iter().rev()) {
        writer.write_record(row.iter().rev()).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Several files as one.
fn joined(files: &[String]) -> String {
    let mut text = files[0].clone();
    for file in &files[1..] {
        text.push_str(file.split_once('\n').expect("a line of names").1);
    }
    text
}

/// The copy of the standard that the visits of the example were scored with.
const KEPT: &str = "adoption-counter-1.0.0-fb5f7645b4e1c9877.yaml";

/// The visits of the example, a file each, and its standard.
fn example() -> (Vec<String>, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kansas-city/visits");
    let read = |folder: &Path, end: &str| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|it| it == end));
        paths.sort();
        let files = paths.iter().map(|path| fs::read_to_string(path).unwrap());
        files.collect()
    };
    let standard = fs::read_to_string(folder.join("standards").join(KEPT)).unwrap();
    (read(&folder, "csv"), standard)
}

fn shown(mystery: &mut Mystery, command: &str, visits: &str, format: &str) -> Run {
    let words = command.replace("VISITS", visits) + " --format " + format;
    mystery.run_with(words.split(' '))
}

#[test]
fn rows_columns_and_files_in_any_order_give_the_same_bytes() {
    let (files, standard) = example();
    // With easier thresholds, so that there is something to score otherwise and to raise.
    let next = standard.replace("{30s: 1, 2m: 0.5}", "{80s: 1, 2m: 0.5}");
    assert_ne!(next, standard);
    let turned_files: Vec<String> = files.iter().rev().map(|file| turned(file)).collect();
    let mut mystery = Mystery::new()
        .file("next.yaml", next)
        // The standard that came along when these visits were scored has another version by now.
        .file("ledger/mystery.yaml", "organisation: Kansas City Pets\n")
        .file(&format!("ledger/visits/standards/{KEPT}"), &standard)
        .file("whole.csv", joined(&files))
        .file("first.csv", joined(&turned_files[..5]))
        .file("last.csv", joined(&turned_files[30..]))
        .stdin(&joined(&turned_files));
    for (n, file) in turned_files[5..30].iter().enumerate() {
        mystery.write(&format!("others/{}.csv", 90 - n), file);
    }
    // The other formats say what these two say; each command is shown in one of them.
    let others = ["csv", "markdown", "html"].into_iter().cycle();
    for (command, other) in COMMANDS.into_iter().zip(others) {
        for (format, visits) in [
            ("terminal", "last.csv others first.csv"),
            ("json", "-"),
            (other, "last.csv others first.csv"),
        ] {
            let whole = shown(&mut mystery, command, "whole.csv", format);
            assert_eq!(whole.status, 0, "{command}: {}", whole.stderr);
            let least = if format == "csv" { 40 } else { 200 };
            assert!(whole.stdout.len() > least, "{command}: {}", whole.stdout);
            let other = shown(&mut mystery, command, visits, format);
            assert!(
                whole.stdout == other.stdout && other.status == 0,
                "{command} of {visits} as {format}:\n{}\n{}\n{}",
                whole.stdout,
                other.stdout,
                other.stderr
            );
        }
    }
}

#[test]
fn a_ledger_whose_rows_are_turned_checks_alike() {
    let (files, standard) = example();
    let checked = |changed: &dyn Fn(&str) -> String| {
        let mut mystery = Mystery::new()
            .file("ledger/mystery.yaml", "organisation: Kansas City Pets\n")
            .file("standard.yaml", &standard)
            .file(&format!("ledger/visits/standards/{KEPT}"), &standard);
        for file in &files {
            let id = file.lines().nth(1).and_then(|row| row.split(',').next());
            let path = format!("ledger/visits/{}.csv", id.expect("a visit has rows"));
            mystery.write(&path, changed(file));
        }
        let check = "standard check standard.yaml --against-ledger --ledger ledger";
        mystery.run_with(check.split(' '))
    };
    let (plain, turned) = (checked(&str::to_owned), checked(&turned));
    let said = plain.stdout.clone() + &plain.stderr;
    assert!(said.contains("By 34 visits"), "{said}");
    assert_eq!((plain.stdout, plain.stderr), (turned.stdout, turned.stderr));
}

/// Enough visits to be shared out among cores: two organisations, three sites each.
fn many() -> Vec<Visit> {
    let kiosk = rows::standard(KIOSK);
    let one = |n: usize| {
        let (organisation, role) = [("Us", Role::Own), ("City", Role::Competitor)][n % 2];
        let when = format!("2026-{:02}-{:02}", 1 + n / 28 % 10, 1 + n % 28);
        let answers = format!(
            "wait={}|greeted={}|hand_offs={}|respect=yes|ended=they_named_the_next_step",
            n * 7 % 151,
            if n.is_multiple_of(3) { "no" } else { "yes" },
            n * 5 % 3,
        );
        let mut visit = rows::visit(&kiosk, organisation, role, &when, &answers);
        let site = ["Main", "North", "South"][n / 2 % 3];
        visit.facts.site = Name::new(site).unwrap();
        visit.facts.id = VisitId::new(&format!("{when}-{n:04}-{site}").to_lowercase()).unwrap();
        visit.facts.auditor = format!("a{}", n % 7);
        visit
    };
    (0..5_200).map(one).collect()
}

#[test]
#[cfg(target_os = "linux")]
fn any_number_of_cores_gives_the_same_bytes() {
    let mystery = Mystery::new()
        .file("standards/kiosk.yaml", KIOSK)
        .file("next.yaml", KIOSK.replace("{30s: 1,", "{100s: 1,"))
        .file("many.csv", rows::csv(&many()));
    let on = |cores: &str, command: &str| {
        let program = mystery.command();
        let variables = program.get_envs();
        let output = Command::new("taskset")
            .args(["-c", cores])
            .arg(program.get_program())
            .args(command.split(' '))
            .current_dir(mystery.path())
            .env_clear()
            .envs(variables.filter_map(|(name, value)| Some((name, value?))))
            .output();
        let output = output.expect("it ran before");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {said}");
        output.stdout
    };
    // Where a system does not let us choose there is nothing to hold against it.
    let may_choose = |cores: &str| {
        let choice = Command::new("taskset").args(["-c", cores, "true"]).output();
        choice.is_ok_and(|output| output.status.success())
    };
    if !may_choose("0") || !may_choose("0-63") {
        return;
    }
    for command in [
        "compare many.csv --by site --explain --format json",
        "compare many.csv --by item --format csv",
        "trend many.csv --explain --format json",
        "blind-spots many.csv --format json",
        "agreement many.csv --format json",
        "drivers many.csv --format json",
        "fairness many.csv --format json",
        "plan size many.csv --format json",
        "standard rescore next.yaml many.csv --format json",
        "standard raise next.yaml many.csv --format json",
    ] {
        let (one, all) = (on("0", command), on("0-63", command));
        assert!(one == all, "{command}");
        assert!(one.len() > 150, "{command}");
    }
}
