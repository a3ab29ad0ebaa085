//! `mystery compare`: the figures, what is left out, and where visits may come from.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use mystery_shop::model::visit::{Kind, Role, Visit, VisitId};

use crate::harness::{Mystery, Run, hold_against};
use crate::order::turned;
use crate::rows::{KIOSK, csv, standard, visit};

const GOOD: &str = "wait=20|greeted=yes|hand_offs=0|respect=yes|ended=they_named_the_next_step";
const FAIR: &str = "wait=75|greeted=yes|hand_offs=1|respect=yes|ended=only_when_i_asked#I had to ask.|story=Busy, and kind.";
const BAD: &str =
    "wait=200|greeted=no|hand_offs=2|respect=no#Sighed, and turned away.|ended=no_next_step";

fn shelters() -> Vec<Visit> {
    let kiosk = standard(KIOSK);
    let sides: [(&str, Role, [&str; 5]); 3] = [
        (
            "Kansas City Pets",
            Role::Own,
            [GOOD, FAIR, GOOD, GOOD, FAIR],
        ),
        ("Riverside", Role::Competitor, [FAIR, BAD, FAIR, FAIR, BAD]),
        (
            "City Pound",
            Role::Competitor,
            [GOOD, GOOD, BAD, GOOD, FAIR],
        ),
    ];
    let mut visits = Vec::new();
    for (organisation, role, answers) in sides {
        for (n, answers) in answers.iter().enumerate() {
            let when = format!("2026-{:02}-03", 9 + n / 2);
            let mut visit = visit(&kiosk, organisation, role, &when, answers);
            visit.facts.id = VisitId::new(&format!("{}{n}", visit.facts.id)).unwrap();
            visits.push(visit);
        }
    }
    visits
}

fn with_shelters() -> Mystery {
    Mystery::new()
        .file("visits.csv", csv(&shelters()))
        .file("standards/kiosk.yaml", KIOSK)
}

#[test]
fn what_is_packed_counts_as_what_is_not() {
    let plain = csv(&shelters());
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(plain.as_bytes()).unwrap();
    let mut mystery = Mystery::new()
        .file("standards/kiosk.yaml", KIOSK)
        .file("all.csv", &plain)
        .file("all.csv.gz", packed.finish().unwrap());
    let said = |mystery: &mut Mystery, arguments: &[&str]| {
        let run = mystery.run_with(arguments.iter().copied());
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout
    };
    let of_plain = said(&mut mystery, &["compare", "all.csv"]);
    assert_eq!(said(&mut mystery, &["compare", "all.csv.gz"]), of_plain);
    said(&mut mystery, &["export", "plain", "all.csv"]);
    said(&mut mystery, &["export", "packed", "all.csv.gz"]);
    let answers = mystery.read("plain/answers.csv");
    assert_eq!(mystery.read("packed/answers.csv"), answers);
}

fn compared(mystery: &mut Mystery, arguments: &[&str]) -> Run {
    let all = ["compare"].iter().chain(arguments);
    mystery.run_with(all.copied())
}

#[test]
fn without_visits_it_says_how_to_begin() {
    let mystery = Mystery::new().args(["compare"]);
    let run = mystery.run();
    assert_eq!(run.status, 0);
    assert_eq!(
        run.stdout,
        "There are no visits to compare yet. Score the first one: mystery visit\nquick-check\n"
    );
    assert!(!mystery.ledger().exists());
}

#[test]
fn own_stands_beside_each_competitor_in_every_format() {
    let mut mystery = with_shelters();
    for format in ["terminal", "markdown", "csv", "json"] {
        let run = compared(&mut mystery, &["visits.csv", "--format", format]);
        insta::assert_snapshot!(format!("compare_{format}"), run.snapshot(&mystery));
    }
    let mut narrow = with_shelters().env("COLUMNS", "44");
    let run = compared(&mut narrow, &["visits.csv"]);
    insta::assert_snapshot!("compare_terminal_44", run.snapshot(&narrow));
}

#[test]
fn it_can_be_split_further() {
    let mut mystery = with_shelters();
    for by in [
        "section",
        "item",
        "site",
        "channel",
        "scenario",
        "month",
        "tag:stage",
    ] {
        let run = compared(&mut mystery, &["visits.csv", "--by", by]);
        let name = format!("compare_by_{}", by.replace(':', "_"));
        insta::assert_snapshot!(name, run.snapshot(&mystery));
    }
    let run = compared(&mut mystery, &["visits.csv", "--by", "weather"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("channel, scenario, month or tag:KEY"),
        "{}",
        run.stderr
    );
}

#[test]
fn with_few_visits_it_says_so_and_shows_the_answers() {
    let kiosk = standard(KIOSK);
    let visits = [
        visit(&kiosk, "Kansas City Pets", Role::Own, "2026-11-03", GOOD),
        visit(&kiosk, "Riverside", Role::Competitor, "2026-11-04", BAD),
    ];
    let mut mystery = Mystery::new()
        .file("visits.csv", csv(&visits))
        .file("standards/kiosk.yaml", KIOSK);
    let run = compared(&mut mystery, &["visits.csv"]);
    insta::assert_snapshot!("compare_few", run.snapshot(&mystery));
    let own = Mystery::new()
        .file("visits.csv", csv(&visits[..1]))
        .file("standards/kiosk.yaml", KIOSK)
        .args(["compare", "visits.csv"]);
    insta::assert_snapshot!("compare_own_only", own.run().snapshot(&own));
}

#[test]
fn what_does_not_count_is_said() {
    let kiosk = standard(KIOSK);
    let mut visits = shelters();
    let mut myself = visit(&kiosk, "Kansas City Pets", Role::Own, "2026-11-05", GOOD);
    myself.facts.kind = Kind::SelfAssessment;
    let mut corrected = visits[1].clone();
    corrected.facts.id = corrected.facts.id.with_revision(2);
    let mut second = visits[0].clone();
    second.facts.id = second.facts.id.with_second('b');
    let thin = visit(
        &kiosk,
        "Riverside",
        Role::Competitor,
        "2026-11-06",
        "wait=20",
    );
    visits.extend([myself, corrected, second, thin]);
    let mut mystery = Mystery::new()
        .file("visits.csv", csv(&visits))
        .file("standards/kiosk.yaml", KIOSK);
    let run = compared(&mut mystery, &["visits.csv"]);
    let said = "15 visits from 3 September 2026 to 3 November 2026 by 1 auditor. Left out: 1\nself-assessment, 1 second scoring and 1 visit on a limited basis. 1 visit was\ncorrected; the last correction counts.\n";
    assert!(run.stdout.contains(said), "{}", run.stdout);
    assert_eq!(run.status, 0);
}

#[test]
fn files_folders_and_standard_input_in_any_order_give_the_same_bytes() {
    let visits = shelters();
    let mut mystery = with_shelters();
    let whole = compared(&mut mystery, &["visits.csv", "--format", "json"]);
    let backwards: Vec<Visit> = visits.iter().rev().cloned().collect();
    mystery.write("parts/b.csv", turned(&csv(&backwards[..4])));
    mystery.write("parts/a.csv", csv(&backwards[4..9]));
    mystery.write("parts/standards/any-name.yaml", KIOSK);
    mystery.write("rest.csv", turned(&csv(&backwards[9..])));
    let parts = compared(&mut mystery, &["rest.csv", "parts", "--format", "json"]);
    assert_eq!(
        (parts.status, &parts.stdout),
        (0, &whole.stdout),
        "{}",
        parts.stderr
    );
    let mut mystery = mystery.stdin(&csv(&backwards));
    let piped = compared(
        &mut mystery,
        &[
            "-",
            "--standard-file",
            "standards/kiosk.yaml",
            "--format",
            "json",
        ],
    );
    assert_eq!(
        (piped.status, &piped.stdout),
        (0, &whole.stdout),
        "{}",
        piped.stderr
    );
}

#[test]
fn without_the_standard_the_total_is_not_computed() {
    let mut mystery = Mystery::new().file("visits.csv", csv(&shelters()));
    let run = compared(&mut mystery, &["visits.csv"]);
    insta::assert_snapshot!("compare_no_standard", run.snapshot(&mystery));
}

#[test]
fn one_organisation_in_two_roles_is_refused() {
    let kiosk = standard(KIOSK);
    let visits = [
        visit(&kiosk, "Riverside", Role::Own, "2026-11-03", GOOD),
        visit(&kiosk, "RIVERSIDE", Role::Competitor, "2026-11-04", BAD),
    ];
    let mut mystery = Mystery::new().file("visits.csv", csv(&visits));
    let run = compared(&mut mystery, &["visits.csv"]);
    assert_eq!((run.status, run.stdout.as_str()), (3, ""));
    assert!(
        run.stderr.starts_with("mystery: one organisation has two roles: `Riverside` is `own` in visit 2026-11-03-riverside-main-aaaa and `competitor` in visit 2026-11-04-riverside-main-aaaa\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn damaged_visits_are_named_and_left_out() {
    let visits = shelters();
    let mut mystery = Mystery::new()
        .file("folder/good.csv", csv(&visits))
        .file("folder/bad.csv", "visit,kind\nx,audit\n")
        .file("folder/standards/kiosk.yaml", KIOSK);
    let run = compared(&mut mystery, &["folder", "--format", "csv"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("folder/bad.csv:1:"), "{}", run.stderr);
    assert!(
        run.stderr.contains("Left out folder/bad.csv.\n"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains("Riverside"));
    // A file named by itself is taken whole or not at all.
    let run = compared(&mut mystery, &["folder/bad.csv"]);
    assert_eq!((run.status, run.stdout.as_str()), (3, ""));
    let run = compared(&mut mystery, &["nowhere.csv"]);
    assert_eq!((run.status, run.stdout.as_str()), (3, ""));
    assert!(
        run.stderr.contains("cannot read `nowhere.csv`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_visit_given_twice_counts_once_and_two_of_one_id_do_not() {
    let visits = shelters();
    let mut mystery = with_shelters();
    let once = compared(&mut mystery, &["visits.csv", "--format", "csv"]);
    let twice = compared(
        &mut mystery,
        &["visits.csv", "visits.csv", "--format", "csv"],
    );
    assert_eq!((twice.status, &twice.stdout), (0, &once.stdout));
    let mut changed = visits[0].clone();
    changed.answers[0].remark = "Other words.".into();
    mystery.write("other.csv", csv(&[changed]));
    let run = compared(&mut mystery, &["visits.csv", "other.csv"]);
    assert_eq!(run.status, 1);
    let said = "Left out 2026-09-03-kansas-city-pets-main-aaaa0: two visits with this id were given, and they differ.\n";
    assert!(run.stderr.contains(said), "{}", run.stderr);
}

#[test]
fn the_visits_of_a_ledger_are_compared() {
    let mystery = Mystery::new()
        .file(
            "ledger/mystery.yaml",
            "schema: 1\norganisation: Kansas City Pets\n",
        )
        .file("ledger/standards/kiosk.yaml", KIOSK)
        .args(["compare", "--format", "csv"]);
    for visit in shelters() {
        mystery.write(
            &format!("ledger/visits/{}.csv", visit.facts.id),
            csv(std::slice::from_ref(&visit)),
        );
    }
    let run = mystery.run();
    let of_files = with_shelters()
        .args(["compare", "visits.csv", "--format", "csv"])
        .run();
    assert_eq!(
        (run.status, &run.stdout),
        (0, &of_files.stdout),
        "{}",
        run.stderr
    );
    assert!(run.stderr.starts_with("Ledger: "), "{}", run.stderr);
    mystery.write(
        "ledger/visits/2026-09-03-city-pound-main-aaaa0.csv",
        "half of it",
    );
    let run = mystery.run();
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("2026-09-03-city-pound-main-aaaa0.csv"),
        "{}",
        run.stderr
    );
}

#[test]
fn it_writes_to_a_file_in_the_format_of_its_name() {
    let mut mystery = with_shelters();
    let shown = compared(&mut mystery, &["visits.csv", "--format", "json"]);
    let run = compared(&mut mystery, &["visits.csv", "-o", "table.json"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert_eq!(mystery.read("table.json"), shown.stdout);
}

#[test]
fn a_standard_that_nobody_used_is_an_error_with_a_way_out() {
    let mut mystery = with_shelters();
    let run = compared(&mut mystery, &["visits.csv", "--standard", "hotel"]);
    assert_eq!(run.status, 3);
    assert_eq!(
        run.stderr,
        "mystery: no visit was scored with `hotel`\n  visits were scored with kiosk\n"
    );
}

#[test]
fn the_published_test_of_2009_reads_as_published() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/email-test-2009");
    let mystery = Mystery::new().args(["compare", folder]);
    let run = mystery.run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("yes in 30 of 50"), "{}", run.stdout);
}

#[test]
fn versions_that_do_not_compare_are_compared_on_what_they_share() {
    let old = standard(KIOSK);
    let newer = KIOSK
        .replace("1.1.0", "2.0.0")
        .replace(
            "greeted: Were you greeted?",
            "hello: {ask: Did they say hello?, was: [greeted], points: 2}",
        )
        .replace("{30s: 1, 2m: 0.5}", "{20s: 1, 1m: 0.5}");
    let new = standard(&newer);
    let good = GOOD.replace("greeted", "hello");
    let visits = [
        visit(&new, "Kansas City Pets", Role::Own, "2026-11-03", &good),
        visit(&old, "Riverside", Role::Competitor, "2026-11-04", FAIR),
    ];
    let mut mystery = Mystery::new()
        .file("visits.csv", csv(&visits))
        .file("standards/old.yaml", KIOSK)
        .file("standards/new.yaml", &newer);
    let run = compared(&mut mystery, &["visits.csv"]);
    insta::assert_snapshot!("compare_across_versions", run.snapshot(&mystery));
}

#[test]
fn where_sides_are_asked_other_items_like_stands_beside_like() {
    let yaml = KIOSK.replace(
        "Were you greeted?\n",
        "{ask: Were you greeted?, only: [own]}\n",
    );
    let kiosk = standard(&yaml);
    let visits = [
        visit(
            &kiosk,
            "Kansas City Pets",
            Role::Own,
            "2026-11-03",
            &FAIR.replace("greeted=yes", "greeted=no"),
        ),
        visit(
            &kiosk,
            "Riverside",
            Role::Competitor,
            "2026-11-04",
            &FAIR.replace("greeted=yes", "greeted=not_asked"),
        ),
        visit(
            &kiosk,
            "Front desk",
            Role::Internal,
            "2026-11-05",
            &FAIR.replace("greeted=yes", "greeted=not_asked"),
        ),
    ];
    let mut mystery = Mystery::new()
        .file("visits.csv", csv(&visits))
        .file("standards/kiosk.yaml", &yaml);
    let run = compared(&mut mystery, &["visits.csv"]);
    insta::assert_snapshot!("compare_like_for_like", run.snapshot(&mystery));
}

#[test]
fn python_reads_the_same_numbers_from_csv_and_json() {
    let mut mystery = with_shelters();
    for name in ["table.csv", "table.json"] {
        let run = compared(&mut mystery, &["visits.csv", "--by", "month", "-o", name]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    hold_against(
        "check_comparison.py",
        &["table.csv", "table.json"],
        mystery.path(),
    );
}
