//! `mystery purge`: what is deleted is nowhere any more, and the seals still verify.

use std::fs;
use std::path::Path;

use crate::harness::Mystery;
use crate::sample;
use mystery_shop::model::id::sha256;

/// True where any file below the folder holds the words, or is named for them.
fn holds(folder: &Path, words: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, words);
        }
        String::from_utf8_lossy(&fs::read(&path).unwrap()).contains(words)
    })
}

fn visited(mystery: &mut Mystery, day: &str, remark: &str) {
    mystery.write("photo.jpg", format!("picture of {remark}"));
    mystery.write(
        "visit.yaml",
        format!(
            "organisation: Happy Paws\nvisited: {day}\nanswers: {{named: {{answer: no, remark: {remark}}}, warm: Kind, respect: {{answer: yes, evidence: [photo.jpg]}}}}\n"
        ),
    );
    let run = mystery.run_with(["visit", "tiny.yaml", "--answers", "visit.yaml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn what_is_purged_is_nowhere_and_the_seals_hold() {
    let mut mystery = Mystery::new().file("tiny.yaml", sample::YAML);
    visited(&mut mystery, "2024-03-01", "Zelda");
    visited(&mut mystery, "2024-06-01", "Quentin");
    visited(&mut mystery, "2026-11-01", "Ursula");
    let corrected = mystery.run_with(["correct", "2024-03-01", "warm=Cold", "--why", "slip"]);
    assert_eq!(corrected.status, 0, "{}", corrected.stderr);
    let binned = mystery.run_with(["discard", "2024-06-01"]);
    assert_eq!(binned.status, 0, "{}", binned.stderr);
    let ledger = mystery.ledger();
    // What a ledger of a thousand visits remembers outside itself.
    let root = fs::canonicalize(&ledger).unwrap();
    let name = &sha256(root.to_string_lossy().as_bytes())[..16];
    let names = format!(".cache/mystery-shop/names-{name}.jsonl");
    mystery.write(&names, "Zelda");

    let asked = mystery.run_with(["purge", "--before", "2025-01-01"]);
    assert_eq!(asked.status, 1);
    assert!(
        asked.stderr.contains("nothing was deleted: 3 visits"),
        "{}",
        asked.stderr
    );
    assert!(holds(&ledger, "Zelda"));

    let done = mystery.run_with(["purge", "--before", "2025-01-01", "--yes"]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    for gone in ["Zelda", "Quentin"] {
        assert!(!holds(&ledger, gone), "{gone}");
    }
    assert!(!mystery.path().join(&names).exists());
    assert!(holds(&ledger, "Ursula"));
    let verified = mystery.run_with(["verify"]);
    assert_eq!(verified.status, 0, "{}{}", verified.stdout, verified.stderr);
    let again = mystery.run_with(["purge", "--before", "2025-01-01", "--yes"]);
    assert!(
        again.stderr.contains("nothing to purge"),
        "{}",
        again.stderr
    );
}
