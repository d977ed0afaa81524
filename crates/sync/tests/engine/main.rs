//! The engine against a station and laptops in memory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]
#![allow(clippy::print_stdout, reason = "how many schedules ran, and which seed failed")]

mod bad_directory;
mod bad_station;
mod blobs;
mod crowd;
mod cuts;
mod leaving;
mod model;
mod oracle;
mod plain;
mod random_cuts;
mod refusals;
mod restored;
mod simulation;
mod slow;
mod snapshots;
