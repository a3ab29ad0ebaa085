//! Visits with what they came to: the material of every analysis of many visits. Each is scored from
//! the marks of its answers, by the one rule of `scoring`.

use std::collections::BTreeMap;

use super::parts::each_in_parts;
use crate::model::answer::{Answer, Status};
use crate::model::brief::{Answered, Brief, Numbers, Place, Roll};
use crate::model::id::{Fingerprint, Id};
use crate::model::standard::{Standard, StandardRef};
use crate::model::visit::Visit;
use crate::scoring::{Outcome, Seen, outcome};

/// A visit with its standard and what it came to, where the standard is at hand.
#[derive(Clone, Debug)]
pub struct ScoredVisit<'a> {
    /// The visit.
    pub visit: &'a Brief,
    /// The visits that it is one of.
    pub roll: &'a Roll<'a>,
    /// The exact standard that it was scored with; `None` when it was not found.
    pub standard: Option<&'a Standard>,
    /// What it came to; there exactly when the standard is.
    pub scorecard: Option<Outcome>,
}

impl<'a> ScoredVisit<'a> {
    /// The numbers of its marks, in the order of its rows.
    pub fn numbers(&self) -> Numbers<'a> {
        self.roll.numbers(self.visit)
    }

    /// Its answers without words, in the order of its rows.
    pub fn answers(&self) -> impl Iterator<Item = &'a Answer> + use<'a> {
        let roll = self.roll;
        self.numbers().map(|mark| &roll.marks[mark].answer)
    }

    /// True when nobody was reached.
    pub fn is_no_contact(&self) -> bool {
        self.answers()
            .any(|answer| answer.status == Status::NoContact)
    }

    /// The whole visit, words and all; `None` where it cannot be had again.
    pub fn whole(&self) -> Option<Visit> {
        (self.roll.recall)(self.visit)
    }

    /// The answer to an item with its words; without them where they cannot be had again.
    pub fn told(&self, item: &Id) -> Option<Answer> {
        let kept = self.visit.kept.iter().flatten();
        let mut kept = kept.filter(|answer| answer.item == *item).cloned();
        let recalled = || self.whole()?.answer(item).cloned();
        let bare = || self.answers().find(|answer| answer.item == *item).cloned();
        kept.next().or_else(recalled).or_else(bare)
    }
}

/// Visits at hand as a whole, in brief.
pub fn roll(visits: &[Visit]) -> Roll<'_> {
    let mut answered = Answered::default();
    let brief = |(at, visit): (usize, &Visit)| {
        let place = Place {
            source: 0,
            at: at as u64,
        };
        Brief::of(visit, &mut answered, place)
    };
    let briefs = visits.iter().enumerate().map(brief).collect();
    let recall = |brief: &Brief| {
        let at = usize::try_from(brief.place.at).expect("it came from one");
        visits.get(at).cloned()
    };
    Roll::of(briefs, answered, Box::new(recall))
}

/// Scores the visits, each with its standard where `standard` finds it. A visit's figures are its
/// own, so the number of threads changes nothing.
pub fn scored<'a>(
    roll: &'a Roll<'a>,
    standard: impl Fn(&StandardRef) -> Option<&'a Standard>,
) -> Vec<ScoredVisit<'a>> {
    let mut keys: BTreeMap<&Fingerprint, Option<Key<'a>>> = BTreeMap::new();
    for brief in &roll.visits {
        let wanted = &brief.facts.common.standard;
        if !keys.contains_key(&wanted.fingerprint) {
            let found = standard(wanted).map(|standard| Key::of(roll, standard));
            keys.insert(&wanted.fingerprint, found);
        }
    }
    let bare = |brief: &'a Brief| ScoredVisit {
        visit: brief,
        roll,
        standard: None,
        scorecard: None,
    };
    let mut all: Vec<ScoredVisit> = roll.visits.iter().map(bare).collect();
    each_in_parts(&mut all, |scored| {
        let key = keys[&scored.visit.facts.standard.fingerprint].as_ref();
        scored.standard = key.map(|key| key.standard);
        scored.scorecard = key.map(|key| key.outcome(roll, scored.visit));
    });
    all
}

/// Which item of a standard each mark is of.
struct Key<'a> {
    standard: &'a Standard,
    n_items: usize,
    of_marks: Vec<Option<usize>>,
}

impl<'a> Key<'a> {
    fn of(roll: &Roll, standard: &'a Standard) -> Self {
        let places: BTreeMap<&Id, usize> = standard
            .items()
            .enumerate()
            .map(|(place, item)| (&item.id, place))
            .collect();
        let marks = roll.marks.iter();
        Self {
            standard,
            n_items: places.len(),
            of_marks: marks
                .map(|mark| places.get(&mark.answer.item).copied())
                .collect(),
        }
    }

    fn outcome(&self, roll: &Roll, brief: &Brief) -> Outcome {
        let mut seen = vec![None; self.n_items];
        for mark in roll.numbers(brief) {
            if let Some(place) = self.of_marks[mark] {
                seen[place] = Some(Seen::of(&roll.marks[mark].answer));
            }
        }
        outcome(self.standard, &seen)
    }
}
