//! What a set of changes means, asked from outside.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod bodies;
mod chains;
mod conflicts;
mod edits;
mod fields;
mod headers;
mod laws;
mod made;
mod notes;
mod reviews;
mod schedules;
mod steps;
mod vectors;
