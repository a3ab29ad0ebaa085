//! The tables of figures of a comparison: own beside no more than two others at a time, so that they
//! fit a terminal of 80 columns.

use super::comparison::counted_u64;
use super::comparison_beside::{Beside, beside, beside_by, has_intervals, mean};
use super::comparison_mixes::is_worth_a_row;
use super::comparison_verdicts::{BLANK, by_luck, cells};
use super::wording::{self, percent, question, short_percent};
use super::{Block, Cell, Table, Tone};
use crate::analysis::compare::StandardComparison;
use crate::analysis::measure::Measure;
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::side::Side;
use crate::model::answer::Status;
use crate::model::order::InOrder;
use crate::model::scale::Scale;
use crate::model::share::{Exact, Share};
use crate::model::text::Language;

/// Stands below a figure that was not judged on the same everywhere.
pub(super) const LIKE_FOR_LIKE: &str = "… like for like";

/// How often something happened that did not.
const NEVER: &str = "never";

/// A figure of one visit of a measure.
type Pick = fn(&Measure) -> Option<Share>;

/// How much of the headline is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Total, best and worst visit, each section, critical failures.
    Whole,
    /// What totals come to, above a view of its own.
    Totals,
}

/// What each side comes to.
pub(super) fn headline(
    one: &StandardComparison,
    extent: Extent,
    language: &Language,
) -> Vec<Block> {
    let is_whole = extent == Extent::Whole;
    let table = |beside: Beside| {
        let no_gap: &dyn Fn(usize) -> [Cell; 3] = &|_| [BLANK, BLANK, BLANK];
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
            let has_row = |rival: usize| {
                let mix = one.mixes[rival].as_ref();
                mix.filter(|mix| is_worth_a_row(one, mix))
            };
            if one.rivals().any(|rival| has_row(rival).is_some()) {
                let gap = |place: usize| {
                    let mix = has_row(place);
                    let Some(both) = mix.and_then(|mix| mix.reweighted.as_ref()) else {
                        return [BLANK, BLANK, BLANK];
                    };
                    let [likely, verdict] = cells(mix.and_then(|mix| mix.finding.as_ref()));
                    [Cell::Gap(Exact::nearest(both.difference)), likely, verdict]
                };
                rows.push(beside.row(one, "Over the same mix".into(), |_| BLANK, Some(&gap)));
            }
            let ends: [(&str, Pick); 2] = [
                ("Best visit", |measure| measure.best.map(|best| best.share)),
                ("Worst visit", |measure| {
                    measure.worst.map(|worst| worst.share)
                }),
            ];
            // Of single visits both would be the total once more.
            let has_ends = total.measures.iter().any(|measure| measure.n_visits() > 1);
            for (label, pick) in ends.into_iter().filter(|_| has_ends && is_whole) {
                let cell = |place: usize| {
                    pick(&total.measures[place]).map_or(Cell::Missing(""), Cell::Share)
                };
                rows.push(beside.row(one, label.into(), cell, Some(no_gap)));
            }
        }
        if is_whole && has_named_sections(one) {
            for line in &one.lines {
                let label = match line.subject {
                    Subject::Section(section) => section_title(one, section, language),
                    Subject::CommonSection(_) => LIKE_FOR_LIKE.into(),
                    _ => continue,
                };
                rows.push(beside.line(one, label, line));
            }
        }
        let has_failed = one.sides.iter().any(|side| !side.failures.is_empty());
        if is_whole && has_failed {
            let failures = |place: usize| Cell::Count(one.sides[place].failures.len() as u64);
            rows.push(beside.row(one, "Critical failures".into(), failures, Some(no_gap)));
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
    wording::section_title(&one.catalogue.sections[section], language).into()
}

/// A question, to be followed by its answer.
pub(super) fn question_led(one: &StandardComparison, item: usize, language: &Language) -> String {
    let question = item_question(one, item, language);
    let is_ended = question.ends_with(['?', '.', '!', ':', '…']);
    format!("{question}{}", if is_ended { "" } else { ":" })
}

/// A question beside its score: where no is the good answer, that is said, or 100 reads upside down.
pub(super) fn item_label(one: &StandardComparison, item: usize, language: &Language) -> String {
    let scale = one.catalogue.items[item].item.map(|item| &item.scale);
    let is_no_good = matches!(scale, Some(Scale::YesNo { good: false }));
    let question = item_question(one, item, language);
    if is_no_good {
        let words = match language.as_str().get(..2) {
            Some("de") => "Nein ist gut",
            Some("fr") => "non est bien",
            _ => "no is good",
        };
        format!("{question} ({words})")
    } else {
        question
    }
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
    lines.order_by(|(_, one, _), (_, other, _)| other.cmp(one));
    lines
}

/// Every item, in the standard's order.
pub(super) fn items_table(one: &StandardComparison, language: &Language) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, "By item".into())];
    // One competitor a table: a question is long, and the gap is what one came for.
    for beside in beside_by(one, 1) {
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
            let label = item_label(one, item, language) + mark;
            Some(beside.line(one, label, line))
        });
        blocks.push(Block::Table(Table {
            name: "items",
            columns: beside.columns(one, "Item", true),
            rows: rows.collect(),
        }));
    }
    if has_intervals(one) {
        let note = "Where a column does not fit: a wider window, or --format csv.";
        blocks.push(Block::Note(Tone::Quiet, note.into()));
    }
    blocks.extend(by_luck(one));
    blocks
}

/// The rows that the note below them explains.
const JUDGED: &str = "Judged of what could be";
const NOT_SEEN: &str = "Not seen";
const DID_NOT_APPLY: &str = "Did not apply";

/// A figure of a side in words.
type Figure = fn(&Side) -> Option<String>;

fn in_percent(share: Exact) -> String {
    format!("{} %", percent(share))
}

/// How sure the figures are: coverage, what was not seen, where the script was broken, who went when.
pub(super) fn behind_the_numbers(one: &StandardComparison) -> Vec<Block> {
    let figures: [(&str, Figure); 10] = [
        (JUDGED, |side| side.coverage.mean().map(in_percent)),
        (NOT_SEEN, |side| {
            side.part(Status::NotObserved).map(in_percent)
        }),
        (DID_NOT_APPLY, |side| {
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
    // There is nothing to say of what happened nowhere.
    let is_somewhere = |figure: Figure| {
        one.sides
            .iter()
            .filter_map(figure)
            .any(|said| said != NEVER && !said.starts_with("0.0 %") && !said.starts_with("0 of"))
    };
    let shown: Vec<(&str, Figure)> = figures
        .into_iter()
        .filter(|(_, figure)| is_somewhere(*figure))
        .collect();
    let mut blocks = vec![Block::Heading(2, "Behind the numbers".into())];
    for beside in beside(one) {
        let rows = shown
            .iter()
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
    let is_shown = |row: &str| shown.iter().any(|(label, _)| *label == row);
    let mut note = Vec::new();
    if is_shown(JUDGED) {
        note.push(
            "Judged of what could be: the part of the points that the auditors could judge, of all that was asked.",
        );
    }
    note.extend(match (is_shown(NOT_SEEN), is_shown(DID_NOT_APPLY)) {
        (true, true) => {
            Some("Not seen, did not apply: in percent of the items asked that have points.")
        }
        (true, false) => Some("Not seen: in percent of the items asked that have points."),
        (false, true) => Some("Did not apply: in percent of the items asked that have points."),
        (false, false) => None,
    });
    if !note.is_empty() {
        blocks.push(Block::Note(Tone::Quiet, note.join(" ")));
    }
    blocks
}
