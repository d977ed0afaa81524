//! Parts that acts are put together from, and how large they may be.

use minicbor::{Decode, Encode};

use crate::hash::ChangeId;
use crate::id::{DeviceId, FileId, PersonId};
use crate::key::{BoxPublic, UserPublic};
use crate::signature::DevicePublic;

/// Longest lockbox or wrapped key, in bytes.
pub const MAX_BOX_LEN: usize = 256;

/// Stands in place of a box where there is none for a member who must have one: nothing can be sealed to her key, or nobody
/// said yes to her laptop yet.
pub const NO_BOX: [u8; 1] = [0];

/// Longest sealed name, in bytes.
pub const MAX_NAME_LEN: usize = 1024;

/// Longest sealed reason, in bytes.
pub const MAX_REASON_LEN: usize = 4096;

/// Most boxes in one act, and so most members of a file and most devices of a person.
pub const MAX_BOXES: usize = 1024;

/// A device that comes in, with the keys by which others will know it and its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct NewDevice {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// Holds its signatures.
    #[n(1)]
    pub sign: DevicePublic,
    /// What is sealed to the device is sealed to this.
    #[n(2)]
    pub receives: BoxPublic,
    /// The person's user key. Her second device names the one she has; a lockbox brings it later.
    #[n(3)]
    pub user_key: UserPublic,
}

/// A lockbox for a person.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct PersonBox {
    /// The person.
    #[n(0)]
    pub person: PersonId,
    /// The file key, sealed to her user key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub lockbox: Vec<u8>,
}

/// A lockbox for a device.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct DeviceBox {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// The user key, sealed to the device's box.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub lockbox: Vec<u8>,
}

/// A file of which a person gets the present key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct GivenFile {
    /// The file.
    #[n(0)]
    pub file: FileId,
    /// Its present generation.
    #[n(1)]
    pub generation: u32,
    /// The key, sealed to her user key ([`lockbox::info`](crate::lockbox::info)).
    #[cbor(n(2), with = "minicbor::bytes")]
    pub lockbox: Vec<u8>,
}

/// Up to where a device's changes count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct LastSeq {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// The number of its last change that counts; 0 where none does.
    #[n(1)]
    pub seq: u64,
    /// That change. Its chain leads to this one and to no other; none exactly where no change counts.
    #[n(2)]
    pub id: Option<ChangeId>,
}

impl LastSeq {
    /// Up to this change; none where no change of the device counts.
    #[must_use]
    pub fn of(device: DeviceId, last: Option<(u64, ChangeId)>) -> Self {
        let (seq, id) = last.map_or((0, None), |(seq, id)| (seq, Some(id)));
        Self { device, seq, id }
    }

    pub(super) fn is_whole(&self) -> bool {
        is_last(self.seq, self.id)
    }
}

/// A number of a change that can be stored everywhere, with the change exactly where there is one.
pub(super) fn is_last(seq: u64, id: Option<ChangeId>) -> bool {
    id.is_some() == (seq > 0) && i64::try_from(seq).is_ok()
}
