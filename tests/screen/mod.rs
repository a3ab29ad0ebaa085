//! The full screen in a terminal of its own: whole visits, and visits that break off.

mod before;
mod hang_up;
mod picture;
mod random_keys;
mod resize;
mod stop;
mod terminal;
mod whole_visit;
