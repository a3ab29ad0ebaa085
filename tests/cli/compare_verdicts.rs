//! The verdicts of `mystery compare`: figures worked by hand or taken from elsewhere, from the CSV of
//! visits to what is printed, and the words for each reason.

use mystery_shop::model::share::Credit;
use mystery_shop::model::visit::{Name, Role, Visit, VisitId};
use serde_json::Value;

use crate::harness::{Mystery, Run, flat};
use crate::rows::{METER, YES_NO, csv, files, standard, visit};

/// Visits of one side, one for each total.
pub(crate) fn side(
    yaml: &str,
    organisation: &str,
    role: Role,
    site: &str,
    totals: &[f64],
) -> Vec<Visit> {
    let standard = standard(yaml);
    let rated = |(n, total): (usize, &f64)| {
        let when = format!("2026-{:02}-{:02}", 1 + n / 28 % 12, 1 + n % 28);
        let answer = match yaml {
            YES_NO if *total > 0.5 => "it=yes",
            YES_NO => "it=no",
            _ => "it=20",
        };
        let mut visit = visit(&standard, organisation, role, &when, answer);
        visit.facts.site = Name::new(site).unwrap();
        visit.facts.id =
            VisitId::new(&format!("{}-{}{n}", visit.facts.id, site.to_lowercase())).unwrap();
        visit.answers[0].credit = Credit::new(*total);
        visit
    };
    totals.iter().enumerate().map(rated).collect()
}

pub(crate) fn own(totals: &[f64]) -> Vec<Visit> {
    side(METER, "Us", Role::Own, "Main", totals)
}

pub(crate) fn rival(name: &str, totals: &[f64]) -> Vec<Visit> {
    side(METER, name, Role::Competitor, "Main", totals)
}

pub(crate) fn compared(yaml: &str, visits: &[Visit], arguments: &[&str]) -> Run {
    let compare = ["compare", "visits.csv"].iter().chain(arguments).copied();
    let run = files(yaml, visits).args(compare).run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    run
}

/// Visits of one side to sites A, B and so on.
pub(crate) fn at_sites(name: &str, role: Role, sites: &[&[f64]]) -> Vec<Visit> {
    let sites = ('A'..).zip(sites);
    sites
        .flat_map(|(site, totals)| side(METER, name, role, &site.to_string(), totals))
        .collect()
}

pub(crate) fn scores(yaml: &str, visits: &[Visit], arguments: &[&str]) -> Vec<Value> {
    let json = [arguments, &["--format", "json"]].concat();
    let whole: Value = serde_json::from_str(&compared(yaml, visits, &json).stdout).unwrap();
    whole["scores"].as_array().unwrap().clone()
}

/// The row of a level for a competitor.
pub(crate) fn row<'v>(scores: &'v [Value], level: &str, organisation: &str) -> &'v Value {
    let is_it = |row: &&Value| row["level"] == level && row["organisation"] == organisation;
    scores.iter().find(is_it).expect("the row is there")
}

/// Level, lower end, upper end, verdict and why of the total against Them.
#[track_caller]
pub(crate) fn check(
    visits: &[Visit],
    expected: (Option<f64>, Option<f64>, &str, Option<&str>),
    said: &str,
) {
    let all = scores(METER, visits, &[]);
    let total = row(&all, "total", "Them");
    assert_eq!(
        (
            total["low"].as_f64(),
            total["high"].as_f64(),
            total["verdict"].as_str().unwrap(),
            total["why"].as_str()
        ),
        expected
    );
    let run = compared(METER, visits, &[]);
    let said_whole = flat(&run.stdout);
    assert!(said_whole.contains(said), "{}", run.stdout);
}

#[test]
fn six_against_six_by_hand() {
    // Means .85 and .65; both spread .01, .03, .05 to either side: s² = .007/5 = .0014, so
    // se² = .0028/6 and se = .0216025; 10 degrees of freedom, t = 2.228139: .2 ± .048133. The pool
    // has 10 degrees and the same s²: the floor changes nothing.
    let high = [0.80, 0.82, 0.84, 0.86, 0.88, 0.90];
    let low = [0.60, 0.62, 0.64, 0.66, 0.68, 0.70];
    check(
        &[own(&high), rival("Them", &low)].concat(),
        (Some(0.1519), Some(0.2481), "clear", None),
        "Them, at this site: clear. You are 20.0 points ahead, likely 15.2 to 24.8.",
    );
    check(
        &[own(&low), rival("Them", &high)].concat(),
        (Some(-0.2481), Some(-0.1519), "clear", None),
        "Them, at this site: clear. You are 20.0 points behind, likely 15.2 to 24.8.",
    );
}

#[test]
fn below_ten_degrees_nothing_is_clearer_than_leaning() {
    // Five and five: 8 degrees. By hand: s² = .001/4, se² = .0005/5 = .0001, t = 2.306004.
    let high = [0.88, 0.89, 0.90, 0.91, 0.92];
    let low = [0.78, 0.79, 0.80, 0.81, 0.82];
    check(
        &[own(&high), rival("Them", &low)].concat(),
        (Some(0.0769), Some(0.1231), "leaning", None),
        "Them, at this site: leaning. You look 10.0 points ahead, which is not certain yet: likely 7.7 to 12.3. Nothing can be clearer until 2 more visits, on either side, show how much visits usually vary.",
    );
}

#[test]
fn with_three_there_is_an_interval_and_no_word() {
    // By hand: s² of .7 .8 .9 is .01, of the others .01; se² = .02/3, 4 degrees, t = 2.776445.
    check(
        &[own(&[0.7, 0.8, 0.9]), rival("Them", &[0.5, 0.6, 0.7])].concat(),
        (Some(-0.0267), Some(0.4267), "cannot_tell", Some("too_few")),
        "- Us: 2 more visits give a first verdict. - Them: 2 more visits give a first verdict; about 162 each settle a difference of 5 points, if they vary as scores usually do.",
    );
    check(
        &[own(&[0.7, 0.8]), rival("Them", &[0.5, 0.6])].concat(),
        (None, None, "cannot_tell", Some("too_few")),
        "Can't tell yet: 2 of 5 visits done at Us and 2 of 5 visits done at Them.",
    );
}

#[test]
fn what_is_open_says_what_would_settle_it() {
    let wide = [0.3, 0.5, 0.7, 0.9, 0.6, 0.6];
    let other = [0.2, 0.4, 0.6, 0.8, 0.5, 0.5];
    // By hand: both s² = .2/5 = .04, se² = .08/6, 10 degrees: .1 ± 2.228139·.115470. By scipy 58 is the least m
    // with .1 ≥ (t.975 + t.80)·√(.08/(6 + m)) at the 5 + m degrees of either side.
    check(
        &[own(&wide), rival("Them", &other)].concat(),
        (
            Some(-0.1573),
            Some(0.3573),
            "cannot_tell",
            Some("unsettled"),
        ),
        "Them, at this site: can't tell yet. Likely you are anywhere from 15.7 points behind to 35.7 ahead. About 59 more visits to each would settle it.",
    );
}

#[test]
fn nothing_is_said_of_chance_where_nothing_varies() {
    check(
        &[own(&[0.8; 6]), rival("Them", &[0.7; 6])].concat(),
        (None, None, "cannot_tell", Some("no_spread")),
        "Them, at this site: can't tell yet. Every visit scored the same on each side, so chance cannot be judged.",
    );
}

#[test]
fn other_people_on_the_other_side_hold_a_verdict_back() {
    let high = [0.80, 0.82, 0.84, 0.86, 0.88, 0.90];
    let low = [0.60, 0.62, 0.64, 0.66, 0.68, 0.70];
    let by = |auditor: &str, mut visits: Vec<Visit>| {
        for visit in &mut visits {
            visit.facts.auditor = auditor.into();
        }
        visits
    };
    let visits = [own(&high), by("b7", rival("Them", &low))].concat();
    check(
        &visits,
        (Some(0.1519), Some(0.2481), "leaning", None),
        "Whether that is the places or the people cannot be told; let the same person visit both.",
    );
    let run = compared(METER, &visits, &[]);
    let said_whole = flat(&run.stdout);
    assert!(
        said_whole.contains("Different people visited each side: fewer than a third"),
        "{said_whole}"
    );
    assert!(
        said_whole.contains("by 2 auditors, none of them at each side."),
        "{said_whole}"
    );
    let held = scores(METER, &visits, &[]);
    assert_eq!(
        row(&held, "total", "Them")["held_back"],
        "auditors_mixed_up"
    );
    // What would be the same cannot be told at all.
    let even: Vec<f64> = (0..40).map(|n| 0.8 + f64::from(n % 5) / 100.0).collect();
    check(
        &[own(&even), by("b7", rival("Them", &even))].concat(),
        (
            Some(-0.0064),
            Some(0.0064),
            "cannot_tell",
            Some("auditors_mixed_up"),
        ),
        "can't tell yet. Different people visited each side, and people differ too; let the same person visit both.",
    );
    // A third of each side by one who visited both is enough; one of twelve is not, however many there
    // are on the other side.
    let mixed = |n: usize| {
        let mut mine = own(&[&high[..], &high].concat());
        for visit in &mut mine[n..] {
            visit.facts.auditor = "b7".into();
        }
        [mine, rival("Them", &[&low[..], &low].concat())].concat()
    };
    for (n, verdict) in [(4, "clear"), (1, "leaning")] {
        let all = scores(METER, &mixed(n), &[]);
        assert_eq!(row(&all, "total", "Them")["verdict"], verdict);
    }
}

#[test]
fn what_matters_decides_what_is_the_same() {
    let even: Vec<f64> = (0..40).map(|n| 0.8 + f64::from(n % 5) / 100.0).collect();
    let visits = [own(&even), rival("Them", &even)].concat();
    check(
        &visits,
        (Some(-0.0064), Some(0.0064), "same", None),
        "Them, at this site: about the same. The gap is likely smaller than the 5 points that matter: from 0.6 behind to 0.6 ahead.",
    );
    let all = scores(METER, &visits, &["--matters", "0.5"]);
    assert_eq!(row(&all, "total", "Them")["why"], "unsettled");
    let programme = Mystery::new()
        .file("ledger/mystery.yaml", "schema: 1\nmatters: 0.5\n")
        .file("visits.csv", csv(&visits))
        .file("standards/kiosk.yaml", METER)
        .args(["compare", "visits.csv", "--format", "csv"]);
    assert!(programme.run().stdout.contains(",cannot_tell,unsettled,"));
    for wrong in ["0", "101", "five"] {
        let run = Mystery::new().args(["compare", "--matters", wrong]).run();
        assert_eq!(run.status, 2, "{wrong}");
    }
}

#[test]
fn yes_and_no_are_judged_as_shares() {
    let yes = |name, role, n: usize, of: usize| {
        let answers: Vec<f64> = (0..of).map(|at| f64::from(u8::from(at < n))).collect();
        side(YES_NO, name, role, "Main", &answers)
    };
    // 56 of 70 against 48 of 80 (Newcombe 1998b, table II: .0524 to .3339). Agresti and Caffo reach further:
    // 57/72 - 49/82 ± 1.976122·√(.1649/72 + .2405/82) by scipy's t.975 of 148.
    let visits = [
        yes("Us", Role::Own, 56, 70),
        yes("Them", Role::Competitor, 48, 80),
    ]
    .concat();
    let all = scores(YES_NO, &visits, &[]);
    let item = row(&all, "item", "Them");
    assert_eq!(
        (item["low"].as_f64(), item["high"].as_f64()),
        (Some(0.0513), Some(0.3369))
    );
    assert_eq!(item["verdict"], "clear");
    // All against none has no spread, and yet nothing is plainer.
    let visits = [
        yes("Us", Role::Own, 0, 6),
        yes("Them", Role::Competitor, 6, 6),
    ]
    .concat();
    let all = scores(YES_NO, &visits, &[]);
    assert_eq!(row(&all, "item", "Them")["verdict"], "clear");
    let json = compared(YES_NO, &visits, &["--format", "json"]).stdout;
    let whole: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(whole["version"], 1);
    assert_eq!(whole["to_copy"][0]["organisation"], "Them");
    // Wilson's interval of 0 of 6 and 6 of 6, by hand: z²/(6 + z²) = .3903.
    assert_eq!(whole["facts"][0]["yes_high"], 0.3903);
    assert_eq!(whole["facts"][1]["yes_low"], 0.6097);
}

#[test]
fn the_words_of_statistics_come_with_explain_alone() {
    let high = [0.80, 0.82, 0.84, 0.86, 0.88, 0.90];
    let low = [0.60, 0.62, 0.64, 0.66, 0.68, 0.70];
    let visits = [own(&high), rival("Them", &low), rival("Others", &high)].concat();
    let plain = compared(METER, &visits, &[]).stdout;
    for word in [
        "alpha", "Holm", "CR2", "Welch", "Newcombe", "p floor", "variance",
    ] {
        assert!(!plain.contains(word), "{word}: {plain}");
    }
    let explained = compared(METER, &visits, &["--explain"]);
    insta::assert_snapshot!("explained", explained.stdout);
}

#[test]
fn a_wrong_word_for_about_is_told_the_right_ones() {
    let run = Mystery::new().args(["compare", "--about", "towns"]).run();
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("type sites or organisation"),
        "{}",
        run.stderr
    );
}
