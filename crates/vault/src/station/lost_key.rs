//! Keys that somebody gave to nobody: a box of this person's that does not open, although she has what should open it. What
//! was before such a key is not lost with it, and the next one is made of what is here.

use super::chain::{Chain, DAMAGED};
use super::reason::HeldReason;
use crate::error::VaultError;
use crate::file_key;
use crate::log::column;
use crate::own_keys;
use crate::vault::Vault;
use casework::id::{DeviceId, FileId, PersonId};
use history::Header;
use protocol::directory::{Directory, File};
use rusqlite::{Connection, params};
use sealing::FileKey;
use std::collections::BTreeSet;

/// A key that did not come out of a box.
pub(super) struct KeyDoubt {
    pub(super) file: FileId,
    /// Who filled the box.
    pub(super) author: DeviceId,
    pub(super) entry: u64,
    /// There is a key since that opens.
    pub(super) mended: bool,
}

/// A box of this person's for the present key of a file does not open.
pub(super) fn doubt(
    conn: &Connection,
    chain: &Chain,
    (file, generation): (FileId, u32),
    author: DeviceId,
) -> Result<(), VaultError> {
    let entry = chain.directory.head().map_or(0, |head| head.index);
    conn.prepare_cached(
        "INSERT OR IGNORE INTO key_doubts (file, generation, author, entry, mended)
         VALUES (?, ?, ?, ?, 0)",
    )?
    .execute(params![file.bytes(), generation, author.bytes(), column(entry)])?;
    Ok(())
}

/// The present key of a file is here.
pub(super) fn mended(conn: &Connection, file: FileId) -> Result<(), VaultError> {
    conn.prepare_cached("UPDATE key_doubts SET mended = 1 WHERE file = ?")?
        .execute([file.bytes()])?;
    Ok(())
}

/// All of them, by entry.
pub(super) fn doubts(conn: &Connection) -> Result<Vec<KeyDoubt>, VaultError> {
    let sql = "SELECT file, author, entry, mended FROM key_doubts ORDER BY entry, file";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(KeyDoubt {
            file: FileId::from_bytes(row.get(0)?),
            author: DeviceId::from_bytes(row.get(1)?),
            entry: row.get::<_, i64>(2)?.unsigned_abs(),
            mended: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Vault {
    /// A file that is due for a new key, in which this person may write, with the key that goes inside the next: the
    /// present one, or the newest that is here where nobody who stays has the present one.
    pub(super) fn renewable<'chain>(
        &self,
        chain: &'chain Chain,
        id: FileId,
    ) -> Result<Option<(&'chain File, FileKey)>, VaultError> {
        if let Some(found) = self.writable(chain, id)? {
            return Ok(Some(found));
        }
        let writes = chain.directory.writes(id, self.identity.person);
        let Some(file) = chain.directory.file(id).filter(|_| writes) else { return Ok(None) };
        if !self.has_all_under(id, file.generation())? || !self.is_lost(chain, id, file)? {
            return Ok(None);
        }
        let newest = file_key::newest(&self.conn, id)?;
        Ok(newest.map(|(_, key)| (file, key)))
    }

    /// All that the station has came since a box of the key did not open: whoever wrote under it is known. Nothing is due
    /// before that, or what somebody has just written would be passed over.
    fn has_all_under(&self, id: FileId, generation: u32) -> Result<bool, VaultError> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM key_doubts WHERE file = ?1 AND generation = ?2
            AND entry > coalesce((SELECT whole FROM caught_up), -1))";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_row(params![id.bytes(), generation], |row| row.get(0))?)
    }

    /// Nobody who may still write has shown that she has the file's present key. A key inside the next is one alone: to
    /// pass over one that somebody wrote under would keep that from all who come later.
    fn is_lost(&self, chain: &Chain, id: FileId, file: &File) -> Result<bool, VaultError> {
        let me = self.identity.person;
        let mine = file.members.get(&me).and_then(|member| member.key.as_ref());
        let mut had: BTreeSet<DeviceId> = filled(file).collect();
        let has_what_opens = match mine {
            Some(given) => own_keys::user_key(&self.conn, &given.user_key)?.is_some(),
            None => false,
        };
        if !has_what_opens && others(&chain.directory, (id, file), me).any(|(_, has_box)| has_box) {
            // She cannot tell whether it opens for the others.
            return Ok(false);
        }
        had.extend(self.authors_under(id, file.generation())?);
        Ok(!others(&chain.directory, (id, file), me).any(|(devices, _)| !had.is_disjoint(&devices)))
    }

    /// Who wrote in a file under a key, as far as that is proven here.
    fn authors_under(&self, id: FileId, generation: u32) -> Result<Vec<DeviceId>, VaultError> {
        let sql = "SELECT DISTINCT author FROM log WHERE file = ? AND generation = ?";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map(params![id.bytes(), generation], |row| {
            Ok(DeviceId::from_bytes(row.get(0)?))
        })?;
        let mut authors: Vec<DeviceId> = found.collect::<Result<_, _>>()?;
        let sql = "SELECT header, reason FROM held WHERE generation = ?";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([generation])?;
        while let Some(row) = rows.next()? {
            let reason = HeldReason::of_column(row.get(1)?).ok_or(DAMAGED)?;
            // What is held for this is proven but for what is in it.
            if reason != HeldReason::NoKey {
                continue;
            }
            let header = Header::decode(&row.get::<_, Vec<u8>>(0)?).ok();
            authors.extend(header.filter(|header| header.file == id).map(|header| header.author));
        }
        Ok(authors)
    }
}

/// The devices that filled the boxes of a file's present key.
fn filled(file: &File) -> impl Iterator<Item = DeviceId> {
    file.members.values().filter_map(|member| member.key.as_ref().map(|given| given.granter))
}

/// The other members who may write as they are: the devices that count of each, and whether she was given a box for a key
/// that is hers.
fn others(
    directory: &Directory,
    (id, file): (FileId, &File),
    me: PersonId,
) -> impl Iterator<Item = (BTreeSet<DeviceId>, bool)> {
    let writers = file.members.iter();
    let writers =
        writers.filter(move |(person, _)| **person != me && directory.writes(id, **person));
    writers.map(|(person, member)| {
        let devices: BTreeSet<_> = directory.active_devices(*person).collect();
        let present = directory.person(*person).and_then(|person| person.safe_key());
        let given = member.key.as_ref().map(|given| given.user_key);
        let has_box = !devices.is_empty() && present.is_some() && given == present;
        (devices, has_box)
    })
}
