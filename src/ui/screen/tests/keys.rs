//! What each key does.

use super::*;
use crate::model::id::Id;
use crate::model::scale::{Choice, Scale};
use crate::model::share::Credit;
use crate::model::text::Text;
use crate::ui::screen::state::Page;
use crate::walk::key_table::KEYS;
use crate::walk::sample::standard;

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
        "9 is no key here. Press 1 to 3. ? shows the keys.",
    );
    assert_eq!(sitting.given("1.2"), "3");
    sitting.press("Left Enter");
    assert_eq!(sitting.given("1.2"), "2");
    // Enter alone answers nothing.
    check(&mut sitting, "b Enter", "Press 1 to 3.");
    check(
        &mut sitting,
        "z",
        "z is no key here. Press 1 to 3. ? shows the keys.",
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
    // Opened once more, it holds the answer; Esc leaves it as it was.
    sitting.press("Up Enter End").write("9").press("Esc");
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
    check(&mut sitting, "1", "A draft; Enter saves what is ticked.");
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
    sitting.press("Ctrl+s");
    assert_eq!(sitting.given("3.4"), "She smiled.\nq is no key here");
    assert_eq!(sitting.kept.walk.draft(place), None);
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
        "9 is no key here. 1, 2 or 3 says why; Esc leaves it open.",
    );
    sitting.press("w 1").write("no bell").press("Enter");
    assert_eq!(
        sitting.said(),
        "Saved 1.2: did not apply (no bell). 2 of 9 done."
    );
    sitting.press("x 3").write("they were kind").press("Enter");
    assert_eq!(
        sitting.said(),
        "Saved 2.1: they did otherwise, and it served the customer (they were kind). 3 of 9 done."
    );
    check(
        &mut sitting,
        "Up x 1",
        "1 is no key here. 2 or 3 says why; Esc leaves it open.",
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
    check(
        &mut sitting,
        "w",
        "Not saved. Only what fell short has a cause; 1.1 has no such answer.",
    );
    sitting.press("n Esc a").write("queue.jpg").press("Enter");
    sitting.press("f w 2 m").write("rain").press("Ctrl+s");
    sitting.press("c").write("dim").press("Ctrl+s");
    let record = sitting.kept.walk.record(0);
    assert_eq!(record.evidence, ["to follow: queue.jpg"]);
    assert_eq!((record.remark.as_str(), record.is_flagged), ("dim", true));
    assert_eq!(
        record.cause.map(crate::model::answer::Cause::name),
        Some("process")
    );
    assert_eq!(sitting.kept.walk.notes(), Some("rain"));
    sitting.press("Up c Ctrl+a Ctrl+k Ctrl+s Esc f w 0 s");
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
    sitting.press("%");
    let earned = "Nobody was reached, so nothing was earned: 0.0 of 100.";
    let picture = sitting.picture();
    assert!(picture.contains(earned), "{picture}");
    sitting.press("Esc");
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
    // Beside the item itself, where that key works.
    assert!(matches!(sitting.screen.page, Page::Card));
    sitting.press("Enter 2").write("/3").press("Enter");
    assert!(matches!(sitting.screen.page, Page::Review(_)));
    sitting.press("S n");
    assert!(!sitting.kept.walk.is_finished());
    // A slip seen in the review is mended from there.
    sitting.press("Home Enter x 2 r S y");
    assert!(sitting.kept.walk.is_finished());
    assert_eq!(sitting.given("1.1"), "-");
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
fn no_other_key_does_anything_on_a_card() {
    let standard = standard();
    let bound = KEYS.iter().flat_map(|row| row.keys);
    let bound = bound
        .copied()
        .chain(["y", "n", "Y", "N"])
        .collect::<Vec<_>>();
    let named = ["Home", "End", "Backspace", "Esc", "Enter"].map(str::to_owned);
    let letters = ('!'..='~').map(String::from);
    let letters = letters.filter(|letter| !bound.contains(&letter.as_str()));
    for key in letters.chain(named) {
        let mut sitting = Sitting::new(&standard, (80, 24));
        if key.len() == 1 {
            sitting.write(&key);
        } else {
            sitting.press(&key);
        }
        assert!(sitting.requests.is_empty(), "{key}");
        assert!(
            sitting.screen.layer.is_none() && sitting.screen.page == Page::Card,
            "{key}"
        );
        let is_bare = ["Home", "End", "Backspace"].contains(&key.as_str());
        assert!(is_bare || !sitting.said().is_empty(), "{key}");
    }
}

#[test]
fn only_a_promise_that_is_scored_may_be_awaited() {
    for is_scored in [true, false] {
        let mut standard = standard();
        let first = &mut standard.sections[0].items[0];
        first.promise = true;
        first.scored = is_scored;
        // Else it is said at once that it did not apply.
        first.may_not_apply = false;
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.press("x 4");
        let refused = sitting.said() == "4 is no key here. 2 or 3 says why; Esc leaves it open.";
        assert_eq!(refused, !is_scored, "{}", sitting.said());
    }
}

#[test]
fn the_time_of_the_standard_stands_in_the_field() {
    let mut standard = standard();
    let first = &mut standard.sections[0].items[0];
    first.promise = true;
    first.may_not_apply = false;
    let two_days = crate::model::scale::Band {
        threshold: 2 * 24 * 3600,
        credit: crate::model::share::Credit::FULL,
    };
    first.scale = crate::model::scale::Scale::Duration(vec![two_days]);
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("x 4 Enter");
    let due = "2026-11-22".to_owned();
    let awaiting = Request::Excuse(Some(crate::model::answer::Excuse::Awaiting), due);
    assert_eq!(sitting.requests.last(), Some(&awaiting));
}
