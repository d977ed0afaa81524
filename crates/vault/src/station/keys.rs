//! Keys out of lockboxes of the directory: this person's user keys, and the keys of the files she is a member of.

use super::chain::Chain;
use crate::error::VaultError;
use crate::identity::Identity;
use crate::{file_key, own_keys};
use casework::id::FileId;
use protocol::lockbox::{self, FileBox, UserBox};
use rusqlite::Connection;

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

/// Takes a file's present key out of this person's lockbox, and out of it the keys before. Answers whether any is new
/// here. What does not open is as good as not there: the changes under it are held.
pub(super) fn learn_file_key(
    conn: &Connection,
    chain: &Chain,
    me: &Identity,
    id: FileId,
) -> Result<bool, VaultError> {
    let Some(file) = chain.directory.file(id) else { return Ok(false) };
    let generation = file.generation();
    let member = file.members.get(&me.person).and_then(|member| member.key.as_ref());
    let (Some(given), Some(present)) = (member, file.key(generation)) else { return Ok(false) };
    if file_key::find(conn, id, generation)?.is_some() {
        return Ok(false);
    }
    let Some(user_key) = own_keys::user_key(conn, &given.user_key)? else {
        return Ok(false);
    };
    let info = lockbox::info(&FileBox {
        station: me.station_id,
        file: id,
        generation,
        person: me.person,
        user_key: given.user_key,
        granter: given.granter,
        commitment: present.commitment,
    });
    let commitment = present.commitment.bytes();
    let Ok(mut key) = sealing::unlock_file_key(&user_key, &info, commitment, &given.lockbox) else {
        return Ok(false);
    };
    file_key::keep(conn, id, generation, &key)?;
    for after in (2..=generation).rev() {
        let wrapped = file.key(after).and_then(|one| one.previous.as_deref());
        let (Some(wrapped), Some(before)) = (wrapped, file.key(after - 1)) else { break };
        let info = lockbox::previous_info(me.station_id, id, after);
        let commitment = before.commitment.bytes();
        let Ok(older) = sealing::unwrap_previous(&key, &info, commitment, wrapped) else { break };
        file_key::keep(conn, id, after - 1, &older)?;
        key = older;
    }
    Ok(true)
}
