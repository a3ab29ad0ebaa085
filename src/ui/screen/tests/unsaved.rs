//! What stands on the screen and is no answer yet: a draft that waits, a word that came too fast, a
//! change that nobody confirmed. None of it is lost, and none of it counts.

use super::*;
use crate::model::event::Beside;
use crate::ui::Reply;
use crate::ui::screen::opening::Opening;
use crate::walk::sample::standard;

fn burst(word: &str) -> Input {
    let code = |letter| match letter {
        '\n' => KeyCode::Enter,
        letter => KeyCode::Char(letter),
    };
    Input::Burst(word.chars().map(|it| KeyEvent::from(code(it))).collect())
}

#[test]
fn a_word_where_keys_answer_does_nothing() {
    let standard = standard();
    for (lead, page) in [
        ("", ""),
        ("y", ""),
        ("g 2 . 3 Enter", ""),
        ("y", "r"),
        ("y", "x"),
        ("y", "?"),
    ] {
        for word in ["out", "policeman", "yes\n", "12"] {
            let mut sitting = Sitting::new(&standard, (80, 24));
            sitting.press(lead).press(page);
            let before = sitting.kept.entries.len();
            sitting.take(burst(word));
            assert_eq!(sitting.kept.entries.len(), before, "{lead} {page} {word}");
            assert_eq!(
                sitting.said(),
                "Typed too fast to be keys; nothing was done."
            );
        }
    }
}

#[test]
fn a_word_where_something_is_typed_opens_the_field() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 2 . 1 Enter").take(burst("two\nn\n"));
    assert_eq!(sitting.given("2.1"), "-");
    sitting.press("Enter");
    assert_eq!(
        sitting.said(),
        "Not saved. Type a time like 4:30, 270s or 2m."
    );
    sitting.press("Ctrl+w").write("2m").press("Enter");
    assert_eq!(sitting.given("2.1"), "120");
    // A story begins with it; one that is told already is not touched.
    sitting
        .press("g")
        .write("story")
        .press("Enter")
        .take(burst("She smiled"));
    sitting.press("Ctrl+s");
    assert_eq!(sitting.given("3.4"), "She smiled");
    sitting
        .press("g")
        .write("story")
        .press("Enter")
        .take(burst("brg"));
    assert_eq!(sitting.given("3.4"), "She smiled");
    assert_eq!(sitting.label(), "3.4");
}

#[test]
fn letters_are_keys_where_a_story_is_told_already() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g")
        .write("story")
        .press("Enter")
        .write("Kind.")
        .press("Ctrl+s");
    sitting.press("g").write("story").press("Enter r");
    assert_eq!(sitting.given("3.4"), "Kind.");
    assert!(sitting.picture().contains("Review"));
    // Esc leaves a change as a draft beside what was told; dropped, nothing was changed.
    sitting.press("Esc i").write(" Very.").press("Esc");
    assert_eq!(sitting.given("3.4"), "Kind.");
    assert_eq!(sitting.kept.walk.draft(9), Some("Kind. Very."));
    sitting.press("Del");
    assert_eq!(sitting.kept.walk.draft(9), None);
    assert_eq!(sitting.given("3.4"), "Kind.");
    sitting.press("Enter").write(" Very.").press("Ctrl+s");
    assert_eq!(sitting.given("3.4"), "Kind. Very.");
}

#[test]
fn what_is_half_typed_is_offered_again() {
    let standard = standard();
    for end in ["Ctrl+c", "Esc"] {
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.press("g 2 . 1 Enter 4").write(":3").press(end);
        assert_eq!(sitting.given("2.1"), "-");
        sitting.screen = Screen::new(LOOK, &sitting.kept.walk);
        assert!(
            sitting.picture().contains("Draft, does not count yet"),
            "{end}"
        );
        assert!(sitting.picture().contains(" draft  ["), "{end}");
        sitting.press("Enter").write("0").press("Enter");
        assert_eq!(sitting.given("2.1"), "270");
        assert!(!sitting.picture().contains(" draft  ["), "{end}");
    }
    // A single digit is something typed too.
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 2 . 1 Enter 4 Ctrl+c");
    assert_eq!(sitting.kept.walk.draft(3), Some("4"));
    // So are ticks.
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 2 . 3 Enter 1 3 Ctrl+c");
    sitting.screen = Screen::new(LOOK, &sitting.kept.walk);
    assert!(sitting.picture().contains("[*] 3"));
    sitting.press("Enter");
    assert_eq!(sitting.given("2.3"), "looks;where_and_when");
    // What cannot be a draft is named.
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press(":").write("skip").press("Ctrl+c");
    assert_eq!(sitting.screen.half_written(), Some("skip".into()));
}

/// Boxes beside the answer: the keys that open one, what is drafted in it, what keeps it, and the
/// first words that are said then.
const BESIDE: [(&str, Beside, &str, &str); 4] = [
    ("c", Beside::Remark, "Ctrl+s", "Remark on 1.1"),
    ("a", Beside::Evidence, "Enter", "Noted for 1.1"),
    ("x 3", Beside::Reason, "Enter", "Saved 1.1"),
    (
        ": n o b o d y Enter",
        Beside::Nobody,
        "Enter",
        "Saved: nobody",
    ),
];

#[test]
fn what_is_half_written_in_any_box_is_a_draft_however_they_leave() {
    let standard = standard();
    for (opens, of, keeps, said) in BESIDE {
        for end in ["Ctrl+c", "Esc", "a second"] {
            let mut sitting = Sitting::new(&standard, (80, 24));
            sitting.press(opens).write("Too da");
            if end == "a second" {
                sitting.take(Input::Tick);
            } else {
                sitting.press(end);
            }
            let place = (opens, end);
            let walk = crate::walk::Walk::replay(&standard, &sitting.kept.entries).unwrap();
            assert_eq!(walk.drafted_beside(of, 0), Some("Too da"), "{place:?}");
            assert_eq!(walk.record(0).given, None, "{place:?}");
            assert_eq!(walk.nobody(), None, "{place:?}");
            // Whoever comes back sees it, goes on with it and keeps it: then it is no draft.
            sitting.screen = Screen::new(LOOK, &sitting.kept.walk);
            assert!(sitting.picture().contains("Draft of "), "{place:?}");
            sitting.press(opens).write("rk").press(keeps);
            assert!(sitting.said().starts_with(said), "{}", sitting.said());
            let walk = &sitting.kept.walk;
            assert_eq!(walk.drafted_beside(of, 0), None, "{place:?}");
        }
        // Emptied by hand, or dropped by its key, it is none.
        for drops in ["Ctrl+w Ctrl+w Esc", "Esc Del"] {
            if of == Beside::Nobody && drops.contains("Del") {
                continue;
            }
            let mut sitting = Sitting::new(&standard, (80, 24));
            sitting.press(opens).write("Too da").take(Input::Tick);
            sitting.press(drops);
            let walk = &sitting.kept.walk;
            assert_eq!(walk.drafted_beside(of, 0), None, "{opens} {drops}");
        }
    }
}

#[test]
fn the_first_page_remembers_what_was_typed() {
    let mut opening = Opening::new(LOOK);
    let reply = |opening: &mut Opening, keys: &str| {
        keys.split_whitespace()
            .find_map(|name| opening.take(Input::Key(key(name))))
    };
    let text = |text: &str| Some(Reply::Text(text.into()));
    opening.ask("Who was there?", "[name]");
    assert_eq!(reply(&mut opening, "P a w s Enter"), text("Paws"));
    opening.ask_text("Notes?");
    assert_eq!(reply(&mut opening, "r a i n BackTab"), text("b"));
    opening.ask("Who was there?", "[name]");
    assert_eq!(reply(&mut opening, "Enter"), text("Paws"));
    opening.ask_text("Notes?");
    assert_eq!(opening.told(), ["rain"]);
    assert_eq!(reply(&mut opening, "Ctrl+s"), text("rain"));
    // A letter takes the place of a line that was there: b goes back from it.
    opening.ask("Who was there?", "[name]");
    assert_eq!(reply(&mut opening, "b Enter"), text("b"));
}

#[test]
fn up_and_down_move_among_several_choices() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 2 . 3 Enter Down Down Space Enter");
    assert_eq!(sitting.given("2.3"), "microchip_or_collar");
}

#[test]
fn a_stopwatch_that_goes_on_says_from_where() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g 2 . 1 Enter t")
        .at_time("14:05:56")
        .press("t t");
    assert_eq!(
        sitting.said(),
        "Stopwatch goes on from 0:56. Press t to stop it, :timer reset begins anew."
    );
    // What is typed is read back while it is typed.
    sitting.press("4");
    sitting.write("m");
    assert!(
        sitting.picture().contains("4m: 4 minutes. Enter saves it."),
        "{}",
        sitting.picture()
    );
}

#[test]
fn the_review_writes_remarks_and_explains_itself() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("y 3 r Home c")
        .write("They were kind.")
        .press("Ctrl+s");
    assert_eq!(sitting.kept.walk.record(0).remark, "They were kind.");
    sitting.press("?");
    assert!(sitting.picture().contains("Every item with its answer"));
}

#[test]
fn the_smallest_window_shows_every_answer_of_yes_or_no() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (34, 12));
    let picture = sitting.picture();
    assert!(
        picture.contains("y  yes") && picture.contains("n  no"),
        "{picture}"
    );
}

#[test]
fn a_wide_window_shows_the_questions_whole() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (120, 30));
    assert!(
        sitting
            .picture()
            .contains("2.2 How often were you passed on?│"),
        "{}",
        sitting.picture()
    );
}
