//! Visits in brief, as comparisons of a million of them take them: what is the same for many visits
//! is kept once, and of an answer only what enters figures. The words that go with an answer are
//! left where they are, and recalled for the few that are shown.

use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::answer::{Answer, Cause, Status, Value};
use super::id::Id;
use super::moment::{Moment, Visited};
use super::scale::ItemType;
use super::share::Share;
use super::standard::StandardRef;
use super::visit::{Channel, Kind, Name, Role, Visit, VisitFacts, VisitId};

/// What many visits have in common: where they were, and what they were scored with.
#[derive(Clone, PartialEq, Debug)]
pub struct Common {
    /// What kind of look it was.
    pub kind: Kind,
    /// The standard it was scored with.
    pub standard: StandardRef,
    /// Whose place.
    pub organisation: Name,
    /// Ours, a competitor's, or a department.
    pub role: Role,
    /// Which place.
    pub site: Name,
}

/// Who came, how, and as whom: apart from [`Common`], for together there are about as many of them as
/// visits, each by itself few.
#[derive(Clone, PartialEq, Debug)]
pub struct Approach {
    /// How the contact was made.
    pub channel: Option<Channel>,
    /// Who the auditor played.
    pub scenario: Option<Id>,
    /// The auditor's code.
    pub auditor: String,
}

/// What is the same for a whole visit; what it has in common with others is read through it.
#[derive(Clone, Debug)]
pub struct BriefFacts {
    /// Its id.
    pub id: VisitId,
    /// When scoring began.
    pub started: Moment,
    /// When the contact took place.
    pub visited: Visited,
    /// What it has in common with others.
    pub common: Arc<Common>,
    /// Who came, how, and as whom.
    pub approach: Arc<Approach>,
}

impl Deref for BriefFacts {
    type Target = Common;

    fn deref(&self) -> &Common {
        &self.common
    }
}

impl BriefFacts {
    /// The facts in brief.
    pub fn of(facts: VisitFacts) -> Self {
        Self {
            id: facts.id,
            started: facts.started,
            visited: facts.visited,
            common: Arc::new(Common {
                kind: facts.kind,
                standard: facts.standard,
                organisation: facts.organisation,
                role: facts.role,
                site: facts.site,
            }),
            approach: Arc::new(Approach {
                channel: facts.channel,
                scenario: facts.scenario,
                auditor: facts.auditor,
            }),
        }
    }
}

impl From<&BriefFacts> for VisitFacts {
    fn from(facts: &BriefFacts) -> Self {
        Self {
            id: facts.id.clone(),
            kind: facts.common.kind,
            standard: facts.common.standard.clone(),
            organisation: facts.common.organisation.clone(),
            role: facts.common.role,
            site: facts.common.site.clone(),
            channel: facts.approach.channel,
            scenario: facts.approach.scenario.clone(),
            auditor: facts.approach.auditor.clone(),
            started: facts.started,
            visited: facts.visited,
        }
    }
}

/// Where the whole of a visit is to be had again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Which source.
    pub source: u32,
    /// Where in it.
    pub at: u64,
}

/// A visit in brief.
#[derive(Clone, Debug)]
pub struct Brief {
    /// What is the same for all of it.
    pub facts: BriefFacts,
    /// Its answers.
    pub codes: Codes,
    /// Answers that are shown with their words: critical ones that failed, and waived ones.
    pub kept: Option<Box<[Answer]>>,
    /// The auditor's guess of the total.
    pub guess: Option<Share>,
    /// Where the whole of it is.
    pub place: Place,
}

impl Brief {
    /// A visit in brief.
    pub fn of(visit: &Visit, answered: &mut Answered, place: Place) -> Self {
        let mut codes = Vec::new();
        for answer in &visit.answers {
            push_code(&mut codes, answered.marks.number(Mark::of(answer)));
        }
        let kept = visit.answers.iter();
        let kept: Vec<Answer> = kept.filter(|it| Mark::is_kept_whole(it)).cloned().collect();
        Self {
            facts: BriefFacts::of(visit.facts.clone()),
            codes: answered.add(&codes),
            kept: (!kept.is_empty()).then(|| kept.into()),
            guess: guess_of(visit),
            place,
        }
    }
}

/// Where the numbers of the marks of a visit are among those of all visits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Codes {
    /// The first.
    pub at: usize,
    /// How many bytes.
    pub n: u32,
}

impl Codes {
    /// From one place to another.
    pub fn between(at: usize, end: usize) -> Self {
        let n = u32::try_from(end - at).expect("a visit has few rows");
        Self { at, n }
    }

    fn of(self, all: &[u8]) -> &[u8] {
        &all[self.at..self.at + self.n as usize]
    }
}

/// The numbers of the marks of a visit.
#[derive(Clone, Debug)]
pub struct Numbers<'b>(std::slice::Iter<'b, u8>);

impl Iterator for Numbers<'_> {
    type Item = usize;

    #[expect(
        clippy::inline_always,
        reason = "asked for every answer of a million visits"
    )]
    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.0.next()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

/// What the auditor guessed the total to be.
pub fn guess_of(visit: &Visit) -> Option<Share> {
    Share::from_percent(visit.guess.as_ref()?.value.value())
}

/// What was answered to an item, as far as it enters figures; the same for many visits.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// The answer without words, evidence and time.
    pub answer: Answer,
    /// Whether there is a remark.
    pub has_remark: bool,
}

impl Mark {
    /// The mark of an answer.
    pub fn of(answer: &Answer) -> Self {
        let value = match &answer.value {
            // Texts are told, never counted.
            Some(Value::Text(_)) => Some(Value::Text(String::new())),
            value => value.clone(),
        };
        Self {
            answer: Answer {
                section: answer.section.clone(),
                item: answer.item.clone(),
                value,
                reason: String::new(),
                remark: String::new(),
                evidence: Vec::new(),
                answered: None,
                ..*answer
            },
            has_remark: !answer.remark.trim().is_empty(),
        }
    }

    /// True where the words of the answer are shown, however many visits there are.
    pub fn is_kept_whole(answer: &Answer) -> bool {
        answer.status == Status::Waived
            || answer.critical && answer.credit.is_some_and(|credit| !credit.is_full())
    }
}

/// A mark as a key: floating-point numbers by their bits.
type Key = (
    (Id, Id, ItemType, Status, Option<Cause>),
    (Option<u64>, u64, Option<u64>, bool, bool, bool),
    Option<String>,
);

fn key_of(mark: &Mark) -> Key {
    let answer = &mark.answer;
    (
        (
            answer.section.clone(),
            answer.item.clone(),
            answer.item_type,
            answer.status,
            answer.cause,
        ),
        (
            answer.credit.map(|credit| credit.value().to_bits()),
            answer.points.value().to_bits(),
            answer.section_weight.map(|weight| weight.value().to_bits()),
            answer.critical,
            answer.bonus,
            mark.has_remark,
        ),
        answer.value.as_ref().map(ToString::to_string),
    )
}

/// All marks, each once.
#[derive(Default, Debug)]
pub struct Marks {
    all: Vec<Mark>,
    by_key: HashMap<Key, u32>,
}

impl Marks {
    /// The number of a mark; a new one where it is not known.
    pub fn number(&mut self, mark: Mark) -> u32 {
        let next = u32::try_from(self.all.len()).expect("marks are far fewer than rows");
        let number = *self.by_key.entry(key_of(&mark)).or_insert(next);
        if number == next {
            self.all.push(mark);
        }
        number
    }
}

/// What was answered in all visits: each mark once, and of each visit the numbers of its marks, seven
/// bits a byte, the lowest first.
#[derive(Default, Debug)]
pub struct Answered {
    /// The marks.
    pub marks: Marks,
    codes: Vec<u8>,
}

impl Answered {
    /// Adds codes, of one visit or several beside each other.
    pub fn add(&mut self, codes: &[u8]) -> Codes {
        let at = self.codes.len();
        self.codes.extend_from_slice(codes);
        Codes::between(at, self.codes.len())
    }

    /// The marks of a visit, in the order of its rows.
    pub fn marks_of(&self, brief: &Brief) -> impl Iterator<Item = &Mark> {
        let numbers = Numbers(brief.codes.of(&self.codes).iter());
        numbers.map(|number| &self.marks.all[number])
    }
}

/// Adds the number of a mark to the codes of a visit.
#[expect(clippy::cast_possible_truncation, reason = "seven bits at a time")]
pub fn push_code(codes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        codes.push(number as u8 | 0x80);
        number >>= 7;
    }
    codes.push(number as u8);
}

/// Gives the whole of a visit; `None` where it cannot be had again as it was.
pub type Recall<'r> = dyn Fn(&Brief) -> Option<Visit> + Sync + 'r;

/// Many visits in brief, oldest first by the times that they came with: where times are taken out later, the
/// order still tells them, and is not to be shown.
pub struct Roll<'r> {
    /// The visits.
    pub visits: Vec<Brief>,
    /// What was answered, by number.
    pub marks: Vec<Mark>,
    /// The answers of all of them.
    pub codes: Vec<u8>,
    /// How the words are had.
    pub recall: Box<Recall<'r>>,
}

impl fmt::Debug for Roll<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Roll({} visits)", self.visits.len())
    }
}

impl<'r> Roll<'r> {
    /// These visits. They lie in the order in which they are worked through, with their answers, so that
    /// each pass over many of them goes straight through memory.
    pub fn of(mut visits: Vec<Brief>, answered: Answered, recall: Box<Recall<'r>>) -> Self {
        put_oldest_first(&mut visits);
        let mut codes = Vec::with_capacity(answered.codes.len());
        for brief in &mut visits {
            let at = codes.len();
            codes.extend_from_slice(brief.codes.of(&answered.codes));
            brief.codes.at = at;
        }
        Self {
            visits,
            marks: answered.marks.all,
            codes,
            recall,
        }
    }

    /// The marks of a visit, in the order of its rows.
    pub fn numbers(&self, brief: &Brief) -> Numbers<'_> {
        Numbers(brief.codes.of(&self.codes).iter())
    }
}

fn put_oldest_first(visits: &mut [Brief]) {
    let started = |(place, brief): (usize, &Brief)| (brief.facts.started.at().timestamp(), place);
    let mut order: Vec<(i64, usize)> = visits.iter().enumerate().map(started).collect();
    order.sort_unstable();
    for alike in order.chunk_by_mut(|one, next| one.0 == next.0) {
        alike.sort_by(|one, other| visits[one.1].facts.id.cmp(&visits[other.1].facts.id));
    }
    for place in 0..order.len() {
        // What stood there may have been moved on, by the steps before.
        let mut from = order[place].1;
        while from < place {
            from = order[from].1;
        }
        order[place].1 = from;
        visits.swap(place, from);
    }
}
