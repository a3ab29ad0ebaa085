//! Which of several things is named: by an id, a label, its beginning or a word in it.

use unicode_normalization::UnicodeNormalization;

use crate::model::answer::whole_number;
use crate::model::scale::Choice;
use crate::model::text::Text;

/// Fewest letters of a label that stand for the whole of it.
const SHORTEST_PREFIX: usize = 2;

/// Fewest letters of a word within a label that stands for the whole of it.
const SHORTEST_WORD: usize = 4;

/// Finds what is named: a whole id or label first, else the one thing that begins so.
pub(super) fn named<'a, T>(
    things: &'a [T],
    text: &str,
    names: impl Fn(&'a T) -> (Option<&'a str>, &'a Text),
    number: impl Fn(usize, &'a T) -> String,
) -> Result<Option<&'a T>, String> {
    let is_named = |(_, thing): &(usize, &'a T)| {
        let (id, label) = names(thing);
        is_whole(text, id, label)
    };
    let wanted = folded(text);
    let begins = |(_, thing): &(usize, &'a T)| {
        let (id, label) = names(thing);
        let labels = label.all().any(|label| folded(label).starts_with(&wanted));
        labels || id.is_some_and(|id| id.starts_with(&wanted))
    };
    let holds = |(_, thing): &(usize, &'a T)| {
        let (_, label) = names(thing);
        label
            .all()
            .any(|label| holds_words(&folded(label), &wanted))
    };
    let n_letters = wanted.chars().count();
    let all = || things.iter().enumerate();
    let mut found: Vec<(usize, &T)> = all().filter(is_named).collect();
    if found.is_empty() && n_letters >= SHORTEST_PREFIX {
        found = all().filter(begins).collect();
    }
    if found.is_empty() && n_letters >= SHORTEST_WORD && wanted != "none" {
        found = all().filter(holds).collect();
    }
    match found.as_slice() {
        [] => Ok(None),
        [(_, one)] => Ok(Some(one)),
        several => {
            // As they stand on the screen, in the language of what was typed.
            let shown = |(place, thing): &(usize, &'a T)| {
                let (_, label) = names(thing);
                let meant = label.all().find(|label| folded(label).contains(&wanted));
                let label = meant.unwrap_or(label.first());
                format!("{} ({label})", number(*place, thing))
            };
            let shown: Vec<String> = several.iter().map(shown).collect();
            Err(format!(
                "`{text}` could be {}; type the number, or more of it",
                shown.join(" or ")
            ))
        }
    }
}

/// True where the words stand in a label next to each other.
fn holds_words(label: &str, wanted: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (label, wanted) = (words(label), words(wanted));
    !wanted.is_empty() && label.windows(wanted.len()).any(|run| run == wanted)
}

/// True where the text is the whole id or label.
pub(super) fn is_whole(text: &str, id: Option<&str>, label: &Text) -> bool {
    let wanted = folded(text);
    id == Some(text) || label.all().any(|label| folded(label) == wanted)
}

/// What is compared: NFC, trimmed, without case.
fn folded(text: &str) -> String {
    text.trim().to_lowercase().nfc().collect()
}

/// The option of a number from 1.
pub(super) fn numbered<'o>(options: &'o [Choice], text: &str) -> Option<&'o Choice> {
    let number = whole_number(text).filter(|_| !text.is_empty())?;
    options.get(usize::try_from(number).ok()?.checked_sub(1)?)
}

/// What may be typed for an option, where labels are numbers: its own number, its label, else its id.
pub(super) fn unmistaken(options: &[Choice], option: &Choice) -> String {
    let is_it = |typed: &String| {
        let mut labelled = options.iter().filter(|it| is_whole(typed, None, &it.label));
        labelled.all(|it| it.id == option.id)
            && numbered(options, typed).is_none_or(|it| it.id == option.id)
    };
    let place = options.iter().position(|it| it.id == option.id);
    let number = place.map_or(0, |place| place + 1).to_string();
    let label = option.label.first().to_owned();
    let typed = [number, label].into_iter().find(is_it);
    typed.unwrap_or_else(|| option.id.to_string())
}
