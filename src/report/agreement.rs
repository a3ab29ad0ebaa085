//! Agreement as a report: do two people see the same, which items leave room, who is kinder, and how
//! many visits it takes. Answers that differ stand without who gave them; a code appears only where
//! an auditor has enough visits beside others.

use super::agreement_data::data;
use super::agreement_explain::explained;
use super::comparison_caveats::near_miss;
use super::left_out::left_out;
use super::wording::{
    self, counted, date, gap_size, listed, percent, plural, question, range, short_percent, shown,
};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::agreement::{
    Agreement, ItemAgreement, Kindness, Lean, Pooled, Reliability, StandardAgreement, Twice,
};
use crate::analysis::select::Reason;
use crate::analysis::settings::Settings;
use crate::analysis::side::ENOUGH_VISITS;
use crate::model::share::{Exact, Share};
use crate::model::text::Language;
use crate::stats::bootstrap;
use crate::stats::interval::LEVEL;
use crate::stats::leniency::LEAST_SHARED;
use crate::stats::reliability::{LEAST_GROUPS, looks_for, spearman_brown};

/// Items and differences that are listed; more are only counted.
const MOST_LISTED: usize = 12;

/// The report of agreement, in a language where the standard has it; with the words of statistics
/// where they are asked for.
pub fn agreement(
    found: &Agreement,
    settings: &Settings,
    is_explained: bool,
    language: &Language,
) -> Report {
    let mut blocks: Vec<Block> = found.near_misses.iter().map(near_miss).collect();
    if found.standards.is_empty() {
        let text = "There are no visits yet. Score the first one: mystery visit quick-check";
        blocks.push(Block::Note(Tone::Plain, text.into()));
    }
    for one in &found.standards {
        let name = one.catalogue.newest().map_or(one.id.as_str(), |standard| {
            standard.title.in_language(language)
        });
        let versions: Vec<String> = one.versions.iter().map(ToString::to_string).collect();
        let word = plural(versions.len(), "version", "versions");
        blocks.push(Block::Heading(
            1,
            format!("{name}, {word} {}: do auditors agree?", listed(&versions)),
        ));
        blocks.extend(left_out_note(found, one));
        blocks.extend(twice(one, language));
        blocks.extend(kindness(one, settings));
        blocks.extend(reliability(one));
        if is_explained {
            blocks.extend(explained(one, language));
        }
    }
    Report {
        shape: "agreement",
        version: 1,
        blocks,
        data: data(found, language),
    }
}

fn left_out_note(found: &Agreement, one: &StandardAgreement) -> Option<Block> {
    let n = |reason: Reason| {
        let of_this = |it: &&crate::analysis::select::LeftOut| {
            let standard = &it.scored.visit.facts.standard;
            it.reason == reason
                && standard.id == *one.id
                && one.versions.contains(&standard.version)
        };
        found.left_out.iter().filter(of_this).count()
    };
    let left_out = left_out(n);
    (!left_out.is_empty())
        .then(|| Block::Note(Tone::Quiet, format!("Left out: {}.", listed(&left_out))))
}

/// The question of an item.
pub(super) fn asked(one: &StandardAgreement, item: usize, language: &Language) -> String {
    let entry = &one.catalogue.items[item];
    question(entry.item, entry.id, language).trim().into()
}

fn twice(one: &StandardAgreement, language: &Language) -> Vec<Block> {
    let n = one.twice.len();
    let mut blocks = vec![Block::Heading(
        2,
        "The same contact, two pairs of eyes".into(),
    )];
    let Some(pooled) = &one.pooled else {
        let text = if n == 0 {
            format!(
                "No contact was scored by two people yet, so it cannot be told whether they would see the same. Let a second person who was there, or who has the recording, score it too: mystery visit --second VISIT. From {ENOUGH_VISITS} on the items that leave room show."
            )
        } else {
            format!(
                "{} scored twice, but no item was answered by both.",
                were(n, "contact")
            )
        };
        blocks.push(Block::Note(Tone::Warning, text));
        return blocks;
    };
    blocks.push(Block::List(sentences(one, pooled)));
    blocks.extend(items_to_mend(one, language));
    blocks.extend(differences(one, language));
    blocks
}

/// `1 contact was`, `3 contacts were`.
fn were(n: usize, what: &str) -> String {
    format!("{} {}", counted(n, what), plural(n, "was", "were"))
}

fn sentences(one: &StandardAgreement, pooled: &Pooled) -> Vec<String> {
    let n = one.twice.len();
    let mut said = vec![format!(
        "{} scored twice. Of {} that both gave, {} % were the same.",
        were(n, "contact"),
        counted(pooled.n_units, "answer"),
        percent(Exact::nearest(pooled.observed)),
    )];
    let apart: Vec<Exact> = one.twice.iter().filter_map(Twice::apart).collect();
    if let Some(most) = apart.iter().max() {
        let mean = apart.iter().map(|it| it.value()).sum::<f64>() / apart.len() as f64;
        said.push(if apart.len() == 1 {
            format!("The two totals lie {} points apart.", gap_size(*most))
        } else {
            format!(
                "The totals of one contact lie {} points apart on average, at most {}.",
                gap_size(shown(mean)),
                gap_size(*most)
            )
        });
    }
    said.push(match pooled.alpha {
        None if (n as u64) < ENOUGH_VISITS => format!(
            "That is too few to say how far auditors can be relied on: from {ENOUGH_VISITS} contacts scored twice on it can be said; {} more to go.",
            ENOUGH_VISITS - n as u64
        ),
        None => "Nearly all answers were alike, so agreement beyond chance cannot be worked out.".into(),
        Some(alpha) => {
            let rough = if pooled.is_rough || pooled.interval.is_none() {
                format!(
                    " It is rough: how sure it is can be told from {} contacts on.",
                    bootstrap::LEAST_UNITS
                )
            } else {
                String::new()
            };
            format!("Beyond what chance would give: {}.{rough}", reliance(alpha))
        }
    });
    said
}

/// What Krippendorff's bands come to, in plain words.
fn reliance(alpha: f64) -> &'static str {
    match alpha {
        0.8.. => "they agree well enough to rely on",
        0.667.. => "they agree fairly; take conclusions as tentative",
        _ => {
            "they agree too little to rely on one auditor's answers: mend the items below, and train"
        }
    }
}

fn items_to_mend(one: &StandardAgreement, language: &Language) -> Vec<Block> {
    if (one.twice.len() as u64) < ENOUGH_VISITS {
        return Vec::new();
    }
    let differing: Vec<&ItemAgreement> = one
        .items
        .iter()
        .filter(|item| item.n_same < item.n)
        .collect();
    if differing.is_empty() {
        return Vec::new();
    }
    let rows = differing.iter().take(MOST_LISTED).map(|item| {
        vec![
            Cell::Text(asked(one, item.item, language)),
            Cell::Text(format!("{} of {}", item.n_same, item.n)),
            Cell::Text(wording::range_of_shares(item.likely.low, item.likely.high)),
            Cell::Text(advice(item).into()),
        ]
    });
    let mut blocks = vec![
        Block::Heading(2, "Items that leave room, least agreement first".into()),
        Block::Table(Table {
            name: "items",
            columns: vec![
                Column::new("item", "Item", 0),
                Column::new("same", "Same answer", 0),
                Column::new("likely", "Likely, %", 2),
                Column::new("advice", "What to do", 0),
            ],
            rows: rows.collect(),
        }),
    ];
    if differing.len() > MOST_LISTED {
        let text = format!(
            "And {} more; --format csv has all.",
            differing.len() - MOST_LISTED
        );
        blocks.push(Block::Note(Tone::Quiet, text));
    }
    blocks
}

/// Whether wording or people are to be mended.
fn advice(item: &ItemAgreement) -> &'static str {
    if item.is_to_be_mended() {
        return "mend the wording";
    }
    match item.lean {
        Lean::OneKinder => "one person is kinder each time: talk it through",
        _ => "watch it",
    }
}

/// Each answer that differs, while they are few.
fn differences(one: &StandardAgreement, language: &Language) -> Vec<Block> {
    if one.twice.len() as u64 >= ENOUGH_VISITS || one.differences.is_empty() {
        return Vec::new();
    }
    let shown = one.differences.iter().take(MOST_LISTED).map(|it| {
        let item = one.catalogue.items[it.item].item;
        let answers: Vec<String> = it
            .answers
            .iter()
            .map(|answer| wording::answer(answer, item, language))
            .collect();
        let facts = &it.visit.facts;
        format!(
            "{} ({}, {})",
            wording::asked_and_answered(&asked(one, it.item, language), &answers.join(" / ")),
            facts.organisation,
            date(facts.visited.date())
        )
    });
    let mut blocks = vec![
        Block::Heading(2, "Where they differ".into()),
        Block::List(shown.collect()),
    ];
    let more = one.differences.len().saturating_sub(MOST_LISTED);
    if more > 0 {
        let text = format!("And {more} more; --format json has all.");
        blocks.push(Block::Note(Tone::Quiet, text));
    }
    blocks
}

fn kindness(one: &StandardAgreement, settings: &Settings) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(
        2,
        "Is anyone kinder than the others?".into(),
    )];
    if one.kindness.len() < 2 {
        blocks.push(Block::Note(
            Tone::Plain,
            format!(
                "Can't tell yet: it takes two auditors with {LEAST_SHARED} visits each to sites that others visited too."
            ),
        ));
        return blocks;
    }
    let clear: Vec<&Kindness> = one.kindness.iter().filter(|it| it.is_clear).collect();
    let text = if clear.is_empty() {
        format!(
            "No auditor is clearly kinder or harsher on the same sites, by more than {} points and more than chance; that is no proof that all are alike.",
            short_percent(Share::rounded(settings.delta()))
        )
    } else {
        "On the same sites the totals of some differ clearly. Visit on turns, talk through the items, and compare places only where the same people went.".into()
    };
    blocks.push(Block::Note(Tone::Plain, text));
    let rows = one.kindness.iter().map(|it| {
        let interval = it.bias.interval(LEVEL);
        vec![
            Cell::Text(it.auditor.to_owned()),
            Cell::Count(it.n_shared as u64),
            Cell::Gap(shown(it.bias.value)),
            interval.map_or(Cell::Missing(""), |it| Cell::Text(range(it))),
            Cell::Text(verdict(it).into()),
        ]
    });
    blocks.push(Block::Table(Table {
        name: "auditors",
        columns: vec![
            Column::new("auditor", "Auditor", 0),
            Column::new("visits", "Visits", 1),
            Column::new("kinder", "Kinder by", 0),
            Column::new("likely", "Likely", 2),
            Column::new("verdict", "Verdict", 0),
        ],
        rows: rows.collect(),
    }));
    blocks.push(Block::Note(
        Tone::Quiet,
        "Kinder by: points above the middle of those who visited the same sites.".into(),
    ));
    if one.n_not_told > 0 {
        blocks.push(Block::Note(
            Tone::Quiet,
            format!(
                "{} with fewer than {LEAST_SHARED} such visits {} not shown.",
                counted(one.n_not_told, "auditor"),
                plural(one.n_not_told, "is", "are")
            ),
        ));
    }
    blocks
}

/// In the words of every verdict.
fn verdict(kindness: &Kindness) -> &'static str {
    match (kindness.is_clear, kindness.is_same) {
        (true, _) => "clear",
        (false, true) => "about the same",
        (false, false) => "can't tell",
    }
}

fn reliability(one: &StandardAgreement) -> Vec<Block> {
    let text = match one.reliability {
        Reliability::TooFewSites(n) => format!(
            "Can't tell yet: {} two visits or more; from {LEAST_GROUPS} sites on it can be worked out how many visits make a site's score reliable.",
            if n == 1 {
                "1 site has".into()
            } else {
                format!("{n} sites have")
            }
        ),
        Reliability::NotApart { n_sites } => format!(
            "The {n_sites} sites cannot be told apart: visits to the same site differ as much as visits to different ones. Do not rank them by these scores."
        ),
        Reliability::Apart {
            n_sites,
            one_visit,
            usual_n,
        } => {
            let visits =
                |goal: f64| looks_for(goal, one_visit).map_or("-".to_owned(), |n| n.to_string());
            let now = spearman_brown(one_visit, usual_n);
            format!(
                "From {n_sites} sites: of what one visit says, {} % is the site and the rest is the day, the hour and who was there. A site's mean of {} visits {}. To tell sites apart roughly takes {} visits to each, well {}, to rank them or pay by them {}.",
                percent(Exact::nearest(one_visit)),
                format!("{usual_n:.1}").trim_end_matches(".0"),
                match now {
                    0.9.. => "is enough to rank sites",
                    0.8.. => "tells sites apart well",
                    0.7.. => "tells sites apart roughly",
                    _ => "does not tell sites apart yet",
                },
                visits(0.7),
                visits(0.8),
                visits(0.9),
            )
        }
    };
    vec![
        Block::Heading(2, "How many visits make a site's score reliable?".into()),
        Block::Note(Tone::Plain, text),
    ]
}
