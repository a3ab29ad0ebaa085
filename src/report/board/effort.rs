//! What a visit asks of the customer, beside what the place earns: how often they were passed on, asked
//! again, had to chase, and how long they waited; what the standard tags `dimension: effort` and counts.

use super::Part;
use crate::model::scale::ItemType;
use crate::report::comparison_beside::column;
use crate::report::comparison_facts::fact;
use crate::report::comparison_tables::item_question;
use crate::report::{Block, Cell, Table, Tone};

impl Part<'_, '_> {
    /// A row for each thing that was counted; nothing where the standard counts none.
    pub(super) fn effort(&self) -> Vec<Block> {
        let is_counted = |item: &usize| {
            let entry = &self.one.catalogue.items[*item];
            let tags = entry.item.map(|item| &item.tags);
            tags.and_then(|tags| tags.get("dimension"))
                .is_some_and(|it| it == "effort")
                && matches!(entry.item_type, ItemType::Count | ItemType::Duration)
                && self.one.sides.iter().any(|side| side.facts[*item].n > 0)
        };
        let items: Vec<usize> = (0..self.one.catalogue.items.len())
            .filter(is_counted)
            .collect();
        if items.is_empty() {
            return Vec::new();
        }
        let rows = items.iter().map(|item| {
            let known = self.one.catalogue.items[*item].item;
            let told = self.one.sides.iter().map(|side| {
                let told = fact(&side.facts[*item], known, side.n_visits(), self.language);
                told.map_or(Cell::Missing(""), Cell::Text)
            });
            let asked = Cell::Text(item_question(self.one, *item, self.language));
            std::iter::once(asked).chain(told).collect()
        });
        let mut columns = vec![column("item", "Item", 0)];
        let sides = self.one.sides.iter();
        columns.extend(sides.map(|side| column("side", side.organisation.as_str(), 0)));
        vec![
            Block::Heading(
                self.level + 1,
                format!("What it asked of the {}", self.customer()),
            ),
            Block::Table(Table {
                name: "effort",
                columns,
                rows: rows.collect(),
            }),
            Block::Note(
                Tone::Quiet,
                "The middle of the visits, and in brackets the least and the most.".into(),
            ),
        ]
    }

    /// What the standard calls a customer; elsewhere than in English a sentence would need its gender.
    fn customer(&self) -> &str {
        let is_english = self.language.as_str().starts_with("en");
        let word = self.one.standard().and_then(|it| it.customer.as_ref());
        let word = word.filter(|_| is_english);
        word.map_or("customer", |word| word.in_language(self.language))
    }
}
