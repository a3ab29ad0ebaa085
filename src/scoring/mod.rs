//! A standard and a visit into a scorecard.
