//! `mystery report`: a page for a board that may be passed on.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{Mystery, Run, hold_against};

pub(super) fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kansas-city")
}

fn of_example(arguments: &[&str]) -> Run {
    let folder = example().display().to_string();
    let all = ["--ledger", &folder]
        .into_iter()
        .chain(arguments.iter().copied());
    Mystery::new().args(all).run()
}

/// The visits of the example with every row changed, in the folder `visits` of a fresh place.
pub(crate) fn changed(change: impl Fn(&mut Vec<String>)) -> Mystery {
    let mystery = Mystery::new();
    let visits = example().join("visits");
    for entry in fs::read_dir(&visits)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if entry.extension().is_none_or(|end| end != "csv") {
            continue;
        }
        let mut reader = csv::Reader::from_path(&entry).unwrap();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(reader.headers().unwrap()).unwrap();
        for record in reader.records() {
            let mut row: Vec<String> = record.unwrap().iter().map(Into::into).collect();
            change(&mut row);
            writer.write_record(&row).unwrap();
        }
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        mystery.write(&format!("visits/{name}"), writer.into_inner().unwrap());
    }
    let standards = visits.join("standards");
    for entry in fs::read_dir(standards).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        mystery.write(
            &format!("visits/standards/{name}"),
            fs::read(&path).unwrap(),
        );
    }
    mystery
}

/// The places of the columns of the records.
const ORGANISATION: usize = 5;
const ROLE: usize = 6;
pub(crate) const SITE: usize = 7;
pub(crate) const AUDITOR: usize = 10;
pub(crate) const ITEM: usize = 14;
pub(crate) const REMARK: usize = 25;

/// The item at which a competitor is ahead, so that its auditors' words are shown.
const COPIED: &str = "next_step";

fn remarked(remark: &str) -> Mystery {
    changed(|row| {
        if row[ITEM] == COPIED && row[ORGANISATION] == "City Pound" {
            row[REMARK] = remark.into();
        }
    })
}

const FORMATS: [&str; 5] = ["html", "markdown", "terminal", "csv", "json"];

#[test]
fn a_board_is_answered_in_the_order_in_which_it_asks() {
    let run = of_example(&["report", "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let headings: Vec<&str> = run
        .stdout
        .split("<h2>")
        .skip(1)
        .filter_map(|rest| rest.split("</h2>").next())
        .collect();
    assert_eq!(
        headings,
        [
            "How good are we?",
            "What do we do best?",
            "Where are we weakest?",
            "How do others compare?",
            "What can we copy?",
            "What to mend first?",
            "What to do next?",
            "Item by item, ours and theirs",
            "What this cannot say",
        ]
    );
    assert!(run.stdout.len() < 300_000, "{} bytes", run.stdout.len());
}

/// The headings of a page down to a level.
fn headings(page: &str, most: u8) -> Vec<String> {
    let is_heading = |line: &&str| {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        (2..=usize::from(most)).contains(&level)
    };
    page.lines().filter(is_heading).map(Into::into).collect()
}

/// What each item costs the place of a name, as data tells it.
fn lost_at(mystery: &mut Mystery, name: &str) -> Vec<(String, String)> {
    let run = mystery.run_with(["compare", "visits", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let all: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let rows = all["points_lost"].as_array().unwrap();
    let of_place = rows.iter().filter(|row| row["organisation"] == name);
    of_place
        .map(|row| (row["item"].to_string(), row["lost"].to_string()))
        .collect()
}

#[test]
fn departments_are_each_told_of_themselves() {
    let mut departments = changed(|row| row[ROLE] = "internal".into());
    let run = departments.run_with(["report", "visits", "--format", "markdown"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let about = |name: &str| {
        let asked = [
            "How good are we?",
            "What do we do best?",
            "Where are we weakest?",
            "What to mend first?",
            "What to do next?",
        ];
        let asked = asked.map(|heading| format!("### {heading}"));
        [vec![format!("## {name}")], asked.to_vec()].concat()
    };
    let mut expected = vec!["## How good are our departments?".to_owned()];
    let names = ["City Pound", "Kansas City Pets", "Riverside Animal Rescue"];
    expected.extend(names.iter().flat_map(|name| about(name)));
    expected.push("## Item by item".into());
    expected.push("## What this cannot say".into());
    let mut found = headings(&run.stdout, 3);
    // What is counted and drawn follows the standard.
    found.retain(|it| expected.contains(it));
    assert_eq!(found, expected, "{}", run.stdout);
    assert!(
        run.stdout
            .starts_with("# Our departments: how well we serve")
    );
    assert!(!run.stdout.contains("ompetitor"), "{}", run.stdout);

    let agenda = departments.run_with(["lessons", "visits", "--format", "markdown"]);
    let is_agenda = |name: &&str| agenda.stdout.contains(&format!("\n## {name}\n"));
    assert!(names.iter().all(is_agenda), "{}", agenda.stdout);
    // Each loses what it would lose if it were the only place of ours.
    for name in names {
        let mut alone = changed(|row| {
            let is_it = row[ORGANISATION] == name;
            row[ROLE] = if is_it { "own" } else { "competitor" }.into();
        });
        let lost = lost_at(&mut departments, name);
        assert!(!lost.is_empty());
        assert_eq!(lost, lost_at(&mut alone, name), "{name}");
    }
}

#[test]
fn the_only_department_is_what_the_report_is_about() {
    let mut department = changed(|row| {
        row[ROLE] = "internal".into();
        row[ORGANISATION] = "Desk".into();
    });
    let run = department.run_with(["report", "visits", "--format", "markdown"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("# Desk: how well we serve\n"));
    let mut found = headings(&run.stdout, 2);
    found.truncate(4);
    let expected = [
        "## How good are we?",
        "## What do we do best?",
        "## Where are we weakest?",
        "## What to mend first?",
    ];
    assert_eq!(found, expected);
    let said = department.run_with(["compare", "visits"]).stdout;
    assert!(said.contains("What costs you most"), "{said}");
}

#[test]
fn a_department_beside_our_own_places_does_not_give_the_report_its_name() {
    let mut mystery = Mystery::new();
    for (id, whose) in [
        ("desk", "--internal=IT desk"),
        ("shop", "--organisation=Us"),
    ] {
        let items = "items: {named: \"Did they say their name?\"}";
        mystery.write(
            &format!("{id}.yaml"),
            format!("id: {id}\ntitle: {id}\n{items}\n"),
        );
        mystery.write("visit.yaml", "visited: 2026-11-20\nanswers: {named: yes}\n");
        let standard = format!("{id}.yaml");
        let run = mystery.run_with(["visit", &standard, "--answers", "visit.yaml", whose]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    let run = mystery.run_with(["report", "--format", "markdown"]);
    assert!(
        run.stdout.starts_with("# Us: how well we serve\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn critical_items_that_failed_are_named_and_bands_say_how_good_a_visit_was() {
    let mut mystery = Mystery::new();
    let items = "items:\n  named: {ask: Did they say their name?, critical: true}\n  \
                 pushed: {ask: Were you pushed?, good: no}\n";
    mystery.write("desk.yaml", format!("id: desk\ntitle: Desk\n{items}"));
    for (day, named) in [(1, "yes"), (2, "no"), (3, "no"), (4, "yes"), (5, "yes")] {
        let told = format!(
            "organisation: Us\nvisited: 2026-11-0{day}\nanswers: {{named: {named}, pushed: no}}\n"
        );
        mystery.write("visit.yaml", told);
        let run = mystery.run_with(["visit", "desk.yaml", "--answers", "visit.yaml"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    let said = mystery.run_with(["report", "--format", "markdown"]).stdout;
    let failed = "Critical items that failed, and in how many of the visits:\n\n- Did they say their name? (2/5)\n";
    assert!(said.contains(failed), "{said}");
    assert!(!said.contains("ranges and verdicts"), "{said}");
    assert!(
        said.contains("| Were you pushed? (no is good) | 100.0 |"),
        "{said}"
    );
    let run = mystery.run_with(["report", "-o", "report.xlsx"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let parts = parts(&fs::read(mystery.path().join("report.xlsx")).unwrap());
    let words: String = parts.into_iter().map(|(_, text)| text).collect();
    assert!(words.contains("exceptional") && words.contains("FAIL"));
    assert!(!words.contains("PASS"));
}

#[test]
fn where_only_others_were_visited_the_next_step_is_our_own_place() {
    let mut theirs = changed(|row| row[ROLE] = "competitor".into());
    let run = theirs.run_with(["report", "visits", "--format", "terminal"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let said = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("No visit to our own place counts here yet."));
    assert!(said.contains("Visit our own place in the same way: then ours stands beside theirs."));
    assert!(!said.contains("competitor was visited"), "{said}");
    assert!(!said.contains("Visit a competitor"), "{said}");
}

#[test]
fn the_page_holds_no_script_and_asks_nothing_of_the_network() {
    let page = of_example(&["report", "--format", "html"]).stdout;
    for wrong in [
        "<script", "http:", "https:", "src=", "@import", "url(", " on",
    ] {
        let at = page.find(wrong);
        let is_word = wrong == " on" && !page.contains(" onclick") && !page.contains(" onload");
        assert!(at.is_none() || is_word, "{wrong}");
    }
    assert!(page.contains("<html lang=\"en\">"));
}

#[test]
fn its_figures_are_those_of_compare() {
    let json = |command: &str| -> serde_json::Value {
        let run = of_example(&[command, "--format", "json"]);
        serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}", run.stdout))
    };
    let (report, mut compare) = (json("report"), json("compare"));
    // The days of single visits are not passed on.
    for table in ["scores", "organisations"] {
        for row in compare[table].as_array_mut().unwrap() {
            let row = row.as_object_mut().unwrap();
            row.retain(|key, _| !["first_visited", "last_visited"].contains(&key.as_str()));
        }
    }
    for table in ["scores", "organisations", "facts", "options", "points_lost"] {
        assert_eq!(report[table], compare[table], "{table}");
    }
    // And every format shows the same total and gap.
    for (format, shown) in [
        ("html", "<td class=\"n\">78.8</td>"),
        ("markdown", "| 78.8 |"),
        ("terminal", "  78.8"),
    ] {
        let run = of_example(&["report", "--format", format]);
        assert!(run.stdout.contains(shown), "{format}");
        assert!(run.stdout.contains("+30.9 clear"), "{format}");
    }
}

#[test]
fn every_figure_is_alike_in_every_format() {
    let mut mystery = copy_of_example();
    let made: [(&str, &[&str]); 5] = [
        ("report", &["report"]),
        ("compare", &["compare"]),
        ("items", &["compare", "--by", "item"]),
        ("months", &["compare", "--by", "month"]),
        ("facets", &["compare", "--by", "tag:facet"]),
    ];
    for (name, command) in made {
        let ends = ["html", "md", "csv", "json", "xlsx"];
        for end in &ends[..if name == "report" { 5 } else { 4 }] {
            let path = format!("{name}.{end}");
            let run = mystery.run_with(command.iter().copied().chain(["-o", &path]));
            assert_eq!(run.status, 0, "{}", run.stderr);
        }
    }
    hold_against("check_formats.py", &["."], mystery.path());
}

#[test]
fn nobody_is_named_in_what_is_passed_on() {
    let mystery = changed(|row| {
        if row[ITEM] == COPIED {
            row[REMARK] =
                "Zelda Quillfeather (zelda@quill.example, 816 555 0199, KQZ 4711) was kind".into();
        }
        row[AUDITOR] = format!("codename{}", row[AUDITOR]);
    });
    let mut outputs = Vec::new();
    let mut mystery = mystery;
    for format in FORMATS {
        let run = mystery.run_with(["report", "visits", "--format", format]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        outputs.push((format, run.stdout + &run.stderr));
    }
    for (format, output) in &outputs {
        for secret in [
            "Quillfeather",
            "zelda",
            "0199",
            "4711",
            "codename",
            "10:20",
            "T10:",
            "f6gu",
        ] {
            assert!(!output.contains(secret), "{secret} in {format}");
        }
    }
    let (_, page) = &outputs[0];
    assert!(
        page.contains("[name] ([e-mail], [number], [plate]) was kind"),
        "{page}"
    );
    // For the own drawer the words about our own people stay; competitors' people are never named.
    let full = mystery.run_with(["report", "visits", "--full", "--format", "json"]);
    assert!(!full.stdout.contains("Quillfeather"));
    assert!(full.stdout.contains("codename"));
}

#[test]
fn what_a_remark_holds_is_shown_and_does_nothing() {
    let word = "w".repeat(10_000);
    let hostile = format!(
        "<script>alert(1)</script></svg></style> =cmd|' /C calc'!A0 \u{202e}turned\u{202c} {word} 🐕‍🦺"
    );
    let mut mystery = remarked(&hostile);
    let page = mystery
        .run_with(["report", "visits", "--format", "html"])
        .stdout;
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;/svg&gt;"));
    assert!(page.contains("\\u{202e}turned\\u{202c}"));
    assert!(page.contains(&word) && page.contains('🐕'));
    assert!(!page.contains("<script") && !page.contains('\u{202e}'));
    let text = mystery
        .run_with(["report", "visits", "--format", "markdown"])
        .stdout;
    assert!(text.contains("\\<script>") && !text.contains('\u{202e}'));
    let text = mystery.run_with(["report", "visits"]).stdout;
    assert!(text.contains("<script>") && !text.contains('\u{202e}'));
}

#[test]
fn words_of_few_visits_stay_away() {
    let mut mystery = remarked("the lady with the red hat");
    // Four visits to City Pound are left.
    let folder = mystery.path().join("visits");
    let mut theirs: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("city-pound"))
        .collect();
    theirs.sort();
    for path in &theirs[4..] {
        fs::remove_file(path).unwrap();
    }
    for format in FORMATS {
        let run = mystery.run_with(["report", "visits", "--format", format]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let of_theirs = run.stdout.matches("red hat").count();
        assert_eq!(of_theirs, 0, "{format}");
    }
}

#[test]
fn a_ledger_without_visits_says_so() {
    let mystery = Mystery::new();
    let ledger = mystery.ledger();
    let mut mystery = mystery;
    let begun = mystery.run_with(["init", "--organisation", "Us", "ledger"]);
    assert_eq!(begun.status, 0, "{}", begun.stderr);
    let run = mystery.run_with([
        "--ledger",
        &ledger.display().to_string(),
        "report",
        "--format",
        "markdown",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("There are no visits to report yet."),
        "{}",
        run.stdout
    );
}

/// The parts of a workbook, each with its name.
pub(super) fn parts(workbook: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    (0..zip.len())
        .map(|n| {
            let mut part = zip.by_index(n).unwrap();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The numbers of a column of a sheet, by the letter of the column.
fn numbers(parts: &[(String, String)], sheet: usize, column: &str) -> Vec<f64> {
    let name = format!("xl/worksheets/sheet{sheet}.xml");
    let (_, text) = parts.iter().find(|(found, _)| *found == name).unwrap();
    text.split("<c r=\"")
        .skip(1)
        .filter(|cell| {
            let place: String = cell.chars().take_while(char::is_ascii_uppercase).collect();
            place == column && !cell.split('>').next().unwrap().contains("t=\"s\"")
        })
        .filter_map(|cell| {
            let value = cell.split("<v>").nth(1)?.split("</v>").next()?;
            value.parse().ok()
        })
        .collect()
}

#[test]
fn the_workbook_has_the_figures_of_compare() {
    let folder = example().display().to_string();
    let mut mystery = Mystery::new();
    let run = mystery.run_with(["--ledger", &folder, "report", "-o", "report.xlsx"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let parts = parts(&fs::read(mystery.path().join("report.xlsx")).unwrap());
    let json = of_example(&["compare", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let scores = json["scores"].as_array().unwrap();
    let of_items = |key: &str| -> Vec<f64> {
        let items = scores.iter().filter(|row| row["level"] == "item");
        let mut all: Vec<f64> = items.filter_map(|row| row[key].as_f64()).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    for (column, key) in [("F", "mean"), ("H", "low"), ("I", "high")] {
        let mut found = numbers(&parts, 3, column);
        found.sort_by(f64::total_cmp);
        let wanted = of_items(key);
        assert_eq!(found.len(), wanted.len(), "{key}");
        let is_near = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-8;
        assert!(found.iter().zip(&wanted).all(is_near), "{key}");
    }
    // The same visits give the same bytes.
    let again = mystery.run_with(["--ledger", &folder, "report", "-o", "again.xlsx"]);
    assert_eq!(again.status, 0);
    let bytes = |name: &str| fs::read(mystery.path().join(name)).unwrap();
    assert_eq!(bytes("report.xlsx"), bytes("again.xlsx"));
}

#[test]
fn charts_of_several_standards_say_of_which_they_are() {
    let mut mystery = Mystery::new();
    for id in ["desk", "phone"] {
        let items = "items: {named: \"Did they say their name?\"}";
        mystery.write(
            &format!("{id}.yaml"),
            format!("id: {id}\ntitle: At the {id}\n{items}\n"),
        );
        for day in ["2026-08-03", "2026-10-05"] {
            let file = format!("organisation: Us\nvisited: {day}\nanswers: {{named: yes}}\n");
            mystery.write("visit.yaml", file);
            let run = mystery.run_with(["visit", &format!("{id}.yaml"), "--answers", "visit.yaml"]);
            assert_eq!(run.status, 0, "{}", run.stderr);
        }
    }
    let run = mystery.run_with(["report", "-o", "report.xlsx"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let parts = parts(&fs::read(mystery.path().join("report.xlsx")).unwrap());
    for (n, id) in [(1, "desk"), (2, "phone")] {
        let name = format!("xl/charts/chart{n}.xml");
        let (_, text) = parts.iter().find(|(found, _)| *found == name).unwrap();
        assert!(
            text.contains(&format!("At the {id}: month by month")),
            "{text}"
        );
    }
}

#[test]
fn a_hostile_remark_is_harmless_on_every_page_that_shows_it() {
    let hostile =
        "<script>alert(1)</script></svg> =cmd|' /C calc'!A0 | a | b | \u{202e}turned\u{202c} 🐕‍🦺";
    let word = "w".repeat(10_000);
    let mut mystery = changed(|row| {
        if row[ITEM] == COPIED {
            row[REMARK] = format!("{hostile} {word}");
        } else if !row[REMARK].is_empty() {
            row[REMARK] = hostile.into();
        }
    });
    for command in [
        vec!["lessons", "visits"],
        vec!["report", "visits"],
        vec!["report", "visits", "--full"],
        vec!["compare", "visits"],
    ] {
        let mut made = |format| {
            let arguments = command.iter().copied().chain(["--format", format]);
            let run = mystery.run_with(arguments);
            assert_eq!(run.status, 0, "{command:?}: {}", run.stderr);
            assert!(!run.stdout.contains('\u{202e}'), "{command:?} {format}");
            run.stdout
        };
        let page = made("html");
        assert!(!page.contains("<script"), "{command:?}");
        assert!(
            page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{command:?}"
        );
        let text = made("markdown");
        assert!(text.contains("\\<script>alert"), "{command:?}");
        // Nothing in it makes a column.
        assert!(!text.contains(" | a | b"), "{command:?}");
        assert!(made("terminal").contains("<script>"), "{command:?}");
        made("csv");
        let _: serde_json::Value = serde_json::from_str(&made("json")).unwrap();
    }
}

#[test]
fn in_the_workbook_a_remark_is_never_a_formula_and_names_nobody() {
    let mut mystery = changed(|row| {
        if row[ITEM] == COPIED {
            row[REMARK] = "=cmd|' /C calc'!A0 <script> Zelda Quillfeather \u{202e}turned".into();
        }
        row[AUDITOR] = format!("codename{}", row[AUDITOR]);
    });
    let run = mystery.run_with(["report", "visits", "-o", "report.xlsx"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let parts = parts(&fs::read(mystery.path().join("report.xlsx")).unwrap());
    let all: String = parts.iter().map(|(_, text)| text.as_str()).collect();
    assert!(all.contains("=cmd|"));
    let mut formulas = all
        .split("<f>")
        .skip(1)
        .map(|rest| rest.split("</f>").next().unwrap());
    assert!(formulas.all(|formula| !formula.contains("cmd")));
    for secret in [
        "Quillfeather",
        "codename",
        "f6gu",
        "T10:",
        "<script>",
        "\u{202e}",
    ] {
        assert!(!all.contains(secret), "{secret}");
    }
}

#[test]
fn lessons_begin_with_what_went_well_and_end_with_what_to_decide() {
    let run = of_example(&["lessons", "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let headings: Vec<&str> = run
        .stdout
        .split("<h2>")
        .skip(1)
        .filter_map(|rest| rest.split("</h2>").next())
        .collect();
    assert_eq!(headings.first(), Some(&"What do we do best?"));
    assert_eq!(headings.last(), Some(&"To decide"));
    assert!(headings.contains(&"Where people kindly broke the script"));
    assert!(!run.stdout.contains("f6gu"));
}

#[test]
fn each_chart_is_a_file_of_its_own() {
    let folder = example().display().to_string();
    let mut mystery = Mystery::new();
    let run = mystery.run_with(["--ledger", &folder, "report", "--charts", "charts"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let mut names: Vec<String> = fs::read_dir(mystery.path().join("charts"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() >= 4, "{names:?}");
    for name in names {
        assert_eq!(Path::new(&name).extension().unwrap(), "svg");
        let drawn = mystery.read(&format!("charts/{name}"));
        assert!(
            drawn.starts_with("<svg xmlns") && drawn.contains("<title "),
            "{name}"
        );
        assert!(
            !drawn.contains("<script") && !drawn.contains("href"),
            "{name}"
        );
    }
}

/// The example's ledger, to be written to.
fn copy_of_example() -> Mystery {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            let to = to.join(entry.file_name().unwrap());
            if entry.is_dir() {
                copy(&entry, &to);
            } else {
                fs::copy(&entry, &to).unwrap();
            }
        }
    }
    let mystery = Mystery::new();
    copy(&example(), &mystery.ledger());
    mystery
}

#[test]
fn one_visit_is_told_to_who_is_in_charge_of_the_place() {
    let whole = of_example(&["report", "last", "--full", "--format", "html"]);
    assert_eq!(whole.status, 0, "{}", whole.stderr);
    assert!(
        whole.stdout.contains("<h2>The story</h2>"),
        "{}",
        whole.stdout
    );
    assert!(whole.stdout.contains("scored by"));
    let shared = of_example(&["report", "last", "--format", "html"]);
    assert_eq!(shared.status, 0, "{}", shared.stderr);
    assert!(!shared.stdout.contains("scored by"), "{}", shared.stdout);
    assert!(shared.stdout.contains("Made to be passed on"));
    let nothing = of_example(&["report", "nosuch"]);
    assert_eq!(nothing.status, 3, "{}", nothing.stderr);
    let charts = of_example(&["report", "last", "--charts", "x"]);
    assert_eq!(charts.status, 2);
}

#[test]
fn evidence_is_shown_where_it_is_a_small_picture_and_else_named() {
    let mut mystery = copy_of_example()
        .file("door.png", b"\x89PNG\r\n\x1a\nrest")
        .file("trap.jpg", b"<svg onload=alert(1)>");
    for name in ["door.png", "trap.jpg"] {
        let run = mystery.run_with(["attach", "last", "respect", name]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    let page = mystery
        .run_with(["report", "last", "--full", "--format", "html"])
        .stdout;
    assert_eq!(
        page.matches("<img src=\"data:image/png;base64,iVBORw0KGgpyZXN0\"")
            .count(),
        1
    );
    assert_eq!(page.matches("<img").count(), 1);
    assert!(page.contains("/trap.jpg"), "{page}");
    // People may be seen on it: what is passed on has none.
    let shared = mystery
        .run_with(["report", "last", "--format", "html"])
        .stdout;
    assert!(!shared.contains("<img") && !shared.contains("trap.jpg"));
}

#[test]
fn csv_and_json_hold_a_hostile_remark_as_text() {
    let hostile = "=cmd|' /C calc'!A0 <script>alert(1)</script> \u{202e}turned\u{202c}";
    let mut mystery = remarked(hostile);
    let json = mystery
        .run_with(["report", "visits", "--format", "json"])
        .stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let copied = json["to_copy"].to_string();
    assert!(copied.contains("<script>alert(1)</script>"), "{copied}");
    let csv = mystery
        .run_with(["report", "visits", "--format", "csv"])
        .stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap() {
            assert!(!cell.starts_with(['=', '@']), "{cell}");
        }
    }
}

#[test]
fn a_page_says_its_language() {
    let page = of_example(&["report", "--format", "html", "--lang", "fr"]).stdout;
    assert!(page.contains("<html lang=\"fr\">"));
}

#[test]
fn rows_that_are_streamed_come_to_the_page_of_visits_read_whole() {
    let whole = of_example(&["report", "--format", "html"]);
    let visits = example().join("visits").display().to_string();
    let streamed = of_example(&["report", &visits, "--format", "html"]);
    assert_eq!(streamed.status, 0, "{}", streamed.stderr);
    // Only a ledger has seals and decisions.
    let without = |page: &str| -> Vec<String> {
        let lines = page.lines().filter(|line| !line.contains("seal"));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(without(&streamed.stdout), without(&whole.stdout));
    assert!(whole.stdout.contains("What the auditors guessed"));
}

#[test]
fn words_that_name_nobody_may_be_kept() {
    let mut mystery = remarked("They let me hold the Golden Retriever; Anna Keller wrote it down");
    let page = |mystery: &mut Mystery, keep: &[&str]| {
        let words = ["report", "visits", "--format", "markdown"];
        let run = mystery.run_with(words.iter().chain(keep).copied());
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout
    };
    assert!(!page(&mut mystery, &[]).contains("Retriever"));
    let kept = page(&mut mystery, &["--keep", "Golden Retriever"]);
    assert!(
        kept.contains("Golden Retriever; \\[name\\] wrote"),
        "{kept}"
    );
}
