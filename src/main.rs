//! The `mystery` program: hands its arguments to the library and gives back its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    mystery_shop::commands::main(std::env::args_os())
}
