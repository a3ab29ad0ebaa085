//! Which items go together with how the visit ended, in words. It says "goes together with", never
//! "causes", and less the fewer visits there are.

use super::drivers_data::data;
use super::wording::{counted, listed, percent, plural, question, upper_first};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::drivers::{Driver, Drivers, Place, Places, Sign, Skipped, Within};
use crate::model::order::InOrder;
use crate::model::share::Exact;
use crate::model::text::Language;
use crate::stats::drivers::{LEAST_ROWS, ROWS_FOR_RANKS};

/// The version of the JSON shape `drivers`.
const VERSION: u32 = 2;

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
        if one.n_sites > 1 || one.n_auditors > 1 {
            blocks.push(Block::Note(
                Tone::Quiet,
                "Over all visits as they are: differences between places and between auditors are in it."
                    .into(),
            ));
        }
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
        table_columns.push(Column::new("r", "r, interval, shrunken", 0));
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
                let drawn = it.shrunken.map_or(String::new(), |it| format!(", {it:.2}"));
                format!(
                    "{r:.2} ({:.2} to {:.2}){drawn}",
                    interval.low, interval.high
                )
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

/// What was taken away before, and what was not and may therefore show; nothing to say of one
/// auditor at one site.
fn taken_away(one: &Drivers, within: Within) -> Option<String> {
    let Within { places, auditors } = within;
    let taken: Vec<&str> = [
        (
            auditors && one.n_auditors > 1,
            "how high each auditor rates",
        ),
        (
            places == Places::Sites && one.n_sites > 1,
            "how good each place is",
        ),
        (
            places == Places::Organisations && one.n_organisations > 1,
            "how good each organisation is",
        ),
    ]
    .into_iter()
    .filter(|(is_so, _)| *is_so)
    .map(|(_, what)| what)
    .collect();
    let mut said = Vec::new();
    if !taken.is_empty() {
        let verb = plural(taken.len(), "is", "are");
        said.push(format!(
            "{} in general {verb} taken away before items are sorted into these groups; the averages beside them are of all visits as they are, with such differences in them.",
            upper_first(&listed(&taken)),
        ));
    }
    if places != Places::Sites && one.n_sites > 1 {
        said.push(
            "How good each place is could not be taken away: too few visits to each, or they ended alike. So a place that is good at much ties much together."
                .into(),
        );
    }
    if !auditors && one.n_auditors > 1 {
        said.push(
            "How high each auditor rates could not be taken away: too few visits by each, or they ended alike. So one who rates everything high ties much together."
                .into(),
        );
    }
    (!said.is_empty()).then(|| said.join(" "))
}

fn limits(one: &Drivers, is_explained: bool, language: &Language) -> Vec<String> {
    let mut lines = vec![DONE_WELL.to_owned()];
    if let Some(r_squared) = one.r_squared {
        let is_within = one.within.is_some_and(|it| it.places == Places::Sites) && one.n_sites > 1;
        let which = if is_within {
            "how visits to the same place ended"
        } else {
            "how it ended"
        };
        lines.push(format!(
            "All items together go along with {} % of the differences in {which}; Part is each one's share of that, and Rank the places that it may have.",
            percent(Exact::nearest(r_squared)),
        ));
    } else {
        lines.push(format!(
            "No ranks: from {ROWS_FOR_RANKS} visits, and five for each item. With fewer, the first place is mostly luck.",
        ));
    }
    lines.extend(one.within.and_then(|within| taken_away(one, within)));
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
            of(|it| *it == Skipped::AlikeWithin),
            "nearly always the same at each place (fewer than 5 visits otherwise)",
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
        lines.push("r is Pearson's after what is taken away, with its degrees of freedom; in brackets Fisher's interval at 95 %; last r shrunken towards the mean of all by Efron and Morris. Together: Benjamini-Hochberg under 5 % over all items. Parts are Johnson's relative weights, an item not judged standing at its mean; ranks from 400 redrawn sets of visits, of whole sites from 5 sites on.".into());
    }
    lines
}
