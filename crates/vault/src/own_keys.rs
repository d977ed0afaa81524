//! The keys by which others give something to this device and to its person. They are made with the vault, whether or
//! not it ever belongs to a station, and lie in the encrypted database as the device's seed does.

use crate::error::{Damage, VaultError};
use rusqlite::{Connection, OptionalExtension, params};
use sealing::{BoxKey, UserKey, UserPublic, hazmat};
use zeroize::Zeroizing;

/// Makes what is not there yet: in a new vault, and in one of an older version.
pub(crate) fn make_missing(conn: &Connection) -> Result<(), VaultError> {
    if conn.prepare("SELECT 1 FROM box_key")?.exists([])? {
        return Ok(());
    }
    let secret = BoxKey::make();
    conn.execute("INSERT INTO box_key (only, secret) VALUES (1, ?)", [hazmat::expose(&secret)])?;
    keep_user_key(conn, &UserKey::make())
}

/// Opens what is sealed to this device.
pub(crate) fn box_key(conn: &Connection) -> Result<BoxKey, VaultError> {
    let key = conn.query_row("SELECT secret FROM box_key", [], |row| {
        let bytes = Zeroizing::new(row.get::<_, [u8; 32]>(0)?);
        Ok(hazmat::box_key_from_bytes(&bytes))
    });
    key.optional()?.ok_or(VaultError::Damaged(Damage::Row))
}

/// The device is another from now on: what is sealed to it opens with this.
pub(crate) fn replace_box_key(conn: &Connection, secret: &BoxKey) -> Result<(), VaultError> {
    conn.execute("UPDATE box_key SET secret = ?", [hazmat::expose(secret)])?;
    Ok(())
}

/// The user key with this public half, if this device has it.
pub(crate) fn user_key(
    conn: &Connection,
    public: &UserPublic,
) -> Result<Option<UserKey>, VaultError> {
    let mut statement = conn.prepare_cached("SELECT secret FROM user_keys WHERE public = ?")?;
    let key = statement.query_row([public.0], |row| {
        let bytes = Zeroizing::new(row.get::<_, [u8; 32]>(0)?);
        Ok(hazmat::user_key_from_bytes(&bytes))
    });
    Ok(key.optional()?)
}

/// The user keys that this device has, the newest first.
pub(crate) fn user_keys(conn: &Connection) -> Result<Vec<UserKey>, VaultError> {
    let mut statement = conn.prepare_cached("SELECT secret FROM user_keys ORDER BY n DESC")?;
    let keys = statement.query_map([], |row| {
        let bytes = Zeroizing::new(row.get::<_, [u8; 32]>(0)?);
        Ok(hazmat::user_key_from_bytes(&bytes))
    })?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// The public half of the user key that this device made with its vault.
pub(crate) fn first_user_key(conn: &Connection) -> Result<UserPublic, VaultError> {
    let sql = "SELECT public FROM user_keys ORDER BY n LIMIT 1";
    let public = conn.query_row(sql, [], |row| row.get(0)).optional()?;
    public.map(UserPublic).ok_or(VaultError::Damaged(Damage::Row))
}

/// Keeps a user key that this device made or was given.
pub(crate) fn keep_user_key(conn: &Connection, key: &UserKey) -> Result<(), VaultError> {
    conn.prepare_cached("INSERT OR IGNORE INTO user_keys (public, secret) VALUES (?, ?)")?
        .execute(params![key.public().0, hazmat::expose(key)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::new_connection;

    #[test]
    fn keys_are_made_once() {
        let conn = new_connection();
        make_missing(&conn).unwrap();
        let (first, receives) = (first_user_key(&conn).unwrap(), box_key(&conn).unwrap().public());
        make_missing(&conn).unwrap();
        assert_eq!(first_user_key(&conn).unwrap(), first);
        assert_eq!(box_key(&conn).unwrap().public(), receives);
        assert_eq!(user_key(&conn, &first).unwrap().unwrap().public(), first);
    }

    #[test]
    fn a_later_user_key_is_kept_beside_the_first() {
        let conn = new_connection();
        make_missing(&conn).unwrap();
        let (first, later) = (first_user_key(&conn).unwrap(), UserKey::make());
        keep_user_key(&conn, &later).unwrap();
        keep_user_key(&conn, &later).unwrap();
        assert_eq!(first_user_key(&conn).unwrap(), first);
        assert!(user_key(&conn, &later.public()).unwrap().is_some());
        assert!(user_key(&conn, &UserPublic([7; 32])).unwrap().is_none());
    }
}
