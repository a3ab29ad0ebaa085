//! Text into model and back; the format versions live here.

pub mod spreadsheet_text;
