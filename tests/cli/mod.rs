//! One module per command: whole output and exit code.

mod agreement;
mod basics;
mod blind_spots;
mod compare;
pub(crate) mod compare_verdicts;
mod compare_words;
mod completions;
mod correct;
mod discard;
mod drivers;
mod export;
mod fairness;
mod home;
mod init;
mod kill;
mod lost;
mod man;
mod plan;
pub(crate) mod report;
mod show;
mod standard;
pub(crate) mod standard_versions;
pub(crate) mod trend;
mod verify;
pub(crate) mod visit;
mod visits;
mod walk;
