//! The standards that come with the program, as their files are, and its sentences in other languages;
//! `build.rs` packs them.

use std::io::Read;

use flate2::read::DeflateDecoder;

use crate::model::id::Id;

/// A standard that comes with the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BuiltIn {
    /// Its id, which is also its file's name.
    pub id: &'static str,
    packed: &'static [u8],
}

impl BuiltIn {
    /// Its file.
    pub fn yaml(&self) -> Vec<u8> {
        unpacked(self.packed)
    }
}

fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    DeflateDecoder::new(packed)
        .read_to_end(&mut whole)
        .expect("what the build has packed is whole");
    whole
}

/// The sentences of reports, a line each in every language: see `report::sentences`.
pub fn sentences() -> String {
    let packed = include_bytes!(concat!(env!("OUT_DIR"), "/sentences.deflate"));
    String::from_utf8(unpacked(packed)).expect("the table of sentences is UTF-8")
}

macro_rules! built_in {
    ($($id:literal)*) => {
        /// Every standard that comes with the program, the first one to try first.
        pub const ALL: &[BuiltIn] = &[$(BuiltIn {
            id: $id,
            packed: include_bytes!(concat!(env!("OUT_DIR"), "/", $id, ".deflate")),
        },)*];
    };
}

built_in! {
    "quick-check"
    "adoption-counter"
    "adoption-email"
    "telephone-enquiry"
    "web-email-enquiry"
    "donor-volunteer-enquiry"
    "retail-shop"
    "hotel-restaurant"
    "internal-service-desk"
}

/// The standard of an id.
pub fn find(id: &Id) -> Option<&'static BuiltIn> {
    ALL.iter().find(|built_in| built_in.id == id.as_str())
}
