//! The tables of figures of a comparison: own beside no more than two others at a time, so that they
//! fit a terminal of 80 columns.

use super::comparison::counted_u64;
use super::wording::{percent, question, short_percent};
use super::{Block, Cell, Column, Table, Tone};
use crate::analysis::compare::StandardComparison;
use crate::analysis::measure::Measure;
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::side::{ENOUGH_VISITS, Side};
use crate::model::answer::Status;
use crate::model::share::{Exact, Share};
use crate::model::text::Language;
use crate::model::visit::Role;

/// Others beside our own in one table.
const BESIDE_OWN: usize = 2;

/// How often something happened that did not.
const NEVER: &str = "never";

/// Most items ahead, and most behind, of the table of differences.
const MOST_DIFFERENCES: usize = 5;

/// A figure of one visit of a measure.
type Pick = fn(&Measure) -> Option<Share>;

/// The sides of one table: the own one first, where there is one.
pub(super) struct Beside {
    /// Their places in the comparison.
    pub(super) places: Vec<usize>,
    /// The place of the side that gaps are taken from.
    reference: Option<usize>,
}

/// The sides, so many as stand beside each other.
pub(super) fn beside(one: &StandardComparison) -> Vec<Beside> {
    let reference = one.reference();
    let others: Vec<usize> = (0..one.sides.len())
        .filter(|place| Some(*place) != reference)
        .collect();
    if others.is_empty() {
        return vec![Beside {
            places: reference.into_iter().collect(),
            reference,
        }];
    }
    let n = BESIDE_OWN + usize::from(reference.is_none());
    others
        .chunks(n)
        .map(|others| Beside {
            places: reference
                .into_iter()
                .chain(others.iter().copied())
                .collect(),
            reference,
        })
        .collect()
}

impl Beside {
    /// The columns: what it is about, then each side, with the gap behind those that have one.
    pub(super) fn columns(
        &self,
        one: &StandardComparison,
        first: &str,
        has_gaps: bool,
    ) -> Vec<Column> {
        let mut columns = vec![column("figure", first, 0)];
        let is_crowded = self.places.len() > 2;
        for place in &self.places {
            let side = &one.sides[*place];
            columns.push(column("side", side.organisation.as_str(), 0));
            if has_gaps && self.has_gap(one, *place) {
                // With one rival the gap is what one came for; with two it can be worked out.
                columns.push(column("gap", "Gap", u8::from(is_crowded)));
            }
        }
        columns
    }

    fn has_gap(&self, one: &StandardComparison, place: usize) -> bool {
        self.reference.is_some() && one.sides[place].role == Role::Competitor
    }

    /// A row: a cell for each side, with the gap behind those that have one.
    pub(super) fn row(
        &self,
        one: &StandardComparison,
        label: String,
        cell: impl Fn(usize) -> Cell,
        gap: Option<&dyn Fn(usize) -> Cell>,
    ) -> Vec<Cell> {
        let mut row = vec![Cell::Text(label)];
        for place in &self.places {
            row.push(cell(*place));
            if let Some(gap) = gap
                && self.has_gap(one, *place)
            {
                row.push(gap(*place));
            }
        }
        row
    }

    /// The row of a line: means and gaps.
    pub(super) fn line(&self, one: &StandardComparison, label: String, line: &Line) -> Vec<Cell> {
        self.row(
            one,
            label,
            |place| mean(&line.measures[place], &one.sides[place]),
            Some(&|place| Self::gap(one, line, place)),
        )
    }

    fn gap(one: &StandardComparison, line: &Line, place: usize) -> Cell {
        one.gap(line, place).map_or(Cell::Missing(""), Cell::Gap)
    }
}

pub(super) fn column(key: &str, title: &str, may_go: u8) -> Column {
    Column {
        key: key.into(),
        title: title.into(),
        may_go,
    }
}

/// A mean, with its n where not all visits of the side are in it.
fn mean(measure: &Measure, side: &Side) -> Cell {
    match measure.mean() {
        None => Cell::Missing(""),
        Some(mean) if measure.n_visits() == side.n_visits() => Cell::Mean(mean),
        Some(mean) => Cell::MeanOf(mean, measure.n_visits()),
    }
}

/// Total, best and worst visit, each section.
pub(super) fn headline(one: &StandardComparison, language: &Language) -> Vec<Block> {
    let table = |beside: Beside| {
        let no_gap: &dyn Fn(usize) -> Cell = &|_| Cell::Missing("");
        let visits = |place: usize| Cell::Count(one.sides[place].n_visits());
        let mut rows = vec![beside.row(one, "Visits".into(), visits, Some(no_gap))];
        let target = one.standard().and_then(|standard| standard.scoring.target);
        if let Some(total) = one.line(&Subject::Total) {
            let label = target.map_or("Total".into(), |target| {
                format!("Total (aim {})", short_percent(target))
            });
            let total_cell = |place: usize| match mean(&total.measures[place], &one.sides[place]) {
                Cell::Missing(_) => Cell::Missing("not computed"),
                mean => mean,
            };
            let like_for_like = one.line(&Subject::LikeForLike);
            if let Some(line) = like_for_like {
                rows.push(beside.row(one, label, total_cell, Some(no_gap)));
                rows.push(beside.line(one, "Like for like".into(), line));
            } else {
                let gap = |place: usize| Beside::gap(one, total, place);
                rows.push(beside.row(one, label, total_cell, Some(&gap)));
            }
            let ends: [(&str, Pick); 2] = [
                ("Best visit", |measure| measure.best.map(|best| best.share)),
                ("Worst visit", |measure| {
                    measure.worst.map(|worst| worst.share)
                }),
            ];
            let has_total = total.measures.iter().any(|measure| measure.n_visits() > 0);
            for (label, pick) in ends.into_iter().filter(|_| has_total) {
                let cell = |place: usize| {
                    pick(&total.measures[place]).map_or(Cell::Missing(""), Cell::Share)
                };
                rows.push(beside.row(one, label.into(), cell, Some(no_gap)));
            }
        }
        if has_named_sections(one) {
            for line in &one.lines {
                if let Subject::Section(section) = line.subject {
                    rows.push(beside.line(one, section_title(one, section, language), line));
                }
            }
        }
        Block::Table(Table {
            name: "headline",
            columns: beside.columns(one, "", true),
            rows,
        })
    };
    beside(one).into_iter().map(table).collect()
}

/// False for the short form of a standard, whose one section is the whole.
fn has_named_sections(one: &StandardComparison) -> bool {
    let sections = one.catalogue.sections.as_slice();
    !matches!(sections, [only] if only.section.is_none_or(|section| section.title.is_none()))
}

pub(super) fn section_title(
    one: &StandardComparison,
    section: usize,
    language: &Language,
) -> String {
    let entry = &one.catalogue.sections[section];
    let title = entry.section.and_then(|section| section.title.as_ref());
    title
        .map_or(entry.id.as_str(), |title| title.in_language(language))
        .into()
}

/// A question, to be followed by its answer.
pub(super) fn question_led(one: &StandardComparison, item: usize, language: &Language) -> String {
    let question = item_question(one, item, language);
    let is_ended = question.ends_with(['?', '.', '!', ':', '…']);
    format!("{question}{}", if is_ended { "" } else { ":" })
}

pub(super) fn item_question(one: &StandardComparison, item: usize, language: &Language) -> String {
    let entry = &one.catalogue.items[item];
    question(entry.item, entry.id, language).into()
}

/// The lines of items with the gap to the best of the others, the furthest ahead first.
/// Gaps of fewer than `least` visits on a side are passed over.
pub(super) fn by_gap<'c, 'a>(
    one: &'c StandardComparison<'a>,
    least: u64,
) -> Vec<(usize, Exact, &'c Line<'a>)> {
    let mut lines: Vec<_> = one
        .lines
        .iter()
        .filter_map(|line| {
            let Subject::Item(item) = line.subject else {
                return None;
            };
            let has_enough = |place: usize| line.measures[place].n_visits() >= least;
            let rivals = one.rivals().filter(|rival| has_enough(*rival));
            let gap = rivals.filter_map(|rival| one.gap(line, rival)).min();
            let gap = gap.filter(|_| one.reference().is_some_and(has_enough))?;
            Some((item, gap, line))
        })
        .collect();
    // Stable: those alike stay in the standard's order.
    lines.sort_by(|(_, one, _), (_, other, _)| other.cmp(one));
    lines
}

/// The items in which the sides differ most: where ours is ahead of all others, then where it is
/// behind one.
pub(super) fn differences(one: &StandardComparison, language: &Language) -> Vec<Block> {
    // Of what came up in few visits nothing can be told yet, however wide the gap.
    let lines = by_gap(one, ENOUGH_VISITS);
    let ahead: Vec<_> = lines
        .iter()
        .filter(|(_, gap, _)| *gap > Exact::ZERO)
        .collect();
    let behind: Vec<_> = lines
        .iter()
        .filter(|(_, gap, _)| *gap < Exact::ZERO)
        .collect();
    let mut blocks = Vec::new();
    let n_more = ahead.len().saturating_sub(MOST_DIFFERENCES)
        + behind.len().saturating_sub(MOST_DIFFERENCES);
    let parts = [
        (
            "Where you are ahead",
            &ahead[..ahead.len().min(MOST_DIFFERENCES)],
        ),
        (
            "Where you are behind",
            &behind[behind.len().saturating_sub(MOST_DIFFERENCES)..],
        ),
    ];
    for (heading, lines) in parts {
        if lines.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(2, heading.into()));
        for beside in beside(one) {
            let rows = lines
                .iter()
                .map(|(item, _, line)| beside.line(one, item_question(one, *item, language), line));
            blocks.push(Block::Table(Table {
                name: "differences",
                columns: beside.columns(one, "Item", true),
                rows: rows.collect(),
            }));
        }
    }
    if n_more > 0 {
        let more = format!("{n_more} more with --by item.");
        blocks.push(Block::Note(Tone::Quiet, more));
    }
    blocks
}

/// Every item, in the standard's order.
pub(super) fn items_table(one: &StandardComparison, language: &Language) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, "By item".into())];
    for beside in beside(one) {
        let rows = one.lines.iter().filter_map(|line| {
            let Subject::Item(item) = line.subject else {
                return None;
            };
            let entry = &one.catalogue.items[item];
            let mark = match (entry.critical, entry.bonus) {
                (true, _) => " (critical)",
                (_, true) => " (bonus)",
                _ => "",
            };
            let label = item_question(one, item, language) + mark;
            Some(beside.line(one, label, line))
        });
        blocks.push(Block::Table(Table {
            name: "items",
            columns: beside.columns(one, "Item", true),
            rows: rows.collect(),
        }));
    }
    blocks
}

/// A figure of a side in words.
type Figure = fn(&Side) -> Option<String>;

fn in_percent(share: Exact) -> String {
    format!("{} %", percent(share))
}

/// How sure the figures are: coverage, what was not seen, where the script was broken, who went when.
pub(super) fn behind_the_numbers(one: &StandardComparison) -> Vec<Block> {
    let figures: [(&str, Figure); 10] = [
        ("Judged of what could be", |side| {
            side.coverage.mean().map(in_percent)
        }),
        ("Not seen", |side| {
            side.part(Status::NotObserved).map(in_percent)
        }),
        ("Did not apply", |side| {
            side.part(Status::NotApplicable).map(in_percent)
        }),
        ("Kindly broke the script", |side| {
            Some(match side.waivers.len() as u64 {
                0 => NEVER.into(),
                1 => "once".into(),
                n => counted_u64(n, "time"),
            })
        }),
        ("Visits that failed", |side| {
            Some(format!("{} of {}", side.n_failed, side.n_visits()))
        }),
        ("Nobody reached", |side| {
            Some(format!("{} of {}", side.n_no_contact, side.n_visits()))
        }),
        ("Sites", |side| Some(side.sites.len().to_string())),
        ("Auditors", |side| Some(side.auditors.len().to_string())),
        ("First visit", |side| {
            side.days.map(|(first, _)| first.to_string())
        }),
        ("Last visit", |side| {
            side.days.map(|(_, last)| last.to_string())
        }),
    ];
    let mut blocks = vec![Block::Heading(2, "Behind the numbers".into())];
    for beside in beside(one) {
        let rows = figures
            .iter()
            // There is nothing to say of what happened nowhere.
            .filter(|(_, figure)| {
                let said = |side| {
                    figure(side).is_some_and(|said| {
                        said != NEVER && !said.starts_with("0.0 %") && !said.starts_with("0 of")
                    })
                };
                one.sides.iter().any(said)
            })
            .map(|(label, figure)| {
                let cell =
                    |place: usize| figure(&one.sides[place]).map_or(Cell::Missing(""), Cell::Text);
                beside.row(one, (*label).into(), cell, None)
            })
            .collect();
        blocks.push(Block::Table(Table {
            name: "behind",
            columns: beside.columns(one, "", false),
            rows,
        }));
    }
    blocks
}
