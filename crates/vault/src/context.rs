//! What a view is made from beside the merged record.

use crate::log::Signers;
use casework::fields::RecordKind;
use casework::id::{DeviceId, FileId, PersonId, RecordId};
use casework::rhythm::VisitRules;
use casework::role::Role;
use history::Header;
use std::collections::BTreeMap;

/// A record whose view is to be refreshed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Touched {
    /// The file it belongs to.
    pub file: FileId,
    /// The record.
    pub record: RecordId,
    /// What kind of record.
    pub kind: RecordKind,
    /// Place in the log of the record's first change. The same when views are rebuilt.
    pub first: i64,
    /// Place in the log of the record's newest change. The same when views are rebuilt.
    pub last: i64,
}

/// A person as a device is known to be theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// The person.
    pub id: PersonId,
    /// Name, as it stands under a note.
    pub name: String,
    /// What she does at the station.
    pub role: Role,
}

/// What all views share.
#[derive(Debug)]
pub(crate) struct Context {
    /// How often which case is to be visited.
    pub rules: VisitRules,
    /// Whose device is whose.
    pub people: BTreeMap<DeviceId, Person>,
    /// Whose signatures hold here.
    pub signers: Signers,
}

impl Context {
    /// The role in which a change was signed. Of a device that is not known, the least.
    pub fn role_in(&self, header: &Header) -> Role {
        self.people.get(&header.author).map_or(Role::Worker, |person| person.role)
    }

    /// Name of the person a device belongs to; empty for a device that is not known.
    pub fn name_of(&self, device: DeviceId) -> &str {
        self.people.get(&device).map_or("", |person| &person.name)
    }
}
