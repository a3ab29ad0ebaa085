//! What changed between two versions of a standard, whether totals still compare, and what the
//! number of the version should be. Values only: words for them are made in `report`.
//!
//! The first number rises where the same answers would come to another total, the second where items
//! or thresholds changed, the third for wording.

use super::catalogue::earn_alike;
use crate::model::id::Id;
use crate::model::standard::{Item, Standard, Version};

mod change;
mod parts;

pub use change::{Change, Place, Placed, Raises, What};
use parts::{coming_or_going, of_item, of_sections, of_whole, points_changed};

/// Whether totals of both versions compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Totals {
    /// As they are.
    AsTheyAre,
    /// Over the items that both have.
    LikeForLike,
    /// Not at all.
    No,
}

/// What changed between two versions.
#[derive(Clone, Debug)]
pub struct StandardDiff<'a> {
    /// The old version.
    pub old: &'a Standard,
    /// The new version.
    pub new: &'a Standard,
    /// All changes: of the whole, of sections, of items in the order of the new version, then those
    /// that are gone.
    pub changes: Vec<Change<'a>>,
    /// How many items earn alike in both.
    pub n_alike: usize,
    /// Items that are gone and look like one that is new, old before new: perhaps renamed without
    /// `was`.
    pub look_alike: Vec<(&'a Item, &'a Item)>,
}

impl StandardDiff<'_> {
    /// Which number must rise; `None` where nothing changed.
    pub fn raises(&self) -> Option<Raises> {
        self.changes.iter().map(|change| change.raises).max()
    }

    /// The version that the new one should at least have; `None` where nothing changed.
    pub fn should_be(&self) -> Option<Version> {
        self.raises().map(|raises| raises.next(self.old.version))
    }

    /// True when the new version's number says enough.
    pub fn is_version_right(&self) -> bool {
        self.should_be()
            .is_none_or(|version| self.new.version >= version)
    }

    /// Whether totals compare.
    pub fn totals(&self) -> Totals {
        let makes_others = |change: &Change| {
            let counts = |placed: Option<Placed>| placed.is_some_and(|(_, item)| item.counts());
            match (change.what, change.place) {
                (What::Added | What::Removed | What::Scored | What::Asked, Place::Item(a, b)) => {
                    counts(a) || counts(b)
                }
                _ => false,
            }
        };
        if self.raises() == Some(Raises::Major) {
            Totals::No
        } else if self.changes.iter().any(makes_others) {
            Totals::LikeForLike
        } else {
            Totals::AsTheyAre
        }
    }
}

/// Compares two versions of a standard.
pub fn standard_diff<'a>(old: &'a Standard, new: &'a Standard) -> StandardDiff<'a> {
    let mut changes = of_whole(old, new);
    changes.extend(of_sections(old, new));
    let former = |item: &Item| -> Option<Placed<'a>> {
        let by_id = |id: &Id| old.items_by_section().find(|(_, old)| old.id == *id);
        let is_free = |id: &&Id| new.item(id).is_none();
        by_id(&item.id).or_else(|| item.was.iter().filter(is_free).find_map(by_id))
    };
    let pairs: Vec<(Option<Placed>, Placed)> = new
        .items_by_section()
        .map(|placed| (former(placed.1), placed))
        .collect();
    let points = points_changed(old, &pairs);
    let mut n_alike = 0;
    for (before, now) in &pairs {
        let Some(before) = before else {
            changes.push(Change {
                what: What::Added,
                place: Place::Item(None, Some(*now)),
                raises: coming_or_going(now.1),
            });
            continue;
        };
        n_alike += usize::from(earn_alike(&before.1.scale, &now.1.scale));
        let has_points = points.get(&now.1.id).copied();
        changes.extend(of_item(old, *before, *now, has_points));
    }
    let is_kept = |item: &Item| {
        let mut olds = pairs.iter().filter_map(|(before, _)| *before);
        olds.any(|(_, kept)| kept.id == item.id)
    };
    let gone = old.items_by_section().filter(|(_, item)| !is_kept(item));
    let gone: Vec<Placed> = gone.collect();
    changes.extend(gone.iter().map(|placed| Change {
        what: What::Removed,
        place: Place::Item(Some(*placed), None),
        raises: coming_or_going(placed.1),
    }));
    let added: Vec<&Item> = pairs
        .iter()
        .filter(|(before, _)| before.is_none())
        .map(|(_, (_, item))| *item)
        .collect();
    let look_alike = gone
        .iter()
        .filter_map(|(_, gone)| {
            let alike = |item: &&&Item| item.ask.first() == gone.ask.first();
            Some((*gone, *added.iter().find(alike)?))
        })
        .collect();
    StandardDiff {
        old,
        new,
        changes,
        n_alike,
        look_alike,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{id, item, standard, up_to, within, yes_no};
    use crate::model::share::Points;

    fn kiosk(version: &str) -> Standard {
        let items = vec![
            item("wait", within(&[(30, 1.0), (120, 0.5)])),
            item("greeted", yes_no()),
            item("hand_offs", up_to(0)),
        ];
        standard("kiosk", version, vec![("welcome", items)])
    }

    #[track_caller]
    fn check(change: impl FnOnce(&mut Standard), what: &[What], next: &str, totals: Totals) {
        let old = kiosk("1.2.3");
        let mut new = kiosk("1.2.3");
        change(&mut new);
        let diff = standard_diff(&old, &new);
        let found: Vec<What> = diff.changes.iter().map(|change| change.what).collect();
        let should_be = diff.should_be().map(|version| version.to_string());
        assert_eq!(found, what);
        assert_eq!(should_be.as_deref().unwrap_or("none"), next);
        assert_eq!(diff.totals(), totals);
    }

    #[test]
    fn each_change_raises_its_number() {
        check(|_| {}, &[], "none", Totals::AsTheyAre);
        check(
            |new| new.sections[0].items[0].ask = crate::model::text::Text::plain("How long?"),
            &[What::Reworded],
            "1.2.4",
            Totals::AsTheyAre,
        );
        check(
            |new| new.scoring.target = crate::model::share::Share::from_percent(90.0),
            &[What::Target],
            "1.3.0",
            Totals::AsTheyAre,
        );
        check(
            |new| new.sections[0].items.push(item("smile", yes_no())),
            &[What::Added],
            "1.3.0",
            Totals::LikeForLike,
        );
        check(
            |new| drop(new.sections[0].items.pop()),
            &[What::Removed],
            "1.3.0",
            Totals::LikeForLike,
        );
        check(
            |new| new.sections[0].items[0].scale = within(&[(20, 1.0), (120, 0.5)]),
            &[What::Rescaled],
            "2.0.0",
            Totals::No,
        );
        check(
            |new| new.sections[0].items[1].points = Points::new(2.0).unwrap(),
            &[What::Points],
            "2.0.0",
            Totals::No,
        );
    }

    #[test]
    fn points_that_keep_their_proportion_change_no_total() {
        check(
            |new| {
                for item in &mut new.sections[0].items {
                    item.points = Points::new(3.0).unwrap();
                }
            },
            &[What::Points, What::Points, What::Points],
            "1.2.4",
            Totals::AsTheyAre,
        );
    }

    #[test]
    fn a_renamed_item_is_the_same_one() {
        check(
            |new| {
                let item = &mut new.sections[0].items[1];
                item.was = vec![id("greeted")];
                item.id = id("hello");
            },
            &[What::Renamed],
            "1.3.0",
            Totals::AsTheyAre,
        );
    }

    #[test]
    fn a_rename_without_was_is_asked_about() {
        let old = kiosk("1.0.0");
        let mut new = kiosk("1.1.0");
        new.sections[0].items[1].id = id("hello");
        let diff = standard_diff(&old, &new);
        let [(gone, added)] = diff.look_alike[..] else {
            panic!("{:?}", diff.look_alike)
        };
        assert_eq!((gone.id.as_str(), added.id.as_str()), ("greeted", "hello"));
        assert!(diff.is_version_right());
    }
}
