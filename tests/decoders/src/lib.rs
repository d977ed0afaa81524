//! Every decoder that reads what somebody else wrote, as a function over bytes. Each must come to an end on any bytes, without
//! a panic, and what it reads it must write as the same bytes where there is one encoding.
//!
//! The nightly command feeds them through libFuzzer (`tests/fuzz`, a workspace of its own); the test of this crate feeds
//! them the kept corpus and bytes that are almost in it, for a few seconds.

mod corpus;
mod mutate;
mod sealed;
mod server;
mod stored;
mod wire;

pub use corpus::{corpus, folder};
pub use mutate::Mutator;

/// A decoder.
pub type Target = fn(&[u8]);

/// Every decoder, by the name of its fuzz target and of its folder in the corpus.
pub const TARGETS: [(&str, Target); 15] = [
    ("header", wire::header),
    ("sealed_change", wire::sealed_change),
    ("directory", wire::directory),
    ("api", wire::api),
    ("bundle", wire::bundle),
    ("parcel", wire::parcel),
    ("body", wire::body),
    ("seal", sealed::seal),
    ("lockbox", sealed::lockbox),
    ("attachment", sealed::attachment),
    ("invitation", sealed::invitation),
    ("recovery", sealed::recovery),
    ("keyslots", sealed::keyslots),
    ("backup", stored::backup),
    ("http", server::http),
];

/// Feeds the decoder with this name. A name that none has is fed nothing.
pub fn feed(name: &str, bytes: &[u8]) {
    if let Some((_, target)) = TARGETS.iter().find(|(other, _)| *other == name) {
        target(bytes);
    }
}
