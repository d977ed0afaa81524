//! Errors at the border: a small closed code that the screens translate into what happened, what is
//! safe and what to do. Never a sentence, never a word of a case.

use crate::client::view::FieldProblem;
use casework::problem::Problem;
use casework::visit::readiness::Missing;
use sealing::CodeSlip;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{KeySlotsFault, VaultError};

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The passphrase is not the vault's.
    WrongPassphrase,
    /// Too many tries: wait.
    WaitBeforeRetry,
    /// The recovery code has a typing slip (its check character does not fit).
    RecoveryCodeMistyped,
    /// The recovery code is well formed and not this vault's.
    WrongRecoveryCode,
    /// The passphrase is too weak.
    WeakPassphrase,
    /// The sample caseload keeps its passphrase and recovery code.
    NotForSample,
    /// The vault is locked.
    Locked,
    /// There is no vault.
    NoVault,
    /// A vault is there already.
    VaultExists,
    /// Another window of this program has the vault open.
    VaultInUse,
    /// The vault was written by a newer version of the program.
    VaultTooNew,
    /// The vault file is damaged.
    VaultDamaged,
    /// The key-slot file is missing, damaged or was tampered with.
    KeySlotsDamaged,
    /// The backup file is damaged or no backup.
    BackupDamaged,
    /// The backup was written by a newer version of the program.
    BackupTooNew,
    /// The disk is full.
    DiskFull,
    /// The folder cannot be written.
    ReadOnly,
    /// The place chosen lies in the vault's own folder.
    InsideVault,
    /// Some other fault of the disk.
    DiskFault,
    /// A form has problems: `problems` lists them.
    Invalid,
    /// What is missing before a visit can be signed: `missing` lists it.
    NotReady,
    /// The client is on record already, by likeness; look at the two side by side.
    PossibleDuplicate,
    /// The record was changed since it was shown; nothing was overwritten.
    ChangedMeanwhile,
    /// No such record.
    NotFound,
    /// The file is not all here yet: it comes before all others now.
    StillComing,
    /// The note is signed already.
    AlreadySigned,
    /// This one draft cannot be read; it is kept as it is.
    DraftUnreadable,
    /// What was asked for is for another role at the station.
    NotYourRole,
    /// Whoever works here may read this case and not write in it.
    ReadsOnly,
    /// Nobody reviews a note of her own.
    OwnNote,
    /// The code of an invitation or of a new station has a typing slip; `detail` is the group to look at again,
    /// from 1, where one stands out.
    CodeMistyped,
    /// The address of a station has not the form `host` or `host:port`.
    AddressMistyped,
    /// The station never had an invitation with this code.
    InvitationUnknown,
    /// The invitation has expired.
    InvitationExpired,
    /// The invitation was used or withdrawn.
    InvitationUsed,
    /// The invitation stands in the list of the station, and its code is nowhere: it is to be withdrawn.
    InvitationHalfMade,
    /// Nobody answers at the station's address.
    StationUnreachable,
    /// Whoever answers at the address is no station: a proxy, or the page of a network that asks to sign in.
    NotAStation,
    /// Another station answers than the one that was meant.
    WrongStation,
    /// The station waits to be founded: its code founds it, and invites nobody.
    StationNotFounded,
    /// The station was founded already.
    StationFounded,
    /// The vault belongs to a station already.
    AlreadyLinked,
    /// The vault belongs to no station.
    NotLinked,
    /// The vault has records of its own: it can found a station, and join none.
    VaultHasRecords,
    /// This laptop belongs to the station no longer.
    LaptopRevoked,
    /// Nobody could manage the station any more.
    LastManager,
    /// Nobody could write in the file any more.
    LastWriter,
    /// The person has come in by no laptop yet, or has left.
    PersonNotThere,
    /// The person is invited, and has come in by no laptop yet.
    NoLaptopYet,
    /// The person may write in the case anyway.
    AlreadyMember,
    /// A sheet of the station's recovery key has a typing slip; `detail` is `first` or `second`, and the group to look at
    /// again, from 1, where one stands out: `second 5`.
    SheetMistyped,
    /// One sheet was typed twice; `detail` is which, from 1.
    SheetTwice,
    /// The two sheets are not of one set.
    SheetsDiffer,
    /// The sheets are of an older recovery key: what is asked for is in no box of theirs any more.
    SheetsOld,
    /// The sheets are not this station's; of new ones, not those that were printed just now.
    SheetsForeign,
    /// No new sheets wait to be typed back: the program was locked meanwhile.
    NoNewSheets,
    /// There is no file that the sheets open and that is not open already.
    NothingToRecover,
    /// A reason must be given.
    ReasonMissing,
    /// The case is open to her already, or is in no box for her yet.
    NoEmergencyBox,
    /// The rules of the station do not allow it.
    AgainstTheRules,
    /// The station has less of somebody's changes than it had, so that nobody can say up to where they count: a sync gives it
    /// back what is here.
    SyncFirst,
    /// The station takes nothing at present: its disk is full.
    StationFull,
    /// The station asks to wait; `detail` is for how many seconds.
    StationBusy,
    /// The station's own database is not to be reached at present; `detail` is after how many seconds to try again.
    StationAway,
    /// Something failed at the station.
    StationFailed,
    /// The station does not answer as a station may, or its word breaks its own rules.
    StationMisbehaves,
    /// This program is too old for the station.
    ProgramTooOld,
    /// The file from the stick has not a byte in it.
    ParcelEmpty,
    /// The file is no parcel: something else was chosen.
    ParcelForeign,
    /// A newer version of the program packed it.
    ParcelNewer,
    /// The file ends before its end.
    ParcelCutShort,
    /// The file is not whole, or was changed.
    ParcelDamaged,
    /// It was packed for somebody else.
    ParcelNotForYou,
    /// It was packed for the station.
    ParcelForStation,
    /// It is another station's.
    ParcelOtherStation,
    /// The place that was chosen has no room left for the file.
    StickFull,
    /// The place that was chosen cannot be written or read by this person.
    StickReadOnly,
    /// The place that was chosen cannot be read or written any more: a stick was pulled out.
    StickGone,
    /// The attachment is empty.
    AttachmentEmpty,
    /// The attachment is too large.
    AttachmentTooLarge,
    /// The picture has too many pixels to be opened safely.
    PictureTooLarge,
    /// The file is damaged, or is not what it says it is.
    AttachmentUnreadable,
    /// The file's format cannot have its location removed; keep it on purpose or convert it.
    LocationNotRemovable,
    /// The encrypted file of the attachment is missing.
    AttachmentMissing,
    /// The attachment did not come from the station yet.
    AttachmentOnItsWay,
    /// The encrypted file of the attachment was cut, changed or swapped.
    AttachmentDamaged,
    /// Too many attachments.
    TooManyAttachments,
    /// A character that no font has: `detail` names it.
    NoGlyph,
    /// The printing system is not there.
    PrintUnavailable,
    /// The machine has not enough memory.
    OutOfMemory,
    /// Broken off on request.
    Cancelled,
    /// The request has not the form this version knows.
    BadRequest,
    /// A fault of the program.
    Internal,
}

/// A failure as the screens get it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// What went wrong.
    pub code: Code,
    /// Seconds to wait, a limit, a character: what the sentence needs. Never a word of a case.
    #[serde(default)]
    pub detail: Option<String>,
    /// Problems of a form, with [`Code::Invalid`].
    #[serde(default)]
    pub problems: Vec<FieldProblem>,
    /// What is missing, with [`Code::NotReady`].
    #[serde(default)]
    pub missing: Vec<Missing>,
}

impl Failure {
    /// A form with problems.
    pub(crate) fn invalid(problems: impl IntoIterator<Item = Problem>) -> Self {
        let problems = problems.into_iter().map(FieldProblem::from).collect();
        Self { problems, ..Code::Invalid.into() }
    }

    /// A visit that cannot be signed yet.
    pub(crate) fn not_ready(missing: Vec<Missing>) -> Self {
        Self { missing, ..Code::NotReady.into() }
    }

    /// A code with what its sentence needs.
    pub(crate) fn with(code: Code, detail: impl ToString) -> Self {
        Self { detail: Some(detail.to_string()), ..code.into() }
    }
}

impl From<Problem> for FieldProblem {
    fn from(problem: Problem) -> Self {
        Self {
            field: problem.field.to_owned(),
            problem: problem.problem.to_owned(),
            detail: problem.detail,
        }
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        match error {
            // Which group of the code to look at again.
            VaultError::RecoveryMistyped(CodeSlip::Group { number }) => {
                Self::with(Code::RecoveryCodeMistyped, number)
            }
            error => Code::from(error).into(),
        }
    }
}

impl From<VaultError> for Code {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::NoVault => Self::NoVault,
            VaultError::VaultExists => Self::VaultExists,
            VaultError::InUse => Self::VaultInUse,
            VaultError::WrongPassphrase => Self::WrongPassphrase,
            VaultError::RecoveryMistyped(_) => Self::RecoveryCodeMistyped,
            VaultError::WrongRecoveryCode => Self::WrongRecoveryCode,
            VaultError::KeySlots(KeySlotsFault::TooNew) | VaultError::TooNew { .. } => {
                Self::VaultTooNew
            }
            VaultError::KeySlots(_) => Self::KeySlotsDamaged,
            VaultError::Damaged(_) => Self::VaultDamaged,
            VaultError::BackupDamaged => Self::BackupDamaged,
            VaultError::BackupTooNew { .. } => Self::BackupTooNew,
            VaultError::DiskFull => Self::DiskFull,
            VaultError::ReadOnly => Self::ReadOnly,
            VaultError::InsideVault => Self::InsideVault,
            VaultError::Disk(_) => Self::DiskFault,
            VaultError::OutOfMemory => Self::OutOfMemory,
            VaultError::ChangedMeanwhile { .. } => Self::ChangedMeanwhile,
            VaultError::NotFound => Self::NotFound,
            VaultError::ReadsOnly => Self::ReadsOnly,
            VaultError::AlreadySigned => Self::AlreadySigned,
            VaultError::DraftUnreadable => Self::DraftUnreadable,
            VaultError::AttachmentMissing => Self::AttachmentMissing,
            VaultError::AttachmentDamaged => Self::AttachmentDamaged,
            VaultError::Cancelled => Self::Cancelled,
            VaultError::NotStorable | VaultError::Database(_) => Self::Internal,
        }
    }
}

impl From<std::io::Error> for Code {
    fn from(error: std::io::Error) -> Self {
        VaultError::from(error).into()
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self { code, detail: None, problems: Vec::new(), missing: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Error, ErrorKind};

    #[test]
    fn faults_of_the_disk_are_told_apart() {
        for (kind, expected) in [
            (ErrorKind::StorageFull, Code::DiskFull),
            (ErrorKind::QuotaExceeded, Code::DiskFull),
            (ErrorKind::PermissionDenied, Code::ReadOnly),
            (ErrorKind::ReadOnlyFilesystem, Code::ReadOnly),
            (ErrorKind::NotFound, Code::DiskFault),
            (ErrorKind::TimedOut, Code::DiskFault),
        ] {
            assert_eq!(Code::from(Error::from(kind)), expected, "{kind}");
        }
    }

    #[test]
    fn what_only_a_newer_version_reads_is_not_called_damaged() {
        let newer = [VaultError::TooNew { found: 9 }, VaultError::KeySlots(KeySlotsFault::TooNew)];
        assert!(newer.into_iter().all(|error| Code::from(error) == Code::VaultTooNew));
        for fault in
            [KeySlotsFault::Missing, KeySlotsFault::Tampered, KeySlotsFault::OfAnotherVault]
        {
            assert_eq!(Code::from(VaultError::KeySlots(fault)), Code::KeySlotsDamaged);
        }
        assert_eq!(Code::from(VaultError::OutOfMemory), Code::OutOfMemory);
        assert_eq!(Code::from(VaultError::DraftUnreadable), Code::DraftUnreadable);
    }

    #[test]
    fn a_failure_says_nothing_that_it_was_not_given() {
        let failure = Failure::from(VaultError::NotStorable);
        assert_eq!(serde_json::to_value(failure).unwrap()["code"], "internal");
        let failure = Failure::from(VaultError::RecoveryMistyped(CodeSlip::Group { number: 3 }));
        assert_eq!(failure.detail.as_deref(), Some("3"));
    }
}
