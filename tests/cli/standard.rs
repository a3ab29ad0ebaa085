//! `mystery standard`: list, show, check, new and schema.

use crate::harness::Mystery;

const KIOSK: &str = "\
title: Kiosk
allow: [S107]
sections:
  arrival: {title: Arrival, items: {hello: Did they say hello?, wait: {ask: How long?, within: [20s, 1m], points: 2.5}}}
  leaving: {title: Leaving, items: {end: {ask: How did it end?, best_first: [Well, Badly]}}}
";

/// Whole output and exit code.
fn check(mystery: &Mystery, status: i32, stdout: &str, stderr: &str) {
    let run = mystery.run();
    assert_eq!(
        (run.status, run.stdout.as_str(), run.stderr.as_str()),
        (status, stdout, stderr)
    );
}

#[test]
fn a_good_file_is_said_to_be_fine() {
    let mystery =
        Mystery::new()
            .file("kiosk.yaml", KIOSK)
            .args(["standard", "check", "kiosk.yaml"]);
    check(
        &mystery,
        0,
        "",
        "kiosk.yaml: fine. 3 items in 2 sections, 4.5 points.\n",
    );
}

#[test]
fn every_problem_of_every_file_comes_in_one_run() {
    let mystery = Mystery::new()
        .file(
            "a.yaml",
            "titel: A\nallow: [S107]\nitems: {a: {aks: Yes?}}\n",
        )
        .file("kiosk.yaml", KIOSK)
        .file("warm.yaml", "title: Warm\nitems: {a: Yes?}\n")
        .args(["standard", "check", "a.yaml", "kiosk.yaml", "warm.yaml"]);
    check(
        &mystery,
        1,
        "\
a.yaml:1:1: error F010: a standard has no key `titel`
   |
 1 | titel: A
   | ^^^^^
   = did you mean `title`?

a.yaml:3:13: error F010: an item has no key `aks`
   |
 3 | items: {a: {aks: Yes?}}
   |             ^^^
   = did you mean `ask`?

warm.yaml:2:9: warning S107: no item at the end is tagged `measure: feeling`
   |
 2 | items: {a: Yes?}
   |         ^
   = end with how the visit felt: `tags: {measure: feeling}`

",
        "\
a.yaml: 2 errors. It cannot be used like this.
kiosk.yaml: fine. 3 items in 2 sections, 4.5 points.
warm.yaml: 1 warning. It can be used. 1 item, 1 point.
",
    );
}

#[test]
fn advice_is_shown_when_asked_for() {
    let two = KIOSK.replace(
        "Did they say hello?",
        "Did they smile and did they say hello?",
    );
    let mut mystery =
        Mystery::new()
            .file("kiosk.yaml", two)
            .args(["standard", "check", "kiosk.yaml"]);
    assert_eq!(mystery.run().stdout, "");
    let run = mystery.run_with(["standard", "check", "--pedantic", "kiosk.yaml"]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains("advice S201"), "{}", run.stdout);
    assert!(run.stderr.contains("1 piece of advice"), "{}", run.stderr);
}

#[test]
fn what_cannot_be_read_is_exit_3_and_the_rest_is_checked_all_the_same() {
    let mystery = Mystery::new()
        .file("kiosk.yaml", KIOSK)
        .file("folder/x", "")
        .args([
            "standard",
            "check",
            "folder",
            "none.yaml",
            "/dev/zero",
            "quik-check",
            "kiosk.yaml",
        ]);
    let run = mystery.run();
    assert_eq!(run.status, 3);
    assert_eq!(run.stdout, "");
    assert_eq!(
        run.stderr,
        "\
folder: cannot read `folder`: it is a folder, not a file.
none.yaml: cannot read `none.yaml`: there is no such file.
/dev/zero: cannot read `/dev/zero`: it is a device, not a file.
quik-check: there is no standard `quik-check`: did you mean `quick-check`?
kiosk.yaml: fine. 3 items in 2 sections, 4.5 points.
"
    );
}

#[test]
fn a_check_can_be_read_by_machines() {
    let mystery = Mystery::new()
        .file(
            "a.yaml",
            "title: A\nallow: [S107]\nitems: {a: {ask: Yes?, points: '2,5'}}\n",
        )
        .file("kiosk.yaml", KIOSK)
        .args([
            "standard",
            "check",
            "a.yaml",
            "kiosk.yaml",
            "--format",
            "json",
        ]);
    let run = mystery.run();
    assert_eq!(run.status, 1);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["shape"], "standard_check");
    assert_eq!(json["version"], 1);
    let problem = &json["problems"][0];
    assert_eq!(problem["file"], "a.yaml");
    assert_eq!(
        (problem["line"].as_u64(), problem["column"].as_u64()),
        (Some(3), Some(32))
    );
    assert_eq!(problem["code"], "F013");
    assert_eq!(problem["advice"], "write it with a dot: `2.5`");
    assert_eq!(json["files"][1]["usable"], true);
    assert_eq!(json["files"][0]["usable"], false);
}

/// The version of the quick check that comes along.
fn built_in_version() -> String {
    let yaml = include_str!("../../standards/quick-check.yaml");
    let mut lines = yaml.lines();
    let version = lines.find_map(|line| line.strip_prefix("version: "));
    version.expect("a built-in standard has one").to_owned()
}

/// Another standard under the id and version of the quick check that comes along.
fn our_quick_check() -> String {
    let version = built_in_version();
    format!(
        "title: Our own\nid: quick-check\nversion: {version}\nallow: [S107]\nitems: {{a: Yes?}}\n"
    )
}

#[test]
fn two_files_must_not_pass_for_each_other_nor_for_one_that_comes_along() {
    let yaml = "title: One\nid: kiosk\nallow: [S107]\nitems: {a: Yes?}\n";
    let mut mystery = Mystery::new()
        .file("a.yaml", yaml)
        .file("b.yaml", yaml.replace("One", "Other"))
        .file("same.yaml", yaml)
        .file("q.yaml", our_quick_check());
    let clashes = |run: &crate::harness::Run| run.stdout.matches("error S025").count();
    let run = mystery.run_with(["standard", "check", "a.yaml", "b.yaml"]);
    assert_eq!((run.status, clashes(&run)), (1, 2), "{}", run.stdout);
    let run = mystery.run_with(["standard", "check", "a.yaml", "same.yaml", "a.yaml"]);
    assert_eq!((run.status, clashes(&run)), (0, 0), "{}", run.stdout);
    let run = mystery.run_with(["standard", "check", "q.yaml"]);
    assert_eq!((run.status, clashes(&run)), (1, 1), "{}", run.stdout);
    let run = mystery.run_with(["visit", "q.yaml", "--organisation", "Us"]);
    assert_eq!(run.status, 3);
    assert!(run.stderr.contains("error S025"), "{}", run.stderr);
    assert!(!mystery.ledger().exists(), "nothing is begun");
}

#[test]
fn a_standard_of_the_ledger_goes_before_a_built_in_one_and_must_not_pass_for_it() {
    let own = our_quick_check();
    let version = built_in_version();
    let mut mystery = Mystery::new().file("ledger/standards/quick-check.yaml", &own);
    let run = mystery.run_with(["standard", "check", "quick-check"]);
    assert_eq!(run.status, 1);
    let said = format!("error S025: another `quick-check` of version {version} is in use");
    assert!(run.stdout.contains(&said), "{}", run.stdout);
    let run = mystery.run_with(["visit", "quick-check", "--organisation", "Us"]);
    assert_eq!(run.status, 3);
    assert!(run.stderr.contains("error S025"), "{}", run.stderr);
    mystery.write(
        "ledger/standards/quick-check.yaml",
        own.replace(&version, "2.0.0"),
    );
    let run = mystery.run_with(["standard", "check", "quick-check"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    let run = mystery.run_with(["standard", "list"]);
    assert!(run.stdout.contains("Our own"), "{}", run.stdout);
    assert!(run.stderr.starts_with("Ledger: "), "{}", run.stderr);
    assert_eq!(
        run.stdout.matches("quick-check").count(),
        1,
        "{}",
        run.stdout
    );
}

#[test]
fn the_list_has_a_line_for_each() {
    let mystery = Mystery::new()
        .file("ledger/standards/kiosk.yaml", KIOSK)
        .file("ledger/standards/broken.yaml", "title: [\n")
        .args(["standard", "list"]);
    insta::assert_snapshot!(mystery.run().snapshot(&mystery));
}

#[test]
fn a_sheet_is_readable_at_80_and_44_columns_and_on_paper() {
    let all = include_str!("../every_type.yaml");
    let mut mystery = Mystery::new().file("every.yaml", all);
    let wide = mystery.run_with(["standard", "show", "every.yaml"]);
    insta::assert_snapshot!("sheet_80", wide.snapshot(&mystery));
    let mut mystery = mystery.env("COLUMNS", "44");
    let narrow = mystery.run_with(["standard", "show", "every.yaml"]);
    insta::assert_snapshot!("sheet_44", narrow.snapshot(&mystery));
    let paper = mystery.run_with([
        "standard",
        "show",
        "every.yaml",
        "--format",
        "markdown",
        "--lang",
        "fr",
    ]);
    insta::assert_snapshot!("sheet_markdown_fr", paper.snapshot(&mystery));
    let json = mystery.run_with(["standard", "show", "every.yaml", "--format", "json"]);
    insta::assert_snapshot!("sheet_json", json.snapshot(&mystery));
    let full = mystery.run_with(["standard", "show", "every.yaml", "--full"]);
    insta::assert_snapshot!("every_type_full", full.snapshot(&mystery));
}

#[test]
fn a_sheet_of_a_bad_standard_is_exit_3_with_the_errors() {
    let mystery = Mystery::new()
        .file("a.yaml", "title: A\nitems: {a: {aks: Yes?}}\n")
        .args(["standard", "show", "a.yaml"]);
    check(
        &mystery,
        3,
        "",
        "\
a.yaml:2:13: error F010: an item has no key `aks`
   |
 2 | items: {a: {aks: Yes?}}
   |             ^^^
   = did you mean `ask`?

mystery: the standard `a.yaml` cannot be used as it is
  check it again with: mystery standard check a.yaml
",
    );
}

#[test]
fn hostile_files_are_refused_in_few_words() {
    let bomb: Vec<String> = (1..1000)
        .map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}]", n - 1))
        .collect();
    let keys: Vec<String> = (0..60_000).map(|n| format!("k{n}: 1")).collect();
    let files = [
        ("brackets.yaml", "[".repeat(100_000)),
        ("braces.yaml", "{a: ".repeat(100_000)),
        ("dashes.yaml", "- ".repeat(100_000)),
        (
            "bomb.yaml",
            format!("a0: &a0 [x, x]\n{}\n", bomb.join("\n")),
        ),
        ("keys.yaml", keys.join("\n")),
        ("values.yaml", format!("[{}]", "a,".repeat(400_000))),
        ("line.yaml", format!("a: {}", "{".repeat(1_000_000))),
        ("big.yaml", " ".repeat(2_000_000)),
    ];
    let mut mystery = Mystery::new();
    for (name, content) in files {
        mystery.write(name, content);
        let run = mystery.run_with(["standard", "check", name]);
        assert_eq!(run.status, 1, "{name}: {}", run.stderr);
        assert!(run.stdout.len() < 200_000, "{name}: {}", run.stdout.len());
        assert!(!run.stderr.contains("panicked"), "{name}");
    }
}

#[test]
fn nothing_in_a_file_steers_the_terminal() {
    let run = Mystery::new()
        .file(
            "a.yaml",
            "title: \"\\e[2J\\u202e\"\nx\\u009by: 1\nitems: {\"\\e[31mred\": Yes?}\n",
        )
        .args(["standard", "check", "a.yaml", "\u{1b}[31m.yaml"])
        .run();
    let shown = run.stdout + &run.stderr;
    assert!(
        !shown.contains(['\u{1b}', '\u{202e}', '\u{9b}']),
        "{shown:?}"
    );
}
