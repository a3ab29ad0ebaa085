//! What each key does.

use super::*;
use crate::model::id::Id;
use crate::model::scale::{Choice, Scale};
use crate::model::share::Credit;
use crate::model::text::Text;
use crate::ui::screen::state::Page;
use crate::walk::sample::standard;

/// Keys, and what is said after them.
#[track_caller]
fn check(sitting: &mut Sitting, keys: &str, said: &str) {
    sitting.press(keys);
    assert_eq!(sitting.said(), said);
}

#[test]
fn one_key_answers_and_goes_on() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    check(
        &mut sitting,
        "y",
        "Saved 1.1: yes. 1 of 10 done. 1 more item applies now.",
    );
    assert_eq!(sitting.label(), "1.2");
    sitting.press("3");
    assert_eq!(sitting.given("1.2"), "3");
    check(
        &mut sitting,
        "Up 9",
        "Not saved. Type a number from 1 to 3 (or ? for help).",
    );
    assert_eq!(sitting.given("1.2"), "3");
    sitting.press("Left Enter");
    assert_eq!(sitting.given("1.2"), "2");
    // Enter alone answers nothing.
    check(&mut sitting, "b Enter", "1 to 3 answers.");
    check(
        &mut sitting,
        "z",
        "z is no key here. 1 to 3 answers. ? shows the keys.",
    );
}

#[test]
fn fields_refuse_with_the_way_out_and_keep_what_was_typed() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g")
        .write("wait")
        .press("Enter 4")
        .write(":99x");
    check(
        &mut sitting,
        "Enter",
        "Not saved. Type a time like 4:30, 270s or 2m.",
    );
    sitting
        .press("Backspace Backspace Backspace")
        .write("30")
        .press("Enter");
    assert_eq!(sitting.given("2.1"), "270");
    // Opened once more, it holds the answer; Esc leaves it.
    sitting.press("Up Enter").write("9").press("Esc");
    assert_eq!(sitting.given("2.1"), "270");
    sitting.press("Enter").write("0").press("Enter");
    assert_eq!(
        sitting.said(),
        "Not saved. Type a time like 4:30, 270s or 2m."
    );
}

#[test]
fn several_are_ticked_and_none_of_them_is_asked_once() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g").write("2.3").press("Enter");
    check(
        &mut sitting,
        "Enter",
        "Nothing is ticked. Enter once more says: none of them.",
    );
    check(
        &mut sitting,
        "1",
        "Not saved yet. Enter saves what is ticked.",
    );
    sitting.press("3 Right Space Enter");
    assert_eq!(sitting.given("2.3"), "where_and_when");
    sitting.press("b 3 Enter Enter");
    assert_eq!(sitting.given("2.3"), "");
}

#[test]
fn a_stopwatch_ticks_stops_and_offers_its_value() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g").write("wait").press("Enter t");
    sitting.at_time("14:07:41").press("o");
    assert!(sitting.picture().contains("t 2:41"));
    check(
        &mut sitting,
        "b t",
        "Stopped: 2 minutes 41 seconds. T saves it as the answer.",
    );
    assert_eq!(sitting.given("2.1"), "-");
    sitting.press("T");
    assert_eq!(sitting.given("2.1"), "161");
}

#[test]
fn a_text_is_drafted_while_it_is_written_and_kept_when_it_is_closed() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g")
        .write("story")
        .press("Enter Enter")
        .write("She sm");
    assert!(sitting.screen.has_undrafted());
    sitting.take(Input::Tick);
    assert!(!sitting.screen.has_undrafted());
    sitting
        .write("iled.")
        .press("Enter")
        .write("q is no key here");
    let place = sitting.kept.walk.cursor();
    assert_eq!(sitting.kept.walk.draft(place), Some("She sm"));
    sitting.press("Esc");
    assert_eq!(sitting.given("3.4"), "She smiled.\nq is no key here");
    assert_eq!(sitting.kept.walk.draft(place), None);
}

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
    sitting.press("Esc c").write("ness").press("Enter");
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
            "w",
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
        .press("Esc");
    assert_eq!(sitting.given("3.4"), "Kind.");
    sitting
        .press("g")
        .write("story")
        .press("Enter Enter Ctrl+a Ctrl+k");
    sitting.take(Input::Tick);
    sitting.write("half").take(Input::Tick);
    sitting.press("Ctrl+w Esc");
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
        .press("Enter c Ctrl+a Ctrl+k Esc");
    assert_eq!(sitting.kept.walk.record(9).remark, "");
}

#[test]
fn guidance_scrolls_by_the_same_keys_while_a_text_is_written() {
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
    sitting.press("Left Ctrl+d Ctrl+u Ctrl+u Esc");
    assert_eq!(sitting.screen.scroll, 0);
    assert_eq!(sitting.given("3.4"), "abc");
}

#[test]
fn what_is_pasted_is_never_an_answer() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    let n_entries = sitting.kept.entries.len();
    sitting.take(Input::Paste("y\n3\nq\n".into()));
    assert_eq!(
        sitting.said(),
        "Not saved. What is pasted is never taken for an answer. y or n answers."
    );
    for keys in ["x", "Esc r", "Esc ?", "Esc l"] {
        sitting.press(keys).take(Input::Paste("y1\u{1b}S".into()));
    }
    assert_eq!(sitting.kept.entries.len(), n_entries);
    sitting
        .press("Esc Esc c")
        .take(Input::Paste("two\nlines".into()));
    sitting.press("Enter");
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
        sitting.write(words).press("Esc");
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
        sitting.write("smiled.").press("Enter q");
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
        sitting.press("n").write("late").press("Enter");
        let picture = sitting.picture();
        assert!(
            picture.contains("( ) 1  Cold"),
            "{width} {height}\n{picture}"
        );
    }
}

#[test]
fn ticks_and_words_that_were_not_saved_wait() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    check(
        &mut sitting,
        "g 2 . 3 Enter 1 2 Down",
        "What is ticked on 2.3 is not saved: Enter there saves it.",
    );
    sitting.press("Up");
    assert!(sitting.picture().contains("[x] 2  Microchip"));
    assert!(
        sitting
            .picture()
            .contains("What is ticked is not saved yet")
    );
    sitting.press("Enter");
    assert_eq!(sitting.given("2.3"), "looks;microchip_or_collar");
    // Esc closes, and loses no words.
    sitting.press("g 1 . 1 Enter x 3").write("they were kind");
    check(
        &mut sitting,
        "Esc",
        "Nothing was saved; what you typed waits until you open this again.",
    );
    sitting.press("x 3 Enter");
    assert!(
        sitting.said().contains("(they were kind)"),
        "{}",
        sitting.said()
    );
    // A command that is refused stays to be mended.
    sitting
        .press("g 1 . 2 Enter :")
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
fn reasons_are_one_key_and_words_may_be_added() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    check(
        &mut sitting,
        "x 2",
        "Saved 1.1: not seen, or not remembered. 1 of 9 done.",
    );
    check(
        &mut sitting,
        "x 9",
        "1, 2 or 3 says why; Esc leaves it open.",
    );
    sitting.press("w 1").write("no bell").press("Enter");
    assert_eq!(
        sitting.said(),
        "Saved 1.2: did not apply (no bell). 2 of 9 done."
    );
    sitting.press("x 3").write("they were kind").press("Enter");
    assert_eq!(
        sitting.said(),
        "Saved 2.1: they broke the script, and rightly (they were kind). 3 of 9 done."
    );
    check(
        &mut sitting,
        "Up x 1",
        "Not saved. 2.1 always applies. Press x 2 if you did not see it, or cannot remember.",
    );
}

#[test]
fn back_previous_and_undo_are_three_things() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("y 3 g").write("3.1").press("Enter");
    assert_eq!(sitting.label(), "3.1");
    sitting.press("Up");
    assert_eq!(sitting.label(), "2.3");
    sitting.press("b");
    assert_eq!(sitting.label(), "3.1");
    sitting.press("u");
    assert_eq!(
        (sitting.label(), sitting.given("1.2").as_str()),
        ("1.2", "-")
    );
    sitting.press("Ctrl+r");
    assert_eq!(sitting.given("1.2"), "3");
    sitting.press("[");
    assert_eq!(sitting.said(), "This is the first section.");
    sitting.press("]");
    assert_eq!(sitting.label(), "2.1");
    sitting.press("BackTab Tab");
    assert_eq!(sitting.label(), "1.3");
    sitting
        .press("g")
        .write("clo")
        .press("Down Down Down Down Enter");
    assert_eq!(sitting.label(), "3.1");
}

#[test]
fn evidence_remark_cause_flag_and_notes_have_a_key() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("a").write("queue.jpg").press("Enter");
    sitting
        .press("c")
        .write("dim")
        .press("Enter f w 2 m")
        .write("rain")
        .press("Esc");
    let record = sitting.kept.walk.record(0);
    assert_eq!(record.evidence, ["to follow: queue.jpg"]);
    assert_eq!((record.remark.as_str(), record.is_flagged), ("dim", true));
    assert_eq!(
        record.cause.map(crate::model::answer::Cause::name),
        Some("process")
    );
    assert_eq!(sitting.kept.walk.notes(), Some("rain"));
    sitting.press("c Ctrl+a Ctrl+k Enter f w 0 s");
    let record = sitting.kept.walk.record(0);
    assert_eq!((record.remark.as_str(), record.is_flagged), ("", false));
    assert!(record.cause.is_none() && record.is_skipped);
    assert_eq!(sitting.label(), "1.2");
}

#[test]
fn any_command_works_behind_a_colon() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press(":").write("skp").press("Enter");
    assert!(sitting.said().contains("Did you mean :skip?"));
    sitting
        .press("Esc :")
        .write("nobody they were closed")
        .press("Enter");
    assert_eq!(sitting.kept.walk.nobody(), Some("they were closed"));
    sitting.press("y");
    assert!(sitting.said().starts_with("Not saved. Nobody was reached"));
    sitting.press(":").write("somebody").press("Enter y");
    assert_eq!(sitting.given("1.1"), "yes");
}

#[test]
fn the_last_answer_opens_the_review_and_two_keys_finish() {
    let mut standard = standard();
    standard.sections.truncate(1);
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("y 3 r S");
    assert_eq!(
        sitting.said(),
        "Cannot finish: 1.3 has no answer. Press x if you cannot say."
    );
    sitting.press("o Enter 2").write("/3").press("Enter");
    assert!(matches!(sitting.screen.page, Page::Review(_)));
    sitting.press("S n");
    assert!(!sitting.kept.walk.is_finished());
    // A slip seen in the review is mended from there.
    sitting.press("Home Enter x 2 r S y");
    assert!(sitting.kept.walk.is_finished());
    assert_eq!(sitting.given("1.1"), "-");
}

#[test]
fn an_answer_that_wants_a_remark_asks_for_it_at_once() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("n").write("yawned").press("Enter");
    assert_eq!(sitting.kept.walk.record(0).remark, "yawned");
    assert_eq!(sitting.label(), "1.2");
    // Who goes on too fast has pressed the next answer's key: that is no remark.
    sitting.press("u u n y Enter");
    assert!(
        sitting
            .said()
            .starts_with("Not saved. That is short for a remark")
    );
    sitting.press("Esc");
    assert_eq!(sitting.kept.walk.record(0).remark, "");
    sitting.press("c Backspace").write("yawned").press("Enter");
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
fn options_beyond_the_keys_are_typed() {
    let mut standard = standard();
    let option = |n| Choice {
        id: Id::from_text(&format!("o{n}")),
        label: Text::plain(format!("Option {n}")),
        credit: Credit::FULL,
    };
    standard.sections[0].items[0].scale = Scale::Choice((1..=40).map(option).collect());
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("3 9");
    assert!(sitting.picture().contains("39: Option 39"));
    sitting.press("Enter");
    assert_eq!(sitting.given("1.1"), "o39");
    sitting.press("Up Enter").write("option 12").press("Enter");
    assert_eq!(sitting.given("1.1"), "o12");
    sitting.press("Up Right Enter");
    assert_eq!(sitting.given("1.1"), "o13");
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

#[test]
fn every_key_of_the_table_does_something() {
    use crate::walk::request::KEYS;

    let standard = standard();
    for row in KEYS.iter().filter(|row| !row.screen.is_empty()) {
        let name = row.screen.split([',', ' ']).next().unwrap();
        if name.starts_with(':')
            || ["a", "always", "y", "1-9", "S", "its", "Ctrl+D", "Ctrl+Z"].contains(&name)
        {
            continue;
        }
        let mut sitting = Sitting::new(&standard, (80, 24));
        let before = sitting.picture();
        sitting.press(&name.replace("Ctrl+R", "Ctrl+r"));
        assert!(!sitting.said().contains("is no key here"), "{name}");
        let is_answer = row.group == crate::walk::request::Group::Answer;
        let changes_nothing = ["Ctrl+L", "q"].contains(&name) || is_answer;
        assert!(changes_nothing || sitting.picture() != before, "{name}");
    }
}
