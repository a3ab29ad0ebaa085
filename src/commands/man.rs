//! `mystery man`: write the manual pages.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;
use crate::ledger::atomic::replace_file;

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
    let n = write_pages(&command, "mystery", &args.folder)?;
    context.output.say(&format!(
        "Wrote {n} pages. Read one with: man {}",
        args.folder.join("mystery.1").display()
    ));
    Ok(())
}

/// Writes the page of a command and of those below it; gives how many.
fn write_pages(command: &clap::Command, name: &str, folder: &Path) -> Result<usize> {
    let page = clap_mangen::Man::new(command.clone().name(name.to_owned()));
    let mut bytes = Vec::new();
    page.render(&mut bytes)?;
    replace_file(&folder.join(format!("{name}.1")), &bytes)?;
    let mut n = 1;
    for below in command.get_subcommands() {
        n += write_pages(below, &format!("{name}-{}", below.get_name()), folder)?;
    }
    Ok(n)
}
