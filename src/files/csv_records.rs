//! CSV bytes into records, each cell with its place. Reads what the `csv` crate reads, and beyond
//! that knows lines and columns exactly, a quote that never ends, and a record too long to be one.

use std::io::{self, BufRead};

use memchr::memchr3;

use crate::diagnostic::Span;

/// The longest record that is read, in bytes. What is longer is a quote that never ends, or no CSV.
pub const MAX_RECORD: usize = 1 << 20;

/// Records of a CSV source, one after the other into the same [`Record`].
#[derive(Debug)]
pub struct Records<R> {
    source: R,
    separator: u8,
    place: Place,
    is_after_cr: bool,
}

/// A place in the source.
#[derive(Clone, Copy, Debug)]
struct Place {
    byte: usize,
    line: usize,
    column: usize,
}

/// One record: its cells' bytes and places.
#[derive(Clone, Default, Debug)]
pub struct Record {
    bytes: Vec<u8>,
    cells: Vec<(usize, Span)>,
}

/// Why there is no next record.
#[derive(Debug)]
pub enum RecordError {
    /// The source could not be read.
    Io(io::Error),
    /// A quote begins here and never ends.
    Unclosed(Span),
    /// The record that begins here is longer than [`MAX_RECORD`].
    TooLong(Span),
}

impl Record {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// True when it has no cells, as before the first read.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The bytes of cell `n`.
    pub fn cell(&self, n: usize) -> &[u8] {
        let start = if n == 0 { 0 } else { self.cells[n - 1].0 };
        &self.bytes[start..self.cells[n].0]
    }

    /// Where cell `n` is, its quotes included.
    pub fn span(&self, n: usize) -> Span {
        self.cells[n].1
    }

    /// All cells.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|n| self.cell(n))
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.cells.clear();
    }

    fn end_cell(&mut self, start: Place, end: Place) {
        let span = Span {
            start: start.byte,
            end: end.byte,
            line: start.line,
            column: start.column,
        };
        self.cells.push((self.bytes.len(), span));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    StartOfRecord,
    StartOfCell,
    Bare,
    Quoted,
    QuoteInQuoted,
}

impl<R: BufRead> Records<R> {
    /// Reads records whose cells are parted by `separator`; the source is at `byte` of its file and
    /// in line `line`.
    pub fn new(source: R, separator: u8, byte: usize, line: usize) -> Self {
        let place = Place {
            byte,
            line,
            column: 1,
        };
        Self {
            source,
            separator,
            place,
            is_after_cr: false,
        }
    }

    /// Where in the file it is.
    pub fn byte(&self) -> usize {
        self.place.byte
    }

    /// Reads the next record; false at the end. Lines with nothing in them are passed over.
    pub fn read(&mut self, record: &mut Record) -> Result<bool, RecordError> {
        record.clear();
        let mut state = State::StartOfRecord;
        let (mut start_of_record, mut start_of_cell) = (self.place, self.place);
        loop {
            let block = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                block => block.map_err(RecordError::Io)?,
            };
            if block.is_empty() {
                return self.at_end(record, state, start_of_cell);
            }
            let mut n_used = 0;
            let mut is_whole = false;
            while n_used < block.len() {
                // Most bytes are within a cell, where they are taken many at a time.
                let run = run(&block[n_used..], state, self.separator);
                if !run.is_empty() {
                    n_used += run.len();
                    self.is_after_cr = false;
                    self.place.byte += run.len();
                    self.place.column += run.iter().filter(|byte| begins_letter(**byte)).count();
                    record.bytes.extend_from_slice(run);
                    if self.place.byte - start_of_record.byte > MAX_RECORD {
                        return Err(RecordError::TooLong(span_at(start_of_record)));
                    }
                    continue;
                }
                let byte = block[n_used];
                let before = self.place;
                n_used += 1;
                self.place.byte += 1;
                let is_second_of_crlf = byte == b'\n' && self.is_after_cr;
                self.is_after_cr = byte == b'\r';
                if is_second_of_crlf && state == State::StartOfRecord {
                    continue;
                }
                match byte {
                    b'\n' if is_second_of_crlf => {}
                    b'\n' | b'\r' => {
                        self.place.line += 1;
                        self.place.column = 1;
                    }
                    // Columns are counted in characters: only their first bytes.
                    _ if begins_letter(byte) => self.place.column += 1,
                    _ => {}
                }
                let is_line_end = matches!(byte, b'\n' | b'\r');
                if state == State::StartOfRecord {
                    if is_line_end {
                        continue;
                    }
                    (start_of_record, start_of_cell) = (before, before);
                    state = State::StartOfCell;
                }
                state = match state {
                    State::StartOfRecord => unreachable!("left above"),
                    State::StartOfCell if byte == b'"' => State::Quoted,
                    State::Quoted if byte == b'"' => State::QuoteInQuoted,
                    State::QuoteInQuoted if byte == b'"' => {
                        record.bytes.push(byte);
                        State::Quoted
                    }
                    State::Quoted => {
                        record.bytes.push(byte);
                        State::Quoted
                    }
                    _ if byte == self.separator => {
                        record.end_cell(start_of_cell, before);
                        start_of_cell = self.place;
                        State::StartOfCell
                    }
                    _ if is_line_end => {
                        record.end_cell(start_of_cell, before);
                        is_whole = true;
                        break;
                    }
                    _ => {
                        record.bytes.push(byte);
                        State::Bare
                    }
                };
                if self.place.byte - start_of_record.byte > MAX_RECORD {
                    return Err(RecordError::TooLong(span_at(start_of_record)));
                }
            }
            self.source.consume(n_used);
            if is_whole {
                return Ok(true);
            }
        }
    }

    fn at_end(
        &mut self,
        record: &mut Record,
        state: State,
        start_of_cell: Place,
    ) -> Result<bool, RecordError> {
        match state {
            State::StartOfRecord => Ok(false),
            State::Quoted => Err(RecordError::Unclosed(span_at(start_of_cell))),
            _ => {
                record.end_cell(start_of_cell, self.place);
                Ok(true)
            }
        }
    }
}

/// The bytes of a cell before the next one that could end it, or the line.
fn run(block: &[u8], state: State, separator: u8) -> &[u8] {
    let mark = match state {
        State::Bare => separator,
        State::Quoted => b'"',
        _ => return &[],
    };
    let end = memchr3(mark, b'\n', b'\r', block);
    &block[..end.unwrap_or(block.len())]
}

/// True for all bytes of UTF-8 but those that go on with a letter.
fn begins_letter(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn span_at(place: Place) -> Span {
    Span {
        start: place.byte,
        end: place.byte + 1,
        line: place.line,
        column: place.column,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn records_of(bytes: &[u8], buffer: usize) -> Result<Vec<Vec<Vec<u8>>>, RecordError> {
        let source = io::BufReader::with_capacity(buffer, bytes);
        let mut records = Records::new(source, b',', 0, 1);
        let (mut record, mut all) = (Record::default(), Vec::new());
        while records.read(&mut record)? {
            all.push(record.iter().map(<[u8]>::to_vec).collect());
        }
        Ok(all)
    }

    fn spans_of(text: &str) -> Vec<(String, usize, usize)> {
        let mut records = Records::new(text.as_bytes(), b',', 0, 1);
        let (mut record, mut all) = (Record::default(), Vec::new());
        while records.read(&mut record).unwrap() {
            for n in 0..record.len() {
                let span = record.span(n);
                all.push((
                    text[span.start..span.end].to_owned(),
                    span.line,
                    span.column,
                ));
            }
        }
        all
    }

    #[test]
    fn cells_know_their_places_whatever_the_line_ends() {
        for line_end in ["\n", "\r\n", "\r"] {
            let text = ["é,\"a", "b\",c", "", "d,,f"].join(line_end);
            let quoted = format!("\"a{line_end}b\"");
            let expected = [
                ("é", 1, 1),
                (quoted.as_str(), 1, 3),
                ("c", 2, 4),
                ("d", 4, 1),
                ("", 4, 3),
                ("f", 4, 4),
            ];
            let expected = expected.map(|(cell, line, column)| (cell.to_owned(), line, column));
            assert_eq!(spans_of(&text), expected, "{line_end:?}");
        }
    }

    #[test]
    fn a_quote_that_never_ends_is_told_by_its_place() {
        let error = records_of(b"a,b\nc,\"d\ne,f\n", 4).unwrap_err();
        assert!(
            matches!(error, RecordError::Unclosed(span) if (span.line, span.column) == (2, 3)),
            "{error:?}"
        );
    }

    #[test]
    fn a_record_too_long_is_refused_where_it_begins() {
        let mut text = b"a\n\"".to_vec();
        text.resize(MAX_RECORD + 100, b'x');
        let error = records_of(&text, 1 << 16).unwrap_err();
        assert!(
            matches!(error, RecordError::TooLong(span) if span.line == 2),
            "{error:?}"
        );
    }

    proptest! {
        /// Stray quotes, lone carriage returns, anything: the same cells as the `csv` crate finds,
        /// but for a quote that never ends.
        #[test]
        fn any_bytes_are_read_as_the_csv_crate_reads_them(
            text in "[a,\"\r\n é]{0,24}", buffer in 1_usize..8
        ) {
            let expected = |text: &str| -> Vec<Vec<Vec<u8>>> {
                csv::ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .from_reader(text.as_bytes())
                    .byte_records()
                    .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
                    .collect()
            };
            // A quote that never ends swallows whatever comes behind it.
            let marker = vec![b"end".to_vec()];
            let ends = expected(&format!("{text}\nend")).last() == Some(&marker);
            match records_of(text.as_bytes(), buffer) {
                Ok(records) => {
                    prop_assert!(ends);
                    prop_assert_eq!(records, expected(&text));
                }
                Err(error) => prop_assert!(!ends, "{:?}", error),
            }
        }
    }
}
