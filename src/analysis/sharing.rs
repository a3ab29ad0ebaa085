//! What is taken out of visits before they may be passed on: who the auditors were, times, and in what
//! was written everything that could name or describe a person. A simple check that errs on the side of
//! too much: e-mail addresses, telephone numbers, number plates, titles and pairs of capitalised words.
//! It cannot know that a single first name is one, and says so nowhere else than here and in the manual.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveTime, TimeZone};

use super::side::ENOUGH_VISITS;
use crate::model::answer::{Answer, Status, Value};
use crate::model::brief::{Approach, Brief, BriefFacts, Roll};
use crate::model::moment::{Moment, Visited};
use crate::model::promise::{Due, due_in, reason_until};
use crate::model::visit::{Name, Role, Visit, VisitFacts, VisitId};

mod codes;
mod contacts;
mod persons;
mod words;

use persons::{Known, blotted};

/// Who may read what is made of the visits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reader {
    /// Anybody: it may be passed on.
    Anybody,
    /// Only those whose visits they are. Even then nobody at a competitor's is named.
    Ourselves,
}

/// What was taken out.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct TakenOut {
    /// Passages that may name or describe a person.
    pub n_blotted: u64,
    /// Visits, each with its revisions and second scorings, whose words are gone: fewer than five at their
    /// place could point at one person.
    pub n_silent: u64,
}

/// What is to be taken out of some visits, visit by visit; it notes what it took.
#[derive(Debug)]
pub struct Sharing {
    reader: Reader,
    /// Places with fewer visits than could hide a person among others.
    silent: BTreeSet<(Name, Name)>,
    /// Names that are none of persons.
    known: Known,
    /// A code for each auditor that says nothing, in the order of the codes they have.
    codes: BTreeMap<String, String>,
    /// The passages that were blotted out, and how often.
    blotted: Mutex<BTreeMap<String, u64>>,
}

impl Sharing {
    /// For these visits; what is in `kept` names nobody.
    fn of<'f>(
        reader: Reader,
        kept: &[String],
        facts: impl Iterator<Item = (&'f VisitId, &'f Name, &'f Name, &'f str)>,
    ) -> Self {
        // Revisions and second scorings are of the same contact, and the same people behind the counter.
        let mut contacts: BTreeMap<(&Name, &Name), BTreeSet<&str>> = BTreeMap::new();
        let mut auditors: BTreeSet<&str> = BTreeSet::new();
        for (id, organisation, site, auditor) in facts {
            let of_place = contacts.entry((organisation, site)).or_default();
            if (of_place.len() as u64) < ENOUGH_VISITS {
                of_place.insert(id.contact());
            }
            if !auditors.contains(auditor) {
                auditors.insert(auditor);
            }
        }
        let places = contacts.keys();
        let names = places.flat_map(|(organisation, site)| [organisation.as_str(), site.as_str()]);
        let known = Known::of(names.chain(kept.iter().map(String::as_str)));
        let few = |contacts: &BTreeSet<&str>| (contacts.len() as u64) < ENOUGH_VISITS;
        let numbered = auditors.into_iter().zip(1..);
        Self {
            reader,
            known,
            silent: (contacts.iter())
                .filter(|(_, contacts)| reader == Reader::Anybody && few(contacts))
                .map(|((organisation, site), _)| ((*organisation).clone(), (*site).clone()))
                .collect(),
            codes: numbered
                .map(|(auditor, n)| (auditor.to_owned(), format!("auditor-{n}")))
                .collect(),
            blotted: Mutex::default(),
        }
    }

    /// The passages that were blotted out so far, and how often.
    pub fn passages(&self) -> BTreeMap<String, u64> {
        let blotted = self.blotted.lock();
        blotted.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_silent(&self, organisation: &Name, site: &Name) -> bool {
        !self.silent.is_empty() && (self.silent).contains(&(organisation.clone(), site.clone()))
    }

    /// For one of these visits that may be passed on by itself; what is in `kept` names nobody.
    pub fn among(visits: &[Visit], kept: &[String]) -> Self {
        Self::of(Reader::Anybody, kept, visits.iter().map(facts_of))
    }

    /// Takes out of a visit what may not be told. Its day stays, for figures hang on it; times go. True
    /// where words were left out, because they could point at one person.
    pub fn clean(&self, visit: &mut Visit) -> bool {
        let VisitFacts {
            organisation,
            site,
            role,
            ..
        } = &visit.facts;
        let (is_silent, role) = (self.is_silent(organisation, site), *role);
        if self.reader == Reader::Anybody {
            let facts = &mut visit.facts;
            if let Some(code) = self.codes.get(&facts.auditor) {
                facts.auditor.clone_from(code);
            }
            facts.started = without_time(facts.started);
            facts.visited = Visited::On(facts.visited.date());
            // Jotted down for oneself.
            visit.notes = None;
            if let Some(guess) = &mut visit.guess {
                guess.at = without_time(guess.at);
            }
        }
        let mut had_words = false;
        for answer in &mut visit.answers {
            had_words |= self.clean_answer(answer, role, is_silent);
        }
        is_silent && had_words
    }

    /// True where there were words.
    fn clean_answer(&self, answer: &mut Answer, role: Role, is_silent: bool) -> bool {
        if self.reader == Reader::Anybody {
            answer.answered = None;
            answer.evidence.clear();
            if answer.status == Status::Awaiting
                && let Some((due, about)) = due_in(&answer.reason)
            {
                let day = Due { hour: None, ..due };
                answer.reason = reason_until(day, about);
            }
        } else if role != Role::Competitor {
            return true;
        }
        let mut texts = vec![&mut answer.remark, &mut answer.reason];
        if let Some(Value::Text(text)) = &mut answer.value {
            texts.push(text);
        }
        let mut had_words = false;
        for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
            had_words = true;
            if is_silent {
                text.clear();
                continue;
            }
            *text = self.blotted(text);
        }
        had_words
    }

    /// The text without what could name or describe a person; what was taken out is noted.
    pub fn blotted(&self, text: &str) -> String {
        let (clean, passages) = blotted(text, &self.known);
        let mut all = self.blotted.lock().unwrap_or_else(PoisonError::into_inner);
        for passage in passages {
            *all.entry(passage.to_owned()).or_default() += 1;
        }
        clean
    }

    /// Who is named in a text, with the codes of auditors replaced as they are in visits.
    pub fn who(&self, text: &str) -> String {
        let replaced = codes::replaced(text, &self.codes);
        self.blotted(&replaced)
    }

    /// Makes facts such as may be told, but for the time of the contact, by which it is known when nobody
    /// ever looked.
    fn tell(&self, facts: &mut BriefFacts, known: &mut Approaches) {
        if self.reader == Reader::Ourselves {
            return;
        }
        let before = &facts.approach;
        let [_, after] = known.entry(Arc::as_ptr(before)).or_insert_with(|| {
            let mut approach = (**before).clone();
            if let Some(code) = self.codes.get(&approach.auditor) {
                approach.auditor.clone_from(code);
            }
            [Arc::clone(before), Arc::new(approach)]
        });
        facts.approach = Arc::clone(after);
        facts.started = without_time(facts.started);
    }
}

/// Who came, how and as whom, each as it was, by where it lies, and as it is told.
type Approaches = HashMap<*const Approach, [Arc<Approach>; 2]>;

/// What of a visit says who was where.
fn facts_of(visit: &Visit) -> (&VisitId, &Name, &Name, &str) {
    let facts = &visit.facts;
    (&facts.id, &facts.organisation, &facts.site, &facts.auditor)
}

/// Takes out of visits what may not be passed on. Days stay, for figures hang on them; times go.
pub fn make_shareable(visits: &mut [Visit], kept: &[String]) -> (TakenOut, Sharing) {
    let sharing = Sharing::among(visits, kept);
    let mut silent: BTreeSet<&str> = BTreeSet::new();
    for visit in visits {
        if sharing.clean(visit) {
            silent.insert(visit.facts.id.contact());
        }
    }
    let taken_out = TakenOut {
        n_silent: silent.len() as u64,
        n_blotted: sharing.passages().values().sum(),
    };
    (taken_out, sharing)
}

/// Takes names of persons out of what was written about competitors: these are never named.
pub fn without_names_of_competitors(visits: &mut [Visit]) {
    let sharing = Sharing::of(Reader::Ourselves, &[], visits.iter().map(facts_of));
    for visit in visits {
        sharing.clean(visit);
    }
}

/// The same visits without what the reader may not be told, and of how many the words are left out. What
/// is recalled is cleaned when it is recalled, so that millions of visits need not be read for it.
pub fn told_to<'r>(
    reader: Reader,
    kept: &[String],
    roll: Roll<'r>,
) -> (Roll<'r>, u64, Arc<Sharing>) {
    let facts = roll.visits.iter().map(|brief| {
        let facts = &brief.facts;
        let auditor = facts.approach.auditor.as_str();
        (&facts.id, &facts.organisation, &facts.site, auditor)
    });
    let sharing = Arc::new(Sharing::of(reader, kept, facts));
    let is_of_few =
        |brief: &&Brief| sharing.is_silent(&brief.facts.organisation, &brief.facts.site);
    let had_words = |brief: &&Brief| {
        let has_mark = |mark: usize| roll.marks[mark].has_remark;
        roll.numbers(brief).any(has_mark)
            || (roll.recall)(brief).is_some_and(|mut visit| sharing.clean(&mut visit))
    };
    // Revisions and second scorings are words on the same contact.
    let silent = roll.visits.iter().filter(is_of_few).filter(had_words);
    let silent: BTreeSet<&str> = silent.map(|brief| brief.facts.id.contact()).collect();
    let n_silent = silent.len() as u64;
    let mut known = Approaches::new();
    let mut roll = roll;
    for brief in &mut roll.visits {
        let (role, is_silent) = (brief.facts.role, is_of_few(&&*brief));
        for answer in brief.kept.iter_mut().flatten() {
            sharing.clean_answer(answer, role, is_silent);
        }
        sharing.tell(&mut brief.facts, &mut known);
    }
    let (cleaner, recall) = (Arc::clone(&sharing), roll.recall);
    let roll = Roll {
        recall: Box::new(move |brief| {
            let mut visit = recall(brief)?;
            cleaner.clean(&mut visit);
            Some(visit)
        }),
        ..roll
    };
    (roll, n_silent, sharing)
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
    fn who_came_first_on_a_day_is_not_told() {
        let one = standard("kiosk", "1.0.0", vec![("first", vec![item("a", yes_no())])]);
        let at = |hour: u32, draw: &str| {
            let mut visit = visit(&one, "Us", Role::Own, 3, "a=yes");
            visit.facts.id = VisitId::new(&format!("2026-11-03-us-main-{draw}")).unwrap();
            let moment = Moment::from_record(&format!("2026-11-03T{hour}:00:00-06:00"));
            visit.facts.started = moment.unwrap();
            visit
        };
        let visits = [at(16, "aaaa"), at(10, "bbbb")];
        let order = |reader| {
            let (roll, ..) = told_to(reader, &[], crate::analysis::scored::roll(&visits));
            let scored = crate::analysis::scored::scored(&roll, |_| Some(&one));
            let selection = crate::analysis::select::select(&scored, None).unwrap();
            let ids = selection
                .counted
                .iter()
                .map(|it| it.visit.facts.id.to_string());
            ids.collect::<Vec<_>>().join(" ")
        };
        let (first, second) = ("2026-11-03-us-main-aaaa", "2026-11-03-us-main-bbbb");
        assert_eq!(order(Reader::Ourselves), format!("{second} {first}"));
        assert_eq!(order(Reader::Anybody), format!("{first} {second}"));
    }

    #[test]
    fn nobody_is_named_and_no_time_told() {
        let mut visits = visits(5);
        let auditor = visits[0].facts.auditor.clone();
        let (taken_out, _) = make_shareable(&mut visits, &[]);
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
        let (taken_out, _) = make_shareable(&mut visits, &[]);
        assert_eq!((taken_out.n_blotted, taken_out.n_silent), (0, 4));
        // One that was corrected is no further visit.
        let mut revised = self::visits(4);
        let mut revision = revised[0].clone();
        revision.facts.id = revision.facts.id.with_revision(2);
        revised.push(revision);
        let roll = crate::analysis::scored::roll(&revised);
        assert_eq!(told_to(Reader::Anybody, &[], roll).1, 4);
        assert_eq!(make_shareable(&mut revised, &[]).0.n_silent, 4);
        assert!(
            visits
                .iter()
                .all(|visit| visit.answers[0].remark.is_empty())
        );
    }
}
