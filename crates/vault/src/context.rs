//! What a view is made from beside the merged record.

use crate::log::{At, Signers};
use crate::station::Chain;
use casework::fields::RecordKind;
use casework::id::{DeviceId, FileId, PersonId, RecordId};
use casework::rhythm::VisitRules;
use casework::role::Role;
use history::{Hash, Header};
use protocol::directory::Access;
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

impl Touched {
    /// Where the record is.
    pub fn at(&self) -> At {
        At { kind: self.kind, record: self.record, file: self.file }
    }
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
    /// The station's directory, where the vault belongs to one.
    pub chain: Option<Chain>,
}

impl Context {
    /// The role in which a change was signed: what its author was at the entry of the directory that it names. Of a device
    /// that is not known, the least.
    pub fn role_in(&self, header: &Header) -> Role {
        let Some(person) = self.people.get(&header.author) else { return Role::Worker };
        let chain = self.chain.as_ref();
        chain
            .and_then(|chain| chain.role_at(person.id, header.directory_head))
            .unwrap_or(person.role)
    }

    /// The end of the station's directory, as a change names it.
    pub fn directory_head(&self) -> Hash {
        self.chain.as_ref().map_or(Hash::ZERO, Chain::head)
    }

    /// The station's directory has this file.
    pub fn knows_file(&self, file: FileId) -> bool {
        self.chain.as_ref().is_some_and(|chain| chain.directory.file(file).is_some())
    }

    /// The person may read this file and not write in it. Whoever is no member is not meant: what she writes waits until
    /// somebody lets her in again.
    pub fn reads_only(&self, file: FileId, person: PersonId) -> bool {
        let directory = self.chain.as_ref().map(|chain| &chain.directory);
        let access = directory.and_then(|directory| directory.access(file, person));
        matches!(access, Some(Access::Read | Access::Audit))
    }

    /// Name of the person a device belongs to; empty for a device that is not known.
    pub fn name_of(&self, device: DeviceId) -> &str {
        self.people.get(&device).map_or("", |person| &person.name)
    }
}
