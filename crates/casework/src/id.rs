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
    /// A goal of a case.
    GoalId,
    /// A crisis, from its opening on.
    CrisisId,
    /// Something done or decided in a crisis.
    EntryId,
    /// A photo, voice file or document kept with a visit.
    AttachmentId,
    /// Somebody in the client's family tree: the client, a member, or one who stands nowhere else.
    KinId,
    /// A tie of the family: a couple, a parent and a child, twins, how two feel, who lives together.
    TieId,
    /// What surrounds the family: a school, a hospital, a village committee.
    SystemId,
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
    ActionId => RecordId, KinId => RecordId, TieId => RecordId, SystemId => RecordId, ClientId => FileId, CaseId => FileId,
    ClientId => KinId, MemberId => KinId,
}
