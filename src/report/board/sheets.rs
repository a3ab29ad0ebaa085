//! The report as a workbook: summary, comparison, items, visits, answers and standard.

mod answers;
mod standard;

use self::answers::answers;
use self::standard::standard;
use super::{Part, Setting, limits, month, parts};
use crate::analysis::compare::{Comparison, StandardComparison};
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::scored::ScoredVisit;
use crate::model::share::{Exact, Share};
use crate::model::text::Language;
use crate::model::visit::Role;
use crate::report::comparison_tables::{item_question, section_title};
use crate::report::headings::{Headings, workbook_in_language};
use crate::report::wording::{end, verdict_word};
use crate::report::workbook::{Entry, Head, Holds, Sheet, Workbook, letters};
use crate::report::{Block, Cell};
use crate::scoring::band;
use crate::stats::ladder::Verdict;

/// Rows of a sheet, less some for what stands above them.
const MOST_ROWS: usize = 1_048_000;

/// The first row of figures in every sheet but the summary, as a formula names it.
const FIRST: usize = 2;

/// The report as a workbook.
pub fn workbook(comparison: &Comparison, setting: Setting, language: &Language) -> Workbook {
    let parts: Vec<Part> = parts(comparison, setting, language).collect();
    let visits = visits(comparison, setting, language);
    let days = comparison.standards.iter().flat_map(|one| &one.sides);
    let day = days
        .filter_map(|side| side.days)
        .map(|(_, last)| last)
        .max();
    let workbook = Workbook {
        title: super::title(comparison, setting),
        day,
        sheets: vec![
            summary(comparison, setting, &parts, &visits, language),
            lines(&parts, "Comparison", false),
            lines(&parts, "Items", true),
            visits,
            answers(comparison, setting, language),
            standard(comparison, language),
        ],
    };
    workbook_in_language(workbook, language)
}

fn heads(columns: &[(&str, Holds)]) -> Vec<Head> {
    columns
        .iter()
        .map(|(title, holds)| Head {
            title: (*title).into(),
            holds: *holds,
        })
        .collect()
}

fn text(text: impl Into<String>) -> Entry {
    Entry::text(text)
}

fn nothing() -> Entry {
    Entry::Plain(Cell::Missing(""))
}

/// The totals of each organisation, as formulas over the sheet of visits where that has all of them.
fn summary(
    comparison: &Comparison,
    setting: Setting,
    parts: &[Part],
    visits: &Sheet,
    language: &Language,
) -> Sheet {
    let mut notes = vec![super::title(comparison, setting)];
    for part in parts {
        notes.push(format!("{}. {}", part.title(), part.visited()));
    }
    for block in limits(comparison, setting) {
        if let Block::Note(_, text) = block {
            notes.push(text);
        }
    }
    let last = visits.rows.len() + FIRST - 1;
    let name = Headings::of(language).sheet(visits.name);
    let column = |letter: char| format!("'{name}'!${letter}${FIRST}:${letter}${last}");
    let mut rows = Vec::new();
    // Below the notes stands an empty row and the titles.
    let first = notes.len() + 3;
    for one in &comparison.standards {
        let total = one.line(&Subject::Total);
        for (place, side) in one.sides.iter().enumerate() {
            let row = first + rows.len();
            let is_here = format!("{},$A{row},{},$B{row}", column('A'), column('B'));
            let n = side.n_visits() as f64;
            let measure = total.map(|line| &line.measures[place]);
            let mean = measure.and_then(crate::analysis::measure::Measure::mean);
            let score = mean.map_or_else(nothing, |mean| {
                Entry::Formula(
                    format!("AVERAGEIFS({},{is_here})", column('E')),
                    mean.value(),
                )
            });
            let aim = one.standard().and_then(|standard| standard.scoring.target);
            let short = match (aim, mean) {
                (Some(aim), Some(mean)) => {
                    Entry::Formula(format!("D{row}-E{row}"), mean.minus(aim.exact()).value())
                }
                _ => nothing(),
            };
            rows.push(vec![
                text(one.id.as_str()),
                text(side.organisation.as_str()),
                Entry::Formula(format!("COUNTIFS({is_here})"), n),
                score,
                aim.map_or_else(nothing, |aim| Entry::Plain(Cell::Share(aim))),
                short,
                Entry::Plain(Cell::Count(side.n_failed)),
            ]);
        }
    }
    let charts = parts.iter().filter_map(|part| {
        let mut chart = part.trend_chart()?;
        // All stand on this one sheet, so that the standard has to be said.
        if parts.len() > 1 {
            chart.title = format!("{}: month by month", part.title());
        }
        Some(chart)
    });
    Sheet {
        name: "Summary",
        notes,
        columns: heads(&[
            ("Standard", Holds::Words),
            ("Organisation", Holds::Words),
            ("Visits", Holds::Numbers),
            ("Score", Holds::Scores),
            ("Aim", Holds::Shares),
            ("Beyond the aim", Holds::Gaps),
            ("Visits that failed", Holds::Numbers),
        ]),
        rows,
        charts: charts.collect(),
    }
}

/// What a line is called, and its level; `None` for one that is not of these.
fn named(
    one: &StandardComparison,
    line: &Line,
    language: &Language,
    is_items: bool,
) -> Option<[String; 2]> {
    let of_section = |section: usize, more: &str| section_title(one, section, language) + more;
    Some(match (&line.subject, is_items) {
        (Subject::Item(item), true) => [
            section_title(one, one.catalogue.items[*item].section, language),
            item_question(one, *item, language),
        ],
        (Subject::Total, false) => ["total".into(), "Total".into()],
        (Subject::LikeForLike, false) => ["total".into(), "Total, like for like".into()],
        (Subject::Section(section), false) => ["section".into(), of_section(*section, "")],
        (Subject::CommonSection(section), false) => {
            ["section".into(), of_section(*section, ", like for like")]
        }
        _ => return None,
    })
}

/// A row for each figure of each organisation; the gap is a formula where it may be taken.
fn lines(parts: &[Part], name: &'static str, is_items: bool) -> Sheet {
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    for part in parts {
        let one = part.one;
        for line in &one.lines {
            let Some([group, label]) = named(one, line, part.language, is_items) else {
                continue;
            };
            let own_row = rows.len() + FIRST;
            for (place, side) in one.sides.iter().enumerate() {
                let measure = &line.measures[place];
                let row = rows.len() + FIRST;
                let finding = line.findings.get(place).and_then(Option::as_ref);
                let gap = one
                    .gap(line, place)
                    .filter(|_| side.role == Role::Competitor);
                let is_fair = one.is_gap_fair(line, place);
                let score = letters(5);
                let gap_entry = gap.filter(|_| is_fair).map_or_else(nothing, |gap| {
                    Entry::Formula(format!("{score}{own_row}-{score}{row}"), gap.value())
                });
                let interval = finding
                    .and_then(|finding| finding.interval)
                    .filter(|_| is_fair);
                let bound = |value: Option<f64>| {
                    value.map_or_else(nothing, |it| Entry::Plain(Cell::Gap(end(it))))
                };
                rows.push(vec![
                    text(one.id.as_str()),
                    text(group.clone()),
                    text(label.clone()),
                    text(side.organisation.as_str()),
                    Entry::Plain(Cell::Count(measure.n_visits())),
                    measure
                        .mean()
                        .map_or_else(nothing, |mean| Entry::Plain(Cell::Mean(mean))),
                    gap_entry,
                    bound(interval.map(|it| it.low)),
                    bound(interval.map(|it| it.high)),
                    finding.filter(|_| is_fair).map_or_else(nothing, |finding| {
                        text(verdict(finding.judgement.verdict, gap))
                    }),
                ]);
            }
        }
    }
    Sheet {
        name,
        notes: Vec::new(),
        columns: heads(&[
            ("Standard", Holds::Words),
            (if is_items { "Section" } else { "Level" }, Holds::Words),
            (if is_items { "Item" } else { "Figure" }, Holds::Words),
            ("Organisation", Holds::Words),
            ("Visits", Holds::Numbers),
            ("Score", Holds::Scores),
            ("Gap to ours", Holds::Gaps),
            ("Likely from", Holds::Gaps),
            ("Likely to", Holds::Gaps),
            ("Verdict", Holds::Verdicts),
        ]),
        rows,
        charts: Vec::new(),
    }
}

/// A verdict with the side that it speaks for: `we are ahead, clear`.
fn verdict(verdict: Verdict, gap: Option<Exact>) -> String {
    let word = verdict_word(verdict);
    match (verdict, gap) {
        (Verdict::Clear | Verdict::Leaning, Some(gap)) if gap > Exact::ZERO => {
            format!("we are ahead, {word}")
        }
        (Verdict::Clear | Verdict::Leaning, Some(gap)) if gap < Exact::ZERO => {
            format!("we are behind, {word}")
        }
        _ => word.into(),
    }
}

/// What names a visit in the sheets: its id, or what may be passed on, a number.
fn visit_name(scored: &ScoredVisit, n: usize, setting: Setting, language: &Language) -> [Entry; 2] {
    let facts = &scored.visit.facts;
    match setting.withheld {
        Some(_) => [
            Entry::Plain(Cell::Count(n as u64)),
            text(month(facts.visited.date(), language)),
        ],
        None => [text(facts.id.as_str()), text(facts.visited.to_string())],
    }
}

/// The visits that count, oldest first within each organisation.
fn counted<'c>(
    comparison: &'c Comparison,
) -> impl Iterator<Item = (usize, &'c StandardComparison<'c>, &'c ScoredVisit<'c>)> {
    let of_sides = comparison.standards.iter().flat_map(|one| {
        let sides = one.sides.iter();
        sides.flat_map(move |side| side.visits.iter().map(move |scored| (one, *scored)))
    });
    of_sides
        .enumerate()
        .map(|(n, (one, scored))| (n + 1, one, scored))
}

fn visits(comparison: &Comparison, setting: Setting, language: &Language) -> Sheet {
    let rows = counted(comparison).take(MOST_ROWS).map(|(n, one, scored)| {
        let [name, when] = visit_name(scored, n, setting, language);
        let card = scored.scorecard.as_ref();
        let share =
            |share: Option<Share>| share.map_or_else(nothing, |it| Entry::Plain(Cell::Share(it)));
        vec![
            text(one.id.as_str()),
            text(scored.visit.facts.organisation.as_str()),
            text(scored.visit.facts.site.as_str()),
            when,
            share(card.and_then(|card| card.total)),
            verdict_of(scored).map_or_else(nothing, text),
            share(card.and_then(|card| card.coverage)),
            share(scored.visit.guess),
            name,
        ]
    });
    Sheet {
        name: "Visits",
        notes: Vec::new(),
        columns: heads(&[
            ("Standard", Holds::Words),
            ("Organisation", Holds::Words),
            ("Site", Holds::Words),
            (
                if setting.withheld.is_some() {
                    "Month"
                } else {
                    "Visited"
                },
                Holds::Words,
            ),
            ("Score", Holds::Scores),
            ("Verdict", Holds::Words),
            ("Judged of what could be", Holds::Shares),
            ("Guess", Holds::Shares),
            ("Visit", Holds::Numbers),
        ]),
        rows: rows.collect(),
        charts: Vec::new(),
    }
}

/// FAIL, or where nothing critical failed, which alone is no praise, the band; nothing where nothing was
/// judged.
fn verdict_of(scored: &ScoredVisit) -> Option<String> {
    let (standard, card) = scored.standard.zip(scored.scorecard.as_ref())?;
    let band = band(&standard.scoring, card.total?);
    Some(if card.passed { band } else { "FAIL".into() })
}
