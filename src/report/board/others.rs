//! How others compare, with verdicts and n, and what can be copied from them in their auditors' words.

use super::{Part, columns, gap_and_verdict, month};
use crate::analysis::ruler::Line;
use crate::analysis::ruler::Subject;
use crate::analysis::side::Side;
use crate::model::share::Exact;
use crate::report::comparison_best_first::{praise, sureness, to_copy};
use crate::report::comparison_facts::{RANGE, fact, has_range};
use crate::report::comparison_tables::item_question;
use crate::report::comparison_verdicts::{Reader, cells, finding_in_total, matters, sentences_to};
use crate::report::wording::{gap_size, quoted};
use crate::report::{Block, Cell, Table, Tone};

/// Most things to copy.
const MOST: usize = 5;

/// Most remarks for one item of one competitor.
const MOST_REMARKS: usize = 2;

impl Part<'_, '_> {
    pub(super) fn others(&self) -> Vec<Block> {
        // A department has colleagues, and no competitors.
        if self.one.is_internal {
            return Vec::new();
        }
        let mut blocks = vec![self.heading("How do others compare?")];
        if !self.has_rivals() {
            let text = if self.own().is_some() {
                "No competitor was visited in the same way yet."
            } else {
                "No visit to our own place counts here yet."
            };
            blocks.push(Block::Note(Tone::Plain, text.into()));
            return blocks;
        }
        blocks.push(self.organisations());
        blocks.extend(sentences_to(self.one, Reader::Board));
        blocks.push(Block::Note(
            Tone::Quiet,
            format!(
                "Score: the mean of the visits, each counting once. Gap: ours minus theirs, in points; likely: the true gap lies there 19 times in 20. A gap under {} is taken not to matter. Clear: chance alone would seldom make such a gap; leaning: it points that way and is not settled; can't tell: the visits so far do not say who is ahead.{}",
                matters(self.one),
                self.like_for_like()
            ),
        ));
        let charts = [self.sections_chart(), self.care_chart()];
        let charts = charts.into_iter().flatten();
        blocks.extend(charts.map(|chart| Block::Graphic(Box::new(chart))));
        blocks
    }

    /// What gaps are taken over, where not all visits were judged on the same.
    fn like_for_like(&self) -> String {
        self.one.common.as_ref().map_or(String::new(), |common| {
            format!(
                " Not all visits were judged on the same, so gaps, sections and months go by the {} items that all share, without bonus; a gap may therefore differ from that of the scores.",
                common.len()
            )
        })
    }

    /// A row for each organisation: its total, and the gap of what may be compared.
    fn organisations(&self) -> Block {
        let total = self.one.line(&Subject::Total);
        let compared = self.one.line(&self.one.compared_total());
        let rows = self.one.sides.iter().enumerate().map(|(place, side)| {
            let mean = total.and_then(|line| line.measures[place].mean());
            let mut row = vec![
                Cell::Text(side.organisation.to_string()),
                Cell::Count(side.n_visits()),
                mean.map_or(Cell::Missing("not computed"), Cell::Mean),
            ];
            row.extend(self.gap_of(compared, place));
            row
        });
        Block::Table(Table {
            name: "organisations",
            columns: columns(&[
                ("organisation", "Organisation"),
                ("visits", "Visits"),
                ("total", "Score"),
                ("gap", "Gap"),
                ("likely", "Likely"),
            ]),
            rows: rows.collect(),
        })
    }

    /// The gap in total to a competitor with its verdict, and where it likely lies.
    fn gap_of(&self, compared: Option<&Line>, place: usize) -> [Cell; 2] {
        let blank = || Cell::Missing(" ");
        if !self.one.rivals().any(|rival| rival == place) {
            return [blank(), blank()];
        }
        let finding = finding_in_total(self.one, place);
        let is_even = self.one.mixes[place]
            .as_ref()
            .is_some_and(crate::analysis::mix::SameMix::is_plain_gap_misleading);
        let gap = if is_even {
            finding.map(|finding| Exact::nearest(finding.weighed.difference))
        } else {
            compared.and_then(|line| self.one.gap(line, place))
        };
        let [likely, _] = cells(finding);
        [gap_and_verdict(gap, finding), likely]
    }

    pub(super) fn copy(&self) -> Vec<Block> {
        let Some(own) = self.own().filter(|_| self.has_rivals()) else {
            return Vec::new();
        };
        let mut blocks = vec![self.heading("What can we copy?")];
        let found = to_copy(self.one);
        if found.is_empty() {
            let text =
                "Nothing yet: in no item is a competitor clearly ahead of us, or leaning that way.";
            blocks.push(Block::Note(Tone::Plain, text.into()));
            return blocks;
        }
        for (item, line, rivals) in found.iter().take(MOST) {
            let told = |side: &Side| {
                let known = self.one.catalogue.items[*item].item;
                fact(&side.facts[*item], known, side.n_visits(), self.language)
            };
            let question = item_question(self.one, *item, self.language);
            blocks.push(Block::Heading(self.level + 1, question));
            let mut said: Vec<String> = Vec::new();
            for rival in rivals {
                let side = &self.one.sides[*rival];
                let gap = self.one.gap(line, *rival).unwrap_or(Exact::ZERO);
                let sure = if sureness(line, *rival) == 2 {
                    "clear"
                } else {
                    "leaning"
                };
                let theirs = told(side).map_or(String::new(), |fact| format!(" {fact}."));
                said.push(format!(
                    "{}, {} points ahead ({sure}).{theirs}",
                    side.organisation,
                    gap_size(gap)
                ));
            }
            said.extend(told(own).map(|fact| format!("Ours: {fact}.")));
            blocks.push(Block::List(said));
            for rival in rivals {
                for words in praise(self.one, *item, line, *rival).take(MOST_REMARKS) {
                    let text = format!(
                        "{} {}, {}",
                        quoted(&words.answer.remark),
                        self.one.sides[*rival].organisation,
                        month(words.visit.facts.visited.date(), self.language)
                    );
                    blocks.push(Block::Note(Tone::Quiet, text));
                }
            }
        }
        if (found.iter().take(MOST)).any(|(item, ..)| has_range(self.one, *item)) {
            blocks.push(Block::Note(Tone::Quiet, RANGE.into()));
        }
        blocks
    }
}
