//! Every shape that `--format json` prints stands in `src/shapes.md` with its version, its tables and
//! their columns; and nothing stands there that is not printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::cli::compare_sites::league_files;
use crate::cli::standard_versions::waits;
use crate::cli::trend::trend_files;
use crate::harness::Mystery;
use crate::rows::{self, KIOSK};
use crate::sample::{self, OURS, THEIRS};

/// Shape and version, then tables, then columns.
type Shapes = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

fn spelt(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn documented() -> Shapes {
    let page = include_str!("../src/shapes.md").replace("\n  `", " `");
    let mut shapes = Shapes::new();
    let mut shape = None;
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            shape = heading.starts_with('`').then(|| heading.replace('`', ""));
            if let Some(shape) = &shape {
                shapes.insert(shape.clone(), BTreeMap::new());
            }
        } else if let (Some(table), Some(shape)) = (line.strip_prefix("- "), &shape) {
            let mut words = spelt(table).map(ToOwned::to_owned);
            let table = words.next().expect("a table has a name");
            let tables = shapes.get_mut(shape).expect("its heading was read");
            tables.insert(table, words.collect());
        }
    }
    shapes
}

/// Adds what a command prints.
fn add(shapes: &mut Shapes, printed: &str) {
    let json: Json = serde_json::from_str(printed).unwrap_or_else(|e| panic!("{e}: {printed}"));
    let Json::Object(whole) = json else {
        panic!("{printed}")
    };
    let shape = format!("{} {}", whole["shape"].as_str().unwrap(), whole["version"]);
    let tables = shapes.entry(shape).or_default();
    for (name, rows) in &whole {
        if ["shape", "version", "notes"].contains(&name.as_str()) {
            continue;
        }
        let columns = tables.entry(name.clone()).or_default();
        for row in rows.as_array().expect("a table is a list") {
            let row = row.as_object().expect("a row is an object");
            columns.extend(row.keys().cloned());
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_owned();
            (path, to.join(name))
        };
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

#[test]
fn every_shape_is_documented_and_nothing_else() {
    let mut shapes = Shapes::new();
    let mut mystery = Mystery::new()
        .file("bad.yaml", "title: Bad\nitems: {a: A?, a: B?}\n")
        .file("photo.jpg", "x")
        .file("stray/x.txt", "x")
        .file(
            "visit.yaml",
            "organisation: Happy Paws\nvisited: 2026-11-20\nanswers: {named: yes, warm: Kind, respect: yes}\n",
        )
        .file("tiny.yaml", sample::YAML)
        .file("kiosk.yaml", KIOSK)
        .file("standards/kiosk.yaml", KIOSK)
        .file("waits.csv", rows::csv(&waits()))
        .file("kiosks/mystery.yaml", "schema: 1\norganisation: Us\n")
        .file(
            "call.yaml",
            "title: Call\nitems: {rang: {ask: Did they ring back?, promise: true}}\n",
        )
        .file(
            "called.yaml",
            "organisation: Us\nvisited: 2026-11-19\nanswers: {rang: {awaiting: 2 days}}\n",
        );
    for one in waits() {
        let path = format!("kiosks/visits/{}.csv", one.facts.id);
        mystery.write(&path, rows::csv(&[one]));
    }
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &OURS);
    sample::finish(&ledger, &THEIRS);
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kansas-city");
    copy(&example, &mystery.path().join("kc"));
    let mut run = |arguments: &str, status: i32| {
        let words = arguments.split(' ').chain(["--format", "json"]);
        let run = mystery.run_with(words.filter(|word| !word.is_empty()));
        assert_eq!(run.status, status, "{arguments}: {}", run.stderr);
        add(&mut shapes, &run.stdout);
    };
    run("--ledger kc", 0);
    run("visits --ledger kc", 0);
    run("show last --ledger kc", 0);
    run("show last --explain --ledger kc", 0);
    run("compare --ledger kc", 0);
    run("compare --by tag:stage --ledger kc", 0);
    run("compare --by tag:facet --ledger kc", 0);
    run("fairness --ledger kc", 0);
    run("drivers --ledger kc", 0);
    run("plan size --ledger kc", 0);
    run("plan schedule --visits 3 --ledger kc", 0);
    run("trend --per visit --ledger kc", 0);
    run("blind-spots --ledger kc", 0);
    run("agreement --ledger kc", 0);
    run("report --ledger kc", 0);
    run("report --full --ledger kc", 0);
    run("lessons --full --ledger kc", 0);
    run("report last --ledger kc", 0);
    run("standard list", 0);
    run("standard show retail-shop", 0);
    run("standard form retail-shop", 0);
    run("standard brief adoption-counter --scenario first-dog", 0);
    run("standard check bad.yaml quick-check", 1);
    run("standard diff quick-check retail-shop", 0);
    run("standard rescore adoption-counter --ledger kc", 0);
    run("standard raise kiosk.yaml waits.csv", 0);
    run("standard raise adoption-counter --ledger kc", 0);
    run(
        "standard check kiosk.yaml --against-ledger --ledger kiosks",
        0,
    );
    run("standard new mine", 0);
    run("init new --organisation Us", 0);
    run("visit tiny.yaml --answers visit.yaml", 0);
    run("visit call.yaml --answers called.yaml --ledger later", 0);
    run("promises --ledger later", 0);
    run("actions add mend --item named", 0);
    run("correct aaaa named=no --why slip", 0);
    run("attach bbbb respect photo.jpg", 0);
    run("discard aaaa", 0);
    run("discard --undo", 0);
    run("discard --undo aaaa", 0);
    run("export spreadsheets", 0);
    run("man pages", 0);
    run("verify", 0);
    fs::write(ledger.layout().visit(&sample::id(THEIRS.id)), "x").unwrap();
    run("verify", 1);
    let chains = league_files().args("compare visits.csv --by site --format json".split(' '));
    add(&mut shapes, &chains.run().stdout);
    add(
        &mut shapes,
        &trend_files()
            .args(["trend", "visits.csv", "--format", "json"])
            .run()
            .stdout,
    );
    let documented = documented();
    assert_eq!(
        shapes.keys().collect::<Vec<_>>(),
        documented.keys().collect::<Vec<_>>()
    );
    assert_eq!(shapes, documented);
}

#[test]
fn what_was_done_names_visits_and_files() {
    let mut mystery = Mystery::new()
        .file("photo.jpg", "x")
        .file(
            "visit.yaml",
            "organisation: Happy Paws\nvisited: 2026-11-20\nanswers: {named: yes, warm: Kind, respect: yes}\n",
        )
        .file("tiny.yaml", sample::YAML);
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &THEIRS);
    let visits = mystery.ledger().join("visits");
    let mut done = |arguments: &[&str]| -> Json {
        let words = arguments.iter().copied().chain(["--format", "json"]);
        serde_json::from_str(&mystery.run_with(words).stdout).unwrap()
    };

    let attached = done(&["attach", "bbbb", "respect", "photo.jpg"]);
    let revised = format!("{}.r2", THEIRS.id);
    assert_eq!(
        attached["done"],
        serde_json::json!([
            {
                "action": "attached",
                "visit": revised,
                "item": "respect",
                "path": visits.join(format!("evidence/{revised}/photo.jpg")),
            },
            {
                "action": "revised",
                "visit": revised,
                "item": null,
                "path": visits.join(format!("{revised}.csv")),
            },
        ])
    );

    let finished = done(&["visit", "tiny.yaml", "--answers", "visit.yaml"]);
    let row = &finished["done"][0];
    assert_eq!(row["action"], "finished");
    let path = Path::new(row["path"].as_str().unwrap());
    let id = row["visit"].as_str().unwrap();
    assert_eq!(path, visits.join(format!("{id}.csv")));
    assert!(path.is_file());
    assert_eq!(finished["totals"][0]["visit"], id);
    assert_eq!(finished["totals"][0]["total"], 1);
}
