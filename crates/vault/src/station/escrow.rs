//! Emergency boxes of the files this person writes in: filled where they are due, and looked at where somebody else
//! filled them. A box can be made again by whoever holds the file's key, so that nobody fills it with something else
//! unseen.

use super::acts::Draft;
use super::chain::Chain;
use crate::error::VaultError;
use crate::file_key;
use crate::log::column;
use crate::vault::Vault;
use casework::id::{FileId, PersonId};
use history::Hash;
use protocol::UserPublic;
use protocol::directory::{Act, Escrow, EscrowBox, NO_BOX, PersonBox};
use protocol::lockbox::{self, EmergencyBox};
use rusqlite::{Connection, params};
use sealing::{FileKey, Recipient as _};
use std::collections::BTreeSet;

impl Vault {
    /// The boxes of a key for these managers and for the recovery key; nothing where there is neither.
    pub(super) fn escrow(
        &self,
        chain: &Chain,
        (file, generation, key): (FileId, u32, &FileKey),
        managers: &[(PersonId, UserPublic)],
    ) -> Result<Option<Act>, VaultError> {
        let recovery = chain.directory.recovery_key().map(|key| key.user_key);
        if managers.is_empty() && recovery.is_none() {
            return Ok(None);
        }
        let commitment = Hash(sealing::key_commitment(key));
        let station = self.identity.station_id;
        let about = |user_key| EmergencyBox { station, file, generation, user_key, commitment };
        let boxes = managers.iter().map(|(person, user_key)| {
            let info = lockbox::emergency_info(&about(*user_key), *person);
            PersonBox { person: *person, lockbox: filled(key, user_key, &info) }
        });
        let for_recovery = recovery
            .map(|user_key| filled(key, &user_key, &lockbox::recovery_info(&about(user_key))));
        Ok(Some(Act::Escrow {
            file,
            generation,
            managers: boxes.collect(),
            recovery: for_recovery,
            label: self.sealed_label(file)?,
        }))
    }

    /// Files whose boxes are due, or were filled with something else.
    pub(super) fn fill_boxes(
        &self,
        chain: &Chain,
        rotated: &BTreeSet<FileId>,
        draft: &mut Draft,
    ) -> Result<(), VaultError> {
        let doubted = doubted(&self.conn)?;
        for (id, _) in chain.directory.files_of(self.identity.person) {
            if draft.is_full() {
                break;
            }
            let due = chain.directory.escrow_is_due(id) || doubted.contains(&id);
            if !due || rotated.contains(&id) {
                continue;
            }
            let Some((file, key)) = self.writable(chain, id)? else { continue };
            let managers = chain.directory.emergency_managers(id);
            let of = (id, file.generation(), &key);
            if let Some(act) = self.escrow(chain, of, &managers)? {
                draft.push(act);
            }
        }
        Ok(())
    }
}

/// A box that nobody can open stands where nothing can be sealed to a key.
fn filled(key: &FileKey, to: &UserPublic, info: &[u8]) -> Vec<u8> {
    sealing::lock_for_emergency(key, to, info).unwrap_or(NO_BOX.to_vec())
}

/// Looks at the boxes of a file that were filled just now, if its key is here, and writes down what it finds.
pub(super) fn look_at(conn: &Connection, chain: &Chain, id: FileId) -> Result<(), VaultError> {
    let Some(file) = chain.directory.file(id) else { return Ok(()) };
    let (Some(boxes), generation) = (&file.escrow, file.generation()) else { return Ok(()) };
    let Some(key) = file_key::find(conn, id, generation)? else { return Ok(()) };
    if are_right(chain, (id, generation, &key), boxes) {
        conn.prepare_cached("UPDATE escrow_doubts SET mended = 1 WHERE file = ?")?
            .execute([id.bytes()])?;
        return Ok(());
    }
    let entry = chain.directory.head().map_or(0, |head| head.index);
    conn.prepare_cached(
        "INSERT OR REPLACE INTO escrow_doubts (file, author, entry, mended) VALUES (?, ?, ?, 0)",
    )?
    .execute(params![id.bytes(), boxes.author.bytes(), column(entry)])?;
    Ok(())
}

fn are_right(
    chain: &Chain,
    (file, generation, key): (FileId, u32, &FileKey),
    boxes: &Escrow,
) -> bool {
    let commitment = Hash(sealing::key_commitment(key));
    let station = chain.directory.station();
    let about = |user_key| EmergencyBox { station, file, generation, user_key, commitment };
    let is_right = |given: &EscrowBox, info: &[u8]| {
        sealing::is_emergency_box(key, &given.user_key, info, &given.lockbox)
            || (given.user_key.check().is_err() && given.lockbox == NO_BOX)
    };
    let managers = boxes.managers.iter().all(|(person, given)| {
        is_right(given, &lockbox::emergency_info(&about(given.user_key), *person))
    });
    let recovery = boxes
        .recovery
        .as_ref()
        .is_none_or(|given| is_right(given, &lockbox::recovery_info(&about(given.user_key))));
    managers && recovery
}

/// Files whose boxes hold something else still.
fn doubted(conn: &Connection) -> Result<BTreeSet<FileId>, VaultError> {
    let mut statement = conn.prepare_cached("SELECT file FROM escrow_doubts WHERE mended = 0")?;
    let files = statement.query_map([], |row| Ok(FileId::from_bytes(row.get(0)?)))?;
    Ok(files.collect::<Result<_, _>>()?)
}
