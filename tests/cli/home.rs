//! `mystery` alone.

use crate::harness::Mystery;
use crate::sample::{self, OURS, THEIRS};

fn home(mystery: &mut Mystery) -> String {
    mystery.run_with::<String>([]).snapshot(mystery)
}

#[test]
fn the_first_run_welcomes_and_makes_nothing() {
    let mut mystery = Mystery::new();
    insta::assert_snapshot!("first", home(&mut mystery));
    assert!(!mystery.ledger().exists());
}

#[test]
fn home_shows_what_is_open_and_what_was_done_last() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &OURS);
    drop(sample::begin(&ledger, &THEIRS));
    insta::assert_snapshot!("home", home(&mut mystery));
}
