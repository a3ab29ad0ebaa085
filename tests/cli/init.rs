//! `mystery init`: a programme that the program reads back, and that is never replaced.

use crate::harness::Mystery;

const INIT: [&str; 10] = [
    "init",
    "--organisation",
    "Happy \"Paws\": #1",
    "--competitor",
    "Riverside",
    "--competitor",
    "City Pound",
    "--auditor",
    "a1",
    "--spreadsheet=semicolon",
];

#[test]
fn a_programme_is_written_once() {
    let mut mystery = Mystery::new();
    let run = mystery.run_with(INIT);
    insta::assert_snapshot!("made", run.snapshot(&mystery));
    insta::assert_snapshot!("programme", mystery.read("ledger/mystery.yaml"));
    let again = mystery.run_with(INIT);
    assert_eq!(again.status, 3);
    assert_eq!(
        again.stderr,
        "Ledger: ~/ledger.\n\
         mystery: a ledger is set up here already, for Happy \"Paws\": #1; nothing was changed\n  \
         a competitor is added by visiting it: mystery visit quick-check --competitor Riverside\n  \
         names and the spreadsheet are changed in `~/ledger/mystery.yaml`, which says how\n  \
         another ledger is made elsewhere: mystery init FOLDER\n"
    );
}

#[test]
fn the_programme_is_read_back() {
    use mystery_shop::ledger::Ledger;
    use mystery_shop::model::programme::{DecimalMark, Separator};
    let mut mystery = Mystery::new();
    mystery.run_with(INIT);
    let ledger = Ledger::open(&mystery.ledger()).unwrap();
    let programme = ledger.programme();
    assert_eq!(
        programme.organisation.as_ref().unwrap().as_str(),
        "Happy \"Paws\": #1"
    );
    let competitors: Vec<&str> = programme
        .competitors
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(competitors, ["Riverside", "City Pound"]);
    assert_eq!(programme.auditors, ["a1"]);
    let dialect = programme.spreadsheet.unwrap();
    assert_eq!(
        (dialect.separator, dialect.decimal, dialect.bom),
        (Separator::Semicolon, DecimalMark::Comma, true)
    );
}

#[test]
fn without_a_terminal_the_name_must_be_said() {
    let run = Mystery::new().args(["init", "elsewhere"]).run();
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("mystery init --organisation"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_folder_of_ones_choice_is_found_from_inside() {
    let mut mystery = Mystery::new();
    let run = mystery.run_with(["init", "deep/audits", "--organisation", "Happy Paws"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    std::fs::create_dir(mystery.path().join("deep/audits/below")).unwrap();
    mystery = mystery.args(["visits"]);
    let mut command = mystery.command();
    command
        .env_remove("MYSTERY_LEDGER")
        .current_dir(mystery.path().join("deep/audits/below"));
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("Ledger: ~/deep/audits."), "{said}");
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_the_ledger() {
    use std::os::unix::fs::PermissionsExt;
    let mut mystery = Mystery::new();
    mystery.run_with(INIT);
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&mystery.ledger()), 0o700);
    assert_eq!(mode(&mystery.ledger().join("mystery.yaml")), 0o600);
    // What is made to be handed on may be read by whoever may read the person's other files.
    std::fs::write(mystery.path().join("plain.txt"), "").unwrap();
    std::fs::create_dir(mystery.path().join("plain")).unwrap();
    mystery.run_with(["standard", "show", "quick-check", "-o", "sheet.md"]);
    mystery.run_with(["export", "sheets"]);
    let plain = mode(&mystery.path().join("plain.txt"));
    assert_eq!(mode(&mystery.path().join("sheet.md")), plain);
    assert_eq!(mode(&mystery.path().join("sheets/visits.csv")), plain);
    let folder = mode(&mystery.path().join("plain"));
    assert_eq!(mode(&mystery.path().join("sheets")), folder);
}

#[test]
fn the_next_command_goes_to_the_ledger_that_was_made() {
    let mut mystery = Mystery::new();
    let run = mystery.run_with(["init", "my audits", "--organisation", "Paws"]);
    assert!(
        run.stderr
            .contains("  cd \"my audits\"\n  mystery visit quick-check\n"),
        "{}",
        run.stderr
    );
    let run = mystery.run_with(["standard", "new", "ours", "--ledger", "my audits"]);
    assert!(
        run.stderr
            .contains("mystery visit ours --ledger \"my audits\"\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn git_is_told_to_leave_the_visits_as_they_are() {
    let attributes = |mystery: &Mystery| mystery.read("ledger/visits/.gitattributes");
    let mut mystery = Mystery::new();
    mystery.run_with(INIT);
    assert!(attributes(&mystery).ends_with("\n* -text\n"));
    // What somebody wrote there stays; a ledger that a visit makes has it too.
    mystery.write("ledger/visits/.gitattributes", "mine\n");
    let visit = ["visit", "quick-check", "--competitor", "Riverside"];
    mystery.run_with(visit);
    assert_eq!(attributes(&mystery), "mine\n");
    let mut mystery = Mystery::new();
    mystery.run_with(visit);
    assert!(attributes(&mystery).ends_with("\n* -text\n"));
}
