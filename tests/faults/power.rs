//! The power is cut, on disks as Linux has them: after every command that writes, and at every call of
//! it that writes, syncs or names. What was acknowledged is there; what was not is there or not, whole.

use super::disks::{Disk, has};
use super::has_strace;
use super::killed::{CALLS, recovered_as_before, run_with_fault};
use super::state::{State, check, run, state};
use super::writing::{WRITING, Writing, fresh};

/// How a command ended when the power was cut.
#[derive(Clone, Copy, Debug)]
enum Ended {
    /// By itself.
    Done,
    /// Killed at a call of a kind.
    At(&'static str, usize),
}

/// Runs a command on the disk and cuts its power; false where there were fewer calls.
fn survives(
    disk: &Disk,
    writing: &Writing,
    (old, new): (&State, &State),
    ended: Ended,
    commits: bool,
) -> bool {
    let step = format!("{}: power cut, {ended:?}, {commits}", writing.name);
    let mystery = fresh(writing, disk.mystery());
    disk.sync();
    let output = match ended {
        Ended::Done => Some(run(&mystery)),
        Ended::At(call, n) => run_with_fault(&mystery, (call, "signal=SIGKILL", n)),
    };
    let Some(output) = output else {
        return false;
    };
    if commits {
        disk.commit_names();
    }
    disk.cut_power();
    check(&mystery, writing, old, new, &output, &step);
    true
}

/// Cuts the power at one call of several, at each with `MYSTERY_THOROUGH`; gives how often.
fn cuts_survived(disk: &Disk, writing: &Writing) -> usize {
    let mystery = fresh(writing, disk.mystery());
    if !writing.name.starts_with("recovery") {
        recovered_as_before(&mystery, writing);
    }
    let old = state(&mystery, writing.name);
    assert!(run(&mystery).status.success(), "{}", writing.name);
    let new = state(&mystery, writing.name);
    let step = if std::env::var_os("MYSTERY_THOROUGH").is_some() {
        1
    } else {
        13
    };
    let mut n_cut = 0;
    for commits in [false, true] {
        assert!(survives(disk, writing, (&old, &new), Ended::Done, commits));
        n_cut += 1;
    }
    for call in CALLS {
        for n in (1..).step_by(step) {
            if !survives(disk, writing, (&old, &new), Ended::At(call, n), n % 2 == 0) {
                break;
            }
            n_cut += 1;
        }
    }
    n_cut
}

#[expect(
    clippy::print_stdout,
    reason = "how much was survived is for whoever runs it"
)]
fn cut_everywhere(kind: &str) {
    if !has_strace() || !has(&["xfs_io", &format!("mkfs.{kind}")]) {
        return;
    }
    let disk = Disk::in_file(kind);
    for writing in &WRITING {
        let n_cut = cuts_survived(&disk, writing);
        println!(
            "{kind}, {}: {n_cut} cuts of the power survived",
            writing.name
        );
    }
}

#[test]
fn what_was_acknowledged_outlives_the_power_on_ext4() {
    cut_everywhere("ext4");
}

#[test]
fn what_was_acknowledged_outlives_the_power_on_xfs() {
    cut_everywhere("xfs");
}
