//! `mystery export`: what a spreadsheet and other programs make of it.

use std::path::PathBuf;

use mystery_shop::model::visit::{Role, Visit};

use crate::harness::{Mystery, hold_against};
use crate::rows::{KIOSK, csv, standard, visit};
use crate::sample;

const NASTY: [&str; 8] = [
    "=HYPERLINK(\"http://example.org\";\"click\")",
    "+49 30 1234567",
    "-5 of them; all \"rude\"",
    "@SUM(A1:A9)",
    "one\ntwo, three\nfour",
    "🐈 naïve 日本語 “quoted”",
    "1.10",
    "'tis 3/4, 007 and 1e5",
];

fn visits() -> Vec<Visit> {
    let kiosk = standard(KIOSK);
    let good = "wait=20|greeted=yes|hand_offs=0|respect=yes|ended=only_when_i_asked";
    let mut visits = Vec::new();
    for (n, text) in NASTY.iter().enumerate() {
        let role = if n % 2 == 0 {
            Role::Own
        } else {
            Role::Competitor
        };
        let name = if n % 2 == 0 {
            "=Us; “ours”"
        } else {
            "Riverside"
        };
        let mut visit = visit(&kiosk, name, role, &format!("2026-11-{:02}", n + 1), good);
        for answer in &mut visit.answers {
            answer.remark = (*text).into();
        }
        visits.push(visit);
    }
    visits
}

fn with_visits() -> Mystery {
    Mystery::new()
        .file("visits.csv", csv(&visits()))
        .file("standards/kiosk.yaml", KIOSK)
}

/// The options of a dialect.
const DIALECTS: [(&str, &[&str]); 4] = [
    ("plain", &[]),
    ("german", &["--separator", ";", "--decimal", ",", "--bom"]),
    ("tabs", &["--separator", "tab", "--decimal", "comma"]),
    (
        "awkward",
        &["--separator", "comma", "--decimal", "comma", "--bom"],
    ),
];

fn exported(mystery: &mut Mystery, name: &str, options: &[&str]) -> PathBuf {
    let command = ["export", name, "visits.csv"];
    let arguments = command.iter().chain(options);
    let run = mystery.run_with(arguments.copied());
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    mystery.path().join(name)
}

#[test]
fn a_folder_is_not_named_like_a_file() {
    let mut mystery = with_visits();
    let run = mystery.run_with(["export", "my.xlsx"]);
    assert_eq!(run.status, 2);
    assert_eq!(
        run.stderr,
        "mystery: `my.xlsx` would be a folder of tables, not a file\n  mystery report -o my.xlsx writes a workbook; for the folder: mystery export my\n"
    );
    assert!(!mystery.path().join("my.xlsx").exists());
    let run = mystery.run_with(["export", "german.csv"]);
    let of_excel = "  for Excel in German, French, Spanish: mystery export german --separator semicolon --decimal comma\n";
    assert!(run.stderr.ends_with(of_excel), "{}", run.stderr);
    std::fs::create_dir(mystery.path().join("june.csv")).unwrap();
    assert_eq!(mystery.run_with(["export", "june.csv"]).status, 0);
}

#[test]
fn a_folder_of_several_words_is_shown_with_its_quotes() {
    let mut mystery = with_visits();
    let run = mystery.run_with(["export", "for", "the", "accountant"]);
    assert_eq!(run.status, 3);
    let meant = "double quotes: mystery export \"for the accountant\"\n";
    assert!(run.stderr.contains(meant), "{}", run.stderr);
    // A file that is there, or a path, is no word of a name.
    let run = mystery.run_with(["export", "out", "lost.csv"]);
    assert_eq!(run.status, 3);
    assert!(!run.stderr.contains("double quotes"), "{}", run.stderr);
}

#[test]
fn a_row_an_answer_a_visit_and_an_item() {
    let mut mystery = with_visits();
    exported(&mut mystery, "out", &[]);
    let head = |name: &str, n: usize| {
        let text = mystery.read(name);
        let lines: Vec<&str> = text.lines().take(n).collect();
        lines.join("\n")
    };
    insta::assert_snapshot!("export_answers", head("out/answers.csv", 7));
    insta::assert_snapshot!("export_visits", mystery.read("out/visits.csv"));
    insta::assert_snapshot!("export_items", mystery.read("out/items.csv"));
    insta::assert_snapshot!("export_datapackage", head("out/datapackage.json", 70));
    let print = standard(KIOSK).fingerprint;
    assert_eq!(
        mystery.read(&format!("out/standards/kiosk-1.1.0-{print}.yaml")),
        KIOSK
    );
}

#[test]
fn every_section_of_every_standard_has_its_column() {
    let mut mystery = Mystery::new();
    for (id, section) in [("desk", "arrival"), ("shop", "till"), ("yard", "arrival")] {
        let yaml = format!(
            "id: {id}\ntitle: One\nsections: {{{section}: {{title: It, items: {{warm: {{ask: How warm?, levels: {{1: Cold, 2: Polite, 3: Kind}}}}}}}}}}\n"
        );
        mystery.write(&format!("{id}.yaml"), yaml);
        mystery.write(
            "visit.yaml",
            format!("organisation: {id}\nvisited: 2026-11-01\nanswers: {{warm: 2}}\n"),
        );
        let visit = ["visit", &format!("{id}.yaml"), "--answers", "visit.yaml"];
        let run = mystery.run_with(visit);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    let run = mystery.run_with(["export", "out"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let visits = mystery.read("out/visits.csv");
    let header = visits.lines().next().unwrap();
    let sections: Vec<&str> = header
        .split(',')
        .filter_map(|column| column.strip_prefix("section:"))
        .collect();
    assert_eq!(sections, ["arrival", "till"]);
    let answers = mystery.read("out/answers.csv");
    assert_eq!(answers.matches(",Polite,").count(), 3, "{answers}");
}

#[test]
fn every_dialect_reads_back_as_it_was() {
    let mut mystery = with_visits();
    let compared = |mystery: &mut Mystery, path: &str| {
        let run = mystery.run_with(["compare", path, "--format", "json"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout
    };
    let before = compared(&mut mystery, "visits.csv");
    for (name, options) in DIALECTS {
        exported(&mut mystery, name, options);
        assert_eq!(compared(&mut mystery, name), before, "{name}");
        assert_eq!(
            compared(&mut mystery, &format!("{name}/answers.csv")),
            before,
            "{name}"
        );
    }
}

#[test]
fn the_programme_says_the_dialect_and_options_override_it() {
    let mut mystery = with_visits().file(
        "ledger/mystery.yaml",
        "schema: 1\nspreadsheet: {separator: \";\", decimal: \",\", bom: true}\n",
    );
    exported(&mut mystery, "out", &[]);
    let text = mystery.read("out/visits.csv");
    assert!(text.starts_with("\u{feff}visit;kind;"), "{text}");
    assert!(text.contains(";0,9;0,9;90,0;"), "{text}");
    exported(
        &mut mystery,
        "out",
        &["--no-bom", "--separator", "comma", "--decimal", "dot"],
    );
    let text = mystery.read("out/visits.csv");
    assert!(text.starts_with("visit,kind,"), "{text}");
    assert!(text.contains(",0.9,0.9,90.0,"), "{text}");
    // A comparison for a file is in the same dialect; on standard output it is plain.
    let run = mystery.run_with(["compare", "visits.csv", "-o", "table.csv"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        mystery
            .read("table.csv")
            .starts_with("\u{feff}standard;versions;")
    );
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let mut mystery = with_visits().file("mine/letter.txt", "dear");
    let run = mystery.run_with(["export", "mine", "visits.csv"]);
    assert_eq!(run.status, 3);
    assert!(run.stderr.contains("`mine` is not empty"), "{}", run.stderr);
    assert_eq!(
        std::fs::read_dir(mystery.path().join("mine"))
            .unwrap()
            .count(),
        1
    );
    exported(&mut mystery, "out", &[]);
    let run = mystery.run_with(["export", "out", "visits.csv"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (
            0,
            "Replaced out: 8 visits in answers.csv, visits.csv and items.csv.\n"
        )
    );
}

#[test]
fn a_standard_that_cannot_be_read_stops_the_export_before_it_writes() {
    let mut mystery = Mystery::new().file("tiny.yaml", sample::YAML);
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &sample::OURS);
    let kept = ledger
        .layout()
        .kept_standard(&sample::facts(&sample::OURS).standard);
    std::fs::write(&kept, format!("{}x: 1\n", sample::YAML)).unwrap();
    let run = mystery.run_with(["export", "out"]);
    assert_eq!(run.status, 3, "{}", run.stderr);
    assert!(
        run.stderr.contains(
            "mystery: nothing was written: the standard tiny 1.0.0 of these visits cannot be read\n"
        ),
        "{}",
        run.stderr
    );
    assert!(!mystery.path().join("out").exists());
    // A comparison says which figures there are not, and that something is wrong.
    let run = mystery.run_with(["compare"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("is damaged"), "{}", run.stderr);
    assert!(run.stdout.contains("not computed"), "{}", run.stdout);
    let run = mystery.run_with(["export", "out", "--standard-file", "tiny.yaml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn frictionless_and_libreoffice_see_every_value() {
    let mut mystery = with_visits();
    let folders = DIALECTS.map(|(name, options)| exported(&mut mystery, name, options));
    let folders: Vec<&str> = folders.iter().map(|one| one.to_str().unwrap()).collect();
    for (program, n) in [("frictionless", folders.len()), ("libreoffice", 2)] {
        let arguments: Vec<&str> = ["--only", program]
            .into_iter()
            .chain(folders[..n].iter().copied())
            .collect();
        hold_against("check_export.py", &arguments, mystery.path());
    }
}

#[test]
fn semicolons_bring_the_mark_and_rows_say_whether_they_count() {
    let mut mystery = with_visits();
    exported(&mut mystery, "marked", &["--separator", ";"]);
    assert!(mystery.read("marked/answers.csv").starts_with('\u{feff}'));
    exported(&mut mystery, "bare", &["--separator", ";", "--no-bom"]);
    assert!(mystery.read("bare/answers.csv").starts_with("visit;kind;"));
    let mut visits = visits();
    visits[0].facts.kind = mystery_shop::model::visit::Kind::WhatIf;
    mystery.write("visits.csv", csv(&visits));
    let run = mystery.run_with(["export", "out", "visits.csv"]);
    assert!(
        run.stderr.contains("are of visits that count, with true"),
        "{}",
        run.stderr
    );
    let text = mystery.read("out/answers.csv");
    assert!(text.lines().next().unwrap().ends_with(",time,counts"));
    for row in text.lines().filter(|row| row.starts_with("2026-11-01")) {
        assert!(!row.ends_with(",true"), "{row}");
    }
}

#[test]
fn what_is_shared_names_nobody() {
    let secret = "Zelda Quillfeather, zelda@quill.example, was kind";
    let mut mystery = super::report::changed(|row| {
        if row[super::report::ITEM] == "next_step" {
            row[super::report::REMARK] = secret.into();
        }
        row[super::report::AUDITOR] = format!("codename{}", row[super::report::AUDITOR]);
        // A name so short that it is in most words.
        row[super::report::SITE] = "A".into();
    });
    let run = mystery.run_with(["export", "out", "visits", "--share"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mut all = run.stdout + &run.stderr;
    for entry in std::fs::read_dir(mystery.path().join("out")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            all += &std::fs::read_to_string(path).unwrap();
        }
    }
    for secret in ["Quillfeather", "zelda", "codename", "T10:20"] {
        assert!(!all.contains(secret), "{secret}");
    }
    assert!(all.contains("[name], [e-mail], was kind"), "{all}");
    // What was exported is read again, with the same scores.
    let again = mystery.run_with(["compare", "out", "--format", "csv"]);
    let before = mystery.run_with(["compare", "visits", "--format", "csv"]);
    assert_eq!(again.stdout, before.stdout);
}
