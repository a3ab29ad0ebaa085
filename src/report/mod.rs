//! Results into reports: the only place with sentences about results. A report is a value; the
//! terminal, Markdown, CSV and JSON cannot disagree, for they are all made of it by `render`.
//!
#![doc = include_str!("../shapes.md")]

pub mod actions;
pub mod agreement;
mod agreement_data;
mod agreement_explain;
mod arithmetic;
mod arithmetic_names;
pub mod bin;
pub mod blind_spots;
mod blind_spots_data;
mod blind_spots_guess;
pub mod board;
pub mod brief;
pub mod chart;
pub mod closing;
pub mod comparison;
mod comparison_answers;
mod comparison_beside;
mod comparison_best_first;
mod comparison_caveats;
mod comparison_data;
mod comparison_data_items;
mod comparison_data_sides;
mod comparison_explain;
mod comparison_facts;
mod comparison_groups;
mod comparison_mixes;
mod comparison_pictures;
mod comparison_settles;
mod comparison_sites;
mod comparison_tables;
mod comparison_verdicts;
pub mod corrections;
pub mod done;
pub mod drivers;
mod drivers_data;
pub mod explain;
pub mod fairness;
pub mod form;
pub mod graphic;
mod headings;
pub mod home;
pub mod left_out;
pub mod one_visit;
mod outcome;
mod periods;
pub mod picture;
pub mod plan_size;
pub mod promises;
pub mod raise;
mod raise_data;
pub mod rescore;
pub mod schedule;
pub mod scorecard;
mod scorecard_unscored;
pub mod sentences;
pub mod sheet;
mod sheet_answers;
mod sheet_data;
pub mod standard_check;
pub mod standard_diff;
mod standard_diff_data;
pub mod trend;
mod trend_data;
mod trend_explain;
mod trend_words;
pub mod verification;
mod visit_tables;
pub mod visits;
pub mod wording;
pub mod workbook;

#[cfg(test)]
pub(crate) mod sample;

use crate::model::share::{Exact, Share};

use self::graphic::{Figure, Graphic};

/// What there is to say about a result.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// The name of the shape in JSON, such as `comparison`.
    pub shape: &'static str,
    /// The version of the shape; it changes when something that was there goes or changes meaning.
    pub version: u32,
    /// For people: what a terminal and Markdown show, in this order.
    pub blocks: Vec<Block>,
    /// For machines: tidy tables. JSON has all of them by name, CSV the first.
    pub data: Vec<Table>,
}

/// A part of a report for people.
#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    /// A heading: level 1 is the title.
    Heading(u8, String),
    /// A paragraph.
    Note(Tone, String),
    /// A list, a line each.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart.
    Chart(chart::Chart),
    /// Figures to be read first.
    Figures(Vec<Figure>),
    /// Evidence; formats that do not draw name it.
    Pictures(Vec<picture::Picture>),
    /// A chart; formats that do not draw show its table.
    Graphic(Box<Graphic>),
}

/// What a paragraph is for; the words say it too, so that colour says nothing alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Plain.
    Plain,
    /// Something good.
    Good,
    /// Something that needs attention.
    Warning,
    /// Something bad.
    Bad,
    /// An aside.
    Quiet,
}

/// Which tables for machines a report is to hold: they take time, and not every format has them.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Tables {
    /// None.
    #[default]
    None,
    /// The first alone.
    First,
    /// All of them.
    All,
}

/// A table.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its key in JSON, its header in CSV: stable.
    pub key: String,
    /// Its header for people.
    pub title: String,
    /// What it belongs to, said once above neighbours of the same; empty where it stands alone.
    pub group: String,
    /// Which columns go first where there is no room: 0 stays always, higher numbers go earlier.
    pub may_go: u8,
    /// Whether its title keeps its capital within a line, as in German.
    pub keeps_capital: bool,
}

impl Column {
    /// A column by its key, its title, and whether it may go where there is no room.
    pub fn new(key: &str, title: &str, may_go: u8) -> Self {
        Self {
            key: key.into(),
            title: title.into(),
            group: String::new(),
            may_go,
            keeps_capital: false,
        }
    }

    /// The same column below a heading that it shares with its neighbours.
    #[must_use]
    pub fn below(self, group: &str) -> Self {
        Self {
            group: group.into(),
            ..self
        }
    }

    /// Its title by itself: `City Pound, gap`.
    pub fn whole_title(&self) -> String {
        match (self.group.is_empty(), self.title.is_empty()) {
            (true, _) => self.title.clone(),
            (false, true) => self.group.clone(),
            (false, false) => format!("{}, {}", self.group, self.title_within()),
        }
    }

    /// Its title as it stands within a line.
    pub fn title_within(&self) -> String {
        if self.keeps_capital {
            return self.title.clone();
        }
        lower_first(&self.title)
    }
}

/// A title as it stands within a line.
pub(crate) fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// A cell of a table.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A text with a meaning.
    Toned(Tone, String),
    /// A part of a whole: shown in percent, written 0..=1.
    Share(Share),
    /// A mean of shares: shown in percent, written 0..=1.
    Mean(Exact),
    /// A mean of so many shares, where the table's other means are of another number: shown as
    /// `82.4 (3)`, written 0..=1.
    MeanOf(Exact, u64),
    /// A difference of shares: shown in points with its sign, written -1..=1.
    Gap(Exact),
    /// A text with what is said of it in smaller letters.
    Explained(String, String),
    /// A whole number.
    Count(u64),
    /// A number with its shortest spelling.
    Number(f64),
    /// A time: shown as `4:32`, written in seconds.
    Seconds(u64),
    /// Yes or no, as a machine writes it: `true`.
    Flag(bool),
    /// Nothing, and why; shown as a dash or the why, written empty (JSON: null).
    Missing(&'static str),
}
