//! What somebody who has never seen the screen is told where they hesitate.

use super::*;
use crate::model::scale::Scale;
use crate::model::standard::Demand;
use crate::ui::Reply;
use crate::ui::screen::opening::Opening;
use crate::walk::sample::standard;

#[test]
fn a_choice_that_is_moved_says_which_key_takes_it() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (44, 20));
    check(&mut sitting, "Right", "Enter saves what > marks.");
    sitting.press("Enter");
    assert_eq!(sitting.given("1.1"), "yes");
    check(
        &mut sitting,
        "g 2 . 3 Enter Down",
        "Space ticks what > marks, or unticks it.",
    );
}

#[test]
fn a_paste_where_words_are_asked_opens_their_box() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g 3 . 4 Enter")
        .take(Input::Paste("They waved.".into()));
    assert_eq!(sitting.given("3.4"), "-");
    sitting.press("Ctrl+s");
    assert_eq!(sitting.given("3.4"), "They waved.");
}

/// The first digit of a new number may be the whole of the old one.
#[test]
fn a_digit_that_is_the_old_answer_too_begins_the_new_one() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 2 . 2 Enter 1 Enter");
    let before = sitting.given("2.2");
    sitting.press("g 2 . 2 Enter 1 2 Enter");
    assert_eq!(
        (before.as_str(), sitting.given("2.2").as_str()),
        ("1", "12")
    );
}

#[test]
fn a_remark_that_was_just_saved_is_not_asked_for_again() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    let hint = "Shift+Tab, then c: a remark";
    let flat = |picture: String| picture.replace('\n', " ");
    assert!(flat(sitting.press("y").picture()).contains(hint));
    let remark = "Nobody looked up.";
    let picture = flat(sitting.press("b n").write(remark).press("Ctrl+s").picture());
    assert!(picture.contains("Remark on 1.1 saved."), "{picture}");
    assert!(!picture.contains(hint), "{picture}");
}

#[test]
fn a_box_that_opened_by_itself_says_so_and_takes_no_slip() {
    let standard = standard();
    for size in [(80, 24), (44, 20)] {
        let mut sitting = Sitting::new(&standard, size);
        let picture = sitting.press("n").picture().replace('\n', " ");
        assert!(
            picture.contains("What you type now is the remark; Esc puts it off."),
            "{picture}"
        );
        check(
            &mut sitting,
            "u",
            "Here words are asked; yours begin with u. Not meant? Esc.",
        );
        sitting.press("Ctrl+s");
        assert!(
            sitting
                .said()
                .starts_with("Not saved: u alone may be a slip.")
        );
        check(
            &mut sitting,
            "Esc",
            "One letter alone is not kept. 1.1 still wants a remark, and stays open until then. c writes \
             it; o goes on to the next open item.",
        );
        // It is a key again.
        sitting.press("u");
        assert_eq!(sitting.given("1.1"), "-");
        // Words are words, whatever they begin with.
        sitting.press("n").write("unkind").press("Ctrl+s");
        let walk = &sitting.kept.walk;
        let greeted = walk.asked().next().unwrap();
        assert_eq!(walk.record(greeted).remark, "unkind");
    }
}

#[test]
fn a_needed_remark_that_is_left_out_is_named() {
    let standard = standard();
    for key in ["Ctrl+s", "Esc"] {
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.press("n").press(key);
        assert_eq!(
            sitting.said(),
            "1.1 still wants a remark, and stays open until then. c writes it; o goes on to the next \
             open item."
        );
        sitting.press("o");
        assert_eq!(sitting.label(), "1.2");
    }
}

#[test]
fn a_number_alone_is_asked_about_where_minutes_may_be_meant() {
    let standard = standard();
    for (then, given) in [("Enter", "5"), ("m Enter", "300"), ("s Enter", "5")] {
        let mut sitting = Sitting::new(&standard, (80, 24));
        check(
            &mut sitting,
            "g 2 . 1 Enter 5 Enter",
            "Not saved yet: 5 alone is 5 seconds. Enter once more saves that; m behind it makes it minutes.",
        );
        assert_eq!(sitting.given("2.1"), "-");
        sitting.press(then);
        assert_eq!(sitting.given("2.1"), given);
    }
    // What has its unit, or is nobody's minutes, is not.
    for (typed, given) in [("5s", "5"), ("0", "0"), ("90", "90"), ("0:05", "5")] {
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.press("g 2 . 1 Enter").write(typed).press("Enter");
        assert_eq!(sitting.given("2.1"), given);
    }
}

#[test]
fn a_key_that_bounces_answers_one_item() {
    let standard = standard();
    for size in [(80, 24), (44, 20)] {
        let mut sitting = Sitting::new(&standard, size);
        sitting.press("y").take(Input::Again(key("y")));
        sitting.take(Input::Again(key("y")));
        sitting.press("3").take(Input::Again(key("3")));
        assert_eq!((sitting.given("1.2"), sitting.label()), ("3".into(), "1.3"));
        assert!(sitting.screen.layer.is_none());
        assert!(
            sitting
                .said()
                .ends_with(" 3 came twice at once, and is taken once.")
        );
        let picture = sitting.picture().replace('\n', " ");
        assert!(picture.contains("is taken once."), "{picture}");
        // Pressed once more it is taken.
        sitting.press("3");
        assert_eq!(sitting.screen.written().as_deref(), Some("3"));
        // Where it goes about it may be held down, and the box that it opened stays empty.
        let mut sitting = Sitting::new(&standard, size);
        sitting.press("j").take(Input::Again(key("j")));
        assert_eq!(sitting.label(), "2.1");
        sitting
            .press("g 1 . 1 Enter n")
            .take(Input::Again(key("n")));
        assert_eq!(sitting.screen.written().as_deref(), Some(""));
    }
}

#[test]
fn a_key_that_bounces_answers_one_first_question_and_no_item() {
    let mut opening = Opening::new(LOOK);
    let again = |opening: &mut Opening, name| opening.take(Input::Again(key(name)));
    opening.ask_yes_no("You have one open. Go on with it?");
    let yes = Some(Reply::Text("y".into()));
    assert_eq!(opening.take(Input::Key(key("y"))), yes);
    opening.ask_yes_no("And this?");
    assert_eq!(again(&mut opening, "y"), None);
    opening.ask("When was it?", "[today 14:05]");
    assert_eq!(again(&mut opening, "y"), None);
    // Within a reply a letter may come twice.
    opening.take(Input::Key(key("o")));
    again(&mut opening, "o");
    let reply = Some(Reply::Text("oo".into()));
    assert_eq!(opening.take(Input::Key(key("Enter"))), reply);
    let standard = standard();
    for name in ["y", "n", "s"] {
        let mut sitting = Sitting::new(&standard, (80, 24));
        sitting.take(Input::Again(key(name)));
        sitting.take(Input::Again(key(name)));
        assert_eq!((sitting.given("1.1"), sitting.label()), ("-".into(), "1.1"));
        sitting.press("y").take(Input::Again(key("y")));
        assert_eq!(sitting.label(), "1.2");
    }
}

#[test]
fn the_word_yes_answers_and_does_not_skip() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    let skips = "Not skipped: y alone says yes. s once more skips.";
    check(&mut sitting, "y e s", skips);
    assert_eq!(
        (sitting.given("1.1"), sitting.label()),
        ("yes".into(), "1.2")
    );
    sitting.press("s");
    assert_ne!(sitting.label(), "1.2");
}

#[test]
fn the_word_no_answers_and_goes_past_no_item() {
    let mut standard = standard();
    standard.sections[0].items[0].remark = Demand::Never;
    let mut sitting = Sitting::new(&standard, (80, 24));
    let said = "Still here: n alone says no. o once more goes to the next open item.";
    check(&mut sitting, "n o", said);
    assert_eq!(
        (sitting.given("1.1"), sitting.label()),
        ("no".into(), "1.2")
    );
    sitting.press("o");
    assert_eq!(sitting.label(), "2.1");
    // Where the item behind is done, o goes on.
    sitting.press("g 1 . 2 Enter 3 g 1 . 1 Enter y u n o");
    assert_eq!(sitting.label(), "2.1");
}

#[test]
fn a_reason_behind_an_x_that_asks_for_none_answers_nothing() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("y g 3 . 3 Enter y Enter")
        .write("They waved.");
    sitting.press("Ctrl+s g 3 . 2 Enter x");
    assert_eq!(sitting.label(), "1.2");
    let said = "Not taken: x alone left that out. 1.2 is next; was 2 meant for it? Press it again.";
    check(&mut sitting, "2", said);
    assert_eq!(sitting.given("1.2"), "-");
    sitting.press("2");
    assert_eq!(sitting.given("1.2"), "2");
}

#[test]
fn words_that_are_left_out_are_written_from_their_box() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 3 . 4 Enter Enter").write("They waved.");
    sitting.press("Ctrl+s g 3 . 4 Enter x g 3 . 4 Enter");
    let picture = sitting.picture();
    assert!(
        picture.contains("Enter opens the box for your words."),
        "{picture}"
    );
    assert!(!picture.contains("Type your words"), "{picture}");
}

#[test]
fn evidence_that_is_asked_for_is_seen_on_its_item() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    let asked = "Evidence: asked for; a adds it, now or later.";
    sitting.press("g 2 . 3 Enter");
    assert!(
        !sitting.picture().contains(asked),
        "before there is an answer"
    );
    sitting.press("1 Enter g 2 . 3 Enter");
    assert!(sitting.picture().contains(asked), "{}", sitting.picture());
    sitting.press("a");
    assert!(!sitting.picture().contains(asked));
    sitting.write("p.jpg").press("Enter g 2 . 3 Enter");
    assert!(!sitting.picture().contains(asked));
}

#[test]
fn the_review_shows_the_answer_that_counts_beside_a_draft_over_it() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g 2 . 1 Enter")
        .write("4m")
        .press("Enter b 6 m Esc r");
    let picture = sitting.picture();
    assert!(picture.contains("4 minutes; draft"), "{picture}");
}

#[test]
fn a_draft_over_an_answer_says_what_counts() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 2 . 1 Enter").write("4m").press("Enter b");
    check(
        &mut sitting,
        "6 m Esc",
        "Left as a draft; the answer before it counts until it is saved. Enter opens it again, Del drops it.",
    );
    let flat = |sitting: &mut Sitting| {
        let picture = sitting.press("Down Up").picture().replace('│', " ");
        picture.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let card = flat(&mut sitting);
    assert!(card.contains("answer before it counts until it"), "{card}");
    assert_eq!(sitting.given("2.1"), "240");
    let card = flat(sitting.press("g 2 . 3 Enter 1 Enter b 2"));
    assert!(card.contains("your answer before it counts."), "{card}");
}

#[test]
fn the_review_says_what_stands_beside_an_answer() {
    let standard = standard();
    for size in [(80, 24), (44, 20)] {
        let mut sitting = Sitting::new(&standard, size);
        sitting
            .press("n")
            .write("Nobody looked up.")
            .press("Ctrl+s r");
        let picture = sitting.picture();
        assert!(
            picture.contains("+c: with a remark.") && picture.contains(" no +c"),
            "{picture}"
        );
        assert!(!picture.contains("+a"), "{picture}");
        let at = sitting.kept.walk.asked().next().unwrap();
        let item = sitting.kept.walk.item(at).id.clone();
        let path = "evidence/door.jpg".into();
        sitting.kept.entries.push(crate::model::event::Entry {
            seq: sitting.kept.entries.len() as u64 + 1,
            at: sitting.kept.now,
            event: crate::model::event::Event::Attached { item, path },
        });
        let entry = sitting.kept.entries.last().unwrap().clone();
        sitting.kept.walk.apply(&entry);
        let picture = sitting.picture();
        let legend = "+c: with a remark. +a: with evidence.";
        assert!(
            picture.contains(legend) && picture.contains(" no +c +a"),
            "{picture}"
        );
    }
}

#[test]
fn what_was_given_gives_way_to_what_is_typed_in_items_as_in_the_first_questions() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting
        .press("g 2 . 1 Enter")
        .write("4m")
        .press("Enter b Enter");
    let cell = |sitting: &mut Sitting| {
        let buffer = sitting.buffer();
        let cells = buffer.content().iter();
        let is_marked = |cell: &&ratatui::buffer::Cell| {
            cell.modifier.contains(ratatui::style::Modifier::REVERSED)
        };
        cells
            .filter(is_marked)
            .map(ratatui::buffer::Cell::symbol)
            .collect::<String>()
    };
    assert!(
        cell(&mut sitting).contains("4:00"),
        "{}",
        cell(&mut sitting)
    );
    sitting.write("6m").press("Enter");
    assert_eq!(sitting.given("2.1"), "360");
    // An arrow goes on with it; so does whoever comes back to a draft.
    sitting
        .press("b Enter End Backspace")
        .write("5")
        .press("Enter");
    assert_eq!(sitting.given("2.1"), "365");
    sitting
        .press("b")
        .write("7")
        .press("Esc Enter")
        .write("m")
        .press("Enter");
    assert_eq!(sitting.given("2.1"), "420");
}

#[test]
fn a_card_where_letters_are_text_says_so() {
    let standard = standard();
    for size in [(80, 24), (44, 20)] {
        let mut sitting = Sitting::new(&standard, size);
        let picture = sitting.press("g 3 . 4 Enter").picture().replace('\n', " ");
        assert!(
            picture.contains("Letters are text here; : begins a command."),
            "{picture}"
        );
    }
}

#[test]
fn where_only_the_remark_is_missing_enter_opens_its_box() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("n Esc");
    assert_eq!(
        (sitting.given("1.1"), sitting.label()),
        ("no".into(), "1.1")
    );
    assert_eq!(sitting.screen.written(), None);
    sitting.press("Enter");
    assert_eq!(sitting.screen.written().as_deref(), Some(""));
    sitting.write("They looked away.").press("Ctrl+s");
    assert_eq!(sitting.label(), "1.2");
    // Of an answer that wants none it says how the item is answered.
    check(&mut sitting, "g 1 . 1 Enter y Up Enter", "Press y or n.");
}

#[test]
fn beside_an_open_box_the_stopwatch_says_when_its_keys_work() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (160, 30));
    let says = |sitting: &mut Sitting, words: &str| {
        let picture = sitting.picture();
        assert!(picture.contains(words), "{picture}");
    };
    sitting.press("g 2 . 1 Enter t");
    says(
        &mut sitting,
        "running since 14:05:00. t stops it, T saves it.",
    );
    sitting.press("4");
    says(&mut sitting, "Close the box: then t stops it");
    sitting.press("Esc");
    says(
        &mut sitting,
        "running since 14:05:00. t stops it, T saves it.",
    );
}

#[test]
fn where_hours_are_usual_a_time_that_may_be_meant_in_hours_is_asked_about() {
    let mut standard = standard();
    let Scale::Duration(bands) = &mut standard.sections[1].items[0].scale else {
        panic!("the first of the second section is a time");
    };
    bands[1].threshold = 4 * 3_600;
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 2 . 1 Enter");
    let picture = sitting.picture();
    assert!(
        picture.contains("Type a time like 3h30m, 45m or 2 days"),
        "{picture}"
    );
    let asked = "Not saved yet: 3:30 is 3 minutes 30 seconds. Enter once more saves that; 3h30m is 3 \
                 hours 30 minutes.";
    check(&mut sitting, "3 : 3 0 Enter", asked);
    check(
        &mut sitting,
        "Ctrl+u 8 Enter",
        "Not saved yet: 8 alone is 8 seconds. Enter once more saves that; 8h is 8 hours.",
    );
    sitting.press("h Enter");
    assert_eq!(sitting.given("2.1"), (8 * 3_600).to_string());
}
