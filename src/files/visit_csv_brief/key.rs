//! What rows of one item have in common, and the marks of the answers that were seen under it; a row
//! that was not seen yet is read whole.

use std::collections::HashMap;

use crate::files::cells::Cells;
use crate::files::columns::Column;
use crate::files::tidy_row;
use crate::files::visit_csv::GUESS;
use crate::model::answer::Answer;
use crate::model::brief::{Mark, guess_of};
use crate::model::scale::ItemType;
use crate::model::share::Share;
use crate::model::visit::Visit;

/// What stands from section to cause, and what was answered under it.
#[expect(clippy::struct_excessive_bools, reason = "each is asked at every row")]
pub(super) struct Key {
    pub(super) bytes: Box<[u8]>,
    pub(super) item: usize,
    /// A fact about the visit as a whole enters no figure.
    pub(super) is_fact: bool,
    /// The guess stands beside figures.
    pub(super) is_guess: bool,
    /// Texts are not told apart; of them only whether there is one.
    pub(super) is_text: bool,
    pub(super) is_kept: bool,
    pub(super) values: Values,
    /// Answers as they stand before the time where nothing was said or shown, with their marks.
    ends: Vec<(Box<[u8]>, u32)>,
}

/// A key seen at a row, and its last bytes: those of one item begin alike, and differ towards the end.
#[derive(Clone)]
pub(super) struct Usual {
    pub(super) number: usize,
    pub(super) tail_at: usize,
    pub(super) tail: [u8; 8],
}

impl Usual {
    /// Of a key of this number; `None` where it is too short to be one.
    pub(super) fn of(number: usize, key: &[u8]) -> Option<Self> {
        let tail = *key.last_chunk()?;
        Some(Self {
            number,
            tail_at: key.len() - tail.len(),
            tail,
        })
    }
}

/// The numbers of the marks by answer, without a remark and with one. The first few answers are most
/// of them, and found sooner one by one than by a hash.
#[derive(Default)]
pub(super) struct Values {
    first: Vec<(Box<[u8]>, Codes)>,
    others: HashMap<Box<[u8]>, Codes>,
}

type Codes = [Option<u32>; 2];

/// So many answers are looked through.
const FIRST: usize = 6;

impl Values {
    fn of(&self, value: &[u8]) -> Option<&Codes> {
        let first = self.first.iter().find(|(known, _)| **known == *value);
        match first {
            Some((_, codes)) => Some(codes),
            None if self.others.is_empty() => None,
            None => self.others.get(value),
        }
    }

    fn of_mut(&mut self, value: &[u8]) -> &mut Codes {
        let place = self.first.iter().position(|(known, _)| **known == *value);
        let place = place.unwrap_or(self.first.len());
        if place >= FIRST {
            return self.others.entry(value.into()).or_default();
        }
        if place == self.first.len() {
            self.first.push((value.into(), Codes::default()));
        }
        &mut self.first[place].1
    }
}

impl Key {
    /// A key of these cells, under which nothing was seen yet.
    pub(super) fn of(bytes: &[u8], item: usize, answer: Option<&Answer>) -> Self {
        // Of the facts about a visit as a whole the guess is a number.
        let is_guess = answer.is_none() && memchr::memmem::find(bytes, GUESS.as_bytes()).is_some();
        let is_text = answer.map_or(!is_guess, |it| it.item_type == ItemType::Text);
        Self {
            bytes: bytes.into(),
            item,
            is_fact: answer.is_none(),
            is_guess,
            is_text,
            is_kept: answer.is_some_and(Mark::is_kept_whole),
            values: Values::default(),
            ends: Vec::new(),
        }
    }

    /// The mark of a row that goes on as one did before, up to its time, and where that begins.
    pub(super) fn usual(&self, rest: &[u8]) -> Option<(u32, usize)> {
        let mut ends = self.ends.iter();
        let (known, code) = ends.find(|(known, _)| rest.starts_with(known))?;
        Some((*code, known.len()))
    }

    /// Remembers what stands from the answer to the time, where that alone says the mark.
    pub(super) fn learn_usual(&mut self, end: &[u8], code: u32) {
        let is_plain = !self.is_fact && !self.is_text && !self.is_kept;
        if is_plain && self.ends.len() < FIRST && self.usual(end).is_none() {
            self.ends.push((end.into(), code));
        }
    }

    pub(super) fn code(&self, value: &[u8], has_remark: bool) -> Option<u32> {
        self.values.of(value)?[usize::from(has_remark)]
    }

    pub(super) fn learn(&mut self, value: &[u8], has_remark: bool, code: u32) {
        self.values.of_mut(value)[usize::from(has_remark)] = Some(code);
    }
}

/// The item of a row and its answer; no answer of a fact about the visit as a whole, which may be the
/// guess.
pub(super) fn answer_of(cells: &mut Cells) -> Option<(Box<str>, Option<Answer>, Option<Share>)> {
    let mut visit = Visit {
        facts: tidy_row::facts(cells).ok()?,
        notes: None,
        guess: None,
        answers: Vec::new(),
    };
    tidy_row::add(cells, &mut visit).ok()?;
    let guess = guess_of(&visit);
    Some((cells.text(Column::Item).into(), visit.answers.pop(), guess))
}
