//! What a set of changes means, asked from outside.

mod bodies;
mod chains;
mod edits;
mod fields;
mod headers;
mod laws;
mod made;
mod notes;
mod schedules;
mod steps;
mod vectors;
