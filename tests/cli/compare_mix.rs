//! The verdicts of `mystery compare` where the sides were visited in other ways.

use mystery_shop::model::visit::{Channel, Role, Visit, VisitId};
use serde_json::Value;

use super::compare_verdicts::{compared, own, rival, row, scores, side};
use crate::harness::{Mystery, flat};
use crate::rows::{METER, YES_NO, csv};

#[test]
fn kidney_stones_over_the_same_mix() {
    let cell = |name, role, channel, yes: usize, of: usize| {
        let answers: Vec<f64> = (0..of).map(|at| f64::from(u8::from(at < yes))).collect();
        let mut visits = side(YES_NO, name, role, "Main", &answers);
        for visit in &mut visits {
            visit.facts.channel = Some(channel);
            let id = format!("{}-{}", visit.facts.id, channel.name().replace('_', ""));
            visit.facts.id = VisitId::new(&id).unwrap();
        }
        visits
    };
    // Charig 1986, as told by Julious and Mullee 1994: small stones by phone, large in person.
    let visits = [
        cell("Us", Role::Own, Channel::Phone, 81, 87),
        cell("Us", Role::Own, Channel::InPerson, 192, 263),
        cell("Them", Role::Competitor, Channel::Phone, 234, 270),
        cell("Them", Role::Competitor, Channel::InPerson, 55, 80),
    ]
    .concat();
    let all = scores(YES_NO, &visits, &[]);
    let total = row(&all, "total", "Them");
    assert_eq!(total["why"], "not_comparable");
    assert_eq!(total["gap_to_own"], -0.045_714_286);
    let even = row(&all, "same_mix", "Them");
    // By hand, each size counting alike: (.931034 - .866667 + .730038 - .6875) / 2, and theirs
    // (.866667 + .6875) / 2.
    assert_eq!(even["gap_to_own"], 0.053_452_919);
    assert_eq!(even["mean"], 0.777_083_333);
    let run = compared(YES_NO, &visits, &[]);
    insta::assert_snapshot!("same_mix", run.stdout);
    // Where nothing is in common, that is said.
    let apart = [
        cell("Us", Role::Own, Channel::Phone, 8, 10),
        cell("Them", Role::Competitor, Channel::InPerson, 5, 10),
    ]
    .concat();
    let run = compared(YES_NO, &apart, &[]);
    let said_whole = flat(&run.stdout);
    let said = "You and Them were visited in other ways of contact, with too little in common to even out: part of the gap may come from that.";
    assert!(said_whole.contains(said), "{said_whole}");
}

/// Visits by a channel, with ids of their own.
pub(crate) fn by_channel(channel: Channel, mut visits: Vec<Visit>) -> Vec<Visit> {
    for visit in &mut visits {
        visit.facts.channel = Some(channel);
        let id = format!("{}-{}", visit.facts.id, channel.name().replace('_', ""));
        visit.facts.id = VisitId::new(&id).unwrap();
    }
    visits
}

#[test]
fn what_one_side_lacks_belongs_to_the_mix_and_the_gap_shown_is_the_one_that_is_tested() {
    use Channel::{InPerson, Phone};
    let visits = [
        by_channel(
            Phone,
            own(&[0.78, 0.80, 0.82, 0.80, 0.78, 0.82, 0.80, 0.80].repeat(2)),
        ),
        by_channel(
            InPerson,
            own(&[0.08, 0.10, 0.12, 0.10, 0.10, 0.10, 0.10].repeat(2)),
        ),
        by_channel(
            Phone,
            rival("Them", &[0.68, 0.70, 0.72, 0.70, 0.70].repeat(5)),
        ),
    ]
    .concat();
    let json = compared(METER, &visits, &["--format", "json"]).stdout;
    let whole: Value = serde_json::from_str(&json).unwrap();
    let mix = &whole["mixes"][0];
    // By hand: (16 × .80 + 14 × .10)/30 - .70 as visited, .80 - .70 by phone.
    assert_eq!(mix["gap_to_own"], -0.226_666_667);
    assert_eq!(mix["gap_over_same_mix"], 0.1);
    assert_eq!(mix["plain_gap_misleads"], true);
    assert_eq!(mix["mix_effect"], -0.326_666_667);
    let all = whole["scores"].as_array().unwrap();
    assert_eq!(row(all, "total", "Them")["gap_to_own"], mix["gap_to_own"]);
    assert_eq!(row(all, "total", "Them")["verdict"], "cannot_tell");
    let even = row(all, "same_mix", "Them");
    assert_eq!(
        (&even["verdict"], &even["n_units"]),
        (&"clear".into(), &25.into())
    );
    // No section or item is clear while the mix makes its gap.
    let section = row(all, "section", "Them");
    assert_eq!(section["verdict"], "leaning");
    assert_eq!(section["held_back"], "visits_mixed_otherwise");
    let said = flat(&compared(METER, &visits, &[]).stdout);
    assert!(
        said.contains("- Them, at this site: clear. You are 10.0 points ahead"),
        "{said}"
    );
    assert!(!said.contains("points behind"), "{said}");
}

#[test]
fn a_kind_of_visit_that_came_up_once_blocks_nothing_and_within_a_channel_no_mix_misleads() {
    use Channel::{Chat, Email, Phone};
    let level = |base: f64, n: usize| -> Vec<f64> {
        let steps = [0.0, 0.01, 0.02, 0.03, 0.04].iter().cycle().take(n);
        steps.map(|step| base + step).collect()
    };
    let visits = [
        by_channel(Phone, own(&level(0.8, 25))),
        by_channel(Email, own(&level(0.4, 5))),
        by_channel(Chat, own(&[0.6])),
        by_channel(Phone, rival("Them", &level(0.7, 5))),
        by_channel(Email, rival("Them", &level(0.3, 25))),
        by_channel(Chat, rival("Them", &[0.5])),
    ]
    .concat();
    let all = scores(METER, &visits, &["--by", "channel"]);
    let even = row(&all, "same_mix", "Them");
    assert_eq!(even["gap_to_own"], 0.1);
    assert_eq!(even["verdict"], "clear");
    // By hand and scipy: s² is .005/24 (25 of them) and .00025 (five); λ = 1/9, Σ(n - 1) = 28; each side
    // v = (1/225 + 24/252)·.005/24 + (1/45 + 4/252)·.00025, Satterthwaite's degrees.
    assert_eq!(even["low"], 0.0843);
    assert_eq!(even["high"], 0.1157);
    for channel in ["phone", "email"] {
        let of_group = |row: &&Value| {
            row["level"] == "total" && row["group"] == channel && row["organisation"] == "Them"
        };
        let total = all.iter().find(of_group).unwrap();
        assert_eq!(total["verdict"], "clear", "{total}");
    }
}

#[test]
fn over_the_same_mix_the_site_is_the_unit_from_five_sites_on() {
    use Channel::{Email, Phone};
    // Six sites a side whose levels differ widely; few visits of each kind.
    let levels = [0.62, 0.70, 0.78, 0.55, 0.66, 0.74];
    let chain = |name: &str, role, shift: f64, [phone, email]: [usize; 2]| -> Vec<Visit> {
        let sites = levels.iter().enumerate();
        sites
            .flat_map(|(at, level)| {
                let site = char::from(b'A' + u8::try_from(at).unwrap()).to_string();
                let visits = |level: f64, n: usize| {
                    let totals = [level + shift, level + shift + 0.02];
                    side(METER, name, role, &site, &totals.repeat(n / 2))
                };
                [
                    by_channel(Phone, visits(*level, phone)),
                    by_channel(Email, visits(level - 0.3, email)),
                ]
                .concat()
            })
            .collect()
    };
    let visits = [
        chain("Us", Role::Own, 0.04, [8, 4]),
        chain("Them", Role::Competitor, 0.0, [4, 8]),
    ]
    .concat();
    let all = scores(METER, &visits, &[]);
    let even = row(&all, "same_mix", "Them");
    assert_eq!(
        (&even["unit"], &even["n_units"]),
        (&"site".into(), &6.into())
    );
    assert_eq!(even["gap_to_own"], 0.04);
    // All sites have the same mix, so a side is six levels: by hand s² of them over six, twice, ten
    // degrees of freedom.
    assert_eq!(even["low"], -0.0672);
    assert_eq!(even["high"], 0.1472);
    assert_eq!(even["why"], "unsettled");
    let run = compared(METER, &visits, &[]);
    assert!(
        flat(&run.stdout).contains("Them, this organisation: can't tell yet."),
        "{}",
        run.stdout
    );
    assert!(
        flat(&run.stdout).contains("more sites to"),
        "{}",
        run.stdout
    );
}

#[test]
fn all_competitors_of_a_row_are_one_family_whatever_mix_they_are_judged_by() {
    use Channel::{Email, Phone};
    let phone = [0.80, 0.84, 0.76, 0.82, 0.78, 0.80, 0.85, 0.75];
    let email = [0.60, 0.64, 0.56, 0.62];
    let moved = |totals: &[f64], by: f64| -> Vec<f64> { totals.iter().map(|it| it - by).collect() };
    let like = |name: &str| {
        let (phone, email) = (moved(&phone, 0.02), moved(&email, 0.02));
        [
            by_channel(Phone, rival(name, &phone)),
            by_channel(Email, rival(name, &email)),
        ]
        .concat()
    };
    let other = [
        by_channel(Phone, rival("A", &moved(&email, -0.17))),
        by_channel(Email, rival("A", &moved(&phone, 0.23))),
    ];
    let ours = [
        by_channel(Phone, own(&phone)),
        by_channel(Email, own(&email)),
    ]
    .concat();
    let alone = [ours.clone(), other.concat()].concat();
    let among = [alone.clone(), like("B"), like("C")].concat();
    let p = |visits: &[Visit]| {
        let said = compared(METER, visits, &["--explain", "--format", "terminal"]).stdout;
        let line = said.split("Against A").nth(1).unwrap();
        let line = line
            .lines()
            .find(|line| line.starts_with("Over the same mix"))
            .unwrap();
        let p = line
            .split_whitespace()
            .find(|word| word.starts_with('.'))
            .unwrap();
        p.parse::<f64>().unwrap()
    };
    assert!(p(&alone) > 0.01, "{}", p(&alone));
    assert!(
        (p(&among) - 3.0 * p(&alone)).abs() < 0.002,
        "{} {}",
        p(&alone),
        p(&among)
    );
}

#[test]
fn capitals_in_an_auditors_code_make_no_other_person() {
    let by = |auditor: &str, mut visits: Vec<Visit>| {
        for visit in &mut visits {
            visit.facts.auditor = auditor.into();
        }
        visits
    };
    let high = [0.80, 0.82, 0.84, 0.86, 0.88, 0.90];
    let low = [0.60, 0.62, 0.64, 0.66, 0.68, 0.70];
    let visits = [by("m3", own(&high)), by("M3", rival("Them", &low))].concat();
    let all = scores(METER, &visits, &[]);
    let total = row(&all, "total", "Them");
    assert_eq!(
        (&total["verdict"], &total["held_back"]),
        (&"clear".into(), &Value::Null)
    );
    let run = compared(METER, &visits, &[]);
    assert!(run.stdout.contains(" by 1 auditor."), "{}", run.stdout);
}

#[test]
fn types_of_site_are_evened_out_where_the_programme_tells_them() {
    let at = |name, role, site: &str, totals: &[f64]| side(METER, name, role, site, totals);
    let visits = [
        at("Us", Role::Own, "Clinic", &[0.9, 0.92, 0.94]),
        at("Us", Role::Own, "Yard", &[0.5, 0.52, 0.54, 0.5, 0.52, 0.54]),
        at(
            "Them",
            Role::Competitor,
            "Surgery",
            &[0.9, 0.92, 0.94, 0.9, 0.92, 0.94],
        ),
        at("Them", Role::Competitor, "Pound", &[0.5, 0.52, 0.54]),
    ]
    .concat();
    let programme = "schema: 1
organisation: Us
sites: [{name: Clinic, type: clinic}, {name: Yard, type: shelter}]
competitors: [{name: Them, sites: [{name: Surgery, type: clinic}, {name: Pound, type: shelter}]}]
";
    let mystery = Mystery::new()
        .file("ledger/mystery.yaml", programme)
        .file("visits.csv", csv(&visits))
        .file("standards/kiosk.yaml", METER)
        .args(["compare", "visits.csv"]);
    let said_whole = flat(&mystery.run().stdout);
    let said = "The plain gap to Them, -13.3 points, would mislead: you were visited in another mix of types of site than they, which makes -13.3 of it. Over the same mix, each kind of visit counting alike, the gap is 0.0.";
    assert!(said_whole.contains(said), "{said_whole}");
}
