//! Times of answers, known by the one before: those of a visit differ in a few digits.

use crate::model::moment::Moment;

/// The time that was read last.
#[derive(Default)]
pub(super) struct LastTime(Vec<u8>);

impl LastTime {
    /// True for a time of the records, or none where there may be none. Of a time like the one
    /// before only the digits that differ are read.
    pub(super) fn is_time(&mut self, cell: &[u8], is_fact: bool) -> bool {
        if cell.is_empty() {
            return !is_fact;
        }
        let is_like_last = cell.len() == 25
            && self.0.len() == 25
            && cell[..11] == self.0[..11]
            && cell[19..] == self.0[19..]
            && is_time_of_day(&cell[11..19]);
        if is_like_last {
            return true;
        }
        let text = std::str::from_utf8(cell).ok();
        let is_time = text.is_some_and(|text| Moment::from_record(text).is_some());
        if is_time && cell.len() == 25 && is_time_of_day(&cell[11..19]) {
            self.0 = cell.to_vec();
        }
        is_time
    }
}

/// `14:05:59`, in the digits of ASCII.
fn is_time_of_day(bytes: &[u8]) -> bool {
    let below = |at: usize, most: u8| {
        let (tens, ones) = (bytes[at], bytes[at + 1]);
        tens.is_ascii_digit() && ones.is_ascii_digit() && (tens - b'0') * 10 + (ones - b'0') < most
    };
    below(0, 24) && bytes[2] == b':' && below(3, 60) && bytes[5] == b':' && below(6, 60)
}
