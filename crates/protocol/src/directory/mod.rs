//! A station's directory: who its people are, which laptops they have, who is a member of which file. One
//! linear, hash-linked chain of signed entries, appended by compare-and-swap. Whoever holds the chain finds out
//! alone what is true of it; a station can only withhold.

mod act;
mod admission;
mod answers;
mod chain;
mod draft;
mod emergency;
mod entry;
mod fault;
mod parts;
mod role;
mod rules;
mod state;

pub use act::Act;
pub use admission::Refusal;
pub use chain::{Directory, DirectoryHead};
pub use emergency::{Escrow, EscrowBox, Glass, Noted, Recovery, RecoveryKey};
pub use entry::{Entry, FORMAT, MAX_ACTS, MAX_ENTRY_LEN, SignedEntry, entry_hash};
pub use fault::{Breach, DirectoryFault};
pub use parts::{
    DeviceBox, GivenFile, LastSeq, MAX_BOX_LEN, MAX_BOXES, MAX_NAME_LEN, MAX_REASON_LEN, NO_BOX,
    NewDevice, PersonBox,
};
pub use role::{Access, Role};
pub use state::{
    Cover, Device, Fate, File, Generation, Invitation, Member, MemberBox, Person, UserKeyBox,
};
