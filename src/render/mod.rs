//! Reports into bytes, one file per format. Knows no domain word.

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
}
