//! `mystery standard new`: a commented starter, or a copy of another standard to change; opened in
//! the person's editor and checked when they are back.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::check::verdict;
use super::known::{check, known_standards};
use super::source::{Source, drawn, find, ledger_if_any, usable};
use crate::commands::agreed::{is_agreed, is_person_there};
use crate::commands::context::Context;
use crate::commands::failure::Failure;
use crate::commands::init::shell_word;
use crate::diagnostic::Diagnostic;
use crate::files::built_in;
use crate::files::standard_new::{copied, starter};
use crate::ledger::Ledger;
use crate::model::id::{Id, MAX_ID, slug};
use crate::report::done::{Action, Done, done};
use crate::ui::editor;

/// Begin a standard of your own: a commented starter, or a copy of another one
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery standard new city-counter
  mystery standard new city-counter --from adoption-counter

Where there is a ledger the file goes into its folder `standards`, else into the current folder.
On a terminal your editor opens, where VISUAL or EDITOR names one, and the standard is checked when you are back.")]
pub(super) struct NewArgs {
    /// Its id: small letters, digits, `_` and `-`
    id: String,
    /// The standard to copy: an id or a file
    #[arg(long, value_name = "ID")]
    from: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &NewArgs) -> Result<()> {
    let id = new_id(&args.id)?;
    let ledger = ledger_if_any(context);
    let text = match &args.from {
        None => starter(&id),
        Some(from) => {
            let source = find(from, ledger.as_ref())?;
            let standard = usable(context, &source)?;
            copied(&source.bytes, &standard, &id)
        }
    };
    let path = match &ledger {
        Some(ledger) => ledger.layout().standard(&id),
        None => PathBuf::from(format!("{id}.yaml")),
    };
    write_new(&path, &text)?;
    context.output.say(&format!("Wrote {}.", path.display()));
    // What to type: in a ledger the id does, elsewhere the path.
    let name = if ledger.is_some() {
        id.to_string()
    } else {
        path.display().to_string()
    };
    if is_person_there(context) {
        match editor::named() {
            Some(editor) => {
                let leave = editor::how_to_leave(&editor);
                context
                    .output
                    .say(&format!("Opening it in {editor}{leave}."));
                edit(context, &path, &name, ledger.as_ref())?;
            }
            None => context.output.say(
                "Open it in any editor for plain text; set EDITOR to one, and it opens by itself.",
            ),
        }
    }
    // The next command would otherwise go to another ledger.
    let name = match &context.ledger {
        Some(folder) => format!(
            "{name} --ledger {}",
            shell_word(&folder.display().to_string())
        ),
        None => name,
    };
    for line in [
        format!("Check it with: mystery standard check {name}"),
        format!("Read it as a sheet: mystery standard show {name}"),
        format!("Score a visit with it: mystery visit {name}"),
    ] {
        context.output.say(&line);
    }
    context.show_done(&done(&[Done::to_file(Action::Wrote, &path)]))
}

fn new_id(text: &str) -> Result<Id> {
    let Some(id) = Id::new(text) else {
        let like = slug(text, '-', MAX_ID);
        return Err(Failure::usage(format!("`{text}` cannot be an id"))
            .hint(format!(
                "use small letters, digits, `_` and `-`: mystery standard new {like}"
            ))
            .into());
    };
    if built_in::find(&id).is_some() {
        return Err(Failure::usage(format!(
            "`{id}` is the id of a standard that comes with the program"
        ))
        .hint(format!(
            "give yours an id of its own: mystery standard new our-{id} --from {id}"
        ))
        .into());
    }
    Ok(id)
}

/// Writes a file that is not there yet; one that is there is never replaced, nor a link followed.
fn write_new(path: &Path, text: &str) -> Result<()> {
    let shown = path.display();
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(|error| {
            Failure::could_not(format!("cannot make the folder of `{shown}`: {error}"))
        })?;
    }
    let write = || -> std::io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            Failure::could_not(format!("`{shown}` is there already, and is not replaced"))
                .hint("choose another id, or change that file in your editor")
        } else {
            Failure::could_not(format!("cannot write `{shown}`: {error}"))
        }
    })?;
    Ok(())
}

/// Opens the editor until there is nothing to mend, or the person has had enough.
fn edit(context: &Context, path: &Path, name: &str, ledger: Option<&Ledger>) -> Result<()> {
    loop {
        if let Err(error) = editor::open(path.as_os_str().to_owned()) {
            context
                .output
                .say(&format!("The editor did not open: {error}."));
            return Ok(());
        }
        let source = Source {
            name: name.to_owned(),
            ..find(path, None)?
        };
        let (source, reading) = check(source, &known_standards(built_in::ALL, ledger));
        let found: Vec<&Diagnostic> = reading.diagnostics.iter().collect();
        let drawn = drawn(&found, &source.name, &reading.text, context.output.err);
        context.output.say_drawn(&drawn);
        context.output.say(&verdict(&source, &reading));
        if reading.standard.is_some() {
            return Ok(());
        }
        if !is_agreed(context, "Open it again?") {
            return Ok(());
        }
    }
}
