//! Departments whose customers are colleagues: their scores side by side, then each by itself. Nobody's
//! gap to another is judged, for they do different work.

use super::{Part, columns};
use crate::analysis::ruler::Subject;
use crate::report::{Block, Cell, Table, Tone};

impl Part<'_, '_> {
    pub(super) fn departments(&self) -> Vec<Block> {
        let mut blocks = vec![
            self.heading("How good are our departments?"),
            self.scores(),
            Block::Note(
                Tone::Quiet,
                "Score: the mean of the visits, each counting once. Departments do different work, so no gap between them is judged.".into(),
            ),
        ];
        let chart = self.care_chart();
        blocks.extend(chart.map(|chart| Block::Graphic(Box::new(chart))));
        blocks.extend(self.each_department(|part| {
            let all = [part.how_good(), part.best(), part.weakest(), part.mend()];
            all.into_iter().flatten().chain(part.next()).collect()
        }));
        blocks
    }

    /// What is told of each department by itself, below its name.
    pub(super) fn each_department(&self, told: impl Fn(&Part) -> Vec<Block>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for ours in self.one.of_ours() {
            let part = Part {
                one: &ours,
                setting: self.setting,
                language: self.language,
                level: self.level + 1,
            };
            blocks.push(self.heading(ours.sides[0].organisation.as_str()));
            blocks.extend(told(&part));
        }
        blocks
    }

    fn scores(&self) -> Block {
        let total = self.one.line(&Subject::Total);
        let rows = self.one.sides.iter().enumerate().map(|(place, side)| {
            let mean = total.and_then(|line| line.measures[place].mean());
            vec![
                Cell::Text(side.organisation.to_string()),
                Cell::Count(side.n_visits()),
                mean.map_or(Cell::Missing("not computed"), Cell::Mean),
            ]
        });
        Block::Table(Table {
            name: "departments",
            columns: columns(&[
                ("department", "Department"),
                ("visits", "Visits"),
                ("total", "Score"),
            ]),
            rows: rows.collect(),
        })
    }
}
