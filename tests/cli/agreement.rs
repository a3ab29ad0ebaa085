//! `mystery agreement`: figures of papers and by hand, from the CSV of visits to what is printed.

use mystery_shop::model::share::Credit;
use mystery_shop::model::visit::{Name, Role, Visit, VisitId};
use serde_json::Value;

use crate::harness::{Mystery, Run, says};
use crate::rows::{METER, csv, files, json_of_visits, run_on_visits, standard, visit};

const DESK: &str = "\
id: kiosk
version: 1.0.0
title: Desk visit
sections:
  all:
    title: All
    items:
      even: Was it calm?
      skewed: Were you greeted?
      passed: {ask: How often were you passed on?, up_to: [0, 1]}
";

/// The `n`th contact as two people scored it.
fn contact(n: usize, first: &str, second: &str) -> [Visit; 2] {
    let when = format!(
        "{}-{:02}-{:02}",
        2024 + n / 336,
        1 + n / 28 % 12,
        1 + n % 28
    );
    let desk = standard(DESK);
    let mut one = visit(&desk, "Us", Role::Own, &when, first);
    let mut other = visit(&desk, "Us", Role::Own, &when, second);
    one.facts.auditor = "seven".into();
    other.facts.auditor = "eight".into();
    other.facts.id = one.facts.id.with_second('b');
    [one, other]
}

fn word(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// Two tables of a hundred with 85 the same each: 40, 9, 6 and 45; 80, 10, 5 and 5.
fn paradox() -> Vec<Visit> {
    let cell = |n: usize, cells: [usize; 3]| match n {
        n if n < cells[0] => (true, true),
        n if n < cells[0] + cells[1] => (true, false),
        n if n < cells[0] + cells[1] + cells[2] => (false, true),
        _ => (false, false),
    };
    let of = |n: usize| {
        let (even, skewed) = (cell(n, [40, 9, 6]), cell(n, [80, 10, 5]));
        let answers =
            |even, skewed| format!("even={}|skewed={}|passed=0", word(even), word(skewed));
        contact(n, &answers(even.0, skewed.0), &answers(even.1, skewed.1))
    };
    (0..100).flat_map(of).collect()
}

fn run(mystery: &mut Mystery, arguments: &[&str]) -> Run {
    run_on_visits(mystery, "agreement", arguments)
}

fn json(mystery: &mut Mystery) -> Value {
    json_of_visits(mystery, "agreement", &[])
}

#[test]
fn the_paradox_of_high_agreement_shows_in_both_coefficients() {
    // Feinstein and Cicchetti 1990. By hand: AC1 with p_e = 2pi(1-pi), pi = .475 and .875; alpha with
    // D_e = 2 x 95 x 105 / (200 x 199) and 2 x 175 x 25 / (200 x 199), D_o = .15.
    let mut mystery = files(DESK, &paradox());
    let whole = json(&mut mystery);
    let item = |id: &str| -> String {
        let items = whole["items"].as_array().unwrap();
        let item = items.iter().find(|it| it["item"] == id).unwrap();
        let told = [
            "n_contacts",
            "n_same",
            "same",
            "alpha",
            "ac1",
            "lean",
            "mend",
        ];
        serde_json::to_string(&told.map(|key| &item[key])).unwrap()
    };
    assert_eq!(
        item("even"),
        r#"[100,85,0.85,0.7008,0.7007,"both_ways",false]"#
    );
    assert_eq!(
        item("skewed"),
        r#"[100,85,0.85,0.3177,0.808,"both_ways",false]"#
    );
    // All alike: the share alone.
    assert_eq!(item("passed"), r#"[100,100,1,null,1,"too_few",false]"#);
    let shown = run(&mut mystery, &["--explain"]);
    says(
        &shown,
        "100 contacts were scored twice. Of 300 answers that both gave, 90.0 % were the same.",
    );
    insta::assert_snapshot!("agreement", shown.snapshot(&mystery));
}

#[test]
fn one_contact_lists_what_differs_without_saying_who() {
    let visits = contact(
        0,
        "even=yes|skewed=yes|passed=0",
        "even=yes|skewed=no|passed=1",
    );
    let mut mystery = files(DESK, &visits).env("COLUMNS", "44");
    let shown = run(&mut mystery, &[]);
    says(
        &shown,
        "1 contact was scored twice. Of 3 answers that both gave, 33.3 % were the same.",
    );
    says(
        &shown,
        "from 5 contacts scored twice on it can be said; 4 more to go.",
    );
    says(&shown, "Were you greeted? yes / no");
    assert!(!shown.stdout.contains("seven") && !shown.stdout.contains("eight"));
    insta::assert_snapshot!("agreement_one_44", shown.snapshot(&mystery));
    let none = run(&mut files(DESK, &visits[..1]), &[]);
    says(&none, "No contact was scored by two people yet");
}

#[test]
fn items_whose_wording_leaves_room_are_told_from_a_kind_person() {
    // In six contacts: calm differs both ways, greeted three times with the same one kinder.
    let given = |n: usize| {
        let calm = [
            (true, false),
            (false, true),
            (true, false),
            (true, true),
            (true, true),
            (true, true),
        ];
        let greeted = if n < 3 { (true, false) } else { (true, true) };
        let answers =
            |even, skewed| format!("even={}|skewed={}|passed=0", word(even), word(skewed));
        contact(
            n,
            &answers(calm[n].0, greeted.0),
            &answers(calm[n].1, greeted.1),
        )
    };
    let visits: Vec<Visit> = (0..6).flat_map(given).collect();
    let mut mystery = files(DESK, &visits);
    let shown = run(&mut mystery, &[]);
    says(&shown, "Was it calm? 3 of 6 18.8 to 81.2 mend the wording");
    says(
        &shown,
        "Were you greeted? 3 of 6 18.8 to 81.2 one person is kinder each time: talk it through",
    );
}

/// A visit to a site with a total.
fn rated(site: &str, auditor: &str, n: usize, total: f64) -> Visit {
    let when = format!("2026-{:02}-{:02}", 1 + n / 28, 1 + n % 28);
    let mut visit = visit(&standard(METER), "Us", Role::Own, &when, "it=20");
    visit.facts.site = Name::new(site).unwrap();
    visit.facts.auditor = auditor.into();
    visit.facts.id =
        VisitId::new(&format!("{}-{}{n}", visit.facts.id, site.to_lowercase())).unwrap();
    visit.answers[0].credit = Credit::new(total);
    visit
}

#[test]
fn how_many_visits_make_a_site_reliable_is_worked_out() {
    // By hand: means .5 to .9, visits .1 to either side: MSB .05, MSW .02, so .015 of .035 is the site;
    // 4/3 of 7/3, 4 and 9 visits.
    let mut visits = Vec::new();
    for n in 0..5_u8 {
        let mean = 0.5 + 0.1 * f64::from(n);
        for (at, total) in [mean - 0.1, mean + 0.1].into_iter().enumerate() {
            visits.push(rated(
                &format!("S{n}"),
                "a1",
                usize::from(n) * 2 + at,
                total,
            ));
        }
    }
    let mut mystery = files(METER, &visits);
    let overall = &json(&mut mystery)["overall"][0];
    let told = [
        "reliability",
        "n_sites",
        "one_visit",
        "usual_visits",
        "visits_for_70",
        "visits_for_80",
        "visits_for_90",
    ];
    assert_eq!(
        serde_json::to_string(&told.map(|key| &overall[key])).unwrap(),
        r#"["apart",5,0.4286,2,4,6,12]"#
    );
    says(
        &run(&mut mystery, &[]),
        "From 5 sites: of what one visit says, 42.9 % is the site and the rest is the day, the hour and who was there. A site's mean of 2 visits does not tell sites apart yet. To tell sites apart roughly takes 4 visits to each, well 6, to rank them or pay by them 12.",
    );
    let few = run(&mut files(METER, &visits[..4]), &[]);
    says(
        &few,
        "Can't tell yet: 2 sites have two visits or more; from 5 sites on",
    );
}

#[test]
fn who_is_kinder_on_the_same_sites_is_told_from_five_visits_on() {
    // By hand: b1 scores .18 or .22 higher at six sites, so .1 above their middle; residual .0012 on
    // 5 degrees of freedom, variance of the bias .00024/12, t .975 at 5 is 2.5706.
    let mut visits = Vec::new();
    for n in 0..6 {
        let site = format!("S{n}");
        let low = 0.4 + if n % 2 == 0 { 0.02 } else { 0.0 };
        let high = if n % 2 == 0 { low + 0.18 } else { low + 0.22 };
        visits.push(rated(&site, "a1", n * 2, low));
        visits.push(rated(&site, "b1", n * 2 + 1, high));
    }
    // One who was there four times is not told of.
    visits.extend((0..4).map(|n| rated(&format!("S{n}"), "c1", 40 + n, 0.5)));
    let mut mystery = files(METER, &visits[..12]);
    let auditors = json(&mut mystery)["auditors"].clone();
    let told = ["auditor", "n_visits", "kinder", "low", "high", "verdict"];
    assert_eq!(
        serde_json::to_string(&told.map(|key| &auditors[0][key])).unwrap(),
        r#"["b1",6,0.1,0.0885,0.1115,"clear"]"#
    );
    let with_third = run(&mut files(METER, &visits), &[]);
    assert!(!with_third.stdout.contains("c1"), "{}", with_third.stdout);
    says(
        &with_third,
        "1 auditor with fewer than 5 such visits is not shown.",
    );
}

#[test]
fn the_order_of_rows_and_files_changes_no_byte() {
    let mut visits: Vec<Visit> = paradox().into_iter().take(80).collect();
    for (n, visit) in visits.iter_mut().enumerate() {
        visit.facts.site = Name::new(&format!("Site {}", n / 2 % 7)).unwrap();
    }
    let mut mystery = files(DESK, &visits);
    let formats = ["terminal", "markdown", "csv", "json"];
    let whole = formats.map(|format| run(&mut mystery, &["--explain", "--format", format]).stdout);
    visits.reverse();
    mystery.write("visits.csv", csv(&visits[33..]));
    mystery.write("more.csv", csv(&visits[..33]));
    for (format, whole) in formats.iter().zip(whole) {
        let parts = run(&mut mystery, &["more.csv", "--explain", "--format", format]).stdout;
        assert!(parts == whole, "{format}");
    }
}
