//! The station this laptop belongs to: coming to it, and who is there.

mod address;
pub mod answer_laptop;
mod append;
pub mod found;
pub mod get;
pub mod invite;
pub mod join;
pub(crate) mod line;
pub mod new_laptops;
pub mod notices;
pub mod notices_seen;
pub mod peek;
mod qr;
pub mod recovery;
pub mod recovery_set;
pub mod recovery_sheets;
pub mod recovery_use;
pub(crate) mod refusal;
pub mod relocate;
pub mod remove_person;
pub mod renew_laptop;
pub mod revoke_device;
pub mod set_role;
pub mod sheets;
pub mod view;
pub mod withdraw;

use append::append;
pub(crate) use append::{append_acts, append_ends};
