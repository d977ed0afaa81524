//! Parcels: what goes on a stick, and what came on one. What came is taken in as from anywhere else; here is what only
//! parcels have: what the receiver lacks as far as is known, and what was handed over.

mod account;
mod carried;
mod pack;
mod plan;

pub use account::Accounted;
pub use carried::Carried;
pub use pack::{Packed, Place};
pub use plan::{Packing, Receiver};
