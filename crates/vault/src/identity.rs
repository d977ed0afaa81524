//! Whose vault this is: the station, the worker, and the device that signs.

use crate::context::Person;
use crate::error::{Damage, VaultError};
use crate::id::make_id;
use casework::id::{DeviceId, PersonId, StationId};
use casework::role::Role;
use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension, params};
use sealing::{DeviceKey, DevicePublic, VaultId, hazmat};
use std::collections::BTreeMap;

/// What a new vault is founded with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// Name of the station, as it stands on paper.
    pub station: String,
    /// Name of the worker, as it stands under a note.
    pub person: String,
}

/// Whose vault this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The station.
    pub station_id: StationId,
    /// Its name, as it stands on paper.
    pub station: String,
    /// The worker.
    pub person: PersonId,
    /// The worker's name, as it stands under a note.
    pub person_name: String,
    /// This laptop, as it signs.
    pub device: DeviceId,
}

/// A device whose signatures are known here.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub(crate) public: DevicePublic,
    pub(crate) person: Person,
}

/// Writes the identity of a new vault.
pub(crate) fn found(
    conn: &Connection,
    vault: VaultId,
    founding: &Founding,
    now: DateTime<FixedOffset>,
) -> Result<(), VaultError> {
    let key = DeviceKey::make();
    let (station, person, device) = (make_id(now), make_id(now), make_id(now));
    conn.execute(
        "INSERT INTO identity (only, vault, station, station_name, person, device, device_seed, created_at)
         VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
        params![
            vault.0,
            station.as_bytes(),
            founding.station,
            person.as_bytes(),
            device.as_bytes(),
            hazmat::expose(&key),
            now.to_rfc3339()
        ],
    )?;
    conn.execute(
        "INSERT INTO devices (device, public, person, person_name) VALUES (?, ?, ?, ?)",
        params![device.as_bytes(), key.public().0, person.as_bytes(), founding.person],
    )?;
    Ok(())
}

/// Reads the identity, and the key with which this device signs.
pub(crate) fn load(conn: &Connection) -> Result<(Identity, DeviceKey), VaultError> {
    let loaded = conn.query_row(
        "SELECT station, station_name, person, device, device_seed, person_name
         FROM identity JOIN devices USING (device, person) WHERE only = 1",
        [],
        |row| {
            let identity = Identity {
                station_id: StationId::from_bytes(row.get(0)?),
                station: row.get(1)?,
                person: PersonId::from_bytes(row.get(2)?),
                device: DeviceId::from_bytes(row.get(3)?),
                person_name: row.get(5)?,
            };
            let seed = zeroize::Zeroizing::new(row.get::<_, [u8; 32]>(4)?);
            Ok((identity, hazmat::device_key_from_bytes(&seed)))
        },
    );
    loaded.optional()?.ok_or(VaultError::Damaged(Damage::Row))
}

/// Every device known here.
pub(crate) fn devices(conn: &Connection) -> Result<BTreeMap<DeviceId, Device>, VaultError> {
    let mut statement = conn.prepare("SELECT device, public, person, person_name FROM devices")?;
    let rows = statement.query_map([], |row| {
        // Whoever works without a station is the one worker of her own.
        let role = Role::Worker;
        let person = Person { id: PersonId::from_bytes(row.get(2)?), name: row.get(3)?, role };
        let public = DevicePublic(row.get(1)?);
        Ok((DeviceId::from_bytes(row.get(0)?), Device { public, person }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
