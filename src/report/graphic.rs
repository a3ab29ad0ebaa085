//! Charts as data: what is drawn, in which order and with which words; where it stands on the page is
//! for `render`. Every chart brings its figures as a table, for those who cannot see it and for formats
//! that do not draw.

use super::Table;

/// A chart with its words.
#[derive(Clone, PartialEq, Debug)]
pub struct Graphic {
    /// A short name for a file: `trend`.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// What it shows, in a sentence or two: for those who do not see it.
    pub alt: String,
    /// How to read it.
    pub caption: String,
    /// What is drawn.
    pub drawing: Drawing,
    /// The same figures.
    pub table: Table,
}

/// What is drawn. Values are shares of a whole, 0..=1.
#[derive(Clone, PartialEq, Debug)]
pub enum Drawing {
    /// Two ends of each lane, joined: the own one and another.
    Dumbbell {
        /// The own series, then the others.
        series: Vec<String>,
        /// The rows.
        rows: Vec<DumbbellRow>,
    },
    /// A line for each series over steps of equal length.
    Lines {
        /// The labels of the steps.
        steps: Vec<String>,
        /// The lines, the own one first.
        series: Vec<Series>,
        /// What is aimed for, with what it is called.
        aim: Option<(String, f64)>,
    },
    /// Dots between two axes that both run from 0 to 1.
    Scatter {
        /// What lies along the bottom, and what upwards.
        axes: [String; 2],
        /// The series, the own one first.
        series: Vec<String>,
        /// The dots.
        dots: Vec<Dot>,
        /// What is said of the upper left, and of the lower right.
        corners: [String; 2],
    },
    /// A coloured cell for each figure.
    Heat {
        /// The titles of the columns.
        columns: Vec<String>,
        /// The rows.
        rows: Vec<HeatRow>,
    },
}

/// A figure of the own side and of others.
#[derive(Clone, PartialEq, Debug)]
pub struct DumbbellRow {
    /// What it is.
    pub label: String,
    /// The own value.
    pub own: Option<f64>,
    /// The others that have one.
    pub lanes: Vec<Lane>,
}

/// One other value beside the own one.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// Its place among the series.
    pub series: usize,
    /// The value.
    pub value: f64,
    /// Where it likely lies, seen from the own value.
    pub likely: Option<(f64, f64)>,
    /// What is written beside it: `+36.6 clear`.
    pub note: String,
}

/// A line.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Whether it is a limit of others: a thin line without a name.
    pub is_limit: bool,
    /// A value for each step; `None` where there is none.
    pub values: Vec<Option<f64>>,
}

/// A dot.
#[derive(Clone, PartialEq, Debug)]
pub struct Dot {
    /// Its place among the series.
    pub series: usize,
    /// Along the bottom.
    pub x: f64,
    /// Upwards.
    pub y: f64,
    /// What is written beside it; may be empty.
    pub label: String,
}

/// A row of coloured cells.
#[derive(Clone, PartialEq, Debug)]
pub struct HeatRow {
    /// What is said once above it and those of the same; may be empty.
    pub group: String,
    /// What it is.
    pub label: String,
    /// A value for each column; `None` where there is none.
    pub cells: Vec<Option<f64>>,
}

/// A figure to be read first.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// The figure, as it is shown.
    pub value: String,
    /// What it is of, or what to know of it.
    pub note: String,
}
