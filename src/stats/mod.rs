//! Numbers in, numbers out; knows no domain word, reads nothing, asks no clock. Values that decide or
//! add up come as whole billionths in [`describe::Sums`], whose totals do not depend on any order;
//! the rest are slices, in an order that the caller fixes. Chance comes from a seed.

#![expect(
    clippy::doc_markdown,
    reason = "formulas and names of people are not code"
)]

pub mod describe;
pub mod distribution;
pub mod random;

pub mod cluster;
pub mod common_mix;
pub mod interval;
pub mod ladder;
pub mod multiplicity;
pub mod proportion;
pub mod settle;

pub mod bca;
pub mod bootstrap;
pub mod permutation;

pub mod league;
pub mod standardise;

pub mod control;
pub mod line;
pub mod trend;

pub mod agreement;
pub mod alpha;
pub mod kappa;
pub mod leniency;
pub mod reliability;

pub mod centering;
pub mod drivers;
pub mod linear;

pub mod pairs;

pub mod sample_size;
pub mod sequential;
