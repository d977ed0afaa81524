//! Clients.

use super::rows::{all, count, first};
use super::{alike, case, columns};
use crate::context::{Context, Touched};
use crate::error::VaultError;
use crate::reader::Reader;
use crate::search::{self, DocId, DocKind, Document, prose};
use crate::snapshot::Line;
use casework::client::Client;
use casework::duplicate::{Likeness, likeness};
use casework::fields::Edited as _;
use casework::id::{ClientId, DeviceId};
use casework::{id_number::IdNumber, name};
use history::{ChangeId, RecordState};
use rusqlite::{Connection, Row, named_params};

/// Days by which the birth dates of two clients may differ who may still be one person; a year is never
/// longer.
const BIRTH_APART: i32 = 2 * 366;

/// A client on record.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientRecord {
    /// The client.
    pub id: ClientId,
    /// What is recorded.
    pub client: Client,
    /// The changes that this shows: what an edit names.
    pub seen: Vec<ChangeId>,
}

/// A village with the number of clients in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillageCount {
    /// Village or community.
    pub village: String,
    /// Clients.
    pub clients: u32,
}

pub(super) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
    context: &Context,
) -> Result<(), VaultError> {
    let client = Client::project(&state.fields());
    conn.prepare_cached(
        "INSERT INTO clients (n, id, name, id_number, birth, sex, village, sound, device, json, seen)
         VALUES (:n, :id, :name, :id_number, :birth, :sex, :village, :sound, :device, :json, :seen)
         ON CONFLICT (n) DO UPDATE SET
             name = excluded.name, id_number = excluded.id_number, birth = excluded.birth,
             sex = excluded.sex, village = excluded.village, sound = excluded.sound,
             device = excluded.device, json = excluded.json,
             seen = excluded.seen",
    )?
    .execute(named_params! {
        ":n": touched.first,
        ":id": touched.record.bytes(),
        ":name": name::clean(&client.name),
        ":id_number": plain_number(&client),
        ":birth": client.birth_date.map(columns::day),
        ":sex": client.sex.map(columns::sex),
        ":village": client.village.trim(),
        ":sound": name::family_sound(&client.name),
        ":device": state.entered_on().map(DeviceId::bytes).unwrap_or_default(),
        ":json": columns::json(&client)?,
        ":seen": columns::seen(&state.shown()),
    })?;
    alike::refresh(conn, touched, (&client, state))?;
    search::put(conn, DocId::of(DocKind::Client, touched.first), &document(&client))?;
    let id = ClientId(touched.record.0);
    let shown_at = case::unchecked::settle(conn, touched.file, state, || Line::of_client(&client))?;
    // Whoever made it may have said it of somebody else.
    if let Some(shown_at) = shown_at.filter(|shown_at| *shown_at != id) {
        case::refresh_rows_of(conn, shown_at, context)?;
    }
    case::refresh_rows_of(conn, id, context)
}

/// What a client is found by, in the search and in the list.
pub(super) fn document(client: &Client) -> Document {
    let mut document = Document::of(prose::of_client(client));
    document.initials(&client.name);
    document.id_number(&client.id_number);
    client.phones.iter().for_each(|number| document.phone(number));
    document
}

/// The identity number in its one plain form, or as it stands where it is none.
pub(super) fn plain_number(client: &Client) -> String {
    let typed = client.id_number.trim();
    IdNumber::parse(typed).map_or_else(|_| typed.to_owned(), |number| number.as_str().to_owned())
}

/// A client with the place of the record, if it is here.
pub(super) fn get(conn: &Connection, id: ClientId) -> Result<Option<(i64, Client)>, VaultError> {
    first(conn, "SELECT n, json FROM clients WHERE id = ?1", [id.bytes()], |row| {
        Ok((
            row.get(0)?,
            columns::from_json(row.get_ref(1)?.as_str().map_err(|_| columns::DAMAGED)?)?,
        ))
    })
}

fn record(row: &Row<'_>) -> Result<ClientRecord, VaultError> {
    Ok(ClientRecord {
        id: ClientId::from_bytes(row.get(0)?),
        client: columns::from_json(&row.get::<_, String>(1)?)?,
        seen: columns::seen_of(&row.get::<_, Vec<u8>>(2)?)?,
    })
}

impl Reader<'_> {
    /// A client.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn client(&self, id: ClientId) -> Result<Option<ClientRecord>, VaultError> {
        first(self.conn, "SELECT id, json, seen FROM clients WHERE id = ?1", [id.bytes()], record)
    }

    /// The clients who may be the same person as this one, likeliest first, then in the order in which they
    /// were entered. `except` is the client's own record.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn clients_like(
        &self,
        client: &Client,
        except: Option<ClientId>,
    ) -> Result<Vec<(Likeness, ClientRecord)>, VaultError> {
        let candidates = all(
            self.conn,
            // Who shares the village is narrowed down by what would speak against it anyway.
            "SELECT id, json, seen FROM clients WHERE n IN (
                 SELECT n FROM clients WHERE id_number = :id_number AND id_number <> ''
                 UNION SELECT n FROM clients WHERE name = :name AND birth = :birth
                 UNION SELECT n FROM clients
                     WHERE village = :village AND village <> ''
                         AND coalesce(sex = :sex, TRUE)
                         AND coalesce(birth BETWEEN :birth - :apart AND :birth + :apart, TRUE)
             ) ORDER BY n",
            named_params! {
                ":id_number": plain_number(client),
                ":name": name::clean(&client.name),
                ":birth": client.birth_date.map(columns::day),
                ":village": client.village.trim(),
                ":sex": client.sex.map(columns::sex),
                ":apart": BIRTH_APART,
            },
            record,
        )?;
        let others = candidates.into_iter().filter(|other| Some(other.id) != except);
        let mut alike: Vec<_> =
            others.filter_map(|other| Some((likeness(client, &other.client)?, other))).collect();
        alike.sort_by_key(|(likeness, _)| *likeness);
        Ok(alike)
    }

    /// The villages that clients live in, by pinyin.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn villages(&self) -> Result<Vec<VillageCount>, VaultError> {
        let sql = "SELECT village, count(*) FROM clients WHERE village <> '' GROUP BY village ORDER BY village";
        let mut villages = all(self.conn, sql, [], |row| {
            Ok(VillageCount { village: row.get(0)?, clients: row.get(1)? })
        })?;
        villages.sort_by_cached_key(|village| name::syllables(&village.village));
        Ok(villages)
    }

    /// How many clients are on record.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn client_count(&self) -> Result<u32, VaultError> {
        count(self.conn, "SELECT count(*) FROM clients", [])
    }
}

#[cfg(test)]
mod tests;
