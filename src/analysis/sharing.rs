//! What is taken out of visits before they may be passed on: who the auditors were, times, and in what
//! was written everything that could name or describe a person. A simple check that errs on the side of
//! too much: e-mail addresses, telephone numbers, number plates, titles and pairs of capitalised words.
//! It cannot know that a single first name is one, and says so nowhere else than here and in the manual.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveTime, TimeZone};

use super::side::ENOUGH_VISITS;
use crate::model::answer::Value;
use crate::model::moment::{Moment, Visited};
use crate::model::visit::{Name, Visit};

mod persons;

pub use persons::blotted;

/// What was taken out.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct TakenOut {
    /// Passages that may name or describe a person.
    pub n_blotted: u64,
    /// Visits whose words are gone: fewer than five at their place could point at one person.
    pub n_silent: u64,
}

/// Takes out of visits what may not be passed on. Days stay, for figures hang on them; times go.
pub fn make_shareable(visits: &mut [Visit]) -> TakenOut {
    let mut taken_out = TakenOut::default();
    let silent = places_with_few(visits);
    let known: BTreeSet<String> = visits
        .iter()
        .flat_map(|visit| [&visit.facts.organisation, &visit.facts.site])
        .map(|name| name.as_str().to_owned())
        .collect();
    let codes = codes(visits);
    for visit in visits {
        let facts = &mut visit.facts;
        let place = (facts.organisation.clone(), facts.site.clone());
        let is_silent = silent.contains(&place);
        if let Some(code) = codes.get(&facts.auditor) {
            facts.auditor.clone_from(code);
        }
        facts.started = without_time(facts.started);
        facts.visited = Visited::On(facts.visited.date());
        // Jotted down for oneself.
        visit.notes = None;
        if let Some(guess) = &mut visit.guess {
            guess.at = without_time(guess.at);
        }
        let mut had_words = false;
        for answer in &mut visit.answers {
            answer.answered = None;
            answer.evidence.clear();
            let mut texts = vec![&mut answer.remark, &mut answer.reason];
            if let Some(Value::Text(text)) = &mut answer.value {
                texts.push(text);
            }
            for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
                if is_silent {
                    had_words = true;
                    text.clear();
                    continue;
                }
                let (clean, n) = blotted(text, &known);
                if n > 0 {
                    *text = clean;
                    taken_out.n_blotted += n;
                }
            }
        }
        taken_out.n_silent += u64::from(is_silent && had_words);
    }
    taken_out
}

/// Takes names of persons out of what was written about competitors: these are never named.
pub fn without_names_of_competitors(visits: &mut [Visit]) -> TakenOut {
    let mut taken_out = TakenOut::default();
    let known: BTreeSet<String> = visits
        .iter()
        .flat_map(|visit| [&visit.facts.organisation, &visit.facts.site])
        .map(|name| name.as_str().to_owned())
        .collect();
    let is_theirs = |visit: &&mut Visit| visit.facts.role == crate::model::visit::Role::Competitor;
    for visit in visits.iter_mut().filter(is_theirs) {
        for answer in &mut visit.answers {
            let mut texts = vec![&mut answer.remark, &mut answer.reason];
            if let Some(Value::Text(text)) = &mut answer.value {
                texts.push(text);
            }
            for text in texts {
                let (clean, n) = blotted(text, &known);
                if n > 0 {
                    *text = clean;
                    taken_out.n_blotted += n;
                }
            }
        }
    }
    taken_out
}

/// The places with fewer visits than could hide a person among others.
fn places_with_few(visits: &[Visit]) -> BTreeSet<(Name, Name)> {
    // Revisions and second scorings are of the same contact, and the same people behind the counter.
    let mut contacts: BTreeMap<(&Name, &Name), BTreeSet<&str>> = BTreeMap::new();
    for visit in visits {
        let facts = &visit.facts;
        let place = (&facts.organisation, &facts.site);
        contacts
            .entry(place)
            .or_default()
            .insert(facts.id.contact());
    }
    contacts
        .into_iter()
        .filter(|(_, contacts)| (contacts.len() as u64) < ENOUGH_VISITS)
        .map(|((organisation, site), _)| (organisation.clone(), site.clone()))
        .collect()
}

/// A code for each auditor that says nothing, in the order of the codes they have.
fn codes(visits: &[Visit]) -> BTreeMap<String, String> {
    let auditors: BTreeSet<&String> = visits.iter().map(|visit| &visit.facts.auditor).collect();
    let numbered = auditors.into_iter().zip(1..);
    numbered
        .map(|(auditor, n)| (auditor.clone(), format!("auditor-{n}")))
        .collect()
}

/// The same day at noon.
fn without_time(moment: Moment) -> Moment {
    let at = moment.at();
    let noon = NaiveTime::from_hms_opt(12, 0, 0).expect("there is a noon");
    let local = at.date_naive().and_time(noon);
    let zone = *at.offset();
    zone.from_local_datetime(&local)
        .single()
        .map_or(moment, Moment::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{item, standard, visit, yes_no};
    use crate::model::visit::Role;

    fn visits(n: u32) -> Vec<Visit> {
        let one = standard("kiosk", "1.0.0", vec![("first", vec![item("a", yes_no())])]);
        (1..=n)
            .map(|day| visit(&one, "Us", Role::Own, day, "a=yes#Anna Keller was kind"))
            .collect()
    }

    #[test]
    fn nobody_is_named_and_no_time_told() {
        let mut visits = visits(5);
        let auditor = visits[0].facts.auditor.clone();
        let taken_out = make_shareable(&mut visits);
        assert_eq!((taken_out.n_blotted, taken_out.n_silent), (5, 0));
        for visit in &visits {
            assert_ne!(visit.facts.auditor, auditor);
            assert!(matches!(visit.facts.visited, Visited::On(_)));
            assert_eq!(visit.facts.started.time_of_day(), "12:00:00");
            assert_eq!(visit.answers[0].remark, "[name] was kind");
            assert_eq!(visit.answers[0].answered, None);
        }
    }

    #[test]
    fn the_words_of_fewer_than_five_visits_to_a_place_stay_away() {
        let mut visits = visits(4);
        let taken_out = make_shareable(&mut visits);
        assert_eq!((taken_out.n_blotted, taken_out.n_silent), (0, 4));
        assert!(
            visits
                .iter()
                .all(|visit| visit.answers[0].remark.is_empty())
        );
    }
}
