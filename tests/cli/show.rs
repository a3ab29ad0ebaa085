//! `mystery show`: a visit as a scorecard, explained, in every format and language.

use mystery_shop::model::id::Fingerprint;

use crate::harness::{Mystery, Run};
use crate::sample;

const VISIT: &str = "2026-11-20-city-pound-main-street-k3zq";

const STANDARD: &str = "\
id: counter
version: 1.2.0
title: {en: Counter visit, fr: Visite au guichet}
languages: [en, fr]
scoring: {target: 85, critical: {cap: 60}}
sections:
  welcome:
    title: {en: Welcome, fr: Accueil}
    weight: 40
    items:
      noticed:
        ask: {en: How long until somebody noticed you?, fr: 'Combien de temps avant que quelqu’un vous remarque ?'}
        why: {en: People who are not noticed leave., fr: Qui n’est pas remarqué s’en va.}
        within: {30s: 1, 2m: 0.5}
        points: 3
      named: {ask: {en: Did they say their name?, fr: Ont-ils dit leur nom ?}}
  help:
    title: {en: Help, fr: Aide}
    weight: 60
    items:
      respect: {ask: {en: Were you treated with respect?, fr: Vous a-t-on respecté ?}, guidance: {en: One lapse is a no., fr: Un écart suffit.}, critical: true, evidence: on_low}
      story: {ask: {en: What happened?, fr: Que s’est-il passé ?}, text: true}
";

/// A ledger with one visit, put there by hand; `respect` as answered.
fn ledger(respect: &str) -> Mystery {
    let fingerprint = Fingerprint::of(STANDARD.as_bytes());
    let header = "visit,kind,standard,version,fingerprint,organisation,role,site,channel,scenario,\
        auditor,started,visited,section,item,type,status,credit,points,section_weight,critical,\
        bonus,cause,answer,reason,remark,evidence,answered";
    let facts = format!(
        "{VISIT},audit,counter,1.2.0,{fingerprint},City Pound,competitor,Main Street,in_person,,a7,\
         2026-11-20T14:05:00-06:00,2026-11-20"
    );
    let at = "2026-11-20T14:10:00-06:00";
    let credit = if respect == "yes" { "1" } else { "0" };
    let rows = [
        format!(
            "welcome,noticed,duration,scored,0.5,3,40,false,false,staffing,90,,\"They talked on, \u{1b}[2Jand on.\",,{at}"
        ),
        format!(
            "welcome,named,yes_no,waived,,1,40,false,false,,,said hello to the dog first,,,{at}"
        ),
        format!("help,respect,yes_no,scored,{credit},1,60,true,false,,{respect},,,,{at}"),
        format!(
            "help,story,text,unscored,,1,60,false,false,,'=SUM(A1:A9) is what they wrote,,,,{at}"
        ),
        format!("visit,_guess,number,unscored,,0,,false,false,,70,,,,{at}"),
    ];
    let mut csv = format!("{header}\n");
    for row in rows {
        csv += &[&facts, ",", &row, "\n"].concat();
    }
    Mystery::new()
        .file(
            "ledger/mystery.yaml",
            "schema: 1\norganisation: Happy Paws\n",
        )
        .file(&format!("ledger/visits/{VISIT}.csv"), csv)
        .file(
            &format!("ledger/visits/standards/counter-1.2.0-{fingerprint}.yaml"),
            STANDARD,
        )
}

fn show(mystery: &mut Mystery, arguments: &[&str]) -> Run {
    mystery.run_with(std::iter::once("show").chain(arguments.iter().copied()))
}

#[test]
fn a_visit_is_shown_and_explained() {
    let mut mystery = ledger("yes");
    let run = show(&mut mystery, &["pound"]);
    insta::assert_snapshot!("shown", run.snapshot(&mystery));
    let run = show(&mut mystery, &["last", "--explain"]);
    insta::assert_snapshot!("explained", run.snapshot(&mystery));
}

#[test]
fn questions_and_labels_are_in_the_language_asked_for() {
    let mut mystery = ledger("yes");
    let run = show(&mut mystery, &["1", "--lang", "fr"]);
    insta::assert_snapshot!("in_french", run.snapshot(&mystery));
}

#[test]
fn require_pass_decides_the_exit_code_and_nothing_else() {
    let mut mystery = ledger("no");
    let run = show(&mut mystery, &["pound"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    insta::assert_snapshot!("failed", run.stdout);
    let required = show(&mut mystery, &["pound", "--require-pass"]);
    assert_eq!((required.status, required.stdout), (1, run.stdout));
    assert_eq!(
        show(&mut ledger("yes"), &["pound", "--require-pass"]).status,
        0
    );
}

#[test]
fn nothing_in_a_visit_steers_the_terminal() {
    let mut mystery = ledger("yes");
    for format in ["terminal", "markdown", "json", "csv"] {
        let run = show(&mut mystery, &["pound", "--format", format]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(run.stdout.contains('\u{1b}'), format == "csv", "{format}");
    }
}

#[test]
fn a_file_is_written_in_the_format_of_its_name() {
    let mut mystery = ledger("yes");
    let run = show(&mut mystery, &["pound", "-o", "a.csv"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.ends_with("Wrote a.csv.\n"), "{}", run.stderr);
    let csv = mystery.read("a.csv");
    assert!(csv.contains(",'=SUM(A1:A9) is what they wrote,"), "{csv}");

    let run = show(&mut mystery, &["pound", "-o", "a.json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let json: serde_json::Value = serde_json::from_str(&mystery.read("a.json")).unwrap();
    assert_eq!(json["shape"], "scorecard");
    // Half of the welcome's 40 points and all of the help's 60.
    assert_eq!(json["totals"][0]["total"], 0.8);
    assert_eq!(json["totals"][0]["verdict"], "pass");
    assert_eq!(json["items"][1]["credit"], serde_json::Value::Null);

    let run = show(&mut mystery, &["pound", "-o", "a.json"]);
    assert!(run.stderr.ends_with("Replaced a.json.\n"), "{}", run.stderr);
    let run = show(&mut mystery, &["pound", "-o", "a.docx"]);
    assert_eq!(run.status, 2);
}

#[test]
fn a_visit_without_its_standard_has_no_total() {
    let mut mystery = ledger("yes");
    std::fs::remove_dir_all(mystery.path().join("ledger/visits/standards")).unwrap();
    let run = show(&mut mystery, &["pound"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let fingerprint = Fingerprint::of(STANDARD.as_bytes());
    assert!(
        run.stdout.replace('\n', " ").contains(&format!(
            "Total not computed: standard counter 1.2.0 ({fingerprint}) not found."
        )),
        "{}",
        run.stdout
    );
    assert_eq!(show(&mut mystery, &["pound", "--require-pass"]).status, 3);
}

#[test]
fn an_unknown_visit_is_refused_with_the_way_out() {
    let mut mystery = ledger("yes");
    let run = show(&mut mystery, &["riverside"]);
    assert_eq!(run.status, 3);
    let expected = "mystery: no visit `riverside` in this ledger\n  see them all: mystery visits\n";
    assert!(run.stderr.ends_with(expected), "{}", run.stderr);
}

/// A visit that is finished at a minute of its own.
fn finish_at(ledger: &mystery_shop::ledger::Ledger, contact: &sample::Contact, minute: usize) {
    let mut open = ledger
        .begin(sample::facts(contact), sample::YAML.as_bytes())
        .unwrap();
    sample::answer_all(&mut open, contact);
    let visit = sample::visit_of(open.entries());
    ledger.finish(open, &visit, sample::at(minute)).unwrap();
}

#[test]
fn the_last_visit_is_the_one_that_was_finished_last() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    // Theirs was sealed first and was finished last; a correction of ours does not make it later.
    finish_at(&ledger, &sample::THEIRS, 40);
    finish_at(&ledger, &sample::OURS, 20);
    sample::correct(&ledger, &sample::OURS);
    let run = mystery.run_with(["show", "last"]);
    assert!(run.stdout.contains(sample::THEIRS.id), "{}", run.stdout);
    let home = mystery.run_with(Vec::<String>::new());
    assert!(home.stdout.contains("City Pound"), "{}", home.stdout);
}

#[test]
fn a_damaged_visit_that_may_have_been_the_last_is_named() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    finish_at(&ledger, &sample::OURS, 20);
    finish_at(&ledger, &sample::THEIRS, 40);
    mystery.write(
        &format!("ledger/visits/{}.csv", sample::THEIRS.id),
        "visit\n",
    );
    let run = mystery.run_with(["show"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains(sample::OURS.id), "{}", run.stdout);
    assert!(
        run.stderr.contains(sample::THEIRS.id)
            && run
                .stderr
                .contains("what is left out may have been finished later"),
        "{}",
        run.stderr
    );
}
