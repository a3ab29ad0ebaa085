//! The table of keys, the footers and the edges of the fields say what is true: each key that they
//! name is pressed, and does what its words say.

use super::*;
use crate::model::text::Text;
use crate::ui::screen::entry::Purpose;
use crate::ui::screen::state::{Layer, Page, begins_text};
use crate::ui::screen::{help, hints};
use crate::walk::key_table::{Command, KEYS};
use crate::walk::request::Stopwatch;
use crate::walk::sample::standard;

/// A visit with guidance to scroll on its first item.
fn guided() -> Standard {
    let mut standard = standard();
    let guidance = Text::plain("A nod or eye contact counts. ".repeat(60));
    standard.sections[0].items[0].guidance = Some(guidance);
    standard
}

/// Whether a key did what the command of its row is, on a card of yes or no.
fn did(command: Command, sitting: &Sitting) -> bool {
    let asked = |request: Request| sitting.requests == [request];
    let layer = sitting.screen.layer.as_ref();
    match command {
        Command::Excuse => asked(Request::Excuse(None, String::new())),
        Command::Skip => asked(Request::Skip),
        Command::Flag => asked(Request::Flag),
        Command::Back => asked(Request::Back),
        Command::Previous => asked(Request::Previous),
        Command::Next => asked(Request::Next),
        Command::Open => asked(Request::NextOpen),
        Command::PreviousSection => asked(Request::PreviousSection),
        Command::NextSection => asked(Request::NextSection),
        Command::Remark => asked(Request::Remark(String::new())),
        Command::Evidence => asked(Request::Attach(Attachment::Typed(String::new()))),
        Command::Cause => asked(Request::Cause(String::new())),
        Command::Timer => asked(Request::Stopwatch(Stopwatch::Toggle)),
        Command::TimerUse => asked(Request::Stopwatch(Stopwatch::Use)),
        Command::Undo => asked(Request::Undo),
        Command::Redo => asked(Request::Redo),
        Command::Clear => asked(Request::Clear),
        Command::Help => asked(Request::Help),
        Command::List => asked(Request::List),
        Command::Review => asked(Request::Review),
        Command::Score => asked(Request::Score { is_sure: false }),
        Command::Edit => asked(Request::Edit) && sitting.steps == [Step::Editor],
        Command::Quit => asked(Request::Quit) || sitting.left == Some(Leave::Interrupted),
        Command::GoTo => matches!(layer, Some(Layer::Palette(_))),
        Command::Notes => is_field(layer, Purpose::Notes),
        Command::Colon => is_field(layer, Purpose::Command),
        Command::Show => sitting.steps == [Step::Repaint],
        Command::Stop => sitting.steps == [Step::Stop],
        Command::ScrollDown => sitting.screen.scroll > 1,
        Command::ScrollUp => sitting.screen.scroll == 0,
        Command::Finish => sitting.said() == "S finishes in the review: r, then S.",
        Command::Answer
        | Command::NotApplicable
        | Command::Missed
        | Command::Waive
        | Command::Await
        | Command::Nobody
        | Command::Somebody
        | Command::Section
        | Command::TimerReset
        | Command::Where => panic!("{command:?} has no key of its own"),
    }
}

fn is_field(layer: Option<&Layer>, purpose: Purpose) -> bool {
    matches!(layer, Some(Layer::Entry(entry)) if entry.purpose == purpose)
}

#[test]
fn every_key_of_the_table_does_what_its_row_says() {
    let standard = guided();
    for row in KEYS {
        for key in row.keys {
            let mut sitting = Sitting::new(&standard, (80, 24));
            sitting.screen.scroll = 1;
            sitting.press(key);
            let (asked, said) = (&sitting.requests, sitting.said());
            assert!(did(row.command, &sitting), "{key}: {asked:?} {said}");
        }
    }
}

/// The ways of answering as the table words them: the item, the keys, what is given then.
const ANSWERS: [(&str, &str, &str, &str); 14] = [
    ("y n", "1.1", "y", "yes"),
    ("y n", "1.1", "n", "no"),
    ("1-9, or Left Right Enter", "1.2", "3", "3"),
    ("1-9, or Left Right Enter", "1.2", "Right Enter", "1"),
    ("1-9, or Left Right Enter", "1.2", "Left Enter", "3"),
    ("1-9, or Left Right Enter", "3.1", "2", "i_may_ring_again"),
    (
        "1-9 or Space, then Enter",
        "2.3",
        "Down Space Enter",
        "looks",
    ),
    (
        "1-9 or Space, then Enter",
        "2.3",
        "Up Space Enter",
        "where_and_when",
    ),
    (
        "1-9 or Space, then Enter",
        "2.3",
        "2 Enter",
        "microchip_or_collar",
    ),
    ("type it, then Enter", "2.1", "7 s Enter", "7"),
    ("type it, then Enter", "2.2", "Enter 7 Enter", "7"),
    ("type it, then Enter", "3.2", "7 Enter", "7"),
    ("type it, then Ctrl+S", "3.4", "O k Ctrl+s", "Ok"),
    ("type it, then Ctrl+S", "3.4", "Enter O k Ctrl+s", "Ok"),
];

#[test]
fn every_way_of_answering_is_as_the_table_says() {
    let standard = standard();
    let mut worded: Vec<&str> = ANSWERS.iter().map(|(words, ..)| *words).collect();
    worded.dedup();
    let rows = KEYS.iter().filter(|row| row.command == Command::Answer);
    let shown: Vec<&str> = rows.map(|row| row.screen).collect();
    assert_eq!(worded, shown);
    for (_, label, keys, given) in ANSWERS {
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.press("g").write(label).press("Enter").press(keys);
        assert_eq!(sitting.given(label), given, "{label} {keys}");
    }
}

/// Keys that lead to a card of each kind, and to each page of rows.
const PAGES: [&str; 8] = [
    "",
    "y",
    "g 2 . 1 Enter",
    "g 2 . 3 Enter",
    "g 3 . 4 Enter",
    "g 3 . 4 Enter O k Ctrl+s",
    "l Down Down",
    "r Down Down",
];

/// A page, and nothing that happened on the way to it.
fn on<'s>(standard: &'s Standard, lead: &str) -> Sitting<'s> {
    let mut sitting = Sitting::new(standard, (80, 24));
    sitting.press(lead);
    sitting.requests.clear();
    sitting
}

#[test]
fn the_help_of_a_page_names_keys_of_that_page_alone() {
    let standard = standard();
    for lead in PAGES {
        let at = on(&standard, lead);
        let rows = help::rows(&at.kept.walk, at.screen.page);
        for (row, shown) in rows.filter(|(row, _)| row.command != Command::Answer) {
            for name in shown.split([',', ' ']).filter(|name| !name.is_empty()) {
                let mut sitting = on(&standard, lead);
                let before = sitting.picture();
                if let Some(command) = name.strip_prefix(':').filter(|it| !it.is_empty()) {
                    sitting.press(":").write(command).press("Enter");
                    assert!(!sitting.said().contains("no command"), "{lead} {name}");
                } else if row.keys.contains(&name) {
                    sitting.press(name);
                    let said = sitting.said().to_owned();
                    assert!(!said.contains("is no key"), "{lead} {name}: {said}");
                    let layer = sitting.screen.layer.as_ref();
                    let is_typed = is_field(layer, Purpose::Text) && sitting.steps.is_empty();
                    assert!(!is_typed, "{lead} {name}");
                    let is_idle = sitting.requests.is_empty()
                        && sitting.steps.is_empty()
                        && sitting.left.is_none()
                        && sitting.picture() == before;
                    let is_scroll = [Command::ScrollDown, Command::ScrollUp].contains(&row.command);
                    assert!(!is_idle || is_scroll, "{lead}: {name} does nothing");
                }
            }
        }
    }
}

/// Whether a key did what a footer's word says.
fn did_word(word: &str, sitting: &Sitting) -> bool {
    let asked = |request: Request| sitting.requests.last() == Some(&request);
    let layer = sitting.screen.layer.as_ref();
    let is_card = sitting.screen.page == Page::Card;
    match word {
        "no answer" => asked(Request::Excuse(None, String::new())),
        "skip" => asked(Request::Skip),
        "back" => asked(Request::Back) || (is_card && sitting.requests.is_empty()),
        "go to" => matches!(layer, Some(Layer::Palette(_))),
        "remark" => asked(Request::Remark(String::new())),
        "evidence" => asked(Request::Attach(Attachment::Typed(String::new()))),
        "timer" => asked(Request::Stopwatch(Stopwatch::Toggle)),
        "undo" => asked(Request::Undo),
        "help" => matches!(layer, Some(Layer::Help)),
        "review" => asked(Request::Review),
        "leave" => asked(Request::Quit) || sitting.left == Some(Leave::Interrupted),
        "items" => asked(Request::Previous) || asked(Request::Next),
        "choices" => sitting.screen.highlight.is_some() && sitting.requests.is_empty(),
        "next open" if is_card => asked(Request::NextOpen),
        // In the lists a choice moves; at their very ends it stays.
        "next open" | "choose" => sitting.requests.is_empty() && layer.is_none(),
        "write" => is_field(layer, Purpose::Text),
        "commands" => is_field(layer, Purpose::Command),
        "go there" => matches!(sitting.requests.last(), Some(Request::GoTo(_))),
        "finish" => asked(Request::Finish) || matches!(layer, Some(Layer::Confirm(_))),
        word => panic!("nobody knows what `{word}` is to do"),
    }
}

#[test]
fn every_key_of_a_footer_does_what_its_word_says() {
    let standard = standard();
    for lead in PAGES {
        let at = on(&standard, lead);
        let walk = &at.kept.walk;
        let footer = hints::footer(at.screen.page, &walk.current().scale, begins_text(walk));
        assert!(footer.len() > 4, "{lead}");
        for (keys, word) in footer {
            for key in keys.split(' ') {
                let mut sitting = on(&standard, lead);
                sitting.press(key);
                let asked = &sitting.requests;
                assert!(did_word(word, &sitting), "{lead}: {key} {word}: {asked:?}");
                let is_told = sitting.said().contains("is no key");
                assert!(!is_told, "{lead}: {key} {word}");
            }
        }
    }
}

/// Keys that open a field and write into it, what it is for, and the words at its lower edge.
const FIELDS: [(&str, Purpose, &str); 8] = [
    ("g 3 . 4 Enter O k", Purpose::Text, "3.4"),
    ("c O k", Purpose::Remark, ""),
    ("m O k", Purpose::Notes, ""),
    ("a q . j p g", Purpose::Evidence, ""),
    (": s k i p", Purpose::Command, ""),
    ("g 2 . 1 Enter 7 s", Purpose::Answer, "2.1"),
    (
        "x 3 O k",
        Purpose::Why(crate::model::answer::Excuse::Waived),
        "",
    ),
    (": n o b o d y Enter O k", Purpose::Nobody, ""),
];

#[test]
fn every_key_at_the_edge_of_a_field_does_what_it_says() {
    let standard = standard();
    for (lead, purpose, label) in FIELDS {
        let opened = on(&standard, lead);
        let Some(Layer::Entry(entry)) = &opened.screen.layer else {
            panic!("{lead} opens no field");
        };
        assert_eq!(entry.purpose, purpose, "{lead}");
        for part in entry.keys() {
            let (key, words) = part.split_once(' ').unwrap();
            let mut sitting = on(&standard, lead);
            sitting.press(key);
            let is_closed = sitting.screen.layer.is_none();
            let is_kept = sitting.kept.entries.len() > opened.kept.entries.len();
            let is_done = match words {
                "saves" | "does it" => {
                    is_closed && is_kept && (label.is_empty() || sitting.given(label) != "-")
                }
                "editor" => sitting.steps == [Step::Editor],
                "completes" => sitting.picture().contains("No file here begins with"),
                "leaves a draft" => {
                    let is_draft = sitting.said().starts_with("Left as a draft");
                    is_closed
                        && is_kept
                        && is_draft
                        && (label.is_empty() || sitting.given(label) == "-")
                }
                "too" => is_closed && is_kept,
                "closes" => is_closed && !is_kept,
                words => panic!("nobody knows what `{words}` is to do"),
            };
            assert!(is_done, "{lead}: {part}: {}", sitting.said());
        }
    }
}
