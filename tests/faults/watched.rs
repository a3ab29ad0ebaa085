//! Every command that writes, watched by the tracer: it talks to no network, and writes nothing outside
//! its ledger and the files that were asked for.

use std::fs;

use super::has_strace;
use super::state::command;
use super::writing::{WRITING, fresh};
use crate::harness::Mystery;

/// The first text in quotes of a traced call.
fn quoted(line: &str) -> &str {
    line.split('"').nth(1).unwrap_or_default()
}

#[test]
fn nothing_goes_over_a_network_or_outside_the_ledger() {
    if !has_strace() {
        return;
    }
    for writing in &WRITING {
        let mystery = fresh(writing, Mystery::new());
        let log = tempfile::NamedTempFile::new().unwrap();
        let calls = "trace=%network,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,unlink,unlinkat,truncate,chmod,fchmodat";
        let by = [
            "strace",
            "-f",
            "-o",
            log.path().to_str().unwrap(),
            "-e",
            calls,
        ];
        let output = command(&mystery, &by).output().unwrap();
        assert!(output.status.success(), "{}: {output:?}", writing.name);
        let inside = mystery.path().to_str().unwrap();
        let text = fs::read_to_string(log.path()).unwrap();
        assert!(text.contains("openat("), "{}: {text}", writing.name);
        for line in text.lines() {
            let what = format!("{}: {line}", writing.name);
            for call in ["socket(", "connect(", "sendto("] {
                assert!(!line.contains(call), "{what}");
            }
            let is_opened = line.contains("openat(");
            let is_to_write = ["O_WRONLY", "O_RDWR", "O_CREAT"]
                .iter()
                .any(|it| line.contains(it));
            if is_opened && !is_to_write
                || line.contains("+++")
                || line.contains("---")
                || !line.contains('(')
            {
                continue;
            }
            let path = quoted(line);
            // Below a folder that is deleted with all that is in it, names are short.
            let is_inside =
                path.starts_with(inside) || !path.starts_with('/') || path.starts_with("/dev/");
            assert!(is_inside, "{what}");
        }
    }
}
