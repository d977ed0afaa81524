//! Why an entry is not taken.

use crate::codec::WireError;

/// Why an entry is not taken. Nothing of it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryFault {
    /// It is no entry; [`WireError::Newer`] where this program is too old for it: the chain stops here until the
    /// program is renewed.
    #[error("the entry cannot be read: {0}")]
    Unreadable(#[from] WireError),
    /// It belongs to another station.
    #[error("the entry belongs to another station")]
    OtherStation,
    /// It is the first, and not the one that was pinned.
    #[error("the directory begins with another entry than was pinned")]
    WrongRoot,
    /// It is in the chain already.
    #[error("the entry is in the chain already")]
    AlreadyThere,
    /// It stands where another entry stands, or follows another: the chain has grown meanwhile, or two chains
    /// were told.
    #[error("the entry does not follow this chain")]
    Forked,
    /// Entries before it are missing.
    #[error("entries before it are missing")]
    Gap,
    /// Its author is not in the directory.
    #[error("its author is not in the directory")]
    UnknownAuthor,
    /// Its author did not sign it.
    #[error("its signature does not hold")]
    BadSignature,
    /// Its format is older than the directory allows by now.
    #[error("its format is too old")]
    TooOld,
    /// One of its acts breaks a rule.
    #[error("act {act} breaks a rule: {breach}")]
    Breach {
        /// Which act, from 0.
        act: usize,
        /// The rule.
        breach: Breach,
    },
}

/// The rule that an act breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Breach {
    /// The author was revoked, by an earlier act of the same entry maybe.
    #[error("its author was revoked")]
    AuthorRevoked,
    /// The author may not do this.
    #[error("its author may not do this")]
    NotAllowed,
    /// Founding stands anywhere but at the beginning, or something else does; or a device joins elsewhere than
    /// at the beginning of its own first entry.
    #[error("it stands in the wrong place")]
    OutOfPlace,
    /// There is no such person, or she has not come in yet.
    #[error("there is no such person")]
    UnknownPerson,
    /// There is such a person already.
    #[error("the person is here already")]
    PersonTaken,
    /// The person has left.
    #[error("the person has left")]
    PersonRemoved,
    /// There is no such device.
    #[error("there is no such device")]
    UnknownDevice,
    /// There is such a device already.
    #[error("the device is here already")]
    DeviceTaken,
    /// The device was revoked.
    #[error("the device was revoked")]
    DeviceRevoked,
    /// There is no such invitation.
    #[error("there is no such invitation")]
    UnknownInvitation,
    /// There is such an invitation already.
    #[error("the invitation is here already")]
    InvitationTaken,
    /// The invitation was used or withdrawn.
    #[error("the invitation was used or withdrawn")]
    InvitationSpent,
    /// The invitation's signature does not hold.
    #[error("the proof does not hold")]
    BadProof,
    /// A further device names another user key than the person has.
    #[error("the person has another user key")]
    OtherUserKey,
    /// The user key is on a device that was revoked, or was there before.
    #[error("the user key is exposed")]
    ExposedKey,
    /// Nobody could manage the station any more.
    #[error("no manager would be left")]
    LastManager,
    /// Nobody could write in the file any more.
    #[error("no writer would be left")]
    LastWriter,
    /// There is no such file.
    #[error("there is no such file")]
    UnknownFile,
    /// The person is not a member of the file.
    #[error("the person is no member")]
    NotAMember,
    /// A member would have less access: she must leave first, so that it is said up to where her changes count.
    #[error("access goes up only")]
    LessAccess,
    /// The file has another generation by now.
    #[error("the file has another generation")]
    OtherGeneration,
    /// The file's key has another commitment.
    #[error("the file has another key")]
    OtherKey,
    /// The boxes are not for exactly those who must have one.
    #[error("the boxes are for others")]
    OtherBoxes,
    /// The last changes are not of exactly the person's active devices.
    #[error("the last changes are of other devices")]
    OtherDevices,
    /// Another change of the device was named for this number before.
    #[error("another change was named for this number")]
    OtherChange,
    /// The least format goes up only.
    #[error("the least format goes up only")]
    LowerFormat,
    /// The least format would be higher than that of the entry which says so.
    #[error("the least format is beyond the entry's own")]
    HigherFormat,
    /// A file has no boxes for an emergency where it must: with every new key once the station has a recovery key;
    /// and none for whoever would open it by one.
    #[error("there are no boxes for an emergency")]
    NotEscrowed,
    /// The station has no such recovery key.
    #[error("there is no such recovery key")]
    NoRecoveryKey,
    /// Nobody broke the glass there, or it was taken note of.
    #[error("there is nothing to take note of")]
    NothingToNote,
    /// More members or devices than one act can name.
    #[error("too many")]
    TooMany,
}
