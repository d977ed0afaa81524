//! Keys out of lockboxes of the directory: this person's user keys, and the keys of the files she is a member of.

use super::chain::Chain;
use super::lost_key;
use crate::error::VaultError;
use crate::identity::Identity;
use crate::{audit_key, file_key, own_keys};
use casework::id::FileId;
use protocol::directory::{Access, File};
use protocol::lockbox::{self, FileBox, UserBox};
use rusqlite::Connection;
use sealing::UserKey;

/// Takes this device's user key out of the box that another of the person's devices gave it. Answers whether it is new
/// here. A box that does not open is as good as none.
pub(super) fn learn_user_key(
    conn: &Connection,
    chain: &Chain,
    me: &Identity,
) -> Result<bool, VaultError> {
    let device = chain.directory.device(me.device);
    let Some((device, given)) = device.and_then(|one| Some((one, one.user_box.as_ref()?))) else {
        return Ok(false);
    };
    let public = given.user_key;
    if own_keys::user_key(conn, &public)?.is_some() {
        return Ok(false);
    }
    let info = lockbox::user_info(&UserBox {
        station: me.station_id,
        person: me.person,
        user_key: given.user_key,
        device: me.device,
        receives: device.receives,
        granter: given.granter,
    });
    let box_key = own_keys::box_key(conn)?;
    match sealing::unlock_user_key(&box_key, &info, &public, &given.lockbox) {
        Ok(key) => own_keys::keep_user_key(conn, &key).map(|()| true),
        Err(_) => Ok(false),
    }
}

/// Takes a file's present key out of this person's lockbox, and out of it the keys before: the file's keys, or where she
/// audits it those of its accesses. Answers whether any is new here. What does not open is as good as not there: the
/// changes under it are held.
pub(super) fn learn_file_key(
    conn: &Connection,
    chain: &Chain,
    me: &Identity,
    id: FileId,
) -> Result<bool, VaultError> {
    let Some(file) = chain.directory.file(id) else { return Ok(false) };
    let generation = file.generation();
    let member = file.members.get(&me.person);
    let given = member.and_then(|member| Some((member.access, member.key.as_ref()?)));
    let (Some((access, given)), Some(present)) = (given, file.key(generation)) else {
        return Ok(false);
    };
    if access > Access::Audit && file_key::find(conn, id, generation)?.is_some() {
        return Ok(false);
    }
    let Some(user_key) = own_keys::user_key(conn, &given.user_key)? else {
        return Ok(false);
    };
    let about = FileBox {
        station: me.station_id,
        file: id,
        generation,
        person: me.person,
        user_key: given.user_key,
        granter: given.granter,
        commitment: present.commitment,
    };
    let learned = Learned { conn, file, about: &about, user_key: &user_key };
    if access == Access::Audit {
        return learned.audit_keys(&given.lockbox);
    }
    let opened = learned.file_keys(&given.lockbox)?;
    if opened {
        lost_key::mended(conn, id)?;
    } else if !chain.directory.awaits_a_yes(id, me.person) {
        lost_key::doubt(conn, chain, (id, generation), given.granter)?;
    }
    Ok(opened)
}

/// A lockbox of this person's, and what to open it with.
struct Learned<'a> {
    conn: &'a Connection,
    file: &'a File,
    about: &'a FileBox,
    user_key: &'a UserKey,
}

impl Learned<'_> {
    fn file_keys(&self, lockbox: &[u8]) -> Result<bool, VaultError> {
        let FileBox { station, file: id, generation, commitment, .. } = *self.about;
        let info = lockbox::info(self.about);
        let opened = sealing::unlock_file_key(self.user_key, &info, commitment.bytes(), lockbox);
        let Ok(mut key) = opened else { return Ok(false) };
        file_key::keep(self.conn, id, generation, &key)?;
        let mut at = generation;
        while let Some(wrapped) = self.file.key(at).and_then(|one| one.previous.as_deref()) {
            let info = lockbox::previous_info(station, id, at);
            // Mostly the one before. Where that opened for nobody, one before that was put in.
            let earlier = (1..at).rev().filter_map(|one| self.file.key(one));
            let commitments = earlier.map(|one| one.commitment.bytes());
            let opened = sealing::unwrap_earlier(&key, &info, commitments, wrapped);
            let Ok((place, older)) = opened else { break };
            at -= 1 + u32::try_from(place).unwrap_or(0);
            file_key::keep(self.conn, id, at, &older)?;
            key = older;
        }
        Ok(true)
    }

    fn audit_keys(&self, lockbox: &[u8]) -> Result<bool, VaultError> {
        let FileBox { station, file: id, generation, .. } = *self.about;
        let info = lockbox::audit_info(self.about);
        let opened = sealing::unlock_audit_key(self.user_key, &info, lockbox);
        let Ok(mut key) = opened else { return Ok(false) };
        audit_key::keep(self.conn, id, generation, &key)?;
        for after in (2..=generation).rev() {
            let wrapped = self.file.key(after).and_then(|one| one.previous_audit.as_deref());
            let Some(wrapped) = wrapped else { break };
            let info = lockbox::previous_audit_info(station, id, after);
            let Ok(older) = sealing::unwrap_previous_audit(&key, &info, wrapped) else { break };
            audit_key::keep(self.conn, id, after - 1, &older)?;
            key = older;
        }
        Ok(true)
    }
}
