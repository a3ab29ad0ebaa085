//! Help in an open box, and what it says of the keys there.

use super::*;
use crate::ui::screen::state::Layer;
use crate::walk::sample::standard;

fn foot(sitting: &mut Sitting) -> String {
    let picture = sitting.picture();
    picture.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn a_question_mark_is_help_where_no_number_holds_one() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    for (item, typed) in [("2.1", "4:3"), ("2.2", "1")] {
        sitting.press("g").write(item).press("Enter").write(typed);
        assert!(foot(&mut sitting).starts_with("? help"), "{item}");
        for key in ["?", "F1"] {
            sitting.press(key);
            let picture = sitting.picture();
            assert!(picture.contains("IN THIS BOX"), "{picture}");
            assert!(picture.contains("Ctrl+Y"), "{picture}");
            // What was typed waits beneath, and is kept should the window close.
            assert_eq!(sitting.screen.open_box().unwrap().text(), typed);
            sitting.take(Input::Tick);
            assert_eq!(
                sitting.kept.walk.draft(sitting.kept.walk.cursor()),
                Some(typed)
            );
            sitting.press("?");
            assert_eq!(sitting.screen.written().as_deref(), Some(typed));
        }
        sitting.press("Esc");
    }
    // A reason is told in words.
    sitting.press("g 2 . 1 Enter x 3").write("why?");
    assert_eq!(sitting.screen.written().as_deref(), Some("why?"));
}

#[test]
fn in_words_a_question_mark_is_one_of_them_and_f1_is_help() {
    let standard = standard();
    for keys in ["g 3 . 4 Enter Enter", "c", "a", "m"] {
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.press(keys).write("so?");
        assert!(foot(&mut sitting).starts_with("F1 help"), "{keys}");
        sitting.press("F1");
        let picture = sitting.picture();
        assert!(picture.contains("IN THIS BOX"), "{picture}");
        sitting.press("Esc");
        assert_eq!(sitting.screen.written().as_deref(), Some("so?"), "{keys}");
        assert!(matches!(sitting.screen.layer, Some(Layer::Entry(_))));
        // Whoever leaves from the help loses nothing of it.
        sitting.press("F1 Ctrl+c");
        assert_eq!(sitting.left, Some(Leave::Interrupted));
        assert!(!sitting.screen.has_undrafted(), "{keys}");
    }
}

#[test]
fn f1_helps_where_to_go_too_and_what_is_typed_stays() {
    let standard = standard();
    for size in [(80, 24), (44, 20)] {
        let mut sitting = Sitting::new(&standard, size);
        sitting.press("g").write("que");
        assert!(foot(&mut sitting).starts_with("F1 help"));
        sitting.press("F1");
        let picture = sitting.picture();
        assert!(picture.contains("Type the number of an item"), "{picture}");
        assert!(picture.contains("que"), "{picture}");
        sitting.press("Enter");
        assert_eq!(sitting.label(), "2.1");
    }
}

#[test]
fn the_help_of_a_box() {
    let standard = standard();
    for (name, keys, size) in [
        ("box_number", "g 2 . 1 Enter 4 ?", (80, 24)),
        ("box_text", "g 3 . 4 Enter Enter F1", (44, 20)),
    ] {
        let mut sitting = Sitting::new(&standard, size);
        sitting.press(keys);
        insta::assert_snapshot!(name, sitting.picture());
    }
}

#[test]
fn what_is_too_small_names_the_key_that_leaves_from_a_text_too() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 3 . 4 Enter").take(Input::Resize(30, 10));
    sitting.press("q");
    assert!(sitting.screen.layer.is_none(), "no text was begun unseen");
    assert!(sitting.picture().contains("Ctrl+C leaves"));
    sitting.press("Ctrl+c");
    assert_eq!(sitting.left, Some(Leave::Interrupted));
}
