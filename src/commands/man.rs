//! `mystery man`: write the manual pages.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;
use crate::ledger::atomic::replace_file;
use crate::report::done::{Action, Done, done};

/// Write the manual pages into a folder
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example:
  mystery man ~/.local/share/man/man1")]
pub struct ManArgs {
    /// The folder; it is made where it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Runs the command.
pub fn run(context: &Context, args: &ManArgs) -> Result<()> {
    std::fs::create_dir_all(&args.folder).map_err(|error| {
        let folder = args.folder.display();
        Failure::could_not(format!("cannot make `{folder}`: {error}"))
    })?;
    let mut command = super::command_line();
    command.build();
    let mut pages = Vec::new();
    write_pages(&command, "mystery", &args.folder, &mut pages)?;
    let n = pages.len();
    context.output.say(&format!(
        "Wrote {n} pages. Read one with: man {}",
        args.folder.join("mystery.1").display()
    ));
    context.show_done(&done(&pages))
}

/// Writes the page of a command and of those below it, and adds each to `pages`.
fn write_pages(
    command: &clap::Command,
    name: &str,
    folder: &Path,
    pages: &mut Vec<Done>,
) -> Result<()> {
    let page = clap_mangen::Man::new(command.clone().name(name.to_owned()));
    let mut bytes = Vec::new();
    page.render(&mut bytes)?;
    let path = folder.join(format!("{name}.1"));
    let action = if path.exists() {
        Action::Replaced
    } else {
        Action::Wrote
    };
    replace_file(&path, &bytes)?;
    pages.push(Done::to_file(action, &path));
    for below in command.get_subcommands() {
        let name = format!("{name}-{}", below.get_name());
        write_pages(below, &name, folder, pages)?;
    }
    Ok(())
}
