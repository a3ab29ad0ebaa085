//! `mystery erase`: what is erased is nowhere any more, the scores stay, and the seals hold.

use crate::harness::Mystery;
use mystery_shop::model::id::sha256;
use std::fs;
use std::path::Path;

pub(crate) const YAML: &str = "\
id: tiny
title: Tiny
items:
  named: Did they say their name?
  warm: {ask: How warm was it?, worst_first: [Cold, Polite, Kind], points: 2}
  respect: {ask: Were you treated with respect?, critical: true}
  story: {ask: What happened?, text: true}
";

/// The files below the folder that hold the words, or are named for them, whatever their case.
pub(super) fn holding(folder: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase();
            let is_in_name = path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .to_lowercase()
                .contains(words);
            if is_in_name || text.contains(words) {
                found.push(name);
            }
        }
    }
    found
}

pub(super) fn run(mystery: &mut Mystery, arguments: &[&str]) -> (String, String) {
    let run = mystery.run_with(arguments.iter().copied());
    assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
    (run.stdout, run.stderr)
}

/// Two visits: one of an auditor `Zed7` with secrets everywhere, corrected since, one of another.
pub(super) fn ledger_with_secrets() -> Mystery {
    let mut mystery = Mystery::new()
        .file("tiny.yaml", YAML)
        .file("zelda.jpg", "a picture of zelda")
        .file("desk.jpg", "a picture of the desk");
    mystery.write(
        "zed.yaml",
        "organisation: Happy Paws\nvisited: 2026-11-01\nauditor: Zed7\nnotes: Zelda at the door\nguess: 70\nanswers:\n  \
         named: {answer: no, remark: Zelda looked away, evidence: [zelda.jpg]}\n  \
         warm: {waived: Zelda was crying}\n  respect: {answer: yes, remark: they all were, evidence: [desk.jpg]}\n  story: Zelda sent me off\n",
    );
    mystery.write(
        "other.yaml",
        "organisation: City Pound\nrole: competitor\nvisited: 2026-11-02\nauditor: a2\nanswers: {named: yes, warm: Kind, respect: yes, story: Ursula was kind}\n",
    );
    for file in ["zed.yaml", "other.yaml"] {
        run(&mut mystery, &["visit", "tiny.yaml", "--answers", file]);
    }
    let why = "Zelda asked for it";
    let fixed = [
        "correct",
        "2026-11-01",
        "named=:remark Zelda looked at me",
        "--why",
        why,
    ];
    run(&mut mystery, &fixed);
    run(
        &mut mystery,
        &[
            "correct",
            "2026-11-02",
            "warm=Polite",
            "--why",
            "slip",
            "--auditor",
            "zed7",
        ],
    );
    let act = [
        "actions",
        "add",
        "say a name",
        "--item",
        "named",
        "--who",
        "Zed7",
    ];
    run(&mut mystery, &act);
    mystery
}

pub(super) fn verified(mystery: &mut Mystery) -> String {
    run(mystery, &["verify"]).0
}

pub(super) fn totals(mystery: &mut Mystery) -> String {
    run(mystery, &["visits", "--format", "csv"]).0
}

#[test]
fn other_visits_in_the_bin_stay_there() {
    let mut mystery = ledger_with_secrets();
    run(&mut mystery, &["discard", "2026-11-02"]);
    let erase = ["erase", "2026-11-01", "--yes"];
    let (_, said) = run(&mut mystery, &erase);
    assert!(!said.contains("from the bin"), "{said}");
    run(&mut mystery, &["discard", "--undo", "2026-11-02"]);
    assert!(!holding(&mystery.ledger(), "ursula").is_empty());
}

#[test]
fn evidence_of_a_visit_in_progress_goes_with_its_words() {
    let mut mystery = ledger_with_secrets();
    mystery.write(
        "open.yaml",
        "organisation: Happy Paws\nvisited: 2026-11-05\nanswers: {named: {answer: yes, evidence: [desk.jpg]}}\n",
    );
    let begun = mystery.run_with(["visit", "tiny.yaml", "--answers", "open.yaml"]);
    assert_eq!(begun.status, 4, "{}", begun.stderr);
    let evidence = file_of(&mystery, "visits/evidence", "2026-11-05", "");
    assert!(evidence.join("desk.jpg").is_file());
    let erase = ["erase", "2026-11-05", "--evidence", "--yes"];
    let (_, said) = run(&mut mystery, &erase);
    assert!(said.contains("1 file of evidence, deleted"), "{said}");
    assert!(!evidence.join("desk.jpg").exists());
}

#[test]
fn words_of_a_visit_are_nowhere_and_the_seals_hold() {
    let mut mystery = ledger_with_secrets();
    let ledger = mystery.ledger();
    let before = totals(&mut mystery);
    let names = format!(
        ".cache/mystery-shop/names-{}.jsonl",
        &sha256(
            fs::canonicalize(&ledger)
                .unwrap()
                .to_string_lossy()
                .as_bytes()
        )[..16]
    );
    mystery.write(&names, "Zelda");

    let asked = mystery.run_with(["erase", "2026-11-01"]);
    assert_eq!(asked.status, 1, "{}", asked.stderr);
    assert!(
        asked.stderr.contains("nothing was erased"),
        "{}",
        asked.stderr
    );
    assert!(!holding(&ledger, "zelda").is_empty());

    let (_, said) = run(
        &mut mystery,
        &["erase", "2026-11-01", "--evidence", "--yes"],
    );
    assert!(said.contains("2 files of evidence, deleted"), "{said}");
    assert_eq!(holding(&ledger, "zelda"), [""; 0]);
    assert_eq!(holding(&ledger, "they all were"), [""; 0]);
    assert!(!mystery.path().join(&names).exists());
    assert!(!holding(&ledger, "ursula").is_empty());
    assert!(!holding(&ledger, "zed7").is_empty());
    assert_eq!(totals(&mut mystery), before);
    let told = verified(&mut mystery);
    assert!(
        told.contains("Something was erased from 2 of 4 files of visits"),
        "{told}"
    );
    let shown = run(&mut mystery, &["show", "2026-11-01"]).0;
    assert!(shown.contains("[erased"), "{shown}");
    let again = run(
        &mut mystery,
        &["erase", "2026-11-01", "--evidence", "--yes"],
    )
    .1;
    assert!(again.contains("Nothing to erase"), "{again}");
}

#[test]
fn one_remark_goes_and_the_others_stay() {
    let mut mystery = ledger_with_secrets();
    let ledger = mystery.ledger();
    run(&mut mystery, &["erase", "2026-11-01", "named", "--yes"]);
    for gone in ["looked away", "looked at me"] {
        assert_eq!(holding(&ledger, gone), [""; 0], "{gone}");
    }
    for left in [
        "zelda at the door",
        "zelda was crying",
        "they all were",
        "a picture of zelda",
    ] {
        assert!(!holding(&ledger, left).is_empty(), "{left}");
    }
    verified(&mut mystery);
    // What was discarded and brought back is as it was sealed last.
    run(&mut mystery, &["discard", "2026-11-01"]);
    run(&mut mystery, &["discard", "--undo", "2026-11-01"]);
    verified(&mut mystery);
    assert_eq!(holding(&ledger, "looked away"), [""; 0]);
    // A later correction goes on from what is left.
    run(
        &mut mystery,
        &["correct", "2026-11-01", "warm=Kind", "--why", "asked again"],
    );
    verified(&mut mystery);
    let wrong = mystery.run_with(["erase", "2026-11-01", "nmed", "--yes"]);
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.stderr.contains("did you mean `named`?"),
        "{}",
        wrong.stderr
    );
}

/// The first revision's file that begins with the visit's day, below one of the ledger's folders.
pub(super) fn file_of(
    mystery: &Mystery,
    folder: &str,
    day: &str,
    ending: &str,
) -> std::path::PathBuf {
    let files = fs::read_dir(mystery.ledger().join(folder)).unwrap();
    let mut files: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files
        .into_iter()
        .find(|path| name(path).starts_with(day) && name(path).ends_with(ending))
        .unwrap()
}

fn texts(files: &[String]) -> Vec<Vec<u8>> {
    files.iter().map(|it| fs::read(it).unwrap()).collect()
}

#[test]
fn what_was_changed_since_it_was_sealed_is_not_sealed_as_good() {
    let by_auditor = ["erase", "--auditor", "zed7", "--yes"];
    let by_words = ["erase", "2026-11-01", "named", "--yes"];
    for (folder, ending, from, to) in [
        ("visits", ".csv", "looked away", "looked at us"),
        // The code is not in the rows any more, but in the journal.
        ("visits", ".csv", "Zed7", "b2"),
        ("visits/journal", ".jsonl", "looked away", "looked at us"),
    ] {
        for command in [by_auditor, by_words] {
            let mut mystery = ledger_with_secrets();
            let path = file_of(&mystery, folder, "2026-11-01", ending);
            let was = fs::read_to_string(&path).unwrap();
            assert!(was.contains(from), "{was}");
            fs::write(&path, was.replace(from, to)).unwrap();
            let before = holding(&mystery.ledger(), "");
            let was = texts(&before);
            let refused = mystery.run_with(command);
            assert_eq!(refused.status, 3, "{command:?}: {}", refused.stderr);
            for said in [
                ending,
                "it was changed after it was sealed",
                "mystery verify",
            ] {
                assert!(refused.stderr.contains(said), "{}", refused.stderr);
            }
            assert_eq!(holding(&mystery.ledger(), ""), before);
            assert!(texts(&before) == was, "{command:?} changed something");
        }
    }
}

#[test]
fn half_a_file_that_was_put_here_by_hand_is_not_rewritten() {
    let mut mystery = ledger_with_secrets();
    let path = file_of(&mystery, "visits", "2026-11-01", ".csv");
    let rows = fs::read_to_string(&path).unwrap();
    let cut = rows.trim_end().rfind('\n').unwrap() + 1;
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let other = name.replace("2026-11-01", "2026-11-09");
    let id = |name: &str| name.trim_end_matches(".csv").to_owned();
    let half = rows[..cut].replace(&id(&name), &id(&other));
    fs::write(path.with_file_name(&other), &half).unwrap();
    let refused = mystery.run_with(["erase", "--auditor", "zed7", "--yes"]);
    assert_eq!(refused.status, 3, "{}", refused.stderr);
    assert!(refused.stderr.contains("half a file"), "{}", refused.stderr);
    assert_eq!(
        fs::read_to_string(path.with_file_name(&other)).unwrap(),
        half
    );
}

#[test]
fn words_in_evidence_to_follow_and_in_a_torn_line_go_too() {
    let mut mystery = ledger_with_secrets();
    let ledger = mystery.ledger();
    mystery.write("more.yaml", "organisation: Happy Paws\nvisited: 2026-11-05\nauditor: a3\nanswers: {named: {answer: yes, evidence: [quentins-letter.jpg]}}\n");
    let open = mystery.run_with(["visit", "tiny.yaml", "--answers", "more.yaml"]);
    assert_eq!(open.status, 4, "{}", open.stderr);
    assert!(!holding(&ledger, "quentin").is_empty());
    let path = file_of(&mystery, "visits/open", "2026-11-05", ".jsonl");
    let torn = |text: &str| {
        let journal = fs::read_to_string(&path).unwrap();
        let whole = &journal[..=journal.rfind('\n').unwrap()];
        fs::write(&path, format!("{whole}{{\"format\":1,\"seq\":9,\"{text}")).unwrap();
    };
    torn("remark\":\"Yolanda said");
    run(&mut mystery, &["erase", "2026-11-05", "--yes"]);
    for gone in ["quentin", "yolanda"] {
        assert_eq!(holding(&ledger, gone), [""; 0], "{gone}");
    }
    torn("auditor\":\"Zed7\",");
    run(&mut mystery, &["erase", "--auditor", "zed7", "--yes"]);
    assert_eq!(holding(&ledger, "zed7"), [""; 0]);
    verified(&mut mystery);
}

#[test]
fn what_a_killed_program_left_half_written_goes_too() {
    let mut mystery = ledger_with_secrets();
    for folder in ["", "journal", "open"] {
        let path = mystery.ledger().join("visits").join(folder);
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join(".mystery-Xy12.tmp"), "Zed7").unwrap();
    }
    run(&mut mystery, &["erase", "--auditor", "zed7", "--yes"]);
    assert_eq!(holding(&mystery.ledger(), "zed7"), [""; 0]);
}

#[test]
fn what_is_gone_is_not_erased_as_if_it_never_came_back() {
    for (folder, ending) in [("visits", ".csv"), ("visits/journal", ".jsonl")] {
        let mut mystery = ledger_with_secrets();
        let path = file_of(&mystery, folder, "2026-11-01", ending);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let before = texts(&holding(&mystery.ledger(), ""));
        for command in [
            &["erase", "2026-11-01", "--yes"][..],
            &["erase", "--auditor", "zed7", "--yes"],
        ] {
            let refused = mystery.run_with(command.iter().copied());
            assert_eq!(
                refused.status, 3,
                "{folder} {command:?}: {}",
                refused.stderr
            );
            assert!(
                refused.stderr.contains("is gone; put it back"),
                "{}",
                refused.stderr
            );
        }
        assert!(texts(&holding(&mystery.ledger(), "")) == before, "{folder}");
        fs::write(&path, bytes).unwrap();
        let told = run(&mut mystery, &["erase", "2026-11-01", "--yes"]).1;
        assert_eq!(holding(&mystery.ledger(), "crying"), [""; 0], "{told}");
        verified(&mut mystery);
    }
}
