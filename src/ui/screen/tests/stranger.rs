//! What somebody who has never seen the screen is told where they hesitate.

use super::*;
use crate::walk::sample::standard;

#[test]
fn a_choice_that_is_moved_says_which_key_takes_it() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (44, 20));
    check(&mut sitting, "Right", "Enter saves what > marks.");
    sitting.press("Enter");
    assert_eq!(sitting.given("1.1"), "yes");
    check(
        &mut sitting,
        "g 2 . 3 Enter Down",
        "Space ticks what > marks, or unticks it.",
    );
}

#[test]
fn a_paste_where_words_are_asked_says_how_it_is_taken() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g 3 . 4 Enter")
        .take(Input::Paste("They waved.".into()));
    assert_eq!(
        sitting.said(),
        "Not saved. Enter opens your words; then paste."
    );
    sitting
        .press("Enter")
        .take(Input::Paste("They waved.".into()));
    sitting.press("Ctrl+s");
    assert_eq!(sitting.given("3.4"), "They waved.");
}

#[test]
fn a_remark_that_was_just_saved_is_not_asked_for_again() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    let hint = "Shift+Tab, then c: a remark";
    let flat = |picture: String| picture.replace('\n', " ");
    assert!(flat(sitting.press("y").picture()).contains(hint));
    let remark = "Nobody looked up.";
    let picture = flat(sitting.press("b n").write(remark).press("Ctrl+s").picture());
    assert!(picture.contains("Remark on 1.1 saved."), "{picture}");
    assert!(!picture.contains(hint), "{picture}");
}
