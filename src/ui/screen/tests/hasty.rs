//! Keys that run on into the next item, and steps that must be seen.

use super::*;
use crate::model::text::Text;
use crate::walk::sample::standard;

fn digits(text: &str) -> Input {
    Input::Burst(
        text.chars()
            .map(|letter| KeyEvent::from(KeyCode::Char(letter)))
            .collect(),
    )
}

#[test]
fn a_digit_right_behind_an_answer_begins_a_text_and_that_is_said() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 3 . 3 Enter y");
    assert_eq!(sitting.label(), "3.4");
    sitting.press("3");
    assert_eq!(sitting.screen.written().as_deref(), Some("3"));
    let picture = sitting.picture();
    let said = "Here words are asked; yours begin with 3. Not meant? Esc.";
    assert!(picture.contains(said), "{picture}");
    // A slip leaves nothing behind.
    sitting.press("Esc");
    assert!(sitting.screen.written().is_none());
    assert!(sitting.said().starts_with("One letter alone is not kept."));
    // Whatever is typed on is there from its first letter.
    sitting.press("/ 3 . 3 Enter y 2 Space d o g s");
    assert_eq!(sitting.screen.written().as_deref(), Some("2 dogs"));
}

#[test]
fn digits_that_come_at_once_begin_a_text_as_words_do() {
    let standard = standard();
    for text in ["34", "3 people", "2026 was"] {
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.press("g 3 . 3 Enter y").take(digits(text));
        assert_eq!(sitting.screen.written().as_deref(), Some(text));
    }
}

#[test]
fn what_follows_a_digit_is_whole_and_digits_alone_are_asked_about() {
    let standard = standard();
    let begun = || {
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.press("g 3 . 3 Enter y");
        sitting
    };
    for (keys, text) in [
        ("2 Space d o g s", "2 dogs"),
        ("3 3 Space d o g s", "33 dogs"),
        ("2 0 2 6 Space w a s", "2026 was"),
        ("3 Enter o", "3\no"),
        ("3 Left o", "o3"),
    ] {
        let mut sitting = begun();
        sitting.press(keys).press("Ctrl+s");
        assert_eq!(sitting.given("3.4"), text, "{keys}");
    }
    for keys in ["3", "3 3", "3 Enter", "3 Left", "3 Space"] {
        let mut sitting = begun();
        sitting.press(keys).press("Ctrl+s");
        assert_eq!(sitting.given("3.4"), "-", "{keys}");
        assert!(sitting.said().starts_with("Not saved: 3"), "{keys}");
        assert!(sitting.picture().contains("Ctrl+S once more saves it"));
        // It is saved where it is meant.
        sitting.press("Ctrl+s");
        assert!(sitting.given("3.4").starts_with('3'), "{keys}");
        let mut sitting = begun();
        sitting.press(keys).press("Ctrl+s Esc");
        assert_eq!(sitting.given("3.4"), "-", "{keys}");
    }
    let mut sitting = begun();
    sitting.take(digits("34"));
    sitting.press("Ctrl+s");
    assert_eq!(sitting.given("3.4"), "-");
    sitting.press("5 Ctrl+s");
    assert_eq!(
        sitting.given("3.4"),
        "-",
        "what was changed is asked about anew"
    );
    sitting.press("Ctrl+s");
    assert_eq!(sitting.given("3.4"), "345");
}

#[test]
fn a_step_to_another_item_is_said() {
    let standard = standard();
    for size in [(120, 30), (80, 24), (44, 20)] {
        let mut sitting = Sitting::new(&standard, size);
        for (key, item) in [
            ("j", "Now at 1.2, item 2 of 9."),
            ("Down", "Now at 2.1, item 3 of 9."),
            ("k", "Now at 1.2, item 2 of 9."),
            ("b", "Now at 2.1, item 3 of 9."),
            ("o", "Now at 2.2, item 4 of 9."),
        ] {
            sitting.press(key);
            let picture = sitting.picture();
            assert!(picture.contains(item), "{key}: {picture}");
        }
        sitting.press("g 1 . 1 Enter");
        assert!(
            sitting
                .picture()
                .contains("Now at 1.1, item 1 of 9. Press y or n.")
        );
    }
}

#[test]
fn the_list_of_items_lies_still_while_one_steps_through_it() {
    let mut standard = standard();
    for section in &mut standard.sections {
        for item in &mut section.items {
            item.ask = Text::plain("How was it there, ".repeat(4));
        }
    }
    for (size, side, sections) in [((120, 40), 42, 1), ((80, 24), 24, 3), ((80, 16), 24, 3)] {
        let mut sitting = Sitting::new(&standard, size);
        let mut lists = std::collections::BTreeSet::new();
        for _ in 0..9 {
            let picture = sitting.picture();
            let of_side = picture.lines().skip(1).map(|line| {
                let cells: String = line.chars().take(side).collect();
                cells.replace('>', " ")
            });
            lists.insert(of_side.collect::<Vec<_>>()[..usize::from(size.1) - 9].join("\n"));
            sitting.press("PgDn");
        }
        assert_eq!(lists.len(), sections, "{size:?}\n{lists:#?}");
    }
}
