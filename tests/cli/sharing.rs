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
fn words_may_be_kept_beside_a_competitor_s_figures() {
    let mut mystery = Mystery::new().file("tiny.yaml", sample::YAML);
    mystery.write(
        "visit.yaml",
        "organisation: City Pound\nrole: competitor\nvisited: 2026-11-10\nanswers: {named: yes, warm: Kind, \
         respect: {answer: no, remark: Their Golden Retriever barked at Anna Keller}}\n",
    );
    let run = mystery.run_with(["visit", "tiny.yaml", "--answers", "visit.yaml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let blotted = page(&mut mystery, &["compare"]);
    assert!(
        blotted.contains("Their \\[name\\] barked at \\[name\\]"),
        "{blotted}"
    );
    let kept = page(&mut mystery, &["compare", "--keep", "Golden Retriever"]);
    assert!(
        kept.contains("Their Golden Retriever barked at \\[name\\]"),
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

/// What may stand in nothing that is passed on: names, addresses, numbers, a plate, an auditor's code, what was
/// jotted down, the name of a file of evidence, and times of day.
const SECRETS: [&str; 12] = [
    "rivalson",
    "quillfeather",
    "zelda",
    "quill.example",
    "0199",
    "4711",
    "codename",
    "bus 41",
    "yolanda-desk",
    "16:20",
    "10:35",
    "t10:",
];

const FORMATS: [&str; 5] = ["terminal", "html", "markdown", "json", "csv"];

const PROMISING: &str = "\
id: promising
title: Promising
items:
  named: {ask: Did they say their name?, points: 3, cost: free}
  warm: {ask: How warm was it?, worst_first: [Cold, Polite, Kind], points: 4}
  scripted: Did they greet as the script says?
  rang: {ask: Did they ring back?, promise: true, within: [6h, 12h]}
  story: {ask: What happened?, text: true}
";

/// Five visits to us and five to a competitor, with secrets wherever words can be put.
fn secretive() -> Mystery {
    let mut mystery = Mystery::new()
        .file("promising.yaml", PROMISING)
        .file("yolanda-desk.jpg", "a picture");
    let contact = "(zelda@quill.example, 816 555 0199, KQZ 4711)";
    for (organisation, role, name) in [
        ("Happy Paws", "own", "Zelda Quillfeather"),
        ("City Pound", "competitor", "Xaver Rivalson"),
    ] {
        let who = format!("{name} {contact}");
        for day in 10..15 {
            mystery.write(
                "visit.yaml",
                format!(
                    "organisation: {organisation}\nrole: {role}\nauditor: codename7\nvisited: 2026-11-{day}T10:20\nguess: 80\n\
                     notes: Came by bus 41\nanswers:\n  \
                     named: {{answer: no, cause: staffing, remark: \"{who} looked away\", evidence: yolanda-desk.jpg}}\n  \
                     warm: {{answer: Kind, remark: \"{who} was kind\"}}\n  scripted: {{waived: \"{who} said hello to the dog first\"}}\n  \
                     rang: {{awaiting: \"6h, {who} rings\"}}\n  story: \"It was {who} who helped.\"\n"
                ),
            );
            let run = mystery.run_with(["visit", "promising.yaml", "--answers", "visit.yaml"]);
            assert_eq!(run.status, 0, "{}", run.stderr);
        }
    }
    // One of which too little is judged.
    mystery.write(
        "visit.yaml",
        "organisation: Happy Paws\nauditor: codename7\nvisited: 2026-11-16T10:20\nanswers: {named: yes, \
         warm: {not_observed: Zelda Quillfeather stood before it}, scripted: yes, rang: {awaiting: yes}, story: none}\n",
    );
    let run = mystery.run_with(["visit", "promising.yaml", "--answers", "visit.yaml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let decided = ["actions", "add", "Ask Zelda Quillfeather to say her name"];
    let of_item = ["--item", "named", "--who", "codename7"];
    let run = mystery.run_with(decided.into_iter().chain(of_item));
    assert_eq!(run.status, 0, "{}", run.stderr);
    mystery
}

/// All that lies below a folder, names and words; what is packed is unpacked.
fn all_in(folder: &std::path::Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        all += &path.file_name().unwrap().to_string_lossy();
        if path.is_dir() {
            all += &all_in(&path);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        if path.extension().is_some_and(|end| end == "xlsx") {
            all.extend(
                super::report::parts(&bytes)
                    .into_iter()
                    .map(|(_, text)| text),
            );
        } else {
            all += &String::from_utf8_lossy(&bytes);
        }
    }
    all
}

#[track_caller]
fn holds_no_secret(what: &str, text: &str) {
    let lower = text.to_lowercase();
    for secret in SECRETS {
        let at = lower.find(secret);
        let around = at.map(|at| {
            String::from_utf8_lossy(
                &lower.as_bytes()[at.saturating_sub(90)..(at + 60).min(lower.len())],
            )
            .into_owned()
        });
        assert!(at.is_none(), "{secret} in {what}: {around:?}");
    }
}

#[test]
fn no_secret_is_in_anything_that_is_passed_on() {
    let mut mystery = secretive();
    let told = mystery.run_with(["report", "--full", "--format", "markdown"]);
    assert!(
        told.stdout.contains("codename7"),
        "they are there: {}",
        told.stdout
    );
    for page in [
        &["report"][..],
        &["report", "last"],
        &["report", "2026-11-12-happy"],
        &["lessons"],
    ] {
        for format in FORMATS {
            let run = mystery.run_with(page.iter().chain(&["--format", format]).copied());
            assert_eq!(run.status, 0, "{page:?} {format}: {}", run.stderr);
            holds_no_secret(&format!("{page:?} {format}"), &run.stdout);
            if page == ["report"] || page == ["lessons"] {
                // Nor when a single visit was: who stood there that day could be looked up.
                for day in ["16 November", "2026-11-1"] {
                    assert!(!run.stdout.contains(day), "{day} in {page:?} {format}");
                }
            }
        }
    }
    // What is one's own names one's own, but nobody at a competitor's.
    for own in [
        &["compare"][..],
        &["compare", "--by", "item"],
        &["trend"],
        &["blind-spots"],
        &["promises"],
        &["actions"],
        &["report", "--full"],
    ] {
        for format in FORMATS {
            let run = mystery.run_with(own.iter().chain(&["--format", format]).copied());
            assert_eq!(run.status, 0, "{own:?} {format}: {}", run.stderr);
            let text = run.stdout.to_lowercase();
            assert!(!text.contains("rivalson"), "{own:?} {format}: {text}");
        }
    }
    std::fs::create_dir(mystery.path().join("shared")).unwrap();
    for command in [
        &["report", "-o", "shared/report.html"][..],
        &["report", "-o", "shared/report.xlsx"],
        &["report", "-o", "shared/report.md"],
        &["report", "--charts", "shared/charts"],
        &["report", "last", "-o", "shared/visit.html"],
        &["lessons", "-o", "shared/lessons.html"],
        &["export", "shared/export", "--share"],
    ] {
        let run = mystery.run_with(command.iter().copied());
        assert_eq!(run.status, 0, "{command:?}: {}", run.stderr);
        holds_no_secret(&format!("{command:?}"), &(run.stdout + &run.stderr));
    }
    let shared = all_in(&mystery.path().join("shared"));
    assert!(shared.contains("[name]") && !shared.contains(".tmp"));
    holds_no_secret("files", &shared);
    // Nor in what is said when something is wrong.
    let visits = mystery.ledger().join("visits");
    let names = std::fs::read_dir(&visits).unwrap();
    let mut names = names.map(|it| it.unwrap().path());
    let torn = names
        .find(|it| it.to_string_lossy().contains("2026-11-12-happy"))
        .unwrap();
    let rows = std::fs::read_to_string(&torn).unwrap();
    std::fs::write(&torn, &rows[..rows.len() - 40]).unwrap();
    for command in [
        &["report"][..],
        &["lessons"],
        &["export", "again", "--share"],
    ] {
        let run = mystery.run_with(command.iter().copied());
        assert_ne!(run.status, 0, "{command:?}");
        holds_no_secret(&format!("{command:?}, torn"), &(run.stdout + &run.stderr));
    }
}
