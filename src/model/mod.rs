//! The nouns of mystery shopping: plain data whose constructors keep its invariants.
//! Knows no file format, no screen and no clock.

pub mod action;
pub mod answer;
pub mod brief;
pub mod condition;
pub mod duration;
pub mod erasure;
pub mod event;
pub mod id;
pub mod moment;
pub mod order;
pub mod programme;
pub mod promise;
pub mod reading;
pub mod scale;
pub mod scorecard;
pub mod share;
pub mod standard;
pub mod text;
pub mod visit;
pub mod words;
