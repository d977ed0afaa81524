//! Fields of the records that people edit, with ids that never change: they stand in signed changes
//! on disk and on the wire. A new field takes a new number; a number is never used again.

pub use protocol::field::{FieldId, RecordKind};

use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// The live values of a record's fields, as merged: what a record is projected from.
///
/// A field with more than one live value is in conflict; [`Fields::one`] then gives the first in
/// display order and [`Fields::conflicts`] names the field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields {
    registers: BTreeMap<FieldId, Vec<Value>>,
    sets: BTreeMap<FieldId, Vec<Value>>,
}

impl Fields {
    /// Fields from their live register values and set members, each in display order.
    #[must_use]
    pub fn new(
        registers: BTreeMap<FieldId, Vec<Value>>,
        sets: BTreeMap<FieldId, Vec<Value>>,
    ) -> Self {
        Self { registers, sets }
    }

    /// The field's value, if it has one that can be read as a `T`. A null is no value.
    #[must_use]
    pub fn one<T: DeserializeOwned>(&self, field: FieldId) -> Option<T> {
        let value = self.registers.get(&field)?.first()?;
        T::deserialize(value).ok()
    }

    /// The field's text, empty where there is none.
    #[must_use]
    pub fn text(&self, field: FieldId) -> String {
        self.one(field).unwrap_or_default()
    }

    /// The members of a set that can be read as a `T`, in display order.
    #[must_use]
    pub fn set<T: DeserializeOwned>(&self, field: FieldId) -> Vec<T> {
        let members = self.sets.get(&field).map(Vec::as_slice).unwrap_or_default();
        members.iter().filter_map(|value| T::deserialize(value).ok()).collect()
    }

    /// The fields with more than one live value.
    pub fn conflicts(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.registers.iter().filter(|(_, live)| live.len() > 1).map(|(field, _)| *field)
    }
}

/// A record that people edit field by field: what its fields hold, and what they mean together.
pub trait Edited: Sized {
    /// The kind of record.
    const KIND: RecordKind;

    /// Every register of the record with its value; [`Value::Null`] where it holds nothing.
    fn registers(&self) -> Vec<(FieldId, Value)>;

    /// Every set of the record with its members.
    fn sets(&self) -> Vec<(FieldId, Vec<Value>)> {
        Vec::new()
    }

    /// The record as its fields stand.
    fn project(fields: &Fields) -> Self;
}

/// A value as it is stored. Text that is empty is no value.
#[must_use]
pub fn value<T: serde::Serialize>(of: &T) -> Value {
    match serde_json::to_value(of) {
        Ok(Value::String(text)) if text.is_empty() => Value::Null,
        Ok(value) => value,
        // Records hold strings, numbers, lists and enums, which always have a JSON form.
        Err(_) => Value::Null,
    }
}

/// The members of a set as they are stored.
#[must_use]
pub fn values<'a, T: serde::Serialize + 'a>(of: impl IntoIterator<Item = &'a T>) -> Vec<Value> {
    of.into_iter().map(value).collect()
}
