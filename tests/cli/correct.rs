//! `mystery correct`: revisions.

use crate::cli::visit::{BEGIN, LINES, every};
use crate::harness::Mystery;

/// A finished visit to Riverside.
pub(crate) fn finished() -> Mystery {
    let mystery = every()
        .file("receipt.pdf", "a receipt")
        .args(BEGIN)
        .stdin(&format!("{LINES}:finish\n"));
    let run = mystery.run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    mystery
}

pub(crate) const FIRST: &str = "ledger/visits/2026-11-19-riverside-main-rndi.csv";

pub(crate) const SECOND: &str = "ledger/visits/2026-11-19-riverside-main-rndi.r2.csv";

/// The rows that differ, without the visit's own columns.
pub(crate) fn changed(mystery: &Mystery) -> Vec<String> {
    let rows = |name: &str| -> Vec<String> {
        let text = mystery.read(name).replace("rndi.r2,", "rndi,");
        text.lines().map(str::to_owned).collect()
    };
    let before = rows(FIRST);
    let changed = rows(SECOND).into_iter().filter(|row| !before.contains(row));
    changed
        .map(|row| row.split_once("2026-11-19,").unwrap().1.to_owned())
        .collect()
}

#[test]
fn a_correction_changes_what_it_names_and_nothing_else() {
    let mut mystery = finished();
    let before = mystery.read(FIRST);
    let run = mystery.run_with([
        "correct",
        "last",
        "grade=2",
        "1.2=:na no menu",
        "blamed=:remark a sigh",
        "--why",
        "wrong line",
        "--auditor",
        "a9",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let said = "
How many menu choices? was “3”, is now “did not apply: no menu”
Remark on: Were you blamed? was nothing, is now “a sigh”
How well? was “Good (3)”, is now “Middling (2)”
";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert_eq!(mystery.read(FIRST), before);
    assert_eq!(
        changed(&mystery),
        [
            "start,prompts,count,not_applicable,,1,,false,false,,,no menu,,,2026-11-20T14:05:00-06:00",
            "middle,blamed,yes_no,scored,0,1,,true,false,,yes,,a sigh,,2026-11-20T14:05:00-06:00",
            "end,grade,scale,scored,0.5,1,,false,false,,2,,,,2026-11-20T14:05:00-06:00",
        ]
    );
    let journal = mystery.read("ledger/visits/journal/2026-11-19-riverside-main-rndi.r2.jsonl");
    let first = journal.lines().next().unwrap();
    assert!(
        first.contains("\"by\":\"a9\",\"why\":\"wrong line\""),
        "{first}"
    );
    let again = mystery.run_with(["correct", "last", "grade=3", "--why", "it was right"]);
    assert_eq!(again.status, 0, "{}", again.stderr);
    assert!(
        mystery
            .read("ledger/visits/2026-11-19-riverside-main-rndi.r3.csv")
            .contains("grade,scale,scored,1,")
    );
}

#[track_caller]
fn refused(changes: &[&str], stderr: &str) {
    let mut mystery = finished();
    let arguments = ["correct", "last", "--why", "x"];
    let run = mystery.run_with(arguments.iter().chain(changes).copied());
    let told = run.stderr.split_once(".\n").unwrap().1;
    assert_eq!((run.status, told), (2, stderr));
    assert!(!mystery.path().join(SECOND).exists());
    let open = mystery.ledger().join("visits/open");
    let left = std::fs::read_dir(open).unwrap().filter(|entry| {
        entry
            .as_ref()
            .unwrap()
            .path()
            .extension()
            .is_some_and(|extension| extension == "jsonl")
    });
    assert_eq!(left.count(), 0);
}

#[test]
fn a_correction_that_does_not_fit_keeps_nothing() {
    for (change, said) in [
        ("grade=7", "mystery: `grade=7`: type a number from 1 to 3\n"),
        (
            "grde=2",
            "mystery: the standard has no item `grde`\n  did you mean `grade`?\n",
        ),
        (
            "warmth=4",
            "mystery: the standard has no item `warmth`\n  `mystery standard show every` lists its items with their numbers, which are taken too\n",
        ),
        (
            "grade",
            "mystery: `grade` is not ITEM=ANSWER\n  a text of several words stands in double quotes: --why \"misread my notes\"\n  as in speed=\"...\", with what is right for the dots, or speed=\":missed it was dark\"\n",
        ),
        (
            "named=yes",
            "mystery: with that the visit would not be whole: hellos (an answer)\n  give these too, in the same command; `mystery standard show every` shows the items\n",
        ),
        (
            "grade=:back",
            "mystery: `grade=:back`: `:back` is no answer\n  `mystery correct --help` shows what may stand behind the =\n",
        ),
        (
            "sign=yes",
            "mystery: `sign=yes`: 3.4 is not asked here: it is not for this kind of place\n",
        ),
    ] {
        refused(&[change], said);
    }
}

#[test]
fn a_parent_and_its_child_are_corrected_together() {
    let mut mystery = finished();
    let run = mystery.run_with([
        "correct",
        "last",
        "named=yes",
        "hellos=2 of 3",
        "--why",
        "misheard",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(changed(&mystery).len(), 2);
}

#[test]
fn what_is_said_of_the_whole_visit_is_put_right_and_its_id_stays() {
    let mut mystery = finished();
    let run = mystery.run_with([
        "correct",
        "last",
        "organisation=City Pound",
        "site=East",
        "visited=2026-11-18 16:30",
        "auditor=a7",
        "--why",
        "typed in haste",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("Its total now: "), "{}", run.stderr);
    let row = mystery.read(SECOND).lines().nth(1).unwrap().to_owned();
    assert!(
        row.contains(",City Pound,competitor,East,") && row.contains(",a7,"),
        "{row}"
    );
    assert!(row.contains(",2026-11-18T16:30:00-06:00,"), "{row}");
    let verified = mystery.run_with(["verify"]);
    assert_eq!(verified.status, 0, "{}", verified.stdout);
    let list = mystery.run_with(["visits", "--format", "csv"]).stdout;
    assert!(list.contains("City Pound") && !list.contains(",Riverside,"));
}

#[test]
fn a_fact_that_cannot_be_is_refused() {
    for (change, said) in [
        (
            "site=?",
            "mystery: `site=?`: a name has at least one letter or digit\n",
        ),
        (
            "site=main",
            "mystery: `site` is already `main`\n  nothing was changed; `mystery show` has the visit as it is\n",
        ),
        (
            "visited=2027-01-01",
            "mystery: `visited=2027-01-01`: that lies ahead\n",
        ),
    ] {
        refused(&[change], said);
    }
}

#[test]
fn a_change_that_changes_nothing_is_refused() {
    for same in ["grade=3", "1.2=3", "blamed=y", "grade=:remark none"] {
        let (item, said) = same.split_once('=').unwrap();
        refused(
            &["site=Harbour", same],
            &format!(
                "mystery: `{item}` is already `{said}`\n  nothing was changed; `mystery show` has the visit as it is\n"
            ),
        );
    }
}

#[test]
fn a_total_on_a_limited_basis_is_said_to_be_one() {
    let mut mystery = finished();
    let unseen = ["speed=:missed", "prompts=:missed", "grade=:missed"];
    let run = mystery.run_with(
        ["correct", "last"]
            .into_iter()
            .chain(unseen)
            .chain(["--why", "too long ago"]),
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("\nRiverside, 19 November 2026: only ")
            && run
                .stderr
                .contains(" % judged, 75 % asked for; so it enters no mean."),
        "{}",
        run.stderr
    );
}

#[test]
fn a_visit_corrected_twice_is_one_visit() {
    let mut mystery = finished();
    for grade in ["grade=2", "grade=3"] {
        mystery.run_with(["correct", "last", grade, "--why", "a slip"]);
    }
    let list = mystery.run_with(["visits"]).stdout;
    assert!(
        list.contains("\n1 visit finished, corrected since.\n"),
        "{list}"
    );
}

#[test]
fn a_corrected_name_takes_its_role_along() {
    let mut mystery = finished();
    mystery.run_with(["correct", "last", "organisation=Paws", "--why", "slip"]);
    let own = [
        "visit",
        "every.yaml",
        "--organisation",
        "Riverside",
        "--visited",
        "2026-11-18",
    ];
    mystery = mystery
        .args(own)
        .stdin(&format!("{LINES}g sign\ny\n:finish\n"));
    assert_eq!(mystery.run().status, 0);
    // What only our own place is asked is owed then.
    let run = mystery.run_with([
        "correct",
        "2026-11-19",
        "organisation=Riverside",
        "--why",
        "it was ours",
    ]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("sign (an answer)"), "{}", run.stderr);
    let run = mystery.run_with([
        "correct",
        "2026-11-19",
        "organisation=Riverside",
        "sign=yes",
        "--why",
        "it was ours",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains(
            "Riverside is our own organisation here: this visit was scored as one to a competitor, and is \
             one to our own organisation from now on."
        ),
        "{}",
        run.stderr
    );
    let row = mystery
        .read(&SECOND.replace("r2", "r3"))
        .lines()
        .nth(1)
        .unwrap()
        .to_owned();
    assert!(row.contains(",Riverside,own,main,"), "{row}");
    assert_eq!(mystery.run_with(["verify"]).status, 0);
    let compared = mystery.run_with(["compare"]);
    assert_ne!(compared.status, 2, "{}", compared.stderr);
}

#[test]
fn what_was_corrected_is_shown_with_who_when_and_why() {
    let mut mystery = finished();
    for change in ["grade=2", "site=East"] {
        let run = mystery.run_with([
            "correct",
            "last",
            change,
            "--why",
            "wrong line",
            "--auditor",
            "a9",
        ]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    let shown = mystery.run_with(["show", "last"]).stdout;
    let corrections = &shown[shown.find("Corrections").expect(&shown)..];
    for line in [
        "Revision 3, 20 November 2026, 14:05, by a9: “wrong line”",
        "Site: was “main”, is now “East”",
        "Revision 2, 20 November 2026, 14:05, by a9: “wrong line”",
    ] {
        assert!(corrections.contains(line), "{corrections}");
    }
    assert!(corrections.contains("was “"), "{corrections}");
    let first = mystery.run_with(["show", "2026-11-19-riverside-main-rndi.r2"]);
    assert!(!first.stdout.contains("East"), "{}", first.stdout);
}

#[test]
fn nothing_that_was_answered_can_run_in_the_line_that_is_to_be_copied() {
    let visited = |lines: &str| {
        let mystery = Mystery::new()
            .file(
                "told.yaml",
                "id: told\ntitle: Told\nitems:\n  story: {ask: What happened?, text: true}\n  named: Did they say their name?\n",
            )
            .args(["visit", "told.yaml", "--organisation", "Us"])
            .stdin(lines);
        let run = mystery.run();
        assert_eq!(run.status, 0, "{}", run.stderr);
        let refused = mystery
            .stdin("")
            .run_with(["correct", "last", "story", "--why", "x"]);
        assert_eq!(refused.status, 2, "{}", refused.stderr);
        (run.stdout + &run.stderr, refused.stderr)
    };
    let words = "say \"hi\" to `id` and $(id)";
    let (said, refused) = visited(&format!("{words}\nyes\n:finish\n"));
    assert!(said.contains("correct last 2=\"...\" --why"), "{said}");
    assert!(!refused.contains("$(id)"), "{refused}");
    let (said, refused) = visited(&format!("{words}\n:missed\n:finish\n"));
    assert!(!said.contains("A slip?"), "{said}");
    assert!(!refused.contains("$(id)"), "{refused}");
}
