//! People: prompts, and the one place that writes to standard output and standard error.

pub mod output;
