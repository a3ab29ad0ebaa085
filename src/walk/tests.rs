//! What the walk does, request by request.

mod any_lines;
mod notes;

use super::Walk;
use super::effect::{Effect, Question};
use super::request::Request;
use super::sample::{Kept, id, standard, typed};
use crate::model::event::{Entry, Event};
use crate::model::visit::Role;

#[track_caller]
fn check(lines: &[&str], expected: &str) {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    assert_eq!(typed(&mut kept, lines), expected.trim());
}

#[test]
fn an_answer_is_echoed_and_the_walk_moves_on() {
    check(
        &["maybe", "y", "4", "ki", "2/3"],
        "
> maybe
Not saved. Type y or n (or ? for help).
> y
Saved 1.1: yes. 1 of 10 done.
1 more item applies now.
<item 1.2>
> 4
Not saved. Type a number from 1 to 3 (or ? for help).
> ki
Saved 1.2: 3, Kind. 2 of 10 done.
<item 1.3>
> 2/3
Saved 1.3: 2 of 3. 3 of 10 done.
<item 2.1>",
    );
}

#[test]
fn a_remark_that_is_asked_for_keeps_the_item_open() {
    check(
        &["n", ":finish", "c stood there for minutes"],
        "
> n
Saved 1.1: no. A remark is still needed, so it is not counted as done.
The remark on 1.1: what happened?
<Ask(Remark)>
> :finish
Cannot finish: 8 open: 1.2, 2.1, 2.2, 2.3, 3.1, 3.2 …; 1 wants a remark: 1.1. Type o for the next open item.
> c stood there for minutes
Remark on 1.1 saved.
<item 1.2>",
    );
}

#[test]
fn an_answer_that_is_changed_says_that_its_remark_stays() {
    check(
        &["y", "g 1.1", "c she smiled", "g 1.1", "n"],
        "
> y
Saved 1.1: yes. 1 of 10 done.
1 more item applies now.
<item 1.2>
> g 1.1
<item 1.1>
> c she smiled
Remark on 1.1 saved.
> g 1.1
<item 1.1>
> n
Saved 1.1: no (was yes); its remark stays. 1 of 9 done.
<Replaced>
1 item no longer applies.
<item 1.2>",
    );
}

#[test]
fn without_sections_a_bare_number_is_said_to_be_an_item() {
    let mut standard = standard();
    standard.sections.truncate(1);
    standard.sections[0].title = None;
    let mut kept = Kept::new(&standard, Role::Competitor);
    let said = typed(&mut kept, &["n", "c stood there", "s", "f"]);
    for words in [
        "Saved item 1: no.",
        "The remark on item 1: what happened?",
        "Remark on item 1 saved.",
        "Skipped item 2; it stays open.",
        "Flagged item 2: it stands in the review with [!].",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert!(!said.contains("with [!]. Type"), "{said}");
    // `f` may have been meant to finish.
    let said = typed(
        &mut Kept::new(&standard, Role::Competitor),
        &["y", "3", "2 of 3", "f"],
    );
    assert!(
        said.contains("Flagged item 3: it stands in the review with [!]. Type :finish to finish."),
        "{said}"
    );
}

#[test]
fn what_is_typed_behind_an_answer_is_sent_to_the_remark_of_its_own_item() {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    let said = typed(&mut kept, &["y, but she did later"]);
    assert!(
        said.contains(
            "Not saved. Type y alone; then the words as a remark: c 1.1: but she did later"
        ),
        "{said}"
    );
}

#[test]
fn taking_back_knows_that_it_passes_over_the_notes() {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    let mut passes = |line: &str| {
        typed(&mut kept, &[line]);
        kept.walk.undo_passes_notes()
    };
    assert!(!passes(":notes before anything"));
    assert!(!passes("y"));
    assert!(passes(":notes loud music"));
    // Going about changes nothing that could be taken back.
    assert!(passes("g 2.1"));
    assert!(!passes("u"));
    assert!(!passes(":notes louder"), "nothing else is left");
    assert!(!passes(":redo"), "that was the last");
}

#[test]
fn whoever_comes_back_to_what_is_done_goes_on_where_something_is_open() {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    assert_eq!(kept.walk.goes_on_at(), None);
    typed(&mut kept, &["y", "g 1.1"]);
    let label = |kept: &Kept| {
        kept.walk
            .goes_on_at()
            .map(|at| kept.walk.label(at).to_owned())
    };
    assert_eq!(label(&kept).as_deref(), Some("1.2"));
    // What is begun there is gone on with.
    kept.ask(&Request::Draft("n".into())).unwrap();
    assert_eq!(label(&kept), None);
}

#[test]
fn evidence_that_is_taken_back_is_said() {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    let said = typed(&mut kept, &["y", "g 1.1", "a to follow: door.jpg", "u"]);
    assert!(said.contains("1.1 has no evidence again"), "{said}");
}

#[test]
fn undo_goes_only_where_what_it_takes_back_had_the_walk_go_on() {
    let standard = standard();
    let lines = |lines: &[&str]| typed(&mut Kept::new(&standard, Role::Competitor), lines);
    let said = lines(&["y", "g 1.1", ":clear", "g 2.1", "u"]);
    let (_, undone) = said.split_once("Undone: 1.1 is yes again.").unwrap();
    assert!(!undone.contains("<item"), "{said}");
    // An answer that wants a remark comes back where one is, too.
    let said = lines(&["n", "g 1.1", ":clear", "g 2.1", "u"]);
    let (_, undone) = said.split_once("Undone: 1.1 is no again.").unwrap();
    assert!(!undone.contains("<item"), "{said}");
    for goes in [&["y", "u"][..], &["s", "u"], &["x 2", "u"]] {
        let said = lines(goes);
        assert!(said.ends_with("<item 1.1>"), "{said}");
    }
}

#[test]
fn back_previous_and_undo_are_three_things() {
    check(
        &["y", "2", "g 3.1", "b", "-", "u", "b", "b"],
        "
> y
Saved 1.1: yes. 1 of 10 done.
1 more item applies now.
<item 1.2>
> 2
Saved 1.2: 2, Polite. 2 of 10 done.
<item 1.3>
> g 3.1
<item 3.1>
> b
<item 1.3>
> -
<item 1.2>
> u
Undone: 1.2 has no answer again. 1 of 10 done.
<item 1.2>
> b
<item 1.3>
> b
<item 1.2>",
    );
    check(
        &["y", "g 1.1", "b"],
        "
> y
Saved 1.1: yes. 1 of 10 done.
1 more item applies now.
<item 1.2>
> g 1.1
<item 1.1>
> b
<item 1.2>",
    );
}

#[test]
fn conditional_items_come_and_go_and_say_so_once() {
    check(
        &["y", "g 1.3", "1 of 1", "g greeted", "n", ":undo", ":redo"],
        "
> y
Saved 1.1: yes. 1 of 10 done.
1 more item applies now.
<item 1.2>
> g 1.3
<item 1.3>
> 1 of 1
Saved 1.3: 1 of 1. 2 of 10 done.
<item 2.1>
> g greeted
<item 1.1>
> n
Saved 1.1: no (was yes). A remark is still needed, so it is not counted as done.
<Replaced>
1 item no longer applies.
The remark on 1.1: what happened?
<Ask(Remark)>
> :undo
Undone: 1.1 is yes again. 2 of 10 done.
1 more item applies now.
<item 1.1>
> :redo
Redone: 1.1 is no again. 0 of 9 done.
1 item no longer applies.
<item 1.1>",
    );
}

#[test]
fn nobody_among_those_counted_is_a_number() {
    check(
        &["y", "g 1.3", "nobody", "g 2.2", "nobody"],
        "
> y
Saved 1.1: yes. 1 of 10 done.
1 more item applies now.
<item 1.2>
> g 1.3
<item 1.3>
> nobody
Not saved. For none of them type 0 of how many there were, such as 0 of 3. Only where the whole visit reached nobody: :nobody and why.
> g 2.2
<item 2.2>
> nobody
Saved 2.2: 0. 2 of 10 done.
<item 2.3>",
    );
}

#[test]
fn what_names_no_item_and_no_cause_is_told_the_way() {
    check(
        &["g passe", "g 1.1", "g xylophone", "n", ":cause weather"],
        "
> g passe
<item 2.2>
> g 1.1
<item 1.1>
> g xylophone
Nothing here fits `xylophone`. Type l to see all items.
> n
Saved 1.1: no. A remark is still needed, so it is not counted as done.
The remark on 1.1: what happened?
<Ask(Remark)>
> :cause weather
Not saved. Type one of policy, process, tool, knowledge, staffing, attitude, or none.",
    );
}

#[test]
fn somebody_may_be_reached_after_all() {
    check(
        &[":nobody no car in sight", ":somebody", ":somebody"],
        "
> :nobody no car in sight
Saved: nobody was reached. That is a result: everything that counts gets nothing. Type :finish to finish, or u to take it back.
> :somebody
Saved: somebody was reached after all.
> :somebody
Nobody said that nobody was reached; there is nothing to take back.",
    );
}

#[test]
fn the_option_that_was_chosen_is_marked() {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    typed(&mut kept, &["g end", "2", "g end"]);
    let card = kept.walk.card();
    let given: Vec<bool> = card.options.iter().map(|it| it.is_given).collect();
    assert_eq!(given.iter().filter(|it| **it).count(), 1);
    assert!(given[1]);
}

#[test]
fn none_of_several_is_an_answer() {
    check(
        &["g details", "0", "u"],
        "
> g details
<item 2.3>
> 0
Saved 2.3: none of them. 1 of 9 done.
Evidence is asked for on 2.3 (a photo, a receipt): g 2.3, then a and its path; or later. It never holds up the visit.
<item 3.1>
> u
Undone: 2.3 has no answer again. 0 of 9 done.
<item 2.3>",
    );
}

#[test]
fn where_nothing_was_done_nothing_is_taken_back_or_made_again() {
    check(
        &["u", ":redo", "n", "u", "u"],
        "
> u
There is nothing to take back.
> :redo
There is nothing to make again.
> n
Saved 1.1: no. A remark is still needed, so it is not counted as done.
The remark on 1.1: what happened?
<Ask(Remark)>
> u
Undone: 1.1 has no answer again. 0 of 9 done.
<item 1.1>
> u
There is nothing to take back.",
    );
}

#[test]
fn the_same_reason_was_no_other_answer() {
    check(
        &["x 2", "g 1.1", "x 2 it was dark", "g 1.1", "x 2 fog"],
        "
> x 2
Saved 1.1: not seen, or not remembered. 1 of 9 done.
<item 1.2>
> g 1.1
<item 1.1>
> x 2 it was dark
Saved 1.1: not seen, or not remembered (it was dark). 1 of 9 done.
<item 1.2>
> g 1.1
<item 1.1>
> x 2 fog
Saved 1.1: not seen, or not remembered (fog) (was not seen, or not remembered (it was dark)). 1 of 9 done.
<Replaced>
<item 1.2>",
    );
}

#[test]
fn no_answer_has_three_reasons() {
    check(
        &[
            "x",
            "x 1 shut",
            "g wait",
            "x 1",
            "x 3",
            "x 3 they came to me",
            "g story",
            ":na",
        ],
        "
> x
<Ask(Excuse)>
> x 1 shut
Saved 1.1: did not apply (shut). 1 of 9 done.
<item 1.2>
> g wait
<item 2.1>
> x 1
Not saved. 2.1 always applies. Type x 2 if you did not see it, or cannot remember.
> x 3
<Ask(Waived)>
> x 3 they came to me
Saved 2.1: they did otherwise, and it served the customer (they came to me). 2 of 9 done.
<item 2.2>
> g story
<item 3.4>
> :na
Saved 3.4: left out. 3 of 9 done.
6 items are still open: back to 1.2.
<item 1.2>",
    );
}

#[test]
fn a_stopwatch_runs_by_the_wall_and_never_answers_by_itself() {
    check(
        &["g wait", "@14:10:00", "t", "g 1.1", "@14:14:32", "w", "t use", "t start", "t", "g wait", "t use", "b", "t reset"],
        "
> g wait
<item 2.1>
> t
Stopwatch started at 14:10:00. Type t to stop it. It keeps running if you move on or quit.
> g 1.1
<item 1.1>
> w
Riverside, Main Street. Item 1 of 9, 1.1, Welcome. 0 of 9 done. The stopwatch of 2.1 has been running since 14:10:00: 4 minutes 32 seconds.
> t use
This item asks for no time; 2.1 does. Type g 2.1, then t.
> t start
This item asks for no time; 2.1 does. Type g 2.1, then t.
> t
Stopped: 4 minutes 32 seconds. Type t use to save it as the answer of 2.1 (g 2.1 goes there).
> g wait
<item 2.1>
> t use
Saved 2.1: 4 minutes 32 seconds. 1 of 9 done.
<item 2.2>
> b
<item 2.1>
> t reset
Stopwatch set back to nought; it showed 4 minutes 32 seconds.",
    );
}

#[test]
fn evidence_never_blocks_and_may_follow() {
    check(
        &["g details", "1,3", "b", "a door.jpg", "a door.jpg", ":evidence none", "a door.jpg"],
        "
> g details
<item 2.3>
> 1,3
Saved 2.3: Looks; Where, and when. 1 of 9 done.
Evidence is asked for on 2.3 (a photo, a receipt): g 2.3, then a and its path; or later. It never holds up the visit.
<item 3.1>
> b
<item 2.3>
> a door.jpg
Evidence on 2.3: door.jpg.
> a door.jpg
door.jpg is there already.
> :evidence none
The evidence on 2.3 was taken away; the files stay where they are.
> a door.jpg
Evidence on 2.3: door.jpg.",
    );
}

#[test]
fn whoever_answered_was_reached() {
    check(
        &["y", ":nobody closed"],
        "
> y
Saved 1.1: yes. 1 of 10 done.
1 more item applies now.
<item 1.2>
> :nobody closed
Not saved. 1 item is answered, so somebody was reached. Type x 1 or x 2 where there is no answer; or type :clear at each answer first.",
    );
}

#[test]
fn a_draft_is_dropped_before_the_answer_behind_it() {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    typed(&mut kept, &["g story", "All well."]);
    typed(&mut kept, &["g story"]);
    kept.ask(&Request::Draft("half a".into())).unwrap();
    let said = typed(&mut kept, &[":clear", ":clear", ":clear"]);
    assert_eq!(
        said,
        "> :clear\nThe draft on 3.4 was dropped.\n> :clear\n\
         Cleared 3.4. 0 of 9 done. Type u to take that back.\n<item 3.4>\n> :clear\n3.4 has no answer."
    );
}

#[test]
fn the_score_is_hidden_until_the_review() {
    check(
        &[":score", ":score yes", ":score"],
        "
> :score
<Ask(Reveal)>
> :score yes
<ShowScore>
> :score
<ShowScore>",
    );
}

#[test]
fn go_to_understands_labels_places_ids_and_words() {
    check(
        &["g 2", "g #2", "g hello", "g how", "g 9.9", "g 7", "g queue"],
        "
> g 2
<item 2.1>
> g #2
<item 1.2>
> g hello
Nothing here fits `hello`. Type l to see all items.
> g how
4 items fit `how`: 1.2 How did it feel?; 2.1 How long did you wait?; 2.2 How often were you passed on?; 3.1 How did it end?. Type g and the number.
> g 9.9
Nothing here fits `9.9`. Type l to see all items.
> g 7
There is no section 7: type g 1 to g 3.
> g queue
<item 2.1>",
    );
}

#[test]
fn a_journal_that_does_not_fit_is_refused() {
    let standard = standard();
    let kept = Kept::new(&standard, Role::Own);
    let replayed = |event| {
        let entry = Entry {
            seq: 2,
            at: kept.now,
            event,
        };
        Walk::replay(&standard, &[kept.entries[0].clone(), entry])
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    assert_eq!(
        replayed(Event::Cleared(id("other"))),
        Err("event 2 of the journal: the standard has no item `other`".into())
    );
    assert_eq!(
        replayed(Event::Answered {
            item: id("warmth"),
            value: crate::model::answer::Value::Level(9)
        }),
        Err("event 2 of the journal: `9` is no answer to `warmth`".into())
    );
    assert_eq!(
        Walk::replay(&standard, &[]).unwrap_err().to_string(),
        "the journal holds no events"
    );
}

#[test]
fn a_question_of_the_walk_is_asked_where_words_are_missing() {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Own);
    assert_eq!(
        kept.ask(&Request::Remark(String::new())),
        Ok(vec![Effect::Ask(Question::Remark)])
    );
}
