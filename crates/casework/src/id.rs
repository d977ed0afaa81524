//! Identities of people and records: 16 bytes, time-ordered (UUID version 7, RFC 9562), made by the
//! rooms that may look at a clock.

/// The identities that stand on the wire.
pub use protocol::id::{DeviceId, FileId, PersonId, RecordId, StationId};

protocol::ids! {
    /// A client 服务对象: the child or older person served.
    ClientId,
    /// A case 个案: one client's course from intake to closure.
    CaseId,
    /// A member of the client's household.
    MemberId,
    /// A visit 家访, from its first draft on.
    VisitId,
    /// An action agreed at a visit.
    ActionId,
    /// A photo, voice file or document kept with a visit.
    AttachmentId,
}

macro_rules! as_record {
    ($($name:ident => $target:ident),+ $(,)?) => {$(
        impl From<$name> for $target {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        }
    )+};
}

as_record! {
    ClientId => RecordId, CaseId => RecordId, MemberId => RecordId, VisitId => RecordId,
    ActionId => RecordId, ClientId => FileId, CaseId => FileId,
}
