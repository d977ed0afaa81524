//! Reading the log: rows, and the changes of one record opened.

use super::Trust;
use crate::body_key::{BodyKey, KeyOf};
use crate::context::Touched;
use crate::error::VaultError;
use casework::fields::RecordKind;
use casework::id::{DeviceId, FileId, RecordId};
use history::{ChangeId, Content, Entry, Hash, Header, RecordState};
use rusqlite::{Connection, OptionalExtension, Params};
use sealing::{SALT_LEN, SealingError, Signature};
use zeroize::Zeroizing;

/// A row as it lies in the log. Nothing in it is believed yet.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) n: i64,
    pub(crate) id: Hash,
    pub(crate) file: FileId,
    pub(crate) record: RecordId,
    pub(crate) kind: RecordKind,
    pub(crate) author: DeviceId,
    pub(crate) seq: i64,
    pub(crate) header: Vec<u8>,
    pub(crate) signature: Signature,
    pub(crate) sealed: Vec<u8>,
    /// Which of the file's keys the body is sealed under. Nobody signed it: under another it does not open.
    pub(crate) generation: u32,
}

impl Row {
    pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            n: row.get(0)?,
            id: Hash(row.get(1)?),
            file: FileId::from_bytes(row.get(2)?),
            record: RecordId::from_bytes(row.get(3)?),
            kind: RecordKind(row.get(4)?),
            author: DeviceId::from_bytes(row.get(5)?),
            seq: row.get(6)?,
            header: row.get(7)?,
            signature: Signature(row.get(8)?),
            sealed: row.get(9)?,
            generation: row.get(10)?,
        })
    }
}

/// Where a record is. The same number in another file, or of another kind, is another record: who writes there has no
/// say here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    pub(crate) kind: RecordKind,
    pub(crate) record: RecordId,
    pub(crate) file: FileId,
}

impl At {
    pub(crate) fn of(header: &Header) -> Self {
        Self { kind: header.record_kind, record: header.record, file: header.file }
    }

    fn params(&self) -> impl Params {
        (self.record.bytes(), self.kind.0, self.file.bytes())
    }

    /// As the first columns of a row: record, kind, file.
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            record: RecordId::from_bytes(row.get(0)?),
            kind: RecordKind(row.get(1)?),
            file: FileId::from_bytes(row.get(2)?),
        })
    }
}

/// A record as merged, with its place in the log.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) touched: Touched,
    pub(crate) state: RecordState,
    /// How many rows it has in the log.
    pub(crate) changes: usize,
}

/// How many changes there are.
pub(crate) fn changes(conn: &Connection) -> Result<u64, VaultError> {
    let count: i64 = conn.query_row("SELECT count(*) FROM log", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// An author's last change, with its number.
pub(crate) fn last(
    conn: &Connection,
    author: DeviceId,
) -> Result<Option<(u64, ChangeId)>, VaultError> {
    let mut statement =
        conn.prepare_cached("SELECT seq, id FROM log WHERE author = ? ORDER BY seq DESC LIMIT 1")?;
    let last = statement.query_row([author.bytes()], |row| {
        Ok((row.get::<_, i64>(0)?.unsigned_abs(), Hash(row.get(1)?)))
    });
    Ok(last.optional()?)
}

/// Whether the log has any change of a record.
pub(crate) fn is_there(conn: &Connection, record: RecordId) -> Result<bool, VaultError> {
    Ok(conn.prepare_cached("SELECT 1 FROM log WHERE record = ?")?.exists([record.bytes()])?)
}

/// Place in the log of the first change of a record.
pub(crate) fn first(conn: &Connection, at: At) -> Result<Option<i64>, VaultError> {
    let mut statement =
        conn.prepare_cached("SELECT min(n) FROM log WHERE record = ? AND kind = ? AND file = ?")?;
    Ok(statement.query_row(at.params(), |row| row.get(0))?)
}

/// Where a record is that is known by its number alone. Honest laptops put a number into one file; where somebody put it
/// into another as well, a client or a case is where its own file is, and of anything else the one that came first is
/// meant. `kind` says which kind is meant, where that is known.
pub(crate) fn home(
    conn: &Connection,
    record: RecordId,
    kind: Option<RecordKind>,
) -> Result<Option<At>, VaultError> {
    let mut statement = conn.prepare_cached(
        "SELECT record, kind, file FROM log WHERE record = ?1 AND kind = coalesce(?2, kind)
         GROUP BY kind, file ORDER BY file <> record OR kind NOT IN (1, 3), min(n) LIMIT 1",
    )?;
    let found = statement.query_row((record.bytes(), kind.map(|kind| kind.0)), At::read);
    Ok(found.optional()?)
}

/// Where the record is that a change belongs to.
pub(crate) fn at_of(
    conn: &Connection,
    change: Hash,
    record: RecordId,
) -> Result<Option<At>, VaultError> {
    let sql = "SELECT record, kind, file FROM log WHERE record = ?1 AND id = ?2";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_row((record.bytes(), change.bytes()), At::read).optional()?)
}

/// Place in the log of a change of a record.
pub(crate) fn place_of(conn: &Connection, at: At, change: Hash) -> Result<Option<i64>, VaultError> {
    let sql = "SELECT n FROM log WHERE record = ?1 AND kind = ?2 AND file = ?3 AND id = ?4";
    let mut statement = conn.prepare_cached(sql)?;
    let of = (at.record.bytes(), at.kind.0, at.file.bytes(), change.bytes());
    Ok(statement.query_row(of, |row| row.get(0)).optional()?)
}

/// Every record there is, in the order in which views are refreshed: by kind, so that what others lean on
/// comes first, and as they were begun, so that an index of words grows at its end.
pub(crate) fn every_record(conn: &Connection) -> Result<Vec<At>, VaultError> {
    let mut statement = conn.prepare(
        "SELECT record, kind, file FROM log GROUP BY record, kind, file ORDER BY kind, min(n)",
    )?;
    Ok(statement.query_map([], At::read)?.collect::<Result<_, _>>()?)
}

/// The kind is spelled out, as in the index that is made for this.
const MEMBERS: &str =
    "SELECT record FROM log WHERE kind = 2 AND file = ?1 GROUP BY record ORDER BY min(n)";

/// The members of a client's household, whatever became of them, in the order in which they were begun.
pub(crate) fn members(conn: &Connection, file: FileId) -> Result<Vec<RecordId>, VaultError> {
    let mut statement = conn.prepare_cached(MEMBERS)?;
    let records =
        statement.query_map([file.bytes()], |row| Ok(RecordId::from_bytes(row.get(0)?)))?;
    Ok(records.collect::<Result<_, _>>()?)
}

/// One record, merged. Nothing where the log has no change of it.
pub(crate) fn record(
    conn: &Connection,
    trust: Trust<'_>,
    at: At,
) -> Result<Option<Record>, VaultError> {
    let rows = rows_of(conn, at)?;
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(None) };
    let mut keys = Keys::default();
    let mut entries = Vec::with_capacity(rows.len());
    for row in &rows {
        entries.extend(entry(conn, trust, &mut keys, row)?);
    }
    let state = RecordState::merge(entries);
    let At { kind, record, file } = at;
    let touched = Touched { file, record, kind, first: first.n, last: last.n };
    Ok(Some(Record { touched, state, changes: rows.len() }))
}

/// The changes of one record, in the order of the log.
pub(crate) fn rows_of(conn: &Connection, at: At) -> Result<Vec<Row>, VaultError> {
    let mut statement = conn.prepare_cached(
        "SELECT n, id, file, record, kind, author, seq, header, signature, sealed, generation
         FROM log WHERE record = ? AND kind = ? AND file = ? ORDER BY n",
    )?;
    Ok(statement.query_map(at.params(), Row::read)?.collect::<Result<_, _>>()?)
}

/// Walks the whole log in its order.
pub(crate) fn rows(
    conn: &Connection,
    mut each: impl FnMut(Row) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let mut statement = conn.prepare(
        "SELECT n, id, file, record, kind, author, seq, header, signature, sealed, generation
         FROM log ORDER BY n",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(Row::read(row)?)?;
    }
    Ok(())
}

/// The body of a change: opened, and held against the header's commitment. `bytes` is the header as it was signed.
pub(crate) fn open_body(
    key: &BodyKey,
    header: &Header,
    (bytes, sealed): (&[u8], &[u8]),
) -> Result<Zeroizing<Vec<u8>>, SealingError> {
    let mut salted = key.open(bytes, sealed)?;
    let Some(salt) = salted.first_chunk::<SALT_LEN>().copied() else {
        return Err(SealingError::CannotOpen);
    };
    salted.drain(..SALT_LEN);
    if sealing::commit(&salt, &salted) == header.commitment {
        Ok(salted)
    } else {
        Err(SealingError::CannotOpen)
    }
}

/// The change in a row. One that is not its author's is handed on as such, and one that does not open as
/// unreadable; a row whose header is none is reported by a verification, and stops nothing here.
fn entry(
    conn: &Connection,
    trust: Trust<'_>,
    keys: &mut Keys,
    row: &Row,
) -> Result<Option<Entry>, VaultError> {
    let Ok(header) = Header::decode(&row.header) else { return Ok(None) };
    if !trust.believes(row, &header) {
        return Ok(Some(Entry { id: row.id, header, content: Content::Unproven }));
    }
    let body = keys
        .of(conn, BodyKey::of(&header, row.generation))?
        .and_then(|key| open_body(key, &header, (&row.header, &row.sealed)).ok());
    let content = Content::read(&header, body.as_ref().map(|body| body.as_slice()));
    Ok(Some(Entry { id: row.id, header, content }))
}

/// The key last used: the changes of one record are all of one file, and mostly of one generation.
#[derive(Default)]
struct Keys(Option<(KeyOf, Option<BodyKey>)>);

impl Keys {
    fn of(&mut self, conn: &Connection, key: KeyOf) -> Result<Option<&BodyKey>, VaultError> {
        let known = self.0.as_ref().is_some_and(|(of, _)| *of == key);
        if !known {
            self.0 = Some((key, BodyKey::find(conn, key)?));
        }
        Ok(self.0.as_ref().and_then(|(_, key)| key.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::{new_connection, plan};

    #[test]
    fn a_household_is_found_without_a_walk_through_the_log() {
        assert!(MEMBERS.contains(&format!("kind = {}", RecordKind::MEMBER.0)));
        let plan = plan(&new_connection(), MEMBERS);
        assert!(
            plan[0].contains("SEARCH log USING COVERING INDEX log_members (file=?)"),
            "{plan:?}"
        );
    }
}
