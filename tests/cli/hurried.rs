//! What a hurried person types, and the way on that is said.

use crate::harness::{Mystery, flat, says};

#[test]
fn the_way_on_brings_back_the_same_screen_and_ledger() {
    let begin = "visit quick-check --organisation Ours --ui plain --ascii --lang de";
    let mut begin: Vec<&str> = begin.split(' ').collect();
    begin.extend(["--ledger", "my visits"]);
    let mut mystery = Mystery::new().args(begin).stdin("45s\n");
    let typed = "mystery visit --resume --ledger \"my visits\" --lang de --ui plain --ascii";
    let run = mystery.run();
    says(&run, &format!("Saved. 1 of 10 done. Resume with: {typed}"));
    let mut again: Vec<&str> = "visit --resume --ledger".split(' ').collect();
    again.extend(["my visits", "--ui", "plain"]);
    mystery.set_stdin("perhaps\n");
    let run = mystery.run_with(again);
    assert!(
        run.stderr.ends_with(" --ledger \"my visits\" --ui plain\n"),
        "{}",
        run.stderr
    );
}

/// The quick check, answered at once: so many seconds until somebody noticed, and the rest.
const LINES: &str = "45s\n2 of 3\nyes\n1\nonce\nyes\n1\n:text She knelt.\nyes\n4\n:finish\n";

fn visit(more: &str) -> Mystery {
    let typed = format!("visit quick-check --organisation Ours {more}");
    Mystery::new().args(typed.split_whitespace()).stdin(LINES)
}

#[test]
fn the_slip_that_is_proposed_changes_nothing_as_it_stands() {
    let mut mystery = visit("");
    let run = mystery.run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    says(
        &run,
        "A slip? mystery correct last 1=\"...\" --why \"misread my notes\"",
    );
    let run = mystery.run_with(["correct", "last", "1=...", "--why", "misread"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(flat(&run.stderr).contains("type a time like 4:30"));
    let run = mystery.run_with(["correct", "last", "guess=70", "--why", "misread"]);
    assert!(
        run.stderr.ends_with("did you mean `_guess`?\n"),
        "{}",
        run.stderr
    );
    // A flat standard shows 5; what help shows as 1.1 is its first item.
    for change in ["5=2", "1.1=:missed it was dark"] {
        let run = mystery.run_with(["correct", "last", change, "--why", "misread"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
}

#[test]
fn the_first_visit_says_how_to_type_the_next() {
    let mut mystery = visit("");
    let expected = "Next: mystery show last for all of it. Then visit a competitor, and compare: \
                    mystery visit quick-check --competitor \"Their name\" mystery compare";
    says(&mystery.run(), expected);
    let own =
        include_str!("../../standards/quick-check.yaml").replace("id: quick-check", "id: mine");
    mystery.write("my own.yaml", own);
    let (first, rest) = LINES.split_once('\n').unwrap();
    mystery.set_stdin(&format!("{first}\n"));
    let begin = [
        "visit",
        "my own.yaml",
        "--organisation",
        "Ours",
        "--site",
        "East",
    ];
    assert_eq!(mystery.run_with(begin).status, 4);
    mystery.set_stdin(rest);
    let run = mystery.run_with(["visit", "--resume"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    // Gone on with, it is named by the copy that the ledger keeps.
    let said = flat(&run.stdout);
    let (_, named) = said
        .split_once("compare: mystery visit ")
        .expect("it is said");
    let (named, _) = named.split_once(" --competitor").unwrap();
    assert!(std::path::Path::new(named).is_file(), "{named}");
    mystery.set_stdin(LINES);
    let run = mystery.run_with(["visit", "my own.yaml", "--organisation", "Ours"]);
    says(&run, "mystery visit \"my own.yaml\" --competitor");
}

#[test]
fn what_comes_next_goes_by_what_was_visited_with_the_same_standard() {
    let next = |mystery: &mut Mystery, arguments: &[&str]| {
        mystery.set_stdin(LINES);
        let all = [&["visit", "quick-check"], arguments].concat();
        let run = mystery.run_with(all);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let said = flat(&run.stdout);
        let (_, next) = said.split_once("Next: ").expect("it is said");
        let (next, _) = next.split_once(" A slip?").unwrap();
        next.to_owned()
    };
    let all_of_it = "mystery show last for all of it";
    let mut mystery = Mystery::new();
    let mine =
        include_str!("../../standards/quick-check.yaml").replace("id: quick-check", "id: mine");
    mystery.write("mine.yaml", mine);
    mystery.set_stdin(LINES);
    let own = ["visit", "mine.yaml", "--organisation", "Our Place"];
    assert_eq!(mystery.run_with(own).status, 0);
    // An own visit with another standard is nothing to compare with.
    assert_eq!(
        next(&mut mystery, &["--competitor", "Theirs"]),
        format!(
            "{all_of_it}. Then visit your own place, and compare: mystery visit quick-check \
             --organisation \"Our Place\" mystery compare"
        )
    );
    assert_eq!(
        next(
            &mut mystery,
            &["--organisation", "Our Place", "--kind", "self_assessment"]
        ),
        format!("{all_of_it}; mystery blind-spots for what visitors met instead.")
    );
    assert_eq!(
        next(&mut mystery, &["--organisation", "Our Place"]),
        format!("{all_of_it}; mystery compare for yours beside theirs.")
    );
    assert_eq!(
        next(&mut mystery, &["--competitor", "Theirs"]),
        format!("{all_of_it}; mystery compare for theirs beside yours.")
    );
    assert_eq!(
        next(&mut mystery, &["--internal", "Desk"]),
        format!("{all_of_it}; mystery compare for all such visits together.")
    );
}

#[test]
fn a_command_to_copy_is_one_line_in_any_window() {
    let run = visit("").env("COLUMNS", "30").run();
    let next = "  mystery visit quick-check --competitor \"Their name\"";
    assert!(
        run.stdout.lines().any(|line| line == next),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .lines()
            .filter(|line| line.len() > 30)
            .all(|line| line == next)
    );
}

#[test]
fn the_next_visit_has_the_same_screen() {
    let next = "mystery visit quick-check --competitor \"Their name\" --ui line mystery compare";
    says(&visit("--ui line").run(), next);
}

#[test]
fn the_way_on_stays_in_the_ledger_that_was_named() {
    let mut mystery = visit("--ledger L2");
    let run = mystery.run();
    for expected in [
        "Next: mystery show last --ledger L2 for all of it.",
        "mystery visit quick-check --competitor \"Their name\" --ledger L2",
        "mystery compare --ledger L2",
        "mystery correct last 1=\"...\" --why \"misread my notes\" --ledger L2",
    ] {
        says(&run, expected);
    }
    let home = mystery.run_with(["--ledger", "L2"]);
    for line in flat(&home.stdout).split("mystery ").skip(1) {
        let is_of_it = !line.starts_with("--help");
        assert_eq!(line.contains("--ledger L2"), is_of_it, "{line}");
    }
    let theirs = "visit quick-check --competitor Theirs --ledger L2".split(' ');
    let run = mystery.run_with(theirs.clone());
    says(&run, "mystery compare --ledger L2 for theirs beside yours.");
    mystery.set_stdin("45s\n");
    assert_eq!(mystery.run_with(theirs).status, 4);
    let list = mystery.run_with(["visits", "--open", "--format", "csv", "--ledger", "L2"]);
    let mut cells = list.stdout.split([',', '\n']);
    let open = cells
        .find(|cell| cell.starts_with("2026-11-20-theirs"))
        .unwrap();
    for (typed, named) in [("show 1", open), ("visit theirs --resume", "theirs")] {
        let run = mystery.run_with(format!("{typed} --ledger L2").split(' '));
        let expected = format!("mystery visit --resume {named} --ledger L2\n");
        assert!(run.stderr.contains(&expected), "{}", run.stderr);
    }
}

#[test]
fn the_same_visit_begun_twice_is_said() {
    let mut mystery = visit("").stdin("45s\n");
    let first = mystery.run();
    assert!(!first.stderr.contains("already"), "{}", first.stderr);
    let again = mystery.run();
    let open = "You have a visit to Ours open already, of 20 November 2026. To go on with that one instead: \
                mystery visit --resume 2026-11-20-ours-main-rndi";
    assert!(flat(&again.stderr).contains(open), "{}", again.stderr);
    let other = mystery.run_with("visit quick-check --organisation Theirs".split(' '));
    assert!(!other.stderr.contains("already"), "{}", other.stderr);
}

#[test]
fn a_name_without_its_quotes_is_shown_with_them() {
    let mut mystery = Mystery::new();
    let run = mystery.run_with("visit --competitor City Pound".split(' '));
    assert!(
        run.stderr
            .contains("mystery visit quick-check --competitor \"City Pound\"\n"),
        "{}",
        run.stderr
    );
    let run = mystery.run_with("visit Pound --competitor City --ledger L2".split(' '));
    assert!(
        flat(&run.stderr)
            .contains("mystery visit quick-check --competitor \"City Pound\" --ledger L2"),
        "{}",
        run.stderr
    );
    mystery.write("broken.yaml", "title: [");
    mystery.write("ledger/standards/torn.yaml", "title: [");
    for named in [
        "quik-check",
        "./missing.yaml",
        "./broken.yaml",
        "here/no",
        "torn",
    ] {
        let run = mystery.run_with(["visit", named, "--competitor", "City Pound"]);
        assert_eq!(run.status, 3, "{named}: {}", run.stderr);
        assert!(!run.stderr.contains("several words"), "{}", run.stderr);
    }
    let mut other = visit("");
    let typed = ["visit", "quick-check", "--competitor", "City Pound"];
    assert_eq!(other.run_with(typed).status, 0);
    says(&other.run_with(["show", "City pound"]), "City Pound");
    let run = mystery.run_with("compare City Pound".split(' '));
    assert_eq!(run.status, 3);
    assert_eq!(
        run.stderr,
        "mystery: there is no file or folder `City`\n  names of places are not typed here: the command \
         alone takes all visits of the ledger\n"
    );
    for path in ["./nosuch", "2026/", "nosuch.csv"] {
        let run = mystery.run_with(["compare", path]);
        assert_eq!(run.status, 3);
        assert!(!run.stderr.contains("names of places"), "{}", run.stderr);
    }
}

#[test]
fn a_visit_is_found_by_the_name_as_it_is_read() {
    let mut mystery = Mystery::new();
    let places = [
        "Tom's Café & Co",
        "Happy Paws",
        "日本",
        "Kansas City Pets & More Than Twenty-Four",
    ];
    for name in places {
        mystery.set_stdin(LINES);
        let run = mystery.run_with(["visit", "quick-check", "--organisation", name]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    for (typed, name) in [
        ("Tom's Café & Co", places[0]),
        ("tom's cafe", places[0]),
        ("Happy  paws", places[1]),
        ("2026-11-20 happy", places[1]),
        (places[2], places[2]),
        (&places[3].to_lowercase(), places[3]),
    ] {
        let run = mystery.run_with(["show", typed]);
        assert_eq!(run.status, 0, "{typed}: {}", run.stderr);
        assert!(flat(&run.stdout).contains(name), "{typed}: {}", run.stdout);
    }
    for nobody in ["!", " ", "Kansas City Pets & More Thieves"] {
        assert_eq!(mystery.run_with(["show", nobody]).status, 3, "{nobody}");
    }
}

#[test]
fn where_one_is_names_the_item_once() {
    let mut mystery = Mystery::new();
    mystery.set_stdin("w\n:quit\n");
    let visit = [
        "visit",
        "quick-check",
        "--organisation",
        "Us",
        "--site",
        "Main",
    ];
    let run = mystery.run_with(visit);
    assert!(
        run.stdout.contains("Us, Main. Item 1 of 10. 0 of 10 done."),
        "{}",
        run.stdout
    );
}

#[test]
fn before_the_first_item_it_is_said_how_its_questions_are_put_right() {
    let mystery = visit("").stdin("b\n");
    let run = mystery.run();
    for words in [
        ":notes changes the notes now",
        "mystery correct last _guess=60 --why \"misread\"",
        "mystery discard throws the visit away",
    ] {
        assert!(flat(&run.stderr).contains(words), "{}", run.stderr);
    }
    // What is said to be typed works.
    let mut mystery = visit("");
    assert_eq!(mystery.run().status, 0);
    for change in said(&flat(&run.stderr)) {
        let run = mystery.run_with(["correct", "last", &change, "--why", "misread"]);
        assert_eq!(run.status, 0, "{change}: {}", run.stderr);
    }
    // A standard of one channel names no other, and any of several that is not the visit's own.
    for (standard, named) in [
        ("telephone-enquiry", None),
        ("internal-service-desk", Some("channel=")),
    ] {
        let typed = ["visit", standard, "--organisation", "Ours"];
        let run = Mystery::new().args(typed).stdin("b\n").run();
        let changes = said(&flat(&run.stderr));
        assert_eq!(
            changes.len(),
            4 + usize::from(named.is_some()),
            "{changes:?}"
        );
        let found = changes.iter().find(|it| it.starts_with("channel="));
        assert_eq!(found.map(|it| &it[..8]), named, "{}", run.stderr);
    }
    for (own, other) in [("web", "channel=email"), ("email", "channel=web")] {
        let typed = format!("visit web-email-enquiry --organisation Ours --channel {own}");
        let run = Mystery::new().args(typed.split(' ')).stdin("b\n").run();
        assert!(flat(&run.stderr).contains(other), "{}", run.stderr);
    }
}

/// The changes that are said, each as it is typed.
fn said(words: &str) -> Vec<String> {
    let named = words
        .split([' ', ',', '.'])
        .filter(|word| word.contains('='));
    named.map(str::to_owned).collect()
}

#[test]
fn a_correction_without_its_quotes_is_shown_with_them() {
    let mut mystery = Mystery::new().stdin(LINES);
    let typed = ["visit", "quick-check", "--organisation", "Happy Paws"];
    assert_eq!(mystery.run_with(typed).status, 0);
    for (typed, meant) in [
        (
            "correct happy hello=1 of 3 --why misread my notes",
            "mystery correct happy hello=\"1 of 3\" --why \"misread my notes\"\n",
        ),
        (
            "correct happy paws noticed=50s --why misread",
            "mystery correct \"happy paws\" noticed=50s --why misread\n",
        ),
        (
            "correct happy paws noticed=50s",
            "mystery correct \"happy paws\" noticed=50s --why \"misread my notes\"\n",
        ),
        ("show Happy Paws", "mystery show \"Happy Paws\"\n"),
        (
            "show happy paws -o x.md",
            "mystery show \"happy paws\" -o x.md\n",
        ),
        ("discard happy paws", "mystery discard \"happy paws\"\n"),
    ] {
        let run = mystery.run_with(typed.split(' '));
        assert_ne!(run.status, 0, "{typed}");
        assert!(run.stderr.contains(meant), "{typed}: {}", run.stderr);
    }
    // Nothing is proposed where a text has swallowed the visit, nor with an option that there is not.
    for typed in [
        "correct --why misread happy paws noticed=50s",
        "correct happy paws noticed=50s --wy misread",
        "show happy paws --explian",
        "discard --yes happy paws",
    ] {
        let run = mystery.run_with(typed.split(' '));
        assert_ne!(run.status, 0, "{typed}: {}", run.stderr);
        let is_proposed = run.stderr.contains("with its quotes");
        assert!(!is_proposed, "{typed}: {}", run.stderr);
    }
    // Nor what would be refused: what the item takes is said.
    for (typed, takes) in [
        ("correct happy paws hello=lots --why misread", "like 2 of 3"),
        ("correct happy hello=lots", "like 2 of 3"),
        (
            "correct nowhere at all hello=2 of 3",
            "no visit `nowhere at all`",
        ),
    ] {
        let run = mystery.run_with(typed.split(' '));
        assert_eq!(run.status, 2, "{typed}: {}", run.stderr);
        assert!(run.stderr.contains(takes), "{typed}: {}", run.stderr);
        let is_proposed = run.stderr.contains("with its");
        assert!(!is_proposed, "{typed}: {}", run.stderr);
    }
    // Without its reason it is shown with one, and nothing else is.
    let run = mystery.run_with(["correct", "happy", "hello=1 of 3"]);
    assert_eq!(
        run.stderr,
        "mystery: mystery correct also needs --why TEXT\n  with its reason: mystery correct happy \
         hello=\"1 of 3\" --why \"misread my notes\"\n"
    );
    // What is right as it was typed is not mended.
    let run = mystery.run_with(["correct", "last", "noticed=perhaps", "--why", "misread"]);
    assert!(!run.stderr.contains("with its quotes"), "{}", run.stderr);
}

#[test]
fn a_correction_that_wants_a_remark_says_how_it_is_given() {
    let mut mystery = visit("");
    assert_eq!(mystery.run().status, 0);
    let run = mystery.run_with(["correct", "last", "respect=no", "--why", "misread"]);
    let said = "respect=\":remark nobody looked up\"";
    assert!(
        run.stderr.ends_with(&format!("such as {said}\n")),
        "{}",
        run.stderr
    );
    let both = ["respect=no", "respect=:remark nobody looked up"];
    let run = mystery.run_with(["correct", "last", both[0], both[1], "--why", "misread"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}
