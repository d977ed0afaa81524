//! What export and import of parcels share: what the screens name, and faults of the stick.

use crate::failure::{Code, Failure};
use casework::id::PersonId;
use protocol::parcel::ParcelFault;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Error, ErrorKind};
use ts_rs::TS;
use vault::{HeldReason, Vault, VaultError};

/// Longest piece of a parcel that is read at once, in bytes.
pub(super) const CHUNK: usize = 256 * 1024;

/// For whom a parcel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncReceiver {
    /// The station.
    Station,
    /// A person of the station, on her laptop.
    Person(PersonId),
}

/// Who packed a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncSender {
    /// The station, as the parcel says: it signs nothing.
    Station,
    /// A person, on her laptop; nothing where she is not known here.
    Person(Option<String>),
}

/// Why changes that came are kept aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncHeldWhy {
    /// The directory must come first, with the next sync.
    Early,
    /// A newer version of the program wrote them.
    Newer,
    /// Their author may not write there, or does not any more.
    NotAllowed,
    /// They are not what somebody of the station signed.
    Unproven,
    /// Their author's laptop signed others with the same numbers.
    Forked,
    /// Their author's laptop was revoked, and they turned up only after that.
    Revoked,
}

/// Changes that came and are kept aside, for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncHeld {
    /// Why.
    pub why: SyncHeldWhy,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}

impl SyncHeld {
    /// What is kept aside in a vault, by reason. Without what revoked laptops left, which has a page of its own.
    pub(super) fn of(vault: &Vault) -> Result<Vec<Self>, VaultError> {
        let mut all = BTreeMap::new();
        for (reason, count) in vault.held_counts()? {
            if reason != HeldReason::AfterRevocation {
                *all.entry(SyncHeldWhy::from(reason)).or_default() += count;
            }
        }
        Ok(all.into_iter().map(|(why, count)| Self { why, count }).collect())
    }
}

impl From<HeldReason> for SyncHeldWhy {
    fn from(reason: HeldReason) -> Self {
        match reason {
            HeldReason::Newer => Self::Newer,
            HeldReason::UnknownAuthor
            | HeldReason::UnknownHead
            | HeldReason::UnknownFile
            | HeldReason::UnknownGeneration
            | HeldReason::NoKey => Self::Early,
            HeldReason::NotAWriter | HeldReason::AfterRevocation => Self::NotAllowed,
            HeldReason::Forked => Self::Forked,
            HeldReason::AfterAll => Self::Revoked,
            HeldReason::Unreadable
            | HeldReason::OtherStation
            | HeldReason::BadSignature
            | HeldReason::CannotOpen
            | HeldReason::Broken => Self::Unproven,
        }
    }
}

/// Why a file is no parcel, or no whole one.
pub(super) fn code_of(fault: ParcelFault) -> Code {
    match fault {
        ParcelFault::Empty => Code::ParcelEmpty,
        ParcelFault::Foreign => Code::ParcelForeign,
        ParcelFault::Newer => Code::ParcelNewer,
        ParcelFault::CutShort => Code::ParcelCutShort,
        ParcelFault::Damaged => Code::ParcelDamaged,
    }
}

/// A fault of the stick, which is not the disk that the vault lies on.
pub(super) fn stick(error: &Error) -> Failure {
    let code = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Code::StickFull
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Code::StickReadOnly,
        _ => Code::StickGone,
    };
    code.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ails_the_stick_is_told_apart_from_the_vaults_disk() {
        for (kind, code) in [
            (ErrorKind::StorageFull, Code::StickFull),
            (ErrorKind::FileTooLarge, Code::StickFull),
            (ErrorKind::ReadOnlyFilesystem, Code::StickReadOnly),
            (ErrorKind::NotFound, Code::StickGone),
            (ErrorKind::Other, Code::StickGone),
        ] {
            assert_eq!(stick(&Error::from(kind)).code, code, "{kind}");
        }
    }
}
