//! Pieces of evidence as a page shows them: small photographs as they are, all else by its name.

/// The largest picture that is put into a page as a whole.
pub const LARGEST: u64 = 300_000;

/// What a picture's own first bytes say it is; a name can say anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Media {
    /// A photograph.
    Jpeg,
    /// A picture of a screen, mostly.
    Png,
}

impl Media {
    /// Reads it off the first bytes; `None` for any other file.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            _ => None,
        }
    }

    /// The name of the type, for a browser.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// A piece of evidence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// What it shows: the question that it belongs to.
    pub caption: String,
    /// Its name in the records.
    pub name: String,
    /// The picture itself; `None` where it is none, or too large.
    pub shown: Option<(Media, Vec<u8>)>,
}

impl Picture {
    /// A piece of evidence with its bytes, where they were read.
    pub fn new(caption: String, name: String, bytes: Option<Vec<u8>>) -> Self {
        let shown = bytes
            .filter(|bytes| bytes.len() as u64 <= LARGEST)
            .and_then(|bytes| Some((Media::of(&bytes)?, bytes)));
        Self {
            caption,
            name,
            shown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_what_its_bytes_say_and_small() {
        let of =
            |bytes: &[u8]| Picture::new(String::new(), "x.jpg".into(), Some(bytes.into())).shown;
        assert!(of(b"\xff\xd8\xff\xe0 and so on").is_some());
        assert!(of(b"\x89PNG\r\n\x1a\n and so on").is_some());
        assert!(of(b"<svg onload=alert(1)>").is_none());
        assert!(of(b"GIF89a").is_none());
        let large = [b"\xff\xd8\xff".as_slice(), &vec![0; 300_000]].concat();
        assert!(of(&large).is_none());
    }
}
