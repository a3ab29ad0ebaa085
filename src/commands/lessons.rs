//! `mystery lessons`: the agenda of a meeting about lessons learned.

use anyhow::Result;

use super::context::Context;
use super::report::{Extras, WhatArgs, make};
use crate::report::board::lessons;

/// Make the agenda of a meeting: successes first, what hinders, what to decide
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mystery lessons                       read it here
  mystery lessons -o agenda.html        one page to print, with room for what is decided
  mystery lessons -o agenda.md          as text to work on

It names nobody, and may be passed on; see mystery report --help.")]
pub struct LessonsArgs {
    #[command(flatten)]
    what: WhatArgs,
}

/// Runs the command.
pub fn run(context: &Context, args: &LessonsArgs) -> Result<()> {
    make(context, &args.what, lessons, Extras::default())
}
