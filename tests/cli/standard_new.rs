//! `mystery standard`: new ones, and what is printed of one: schema, form, card.

use crate::harness::Mystery;

#[test]
fn a_new_standard_is_ready_to_use_and_never_replaces_one() {
    let mut mystery = Mystery::new();
    let run = mystery.run_with(["standard", "new", "city-counter"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        run.stderr,
        "\
Wrote city-counter.yaml.
Check it with: mystery standard check city-counter.yaml
Read it as a sheet: mystery standard show city-counter.yaml
Score a visit with it: mystery visit city-counter.yaml
"
    );
    let run = mystery.run_with(["standard", "check", "city-counter.yaml"]);
    assert_eq!(run.status, 0);
    assert!(
        run.stderr.starts_with("city-counter.yaml: fine."),
        "{}",
        run.stderr
    );
    mystery.write("city-counter.yaml", "mine");
    let run = mystery.run_with(["standard", "new", "city-counter"]);
    assert_eq!(run.status, 3);
    assert!(
        run.stderr.contains("is there already, and is not replaced"),
        "{}",
        run.stderr
    );
    assert_eq!(mystery.read("city-counter.yaml"), "mine");
}

#[test]
fn a_copy_goes_into_the_ledger_where_there_is_one() {
    let mut mystery = Mystery::new().file("ledger/mystery.yaml", "schema: 1\n");
    let run = mystery.run_with(["standard", "new", "our-check", "--from", "quick-check"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("mystery visit our-check\n"),
        "{}",
        run.stderr
    );
    let copy = mystery.read("ledger/standards/our-check.yaml");
    assert!(
        copy.contains("id: our-check\nversion: 1.0.0\ntitle: Our check\n"),
        "{copy}"
    );
    assert!(copy.contains("# Ten questions for any place"), "{copy}");
    let run = mystery.run_with(["standard", "check", "our-check"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
}

#[test]
fn an_id_that_is_none_or_taken_is_wrong_usage() {
    let mut mystery = Mystery::new();
    for (id, hint) in [
        ("City Counter", "new city-counter"),
        ("quick-check", "new our-quick-check"),
    ] {
        let run = mystery.run_with(["standard", "new", id]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(hint), "{}", run.stderr);
    }
}

#[test]
fn the_schema_is_printed() {
    let run = Mystery::new().args(["standard", "schema"]).run();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(run.stdout, include_str!("../../standards/schema.json"));
}

#[test]
fn a_form_is_one_page_for_a_pen() {
    let mut mystery = Mystery::new();
    let run = mystery.run_with(["standard", "form", "telephone-enquiry", "-o", "form.html"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, "Wrote form.html.\n"));
    let page = mystery.read("form.html");
    assert!(page.contains("○\u{a0}yes"), "{page}");
    let said = page.split("</style>").last().unwrap();
    assert!(
        !said.contains("point") && !said.contains("critical"),
        "{said}"
    );
    let run = mystery.run_with(["standard", "form", "adoption-counter", "--lang", "fr"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn a_card_is_for_one_scenario() {
    let mut mystery = Mystery::new();
    let run = mystery.run_with(["standard", "brief", "adoption-counter"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (
            2,
            "mystery: say whom the auditor plays\n  --scenario is one of `first-dog`, `first-dog-young` and `cat-for-company`\n"
        )
    );
    let run = mystery.run_with(["standard", "brief", "adoption-counter", "--scenario", "dog"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("has no scenario `dog`"),
        "{}",
        run.stderr
    );
    let run = mystery.run_with(["standard", "brief", "quick-check"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = mystery.run_with([
        "standard",
        "brief",
        "adoption-counter",
        "--scenario",
        "first-dog",
        "--format",
        "markdown",
    ]);
    assert!(
        run.stdout.contains("You are: parent with a child."),
        "{}",
        run.stdout
    );
}
