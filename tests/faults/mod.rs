//! Faults put in on purpose: calls that fail or kill, and what must hold after them. What needs a tool
//! that is not there says so; with `MYSTERY_NO_SKIP` it fails.

pub mod disks;
mod full;
pub mod killed;
mod power;
pub mod state;
mod watched;
pub mod writing;

use std::process::{Command, Stdio};

/// Says why something was not tried.
fn skipped(why: &str) {
    assert!(std::env::var_os("MYSTERY_NO_SKIP").is_none(), "{why}");
    let _ = std::io::Write::write_all(
        &mut std::io::stderr(),
        format!("skipped: {why}\n").as_bytes(),
    );
}

/// True where the tracer of system calls is there.
pub fn has_strace() -> bool {
    let found = Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .status();
    let has = found.is_ok_and(|status| status.success());
    if !has {
        skipped("strace is not there, so no system call was failed or watched");
    }
    has
}
