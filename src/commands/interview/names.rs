//! Names as they are typed at a question. A number and what is a command elsewhere are taken for a
//! slip, since a place once kept under such a name is hard to be rid of; in quotes they are names.

use super::{numbered, range};
use crate::model::visit::Name;

/// What people type who want help, want to leave, think they were asked yes or no, or that they are
/// at the shell.
const SLIPS: [&str; 12] = [
    "help", "exit", "quit", "bye", "yes", "no", "y", "n", "clear", "cls", "ls", "dir",
];

/// Reads a name: at least one letter or figure, and neither a number alone nor a command, unless in
/// quotes.
///
/// # Errors
/// The way out.
pub fn read_name(typed: &str) -> Result<Name, String> {
    if is_number(typed) {
        return Err(format!(
            "`{typed}` is a number. Type a name, like City Pound; one that is a number stands in \
             quotes: \"{typed}\" (? for help)."
        ));
    }
    name(typed).unwrap_or_else(|| {
        Err("Type a name, with a letter or a figure in it (? for help).".to_owned())
    })
}

/// Reads the number of one of `n` things from 1, or a name that is not among them: the place in the
/// list, or the name.
///
/// # Errors
/// The way out.
pub fn read_number_or_name(typed: &str, n: usize) -> Result<Result<usize, Name>, String> {
    if let Some(place) = numbered(typed, n) {
        return Ok(Ok(place));
    }
    if n == 0 {
        return read_name(typed).map(Err);
    }
    if is_number(typed) {
        return Err(format!(
            "There is no {typed} here. Type {}, or a name; one that is a number stands in quotes: \
             \"{typed}\" (? for help).",
            range(n)
        ));
    }
    name(typed)
        .unwrap_or_else(|| Err("Type a name, or its number (? for help).".to_owned()))
        .map(Err)
}

/// The name, or why it is refused; `None` where nothing in it could be one.
fn name(typed: &str) -> Option<Result<Name, String>> {
    let unquoted = typed
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    if unquoted.is_none() && SLIPS.contains(&typed.to_lowercase().as_str()) {
        return Some(Err(format!(
            "`{typed}` is no name here. Type a name, like City Pound; one that is really called so \
             stands in quotes: \"{typed}\" (? for help)."
        )));
    }
    Name::typed(unquoted.unwrap_or(typed)).map(Ok)
}

/// True for a number as it is typed for something in a list: `2`, `2.`, `#2`.
fn is_number(typed: &str) -> bool {
    let digits = typed
        .trim_start_matches(['#', '-'])
        .trim_end_matches(['.', ')']);
    !digits.is_empty() && digits.chars().all(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_a_command_is_a_name_in_quotes_alone() {
        for typed in [
            "2", "2.", "#2", "0", "-1", "٣", "help", "Help", "exit", "quit", "yes", "no", "y", "N",
            "clear", "ls",
        ] {
            let why = read_name(typed).unwrap_err();
            assert!(why.contains(&format!("quotes: \"{typed}\"")), "{why}");
            let why = read_number_or_name(typed, 0).unwrap_err();
            assert!(why.contains(&format!("quotes: \"{typed}\"")), "{why}");
            let quoted = format!("\"{typed}\"");
            let name = read_name(&quoted).unwrap();
            assert_eq!(name.as_str(), Name::typed(typed).unwrap().as_str());
            assert_eq!(read_number_or_name(&quoted, 3), Ok(Err(name)));
        }
        for typed in ["7-Eleven", "24/7", "Noah's", "Help the Aged", "B", "é"] {
            assert_eq!(read_name(typed).unwrap().as_str(), typed);
        }
        assert!(read_name("").is_err() && read_name("\"\"").is_err() && read_name("..").is_err());
    }

    #[test]
    fn a_number_of_the_list_is_its_place_and_no_other_number_is_anything() {
        assert_eq!(read_number_or_name("2", 2), Ok(Ok(1)));
        assert_eq!(
            read_number_or_name("2", 1).unwrap_err(),
            "There is no 2 here. Type 1, or a name; one that is a number stands in quotes: \"2\" (? \
             for help)."
        );
        assert!(
            read_number_or_name("9", 3)
                .unwrap_err()
                .contains("Type 1-3, or a name")
        );
    }
}
