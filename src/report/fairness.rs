//! Whether people who ask for the same are treated alike, in words: all four cells, what is shown, and
//! how large a difference may still be. Of organisations, never of persons.

use super::visit_tables::columns;
use super::wording::{counted, end, gap_size, listed, plural, question, range, shown};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::fairness::{Comparison, Finding, ItemPairs, Totals, WITHIN_DAYS};
use crate::model::share::Exact;
use crate::model::standard::Scenario;
use crate::model::text::Language;
use crate::stats::interval::Interval;
use crate::stats::pairs::LEAST_DISCORDANT;

/// The version of the JSON shape `fairness`.
const VERSION: u32 = 1;

/// Says whether personas were treated alike.
pub fn fairness(comparisons: &[Comparison], is_explained: bool, language: &Language) -> Report {
    let mut blocks = vec![
        Block::Heading(1, "Are people treated alike?".into()),
        Block::Note(
            Tone::Quiet,
            format!(
                "Visits with the same request by two personas, at one place by one channel, within {WITHIN_DAYS} days: each pair is compared with itself. This speaks of an organisation, never of one person."
            ),
        ),
    ];
    if comparisons.is_empty() {
        blocks.push(Block::Note(
            Tone::Warning,
            "No standard of these visits has two scenarios with the same request. Write `same_as` below the one that makes the request of another: see standards/README.md.".into(),
        ));
    }
    for one in comparisons {
        blocks.extend(comparison(one, is_explained, language));
    }
    if is_explained {
        blocks.push(Block::Heading(2, "How this was reached".into()));
        blocks.push(Block::List(vec![
            "Pairs: each visit of the first persona, by date and then id, takes the nearest free visit of the second.".into(),
            "Totals: sign-flip permutation of the pair differences, exact up to 20 pairs (flipped by site from five sites on); the interval is Student's t of the differences at 95 %.".into(),
            "Items: McNemar's exact test; the interval is Newcombe's (1998, method 10). Holm over all that can be tested of a comparison.".into(),
        ]));
    }
    Report {
        shape: "fairness",
        version: VERSION,
        blocks,
        data: data(comparisons, language),
    }
}

fn called(scenario: &Scenario, language: &Language) -> String {
    let persona = scenario.persona.as_ref().unwrap_or(&scenario.title);
    persona.in_language(language).into()
}

fn comparison(one: &Comparison, is_explained: bool, language: &Language) -> Vec<Block> {
    let [first, second] = [one.first, one.second].map(|it| called(it, language));
    let mut blocks = vec![Block::Heading(
        2,
        format!("{}: {first} and {second}", one.organisation),
    )];
    let n = one.pairs.len();
    if n == 0 {
        let [alone_first, alone_second] = one.n_alone;
        blocks.push(Block::Note(
            Tone::Plain,
            format!(
                "No pair yet: {} as the one, {} as the other, none at the same place by the same channel within {WITHIN_DAYS} days.",
                counted(alone_first, "visit"),
                counted(alone_second, "visit"),
            ),
        ));
        return blocks;
    }
    blocks.push(Block::List(circumstances(one, &first, &second)));
    if let Some(totals) = &one.totals {
        let tone = match totals.finding {
            Finding::Unequal => Tone::Warning,
            _ => Tone::Plain,
        };
        blocks.push(Block::Note(tone, of_totals(totals, &first, &second)));
    }
    if !one.items.is_empty() {
        // An item that came out alike in every pair needs no row of its own, but its doubt is said.
        let is_shown = |it: &&ItemPairs| is_explained || it.cells.discordant() > 0;
        let (shown, alike): (Vec<&ItemPairs>, Vec<&ItemPairs>) =
            one.items.iter().partition(is_shown);
        if !shown.is_empty() {
            blocks.push(Block::Table(cells(one, &shown, is_explained, language)));
            blocks.push(Block::Note(
                Tone::Quiet,
                "In how many pairs both passed, only the one, only the other, or neither. Still possible: the largest difference, in points of 100, for which so few pairs leave room.".into(),
            ));
        }
        blocks.extend(all_alike(&alike));
        let testable = one
            .items
            .iter()
            .filter(|it| it.finding != Finding::CannotShow);
        let few = one.items.len() - testable.count();
        if few > 0 {
            blocks.push(Block::Note(
                Tone::Plain,
                format!(
                    "{few} of {} yes-or-no items cannot show unequal treatment either way: it takes {LEAST_DISCORDANT} pairs that differ. A clean table of few pairs is no proof of fairness.",
                    one.items.len(),
                ),
            ));
        }
    }
    blocks
}

/// The items in which no pair differs, and what may still be.
fn all_alike(items: &[&ItemPairs]) -> Option<Block> {
    let size = |it: &Interval| it.low.abs().max(it.high.abs());
    let intervals = items.iter().filter_map(|it| it.interval());
    let widest = intervals.max_by(|a, b| size(a).total_cmp(&size(b)))?;
    let ids: Vec<String> = items.iter().map(|it| format!("`{}`", it.item.id)).collect();
    let text = format!(
        "Alike in every pair: {}. A difference of up to {} points is still possible there.",
        listed(&ids),
        largest(widest)
    );
    Some(Block::Note(Tone::Plain, text))
}

fn circumstances(one: &Comparison, first: &str, second: &str) -> Vec<String> {
    let n = one.pairs.len();
    let later = match one.n_second_later {
        0 => "none".into(),
        later if later == n && n > 1 => "all".into(),
        later => later.to_string(),
    };
    let mut lines = vec![format!(
        "{}; the {second} came later in {later} of them.",
        counted(n, "pair"),
    )];
    if one.n_second_later == 0 || one.n_second_later == n {
        lines.push(
            "The same one always came first: change the order, or habit and season count too."
                .into(),
        );
    }
    let alone: usize = one.n_alone.iter().sum();
    if alone > 0 {
        lines.push(format!(
            "{} found no partner and {} left out.",
            counted(alone, "visit"),
            plural(alone, "is", "are")
        ));
    }
    let few: Vec<&str> = [first, second]
        .into_iter()
        .zip(&one.testers)
        .filter(|(_, testers)| testers.len() < 2)
        .map(|(persona, _)| persona)
        .collect();
    if !few.is_empty() {
        lines.push(format!(
            "Only one auditor played {}: the person, not the persona, may make a difference. Let at least two play each.",
            listed(&few)
        ));
    }
    lines
}

/// The largest difference that is still possible, in points.
fn largest(interval: Interval) -> String {
    let [low, high] = [interval.low, interval.high].map(shown);
    let size = |it: Exact| it.gap_tenths().abs();
    gap_size(if size(low) > size(high) { low } else { high })
}

fn of_totals(totals: &Totals, first: &str, second: &str) -> String {
    let difference = Exact::nearest(totals.difference);
    let tenths = difference.gap_tenths();
    let side = match tenths.cmp(&0) {
        std::cmp::Ordering::Greater => format!(
            "the {first} scored {} points more on average",
            gap_size(difference)
        ),
        std::cmp::Ordering::Less => format!(
            "the {second} scored {} points more on average",
            gap_size(difference)
        ),
        std::cmp::Ordering::Equal => "both scored the same on average".into(),
    };
    let still = totals.interval.map_or(String::new(), |it| {
        format!(
            " A difference of up to {} points is still possible.",
            largest(it)
        )
    });
    match totals.finding {
        Finding::Unequal => {
            let likely = totals
                .interval
                .map_or(String::new(), |it| format!(", likely {} points", range(it)));
            format!("Totals: treated otherwise; {side}{likely}.")
        }
        Finding::NotShown => format!("Totals: no unequal treatment shown; {side}.{still}"),
        Finding::CannotShow => format!(
            "Totals: {} cannot show unequal treatment either way (it takes {LEAST_DISCORDANT}); {side}.{still}",
            counted(usize::try_from(totals.n).unwrap_or(usize::MAX), "pair"),
        ),
    }
}

fn said(finding: Finding) -> (Tone, &'static str) {
    match finding {
        Finding::Unequal => (Tone::Warning, "treated otherwise"),
        Finding::NotShown => (Tone::Plain, "not shown"),
        Finding::CannotShow => (Tone::Quiet, "can't tell"),
    }
}

fn cells(one: &Comparison, items: &[&ItemPairs], is_explained: bool, language: &Language) -> Table {
    let row = |it: &&ItemPairs| {
        let (tone, word) = said(it.finding);
        let p = it.cells.p_exact();
        let word = match it.adjusted {
            Some(adjusted) if is_explained => format!("{word} (p {p:.4}, Holm {adjusted:.4})"),
            _ => word.into(),
        };
        vec![
            Cell::Text(question(Some(it.item), &it.item.id, language).into()),
            Cell::Count(it.cells.both),
            Cell::Count(it.cells.first_only),
            Cell::Count(it.cells.second_only),
            Cell::Count(it.cells.neither),
            it.interval()
                .map_or(Cell::Missing(""), |it| Cell::Text(largest(it))),
            Cell::Toned(tone, word),
        ]
    };
    Table {
        name: "cells",
        columns: vec![
            Column::new("question", "Item passed by", 0),
            Column::new("both", "Both", 0),
            Column::new(
                "first_only",
                &format!("Only {}", called(one.first, language)),
                0,
            ),
            Column::new(
                "second_only",
                &format!("Only {}", called(one.second, language)),
                0,
            ),
            Column::new("neither", "Neither", 1),
            Column::new("possible", "Still possible", 1),
            Column::new("finding", "Finding", 0),
        ],
        rows: items.iter().map(row).collect(),
    }
}

fn data(comparisons: &[Comparison], language: &Language) -> Vec<Table> {
    let text = |text: &str| Cell::Text(text.into());
    let start = |one: &Comparison| {
        vec![
            text(one.standard.id.as_str()),
            text(one.role.name()),
            text(one.organisation.as_str()),
            text(one.first.id.as_str()),
            text(one.second.id.as_str()),
        ]
    };
    let ends = |interval: Option<Interval>| {
        let both = interval.map(|it| [it.low, it.high].map(|it| Cell::Gap(end(it))));
        both.unwrap_or([Cell::Missing("too few"), Cell::Missing("too few")])
    };
    let p = |p: Option<f64>| {
        p.map_or(Cell::Missing("too few"), |p| {
            Cell::Number((p * 1e4).round() / 1e4)
        })
    };
    let comparison = comparisons.iter().map(|one| {
        let mut row = start(one);
        let totals = one.totals.as_ref();
        row.extend([
            Cell::Count(one.pairs.len() as u64),
            Cell::Count(one.n_alone[0] as u64),
            Cell::Count(one.n_alone[1] as u64),
            Cell::Count(one.testers[0].len() as u64),
            Cell::Count(one.testers[1].len() as u64),
            Cell::Count(one.n_second_later as u64),
            totals.map_or(Cell::Missing("no pair"), |it| {
                Cell::Gap(Exact::nearest(it.difference))
            }),
        ]);
        row.extend(ends(totals.and_then(|it| it.interval)));
        row.extend([
            p(totals.and_then(|it| it.p)),
            p(totals.and_then(|it| it.adjusted)),
            totals.map_or(Cell::Missing("no pair"), |it| text(it.finding.name())),
        ]);
        row
    });
    let items = comparisons.iter().flat_map(|one| {
        one.items.iter().map(move |it| {
            let mut row = start(one);
            row.extend([
                text(it.item.id.as_str()),
                text(question(Some(it.item), &it.item.id, language)),
                Cell::Count(it.cells.n()),
                Cell::Count(it.cells.both),
                Cell::Count(it.cells.first_only),
                Cell::Count(it.cells.second_only),
                Cell::Count(it.cells.neither),
                it.cells
                    .difference()
                    .map_or(Cell::Missing("no pair"), |it| Cell::Gap(Exact::nearest(it))),
            ]);
            row.extend(ends(it.interval()));
            // With too few that differ there is no p to speak of.
            let exact = it.adjusted.map(|_| it.cells.p_exact());
            row.extend([p(exact), p(it.adjusted), text(it.finding.name())]);
            row
        })
    });
    let pairs = comparisons.iter().flat_map(|one| {
        one.pairs.iter().map(move |pair| {
            let mut row = start(one);
            row.extend([pair.first, pair.second].map(|it| text(it.visit.facts.id.as_str())));
            row
        })
    });
    let whose = ["standard", "role", "organisation", "first", "second"];
    let table = |name, keys: &[&str], rows| Table {
        name,
        columns: columns(&[&whose[..], keys].concat()),
        rows,
    };
    vec![
        table(
            "comparisons",
            &[
                "n_pairs",
                "n_first_alone",
                "n_second_alone",
                "n_first_testers",
                "n_second_testers",
                "n_second_later",
                "difference",
                "low",
                "high",
                "p",
                "p_adjusted",
                "finding",
            ],
            comparison.collect(),
        ),
        table(
            "items",
            &[
                "item",
                "question",
                "n_pairs",
                "both",
                "first_only",
                "second_only",
                "neither",
                "difference",
                "low",
                "high",
                "p",
                "p_adjusted",
                "finding",
            ],
            items.collect(),
        ),
        table("pairs", &["first_visit", "second_visit"], pairs.collect()),
    ]
}
