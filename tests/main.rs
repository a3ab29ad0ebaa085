//! Every test of the program as its users meet it. One binary, so that it links once.

#![allow(unreachable_pub, missing_docs, reason = "nobody imports a test")]

mod bad_standards;
mod cli;
mod crash;
mod damage;
mod drawn;
mod examples;
#[cfg(target_os = "linux")]
mod faults;
mod formats;
mod harness;
mod hostile;
mod manual;
mod oracles;
mod order;
mod promises;
mod properties;
#[cfg(unix)] // its blocks are run by a shell
mod readme;
mod recovery;
mod rows;
mod sample;
mod scoring;
#[cfg(unix)]
mod screen;
mod shapes;
mod standard_schema;
mod tidy;
mod together;
#[cfg(target_os = "linux")]
mod world;
