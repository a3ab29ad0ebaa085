//! What every question about many visits is asked with, and the course that its answer takes: which
//! visits, of which standard, where the answer goes, and what is said of visits that were left out.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Result;

use super::context::Context;
use super::failure::{Failure, FailureKind};
use super::sources::{Sources, sources, sources_in_brief};
use crate::analysis::select::{LeftOut, Reason, RoleClash};
use crate::model::brief::Roll;
use crate::model::id::Id;
use crate::model::share::Share;
use crate::model::visit::VisitId;
use crate::render::Format;
use crate::report::{Report, Tables};

/// Which visits, and where the answer goes.
#[derive(clap::Args, Debug)]
pub struct AskedArgs {
    /// CSV files of visits, folders of them, or - for standard input; the ledger where none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A standard that visits were scored with, where it is not found by itself
    #[arg(long, value_name = "FILE", display_order = 100)]
    standard_file: Vec<PathBuf>,
    /// Write to this file; its name's end says the format: .csv, .json, .md or .txt
    #[arg(long, short, value_name = "FILE", display_order = 101)]
    output: Option<PathBuf>,
}

/// How closely it is asked.
#[derive(clap::Args, Debug)]
pub struct CloserArgs {
    /// Visits of this standard only
    #[arg(long, value_name = "ID", value_parser = standard_id)]
    pub standard: Option<Id>,
    /// Show how it was reached, in the words of statistics
    #[arg(long)]
    pub explain: bool,
}

/// Words that are not blotted out.
#[derive(clap::Args, Debug)]
pub struct KeptArgs {
    /// Words that name no person, though they look so, such as "Golden Retriever"
    #[arg(long = "keep", value_name = "WORDS")]
    pub words: Vec<String>,
}

impl AskedArgs {
    /// The visits with all that was answered, and their standards.
    pub fn visits(&self, context: &Context) -> Result<Sources> {
        sources(context, &self.paths, &self.standard_file)
    }

    /// The same in brief: what comparisons of a million visits take.
    pub fn visits_in_brief(&self, context: &Context) -> Result<(Sources, Roll<'static>)> {
        sources_in_brief(context, &self.paths, &self.standard_file)
    }

    /// The tables for machines that the answer is to hold.
    pub fn tables(&self, context: &Context) -> Tables {
        let format = context.format_for(self.output.as_deref());
        format.map_or(Tables::None, Format::tables)
    }

    /// Shows or writes the answer.
    pub fn deliver(&self, context: &Context, found: &Sources, report: &Report) -> Result<()> {
        let dialect = found.programme.spreadsheet;
        context.deliver_report(report, self.output.as_deref(), dialect)
    }
}

/// Reads the id of a standard, as it is typed for `--standard`.
pub fn standard_id(text: &str) -> Result<Id, String> {
    Id::new(text).ok_or_else(|| "no id of a standard: `mystery standard list` shows them".into())
}

/// Reads the difference that matters, in points, as it is typed for `--matters`.
pub fn matters(text: &str) -> Result<Share, String> {
    let points = text.trim().parse().ok().and_then(Share::from_percent);
    points
        .filter(|share| *share > Share::ZERO)
        .ok_or_else(|| "type points above 0 and up to 100, such as 5".into())
}

/// The failure of an organisation in two roles.
#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
pub fn role_clash(clash: RoleClash) -> Failure {
    Failure::could_not(format!("one organisation has two roles: {clash}"))
        .hint("a role is own, competitor or internal, and the same in all visits: discard the visit that is wrong and score it again, or compare the files apart")
}

/// Fails where a standard was named that none of the visits was scored with, and names those that
/// were used. Without any visit there is nothing to be wrong about.
pub fn check_known<'a>(named: Option<&Id>, used: impl Iterator<Item = &'a Id>) -> Result<()> {
    let used: BTreeSet<&Id> = used.collect();
    match named {
        Some(id) if !used.is_empty() && !used.contains(id) => {
            let used: Vec<&str> = used.into_iter().map(Id::as_str).collect();
            Err(
                Failure::could_not(format!("no visit was scored with `{id}`"))
                    .hint(format!("visits were scored with {}", used.join(", ")))
                    .into(),
            )
        }
        _ => Ok(()),
    }
}

/// The visits whose id stands for two that differ.
pub fn conflicting<'a>(
    left_out: impl IntoIterator<Item = &'a LeftOut<'a>>,
) -> impl Iterator<Item = &'a VisitId> {
    let conflicting = left_out
        .into_iter()
        .filter(|out| out.reason == Reason::Conflicting);
    conflicting.map(|out| &out.scored.visit.facts.id)
}

/// Names visits whose id stands for two that differ; false where there are none.
pub fn say_conflicting<'a>(context: &Context, ids: impl Iterator<Item = &'a VisitId>) -> bool {
    let ids: BTreeSet<&VisitId> = ids.collect();
    for id in &ids {
        context.output.say(&format!(
            "Left out {id}: two visits with this id were given, and they differ."
        ));
    }
    !ids.is_empty()
}

/// Ends an answer; fails where visits were left out for being damaged or `conflicting`, which is said.
pub fn end<'a>(
    context: &Context,
    found: &Sources,
    conflicting: impl Iterator<Item = &'a VisitId>,
) -> Result<()> {
    if say_conflicting(context, conflicting) || found.has_left_out {
        return Err(Failure::said(FailureKind::No).into());
    }
    Ok(())
}
