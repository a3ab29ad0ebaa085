//! Many visits into one result value for each question asked. Pure: no file, no clock, no sentence.
//! The order in which visits are given never changes a result.

pub mod catalogue;
pub mod compare;
pub mod facts;
pub mod grouping;
pub mod items;
pub mod league;
pub mod measure;
pub mod mix;
pub mod pictures;
pub mod points_lost;
pub mod recompute;
pub mod ruler;
pub mod scored;
pub mod select;
pub mod sensitivity;
pub mod side;
pub mod verdict;

#[cfg(test)]
pub mod sample;
