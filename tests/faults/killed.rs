//! The program itself, killed or failed at each of its own system calls that change the disk, in
//! every command that writes. Needs strace.

use std::fs;
use std::process::Output;

use super::has_strace;
use super::state::{State, check, command, recovered, run, state};
use super::writing::{WRITING, Writing, fresh};
use crate::harness::Mystery;

/// The calls behind writing, syncing and naming; and how each is made to end.
pub const CALLS: [&str; 4] = [
    "write",
    "fsync,fdatasync",
    "rename,renameat2,link,linkat",
    "mkdir,ftruncate,unlink",
];
const ENDS: [&str; 3] = ["signal=SIGKILL", "error=ENOSPC", "error=EIO"];

/// Runs the command, with the `n`th such call ended so; `None` where there were fewer calls.
pub fn run_with_fault(mystery: &Mystery, (call, end, n): (&str, &str, usize)) -> Option<Output> {
    // Beside the folder, which may be a disk that is about to fail.
    let log = std::env::temp_dir()
        .join(mystery.path().file_name().unwrap())
        .with_extension("strace");
    let (trace, inject) = (
        format!("trace={call}"),
        format!("inject={call}:{end}:when={n}"),
    );
    let log_path = log.to_str().unwrap();
    let by = ["strace", "-f", "-o", log_path, "-e", &trace, "-e", &inject];
    let output = command(mystery, &by).output().unwrap();
    let text = fs::read_to_string(&log).unwrap();
    fs::remove_file(log).unwrap();
    let is_hit = text.contains("INJECTED") || text.contains("killed by SIGKILL");
    is_hit.then_some(output)
}

/// So many commands are tried at once.
const N_THREADS: usize = 4;

/// Fails one call of a command, and checks what must hold; false where there were fewer calls.
fn survives(writing: &Writing, old: &State, new: &State, fault: (&str, &str, usize)) -> bool {
    let mystery = fresh(writing, Mystery::new());
    let output = run_with_fault(&mystery, fault);
    let step = format!("{}: {fault:?}", writing.name);
    if let Some(output) = &output {
        check(&mystery, writing, old, new, output, &step);
    }
    output.is_some()
}

/// Fails each call in one of the ways, in turn; gives how often. `MYSTERY_THOROUGH` does so in each way.
fn faults_survived(writing: &Writing) -> usize {
    let mystery = fresh(writing, Mystery::new());
    recovered_as_before(&mystery, writing);
    let old = state(&mystery, writing.name);
    let done = run(&mystery);
    assert!(done.status.success(), "{}: {done:?}", writing.name);
    let new = state(&mystery, writing.name);
    let is_thorough = std::env::var_os("MYSTERY_THOROUGH").is_some();
    let mut n_hit = 0;
    for call in CALLS {
        for (way, end) in ENDS.iter().enumerate() {
            for n in 1.. {
                if !is_thorough && n % ENDS.len() != way {
                    continue;
                }
                if !survives(writing, &old, &new, (call, end, n)) {
                    break;
                }
                n_hit += 1;
            }
        }
    }
    n_hit
}

/// A finish that was broken off is completed by whichever command is next: that is no other state.
pub fn recovered_as_before(mystery: &Mystery, writing: &Writing) {
    if writing.name.starts_with("recovery") {
        return;
    }
    recovered(mystery, writing.name);
}

#[expect(
    clippy::print_stdout,
    reason = "how much was survived is for whoever runs it"
)]
#[test]
fn killed_or_failed_anywhere_the_next_command_goes_on() {
    if !has_strace() {
        return;
    }
    let n_hit = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..N_THREADS)
            .map(|first| {
                scope.spawn(move || {
                    let survived = |it: &Writing| (it.name, faults_survived(it));
                    let mine = WRITING.iter().skip(first).step_by(N_THREADS);
                    mine.map(survived).collect::<Vec<_>>()
                })
            })
            .collect();
        let all = threads.into_iter().flat_map(|it| it.join().unwrap());
        all.map(|(name, n)| {
            println!("{name}: {n} faults survived");
            assert!(n > 5, "{name}: {n}");
            n
        })
        .sum::<usize>()
    });
    println!("{n_hit} faults survived");
    assert!(n_hit > 500, "{n_hit}");
}
