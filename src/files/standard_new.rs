//! The text of a new standard: a commented starter, or a copy of another one under a new id, with
//! the comments of its writer kept.

use super::standard_text::long_form;
use super::standard_yaml::read_standard;
use super::yaml::{Entry, Value, parse};
use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::standard::{Standard, Version};
use crate::model::text::Text;

/// A line for editors that would not find the schema beside the copy.
const EDITOR_LINE: &str = "# yaml-language-server:";

/// Gives a commented standard to change, which can be used as it is.
pub fn starter(id: &Id) -> String {
    include_str!("standard_starter.yaml")
        .replace("STARTER_ID", id.as_str())
        .replace("STARTER_TITLE", &title_of(id))
}

/// Gives the file of a standard under another id, as its first version, with a title to change.
/// What cannot be changed in place is written in the long form.
pub fn copied(bytes: &[u8], standard: &Standard, id: &Id) -> String {
    let wanted = Standard {
        id: id.clone(),
        version: Version::FIRST,
        title: Text::plain(title_of(id)),
        ..standard.clone()
    };
    edited(bytes, &wanted)
        .filter(|text| is_same(text, &wanted))
        .unwrap_or_else(|| long_form(&wanted))
}

/// A title made of an id: `City counter`.
fn title_of(id: &Id) -> String {
    let words = id.as_str().replace(['-', '_'], " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn is_same(text: &str, wanted: &Standard) -> bool {
    let read = read_standard("copy", text.as_bytes()).standard;
    read.is_some_and(|read| {
        Standard {
            fingerprint: wanted.fingerprint.clone(),
            ..read
        } == *wanted
    })
}

/// The file with its id, version and title replaced where they stand.
fn edited(bytes: &[u8], wanted: &Standard) -> Option<String> {
    let document = parse(bytes);
    let Value::Map(entries) = &document.root.as_ref()?.value else {
        return None;
    };
    let lines = [
        ("id", format!("id: {}", wanted.id)),
        ("version", format!("version: {}", wanted.version)),
        ("title", format!("title: {}", wanted.title.first())),
    ];
    let mut changes: Vec<(usize, usize, String)> = Vec::new();
    for (key, line) in lines {
        if let Some(entry) = entries.iter().find(|entry| entry.key.text == key) {
            let Entry { key, value } = entry;
            changes.push((key.span.start, value.span.end.max(key.span.end), line));
        } else {
            let first = entries.first()?.key.span.start;
            changes.push((first, first, format!("{line}\n")));
        }
    }
    changes.order_by_key(|(start, end, _)| (*start, *end));
    let mut text = String::new();
    let mut done = 0;
    for (start, end, line) in changes {
        text.push_str(document.text.get(done..start)?);
        text.push_str(&line);
        done = end;
    }
    text.push_str(document.text.get(done..)?);
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with(EDITOR_LINE))
        .collect();
    Some(kept.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::built_in;
    use crate::files::standard_yaml::LOST_CAT;

    fn id() -> Id {
        Id::new("city-counter").unwrap()
    }

    #[test]
    fn the_starter_can_be_used_without_a_warning() {
        let reading = read_standard("x", starter(&id()).as_bytes());
        assert_eq!(reading.diagnostics, []);
        let standard = reading.standard.unwrap();
        assert_eq!(standard.id, id());
        assert_eq!(standard.title.first(), "City counter");
    }

    #[test]
    fn a_copy_keeps_everything_but_id_version_and_title() {
        for one in built_in::ALL {
            let yaml = one.yaml();
            let original = read_standard(one.id, &yaml).standard.unwrap();
            let text = copied(&yaml, &original, &id());
            let copy = read_standard("x", text.as_bytes()).standard.unwrap();
            assert_eq!(copy.id, id());
            assert_eq!(copy.version, Version::FIRST);
            assert_eq!(copy.title.first(), "City counter");
            assert_eq!(copy.sections, original.sections);
            let comment = std::str::from_utf8(&yaml)
                .unwrap()
                .lines()
                .find(|line| line.starts_with("# ") && !line.starts_with(EDITOR_LINE));
            assert!(
                comment.is_none_or(|comment| text.contains(comment)),
                "{}",
                one.id
            );
        }
    }

    #[test]
    fn a_copy_of_what_has_no_id_gets_one() {
        let original = read_standard("x", LOST_CAT.as_bytes()).standard.unwrap();
        let text = copied(LOST_CAT.as_bytes(), &original, &id());
        let head = "id: city-counter\nversion: 1.0.0\ntitle: City counter\n";
        assert!(text.starts_with(head), "{text}");
        assert!(text.contains("describe:\n"), "{text}");
        let flow = b"{title: T, items: {a: Yes?}}";
        let original = read_standard("x", flow).standard.unwrap();
        let copy = read_standard("x", copied(flow, &original, &id()).as_bytes());
        assert_eq!(copy.standard.unwrap().id, id());
    }
}
