//! The vault as its owner handles it: create, unlock, lock, back up, restore.

pub mod backup;
pub mod change_passphrase;
pub mod create;
pub mod forget_wiped;
pub mod leave_sample;
pub mod lock;
pub mod open_sample;
pub(crate) mod passphrase;
pub mod print_check;
pub mod rebuild;
pub mod recover;
pub mod recovery_sheet;
pub mod renew_recovery;
pub mod restore;
pub mod status;
pub mod strength;
pub mod unlock;
pub mod verify;
pub mod view;
