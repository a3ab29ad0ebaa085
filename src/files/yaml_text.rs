//! Bytes into the text of a YAML file: what is no UTF-8 text is refused in plain words.
//! Knows nothing of YAML but its size limit.

use super::yaml::MOST_BYTES;
use crate::diagnostic::{Code, Diagnostic, Span};

const WAY_OUT: &str = "open it in a plain text editor and save it as UTF-8 (in Windows Notepad: Save as, Encoding UTF-8)";

/// Gives the text without a byte-order mark and with LF line ends, and what is wrong with it.
/// Even where something is, the text is there for the excerpt.
pub(super) fn decode(bytes: &[u8]) -> (String, Vec<Diagnostic>) {
    if bytes.len() > MOST_BYTES {
        let message = "the file is larger than 1 MiB, more than the program reads";
        let advice = "a standard of forty items takes about 20 KiB; is this the right file?";
        let diagnostic = Diagnostic::new(Code::TooBig, None, message).advise(advice);
        return (String::new(), vec![diagnostic]);
    }
    let not_text = |message: String, advice: &str| {
        let diagnostic = Diagnostic::new(Code::NotText, None, message).advise(advice);
        (String::new(), vec![diagnostic])
    };
    if let Some(what) = other_kind_of_file(bytes) {
        let advice = "save it as plain text (UTF-8), with a name that ends in .yaml";
        return not_text(format!("this is {what}, not a text file"), advice);
    }
    if is_utf16(bytes) {
        return not_text("the file was saved as UTF-16".into(), WAY_OUT);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let text = with_line_feeds(text);
            let diagnostics = controls(&text);
            (text, diagnostics)
        }
        Err(error) => {
            let (before, rest) = bytes.split_at(error.valid_up_to());
            let start =
                with_line_feeds(std::str::from_utf8(before).expect("valid up to here")).len();
            let text = with_line_feeds(&String::from_utf8_lossy(bytes));
            let end = start + '\u{fffd}'.len_utf8();
            let message = format!("this is not UTF-8 text: byte {:02X} here", rest[0]);
            let span = Span::in_text(&text, start..end);
            let diagnostic = Diagnostic::new(Code::NotText, Some(span), message).advise(WAY_OUT);
            (text, vec![diagnostic])
        }
    }
}

/// Without a byte-order mark; CRLF and lone CR become LF, as YAML itself reads them.
fn with_line_feeds(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The kind of a file that begins like one of those that people mistake for text.
fn other_kind_of_file(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 7] = [
        (b"PK\x03\x04", "a Word, Excel or LibreOffice document"),
        (b"\xD0\xCF\x11\xE0", "an old Word or Excel document"),
        (b"{\\rtf", "a rich text (RTF) document"),
        (b"%PDF", "a PDF document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"\x1F\x8B", "a compressed file"),
    ];
    let found = kinds.iter().find(|(start, _)| bytes.starts_with(start));
    found.map(|(_, what)| *what)
}

/// A mark of UTF-16, or a nought in every other byte as plain English has it there.
fn is_utf16(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(64)];
    let noughts = |offset: usize| {
        start
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
    };
    let half = start.len() / 2;
    bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || (half >= 2 && (noughts(0).count() * 4 > half * 3 || noughts(1).count() * 4 > half * 3))
}

/// The first invisible control character, which no text of a person holds.
fn controls(text: &str) -> Vec<Diagnostic> {
    let is_control = |letter: char| matches!(letter, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    let Some(start) = text.find(is_control) else {
        return Vec::new();
    };
    let letter = text[start..].chars().next().expect("found there");
    let n_more = text.matches(is_control).count() - 1;
    let more = match n_more {
        0 => String::new(),
        n => format!("; {n} more in this file"),
    };
    let message = format!(
        "an invisible control character (U+{:04X}) stands here{more}",
        u32::from(letter)
    );
    let span = Span::in_text(text, start..start + letter.len_utf8());
    vec![
        Diagnostic::new(Code::NotText, Some(span), message)
            .advise("delete it; it may have come along with copied text, or the file is damaged"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(bytes: &[u8], message: &str) {
        let (text, diagnostics) = decode(bytes);
        let found: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(found, [message]);
        for span in diagnostics.iter().filter_map(|d| d.span) {
            assert!(span.start <= span.end && span.end <= text.len(), "{span:?}");
        }
    }

    #[test]
    fn marks_and_line_ends_do_no_harm() {
        let (text, diagnostics) = decode(b"\xEF\xBB\xBFa: 1\r\nb: 2\rc: 3\n");
        assert_eq!(text, "a: 1\nb: 2\nc: 3\n");
        assert_eq!(diagnostics, []);
    }

    #[test]
    fn what_is_no_text_is_named() {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "title: Kiosk\n".encode_utf16().flat_map(bytes).collect()
        };
        let message = "the file was saved as UTF-16";
        refused(&utf16(u16::to_le_bytes), message);
        refused(&utf16(u16::to_be_bytes), message);
        refused(
            &[b"\xFF\xFE".to_vec(), utf16(u16::to_le_bytes)].concat(),
            message,
        );
        refused(
            b"PK\x03\x04\x14\x00",
            "this is a Word, Excel or LibreOffice document, not a text file",
        );
        refused(
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            "this is an old Word or Excel document, not a text file",
        );
        refused(b"title: Caf\xE9\n", "this is not UTF-8 text: byte E9 here");
        refused(
            b"a: \x00\nb: \x1b[2J",
            "an invisible control character (U+0000) stands here; 1 more in this file",
        );
        refused(
            &vec![b' '; MOST_BYTES + 1],
            "the file is larger than 1 MiB, more than the program reads",
        );
    }
}
