//! What stories have in common: what a worker does, a noun a file.

mod case;
mod client;
mod door;
mod paper;
mod review;
mod search;
mod sound;
mod station;
mod tour;
mod visit;
mod worker;

pub use door::{PASSPHRASE, STATION, WORKER};
pub use paper::text_of;
pub use worker::Worker;
