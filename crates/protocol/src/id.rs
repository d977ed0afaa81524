//! Identities on the wire: 16 bytes, time-ordered (UUID version 7, RFC 9562), made by the rooms that may look
//! at a clock.

/// Declares identities: distinct types over 16 bytes, with their text and serde forms. The calling crate
/// has `uuid` and `serde`, and a feature `ts` with `ts-rs` behind it.
#[macro_export]
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[cfg_attr(feature = "ts", ts(type = "string"))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// The 16 bytes, as they stand on disk.
            #[must_use]
            pub fn bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }

            /// The identity with these 16 bytes.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(uuid::Uuid::from_bytes(bytes))
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
    /// A worker, supervisor or manager of the station.
    PersonId,
    /// A laptop that signs changes.
    DeviceId,
    /// A station 社工站.
    StationId,
    /// Any record: a client, a case, a visit and so on.
    RecordId,
    /// The file a record belongs to and whose key seals it: a client's or a case's.
    FileId,
}
