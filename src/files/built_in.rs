//! The standards that come with the program, as their files are.

use crate::model::id::Id;

/// A standard that comes with the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BuiltIn {
    /// Its id, which is also its file's name.
    pub id: &'static str,
    /// Its file.
    pub yaml: &'static [u8],
}

macro_rules! built_in {
    ($($id:literal)*) => {
        /// Every standard that comes with the program, the first one to try first.
        pub const ALL: &[BuiltIn] = &[$(BuiltIn {
            id: $id,
            yaml: include_bytes!(concat!("../../standards/", $id, ".yaml")),
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
