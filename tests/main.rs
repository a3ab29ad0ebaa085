//! Every test of the program as its users meet it. One binary, so that it links once.

mod cli;
mod harness;
mod tidy;
