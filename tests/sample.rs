//! Ledgers with visits in them, made as the program makes them, for the tests of commands.

use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::disk::Disk;
use mystery_shop::ledger::open_visit::OpenVisit;
use mystery_shop::model::answer::{Decimal, Value};
use mystery_shop::model::event::{Entry, Event};
use mystery_shop::model::id::Id;
use mystery_shop::model::moment::{Moment, Visited};
use mystery_shop::model::standard::Standard;
use mystery_shop::model::visit::{Kind, Name, Role, Visit, VisitFacts, VisitId};
use mystery_shop::walk;

use crate::harness::Mystery;

/// A standard of three items.
pub const YAML: &str = "\
id: tiny
title: Tiny
items:
  named: Did they say their name?
  warm: {ask: How warm was it?, worst_first: [Cold, Polite, Kind], points: 2}
  respect: {ask: Were you treated with respect?, critical: true, evidence: on_low}
";

/// The device that the sample's seals are of.
pub const DEVICE: &str = "0badcafe";

/// Who was visited, and how it was.
pub struct Contact {
    pub id: &'static str,
    pub organisation: &'static str,
    pub role: Role,
    pub visited: &'static str,
    pub named: bool,
    pub warm: &'static str,
    pub respect: bool,
}

/// A good visit to our own place.
pub const OURS: Contact = Contact {
    id: "2026-11-18-happy-paws-main-aaaa",
    organisation: "Happy Paws",
    role: Role::Own,
    visited: "2026-11-18",
    named: true,
    warm: "kind",
    respect: true,
};

/// A bad one to a competitor's.
pub const THEIRS: Contact = Contact {
    id: "2026-11-19-city-pound-main-bbbb",
    organisation: "City Pound",
    role: Role::Competitor,
    visited: "2026-11-19T16:30:00-06:00",
    named: true,
    warm: "polite",
    respect: false,
};

pub fn standard() -> Standard {
    read_standard("tiny", YAML.as_bytes()).standard.unwrap()
}

pub fn ledger(mystery: &Mystery) -> Ledger {
    let path = mystery.ledger();
    if !path.join("mystery.yaml").exists() {
        Ledger::create(&path, "schema: 1\norganisation: Happy Paws\n").unwrap();
    }
    // Nothing of a test must outlive a power failure.
    let disk = Disk::failing(0, mystery_shop::ledger::disk::Failing::Once);
    Ledger::open_on(&path, disk, DEVICE.into()).unwrap()
}

pub fn id(text: &str) -> VisitId {
    VisitId::new(text).unwrap()
}

pub fn at(minute: usize) -> Moment {
    Moment::from_record(&format!("2026-11-20T10:{minute:02}:00-06:00")).unwrap()
}

pub fn facts(contact: &Contact) -> VisitFacts {
    let visited = Visited::from_record(contact.visited).unwrap();
    VisitFacts {
        id: id(contact.id),
        kind: Kind::Audit,
        standard: standard().reference(),
        organisation: Name::new(contact.organisation).unwrap(),
        role: contact.role,
        site: Name::new("Main").unwrap(),
        channel: None,
        scenario: None,
        auditor: "a1".into(),
        started: Moment::from_record(&format!("{}T18:00:00-06:00", visited.date())).unwrap(),
        visited,
    }
}

pub fn visit_of(entries: &[Entry]) -> Visit {
    walk::finish::visit_of(&standard(), entries).unwrap()
}

fn answered(item: &str, value: Value) -> Event {
    let item = Id::new(item).unwrap();
    Event::Answered { item, value }
}

/// Begins a visit, with one answer and a guess.
pub fn begin(ledger: &Ledger, contact: &Contact) -> OpenVisit {
    let mut open = ledger.begin(facts(contact), YAML.as_bytes()).unwrap();
    answer(&mut open, contact, 1);
    open
}

/// All that is kept of such a visit behind its beginning.
pub fn events(contact: &Contact) -> [Event; 4] {
    let warm = Value::Choice(Id::new(contact.warm).unwrap());
    [
        Event::Guessed(Some(Decimal::new("80").unwrap())),
        answered("named", Value::YesNo(contact.named)),
        answered("warm", warm),
        answered("respect", Value::YesNo(contact.respect)),
    ]
}

fn answer(open: &mut OpenVisit, contact: &Contact, n: usize) {
    let events = events(contact);
    let events = if n == 1 { &events[..2] } else { &events[..] };
    for (minute, event) in events.iter().enumerate() {
        open.keep(at(minute), event.clone()).unwrap();
    }
}

/// Answers all of a visit that was begun.
pub fn answer_all(open: &mut OpenVisit, contact: &Contact) {
    answer(open, contact, 3);
}

/// A finished visit.
pub fn finish(ledger: &Ledger, contact: &Contact) {
    let mut open = ledger.begin(facts(contact), YAML.as_bytes()).unwrap();
    answer(&mut open, contact, 3);
    let visit = visit_of(open.entries());
    ledger.finish(open, &visit, at(10)).unwrap();
}

/// A correction of a finished visit, as another contact would have been scored.
pub fn correct(ledger: &Ledger, contact: &Contact) {
    let of = id(contact.id);
    let facts = VisitFacts {
        id: ledger.next_revision(&of),
        ..facts(contact)
    };
    let yaml = YAML.as_bytes();
    let mut open = ledger
        .begin_revision(facts, &of, "a1", "a slip", at(20), yaml)
        .unwrap();
    answer(&mut open, contact, 3);
    let visit = visit_of(open.entries());
    ledger.finish(open, &visit, at(30)).unwrap();
}
