//! Refusals: a closed list of reasons, so that a laptop can say in plain words what happened.

mod because;

use minicbor::{Decode, Encode};

use crate::codec::Wire;

/// Why a request was refused. The numbers are part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum RefusalCode {
    /// The body does not decode, or a parameter is none. HTTP 400.
    #[n(1)]
    Malformed,
    /// Longer or more than may be sent at once; the detail is the most that may. HTTP 413.
    #[n(2)]
    TooLarge,
    /// There is no session, or it has ended. HTTP 401.
    #[n(3)]
    NoSession,
    /// The device is not in the directory. HTTP 401.
    #[n(4)]
    UnknownDevice,
    /// The device was revoked. HTTP 403.
    #[n(5)]
    Revoked,
    /// The person may not do this. HTTP 403.
    #[n(6)]
    NotAllowed,
    /// There is no such thing, or the person may not know of it. HTTP 404.
    #[n(7)]
    NotFound,
    /// The station never had such an invitation. HTTP 404.
    #[n(8)]
    NoInvitation,
    /// The station was founded already. HTTP 409.
    #[n(9)]
    AlreadyFounded,
    /// The station was not founded yet. HTTP 409.
    #[n(10)]
    NotFounded,
    /// The directory has grown meanwhile; the detail is the index of its last entry. HTTP 409.
    #[n(11)]
    StaleHead,
    /// The entry breaks a rule of the directory; the detail is the place of the act. HTTP 422.
    #[n(12)]
    BrokenRule,
    /// A signature or a proof does not hold. HTTP 403.
    #[n(13)]
    BadSignature,
    /// The thing belongs to another station. HTTP 422.
    #[n(14)]
    OtherStation,
    /// The program is older than the station's directory allows; the detail is the least format. HTTP 426.
    #[n(15)]
    TooOld,
    /// A newer version wrote it than the station knows. HTTP 422.
    #[n(16)]
    TooNew,
    /// The author is not in the directory. HTTP 422.
    #[n(17)]
    UnknownAuthor,
    /// The author may not write in the file, or could no longer. HTTP 403.
    #[n(18)]
    NotAWriter,
    /// The author was revoked before this change; the detail is its last that counts. HTTP 403.
    #[n(19)]
    AfterRevocation,
    /// The directory knows no such file, generation or head: send its entries first. HTTP 409.
    #[n(20)]
    UnknownPlace,
    /// The author has another change with this number. Both are kept as evidence. HTTP 409.
    #[n(21)]
    Fork,
    /// The offset is not where the station's bytes end; the detail is where they do. HTTP 409.
    #[n(22)]
    WrongOffset,
    /// The whole does not have the hash by which it was named. HTTP 422.
    #[n(23)]
    WrongHash,
    /// The station takes nothing at present (its disk is full); what it has it serves. HTTP 507.
    #[n(24)]
    ReadOnly,
    /// Too many requests; the detail is how many seconds to wait. HTTP 429.
    #[n(25)]
    SlowDown,
    /// Something failed at the station. HTTP 500.
    #[n(26)]
    Failed,
    /// The invitation has expired. Said to whoever knows its lookup, and so its secret. HTTP 410.
    #[n(27)]
    InvitationExpired,
    /// The invitation was used or withdrawn. Said to whoever knows its lookup or its key. HTTP 410.
    #[n(28)]
    InvitationUsed,
    /// The station's own database is not to be reached at present. What was asked is not acknowledged, and nothing that
    /// was is lost; the detail is after how many seconds to ask again. HTTP 503.
    #[n(29)]
    Away,
    /// The author has as many changes that are not admitted as the station keeps aside for anybody; the detail is how
    /// many. It is not kept, and what its author wrote after it waits. HTTP 409.
    #[n(30)]
    TooManyRefused,
}

impl RefusalCode {
    /// The HTTP status that goes with it.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::NoSession | Self::UnknownDevice => 401,
            Self::Revoked
            | Self::NotAllowed
            | Self::BadSignature
            | Self::NotAWriter
            | Self::AfterRevocation => 403,
            Self::NotFound | Self::NoInvitation => 404,
            Self::AlreadyFounded
            | Self::NotFounded
            | Self::StaleHead
            | Self::UnknownPlace
            | Self::Fork
            | Self::WrongOffset
            | Self::TooManyRefused => 409,
            Self::InvitationExpired | Self::InvitationUsed => 410,
            Self::TooLarge => 413,
            Self::BrokenRule
            | Self::OtherStation
            | Self::TooNew
            | Self::UnknownAuthor
            | Self::WrongHash => 422,
            Self::TooOld => 426,
            Self::SlowDown => 429,
            Self::Failed => 500,
            Self::Away => 503,
            Self::ReadOnly => 507,
        }
    }
}

/// The body of every answer that is no success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Refused {
    /// Why.
    #[n(0)]
    pub code: RefusalCode,
    /// A number that goes with some codes.
    #[n(1)]
    pub detail: Option<u64>,
}

impl From<RefusalCode> for Refused {
    fn from(code: RefusalCode) -> Self {
        Self { code, detail: None }
    }
}

impl Wire for Refused {
    const MAX_LEN: usize = 16;
}
