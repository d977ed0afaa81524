//! The tests of this room, in one program so that they link once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod attachment;
mod attachment_tampering;
mod audit;
mod commitment;
mod emergency;
mod generation;
mod invitation;
mod keyslots;
mod keyslots_bad_file;
mod lockbox;
mod name;
mod recovery;
mod seal;
mod secret;
mod shares;
mod sign;
mod station_vectors;
mod strength;
mod vectors;
