//! Rows into visits in brief, as fast as they can be told apart. Rows repeat each other: the columns
//! of the visit are byte for byte those of the row before, and those from section to cause are one
//! of a few for each item. What is the same bytes is the same cells, so it is compared, not parsed;
//! what is new goes through the reader of whole rows once. Whatever is odd (a mistake, rows of a
//! visit apart, a stray quote) is not judged here: the reader of whole files does that, which knows
//! lines and columns.

mod facts;
mod key;
mod last_time;
mod open;
mod shared;

use std::collections::HashMap;

use self::facts::{FactsCells, FactsSeen};
use self::key::{Key, Usual, answer_of};
use self::last_time::LastTime;
use self::open::Open;
pub use self::shared::Shared;
use super::cells::Cells;
use super::columns::Column;
use super::csv_cut::{Cut, Stop, field_end};
use super::csv_records::{MAX_RECORD, Record, Records};
use super::tidy_row;
use crate::model::answer::Decimal;
use crate::model::brief::{Brief, BriefFacts, Mark, Place, push_code};
use crate::model::share::Share;

/// The columns from section to cause.
const N_KEY: usize = 10;

/// Separators between an answer and its time with nothing in between, but for the first.
const N_UNSAID: usize = 3;

/// Keys tried at a row before it is looked up.
const MOST_USUAL: usize = 16;

/// The rows of one stretch of a file.
#[derive(Debug)]
pub struct Stretch {
    /// The visits; the first and the last may go on in the stretches beside.
    pub visits: Vec<Brief>,
    /// The cells of the first visit and of the last.
    pub ends: Option<(Vec<u8>, Vec<u8>)>,
    /// How far it was read: the first row behind it.
    pub end: usize,
}

/// Reads stretches of one file.
pub struct Reader<'s> {
    cut: &'s Cut,
    shared: &'s Shared,
    source: u32,
    facts: FactsSeen,
    keys: Vec<Key>,
    by_bytes: HashMap<Box<[u8]>, usize>,
    /// The keys seen at each row of a visit.
    usual: Vec<Vec<Usual>>,
    /// The item of each key, and the visit in which each was seen last.
    items: HashMap<Box<str>, usize>,
    seen: Vec<u64>,
    n_visits: u64,
    last_time: LastTime,
    /// The answers of the stretch.
    codes: Vec<u8>,
}

impl<'s> Reader<'s> {
    /// A reader of the file of this number.
    pub fn new(cut: &'s Cut, shared: &'s Shared, source: u32) -> Self {
        Self {
            cut,
            shared,
            source,
            facts: FactsSeen::default(),
            keys: Vec::new(),
            by_bytes: HashMap::new(),
            usual: Vec::new(),
            items: HashMap::new(),
            seen: Vec::new(),
            n_visits: 0,
            last_time: LastTime::default(),
            codes: Vec::new(),
        }
    }

    /// Reads the rows that begin in `from..to`; `bytes` begin at `base` in the file, and end with a
    /// line end where they end the file.
    pub fn stretch(
        &mut self,
        bytes: &[u8],
        (from, to): (usize, usize),
        base: u64,
    ) -> Result<Stretch, Stop> {
        let mut visits: Vec<Brief> = Vec::new();
        let mut first: Option<Vec<u8>> = None;
        let mut open: Option<Open> = None;
        let mut at = from;
        self.codes.clear();
        loop {
            while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
                at += 1;
            }
            if at >= to || at >= bytes.len() {
                break;
            }
            let begin = at;
            let same = open.as_ref().map(|open| open.prefix.as_slice());
            let is_same = same.is_some_and(|prefix| bytes[at..].starts_with(prefix));
            if !is_same {
                visits.extend(open.take().map(|open| open.brief(self.codes.len())));
                let (facts, end) = self.facts(bytes, at)?;
                self.n_visits += 1;
                let prefix = bytes[at..end].to_vec();
                first.get_or_insert_with(|| prefix.clone());
                open = Some(Open {
                    facts,
                    prefix,
                    place: Place {
                        source: self.source,
                        at: base + at as u64,
                    },
                    codes_at: self.codes.len(),
                    kept: Vec::new(),
                    guess: None,
                    n_items: 0,
                });
            }
            let open = open.as_mut().expect("begun above");
            at = self.row(bytes, begin, open)?;
            if at - begin > MAX_RECORD {
                return Err(Stop::Odd);
            }
        }
        let last = open.as_ref().map(|open| open.prefix.clone());
        visits.extend(open.map(|open| open.brief(self.codes.len())));
        let mut shared = self.shared.known();
        let codes = shared.answered.add(&self.codes);
        drop(shared);
        for visit in &mut visits {
            visit.codes.at += codes.at;
        }
        Ok(Stretch {
            visits,
            ends: first.zip(last),
            end: at,
        })
    }

    /// The one visit of a file that is all here, its rows from `from` on; `None` where there is
    /// anything else in it, or only the reader of whole files can judge it.
    pub fn only_visit(&mut self, file: &[u8], from: usize) -> Option<Brief> {
        if !file.ends_with(b"\n") {
            return None;
        }
        let read = self.stretch(file, (from, file.len()), 0).ok()?;
        let mut visits = read.visits.into_iter();
        visits.next().filter(|_| visits.len() == 0)
    }

    /// What the row at `at` says of its whole visit, and where its section begins.
    fn facts(&mut self, bytes: &[u8], at: usize) -> Result<(BriefFacts, usize), Stop> {
        let row = FactsCells::of(bytes, at, self.cut.separator)?;
        if let Some(facts) = self.facts.known(&row) {
            return Ok((facts, row.end));
        }
        let facts = self.whole_row(bytes, at, |cells| tidy_row::facts(cells).ok())?;
        Ok((self.facts.learn(&row, facts), row.end))
    }

    /// Reads a row as the reader of whole files does; what it complains of is odd.
    fn whole_row<T>(
        &self,
        bytes: &[u8],
        begin: usize,
        read: impl FnOnce(&mut Cells) -> Option<T>,
    ) -> Result<T, Stop> {
        let end = self.cut.row_end(bytes, begin)?;
        let mut records = Records::new(&bytes[begin..end], self.cut.separator, 0, 1);
        let mut record = Record::default();
        if !records.read(&mut record).unwrap_or(false) || record.len() != self.cut.n_cells {
            return Err(Stop::Odd);
        }
        let in_order: Vec<usize> = (0..Column::ALL.len()).collect();
        let mut known = self.shared.known();
        let decimal = known.decimals.entry(self.source).or_default();
        let mut problems = Vec::new();
        let mut cells = Cells::new(&record, &in_order, decimal, &mut problems);
        let value = cells.check_text().ok().and_then(|()| read(&mut cells));
        value.filter(|_| problems.is_empty()).ok_or(Stop::Odd)
    }

    /// Reads the item of the row at `begin`, and gives where the row ends.
    fn row(&mut self, bytes: &[u8], begin: usize, open: &mut Open) -> Result<usize, Stop> {
        let separator = self.cut.separator;
        let start = begin + open.prefix.len();
        let (number, answer_at) = self.key(bytes, begin, start, open.n_items)?;
        if let Some((code, end)) = self.usual_end(bytes, number, answer_at) {
            self.see(number)?;
            self.take(open, code);
            return Ok(end);
        }
        let is_fact = self.keys[number].is_fact;
        let answer_end = field_end(bytes, answer_at, separator)?;
        let (_, reason_end) = self.free(bytes, answer_end)?;
        let (has_remark, remark_end) = self.free(bytes, reason_end)?;
        let evidence_at = remark_end + 1;
        let evidence_end = field_end(bytes, evidence_at, separator)?;
        if bytes.get(evidence_end) != Some(&separator) {
            return Err(Stop::Odd);
        }
        let mut end = field_end(bytes, evidence_end + 1, separator)?;
        let is_time = self
            .last_time
            .is_time(&bytes[evidence_end + 1..end], is_fact);
        for _ in Column::ALL.len()..self.cut.n_cells {
            if bytes.get(end) != Some(&separator) {
                return Err(Stop::Odd);
            }
            let begin = end + 1;
            end = field_end(bytes, begin, separator)?;
            if std::str::from_utf8(&bytes[begin..end]).is_err() {
                return Err(Stop::Odd);
            }
        }
        if !matches!(bytes.get(end), Some(b'\n' | b'\r')) {
            return Err(Stop::Odd);
        }
        let is_plain = is_time && evidence_at == evidence_end && has_remark.is_some();
        self.see(number)?;
        let raw = &bytes[answer_at..answer_end];
        if self.keys[number].is_guess {
            // With a point in it, it is to be like the other numbers of its file.
            let plain = std::str::from_utf8(raw)
                .ok()
                .filter(|raw| !raw.contains('.'));
            let plain = plain.and_then(Decimal::new);
            open.guess = match plain {
                Some(guess) => Share::from_percent(guess.value()),
                None => self.whole_row(bytes, begin, answer_of)?.2,
            };
        }
        let key = &self.keys[number];
        let known = if key.is_text && std::str::from_utf8(raw).is_err() {
            return Err(Stop::Odd);
        } else if key.is_text && !raw.is_empty() {
            &b"-"[..]
        } else {
            raw
        };
        let code = has_remark
            .filter(|_| is_plain && !key.is_kept)
            .and_then(|has_remark| key.code(known, has_remark));
        let code = if let Some(code) = code {
            code
        } else {
            let Some(answer) = self.whole_row(bytes, begin, answer_of)?.1 else {
                // Checked, and enters no figure.
                self.keys[number].learn(known, false, 0);
                return Ok(end);
            };
            let mark = Mark::of(&answer);
            let has_remark = mark.has_remark;
            let mut shared = self.shared.known();
            let code = shared.answered.marks.number(mark);
            drop(shared);
            if Mark::is_kept_whole(&answer) {
                open.kept.push(answer);
            }
            self.keys[number].learn(known, has_remark, code);
            code
        };
        if is_plain && evidence_end == answer_end + N_UNSAID {
            self.keys[number].learn_usual(&bytes[answer_at..=evidence_end], code);
        }
        if !is_fact {
            self.take(open, code);
        }
        Ok(end)
    }

    /// Takes the mark of an answer.
    fn take(&mut self, open: &mut Open, code: u32) {
        push_code(&mut self.codes, code);
        open.n_items += 1;
    }

    /// The mark of a row and its end, where from the answer on it is as one before, at another time.
    fn usual_end(&self, bytes: &[u8], number: usize, at: usize) -> Option<(u32, usize)> {
        let keys = &self.keys[..];
        let (code, length) = keys[number].usual(&bytes[at..])?;
        let time = at + length;
        let is_whole_row = self.cut.n_cells == Column::ALL.len();
        let cell = bytes[time..].first_chunk()?;
        let end = time + cell.len();
        let is_line_end = matches!(bytes.get(end), Some(b'\n' | b'\r'));
        (is_whole_row && is_line_end && self.last_time.is_like(cell)).then_some((code, end))
    }

    /// Notes that the visit has a row of this key; only one.
    fn see(&mut self, number: usize) -> Result<(), Stop> {
        let keys = &self.keys[..];
        let seen = &mut self.seen[keys[number].item];
        if *seen == self.n_visits {
            return Err(Stop::Odd);
        }
        *seen = self.n_visits;
        Ok(())
    }

    /// The key of a row, and where its answer begins; `start` is where its section does.
    fn key(
        &mut self,
        bytes: &[u8],
        begin: usize,
        start: usize,
        n_items: usize,
    ) -> Result<(usize, usize), Stop> {
        if self.usual.len() <= n_items {
            self.usual.resize(n_items + 1, Vec::new());
        }
        let rest = &bytes[start..];
        let keys = &self.keys[..];
        for usual in &self.usual[n_items] {
            let tail = rest.get(usual.tail_at..).and_then(<[u8]>::first_chunk);
            if tail == Some(&usual.tail) && rest.starts_with(&keys[usual.number].bytes) {
                return Ok((usual.number, start + keys[usual.number].bytes.len()));
            }
        }
        let mut next = start;
        for _ in 0..N_KEY {
            next = field_end(bytes, next, self.cut.separator)?;
            if bytes.get(next) != Some(&self.cut.separator) {
                return Err(Stop::Odd);
            }
            next += 1;
        }
        let found = &bytes[start..next];
        let number = if let Some(number) = self.by_bytes.get(found) {
            *number
        } else {
            let (item, answer, _) = self.whole_row(bytes, begin, answer_of)?;
            let next_item = self.items.len();
            let item = *self.items.entry(item).or_insert(next_item);
            if item == next_item {
                self.seen.push(0);
            }
            self.keys.push(Key::of(found, item, answer.as_ref()));
            self.by_bytes.insert(found.into(), self.keys.len() - 1);
            self.keys.len() - 1
        };
        if self.usual[n_items].len() < MOST_USUAL {
            self.usual[n_items].extend(Usual::of(number, found));
        }
        Ok((number, next))
    }

    /// A cell of free text behind the separator at `at`: whether there are words in it (`None` where
    /// that takes a closer look), and where it ends.
    fn free(&self, bytes: &[u8], at: usize) -> Result<(Option<bool>, usize), Stop> {
        if bytes.get(at) != Some(&self.cut.separator) {
            return Err(Stop::Odd);
        }
        let begin = at + 1;
        if bytes.get(begin) == Some(&self.cut.separator) {
            return Ok((Some(false), begin));
        }
        let end = field_end(bytes, begin, self.cut.separator)?;
        let text = std::str::from_utf8(&bytes[begin..end]).map_err(|_| Stop::Odd)?;
        let is_framing = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'');
        let has_words = !text.chars().all(is_framing);
        Ok((has_words.then_some(true), end))
    }
}
