//! `mystery erase` stopped anywhere: the next writing command completes it.

use std::fs;
use std::path::Path;

use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::disk::{Disk, Failing};
use mystery_shop::model::erasure::{Erasure, Part};
use mystery_shop::model::visit::VisitId;

use super::erase::{file_of, holding, ledger_with_secrets, run, verified};
use crate::sample;

/// A fresh copy of a folder.
fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copied(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

#[test]
fn failed_at_any_step_it_is_completed_by_the_next_command() {
    let mut mystery = ledger_with_secrets();
    run(&mut mystery, &["discard", "2026-11-02"]);
    let kept = mystery.ledger();
    let id = fs::read_dir(kept.join("visits"))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .find_map(|name| sample_id(name.strip_suffix(".csv")?))
        .unwrap();
    let words = Erasure::Words {
        visit: id.base(),
        parts: ["named", "warm", "respect", "story", "_notes", "_why"]
            .into_iter()
            .filter_map(Part::new)
            .collect(),
        with_evidence: true,
    };
    let auditor = Erasure::Auditor {
        code: "zed7".into(),
        stand_in: "erased-abcd".into(),
    };
    let place = mystery.path().join("tried");
    for (erasure, secret, failing) in [
        (words, "zelda", Failing::FromThenOn),
        (auditor, "zed7", Failing::Once),
    ] {
        {
            for step in 1.. {
                let _ = fs::remove_dir_all(&place);
                copied(&kept, &place);
                let disk = Disk::failing(step, failing);
                let failing_ledger = Ledger::open_on(&place, disk, sample::DEVICE.into()).unwrap();
                let done = failing_ledger.erase(&erasure, sample::at(30));
                let said = format!("{erasure:?}, {failing:?} at step {step}: {done:?}");
                let works = Disk::failing(0, Failing::Once);
                let ledger = Ledger::open_on(&place, works, sample::DEVICE.into()).unwrap();
                let completed = ledger.complete_half_done().unwrap();
                assert!(completed.problems.is_empty(), "{said}: {completed:?}");
                assert_eq!(ledger.verify(&[]).unwrap().findings, [], "{said}");
                assert!(!ledger.layout().erasing().exists(), "{said}");
                // Not begun, or done to the end.
                let n_left = holding(&place, secret).len();
                assert!(
                    n_left == 0 || n_left == holding(&kept, secret).len(),
                    "{said}"
                );
                if n_left == 0 && secret == "zelda" {
                    assert_eq!(corrected(&place, &id), ["named"], "{said}");
                }
                if done.is_ok() {
                    assert_eq!(n_left, 0, "{said}");
                    break;
                }
            }
        }
    }
}

#[test]
fn what_no_correction_changed_stays_the_same_in_all_revisions() {
    let mut mystery = ledger_with_secrets();
    let path = file_of(&mystery, "visits", "2026-11-01", ".csv");
    let id = sample_id(&path.file_stem().unwrap().to_string_lossy()).unwrap();
    assert_eq!(corrected(&mystery.ledger(), &id), ["named"]);
    run(&mut mystery, &["erase", "2026-11-01", "--yes"]);
    assert_eq!(corrected(&mystery.ledger(), &id), ["named"]);
    verified(&mut mystery);
}

/// The items of a visit whose rows are others in its first two revisions.
fn corrected(ledger: &Path, of: &VisitId) -> Vec<String> {
    let rows = |id: &VisitId| -> Vec<String> {
        let rows = fs::read_to_string(ledger.join(format!("visits/{id}.csv"))).unwrap();
        let rows = rows.lines().filter_map(|row| row.strip_prefix(id.as_str()));
        rows.map(str::to_owned).collect()
    };
    let (before, after) = (rows(&of.base()), rows(&of.with_revision(2)));
    let others = before.iter().zip(&after).filter(|(old, new)| old != new);
    let item = |row: &str| row.split(',').nth(14).unwrap().to_owned();
    others.map(|(old, _)| item(old)).collect()
}

fn sample_id(text: &str) -> Option<VisitId> {
    VisitId::new(text).filter(|id| id.as_str().starts_with("2026-11-01"))
}
