//! What is kept and what is blotted out is the same in every page that may be passed on.

use crate::harness::Mystery;
use crate::sample;

/// Five visits to one place, so that words are told, and something that was decided.
fn five_visits() -> Mystery {
    let mut mystery = Mystery::new().file("tiny.yaml", sample::YAML);
    for day in 10..15 {
        mystery.write(
            "visit.yaml",
            format!(
                "organisation: Happy Paws\nauditor: m7\nvisited: 2026-11-{day}\nanswers: {{named: {{answer: no, \
                 remark: The Golden Retriever liked Anna Keller}}, warm: Kind, respect: yes}}\n"
            ),
        );
        let run = mystery.run_with(["visit", "tiny.yaml", "--answers", "visit.yaml"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    mystery
}

fn page(mystery: &mut Mystery, arguments: &[&str]) -> String {
    let format = ["--format", "markdown"];
    let run = mystery.run_with(arguments.iter().chain(&format).copied());
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.stdout
}

#[test]
fn words_may_be_kept_in_the_report_of_one_visit() {
    let mut mystery = five_visits();
    let blotted = page(&mut mystery, &["report", "last"]);
    assert!(
        blotted.contains("The \\[name\\] liked \\[name\\]"),
        "{blotted}"
    );
    let keep = ["report", "last", "--keep", "Golden Retriever"];
    let kept = page(&mut mystery, &keep);
    assert!(
        kept.contains("The Golden Retriever liked \\[name\\]"),
        "{kept}"
    );
}

#[test]
fn what_was_decided_names_nobody_and_keeps_what_may_be_kept() {
    let mut mystery = five_visits();
    let what = "At Happy Paws' desk show the Golden Retriever to Anna Keller";
    let who = "M7 at the desk of Happy Paws";
    let run = mystery.run_with(["actions", "add", what, "--item", "named", "--who", who]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let keep = ["--keep", "Golden Retriever"];
    for command in ["report", "lessons"] {
        let kept = page(&mut mystery, &[command, keep[0], keep[1]]);
        for told in [
            "At Happy Paws' desk show the Golden Retriever to \\[name\\]",
            "auditor-1 at the desk of Happy Paws",
        ] {
            assert!(kept.contains(told), "{command}: {told}\n{kept}");
        }
        assert!(!kept.contains("M7"), "{command}: {kept}");
    }
    let full = page(&mut mystery, &["report", "--full"]);
    assert!(full.contains(who), "{full}");
}
