//! The verdicts of `mystery compare`: figures worked by hand or taken from elsewhere, from the CSV of
//! visits to what is printed, and the words for each reason.

use mystery_shop::model::share::Credit;
use mystery_shop::model::visit::{Channel, Name, Role, Visit, VisitId};
use serde_json::Value;

use crate::harness::{Mystery, Run, flat};
use crate::rows::{METER, YES_NO, csv, files, standard, visit};

/// Visits of one side, one for each total.
fn side(yaml: &str, organisation: &str, role: Role, site: &str, totals: &[f64]) -> Vec<Visit> {
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

fn scores(yaml: &str, visits: &[Visit], arguments: &[&str]) -> Vec<Value> {
    let json = [arguments, &["--format", "json"]].concat();
    let whole: Value = serde_json::from_str(&compared(yaml, visits, &json).stdout).unwrap();
    whole["scores"].as_array().unwrap().clone()
}

/// The row of a level for a competitor.
fn row<'v>(scores: &'v [Value], level: &str, organisation: &str) -> &'v Value {
    let is_it = |row: &&Value| row["level"] == level && row["organisation"] == organisation;
    scores.iter().find(is_it).expect("the row is there")
}

/// Level, lower end, upper end, verdict and why of the total against Them.
#[track_caller]
fn check(visits: &[Visit], expected: (Option<f64>, Option<f64>, &str, Option<&str>), said: &str) {
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
fn clustered_visits_get_the_interval_of_the_oracle() {
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/oracles/clustered_comparison.json"
    ));
    let oracle: Value = serde_json::from_str(&text.unwrap()).unwrap();
    let case = oracle["cases"].as_array().unwrap().iter();
    let case = case
        .clone()
        .find(|case| case["id"] == "own_comp_sites")
        .unwrap();
    let visits = |key: &str, name: &str, role| -> Vec<Visit> {
        let sites = case[key].as_array().unwrap().iter().enumerate();
        sites
            .flat_map(|(at, totals)| {
                let totals = totals.as_array().unwrap().iter();
                let totals: Vec<f64> = totals.map(|it| it.as_f64().unwrap()).collect();
                side(METER, name, role, ["A", "B", "C", "D", "E"][at], &totals)
            })
            .collect()
    };
    let visits = [
        visits("own", "Us", Role::Own),
        visits("comp", "Them", Role::Competitor),
    ]
    .concat();
    let all = scores(METER, &visits, &["--about", "organisation"]);
    let total = row(&all, "total", "Them");
    let expected = &case["expected"];
    let printed = |end: usize| (expected["ci95"][end].as_f64().unwrap() * 1e4).round() / 1e4;
    assert_eq!(total["low"].as_f64(), Some(printed(0)));
    assert_eq!(total["high"].as_f64(), Some(printed(1)));
    let gap = total["gap_to_own"].as_f64().unwrap();
    assert!((gap - expected["diff"].as_f64().unwrap()).abs() < 1e-9);
    assert_eq!(
        (&total["unit"], &total["why"]),
        (&"site".into(), &"too_few".into())
    );
    let run = compared(METER, &visits, &["--about", "organisation", "--explain"]);
    assert!(
        flat(&run.stdout).contains("-8.7 to +26.1"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("Them: 1 more site gives a first verdict;"),
        "{}",
        run.stdout
    );
    // Five sites of ours are a sample of more; four of theirs are what was seen.
    let all = scores(METER, &visits, &[]);
    assert_eq!(row(&all, "total", "Them")["unit"], "visit");
    let run = compared(METER, &visits, &["--about", "sites"]);
    assert!(
        run.stdout.contains("Them, at these sites: "),
        "{}",
        run.stdout
    );
}

/// Two chains of six sites, each visited twice.
fn chains() -> Vec<Visit> {
    let sites = |name: &str, role, base: f64| -> Vec<Visit> {
        let site = |n: u8| {
            let letter = char::from(b'A' + n).to_string();
            let level = base + f64::from(n) / 100.0;
            side(METER, name, role, &letter, &[level, level + 0.02])
        };
        (0..6).flat_map(site).collect()
    };
    [
        sites("Us", Role::Own, 0.8),
        sites("Them", Role::Competitor, 0.5),
    ]
    .concat()
}

/// The file `visits.csv` of two chains, for whoever wants a league.
pub(crate) fn league_files() -> Mystery {
    files(METER, &chains())
}

#[test]
fn an_organisation_of_many_sites_is_spoken_of_as_one() {
    let visits = chains();
    let run = compared(METER, &visits, &[]);
    assert!(
        run.stdout.contains("- Them, this organisation: clear."),
        "{}",
        run.stdout
    );
    let run = compared(METER, &visits, &["--by", "site"]);
    insta::assert_snapshot!("league", run.stdout);
    // Sites that differ by luck alone cannot be ranked.
    let luck = |n: u8| {
        side(
            METER,
            "Us",
            Role::Own,
            &char::from(b'A' + n).to_string(),
            &[0.5, 0.9, 0.5, 0.9],
        )
    };
    let visits: Vec<Visit> = (0..5).flat_map(luck).collect();
    let run = compared(METER, &visits, &["--by", "site"]);
    let said = "The sites cannot be ranked: they differ no more than luck would make them.";
    assert!(run.stdout.contains(said), "{}", run.stdout);
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

const WAY: &str = "\
id: kiosk
version: 1.0.0
title: Way
scoring: {target: 85}
sections:
  all:
    title: All
    items:
      hello: {ask: Did they say hello?, tags: {stage: rapport, facet: script}}
      smile: {ask: Did they smile?, tags: {stage: rapport, facet: care}}
      named: {ask: Did they name a next step?, tags: {stage: closing, facet: script}}
      thanks: {ask: Did they thank you?, tags: {stage: closing, facet: care}}
";

fn ways() -> Vec<Visit> {
    let standard = standard(WAY);
    let sides = [
        ("Us", Role::Own, "hello=no|smile=yes|named=no|thanks=yes"),
        (
            "Robots",
            Role::Competitor,
            "hello=yes|smile=no|named=yes|thanks=no",
        ),
        (
            "Stars",
            Role::Competitor,
            "hello=yes|smile=yes|named=yes#She wrote the day on a card.|thanks=yes",
        ),
        (
            "Lost",
            Role::Competitor,
            "hello=no|smile=no|named=no|thanks=no",
        ),
    ];
    let of_side = |(name, role, answers): &(&str, Role, &str)| -> Vec<Visit> {
        let one = |n: u32| {
            let when = format!("2026-11-{:02}", n + 1);
            // Once each the other way round, so that there is some spread.
            let answers = if n == 5 && *name == "Us" {
                answers.replace("thanks=yes", "thanks=no")
            } else {
                (*answers).to_owned()
            };
            visit(&standard, name, *role, &when, &answers)
        };
        (0..6).map(one).collect()
    };
    sides.iter().flat_map(of_side).collect()
}

#[test]
fn script_and_care_make_a_picture_of_each_site() {
    let run = compared(WAY, &ways(), &["--by", "tag:facet"]);
    insta::assert_snapshot!("script_and_care", run.stdout);
}

#[test]
fn the_stage_at_which_customers_are_lost_is_named() {
    let run = compared(WAY, &ways(), &["--by", "tag:stage"]);
    insta::assert_snapshot!("where_lost", run.stdout);
}

#[test]
fn best_things_come_first_and_what_to_copy_with_its_words() {
    let run = compared(WAY, &ways(), &[]);
    insta::assert_snapshot!("best_first", run.stdout);
    let own_alone: Vec<Visit> = ways()
        .into_iter()
        .filter(|it| it.facts.role == Role::Own)
        .collect();
    let run = compared(WAY, &own_alone, &[]);
    insta::assert_snapshot!("own_alone", run.stdout);
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let visits = ways();
    let backwards: Vec<Visit> = visits.iter().rev().cloned().collect();
    for by in [
        &["--explain"][..],
        &["--by", "site"],
        &["--by", "tag:facet"],
        &["--by", "tag:stage"],
    ] {
        for format in ["terminal", "json", "csv"] {
            let arguments = [by, &["--format", format]].concat();
            let [one, other] = [&visits, &backwards].map(|it| compared(WAY, it, &arguments).stdout);
            assert_eq!(one, other, "{arguments:?}");
        }
    }
}
