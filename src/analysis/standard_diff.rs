//! What changed between two versions of a standard, whether totals still compare, and what the
//! number of the version should be. Values only: words for them are made in `report`.
//!
//! The first number rises where the same answers would come to another total, the second where items
//! or thresholds changed, the third for wording.

use std::collections::BTreeMap;

use super::catalogue::earn_alike;
use crate::model::id::Id;
use crate::model::share::Points;
use crate::model::standard::{CriticalRule, Item, Section, Standard, Version};

/// Which number of the version a change raises.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Raises {
    /// The third: wording.
    Patch,
    /// The second: items or thresholds.
    Minor,
    /// The first: the same answers come to another total.
    Major,
}

impl Raises {
    /// The version behind another one.
    pub fn next(self, version: Version) -> Version {
        let Version {
            major,
            minor,
            patch,
        } = version;
        let (major, minor, patch) = match self {
            Self::Major => (major.saturating_add(1), 0, 0),
            Self::Minor => (major, minor.saturating_add(1), 0),
            Self::Patch => (major, minor, patch.saturating_add(1)),
        };
        Version {
            major,
            minor,
            patch,
        }
    }

    /// The word of data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum What {
    /// Totals are made otherwise: by weights of sections, or by points alone.
    Rule,
    /// An item is new.
    Added,
    /// An item is gone.
    Removed,
    /// An item has another id (`was`).
    Renamed,
    /// An item stands in another section.
    Moved,
    /// The same answer earns another part of the points, or the item is answered otherwise.
    Rescaled,
    /// The points of an item.
    Points,
    /// Whether an item counts, or is a pilot.
    Scored,
    /// Whether failing an item acts on the verdict.
    Critical,
    /// Whether an item can only add.
    Bonus,
    /// When an item is asked, of whom, and whether it may not apply.
    Asked,
    /// The words of its answers.
    Relabelled,
    /// The question.
    Reworded,
    /// Guidance, tags, what is asked beside the answer.
    Notes,
    /// The weight of a section.
    Weight,
    /// The minimum of a section.
    Minimum,
    /// The title of a section.
    SectionTitle,
    /// The total to aim for.
    Target,
    /// Bands.
    Bands,
    /// What a failed critical item does.
    CriticalRule,
    /// How much bonus items may add.
    BonusLimit,
    /// How much of a visit must be judged.
    MinimumCoverage,
    /// Who the auditor plays.
    Scenarios,
    /// Title, purpose, languages, channels and the like.
    About,
}

impl What {
    /// The word of data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Rescaled => "rescaled",
            Self::Points => "points",
            Self::Scored => "scored",
            Self::Critical => "critical",
            Self::Bonus => "bonus",
            Self::Asked => "asked",
            Self::Relabelled => "relabelled",
            Self::Reworded => "reworded",
            Self::Notes => "notes",
            Self::Weight => "section_weight",
            Self::Minimum => "section_minimum",
            Self::SectionTitle => "section_title",
            Self::Target => "target",
            Self::Bands => "bands",
            Self::CriticalRule => "critical_rule",
            Self::BonusLimit => "bonus_limit",
            Self::MinimumCoverage => "minimum_coverage",
            Self::Scenarios => "scenarios",
            Self::About => "about",
        }
    }
}

/// An item with its section.
pub type Placed<'a> = (&'a Section, &'a Item);

/// Where something changed.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// An item, in the old and in the new version.
    Item(Option<Placed<'a>>, Option<Placed<'a>>),
    /// A section, in both.
    Section(&'a Section, &'a Section),
    /// The standard as a whole.
    Whole,
}

/// One change.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// What changed.
    pub what: What,
    /// Where.
    pub place: Place<'a>,
    /// Which number of the version it raises.
    pub raises: Raises,
}

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

/// What it raises that an item comes or goes. Totals are then compared over what both have; of what
/// a bonus added nothing can be taken away again.
fn coming_or_going(item: &Item) -> Raises {
    if item.counts() && item.bonus {
        Raises::Major
    } else {
        Raises::Minor
    }
}

fn of_whole<'a>(old: &'a Standard, new: &'a Standard) -> Vec<Change<'a>> {
    let has_weights = |standard: &Standard| {
        let mut sections = standard.sections.iter();
        sections.any(|section| section.weight.is_some())
    };
    let has = |is_it: fn(&Item) -> bool| old.items().chain(new.items()).any(is_it);
    let major_if = |is_major: bool| {
        if is_major {
            Raises::Major
        } else {
            Raises::Minor
        }
    };
    let (a, b) = (&old.scoring, &new.scoring);
    let about = |standard: &Standard| {
        (
            standard.title.clone(),
            standard.purpose.clone(),
            standard.languages.clone(),
            standard.channels.clone(),
            standard.customer.clone(),
            standard.reveal,
        )
    };
    let all = [
        (
            What::Rule,
            has_weights(old) != has_weights(new),
            Raises::Major,
        ),
        (
            What::CriticalRule,
            a.critical != b.critical,
            major_if(has(|item| item.critical)),
        ),
        (
            What::BonusLimit,
            a.bonus_limit != b.bonus_limit,
            major_if(has(|item| item.bonus)),
        ),
        (What::Target, a.target != b.target, Raises::Minor),
        (What::Bands, a.bands != b.bands, Raises::Minor),
        (
            What::MinimumCoverage,
            a.minimum_coverage != b.minimum_coverage,
            Raises::Minor,
        ),
        (
            What::Scenarios,
            old.scenarios != new.scenarios,
            Raises::Minor,
        ),
        (What::About, about(old) != about(new), Raises::Patch),
    ];
    all.into_iter()
        .filter(|(_, is_other, _)| *is_other)
        .map(|(what, _, raises)| Change {
            what,
            place: Place::Whole,
            raises,
        })
        .collect()
}

fn of_sections<'a>(old: &'a Standard, new: &'a Standard) -> Vec<Change<'a>> {
    let both: Vec<(&Section, &Section)> = new
        .sections
        .iter()
        .filter_map(|section| Some((old.section(&section.id)?, section)))
        .collect();
    let weights = both.iter().filter_map(|(old, new)| {
        let [old, new] = [old.weight?, new.weight?].map(Points::value);
        Some((old, new))
    });
    let are_weights_others = !are_in_proportion(&weights.collect::<Vec<_>>());
    let mut changes = Vec::new();
    for (before, now) in both {
        let mut add = |what, is_other: bool, raises| {
            if is_other {
                let place = Place::Section(before, now);
                changes.push(Change {
                    what,
                    place,
                    raises,
                });
            }
        };
        let has_both = before.weight.is_some() && now.weight.is_some();
        let raises = if are_weights_others {
            Raises::Major
        } else {
            Raises::Patch
        };
        add(
            What::Weight,
            has_both && before.weight != now.weight,
            raises,
        );
        add(What::Minimum, before.minimum != now.minimum, Raises::Minor);
        add(What::SectionTitle, before.title != now.title, Raises::Patch);
    }
    changes
}

/// True when all second numbers are the same multiple of the first ones.
fn are_in_proportion(pairs: &[(f64, f64)]) -> bool {
    pairs.first().is_none_or(|(a, b)| {
        let is_alike = |(c, d): &(f64, f64)| (a * d - b * c).abs() <= 1e-9 * (a * d).abs();
        pairs.iter().all(is_alike)
    })
}

/// The items whose points changed, and whether that changes what answers come to: points count
/// within a section where sections have weights, else within the whole.
fn points_changed<'a>(
    old: &Standard,
    pairs: &[(Option<Placed<'a>>, Placed<'a>)],
) -> BTreeMap<&'a Id, Raises> {
    let is_weighted = old.sections.iter().any(|section| section.weight.is_some());
    let mut groups: BTreeMap<Option<&Id>, Vec<(&Item, &Item)>> = BTreeMap::new();
    for (before, (section, now)) in pairs {
        if let Some((_, before)) = before
            && before.counts()
            && now.counts()
        {
            let group = is_weighted.then_some(&section.id);
            groups.entry(group).or_default().push((before, now));
        }
    }
    let mut changed = BTreeMap::new();
    for items in groups.into_values() {
        let points = items
            .iter()
            .map(|(before, now)| (before.points.value(), now.points.value()));
        let raises = if are_in_proportion(&points.collect::<Vec<_>>()) {
            Raises::Patch
        } else {
            Raises::Major
        };
        let others = items
            .iter()
            .filter(|(before, now)| before.points != now.points);
        changed.extend(others.map(|(_, now)| (&now.id, raises)));
    }
    changed
}

fn of_item<'a>(
    old: &Standard,
    before: Placed<'a>,
    now: Placed<'a>,
    points: Option<Raises>,
) -> Vec<Change<'a>> {
    let (a, b) = (before.1, now.1);
    let counts = a.counts() && b.counts();
    let if_counts = |raises: Raises| if counts { raises } else { Raises::Minor };
    let is_weighted = before.0.weight.is_some();
    let acts_on_total = old.scoring.critical != CriticalRule::Fail;
    let earns_alike = earn_alike(&a.scale, &b.scale);
    let notes = |item: &Item| {
        (
            item.guidance.clone(),
            item.why.clone(),
            item.tags.clone(),
            (item.remark, item.evidence, item.cost),
            (item.training.clone(), item.owner.clone()),
        )
    };
    let asked = |item: &Item| (item.when.clone(), item.only.clone(), item.may_not_apply);
    let major_if = |is_major: bool| {
        if is_major {
            Raises::Major
        } else {
            Raises::Minor
        }
    };
    let all = [
        (What::Renamed, a.id != b.id, Raises::Minor),
        (
            What::Moved,
            before.0.id != now.0.id,
            major_if(counts && is_weighted),
        ),
        (What::Rescaled, !earns_alike, if_counts(Raises::Major)),
        (
            What::Points,
            points.is_some(),
            points.unwrap_or(Raises::Patch),
        ),
        (
            What::Scored,
            a.counts() != b.counts(),
            coming_or_going(if a.counts() { a } else { b }),
        ),
        (
            What::Critical,
            a.critical != b.critical,
            major_if(acts_on_total),
        ),
        (What::Bonus, a.bonus != b.bonus, if_counts(Raises::Major)),
        (What::Asked, asked(a) != asked(b), Raises::Minor),
        (
            What::Relabelled,
            earns_alike && a.scale != b.scale,
            Raises::Patch,
        ),
        (What::Reworded, a.ask != b.ask, Raises::Patch),
        (What::Notes, notes(a) != notes(b), Raises::Patch),
    ];
    all.into_iter()
        .filter(|(_, is_other, _)| *is_other)
        .map(|(what, _, raises)| Change {
            what,
            place: Place::Item(Some(before), Some(now)),
            raises,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{id, item, standard, up_to, within, yes_no};

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
