//! `mystery report`: one page for a board, that may be passed on.

mod charts;
mod one;

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::actions::standings_of;
use super::agreed::is_person_there;
use super::asked::{KeptArgs, conflicting, end, role_clash};
use super::context::Context;
use super::failure::Failure;
use super::sources::sources_in_brief;
use crate::analysis::compare::{Comparison, Settings, compare};
use crate::analysis::scored::scored;
use crate::analysis::sharing::{Reader, Sharing, told_to};
use crate::ledger::Ledger;
use crate::ledger::locate::locate;
use crate::model::id::Id;
use crate::model::text::Language;
use crate::render::Format;
use crate::render::xlsx::xlsx;
use crate::report::Report;
use crate::report::board::{Setting, Withheld, board, workbook};
use crate::report::wording::listed;

/// Make a page for a board: how good you are, how others compare, what to mend first
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mystery report -o report.html             one page, to print or to send
  mystery report -o report.xlsx             a workbook, with every answer
  mystery report -o report.md               the same as text
  mystery report -o own.html --full         for your own drawer: with all words
  mystery report --charts charts            each chart as a file, .svg
  mystery report last -o visit.html         one visit, for the person in charge of that place

What is made without --full may be passed on: it names no auditor, no single visit and no time, takes
out of the auditors' words what may name a person, and leaves out the words where fewer than five
visits to a place could point at one. A first name alone cannot be found out: read before you send.

An .svg stays sharp at any size; word processors and slides take it as it is. Where only a .png will do,
--png makes one, in a build for it (cargo install --features png); any other build says so, and a browser
shows an .svg to take a picture of.

With --lang fr questions, labels and sections are in French where the standard has it; the page itself
and the agenda are there in French and German too, and of the workbook what stands above its tables.")]
pub struct ReportArgs {
    #[command(flatten)]
    what: WhatArgs,
    /// Write each chart as a file of its own, .svg, into this folder
    #[arg(long, value_name = "DIR")]
    charts: Option<PathBuf>,
    /// Write them as .png, where the program was built for it
    #[arg(long, requires = "charts")]
    png: bool,
}

/// Which visits, how much of them may be told, and where to.
#[derive(clap::Args, Debug)]
pub struct WhatArgs {
    /// CSV files of visits, folders of them, or - for standard input; the ledger where none is named. For
    /// a report also one visit: a part of its id, its number in `mystery visits`, or `last`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Visits of this standard only
    #[arg(long, value_name = "ID", value_parser = super::asked::standard_id)]
    standard: Option<Id>,
    /// With every word of the auditors; not to be passed on
    #[arg(long)]
    full: bool,
    #[command(flatten)]
    keep: KeptArgs,
    /// A standard that visits were scored with, where it is not found by itself
    #[arg(long, value_name = "FILE")]
    standard_file: Vec<PathBuf>,
    /// Write to this file; its name's end says the format: .html, .md, .csv, .json or .txt; .xlsx for a report
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What is made of a comparison.
pub type Made = fn(&Comparison, Setting, &Language) -> Report;

/// Runs the command.
pub fn run(context: &Context, args: &ReportArgs) -> Result<()> {
    if let Some(visit) = one_visit(&args.what) {
        if args.charts.is_some() {
            return Err(Failure::usage("a single visit has no charts")
                .hint("leave --charts out")
                .into());
        }
        return one::make(context, visit, &args.what);
    }
    if args.png {
        charts::is_built_for_png()?;
    }
    make(
        context,
        &args.what,
        board,
        Extras {
            has_workbook: true,
            charts: (args.charts.as_deref()).map(|folder| Drawn {
                folder,
                is_png: args.png,
            }),
        },
    )
}

/// The one visit that is meant: a word that is no file and no folder.
fn one_visit(what: &WhatArgs) -> Option<&str> {
    let [word] = what.paths.as_slice() else {
        return None;
    };
    let text = word.to_str()?;
    let is_path = word.exists() || text == "-" || word.components().count() > 1;
    let is_file = word.extension().is_some_and(|end| {
        ["csv", "gz"]
            .iter()
            .any(|known| end.eq_ignore_ascii_case(known))
    });
    (!is_path && !is_file).then_some(text)
}

/// What a command makes beside a report in the formats that all have.
#[derive(Clone, Copy, Default, Debug)]
pub struct Extras<'a> {
    /// Whether there is a workbook of it.
    pub has_workbook: bool,
    /// Where its charts go, where they are wanted.
    pub charts: Option<Drawn<'a>>,
}

/// Where charts go, and as what.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    /// The folder.
    folder: &'a Path,
    /// As `.png` and not as `.svg`.
    is_png: bool,
}

/// Makes a report of the visits that are meant, without what must not be passed on.
pub fn make(context: &Context, args: &WhatArgs, made: Made, extras: Extras) -> Result<()> {
    let (found, roll) = sources_in_brief(context, &args.paths, &args.standard_file)?;
    let reader = if args.full {
        Reader::Ourselves
    } else {
        Reader::Anybody
    };
    let (roll, n_silent, sharing) = told_to(reader, &args.keep.words, roll);
    let scored = scored(&roll, |wanted| found.standard(wanted));
    let settings = Settings {
        standard: args.standard.clone(),
        own: found.programme.organisation.clone(),
        matters: found.programme.matters,
        site_types: found.programme.site_types(),
        ..Settings::default()
    };
    let compared = compare(&scored, &settings).map_err(role_clash)?;
    let (seals, mut actions) = if args.paths.is_empty() {
        let ledger = Ledger::open(&locate(context.ledger.as_deref()).path)?;
        (seals(&ledger)?, standings_of(context, &ledger)?)
    } else {
        (Vec::new(), Vec::new())
    };
    if !args.full {
        for it in &mut actions {
            it.action.what = sharing.blotted(&it.action.what);
            it.action.who = sharing.who(&it.action.who);
        }
    }
    let setting = Setting {
        programme: &found.programme,
        seals: &seals,
        actions: &actions,
        withheld: (!args.full).then_some(Withheld { n_silent }),
        has_data: (context.format_for(args.output.as_deref())).is_some_and(Format::has_data),
    };
    let language = found.language(context);
    let left_out = compared.standards.iter().flat_map(|one| &one.left_out);
    let ended = || end(context, &found, conflicting(left_out));
    if let Some(path) = args
        .output
        .as_deref()
        .filter(|path| extras.has_workbook && is_workbook(path))
    {
        let bytes = xlsx(&workbook(&compared, setting, &language))
            .map_err(|error| Failure::could_not(format!("cannot make the workbook: {error}")))?;
        context.deliver_bytes(path, &bytes)?;
        say_blotted(context, &sharing);
        return ended();
    }
    let report = made(&compared, setting, &language);
    if let Some(drawn) = extras.charts {
        charts::write(context, &report, drawn)?;
        if args.output.is_none() {
            return ended();
        }
    }
    let file = args.output.as_deref();
    context.deliver_report_in(&report, file, found.programme.spreadsheet, Some(&language))?;
    say_blotted(context, &sharing);
    ended()
}

/// Says to whoever is there what was taken out of words: some of it may name nobody.
pub(super) fn say_blotted(context: &Context, sharing: &Sharing) {
    /// More are not read.
    const MOST: usize = 12;
    let passages = sharing.passages();
    if passages.is_empty() || !is_person_there(context) {
        return;
    }
    let mut said: Vec<String> = passages
        .keys()
        .take(MOST)
        .map(|it| format!("“{it}”"))
        .collect();
    if passages.len() > MOST {
        said.push(format!("{} more", passages.len() - MOST));
    }
    context.output.say(&format!(
        "Taken out of the words, for it may name a person: {}.",
        listed(&said)
    ));
    context
        .output
        .say("Some names nobody? Keep it: --keep \"WORDS\"");
}

fn is_workbook(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("xlsx"))
}

/// The last seal of each device, with its number.
fn seals(ledger: &Ledger) -> Result<Vec<(String, u64)>> {
    let chains = ledger.chains()?;
    let heads = chains.iter().filter_map(crate::ledger::seal::Chain::head);
    Ok(heads
        .map(|(seal, count)| (seal.to_owned(), count))
        .collect())
}
