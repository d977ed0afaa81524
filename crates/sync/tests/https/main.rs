//! HTTPS against servers that are a station, and servers that are not.

mod blobs;
mod good;
mod not_ours;
mod server;
