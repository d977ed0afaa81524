//! The stories, in one program so that they link once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod access;
mod backup;
mod coming;
mod days;
mod edits;
mod emergency;
mod first_visit;
mod forked;
mod locking;
mod lost;
mod page;
mod people;
mod sample;
mod snapshots;
mod station;
mod stick;
mod team;
mod told;
mod trouble;
mod twice;
mod waking;
