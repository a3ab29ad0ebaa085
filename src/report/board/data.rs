//! The tidy tables of the report: those of the comparison, where it is made to be passed on without the
//! columns that name an auditor, a single visit or its day.

use super::Setting;
use crate::analysis::compare::Comparison;
use crate::model::text::Language;
use crate::report::Table;
use crate::report::comparison_data;

/// Columns that may point at a person.
const POINTING: [&str; 5] = [
    "visit",
    "auditor",
    "visited",
    "first_visited",
    "last_visited",
];

/// Tables that only `compare --by` fills.
const OF_VIEWS: [&str; 3] = ["league", "script_and_care", "lost_at"];

/// Nothing where no tables are wanted.
pub(super) fn data(comparison: &Comparison, setting: Setting, language: &Language) -> Vec<Table> {
    if !setting.has_data {
        return Vec::new();
    }
    let tables = comparison_data::data(comparison, language).into_iter();
    let tables = tables.filter(|table| !OF_VIEWS.contains(&table.name));
    if setting.withheld.is_none() {
        return tables.collect();
    }
    tables.map(without_pointing).collect()
}

fn without_pointing(mut table: Table) -> Table {
    let is_kept: Vec<bool> = table
        .columns
        .iter()
        .map(|column| !POINTING.contains(&column.key.as_str()))
        .collect();
    let mut kept = is_kept.iter();
    table.columns.retain(|_| kept.next() == Some(&true));
    for row in &mut table.rows {
        let mut kept = is_kept.iter();
        row.retain(|_| kept.next() == Some(&true));
    }
    table
}
