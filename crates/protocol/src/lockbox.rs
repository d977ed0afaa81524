//! What a sealed thing is about, as bytes: the `info` of a lockbox, the associated data of a name. Both sides
//! compute them and they are never sent, so that a box that was moved does not open. Each begins with a
//! name of its own that ends in a zero byte; every part after it has one length.

use crate::hash::Hash;
use crate::id::{DeviceId, FileId, PersonId, StationId};
use crate::key::{BoxPublic, UserPublic};

/// What a lockbox with a file key is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileBox {
    /// The station.
    pub station: StationId,
    /// The file.
    pub file: FileId,
    /// Which of the file's keys it holds, from 1.
    pub generation: u32,
    /// The person it is for.
    pub person: PersonId,
    /// The user key it is sealed to.
    pub user_key: UserPublic,
    /// The device that filled it: the author of the directory entry it stands in.
    pub granter: DeviceId,
    /// The commitment to the file key.
    pub commitment: Hash,
}

/// `info` of a lockbox with a file key.
#[must_use]
pub fn info(about: &FileBox) -> Vec<u8> {
    about.named(b"jiafang lockbox v1\0")
}

/// `info` of a lockbox with an audit key. The commitment is the file key's: the audit key follows from it, and has none.
#[must_use]
pub fn audit_info(about: &FileBox) -> Vec<u8> {
    about.named(b"jiafang audit lockbox v1\0")
}

impl FileBox {
    fn named(&self, name: &[u8]) -> Vec<u8> {
        [
            name,
            &self.station.bytes(),
            &self.file.bytes(),
            &self.generation.to_be_bytes(),
            &self.person.bytes(),
            &self.user_key.0,
            &self.granter.bytes(),
            self.commitment.bytes(),
        ]
        .concat()
    }
}

/// What a lockbox with a user key is about: one of a person's devices gives it to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserBox {
    /// The station.
    pub station: StationId,
    /// The person.
    pub person: PersonId,
    /// The public half of the user key it holds.
    pub user_key: UserPublic,
    /// The device it is for.
    pub device: DeviceId,
    /// That device's box, to which it is sealed.
    pub receives: BoxPublic,
    /// The device that filled it: the author of the directory entry it stands in.
    pub granter: DeviceId,
}

/// `info` of a lockbox with a user key.
#[must_use]
pub fn user_info(about: &UserBox) -> Vec<u8> {
    [
        b"jiafang user key lockbox v1\0".as_slice(),
        &about.station.bytes(),
        &about.person.bytes(),
        &about.user_key.0,
        &about.device.bytes(),
        &about.receives.0,
        &about.granter.bytes(),
    ]
    .concat()
}

/// `info` of a file key that is wrapped in the next: `generation` is the new one's.
#[must_use]
pub fn previous_info(station: StationId, file: FileId, generation: u32) -> Vec<u8> {
    let name = b"jiafang previous key v1\0".as_slice();
    [name, &station.bytes(), &file.bytes(), &generation.to_be_bytes()].concat()
}

/// `info` of an audit key that is wrapped in the next generation's: `generation` is the new one's.
#[must_use]
pub fn previous_audit_info(station: StationId, file: FileId, generation: u32) -> Vec<u8> {
    let name = b"jiafang previous audit key v1\0".as_slice();
    [name, &station.bytes(), &file.bytes(), &generation.to_be_bytes()].concat()
}

/// Associated data of a person's sealed name.
#[must_use]
pub fn person_name(station: StationId, person: PersonId) -> Vec<u8> {
    [b"jiafang person name v1\0".as_slice(), &station.bytes(), &person.bytes()].concat()
}

/// Associated data of the station's sealed name.
#[must_use]
pub fn station_name(station: StationId) -> Vec<u8> {
    [b"jiafang station name v1\0".as_slice(), &station.bytes()].concat()
}

/// What an emergency box with a file key is about. It names nobody who filled it: from the file key and this, every
/// member makes the same box, and finds out whether it is the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmergencyBox {
    /// The station.
    pub station: StationId,
    /// The file.
    pub file: FileId,
    /// Which of the file's keys it holds, from 1.
    pub generation: u32,
    /// The key it is sealed to: a manager's user key, or the recovery key.
    pub user_key: UserPublic,
    /// The commitment to the file key.
    pub commitment: Hash,
}

impl EmergencyBox {
    fn parts(&self) -> Vec<u8> {
        [
            self.station.bytes().as_slice(),
            &self.file.bytes(),
            &self.generation.to_be_bytes(),
            &self.user_key.0,
            self.commitment.bytes(),
        ]
        .concat()
    }
}

/// `info` of an emergency box for a manager.
#[must_use]
pub fn emergency_info(about: &EmergencyBox, manager: PersonId) -> Vec<u8> {
    [b"jiafang emergency lockbox v1\0".as_slice(), &about.parts(), &manager.bytes()].concat()
}

/// `info` of an emergency box for the recovery key.
#[must_use]
pub fn recovery_info(about: &EmergencyBox) -> Vec<u8> {
    [b"jiafang recovery lockbox v1\0".as_slice(), &about.parts()].concat()
}

/// Associated data of the reason for which a person broke the glass of a file, under the key of this generation.
#[must_use]
pub fn emergency_reason(
    station: StationId,
    file: FileId,
    generation: u32,
    person: PersonId,
) -> Vec<u8> {
    let name = b"jiafang emergency reason v1\0".as_slice();
    let generation = generation.to_be_bytes();
    [name, &station.bytes(), &file.bytes(), &generation, &person.bytes()].concat()
}

/// Associated data of the reason for which the recovery key was used by a device, in the entry after `previous`.
#[must_use]
pub fn recovery_reason(station: StationId, device: DeviceId, previous: Hash) -> Vec<u8> {
    let name = b"jiafang recovery reason v1\0".as_slice();
    [name, &station.bytes(), &device.bytes(), previous.bytes()].concat()
}

/// Associated data of a file's sealed label.
#[must_use]
pub fn file_label(station: StationId, file: FileId) -> Vec<u8> {
    [b"jiafang file label v1\0".as_slice(), &station.bytes(), &file.bytes()].concat()
}

/// `info` of the lockbox of a parcel: whoever opens it reads what is in the file, and nothing of what is sealed in that.
#[must_use]
pub fn parcel(station: StationId, user_key: UserPublic) -> Vec<u8> {
    [b"jiafang parcel lockbox v1\0".as_slice(), &station.bytes(), &user_key.0].concat()
}
