//! What crosses the wire, and who may send it, asked from outside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod api;
mod bindings;
mod directory;
mod header_vectors;
mod headers;
mod made;
mod parcel;
mod samples;
mod signatures;
mod snapshots;
mod vectors;
mod wire;
