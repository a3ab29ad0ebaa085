//! The walk's own questions: what is shown, and what a script types where a person is asked.

use super::draw::Style;
use crate::walk::effect::{Question, causes};

/// What a question of the walk's own shows before its prompt, and the prompt.
pub(in crate::ui) fn question(
    question: &Question,
    may_not_apply: bool,
    style: Style,
) -> (Vec<String>, &'static str) {
    let reasons = [
        "Why is there no answer?",
        if may_not_apply {
            "1: it did not apply"
        } else {
            "1 cannot be: it always applies"
        },
        "2: I did not see it, or cannot remember",
        "3: they did otherwise, and it served the customer (say why)",
        "Type the number, and why in a few words if you like. Enter leaves it open.",
    ];
    match question {
        Question::Excuse => (
            reasons.iter().flat_map(|line| style.wrap_hanging(line, "", "   ")).collect(),
            if may_not_apply {
                "[1, 2 or 3, and why; ? for help] "
            } else {
                "[2 or 3, and why; ? for help] "
            },
        ),
        Question::Waived => (
            style.wrap("They did otherwise, and it served the customer: how? Enter leaves it open."),
            "[why, ? for help] ",
        ),
        Question::Remark => (Vec::new(), "[remark, ? for help] "),
        Question::Evidence => (
            style.wrap("Which file is the evidence? Type its path, or drop it here. Enter leaves it."),
            "[path, ? for help] ",
        ),
        Question::Cause => (
            style.wrap(&format!("Why did it fall short? {}; or none. Enter leaves it.", causes())),
            "[cause, ? for help] ",
        ),
        Question::Nobody => (
            style.wrap("Nobody was reached at all: what happened? Enter leaves it."),
            "[why, ? for help] ",
        ),
        Question::Reveal => (
            style.wrap(
                "Who sees the score before the end may answer to suit it. Look all the same? It is written down.",
            ),
            "[y/n, ? for help] ",
        ),
    }
}

/// What a script types where a person would be asked.
pub(super) fn way_out(question: &Question) -> &'static str {
    match question {
        Question::Excuse => "say which: x 1 [why], x 2 [why] or x 3 why",
        Question::Waived => "say why it was right: x 3 and some words",
        Question::Remark => "the remark is missing: c and some words",
        Question::Evidence => "the file is missing: a and its path",
        Question::Cause => "the cause is missing: :cause policy, or another",
        Question::Nobody => "say what happened: :nobody and some words",
        Question::Reveal => {
            "the score is hidden until the review: :score yes shows it, and is written down"
        }
    }
}

/// What `?` says at a question.
pub(super) fn explained(question: &Question) -> &'static str {
    match question {
        Question::Excuse => {
            "1 is for what could not come up: nobody was waiting, so nobody could be greeted. 2 is \
             honest where you did not see it or cannot remember; it takes nothing off. 3 is for staff \
             who did something better than the standard asks. b leaves the item open."
        }
        Question::Waived => {
            "Say what they did instead and why it served the customer, so that others can judge it. \
             Enter leaves the item open."
        }
        Question::Remark => {
            "A remark is what you saw or heard, in a sentence: who reads the score sees it beside the \
             answer. Enter leaves it for now; an item that needs one stays open until then."
        }
        Question::Evidence => {
            "The path of a photo, a receipt or a mail on this computer; it is copied beside the visit. \
             Type to follow if you have it elsewhere. Enter leaves it."
        }
        Question::Cause => {
            "What kept the staff from doing better, as far as you could tell: it says who can mend it. \
             The beginning of a word is enough. Enter leaves it."
        }
        Question::Nobody => {
            "What you tried and what came of it: three calls, no answer. The whole visit then counts as \
             nobody reached. Enter leaves it."
        }
        Question::Reveal => {
            "y shows the score so far and notes that you looked; n leaves it hidden until the review."
        }
    }
}
