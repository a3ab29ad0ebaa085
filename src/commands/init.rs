//! `mystery init`: set up a ledger: who you are, whom you compare with.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;
use super::interview::{Interview, Question, interview, read_name};
use crate::files::programme_text::{NewProgramme, programme_text};
use crate::ledger::Ledger;
use crate::ledger::error::LedgerError;
use crate::ledger::layout::{Layout, shown};
use crate::ledger::locate::{How, Located, locate};
use crate::model::programme::{DecimalMark, Dialect, Separator};
use crate::model::visit::Name;
use crate::report::done::{Action, Done, done};
use crate::ui::line::{LineFrontend, Manner};
use crate::ui::lines::Lines;
use crate::ui::output::{screen, width_now};

/// Set up a ledger: who you are, whom you compare with
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery init                     asks what it needs to know
  mystery init audits --organisation \"Happy Paws\" --competitor Riverside --competitor \"City Pound\"")]
pub struct InitArgs {
    /// The folder; else the one among your documents
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Who you are
    #[arg(long, value_name = "NAME", value_parser = name)]
    organisation: Option<Name>,
    /// Whom you compare with; may be given several times
    #[arg(long, value_name = "NAME", value_parser = name)]
    competitor: Vec<Name>,
    /// Your code as an auditor, never a name
    #[arg(long, value_name = "CODE")]
    auditor: Option<String>,
    /// Your spreadsheet program: comma for 0.5, semicolon for 0,5
    #[arg(long, value_enum)]
    spreadsheet: Option<Spreadsheet>,
}

/// Which CSV files a spreadsheet program opens with a double click.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Spreadsheet {
    /// English style: commas between cells, 0.5
    Comma,
    /// German or French style: semicolons between cells, 0,5
    Semicolon,
}

impl Spreadsheet {
    fn dialect(self) -> Dialect {
        match self {
            Self::Comma => Dialect::default(),
            Self::Semicolon => Dialect {
                separator: Separator::Semicolon,
                decimal: DecimalMark::Comma,
                bom: true,
            },
        }
    }
}

fn name(text: &str) -> Result<Name, String> {
    Name::typed(text).ok_or_else(|| "a name has a letter or a figure".into())
}

/// Runs the command.
pub fn run(context: &Context, args: &InitArgs) -> Result<()> {
    let located = match &args.folder {
        Some(folder) => Located {
            path: folder.clone(),
            how: How::Option,
            exists: folder.is_dir(),
        },
        None => locate(context.ledger.as_deref()),
    };
    context.output.say(&located.sentence());
    let programme = Layout::new(&located.path).programme();
    if programme.symlink_metadata().is_ok() {
        return Err(there_already(context, args, &located));
    }
    let new = if context.output.is_conversation() {
        asked(context, args)?
    } else {
        given(args)?
    };
    match Ledger::create(&located.path, &programme_text(&new)) {
        // Another program set it up while this one asked.
        Err(LedgerError::Exists { path }) if path == programme => {
            return Err(there_already(context, args, &located));
        }
        created => created.map(drop)?,
    }
    say_done(context, &located, &programme, &new);
    context.show_done(&done(&[Done::to_file(Action::MadeLedger, &programme)]))
}

/// The end where there is a ledger: it is ready, and how to add to it or to make another.
fn there_already(context: &Context, args: &InitArgs, located: &Located) -> anyhow::Error {
    let programme = shown(&Layout::new(&located.path).programme());
    let ledger = Ledger::open(&located.path);
    let whose = ledger
        .ok()
        .and_then(|it| it.programme().organisation.clone());
    let whose = whose.map_or(String::new(), |name| format!(", for {name}"));
    let message = format!("a ledger is set up here already{whose}; nothing was changed");
    let mut failure = Failure::could_not(message);
    if let Some(name) = args.competitor.first() {
        failure = failure.hint(format!(
            "a competitor is added by visiting it: mystery visit quick-check --competitor {}",
            shell_word(name.as_str())
        ));
    } else {
        failure = failure.hint("it is ready: mystery visit quick-check");
    }
    failure = failure.hint(format!(
        "names and the spreadsheet are changed in `{programme}`, which says how"
    ));
    if args.folder.is_none() && context.ledger.is_none() {
        failure = failure.hint("another ledger is made elsewhere: mystery init FOLDER");
    }
    failure.into()
}

/// What the options say; nobody is there to ask.
fn given(args: &InitArgs) -> Result<NewProgramme> {
    if args.organisation.is_none() {
        return Err(Failure::usage("nobody is there to ask who you are")
            .hint("say it: mystery init --organisation \"Happy Paws\"")
            .into());
    }
    Ok(NewProgramme {
        organisation: args.organisation.clone(),
        competitors: distinct(args.competitor.clone()),
        auditor: args.auditor.clone(),
        spreadsheet: args.spreadsheet.map(Spreadsheet::dialect),
    })
}

/// What the options say, and what is asked for beyond that.
fn asked(context: &Context, args: &InitArgs) -> Result<NewProgramme> {
    const NOTHING: &str = "Nothing is set up yet.";
    context.farewell.set_nothing(NOTHING);
    context.farewell.on_signals()?;
    let manner = Manner {
        is_script: false,
        is_plain: false,
        has_color: context.output.out.has_color,
    };
    let mut frontend = LineFrontend::new(Lines::edited(), screen(), manner, width_now);
    interview(&mut frontend, NOTHING, |person| ask_programme(args, person))
}

fn ask_programme(args: &InitArgs, person: &mut Interview) -> Result<NewProgramme> {
    let organisation = match &args.organisation {
        Some(name) => name.clone(),
        None => person.ask(
            Question {
                words: "What is your place called?",
                prompt: "[name] ",
                help: "The name of your shop, shelter or practice, as you want to read it in the reports.",
            },
            read_name,
        )?,
    };
    let competitors = if args.competitor.is_empty() {
        person.ask(
            Question {
                words: "Whom do you compare with? Names with commas between, or Enter for later.",
                prompt: "[names] ",
                help: "The places that your customers could go to instead. More can be added at any time, \
                       when you visit them.",
            },
            |typed| {
                let names = typed.split(',').map(str::trim);
                names.filter(|name| !name.is_empty()).map(read_name).collect()
            },
        )?
    } else {
        args.competitor.clone()
    };
    let spreadsheet = match args.spreadsheet {
        Some(spreadsheet) => spreadsheet,
        None => person.ask_among(
            "Which numbers does your spreadsheet program show?",
            &[
                "0.5, with commas between cells (English style)",
                "0,5, with semicolons between cells (German or French style)",
            ],
            Question {
                words: "",
                prompt: "[1 or 2, Enter for 1] ",
                help: "Files for spreadsheets are written so that a double click opens them in yours. It \
                       can be changed in the file of the programme.",
            },
            |typed| match typed {
                "" | "1" => Ok(Spreadsheet::Comma),
                "2" => Ok(Spreadsheet::Semicolon),
                _ => Err("Type 1 or 2 (or ? for help).".to_owned()),
            },
        )?,
    };
    Ok(NewProgramme {
        organisation: Some(organisation),
        competitors: distinct(competitors),
        auditor: args.auditor.clone(),
        spreadsheet: Some(spreadsheet.dialect()),
    })
}

/// Each name once, in the order given.
fn distinct(names: Vec<Name>) -> Vec<Name> {
    let mut distinct: Vec<Name> = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

fn say_done(context: &Context, located: &Located, programme: &Path, new: &NewProgramme) {
    let say = |text: &str| context.output.say(text);
    say(&format!(
        "Made {}: it is yours to change.",
        shown(programme)
    ));
    say("Next, score your own place:");
    if located.how == How::Option {
        // Elsewhere the same command would go to another ledger.
        let folder = located.path.display().to_string();
        say(&format!("  cd {}", shell_word(&folder)));
    }
    say("  mystery visit quick-check");
    let competitor = new
        .competitors
        .first()
        .map_or("NAME".into(), |name| shell_word(name.as_str()));
    say("and one to compare with:");
    say(&format!(
        "  mystery visit quick-check --competitor {competitor}"
    ));
}

/// The word as it is typed to a shell.
pub(super) fn shell_word(text: &str) -> String {
    let is_plain = text
        .chars()
        .all(|letter| letter.is_alphanumeric() || "-_./".contains(letter));
    if is_plain {
        text.into()
    } else {
        format!("\"{}\"", text.replace(['"', '\\', '$', '`'], ""))
    }
}
