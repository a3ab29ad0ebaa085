//! The visit as a state machine: judges what the auditor asks for, and folds what happened.
//! Knows no terminal, no clock and no file.
