//! Many visits into one value per question asked.
