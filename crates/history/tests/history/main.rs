//! What a set of changes means, asked from outside.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod bodies;
mod chains;
mod conflicts;
mod contents;
mod edits;
mod fields;
mod laws;
mod made;
mod notes;
mod reviews;
mod schedules;
mod steps;
mod vectors;
