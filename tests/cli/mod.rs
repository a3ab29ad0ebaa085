//! One module per command: whole output and exit code.

mod basics;
mod compare;
mod completions;
mod discard;
mod export;
mod home;
mod init;
mod man;
mod show;
mod verify;
mod visits;
