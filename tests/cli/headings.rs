//! Headings and names of sheets in the language asked for.

use std::collections::BTreeSet;
use std::fs;

use super::report::{example, parts};
use crate::harness::{Mystery, Run, flat, hold_against};

/// The headings that there are words for.
const WORDS: &str = include_str!("../../src/report/headings.txt");

/// The organisations of the example: their names are nobody's to translate.
const NAMES: [&str; 3] = ["Kansas City Pets", "City Pound", "Riverside Animal Rescue"];

fn made(mystery: &mut Mystery, arguments: &[&str]) -> Run {
    let folder = example().display().to_string();
    let all = ["--ledger", &folder].into_iter();
    let run = mystery.run_with(all.chain(arguments.iter().copied()));
    assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
    run
}

/// What stands between a beginning tag of a page and its end, whatever its attributes.
fn told<'p>(page: &'p str, tag: &str) -> Vec<&'p str> {
    let begin = format!("<{tag}");
    let parts = page.split(begin.as_str()).skip(1);
    parts
        .filter(|rest| rest.starts_with(['>', ' ']))
        .filter_map(|rest| rest.split_once('>')?.1.split_once(&format!("</{tag}>")))
        .map(|(text, _)| text)
        .collect()
}

/// The sheets of a workbook by name, each with the titles of its columns.
fn sheets(workbook: &[u8]) -> Vec<(String, Vec<String>)> {
    let parts = parts(workbook);
    let part = |name: &str| &parts.iter().find(|(found, _)| found == name).unwrap().1;
    let plain = |text: &str| text.replace("&amp;", "&").replace("&apos;", "'");
    let shared: Vec<String> = told(part("xl/sharedStrings.xml"), "t")
        .into_iter()
        .map(plain)
        .collect();
    let names = part("xl/workbook.xml").split("<sheet name=\"").skip(1);
    let names = names.filter_map(|rest| Some(plain(rest.split_once('"')?.0)));
    (1..)
        .zip(names)
        .map(|(n, name)| {
            let sheet = part(&format!("xl/worksheets/sheet{n}.xml"));
            let (_, filter) = sheet.split_once("<autoFilter ref=\"A").unwrap();
            let row = filter.split_once(':').unwrap().0;
            let (_, cells) = sheet.split_once(&format!("<row r=\"{row}\"")).unwrap();
            let titles = told(cells.split_once("</row>").unwrap().0, "v");
            let titles = titles
                .into_iter()
                .map(|n| shared[n.parse::<usize>().unwrap()].clone());
            (name, titles.collect())
        })
        .collect()
}

#[test]
fn every_heading_of_the_example_has_words_in_other_languages() {
    let known: BTreeSet<&str> = WORDS
        .lines()
        .filter_map(|line| line.split(" | ").next())
        .collect();
    let mut mystery = Mystery::new();
    let mut found: BTreeSet<String> = BTreeSet::new();
    for command in [&["report"][..], &["lessons"], &["report", "last"]] {
        let page = made(&mut mystery, &[command, &["--format", "html"]].concat()).stdout;
        // A heading of the third level is an item.
        for tag in ["h2", "th", "dt", "caption"] {
            let cells = match tag {
                "th" => told(&page, "thead")
                    .into_iter()
                    .flat_map(|it| told(it, tag))
                    .collect(),
                _ => told(&page, tag),
            };
            // In English the standard says what a customer is called.
            let cells = cells.into_iter();
            found.extend(cells.map(|it| it.replace("of the adopter", "of the customer")));
        }
    }
    assert!(found.len() > 40, "{found:?}");
    made(&mut mystery, &["report", "-o", "report.xlsx"]);
    for (name, titles) in sheets(&fs::read(mystery.path().join("report.xlsx")).unwrap()) {
        assert!(titles.len() > 5, "{name}: {titles:?}");
        found.insert(name);
        found.extend(titles);
    }
    let unknown: Vec<&String> = found
        .iter()
        .filter(|it| !known.contains(it.as_str()) && !NAMES.contains(&it.as_str()))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn a_workbook_has_its_sheets_in_the_language_asked_for() {
    let french = [
        "Synthèse",
        "Comparaison",
        "Critères",
        "Visites",
        "Réponses",
        "Référentiel",
    ];
    let german = [
        "Überblick",
        "Vergleich",
        "Kriterien",
        "Besuche",
        "Antworten",
        "Standard",
    ];
    for (language, names, score) in [("fr", french, "Score"), ("de", german, "Ergebnis")] {
        let mut mystery = Mystery::new();
        made(
            &mut mystery,
            &["report", "-o", "report.xlsx", "--lang", language],
        );
        made(
            &mut mystery,
            &["compare", "-o", "table.json", "--lang", language],
        );
        let sheets = sheets(&fs::read(mystery.path().join("report.xlsx")).unwrap());
        assert!(sheets.iter().map(|(name, _)| name).eq(&names), "{sheets:?}");
        assert!(sheets[0].1.contains(&score.to_owned()), "{sheets:?}");
        let files = ["report.xlsx", "table.json"].into_iter();
        let arguments: Vec<&str> = files.chain(names).collect();
        hold_against("check_workbook.py", &arguments, mystery.path());
    }
}

#[test]
fn names_of_sheets_are_such_as_spreadsheets_take() {
    let mut mystery = Mystery::new();
    for language in ["en", "fr", "de"] {
        made(
            &mut mystery,
            &["report", "-o", "report.xlsx", "--lang", language],
        );
        let sheets = sheets(&fs::read(mystery.path().join("report.xlsx")).unwrap());
        let names: BTreeSet<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names.len(), 6, "{names:?}");
        for name in names {
            // A quotation mark would end the name in a formula.
            assert!(
                name.chars().count() <= 31 && !name.contains(|it| "[]:*?/\\'".contains(it)),
                "{name}"
            );
        }
    }
}

#[test]
fn data_keeps_its_keys_in_every_language() {
    let mut mystery = Mystery::new();
    for command in ["report", "lessons"] {
        let csv = |mystery: &mut Mystery, language| {
            let run = made(mystery, &[command, "--format", "csv", "--lang", language]);
            run.stdout.lines().next().map(str::to_owned)
        };
        assert_eq!(csv(&mut mystery, "fr"), csv(&mut mystery, "en"));
        let keys = |mystery: &mut Mystery, language| {
            let run = made(mystery, &[command, "--format", "json", "--lang", language]);
            let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
            let tables = json.as_object().unwrap().iter();
            let first = |table: &serde_json::Value| -> Vec<String> {
                let row = table.get(0).and_then(serde_json::Value::as_object);
                row.into_iter().flat_map(|it| it.keys().cloned()).collect()
            };
            let keys = tables.map(|(name, table)| (name.clone(), first(table)));
            keys.collect::<Vec<_>>()
        };
        assert_eq!(keys(&mut mystery, "fr"), keys(&mut mystery, "en"));
    }
}

#[test]
fn the_language_of_the_ledger_is_that_of_its_headings() {
    let mut mystery = Mystery::new();
    mystery.write(
        "ledger/mystery.yaml",
        "schema: 1\norganisation: Care\ndefaults: {language: fr}\n",
    );
    let answers = "organisation: Care\nauditor: a\nvisited: 2026-11-10T10:20\nanswers: {it: yes}\n";
    mystery.write("answers.yaml", answers);
    mystery.write(
        "one.yaml",
        "id: one\nversion: 1.0.0\ntitle: One\nsections: {all: {title: All, items: {it: Was it?}}}\n",
    );
    let run = mystery.run_with(["visit", "one.yaml", "--answers", "answers.yaml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = mystery.run_with(["report", "--format", "markdown"]);
    assert!(
        run.stdout
            .contains("# Care\u{a0}: notre qualité de service\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("## Quel est notre niveau\u{a0}?\n"),
        "{}",
        run.stdout
    );
    // In a name, what is a heading elsewhere stays.
    let run = mystery.run_with(["report", "last", "--lang", "de"]);
    assert!(flat(&run.stdout).starts_with("Care "), "{}", run.stdout);
    assert!(run.stdout.contains("Was gut lief"), "{}", run.stdout);
}

/// The words that only English has, of those that sentences are made of.
const ENGLISH: [&str; 26] = [
    "the", "and", "of", "to", "from", "with", "is", "are", "was", "we", "our", "ours", "their",
    "visit", "visits", "points", "ahead", "behind", "clear", "leaning", "tell", "yes", "not", "by",
    "score", "aim",
];

#[test]
fn nothing_of_ours_on_a_page_for_a_board_stays_english() {
    // What auditors said is told as they said it, and the English of the standard where it has no German.
    for (language, ours) in [
        ("fr", ENGLISH.as_slice()),
        ("de", &["visits", "points", "ahead", "clear", "leaning"]),
    ] {
        let mut mystery = Mystery::new();
        for command in ["report", "lessons"] {
            let page = made(
                &mut mystery,
                &[command, "--format", "html", "--lang", language],
            )
            .stdout;
            let (_, body) = page.split_once("<main>").unwrap();
            assert!(page.contains(&format!("<html lang=\"{language}\">")));
            let mut shown = String::new();
            for part in body.split('<') {
                let (tag, text) = part.split_once('>').unwrap_or(("", part));
                // What is said to those who do not see a chart.
                shown.extend(
                    tag.split("aria-label=\"")
                        .skip(1)
                        .filter_map(|it| it.split('"').next()),
                );
                shown.push('\n');
                shown.push_str(text);
                shown.push('\n');
            }
            let is_said = |line: &str| line.starts_with('“');
            // The score of French is a score, in its headings and before a colon.
            let lines = shown
                .lines()
                .filter(|line| !is_said(line) && !line.contains("mystery verify"));
            let left: BTreeSet<&str> = lines
                .filter(|line| {
                    let mut words = line.split(|letter: char| !letter.is_alphabetic());
                    words.any(|word| {
                        ours.contains(&word)
                            && !(language == "fr" && ["score", "points", "visit"].contains(&word))
                    })
                })
                .collect();
            assert!(left.is_empty(), "{language} {command}: {left:#?}");
        }
    }
}

#[test]
fn a_page_says_the_language_of_its_programme() {
    let mut mystery = Mystery::new();
    made(&mut mystery, &["report", "-o", "page.html"]);
    assert!(mystery.read("page.html").contains("<html lang=\"en\">"));
    let folder = mystery.path().join("french");
    fs::create_dir_all(folder.join("visits")).unwrap();
    fs::write(
        folder.join("mystery.yaml"),
        "organisation: Us\ndefaults:\n  language: fr\n",
    )
    .unwrap();
    let folder = folder.display().to_string();
    let run = mystery.run_with(["--ledger", &folder, "report", "--format", "html"]);
    assert!(
        run.stdout.contains("<html lang=\"fr\">"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    assert!(
        run.stdout
            .contains("Il n’y a pas encore de visite à présenter."),
        "{}",
        run.stdout
    );
}
