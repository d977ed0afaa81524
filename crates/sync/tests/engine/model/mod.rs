//! A small station and small laptops in memory, on the protocol's own rules.

pub mod blobs;
pub mod dice;
pub mod laptop;
pub mod laptop_store;
pub mod link;
pub mod station;
pub mod world;
