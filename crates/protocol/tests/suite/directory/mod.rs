//! The directory: each rule, and what no sequence of entries may bring about.

mod accesses;
mod chain;
mod changes;
mod covers;
mod devices;
mod emergency;
mod files;
mod invitations;
mod laws;
mod moves;
mod people;
