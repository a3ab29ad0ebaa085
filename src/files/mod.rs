//! Text into model and back; the format versions live here.

mod cells;
pub mod columns;
pub mod csv_dialect;
pub mod csv_records;
pub mod journal_jsonl;
pub mod programme_text;
pub mod seal_line;
pub mod spreadsheet_text;
mod tidy_row;
pub mod visit_csv;
pub mod visit_csv_read;
