//! The command line: one file per command, one enum, one match.

pub mod actions;
pub mod agreed;
pub mod agreement;
pub mod asked;
pub mod attach;
pub mod blind_spots;
pub mod compare;
pub mod completions;
pub mod context;
pub mod correct;
pub mod discard;
pub mod drivers;
pub mod erase;
pub mod export;
pub mod failure;
pub mod fairness;
mod gathered;
pub mod help;
pub mod home;
pub mod init;
pub mod interview;
pub mod lessons;
pub mod man;
pub mod opening;
pub mod plan;
pub mod promises;
pub mod purge;
pub mod report;
pub mod show;
pub mod sources;
pub mod standard;
pub mod standards;
pub mod trend;
pub mod usage;
pub mod verify;
pub mod visit;
pub mod visits;
mod watch;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use self::context::Context;
use self::failure::{Failure, FailureKind};
use crate::ledger::error::LedgerError;
use crate::model::text::{Language, visible};
use crate::render::Format;
use crate::ui::output::{ColorChoice, Output};
use crate::ui::signals::Farewell;

/// Mystery-shopping audits: score visits, and compare with the competition.
#[derive(Parser, Debug)]
#[command(name = "mystery", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(clap::Args, Debug)]
struct GlobalArgs {
    /// The folder of the ledger
    #[arg(long, value_name = "DIR", global = true, help_heading = "Everywhere")]
    ledger: Option<PathBuf>,
    /// How results are written
    #[arg(long, value_enum, global = true, help_heading = "Everywhere")]
    format: Option<Format>,
    /// When to colour
    #[arg(
        long,
        value_enum,
        default_value_t,
        global = true,
        help_heading = "Everywhere"
    )]
    color: ColorChoice,
    /// The language of questions and labels, where the standard has it
    #[arg(long, value_name = "xx", global = true, value_parser = language, help_heading = "Everywhere")]
    lang: Option<Language>,
}

#[derive(Subcommand, Debug)]
enum Command {
    Visit(Box<visit::VisitArgs>),
    Compare(compare::CompareArgs),
    Drivers(drivers::DriversArgs),
    Fairness(fairness::FairnessArgs),
    Plan(plan::PlanArgs),
    Visits(visits::VisitsArgs),
    Show(show::ShowArgs),
    Report(report::ReportArgs),
    Lessons(lessons::LessonsArgs),
    Actions(actions::ActionsArgs),
    Promises(promises::PromisesArgs),
    Standard(standard::StandardArgs),
    Trend(trend::TrendArgs),
    BlindSpots(blind_spots::BlindSpotsArgs),
    Agreement(agreement::AgreementArgs),
    Init(init::InitArgs),
    Correct(correct::CorrectArgs),
    Attach(attach::AttachArgs),
    Discard(discard::DiscardArgs),
    Purge(purge::PurgeArgs),
    Erase(erase::EraseArgs),
    Export(export::ExportArgs),
    Verify(verify::VerifyArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

fn language(code: &str) -> Result<Language, String> {
    Language::new(code).ok_or_else(|| "type a language code like en or fr".into())
}

/// Commands of every day, in the order of the help; the others are for going deeper.
const DAILY: [&str; 6] = ["visit", "compare", "visits", "show", "report", "standard"];

/// What the help ends with.
const EXAMPLES: &str = "\
Examples:
  mystery visit quick-check                         score your own place
  mystery visit quick-check --competitor Riverside  score theirs
  mystery compare                                   put both side by side
  mystery standard show retail-shop                 read it before you go
  mystery export spreadsheets                       take everything along

Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 could not do it,
4 kept but the visit is not finished, 130 Ctrl-C (kept).";

/// The whole command line, for completions and manual pages.
pub fn command_line() -> clap::Command {
    with_lists_in(help::WRITTEN_FOR)
}

/// The same, with help that fits so many columns.
fn command_line_in(width: usize) -> clap::Command {
    help::fitted(with_lists_in(width), width)
}

/// The same, with its commands listed in so many columns.
fn with_lists_in(width: usize) -> clap::Command {
    let command = Cli::command();
    let lines = |is_daily: bool| {
        let chosen = |other: &&clap::Command| DAILY.contains(&other.get_name()) == is_daily;
        let line = |other: &clap::Command| {
            let about = other.get_about().map(ToString::to_string);
            help::line(other.get_name(), &about.unwrap_or_default(), width)
        };
        let lines: Vec<String> = command.get_subcommands().filter(chosen).map(line).collect();
        lines.concat()
    };
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\nEvery day:\n{}\nGoing deeper:\n{}\n{{options}}{{after-help}}",
        lines(true),
        lines(false)
    );
    command.help_template(template).after_help(EXAMPLES)
}

/// Runs the program and gives its exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = with_help_last(arguments);
    let mut line = command_line();
    let cli = match line.try_get_matches_from_mut(&arguments) {
        Ok(matches) => Cli::from_arg_matches(&matches).expect("clap has checked the arguments"),
        Err(error) => return ExitCode::from(show_clap_error(&line, &arguments, error)),
    };
    let output = Output::new(cli.global.color);
    let result =
        context(output, &cli.global).and_then(|context| run(&context, cli.command.as_ref()));
    let result = result.map_err(|error| usage::with_quotes(&line, &arguments, error, &refusal));
    ExitCode::from(result.map_or_else(|error| show_failure(&error), |()| 0))
}

/// `mystery help visit` is `mystery visit --help`.
fn with_help_last(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|word| word == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

fn context(output: Output, global: &GlobalArgs) -> Result<Context> {
    Ok(Context {
        output,
        ledger: global.ledger.clone(),
        format: global.format,
        language: global.lang.clone(),
        fixed_now: context::fixed_now()?,
        fixed_seed: context::fixed_seed()?,
        farewell: Farewell::default(),
    })
}

fn run(context: &Context, command: Option<&Command>) -> Result<()> {
    match command {
        None => home::run(context),
        Some(Command::Visit(args)) => visit::run(context, args),
        Some(Command::Compare(args)) => compare::run(context, args),
        Some(Command::Drivers(args)) => drivers::run(context, args),
        Some(Command::Fairness(args)) => fairness::run(context, args),
        Some(Command::Plan(args)) => plan::run(context, args),
        Some(Command::Visits(args)) => visits::run(context, args),
        Some(Command::Show(args)) => show::run(context, args),
        Some(Command::Report(args)) => report::run(context, args),
        Some(Command::Lessons(args)) => lessons::run(context, args),
        Some(Command::Actions(args)) => actions::run(context, args),
        Some(Command::Promises(args)) => promises::run(context, args),
        Some(Command::Standard(args)) => standard::run(context, args),
        Some(Command::Trend(args)) => trend::run(context, args),
        Some(Command::BlindSpots(args)) => blind_spots::run(context, args),
        Some(Command::Agreement(args)) => agreement::run(context, args),
        Some(Command::Init(args)) => init::run(context, args),
        Some(Command::Correct(args)) => correct::run(context, args),
        Some(Command::Attach(args)) => attach::run(context, args),
        Some(Command::Discard(args)) => discard::run(context, args),
        Some(Command::Purge(args)) => purge::run(context, args),
        Some(Command::Erase(args)) => erase::run(context, args),
        Some(Command::Export(args)) => export::run(context, args),
        Some(Command::Verify(args)) => verify::run(context, args),
        Some(Command::Completions(args)) => completions::run(context, args),
        Some(Command::Man(args)) => man::run(context, args),
    }
}

/// Runs a command as if it had been typed; what holds everywhere stays as it is.
fn run_typed(context: &Context, words: &[&str]) -> Result<()> {
    let arguments = std::iter::once(&"mystery").chain(words);
    let cli = Cli::try_parse_from(arguments).expect("the command is one of ours");
    run(context, cli.command.as_ref())
}

/// Why a correction with these words would be refused; `None` where it would not, or is none.
fn refusal(words: &[String]) -> Option<Failure> {
    let all = std::iter::once("mystery").chain(words.iter().map(String::as_str));
    let cli = Cli::try_parse_from(all).ok()?;
    let Some(Command::Correct(args)) = &cli.command else {
        return None;
    };
    let context = context(Output::new(cli.global.color), &cli.global).ok()?;
    let error = correct::refusal(&context, args)?;
    Some(match error.downcast::<Failure>() {
        Ok(failure) => failure,
        Err(error) => {
            let failure = Failure::could_not(visible(&error.to_string()));
            match error.downcast_ref().and_then(LedgerError::hint) {
                Some(hint) => failure.hint(hint),
                None => failure,
            }
        }
    })
}

/// Shows what clap has to say: help as it is, an error in our words.
fn show_clap_error(line: &clap::Command, arguments: &[OsString], mut error: clap::Error) -> u8 {
    if error.use_stderr() {
        return show_failure(&usage::failure(line, arguments, &error, &refusal).into());
    }
    let output = Output::new(ColorChoice::Auto);
    // Fitting all help takes longer than most commands, so that it waits for somebody to ask.
    if error.kind() == clap::error::ErrorKind::DisplayHelp {
        let fitted = command_line_in(output.out.width).try_get_matches_from(arguments);
        error = fitted.err().unwrap_or(error);
    }
    output
        .result(error.render().to_string().as_bytes())
        .map_or_else(|error| show_failure(&error.into()), |()| 0)
}

/// Shows why the program ends, and gives the exit code. A closed pipe is a quiet success: whoever
/// reads has seen enough.
fn show_failure(error: &anyhow::Error) -> u8 {
    let is_closed_pipe = |io: &std::io::Error| io.kind() == std::io::ErrorKind::BrokenPipe;
    if error
        .chain()
        .filter_map(|cause| cause.downcast_ref())
        .any(is_closed_pipe)
    {
        return 0;
    }
    let output = Output::new(ColorChoice::Auto);
    if let Some(failure) = error.downcast_ref::<Failure>() {
        if !failure.message.is_empty() {
            output.say(&format!("mystery: {}", failure.message));
        }
        for hint in &failure.hints {
            output.say(&format!("  {hint}"));
        }
        failure.kind.code()
    } else {
        let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
        output.say(&format!("mystery: {}", visible(&causes.join(": "))));
        if let Some(hint) = error.downcast_ref().and_then(LedgerError::hint) {
            output.say(&format!("  {hint}"));
        }
        FailureKind::CouldNot.code()
    }
}
