//! What a station's refusals, its silence and a directory's faults mean to the person at the laptop.

use crate::failure::{Code, Failure};
use protocol::api::{RefusalCode, Refused};
use protocol::directory::{Breach, DirectoryFault};
use sync::Unreachable;
use vault::LinkError;

/// What a refusal means.
pub(crate) fn refused(refused: Refused) -> Failure {
    match (code_of(refused.code), refused.detail) {
        (code @ (Code::StationBusy | Code::StationAway), Some(seconds)) => {
            Failure::with(code, seconds)
        }
        (code, _) => code.into(),
    }
}

/// The code that goes with a refusal.
pub(crate) fn code_of(refusal: RefusalCode) -> Code {
    match refusal {
        RefusalCode::NoInvitation => Code::InvitationUnknown,
        RefusalCode::InvitationExpired => Code::InvitationExpired,
        RefusalCode::InvitationUsed => Code::InvitationUsed,
        RefusalCode::AlreadyFounded => Code::StationFounded,
        RefusalCode::NotFounded => Code::StationNotFounded,
        RefusalCode::Revoked | RefusalCode::AfterRevocation => Code::LaptopRevoked,
        RefusalCode::UnknownDevice | RefusalCode::UnknownAuthor | RefusalCode::OtherStation => {
            Code::WrongStation
        }
        RefusalCode::NotAllowed | RefusalCode::NotAWriter | RefusalCode::TooManyRefused => {
            Code::NotYourRole
        }
        RefusalCode::BrokenRule | RefusalCode::BadSignature | RefusalCode::Fork => {
            Code::AgainstTheRules
        }
        RefusalCode::TooOld | RefusalCode::TooNew => Code::ProgramTooOld,
        RefusalCode::ReadOnly => Code::StationFull,
        RefusalCode::SlowDown | RefusalCode::StaleHead => Code::StationBusy,
        RefusalCode::Away => Code::StationAway,
        RefusalCode::NotFound => Code::NotFound,
        RefusalCode::Failed
        | RefusalCode::Malformed
        | RefusalCode::TooLarge
        | RefusalCode::NoSession
        | RefusalCode::UnknownPlace
        | RefusalCode::WrongOffset
        | RefusalCode::WrongHash => Code::StationFailed,
    }
}

/// Why there was no answer.
pub(crate) fn unreachable(why: Unreachable) -> Code {
    match why {
        Unreachable::Offline | Unreachable::TimedOut | Unreachable::BrokenOff => {
            Code::StationUnreachable
        }
        Unreachable::OtherCertificate => Code::WrongStation,
        Unreachable::NotAStation | Unreachable::TooLong | Unreachable::Garbled(_) => {
            Code::NotAStation
        }
        Unreachable::Cancelled => Code::Cancelled,
    }
}

/// Why an entry would not be taken.
pub(crate) fn fault(fault: DirectoryFault) -> Code {
    match fault {
        DirectoryFault::Breach { breach, .. } => match breach {
            Breach::AuthorRevoked => Code::LaptopRevoked,
            Breach::NotAllowed => Code::NotYourRole,
            Breach::LastManager => Code::LastManager,
            Breach::LastWriter => Code::LastWriter,
            Breach::UnknownPerson | Breach::PersonRemoved => Code::PersonNotThere,
            Breach::UnknownDevice
            | Breach::DeviceRevoked
            | Breach::UnknownInvitation
            | Breach::UnknownFile
            | Breach::NotAMember => Code::NotFound,
            Breach::InvitationSpent => Code::InvitationUsed,
            Breach::NotEscrowed => Code::NoEmergencyBox,
            Breach::NothingToNote => Code::NotFound,
            _ => Code::AgainstTheRules,
        },
        DirectoryFault::TooOld => Code::ProgramTooOld,
        DirectoryFault::WrongRoot | DirectoryFault::OtherStation => Code::WrongStation,
        DirectoryFault::Unreadable(protocol::WireError::Newer) => Code::ProgramTooOld,
        _ => Code::StationMisbehaves,
    }
}

impl From<LinkError> for Failure {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Linked => Code::AlreadyLinked.into(),
            LinkError::NotLinked => Code::NotLinked.into(),
            LinkError::HasRecords => Code::VaultHasRecords.into(),
            LinkError::NotFounded => Code::StationNotFounded.into(),
            LinkError::NoInvitation => Code::InvitationUsed.into(),
            LinkError::StationShort => Code::SyncFirst.into(),
            LinkError::NotThere => Code::PersonNotThere.into(),
            LinkError::Directory(why) => fault(why).into(),
            LinkError::Vault(error) => error.into(),
        }
    }
}
