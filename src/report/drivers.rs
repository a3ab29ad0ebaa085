//! Which items go together with how the visit ended, in words. It says "goes together with", never
//! "causes", and less the fewer visits there are.

use super::visit_tables::columns;
use super::wording::{counted, listed, percent, plural, question};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::drivers::{Driver, Drivers, Place, Sign, Skipped};
use crate::model::order::InOrder;
use crate::model::share::Exact;
use crate::model::text::Language;
use crate::stats::drivers::{LEAST_ROWS, ROWS_FOR_RANKS};

/// The version of the JSON shape `drivers`.
const VERSION: u32 = 1;

/// Most items shown of which nothing can be said; data has all of them.
const MOST_UNCLEAR: usize = 8;

/// What the columns of means are.
const DONE_WELL: &str = "End: how the visits ended on average, of 100, and in brackets how many; done well: where the item earned more than it does on average.";

/// Says what goes together with the outcome.
pub fn drivers(all: &[Drivers], is_explained: bool, language: &Language) -> Report {
    let mut blocks = Vec::new();
    for one in all {
        blocks.extend(of_standard(one, is_explained, language));
    }
    if all.is_empty() {
        blocks.push(Block::Note(Tone::Warning, "No visit counts yet.".into()));
    }
    Report {
        shape: "drivers",
        version: VERSION,
        blocks,
        data: data(all, language),
    }
}

fn of_standard(one: &Drivers, is_explained: bool, language: &Language) -> Vec<Block> {
    let title = one.standard.title.in_language(language);
    let mut blocks = vec![Block::Heading(
        1,
        format!("What goes together with how it ended: {title}"),
    )];
    let mut note = |tone, text: String| blocks.push(Block::Note(tone, text));
    let Some(outcome) = one.outcome else {
        note(
            Tone::Warning,
            "No item says how the visit ended. Tag the one that does with `tags: {measure: outcome}`.".into(),
        );
        return blocks;
    };
    let asked = question(Some(outcome), &outcome.id, language);
    note(
        Tone::Plain,
        format!(
            "{}, by the answer to: {asked} What goes together need not be the cause: a good day makes many answers good at once.",
            counted(one.n_visits, "visit")
        ),
    );
    if one.n_visits == 0 || one.is_always_alike {
        note(
            Tone::Plain,
            "It was answered alike in all of them, so nothing can go together with it.".into(),
        );
        return blocks;
    }
    if one.is_too_small() {
        note(
            Tone::Warning,
            format!(
                "Too few to say what matters: from {LEAST_ROWS} visits. Until then, side by side:"
            ),
        );
        blocks.push(Block::Table(side_by_side(&one.drivers, language)));
        blocks.push(Block::Note(Tone::Quiet, DONE_WELL.into()));
        return blocks;
    }
    blocks.extend(none_stands_out(one));
    for (sign, heading) in [
        (Sign::Together, "Goes together with a good end"),
        (Sign::Against, "Goes together with a bad end"),
        (Sign::Unclear, "Unclear: it may, or not"),
        (Sign::None, "No sign of it"),
    ] {
        let mut such: Vec<&Driver> = one
            .drivers
            .iter()
            .filter(|it| it.sign == Some(sign))
            .collect();
        if such.is_empty() {
            continue;
        }
        if one.has_weights() {
            let weight = |it: &Driver| it.weight.unwrap_or(0.0);
            such.order_by(|a, b| weight(b).total_cmp(&weight(a)));
        } else {
            let low = |it: &Driver| it.interval.map_or(-1.0, |it| it.low);
            such.order_by(|a, b| low(b).total_cmp(&low(a)));
        }
        let n = such.len();
        let is_clear = matches!(sign, Sign::Together | Sign::Against);
        such.truncate(if is_clear { n } else { MOST_UNCLEAR });
        blocks.push(Block::Heading(2, heading.into()));
        let has_places = such.iter().any(|it| it.place.is_some());
        blocks.push(Block::Table(group(
            one,
            &such,
            has_places,
            is_explained,
            language,
        )));
        if n > such.len() {
            blocks.push(Block::Note(
                Tone::Quiet,
                format!("{} in CSV and JSON.", counted(n - such.len(), "more item")),
            ));
        }
    }
    blocks.push(Block::List(limits(one, is_explained, language)));
    blocks
}

/// Where no item stands out among so many, that is said; and which would alone.
fn none_stands_out(one: &Drivers) -> Option<Block> {
    let mut signs = one.drivers.iter().filter_map(|it| it.sign);
    if signs.any(|it| matches!(it, Sign::Together | Sign::Against)) {
        return None;
    }
    let n = one.drivers.len();
    let alone = one.drivers.iter().filter(|it| {
        let interval = it.interval;
        interval.is_some_and(|it| it.low > 0.0 || it.high < 0.0)
    });
    let alone: Vec<String> = alone.map(|it| format!("`{}`", it.item.id)).collect();
    let none = format!(
        "Of {} none goes together with the end more surely than luck would do among so many.",
        counted(n, "item")
    );
    let said = if alone.is_empty() {
        none
    } else {
        format!(
            "{none} Looked at alone, {} would stand out; luck alone makes about one item in twenty do so.",
            listed(&alone),
        )
    };
    Some(Block::Note(Tone::Plain, said))
}

/// A mean outcome with its n: `81.2 (11)`.
fn outcome((mean, n): (Option<f64>, usize)) -> Cell {
    mean.map_or(Cell::Missing("none"), |mean| {
        Cell::Text(format!("{} ({n})", percent(Exact::nearest(mean))))
    })
}

fn side_by_side(drivers: &[Driver], language: &Language) -> Table {
    let row = |it: &Driver| {
        vec![
            Cell::Text(question(Some(it.item), &it.item.id, language).into()),
            outcome(it.with),
            outcome(it.without),
        ]
    };
    Table {
        name: "side_by_side",
        columns: vec![
            Column::new("question", "Item", 0),
            Column::new("with", "End, done well (n)", 0),
            Column::new("without", "End, not (n)", 0),
        ],
        rows: drivers.iter().map(row).collect(),
    }
}

fn group(
    one: &Drivers,
    such: &[&Driver],
    has_places: bool,
    is_explained: bool,
    language: &Language,
) -> Table {
    let mut table_columns = vec![
        Column::new("question", "Item", 0),
        Column::new("with", "End, done well (n)", 0),
        Column::new("without", "End, not (n)", 0),
        Column::new("performance", "Earns", 1),
    ];
    if one.has_weights() {
        table_columns.push(Column::new("weight", "Part", 0));
        table_columns.push(Column::new("ranks", "Rank", 0));
    }
    if is_explained {
        table_columns.push(Column::new("r", "r", 0));
    }
    if has_places {
        table_columns.push(Column::new("place", "So", 0));
    }
    let row = |it: &&Driver| {
        let mut row = vec![
            Cell::Text(question(Some(it.item), &it.item.id, language).into()),
            outcome(it.with),
            outcome(it.without),
            Cell::Mean(Exact::nearest(it.performance)),
        ];
        if one.has_weights() {
            let weight = it.weight.map(Exact::nearest);
            row.push(weight.map_or(Cell::Missing("none"), Cell::Mean));
            row.push(it.ranks.map_or(Cell::Missing("none"), |(best, worst)| {
                Cell::Text(format!("{best} to {worst}"))
            }));
        }
        if is_explained {
            let spelt = it.r.zip(it.interval).map(|(r, interval)| {
                format!("{r:.2} ({:.2} to {:.2})", interval.low, interval.high)
            });
            row.push(spelt.map_or(Cell::Missing("none"), Cell::Text));
        }
        if has_places {
            row.push(match it.place {
                Some(Place::MendFirst) => Cell::Toned(Tone::Warning, "mend first".into()),
                Some(Place::Keep) => Cell::Toned(Tone::Good, "keep it up".into()),
                None => Cell::Missing(" "),
            });
        }
        row
    };
    Table {
        name: "drivers",
        columns: table_columns,
        rows: such.iter().map(row).collect(),
    }
}

fn limits(one: &Drivers, is_explained: bool, language: &Language) -> Vec<String> {
    let mut lines = vec![DONE_WELL.to_owned()];
    if let Some(r_squared) = one.r_squared {
        lines.push(format!(
            "All items together go along with {} % of the differences in how it ended; Part is each one's share of that, and Rank the places that it may have.",
            percent(Exact::nearest(r_squared)),
        ));
    } else {
        lines.push(format!(
            "No ranks: from {ROWS_FOR_RANKS} visits, and five for each item. With fewer, the first place is mostly luck.",
        ));
    }
    lines.push(
        "How high each auditor rates in general is taken away. All organisations count together, so a place that is good at much ties much together."
            .into(),
    );
    let of = |is_it: fn(&Skipped) -> bool| -> Vec<String> {
        let such = one.skipped.iter().filter(|(_, why)| is_it(why));
        such.map(|(item, _)| format!("`{}`", item.id)).collect()
    };
    for (items, why) in [
        (
            of(|it| *it == Skipped::OneSided),
            "nearly always the same (fewer than 5 visits otherwise)",
        ),
        (
            of(|it| *it == Skipped::SeldomJudged),
            "not judged in more than two of five visits",
        ),
    ] {
        if !items.is_empty() {
            lines.push(format!(
                "Not looked at, for {} {why}: {}.",
                plural(items.len(), "it was", "they were"),
                items.join(", ")
            ));
        }
    }
    for (item, why) in &one.skipped {
        if let Skipped::SameAs(other) = why {
            let asked = question(Some(item), &item.id, language);
            lines.push(format!(
                "{asked} goes along with `{other}` and counts as one with it."
            ));
        }
    }
    if is_explained {
        lines.push("r is Pearson's, centred by auditor and shrunken towards the mean of all by Efron and Morris; in brackets Fisher's interval at 95 % before that. Together: Benjamini-Hochberg under 5 % over all items. Parts are Johnson's relative weights, an item not judged standing at its mean; ranks from 400 redrawn sets of visits, of whole sites from 5 sites on.".into());
    }
    lines
}

fn data(all: &[Drivers], language: &Language) -> Vec<Table> {
    let text = |text: &str| Cell::Text(text.into());
    let none = || Cell::Missing("too few");
    let rounded = |it: f64| Cell::Number((it * 1e4).round() / 1e4);
    let mean = |it: Option<f64>| it.map_or_else(none, |it| Cell::Mean(Exact::nearest(it)));
    let rows = all.iter().flat_map(|one| {
        one.drivers.iter().map(move |it| {
            vec![
                text(one.standard.id.as_str()),
                text(it.item.id.as_str()),
                text(question(Some(it.item), &it.item.id, language)),
                Cell::Count(it.n as u64),
                mean(it.with.0),
                Cell::Count(it.with.1 as u64),
                mean(it.without.0),
                Cell::Count(it.without.1 as u64),
                mean(Some(it.performance)),
                it.sign.map_or_else(none, |it| text(it.name())),
                it.r.map_or_else(none, rounded),
                it.interval.map_or_else(none, |it| rounded(it.low)),
                it.interval.map_or_else(none, |it| rounded(it.high)),
                it.weight.map_or_else(none, rounded),
                it.ranks.map_or_else(none, |it| Cell::Count(it.0 as u64)),
                it.ranks.map_or_else(none, |it| Cell::Count(it.1 as u64)),
                it.place.map_or(Cell::Missing("unclear"), |it| {
                    text(match it {
                        Place::MendFirst => "mend_first",
                        Place::Keep => "keep",
                    })
                }),
            ]
        })
    });
    let outcomes = all.iter().map(|one| {
        vec![
            text(one.standard.id.as_str()),
            one.outcome
                .map_or(Cell::Missing("none"), |it| text(it.id.as_str())),
            Cell::Count(one.n_visits as u64),
            one.r_squared.map_or_else(none, rounded),
        ]
    });
    let skipped = all.iter().flat_map(|one| {
        one.skipped.iter().map(move |(item, why)| {
            let (why, same_as) = match why {
                Skipped::OneSided => ("one_sided", None),
                Skipped::SeldomJudged => ("seldom_judged", None),
                Skipped::SameAs(id) => ("same_as", Some(id)),
            };
            vec![
                text(one.standard.id.as_str()),
                text(item.id.as_str()),
                text(why),
                same_as.map_or(Cell::Missing("none"), |id| text(id.as_str())),
            ]
        })
    });
    let table = |name, keys: &[&str], rows| Table {
        name,
        columns: columns(keys),
        rows,
    };
    vec![
        table(
            "drivers",
            &[
                "standard",
                "item",
                "question",
                "n",
                "outcome_with",
                "n_with",
                "outcome_without",
                "n_without",
                "performance",
                "sign",
                "r",
                "low",
                "high",
                "weight",
                "best_rank",
                "worst_rank",
                "place",
            ],
            rows.collect(),
        ),
        table(
            "outcomes",
            &["standard", "item", "n_visits", "r_squared"],
            outcomes.collect(),
        ),
        table(
            "not_looked_at",
            &["standard", "item", "why", "same_as"],
            skipped.collect(),
        ),
    ]
}
