//! What is killed and closed in a terminal is every page, layer and field that there is.

use std::collections::BTreeSet;

use super::*;
use crate::files::standard_yaml::read_standard;
use crate::ui::screen::state::Layer;

#[path = "../../../../tests/screen/pages.rs"]
mod pages;

/// The variants of an enumeration, as its source names them.
fn variants<'s>(source: &'s str, name: &str) -> BTreeSet<&'s str> {
    let head = format!("enum {name} {{");
    let body = source.split(&head).nth(1).unwrap();
    let body = body.split("\n}").next().unwrap();
    let named = body.lines().filter_map(|line| line.strip_prefix("    "));
    named
        .filter(|line| line.starts_with(char::is_uppercase))
        .map(|line| line.split(['(', ' ', ',']).next().unwrap())
        .collect()
}

/// The name of a variant, whatever it holds.
fn name(variant: &impl std::fmt::Debug) -> String {
    let debug = format!("{variant:?}");
    let end = debug.find(['(', ' ']).unwrap_or(debug.len());
    debug[..end].to_owned()
}

fn press(sitting: &mut Sitting, keys: &str) {
    for letter in keys.chars() {
        let code = match letter {
            '\r' => KeyCode::Enter,
            '\x1b' => KeyCode::Esc,
            '\x13' => {
                sitting.press("Ctrl+s");
                continue;
            }
            letter => KeyCode::Char(letter),
        };
        sitting.take(Input::Key(KeyEvent::from(code)));
    }
}

#[test]
fn every_page_layer_and_field_is_among_the_pages_that_are_driven() {
    let standard = read_standard("pages", pages::YAML.as_bytes()).standard;
    let standard = standard.expect("the standard of the pages is one");
    let mut reached = [const { BTreeSet::new() }; 4];
    for (page, steps) in pages::PAGES {
        let mut sitting = Sitting::new(&standard, (80, 24));
        for (keys, shown) in pages::BEGIN.iter().chain(*steps) {
            press(&mut sitting, keys);
            // Whether a file is there the session knows, and not the screen.
            if *shown != "type to follow: door.jpg" {
                let picture = sitting.picture();
                assert!(picture.contains(shown), "{page}: {shown}\n{picture}");
            }
            let [pages, layers, questions, fields] = &mut reached;
            pages.insert(name(&sitting.screen.page));
            let Some(layer) = &sitting.screen.layer else {
                continue;
            };
            layers.insert(name(layer));
            match layer {
                Layer::Confirm(asking) => {
                    questions.insert(name(asking));
                }
                Layer::Palette(palette) => {
                    fields.insert(name(&palette.entry.purpose));
                }
                Layer::Entry(entry) => {
                    fields.insert(name(&entry.purpose));
                }
                _ => {}
            }
        }
    }
    // Before the first item nothing is kept yet: those two are driven by themselves.
    reached[3].extend(["Opening", "OpeningChoice", "OpeningText"].map(str::to_owned));
    let (state, entry) = (include_str!("../state.rs"), include_str!("../entry.rs"));
    let all = [
        variants(state, "Page"),
        variants(state, "Layer"),
        variants(state, "Asking"),
        variants(entry, "Purpose"),
    ];
    for (reached, all) in reached.iter().zip(all) {
        let reached: BTreeSet<&str> = reached.iter().map(String::as_str).collect();
        assert!(!all.is_empty());
        assert_eq!(reached, all);
    }
}
