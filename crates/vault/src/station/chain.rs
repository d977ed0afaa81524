//! The station's directory as this vault holds it, with what it alone does not answer: who was what at which entry, and
//! who was put out of which file.

use super::role_of;
use crate::error::{Damage, VaultError};
use crate::log::column;
use crate::vault::Vault;
use crate::views::rows::first;
use casework::id::{FileId, PersonId, StationId};
use casework::role::Role;
use history::Hash;
use protocol::directory::{Act, Directory, DirectoryFault, Entry, SignedEntry};
use rusqlite::{Connection, Row, params};
use sealing::Signature;
use std::collections::{BTreeMap, BTreeSet};

/// A verified directory.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    pub(crate) directory: Directory,
    /// By person: from which entry on she is what.
    roles: BTreeMap<PersonId, Vec<(u64, Role)>>,
    /// Who was put out of a file and not let in again: nobody lets her in unasked.
    expelled: BTreeSet<(FileId, PersonId)>,
}

impl Chain {
    /// A chain without entries.
    pub(crate) fn begin(station: StationId, root: Hash) -> Self {
        Self {
            directory: Directory::begin(station, Some(root)),
            roles: BTreeMap::new(),
            expelled: BTreeSet::new(),
        }
    }

    /// Takes the next entry and answers what is in it. `trusted` where it was verified when it first came.
    pub(crate) fn take(
        &mut self,
        signed: &SignedEntry,
        trusted: bool,
    ) -> Result<Entry, DirectoryFault> {
        let entry = signed.read()?;
        if trusted {
            self.directory.replay_trusted(signed)?;
        } else {
            self.directory.apply(signed)?;
        }
        entry.acts.iter().for_each(|act| self.note(entry.index, act));
        Ok(entry)
    }

    fn note(&mut self, index: u64, act: &Act) {
        let mut becomes = |person, role| {
            self.roles.entry(person).or_default().push((index, role));
        };
        match act {
            Act::Found { person, .. } => becomes(*person, Role::Manager),
            Act::Invite { person, role, .. } | Act::SetRole { person, role } => {
                becomes(*person, role_of(*role));
            }
            Act::Expel { file, person, .. } => _ = self.expelled.insert((*file, *person)),
            Act::Admit { file, person, .. } => _ = self.expelled.remove(&(*file, *person)),
            _ => {}
        }
    }

    /// What a person was when the directory ended with this entry; nothing where either is not known.
    pub(crate) fn role_at(&self, person: PersonId, head: Hash) -> Option<Role> {
        let at = self.directory.index_of(head)?;
        let roles = self.roles.get(&person)?;
        roles.iter().rev().find(|(from, _)| *from <= at).map(|(_, role)| *role)
    }

    /// She was put out of the file and not let in again.
    pub(crate) fn was_expelled(&self, file: FileId, person: PersonId) -> bool {
        self.expelled.contains(&(file, person))
    }

    /// The end of the chain; zeros before the first entry.
    pub(crate) fn head(&self) -> Hash {
        self.directory.head().map_or(Hash::ZERO, |head| head.hash)
    }

    /// Takes the entries that lie in the vault. An entry that this program refuses (it was put back to an older version)
    /// ends the chain here; those after it come anew.
    pub(crate) fn load(&mut self, conn: &Connection) -> Result<(), VaultError> {
        let sql = "SELECT entry, signature FROM directory ORDER BY \"index\"";
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if self.take(&signed(row)?, true).is_err() {
                break;
            }
        }
        Ok(())
    }
}

impl Vault {
    /// An entry of the directory, if it is here.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn directory_entry(&self, index: u64) -> Result<Option<SignedEntry>, VaultError> {
        let sql = "SELECT entry, signature FROM directory WHERE \"index\" = ?";
        first(&self.conn, sql, [column(index)], signed)
    }
}

/// Keeps an entry that was taken.
pub(crate) fn keep(conn: &Connection, index: u64, signed: &SignedEntry) -> Result<(), VaultError> {
    let index = i64::try_from(index).map_err(|_| VaultError::NotStorable)?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO directory (\"index\", entry, signature) VALUES (?, ?, ?)",
    )?
    .execute(params![index, signed.entry, signed.signature.0])?;
    Ok(())
}

fn signed(row: &Row<'_>) -> Result<SignedEntry, VaultError> {
    let signature: [u8; 64] = row.get(1)?;
    Ok(SignedEntry { entry: row.get(0)?, signature: Signature(signature) })
}

/// A row that says what none of ours says.
pub(super) const DAMAGED: VaultError = VaultError::Damaged(Damage::Row);
