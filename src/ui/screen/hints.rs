//! Words of the screen's own: what to press for an answer, and the words of the line put into keys.
//! The footer is made of the one table of keys.

use super::state::{Page, begins_text};
use crate::model::reading::{bounds, way_out};
use crate::model::scale::Scale;
use crate::walk::Walk;
use crate::walk::key_table::{KEYS, command_of_key};

/// What is typed at a line, and what is pressed here for the same.
const IN_KEYS: [(&str, &str); 10] = [
    (
        "Type t to stop it, t reset to begin anew",
        "Press t to stop it, :timer reset begins anew",
    ),
    ("or t reset", "or :timer reset"),
    (
        "type :clear at each answer first",
        "press Del at each answer first",
    ),
    ("Type c and some words", "c writes it"),
    ("Type t use to save it", "T saves it"),
    ("Type x 3 and some words", "Press x, 3 and say why"),
    ("Type - for the item before", "Up is the item before"),
    ("Type :finish to finish", "Press r, then S to finish"),
    (
        "Type r to look them over, or :finish to finish",
        "Look them over; S finishes",
    ),
    ("Type :notes and some words to add them", "m adds them"),
];

/// The words of the table that stand at the foot of a card, the most needed first.
const CARD: [&str; 11] = [
    "back",
    "help",
    "leave",
    "no answer",
    "timer",
    "remark",
    "evidence",
    "skip",
    "review",
    "go to",
    "undo",
];

/// What is typed for evidence that is not at hand.
pub(super) const NO_FILE_YET: &str =
    "No photo yet? Type `to follow`, or Esc: mystery attach adds it later.";

/// Most options that a single key chooses.
const MOST_KEYS: usize = 9;

/// Words of the walk, with the keys of the screen in them. What is typed as an answer stays typed.
/// Where letters are text, commands keep the form of the line.
pub(super) fn in_keys(text: &str, is_text: bool) -> String {
    let mut words = text.to_owned();
    if !is_text {
        for (typed, pressed) in IN_KEYS {
            words = words.replace(typed, pressed);
        }
    }
    // Letters that are keys are pressed; numbers, times and words are typed.
    let pressed = if is_text { "Type :" } else { "Press " };
    for letter in ["t ", "u ", "o ", "r ", "g ", "x ", "l ", "c "] {
        words = words.replace(&format!("Type {letter}"), &format!("{pressed}{letter}"));
    }
    words
}

/// Whether each answer of a scale has a key of its own.
pub(super) fn has_keys(scale: &Scale) -> bool {
    match scale {
        Scale::YesNo { .. } => true,
        Scale::Levels(levels) => levels.iter().all(|level| (0..=9).contains(&level.value)),
        Scale::Choice(options) | Scale::Several(options, _) => options.len() <= MOST_KEYS,
        _ => false,
    }
}

/// How the item at hand is answered, for the foot of the screen.
pub(super) fn how(scale: &Scale) -> String {
    match scale {
        Scale::YesNo { .. } => "Press y or n.".into(),
        Scale::Levels(levels) if has_keys(scale) => match bounds(levels) {
            Some((lowest, highest)) => format!("Press {lowest} to {highest}."),
            None => "Press a number.".into(),
        },
        Scale::Choice(options) if options.len() == 1 => "Press 1.".into(),
        Scale::Choice(options) if has_keys(scale) => format!("Press 1 to {}.", options.len()),
        Scale::Several(options, _) if has_keys(scale) => format!(
            "Tick with 1 to {}; Enter is done, with none ticked too.",
            options.len()
        ),
        Scale::Several(..) => {
            "Type a number to tick it; Enter is done; nothing ticked is an answer too.".into()
        }
        Scale::Levels(_) | Scale::Choice(_) => {
            "Type a number, or Enter and some of the words.".into()
        }
        Scale::Duration(_) => format!(
            "{}; t is a stopwatch.",
            way_out(scale).replacen('t', "T", 1)
        ),
        Scale::Count(..) => "Type a whole number; 0 is an answer too.".into(),
        Scale::Tally { .. } => "Type it like 2 of 3.".into(),
        Scale::Number { .. } => format!("{}.", way_out(scale).replacen('t', "T", 1)),
        Scale::Text => "Type your words, or press Enter to begin.".into(),
    }
}

/// How the item at hand is answered, with what was given: where words are told, letters are keys.
pub(super) fn how_now(walk: &Walk) -> String {
    match &walk.current().scale {
        Scale::Text if !begins_text(walk) => "Enter opens the box for your words.".into(),
        scale => how(scale),
    }
}

/// Said of a key that means nothing at the item at hand.
pub(super) fn no_key(letter: char, scale: &Scale) -> String {
    let name = match letter {
        ' ' => "Space".to_owned(),
        letter => letter.to_string(),
    };
    let how = match scale {
        // Until there are words every letter begins them.
        Scale::Text => "Enter opens your words.".into(),
        scale => how(scale),
    };
    format!("{name} is no key here. {how} ? shows the keys.")
}

/// Whether a letter is a key on a card, or an answer.
pub(super) fn is_key(letter: char) -> bool {
    letter.is_ascii_digit()
        || "ynYN".contains(letter)
        || command_of_key(letter.encode_utf8(&mut [0; 4])).is_some()
}

/// How a field that is open is filled: letters are text in it.
pub(super) fn how_typed(scale: &Scale) -> String {
    match scale {
        Scale::Duration(_) => format!("{}.", way_out(scale).replacen('t', "T", 1)),
        scale => how(scale),
    }
}

/// What is typed into the field of the item at hand.
pub(super) fn typed(walk: &Walk) -> String {
    match &walk.current().scale {
        scale @ Scale::Duration(_) if scale.is_in_hours() => "like 3h30m, 45m or 2 days".into(),
        Scale::Duration(_) => "minutes:seconds, like 4:30".into(),
        Scale::Tally { of } => format!("like 2 of 3 {}", of.in_language(walk.language())),
        _ => walk.card().hint,
    }
}

/// The keys of the reasons that are possible at the item at hand: `1, 2 or 3`.
pub(super) fn reasons(walk: &Walk) -> &'static str {
    let item = walk.current();
    match (item.may_not_apply, item.may_be_awaited()) {
        (true, true) => "1, 2, 3 or 4",
        (true, false) => "1, 2 or 3",
        (false, true) => "2, 3 or 4",
        (false, false) => "2 or 3",
    }
}

/// The keys of a page, each with its word, the most needed first.
pub(super) fn footer(page: Page, scale: &Scale, is_text: bool) -> Vec<(String, &'static str)> {
    let key = |key: &str, word| (key.to_owned(), word);
    match page {
        // Letters are text there.
        Page::Card if is_text => vec![
            key("Enter", "write"),
            key("Up Down", "items"),
            key("Shift+Tab", "back"),
            key("?", "help"),
            key("Ctrl+C", "leave"),
            key("Tab", "next open"),
            key(":", "commands"),
        ],
        Page::Card => {
            let is_timed = matches!(scale, Scale::Duration(_));
            let of_table = |word: &&'static str| {
                let row = KEYS.iter().find(|row| row.footer == *word)?;
                Some((row.keys.first()?.to_string(), row.footer))
            };
            let words = CARD.iter().filter(|word| is_timed || **word != "timer");
            let ways = match scale {
                Scale::Several(..) => vec![key("Up Down", "choices"), key("j k", "items")],
                _ => vec![key("Up Down", "items")],
            };
            ways.into_iter().chain(words.filter_map(of_table)).collect()
        }
        Page::List(_) => vec![
            key("Enter", "go there"),
            key("Up Down", "choose"),
            key("Esc", "back"),
            key("?", "help"),
            key("q", "leave"),
            key("o", "next open"),
            key("r", "review"),
        ],
        Page::Review(_) => vec![
            key("S", "finish"),
            key("Enter", "go there"),
            key("Esc", "back"),
            key("?", "help"),
            key("q", "leave"),
            key("c", "remark"),
            key("o", "next open"),
            key("u", "undo"),
        ],
    }
}

/// The keys of every open box, the most needed first.
pub(super) fn in_box(is_number: bool) -> [(String, &'static str); 3] {
    let help = if is_number { "?" } else { "F1" };
    [
        (help.into(), "help"),
        ("Ctrl+U".into(), "clear the line"),
        ("Ctrl+C".into(), "leave"),
    ]
}

/// The places of the keys of a footer, those first without which nobody finds help or gets out.
pub(super) fn by_need(keys: &[(String, &'static str)]) -> impl Iterator<Item = usize> {
    const NEVER_GO: [&str; 6] = ["finish", "help", "leave", "back", "choices", "items"];
    let never = NEVER_GO
        .into_iter()
        .filter_map(|word| keys.iter().position(|(_, it)| *it == word));
    let others = (0..keys.len()).filter(|place| !NEVER_GO.contains(&keys[*place].1));
    never.chain(others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_line_become_keys() {
        let check = |text: &str, expected: &str| assert_eq!(in_keys(text, false), expected);
        check(
            "Stopped: 2 seconds. Type t use to save it as the answer.",
            "Stopped: 2 seconds. T saves it as the answer.",
        );
        check(
            "Not saved. Type a number from 1 to 5 (or ? for help).",
            "Not saved. Type a number from 1 to 5 (or ? for help).",
        );
        check(
            "This is where you began. Type - for the item before.",
            "This is where you began. Up is the item before.",
        );
        check(
            "All 3 items are done. Type r to look them over, or :finish to finish.",
            "All 3 items are done. Look them over; S finishes.",
        );
        check(
            "Type o for the next open item.",
            "Press o for the next open item.",
        );
    }

    #[test]
    fn the_footer_comes_from_the_table() {
        let footer = footer(Page::Card, &Scale::YesNo { good: true }, false);
        let shown: Vec<String> = footer
            .iter()
            .map(|(key, word)| format!("{key} {word}"))
            .collect();
        assert_eq!(
            shown,
            [
                "Up Down items",
                "Shift+Tab back",
                "? help",
                "q leave",
                "x no answer",
                "c remark",
                "a evidence",
                "s skip",
                "r review",
                "g go to",
                "u undo",
            ]
        );
    }
}
