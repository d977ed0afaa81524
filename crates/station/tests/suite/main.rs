//! The station as laptops meet it: real TLS on a free port, a small client, and people with keys.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod attachments;
mod blobs;
mod bucket;
mod client;
mod clusters;
mod copies;
mod directory;
mod files;
mod full;
mod greeting;
mod killed;
mod leaving;
mod lost;
mod people;
mod program;
mod pushing;
mod refusals;
mod refused;
mod servers;
mod slow;
mod snapshots;
mod stores;
mod world;
