//! What was broken off is completed by the next command that writes; here that is broken off too, at
//! every step, again and again: it is completed all the same, and nothing acknowledged is lost.

use std::path::Path;

use mystery_shop::ledger::disk::{Disk, Failing};

use crate::crash::{Told, check, ledger_on, run, works};

/// Completes what was broken off, on a disk that fails from a step on; false where that was not enough
/// to break it off again.
fn is_broken_off_at(folder: &Path, step: u64) -> bool {
    let ledger = ledger_on(folder, Disk::failing(step, Failing::FromThenOn));
    let n_problems = ledger.complete_half_done().map(|it| it.problems.len());
    n_problems.map_or(true, |n| n > 0)
}

#[expect(
    clippy::print_stdout,
    reason = "how much was survived is for whoever runs it"
)]
#[test]
fn a_recovery_that_is_broken_off_anywhere_is_recovered_from() {
    let n_steps = {
        let folder = tempfile::tempdir().unwrap();
        let disk = works();
        let ledger = ledger_on(folder.path(), disk.clone());
        run(&ledger, folder.path(), &mut Told::default()).unwrap();
        disk.taken().len() as u64
    };
    let (mut n_tried, mut n_twice) = (0, 0);
    for first in 1..=n_steps {
        for second in 1.. {
            let folder = tempfile::tempdir().unwrap();
            let disk = Disk::failing(first, Failing::FromThenOn);
            let mut told = Told::default();
            let _ = run(&ledger_on(folder.path(), disk), folder.path(), &mut told);
            let what = format!("step {first}, then {second} of the recovery");
            if !is_broken_off_at(folder.path(), second) {
                check(folder.path(), &told, &what);
                break;
            }
            n_tried += 1;
            // A third time, one step further on: what the second left is not in the way.
            n_twice += usize::from(is_broken_off_at(folder.path(), second + 1));
            check(folder.path(), &told, &what);
        }
    }
    println!("{n_tried} recoveries broken off, {n_twice} of them twice");
    assert!(n_tried > 40 && n_twice > 20, "{n_tried} {n_twice}");
}
