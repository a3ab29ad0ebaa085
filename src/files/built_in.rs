//! The standards that come with the program, as their files are; `build.rs` packs them.

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
        let mut yaml = Vec::new();
        DeflateDecoder::new(self.packed)
            .read_to_end(&mut yaml)
            .expect("what the build has packed is whole");
        yaml
    }
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
