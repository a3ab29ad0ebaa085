#![doc = include_str!("architecture.md")]

pub mod diagnostic;
pub mod model;
pub mod stats;

pub mod files;
pub mod scoring;

pub mod walk;

pub mod analysis;

pub mod report;

pub mod render;

pub mod ledger;
pub mod ui;

pub mod commands;
