//! Plain files: the only module that writes results.
