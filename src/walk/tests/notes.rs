//! The notes of a visit: added to, shown, taken away.

use super::check;

#[test]
fn notes_may_be_said_in_the_singular() {
    check(
        &[":note She knelt down."],
        "
> :note She knelt down.
Notes saved.",
    );
}

#[test]
fn notes_are_added_to_and_taken_away() {
    check(
        &[
            ":notes none",
            ":notes Loud.",
            ":notes A dog.",
            ":notes",
            ":notes none",
            ":notes",
        ],
        "
> :notes none
There are no notes.
> :notes Loud.
Notes saved.
> :notes A dog.
Notes saved.
> :notes
Notes: Loud.
A dog.
Type :notes and more words to add to them, :notes none to take them away.
> :notes none
The notes were taken away. They were: Loud.
A dog.
> :notes
There are no notes. Type :notes and some words to add them.",
    );
}
