//! What stories have in common, a noun a file: coming in at the door, …

mod door;

pub use door::{Door, PASSPHRASE, STATION, WORKER};
