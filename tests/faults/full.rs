//! A disk that is full, at each block of what a command writes, and one that nobody may write to: all
//! stays as it was, nothing half written is left lying about, and reading goes on.

use std::fs;

use super::disks::{Disk, has};
use super::state::{check, files, run, run_with, state};
use super::writing::{Keeps, WRITING, Writing, fresh};

const READING: [&[&str]; 4] = [&["visits"], &["show"], &["compare"], &["verify"]];

fn is_recovery(writing: &Writing) -> bool {
    writing.name.starts_with("recovery")
}

#[test]
fn a_full_disk_leaves_all_as_it_was_and_works_again_when_there_is_room() {
    if !has(&[]) {
        return;
    }
    let mut n_failed = 0;
    for writing in &WRITING {
        let disk = Disk::in_memory("2m");
        let mystery = fresh(writing, disk.mystery());
        if !is_recovery(writing) {
            super::state::recovered(&mystery, writing.name);
        }
        let old = state(&mystery, writing.name);
        assert!(run(&mystery).status.success(), "{}", writing.name);
        let new = state(&mystery, writing.name);
        drop(mystery);
        for blocks_left in 0.. {
            let step = format!("{}: {blocks_left} blocks left", writing.name);
            let mystery = fresh(writing, disk.mystery());
            let filler = disk.fill(blocks_left);
            let output = run(&mystery);
            let left = files(mystery.path());
            fs::remove_file(filler).unwrap();
            let unfinished = left.keys().find(|name| name.contains(".mystery-"));
            // An export that was broken off is known by the other name of its description.
            let is_export = |name: &&String| name.contains(".mystery-export.json");
            assert_eq!(unfinished.filter(|it| !is_export(it)), None, "{step}");
            check(&mystery, writing, &old, &new, &output, &step);
            if output.status.success() {
                break;
            }
            // A visit that is begun and cannot go on is kept, and not finished.
            let is_refused = output.status.code() == Some(3)
                || writing.keeps == Keeps::Answers && output.status.code() == Some(4);
            assert!(is_refused, "{step}: {output:?}");
            n_failed += 1;
        }
    }
    // To move files and to add to the last block of one takes no room.
    assert!(n_failed > WRITING.len(), "{n_failed}");
}

#[test]
fn a_full_or_read_only_disk_is_read_as_ever_and_never_changed() {
    if !has(&[]) {
        return;
    }
    for writing in &WRITING {
        let disk = Disk::in_memory("2m");
        let mystery = fresh(writing, disk.mystery());
        let filler = disk.fill(0);
        let status = |arguments: &[&str]| {
            let output = run_with(&mystery, arguments);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            (output.status.code(), said)
        };
        let full: Vec<_> = READING.iter().map(|it| status(it)).collect();
        fs::remove_file(filler).unwrap();
        let before = files(disk.path());
        let with_room: Vec<_> = READING.iter().map(|it| status(it)).collect();
        assert_eq!(full, with_room, "{}", writing.name);
        disk.make_read_only();
        let read_only: Vec<_> = READING.iter().map(|it| status(it)).collect();
        assert_eq!(read_only, with_room, "{}", writing.name);
        let output = run(&mystery);
        let said = String::from_utf8_lossy(&output.stderr);
        if !is_recovery(writing) {
            assert_eq!(output.status.code(), Some(3), "{}: {said}", writing.name);
            let why = "Read-only file system";
            assert!(said.contains(why), "{}: {said}", writing.name);
        }
        assert!(!said.contains("panicked"), "{}: {said}", writing.name);
        assert_eq!(files(disk.path()), before, "{}", writing.name);
    }
}
