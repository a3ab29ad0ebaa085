//! Reports into bytes, one file per format. Knows no domain word.

use crate::model::programme::Dialect;
use crate::model::text::Language;
use crate::report::{Report, Tables};

mod ascii;
pub mod calendar;
mod chart;
mod csv;
mod data_url;
mod html;
mod json;
mod layout;
mod markdown;
#[cfg(feature = "png")]
pub mod png;
mod row_blocks;
mod shown;
pub mod snippet;
pub mod svg;
mod svg_dumbbell;
mod svg_heat;
mod svg_lines;
mod svg_scatter;
mod table_lines;
mod terminal;
mod tone;
pub mod words;
pub mod xlsx;

/// A format of results.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Format {
    /// Tables for a terminal.
    Terminal,
    /// CSV, tidy.
    Csv,
    /// JSON, in a documented and versioned shape.
    Json,
    /// Markdown.
    Markdown,
    /// One page for a browser, with charts.
    Html,
}

impl Format {
    /// True where a report's tables for machines are written.
    pub fn has_data(self) -> bool {
        self.tables() != Tables::None
    }

    /// Which of a report's tables for machines are written.
    pub fn tables(self) -> Tables {
        match self {
            Self::Csv => Tables::First,
            Self::Json => Tables::All,
            Self::Terminal | Self::Markdown | Self::Html => Tables::None,
        }
    }
}

/// What a report is written on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// Columns to fill, where the format has any.
    pub width: usize,
    /// Whether colour may be used, where the format has it.
    pub has_color: bool,
    /// Whether lines and signs are drawn in ASCII, where the format draws any.
    pub is_ascii: bool,
    /// How CSV is written.
    pub dialect: Dialect,
    /// The language of the texts, where the format says it.
    pub language: Language,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            width: 80,
            has_color: false,
            is_ascii: false,
            dialect: Dialect::default(),
            language: Language::default(),
        }
    }
}

/// Gives the bytes of a report. Same report, same page, same bytes.
pub fn render(report: &Report, format: Format, page: &Page) -> Vec<u8> {
    match format {
        Format::Terminal => terminal::terminal(report, page).into_bytes(),
        Format::Csv => csv::csv(report, page.dialect),
        Format::Json => json::json(report),
        Format::Markdown => markdown::markdown(report).into_bytes(),
        Format::Html => html::html(report, &page.language).into_bytes(),
    }
}
