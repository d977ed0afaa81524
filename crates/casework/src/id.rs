//! Identities of people and records: 16 bytes, time-ordered (UUID version 7, RFC 9562), made by the
//! rooms that may look at a clock.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[cfg_attr(feature = "ts", ts(type = "string"))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The 16 bytes, as they stand on disk.
            #[must_use]
            pub fn bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }

            /// The identity with these 16 bytes.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
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
    /// A worker, supervisor or manager of the station.
    PersonId,
    /// A laptop that signs changes.
    DeviceId,
    /// A station 社工站.
    StationId,
    /// Any record: the part that is common to all of the above.
    RecordId,
    /// The file a record belongs to and whose key seals it: a client's or a case's.
    FileId,
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
