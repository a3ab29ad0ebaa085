//! What kind of CSV a file is, from its first bytes: the mark in front, the separator, and whether
//! it is text at all.

use std::io::{self, BufRead, Read};

use super::columns::Column;
use super::csv_records::{Record, Records};

/// How much of a file is looked at.
const HEAD: usize = 64 * 1024;

/// A source of CSV whose kind is known, at its header.
#[derive(Debug)]
pub struct Opened<R> {
    /// What comes, from the header on.
    pub source: io::Chain<io::Cursor<Vec<u8>>, R>,
    /// Between two cells.
    pub separator: u8,
    /// The header's first byte in the file.
    pub byte: usize,
    /// The header's line.
    pub line: usize,
}

/// Why it is no CSV that could be read, and the way out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotCsv {
    /// What it is.
    pub what: &'static str,
    /// The way out.
    pub advice: &'static str,
}

/// Looks at the first bytes of a source.
pub fn open<R: BufRead>(mut source: R) -> io::Result<Result<Opened<R>, NotCsv>> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if let Some(refusal) = refusal(&head) {
        return Ok(Err(refusal));
    }
    let (mut byte, mut line) = (0, 1);
    if head.starts_with(b"\xEF\xBB\xBF") {
        byte = 3;
    }
    let mut separator = None;
    if let Some((declared, length)) = declared_separator(&head[byte..]) {
        separator = Some(declared);
        byte += length;
        line = 2;
    }
    head.drain(..byte);
    let separator = separator.unwrap_or_else(|| likely_separator(&head));
    Ok(Ok(Opened {
        source: io::Cursor::new(head).chain(source),
        separator,
        byte,
        line,
    }))
}

fn refusal(head: &[u8]) -> Option<NotCsv> {
    let utf8 = "save it as `CSV UTF-8 (comma delimited)`";
    let is_one_of = |marks: &[&[u8]]| marks.iter().any(|mark| head.starts_with(mark));
    if is_one_of(&[b"PK\x03\x04", b"\xD0\xCF\x11\xE0"]) {
        return Some(NotCsv {
            what: "this is a workbook, not CSV",
            advice: "open it in the spreadsheet program and save the sheet as CSV UTF-8",
        });
    }
    let is_utf16 =
        is_one_of(&[b"\xFF\xFE", b"\xFE\xFF"]) || head.iter().take(4).any(|byte| *byte == 0);
    is_utf16.then_some(NotCsv {
        what: "this is UTF-16 text, not UTF-8",
        advice: utf8,
    })
}

/// Excel's `sep=;` line: the separator, and the bytes of the line.
fn declared_separator(head: &[u8]) -> Option<(u8, usize)> {
    let end = head.iter().position(|byte| *byte == b'\n')?;
    let line = head[..end].strip_suffix(b"\r").unwrap_or(&head[..end]);
    let separator = match line {
        [b's', b'e', b'p', b'=', separator @ (b',' | b';' | b'\t')] => *separator,
        _ => return None,
    };
    Some((separator, end + 1))
}

/// The separator by which most headers are known; a comma where none is.
fn likely_separator(head: &[u8]) -> u8 {
    let n_known = |separator: u8| {
        let mut record = Record::default();
        let _ = Records::new(head, separator, 0, 1).read(&mut record);
        let names = record
            .iter()
            .filter_map(|cell| std::str::from_utf8(cell).ok());
        names
            .filter(|name| Column::from_name(name.trim()).is_some())
            .count()
    };
    // Of equals the last is taken, so the comma comes last.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|separator| n_known(*separator))
        .expect("there are three")
}
