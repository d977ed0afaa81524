//! Kinds of record and their fields, as numbers that stand in signed changes. Which numbers mean what is the
//! domain's affair; on the wire they are numbers.

/// What kind of record a change belongs to. The numbers are part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKind(pub u16);

impl RecordKind {
    /// A client.
    pub const CLIENT: Self = Self(1);
    /// A member of a client's household.
    pub const MEMBER: Self = Self(2);
    /// A case.
    pub const CASE: Self = Self(3);
    /// A visit: one signed note and its addenda.
    pub const VISIT: Self = Self(4);
    /// An action agreed at a visit: what became of it.
    pub const ACTION: Self = Self(5);
    /// An access to a case file: who opened it when.
    pub const ACCESS: Self = Self(6);
}

/// A field of a record. The numbers are part of the format; each kind of record counts for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u16);

impl FieldId {
    /// No field: the change is about the record as a whole (a signed note, an addendum).
    pub const WHOLE: Self = Self(0);
}
