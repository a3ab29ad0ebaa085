//! The program in a terminal of its own: whole visits in full screen, visits that break off, and what
//! other commands ask.

mod asked;
mod before;
mod hang_up;
mod jottings;
mod pages;
mod picture;
mod random_keys;
mod resize;
mod stop;
mod terminal;
mod whole_visit;
