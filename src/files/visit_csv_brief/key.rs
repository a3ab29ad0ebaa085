//! What rows of one item have in common, and the marks of the answers that were seen under it; a row
//! that was not seen yet is read whole.

use std::collections::HashMap;

use crate::files::cells::Cells;
use crate::files::columns::Column;
use crate::files::tidy_row;
use crate::model::answer::Answer;
use crate::model::brief::guess_of;
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
    /// The numbers of the marks by answer, without a remark and with one.
    pub(super) values: HashMap<Box<[u8]>, [Option<u32>; 2]>,
}

impl Key {
    pub(super) fn code(&self, value: &[u8], has_remark: bool) -> Option<u32> {
        self.values.get(value)?[usize::from(has_remark)]
    }

    pub(super) fn learn(&mut self, value: &[u8], has_remark: bool, code: u32) {
        let codes = self.values.entry(value.into()).or_default();
        codes[usize::from(has_remark)] = Some(code);
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
