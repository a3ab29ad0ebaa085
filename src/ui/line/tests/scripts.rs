//! Lines of a script: never asked, and left at the first bad one.

use super::*;

#[test]
fn a_script_needs_no_pictures_and_stops_at_the_first_bad_line() {
    let ran = run(SCRIPT, || 80, "# all of it\ny\n\n3\n2 of 2\n25s\nlots\n");
    assert_eq!(
        ran.screen,
        "Saved 1.1: yes. 1 of 10 done.\n1 more item applies now.\nSaved 1.2: 3, Kind. 2 of 10 done.\n\
         Saved 1.3: 2 of 2. 3 of 10 done.\nSaved 2.1: 25 seconds. 4 of 10 done.\n"
    );
    assert_eq!(
        ran.ended,
        Ended::Left(Leave::BadLine {
            line: 7,
            why: "Not saved. Type a whole number, like 3 (or ? for help).".into()
        })
    );
    assert_eq!(ran.entries.len(), 5);
}

#[track_caller]
fn check_bad(lines: &str, line: usize, why: &str) {
    let expected = Leave::BadLine {
        line,
        why: why.into(),
    };
    assert_eq!(run(SCRIPT, || 80, lines).ended, Ended::Left(expected));
}

#[test]
fn a_script_is_never_asked() {
    check_bad("x\n", 1, "say which: x 1 [why], x 2 [why] or x 3 why");
    check_bad("x 3\n", 1, "say why it was right: x 3 and some words");
    check_bad("n\ny\n", 2, "1.1 still wants a remark: c and some words");
    check_bad(
        "g story\n:text <<END\nwords\n",
        3,
        "the text was not ended: END is missing",
    );
    check_bad(
        ":skp\n",
        1,
        "There is no command `:skp`. Did you mean :skip? Type ? or :help for all of them; a text that begins with a colon takes two.",
    );
}

#[test]
fn a_script_finishes_only_by_its_word() {
    let lines = "n\nc not a word\n2\n1m\n0\n1,2\n:evidence to follow\n:na\n12.50\nn\n:text <<EOF\n# not a comment\n\n.\nq\nEOF\n";
    let ran = run(SCRIPT, || 80, lines);
    assert_eq!(ran.ended, Ended::Left(Leave::End), "{}", ran.screen);
    let ran = run(SCRIPT, || 80, &format!("{lines}:finish\n"));
    assert_eq!(ran.ended, Ended::Finished, "{}", ran.screen);
    assert_eq!(
        ran.farewell,
        "Finished. The next mystery visit puts it away."
    );
    let visit = crate::walk::visit_of(&standard(), &ran.entries).unwrap();
    let story = visit
        .answers
        .iter()
        .find(|answer| answer.item.as_str() == "story")
        .unwrap();
    assert_eq!(
        story.value.as_ref().unwrap().to_string(),
        "# not a comment\n\n.\nq"
    );
}

#[test]
fn whoever_does_not_know_is_told_how_to_say_it() {
    let ran = run(SCRIPT, || 80, "y\n3\n2 of 2\n25s\ndon't know\n");
    let Ended::Left(Leave::BadLine { why, .. }) = ran.ended else {
        panic!("{:?}", ran.ended)
    };
    assert_eq!(
        why,
        "Not saved. Type a whole number, like 3 (or ? for help). If you did not see it, or cannot remember, type x 2."
    );
}
