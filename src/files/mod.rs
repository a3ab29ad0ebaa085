//! Text into model and back; the format versions live here.

pub mod fields;
pub mod spreadsheet_text;
pub mod yaml;
mod yaml_syntax;
mod yaml_text;
mod yaml_tree;
mod yaml_words;
