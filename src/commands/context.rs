//! What every command is given: output, which ledger, the time and the seed.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::{Local, MappedLocalTime, NaiveDateTime, TimeZone};

use super::failure::Failure;
use super::standard::source::drawn;
use super::usage::as_typed;
use crate::diagnostic::Diagnostic;
use crate::ledger::Ledger;
use crate::ledger::atomic::replace_file;
use crate::ledger::error::LedgerError;
use crate::ledger::layout::shown;
use crate::ledger::locate::locate;
use crate::model::moment::{Moment, Zone};
use crate::model::programme::Dialect;
use crate::model::text::Language;
use crate::render::{Format, Page, render};
use crate::report::Report;
use crate::report::wording::counted;
use crate::ui::output::{self, Output};
use crate::ui::screen;
use crate::ui::signals::Farewell;

/// What every command is given.
#[derive(Debug)]
pub struct Context {
    /// Standard output and standard error.
    pub output: Output,
    /// `--ledger`, where given.
    pub ledger: Option<PathBuf>,
    /// `--format`, where given.
    pub format: Option<Format>,
    /// `--lang`, where given.
    pub language: Option<Language>,
    /// The time of `MYSTERY_NOW`, where set.
    pub fixed_now: Option<Moment>,
    /// The seed of `MYSTERY_SEED`, where set.
    pub fixed_seed: Option<u64>,
    /// What is done and said when a signal ends the program.
    pub farewell: Farewell,
}

impl Context {
    /// What is typed behind the next command, so that it meets the same ledger: ` --ledger audits`;
    /// nothing where none was named here either.
    pub fn same_ledger(&self) -> String {
        self.ledger.as_ref().map_or(String::new(), |ledger| {
            format!(" --ledger {}", as_typed(&ledger.to_string_lossy()))
        })
    }

    /// The time: of `MYSTERY_NOW` where set, else of the clock.
    pub fn now(&self) -> Moment {
        self.fixed_now
            .unwrap_or_else(|| Moment::new(Local::now().fixed_offset()))
    }

    /// Opens the ledger that is meant, and says which it is. Makes nothing.
    pub fn open_ledger(&self) -> Result<Ledger> {
        let located = locate(self.ledger.as_deref());
        self.output.say(&located.sentence());
        Ledger::open(&located.path).map_err(|error| self.drawn(error))
    }

    /// The end for an error of the ledger; what is wrong with its programme is drawn first.
    fn drawn(&self, error: LedgerError) -> anyhow::Error {
        let LedgerError::Programme {
            path,
            text,
            problems,
        } = error
        else {
            return error.into();
        };
        let errors: Vec<&Diagnostic> = problems.iter().filter(|it| it.is_error()).collect();
        let name = shown(&path);
        self.output
            .say_drawn(&drawn(&errors, &name, &text, self.output.err));
        let n = counted(errors.len(), "error");
        Failure::could_not(format!("`{name}` cannot be used: {n}"))
            .hint("mend the file, then try again")
            .into()
    }

    /// As [`Context::open_ledger`], for a command that writes: does first what an earlier run began
    /// and could not end, and says so.
    pub fn open_ledger_to_write(&self) -> Result<Ledger> {
        let ledger = self.open_ledger()?;
        let completed = ledger.complete_half_done()?;
        for id in completed.visits {
            self.output.say(&format!(
                "Put away {id}, which was finished before and broken off."
            ));
        }
        for id in completed.swept {
            self.output.say(&format!(
                "Took away the correction {id}, which was broken off before it was kept: give it again.",
            ));
        }
        if let Some(broken) = ledger.broken_end() {
            self.output.say(&broken.sentence());
            self.output.say(
                "The next seal names the last good one, and goes on from there; mystery verify keeps naming the break.",
            );
        }
        for problem in completed.problems {
            self.output.say(&format!("Not put away: {problem}."));
        }
        Ok(ledger)
    }

    /// The time as [`Context::now`] gives it, whenever it is looked at.
    pub fn clock(&self) -> Box<dyn Fn() -> Moment + Send> {
        let fixed = self.fixed_now;
        Box::new(move || fixed.unwrap_or_else(|| Moment::new(Local::now().fixed_offset())))
    }

    /// Writes a report to standard output, by `--format` where given.
    pub fn show_report(&self, report: &Report) -> Result<()> {
        self.show_report_in(report, self.language.as_ref())
    }

    fn show_report_in(&self, report: &Report, language: Option<&Language>) -> Result<()> {
        let bytes = render(
            report,
            self.format.unwrap_or(Format::Terminal),
            &Page {
                width: output::width_now(),
                has_color: self.output.out.has_color,
                is_ascii: self.output.out.is_terminal && screen::needs_ascii(),
                dialect: Dialect::default(),
                language: language.cloned().unwrap_or_default(),
            },
        );
        self.output
            .result(&bytes)
            .context("cannot write to standard output")
    }

    /// Writes what a command has done where a program asked for it (`--format json` or `csv`); a
    /// person has read the sentences.
    pub fn show_done(&self, report: &Report) -> Result<()> {
        if self.is_for_program() {
            self.show_report(report)?;
        }
        Ok(())
    }

    /// True where standard output is for a program to read.
    pub fn is_for_program(&self) -> bool {
        self.format.is_some_and(Format::has_data)
    }

    /// The format that a report is written in: that of `--format`, else of the end of the file's name;
    /// `None` where neither says it.
    pub fn format_for(&self, file: Option<&Path>) -> Option<Format> {
        self.format
            .or_else(|| file.map_or(Some(Format::Terminal), format_of_name))
    }

    /// Writes a report to a file where one is given (`-o`), else to standard output. CSV files are in
    /// `dialect`, the person's own spreadsheet's. A file that is there already is replaced, and that is said.
    pub fn deliver_report(
        &self,
        report: &Report,
        file: Option<&Path>,
        dialect: Option<Dialect>,
    ) -> Result<()> {
        self.deliver_report_in(report, file, dialect, self.language.as_ref())
    }

    /// As [`Self::deliver_report`], of a report that was made in a language.
    pub fn deliver_report_in(
        &self,
        report: &Report,
        file: Option<&Path>,
        dialect: Option<Dialect>,
        language: Option<&Language>,
    ) -> Result<()> {
        let Some(path) = file else {
            return self.show_report_in(report, language);
        };
        let Some(format) = self.format_for(file) else {
            return Err(Failure::usage(format!(
                "cannot tell the format of `{}` from its name",
                path.display()
            ))
            .hint("name it .html, .csv, .json, .md or .txt, or say --format")
            .into());
        };
        let page = Page {
            dialect: dialect.unwrap_or_default(),
            language: language.cloned().unwrap_or_default(),
            ..Page::default()
        };
        self.deliver_bytes(path, &render(report, format, &page))
    }

    /// Writes a file. One that is there already is replaced, and that is said.
    pub fn deliver_bytes(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let was_there = path.exists();
        replace_file(path, bytes)?;
        let done = if was_there { "Replaced" } else { "Wrote" };
        self.output.say(&format!("{done} {}.", path.display()));
        Ok(())
    }

    /// A seed for draws: of `MYSTERY_SEED` where set, else of the system.
    pub fn seed(&self) -> Result<u64> {
        match self.fixed_seed {
            Some(seed) => Ok(seed),
            None => Ok(getrandom::u64().map_err(|error| {
                Failure::could_not(format!("cannot draw a random number: {error}"))
            })?),
        }
    }

    /// The local time zone.
    pub fn zone(&self) -> Zone {
        |local: &NaiveDateTime| -> MappedLocalTime<_> {
            Local.from_local_datetime(local).map(|at| at.fixed_offset())
        }
    }
}

/// The format that a file's name ends with.
fn format_of_name(path: &Path) -> Option<Format> {
    let end = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match end.as_str() {
        "csv" => Format::Csv,
        "json" => Format::Json,
        "md" | "markdown" => Format::Markdown,
        "txt" => Format::Terminal,
        "html" | "htm" => Format::Html,
        _ => return None,
    })
}

/// Reads `MYSTERY_NOW` (RFC 3339 with offset).
pub fn fixed_now() -> Result<Option<Moment>> {
    let Some(text) = std::env::var_os("MYSTERY_NOW") else {
        return Ok(None);
    };
    let moment = text.to_str().and_then(Moment::from_record);
    Ok(Some(moment.ok_or_else(|| {
        Failure::usage("MYSTERY_NOW is not a time like 2026-11-20T14:05:00-06:00")
    })?))
}

/// Reads `MYSTERY_SEED` (a whole number).
pub fn fixed_seed() -> Result<Option<u64>> {
    let Some(text) = std::env::var_os("MYSTERY_SEED") else {
        return Ok(None);
    };
    let seed = text.to_str().and_then(|text| text.parse().ok());
    Ok(Some(seed.ok_or_else(|| {
        Failure::usage("MYSTERY_SEED is not a whole number")
    })?))
}
