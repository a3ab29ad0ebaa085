//! The columns of the spreadsheet exports: one table that the writer of the CSV files and their
//! description (`datapackage`) share.

use super::columns::{Column, Holds};
use crate::model::id::Id;

/// What the cells of a column of an export hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// A word of a fixed form.
    Word,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Whatever a person typed; guarded against spreadsheets that would run it.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// `true` or `false`.
    Flag,
    /// RFC 3339 with seconds and offset.
    Moment,
    /// A date.
    Date,
    /// A time of day.
    Time,
}

/// A column of an export.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExportColumn {
    /// Its header.
    pub name: String,
    /// What its cells hold.
    pub field: Field,
    /// False where no cell may be empty.
    pub may_be_empty: bool,
    /// What it means.
    pub meaning: String,
}

const ROLES: &[&str] = &["own", "competitor", "internal"];

/// The columns of `answers.csv`: the tidy ones, then what makes them readable.
pub fn answers_columns() -> Vec<ExportColumn> {
    let mut columns: Vec<ExportColumn> = Column::ALL.iter().map(|c| tidy(*c)).collect();
    columns.extend([
        column("question", Field::Text, true, "The item's question."),
        column(
            "answer_text",
            Field::Text,
            true,
            "The answer in the words of its scale.",
        ),
        column("date", Field::Date, false, "The day of the contact."),
        column(
            "time",
            Field::Time,
            true,
            "The time of the contact, where known.",
        ),
        column(
            "counts",
            Field::Flag,
            false,
            "Whether its visit enters means: the last revision of an audit, scored first, on enough of a basis.",
        ),
    ]);
    columns
}

/// The columns of `visits.csv`; `sections` are those of all standards.
pub fn visits_columns(sections: &[&Id]) -> Vec<ExportColumn> {
    let mut columns: Vec<ExportColumn> = Column::of_visit().iter().map(|c| tidy(*c)).collect();
    columns.extend([
        column("date", Field::Date, false, "The day of the contact."),
        column(
            "time",
            Field::Time,
            true,
            "The time of the contact, where known.",
        ),
        column(
            "base",
            Field::Number,
            true,
            "The total before bonus and critical effects, 0..1.",
        ),
        column(
            "total",
            Field::Number,
            true,
            "The total, 0..1; empty where nothing was judged or the standard was not found.",
        ),
        column(
            "percent",
            Field::Number,
            true,
            "The total in percent, with one decimal.",
        ),
        column(
            "guess",
            Field::Number,
            true,
            "The auditor's guess of the total in percent, made before it was shown.",
        ),
        column(
            "verdict",
            Field::OneOf(&["pass", "fail"]),
            true,
            "Pass or fail.",
        ),
        column(
            "failed",
            Field::Word,
            true,
            "The critical items that failed and the sections under their minimum, joined by ;.",
        ),
        column(
            "band",
            Field::Text,
            true,
            "The name of the band that the total earns.",
        ),
        column(
            "coverage",
            Field::Number,
            true,
            "Points judged of those that could have been, 0..1.",
        ),
        column(
            "limited_basis",
            Field::Flag,
            true,
            "Whether too little was judged for the visit to enter means.",
        ),
    ]);
    columns.extend(sections.iter().map(|section| ExportColumn {
        name: format!("section:{section}"),
        field: Field::Number,
        may_be_empty: true,
        meaning: format!(
            "The score of the section {section}, 0..1; empty where nothing in it was judged."
        ),
    }));
    columns
}

/// The columns of `items.csv`.
pub fn items_columns() -> Vec<ExportColumn> {
    vec![
        column(
            "organisation",
            Field::Text,
            false,
            "Whose place, as typed first.",
        ),
        column(
            "role",
            Field::OneOf(ROLES),
            false,
            "Whose it is to us: own, competitor or internal.",
        ),
        column("standard", Field::Word, false, "The standard's id."),
        column(
            "major",
            Field::Whole,
            false,
            "The standard's major version.",
        ),
        column("section", Field::Word, false, "The section's id."),
        column("item", Field::Word, false, "The item's id."),
        column("question", Field::Text, true, "The item's question."),
        column(
            "visits",
            Field::Whole,
            false,
            "The visits in which it was judged (n).",
        ),
        column(
            "mean",
            Field::Number,
            true,
            "The mean of its credits, 0..1; each visit counts once.",
        ),
        column("worst", Field::Number, true, "The lowest credit."),
        column("best", Field::Number, true, "The highest credit."),
        column(
            "points",
            Field::Number,
            false,
            "Its points in the newest version.",
        ),
    ]
}

fn column(name: &str, field: Field, may_be_empty: bool, meaning: &str) -> ExportColumn {
    ExportColumn {
        name: name.into(),
        field,
        may_be_empty,
        meaning: meaning.into(),
    }
}

fn tidy(column: Column) -> ExportColumn {
    let field = match (column, column.holds()) {
        (Column::Kind, _) => Field::OneOf(&["audit", "self_assessment", "what_if"]),
        (Column::Role, _) => Field::OneOf(ROLES),
        // The contact's time may be a bare date, which no type of a table schema allows beside times.
        (Column::Visited, _) | (_, Holds::Word) => Field::Word,
        (_, Holds::Number) => Field::Number,
        (_, Holds::Flag) => Field::Flag,
        (_, Holds::Time) => Field::Moment,
        (_, Holds::Text) => Field::Text,
    };
    let may_be_empty = matches!(
        column,
        Column::Channel
            | Column::Scenario
            | Column::Credit
            | Column::SectionWeight
            | Column::Cause
            | Column::Answer
            | Column::Reason
            | Column::Remark
            | Column::Evidence
            | Column::Answered
    );
    ExportColumn {
        name: column.name().into(),
        field,
        may_be_empty,
        meaning: column.meaning().into(),
    }
}
