//! `mystery export`: write the ledger for spreadsheets.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::asked::say_conflicting;
use super::context::Context;
use super::failure::{Failure, FailureKind};
use super::report::say_blotted;
use super::sources::{NO_NAMES, Sources, sources};
use super::usage::as_typed;
use crate::analysis::items::items;
use crate::analysis::scored::{ScoredVisit, roll, scored};
use crate::analysis::select::{LeftOut, Reason, sorted_out};
use crate::analysis::sharing::{TakenOut, make_shareable};
use crate::files::datapackage::{DATAPACKAGE, datapackage};
use crate::files::export_csv::{
    ExportedItem, ExportedVisit, answers_csv, items_csv, sections_of, visits_csv,
};
use crate::files::visit_csv::Row;
use crate::ledger::disk::Disk;
use crate::ledger::package::{Written, write_package};
use crate::model::order::InOrder;
use crate::model::programme::{DecimalMark, Dialect, Separator};
use crate::model::scorecard::Scorecard;
use crate::model::visit::{Visit, VisitId};
use crate::report::done::{Action, Done, done};
use crate::report::wording::{counted, plural};
use crate::scoring::score;

/// Write the ledger for spreadsheets
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mystery export for-the-board    makes the folder for-the-board, with tables and standards/ in it
  mystery export for-the-board --share
  mystery export for-the-board --separator semicolon --decimal comma
                                  for a spreadsheet in German, French or Spanish

What is written: answers.csv (every answer), visits.csv (a row a visit), items.csv (means),
standards/ and datapackage.json, which describes it all.")]
pub struct ExportArgs {
    /// The folder to write; an earlier export in it is replaced
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// CSV files of visits or folders of them instead of the ledger
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Between two cells
    #[arg(long, value_enum)]
    separator: Option<SeparatorWord>,
    /// In numbers
    #[arg(long, value_enum)]
    decimal: Option<DecimalWord>,
    /// Put a byte-order mark in front, as Excel likes it; with semicolons it is there
    #[arg(long, overrides_with = "no_bom")]
    bom: bool,
    /// Put no byte-order mark in front
    #[arg(long)]
    no_bom: bool,
    /// To be passed on: no auditors, no times, and no words that may name a person
    #[arg(long)]
    share: bool,
    /// With --share: words that name no person, though they look so
    #[arg(long, value_name = "WORDS", requires = "share")]
    keep: Vec<String>,
    /// A standard that visits were scored with, where it is not found by itself
    #[arg(long, value_name = "FILE")]
    standard_file: Vec<PathBuf>,
}

/// A separator by its name, or typed itself.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum SeparatorWord {
    /// `,`
    #[value(alias = ",")]
    Comma,
    /// `;`
    #[value(alias = ";")]
    Semicolon,
    /// A tab
    #[value(alias = "\t")]
    Tab,
}

/// A decimal mark by its name, or typed itself.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum DecimalWord {
    /// 0.5
    #[value(alias = ".")]
    Dot,
    /// 0,5
    #[value(alias = ",")]
    Comma,
}

impl ExportArgs {
    /// The dialect asked for, by default the programme's.
    fn dialect(&self, programme: Option<Dialect>) -> Dialect {
        let default = programme.unwrap_or_default();
        Dialect {
            separator: self.separator.map_or(default.separator, |word| match word {
                SeparatorWord::Comma => Separator::Comma,
                SeparatorWord::Semicolon => Separator::Semicolon,
                SeparatorWord::Tab => Separator::Tab,
            }),
            decimal: self.decimal.map_or(default.decimal, |word| match word {
                DecimalWord::Dot => DecimalMark::Dot,
                DecimalWord::Comma => DecimalMark::Comma,
            }),
            // Excel takes a file with semicolons for UTF-8 only when it has the mark.
            bom: self.bom
                || !self.no_bom
                    && (default.bom || matches!(self.separator, Some(SeparatorWord::Semicolon))),
        }
    }
}

/// A folder's name of several words that was typed without its quotes: what stands behind it are
/// words, and no paths.
fn refuse_name_without_quotes(args: &ExportArgs) -> Result<()> {
    let words = args.paths.iter().map(|path| {
        let is_word = path.components().count() == 1 && path.extension().is_none();
        path.to_str()
            .filter(|word| is_word && *word != "-" && !path.exists())
    });
    let Some(words) = words
        .collect::<Option<Vec<&str>>>()
        .filter(|it| !it.is_empty())
    else {
        return Ok(());
    };
    let folder = format!("{} {}", args.folder.display(), words.join(" "));
    Err(
        Failure::could_not(format!("there is no file or folder `{}`", words[0]))
            .hint(format!(
                "a name of several words stands in double quotes: mystery export {}",
                as_typed(&folder)
            ))
            .hint(NO_NAMES)
            .into(),
    )
}

/// Runs the command.
pub fn run(context: &Context, args: &ExportArgs) -> Result<()> {
    refuse_name_of_file(&args.folder)?;
    refuse_name_without_quotes(args)?;
    let mut found = sources(context, &args.paths, &args.standard_file)?;
    if let Some(standard) = found.unreadable.first() {
        // Tables without totals would go on from hand to hand, and nobody would know why.
        let name = format!("{} {}", standard.id, standard.version);
        let message =
            format!("nothing was written: the standard {name} of these visits cannot be read");
        return Err(Failure::could_not(message)
            .hint("put its file back from a copy, as mystery verify names it, or give the standard with --standard-file FILE")
            .into());
    }
    if args.share {
        let (taken_out, sharing) = make_shareable(&mut found.visits, &args.keep);
        context.output.say(&shared(taken_out));
        say_blotted(context, &sharing);
    }
    let roll = roll(&found.visits);
    let scored = scored(&roll, |wanted| found.standard(wanted));
    let cards: Vec<Option<Scorecard>> = found
        .visits
        .iter()
        .map(|visit| Some(score(found.standard(&visit.facts.standard)?, visit)))
        .collect();
    let whole: Vec<_> = found.visits.iter().zip(&cards).collect();
    let dialect = args.dialect(found.programme.spreadsheet);
    let language = found.language(context);
    let (conflicting, counted_ids, all, latest) = once(&scored);
    say_conflicting(context, super::asked::conflicting(&conflicting));
    let (all, latest) = (
        exported(&all, &counted_ids, &whole),
        exported(&latest, &counted_ids, &whole),
    );
    let figures = items(&scored);
    let figures: Vec<ExportedItem> = figures
        .iter()
        .map(|figures| ExportedItem {
            organisation: figures.organisation,
            role: figures.role,
            standard: figures.standard,
            major: figures.major,
            section: figures.section,
            id: figures.entry.id,
            item: figures.entry.item,
            visits: figures.credits.n_visits(),
            mean: figures.credits.mean(),
            worst: figures.credits.worst.map(|worst| worst.share),
            best: figures.credits.best.map(|best| best.share),
            points: figures.entry.points,
        })
        .collect();
    let standards = standards(&found);
    let names: Vec<String> = standards.iter().map(|(name, _)| name.clone()).collect();
    let written = write_package(
        &Disk::default(),
        &args.folder,
        &[
            ("answers.csv", answers_csv(&all, &language, dialect)),
            ("visits.csv", visits_csv(&latest, dialect)),
            ("items.csv", items_csv(&figures, &language, dialect)),
        ],
        &standards,
        &datapackage(&sections_of(&latest), &names, dialect),
    )?;
    let (verb, action) = match written {
        Written::New => ("Wrote", Action::Wrote),
        Written::Replaced => ("Replaced", Action::Replaced),
    };
    context.output.say(&format!(
        "{verb} {}: {} in answers.csv, visits.csv and items.csv.",
        args.folder.display(),
        counted(latest.len(), "visit")
    ));
    let tables = ["answers.csv", "visits.csv", "items.csv"].map(ToOwned::to_owned);
    let standards = names.iter().map(|name| format!("standards/{name}"));
    let files: Vec<Done> = tables
        .into_iter()
        .chain(standards)
        .chain([DATAPACKAGE.to_owned()])
        .map(|name| Done::to_file(action, &args.folder.join(name)))
        .collect();
    context.show_done(&done(&files))?;
    let n_rows = |visit: &ExportedVisit| Row::all(visit.visit).count();
    let n_all: usize = all.iter().map(n_rows).sum();
    let n_counting: usize = all.iter().filter(|it| it.counts).map(n_rows).sum();
    if n_counting < n_all {
        context.output.say(&format!(
            "answers.csv has {}; {} of visits that count, with true in the column counts. The others are \
             versions before a correction, second scorings, and what is no audit or has a limited basis: \
             leave them out before you make averages of your own. Averages are of the column credit; \
             where it is empty, nothing was scored.",
            counted(n_all, "row"),
            match n_counting {
                1 => "1 is".to_owned(),
                n => format!("{n} are"),
            }
        ));
    }
    if found.has_left_out || !conflicting.is_empty() {
        return Err(Failure::said(FailureKind::No).into());
    }
    Ok(())
}

/// Whoever names a file wants one; a folder of that name is used as it is.
fn refuse_name_of_file(folder: &Path) -> Result<()> {
    let ending = folder.extension().and_then(|it| it.to_str());
    let is_file = ending.is_some_and(|it| {
        let endings = ["xlsx", "xls", "ods", "csv", "html", "md", "json"];
        endings.contains(&it.to_ascii_lowercase().as_str())
    });
    if !is_file || folder.is_dir() {
        return Ok(());
    }
    let (name, plain) = (folder.display(), folder.with_extension(""));
    let plain = plain.display();
    let mut failure = Failure::usage(format!("`{name}` would be a folder of tables, not a file"))
        .hint(format!(
            "mystery report -o my.xlsx writes a workbook; for the folder: mystery export {plain}"
        ));
    if ending == Some("csv") {
        failure = failure.hint(format!(
            "for Excel in German, French, Spanish: mystery export {plain} --separator semicolon --decimal comma"
        ));
    }
    Err(failure.into())
}

/// What was taken out so that the export may be passed on.
fn shared(taken_out: TakenOut) -> String {
    let count = |n: u64, one: &str| counted(usize::try_from(n).unwrap_or(usize::MAX), one);
    format!(
        "Without auditors, times, notes and evidence; {} that may name a person {} blotted out, and the words of {} left out, of which fewer than five to a place could point at one. A first name alone is not found out: read before you send.",
        count(taken_out.n_blotted, "passage"),
        plural(
            usize::try_from(taken_out.n_blotted).unwrap_or(2),
            "is",
            "are"
        ),
        count(taken_out.n_silent, "visit"),
    )
}

/// The visits that were sorted out, as a whole, each with its scorecard.
fn exported<'a>(
    sorted: &[ScoredVisit<'a>],
    counted: &BTreeSet<&VisitId>,
    whole: &[(&'a Visit, &'a Option<Scorecard>)],
) -> Vec<ExportedVisit<'a>> {
    sorted
        .iter()
        .map(|scored| {
            let at = usize::try_from(scored.visit.place.at).expect("it came from one");
            let (visit, scorecard) = whole[at];
            ExportedVisit {
                visit,
                standard: scored.standard,
                scorecard: scorecard.as_ref(),
                counts: counted.contains(&scored.visit.facts.id),
            }
        })
        .collect()
}

/// Every visit of any kind and revision once, oldest first, and the ids of those that enter means; those whose id stands for two that
/// differ are behind, and cannot be told apart in a table.
fn once<'a>(
    scored: &'a [ScoredVisit<'a>],
) -> (
    Vec<LeftOut<'a>>,
    BTreeSet<&'a VisitId>,
    Vec<ScoredVisit<'a>>,
    Vec<ScoredVisit<'a>>,
) {
    let selection = sorted_out(scored, None);
    let counting = selection.counted.iter();
    let counting = counting.map(|scored| &scored.visit.facts.id).collect();
    let (conflicting, left_out): (Vec<LeftOut>, Vec<LeftOut>) = selection
        .left_out
        .into_iter()
        .filter(|out| out.reason != Reason::Repeated)
        .partition(|out| out.reason == Reason::Conflicting);
    let superseded = left_out
        .iter()
        .filter(|out| out.reason == Reason::Superseded);
    let superseded = superseded.map(|out| out.scored);
    let others = left_out
        .iter()
        .filter(|out| out.reason != Reason::Superseded);
    let latest = selection
        .counted
        .iter()
        .copied()
        .chain(others.map(|out| out.scored));
    let mut latest: Vec<ScoredVisit> = latest.cloned().collect();
    let mut all: Vec<ScoredVisit> = latest.iter().cloned().chain(superseded.cloned()).collect();
    let age = |scored: &ScoredVisit| (scored.visit.facts.started, scored.visit.facts.id.clone());
    latest.order_by_key(age);
    all.order_by_key(age);
    (conflicting, counting, all, latest)
}

/// The files of `standards/`, by name.
fn standards(found: &Sources) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = found
        .standards
        .values()
        .map(|found| {
            let standard = found.standard.reference();
            let name = format!(
                "{}-{}-{}.yaml",
                standard.id, standard.version, standard.fingerprint
            );
            (name, found.yaml.clone())
        })
        .collect();
    files.sort();
    files
}
