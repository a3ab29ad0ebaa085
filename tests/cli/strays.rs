//! Files that no visit names, or that lost their visit: what `mystery erase` and `mystery verify` say of them.

use super::erase::{YAML, file_of, ledger_with_secrets, run};
use crate::harness::{Mystery, flat};
use std::fs;

#[test]
fn copies_of_sync_programs_are_named() {
    let mut mystery = ledger_with_secrets();
    let path = file_of(&mystery, "visits", "2026-11-01", ".csv");
    let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
    let copy = format!("{stem} (conflicted copy).csv");
    fs::copy(&path, path.with_file_name(&copy)).unwrap();
    for said in ["Erased: ", "Nothing to erase: "] {
        let told = run(&mut mystery, &["erase", "2026-11-01", "--yes"]).1;
        assert!(told.contains(said), "{told}");
        assert!(told.contains(&copy), "{told}");
        assert!(
            told.contains("Erasing leaves what is not read as it is"),
            "{told}"
        );
    }
}

#[test]
fn evidence_that_no_visit_names_is_named() {
    let mut mystery = ledger_with_secrets();
    let desk = file_of(&mystery, "visits/evidence", "2026-11-01", "");
    fs::copy(desk.join("desk.jpg"), desk.join("desk-laptop-ab12.jpg")).unwrap();
    let told = run(&mut mystery, &["erase", "2026-11-01", "--yes"]).1;
    assert!(told.contains("desk-laptop-ab12.jpg"), "{told}");
    let found = mystery.run_with(["verify"]);
    assert_eq!(found.status, 0, "{}", found.stdout);
    assert!(
        found.stdout.contains("desk-laptop-ab12.jpg"),
        "{}",
        found.stdout
    );
}

#[test]
fn evidence_is_nobody_s_only_where_all_journals_are_read() {
    let mut mystery = Mystery::new()
        .file("tiny.yaml", YAML)
        .file("door.jpg", "a picture of the door");
    mystery.write(
        "visit.yaml",
        "organisation: Happy Paws\nvisited: 2026-11-01\nanswers: {named: {answer: yes, evidence: [door.jpg]}}\n",
    );
    // In progress: nothing but its journal names the picture.
    let begun = mystery.run_with(["visit", "tiny.yaml", "--answers", "visit.yaml"]);
    assert_eq!(begun.status, 4, "{}", begun.stderr);
    let journal = file_of(&mystery, "visits/open", "2026-11-01", ".jsonl");
    let whole = fs::read_to_string(&journal).unwrap();
    let nobody_s = |mystery: &mut Mystery| {
        let found = mystery.run_with(["verify"]);
        flat(&(found.stdout + &found.stderr)).contains("no visit names it")
    };
    assert!(!nobody_s(&mut mystery));
    for damaged in [
        whole.replace("warm", "w").replacen('{', "", 1),
        "{}\n".to_owned(),
    ] {
        fs::write(&journal, damaged).unwrap();
        assert!(!nobody_s(&mut mystery));
    }
    fs::remove_file(&journal).unwrap();
    assert!(nobody_s(&mut mystery));
}

#[test]
fn evidence_of_a_visit_that_is_damaged_is_not_called_nobody_s() {
    let mut mystery = Mystery::new()
        .file("tiny.yaml", YAML)
        .file("door.jpg", "a picture of the door");
    mystery.write(
        "visit.yaml",
        "organisation: Happy Paws\nvisited: 2026-11-01\nanswers: {named: {answer: yes, evidence: [door.jpg]}, warm: kind, respect: yes, story: It was fine}\n",
    );
    let done = mystery.run_with(["visit", "tiny.yaml", "--answers", "visit.yaml"]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    let journals = mystery.ledger().join("visits/journal");
    fs::remove_dir_all(&journals).unwrap_or_else(|e| panic!("{}: {e}", journals.display()));
    let visit = file_of(&mystery, "visits", "2026-11-01", ".csv");
    fs::write(&visit, "torn").unwrap();
    let found = mystery.run_with(["verify"]);
    let said = flat(&(found.stdout + &found.stderr));
    assert_eq!(found.status, 1, "{said}");
    assert!(
        said.contains("2026-11-01") && !said.contains("no visit names it"),
        "{said}"
    );
    // Neither where it is gone.
    fs::remove_file(&visit).unwrap();
    let found = mystery.run_with(["verify"]);
    let said = flat(&(found.stdout + &found.stderr));
    assert!(!said.contains("no visit names it"), "{said}");
}
