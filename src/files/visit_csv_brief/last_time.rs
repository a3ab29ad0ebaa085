//! Times of answers, known by the one before: those of a visit differ in a few digits.

use crate::model::moment::Moment;

/// The time that was read last.
#[derive(Default)]
pub(super) struct LastTime(Vec<u8>);

impl LastTime {
    /// True for a time of the same day and offset as the one before.
    pub(super) fn is_like(&self, cell: &[u8; 25]) -> bool {
        let Ok(last) = <&[u8; 25]>::try_from(&self.0[..]) else {
            return false;
        };
        if last[..17] == cell[..17] && last[19..] == cell[19..] {
            // The same minute.
            return is_digit(cell[17], b'5') && is_digit(cell[18], b'9');
        }
        last[..11] == cell[..11] && last[19..] == cell[19..] && is_time_of_day(&cell[11..19])
    }

    /// True for a time of the records, or none where there may be none. Of a time like the one
    /// before only the digits that differ are read.
    pub(super) fn is_time(&mut self, cell: &[u8], is_fact: bool) -> bool {
        if cell.is_empty() {
            return !is_fact;
        }
        if let Ok(cell) = cell.try_into()
            && self.is_like(cell)
        {
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
    let most_ones = if bytes[0] == b'2' { b'3' } else { b'9' };
    bytes[2] == b':'
        && bytes[5] == b':'
        && is_digit(bytes[0], b'2')
        && is_digit(bytes[1], most_ones)
        && is_digit(bytes[3], b'5')
        && is_digit(bytes[4], b'9')
        && is_digit(bytes[6], b'5')
        && is_digit(bytes[7], b'9')
}

fn is_digit(byte: u8, most: u8) -> bool {
    byte >= b'0' && byte <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_like_a_time_is_one() {
        let times = [
            b"2026-11-19T14:05:59+01:00",
            b"2026-11-19T23:59:00+01:00",
            b"2026-11-19T09:30:28+01:00",
        ];
        for (before, time) in times.iter().flat_map(|it| times.map(|time| (*it, time))) {
            for (at, byte) in (0..25).flat_map(|at| (b' '..=b'~').map(move |byte| (at, byte))) {
                let mut cell = *time;
                cell[at] = byte;
                let mut last = LastTime::default();
                assert!(last.is_time(before, true));
                let text = std::str::from_utf8(&cell).unwrap();
                let is_time = Moment::from_record(text).is_some();
                assert_eq!(last.is_time(&cell, true), is_time, "{text}");
            }
        }
    }
}
