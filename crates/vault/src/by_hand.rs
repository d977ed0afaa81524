//! For tests: what laptops know of each other, carried from one open vault to another by hand, and roles given without a
//! directory. Nothing that ships is built with it.

use crate::error::VaultError;
use crate::identity;
use crate::log::Signers;
use crate::vault::Vault;
use casework::id::{PersonId, StationId};
use casework::role::Role;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// What is carried: who is known, the keys of the files, and the log. Other tables stay where they are.
const TABLES: [&str; 3] = ["devices", "file_keys", "log"];

/// What one laptop hands to another.
#[derive(Clone)]
pub struct Handed {
    station: (StationId, String),
    tables: Vec<Table>,
}

#[derive(Clone)]
struct Table {
    name: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl std::fmt::Debug for Handed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Handed")
    }
}

impl Vault {
    /// All that another laptop of the station may have.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn hand_out(&self) -> Result<Handed, VaultError> {
        let station = (self.identity.station_id, self.identity.station.clone());
        let tables = TABLES.into_iter().map(|name| read(&self.conn, name));
        Ok(Handed { station, tables: tables.collect::<Result<_, _>>()? })
    }

    /// Takes in what another laptop handed out; what is here already stays. A vault without records becomes one of that
    /// laptop's station.
    ///
    /// # Errors
    /// When the vault cannot be written.
    pub fn take_in(&mut self, handed: &Handed) -> Result<(), VaultError> {
        let roles = self.roles();
        let transaction = self.conn.transaction()?;
        let empty = !transaction.prepare("SELECT 1 FROM log")?.exists([])?;
        if empty {
            let (id, name) = &handed.station;
            let sql = "UPDATE identity SET station = ?1, station_name = ?2";
            transaction.execute(sql, (id.bytes(), name))?;
        }
        handed.tables.iter().try_for_each(|table| write(&transaction, table))?;
        transaction.commit()?;
        (self.identity, self.device_key) = identity::load(&self.conn)?;
        self.know_devices()?;
        roles.into_iter().for_each(|(person, role)| self.appoint(person, role));
        self.rebuild_views().map(drop)
    }

    /// Gives a person a role, until the vault is closed.
    pub fn appoint(&mut self, person: PersonId, role: Role) {
        let people = self.context.people.values_mut();
        people.filter(|known| known.id == person).for_each(|known| known.role = role);
    }

    fn roles(&self) -> Vec<(PersonId, Role)> {
        self.context.people.values().map(|person| (person.id, person.role)).collect()
    }

    fn know_devices(&mut self) -> Result<(), VaultError> {
        let devices = identity::devices(&self.conn)?;
        self.context.signers = Signers::of(&devices);
        let people = devices.into_iter().map(|(id, device)| (id, device.person));
        self.context.people = people.collect();
        Ok(())
    }
}

fn read(conn: &Connection, name: &'static str) -> Result<Table, VaultError> {
    let mut statement = conn.prepare(&format!("SELECT * FROM {name}"))?;
    // A place in the log is each laptop's own.
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let kept: Vec<usize> = (0..columns.len()).filter(|at| columns[*at] != "n").collect();
    let rows = statement.query_map([], |row| kept.iter().map(|at| row.get(*at)).collect())?;
    let rows = rows.collect::<Result<_, _>>()?;
    let columns = kept.iter().map(|at| columns[*at].clone()).collect();
    Ok(Table { name, columns, rows })
}

fn write(conn: &Connection, table: &Table) -> Result<(), VaultError> {
    let marks = vec!["?"; table.columns.len()].join(", ");
    let columns = table.columns.join(", ");
    let sql = format!("INSERT OR IGNORE INTO {} ({columns}) VALUES ({marks})", table.name);
    let mut statement = conn.prepare(&sql)?;
    for row in &table.rows {
        statement.execute(params_from_iter(row))?;
    }
    Ok(())
}
