//! Acts: what an entry of the directory does. The numbers are part of the format.

use minicbor::{Decode, Encode};

use super::parts::{
    DeviceBox, GivenFile, LastSeq, MAX_BOX_LEN, MAX_BOXES, MAX_NAME_LEN, MAX_REASON_LEN, NewDevice,
    PersonBox, is_last,
};
use super::role::{Access, Role};
use crate::codec::{holds, rises};
use crate::hash::{ChangeId, Hash};
use crate::id::{DeviceId, FileId, PersonId};
use crate::key::UserPublic;
use crate::signature::{DevicePublic, Signature};

/// What an entry does. Who may is said in `FORMAT.md` and kept by [`Directory::apply`](super::Directory::apply).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Act {
    /// The station begins. Its founder is a manager.
    #[n(1)]
    Found {
        /// The founder.
        #[n(0)]
        person: PersonId,
        /// Her device, the author of the entry.
        #[n(1)]
        device: NewDevice,
        /// Her sealed name.
        #[cbor(n(2), with = "minicbor::bytes")]
        name: Vec<u8>,
        /// The station's sealed name.
        #[cbor(n(3), with = "minicbor::bytes")]
        station_name: Vec<u8>,
    },
    /// A person who is not in the directory yet comes in with her first device: the one that shows the
    /// secret of this invitation.
    #[n(2)]
    Invite {
        /// The public key made from the secret.
        #[n(0)]
        invitation: DevicePublic,
        /// The person.
        #[n(1)]
        person: PersonId,
        /// What she will be.
        #[n(2)]
        role: Role,
        /// Her name, sealed under the station's name key
        /// ([`lockbox::person_name`](crate::lockbox::person_name)).
        #[cbor(n(3), with = "minicbor::bytes")]
        name: Vec<u8>,
    },
    /// An invitation that was not used no longer counts.
    #[n(3)]
    Withdraw {
        /// The invitation.
        #[n(0)]
        invitation: DevicePublic,
    },
    /// A device comes in. It is the author of the entry.
    #[n(4)]
    Join {
        /// The invitation.
        #[n(0)]
        invitation: DevicePublic,
        /// The device.
        #[n(1)]
        device: NewDevice,
        /// The invitation's signature over [`proof::join`](crate::proof::join).
        #[n(2)]
        proof: Signature,
    },
    /// A person gets another role.
    #[n(5)]
    SetRole {
        /// The person.
        #[n(0)]
        person: PersonId,
        /// Her new role.
        #[n(1)]
        role: Role,
    },
    /// A person becomes a member of a file, or gets a new lockbox or more access. The first admission to a file
    /// is its creator's own.
    #[n(6)]
    Admit {
        /// The file.
        #[n(0)]
        file: FileId,
        /// The person.
        #[n(1)]
        person: PersonId,
        /// What she may do.
        #[n(2)]
        access: Access,
        /// The file's generation, 1 for a new file.
        #[n(3)]
        generation: u32,
        /// Commitment to the key of that generation.
        #[n(4)]
        commitment: Hash,
        /// The key, sealed to her user key ([`lockbox::info`](crate::lockbox::info)).
        #[cbor(n(5), with = "minicbor::bytes")]
        lockbox: Vec<u8>,
    },
    /// A person is no longer a member of a file.
    #[n(7)]
    Expel {
        /// The file.
        #[n(0)]
        file: FileId,
        /// The person.
        #[n(1)]
        person: PersonId,
        /// Up to where her changes to the file count: exactly her active devices, in order.
        #[n(2)]
        last_seqs: Vec<LastSeq>,
    },
    /// A file gets a new key.
    #[n(8)]
    Rotate {
        /// The file.
        #[n(0)]
        file: FileId,
        /// The new generation, one after the present.
        #[n(1)]
        generation: u32,
        /// Commitment to the new key.
        #[n(2)]
        commitment: Hash,
        /// The key before, wrapped in the new one
        /// ([`lockbox::previous_info`](crate::lockbox::previous_info)).
        #[cbor(n(3), with = "minicbor::bytes")]
        previous: Vec<u8>,
        /// The new key for exactly the present members, in order.
        #[n(4)]
        boxes: Vec<PersonBox>,
    },
    /// A device no longer counts.
    #[n(9)]
    RevokeDevice {
        /// The device.
        #[n(0)]
        device: DeviceId,
        /// The number of its last change that counts; 0 where none does.
        #[n(1)]
        last_seq: u64,
        /// That change; none exactly where no change counts.
        #[n(2)]
        last_id: Option<ChangeId>,
    },
    /// A person leaves the station, its files and all her devices with her.
    #[n(10)]
    RemovePerson {
        /// The person.
        #[n(0)]
        person: PersonId,
        /// Up to where her changes count: exactly her active devices, in order.
        #[n(1)]
        last_seqs: Vec<LastSeq>,
    },
    /// From here on entries have at least this format.
    #[n(11)]
    MinFormat {
        /// The format.
        #[n(0)]
        format: u8,
    },
    /// A person's device gives her user key to another of her devices.
    #[n(12)]
    ShareUserKey {
        /// The device that gets it.
        #[n(0)]
        device: DeviceId,
        /// The user key, sealed to that device ([`lockbox::user_info`](crate::lockbox::user_info)).
        #[cbor(n(1), with = "minicbor::bytes")]
        lockbox: Vec<u8>,
    },
    /// A person gets a new user key, after one of her devices was lost.
    #[n(13)]
    RenewUserKey {
        /// The new key.
        #[n(0)]
        user_key: UserPublic,
        /// The new key for exactly her active devices, in order.
        #[n(1)]
        boxes: Vec<DeviceBox>,
    },
    /// A person who is in the directory gets a further device: the one that shows the secret of this
    /// invitation.
    #[n(14)]
    InviteDevice {
        /// The public key made from the secret.
        #[n(0)]
        invitation: DevicePublic,
        /// The person.
        #[n(1)]
        person: PersonId,
    },
    /// The station has a recovery key, or another one: its secret is on paper, in three sheets.
    #[n(15)]
    SetRecoveryKey {
        /// File keys are sealed to this.
        #[n(0)]
        user_key: UserPublic,
        /// Holds the signatures by which the key is used.
        #[n(1)]
        sign: DevicePublic,
        /// Its own signature over [`proof::recovery_key`](crate::proof::recovery_key): whoever set it had it.
        #[n(2)]
        proof: Signature,
    },
    /// A file's present key in boxes that are opened in an emergency: for the station's managers, and for the
    /// recovery key.
    #[n(16)]
    Escrow {
        /// The file.
        #[n(0)]
        file: FileId,
        /// Its present generation.
        #[n(1)]
        generation: u32,
        /// For exactly the managers who are no members, in order
        /// ([`lockbox::emergency_info`](crate::lockbox::emergency_info)).
        #[n(2)]
        managers: Vec<PersonBox>,
        /// For the recovery key, where there is one ([`lockbox::recovery_info`](crate::lockbox::recovery_info)).
        #[cbor(n(3), with = "minicbor::bytes")]
        recovery: Option<Vec<u8>>,
        /// What the station's people may call the file who may not open it, sealed under the name key
        /// ([`lockbox::file_label`](crate::lockbox::file_label)).
        #[cbor(n(4), with = "minicbor::bytes")]
        label: Option<Vec<u8>>,
    },
    /// The recovery key is used: a manager becomes a writing member of files.
    #[n(17)]
    Recover {
        /// Which recovery key: the files' boxes are sealed to it.
        #[n(0)]
        key: UserPublic,
        /// Why, sealed under the name key ([`lockbox::recovery_reason`](crate::lockbox::recovery_reason)).
        #[cbor(n(1), with = "minicbor::bytes")]
        reason: Vec<u8>,
        /// The files, with their keys for her, in order.
        #[n(2)]
        files: Vec<GivenFile>,
        /// The recovery key's signature over [`proof::recovery`](crate::proof::recovery).
        #[n(3)]
        proof: Signature,
    },
    /// A manager who is no member of a file opens it with her emergency box, and is a reading member from then on.
    #[n(18)]
    BreakGlass {
        /// The file.
        #[n(0)]
        file: FileId,
        /// Its present generation.
        #[n(1)]
        generation: u32,
        /// The key, sealed to her user key ([`lockbox::info`](crate::lockbox::info)).
        #[cbor(n(2), with = "minicbor::bytes")]
        lockbox: Vec<u8>,
        /// Why, sealed under the file's key ([`lockbox::emergency_reason`](crate::lockbox::emergency_reason)).
        #[cbor(n(3), with = "minicbor::bytes")]
        reason: Vec<u8>,
    },
    /// A member who may write has read why somebody broke the glass.
    #[n(19)]
    TakeNote {
        /// The file.
        #[n(0)]
        file: FileId,
        /// The index of the entry in which it was broken.
        #[n(1)]
        entry: u64,
    },
    /// What opened the accesses to a file before it had a new key. A generation has one such act at most.
    #[n(20)]
    PassAuditKey {
        /// The file.
        #[n(0)]
        file: FileId,
        /// The generation whose audit key the one before is wrapped in, from 2.
        #[n(1)]
        generation: u32,
        /// The audit key of the generation before, wrapped
        /// ([`lockbox::previous_audit_info`](crate::lockbox::previous_audit_info)).
        #[cbor(n(2), with = "minicbor::bytes")]
        previous: Vec<u8>,
    },
    /// A member of a file stays in it until a day: she stands in for somebody, or she has handed it over. The day ends
    /// nothing by itself: whoever sees that it is past proposes that she leaves.
    #[n(21)]
    Cover {
        /// The file.
        #[n(0)]
        file: FileId,
        /// The member.
        #[n(1)]
        person: PersonId,
        /// Her last day, in days since 1970-01-01.
        #[n(2)]
        until: u32,
        /// For whom she stands in; nobody where she leaves for good.
        #[n(3)]
        covers: Option<PersonId>,
    },
    /// A member stays without a last day.
    #[n(22)]
    Stay {
        /// The file.
        #[n(0)]
        file: FileId,
        /// The member.
        #[n(1)]
        person: PersonId,
    },
}

impl Act {
    /// Whether its lists and parts are within their bounds and in order.
    pub(crate) fn is_bounded(&self) -> bool {
        let is_box = |lockbox: &[u8]| holds(lockbox, MAX_BOX_LEN);
        let is_name = |name: &[u8]| holds(name, MAX_NAME_LEN);
        let is_reason = |reason: &[u8]| holds(reason, MAX_REASON_LEN);
        let are_boxes = |boxes: &[PersonBox]| {
            boxes.len() <= MAX_BOXES
                && rises(boxes.iter().map(|for_one| for_one.person))
                && boxes.iter().all(|for_one| is_box(&for_one.lockbox))
        };
        match self {
            Self::Found { name, station_name, .. } => is_name(name) && is_name(station_name),
            Self::Invite { name, .. } => is_name(name),
            Self::Admit { lockbox, .. } | Self::ShareUserKey { lockbox, .. } => is_box(lockbox),
            Self::Rotate { previous, boxes, .. } => is_box(previous) && are_boxes(boxes),
            Self::Escrow { managers, recovery, label, .. } => {
                are_boxes(managers)
                    && recovery.as_deref().is_none_or(is_box)
                    && label.as_deref().is_none_or(is_name)
            }
            Self::PassAuditKey { previous, .. } => is_box(previous),
            Self::Recover { reason, files, .. } => {
                is_reason(reason)
                    && (1..=MAX_BOXES).contains(&files.len())
                    && rises(files.iter().map(|given| given.file))
                    && files.iter().all(|given| is_box(&given.lockbox))
            }
            Self::BreakGlass { lockbox, reason, .. } => is_box(lockbox) && is_reason(reason),
            Self::RenewUserKey { boxes, .. } => {
                boxes.len() <= MAX_BOXES
                    && rises(boxes.iter().map(|for_one| for_one.device))
                    && boxes.iter().all(|for_one| is_box(&for_one.lockbox))
            }
            Self::Expel { last_seqs, .. } | Self::RemovePerson { last_seqs, .. } => {
                last_seqs.len() <= MAX_BOXES
                    && rises(last_seqs.iter().map(|last| last.device))
                    && last_seqs.iter().all(LastSeq::is_whole)
            }
            Self::RevokeDevice { last_seq, last_id, .. } => is_last(*last_seq, *last_id),
            Self::InviteDevice { .. }
            | Self::Withdraw { .. }
            | Self::Join { .. }
            | Self::SetRole { .. }
            | Self::MinFormat { .. }
            | Self::SetRecoveryKey { .. }
            | Self::TakeNote { .. }
            | Self::Cover { .. }
            | Self::Stay { .. } => true,
        }
    }
}
