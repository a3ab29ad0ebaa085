//! Where to go: a line to type in, and what fits it below, open items first.

use ratatui::crossterm::event::KeyEvent;

use super::entry::{self, Entry, Purpose};
use crate::walk::Walk;

/// Somewhere to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spot {
    /// An item, by its place.
    Item(usize),
    /// A section, by its number from 1.
    Section(usize),
}

/// What is typed, and what fits it.
#[derive(Clone, Debug)]
pub(super) struct Palette {
    /// What is typed.
    pub(super) entry: Box<Entry>,
    /// What fits it, the best first.
    pub(super) spots: Vec<Spot>,
    /// Which of them is chosen.
    pub(super) chosen: usize,
}

impl Palette {
    /// All items and sections.
    pub(super) fn new(walk: &Walk) -> Self {
        let entry = Entry::new(Purpose::GoTo, walk.cursor(), "Go to".into(), "");
        Self {
            entry: Box::new(entry),
            spots: spots(walk, ""),
            chosen: 0,
        }
    }

    /// Moves the choice by so many rows.
    pub(super) fn step(&mut self, by: isize) {
        let last = self.spots.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }

    /// Takes a key for the line, and looks anew for what fits it.
    pub(super) fn key(&mut self, walk: &Walk, key: KeyEvent) -> entry::Key {
        let before = self.entry.text();
        let done = self.entry.key(key);
        if self.entry.text() != before {
            self.look(walk);
        }
        done
    }

    /// Writes what was pasted.
    pub(super) fn paste(&mut self, walk: &Walk, text: &str) {
        self.entry.paste(text);
        self.look(walk);
    }

    fn look(&mut self, walk: &Walk) {
        self.spots = spots(walk, &self.entry.text());
        self.chosen = 0;
    }

    /// What to ask the walk for: the spot chosen, or what was typed where nothing fits.
    pub(super) fn target(&self, walk: &Walk) -> String {
        match self.spots.get(self.chosen) {
            Some(Spot::Item(at)) => walk.label(*at).to_owned(),
            Some(Spot::Section(number)) => number.to_string(),
            None => self.entry.text(),
        }
    }
}

/// What fits what was typed: the very item or section it names, then items, then sections.
fn spots(walk: &Walk, typed: &str) -> Vec<Spot> {
    let typed = typed.trim();
    let words: Vec<String> = typed
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let sections = walk.section_rows();
    let numbered = sections
        .iter()
        .find(|row| row.number.to_string() == typed)
        .map(|row| Spot::Section(row.number));
    let named = (!typed.is_empty() && numbered.is_none())
        .then(|| walk.target(typed).ok())
        .flatten()
        .map(Spot::Item);
    let mut spots: Vec<Spot> = numbered.or(named).into_iter().collect();
    let fitting = walk.fitting(typed).into_iter().map(Spot::Item);
    let of_sections = sections.iter().filter(|row| {
        let title = row.title.to_lowercase();
        words.iter().all(|word| title.contains(word.as_str()))
    });
    let of_sections = of_sections.map(|row| Spot::Section(row.number));
    for spot in fitting.chain(of_sections) {
        if Some(&spot) != spots.first() {
            spots.push(spot);
        }
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::visit::Role;
    use crate::walk::request::Request;
    use crate::walk::sample::{Kept, standard};

    fn shown(walk: &Walk, typed: &str) -> Vec<String> {
        spots(walk, typed)
            .into_iter()
            .map(|spot| match spot {
                Spot::Item(at) => walk.label(at).to_owned(),
                Spot::Section(number) => format!("section {number}"),
            })
            .collect()
    }

    #[test]
    fn open_items_come_first_and_a_number_names_one() {
        let standard = standard();
        let mut kept = Kept::new(&standard, Role::Competitor);
        kept.ask(&Request::Answer("y".into())).unwrap();
        let walk = &kept.walk;
        assert_eq!(shown(walk, "welcome"), ["1.2", "1.3", "1.1", "section 1"]);
        assert_eq!(shown(walk, "2")[0], "section 2");
        assert_eq!(shown(walk, "2.1")[0], "2.1");
        assert_eq!(shown(walk, "#2")[0], "1.2");
        assert_eq!(shown(walk, "QUEUE")[0], "2.1");
        assert_eq!(shown(walk, "zebra"), Vec::<String>::new());
    }
}
