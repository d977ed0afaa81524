//! Clients who may be one person, though two laptops entered them without knowing of each other; and what people judged of
//! such.

use super::rows::{all, count};
use super::{client, columns};
use crate::context::Touched;
use crate::error::VaultError;
use crate::reader::Reader;
use casework::client::Client;
use casework::duplicate::{Likeness, likeness};
use casework::id::{ClientId, DeviceId};
use casework::name;
use casework::same::{Judgement, Verdict, one_person, verdict};
use chrono::{DateTime, Utc};
use history::{ChangeId, Hash, RecordState};
use rusqlite::{Connection, named_params, params};
use serde::Deserialize as _;
use std::collections::BTreeSet;

/// What somebody judged of two clients, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedRow {
    /// The change that says it.
    pub change: ChangeId,
    /// The client in whose record it stands.
    pub client: ClientId,
    /// They are one person; else they are two.
    pub same: bool,
    /// The laptop on which it was judged.
    pub author: DeviceId,
    /// When, by that laptop's clock.
    pub at: DateTime<Utc>,
}

/// Two clients of whom nobody has judged, or people judged differently. `a` is the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlikeRow {
    /// One.
    pub a: ClientId,
    /// The other.
    pub b: ClientId,
    /// Why they look like one person.
    pub likeness: Likeness,
}

/// The smaller of two first.
pub(crate) fn pair(one: ClientId, other: ClientId) -> (ClientId, ClientId) {
    if one < other { (one, other) } else { (other, one) }
}

/// A pair of which the same is judged by everybody needs no asking.
const OPEN: &str = "(SELECT count(DISTINCT same) FROM judged WHERE judged.a = alike.a AND judged.b = alike.b) <> 1";

pub(super) fn refresh(
    conn: &Connection,
    touched: &Touched,
    (client, state): (&Client, &RecordState),
) -> Result<(), VaultError> {
    let id = ClientId(touched.record.0);
    put_alike(conn, id, client)?;
    conn.prepare_cached("DELETE FROM judged WHERE client = ?")?.execute([id.bytes()])?;
    for member in state.set_members(Client::JUDGED) {
        // What a newer version says in another form is kept in the record, and judges nothing here.
        let Ok(judgement) = Judgement::deserialize(member.value) else { continue };
        if judgement.other == id {
            continue;
        }
        let (a, b) = pair(id, judgement.other);
        for change in &member.changes {
            let Some(entry) = state.entry(*change) else { continue };
            let sql = "INSERT INTO judged (change, client, a, b, same, author, at)
                       VALUES (?, ?, ?, ?, ?, ?, ?)";
            conn.prepare_cached(sql)?.execute(params![
                change.bytes(),
                id.bytes(),
                a.bytes(),
                b.bytes(),
                judgement.same,
                entry.header.author.bytes(),
                columns::clock_millis(entry.header.clock.millis),
            ])?;
        }
    }
    Ok(())
}

/// Whoever was entered on the same laptop was shown to the person who entered the other.
fn put_alike(conn: &Connection, id: ClientId, client: &Client) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM alike WHERE a = ?1 OR b = ?1")?.execute([id.bytes()])?;
    let others = all(
        conn,
        "SELECT id, json FROM clients WHERE n IN (
             SELECT n FROM clients WHERE id_number = :id_number AND id_number <> ''
             UNION SELECT n FROM clients WHERE name = :name AND birth = :birth
             UNION SELECT n FROM clients WHERE village = :village AND village <> '' AND sound = :sound
         ) AND id <> :id AND device <> (SELECT device FROM clients WHERE id = :id)",
        named_params! {
            ":id": id.bytes(),
            ":id_number": client::plain_number(client),
            ":name": name::clean(&client.name),
            ":birth": client.birth_date.map(columns::day),
            ":village": client.village.trim(),
            ":sound": name::family_sound(&client.name),
        },
        |row| Ok((ClientId::from_bytes(row.get(0)?), columns::from_json(&row.get::<_, String>(1)?)?)),
    )?;
    for (other, found) in others {
        let found: Client = found;
        if let Some(likeness) = likeness(client, &found) {
            let (a, b) = pair(id, other);
            conn.prepare_cached("INSERT INTO alike (a, b, likeness) VALUES (?, ?, ?)")?
                .execute(params![a.bytes(), b.bytes(), column(likeness)])?;
        }
    }
    Ok(())
}

fn column(likeness: Likeness) -> u8 {
    match likeness {
        Likeness::SameIdNumber => 1,
        Likeness::SameNameAndBirth => 2,
        Likeness::SimilarNameSameVillage => 3,
    }
}

fn of_column(likeness: u8) -> Likeness {
    match likeness {
        1 => Likeness::SameIdNumber,
        2 => Likeness::SameNameAndBirth,
        _ => Likeness::SimilarNameSameVillage,
    }
}

impl Reader<'_> {
    /// Clients who are perhaps one person, and of whom nobody has judged, or people differ: the likeliest first, so many at
    /// the most. With a client, those with her alone.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn alike(&self, of: Option<ClientId>, limit: u32) -> Result<Vec<AlikeRow>, VaultError> {
        let sql = format!(
            "SELECT a, b, likeness FROM alike WHERE (?1 IS NULL OR a = ?1 OR b = ?1) AND {OPEN}
             ORDER BY likeness, a, b LIMIT ?2"
        );
        all(self.conn, &sql, params![of.map(|id| id.bytes()), limit], |row| {
            Ok(AlikeRow {
                a: ClientId::from_bytes(row.get(0)?),
                b: ClientId::from_bytes(row.get(1)?),
                likeness: of_column(row.get(2)?),
            })
        })
    }

    /// How many pairs [`alike`](Self::alike) has.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn alike_count(&self) -> Result<u32, VaultError> {
        count(self.conn, &format!("SELECT count(*) FROM alike WHERE {OPEN}"), [])
    }

    /// What stands judged of two clients, by change.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn judged(&self, one: ClientId, other: ClientId) -> Result<Vec<JudgedRow>, VaultError> {
        let (a, b) = pair(one, other);
        let sql = "SELECT change, client, same, author, at FROM judged WHERE a = ? AND b = ?
                   ORDER BY change";
        all(self.conn, sql, [a.bytes(), b.bytes()], |row| {
            Ok(JudgedRow {
                change: Hash(row.get(0)?),
                client: ClientId::from_bytes(row.get(1)?),
                same: row.get(2)?,
                author: DeviceId::from_bytes(row.get(3)?),
                at: columns::moment(row.get(4)?)?,
            })
        })
    }

    /// The other clients here who are one person with this one, as people judged.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn same_person(&self, client: ClientId) -> Result<Vec<ClientId>, VaultError> {
        // Such links are few: all of them are looked at.
        let pairs: BTreeSet<(ClientId, ClientId)> =
            all(self.conn, "SELECT DISTINCT a, b FROM judged WHERE same", [], |row| {
                Ok((ClientId::from_bytes(row.get(0)?), ClientId::from_bytes(row.get(1)?)))
            })?
            .into_iter()
            .collect();
        let mut one = Vec::new();
        for (a, b) in pairs {
            let judged = self.judged(a, b)?;
            if verdict(judged.iter().map(|row| row.same)) == Verdict::Same {
                one.push((a, b));
            }
        }
        let mut others = Vec::new();
        for other in one_person(&one, client) {
            // One whose file is not here is nobody here.
            if other != client && self.client(other)?.is_some() {
                others.push(other);
            }
        }
        Ok(others)
    }
}

#[cfg(test)]
mod tests;
