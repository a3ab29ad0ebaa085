//! One module per command: whole output and exit code.

mod basics;
mod compare;
pub(crate) mod compare_verdicts;
mod completions;
mod correct;
mod discard;
mod export;
mod home;
mod init;
mod kill;
mod lost;
mod man;
mod show;
mod standard;
mod verify;
pub(crate) mod visit;
mod visits;
mod walk;
