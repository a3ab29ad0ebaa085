//! Many visits into one result value for each question asked. Pure: no file, no clock, no sentence.
//! The order in which visits are given never changes a result.

pub mod actions;
pub mod agreement;
pub mod blind_spots;
pub mod board;
pub mod catalogue;
pub mod compare;
pub mod drivers;
pub mod facts;
pub mod fairness;
mod gauge;
pub mod grouping;
pub mod items;
pub mod league;
pub mod measure;
pub mod mix;
mod numbering;
mod parts;
pub mod periods;
pub mod pictures;
pub mod plan_size;
pub mod points_lost;
pub mod promises;
pub mod raise_the_bar;
pub mod recompute;
pub mod rescore;
pub mod ruler;
pub mod schedule;
pub mod scored;
pub mod select;
pub mod sensitivity;
pub mod settings;
pub mod sharing;
pub mod side;
pub mod standard_diff;
pub mod trend;
pub mod verdict;
pub mod whole;

#[cfg(test)]
pub mod sample;
