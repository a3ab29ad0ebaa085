//! Small changes to the file of a standard, made where they stand: comments and layout of its writer
//! are kept, and the lines that change are told. Only values that stand on one line are changed.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::yaml::{Entry, Node, Value, parse};
use super::yaml_scalar::scalar;
use crate::diagnostic::Span;
use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::standard::Version;

/// Lines of context in a patch.
const CONTEXT: usize = 3;

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// The first threshold of an item becomes this.
    Threshold(Id, String),
    /// A key of an item that is there becomes this.
    Key(Id, &'static str, &'static str),
    /// The version of the standard.
    Version(Version),
    /// A yes-or-no item to try out comes before the item that is there.
    Pilot(Pilot),
}

/// A yes-or-no item to try out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pilot {
    /// The item it comes before.
    pub before: Id,
    /// Its id.
    pub id: Id,
    /// What it asks.
    pub ask: String,
    /// A comment on where it comes from.
    pub comment: String,
}

/// A line that changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineChange {
    /// Its number in the old file, from 1.
    pub line: usize,
    /// As it is; `None` for one that comes before it.
    pub before: Option<String>,
    /// As it will be.
    pub after: String,
    /// Whether it is of an item to try out.
    pub is_pilot: bool,
}

/// A changed file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edited {
    /// All of it.
    pub text: String,
    /// The lines that change.
    pub lines: Vec<LineChange>,
    old: String,
}

/// Changes a file; `None` where something to change is not there on a line of its own.
pub fn edited(bytes: &[u8], edits: &[Edit]) -> Option<Edited> {
    let document = parse(bytes);
    let root = document.root.as_ref()?;
    let mut changed: BTreeMap<usize, Vec<(Span, &str)>> = BTreeMap::new();
    let version = edits.iter().find_map(|edit| match edit {
        Edit::Version(version) => Some(version.to_string()),
        _ => None,
    });
    let mut inserted: Vec<(usize, String, bool)> = Vec::new();
    for edit in edits {
        let (span, to) = match edit {
            Edit::Threshold(item, to) => (first_threshold(item_node(root, item)?)?, to.as_str()),
            Edit::Key(item, key, to) => (entry(item_node(root, item)?, key)?.value.span, *to),
            Edit::Version(_) => {
                let text = version.as_deref()?;
                if let Some(entry) = entry(root, "version") {
                    (entry.value.span, text)
                } else {
                    let line = entries(root)?.first()?.key.span.line;
                    inserted.push((line, format!("version: {text}"), false));
                    continue;
                }
            }
            Edit::Pilot(pilot) => {
                let (line, lines) = pilot_lines(root, &document.text, pilot)?;
                inserted.extend(lines.into_iter().map(|text| (line, text, true)));
                continue;
            }
        };
        let is_one_line = !document.text.get(span.start..span.end)?.contains('\n');
        is_one_line.then(|| changed.entry(span.line).or_default().push((span, to)))?;
    }
    let mut lines = Vec::new();
    let mut text = String::new();
    let mut start = 0;
    for (n, line) in document.text.split_inclusive('\n').enumerate() {
        let number = n + 1;
        for (_, added, is_pilot) in inserted.iter().filter(|(at, ..)| *at == number) {
            lines.push(LineChange {
                line: number,
                before: None,
                after: added.clone(),
                is_pilot: *is_pilot,
            });
            text += added;
            text.push('\n');
        }
        if let Some(changes) = changed.get_mut(&number) {
            changes.order_by_key(|(span, _)| span.start);
            let mut after = String::new();
            let mut done = start;
            for (span, to) in changes {
                after += document.text.get(done..span.start)?;
                after += to;
                done = span.end;
            }
            after += document.text.get(done..start + line.len())?;
            text += &after;
            lines.push(LineChange {
                line: number,
                before: Some(line.trim_end_matches('\n').to_owned()),
                after: after.trim_end_matches('\n').to_owned(),
                is_pilot: false,
            });
        } else {
            text += line;
        }
        start += line.len();
    }
    Some(Edited {
        text,
        lines,
        old: document.text,
    })
}

impl Edited {
    /// The change as `git apply` and `patch` take it, for a file of this name.
    pub fn patch(&self, name: &str) -> String {
        let old: Vec<&str> = self.old.lines().collect();
        let mut patch = format!("--- a/{name}\n+++ b/{name}\n");
        let mut added = 0;
        let mut rest = &self.lines[..];
        while let Some(first) = rest.first() {
            let n = 1 + rest
                .windows(2)
                .take_while(|pair| pair[1].line - pair[0].line <= 2 * CONTEXT)
                .count();
            let (hunk, behind) = rest.split_at(n);
            let from = first.line.saturating_sub(CONTEXT).max(1);
            let to = (hunk[n - 1].line + CONTEXT).min(old.len());
            let new_lines = hunk.iter().filter(|line| line.before.is_none()).count();
            let n_old = to + 1 - from;
            let _ = writeln!(
                patch,
                "@@ -{from},{n_old} +{},{} @@",
                from + added,
                n_old + new_lines
            );
            for number in from..=to {
                let mut is_replaced = false;
                let here = hunk.iter().filter(|change| change.line == number);
                for change in here {
                    if let Some(before) = &change.before {
                        let _ = writeln!(patch, "-{before}");
                        is_replaced = true;
                    }
                    let _ = writeln!(patch, "+{}", change.after);
                }
                if !is_replaced {
                    let _ = writeln!(patch, " {}", old[number - 1]);
                }
            }
            added += new_lines;
            rest = behind;
        }
        patch
    }
}

fn entries(node: &Node) -> Option<&[Entry]> {
    match &node.value {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}

fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    let mut entries = entries(node)?.iter();
    entries.find(|entry| entry.key.text == key)
}

/// The lines of an item to try out, and before which line they come: above the item that is there, and
/// above the comments that stand on it; `None` where that has no line of its own.
fn pilot_lines(root: &Node, text: &str, pilot: &Pilot) -> Option<(usize, Vec<String>)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut line = item_entry(root, &pilot.before)?.key.span.line;
    let key = *lines.get(line.checked_sub(1)?)?;
    let indent: String = key.chars().take_while(|letter| *letter == ' ').collect();
    key.trim_start()
        .starts_with(pilot.before.as_str())
        .then_some(())?;
    while line > 1 && lines[line - 2].trim_start().starts_with('#') {
        line -= 1;
    }
    let lines = [
        format!("{indent}{}:", pilot.id),
        format!("{indent}  # {}", pilot.comment),
        format!("{indent}  ask: {}", scalar(&pilot.ask)),
        format!("{indent}  scored: false"),
    ];
    Some((line, lines.into()))
}

/// The keys of an item, wherever it stands.
fn item_node<'n>(root: &'n Node, item: &Id) -> Option<&'n Node> {
    item_entry(root, item).map(|entry| &entry.value)
}

fn item_entry<'n>(root: &'n Node, item: &Id) -> Option<&'n Entry> {
    let below = |node: &'n Node| entry(&entry(node, "items")?.value, item.as_str());
    below(root).or_else(|| {
        let sections = entries(&entry(root, "sections")?.value)?;
        sections.iter().find_map(|section| below(&section.value))
    })
}

fn first_threshold(item: &Node) -> Option<Span> {
    let keys = ["within", "up_to", "at_least"];
    let scale = keys.iter().find_map(|key| entry(item, key))?;
    match &scale.value.value {
        Value::List(thresholds) => Some(thresholds.first()?.span),
        Value::Map(thresholds) => Some(thresholds.first()?.key.span),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# A comment that stays.
title: Kiosk
items:
  wait: {ask: How long?, within: {30s: 1, 2m: 0.5}} # as fast as that
  hands: {ask: How many?, up_to: [1, 3]}
  smile:
    ask: Did they smile?
    bonus: true
  end: {ask: How did it end?, best_first: [Well, Badly]}
";

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    #[test]
    fn values_change_where_they_stand() {
        let edits = [
            Edit::Threshold(id("wait"), "25s".into()),
            Edit::Threshold(id("hands"), "0".into()),
            Edit::Key(id("smile"), "bonus", "false"),
            Edit::Version(Version::from_text("2.0.0").unwrap()),
        ];
        let edited = edited(FILE.as_bytes(), &edits).unwrap();
        let wanted = FILE
            .replace("{30s: 1", "{25s: 1")
            .replace("[1, 3]", "[0, 3]")
            .replace("bonus: true", "bonus: false")
            .replace("title: Kiosk", "version: 2.0.0\ntitle: Kiosk");
        assert_eq!(edited.text, wanted);
        assert_eq!(
            edited.patch("kiosk.yaml"),
            "\
--- a/kiosk.yaml
+++ b/kiosk.yaml
@@ -1,9 +1,10 @@
 # A comment that stays.
+version: 2.0.0
 title: Kiosk
 items:
-  wait: {ask: How long?, within: {30s: 1, 2m: 0.5}} # as fast as that
+  wait: {ask: How long?, within: {25s: 1, 2m: 0.5}} # as fast as that
-  hands: {ask: How many?, up_to: [1, 3]}
+  hands: {ask: How many?, up_to: [0, 3]}
   smile:
     ask: Did they smile?
-    bonus: true
+    bonus: false
   end: {ask: How did it end?, best_first: [Well, Badly]}
"
        );
    }

    #[test]
    fn an_item_to_try_out_comes_before_the_one_it_grew_from() {
        let file = FILE.replace("  smile:", "  # Nothing forced.\n  smile:");
        let pilot = |before: &str| {
            Edit::Pilot(Pilot {
                before: id(before),
                id: id("idea_1"),
                ask: "Did this happen: “They \"sang\"”?".into(),
                comment: "City, 5 November 2026. Put it into your own words.".into(),
            })
        };
        let edits = [Edit::Key(id("smile"), "bonus", "false"), pilot("smile")];
        let edited = edited(file.as_bytes(), &edits).unwrap();
        let added = [
            "  idea_1:",
            "    # City, 5 November 2026. Put it into your own words.",
            "    ask: \"Did this happen: “They \\\"sang\\\"”?\"",
            "    scored: false\n",
        ]
        .join("\n");
        let wanted = file
            .replace("  # Nothing", &format!("{added}  # Nothing"))
            .replace("bonus: true", "bonus: false");
        assert_eq!(edited.text, wanted);
        assert_eq!(
            edited.patch("kiosk.yaml"),
            "\
--- a/kiosk.yaml
+++ b/kiosk.yaml
@@ -3,8 +3,12 @@
 items:
   wait: {ask: How long?, within: {30s: 1, 2m: 0.5}} # as fast as that
   hands: {ask: How many?, up_to: [1, 3]}
+  idea_1:
+    # City, 5 November 2026. Put it into your own words.
+    ask: \"Did this happen: “They \\\"sang\\\"”?\"
+    scored: false
   # Nothing forced.
   smile:
     ask: Did they smile?
-    bonus: true
+    bonus: false
   end: {ask: How did it end?, best_first: [Well, Badly]}
"
        );
        let on_one_line = b"items: {a: {ask: A?}, smile: {ask: S?}}\n";
        assert_eq!(super::edited(on_one_line, &[pilot("smile")]), None);
    }

    #[test]
    fn what_is_not_there_is_not_changed() {
        let none = [Edit::Threshold(id("end"), "1".into())];
        assert_eq!(edited(FILE.as_bytes(), &none), None);
        let none = [Edit::Key(id("wait"), "bonus", "false")];
        assert_eq!(edited(FILE.as_bytes(), &none), None);
    }
}
