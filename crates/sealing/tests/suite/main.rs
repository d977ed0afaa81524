//! The tests of this room, in one program so that they link once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod attachment;
mod attachment_tampering;
mod commitment;
mod keyslots;
mod keyslots_bad_file;
mod recovery;
mod seal;
mod secret;
mod sign;
mod strength;
mod vectors;
