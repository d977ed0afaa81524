//! Members, former members and managers who lie, and what comes at a bad moment: what an honest laptop makes of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "../laptop/mod.rs"]
mod laptop;
#[path = "../liar/mod.rs"]
mod liar;
#[path = "../post/mod.rs"]
mod post;

mod clocks;
mod ends;
mod files;
mod keys;
mod laptops;
mod late;
mod notes;
mod races;
mod rubbish;
mod scene;
mod sent;
