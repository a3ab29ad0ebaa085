//! What a reply is taken for: an answer, a remark, a command, or nothing; at an item, at a question,
//! behind a list.

use super::*;

/// What stands in the journal behind its beginning, and the screen.
pub(super) fn kept(lines: &str) -> (String, String) {
    let ran = run(PERSON, || 80, lines);
    let events: Vec<String> = ran.entries[1..]
        .iter()
        .map(|entry| format!("{:?}", entry.event))
        .collect();
    (events.join("\n"), ran.screen)
}

#[test]
fn a_question_takes_its_own_replies_only() {
    let (events, screen) = kept("x\nn\ny\n4\ng 5\n?\nb\nq\n");
    assert_eq!(events, "", "{screen}");
    let refused = "Not saved. Type 1, 2 or 3 (b leaves it open, ? explains them).";
    assert_eq!(screen.matches(refused).count(), 4, "{screen}");
    assert!(
        screen.contains("2 is honest where you did not see it"),
        "{screen}"
    );
    let (events, screen) = kept("x\n2 too dark\nq\n");
    assert!(
        events.contains("NotObserved") && events.contains("too dark"),
        "{screen}"
    );
}

#[test]
fn a_remark_is_never_taken_for_an_answer_nor_a_slip_for_a_remark() {
    let (events, screen) = kept("n\ny\n4\nskip\n?\nStood there.\nq\n");
    assert_eq!(events.lines().count(), 2, "{screen}");
    assert!(events.contains("Stood there."), "{screen}");
    assert!(
        screen.contains("Not saved. `y` is not taken as the remark, nor as an answer."),
        "{screen}"
    );
    assert!(
        screen.contains("A remark is what you saw or heard"),
        "{screen}"
    );
    assert_eq!(
        screen.matches("[remark, ? for help] ").count(),
        5,
        "{screen}"
    );
    let (events, _) = kept("n\n:undo\ny\nq\n");
    assert!(events.contains("Undone"), "{events}");
    let (events, screen) = kept("n\nc no\nq\n");
    assert!(events.contains("\"no\""), "{screen}");
}

#[test]
fn a_sentence_at_an_item_that_wants_its_remark_is_the_remark() {
    let remark = |words: &str| format!("Remarked {{ item: Id(greeted), text: \"{words}\" }}");
    for words in ["They looked down.", "No one looked up."] {
        let (events, screen) = kept(&format!("n\n\n{words}\nq\n"));
        assert!(events.contains(&remark(words)), "{screen}");
    }
    // A word is none, nor is a sentence where no remark is wanted, nor one in a script.
    for lines in ["n\n\nperhaps\nq\n", "They looked down.\nq\n"] {
        let (events, screen) = kept(lines);
        assert!(!events.contains("Remarked"), "{screen}");
        assert!(screen.contains("Not saved. Type y or n"), "{screen}");
    }
    let ran = run(SCRIPT, || 80, "n\nThey looked down.\n");
    assert!(
        matches!(ran.ended, Ended::Left(Leave::BadLine { line: 2, .. })),
        "{}",
        ran.screen
    );
}

#[test]
fn a_remark_is_taken_where_its_blank_or_its_number_was_left_out() {
    let remark =
        |item: &str, text: &str| format!("Remarked {{ item: Id({item}), text: \"{text}\" }}");
    let (events, screen) = kept("y\nc1.1: She waved\nc: loud\nq\n");
    assert!(events.contains(&remark("greeted", "She waved")), "{screen}");
    assert!(events.contains(&remark("warmth", "loud")), "{screen}");
    let (events, screen) = kept("n\nc: No bell.\nl\nc1.1: none\nq\n");
    assert!(events.contains(&remark("greeted", "No bell.")), "{screen}");
    assert!(events.ends_with(&remark("greeted", "")), "{screen}");
}

#[test]
fn help_behind_the_review_is_about_the_review() {
    for list in ["r", "l"] {
        for help in ["?", ":help"] {
            let (events, screen) = kept(&format!("y\n{list}\n{help}\n2.1\nq\n"));
            let said = screen.replace('\n', " ");
            assert!(
                said.contains("In this list the number of an item goes to it, Enter to 1.2,"),
                "{screen}"
            );
            assert!(!screen.contains("Help on"), "{screen}");
            assert!(events.contains("Moved"), "{screen}");
        }
    }
}

#[test]
fn a_question_that_refused_a_reply_is_still_the_question() {
    let (events, screen) = kept("n\nNo bell.\ng 1.1\n:cause\nweather\nn\nstaffing\nq\n");
    assert_eq!(events.matches("Answered").count(), 1, "{screen}");
    assert!(events.contains("Staffing"), "{screen}");
}

/// Every item of the sample answered, the text last.
const ALL: &str = "y\n3\n2 of 2\n25s\n0\n1,2\n1\n12.50\nn\nAll went well.\n.\n";

#[test]
fn when_all_is_answered_nothing_answers_by_accident() {
    let n = run(PERSON, || 80, &format!("{ALL}q\n")).entries.len();
    let ran = run(PERSON, || 80, &format!("{ALL}1\nwords\nx 2\n?\n\nq\n"));
    assert_eq!(ran.entries.len(), n, "{}", ran.screen);
    let refused = "Not saved. Every item is answered: r looks them over";
    assert_eq!(ran.screen.matches(refused).count(), 3, "{}", ran.screen);
    assert!(
        ran.screen
            .contains("[r to look them over, finish, ? for help] "),
        "{}",
        ran.screen
    );
    assert!(ran.screen.contains("\nReview: "), "{}", ran.screen);
    let ran = run(PERSON, || 80, &format!("{ALL}g 1.1\nn\nNo.\nq\n"));
    assert!(ran.screen.contains("(was yes)"), "{}", ran.screen);
}

#[test]
fn a_review_says_that_too_little_was_judged_before_it_is_finished() {
    let most = "y\nx 2\nx 2\nx 2\nx 2\nx 2\nx 2\nx 2\nx 2\n:missed\n";
    let ran = run(PERSON, || 80, &format!("{most}r\nq\n"));
    let said = ran.screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("Limited basis: "), "{said}");
    assert!(
        said.contains("asks for 75 %. Shown, but left out of means. Nothing is open."),
        "{said}"
    );
    let ran = run(PERSON, || 80, &format!("{ALL}r\nq\n"));
    assert!(!ran.screen.contains("Limited basis"), "{}", ran.screen);
}

#[test]
fn a_reason_that_cannot_be_is_not_offered() {
    let ran = run(PERSON, || 80, "g 2.1\nx\n\nq\n");
    assert!(
        ran.screen.contains("\n1 cannot be: it always applies\n"),
        "{}",
        ran.screen
    );
    assert!(
        ran.screen.contains("[2 or 3, and why; ? for help] "),
        "{}",
        ran.screen
    );
}

#[test]
fn when_all_is_answered_finish_is_asked_about_and_finishes() {
    for word in ["finish", "Done"] {
        let ran = run(PERSON, || 80, &format!("{ALL}{word}\ny\n"));
        assert_eq!(ran.ended, Ended::Finished, "{}", ran.screen);
        let ran = run(PERSON, || 80, &format!("{ALL}{word}\nn\nr\n{word}\ny\n"));
        assert_eq!(ran.ended, Ended::Finished, "{}", ran.screen);
    }
    let ran = run(PERSON, || 80, &format!("{ALL}finish\nn\nq\n"));
    assert_eq!(ran.ended, Ended::Left(Leave::End), "{}", ran.screen);
}

#[test]
fn however_it_is_said_a_visit_is_finished_after_one_question() {
    for line in [
        "finish",
        ":finish",
        "g 1.1\n:finish",
        ":nobody shut\n:finish",
    ] {
        let all = if line.starts_with(":nobody") { "" } else { ALL };
        let asked = "Finish the visit? What is finished can only be corrected.";
        let ran = run(PERSON, || 80, &format!("{all}{line}\nn\nq\n"));
        assert_eq!(ran.ended, Ended::Left(Leave::End), "{}", ran.screen);
        assert_eq!(ran.screen.matches(asked).count(), 1, "{}", ran.screen);
        let ran = run(PERSON, || 80, &format!("{all}{line}\ny\n"));
        assert_eq!(ran.ended, Ended::Finished, "{}", ran.screen);
    }
    for line in [":finish", "r\nfinish"] {
        let ran = run(PERSON, || 80, &format!("{line}\nq\n"));
        assert!(
            ran.screen.contains("Cannot finish: 9 open: 1.1, 1.2"),
            "{}",
            ran.screen
        );
    }
}

#[test]
fn a_dot_alone_leaves_a_text_as_it_is() {
    let (events, screen) = kept("g story\n.\n:q\n");
    assert_eq!(events.lines().count(), 1, "{screen}");
    assert!(
        screen.contains("Nothing is written on 3.4 yet."),
        "{screen}"
    );
    let answered = kept("g story\nShe looked up.\n.\ng story\n:q\n").0;
    let (events, screen) = kept("g story\nShe looked up.\n.\ng story\n.\nq\n");
    assert!(screen.contains("Left as it was: 3.4."), "{screen}");
    assert!(screen.contains("A dot alone leaves it;"), "{screen}");
    assert_eq!(
        events.matches("Answered").count() + events.matches("Drafted").count(),
        answered.matches("Answered").count() + answered.matches("Drafted").count(),
        "{events}"
    );
}

#[test]
fn a_command_alone_within_a_text_is_asked_about() {
    let (events, screen) = kept("g story\nShe looked up.\nq\nn\nThen she left.\n.\nq\n");
    assert!(screen.contains("and :q is the command."), "{screen}");
    let stays = "`q` is left out; what you wrote before it stays.";
    assert!(screen.contains(stays), "{screen}");
    assert!(
        events.contains("Text(\"She looked up.\\nThen she left.\")"),
        "{events}"
    );
}

#[test]
fn a_remark_reaches_the_item_before() {
    let (events, screen) = kept("y\nc 1.1: She waved\nc loud\nq\n");
    let said = "Wrong? u takes it back. A remark on 1.1? Type c 1.1: and the words.";
    assert_eq!(screen.matches(said).count(), 1, "{screen}");
    assert!(screen.contains("Remark on 1.1 saved.\n["), "{screen}");
    let meant = "Remark on 1.2 saved.\nWas it for 1.1? u takes it back, then c 1.1: and the words.";
    assert!(screen.contains(meant), "{screen}");
    let remark =
        |item: &str, text: &str| format!("Remarked {{ item: Id({item}), text: \"{text}\" }}");
    assert!(events.contains(&remark("greeted", "She waved")), "{events}");
    assert!(events.contains(&remark("warmth", "loud")), "{events}");
    let (events, screen) = kept("y\nc greeted: She waved\nc 1.1: none\nc 1.1:\nc at 9: shut\nq\n");
    assert!(events.contains(&remark("greeted", "")), "{events}");
    assert!(events.contains(&remark("warmth", "at 9: shut")), "{events}");
    assert!(
        screen.contains("The words of the remark go behind the colon."),
        "{screen}"
    );
    let ran = run(SCRIPT, || 80, "y\nc 1.1: She waved\n");
    assert!(
        ran.screen.ends_with("Remark on 1.1 saved.\n"),
        "{}",
        ran.screen
    );
}

#[test]
fn words_that_begin_with_a_time_stay_with_the_item_in_view() {
    for manner in [PERSON, SCRIPT] {
        for words in [
            "1.1:30 nobody came",
            "2.5 minutes",
            "1.1, again",
            "at 9: shut",
        ] {
            let ran = run(manner, || 80, &format!("y\nc {words}\n"));
            let event = format!("{:?}", ran.entries.last().unwrap().event);
            let meant = format!("Remarked {{ item: Id(warmth), text: \"{words}\" }}");
            assert_eq!(event, meant, "{}", ran.screen);
        }
    }
}

#[test]
fn a_remark_that_begins_with_the_number_of_another_item_is_not_saved_unasked() {
    let (events, screen) = kept(
        "y\nc dirty\nc 1.1 they smiled\nc 1.1\nc 1.1:they smiled\nc 9.9: hello\nc 12: hello\nq\n",
    );
    assert_eq!(events.matches("Remarked").count(), 1, "{screen}");
    let said = screen.replace('\n', " ");
    let forget = "Not saved. For 1.1 type c 1.1: they smiled; for 1.2, c 1.2: 1.1 they smiled";
    for words in [
        forget,
        "Not saved. For 1.1 type c 1.1: and the words; for 1.2, c 1.2: 1.1 ",
        "for 1.2, c 1.2: 1.1:they smiled",
        "There is no item 9.9 in this visit. For 1.2 type c 1.2: 9.9: hello",
        "There is no item 12 in this visit. ",
    ] {
        assert!(said.contains(words), "{screen}");
    }
    // What is proposed does what it says.
    let (events, screen) = kept("y\nc 1.2: 1.1 they smiled\nc 1.1: they smiled\nq\n");
    for of in ["Id(warmth), text: \"1.1 they", "Id(greeted), text: \"they"] {
        assert!(events.contains(of), "{screen}");
    }
    // At the question for a remark, behind a list and within a text it is the same.
    for lines in [
        "n\nc 2.1 they smiled\nq\n",
        "y\nl\nc 1.1 they smiled\nq\n",
        "g story\nShe came.\n:remark 1.1 they smiled\nMore.\n.\nq\n",
    ] {
        let (events, screen) = kept(lines);
        assert!(!events.contains("Remarked"), "{screen}");
        assert!(screen.contains("Not saved. For "), "{screen}");
    }
    let ran = run(SCRIPT, || 80, "y\nc 1.1 they smiled\n");
    assert!(
        matches!(ran.ended, Ended::Left(Leave::BadLine { line: 2, .. })),
        "{}",
        ran.screen
    );
}

#[test]
fn a_remark_that_replaces_another_names_it() {
    let (_, screen) = kept("y\nc dirty\nc very dirty\nc very dirty\nq\n");
    let said = "Remark on 1.2 saved (was: dirty).";
    assert_eq!(screen.matches(said).count(), 1, "{screen}");
    assert_eq!(screen.matches("(was").count(), 1, "{screen}");
}

#[test]
fn a_remark_out_of_view_replaces_nothing_and_needs_an_answer() {
    let (events, screen) =
        kept("y\nc greeted: She waved\nc greeted: twice\nc story: was long\nq\n");
    assert_eq!(events.matches("Remarked").count(), 1, "{events}");
    for said in [
        "Not saved. 1.1 has a remark already. For 1.1, type :g 1.1 first, then the remark; for 1.2, leave out \
         the colon.",
        "Not saved. 3.4 has no answer yet.",
    ] {
        let screen = screen.replace('\n', " ");
        assert!(screen.contains(said), "{screen}");
    }
    let again = kept("y\nc 1.1: She waved\ng 1.1\nc 1.1: twice\nq\n").0;
    assert_eq!(again.matches("Remarked").count(), 2, "{again}");
}

#[test]
fn a_remark_within_a_text_reaches_the_item_it_names() {
    let (events, screen) = kept("y\ng story\nShe looked up.\n:remark 1.1: waved.\n:q\n");
    assert!(
        events.contains("Remarked { item: Id(greeted), text: \"waved.\" }"),
        "{events} {screen}"
    );
}

#[test]
fn a_text_asks_about_what_looks_like_a_command() {
    let (events, screen) = kept("g story\n?\ng 5\nn\nfinish\nn\nw\nn\n:q\n");
    assert!(!events.contains("Drafted"), "{screen}");
    assert!(screen.contains("Help on "), "{screen}");
    assert!(screen.contains("out, and :g 5 is the command."), "{screen}");
    let (events, screen) = kept("g story\nw\ny\na kind man came.\n?\n.\n:q\n");
    assert!(events.contains("w\\na kind man came.\""), "{screen}");
    assert!(
        screen.contains("A dot alone takes it, :e opens it"),
        "{screen}"
    );
}

#[test]
fn behind_the_review_a_number_goes_to_that_item() {
    for lines in ["y\n3\nr\n1.1\nq\n", "y\n3\nl\n1.1\nq\n"] {
        let ran = run(PERSON, || 80, lines);
        assert!(ran.screen.contains("[item number, or Enter for "));
        let end = &ran.screen[ran.screen.rfind("===").unwrap()..];
        assert!(end.contains("Item 1 of"), "{end}");
        assert_eq!(ran.entries.len(), 4, "{}", ran.screen);
    }
}

#[test]
fn behind_the_review_an_answer_waits_until_its_item_is_in_view() {
    let ran = run(PERSON, || 80, "y\nr\nkind\nq\n");
    assert!(
        ran.screen
            .contains("Not saved. 1.2 was out of view; here it is again."),
        "{}",
        ran.screen
    );
    assert_eq!(ran.entries.len(), 2);
    let ran = run(PERSON, || 80, "y\nr\n\nkind\nq\n");
    assert!(ran.screen.contains("Saved 1.2: 3, Kind."), "{}", ran.screen);
    // A script says which item it means by its order, and sees no list.
    let ran = run(SCRIPT, || 80, "y\nr\n3\n");
    assert!(ran.screen.contains("Saved 1.2: 3, Kind."), "{}", ran.screen);
}

#[test]
fn a_changed_answer_names_the_one_before() {
    let ran = run(PERSON, || 80, "y\n3\nb\n2\nq\n");
    let said = "Saved 1.2: 2, Polite (was 3, Kind).";
    assert!(ran.screen.contains(said), "{}", ran.screen);
}

#[test]
fn a_remark_still_owed_and_a_draft_still_open_are_said() {
    let ran = run(PERSON, || 80, "n\n\nq\n");
    let said = "1.1 still wants a remark, and stays open until then. To give it, type c and the\nwords: c Nobody looked up.";
    assert!(ran.screen.contains(said), "{}", ran.screen);
    let ran = run(PERSON, || 80, "g story\nWords.\n:finish\nq\n");
    let said = "What you wrote so far is kept as a draft; it is no answer yet.";
    assert!(ran.screen.contains(said), "{}", ran.screen);
}

#[test]
fn leaving_at_a_question_of_yes_and_no_leaves() {
    for lines in ["a door.jpg\n", "a door.jpg\nq\ny\n"] {
        let ran = run(PERSON, || 80, lines);
        assert_eq!(ran.ended, Ended::Left(Leave::End), "{}", ran.screen);
        assert_eq!(ran.entries.len(), 1);
    }
}

#[test]
fn a_text_asks_about_an_answer_that_stands_alone() {
    for word in ["y", "no", "4", "12", "z"] {
        let (events, screen) = kept(&format!("g story\n{word}\nn\nq\nn\n:q\n"));
        assert!(!events.contains("Drafted"), "{word}: {screen}");
        assert!(
            screen.contains(&format!("`{word}` is an answer elsewhere")),
            "{screen}"
        );
    }
    let (events, _) = kept("g story\ny\ny\n.\n:q\n");
    assert!(events.contains("value: Text(\"y\")"), "{events}");
    // Within a text that is begun, such a line is a line of it.
    let (events, _) = kept("g story\nWas it kind?\nNo\n.\n:q\n");
    assert!(
        events.contains("value: Text(\"Was it kind?\\nNo\")"),
        "{events}"
    );
    let (events, _) = kept("g story\n4 people.\n.\n:q\n");
    assert!(events.contains("value: Text(\"4 people.\")"), "{events}");
}

#[test]
fn a_paragraph_ends_no_text_and_is_told_how_it_ends() {
    let (events, screen) = kept("g story\nShe came.\n\n\nShe left.\n.\n:q\n");
    assert!(
        events.contains("Text(\"She came.\\n\\n\\nShe left.\")"),
        "{events}"
    );
    assert_eq!(
        screen
            .matches("(Still writing. To end it, type a dot alone: .)")
            .count(),
        2
    );
}

#[test]
fn at_an_answered_item_enter_goes_on_and_a_change_is_said() {
    let ran = run(PERSON, || 80, "y\n3\ng 1.1\n\ng 1.2\n2\nq\n");
    let answered = "[y/n, Enter goes on, ? for help] \n\n===";
    assert!(ran.screen.contains(answered), "{}", ran.screen);
    let said = "Saved 1.2: 2, Polite (was 3, Kind). 2 of 10 done.\nNot meant? u takes it back.\n";
    assert!(ran.screen.contains(said), "{}", ran.screen);
    assert_eq!(ran.screen.matches("Item 3 of").count(), 3, "{}", ran.screen);
    // At an open item Enter does nothing but show it again.
    let ran = run(PERSON, || 80, "\n\nq\n");
    assert_eq!(ran.entries.len(), 1, "{}", ran.screen);
    // A script sees no prompt, and its empty lines are nothing.
    let ran = run(SCRIPT, || 80, "y\ng 1.1\n\nq\n");
    assert!(
        !format!("{:?}", ran.entries).contains("Moved(Id(warmth))"),
        "{}",
        ran.screen
    );
}

#[test]
fn a_change_that_asks_for_a_remark_is_taken_back_as_the_question_takes_it() {
    let ran = run(PERSON, || 80, "y\ng 1.1\nn\nu\n:undo\nq\n");
    let said = "Not meant? :undo takes it back.";
    assert!(ran.screen.contains(said), "{}", ran.screen);
    assert!(
        ran.screen.contains("Undone: 1.1 is yes again."),
        "{}",
        ran.screen
    );
}

#[test]
fn words_that_read_like_a_change_are_none() {
    let ran = run(
        PERSON,
        || 80,
        "g story\nThe lamp (was it old?) shone.\n.\nq\n",
    );
    assert!(!ran.screen.contains("Not meant?"), "{}", ran.screen);
}

#[test]
fn taking_a_remark_back_stays_where_one_is() {
    let (_, screen) = kept("y\nc 1.1: She waved\nu\nw\nu\nw\nq\n");
    assert!(
        screen.contains("Undone: 1.1 has no remark again."),
        "{screen}"
    );
    assert!(screen.matches("Item 2 of 10").count() >= 2, "{screen}");
    let (_, answer) = screen
        .split_once("Undone: 1.1 has no answer again.")
        .unwrap();
    assert!(answer.contains("Item 1 of"), "{screen}");
    // A remark that its answer asks for had the walk go on, and brings it back.
    let (_, screen) = kept("n\nShe looked away.\nu\nq\n");
    let (_, behind) = screen.split_once("Undone: ").unwrap();
    assert!(behind.contains("Item 1 of"), "{screen}");
}

#[test]
fn a_file_that_is_not_found_says_where_it_was_looked_for() {
    let asked = |typed: &str| {
        let standard = standard();
        let kept = Kept::new(&standard, Role::Competitor);
        let screen = Screen::default();
        let lines = Lines::Plain(Box::new(io::Cursor::new("n\n")));
        let frontend = LineFrontend::new(lines, Box::new(screen.clone()), PERSON, || 200);
        let mut frontend = frontend.in_folder(Some("~/shelter".into()));
        assert!(!frontend.may_follow(&kept.walk, typed).unwrap());
        let bytes = screen.0.borrow().clone();
        let text = String::from_utf8(bytes).unwrap();
        text.trim_start().lines().next().unwrap().to_owned()
    };
    assert_eq!(
        asked("door.jpg"),
        "There is no file `door.jpg` in ~/shelter yet. If it lies elsewhere: n, then as in a ~/Pictures/door.jpg. \
         Note it as to follow?"
    );
    assert_eq!(
        asked("/photos/x.jpg"),
        "There is no file `/photos/x.jpg` yet. Note it as to follow?"
    );
}

#[test]
fn a_whole_word_at_yes_or_no_is_one_answer() {
    for (word, says) in [
        ("yes", Some(true)),
        ("YES", Some(true)),
        ("no", Some(false)),
        ("maybe", None),
        ("yesno", None),
        ("skip", None),
        ("4", None),
    ] {
        let (events, screen) = kept(&format!("a door.jpg\n{word}\nq\nq\n"));
        let is_noted = events.lines().count() == 1 && events.contains("door.jpg");
        assert_eq!(is_noted, says == Some(true), "{word}: {screen}");
        assert!(is_noted || events.is_empty(), "{word}: {events}");
        let is_asked_again = screen.contains("Type y or n; b goes back, q leaves.");
        assert_eq!(is_asked_again, says.is_none(), "{word}: {screen}");
    }
}
