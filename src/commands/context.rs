//! What every command is given: output, which ledger, the time and the seed.

use std::path::PathBuf;

use anyhow::Result;
use chrono::{Local, MappedLocalTime, NaiveDateTime, TimeZone};

use super::failure::Failure;
use crate::model::moment::{Moment, Zone};
use crate::model::text::Language;
use crate::ui::output::Output;

/// What every command is given.
#[derive(Debug)]
pub struct Context {
    /// Standard output and standard error.
    pub output: Output,
    /// `--ledger`, where given.
    pub ledger: Option<PathBuf>,
    /// `--format`, where given.
    pub format: Option<crate::render::Format>,
    /// `--lang`, where given.
    pub language: Option<Language>,
    /// The time of `MYSTERY_NOW`, where set.
    pub fixed_now: Option<Moment>,
    /// The seed of `MYSTERY_SEED`, where set.
    pub fixed_seed: Option<u64>,
}

impl Context {
    /// The time: of `MYSTERY_NOW` where set, else of the clock.
    pub fn now(&self) -> Moment {
        self.fixed_now
            .unwrap_or_else(|| Moment::new(Local::now().fixed_offset()))
    }

    /// A seed for draws: of `MYSTERY_SEED` where set, else of the system.
    pub fn seed(&self) -> Result<u64> {
        match self.fixed_seed {
            Some(seed) => Ok(seed),
            None => Ok(getrandom::u64().map_err(|error| {
                Failure::could_not(format!("cannot draw a random number: {error}"))
            })?),
        }
    }

    /// The local time zone.
    pub fn zone(&self) -> Zone {
        |local: &NaiveDateTime| -> MappedLocalTime<_> {
            Local.from_local_datetime(local).map(|at| at.fixed_offset())
        }
    }
}

/// Reads `MYSTERY_NOW` (RFC 3339 with offset).
pub fn fixed_now() -> Result<Option<Moment>> {
    let Some(text) = std::env::var_os("MYSTERY_NOW") else {
        return Ok(None);
    };
    let moment = text.to_str().and_then(Moment::from_record);
    Ok(Some(moment.ok_or_else(|| {
        Failure::usage("MYSTERY_NOW is not a time like 2026-11-20T14:05:00-06:00")
    })?))
}

/// Reads `MYSTERY_SEED` (a whole number).
pub fn fixed_seed() -> Result<Option<u64>> {
    let Some(text) = std::env::var_os("MYSTERY_SEED") else {
        return Ok(None);
    };
    let seed = text.to_str().and_then(|text| text.parse().ok());
    Ok(Some(seed.ok_or_else(|| {
        Failure::usage("MYSTERY_SEED is not a whole number")
    })?))
}
