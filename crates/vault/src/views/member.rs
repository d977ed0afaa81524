//! The people around a client.

use super::columns;
use super::rows::{all, first};
use crate::context::Touched;
use crate::error::VaultError;
use crate::reader::Reader;
use crate::search::{self, DocId, DocKind, Document, prose};
use casework::fields::Edited as _;
use casework::id::{ClientId, MemberId};
use casework::member::Member;
use history::{ChangeId, RecordState};
use rusqlite::{Connection, Row, named_params};

/// Somebody around a client, on record.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberRecord {
    /// The member.
    pub id: MemberId,
    /// The client.
    pub client: ClientId,
    /// What is recorded.
    pub member: Member,
    /// The changes that this shows: what an edit names.
    pub seen: Vec<ChangeId>,
}

pub(super) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
) -> Result<(), VaultError> {
    let fields = state.fields();
    let doc = DocId::of(DocKind::Member, touched.first);
    let removed = fields.one(Member::REMOVED).unwrap_or(false);
    let Some(client) = fields.one::<ClientId>(Member::CLIENT).filter(|_| !removed) else {
        conn.prepare_cached("DELETE FROM members WHERE n = ?1")?.execute([touched.first])?;
        return search::remove(conn, doc);
    };
    let member = Member::project(&fields);
    conn.prepare_cached(
        "INSERT INTO members (n, id, client, json, seen) VALUES (:n, :id, :client, :json, :seen)
         ON CONFLICT (n) DO UPDATE SET
             client = excluded.client, json = excluded.json, seen = excluded.seen",
    )?
    .execute(named_params! {
        ":n": touched.first,
        ":id": touched.record.bytes(),
        ":client": client.bytes(),
        ":json": columns::json(&member)?,
        ":seen": columns::seen(&state.shown()),
    })?;
    let mut document = Document::of(prose::of_member(&member));
    document.initials(&member.name);
    document.phone(&member.phone);
    search::put(conn, doc, &document)
}

fn record(row: &Row<'_>) -> Result<MemberRecord, VaultError> {
    Ok(MemberRecord {
        id: MemberId::from_bytes(row.get(0)?),
        client: ClientId::from_bytes(row.get(1)?),
        member: columns::from_json(&row.get::<_, String>(2)?)?,
        seen: columns::seen_of(&row.get::<_, Vec<u8>>(3)?)?,
    })
}

impl Reader<'_> {
    /// The people around a client, in the order in which they were entered.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn members(&self, client: ClientId) -> Result<Vec<MemberRecord>, VaultError> {
        let sql = "SELECT id, client, json, seen FROM members WHERE client = ?1 ORDER BY n";
        all(self.conn, sql, [client.bytes()], record)
    }

    /// Somebody around a client; nothing where the entry was a mistake and was taken out.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn member(&self, id: MemberId) -> Result<Option<MemberRecord>, VaultError> {
        let sql = "SELECT id, client, json, seen FROM members WHERE id = ?1 ORDER BY n";
        first(self.conn, sql, [id.bytes()], record)
    }
}

#[cfg(test)]
mod tests;
