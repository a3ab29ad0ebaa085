//! `mystery attach`: evidence that came later. A finished visit gets a revision; one in progress
//! simply goes on.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::context::Context;
use super::correct::{Revision, attached, place_of, who};
use super::failure::Failure;
use super::opening::{TORN, of_kept};
use crate::ledger::Ledger;
use crate::ledger::resolve::Among;
use crate::model::event::Event;
use crate::model::visit::VisitId;
use crate::report::done::done;
use crate::walk::Walk;
use crate::walk::request::{Attachment, Request};

/// Add evidence that came later: photos, receipts, mails
#[derive(clap::Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  mystery attach last respect photos/desk.jpg
  mystery attach riverside 2.1 receipt.pdf mail.eml --why \"it came later\"

The files are copied into the ledger, each with its hash in the visit's seal.")]
pub struct AttachArgs {
    /// A part of its id, its number in `mystery visits`, or `last`
    visit: String,
    /// The item that it belongs to: its id or its number
    item: String,
    /// The files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Why it comes later
    #[arg(long, value_name = "TEXT", default_value = "evidence that came later")]
    why: String,
    /// The code of who adds it; else the programme's auditor, else the visit's
    #[arg(long, value_name = "CODE")]
    auditor: Option<String>,
}

/// Runs the command.
pub fn run(context: &Context, args: &AttachArgs) -> Result<()> {
    let args = &AttachArgs {
        files: args.files.iter().map(|file| at_home(file)).collect(),
        ..args.clone()
    };
    for file in &args.files {
        if !file.is_file() {
            return Err(Failure::usage(format!("there is no file `{}`", file.display())).into());
        }
    }
    let ledger = context.open_ledger_to_write()?;
    let id = ledger.resolve(&args.visit, Among::Any)?;
    let is_open = ledger
        .open_visits()?
        .all
        .iter()
        .any(|open| open.facts.id == id);
    if is_open {
        attach_to_open(context, args, &ledger, &id)
    } else {
        attach_to_finished(context, args, &ledger, &id)
    }
}

fn attach_to_finished(
    context: &Context,
    args: &AttachArgs,
    ledger: &Ledger,
    id: &VisitId,
) -> Result<()> {
    let revision = Revision::of(ledger, id)?;
    let mut walk = revision.walk(context)?;
    let at = asked_place(walk.walk(), &args.item)?;
    let item = walk.walk().item(at).id.to_string();
    walk.ask(&Request::GoTo(item)).map_err(Failure::usage)?;
    for file in &args.files {
        let path = absolute(file)?;
        let request = Request::Attach(Attachment::File(path));
        walk.ask(&request).map_err(Failure::usage)?;
    }
    let visit = walk.finished(revision.standard())?;
    let by = who(ledger, args.auditor.as_deref(), &visit);
    revision.write(context, ledger, &by, args.why.trim(), walk.changes())?;
    context.output.say(&format!(
        "{} added to {}.",
        names(&args.files),
        walk.walk().label(at)
    ));
    Ok(())
}

fn attach_to_open(
    context: &Context,
    args: &AttachArgs,
    ledger: &Ledger,
    id: &VisitId,
) -> Result<()> {
    let resumed = ledger.resume(id)?;
    if resumed.torn.is_some() {
        context.output.say(TORN);
    }
    let mut open = resumed.open;
    let loaded = of_kept(&open.facts().standard.clone(), resumed.standard_yaml)?;
    let walk = Walk::replay(&loaded.standard, open.entries())
        .map_err(|error| Failure::could_not(format!("{id}: {error}")))?;
    let at = asked_place(&walk, &args.item)?;
    let mut all = Vec::new();
    for file in &args.files {
        let path = absolute(file)?;
        let item = walk.item(at).id.clone();
        let kept = open.keep(context.now(), Event::Attached { item, path })?;
        all.extend(attached(ledger, id, &kept.event));
    }
    context.output.say(&format!(
        "Added {} to {} of {id}, which is still in progress.",
        names(&args.files),
        walk.item(at).id
    ));
    context.show_done(&done(&all))
}

/// The place of an item that this visit was asked.
fn asked_place(walk: &Walk, item: &str) -> Result<usize> {
    let at = place_of(walk, item, &[])?;
    if walk.is_asked(at) {
        Ok(at)
    } else {
        Err(Failure::usage(format!("`{item}` was not asked in this visit")).into())
    }
}

/// The file by its whole path: the ledger copies it when the event is kept.
fn absolute(file: &Path) -> Result<String> {
    Ok(std::path::absolute(file)?.to_string_lossy().into_owned())
}

/// A path in quotes comes with its `~` as typed: no shell has put the home there.
fn at_home(file: &Path) -> PathBuf {
    let below = file.strip_prefix("~").ok().filter(|_| !file.exists());
    match below.zip(dirs::home_dir()) {
        Some((below, home)) => home.join(below),
        None => file.to_owned(),
    }
}

fn names(files: &[PathBuf]) -> String {
    let names: Vec<String> = files.iter().map(|file| name(file)).collect();
    names.join(", ")
}

fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
