//! The person's own editor for a text: `$VISUAL`, `$EDITOR`, else what the system has.

use std::ffi::OsString;
use std::io::{self, Read, Seek, Write};
use std::process::Command;

/// What is tried where no editor is named.
const EDITORS: [&str; 3] = if cfg!(windows) {
    ["notepad", "edit", "notepad"]
} else {
    ["nano", "vi", "ed"]
};

/// Opens the editor on a text and gives what was saved; `None` where it was left as it was.
pub fn edit(text: &str) -> io::Result<Option<String>> {
    let mut file = tempfile::Builder::new()
        .prefix("mystery-")
        .suffix(".txt")
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    if !text.is_empty() && !text.ends_with('\n') {
        file.write_all(b"\n")?;
    }
    file.flush()?;
    open(file.path().as_os_str().to_owned())?;
    // Some editors put another file in its place: read by name, and fall back to the handle.
    let mut bytes = Vec::new();
    if let Ok(read) = std::fs::read(file.path()) {
        bytes = read;
    } else {
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
    }
    let edited = String::from_utf8(bytes)
        .map_err(|_| io::Error::other("the editor saved something that is not UTF-8 text"))?;
    let edited = edited.replace("\r\n", "\n").trim_end().to_owned();
    Ok((edited != text.trim_end()).then_some(edited))
}

/// The editor that the person has named: `$VISUAL`, else `$EDITOR`.
pub fn named() -> Option<String> {
    ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.trim().is_empty())
}

/// The editor that opens: the one named, else the first that is there.
pub fn chosen() -> String {
    let is_there = |program: &&str| {
        std::env::var_os("PATH")
            .is_some_and(|path| std::env::split_paths(&path).any(|it| it.join(program).is_file()))
    };
    named().unwrap_or_else(|| {
        EDITORS
            .into_iter()
            .find(is_there)
            .unwrap_or_default()
            .into()
    })
}

/// How one leaves an editor that does not say so itself; nothing for the others.
pub fn how_to_leave(named: &str) -> &'static str {
    let program = named.split_whitespace().next().unwrap_or_default();
    match program.rsplit(['/', '\\']).next().unwrap_or_default() {
        "vi" | "vim" | "nvim" | "view" => {
            "; to leave it, Esc, then :wq and Enter (:q! and Enter leaves it as it was)"
        }
        "nano" | "pico" => "; to leave it, Ctrl-X",
        "emacs" => "; to leave it, Ctrl-X Ctrl-C",
        _ => "",
    }
}

/// Runs the editor on a file and waits for it.
pub fn open(path: OsString) -> io::Result<()> {
    if let Some(named) = named() {
        let words = shell_words::split(&named)
            .map_err(|error| io::Error::other(format!("EDITOR is `{named}`: {error}")))?;
        let (program, arguments) = words.split_first().expect("it is not blank");
        return run(Command::new(program).args(arguments).arg(path), program);
    }
    for program in EDITORS {
        match run(Command::new(program).arg(&path), program) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            done => return done,
        }
    }
    Err(io::Error::new(
        io::ErrorKind::NotFound,
        "no editor was found: set EDITOR to the one you use",
    ))
}

fn run(command: &mut Command, program: &str) -> io::Result<()> {
    let status = command.status().map_err(|error| {
        io::Error::new(
            error.kind(),
            format!("cannot run the editor `{program}`: {error}"),
        )
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(format!(
            "the editor `{program}` did not end well ({status})"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::how_to_leave;

    #[test]
    fn how_to_leave_is_known_of_those_that_do_not_say_it() {
        assert_eq!(how_to_leave("/usr/bin/vim -n"), how_to_leave("vi"));
        assert!(how_to_leave("vi").contains(":wq"));
        assert_eq!(how_to_leave("code --wait"), "");
    }
}
