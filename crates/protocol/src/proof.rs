//! Words that are signed once and prove who asks. Each has a namespace of its own; every part has one length.

use crate::directory::NewDevice;
use crate::hash::Hash;
use crate::id::{DeviceId, PersonId, StationId};
use crate::key::UserPublic;

/// Length of a station's challenge, in bytes.
pub const CHALLENGE_LEN: usize = 32;

/// What the key of an invitation signs in [`Namespace::Join`](crate::Namespace::Join), to let a new device in.
#[must_use]
pub fn join(station: StationId, person: PersonId, device: &NewDevice) -> Vec<u8> {
    let keys = [device.sign.0, device.receives.0, device.user_key.0].concat();
    [station.bytes().as_slice(), &person.bytes(), &device.device.bytes(), &keys].concat()
}

/// What the key made from the founding code signs in [`Namespace::Found`](crate::Namespace::Found): the
/// station and the hash of the first entry of its directory.
#[must_use]
pub fn found(station: StationId, root: Hash) -> Vec<u8> {
    [station.bytes().as_slice(), root.bytes()].concat()
}

/// What a device signs in [`Namespace::Session`](crate::Namespace::Session) to begin a session.
#[must_use]
pub fn session(station: StationId, device: DeviceId, challenge: &[u8; CHALLENGE_LEN]) -> Vec<u8> {
    [station.bytes().as_slice(), &device.bytes(), challenge].concat()
}

/// What a new recovery key signs in [`Namespace::RecoveryKey`](crate::Namespace::RecoveryKey), for the device that sets
/// it.
#[must_use]
pub fn recovery_key(station: StationId, device: DeviceId, user_key: UserPublic) -> Vec<u8> {
    [station.bytes().as_slice(), &device.bytes(), &user_key.0].concat()
}

/// What a recovery key signs in [`Namespace::Recovery`](crate::Namespace::Recovery), for the device that uses it in the
/// entry after `previous`: for this one place in the chain.
#[must_use]
pub fn recovery(station: StationId, device: DeviceId, previous: Hash) -> Vec<u8> {
    [station.bytes().as_slice(), &device.bytes(), previous.bytes()].concat()
}
