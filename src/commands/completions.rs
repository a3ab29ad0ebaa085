//! `mystery completions`: print completions for a shell.

use anyhow::Result;
use clap_complete::Shell;

use super::context::Context;

/// Print completions for a shell
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery completions bash > ~/.local/share/bash-completion/completions/mystery
  mystery completions zsh > ~/.zfunc/_mystery
  mystery completions fish > ~/.config/fish/completions/mystery.fish")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs the command.
pub fn run(context: &Context, args: &CompletionsArgs) -> Result<()> {
    let mut script = Vec::new();
    let mut command = super::command_line();
    clap_complete::generate(args.shell, &mut command, "mystery", &mut script);
    Ok(context.output.result(&script)?)
}
