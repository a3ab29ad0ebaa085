//! `mystery visit`: score a visit, item by item; go on with one; or take it from a file.

mod asking;
pub(super) mod details;
mod in_advance;
pub(in crate::commands) mod names;
mod next;
mod on_signal;
mod options;
mod resume;
mod second;
mod told;
mod trial;
mod walking;
pub(in crate::commands) mod when;

use std::fmt::Write as _;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum as _;

use super::context::Context;
use super::failure::Failure;
use super::interview::{Interview, interview};
use super::opening::{Loaded, known_ids, load_standard};
use super::usage::as_typed;
use crate::files::fields::nearest;
use crate::ledger::Ledger;
use crate::ledger::layout::shown;
use crate::model::visit::{Channel, Kind, VisitId};
use crate::ui::line::{LineFrontend, Manner};
use crate::ui::lines::Lines;
use crate::ui::screen::{self, Look, ScreenFrontend};
use crate::ui::{Person, output};

const EXAMPLES: &str = "\
Examples:
  mystery visit quick-check                        ten items, about any place
  mystery visit adoption-counter --competitor Riverside --site \"Main Street\"
  mystery visit --resume                           go on where you left off
  mystery visit retail-shop --answers monday.yaml  take the answers from a file
  mystery visit quick-check --organisation Ours < lines.txt

At a prompt, ? shows how to answer and all keys. Every answer is on disk before it is
acknowledged: q, Ctrl-C or a flat battery lose nothing.";

/// Score a visit, item by item
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct VisitArgs {
    /// What to score by: the id of a standard, or the path of its file
    #[arg(value_name = "STANDARD", conflicts_with = "resume")]
    standard: Option<String>,
    /// A competitor's place, by the competitor's name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["organisation", "internal"], help_heading = "Whose place")]
    competitor: Option<String>,
    /// Our own place, by our name
    #[arg(
        long,
        value_name = "NAME",
        conflicts_with = "internal",
        help_heading = "Whose place"
    )]
    organisation: Option<String>,
    /// A department of our own, whose customers are colleagues
    #[arg(long, value_name = "NAME", help_heading = "Whose place")]
    internal: Option<String>,
    /// Which of their places
    #[arg(long, value_name = "NAME", help_heading = "Whose place")]
    site: Option<String>,
    /// How the contact was made: `in_person`, phone, email, web, chat, social or post
    #[arg(long, value_parser = channel, help_heading = "The contact")]
    channel: Option<Channel>,
    /// Who you played, by the scenario's id
    #[arg(long, value_name = "ID", help_heading = "The contact")]
    scenario: Option<String>,
    /// When you were there: now, 14:05, yesterday 16:30, 2026-11-20 14:05, or a date
    #[arg(long, value_name = "WHEN", help_heading = "The contact")]
    visited: Option<String>,
    /// Your code, never a name
    #[arg(long, value_name = "CODE", help_heading = "The contact")]
    auditor: Option<String>,
    /// What kind of look it is: audit (unless said), `self_assessment` or `what_if`; only audits enter means
    #[arg(long, value_parser = kind, help_heading = "The contact")]
    kind: Option<Kind>,
    /// Score the contact of another auditor's visit a second time
    #[arg(long, value_name = "VISIT", conflicts_with_all = ["resume", "competitor", "organisation", "internal", "site", "channel", "scenario", "visited", "kind"], help_heading = "Other ways in")]
    second: Option<String>,
    /// Go on with a visit in progress
    #[arg(long, value_name = "VISIT", num_args = 0..=1, conflicts_with_all = ["competitor", "organisation", "internal", "site", "channel", "scenario", "visited", "kind", "answers", "auditor"], help_heading = "Other ways in")]
    #[expect(clippy::option_option, reason = "absent, alone, or with a visit")]
    resume: Option<Option<String>>,
    /// Take the answers from a YAML file, or from standard input with -
    #[arg(long, value_name = "FILE", help_heading = "Other ways in")]
    answers: Option<PathBuf>,
    /// An item left open is an error, and nothing is kept
    #[arg(long, requires = "answers", help_heading = "Other ways in")]
    strict: bool,
    /// How the visit is asked: plain is for screen readers
    #[arg(long, value_enum, default_value_t, help_heading = "How it looks")]
    ui: Ui,
    /// Draw the full screen with ASCII only
    #[arg(long, help_heading = "How it looks")]
    ascii: bool,
}

/// How the visit is asked.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, clap::ValueEnum)]
enum Ui {
    /// What suits the terminal
    #[default]
    Auto,
    /// The whole screen: sections, guidance, one key for an answer
    Full,
    /// Line by line
    Line,
    /// Line by line in full sentences, without colour or frames
    Plain,
}

fn channel(word: &str) -> Result<Channel, String> {
    Channel::from_name(word).ok_or_else(|| {
        format!(
            "it is one of {}",
            Channel::ALL.map(Channel::name).join(", ")
        )
    })
}

fn kind(word: &str) -> Result<Kind, String> {
    Kind::from_name(word)
        .ok_or_else(|| format!("it is one of {}", Kind::ALL.map(Kind::name).join(", ")))
}

/// Runs the command.
pub fn run(context: &Context, args: &VisitArgs) -> Result<()> {
    context.farewell.set_same_way(args.same_way(context));
    let ledger = context.open_ledger_to_write()?;
    if let Some(visit) = &args.resume {
        return resume::run(context, args, &ledger, visit.as_deref());
    }
    if let Some(visit) = &args.second {
        return second::run(context, args, &ledger, visit);
    }
    if let Some(file) = &args.answers {
        let loaded = standard_of(context, args, &ledger, None)?;
        return in_advance::run(context, args, &ledger, &loaded, file);
    }
    let mut frontend = frontend(context, args);
    let frontend = frontend.as_mut();
    let gathered = |mut person: Option<&mut Interview>| -> Result<_> {
        let loaded = standard_of(context, args, &ledger, person.as_deref_mut())?;
        if let Some(person) = person.as_deref_mut()
            && let Some(id) = resume::offered(context, args, &ledger, &loaded.standard, person)?
        {
            return Ok(Chosen::GoOn(id));
        }
        let details = details::gather(context, args, &ledger, &loaded, person)?;
        Ok(Chosen::Begin(Box::new((loaded, details))))
    };
    let chosen = if frontend.is_script() {
        gathered(None)?
    } else {
        leave_aloud(context, NOTHING_YET)?;
        let chosen = interview(frontend, NOTHING_YET, |person| gathered(Some(person)));
        chosen.inspect_err(|error| {
            if error.is::<std::io::Error>() {
                context.farewell.leave_if_jotted();
            }
        })?
    };
    match chosen {
        Chosen::GoOn(id) => resume::go_on(context, &ledger, &id, frontend),
        Chosen::Begin(new) => {
            let (loaded, details) = *new;
            walking::begin(context, &ledger, &loaded, &details, frontend)
        }
    }
}

/// What the person chose to do.
enum Chosen {
    /// Go on with a visit in progress.
    GoOn(VisitId),
    /// Begin a new one.
    Begin(Box<(Loaded, details::Details)>),
}

impl VisitArgs {
    /// True where the command line says which place, when, or how: a visit of its own is meant.
    fn says_which(&self) -> bool {
        let texts = [&self.site, &self.scenario, &self.visited, &self.auditor];
        texts.into_iter().any(Option::is_some) || self.channel.is_some() || self.kind.is_some()
    }

    /// What whoever goes on types again, for the same ledger and the same screen.
    fn same_way(&self, context: &Context) -> String {
        let mut words = context.same_ledger();
        if let Some(language) = &context.language {
            let _ = write!(words, " --lang {language}");
        }
        if let Some(ui) = self.ui.to_possible_value().filter(|_| self.ui != Ui::Auto) {
            let _ = write!(words, " --ui {}", ui.get_name());
        }
        if self.ascii {
            words.push_str(" --ascii");
        }
        words
    }

    /// A standard that is not there was perhaps meant as more of the name before it: the command as
    /// it is typed then. Not where a standard or a file of that name is meant, nearly or wholly.
    fn misread(&self, context: &Context, ledger: &Ledger, named: &str) -> Option<String> {
        let whose = [
            ("competitor", &self.competitor),
            ("organisation", &self.organisation),
            ("internal", &self.internal),
            ("site", &self.site),
        ];
        let (option, name) = whose
            .into_iter()
            .find_map(|(option, name)| Some((option, name.as_ref()?)))?;
        let known = known_ids(ledger).ok()?;
        let small = named.to_lowercase();
        let is_file = named.contains(['/', '\\', '.']) || Path::new(named).exists();
        let is_standard =
            known.contains(&small) || nearest(named, known.iter().map(String::as_str)).is_some();
        let whole = as_typed(&format!("{name} {named}"));
        let there = context.same_ledger();
        (!is_file && !is_standard).then(|| {
            format!(
                "a name of several words stands in double quotes: mystery visit quick-check --{option} \
                 {whole}{there}"
            )
        })
    }

    /// Whose place the command line says it is.
    fn whose(&self) -> Option<&str> {
        let whose = [&self.competitor, &self.organisation, &self.internal];
        whose.into_iter().find_map(Option::as_deref)
    }
}

/// What is said to whoever leaves before the first item.
const NOTHING_YET: &str = "Nothing is kept yet.";

/// Ctrl-C at a terminal that edits its lines itself is a signal: it leaves as aloud as any other way.
fn leave_aloud(context: &Context, words: &str) -> Result<()> {
    context.farewell.set_nothing(words);
    Ok(context.farewell.on_signals()?)
}

/// The front end on standard input and output.
fn frontend(context: &Context, args: &VisitArgs) -> Box<Person> {
    let is_full = match args.ui {
        Ui::Full => std::io::stdin().is_terminal() && context.output.out.is_terminal,
        Ui::Auto => screen::is_capable(&context.output),
        Ui::Line | Ui::Plain => false,
    };
    if !is_full {
        return Box::new(line_frontend(context, args.ui));
    }
    let look = Look {
        has_color: context.output.out.has_color,
        is_ascii: args.ascii || screen::needs_ascii(),
    };
    let clock = context.clock();
    Box::new(ScreenFrontend::new(look, context.farewell.clone(), clock))
}

/// The walk at a line, on standard input and output.
fn line_frontend(context: &Context, ui: Ui) -> LineFrontend {
    let is_person = std::io::stdin().is_terminal();
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    let is_plain = ui == Ui::Plain || (ui == Ui::Auto && is_set("ACCESSIBLE"));
    let is_edited = is_person && context.output.out.is_terminal && !is_plain && !is_dumb;
    let lines = if is_edited {
        Lines::edited()
    } else {
        Lines::of_stdin()
    };
    let manner = Manner {
        is_script: !is_person,
        is_plain,
        has_color: context.output.out.has_color && !is_plain,
    };
    let screen = if context.is_for_program() {
        output::screen_aside()
    } else {
        output::screen()
    };
    LineFrontend::new(lines, screen, manner, output::width_now)
        .with_farewell(context.farewell.clone())
        .in_folder(std::env::current_dir().ok().map(|folder| shown(&folder)))
}

/// The standard that is named, or the programme's own; a person is asked.
fn standard_of(
    context: &Context,
    args: &VisitArgs,
    ledger: &Ledger,
    person: Option<&mut Interview>,
) -> Result<Loaded> {
    if let Some(named) = &args.standard {
        return load_standard(context, ledger, named).map_err(|error| {
            match (
                error.downcast::<Failure>(),
                args.misread(context, ledger, named),
            ) {
                (Ok(failure), Some(words)) => failure.hint(words).into(),
                (Ok(failure), None) => failure.into(),
                (Err(error), _) => error,
            }
        });
    }
    if let Some(id) = &ledger.programme().defaults.standard {
        return load_standard(context, ledger, id.as_str());
    }
    if let Some(person) = person {
        let ids = known_ids(ledger)?;
        let n = person.choose(
            "What will you score by?",
            &ids,
            "A standard is the list of items that you answer: quick-check has ten and suits any place. \
             `mystery standard show` and its name shows one whole.",
        )?;
        return load_standard(context, ledger, &ids[n]);
    }
    Err(
        Failure::usage("say what to score by: mystery visit STANDARD")
            .hint("`mystery standard list` shows the standards; quick-check suits any place")
            .into(),
    )
}
