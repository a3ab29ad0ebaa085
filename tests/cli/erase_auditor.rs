//! `mystery erase --auditor`: a code is nowhere any more, and its visits count on as one person's.

use std::fs;

use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::resolve::Among;

use super::erase::{file_of, holding, ledger_with_secrets, run, totals, verified};
use crate::harness::flat;

#[test]
fn an_auditor_is_nowhere_and_the_visits_count_as_those_of_one_person() {
    let mut mystery = ledger_with_secrets();
    let ledger = mystery.ledger();
    mystery.write("more.yaml", "organisation: Happy Paws\nvisited: 2026-11-03\nauditor: ZED7\nanswers: {named: yes, warm: Kind}\n");
    let open = mystery.run_with(["visit", "tiny.yaml", "--answers", "more.yaml"]);
    assert_eq!(open.status, 4, "{}", open.stderr);
    mystery.write("bin.yaml", "organisation: Happy Paws\nvisited: 2026-11-04\nauditor: zed7\nanswers: {named: yes, warm: Kind, respect: yes, story: Quentin}\n");
    run(
        &mut mystery,
        &["visit", "tiny.yaml", "--answers", "bin.yaml"],
    );
    run(&mut mystery, &["discard", "2026-11-04"]);
    let before = totals(&mut mystery);

    let (_, said) = run(&mut mystery, &["erase", "--auditor", "zed7", "--yes"]);
    assert!(said.contains("Deleted from the bin: 2026-11-04"), "{said}");
    assert!(said.contains("1 decision"), "{said}");
    for gone in ["zed7", "quentin"] {
        assert_eq!(holding(&ledger, gone), [""; 0], "{gone}");
    }
    assert!(!holding(&ledger, "zelda").is_empty());
    let told = verified(&mut mystery);
    assert!(told.contains("Something was erased"), "{told}");
    let code = |line: &str| {
        line.split(',')
            .find(|cell| cell.starts_with("erased-"))
            .map(str::to_owned)
    };
    let after = totals(&mut mystery);
    let codes: std::collections::BTreeSet<String> = after.lines().filter_map(code).collect();
    assert_eq!(codes.len(), 1, "{after}");
    let stand_in = codes.first().unwrap();
    let as_before = after.replace(stand_in, "Zed7").to_lowercase();
    assert_eq!(as_before, before.to_lowercase());
}

#[test]
fn a_damaged_visit_of_another_is_in_nobody_s_way() {
    let mut mystery = ledger_with_secrets();
    let theirs = file_of(&mystery, "visits", "2026-11-02", ".csv");
    let damaged = fs::read_to_string(&theirs)
        .unwrap()
        .replacen("yes", "no", 1);
    fs::write(&theirs, &damaged).unwrap();
    let (_, said) = run(&mut mystery, &["erase", "--auditor", "zed7", "--yes"]);
    assert!(said.contains("Erased"), "{said}");
    assert_eq!(holding(&mystery.ledger(), "zed7"), [""; 0]);
    assert_eq!(fs::read_to_string(&theirs).unwrap(), damaged);
}

#[test]
fn while_somebody_is_in_a_visit_nothing_of_it_is_erased() {
    let mut mystery = ledger_with_secrets();
    mystery.write(
        "more.yaml",
        "organisation: Happy Paws\nvisited: 2026-11-03\nauditor: zed7\nanswers: {named: yes}\n",
    );
    let open = mystery.run_with(["visit", "tiny.yaml", "--answers", "more.yaml"]);
    assert_eq!(open.status, 4, "{}", open.stderr);
    let before = holding(&mystery.ledger(), "zed7");
    let ledger = Ledger::open(&mystery.ledger()).unwrap();
    let id = ledger.resolve("2026-11-03", Among::Open).unwrap();
    let somebody = ledger.resume(&id).unwrap();
    let erase = ["erase", "--auditor", "zed7", "--yes"];
    let refused = mystery.run_with(erase);
    assert_eq!(refused.status, 3, "{}", refused.stderr);
    assert!(
        flat(&refused.stderr).contains("is in use by"),
        "{}",
        refused.stderr
    );
    assert_eq!(holding(&mystery.ledger(), "zed7"), before);
    drop(somebody);
    run(&mut mystery, &erase);
    assert_eq!(holding(&mystery.ledger(), "zed7"), [""; 0]);
}

#[test]
fn what_others_threw_away_stays_in_the_bin() {
    let mut mystery = ledger_with_secrets();
    let facts = "organisation: Happy Paws\nauditor: a2\nanswers: {named: yes, warm: Kind";
    for (day, more, status) in [
        ("2026-11-03", "}", 4),
        ("2026-11-04", ", respect: yes, story: He sang with Zed7}", 0),
    ] {
        mystery.write("theirs.yaml", format!("visited: {day}\n{facts}{more}\n"));
        let visit = mystery.run_with(["visit", "tiny.yaml", "--answers", "theirs.yaml"]);
        assert_eq!(visit.status, status, "{}", visit.stderr);
        run(&mut mystery, &["discard", day]);
    }
    let (_, said) = run(&mut mystery, &["erase", "--auditor", "zed7", "--yes"]);
    assert!(!said.contains("from the bin"), "{said}");
    for day in ["2026-11-03", "2026-11-04"] {
        run(&mut mystery, &["discard", "--undo", day]);
    }
}

#[test]
fn the_programme_is_not_changed_behind_its_owner_s_back() {
    let mut mystery = ledger_with_secrets();
    let programme = mystery.ledger().join("mystery.yaml");
    let was = fs::read_to_string(&programme).unwrap();
    for (line, place) in [
        ("auditors: [a2, zed7]", "under `auditors`"),
        ("defaults: {auditor: ZED7}", "under `defaults`"),
        ("matters: 5 # for zed7", "in the comment in line "),
    ] {
        fs::write(&programme, format!("{was}{line}\n")).unwrap();
        let refused = mystery.run_with(["erase", "--auditor", "Zed7", "--yes"]);
        assert_eq!(refused.status, 3);
        let said = format!("`Zed7` stands in mystery.yaml, {place}");
        assert!(refused.stderr.contains(&said), "{}", refused.stderr);
    }
    assert!(!holding(&mystery.ledger().join("visits"), "zed7").is_empty());
}

#[test]
fn the_examples_in_a_new_programme_are_nobody_s_code() {
    let mut mystery = ledger_with_secrets();
    let programme = mystery.ledger().join("mystery.yaml");
    for code in ["a1", "main"] {
        assert_ne!(holding(&mystery.ledger(), code), [""; 0], "{code}");
        let nothing = run(&mut mystery, &["erase", "--auditor", code]).1;
        assert!(nothing.contains("Nothing to erase"), "{nothing}");
    }
    let was = fs::read_to_string(&programme).unwrap();
    fs::write(&programme, format!("{was}sites: [{{name: zed7}}]\n")).unwrap();
    run(&mut mystery, &["erase", "--auditor", "zed7", "--yes"]);
}
