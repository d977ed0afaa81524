//! HTTPS against servers that are a station, and servers that are not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod blobs;
mod good;
mod not_ours;
mod server;
