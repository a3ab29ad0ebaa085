//! What is kept of a text while it is typed.

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
