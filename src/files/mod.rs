//! Text into model and back; the format versions live here.
