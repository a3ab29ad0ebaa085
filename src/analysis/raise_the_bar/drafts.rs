//! Drafts of new items from what competitors did beyond what could be expected: pilots, recorded and never
//! counted, until people have put them into words and they prove themselves.

use std::collections::BTreeSet;

use super::Seed;
use crate::model::id::Id;
use crate::model::scale::Scale;
use crate::model::standard::{Item, Standard};
use crate::model::text::{Text, visible_line};

/// More than so many at once would make an evening long.
const MOST: usize = 3;

/// A longer remark tells a story, not one thing to ask for; in letters.
const LONGEST: usize = 160;

/// A new item as a pilot.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft<'a> {
    /// The item.
    pub item: Item,
    /// What it was drafted from; its item is the one before which the new one comes.
    pub seed: Seed<'a>,
}

/// The newest remarks on bonus items as items of their own, but what an item asks already.
pub(super) fn drafts<'a>(standard: &Standard, seeds: &[Seed<'a>]) -> Vec<Draft<'a>> {
    let taken: BTreeSet<&str> = standard
        .items()
        .flat_map(|item| std::iter::once(&item.id).chain(&item.was))
        .chain(standard.sections.iter().map(|section| &section.id))
        .map(Id::as_str)
        .collect();
    let ids = (1..).filter_map(|n| {
        let id = format!("idea_{n}");
        (!taken.contains(id.as_str())).then(|| Id::from_text(&id))
    });
    let is_new = |seed: &&Seed| {
        let remark = seed.remark.trim();
        let mut asked = standard.items().flat_map(|item| item.ask.all());
        seed.item.bonus
            && remark.chars().count() <= LONGEST
            && !asked.any(|ask| ask.contains(visible_line(remark).as_ref()))
    };
    let seeds = seeds.iter().filter(is_new).take(MOST);
    ids.zip(seeds)
        .map(|(id, seed)| Draft {
            item: pilot(id, seed.remark),
            seed: *seed,
        })
        .collect()
}

fn pilot(id: Id, remark: &str) -> Item {
    let ask = format!("Did this happen: “{}”?", visible_line(remark.trim()));
    Item {
        scored: false,
        ..Item::new(id, Text::plain(ask), Scale::YesNo { good: true })
    }
}
