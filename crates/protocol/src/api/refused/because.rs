//! What a station answers to what the directory refuses.

use super::{RefusalCode, Refused};
use crate::codec::WireError;
use crate::directory::{Breach, DirectoryFault, Refusal};
use crate::header::DecodeError;

impl From<WireError> for Refused {
    fn from(error: WireError) -> Self {
        match error {
            WireError::Newer => RefusalCode::TooNew,
            WireError::TooLong => RefusalCode::TooLarge,
            WireError::Malformed | WireError::NotCanonical | WireError::OutOfBounds => {
                RefusalCode::Malformed
            }
        }
        .into()
    }
}

impl From<DirectoryFault> for Refused {
    fn from(fault: DirectoryFault) -> Self {
        match fault {
            DirectoryFault::Unreadable(error) => error.into(),
            DirectoryFault::OtherStation => RefusalCode::OtherStation.into(),
            DirectoryFault::WrongRoot
            | DirectoryFault::AlreadyThere
            | DirectoryFault::Forked
            | DirectoryFault::Gap => RefusalCode::StaleHead.into(),
            DirectoryFault::UnknownAuthor => RefusalCode::UnknownAuthor.into(),
            DirectoryFault::BadSignature => RefusalCode::BadSignature.into(),
            DirectoryFault::TooOld => RefusalCode::TooOld.into(),
            DirectoryFault::Breach { act, breach } => {
                let code = match breach {
                    Breach::AuthorRevoked => RefusalCode::Revoked,
                    Breach::NotAllowed => RefusalCode::NotAllowed,
                    Breach::UnknownInvitation => RefusalCode::NoInvitation,
                    Breach::InvitationSpent => RefusalCode::InvitationUsed,
                    Breach::BadProof => RefusalCode::BadSignature,
                    _ => RefusalCode::BrokenRule,
                };
                Self { code, detail: u64::try_from(act).ok() }
            }
        }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unreadable(DecodeError::NewerFormat(_)) => RefusalCode::TooNew.into(),
            Refusal::Unreadable(_) => RefusalCode::Malformed.into(),
            Refusal::OtherStation => RefusalCode::OtherStation.into(),
            Refusal::UnknownAuthor => RefusalCode::UnknownAuthor.into(),
            Refusal::BadSignature => RefusalCode::BadSignature.into(),
            Refusal::AfterRevocation { last } => {
                Self { code: RefusalCode::AfterRevocation, detail: Some(last) }
            }
            Refusal::OffTheChain => RefusalCode::Fork.into(),
            Refusal::UnknownHead | Refusal::UnknownFile | Refusal::UnknownGeneration => {
                RefusalCode::UnknownPlace.into()
            }
            Refusal::NotAWriter => RefusalCode::NotAWriter.into(),
        }
    }
}
