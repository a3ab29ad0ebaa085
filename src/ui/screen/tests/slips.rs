//! What is half typed, pressed by mistake, or pressed where nothing can be seen: none of it is ever
//! taken for an answer, and none of what was told is lost.

use super::*;
use crate::model::text::Text;
use crate::ui::screen::state::Page;
use crate::walk::sample::standard;

#[test]
fn leaving_keeps_what_is_being_written() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g")
        .write("story")
        .press("Enter Enter")
        .write("half");
    sitting.press("Ctrl+c");
    assert_eq!(sitting.left, Some(Leave::Interrupted));
    let place = sitting.kept.walk.cursor();
    assert_eq!(sitting.kept.walk.draft(place), Some("half"));

    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("c").write("no light").press("Ctrl+c");
    assert_eq!(sitting.kept.walk.record(0).remark, "");
    assert_eq!(sitting.kept.walk.remark_draft(0), Some("no light"));
    assert_eq!(sitting.left, Some(Leave::Interrupted));
    // Opened again, the draft is there; taken back by hand, it is none.
    sitting.press("Esc c").write("ness").press("Ctrl+s");
    assert_eq!(sitting.kept.walk.record(0).remark, "no lightness");
    assert_eq!(sitting.kept.walk.remark_draft(0), None);
}

#[test]
fn what_is_half_typed_is_no_answer_when_they_leave() {
    let standard = standard();
    for (keys, typed) in [
        ("g 2 . 1 Enter 4", "5"),
        ("a", "queue.jpg"),
        ("x 3", "they were kind"),
        ("x w 2", "too da"),
        (": n o b o d y Enter", "closed"),
        (":", "finish"),
        ("g", "3.1"),
        ("g 2 . 3 Enter 1", ""),
    ] {
        let mut sitting = Sitting::new(&standard, (80, 24));
        let before = sitting.kept.walk.clone();
        sitting.press(keys).write(typed).press("Ctrl+c");
        assert_eq!(sitting.left, Some(Leave::Interrupted), "{keys}");
        let walk = &sitting.kept.walk;
        assert_eq!(walk.nobody(), None, "{keys}");
        for at in walk.asked() {
            assert_eq!(walk.record(at), before.record(at), "{keys}");
        }
    }
}

#[test]
fn a_chord_that_is_not_bound_does_nothing() {
    let standard = standard();
    let chords = ('a'..='z')
        .chain("0123456789SYT%?[]/".chars())
        .flat_map(|letter| [format!("Ctrl+{letter}"), format!("Alt+{letter}")]);
    let bound = ["c", "l", "z", "d", "u", "e", "r"].map(|letter| format!("Ctrl+{letter}"));
    for chord in chords.filter(|chord| !bound.contains(chord)) {
        for lead in [
            "",
            "l",
            "r",
            "x",
            "n Esc w",
            "?",
            "%",
            "g 2 . 3 Enter",
            "g 3 . 4 Enter",
        ] {
            let mut sitting = Sitting::new(&standard, (80, 24));
            sitting.press(lead);
            let (n_asked, before) = (sitting.requests.len(), sitting.picture());
            sitting.press(&chord);
            assert_eq!(sitting.requests.len(), n_asked, "{chord} {lead}");
            assert_eq!(sitting.picture(), before, "{chord} {lead}");
            assert_eq!(sitting.left, None, "{chord} {lead}");
        }
    }
}

#[test]
fn a_text_or_remark_that_is_emptied_is_taken_back() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g")
        .write("story")
        .press("Enter Enter")
        .write("Kind.")
        .press("Ctrl+s");
    assert_eq!(sitting.given("3.4"), "Kind.");
    sitting
        .press("g")
        .write("story")
        .press("Enter Enter Ctrl+a Ctrl+k");
    sitting.take(Input::Tick);
    sitting.write("half").take(Input::Tick);
    sitting.press("Ctrl+w Esc");
    // Esc takes nothing away.
    assert_eq!(sitting.given("3.4"), "Kind.");
    assert_eq!(sitting.kept.walk.draft(9), None);
    sitting.press("Enter Ctrl+a Ctrl+k Ctrl+s");
    assert_eq!(sitting.given("3.4"), "-");
    assert_eq!(sitting.kept.walk.draft(9), None);
    assert!(
        sitting.said().starts_with("Cleared 3.4."),
        "{}",
        sitting.said()
    );
    sitting.press(": u Enter");
    assert_eq!(sitting.given("3.4"), "Kind.");
    // Blanks are nothing: there is nothing to take back, and nothing to refuse.
    sitting.press("Del Enter").write("  ").press("Esc");
    assert!(sitting.screen.layer.is_none());
    sitting
        .press("c")
        .write("dim")
        .press("Ctrl+s c Ctrl+a Ctrl+k Ctrl+s");
    assert_eq!(sitting.kept.walk.record(9).remark, "");
}

#[test]
fn guidance_scrolls_while_a_text_is_written() {
    let mut standard = standard();
    let story = &mut standard.sections[2].items[3];
    story.guidance = Some(Text::plain("Say what was said. ".repeat(60)));
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g")
        .write("story")
        .press("Enter Enter")
        .write("abc");
    sitting.picture();
    sitting.press("Ctrl+d");
    assert_eq!(sitting.screen.scroll, 8);
    // Ctrl+U clears the line here, as in every box: behind the end it begins again.
    sitting.press("Ctrl+d Ctrl+d Ctrl+d");
    assert!(sitting.picture().contains("Ctrl+D begins again"));
    sitting.press("Ctrl+d");
    assert_eq!(sitting.screen.scroll, 0);
    sitting.press("Left Ctrl+u Ctrl+s");
    assert_eq!(sitting.given("3.4"), "c");
}

#[test]
fn what_is_pasted_is_never_an_answer() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    let n_entries = sitting.kept.entries.len();
    sitting.take(Input::Paste("y\n3\nq\n".into()));
    assert_eq!(
        sitting.said(),
        "Not saved. What is pasted is never taken for an answer."
    );
    // Nothing that was said of an answer before stands behind it.
    let mut answered = Sitting::new(&standard, (80, 24));
    answered.press("y").take(Input::Paste("y".into()));
    let picture = answered.picture();
    assert!(picture.contains("never taken for an answer."), "{picture}");
    assert!(!picture.contains("then c"), "{picture}");
    for keys in ["x", "Esc r", "Esc ?", "Esc l"] {
        sitting.press(keys).take(Input::Paste("y1\u{1b}S".into()));
    }
    assert_eq!(sitting.kept.entries.len(), n_entries);
    sitting
        .press("Esc Esc c")
        .take(Input::Paste("two\nlines".into()));
    sitting.press("Ctrl+s");
    assert_eq!(sitting.kept.walk.record(0).remark, "two\nlines");
}

#[test]
fn where_a_text_is_asked_letters_are_text_and_commands_stand_behind_a_colon() {
    let standard = standard();
    for words in [
        "she was kind",
        "they",
        "best ever",
        "quick",
        "It was",
        "3 people",
        "é",
    ] {
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.press("g").write("story").press("Enter");
        sitting.write(words).press("Ctrl+s");
        let is_text = sitting.given("3.4") == words;
        assert!(is_text || words.chars().count() == 1, "{}", sitting.said());
    }
    // A letter alone was meant as a command.
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g").write("story").press("Enter b");
    sitting.take(Input::Tick);
    sitting.press("Esc");
    assert_eq!(sitting.given("3.4"), "-");
    assert!(sitting.said().starts_with("One letter alone is not kept."));
    assert_eq!(sitting.kept.walk.draft(9), None);
    check(
        &mut sitting,
        ": s Enter",
        "Skipped 3.4; it stays open. Press o to come back to what is open.",
    );
    sitting.press("g 3 . 4 Enter : x Enter");
    assert!(
        sitting.said().starts_with("Saved 3.4: left out."),
        "{}",
        sitting.said()
    );
    // What is said there names the commands as they are typed there.
    check(
        &mut sitting,
        "g 3 . 4 Enter Del",
        "Cleared 3.4. 0 of 9 done. Type :u to take that back.",
    );
    sitting.press(": u Enter : b Enter");
    assert_ne!(sitting.label(), "3.4");
}

#[test]
fn the_help_scrolls_over_a_card_of_any_length() {
    let standard = standard();
    for keys in ["?", "g 3 . 4 Enter ?", "y ?"] {
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.press(keys);
        let first = sitting.picture();
        sitting.press("Down Down");
        assert_ne!(sitting.picture(), first, "{keys}");
        sitting.press("End");
        assert!(sitting.picture().contains("[!] flagged"), "{keys}");
        assert!(sitting.picture().contains("That is all"), "{keys}");
        sitting.press("Esc");
        assert!(sitting.screen.layer.is_none());
    }
}

#[test]
fn nothing_is_answered_in_a_window_too_small_to_show_it() {
    let standard = standard();
    for size in [(30, 10), (33, 30), (100, 11), (1, 1)] {
        let mut sitting = Sitting::new(&standard, size);
        sitting.picture();
        sitting.press("y n 1 x 1 s T Del r g Enter f c a");
        assert!(sitting.requests.is_empty(), "{size:?}");
        assert!(sitting.said().starts_with("Not taken:"), "{size:?}");
        sitting.take(Input::Resize(80, 24));
        sitting.press("y");
        assert_eq!(sitting.given("1.1"), "yes");
        // What is being written is written on.
        sitting.press("c").write("She ");
        sitting.take(Input::Resize(size.0, size.1));
        sitting.write("smiled.").press("Ctrl+s q");
        assert_eq!(sitting.kept.walk.record(1).remark, "She smiled.");
        assert_eq!(sitting.requests.last(), Some(&Request::Quit));
    }
}

#[test]
fn wherever_keys_answer_the_answers_are_in_sight() {
    let mut standard = standard();
    standard.sections[0].items[0].ask = Text::plain("Were you greeted, or not? ".repeat(30));
    standard.sections[0].items[1].guidance = Some(Text::plain("Any of them will do. ".repeat(30)));
    for (width, height) in [(34, 12), (44, 12), (80, 12), (120, 13), (34, 40), (44, 20)] {
        let mut sitting = Sitting::new(&standard, (width, height));
        let picture = sitting.picture();
        let both = picture.contains("( ) y  yes") && picture.contains("( ) n  no");
        assert!(
            both || picture.contains("1 to 1 of 2"),
            "{width} {height}\n{picture}"
        );
        sitting.press("n").write("late").press("Ctrl+s");
        let picture = sitting.picture();
        assert!(
            picture.contains("( ) 1  Cold"),
            "{width} {height}\n{picture}"
        );
    }
}

#[test]
fn what_is_being_typed_is_in_sight_in_any_window() {
    let mut standard = standard();
    for item in standard.sections.iter_mut().flat_map(|it| &mut it.items) {
        item.ask = Text::plain("How was it, from the first moment to the last? ".repeat(20));
        item.guidance = Some(Text::plain("Any of them will do. ".repeat(30)));
        item.when.clear();
    }
    let sizes = [(34, 12), (44, 12), (80, 12), (120, 13), (34, 40), (30, 10)];
    for label in ["1.3", "2.1", "2.2", "3.2", "3.4"] {
        for size in sizes {
            let mut sitting = Sitting::new(&standard, (80, 24));
            sitting.press("g").write(label).press("Enter 7");
            sitting.take(Input::Resize(size.0, size.1));
            sitting.write("77");
            let picture = sitting.picture();
            assert!(picture.contains("777"), "{label} {size:?}\n{picture}");
        }
    }
}

#[test]
fn ticks_and_words_that_were_not_saved_wait() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    check(
        &mut sitting,
        "g 2 . 3 Enter 1 2 j",
        "What is ticked on 2.3 is a draft: Enter there saves it.",
    );
    sitting.press("Up");
    assert!(sitting.picture().contains("[*] 2  Microchip"));
    assert!(
        sitting
            .picture()
            .contains("What is ticked is a draft: Enter")
    );
    sitting.press("Enter");
    assert_eq!(sitting.given("2.3"), "looks;microchip_or_collar");
    // Esc closes, and loses no words.
    sitting.press("g 1 . 1 Enter x 3").write("they were kind");
    check(
        &mut sitting,
        "Esc",
        "Left as a draft, which does not count yet. x opens it again, Del drops it.",
    );
    sitting.press("x 3 Enter");
    assert!(
        sitting.said().contains("(they were kind)"),
        "{}",
        sitting.said()
    );
    // A command that is refused stays to be mended.
    sitting
        .press("g 1 . 2 Enter 2 g 1 . 2 Enter :")
        .write("cause weather")
        .press("Enter");
    assert!(sitting.said().starts_with("Not saved. Type one of"));
    sitting.press("Ctrl+w").write("tool").press("Enter");
    assert_eq!(sitting.said(), "Cause on 1.2: tool.");
    // In the review a command is for the item that is chosen there.
    sitting
        .press("r Home :")
        .write("remark They were kind")
        .press("Enter");
    assert_eq!(sitting.kept.walk.record(0).remark, "They were kind");
    assert!(matches!(sitting.screen.page, Page::Review(0)));
}

#[test]
fn an_answer_that_wants_a_remark_asks_for_it_at_once() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("n").write("yawned").press("Ctrl+s");
    assert_eq!(sitting.kept.walk.record(0).remark, "yawned");
    assert_eq!(sitting.label(), "1.2");
    // Who goes on too fast has pressed the next answer's key: that is no remark.
    sitting.press("u u n y Esc");
    assert_eq!(sitting.kept.walk.record(0).remark, "");
    sitting.press("c Backspace").write("yawned").press("Ctrl+s");
    assert_eq!(sitting.kept.walk.record(0).remark, "yawned");
    // Closed without words, the item stays open, and says so.
    sitting.press("u u n Esc");
    assert!(
        sitting
            .picture()
            .contains("A remark is still missing: c writes it.")
    );
    assert_eq!(sitting.label(), "1.1");
}

#[test]
fn escape_closes_the_top_layer_and_nothing_else() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("r g Esc");
    assert!(matches!(sitting.screen.page, Page::Review(_)));
    sitting.press("Esc Esc Esc");
    assert_eq!(
        sitting.said(),
        "There is nothing to close here. q leaves; everything is kept."
    );
    assert_eq!(sitting.left, None);
    sitting.press("q");
    assert_eq!(sitting.requests.last(), Some(&Request::Quit));
}
