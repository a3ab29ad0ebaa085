//! What we do best and where we are weakest, item by item.

use std::cmp::Reverse;

use super::{Part, columns, gap_and_verdict};
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::side::ENOUGH_VISITS;
use crate::model::order::InOrder;
use crate::model::share::Exact;
use crate::report::comparison_best_first::sureness;
use crate::report::comparison_tables::item_label;
use crate::report::wording::percent;
use crate::report::{Block, Cell, Table, Tone};

/// Most items of each kind.
const MOST: usize = 5;

/// An item of which enough is known on the own side.
struct Known<'c, 'a> {
    item: usize,
    line: &'c Line<'a>,
    mean: Exact,
}

impl<'a> Part<'_, 'a> {
    /// The own items that were judged often enough, in the standard's order.
    fn known(&self) -> Vec<Known<'_, 'a>> {
        let Some(reference) = self.one.reference() else {
            return Vec::new();
        };
        let lines = self.one.lines.iter();
        lines
            .filter_map(|line| {
                let Subject::Item(item) = line.subject else {
                    return None;
                };
                let measure = &line.measures[reference];
                let mean = measure.mean()?;
                (measure.n_visits() >= ENOUGH_VISITS).then_some(Known { item, line, mean })
            })
            .collect()
    }

    /// The competitor that does best in a line, of those judged often enough.
    pub(super) fn best_other(&self, line: &Line) -> Option<(usize, Exact)> {
        let others = self.one.rivals().filter_map(|rival| {
            let measure = &line.measures[rival];
            let mean = measure.mean()?;
            (measure.n_visits() >= ENOUGH_VISITS).then_some((rival, mean))
        });
        others.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    pub(super) fn best(&self) -> Vec<Block> {
        let mut known = self.known();
        let mut title = "What do we do best?";
        if self.has_rivals() {
            // Ahead even of the best of the others, the surest first.
            let gap = |it: &Known| {
                let (rival, _) = self.best_other(it.line)?;
                let gap = self.one.gap(it.line, rival)?;
                Some((sureness(it.line, rival), gap))
            };
            known.retain(|it| gap(it).is_some_and(|(_, gap)| gap > Exact::ZERO));
            known.order_by_key(|it| Reverse(gap(it)));
            if !known
                .iter()
                .any(|it| gap(it).is_some_and(|(sure, _)| sure > 0))
            {
                title = "What do we seem to do best so far?";
            }
        } else {
            let total = self.one.line(&Subject::Total);
            let own = self.one.reference();
            let total = total
                .zip(own)
                .and_then(|(line, own)| line.measures[own].mean());
            known.retain(|it| total.is_none_or(|total| it.mean > total));
            known.order_by_key(|it| Reverse(it.mean));
        }
        self.told(title, known, "best", "Nothing stands out yet.")
    }

    pub(super) fn weakest(&self) -> Vec<Block> {
        let mut known = self.known();
        known.retain(|it| it.mean < crate::model::share::Share::ONE.exact());
        known.order_by_key(|it| it.mean);
        self.told("Where are we weakest?", known, "weakest", "Nothing yet.")
    }

    fn told(
        &self,
        title: &str,
        mut known: Vec<Known>,
        name: &'static str,
        none: &str,
    ) -> Vec<Block> {
        let Some(own) = self.own() else {
            return Vec::new();
        };
        let mut blocks = vec![self.heading(title)];
        if own.is_too_small() {
            let text = format!(
                "Too early to tell: {} of {ENOUGH_VISITS} visits done.",
                own.n_visits()
            );
            blocks.push(Block::Note(Tone::Plain, text));
            return blocks;
        }
        if known.is_empty() {
            blocks.push(Block::Note(Tone::Plain, none.into()));
            return blocks;
        }
        known.truncate(MOST);
        let has_rivals = self.has_rivals();
        let rows = known.iter().map(|it| {
            let question = item_label(self.one, it.item, self.language);
            let mut row = vec![Cell::Text(question), Cell::Mean(it.mean)];
            if has_rivals {
                row.extend(self.beside_best(it.line));
            }
            row
        });
        let mut titles = vec![("item", "Item"), ("own", "Ours")];
        if has_rivals {
            titles.extend([("other", "Best of the others"), ("gap", "Gap")]);
        }
        blocks.push(Block::Table(Table {
            name,
            columns: columns(&titles),
            rows: rows.collect(),
        }));
        blocks
    }

    /// The best of the others, and the gap to it with its verdict.
    fn beside_best(&self, line: &Line) -> [Cell; 2] {
        let Some((rival, mean)) = self.best_other(line) else {
            return [Cell::Missing(""), Cell::Missing("")];
        };
        let name = self.one.sides[rival].organisation.as_str();
        let finding = line.findings.get(rival).and_then(Option::as_ref);
        [
            Cell::Text(format!("{} {name}", percent(mean))),
            gap_and_verdict(self.one.gap(line, rival), finding),
        ]
    }
}
