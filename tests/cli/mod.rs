//! One module per command: whole output and exit code.

mod basics;
mod compare;
mod export;
mod show;
