//! `mystery erase`: an auditor's code, or words in a visit, are taken out for good; what was scored stays,
//! and so do the seals.

use std::collections::BTreeSet;

use anyhow::Result;

use super::context::Context;
use super::failure::{Failure, FailureKind};
use crate::files::programme_text::is_our_comment;
use crate::ledger::Ledger;
use crate::ledger::bounded;
use crate::ledger::erase::Erased;
use crate::ledger::error::LedgerError;
use crate::ledger::layout::{PROGRAMME, shown};
use crate::ledger::problem::{Problem, ProblemKind};
use crate::ledger::resolve::Among;
use crate::model::erasure::{Erasure, Part, is_same_code};
use crate::model::id::Id;
use crate::model::visit::VisitId;
use crate::report::done::{Action, Done, done};
use crate::report::wording::counted;

/// Take an auditor or words out of the records for good
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery erase last warmth                what would go: the words at this item
  mystery erase last warmth --yes          erase them
  mystery erase k3zq warmth --evidence     its photos and files too
  mystery erase k3zq                       all words of the visit
  mystery erase --auditor a7 --yes         the code of an auditor, everywhere

What goes is gone, from the rows, the journals and all corrections of the visit: [erased] stands in its
place. An auditor's visits stay, and go on counting as those of one person, under a code that is drawn.
Scores, answers and times stay. What of it is in the bin is deleted as a whole. mystery verify still
holds, and says that something was erased. Beside items there are _notes, _nobody (why nobody was
reached) and _why (why it was corrected). Names in the words of other visits, and copies that you
exported, sent or backed up, are yours to find. Seals are never changed: those that a version before
this one made may hold the name of a file of evidence.")]
pub struct EraseArgs {
    /// A part of its id, its number in `mystery visits`, or `last`
    #[arg(required_unless_present = "auditor", conflicts_with = "auditor")]
    visit: Option<String>,
    /// The items whose words go, by their ids; all words where none is named
    #[arg(value_name = "ITEM")]
    items: Vec<String>,
    /// The code of an auditor, whose visits stay without it
    #[arg(long, value_name = "CODE")]
    auditor: Option<String>,
    /// The evidence of these items goes too
    #[arg(long, conflicts_with = "auditor")]
    evidence: bool,
    /// Do it; without this, only say what would go
    #[arg(long)]
    yes: bool,
}

/// Runs the command.
pub fn run(context: &Context, args: &EraseArgs) -> Result<()> {
    let ledger = if args.yes {
        context.open_ledger_to_write()?
    } else {
        context.open_ledger()?
    };
    let erasure = match (&args.auditor, &args.visit) {
        (Some(code), _) => auditor(context, &ledger, code)?,
        (None, Some(visit)) => words(&ledger, visit, &args.items, args.evidence)?,
        (None, None) => unreachable!("clap has one of the two"),
    };
    let what = what(&erasure);
    let would = ledger.to_be_erased(&erasure)?;
    if would.is_nothing() {
        context.output.say(&format!(
            "Nothing to erase: {what} is nowhere in this ledger."
        ));
        say_copies(context, &ledger)?;
        return context.show_done(&done(&[]));
    }
    if !args.yes {
        say_what(
            context,
            &would,
            "Would change",
            "Would be deleted from the bin",
        );
        say_copies(context, &ledger)?;
        let failure = Failure::new(
            FailureKind::No,
            format!("nothing was erased: {what} would be"),
        );
        let hint = "to erase it for good: the same command with --yes";
        return Err(failure.hint(hint).into());
    }
    let erased = ledger.erase(&erasure, context.now())?;
    say_what(context, &erased, "Changed", "Deleted from the bin");
    context.output.say(&match &erasure {
        Erasure::Auditor { stand_in, .. } => {
            format!("Erased: {what}. Their visits are those of `{stand_in}` now.")
        }
        Erasure::Words { .. } => format!("Erased: {what}."),
    });
    context
        .output
        .say("The seals hold for what is left: mystery verify");
    say_copies(context, &ledger)?;
    let layout = ledger.layout();
    let of = |id: &VisitId| Done::to_file(Action::Erased, &layout.visit(id)).of_visit(id);
    let in_bin = |id: &VisitId| Done::to_file(Action::Purged, &layout.visit(id)).of_visit(id);
    let changed = erased.visits.iter().map(of);
    let all: Vec<Done> = changed.chain(erased.deleted.iter().map(in_bin)).collect();
    context.show_done(&done(&all))
}

fn say_what(context: &Context, erased: &Erased, changed: &str, deleted: &str) {
    for id in &erased.visits {
        context.output.say(&format!("{changed}: {id}."));
    }
    for id in &erased.deleted {
        context.output.say(&format!("{deleted}: {id}."));
    }
    if erased.n_evidence > 0 {
        let files = counted(erased.n_evidence, "file");
        context
            .output
            .say(&format!("{changed}: {files} of evidence, deleted."));
    }
    if erased.n_actions > 0 {
        let actions = counted(erased.n_actions, "decision");
        context
            .output
            .say(&format!("{changed}: {actions} (mystery actions)."));
    }
}

/// Names the files that erasing leaves as they are, since they are none of the ledger's.
fn say_copies(context: &Context, ledger: &Ledger) -> Result<()> {
    let (open, finished) = (ledger.open_visits()?, ledger.visits()?);
    let evidence = ledger.stray_evidence(&finished)?;
    let problems = open.problems.iter().chain(&finished.problems);
    let problems = problems.chain(&evidence);
    let strays: Vec<&Problem> = problems
        .filter(|it| matches!(it.kind, ProblemKind::Stray | ProblemKind::Unnamed))
        .collect();
    for stray in &strays {
        context.output.say(&stray.sentence());
    }
    if !strays.is_empty() {
        context.output.say(
            "Erasing leaves what is not read as it is: look into it, and delete what holds what is to go.",
        );
    }
    Ok(())
}

/// What is erased, as the end of a sentence.
fn what(erasure: &Erasure) -> String {
    match erasure {
        Erasure::Auditor { code, .. } => format!("the auditor's code `{code}`"),
        Erasure::Words {
            visit,
            parts,
            with_evidence,
        } => {
            let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
            let parts = match parts.as_slice() {
                few if few.len() <= 3 => few.join(", "),
                many => format!("{} places", many.len()),
            };
            let evidence = if *with_evidence {
                " and its evidence"
            } else {
                ""
            };
            format!("what was written at {parts}{evidence} in {visit}")
        }
    }
}

/// The programme is the person's own file: it is not changed behind their back.
fn auditor(context: &Context, ledger: &Ledger, code: &str) -> Result<Erasure> {
    let code = code.trim();
    if code.is_empty() {
        return Err(Failure::usage("--auditor is empty: type the code").into());
    }
    let path = ledger.layout().programme();
    let programme = ledger.programme();
    let is_it = |known: &String| is_same_code(known, code);
    let place = if programme.auditors.iter().any(is_it) {
        Some("under `auditors`".to_owned())
    } else if programme.defaults.auditor.iter().any(is_it) {
        Some("under `defaults`".to_owned())
    } else {
        let text = bounded::yaml_file(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        let line = text.lines().position(|line| is_noted(line, code));
        line.map(|n| format!("in the comment in line {}", n + 1))
    };
    if let Some(place) = place {
        let message = format!("`{code}` stands in {PROGRAMME}, {place}");
        let hint = format!(
            "that file is yours: take the code out of {}, then give this command again",
            shown(&path)
        );
        return Err(Failure::could_not(message).hint(hint).into());
    }
    let stand_in = ledger.fresh_auditor(context.seed()?)?;
    Ok(Erasure::Auditor {
        code: code.into(),
        stand_in,
    })
}

/// True where the comment in a line has the code in it as a word; the examples in ours mean nobody.
fn is_noted(line: &str, code: &str) -> bool {
    if is_our_comment(line) {
        return false;
    }
    let Some(at) = line.find('#') else {
        return false;
    };
    let (comment, wanted) = (line[at..].to_lowercase(), code.to_lowercase());
    let is_end = |letter: Option<char>| {
        !letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
    };
    comment.match_indices(&wanted).any(|(at, found)| {
        let (before, behind) = (&comment[..at], &comment[at + found.len()..]);
        is_end(before.chars().next_back()) && is_end(behind.chars().next())
    })
}

/// The words of a visit that are meant, in all its revisions.
fn words(ledger: &Ledger, text: &str, items: &[String], with_evidence: bool) -> Result<Erasure> {
    let id = match ledger.resolve(text, Among::Any) {
        Err(LedgerError::NoSuchVisit { text, candidates }) => {
            let in_bin = ledger.discarded()?;
            let is_meant =
                |id: &&VisitId| text.len() > 3 && id.as_str().contains(&text.to_lowercase());
            if let Some(id) = in_bin.iter().find(is_meant) {
                let message = format!("`{id}` is in the bin");
                let hint = format!(
                    "bring it back first: mystery discard --undo {id}; or delete it for good: mystery purge"
                );
                return Err(Failure::could_not(message).hint(hint).into());
            }
            return Err(LedgerError::NoSuchVisit { text, candidates }.into());
        }
        id => id?,
    };
    let visits = ledger.visits()?;
    let of_open = || {
        let open = ledger.open_visits().ok()?;
        let open = open.all.into_iter().find(|open| open.facts.id == id)?;
        Some(open.facts.standard)
    };
    let standard = visits.visit(&id).map(|it| it.visit.facts.standard.clone());
    let standard = standard
        .or_else(of_open)
        .and_then(|it| ledger.standard_of(&it));
    let known: BTreeSet<Id> = match (&standard, visits.visit(&id)) {
        (Some(standard), _) => standard.items().map(|item| item.id.clone()).collect(),
        (None, Some(visit)) => visit
            .visit
            .answers
            .iter()
            .map(|it| it.item.clone())
            .collect(),
        (None, None) => BTreeSet::new(),
    };
    let beside = ["_notes", "_nobody", "_why"]
        .into_iter()
        .filter_map(Part::new);
    let parts = if items.is_empty() {
        known.into_iter().map(Part::Item).chain(beside).collect()
    } else {
        let read = |text: &String| match Part::new(text) {
            Some(Part::Item(item)) if known.contains(&item) => Ok(Part::Item(item)),
            Some(Part::Item(_)) | None => {
                let failure = Failure::usage(format!("the visit has no item `{text}`"));
                let ids = known.iter().map(Id::as_str);
                Err(match crate::files::fields::nearest(text, ids) {
                    Some(near) => failure.hint(format!("did you mean `{near}`?")),
                    None => failure.hint(format!(
                        "`mystery show {} --explain` lists its items",
                        id.base()
                    )),
                })
            }
            Some(part) => Ok(part),
        };
        items.iter().map(read).collect::<Result<_, Failure>>()?
    };
    Ok(Erasure::Words {
        visit: id.base(),
        parts,
        with_evidence,
    })
}
