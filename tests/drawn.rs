//! Standards and visits drawn at random, as a person would write and walk them: a YAML text of few
//! items with everything that touches a score, and answers given by requests until nothing is open.

use std::fmt::Write;

use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::model::answer::{Excuse, Tally, Value};
use mystery_shop::model::event::{Entry, Event};
use mystery_shop::model::id::Id;
use mystery_shop::model::moment::{Moment, Visited};
use mystery_shop::model::scale::Scale;
use mystery_shop::model::standard::Standard;
use mystery_shop::model::visit::{Kind, Name, Role, Visit, VisitFacts, VisitId};
use mystery_shop::walk::request::Request;
use mystery_shop::walk::{Verdict, Walk};
use proptest::prelude::{Strategy, any};

/// Numbers that choices are made by, one after the other; noughts once they have run out, so that
/// fewer numbers make a smaller case.
#[derive(Clone, Debug)]
pub struct Draws {
    numbers: std::vec::IntoIter<u16>,
}

impl Draws {
    /// One of `n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::from(self.numbers.next().unwrap_or(0)) % n
    }

    /// True once in `n` times; never when they have run out.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    /// One of these.
    pub fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// Numbers enough for a standard and some visits.
pub fn draws() -> impl Strategy<Value = Draws> {
    proptest::collection::vec(any::<u16>(), 0..400).prop_map(|numbers| Draws {
        numbers: numbers.into_iter(),
    })
}

/// How items are answered: the key and its value.
const SCALES: [&str; 14] = [
    "good: yes",
    "good: no",
    "levels: {1: Cold, 2: Fair, 3: Warm}",
    "levels: {1: {label: Cold, credit: 0}, 2: {label: Fair, credit: 0.8}, 3: {label: Warm, credit: 1}}",
    "best_first: [Both named, One named, None named]",
    "options: {own: {label: By themselves, credit: 1}, asked: {label: When asked, credit: 0.3}, none: {label: Never, credit: 0}}",
    "tick: [Looks, Chip, Place]",
    "tick: {looks: {label: Looks, credit: 0.7}, chip: {label: Chip, credit: 0.1}, place: {label: Place, credit: 0.6}}",
    "within: [20s, 1m]",
    "up_to: {0: 1, 2: 0.4}",
    "at_least: [3, 1]",
    "tally: people there",
    "number: euro",
    "text: true",
];

/// Of those, how many can be scored: they stand first.
const N_SCORING: usize = 12;

/// A standard, valid by how it is drawn; `is_weighted` where its sections have weights.
pub fn standard_yaml(draws: &mut Draws, is_weighted: bool) -> String {
    let mut yaml = format!(
        "id: drawn\ntitle: Drawn\nscoring:\n  critical: {}\n  bonus_limit: {}\nsections:\n",
        draws.of(&["fail", "zero", "{cap: 60}"]),
        draws.of(&[5, 0, 20]),
    );
    // Earlier items that a condition may name, with an answer of theirs.
    let mut parents: Vec<(String, &str)> = Vec::new();
    let mut n_items = 0;
    for n_section in 0..=draws.below(3) {
        write!(yaml, "  s{n_section}:\n    title: Section {n_section}\n").unwrap();
        if is_weighted {
            writeln!(yaml, "    weight: {}", draws.of(&["20", "30", "0.5"])).unwrap();
        }
        if draws.once_in(3) {
            writeln!(yaml, "    minimum: {}", draws.of(&[50, 90])).unwrap();
        }
        yaml.push_str("    items:\n");
        for _ in 0..=draws.below(5) {
            // The first is always one that counts, so that something does.
            let is_first = n_items == 0;
            let place = draws.below(if is_first { N_SCORING } else { SCALES.len() });
            let mut keys = vec![format!("ask: Item {n_items}?"), SCALES[place].into()];
            match draws.below(if is_first || place >= N_SCORING { 1 } else { 6 }) {
                2 => keys.push("critical: true".into()),
                3 => keys.push("bonus: true".into()),
                4 => keys.push("scored: false".into()),
                5 => keys.push("points: 0".into()),
                _ => {}
            }
            if !keys.contains(&"points: 0".into()) && place < N_SCORING {
                keys.push(format!("points: {}", draws.of(&["1", "2", "0.5", "3"])));
            }
            if draws.once_in(4) {
                keys.push("not_applicable: never".into());
            }
            if draws.once_in(4) {
                keys.push("remark: on_low".into());
            }
            if !is_first && draws.once_in(6) {
                keys.push(format!("only: [{}]", draws.of(&["own", "competitor"])));
            }
            if !parents.is_empty() && draws.once_in(3) {
                let (parent, answer) = &parents[draws.below(parents.len())];
                keys.push(format!("when: {{{parent}: {answer}}}"));
            }
            let id = format!("i{n_items}");
            writeln!(yaml, "      {id}: {{{}}}", keys.join(", ")).unwrap();
            match place {
                0 | 1 => parents.push((id, draws.of(&["yes", "no"]))),
                2 | 3 => parents.push((id, "[2, 3]")),
                4 => parents.push((id, "Both named")),
                6 | 7 => parents.push((id, "Chip")),
                8 => parents.push((id, "{at_least: 30s}")),
                9 | 10 => parents.push((id, "{at_most: 1}")),
                _ => {}
            }
            n_items += 1;
        }
    }
    yaml
}

/// The standard of a YAML text that has no errors.
pub fn standard(yaml: &str) -> Standard {
    let reading = read_standard("drawn", yaml.as_bytes());
    let is_bad = |problem: &&mystery_shop::diagnostic::Diagnostic| problem.is_error();
    let errors: Vec<_> = reading.diagnostics.iter().filter(is_bad).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{yaml}");
    reading.standard.expect("no errors")
}

/// Whose place was visited, and when.
#[derive(Clone, Copy, Debug)]
pub struct Contact {
    pub organisation: &'static str,
    pub role: Role,
    /// Of November.
    pub day: usize,
    /// Which of that day; ids differ by it.
    pub n: usize,
}

/// A visit of our own place.
pub const OURS: Contact = Contact {
    organisation: "Happy Paws",
    role: Role::Own,
    day: 20,
    n: 0,
};

/// A visit walked from the first request to the finish, as a front end does.
pub fn walked(standard: &Standard, contact: Contact, draws: &mut Draws) -> Visit {
    let at = format!("2026-11-{:02}T10:00:00-06:00", contact.day);
    let at = Moment::from_record(&at).expect("a moment");
    let organisation = Name::new(contact.organisation).expect("a name");
    let site = Name::new("Main").expect("a name");
    let draw = format!("aa{:02}", contact.n);
    let facts = VisitFacts {
        id: VisitId::compose(at.date(), &organisation, &site, &draw),
        kind: Kind::Audit,
        standard: standard.reference(),
        organisation,
        role: contact.role,
        site,
        channel: None,
        scenario: None,
        auditor: "a1".into(),
        started: at,
        visited: Visited::At(at),
    };
    let started = Entry {
        seq: 1,
        at,
        event: Event::Started(Box::new(facts)),
    };
    let mut walk = Walk::replay(standard, &[started]).expect("it begins");
    let mut seq = 1;
    let mut ask = |walk: &mut Walk, request: &Request| match walk.judge(request, at) {
        Verdict::Events(events) => {
            for event in events {
                seq += 1;
                walk.apply(&Entry { seq, at, event });
            }
        }
        Verdict::Effects(_) => {}
        Verdict::Refused(why) => panic!("{request:?}: {why}"),
    };
    if draws.once_in(12) {
        ask(&mut walk, &Request::Nobody("closed all day".into()));
    }
    loop {
        let Some(open) = walk.open().next() else {
            break;
        };
        let id = walk.item(open).id.to_string();
        ask(&mut walk, &Request::GoTo(id));
        if walk.wants_remark(open) {
            ask(&mut walk, &Request::Remark("=they \"said\" so; 1,5".into()));
            continue;
        }
        let request = reply(&walk, open, draws);
        ask(&mut walk, &request);
        if draws.once_in(9) {
            ask(&mut walk, &Request::Undo);
        }
    }
    ask(&mut walk, &Request::Finish);
    walk.finish().expect("nothing is open")
}

/// An answer to an item, or why there is none.
fn reply(walk: &Walk, at: usize, draws: &mut Draws) -> Request {
    let item = walk.item(at);
    if draws.once_in(4) {
        let excuses = [Excuse::NotObserved, Excuse::Waived, Excuse::NotApplicable];
        let n = if item.may_not_apply { 3 } else { 2 };
        return Request::Excuse(Some(draws.of(&excuses[..n])), "for a reason".into());
    }
    let typed = |text: String| Request::Answer(text);
    let chosen = |option: &mystery_shop::model::scale::Choice| option.id.clone();
    match &item.scale {
        Scale::YesNo { .. } => typed(draws.of(&["yes", "no"]).into()),
        Scale::Levels(levels) => typed(levels[draws.below(levels.len())].value.to_string()),
        Scale::Choice(options) => {
            Request::Give(Value::Choice(chosen(&options[draws.below(options.len())])))
        }
        Scale::Several(options, _) => {
            let ticked: Vec<Id> = options
                .iter()
                .filter(|_| draws.below(2) == 1)
                .map(chosen)
                .collect();
            Request::Give(Value::Several(ticked))
        }
        Scale::Duration(_) => typed(format!("{}s", draws.of(&[5, 20, 21, 60, 90]))),
        Scale::Count(..) => typed(draws.below(5).to_string()),
        Scale::Tally { .. } => {
            let whole = draws.below(4);
            let part = draws.below(whole + 1);
            let tally = Tally::new(part as u64, whole as u64).expect("a part of it");
            Request::Give(Value::Tally(tally))
        }
        Scale::Number { .. } => typed(draws.of(&["0", "1.10", "250"]).into()),
        Scale::Text => typed(
            draws
                .of(&["Nothing much", "+1 'for' the dog; \"so\""])
                .into(),
        ),
    }
}
