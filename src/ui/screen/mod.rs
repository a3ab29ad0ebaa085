//! The walk in full screen: the sections, the item with its guidance, and one key for an answer.
//! The same walk, journal and words as at a line; here is only how they are shown and pressed.

mod answering;
mod answers;
mod burst;
mod card;
mod doubts;
mod draw;
mod entry;
mod front;
mod help;
mod hints;
mod keys;
mod layer_keys;
mod layers;
mod look;
mod opening;
mod palette;
mod paper;
mod paths;
mod rows;
mod showing;
mod sidebar;
mod state;
mod terminal;
#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal};

pub use self::draw::SMALLEST;
pub use self::front::ScreenFrontend;
pub use self::look::Look;
pub use self::state::{Input, Screen, Step};

use super::output::Output;

/// True where the screen can be: input and output are terminals that can be drawn on, the window is
/// large enough, and nobody asked for words to be read aloud.
pub fn is_capable(output: &Output) -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    let can_draw = cfg!(windows) || !(term.is_empty() || term == "dumb");
    let is_read_aloud = std::env::var_os("ACCESSIBLE").is_some_and(|value| !value.is_empty());
    let is_large = terminal_size::terminal_size()
        .is_some_and(|(width, height)| width.0 >= SMALLEST.0 && height.0 >= SMALLEST.1);
    output.out.is_terminal && io::stdin().is_terminal() && can_draw && !is_read_aloud && is_large
}

/// True where frames and signs must be of ASCII: the locale is not of UTF-8, or the console is one
/// that draws frames badly.
pub fn needs_ascii() -> bool {
    if cfg!(windows) {
        return std::env::var_os("WT_SESSION").is_none() && std::env::var_os("TERM").is_none();
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .unwrap_or_default()
        .to_lowercase();
    !(locale.contains("utf-8") || locale.contains("utf8"))
}
