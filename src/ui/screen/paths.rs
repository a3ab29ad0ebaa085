//! Completes the path of a file as it is typed, as far as it is sure.

use std::path::{Path, PathBuf};

use super::entry::Entry;

/// Most names that are offered.
const MOST_OFFERED: usize = 6;

/// Completes the path in a field; where several fit, says which.
pub(super) fn complete(entry: &mut Entry) {
    let typed = entry.text();
    let (folder, start) = typed
        .rfind(['/', std::path::MAIN_SEPARATOR])
        .map_or(("", typed.as_str()), |end| typed.split_at(end + 1));
    let names = names_in(&in_home(folder), start);
    let Some(common) = common_start(&names) else {
        entry.note = Some(format!("No file here begins with `{typed}`."));
        return;
    };
    let is_whole = names.len() == 1;
    entry.set(&format!("{folder}{common}"));
    if !is_whole {
        let shown: Vec<&str> = names
            .iter()
            .take(MOST_OFFERED)
            .map(String::as_str)
            .collect();
        let more = if names.len() > MOST_OFFERED {
            " …"
        } else {
            ""
        };
        entry.note = Some(format!("{}{more}", shown.join("  ")));
    }
}

fn in_home(folder: &str) -> PathBuf {
    match folder.strip_prefix("~/") {
        Some(below) => dirs::home_dir().unwrap_or_default().join(below),
        None if folder.is_empty() => PathBuf::from("."),
        None => PathBuf::from(folder),
    }
}

/// The names in a folder that begin so, sorted; folders end with a slash. Hidden ones only when the
/// start asks for them.
fn names_in(folder: &Path, start: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let mut name = entry.file_name().into_string().ok()?;
            let is_hidden = name.starts_with('.') && !start.starts_with('.');
            if is_hidden || !name.starts_with(start) {
                return None;
            }
            if entry.path().is_dir() {
                name.push('/');
            }
            Some(name)
        })
        .collect();
    names.sort();
    names
}

/// The longest beginning of all; `None` of none.
fn common_start(names: &[String]) -> Option<&str> {
    let (first, others) = names.split_first()?;
    let mut end = first.len();
    for name in others {
        let same = first
            .char_indices()
            .zip(name.chars())
            .take_while(|((_, a), b)| a == b)
            .last()
            .map_or(0, |((at, letter), _)| at + letter.len_utf8());
        end = end.min(same);
    }
    Some(&first[..end])
}

#[cfg(test)]
mod tests {
    use super::super::entry::Purpose;
    use super::*;

    #[test]
    fn paths_are_completed_as_far_as_they_are_sure() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["queue-1.jpg", "queue-2.jpg", "receipt.pdf", ".hidden"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("älteres")).unwrap();
        let root = folder.path().display().to_string();
        let check = |typed: &str, expected: &str, note: Option<&str>| {
            let typed = format!("{root}/{typed}");
            let mut entry = Entry::new(Purpose::Evidence, 0, String::new(), &typed);
            complete(&mut entry);
            assert_eq!(entry.text(), format!("{root}/{expected}"));
            let note = note.map(|note| note.replace("ROOT", &root));
            assert_eq!(entry.note, note);
        };
        check("q", "queue-", Some("queue-1.jpg  queue-2.jpg"));
        check("r", "receipt.pdf", None);
        check("ä", "älteres/", None);
        check("z", "z", Some("No file here begins with `ROOT/z`."));
    }
}
