//! What is kept of a text while it is typed, and of a line that Ctrl-C ended.

use super::*;

/// What stands in the journal of drafts, and how the text ends.
fn drafts(lines: &str, pause: Duration) -> (Vec<String>, String) {
    let ran = run_typed(PERSON, || 80, lines, Duration::ZERO, pause);
    let drafts = ran.entries.iter().filter_map(|entry| match &entry.event {
        Event::Drafted { text, .. } | Event::BesideDrafted { text, .. } => Some(text.clone()),
        _ => None,
    });
    let last = ran.entries.last().expect("the visit was begun");
    (drafts.collect(), format!("{:?}", last.event))
}

/// So many lines.
fn lines(n_lines: usize) -> String {
    let lines: Vec<String> = (1..=n_lines).map(|n| format!("Line {n:04}.\n")).collect();
    lines.concat()
}

#[test]
fn a_text_pasted_line_by_line_is_kept_as_often_as_it_doubles() {
    for (begin, end) in [
        ("g story\n\n", "."),
        ("g story\n:text <<EOF\n", "EOF"),
        (":remark <<EOF\n", "EOF"),
    ] {
        let lines = lines(1000);
        let all = format!("{begin}{lines}{end}\n:q\n");
        let (kept, last) = drafts(&all, Duration::ZERO);
        // At 1, 2, 4 and so on up to 512 lines.
        assert_eq!(kept.len(), 10, "{begin}");
        let n_bytes: usize = kept.iter().map(String::len).sum();
        assert!(n_bytes < 2 * lines.len(), "{n_bytes} of {}", lines.len());
        assert!(last.contains("Line 1000."), "{last}");
    }
}

#[test]
fn a_text_typed_by_hand_is_kept_line_by_line() {
    let (kept, _) = drafts(
        &format!("g story\n\n{}.\n:q\n", lines(20)),
        Duration::from_secs(2),
    );
    assert_eq!(kept.len(), 20);
    let (kept, _) = drafts(
        &format!("g story\n\n{}.\n:q\n", lines(20)),
        Duration::from_secs(1),
    );
    assert!((8..=13).contains(&kept.len()), "{}", kept.len());
}

#[test]
fn whoever_leaves_a_text_leaves_all_of_it_as_a_draft() {
    for behind in [":q\n", ":skip\n:q\n", ":text <<A\n:q\n", "g 2\nq\n"] {
        let (kept, _) = drafts(&format!("g story\n\n{}{behind}", lines(7)), Duration::ZERO);
        let last = kept.last().expect("a draft is kept");
        assert!(last.ends_with("Line 0007."), "{behind}: {last}");
    }
}

/// What is left of a line that Ctrl-C ended: events behind the beginning, and what is named as lost.
fn interrupted(begun: &str, half: &str) -> (String, Vec<String>) {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    let lines = Lines::Plain(Box::new(io::Cursor::new(begun.to_owned())));
    let mut frontend = LineFrontend::new(lines, Box::new(io::sink()), PERSON, || 80);
    while let Next::Request(request) = frontend.next(&kept.walk, at("14:05:00")).unwrap() {
        let effects = kept.ask(&request).unwrap();
        frontend
            .show(&kept.walk, &effects, Cause::Kept, at("14:05:00"))
            .unwrap();
    }
    let n_before = kept.entries.len();
    if let Some(request) = frontend.half_typed(&kept.walk, half) {
        kept.ask(&request).unwrap();
    }
    let events = kept.entries[n_before..].iter();
    let events: Vec<String> = events.map(|entry| format!("{:?}", entry.event)).collect();
    (events.join("\n"), crate::ui::Talk::half_written(&frontend))
}

#[test]
fn ctrl_c_keeps_the_words_of_the_line_or_names_them() {
    for (begun, half, event, words) in [
        ("", ":notes Full car", "Noted", "Full car"),
        ("", ":note Full car", "Noted", "Full car"),
        ("l\n", ":notes Full car", "Noted", "Full car"),
        ("n\n", ":notes Full car", "Noted", "Full car"),
        ("", "c He laughed", "BesideDrafted", "He laughed"),
        ("", ":remark He laughed", "BesideDrafted", "He laughed"),
        ("n\n", "He laughed", "BesideDrafted", "He laughed"),
        ("g story\n", ":notes Full car", "Noted", "Full car"),
        ("g story\n", "c He laughed", "Drafted", "c He laughed"),
        ("g story\n", "::notes of mine", "Drafted", ":notes of mine"),
    ] {
        let (events, lost) = interrupted(begun, half);
        assert!(events.starts_with(event), "{begun:?} {half}: {events}");
        assert!(events.contains(&format!("{words:?}")), "{half}: {events}");
        assert!(lost.is_empty(), "{half}");
    }
    for half in [
        "x 2 too dark",
        "2 of 3",
        "45s",
        "c 2.1: He laughed",
        "hello",
    ] {
        let (events, lost) = interrupted("", half);
        assert_eq!((events.as_str(), lost), ("", vec![half.to_owned()]));
    }
    for half in ["", "q", ":notes", "c", ":q", "r"] {
        let (events, lost) = interrupted("", half);
        assert_eq!((events.as_str(), lost), ("", Vec::new()), "{half}");
    }
}
